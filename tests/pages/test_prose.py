"""Paragraphs as the page shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.models import Paragraph
from cables.records import text_as_received
from cables.views.prose import reading_paragraphs

TEXT = 'He said "yes" to reftel B & the minister\'s plan.'
REPAIRS = [[8, "&", '"'], [12, "8", '"'], [40, ",", "'"]]


def paragraph(**fields: object) -> Paragraph:
    return Paragraph(**{"position": 0, "anchor": "p1", "number": 1, "text": TEXT, **fields})


def shown(
    given: Paragraph, *, received: bool = False, link: str = "", found: Sequence[tuple[int, int]] = ()
) -> list[tuple[str, str]]:
    [reading] = reading_paragraphs([given], received=received, link=lambda ids: link, matches=lambda text: tuple(found))
    return [(passage.kind, str(passage.html)) for passage in reading.passages]


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_the_fixture_undoes_to_what_was_sent() -> None:
    assert text_as_received(paragraph(repairs=REPAIRS)) == "He said &yes8 to reftel B & the minister,s plan."


CASES = [
    (paragraph(text="a < b"), {}, [("text", "a &lt; b")], "text is escaped"),
    (
        paragraph(text="<script>x</script>", mentions=[[0, 8, ["09BAKU1"]]]),
        {"link": '"><script>'},
        [("text", '<a class="mention" href="&quot;&gt;&lt;script&gt;">&lt;script&gt;</a>x&lt;/script&gt;')],
        "so are mentions and their links",
    ),
    (
        paragraph(text="'s", repairs=[[0, "<b>", "'"]]),
        {},
        [("text", '<span class="mended" title="As received: &lt;b&gt;">&#x27;</span>s')],
        "so are repairs",
    ),
    (
        paragraph(text="'s", repairs=[[0, "<b>", "'"]]),
        {"received": True},
        [("text", '<span class="received">&lt;b&gt;</span>s')],
        "as received, the place is marked",
    ),
    (paragraph(text="one\n\ntwo"), {}, [("text", "one"), ("text", "two")], "without blocks, blank lines divide"),
    (
        paragraph(text="lead\n\na  b\nc  d", blocks=[[0, 4, "text"], [6, 15, "table"]]),
        {},
        [("text", "lead"), ("table", "a  b\nc  d")],
        "tables keep their lines",
    ),
    (
        paragraph(text="lead\n\nlost\n\n- item", blocks=[[0, 4, "text"], [12, 18, "item"]]),
        {},
        [("text", "lead"), ("text", "lost"), ("item", "- item")],
        "what no block claims is shown all the same",
    ),
    (
        paragraph(text="see reftel B", mentions=[[4, 12, ["09BAKU1"]]]),
        {"link": "/cables/09BAKU1/"},
        [("text", 'see <a class="mention" href="/cables/09BAKU1/">reftel B</a>')],
        "a mention is a link",
    ),
    (
        paragraph(text="see reftel B", mentions=[[4, 12, ["09BAKU1"]]]),
        {},
        [("text", "see reftel B")],
        "a mention that leads nowhere is text",
    ),
    (
        paragraph(text="cut here", repairs=[[3, "\n\nBAKU 00000266  002 OF 002\n\n", " "]]),
        {"received": True},
        [("text", 'cut<span class="received">\n\nBAKU 00000266  002 OF 002\n\n</span>here')],
        "a banner that was taken out is back",
    ),
    (
        paragraph(text="end", repairs=[[3, "Q", ""]]),
        {"received": True},
        [("text", 'end<span class="received">Q</span>')],
        "so is a character that was dropped at the end",
    ),
]


@pytest.mark.parametrize(("given", "options", "expected", "why"), CASES, ids=[row[3] for row in CASES])
def test_passages(given: Paragraph, options: dict[str, object], expected: list[tuple[str, str]], why: str) -> None:
    assert shown(given, **options) == expected, why  # type: ignore[arg-type]


@st.composite
def damaged(draw: st.DrawFn) -> Paragraph:
    """A paragraph of one block with repairs and mentions anywhere, also across one another."""
    text = draw(st.text("ab<&'\" ", min_size=1, max_size=40).filter(lambda text: text.strip()))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    repairs = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        repairs.append([start, draw(st.text("xyz<", max_size=3)), text[start:end]])
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    mentions = [[start, end, ["09BAKU1"]] for start, end in zip(ends[::2], ends[1::2], strict=False)]
    return paragraph(text=text, repairs=repairs, mentions=mentions, blocks=[[0, len(text), "text"]])


FOUND = [
    ({}, [(0, 2)], '<mark id="match-1">He</mark> said yes to reftel B', "a word"),
    ({}, [(0, 2), (3, 7)], '<mark id="match-1">He</mark> <mark id="match-2">said</mark> yes to reftel B', "two"),
    (
        {"mentions": [[15, 23, ["09BAKU1"]]]},
        [(15, 21)],
        'He said yes to <a class="mention" href="#ref-1"><mark id="match-1">reftel</mark> B</a>',
        "a word in a link",
    ),
    (
        {"mentions": [[15, 23, ["09BAKU1"]]]},
        [(12, 21)],
        'He said yes <mark id="match-1">to </mark><a class="mention" href="#ref-1"><mark>reftel</mark> B</a>',
        "a phrase that begins before a link is marked on both sides and counted once",
    ),
    (
        {"repairs": [[3, "sald", "said"]]},
        [(0, 11)],
        '<mark id="match-1">He <span class="mended" title="As received: sald">said</span> yes</mark> to reftel B',
        "a phrase around a repair",
    ),
    (
        {"repairs": [[3, "sald", "said"]]},
        [(5, 11)],
        'He <span class="mended" title="As received: sald">said</span><mark id="match-1"> yes</mark> to reftel B',
        "a repair is never cut",
    ),
    ({"repairs": [[3, "sald", "said"]]}, [(4, 6)], 'He <span class="mended" title="As received: sald">said</span> yes '
     'to reftel B', "nor marked in part"),
    ({}, [(15, 90)], 'He said yes to <mark id="match-1">reftel B</mark>', "a stretch ends where the text does"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "found", "expected", "why"), FOUND, ids=[row[3] for row in FOUND])
def test_found_words_are_marked(
    fields: dict[str, object], found: list[tuple[int, int]], expected: str, why: str
) -> None:
    given = paragraph(text="He said yes to reftel B", **fields)
    assert shown(given, link="#ref-1", found=found) == [("text", expected)], why


def test_found_words_are_numbered_over_all_paragraphs() -> None:
    given = [paragraph(text="dam and dam"), paragraph(text="none"), paragraph(text="dam")]
    reading = reading_paragraphs(
        given,
        received=False,
        link=lambda ids: "",
        matches=lambda text: tuple(match.span() for match in re.finditer("dam", text)),
    )
    assert [item.first_match for item in reading] == [1, 0, 3]
    assert [re.findall("match-[0-9]", item.passages[0].html) for item in reading] == [
        ["match-1", "match-2"], [], ["match-3"],
    ]  # fmt: skip


@st.composite
def stretches(draw: st.DrawFn) -> list[tuple[int, int]]:
    ends = sorted(draw(st.sets(st.integers(0, 40), max_size=8)))
    return list(zip(ends[::2], ends[1::2], strict=False))


@given(damaged(), stretches())
def test_marking_adds_nothing_and_loses_nothing(given: Paragraph, found: list[tuple[int, int]]) -> None:
    [(_, repaired)] = shown(given, link="#ref-1", found=found)
    [(_, received)] = shown(given, link="#ref-1", found=found, received=True)
    assert plain(repaired) == given.text
    assert plain(received) == text_as_received(given)


@given(damaged())
def test_the_page_shows_every_character_once(given: Paragraph) -> None:
    [(_, repaired)] = shown(given, link="#ref-1")
    [(_, received)] = shown(given, link="#ref-1", received=True)
    assert plain(repaired) == given.text
    assert plain(received) == text_as_received(given)


def test_a_run_of_one_role_is_labelled_where_it_begins() -> None:
    roles = ["summary", "summary", "text", "comment"]
    reading = reading_paragraphs([paragraph(role=role) for role in roles], received=False, link=lambda ids: "")
    assert [item.opening for item in reading] == ["Summary", "", "", "Comment"]


def test_a_heading_or_first_word_that_names_the_role_is_label_enough() -> None:
    given = [
        paragraph(role="comment", heading="COMMENT AND ACTION REQUEST:"),
        paragraph(role="comment", heading="What It Means"),
        paragraph(role="summary", text="Summary: all went well."),
    ]
    reading = reading_paragraphs(given, received=False, link=lambda ids: "")
    assert [item.opening for item in reading] == ["", "Comment", ""]


def test_a_heading_names_the_roles_of_all_that_stands_under_it() -> None:
    under = [
        paragraph(role="text", heading="Summary and Comment"),
        paragraph(role="summary"),
        paragraph(role="comment"),
        paragraph(role="text", heading="Background"),
        paragraph(role="comment"),
    ]
    reading = reading_paragraphs(under, received=False, link=lambda ids: "")
    assert [item.opening for item in reading] == ["", "", "", "", "Comment"]


@pytest.mark.parametrize(
    ("marking", "level"),
    [("C", "confidential"), ("C/NF", "confidential"), ("SBU", "unclassified"), ("ZZ", ""), ("", "")],
)
def test_portion_markings_show_their_level(marking: str, level: str) -> None:
    [reading] = reading_paragraphs([paragraph(marking=marking)], received=False, link=lambda ids: "")
    assert reading.level == level


def test_found_words_of_a_heading_come_first() -> None:
    [reading] = reading_paragraphs(
        [paragraph(heading="The <dam>", text="dam")],
        received=False,
        link=lambda ids: "",
        matches=lambda text: tuple(match.span() for match in re.finditer("dam", text)),
    )
    assert reading.heading == 'The &lt;<mark id="match-1">dam</mark>&gt;'
    assert (reading.first_match, reading.passages[0].html) == (1, '<mark id="match-2">dam</mark>')
