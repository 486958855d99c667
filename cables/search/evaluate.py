"""Evaluates a plan on a snapshot: which documents, in which order."""

from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from cables.search.plan import (
    AllOf,
    AnyOf,
    AnyValue,
    AnyWord,
    DateRange,
    Everything,
    ExactPhrase,
    NoneOf,
    Plan,
    wanted_words,
)
from cables.search.snapshot import Docs, Mask, Snapshot

SUBJECT_WEIGHT = 3.0
"""How many words of the body one word of the subject is worth in ranking, on top of being part of the body."""
SATURATION = 1.2
LENGTH_NORM = 0.75
"""k1 and b of BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009)."""

_DOC_SHIFT = 32
Scores = NDArray[np.float64]


class Evaluation:
    """Evaluates plans on one snapshot; what was read once is kept for as long as this object lives."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._masks: dict[Plan, Mask] = {}
        self._frequencies: dict[tuple[AnyWord | ExactPhrase, str], Scores] = {}

    def docs(self, plan: Plan) -> Mask:
        """The live documents that match."""
        if plan not in self._masks:
            self._masks[plan] = self._docs(plan) & self.snapshot.live
        return self._masks[plan]

    def scores(self, plan: Plan) -> Scores:
        """BM25F of every document over the words that `plan` looks for; field conditions weigh nothing."""
        scores = np.zeros(self.snapshot.size, dtype=np.float64)
        for leaf in dict.fromkeys(wanted_words(plan)):
            if leaf.field in ("text", "subject"):
                scores += self._leaf_scores(leaf)
        return scores

    def _docs(self, plan: Plan) -> Mask:
        snapshot = self.snapshot
        match plan:
            case AnyWord() | ExactPhrase():
                return self._frequency(plan, plan.field) > 0
            case AnyValue(field, values):
                return snapshot.column(field).having(values, snapshot.size)
            case DateRange(first, last):
                return (snapshot.dates >= max(first, 1)) & (snapshot.dates <= last)
            case AllOf(parts):
                return reduce(np.logical_and, map(self.docs, parts), snapshot.live)
            case AnyOf(parts):
                return reduce(np.logical_or, map(self.docs, parts), np.zeros_like(snapshot.live))
            case NoneOf(part):
                return ~self.docs(part)
            case Everything():
                return snapshot.live

    def _leaf_scores(self, leaf: AnyWord | ExactPhrase) -> Scores:
        found = int(self.docs(leaf).sum())
        weight = SUBJECT_WEIGHT * self._normed(leaf, "subject")
        if leaf.field == "text":
            weight = weight + self._normed(leaf, "text")
        rarity = np.log1p((self.snapshot.count - found + 0.5) / (found + 0.5))
        scores: Scores = rarity * weight / (SATURATION + weight)
        return scores

    def _normed(self, leaf: AnyWord | ExactPhrase, field: str) -> Scores:
        """How often the leaf occurs in a field, less where the field is longer than usual."""
        lengths = self.snapshot.lengths(field)
        usual = float(lengths[self.snapshot.live].mean()) if self.snapshot.count else 0.0
        normed: Scores = self._frequency(leaf, field) / (1 - LENGTH_NORM + LENGTH_NORM * lengths / (usual or 1.0))
        return normed

    def _frequency(self, leaf: AnyWord | ExactPhrase, field: str) -> Scores:
        """How often the leaf occurs in a field of each document."""
        key = (leaf, field)
        if key not in self._frequencies:
            if isinstance(leaf, AnyWord):
                self._frequencies[key] = self._word_frequency(field, leaf.words)
            else:
                self._frequencies[key] = self._phrase_frequency(field, leaf.words)
        return self._frequencies[key]

    def _word_frequency(self, field: str, words: tuple[str, ...]) -> Scores:
        frequency = np.zeros(self.snapshot.size, dtype=np.float64)
        for word in words:
            docs, counts = self.snapshot.postings(field, word)
            frequency[docs] += counts
        return frequency

    def _phrase_frequency(self, field: str, words: tuple[str, ...]) -> Scores:
        """Each occurrence is a key of document and place of the first word; the phrase stands where all keys agree."""
        starts: NDArray[np.int64] | None = None
        for offset, word in enumerate(words):
            docs, places = self.snapshot.positions(field, word)
            keys = (docs << _DOC_SHIFT) + places - offset
            starts = keys if starts is None else np.intersect1d(starts, keys, assume_unique=True)
        found: Docs = (starts if starts is not None else np.zeros(0, dtype=np.int64)) >> _DOC_SHIFT
        return np.bincount(found, minlength=self.snapshot.size).astype(np.float64)


def ordered(snapshot: Snapshot, docs: Docs, sort: str, scores: Scores | None = None) -> Docs:
    """The documents by relevance (where there are scores), newest or oldest first; undated last, ties by id."""
    dates = snapshot.dates[docs]
    by_date = np.where(dates == 0, np.iinfo(np.int64).max, dates) if sort == "oldest" else -dates
    keys: tuple[NDArray[np.int64] | Scores, ...] = (snapshot.id_ranks[docs], by_date)
    if scores is not None:
        keys += (-scores[docs],)
    return docs[np.lexsort(keys)]
