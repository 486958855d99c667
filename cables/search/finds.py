"""What of a query was found in one cable, and in which of its paragraphs: what a reader shall see marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cables.search.evaluate import Evaluation
from cables.search.marking import Marker
from cables.search.plan import (
    AllOf,
    AnyOf,
    AnyWord,
    ExactPhrase,
    InParagraph,
    InRole,
    Leaf,
    Marked,
    Near,
    Numbered,
    Plan,
)

Positions = frozenset[int]
"""Of paragraphs within their cable: `Paragraph.position`."""


@dataclass(frozen=True, slots=True)
class _Find:
    leaf: Leaf
    positions: Positions | None
    """The paragraphs that it counts in; None where it counts anywhere."""


class Places:
    """Which paragraphs of some documents match parts of a plan; each part is evaluated once for all of them."""

    def __init__(self, evaluation: Evaluation, docs: Sequence[int]) -> None:
        self.evaluation = evaluation
        self._docs = np.unique(np.array(docs, dtype=np.int64))
        self._known: dict[Plan, dict[int, Positions]] = {}

    def of(self, plan: Plan, doc: int) -> Positions:
        if plan not in self._known:
            self._known[plan] = self._evaluated(plan)
        return self._known[plan].get(doc, frozenset())

    def _evaluated(self, plan: Plan) -> dict[int, Positions]:
        paragraphs = self.evaluation.snapshot.paragraphs
        found = self.evaluation.paragraphs(plan, self._docs)
        by_doc: defaultdict[int, list[int]] = defaultdict(list)
        for doc, position in zip(paragraphs.docs(found).tolist(), paragraphs.positions(found).tolist(), strict=True):
            by_doc[doc].append(position)
        return {doc: frozenset(positions) for doc, positions in by_doc.items()}


class Finds:
    """The parts of a plan that one document matches."""

    def __init__(self, places: Places, plan: Plan, doc: int, *, by_paragraph: bool = False) -> None:
        """With `by_paragraph`, all of the plan must hold for one and the same paragraph."""
        self._places = places
        self._doc = doc
        self._markers: dict[tuple[Leaf, ...], Marker] = {}
        self.chosen: list[Positions] = []
        """The paragraphs that were asked for as such, one set for each part of the plan that did."""
        found = self._within(plan, self._positions(plan)) if by_paragraph else self._anywhere(plan)
        self._finds = list(dict.fromkeys(found))

    @property
    def in_paragraphs(self) -> bool:
        """Whether paragraphs, or any word or phrase in their text, were asked for."""
        return bool(self.chosen) or any(find.leaf.field == "text" for find in self._finds)

    @property
    def tied_to_paragraphs(self) -> bool:
        """Whether anything counts in some paragraphs only."""
        return any(find.positions is not None for find in self._finds)

    def subject_marker(self) -> Marker:
        return self._marker(tuple(find.leaf for find in self._finds if find.positions is None), ("text", "subject"))

    def marker(self, position: int | None) -> Marker:
        """Marks what was found in one paragraph; without a position, what counts in all."""
        counting = (find for find in self._finds if find.positions is None or position in find.positions)
        return self._marker(tuple(find.leaf for find in counting), ("text",))

    def _marker(self, leaves: tuple[Leaf, ...], fields: tuple[str, ...]) -> Marker:
        leaves = tuple(leaf for leaf in leaves if leaf.field in fields)
        if leaves not in self._markers:
            self._markers[leaves] = Marker(leaves)
        return self._markers[leaves]

    def _anywhere(self, plan: Plan) -> Iterator[_Find]:
        if not self._places.evaluation.matches(plan, self._doc):
            return
        match plan:
            case AnyWord() | ExactPhrase() | Near():
                yield _Find(plan, None)
            case InParagraph() | Marked() | Numbered() | InRole():
                part = plan.part if isinstance(plan, InParagraph) else plan
                self.chosen.append(self._positions(part))
                yield from self._within(part, self._positions(part))
            case AllOf(parts) | AnyOf(parts):
                for part in parts:
                    yield from self._anywhere(part)
            case _:
                return

    def _within(self, plan: Plan, positions: Positions) -> Iterator[_Find]:
        """The finds in those of the paragraphs that match."""
        positions &= self._positions(plan)
        match plan:
            case _ if not positions:
                return
            case AnyWord() | ExactPhrase() | Near():
                yield _Find(plan, positions)
            case InParagraph(part):
                yield from self._within(part, positions)
            case AllOf(parts) | AnyOf(parts):
                for part in parts:
                    yield from self._within(part, positions)
            case _:
                return

    def _positions(self, plan: Plan) -> Positions:
        return self._places.of(plan, self._doc)
