"""What people type, how it is understood, what they are told, and what it finds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cables.models import Addressee, Paragraph, Precedence
from cables.search import SearchQuery, clauses, describe_fields, describe_syntax, search
from cables.search.clauses import MOST_PATTERNS
from cables.search.facets import FACET_NAMES
from cables.search.fields import FIELDS, nearest_field, typed_fields
from cables.search.language import LONGEST_QUERY, read_query
from cables.search.plan import (
    AllOf,
    AnyOf,
    AnyValue,
    AnyWord,
    ExactPhrase,
    InParagraph,
    InRole,
    Marked,
    Near,
    NoneOf,
    Numbered,
    Plan,
)
from cables.search.snapshot import Snapshot, current_snapshot
from cables.search.store import index_store
from cables.search.terms import EXPANDED_WORDS
from tests.factories import make_cable
from tests.search import cases_conditions, cases_words
from tests.search.archive import index, random_archive


def fill() -> None:
    made = [
        make_cable(
            "09BAKU1",
            subject="HADITHA DAM",
            paragraphs=("Attackers struck in the event of rain.", "The minister's café, Élysée, U.S. policy."),
            classification="SECRET",
            precedence="IMMEDIATE",
            captions=("SIPDIS",),
            tag_codes=("PGOV", "AJ"),
            sender="AMEMBASSY BAKU",
            signers=["ANN EXAMPLE"],
            classified_by=[{"name": "Ann Example", "title": "Ambassador"}],
        ),
        make_cable(
            "08THEHAGUE2",
            post="THEHAGUE",
            subject="DAMS AND POLICIES",
            paragraphs=("He attacked. It was an eventful rain.", "In the", "event of nothing."),
            classification="TOP SECRET",
            precedence="ROUTINE",
            tag_codes=("CLINTON, HILLARY",),
            refers_to=("09BAKU1",),
            sent=date(2008, 12, 31),
            signers=["ROE"],
            classified_by=[{"name": "Jane Roe", "title": "Political Officer"}],
        ),
        make_cable("07PARIS3", post="PARIS", subject="", paragraphs=(), tag_codes=(), sent=None, classification=""),
        make_cable(
            "06ROME4",
            post="ROME",
            subject="OTHER MATTERS",
            paragraphs=(
                "AT&T and R&D under E.O. 12958, reasons 1.4(b) and 1.4(b)(d), at 10:30 on the F-16.",
                "O'Brien of al-Qaeda in Iran/Iraq: http://example.com/a?b=c and who@example.com say 09 Baku 1 or not.",
            ),
            tag_codes=("PREL",),
            sent=date(2006, 1, 31),
            sender="AMEMBASSY ROME",
        ),
    ]
    Addressee.objects.create(cable=made[0], role="info", position=0, name="AMEMBASSY ANKARA")
    mark("09BAKU1", 0, marking="S/NF", role="summary")
    mark("08THEHAGUE2", 1, marking="", number=None)
    mark("08THEHAGUE2", 2, marking="C")
    mark("06ROME4", 1, mentions=[[88, 97, ["09BAKU1"]]])
    index(*made)


def mark(reference_id: str, position: int, **fields: object) -> None:
    """Changes what is known of a paragraph."""
    Paragraph.objects.filter(cable__reference_id=reference_id, position=position).update(**fields)


def snapshot() -> Snapshot:
    return current_snapshot(index_store())


@pytest.mark.django_db
def test_what_is_typed_is_read_said_and_found_as_the_tables_say() -> None:
    fill()
    letters = {"09BAKU1": "B", "08THEHAGUE2": "H", "07PARIS3": "P", "06ROME4": "R"}
    wrong = []
    for typed, *expected, why in cases_words.READ + cases_conditions.READ:
        page = search(SearchQuery(text=typed))
        found = "".join(sorted(letters[hit.cable.reference_id] for hit in page.hits))
        got = [found, page.understood, " ".join(page.notices)]
        if got != expected:
            wrong.append((typed, why, got, expected))
    assert not wrong, "\n".join(map(str, wrong))


def test_the_tables_are_long_and_say_why() -> None:
    rows = cases_words.READ + cases_conditions.READ
    assert len(rows) >= 150
    assert len({typed for typed, *_ in rows}) == len(rows)
    assert all(why for *_, why in rows)


EXACT_IDS = [
    ("09BAKU1", "09BAKU1", "canonical"),
    (" 09 baku 00001 ", "09BAKU1", "blanks, case and zeros"),
    ("Baku 1 (2009)", "09BAKU1", "as prose has it"),
    ("09BAKU9", "", "no such cable"),
    ("09BAKU8", "", "not published"),
    ("haditha dam", "", "no id"),
    ("", "", "nothing"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "found", "why"), EXACT_IDS, ids=[row[2] for row in EXACT_IDS])
def test_a_cable_id_in_any_spelling_is_recognised(typed: str, found: str, why: str) -> None:
    index(make_cable("09BAKU1"), make_cable("09BAKU8", visibility="draft"))
    assert search(SearchQuery(text=typed)).exact_id == found, why


@pytest.mark.django_db
def test_of_a_prefix_of_too_many_words_the_commonest_are_searched() -> None:
    many = " ".join(f"zz{number:05}" for number in range(EXPANDED_WORDS + 1))
    index(make_cable("09BAKU1", paragraphs=[many]), make_cable("09BAKU2", paragraphs=[f"zz{EXPANDED_WORDS:05}"]))
    page = search(SearchQuery(text="zz* OR zz0*"))
    assert page.total == 2
    assert page.notices == (
        f"“zz*” stands for {EXPANDED_WORDS + 1:,} words; only the {EXPANDED_WORDS:,} commonest were searched.",
        f"“zz0*” stands for {EXPANDED_WORDS + 1:,} words; only the {EXPANDED_WORDS:,} commonest were searched.",
    )


@pytest.mark.django_db
def test_of_too_many_similar_words_the_nearest_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    index(make_cable(paragraphs=["dam dams dim"]))
    monkeypatch.setattr(clauses, "EXPANDED_WORDS", 2)
    reading = read_query("dams~2", snapshot())
    assert reading.plan == AnyWord("text", ("dams", "dam"))
    assert reading.notices == ("“dams~” stands for 3 words; only the 2 nearest were searched.",)


@pytest.mark.django_db
def test_an_overlong_query_is_cut_between_words_and_says_so() -> None:
    index(make_cable(paragraphs=["dam"]))
    page = search(SearchQuery(text="dam " * LONGEST_QUERY))
    assert page.total == 1
    assert page.notices == ("The query is longer than 1,000 characters; only its beginning was searched.",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["(" * 400 + "dam" + ")" * 400, "-" * 900 + "dam", "NOT " * 200 + "dam", "a:" * 300 + "dam"]
)
def test_deep_nesting_is_read_as_plain_words(text: str) -> None:
    index(make_cable(paragraphs=["dam"]))
    page = search(SearchQuery(text=text))
    assert "too many brackets or signs" in page.notices[0]


@pytest.mark.django_db
def test_words_with_signs_are_limited_and_what_is_left_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    index(make_cable(paragraphs=["dam"]))
    looked_up = []

    def counted(pattern: object, snapshot: Snapshot, field: str) -> list[str]:
        looked_up.append(pattern)
        return ["dam"]

    monkeypatch.setattr(clauses, "matching_words", counted)
    reading = read_query(" ".join(f"dam{number}*" for number in range(MOST_PATTERNS + 5)), snapshot())
    assert len(looked_up) == MOST_PATTERNS
    assert reading.notices == tuple(
        f"A query can have at most {MOST_PATTERNS} words with *, ? or ~; “dam{number}*” was left out."
        for number in range(MOST_PATTERNS, MOST_PATTERNS + 5)
    )


@pytest.mark.django_db
def test_for_paragraphs_conditions_are_about_the_paragraph_that_is_found() -> None:
    index(make_cable("09BAKU1", paragraphs=["dam"]))
    reading = read_query('"dam" mark:U -role:summary 09BAKU1', snapshot(), unit="paragraphs")
    assert reading.plan == AllOf(
        (
            AnyWord("text", ("dam",)),
            Marked(frozenset({"U"})),
            NoneOf(InRole(frozenset({"summary"}))),
            AnyWord("text", ()),
        )
    )
    assert reading.understood == "Paragraphs with “dam” and the marking U and 09baku1 and without the role summary."


FACETED = {
    "tag": "tags",
    "class": "classification",
    "post": "post",
    "country": "country",
    "caption": "captions",
    "precedence": "precedence",
}


@pytest.mark.django_db
def test_a_field_finds_what_the_facet_of_its_name_keeps() -> None:
    index(*random_archive(7))
    assert set(FACETED) <= FACET_NAMES
    for name, column in FACETED.items():
        for value in snapshot().column(column).values:
            by_facet = search(SearchQuery(selected={name: (value,)})).total
            by_field = search(SearchQuery(text=f'{name}:"{value}"'))
            assert (name, value, by_field.total, by_field.notices) == (name, value, by_facet, ())
            without = search(SearchQuery(excluded={name: (value,)})).total
            assert search(SearchQuery(text=f'-{name}:"{value}"')).total == without


@pytest.mark.django_db
def test_levels_compare_as_they_are_ordered() -> None:
    levels = list(reversed(Precedence.values))
    index(*(make_cable(f"09BAKU{place}", precedence=level) for place, level in enumerate(levels, start=1)))
    for place, level in enumerate(levels):
        at_least = search(SearchQuery(text=f'precedence:>="{level}"'))
        below = search(SearchQuery(text=f'precedence:<"{level}"'))
        assert (at_least.total, below.total) == (len(levels) - place, place)


def test_every_field_has_one_name_and_is_described() -> None:
    names = [name for field in describe_fields() for name in (field.name, *field.aliases)]
    assert len(names) == len(set(names)) == len(typed_fields())
    assert [field.name for field in describe_fields()] == list(FIELDS)
    for field in describe_fields():
        assert field.description.endswith(".")
        assert field.example.startswith(f"{field.name}:")


NEAREST = [
    ("tgas", "tag", "letters swapped in another name of it"),
    ("clas", "class", "a letter missing"),
    ("subjetc", "subject", "two letters swapped"),
    ("SINGER", "signer", "in any case"),
    ("colour", "", "like none"),
    ("x" * 500, "", "too long to be looked at"),
]


@pytest.mark.parametrize(("typed", "meant", "why"), NEAREST, ids=[row[2] for row in NEAREST])
def test_the_nearest_field_is_named(typed: str, meant: str, why: str) -> None:
    assert nearest_field(typed) == meant, why


@pytest.mark.django_db
def test_every_example_of_the_syntax_is_read_without_a_word_of_reproach() -> None:
    fill()
    for example in [example for example, _ in describe_syntax()] + [field.example for field in describe_fields()]:
        assert not read_query(example, snapshot()).misread, example


WORD = st.sampled_from(["dam", "rain", "haditha", "attackers", "nothing", "café"])
FOLDED = {"café": "cafe"}


def folded(word: str) -> str:
    return FOLDED.get(word, word)


def leaf(field: str, index_field: str) -> st.SearchStrategy[tuple[str, Plan]]:
    words = st.lists(WORD, min_size=2, max_size=4)
    return st.one_of(
        WORD.map(lambda word: (f'{field}"{word}"', AnyWord(index_field, (folded(word),)))),
        words.map(lambda all: (f'{field}"{" ".join(all)}"', ExactPhrase(index_field, tuple(map(folded, all))))),
        st.tuples(words, st.integers(0, 100)).map(
            lambda pair: (
                f'{field}"{" ".join(pair[0])}"~{pair[1]}',
                Near(index_field, tuple(map(folded, pair[0])), pair[1]),
            )
        ),
    )


VALUES = st.sampled_from(
    [("tag:pgov", AnyValue("tags", frozenset({"PGOV"}))), ("post:Baku", AnyValue("post", frozenset({"BAKU"})))]
)
OF_PARAGRAPH = st.one_of(
    st.sampled_from(["S/NF", "U"]).map(lambda marking: (f"mark:{marking}", Marked(frozenset({marking})))),
    st.tuples(st.integers(1, 99), st.integers(1, 99)).map(
        lambda pair: (f"number:[{min(pair)} TO {max(pair)}]", Numbered(min(pair), max(pair)))
    ),
)
Typed = tuple[str, Plan]


def combined(parts: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    def negated(part: Typed) -> Typed:
        text, plan = part
        return f"-({text})", plan.part if isinstance(plan, NoneOf) else NoneOf(plan)

    return st.one_of(
        st.tuples(parts, parts).map(lambda two: (f"({two[0][0]}) ({two[1][0]})", AllOf((two[0][1], two[1][1])))),
        st.tuples(parts, parts).map(lambda two: (f"({two[0][0]}) AND ({two[1][0]})", AllOf((two[0][1], two[1][1])))),
        st.tuples(parts, parts).map(lambda two: (f"({two[0][0]}) OR ({two[1][0]})", AnyOf((two[0][1], two[1][1])))),
        parts.map(negated),
    )


IN_PARAGRAPH = st.recursive(st.one_of(leaf("", "text"), VALUES, OF_PARAGRAPH), combined, max_leaves=4)
SIMPLE = st.recursive(
    st.one_of(
        leaf("", "text"),
        leaf("subject:", "subject"),
        leaf("signer:", "signers"),
        VALUES,
        OF_PARAGRAPH.map(lambda part: (part[0], InParagraph(part[1]))),
        IN_PARAGRAPH.map(lambda part: (f"para:({part[0]})", InParagraph(part[1]))),
    ),
    combined,
    max_leaves=8,
)


@pytest.mark.once
@pytest.mark.django_db
def test_what_is_written_by_the_rules_is_read_as_the_plan_it_was_written_from() -> None:
    fill()

    @settings(max_examples=300)
    @given(SIMPLE)
    def ask(written: Typed) -> None:
        text, plan = written
        if len(text) > LONGEST_QUERY or text.count("(") > 20:
            return
        reading = read_query(text, snapshot())
        assert (reading.plan, reading.notices) == (plan, ())
        assert reading.understood.startswith("Cables with")
        assert reading.understood.count("(") == reading.understood.count(")")

    ask()


PIECES = st.sampled_from(
    [*"()[]{}\"'~^*?:/\\+-!&|<>=.,;#@\0\n\t ", "AND", "OR", "NOT", "TO", "tag:", "date:", "id:", "subject:", "dam",
     "haditha", "2009", "*", "~2", "^9", "~1.2.3", "“", "[2009 TO", "é", "\ud800", "x" * 99, "para:(", "mark:", ">=S",
     "number:", "role:", "cites:", "citedby:", "09 BAKU 1", "Baku 1 (2009)", "class:top", "secret", '"a b"~', "http://"]
)  # fmt: skip


@pytest.mark.once
@pytest.mark.django_db
def test_no_text_raises_and_every_text_is_answered() -> None:
    fill()

    @settings(max_examples=400)
    @given(
        st.one_of(
            st.text(max_size=60),
            st.lists(PIECES, max_size=25).map("".join),
            st.lists(PIECES, max_size=25).map(" ".join),
        ),
        st.sampled_from(["cables", "paragraphs"]),
    )
    def ask(text: str, unit: str) -> None:
        page = search(SearchQuery(text=text))
        assert 0 <= page.total <= 4
        assert all(notice.endswith(".") for notice in page.notices)
        reading = read_query(text, snapshot(), unit=unit)
        assert reading.understood == "" or reading.understood.endswith(".")

    ask()
