"""The paragraphs of a snapshot, numbered on end: those of its first document, then those of its second, and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cables.search.arrays import Array, run_lengths
from cables.search.columns import Mask
from cables.search.phrases import Stretch
from cables.search.segments import Docs, ParagraphKind, ParagraphLists

Paras = NDArray[np.int64]
"""Paragraph numbers, ascending."""


class Paragraphs:
    """Which paragraphs each document has, and what they are. Removed documents keep theirs."""

    def __init__(self, parts: Sequence[ParagraphLists]) -> None:
        self._parts = parts
        per_doc = np.concatenate([np.zeros(0, np.int64), *(run_lengths(part.ends) for part in parts)])
        self._begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(per_doc)])

    @property
    def count(self) -> int:
        return int(self._begins[-1])

    def of(self, docs: Docs) -> Paras:
        """The paragraphs of the documents, which ascend."""
        firsts: NDArray[np.int64] = self._begins[docs]
        return runs(firsts, self._begins[docs + 1] - firsts)

    def docs(self, paragraphs: Paras) -> NDArray[np.int64]:
        """The document of each of the paragraphs, in any order."""
        docs: NDArray[np.int64] = np.searchsorted(self._begins, paragraphs, side="right") - 1
        return docs

    def docs_of_run(self, paragraphs: Paras) -> NDArray[np.int64]:
        """As `docs`, quicker, of paragraphs that ascend."""
        counts = np.diff(np.searchsorted(paragraphs, self._begins))
        return np.repeat(np.arange(len(counts)), counts)

    def positions(self, paragraphs: Paras) -> NDArray[np.int64]:
        """The place of each among those of its document, from 0: `Paragraph.position`."""
        positions: NDArray[np.int64] = paragraphs - self._begins[self.docs(paragraphs)]
        return positions

    def numbered(self, paragraphs: Paras, first: int, last: int) -> Mask:
        """Which of the paragraphs have a number from `first` to `last`; unnumbered ones have none."""
        numbers = self._numbers[paragraphs]
        mask: Mask = (numbers >= max(first, 1)) & (numbers <= last)
        return mask

    def of_kind(self, paragraphs: Paras, wanted: Callable[[ParagraphKind], bool]) -> Mask:
        """Which of the paragraphs are of a kind that is wanted."""
        chosen = np.fromiter(map(wanted, self._kind_names), np.bool_, len(self._kind_names))
        mask: Mask = chosen[self._kinds[paragraphs]]
        return mask

    @property
    def markings(self) -> frozenset[str]:
        """The portion markings there are; one may be left whose documents are all gone."""
        return frozenset(kind.marking for kind in self._kind_names)

    def markings_in(self, docs: Docs) -> frozenset[str]:
        """The portion markings that paragraphs of the documents, which ascend, have."""
        kinds = self._kinds if len(docs) == len(self._begins) - 1 else self._kinds[self.of(docs)]
        return frozenset(self._kind_names[kind].marking for kind in np.flatnonzero(np.bincount(kinds)).tolist())

    def words(self, paragraphs: Paras) -> NDArray[np.float32]:
        """How many words each of the paragraphs has, its heading included."""
        return self._words[paragraphs].astype(np.float32)

    @cached_property
    def usual_words(self) -> float:
        """The mean length of a paragraph."""
        return max(float(self._words.mean()), 1.0) if self.count else 1.0

    def found(self, part: int, stretches: Iterable[Stretch]) -> Iterator[tuple[Paras, NDArray[np.int64]]]:
        """The paragraphs of one segment in which something was found, and how often."""
        lists, first = self._parts[part], self._firsts[part]
        for stretch in stretches:
            after = lists.ends[stretch.docs].astype(np.int64)
            counts = after - np.where(stretch.docs > 0, lists.ends[stretch.docs - 1], 0)
            few = len(stretch.slots) < counts.sum()
            numbers, times = (_by_slots if few else _by_paragraphs)(lists, stretch, after - counts, counts)
            yield numbers + first, times

    @cached_property
    def _firsts(self) -> list[int]:
        """The number of each segment's first paragraph."""
        sizes = [len(part.numbers) for part in self._parts]
        return [sum(sizes[:place]) for place in range(len(sizes))]

    @cached_property
    def _numbers(self) -> Array:
        return _on_end([part.numbers for part in self._parts])

    @cached_property
    def _words(self) -> Array:
        return _on_end([part.words for part in self._parts])

    @cached_property
    def _kind_names(self) -> list[ParagraphKind]:
        """Of all segments; kinds of two segments stand here twice."""
        return [ParagraphKind.read(name) for part in self._parts for name in part.kind_names.all()]

    @cached_property
    def _kinds(self) -> Array:
        sizes = [len(part.kind_names) for part in self._parts]
        return _on_end([part.kinds + np.uint16(sum(sizes[:at])) for at, part in enumerate(self._parts)])


def _by_slots(
    lists: ParagraphLists, stretch: Stretch, firsts: NDArray[np.int64], _: NDArray[np.int64]
) -> tuple[Paras, NDArray[np.int64]]:
    """Looks for the paragraph of each slot; `firsts` are the first paragraphs of the documents."""
    rows = np.searchsorted(stretch.bases, stretch.slots, side="right") - 1
    slots = stretch.slots + (lists.doc_slots[stretch.docs] - stretch.bases)[rows]
    paragraphs = np.searchsorted(lists.slots, slots.astype(lists.slots.dtype), side="right") - 1
    # What stands before the first paragraph of its document is in the subject.
    paragraphs = paragraphs[paragraphs >= firsts[rows]]
    starts = np.flatnonzero(np.diff(paragraphs, prepend=-1))
    return paragraphs[starts], np.diff(starts, append=len(paragraphs))


def _by_paragraphs(
    lists: ParagraphLists, stretch: Stretch, firsts: NDArray[np.int64], counts: NDArray[np.int64]
) -> tuple[Paras, NDArray[np.int64]]:
    """Looks for the slots of each paragraph; `counts` says how many the documents have."""
    numbers = runs(firsts, counts)
    # Before the paragraphs of each document stands a bound for what belongs to none: the subject.
    paragraphs = np.arange(len(numbers)) + np.repeat(np.arange(1, len(counts) + 1), counts)
    bounds = np.empty(len(numbers) + len(counts), dtype=np.int64)
    bounds[np.cumsum(counts + 1) - counts - 1] = stretch.bases
    bounds[paragraphs] = lists.slots[numbers] + np.repeat(stretch.bases - lists.doc_slots[stretch.docs], counts)
    times = np.diff(np.searchsorted(stretch.slots, bounds), append=len(stretch.slots))[paragraphs]
    having = np.flatnonzero(times)
    return numbers[having], times[having]


def runs(firsts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Runs of ascending numbers, one behind the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(firsts - before, lengths) + np.arange(int(lengths.sum()))


def _on_end(arrays: Sequence[Array]) -> Array:
    """The arrays as one; a single one is not copied."""
    return arrays[0] if len(arrays) == 1 else np.concatenate([np.zeros(0, np.uint8), *arrays])
