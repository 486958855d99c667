"""Writes documents into an index: one writer at a time, and what is written shows only once it is committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np
from haystack import connections
from haystack.exceptions import SkipDocument

from cables.models import Cable
from cables.search.arrays import DamagedFile
from cables.search.building import SegmentBuilder
from cables.search.codec import FlatSegment
from cables.search.schema import document, index_schema
from cables.search.segments import SegmentFile
from cables.search.store import IndexStore, reading_index, unwritable

WRITE_LOCK = "write"
WORDS_AT_ONCE = 12_000_000
"""Occurrences of words that are held in memory before they become a segment."""


def prepared(cables: Iterable[Cable], alias: str = "default") -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Primary key and document of each cable; None for a cable that must not be in the index."""
    search_index = connections[alias].get_unified_index().get_index(Cable)
    for cable in cables:
        try:
            yield cable.pk, document(search_index.full_prepare(cable))
        except SkipDocument:
            yield cable.pk, None


class IndexWriter:
    """Replaces and removes documents of one build; the caller holds the write lock if the build serves.

    What is put or removed becomes new segments and deletions in the old ones; nothing of it shows before `commit`.
    """

    def __init__(self, store: IndexStore, build: str = "") -> None:
        self._store = store
        self._before = store.contents(build)
        self._segments = list(self._before.segments)
        with reading_index():
            self._pks = [self._read_pks(segment) for segment in self._segments]
        self._builder = SegmentBuilder(self._before.layout)
        self._touched: set[int] = set()
        self._waiting: dict[int, int] = {}
        """Primary key -> number in the builder, of documents that are not replaced or removed again."""

    def put(self, documents: Iterable[tuple[int, dict[str, Any] | None]]) -> None:
        """Adds each document in place of the one with the same primary key; None removes it."""
        batch = list(documents)
        self.remove(pk for pk, _ in batch)
        for pk, fields in batch:
            if fields is not None:
                self._waiting[pk] = self._builder.add(fields)
                if self._builder.words >= WORDS_AT_ONCE:
                    self._flush()

    def remove(self, pks: Iterable[int]) -> None:
        gone = set(pks)
        self._touched |= gone
        for pk in gone:
            self._waiting.pop(pk, None)
        wanted = np.fromiter(gone, dtype=np.int64, count=len(gone))
        for segment, of_segment in zip(self._segments, self._pks, strict=True):
            segment.deleted.update(np.flatnonzero(np.isin(of_segment, wanted)).tolist())

    def remove_all(self) -> None:
        self._builder, self._waiting = SegmentBuilder(self._before.layout), {}
        self._segments, self._pks = [], []

    def adopt(self, segments: Iterable[FlatSegment]) -> None:
        """Adds segments whose files are already in the folder, and whose documents are not in the index."""
        self._segments += segments

    def commit(self) -> None:
        """Shows what was written."""
        self._flush()
        with writing_index():
            self._store.note_changes(self._touched)
        self._segments = [one for one in self._segments if len(one.deleted) < one.size]
        self._before = self._store.commit(self._before, self._segments)

    def _flush(self) -> None:
        if self._waiting:
            segment = self._store.new_segment(self._before.layout)
            with writing_index():
                self._builder.write(self._before.folder / segment.file_name())
            segment.size = len(self._builder)
            segment.deleted = set(range(segment.size)) - set(self._waiting.values())
            self._segments.append(segment)
            self._pks.append(self._read_pks(segment))
        self._builder, self._waiting = SegmentBuilder(self._before.layout), {}

    def _read_pks(self, segment: FlatSegment) -> Any:
        pks = SegmentFile(self._before.folder / segment.file_name()).pks
        if len(pks) != segment.size:
            raise DamagedFile("an index file holds other documents than it should")
        return pks


@contextmanager
def writing(store: IndexStore, build: str = "") -> Iterator[IndexWriter]:
    """Commits at the end, or leaves the index as it was if anything is raised."""
    writer = IndexWriter(store, build)
    yield writer
    writer.commit()


@contextmanager
def writing_index() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(error) from error


class HeldWriter:
    """A writer of the serving build that stays open, with the lock, until it is committed or cancelled.

    Makes an empty index where there is none at all.
    """

    def __init__(self, store: IndexStore, alias: str) -> None:
        self._stack = ExitStack()
        self._stack.enter_context(store.lock(WRITE_LOCK))
        try:
            if not store.exists():
                store.serve(store.create(index_schema(alias)))
            self.writer = IndexWriter(store)
        except BaseException:
            self._stack.close()
            raise

    def commit(self) -> None:
        with self._stack:
            self.writer.commit()

    def cancel(self) -> None:
        self._stack.close()
