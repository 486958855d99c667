"""Where words stand next to or near one another: occurrences as slots on one long line, so many at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cables.search.arrays import Array
from cables.search.segments import FAR, PASSAGE_GAP, Docs, WordLists

_OCCURRENCES_AT_ONCE = 1 << 20
_SPARSE = 16
"""So many times fewer documents, or slots, than others are looked up one by one among these."""
_ROOMY = 8
"""So many times more marks than slots are marked by the low bits of these: few of the others are mistaken for them."""

Counts = NDArray[np.int64]
Check = Callable[[], None]
"""Called between stretches of work; may raise to end it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was found in some documents of a segment, laid out one behind the other on a line of slots."""

    docs: Docs
    bases: Array
    """The slot of place 0 of each document."""
    slots: Array
    """Where something was found, ascending."""

    def counts(self) -> Counts:
        """How often it was found in each of the documents."""
        return np.bincount(np.searchsorted(self.bases, self.slots, side="right") - 1, minlength=len(self.docs))


def phrases(lists: WordLists, words: Sequence[int], check: Check, within: Docs | None = None) -> Iterator[Stretch]:
    """Where the words stand next to one another in this order, by the place of the first; one word is a phrase too.

    Documents are those of one segment; with `within`, only these, ascending, are looked at.
    """
    rows = [_Word(lists, word, offset) for offset, word in enumerate(words)]
    return _stretches(lists, rows, _adjoining, check, within)


def nearby(
    lists: WordLists, words: Sequence[int], distance: int, check: Check, within: Docs | None = None
) -> Iterator[Stretch]:
    """Where all the words, each as often as it is named, follow within reach, by the place of the first of them.

    From first to last there are at most `distance` other words, and never more places than there are between two
    passages.
    """
    reach = min(distance + len(words) - 1, PASSAGE_GAP)
    needed = Counter(words)
    rows = [_Word(lists, word, 0, times) for word, times in needed.items()]

    def find(rows: Sequence[_Word], block: slice, bases: Array, extents: Counts) -> Array:
        return _together(rows, block, bases, extents, reach)

    return _stretches(lists, rows, find, check, within)


class _Word:
    """One word: its documents, and where in the list of places those of each document stand."""

    def __init__(self, lists: WordLists, word: int, offset: int, times: int = 1) -> None:
        run = lists.postings(word)
        self.docs = lists.docs[run]
        self.counts: Counts = lists.counts[run].astype(np.int64)
        self.begins: Counts = lists.place_run(word).start + np.cumsum(self.counts) - self.counts
        self.times = times
        self._size = len(lists.lengths)
        self._lists = lists
        self._offset = offset

    def has(self, docs: Docs) -> NDArray[np.bool_]:
        """Which of the documents have the word."""
        found: NDArray[np.bool_]
        if not len(self.docs):
            found = np.zeros(len(docs), dtype=np.bool_)
        elif len(docs) * _SPARSE < len(self.docs):
            at = np.searchsorted(self.docs, docs.astype(self.docs.dtype))
            found = self.docs[np.minimum(at, len(self.docs) - 1)] == docs
        else:
            found = self._mask(self.docs)[docs]
        return found

    def keep(self, docs: Docs) -> None:
        """Forgets all but these documents, which have the word."""
        if len(docs) * _SPARSE < len(self.docs):
            at = np.searchsorted(self.docs, docs.astype(self.docs.dtype))
        else:
            at = np.flatnonzero(self._mask(docs)[self.docs])
        self.counts, self.begins = self.counts[at], self.begins[at]

    def _mask(self, docs: Array) -> NDArray[np.bool_]:
        mask = np.zeros(self._size, dtype=np.bool_)
        mask[docs] = True
        return mask

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
        starts: Array = places + np.repeat(bases - self._offset, counts)
        return starts


_Find = Callable[[Sequence[_Word], slice, Array, Counts], Array]


def _stretches(
    lists: WordLists, rows: list[_Word], find: _Find, check: Check, within: Docs | None
) -> Iterator[Stretch]:
    """What `find` gives for the documents that have all the words."""
    rows.sort(key=lambda row: len(row.docs))
    common: Docs = rows[0].docs.astype(np.int64) if within is None else within[rows[0].has(within)]
    for row in rows[1:]:
        common = common[row.has(common)]
    for row in rows:
        row.keep(common)
    rows.sort(key=lambda row: int(row.counts.sum()))
    extents = lists.extents[common].astype(np.int64)
    # Before each document there is room for starts below its first place, and for a reach beyond its last one, so that
    # none gets into another document.
    margin = len(rows) + PASSAGE_GAP
    for block in _blocks(sum((row.counts for row in rows), np.zeros(len(common), dtype=np.int64))):
        check()
        bases = np.cumsum(extents[block] + margin) - extents[block]
        yield Stretch(common[block], bases, find(rows, block, bases, extents[block]))


def _adjoining(rows: Sequence[_Word], block: slice, bases: Array, extents: Counts) -> Array:
    """The slots in which the phrase begins."""
    starts = rows[0].starts(block, bases, extents)
    for row in rows[1:]:
        starts = _both(starts, row.starts(block, bases, extents))
    return starts


def _both(slots: Array, others: Array) -> Array:
    """Those of the slots that are among the others; both ascending."""
    if not len(slots) or not len(others):
        return slots[:0]
    if len(slots) * _SPARSE >= len(others):
        low = (1 << (len(others) * _ROOMY).bit_length()) - 1
        marked = np.zeros(low + 1, dtype=np.bool_)
        marked[others & low] = True
        slots = slots[marked[slots & low]]
    both: Array = slots[others[np.minimum(np.searchsorted(others, slots), len(others) - 1)] == slots]
    return both


def _together(rows: Sequence[_Word], block: slice, bases: Array, extents: Counts, reach: int) -> Array:
    """The slots of words from which on all the words stand within reach."""
    slots = [row.starts(block, bases, extents) for row in rows]
    every = np.concatenate(slots)
    order = np.argsort(every, kind="stable")
    every = every[order]
    word = np.repeat(np.arange(len(rows)), list(map(len, slots)))[order]
    together = np.ones(len(every), dtype=np.bool_)
    for number, (row, own) in enumerate(zip(rows, slots, strict=True)):
        here = word == number
        # As many of the word stand before each slot; behind it, or there, stand those that follow in its own list.
        last = np.cumsum(here) - here + row.times - 1
        together &= (last < len(own)) & (own[np.minimum(last, len(own) - 1)] <= every + reach)
    starts: Array = every[together]
    return starts


def _blocks(occurrences: Counts) -> Iterator[slice]:
    """Runs of documents that have about as many occurrences as are looked at together."""
    ends = np.cumsum(occurrences)
    first = 0
    while first < len(ends):
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + _OCCURRENCES_AT_ONCE, side="right")))
        yield slice(first, last)
        first = last
