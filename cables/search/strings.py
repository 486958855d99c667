"""A table of different strings in ascending order, as two flat arrays: looked up in place, never loaded as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cables.search.arrays import Array, ArrayFile, ArrayWriter, narrowest, run_lengths

Strings = NDArray[np.bytes_]
"""UTF-8, ascending, all different. numpy cuts NUL characters off the end of a string; there are none in an archive."""
_FEW = 10
"""So many keys are always looked up one by one."""
_STEP = 64
"""One string of so many is held as an object, for what takes longest in looking one up is to make objects of others."""


class StringTable:
    """UTF-8 strings by their place; places follow the order of bytes, which is that of code points."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._blob = file.get(f"{name}.bytes").data
        self._ends = file.get(f"{name}.ends").data
        """ends[i] is where string i ends; it begins where the one before it ends."""

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: int) -> bytes:
        return bytes(self._blob[self._ends[place - 1] if place else 0 : self._ends[place]])

    def first_from(self, key: bytes) -> int:
        """The place of the first string that is not below `key`."""
        sign = bisect_left(self._signs, key)
        low, high = max(0, (sign - 1) * _STEP + 1), min(sign * _STEP, len(self))
        while low < high:
            middle = (low + high) // 2
            if self[middle] < key:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def _signs(self) -> list[bytes]:
        """Every _STEP-th string, from the first."""
        return [self[place] for place in range(0, len(self), _STEP)]

    def find(self, key: bytes) -> int:
        """The place of `key`; -1 where it is not in the table."""
        place = self.first_from(key)
        return place if place < len(self) and self[place] == key else -1

    def places(self, keys: Sequence[bytes]) -> list[int]:
        """The places of those of the keys that are in the table; each key once."""
        if len(keys) <= _FEW:
            return [place for key in keys if (place := self.find(key)) >= 0]
        # Many are looked for at once where they begin alike, as those of a prefix do.
        around = self.starting(_shared_start(keys))
        if len(around) > len(keys) * _FEW:
            return [place for key in keys if (place := self.find(key)) >= 0]
        wanted = frozenset(keys)
        return [place for place, string in zip(around, self.read(around), strict=True) if string in wanted]

    def starting(self, start: bytes) -> range:
        """The places of all strings that begin with `start`."""
        # No byte of UTF-8 is 0xff, so this is above every string that begins with `start`.
        return range(self.first_from(start), self.first_from(start + b"\xff"))

    def read(self, places: range) -> list[bytes]:
        """The strings of a run of places."""
        if not places:
            return []
        ends = self._ends[places.start : places.stop].tolist()
        begin = self._ends[places.start - 1] if places.start else 0
        blob = bytes(self._blob[begin : ends[-1]])
        return [blob[a - begin : b - begin] for a, b in zip([begin, *ends], ends, strict=False)]

    def extents(self, places: range) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where in the bytes each string of a run of places begins, and how many it has."""
        ends = np.asarray(self._ends[places.start : places.stop]).astype(np.int64)
        lengths = run_lengths(ends, int(self._ends[places.start - 1]) if places.start else 0)
        return ends - lengths, lengths

    def bytes_at(self, offsets: NDArray[np.int64]) -> Array:
        return np.asarray(self._blob)[offsets]

    def all(self) -> list[bytes]:
        return self.read(range(len(self)))

    def laid_out(self) -> Strings:
        """All strings with the same room for each."""
        ends = np.asarray(self._ends).astype(np.int64)
        lengths = run_lengths(ends)
        room = max(1, int(lengths.max(initial=0)))
        table = np.zeros((len(ends), room), dtype=np.uint8)
        table[np.arange(room) < lengths[:, None]] = np.asarray(self._blob)
        strings: Strings = table.view(f"S{room}").ravel()
        return strings


def _shared_start(keys: Sequence[bytes]) -> bytes:
    first, last = min(keys), max(keys)
    return first[: next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]


def write_strings(writer: ArrayWriter, name: str, strings: Sequence[bytes]) -> None:
    """`strings` are different and ascending."""
    writer.add(f"{name}.bytes", np.frombuffer(b"".join(strings), dtype="<u1"))
    lengths = np.fromiter(map(len, strings), dtype=np.int64, count=len(strings))
    writer.add(f"{name}.ends", narrowest(np.cumsum(lengths)))


def united(tables: Iterable[Sequence[bytes]]) -> tuple[list[bytes], list[Array]]:
    """All different strings of the tables, ascending, and for each table the places of its strings among them."""
    tables = list(tables)
    strings = sorted(set().union(*tables))
    place_of = {string: place for place, string in enumerate(strings)}
    places = [np.fromiter(map(place_of.__getitem__, table), np.int64, len(table)) for table in tables]
    return strings, places


def joined(tables: Sequence[Strings]) -> tuple[Strings, list[Array]]:
    """As `united`, quick where one table holds most of the strings."""
    if not tables:
        return np.zeros(0, dtype="S1"), []
    room = np.result_type(*(table.dtype for table in tables))
    base = max(range(len(tables)), key=lambda place: len(tables[place]))
    strings: Strings = tables[base].astype(room)
    others = [table[~_among(table, strings)] for place, table in enumerate(tables) if place != base]
    new = np.unique(np.concatenate([np.zeros(0, dtype=room), *others]))
    before = np.searchsorted(strings, new)
    moved = np.arange(len(strings)) + np.cumsum(np.bincount(before, minlength=len(strings) + 1))[: len(strings)]
    strings = np.insert(strings, before, new)
    places = [moved if place == base else np.searchsorted(strings, table) for place, table in enumerate(tables)]
    return strings, places


def _among(few: Strings, many: Strings) -> NDArray[np.bool_]:
    """Which of the few strings are among the many."""
    at = np.searchsorted(many, few)
    found = np.zeros(len(few), dtype=np.bool_)
    inside = at < len(many)
    found[inside] = many[at[inside]] == few[inside]
    return found
