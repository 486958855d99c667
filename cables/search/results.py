"""All that one query finds on one state of the index: common ground of pages of hits and of what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cables.search.deadline import Deadline
from cables.search.evaluate import Evaluation, Scores
from cables.search.facets import Faceting
from cables.search.finds import Finds, Places
from cables.search.language import read_query
from cables.search.ordering import Place, ordered, place, reached
from cables.search.paragraphs import Paras
from cables.search.plan import Plan, wanted_words
from cables.search.published import Published, withdrawn
from cables.search.segments import Docs
from cables.search.snapshot import Snapshot, current_snapshot
from cables.search.store import index_store
from cables.search.upkeep import ensure_index
from cables.search.values import SearchQuery

_OfCables = tuple[Paras, NDArray[np.int64]]
"""Paragraphs, and the document of each."""
SORTS = ("relevance", "newest", "oldest")


def newest_snapshot() -> Snapshot:
    """The state of the index that the database is at; raises SearchUnavailable when it cannot be read."""
    ensure_index()
    return current_snapshot(index_store())


class Results:
    """What a query finds; each part is worked out once, when it is first asked for.

    A hit is a cable or, where the query's unit is paragraphs, a paragraph. Hits are named by rows: `rows` of `docs`,
    which holds the document of each.
    """

    def __init__(
        self,
        query: SearchQuery,
        snapshot: Snapshot,
        before: Results | None = None,
        *,
        deadline: Deadline | None = None,
    ) -> None:
        """What `before`, another query on the same snapshot, worked out already is used again."""
        self.query = query
        self.snapshot = snapshot
        self.of_published: Published = before.of_published if before else Published(snapshot, withdrawn(snapshot))
        unit = "paragraphs" if query.unit == "paragraphs" else "cables"
        self.reading = read_query(query.text, snapshot, withdrawn=self.of_published.withdrawn, unit=unit)
        self.evaluation: Evaluation = before.evaluation if before else Evaluation(snapshot, deadline or Deadline())
        self.faceting = Faceting(snapshot, query)
        self.by_paragraph = query.unit == "paragraphs"
        alike = before and (before.by_paragraph, before.reading.plan) == (self.by_paragraph, self.reading.plan)
        self._same_text = before if alike else None
        self.plan: Plan
        self.left_out: tuple[Plan, ...]
        if self._same_text:
            self.plan, self.left_out = self._same_text.plan, self._same_text.left_out
        else:
            self.plan, self.left_out = self.evaluation.in_time(self.reading.plan, by_paragraph=self.by_paragraph)

    def varied(self, **changes: Any) -> Results:
        """What the query finds with some of its fields changed."""
        return Results(replace(self.query, **changes), self.snapshot, self)

    def published(self, docs: Docs) -> Docs:
        """The documents without those that were withdrawn since they were indexed."""
        return self.of_published.of(docs)

    @cached_property
    def found(self) -> Docs:
        """The cables found before any facet narrows them, ascending."""
        return _different(self._found_paragraphs[1]) if self.by_paragraph else self._allowed(self._matching)

    @cached_property
    def cables(self) -> Docs:
        """The cables found by all of the query, ascending."""
        return self.faceting.kept(self.found)

    @property
    def docs(self) -> NDArray[np.int64]:
        """The cable of each hit, ascending; of paragraphs, those of one cable in reading order."""
        return self._kept_paragraphs[1] if self.by_paragraph else self.cables

    @property
    def paragraphs(self) -> Paras:
        """The paragraphs found by all of the query; only where these are the hits."""
        return self._kept_paragraphs[0]

    @property
    def words(self) -> int:
        """How many words the hits have."""
        if self.by_paragraph:
            return int(self.snapshot.paragraphs.words(self.paragraphs).sum())
        return int(self.snapshot.lengths("text")[self.docs].sum())

    def finds(self, docs: Sequence[int]) -> Mapping[int, Finds]:
        """What of the text was found in some cables."""
        places = Places(self.evaluation, docs)
        return {doc: Finds(places, self.plan, doc, by_paragraph=self.by_paragraph) for doc in docs}

    def in_order(self, start: int, stop: int) -> NDArray[np.int64]:
        """The rows of the hits from place `start` to `stop`."""
        return ordered(self.snapshot, self.docs, self.query.sort, self._scores, start=start, stop=stop)

    def mark(self, row: int) -> Place:
        """Where the hit of a row stands."""
        doc = int(self.docs[row])
        return Place(
            score=0.0 if self._scores is None else float(self._scores[row]),
            day=int(self.snapshot.dates[doc]),
            reference_id=self.snapshot.column("reference_id").value(self.snapshot.id_ranks[doc]),
            position=int(self.positions(np.array([row]))[0]),
        )

    def until(self, place: Place) -> int:
        """How many hits stand before a place or at it."""
        sort = self.query.sort
        return int(reached(self.snapshot, self.docs, sort, self._scores, place, self.positions).sum())

    def positions(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The place of each row's paragraph in its cable, from 0; -1 where hits are cables."""
        if not self.by_paragraph:
            return np.full(len(rows), -1)
        return self.snapshot.paragraphs.positions(self.paragraphs[rows])

    def place_of(self, doc: int) -> int | None:
        """The place from 0 of a cable among the hits, or that of its best paragraph; None if it is not found."""
        first, last = np.searchsorted(self.docs, (doc, doc + 1)).tolist()
        if first == last:
            return None
        own = slice(first, last)
        scores = None if self._scores is None else self._scores[own]
        best = int(ordered(self.snapshot, self.docs[own], self.query.sort, scores, stop=1)[0])
        return place(self.snapshot, self.docs, self.query.sort, self._scores, first + best)

    def beside(self, doc: int, reach: int) -> tuple[list[int], list[int]]:
        """Up to `reach` of the cables before a found one and behind it, each list with the nearest first.

        Where hits are paragraphs, cables stand in the order of the best paragraph of each.
        """
        docs, scores = self.docs, self._scores
        if self.by_paragraph:
            firsts = np.flatnonzero(np.diff(docs, prepend=-1))
            docs, scores = docs[firsts], scores if scores is None else np.maximum.reduceat(scores, firsts)
        sort = self.query.sort
        at = place(self.snapshot, docs, sort, scores, int(np.searchsorted(docs, doc)))
        start = max(0, at - reach)
        near = docs[ordered(self.snapshot, docs, sort, scores, start=start, stop=at + reach + 1)].tolist()
        return near[: at - start][::-1], near[at - start + 1 :]

    def _allowed(self, docs: Docs) -> Docs:
        """Those of the documents in the range of dates, and published; without a range, undated ones too."""
        first, last = self.query.date_from, self.query.date_to
        if first is not None:
            docs = docs[self.snapshot.dates[docs] >= first.toordinal()]
        if last is not None:
            dates = self.snapshot.dates[docs]
            docs = docs[(dates > 0) & (dates <= last.toordinal())]
        return self.published(docs)

    @cached_property
    def _matching(self) -> Docs:
        return self.evaluation.docs(self.plan)

    @cached_property
    def _matching_paragraphs(self) -> _OfCables:
        if self._same_text:
            return self._same_text._matching_paragraphs
        paragraphs = self.evaluation.paragraphs(self.plan)
        return paragraphs, self.snapshot.paragraphs.docs_of_run(paragraphs)

    @cached_property
    def _found_paragraphs(self) -> _OfCables:
        matching = self._matching_paragraphs
        return self._of(matching, self._allowed(_different(matching[1])))

    @cached_property
    def _kept_paragraphs(self) -> _OfCables:
        return self._of(self._found_paragraphs, self.cables)

    def _of(self, found: _OfCables, cables: Docs) -> _OfCables:
        """Those of the paragraphs that belong to some of their cables."""
        paragraphs, docs = found
        kept = np.zeros(self.snapshot.size, dtype=np.bool_)
        kept[cables] = True
        mask = kept[docs]
        return found if mask.all() else (paragraphs[mask], docs[mask])

    @cached_property
    def _scores(self) -> Scores | None:
        """Of each hit; None where there are no words to rank by, or no wish to."""
        plan = self.plan
        if self.query.sort in ("newest", "oldest") or not any(
            leaf.field in ("text", "subject") for leaf in wanted_words(plan)
        ):
            return None
        if self.by_paragraph:
            return self.evaluation.paragraph_scores(plan, self.paragraphs)
        return self.evaluation.scores(plan, self.docs)


def _different(docs: NDArray[np.int64]) -> Docs:
    """Each of ascending documents once."""
    return docs[np.diff(docs, prepend=-1) > 0]
