"""Words of the index that differ from a given one by a letter or two."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cables.search.arrays import Array
from cables.search.snapshot import Snapshot
from cables.search.strings import StringTable

MOST_EDITS = 2
_SHORTEST_WITH_TWO_EDITS = 5
"""Letters of a word that a spelling with two edits is proposed for; between shorter words it says nothing."""


def similar_words(snapshot: Snapshot, field: str, word: str, edits: int) -> list[str]:
    """The words of a field that up to `edits` edits (at most MOST_EDITS) make of a folded word, the nearest first.

    An edit is a letter more, a letter less, another letter, or two neighbours exchanged. A letter beyond a to z counts
    by its bytes. No more edits than leave one letter as it is.
    """
    return [found for found, _ in _similar(snapshot, field, word, edits)]


def spelling(snapshot: Snapshot, word: str) -> str | None:
    """The commonest word of the text that differs from a folded word by one edit, or else by two from the second
    letter on; None where there is none."""
    one_edit = [found for found, distance in _similar(snapshot, "text", word, 1) if distance]
    if one_edit or len(word) < _SHORTEST_WITH_TWO_EDITS:
        return _commonest(snapshot, one_edit)
    return _commonest(snapshot, [found for found, _ in _similar(snapshot, "text", word, 2, start=word[0])])


def _commonest(snapshot: Snapshot, words: list[str]) -> str | None:
    frequencies = {word: snapshot.frequency("text", word) for word in words}
    best = min(frequencies, key=lambda word: (-frequencies[word], word), default=None)
    return best if best is not None and frequencies[best] else None


def _similar(snapshot: Snapshot, field: str, word: str, edits: int, start: str = "") -> list[tuple[str, int]]:
    """Words that begin with `start`, and their distances, ascending."""
    wanted = word.encode()
    edits = min(edits, MOST_EDITS, len(wanted) - 1)
    found: dict[bytes, int] = {}
    for table in snapshot.lexicons(field):
        found |= _similar_in(table, wanted, edits, table.starting(start.encode()))
    return [(one.decode(), distance) for one, distance in sorted(found.items(), key=lambda item: (item[1], item[0]))]


def _similar_in(table: StringTable, word: bytes, edits: int, places: range) -> dict[bytes, int]:
    firsts, lengths = table.extents(places)
    found = {}
    for length in range(max(len(word) - edits, 1), len(word) + edits + 1):
        chosen = np.flatnonzero(lengths == length)
        near, distances = _Distances(table, firsts[chosen], length, word, edits).within()
        for place, distance in zip(chosen[near].tolist(), distances.tolist(), strict=True):
            found[table[places.start + place]] = distance
    return found


class _Distances:
    """The usual table of distances between beginnings of a word and of others, filled for many others at once.

    The others have one length. There is a row for each letter of the word, and of each row only the cells near the
    diagonal, for those farther off lie too far. Others that have become too far are dropped on the way.
    """

    def __init__(self, table: StringTable, firsts: NDArray[np.int64], length: int, word: bytes, edits: int) -> None:
        self._table = table
        self._firsts = firsts
        self._length = length
        self._word = word
        self._edits = edits
        self._kept = np.arange(len(firsts))
        self._letters: list[Array] = []
        """The letters of all others at each place, as far as they were needed."""
        self._row = {at: np.full(len(firsts), at, dtype=np.uint8) for at in range(min(edits, length) + 1)}
        self._above: dict[int, Array] = {}
        self._upper: dict[int, Array] = {}

    def within(self) -> tuple[NDArray[np.intp], Array]:
        """Which of the others are near enough, and their distances."""
        for done in range(1, len(self._word) + 1):
            self._upper, self._above, self._row = self._above, self._row, {}
            last = min(done + self._edits, self._length)
            while len(self._letters) < last:
                self._letters.append(self._table.bytes_at(self._firsts + len(self._letters)))
            for at in range(max(done - self._edits, 0), last + 1):
                self._row[at] = self._cell(done, at) if at else np.full(len(self._kept), done, dtype=np.uint8)
            if done > self._edits:
                self._drop()
        near = np.flatnonzero(self._row[self._length] <= self._edits)
        return self._kept[near], self._row[self._length][near]

    def _cell(self, done: int, at: int) -> Array:
        """Distances between the first `done` letters of the word and the first `at` of each other, above 0."""
        above = self._above
        best: Array = above[at - 1] + (self._letters[at - 1] != self._word[done - 1])
        if at in above:
            np.minimum(best, above[at] + 1, out=best)
        if at - 1 in self._row:
            np.minimum(best, self._row[at - 1] + 1, out=best)
        if at - 2 in self._upper:
            crossed = self._letters[at - 2] == self._word[done - 1], self._letters[at - 1] == self._word[done - 2]
            np.minimum(best, self._upper[at - 2] + 1, out=best, where=crossed[0] & crossed[1])
        return best

    def _drop(self) -> None:
        possible = np.minimum.reduce([*self._row.values(), *self._above.values()]) <= self._edits
        if 2 * np.count_nonzero(possible) < len(possible):
            self._firsts, self._kept = self._firsts[possible], self._kept[possible]
            self._letters = [letters[possible] for letters in self._letters]
            self._row = {at: cell[possible] for at, cell in self._row.items()}
            self._above = {at: cell[possible] for at, cell in self._above.items()}
