"""The values of one field over all segments, for counting and narrowing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cables.search.arrays import Array, run_lengths
from cables.search.segments import Docs, ValueLists
from cables.search.strings import Strings, joined

Mask = NDArray[np.bool_]
"""True for the documents meant; one entry per document number."""
_DENSE = 3
"""Of more than one in so many documents, the values are counted by a mask over all of them."""


class OneEach:
    """One value for each document, in the form in which a segment lists values."""

    def __init__(self, of_docs: Strings) -> None:
        self.strings, self.ordinals = np.unique(of_docs, return_inverse=True)
        self.ordinal_ends = np.arange(1, len(of_docs) + 1)


class Column:
    """Document `i` has the values `values[ordinals[begins[i]:begins[i + 1]]]`; a removed one has none.

    A value that only removed documents had is not listed: the lists must not give away what was withdrawn.
    """

    def __init__(self, parts: Sequence[ValueLists | OneEach], live: Mask) -> None:
        self._strings, places = joined([part.strings for part in parts])
        per_doc = np.concatenate([np.zeros(0, np.int64), *(run_lengths(part.ordinal_ends) for part in parts)])
        ordinals = np.concatenate(
            [np.zeros(0, np.int64), *(place[part.ordinals] for part, place in zip(parts, places, strict=True))]
        )
        if not live.all():
            ordinals = ordinals[np.repeat(live, per_doc)]
            per_doc = np.where(live, per_doc, 0)
            held = np.bincount(ordinals, minlength=len(self._strings)) > 0
            if not held.all():
                self._strings = self._strings[held]
                ordinals = (np.cumsum(held) - 1)[ordinals]
        self._per_doc = per_doc
        self._begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(per_doc)])
        self._ordinals = ordinals.astype(np.int32)

    @cached_property
    def values(self) -> tuple[str, ...]:
        return tuple(string.decode() for string in self._strings.tolist())

    @property
    def different(self) -> int:
        """How many values there are; the rank of documents without one."""
        return len(self._strings)

    def value(self, ordinal: int) -> str:
        string: bytes = self._strings[ordinal]
        return string.decode()

    def rank_of(self, value: str) -> tuple[int, bool]:
        """How many values come before this one in ascending order, and whether it is one of them itself."""
        key = value.encode(errors="surrogatepass")
        rank = int(np.searchsorted(self._strings, np.bytes_(key)))
        return rank, rank < self.different and bool(self._strings[rank] == key)

    @property
    def size(self) -> int:
        return len(self._per_doc)

    def counts(self, docs: Docs) -> dict[str, int]:
        """How many of the documents have each value; values that none has are left out."""
        counted = np.bincount(self._of(docs), minlength=len(self._strings))[: len(self._strings)]
        return {self.value(ordinal): int(counted[ordinal]) for ordinal in np.flatnonzero(counted).tolist()}

    def tally(self, docs: Docs) -> NDArray[np.int64]:
        """How many of the documents have each value, one entry for each of `values`."""
        return np.bincount(self._of(docs), minlength=len(self.values))[: len(self.values)]

    def count_without(self, docs: Docs) -> int:
        """How many of the documents have no value."""
        return len(docs) - int(np.count_nonzero(self._per_doc[docs]))

    def having(self, values: frozenset[str]) -> Mask:
        """The documents that have at least one of the values."""
        wanted = np.isin(self._strings, np.array([value.encode(errors="surrogatepass") for value in values], dtype="S"))
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[self._owners[wanted[self._ordinals]]] = True
        return mask

    def stated(self) -> Mask:
        mask: Mask = self._per_doc > 0
        return mask

    def ranks(self) -> NDArray[np.int64]:
        """The place of each document's first value in ascending order; documents without one come last."""
        ranks = np.full(self.size, len(self._strings), dtype=np.int64)
        stated = np.flatnonzero(self._per_doc)
        ranks[stated] = self._ordinals[self._begins[stated]]
        return ranks

    @cached_property
    def by_folded(self) -> Mapping[str, tuple[str, ...]]:
        """Values by their case-folded spelling."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for value in self.values:
            found[value.casefold()].append(value)
        return {folded: tuple(values) for folded, values in found.items()}

    @cached_property
    def _owners(self) -> NDArray[np.int64]:
        """The document of each entry of `_ordinals`."""
        return np.repeat(np.arange(self.size), self._per_doc)

    @cached_property
    def _single(self) -> NDArray[np.int32] | None:
        """The only value of each document, or one more than the last where it has none; None if any has several."""
        return self.ranks().astype(np.int32) if not self.size or self._per_doc.max() <= 1 else None

    def _of(self, docs: Docs) -> Array:
        """The ordinals of the documents' values."""
        if len(docs) == self.size:
            return self._ordinals
        if self._single is not None:
            return self._single[docs]
        if len(docs) * _DENSE > self.size:
            mask = np.zeros(self.size, dtype=np.bool_)
            mask[docs] = True
            return self._ordinals[np.repeat(mask, self._per_doc)]
        counts = self._per_doc[docs]
        first = np.cumsum(counts) - counts
        return self._ordinals[np.repeat(self._begins[docs] - first, counts) + np.arange(int(counts.sum()))]
