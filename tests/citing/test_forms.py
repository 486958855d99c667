"""The forms of a citation, word for word, whole and with parts missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cables.citing import STYLES, Citation, cite, cite_all, html, plain
from cables.models import Addressee, Cable, Paragraph, Source
from tests.factories import make_cable, make_post

FULL = Citation(
    reference_id="09BAKU266",
    sender="US Embassy Baku",
    recipients=("Secretary of State",),
    serial=266,
    subject='Azerbaijan: President Aliyev on Afghanistan "Asks"',
    date=date(2009, 4, 6),
    classification="CONFIDENTIAL",
    tags=("PGOV", "AJ"),
    summary="What was asked.",
    url="https://cables.example.org/cables/09BAKU266/",
)
PARAGRAPH = replace(FULL, anchor="p3", paragraph=3, url=FULL.url + "#p3")
BARE = Citation("X1", "", (), None, "", None, "", (), "", "")

FORMS = {
    "chicago": (
        "US Embassy Baku to Secretary of State, telegram 266, “Azerbaijan: President Aliyev on Afghanistan ‘Asks’,” "
        "April 6, 2009, 09BAKU266, para. 3, https://cables.example.org/cables/09BAKU266/#p3."
    ),
    "mla": (
        "US Embassy Baku. “Azerbaijan: President Aliyev on Afghanistan ‘Asks’.” Received by Secretary of State. "
        "<i>Reftel</i>, telegram 266, 6 Apr. 2009, 09BAKU266, par. 3, https://cables.example.org/cables/09BAKU266/#p3."
    ),
    "apa": (
        "US Embassy Baku. (2009, April 6). <i>Azerbaijan: President Aliyev on Afghanistan \"Asks\"</i> "
        "[Telegram 266 to Secretary of State; 09BAKU266, para. 3]. Reftel. "
        "https://cables.example.org/cables/09BAKU266/#p3"
    ),
    "bluebook": (
        "Telegram No. 266 (09BAKU266) from U.S. Embassy Baku to U.S. Sec’y of State, "
        "Azerbaijan: President Aliyev on Afghanistan \"Asks\" ¶ 3 (Apr. 6, 2009), "
        "https://cables.example.org/cables/09BAKU266/#p3."
    ),
    "nara": (
        "US Embassy Baku to Secretary of State, Telegram 266, “Azerbaijan: President Aliyev on Afghanistan ‘Asks’,” "
        "April 6, 2009, para. 3; electronic telegram 09BAKU266; Reftel; "
        "https://cables.example.org/cables/09BAKU266/#p3."
    ),
}  # fmt: skip


def marked(citation: Citation, style: str) -> str:
    """The form with <i> for italics and nothing else marked."""
    runs = STYLES[style].form(citation)
    return "".join(f"<i>{run.text}</i>" if run.role == "italic" else run.text for run in runs)


def words(citation: Citation, style: str) -> str:
    return plain(STYLES[style].form(citation))


@pytest.mark.parametrize("style", FORMS)
def test_a_paragraph_in_each_style(style: str) -> None:
    assert marked(PARAGRAPH, style) == FORMS[style]
    assert list(STYLES) == list(FORMS)


@pytest.mark.parametrize("style", FORMS)
def test_the_whole_cable_is_the_same_without_the_paragraph(style: str) -> None:
    expected = FORMS[style].replace("#p3", "").replace(", para. 3", "").replace(", par. 3", "").replace(" ¶ 3", "")
    assert marked(FULL, style) == expected


MISSING: list[tuple[str, dict[str, Any], str, str]] = [
    ("no address of the site", {"url": ""}, "chicago",
     "US Embassy Baku to Secretary of State, telegram 266, “S,” April 6, 2009, 09BAKU266."),
    ("no address, APA has no stop after one", {"url": ""}, "apa",
     "US Embassy Baku. (2009, April 6). S [Telegram 266 to Secretary of State; 09BAKU266]. Reftel."),
    ("no date", {"date": None, "url": ""}, "chicago",
     "US Embassy Baku to Secretary of State, telegram 266, “S,” n.d., 09BAKU266."),
    ("no date", {"date": None, "url": ""}, "mla",
     "US Embassy Baku. “S.” Received by Secretary of State. Reftel, telegram 266, 09BAKU266."),
    ("no date", {"date": None, "url": ""}, "apa",
     "US Embassy Baku. (n.d.). S [Telegram 266 to Secretary of State; 09BAKU266]. Reftel."),
    ("no date", {"date": None, "url": ""}, "bluebook",
     "Telegram No. 266 (09BAKU266) from U.S. Embassy Baku to U.S. Sec’y of State, S (n.d.)."),
    ("no date", {"date": None, "url": ""}, "nara",
     "US Embassy Baku to Secretary of State, Telegram 266, “S,” undated; electronic telegram 09BAKU266; Reftel."),
    ("no number", {"serial": None, "url": ""}, "chicago",
     "US Embassy Baku to Secretary of State, telegram, “S,” April 6, 2009, 09BAKU266."),
    ("no number", {"serial": None, "url": ""}, "mla",
     "US Embassy Baku. “S.” Received by Secretary of State. Reftel, 6 Apr. 2009, 09BAKU266."),
    ("no number", {"serial": None, "url": ""}, "bluebook",
     "Telegram (09BAKU266) from U.S. Embassy Baku to U.S. Sec’y of State, S (Apr. 6, 2009)."),
    ("no subject", {"subject": "", "url": ""}, "chicago",
     "US Embassy Baku to Secretary of State, telegram 266, April 6, 2009, 09BAKU266."),
    ("no subject: what it is stands for it", {"subject": "", "url": ""}, "mla",
     "US Embassy Baku. Telegram 266 to Secretary of State. Reftel, 6 Apr. 2009, 09BAKU266."),
    ("no subject", {"subject": "", "url": ""}, "apa",
     "US Embassy Baku. (2009, April 6). [Telegram 266 to Secretary of State; 09BAKU266]. Reftel."),
    ("no sender", {"sender": "", "url": ""}, "chicago",
     "Telegram 266 to Secretary of State, “S,” April 6, 2009, 09BAKU266."),
    ("no sender", {"sender": "", "url": ""}, "mla",
     "“S.” Received by Secretary of State. Reftel, telegram 266, 6 Apr. 2009, 09BAKU266."),
    ("no sender: APA moves the title to its place", {"sender": "", "url": ""}, "apa",
     "S [Telegram 266 to Secretary of State; 09BAKU266]. (2009, April 6). Reftel."),
    ("no sender", {"sender": "", "url": ""}, "nara",
     "To Secretary of State, Telegram 266, “S,” April 6, 2009; electronic telegram 09BAKU266; Reftel."),
    ("no addressee", {"recipients": (), "url": ""}, "chicago",
     "US Embassy Baku, telegram 266, “S,” April 6, 2009, 09BAKU266."),
    ("no addressee", {"recipients": (), "url": ""}, "mla",
     "US Embassy Baku. “S.” Reftel, telegram 266, 6 Apr. 2009, 09BAKU266."),
    ("two addressees", {"recipients": ("US Embassy Paris", "Secretary of State"), "url": ""}, "bluebook",
     "Telegram No. 266 (09BAKU266) from U.S. Embassy Baku to U.S. Embassy Paris and U.S. Sec’y of State, S "
     "(Apr. 6, 2009)."),
    ("more addressees", {"recipients": ("US Embassy Paris", "B", "C"), "url": ""}, "chicago",
     "US Embassy Baku to US Embassy Paris et al., telegram 266, “S,” April 6, 2009, 09BAKU266."),
    ("a later text of the cable", {"version": 2, "url": ""}, "chicago",
     "US Embassy Baku to Secretary of State, telegram 266, “S,” April 6, 2009, 09BAKU266 (version 2)."),
    ("invented", {"invented": True, "url": ""}, "nara",
     "US Embassy Baku to Secretary of State, Telegram 266, “S,” April 6, 2009; "
     "electronic telegram 09BAKU266 [invented for demonstration]; Reftel."),
    ("a paragraph without a number", {"anchor": "u1", "url": "https://x/#u1"}, "chicago",
     "US Embassy Baku to Secretary of State, telegram 266, “S,” April 6, 2009, 09BAKU266, https://x/#u1."),
    ("a subject that ends with a stop", {"subject": "THE U.S.", "url": ""}, "mla",
     "US Embassy Baku. “THE U.S.” Received by Secretary of State. Reftel, telegram 266, 6 Apr. 2009, 09BAKU266."),
    ("a question", {"subject": 'WHO SAID "WHY?"', "url": ""}, "mla",
     "US Embassy Baku. “WHO SAID ‘WHY?’” Received by Secretary of State. Reftel, telegram 266, 6 Apr. 2009, "
     "09BAKU266."),
    ("May needs no stop", {"date": date(1975, 5, 31), "url": ""}, "mla",
     "US Embassy Baku. “S.” Received by Secretary of State. Reftel, telegram 266, 31 May 1975, 09BAKU266."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "changed", "style", "expected"), MISSING)
def test_parts_that_are_missing_leave_no_gap(why: str, changed: dict[str, Any], style: str, expected: str) -> None:
    assert words(replace(FULL, **{"subject": "S", **changed}), style) == expected


NOTHING_STATED = {
    "chicago": "Telegram, n.d., X1.",
    "mla": "Telegram. Reftel, X1.",
    "apa": "[Telegram; X1]. (n.d.). Reftel.",
    "bluebook": "Telegram (X1) (n.d.).",
    "nara": "Telegram, undated; electronic telegram X1; Reftel.",
}


@pytest.mark.parametrize("style", NOTHING_STATED)
def test_a_cable_that_states_nothing_can_be_cited(style: str) -> None:
    assert words(BARE, style) == NOTHING_STATED[style]


@pytest.mark.parametrize("style", FORMS)
def test_html_says_what_plain_text_says_and_hostile_text_is_no_markup(style: str) -> None:
    hostile = replace(PARAGRAPH, subject="<script>alert(1)</script>", sender='"><img>', recipients=("</p>&",))
    written = html(STYLES[style].form(hostile))
    for markup in ("<script", "<img", "</p>"):
        assert markup not in written
    locator = next(run for run in STYLES[style].form(FULL) if run.role == "locator")
    assert f'data-before="{locator.before}"' in written


def party(post: str | None, as_sent: str) -> tuple[str, str]:
    """The name of a sender and of an addressee, once each."""
    made = make_cable(f"09X{Cable.objects.count() + 1}", post=post, sender=as_sent)
    known = make_post(post) if post else None
    Addressee.objects.create(cable=made, role="action", position=0, name=as_sent, post=known)
    citation = cite(Cable.objects.for_citing().get(pk=made.pk))
    return citation.sender, citation.recipients[0]


NAMES = [
    ("BAKU", "AMEMBASSY BAKU", "US Embassy Baku"),
    ("HONGKONG", "AMCONSUL HONG KONG", "US Consulate General Hong Kong"),
    ("STATE", "SECSTATE WASHDC", "Secretary of State"),
    ("STATE", "SECRETARY OF STATE", "Secretary of State"),
    ("STATE", "STATE WASHDC", "Department of State"),
    ("GENEVA", "USMISSION GENEVA", "US Mission to the UN (Geneva)"),
    ("TAIPEI", "AIT TAIPEI", "American Institute in Taiwan (Taipei)"),
    ("USNATO", "USMISSION USNATO", "US Mission to NATO (Brussels)"),
    (None, "AMEMBASSY  NOWHERE\n", "AMEMBASSY NOWHERE"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("post", "as_sent", "name"), NAMES)
def test_posts_are_called_as_readers_know_them(post: str | None, as_sent: str, name: str) -> None:
    assert party(post, as_sent) == (name, name)


@pytest.mark.django_db
def test_a_citation_is_made_of_the_cable_as_it_is_read(django_assert_num_queries: Any) -> None:
    made = make_cable("09BAKU266", serial=266, subject="A\x01 \x1b[1mSUBJECT\n IN  LINES", tag_codes=["PREL", "AJ"])
    for position, (name, exempt) in enumerate([("A", False), ("B", True), ("A", False), ("C", False)]):
        Addressee.objects.create(cable=made, role="action", position=position, name=name, exempt=exempt)
    Addressee.objects.create(cable=made, role="info", position=0, name="INFO")
    Paragraph.objects.filter(cable=made).update(anchor="p6-2", number=6)
    make_cable("09BAKU1", tag_codes=[], serial=1)
    made.versions.update(number=2)
    with django_assert_num_queries(3):
        short, full = cite_all(Cable.objects.for_citing().order_by("reference_id"), site="https://x.org")
    assert (full.subject, full.recipients, full.tags) == ("A [1mSUBJECT IN LINES", ("A", "C"), ("PREL", "AJ"))
    assert (full.version, short.version, full.invented) == (2, 1, False)
    assert full.url == "https://x.org/cables/09BAKU266/"
    paragraph = cite(Cable.objects.for_citing().get(pk=made.pk), site="https://x.org", paragraph=made.paragraphs.get())
    assert words(paragraph, "chicago").endswith("09BAKU266 (version 2), para. 6, https://x.org/cables/09BAKU266/#p6-2.")


@pytest.mark.django_db
def test_an_invented_cable_says_so_in_every_form() -> None:
    made = make_cable("09BAKU1")
    made.versions.update(source=Source.objects.create(kind=Source.Kind.DEMO, name="demo"))
    citation = cite(Cable.objects.for_citing().get())
    for style in STYLES:
        assert "[invented for demonstration]" in words(citation, style)
