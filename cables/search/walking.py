"""All hits of a query, and those behind a place: for whoever takes a result along instead of turning its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cables.search.hits import hits
from cables.search.pages import LARGEST_PAGE, notices
from cables.search.results import Results, newest_snapshot
from cables.search.values import Hit, SearchQuery
from cables.search.written import read, written


@dataclass(frozen=True, slots=True)
class HitKey:
    """What a hit is, for those who load it themselves."""

    cable: int
    """Primary key."""
    position: int | None = None
    """Of the paragraph in the cable, where hits are paragraphs."""


@dataclass(frozen=True, slots=True)
class Found:
    """All hits of a query on one state of the index."""

    total: int
    """Hits: cables, or paragraphs where these are the query's unit."""
    cables: int
    """How many cables the hits are in."""
    words: int
    """How many words the hits have, for telling how large something made of them will be."""
    by_paragraph: bool
    """Whether hits are paragraphs."""
    understood: str
    """As in SearchPage; so are `notices` and `cut`."""
    notices: tuple[str, ...]
    cut: bool
    _pks: NDArray[np.int64]
    _positions: NDArray[np.int64]

    def keys(self, size: int) -> Iterator[list[HitKey]]:
        """The hits in the order of the query, at most `size` at a time.

        A cable may have been withdrawn by the time its batch comes: load through `Cable.objects.published()`.
        """
        for start in range(0, self.total, size):
            pks = self._pks[start : start + size].tolist()
            positions = self._positions[start : start + size].tolist()
            yield [HitKey(pk, at if at >= 0 else None) for pk, at in zip(pks, positions, strict=True)]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some hits on end, and where to go on."""

    hits: tuple[Hit, ...]
    total: int
    """Of all hits of the query."""
    cables: int
    understood: str
    """As in SearchPage; so are `notices` and `cut`."""
    notices: tuple[str, ...]
    cut: bool
    next: str
    """Written place of the last of these hits, for `search_after`; "" where no hits are behind it."""


def found(query: SearchQuery) -> Found:
    """All that `query` finds, whatever its page and page size; keys only, sixteen bytes a hit.

    Cables that are withdrawn but still indexed are left out. Raises SearchUnavailable when the index cannot be read.
    """
    snapshot = newest_snapshot()
    with snapshot.suspected():
        results = Results(query, snapshot)
        rows = results.in_order(0, len(results.docs))
        return Found(
            total=len(rows),
            cables=len(results.cables),
            words=results.words,
            by_paragraph=results.by_paragraph,
            understood=results.reading.understood,
            notices=notices(results),
            cut=bool(results.left_out),
            _pks=snapshot.pks[results.docs[rows]],
            _positions=results.positions(rows),
        )


def search_after(query: SearchQuery, place: str = "") -> Stretch:
    """The first `query.page_size` hits behind a written place that an earlier call gave; from the beginning without.

    A place holds while the index changes: walking on from place to place, no hit that was there all the time is met
    twice or missed, where hits are ordered by date. By relevance this holds as long as the index stays as it is: its
    changes shift scores a little. Raises ValueError for what is no place, and SearchUnavailable when the index cannot
    be read.
    """
    behind = read(place) if place else None
    snapshot = newest_snapshot()
    with snapshot.suspected():
        results = Results(query, snapshot)
        start = results.until(behind) if behind else 0
        size = min(max(query.page_size, 1), LARGEST_PAGE)
        rows = results.in_order(start, start + size)
        total = len(results.docs)
        return Stretch(
            hits=hits(results, rows),
            total=total,
            cables=len(results.cables),
            understood=results.reading.understood,
            notices=notices(results),
            cut=bool(results.left_out),
            next=written(results.mark(int(rows[-1]))) if start + len(rows) < total else "",
        )
