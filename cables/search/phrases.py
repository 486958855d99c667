"""Where words stand next to one another: occurrences as slots on one long line, a stretch of documents at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from cables.search.arrays import Array
from cables.search.segments import FAR, Docs, WordLists

_SLOTS_AT_ONCE = 1 << 22
_SPARSE = 8
"""So many times fewer candidates than occurrences are looked up one by one instead of marking all occurrences."""

Counts = NDArray[np.int64]


def phrase_postings(lists: WordLists, words: Sequence[int]) -> tuple[Docs, Counts]:
    """The documents of one segment in which the words stand in this order, and how often."""
    rows = [_Word(lists, word, offset) for offset, word in enumerate(words)]
    rows.sort(key=lambda row: len(row.docs))
    common: Docs = rows[0].docs.astype(np.int64)
    for row in rows[1:]:
        common = common[row.has(common)]
    for row in rows:
        row.keep(common)
    rows.sort(key=lambda row: int(row.counts.sum()))
    extents = lists.extents[common].astype(np.int64)
    counts = np.zeros(len(common), dtype=np.int64)
    for block in _blocks(extents):
        counts[block] = _count_in(rows, block, extents[block])
    found = np.flatnonzero(counts)
    return common[found], counts[found]


class _Word:
    """One word of the phrase: its documents, and where in the list of places those of each document stand."""

    def __init__(self, lists: WordLists, word: int, offset: int) -> None:
        run = lists.postings(word)
        self.docs = lists.docs[run]
        self.counts: Counts = lists.counts[run].astype(np.int64)
        self.begins: Counts = lists.place_run(word).start + np.cumsum(self.counts) - self.counts
        self._lists = lists
        self._offset = offset

    def has(self, docs: Docs) -> NDArray[np.bool_]:
        if not len(self.docs):
            return np.zeros(len(docs), dtype=np.bool_)
        at = np.searchsorted(self.docs, docs.astype(self.docs.dtype))
        found: NDArray[np.bool_] = self.docs[np.minimum(at, len(self.docs) - 1)] == docs
        return found

    def keep(self, docs: Docs) -> None:
        at = np.searchsorted(self.docs, docs.astype(self.docs.dtype))
        self.counts, self.begins = self.counts[at], self.begins[at]

    def starts(self, block: slice, bases: Array, extents: Counts) -> Array:
        """The slots in which the phrase would begin for this word to stand where it does, ascending."""
        counts, begins = self.counts[block], self.begins[block]
        whole = slice(int(begins[0]), int(begins[-1] + counts[-1]))
        if whole.stop - whole.start == counts.sum():
            places = self._lists.places(whole)
        else:
            first = np.cumsum(counts) - counts
            occurrences = np.repeat(begins - first, counts) + np.arange(int(counts.sum()))
            long = extents > FAR
            places = self._lists.places_at(occurrences, np.repeat(long, counts) if long.any() else long[:0])
        return places + np.repeat(bases - np.int32(self._offset), counts)


def _count_in(rows: Sequence[_Word], block: slice, extents: Counts) -> Counts:
    """How often the phrase stands in each document of a block."""
    # Before each document there is room for starts below its first place, so that none reaches into another document.
    margin = len(rows)
    bases = (np.cumsum(extents + margin) - extents).astype(np.int32)
    starts = rows[0].starts(block, bases, extents)
    for row in rows[1:]:
        others = row.starts(block, bases, extents)
        if len(starts) * _SPARSE < len(others):
            at = np.searchsorted(others, starts)
            starts = starts[others[np.minimum(at, len(others) - 1)] == starts]
        else:
            marked = np.zeros(int(bases[-1] + extents[-1]) + 1, dtype=np.bool_)
            marked[others] = True
            starts = starts[marked[starts]]
    return np.bincount(np.searchsorted(bases, starts, side="right") - 1, minlength=len(extents))


def _blocks(extents: Array) -> Iterator[slice]:
    """Runs of documents that have about as many slots as are looked at together."""
    ends = np.cumsum(extents)
    first = 0
    while first < len(extents):
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + _SLOTS_AT_ONCE, side="right")))
        yield slice(first, last)
        first = last
