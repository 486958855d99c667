"""Writes documents into an index: one writer at a time, and what is written shows only once it is committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from haystack import connections
from haystack.constants import DJANGO_ID
from haystack.exceptions import SkipDocument

from cables.models import Cable
from cables.search.schema import build_schema, document
from cables.search.store import IndexStore, reading_index

WRITE_LOCK = "write"


def index_schema(alias: str = "default") -> Any:
    _, schema = build_schema(connections[alias].get_unified_index().all_searchfields())
    return schema


def prepared(cables: Iterable[Cable], alias: str = "default") -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Primary key and document of each cable; None for a cable that must not be in the index."""
    search_index = connections[alias].get_unified_index().get_index(Cable)
    for cable in cables:
        try:
            yield cable.pk, document(search_index.full_prepare(cable))
        except SkipDocument:
            yield cable.pk, None


class IndexWriter:
    """Replaces and removes documents of one build; the caller holds the write lock if the build serves."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._open()

    def put(self, documents: Iterable[tuple[int, dict[str, Any] | None]]) -> None:
        """Adds each document in place of the one with the same primary key; None removes it."""
        for pk, fields in documents:
            self.remove([pk])
            if fields is not None:
                self._writer.add_document(**fields)
                self._added.add(pk)

    def remove(self, pks: Iterable[int]) -> None:
        for pk in pks:
            if pk in self._added:
                # Whoosh cannot delete what is not committed yet.
                self.commit()
                self._open()
            with reading_index():
                self._delete(str(pk).encode())

    def remove_all(self) -> None:
        if self._added:
            self.commit()
            self._open()
        with reading_index():
            for doc in list(self._reader.all_doc_ids()):
                self._writer.delete_document(doc)

    def commit(self, *, merge_all: bool = False) -> None:
        """With `merge_all`, all segments become one."""
        with reading_index():
            self._reader.close()
            self._writer.commit(optimize=merge_all)

    def cancel(self) -> None:
        self._reader.close()
        self._writer.cancel()

    def _open(self) -> None:
        with reading_index():
            # Whoosh's own lock would stay taken after a commit that failed; ours cannot.
            self._writer = self._index.refresh().writer(_lk=False)
            self._reader = self._writer.reader()
        self._added: set[int] = set()

    def _delete(self, pk: bytes) -> None:
        if (DJANGO_ID, pk) not in self._reader:
            return
        matcher = self._reader.postings(DJANGO_ID, pk)
        while matcher.is_active():
            self._writer.delete_document(matcher.id())
            matcher.next()


@contextmanager
def writing(index: Any) -> Iterator[IndexWriter]:
    """Commits at the end, or leaves the index as it was if anything is raised."""
    writer = IndexWriter(index)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


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
            self.writer = IndexWriter(store.open())
        except BaseException:
            self._stack.close()
            raise

    def commit(self, *, merge_all: bool = False) -> None:
        with self._stack:
            self.writer.commit(merge_all=merge_all)

    def cancel(self) -> None:
        with self._stack:
            self.writer.cancel()
