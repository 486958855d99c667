"""Evaluates a plan on a snapshot: which documents, and how relevant each is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from cables.search.arrays import Array
from cables.search.deadline import Deadline, OutOfTime
from cables.search.paragraphs import Paras
from cables.search.paragraphwise import Paragraphwise, about_documents
from cables.search.plan import (
    NOTHING,
    AllOf,
    AnyOf,
    AnyValue,
    AnyWord,
    DateRange,
    Everything,
    ExactPhrase,
    HasValues,
    HasWords,
    InParagraph,
    InRole,
    Leaf,
    Marked,
    Near,
    NoneOf,
    Numbered,
    Plan,
    wanted_words,
)
from cables.search.segments import Docs
from cables.search.snapshot import Postings, Snapshot, length_norms
from cables.search.sought import look_for

SUBJECT_WEIGHT = 3.0
"""How many words of the body one word of the subject is worth in ranking, on top of being part of the body."""
SATURATION = np.float32(1.2)
"""k1 of BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009); b is LENGTH_NORM."""

_SPARSE = 16
"""So many times fewer documents than postings are looked up one by one instead of laying out all postings."""
_FEW_VALUES = 32
"""Up to so many values are looked up one by one instead of going over all values of the field."""
Scores = NDArray[np.float32]


class Evaluation:
    """Evaluates plans on one snapshot; what was read once is kept for as long as this object lives."""

    def __init__(self, snapshot: Snapshot, deadline: Deadline | None = None) -> None:
        """Without a deadline, everything is evaluated however long it takes."""
        self.snapshot = snapshot
        self._deadline = deadline
        self._docs_of: dict[Plan, Docs] = {}
        self._postings_of: dict[tuple[Leaf, str], Postings] = {}
        self._paragraphwise: dict[Plan, Paragraphwise] = {}

    def in_time(self, plan: Plan, *, by_paragraph: bool = False) -> tuple[Plan, tuple[Plan, ...]]:
        """The plan as far as it can be evaluated before the deadline, and the parts of it that were left out.

        Of parts that must all hold, each is evaluated whole or left out; more is then found than the plan asks for,
        never something else. Any other plan, and one that is evaluated by paragraph, is left out as a whole: nothing
        is found then. What is returned has been evaluated, and the deadline no longer holds.
        """
        clauses = plan.parts if isinstance(plan, AllOf) and not by_paragraph else (plan,)
        evaluate = self.paragraphs if by_paragraph else self.docs
        done: list[Plan] = []
        for clause in clauses:
            with suppress(OutOfTime):
                evaluate(clause.part if isinstance(clause, NoneOf) and not by_paragraph else clause)
                done.append(clause)
        self._deadline = None
        if len(done) == len(clauses):
            return plan, ()
        return AllOf(tuple(done)) if done else NOTHING, tuple(clause for clause in clauses if clause not in done)

    def docs(self, plan: Plan) -> Docs:
        """The live documents that match, ascending; before `in_time`, raises OutOfTime at the deadline."""
        if plan not in self._docs_of:
            self._docs_of[plan] = self._docs(plan)
        return self._docs_of[plan]

    def matches(self, plan: Plan, doc: int) -> bool:
        found = self.docs(plan)
        at = int(np.searchsorted(found, doc))
        return at < len(found) and int(found[at]) == doc

    def scores(self, plan: Plan, docs: Docs) -> Scores:
        """BM25F of each of the documents over the words that `plan` looks for; field conditions weigh nothing."""
        scores = np.zeros(len(docs), dtype=np.float32)
        norms = {field: self.snapshot.norms(field)[docs] for field in ("text", "subject")}
        for leaf in dict.fromkeys(wanted_words(plan)):
            if leaf.field in norms:
                weights = np.zeros(len(docs), dtype=np.float32)
                if leaf.field == "text":
                    self._add_weights(weights, leaf, "text", docs, norms["text"], 1)
                self._add_weights(weights, leaf, "subject", docs, norms["subject"], SUBJECT_WEIGHT)
                weights /= SATURATION + weights
                scores += np.float32(self._rarity(leaf)) * weights
        return scores

    def paragraphs(self, plan: Plan, among: Docs | None = None) -> Paras:
        """The paragraphs for which all of the plan holds, as within InParagraph; with `among`, only of these documents.

        See `Snapshot.paragraphs` for the cable and the position of each.
        """
        docs = self.docs(about_documents(plan))
        if among is not None:
            docs = self._both(*sorted((docs, among), key=len))
            return Paragraphwise(self.snapshot, docs, self.docs, self._check).found(plan)
        if plan not in self._paragraphwise:
            self._paragraphwise[plan] = Paragraphwise(self.snapshot, docs, self.docs, self._check)
        return self._paragraphwise[plan].found(plan)

    def paragraph_scores(self, plan: Plan, paragraphs: Paras) -> Scores:
        """BM25 of each of the paragraphs, which `paragraphs(plan)` gave, over the words of the text it looks for."""
        usual = self.snapshot.paragraphs.usual_words
        norms = length_norms(self.snapshot.paragraphs.words(paragraphs), usual)
        scores = np.zeros(len(paragraphs), dtype=np.float32)
        for leaf in dict.fromkeys(wanted_words(plan)):
            if leaf.field == "text":
                found, counts = self._paragraphwise[plan].counted(leaf)
                at = np.searchsorted(found, paragraphs)
                weight = np.where(np.append(found, -1)[at] == paragraphs, np.append(counts, 0)[at], 0) * norms
                scores += self._rarity(leaf) * weight / (SATURATION + weight)
        return scores

    def _docs(self, plan: Plan) -> Docs:
        snapshot = self.snapshot
        match plan:
            case InParagraph(part):
                found = snapshot.paragraphs.docs(self.paragraphs(part))
                return found[np.diff(found, prepend=-1) > 0]
            case Marked() | Numbered() | InRole():
                return self.docs(InParagraph(plan))
            case AnyWord() | ExactPhrase() | Near():
                return self._postings(plan, plan.field)[0]
            case HasWords(field):
                return snapshot.having_words(field)
            case AnyValue(field, values):
                if len(values) > _FEW_VALUES:
                    return np.flatnonzero(snapshot.column(field).having(values) & snapshot.live)
                return self._either([snapshot.having_value(field, value) for value in values])
            case HasValues(field):
                return snapshot.having_values(field)
            case DateRange(first, last):
                within = (snapshot.dates >= max(first, 1)) & (snapshot.dates <= last) & snapshot.live
                return np.flatnonzero(within)
            case AllOf(parts):
                return self._all(parts)
            case AnyOf(parts):
                return self._either([self.docs(part) for part in parts])
            case NoneOf(part):
                return self._without(np.flatnonzero(snapshot.live), self.docs(part))
            case Everything():
                return np.flatnonzero(snapshot.live)

    def _check(self) -> None:
        if self._deadline is not None:
            self._deadline.check()

    def _all(self, parts: Sequence[Plan]) -> Docs:
        wanted = sorted((self.docs(part) for part in parts if not isinstance(part, NoneOf)), key=len)
        found = reduce(self._both, wanted) if wanted else np.flatnonzero(self.snapshot.live)
        for part in parts:
            if isinstance(part, NoneOf):
                found = self._without(found, self.docs(part.part))
        return found

    def _both(self, few: Docs, many: Docs) -> Docs:
        return few[self._among(few, many)]

    def _without(self, docs: Docs, others: Docs) -> Docs:
        return docs[~self._among(docs, others)]

    def _either(self, sets: Sequence[Docs]) -> Docs:
        stated = [docs for docs in sets if len(docs)]
        if len(stated) < 2:
            return stated[0] if stated else np.zeros(0, dtype=np.int64)
        if sum(map(len, stated)) * _SPARSE < self.snapshot.size:
            return np.unique(np.concatenate(stated))
        mask = np.zeros(self.snapshot.size, dtype=np.bool_)
        for docs in stated:
            mask[docs] = True
        return np.flatnonzero(mask)

    def _among(self, docs: Docs, others: Docs) -> NDArray[np.bool_]:
        """Which of the documents are in the other set as well; both ascending."""
        found: NDArray[np.bool_]
        if not len(others):
            found = np.zeros(len(docs), dtype=np.bool_)
        elif len(docs) * _SPARSE < len(others):
            at = np.searchsorted(others, docs)
            found = others[np.minimum(at, len(others) - 1)] == docs
        else:
            mask = np.zeros(self.snapshot.size, dtype=np.bool_)
            mask[others] = True
            found = mask[docs]
        return found

    def _rarity(self, leaf: Leaf) -> float:
        found = len(self.docs(leaf))
        return math.log1p((self.snapshot.count - found + 0.5) / (found + 0.5))

    def _add_weights(self, weights: Scores, leaf: Leaf, field: str, docs: Docs, norms: Scores, worth: float) -> None:
        """Adds to the weight of each of the documents how often the leaf occurs in a field of it, by length."""
        found, counts = self._postings(leaf, field)
        if not len(found):
            return
        if len(found) * _SPARSE < len(docs):
            at = np.minimum(np.searchsorted(docs, found), len(docs) - 1)
            here = docs[at] == found
            weights[at[here]] += np.float32(worth) * counts[here] * norms[at[here]]
        elif len(found) == len(docs) and bool((found == docs).all()):
            weights += counts * norms if worth == 1 else np.float32(worth) * counts * norms
        else:
            weights += np.float32(worth) * self._frequencies(found, counts, docs) * norms

    def _frequencies(self, found: Docs, counts: Array, docs: Docs) -> Array:
        """The counts of those of the documents that were found, 0 for others."""
        if len(docs) * _SPARSE < len(found):
            at = np.minimum(np.searchsorted(found, docs), len(found) - 1)
            return np.where(found[at] == docs, counts[at], 0).astype(np.float32)
        laid_out = np.zeros(self.snapshot.size, dtype=np.float32)
        laid_out[found] = counts
        return laid_out[docs]

    def _postings(self, leaf: Leaf, field: str) -> Postings:
        """The documents that have the leaf in a field, and how often."""
        key = (leaf, field)
        if key not in self._postings_of:
            if isinstance(leaf, AnyWord):
                self._postings_of[key] = self.snapshot.having_any(field, leaf.words, self._check)
            else:
                ((words, look),) = look_for(leaf)
                self._postings_of[key] = self.snapshot.sought(field, words, look, self._check)
        return self._postings_of[key]
