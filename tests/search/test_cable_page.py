"""What a cable's page asks of search: neighbours, similar cables, the words to mark."""

from __future__ import annotations

import random
from datetime import date

import pytest

from cables.models import Cable, Visibility
from cables.search import Neighbours, SearchQuery, matches_in, neighbours, search, similar
from tests.factories import make_cable
from tests.search.archive import FAMILIES, index, random_archive, record

pytestmark = pytest.mark.django_db

CANARY = "canaryword"


def in_order(query: SearchQuery) -> list[str]:
    """The ids of all hits, read page by page."""
    pages = search(query).pages
    return [
        hit.cable.reference_id
        for page in range(1, pages + 1)
        for hit in search(
            SearchQuery(
                text=query.text,
                selected=query.selected,
                excluded=query.excluded,
                date_from=query.date_from,
                sort=query.sort,
                unit=query.unit,
                page=page,
            )
        ).hits
    ]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_neighbours_are_those_that_paging_through_the_hits_shows(seed: int, sort: str) -> None:
    index(*random_archive(seed, size=50))
    chance = random.Random(seed)
    for _ in range(6):
        query = SearchQuery(
            text=chance.choice(("", "dam", "the OR policy", '"the dam"')),
            selected=chance.choice(({}, {"class": ("SECRET", "CONFIDENTIAL")}, {"post": ("BAKU",)})),
            excluded=chance.choice(({}, {"tag": ("PREL",)})),
            date_from=chance.choice((None, date(2008, 1, 1))),
            sort=sort,
        )
        hits = in_order(query)
        for cable in Cable.objects.all():
            expected = None
            if cable.reference_id in hits:
                at = hits.index(cable.reference_id)
                beside = ["", *hits, ""]
                expected = Neighbours(at + 1, len(hits), beside[at], beside[at + 2])
            assert neighbours(query, cable.reference_id) == expected


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_among_paragraphs_a_cable_stands_where_its_best_one_does(sort: str) -> None:
    index(*random_archive(5, size=40))
    query = SearchQuery(text="dam", unit="paragraphs", sort=sort)
    hits = in_order(query)
    cables = ["", *dict.fromkeys(hits), ""]
    assert len(hits) > len(cables)
    for at, reference_id in enumerate(cables[1:-1], start=1):
        expected = Neighbours(hits.index(reference_id) + 1, len(hits), cables[at - 1], cables[at + 1])
        assert neighbours(query, reference_id) == expected


def test_a_cable_that_is_unknown_or_not_found_has_no_neighbours() -> None:
    index(make_cable("09BAKU1", subject="dam"), make_cable("09BAKU2"))
    assert neighbours(SearchQuery(text="dam"), "09BAKU2") is None
    assert neighbours(SearchQuery(), "09BAKU3") is None
    assert neighbours(SearchQuery(), "no id at all\x00\ud800") is None


def test_neighbours_cost_the_same_wherever_the_cable_stands(django_assert_num_queries) -> None:
    index(*(make_cable(f"09BAKU{number}") for number in range(1, 60)))
    search(SearchQuery())
    for reference_id in ("09BAKU1", "09BAKU30", "09BAKU59"):
        with django_assert_num_queries(2):
            assert neighbours(SearchQuery(), reference_id) is not None


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.WITHHELD])
@pytest.mark.parametrize("recorded", [True, False])
def test_hidden_cables_are_neither_neighbours_nor_similar(visibility: Visibility, recorded: bool) -> None:
    text = [f"the {CANARY} dam minister policy"]
    cables = [make_cable(f"09BAKU{number}", sent=date(2009, 1, number), paragraphs=text) for number in range(1, 5)]
    index(*cables)
    Cable.objects.filter(reference_id="09BAKU2").update(visibility=visibility)
    if recorded:
        record([cables[1]])
    found = neighbours(SearchQuery(sort="oldest"), "09BAKU1")
    assert found is not None and (found.previous, found.next) == ("", "09BAKU3")
    assert neighbours(SearchQuery(), "09BAKU2") is None
    assert "09BAKU2" not in {cable.reference_id for cable in similar(cables[0])}


def test_the_most_similar_cable_shares_most_of_the_telling_words() -> None:
    filler = "the and of with that for this from"
    cable = make_cable("09BAKU1", subject="X", paragraphs=[f"haditha reservoir turbine sluice {filler}"])
    index(
        cable,
        make_cable("09BAKU2", subject="X", paragraphs=[f"haditha {filler}"]),
        make_cable("09BAKU3", subject="X", paragraphs=[f"haditha reservoir turbine {filler}"]),
        make_cable("09BAKU4", subject="X", paragraphs=[f"election {filler}"]),
        *(make_cable(f"09PARIS{number}", subject="X", paragraphs=[f"other {filler}"]) for number in range(5, 25)),
    )
    assert [one.reference_id for one in similar(cable)] == ["09BAKU3", "09BAKU2"]
    assert [one.reference_id for one in similar(cable, limit=1)] == ["09BAKU3"]


def test_similar_cables_cost_the_same_however_long_the_cable(django_assert_num_queries) -> None:
    short = make_cable("09BAKU1", paragraphs=["haditha reservoir"])
    long = make_cable("09BAKU2", paragraphs=[f"haditha reservoir word{number} " * 20 for number in range(200)])
    index(short, long, make_cable("09BAKU3", paragraphs=["haditha"]))
    for cable in (short, long):
        with django_assert_num_queries(6):
            assert similar(cable)


def test_a_cable_without_words_or_outside_the_index_breaks_nothing() -> None:
    index(make_cable("09BAKU1", paragraphs=["haditha reservoir"]), make_cable("09BAKU2", paragraphs=["haditha"]))
    assert similar(make_cable("09BAKU3", subject="", paragraphs=["1 2 3"])) == ()
    late = make_cable("09BAKU4", subject="", paragraphs=["haditha reservoir"])
    assert {cable.reference_id for cable in similar(late)} == {"09BAKU1", "09BAKU2"}
    assert matches_in(SearchQuery(text="haditha"), late)("haditha") == ()


PARAGRAPHS = ["The dam of Haditha.", "A policy on the dams.", "Nothing of the kind."]
MATCHES = [
    ("dam", ["dam"], ["dams"], [], [], "all forms of a word"),
    ('"the dam"', ["The dam"], [], [], [], "a phrase as a whole"),
    ("dam minister", [], [], [], [], "nothing where the cable lacks a word"),
    ("subject:policy", [], [], [], ["POLICY"], "a word of the subject in the subject only"),
    ("policy", [], ["policy"], [], ["POLICY"], "a word of the text in the subject as well"),
    ("tag:PGOV", [], [], [], [], "filters mark nothing"),
    ("", [], [], [], [], "nor does nothing"),
]


@pytest.mark.parametrize(("typed", "first", "second", "third", "subject", "why"), MATCHES, ids=[r[5] for r in MATCHES])
def test_the_words_to_mark_are_those_that_matched(typed, first, second, third, subject, why) -> None:
    cable = make_cable(subject="A POLICY FOR BAKU", paragraphs=PARAGRAPHS)
    index(cable)
    matches = matches_in(SearchQuery(text=typed), cable)
    texts = (*PARAGRAPHS, cable.subject)
    assert [[text[a:b] for a, b in matches(text)] for text in texts] == [first, second, third, subject], why


@pytest.mark.parametrize("seed", range(2))
def test_what_is_marked_on_the_page_of_hits_is_marked_in_the_cable(seed: int) -> None:
    index(*random_archive(seed))
    chance = random.Random(seed)
    for _ in range(10):
        words = [chance.choice(chance.choice(FAMILIES)) for _ in range(2)]
        query = SearchQuery(text=chance.choice((" ", " OR ", " -")).join(words))
        for hit in search(query).hits:
            matches = matches_in(query, hit.cable)
            texts = {paragraph.anchor: paragraph.text for paragraph in hit.cable.paragraphs.all()}
            for snippet in hit.snippets:
                marked = [fragment.text for fragment in snippet.fragments if fragment.marked]
                text = texts[snippet.anchor]
                assert [text[a:b] for a, b in matches(text)] == marked
