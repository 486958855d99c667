"""What helps a search that finds little: other spellings, and which part stands in the way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.models import Cable
from cables.search import SearchQuery, search
from cables.search.remedies import FAR_RARER, FEW_HITS, MOST_OBSTACLES, MOST_TERMS
from cables.search.wording import Wording
from tests.factories import make_cable
from tests.search.archive import index, record

REMOVED = [
    ("dam xyz", "xyz", "dam", "the last of two words"),
    ("xyz dam", "xyz", "dam", "the first"),
    ("dam xyz policy", "xyz", "dam policy", "one in between"),
    ("dam AND xyz", "xyz", "dam", "with the operator before it"),
    ("xyz OR dam", "xyz", "dam", "with the operator behind it"),
    ("dam OR xyz OR policy", "xyz", "dam OR policy", "with one of two operators"),
    ("dam (xyz) policy", "xyz", "dam policy", "with brackets of its own"),
    ("dam AND subject:(xyz)", "xyz", "dam", "with its field"),
    ("(dam OR xyz) policy", "xyz", "(dam) policy", "out of brackets that stay"),
    ("(xyz OR dam) policy", "xyz", "(dam) policy", "the first in brackets"),
    ('dam "xyz policy"~3 the', '"xyz policy"~3', "dam the", "a phrase with its distance"),
    ("dam subject: xyz", "subject: xyz", "dam", "a field with a blank behind its colon"),
    ("dam +xyz", "+xyz", "dam", "with its sign"),
    ("dam “xyz policy”", "“xyz policy”", "dam", "typographic quotation marks"),
    ("dam date:[2008 TO 2009]", "date:[2008 TO 2009]", "dam", "a range"),
    ("dam AND NOT policy xyz", "xyz", "dam AND NOT policy", "what is negated stays"),
    ("xyz AND NOT policy", "xyz", "NOT policy", "an exclusion alone"),
    ("((xyz)) dam", "xyz", "dam", "brackets within brackets"),
    ("dam  \t policy xyz", "xyz", "dam policy", "blanks become one"),
]


@pytest.mark.parametrize(("text", "term", "left", "why"), REMOVED, ids=[row[3] for row in REMOVED])
def test_a_term_is_taken_out_with_what_held_it(text: str, term: str, left: str, why: str) -> None:
    wording = Wording(text)
    (found,) = (one for one in wording.terms() if text[one.start : one.end] == term)
    assert wording.without(found) == left, why


@given(st.text(alphabet='ab "()[]:-+~*\\“” ', max_size=40) | st.text(max_size=40))
def test_any_text_can_be_taken_apart(text: str) -> None:
    wording = Wording(text)
    last = 0
    for term in wording.terms():
        assert last <= term.start <= term.body <= term.end <= len(text)
        assert len(wording.without(term)) <= len(text)
        last = term.end
    assert wording.replaced([]) == text


@pytest.fixture
def archive() -> None:
    index(
        *(make_cable(f"09BAKU{number}", subject="X", paragraphs=["the reservoir of haditha"]) for number in range(3)),
        make_cable(
            "09PARIS4",
            post="PARIS",
            subject="election",
            paragraphs=["the reservoir"],
            sent=date(2008, 1, 1),
            captions=["SIPDIS"],
        ),
    )


SPELT = [
    ("resevoir", "reservoir", "a letter too few"),
    ("haditah", "haditha", "letters exchanged"),
    ("haditha resevoir", "haditha reservoir", "only the word that is wrong"),
    ('"the resevoir of"', '"the reservoir of"', "within a phrase"),
    ("subject:elecshun OR subject:elektion", "subject:elecshun OR subject:election", "behind a field of words"),
    ("the AND (resevoir OR haditah)", "the AND (reservoir OR haditha)", "within brackets"),
    ("“resevoir”", "“reservoir”", "within typographic quotation marks"),
    ("Resevoir, of haditha", "reservoir, of haditha", "whatever stands beside it"),
    ("reservoir", "", "a word that is right"),
    ("reservoirs", "", "a form of a word that is there"),
    ("xqzzyvwk", "", "like no word"),
    ("resevoi*", "", "a pattern is meant as it is"),
    ("from:bakuu", "", "no word of prose"),
    ("tag:(resevoir)", "", "nor in brackets"),
    ("PGOV", "tag:PGOV", "a code that no text has"),
    ("the pgov, resevoir", "the tag:PGOV reservoir", "a code among words, in any case"),
    ("sipdis", "caption:SIPDIS", "a caption"),
    ('"limdis"', "", "a caption that no cable has"),
    ("tag:PGVO", "tag:PGOV", "letters of a code exchanged"),
    ("TAGS:pgovv reservoir", "TAGS:PGOV reservoir", "a letter too many, under another name of the field"),
    ("class:UNCLASIFIED", "class:UNCLASSIFIED", "a level"),
    ("post:PARRIS", "post:PARIS", "a post"),
    ("tag:XYZXYZ", "", "a code like no other"),
    ("-tag:PGVO", "", "a code that must not be there"),
    ("tag:PG*", "", "a pattern of codes"),
    ("the -resevoir", "", "what must not be there"),
    ("NOT resevoir", "", "nor behind NOT"),
    ("NOT (the resevoir)", "", "nor in its brackets"),
    ("haditah election", "", "another spelling that finds no more"),
    ("09BAKU266", "", "an id"),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(("typed", "meant", "why"), SPELT, ids=[row[2] for row in SPELT])
def test_words_that_the_archive_does_not_have_are_spelt_otherwise(typed: str, meant: str, why: str) -> None:
    assert search(SearchQuery(text=typed)).did_you_mean == meant, why


@pytest.mark.django_db
def test_a_word_far_rarer_than_a_similar_one_is_put_in_question_where_there_are_few_hits() -> None:
    index(
        make_cable("09BAKU1", subject="X", paragraphs=["resevoir"]),
        *(make_cable(f"09PARIS{n}", subject="X", paragraphs=["reservoir haditha"]) for n in range(2, FAR_RARER + 2)),
        *(make_cable(f"09TUNIS{n}", subject="X", paragraphs=["hadithas"]) for n in range(FEW_HITS + 1)),
    )
    assert search(SearchQuery(text="resevoir")).did_you_mean == "reservoir"
    assert search(SearchQuery(text='"hadithas"')).did_you_mean == ""


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["draft", "withdrawn", "withdrawn and recorded"])
def test_words_of_hidden_cables_are_not_proposed(how: str) -> None:
    hidden = make_cable("09BAKU2", paragraphs=["canaryword"], visibility="draft" if how == "draft" else "published")
    index(make_cable("09BAKU1", paragraphs=["the dam"]), hidden)
    Cable.objects.filter(pk=hidden.pk).update(visibility="withheld")
    if how == "withdrawn":
        index(hidden)
    else:
        record([hidden])
    page = search(SearchQuery(text="canarywrod"))
    assert (page.did_you_mean, page.total) == ("", 0)


def obstacles(**query: object) -> list[tuple[str, str, int]]:
    return [(one.kind, one.label, one.total) for one in search(SearchQuery(**query)).obstacles]


WAYS = [
    ({"text": "haditha xqzzy"}, [("word", "xqzzy", 3)], "a word that is nowhere"),
    ({"text": 'haditha "of the"'}, [("word", '"of the"', 3)], "a phrase that is nowhere"),
    ({"text": "haditha from:cairo"}, [("word", "from:cairo", 3)], "a field's value that is nowhere"),
    ({"text": "haditha subject:(xqzzy election)"}, [("word", "xqzzy", 0)], "none of several is enough"),
    ({"text": "haditha xqzzy yqzzx"}, [("word", "xqzzy", 0), ("word", "yqzzx", 0)], "two words that are nowhere"),
    (
        {"text": "haditha election"},
        [("beside", "haditha", 1), ("beside", "election", 3)],
        "words that are not together",
    ),
    ({"text": "haditha -reservoir"}, [("beside", "-reservoir", 3)], "an exclusion that leaves nothing"),
    (
        {"text": "haditha election", "selected": {"post": ("CAIRO",)}},
        [],
        "words that are not together, in a place that has neither",
    ),
    ({"text": "09 BAKU 00999"}, [], "an id is not taken apart"),
    ({"text": "xqzzy"}, [], "nothing is left of the text"),
    ({"text": "haditha", "selected": {"post": ("PARIS",)}}, [("filter", "Post: Embassy Paris", 3)], "a filter"),
    (
        {"text": "haditha", "selected": {"post": ("PARIS", "CAIRO"), "class": ("SECRET",)}},
        [("filters", "Classification: Secret and Post: Embassy Paris or Embassy Cairo", 3)],
        "two filters of which neither alone is in the way",
    ),
    (
        {"text": "haditha", "selected": {"post": ("PARIS",), "class": ("SECRET",)}, "date_to": date(2001, 1, 1)},
        [("filters", "Dates to 2001-01-01, Classification: Secret and Post: Embassy Paris", 3)],
        "three of which no two are enough to drop",
    ),
    (
        {"selected": {"post": ("PARIS",), "class": ("SECRET",), "tag": ("FR",)}},
        [("filters", "Classification: Secret and Place TAGS: FR", 1)],
        "two of three",
    ),
    (
        {"text": "haditha", "excluded": {"post": ("BAKU",)}},
        [("filter", "Post without Embassy Baku", 3)],
        "an exclusion",
    ),
    (
        {"text": "haditha", "selected": {"tag": ("PGOV", "FR")}},
        [("filter", "Place TAGS: FR", 3)],
        "one of two kinds of TAGS",
    ),
    (
        {"text": "haditha", "date_to": date(2008, 12, 31)},
        [("filter", "Dates to 2008-12-31", 3)],
        "a range of dates",
    ),
    ({"text": "haditha"}, [], "nothing is in the way of hits"),
    (
        {"selected": {"post": ("ANKARA", "CAIRO", "TUNIS", "RABAT", "ROME")}},
        [("filter", "Post: Embassy Ankara, Embassy Cairo, Embassy Tunis or 2 more", 4)],
        "many values are not all named",
    ),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(("query", "found", "why"), WAYS, ids=[row[2] for row in WAYS])
def test_what_stands_in_the_way_is_named_and_counted(query: dict, found: list, why: str) -> None:
    assert obstacles(**query) == found, why


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
def test_the_total_of_an_obstacle_is_that_of_the_query_without_it() -> None:
    query = SearchQuery(
        text="haditha OR xqzzy",
        selected={"post": ("PARIS",)},
        excluded={"class": ("SECRET",)},
        date_from=date(2000, 1, 1),
        unit="paragraphs",
    )
    found = search(query).obstacles
    assert found
    for obstacle in found:
        assert search(obstacle.without).total == obstacle.total


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
def test_work_is_bounded_however_long_the_query() -> None:
    nonsense = " ".join(f"xq{chr(97 + n % 26)}z{chr(97 + n // 26)}y" for n in range(MOST_TERMS * 3))
    assert len(search(SearchQuery(text=nonsense)).obstacles) == MOST_OBSTACLES
    assert search(SearchQuery(text=nonsense * 10)).obstacles == ()


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
def test_help_costs_no_more_queries_than_hits_do(django_assert_num_queries) -> None:
    search(SearchQuery())
    with django_assert_num_queries(1):
        search(SearchQuery(text="haditah xqzzy", selected={"post": ("PARIS",), "class": ("SECRET",)}))
