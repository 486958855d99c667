"""From a query to a page of hits."""

from __future__ import annotations

from cables.search.values import SearchPage, SearchQuery, SearchUnavailable


def search(query: SearchQuery) -> SearchPage:
    """The page of cables that `query` asks for, with exact counts.

    Raises SearchUnavailable when the index cannot be read. Nothing a visitor can type raises anything.
    """
    raise SearchUnavailable("There is no search index yet. Run: manage.py rebuildindex.")
