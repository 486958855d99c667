"""Pages of hits: order, bounds, loading, and what never shows."""

from __future__ import annotations

from datetime import date

import pytest

from cables.models import Cable, Visibility
from cables.search import NOT_STATED, SearchQuery, SearchUnavailable, search
from tests.factories import make_cable
from tests.search.archive import index, random_archive, record

pytestmark = pytest.mark.django_db


def ids(**query: object) -> list[str]:
    return [hit.cable.reference_id for hit in search(SearchQuery(**query)).hits]


def in_order(newest: bool) -> list[str]:
    """All published cables by date, undated ones last, ties by id."""
    cables = list(Cable.objects.published())
    day = {cable: cable.date.toordinal() if cable.date else None for cable in cables}
    dated = sorted(
        (cable for cable in cables if day[cable]),
        key=lambda cable: (-day[cable] if newest else day[cable], cable.reference_id),
    )
    undated = sorted((cable for cable in cables if not day[cable]), key=lambda cable: cable.reference_id)
    return [cable.reference_id for cable in (*dated, *undated)]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("text", ["", "dam", "tag:PGOV"])
def test_pages_neither_repeat_nor_skip(sort: str, text: str) -> None:
    index(*random_archive(1, size=60))
    whole = ids(text=text, sort=sort, page_size=200)
    assert len(whole) > 8
    paged = [one for page in range(1, len(whole) // 7 + 2) for one in ids(text=text, sort=sort, page=page, page_size=7)]
    assert paged == whole


@pytest.mark.parametrize(("sort", "newest"), [("newest", True), ("oldest", False), ("relevance", True), ("odd", True)])
def test_without_words_cables_come_by_date_then_id(sort: str, newest: bool) -> None:
    index(*random_archive(2))
    assert ids(sort=sort, page_size=200) == in_order(newest)


def test_a_word_in_the_subject_weighs_more_and_rare_words_weigh_more() -> None:
    filler = "nothing of note was said at all"
    index(
        make_cable("09BAKU1", subject="X", paragraphs=[f"dam {filler}"]),
        make_cable("09BAKU2", subject="dam", paragraphs=[f"word {filler}"]),
        make_cable("09BAKU3", subject="X", paragraphs=[f"note {filler} dam dam"]),
        make_cable("09BAKU4", subject="X", paragraphs=[f"haditha {filler}"]),
    )
    assert ids(text="dam") == ["09BAKU2", "09BAKU3", "09BAKU1"]
    assert ids(text="haditha OR nothing")[0] == "09BAKU4"


def test_equally_relevant_cables_come_newest_first_then_by_id() -> None:
    same = {"subject": "dam", "paragraphs": ["word"]}
    index(
        make_cable("09BAKU2", sent=date(2009, 1, 1), **same),
        make_cable("09BAKU1", sent=date(2009, 1, 1), **same),
        make_cable("09BAKU9", sent=date(2009, 2, 1), **same),
        make_cable("09BAKU3", sent=None, **same),
    )
    assert ids(text="dam") == ["09BAKU9", "09BAKU1", "09BAKU2", "09BAKU3"]


PAGES = [
    (1, 2, (1, 3), "first"),
    (3, 2, (3, 3), "last, half full"),
    (99, 2, (3, 3), "beyond the end: the last"),
    (0, 2, (1, 3), "below the first: the first"),
    (-5, 2, (1, 3), "negative"),
    (1, 0, (1, 5), "a page holds at least one hit"),
    (1, 10**9, (1, 1), "and not more than can be shown"),
]


@pytest.mark.parametrize(("page", "size", "expected", "why"), PAGES, ids=[row[3] for row in PAGES])
def test_page_numbers_stay_within_bounds(page: int, size: int, expected: tuple[int, int], why: str) -> None:
    index(*(make_cable(f"09BAKU{number}") for number in range(1, 6)))
    found = search(SearchQuery(page=page, page_size=size))
    assert (found.page, found.pages) == expected, why
    assert found.total == 5


def test_no_hits_are_one_empty_page() -> None:
    index(make_cable())
    found = search(SearchQuery(text="nosuchword", page=7))
    assert (found.hits, found.total, found.page, found.pages) == ((), 0, 1, 1)


DATES = [
    (None, None, {"09BAKU1", "09BAKU2", "09BAKU3"}, "no range: undated cables too"),
    (date(2009, 4, 6), None, {"09BAKU2"}, "from, inclusive"),
    (None, date(2009, 4, 5), {"09BAKU1"}, "to, inclusive; undated cables are in no range"),
    (date(2009, 4, 5), date(2009, 4, 6), {"09BAKU1", "09BAKU2"}, "both"),
    (date(2010, 1, 1), date(2009, 1, 1), set(), "the wrong way round"),
]


@pytest.mark.parametrize(("first", "last", "found", "why"), DATES, ids=[row[3] for row in DATES])
def test_a_range_of_dates_narrows_hits_and_facets(first: date | None, last: date | None, found: set, why: str) -> None:
    index(
        make_cable("09BAKU1", sent=date(2009, 4, 5)),
        make_cable("09BAKU2", sent=date(2009, 4, 6)),
        make_cable("09BAKU3", sent=None),
    )
    page = search(SearchQuery(date_from=first, date_to=last))
    assert {hit.cable.reference_id for hit in page.hits} == found, why
    years = {value.value: value.count for facet in page.facets if facet.key == "date" for value in facet.values}
    assert years == {
        key: count for key, count in (("2009", len(found - {"09BAKU3"})), (NOT_STATED, "09BAKU3" in found)) if count
    }


def test_a_page_of_hits_takes_a_constant_number_of_queries(django_assert_num_queries) -> None:
    index(*random_archive(3, size=50))
    search(SearchQuery())
    with django_assert_num_queries(6):
        few = search(SearchQuery(text="dam", page_size=2))
    with django_assert_num_queries(6):
        many = search(SearchQuery(text="dam", page_size=40))
    assert (len(few.hits), len(many.hits) > 10) == (2, True)


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.WITHHELD])
def test_drafts_and_withheld_cables_are_nowhere(visibility: Visibility) -> None:
    make_cable("09BAKU1", subject="secretword", visibility=visibility, tag_codes=["ECON"])
    index(*Cable.objects.all(), make_cable("09BAKU2"))
    page = search(SearchQuery())
    assert [hit.cable.reference_id for hit in page.hits] == ["09BAKU2"]
    assert "ECON" not in {value.value for facet in page.facets for value in facet.values}
    assert search(SearchQuery(text="secretword")).total == 0
    assert search(SearchQuery(text="secretw*")).total == 0
    assert search(SearchQuery(text="09BAKU1")).exact_id == ""


def test_a_cable_withheld_since_it_was_indexed_leaves_hits_total_and_facets_at_once() -> None:
    withheld = make_cable("09BAKU1", tag_codes=["ECON"])
    index(withheld, make_cable("09BAKU2"))
    Cable.objects.filter(pk=withheld.pk).update(visibility=Visibility.WITHHELD)
    record([withheld])
    page = search(SearchQuery())
    assert ([hit.cable.reference_id for hit in page.hits], page.total) == (["09BAKU2"], 1)
    assert "ECON" not in {value.value for facet in page.facets for value in facet.values}


def test_a_cable_withheld_behind_the_back_of_the_index_is_not_shown() -> None:
    index(make_cable("09BAKU1"), make_cable("09BAKU2"))
    Cable.objects.filter(reference_id="09BAKU1").update(visibility=Visibility.WITHHELD)
    assert ids() == ["09BAKU2"]


def test_a_cable_deleted_behind_the_back_of_the_index_is_not_shown() -> None:
    gone = make_cable("09BAKU1")
    index(gone, make_cable("09BAKU2"))
    Cable.objects.filter(pk=gone.pk).delete()
    assert ids() == ["09BAKU2"]


def test_an_empty_archive_is_searched_without_any_preparation() -> None:
    page = search(SearchQuery(text="dam"))
    assert (page.hits, page.total, page.facets) == ((), 0, ())


def test_an_archive_without_an_index_says_what_to_do() -> None:
    make_cable()
    with pytest.raises(SearchUnavailable, match=r"There is no search index yet\. Run: manage\.py rebuildindex\."):
        search(SearchQuery())
