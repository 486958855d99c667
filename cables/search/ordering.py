"""One page out of many documents in order, without sorting more of them than it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cables.search.evaluate import Scores
from cables.search.segments import Docs
from cables.search.snapshot import Snapshot

Rows = NDArray[np.int64]
Key = Callable[[Any], NDArray[Any]]
"""Sort keys, ascending, of the rows with the numbers given."""

_SAMPLE = 1024
"""Rows by which it is guessed how far down the wanted ones reach."""
_FEW = 128
"""So many rows are sorted sooner than the wanted ones are looked for."""


def window(rows: int, keys: Sequence[Key], start: int, stop: int) -> Rows:
    """The rows from place `start` to `stop` of rows 0 to `rows`, sorted by the keys, the first of them first."""
    stop = min(stop, rows)
    if start >= stop:
        return np.zeros(0, dtype=np.int64)
    if keys and rows <= _FEW:
        return np.lexsort([key(slice(None)) for key in reversed(keys)])[start:stop]
    chosen = _foremost(keys[0](slice(None)), stop) if keys else np.arange(rows)
    for place, key in enumerate(keys):
        values = key(chosen)
        cut = np.partition(values, (start, stop - 1))
        low, high = cut[start], cut[stop - 1]
        before = int((values < low).sum())
        chosen = chosen[(values >= low) & (values <= high)]
        start, stop = start - before, stop - before
        if low != high:
            return _sorted(chosen, keys[place:])[start:stop]
    return chosen[start:stop]


def _foremost(values: NDArray[Any], stop: int) -> Rows:
    """Rows among which are the `stop` lowest, with all that equal the last of these: far fewer than all, mostly."""
    step = len(values) // _SAMPLE
    rank = 3 * (stop // step) + 8 if step > 1 else _SAMPLE
    if rank < _SAMPLE // 2:
        rows = np.flatnonzero(values <= np.partition(values[::step], rank)[rank])
        if len(rows) >= stop:
            return rows
    return np.arange(len(values))


def _sorted(rows: Rows, keys: Sequence[Key]) -> Rows:
    return rows[np.lexsort([key(rows) for key in reversed(keys)])]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hit stands in the order of a search: what the order goes by, so that it holds on every state of the
    index."""

    score: float
    """0 where hits are not ordered by relevance."""
    day: int
    """Proleptic day number; 0 for undated."""
    reference_id: str
    position: int
    """Of the paragraph in its cable; -1 where hits are cables."""


def ordered(
    snapshot: Snapshot, docs: Docs, sort: str, scores: Scores | None = None, *, start: int = 0, stop: int | None = None
) -> Rows:
    """Rows of `docs` by relevance where there are scores, newest or oldest first; undated last, ties by id and row."""
    return window(len(docs), _keys(snapshot, docs, sort, scores), start, len(docs) if stop is None else stop)


def place(snapshot: Snapshot, docs: Docs, sort: str, scores: Scores | None, row: int) -> int:
    """How many rows stand before `row` in the order that `ordered` gives."""
    before, equal = 0, np.arange(len(docs))
    for key in _keys(snapshot, docs, sort, scores):
        values, own = key(equal), key(np.array([row]))[0]
        before += int((values < own).sum())
        equal = equal[values == own]
    return before + int((equal < row).sum())


def reached(
    snapshot: Snapshot, docs: Docs, sort: str, scores: Scores | None, place: Place, positions: Key
) -> NDArray[np.bool_]:
    """Which rows stand before a place or at it; it may have been taken on another snapshot.

    `positions` are those of `Place.position`.
    """
    rank, known = snapshot.column("reference_id").rank_of(place.reference_id)
    ranks = snapshot.id_ranks[docs]
    days = _ascending(snapshot.dates[docs], sort)
    day = _ascending(np.array([place.day]), sort)[0]
    before: NDArray[np.bool_] = (days < day) | (days == day) & (ranks < rank)
    level = (days == day) & (ranks == rank) & known
    if scores is not None:
        score = np.float32(place.score)
        before = (scores > score) | (scores == score) & before
        level &= scores == score
    rows = np.flatnonzero(level)
    before[rows] = positions(rows) <= place.position
    return before


def _ascending(days: NDArray[np.int64], sort: str) -> NDArray[np.int64]:
    """Days as they follow one another; undated last."""
    return np.where(days == 0, np.iinfo(np.int64).max, days if sort == "oldest" else -days)


def _keys(snapshot: Snapshot, docs: Docs, sort: str, scores: Scores | None) -> list[Key]:
    ranks = snapshot.date_ranks(oldest_first=sort == "oldest")
    keys: list[Key] = [lambda rows: ranks[docs[rows]]]
    if scores is not None:
        keys.insert(0, lambda rows: -scores[rows])
    return keys
