"""From a query to a page of hits."""

from __future__ import annotations

from cables.models import Cable
from cables.search.deadline import SECONDS
from cables.search.facets import FACET_NAMES, GROUPS
from cables.search.histogram import histogram
from cables.search.hits import hits
from cables.search.language import LONGEST_QUERY
from cables.search.plan import NOTHING, wanted_words
from cables.search.remedies import did_you_mean, obstacles
from cables.search.results import SORTS, Results, newest_snapshot
from cables.search.snapshot import Snapshot
from cables.search.values import Facet, SearchPage, SearchQuery
from cables.search.written import written
from cables.telegram import canonical_id

LARGEST_PAGE = 200
"""Hits."""


def search(query: SearchQuery) -> SearchPage:
    """The page of hits that `query` asks for, with exact counts.

    Raises SearchUnavailable when the index cannot be read. Nothing a visitor can type raises anything. A page beyond
    the last one gives the last one.
    """
    snapshot = newest_snapshot()
    with snapshot.suspected():
        return _page(query, snapshot)


def _page(query: SearchQuery, snapshot: Snapshot) -> SearchPage:
    results = Results(query, snapshot)
    total = len(results.docs)
    size = min(max(query.page_size, 1), LARGEST_PAGE)
    pages = max(1, -(-total // size))
    page = min(max(query.page, 1), pages)
    rows = results.in_order((page - 1) * size, page * size)
    return SearchPage(
        hits=hits(results, rows),
        total=total,
        page=page,
        pages=pages,
        facets=results.faceting.count(results.found),
        understood=results.reading.understood,
        notices=notices(results),
        exact_id=_exact_id(query.text),
        cut=bool(results.left_out),
        cables=len(results.cables),
        histogram=histogram(results.snapshot, results.cables, query.date_from, query.date_to),
        did_you_mean="" if results.left_out else did_you_mean(results),
        obstacles=() if total or results.left_out else obstacles(results),
        next=written(results.mark(int(rows[-1]))) if page < pages else "",
    )


def facet_values(query: SearchQuery, key: str, start: str, limit: int = 50) -> Facet | None:
    """One facet of a query, with the values whose code or name has words that begin with the words of `start`.

    Counts are as on the page of hits; at most `limit` values, most frequent first (dates: all). None if there is no
    facet of that key. Raises SearchUnavailable when the index cannot be read.
    """
    group = next((group for group in GROUPS if group.key == key), None)
    if group is None:
        return None
    snapshot = newest_snapshot()
    with snapshot.suspected():
        results = Results(query, snapshot)
        return results.faceting.search(group, results.found, start, limit)


def notices(results: Results) -> tuple[str, ...]:
    """What of a query could not be done as meant, one sentence each."""
    return (*results.reading.notices, *_query_notices(results.query), *_left_out(results))


def _query_notices(query: SearchQuery) -> list[str]:
    unknown = sorted({*query.selected, *query.excluded} - FACET_NAMES)
    told = [f"There is no filter “{name}”; it was left out." for name in unknown]
    if query.sort not in SORTS:
        told.append(f"Hits cannot be sorted by “{query.sort}”; they are sorted by relevance.")
    if query.date_from and query.date_to and query.date_from > query.date_to:
        told.append(f"The range of dates from {query.date_from} to {query.date_to} ends before it begins.")
    return told


def _left_out(results: Results) -> list[str]:
    """What a search that took too long did without."""
    if not results.left_out:
        return []
    took = f"The search took longer than {SECONDS:g} seconds"
    if results.plan == NOTHING:
        return [f"{took} and was ended without a result. Search for fewer or rarer words."]
    words = [f"“{' '.join(leaf.words[:3])}”" for part in results.left_out for leaf in wanted_words(part)]
    return [f"{took}; without {', '.join(words) or 'a part of it'}, these were found. Search for fewer or rarer words."]


def _exact_id(text: str) -> str:
    found = canonical_id(text.strip()) if len(text) <= LONGEST_QUERY else None
    return found if found and Cable.objects.published().filter(reference_id=found).exists() else ""
