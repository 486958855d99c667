"""Evaluates a plan paragraph by paragraph: everything it asks for must hold for one and the same paragraph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, reduce

import numpy as np

from cables.search.columns import Mask
from cables.search.paragraphs import Paras
from cables.search.phrases import Check
from cables.search.plan import (
    AllOf,
    AnyOf,
    AnyWord,
    Everything,
    ExactPhrase,
    InParagraph,
    InRole,
    Leaf,
    Marked,
    Near,
    NoneOf,
    Numbered,
    Plan,
)
from cables.search.segments import Docs
from cables.search.snapshot import Counts, Snapshot
from cables.search.sought import look_for


def about_documents(plan: Plan) -> Plan:
    """What must hold for a document for any of its paragraphs to match; more documents than that may match it."""
    match plan:
        case ExactPhrase(field, words) | Near(field, words):
            return AllOf(tuple(AnyWord(field, (word,)) for word in dict.fromkeys(words)))
        case InParagraph(part):
            return about_documents(part)
        case Marked() | Numbered() | InRole() | NoneOf():
            return Everything()
        case AllOf(parts):
            narrowing = [one for part in parts if (one := about_documents(part)) != Everything()]
            return AllOf(tuple(narrowing)) if narrowing else Everything()
        case AnyOf(parts):
            return AnyOf(tuple(about_documents(part) for part in parts))
        case _:
            return plan


class Paragraphwise:
    """Evaluates plans among the paragraphs of some documents; what was found once is kept."""

    def __init__(self, snapshot: Snapshot, docs: Docs, docs_of: Callable[[Plan], Docs], check: Check) -> None:
        """`docs` are looked at; `docs_of` evaluates what is about a document."""
        self._snapshot = snapshot
        self._docs = docs
        self._docs_of = docs_of
        self._check = check
        self._counted: dict[Leaf, tuple[Paras, Counts]] = {}

    def found(self, plan: Plan) -> Paras:
        """The paragraphs that match."""
        match plan:
            case AnyWord(field="text") | ExactPhrase(field="text") | Near(field="text"):
                return self.counted(plan)[0]
            case Marked() | InRole() | Numbered():
                return self._all[self._holds(plan, self._all)]
            case InParagraph(part):
                return self.found(part)
            case AllOf(parts):
                return self._in_all(parts)
            case AnyOf(parts):
                return reduce(np.union1d, map(self.found, parts), self._all[:0])
            case NoneOf(part):
                return self._all[~_among(self._all, self.found(part))]
            case Everything():
                return self._all
            case _:
                return self._snapshot.paragraphs.of(self._docs[_among(self._docs, self._docs_of(plan))])

    def counted(self, leaf: Leaf) -> tuple[Paras, Counts]:
        """The paragraphs that have a word or phrase of the text, and how often."""
        if leaf not in self._counted:
            found = [
                self._snapshot.sought_in_paragraphs(words, look, self._check, self._docs)
                for words, look in look_for(leaf)
            ]
            self._counted[leaf] = found[0] if len(found) == 1 else _summed(found)
        return self._counted[leaf]

    @cached_property
    def _all(self) -> Paras:
        return self._snapshot.paragraphs.of(self._docs)

    def _holds(self, plan: Marked | InRole | Numbered, paragraphs: Paras) -> Mask:
        """Which of the paragraphs are what the plan asks for."""
        known = self._snapshot.paragraphs
        match plan:
            case Marked(markings):
                return known.of_kind(paragraphs, lambda kind: kind.marking in markings)
            case InRole(roles):
                return known.of_kind(paragraphs, lambda kind: kind.role in roles)
            case Numbered(first, last):
                return known.numbered(paragraphs, first, last)

    def _in_all(self, parts: Sequence[Plan]) -> Paras:
        conditions = [part for part in parts if isinstance(part, Marked | InRole | Numbered)]
        unwanted = [part.part for part in parts if isinstance(part, NoneOf)]
        wanted = [part for part in parts if not isinstance(part, Marked | InRole | Numbered | NoneOf)]
        both, *others = sorted(map(self.found, wanted), key=len) or [self._all]
        for other in others:
            both = both[_among(both, other)]
        for condition in conditions:
            both = both[self._holds(condition, both)]
        for part in unwanted:
            both = both[~_among(both, self.found(part))]
        return both


def _among(few: Paras, many: Paras) -> Mask:
    """Which of the few are among the many; both ascending."""
    found: Mask = np.append(many, -1)[np.searchsorted(many, few)] == few
    return found


def _summed(found: Sequence[tuple[Paras, Counts]]) -> tuple[Paras, Counts]:
    """The paragraphs of any of the lists, and how often in all of them."""
    every = np.concatenate([np.zeros(0, np.int64), *(paragraphs for paragraphs, _ in found)])
    counts = np.concatenate([np.zeros(0, np.int64), *(counts for _, counts in found)])
    paragraphs, places = np.unique(every, return_inverse=True)
    return paragraphs, np.bincount(places, weights=counts, minlength=len(paragraphs)).astype(np.int64)
