"""One state of the index, opened for reading: columns as arrays, posting lists on demand."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from haystack.constants import DJANGO_ID
from numpy.typing import NDArray

from cables.search.schema import FINGERPRINT
from cables.search.store import REBUILD, Generation, IndexStore, reading_index
from cables.search.values import SearchUnavailable
from cables.search.words import stem

Docs = NDArray[np.int64]
"""Document numbers, ascending."""
Mask = NDArray[np.bool_]
"""True for the documents meant; one entry per document number."""


@dataclass(frozen=True)
class Column:
    """The values that live documents have in one field: `values[ordinals[i]]` is a value of document `docs[i]`."""

    values: tuple[str, ...]
    docs: Docs
    ordinals: NDArray[np.int64]

    def counts(self, within: Mask) -> dict[str, int]:
        """How many of the documents have each value; values that none has are left out."""
        counted = np.bincount(self.ordinals[within[self.docs]], minlength=len(self.values))
        return {self.values[ordinal]: int(counted[ordinal]) for ordinal in np.flatnonzero(counted)}

    def having(self, values: frozenset[str], size: int) -> Mask:
        """The documents that have at least one of the values."""
        wanted = np.array([value in values for value in self.values], dtype=np.bool_)
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.docs[wanted[self.ordinals]]] = True
        return mask

    def stated(self, size: int) -> Mask:
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.docs] = True
        return mask

    @cached_property
    def by_folded(self) -> Mapping[str, tuple[str, ...]]:
        """Values by their case-folded spelling."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for value in self.values:
            found[value.casefold()].append(value)
        return {folded: tuple(values) for folded, values in found.items()}


class Snapshot:
    """All that a search reads. Several threads may share it; it never changes."""

    def __init__(self, index: Any) -> None:
        self._reading = threading.Lock()
        self._lengths: dict[str, NDArray[np.float64]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._columns: dict[str, Column] = {}
        with reading_index():
            self._reader = index.reader()
            self._leaves: list[tuple[Any, int]] = self._reader.leaf_readers()
            self.size = int(self._reader.doc_count_all())
            self.stored: dict[int, dict[str, Any]] = dict(self._reader.iter_docs())
        self.live: Mask = np.zeros(self.size, dtype=np.bool_)
        self.live[list(self.stored)] = True
        self.pks: NDArray[np.int64] = np.zeros(self.size, dtype=np.int64)
        self.dates: NDArray[np.int64] = np.zeros(self.size, dtype=np.int64)
        """Proleptic day numbers; 0 for undated."""
        self.months: NDArray[np.int64] = np.zeros(self.size, dtype=np.int64)
        """Year * 12 + month - 1; 0 for undated."""
        for doc, fields in self.stored.items():
            self.pks[doc] = int(fields[DJANGO_ID])
            if "date" in fields:
                day = date.fromisoformat(fields["date"])
                self.dates[doc] = day.toordinal()
                self.months[doc] = day.year * 12 + day.month - 1
        self.id_ranks = self.ranks("reference_id")

    @cached_property
    def count(self) -> int:
        return int(self.live.sum())

    def ranks(self, column: str) -> NDArray[np.int64]:
        """The place of each document's value in ascending order; documents without one come last."""
        values = self.column(column)
        ranks = np.full(self.size, len(values.values), dtype=np.int64)
        ranks[values.docs] = values.ordinals
        return ranks

    def fingerprints(self) -> dict[int, tuple[str, str]]:
        """Primary key -> (reference id, fingerprint) of every document."""
        return {
            int(fields[DJANGO_ID]): (fields["reference_id"], fields[FINGERPRINT]) for fields in self.stored.values()
        }

    def docs_of(self, pks: set[int]) -> Mask:
        mask: Mask = np.isin(self.pks, np.fromiter(pks, dtype=np.int64, count=len(pks))) & self.live
        return mask

    def lengths(self, field: str) -> NDArray[np.float64]:
        """How many words each document has in a field, to the precision in which Whoosh keeps it."""
        with self._reading:
            if field not in self._lengths:
                with reading_index():
                    lengths = [float(self._reader.doc_field_length(doc, field, 0) or 0) for doc in range(self.size)]
                self._lengths[field] = np.array(lengths, dtype=np.float64)
            return self._lengths[field]

    def words(self, field: str) -> tuple[str, ...]:
        """All words of a field, ascending."""
        with self._reading:
            if field not in self._words:
                with reading_index():
                    self._words[field] = tuple(sorted({bytes(term).decode() for term in self._reader.lexicon(field)}))
            return self._words[field]

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """Stem -> the words of the text that have it."""
        forms: defaultdict[str, list[str]] = defaultdict(list)
        for word in self.words("text"):
            forms[stem(word)].append(word)
        return {of: tuple(words) for of, words in forms.items()}

    def postings(self, field: str, term: str) -> tuple[Docs, NDArray[np.float64]]:
        """The live documents that have the term, and how often."""
        with self._reading:
            found = list(self._postings(field, term, lambda matcher: matcher.weight()))
        return (
            np.array([doc for doc, _ in found], dtype=np.int64),
            np.array([weight for _, weight in found], dtype=np.float64),
        )

    def positions(self, field: str, term: str) -> tuple[Docs, NDArray[np.int64]]:
        """Every occurrence of the term in live documents: its document and its place, ascending by both."""
        with self._reading:
            found = list(self._postings(field, term, lambda matcher: matcher.value_as("positions")))
        places = [place for _, of_doc in found for place in of_doc]
        docs = np.repeat(
            np.array([doc for doc, _ in found], dtype=np.int64),
            np.array([len(of_doc) for _, of_doc in found], dtype=np.int64),
        )
        return docs, np.array(places, dtype=np.int64)

    def column(self, field: str) -> Column:
        """The values of a value field."""
        with self._reading:
            if field not in self._columns:
                self._columns[field] = self._column(field)
            return self._columns[field]

    def _column(self, name: str) -> Column:
        with reading_index():
            values = sorted({bytes(term).decode() for term in self._reader.lexicon(name)})
        held = {value: [doc for doc, _ in self._postings(name, value, lambda matcher: 1)] for value in values}
        # Whoosh goes on listing what only removed documents had.
        held = {value: docs for value, docs in held.items() if docs}
        return Column(
            values=tuple(held),
            docs=np.array([doc for docs in held.values() for doc in docs], dtype=np.int64),
            ordinals=np.repeat(np.arange(len(held)), [len(docs) for docs in held.values()]).astype(np.int64),
        )

    def _postings(self, field: str, term: str, read: Any) -> Iterator[tuple[int, Any]]:
        with reading_index():
            for leaf, base in self._leaves:
                if (field, term.encode()) in leaf:
                    matcher = leaf.postings(field, term.encode())
                    while matcher.is_active():
                        yield base + matcher.id(), read(matcher)
                        matcher.next()


_opening = threading.Lock()
_open: dict[Path, tuple[Generation, Snapshot]] = {}
_ATTEMPTS = 5


def current_snapshot(store: IndexStore) -> Snapshot:
    """The newest state of the index, opened once per process and state."""
    with _opening:
        for attempt in range(_ATTEMPTS):
            generation = store.generation()
            held = _open.get(store.root)
            if held and held[0] == generation:
                return held[1]
            try:
                snapshot = Snapshot(store.open(generation.build))
            except SearchUnavailable:
                # A writer may have removed the files since the generation was read; then there is a newer one to open.
                if attempt == _ATTEMPTS - 1 or store.generation() == generation:
                    raise
                time.sleep(0.05)
            else:
                _open[store.root] = (generation, snapshot)
                return snapshot
    raise SearchUnavailable(f"The search index keeps changing while it is opened. {REBUILD}")
