"""The segments as a Whoosh codec: Whoosh keeps their list, and can read them with its own readers and matchers.

The engine itself reads the arrays directly. Writing goes through `writing`, never through Whoosh's segment writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from numpy.typing import NDArray
from whoosh.codec.base import Codec, PerDocumentReader, Segment, TermsReader
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo

from cables.models import Cable
from cables.search.schema import DATE, FINGERPRINT, Layout
from cables.search.segments import SegmentFile
from cables.search.strings import StringTable

SUFFIX = ".seg"


class FlatSegment(Segment):  # type: ignore[misc]
    """One segment in Whoosh's table of contents: its name, its size, and which of its documents are deleted."""

    def __init__(self, indexname: str, layout: Layout) -> None:
        super().__init__(indexname)
        self.layout = layout
        self.size = 0
        self.deleted: set[int] = set()

    def codec(self) -> FlatCodec:
        return FlatCodec()

    def file_name(self) -> str:
        return str(self.make_filename(SUFFIX))

    def live(self) -> NDArray[np.bool_]:
        live = np.ones(self.size, dtype=np.bool_)
        live[list(self.deleted)] = False
        return live

    def doc_count_all(self) -> int:
        return self.size

    def set_doc_count(self, count: int) -> None:
        self.size = count

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> set[int]:
        return self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self.deleted.add if delete else self.deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted


class FlatCodec(Codec):  # type: ignore[misc]
    """Reads segments of flat arrays."""

    def per_document_reader(self, storage: Any, segment: FlatSegment) -> FlatDocuments:
        return FlatDocuments(_opened(storage, segment), segment)

    def terms_reader(self, storage: Any, segment: FlatSegment) -> FlatTerms:
        return FlatTerms(_opened(storage, segment), segment.layout)


class FlatDocuments(PerDocumentReader):  # type: ignore[misc]
    def __init__(self, file: SegmentFile, segment: FlatSegment) -> None:
        self._file = file
        self._segment = segment

    def doc_count(self) -> int:
        return self._segment.size - len(self._segment.deleted)

    def doc_count_all(self) -> int:
        return self._segment.size

    def has_deletions(self) -> bool:
        return bool(self._segment.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._segment.deleted

    def deleted_docs(self) -> set[int]:
        return self._segment.deleted

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._lengths(fieldname)[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        model = Cable._meta.label_lower
        pk = int(self._file.pks[docnum])
        fingerprint = self._file.fingerprints[docnum].decode()
        stored = {ID: f"{model}.{pk}", DJANGO_CT: model, DJANGO_ID: str(pk), FINGERPRINT: fingerprint}
        day = int(self._file.dates[docnum])
        return stored | ({DATE: date.fromordinal(day).isoformat()} if day else {})

    def _lengths(self, field: str) -> Any:
        return self._file.words(field).lengths if field in self._segment.layout.words else np.zeros(self._segment.size)


class FlatTerms(TermsReader):  # type: ignore[misc]
    def __init__(self, file: SegmentFile, layout: Layout) -> None:
        self._file = file
        self._layout = layout

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self.indexed_field_names() and self._table(field).find(text) >= 0

    def indexed_field_names(self) -> tuple[str, ...]:
        return self._layout.words + self._layout.values

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return ((field, text) for field in sorted(self.indexed_field_names()) for text in self._table(field).all())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        table = self._table(fieldname)
        return ((fieldname, text) for text in table.read(range(table.first_from(prefix), len(table))))

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """Raises KeyError for a term that is not there."""
        docs, counts, _ = self._lists(fieldname, text)
        shortest = longest = 1
        if fieldname in self._layout.words:
            lengths = self._file.words(fieldname).lengths[docs]
            shortest, longest = int(lengths.min()), int(lengths.max())
        return TermInfo(
            float(counts.sum()), len(docs), shortest, longest, float(counts.max()), int(docs[0]), int(docs[-1])
        )

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        docs, counts, places = self._lists(fieldname, text)
        values = None
        if fieldname in self._layout.words:
            values = [format_.encode(of_doc.tolist()) for of_doc in np.split(places, np.cumsum(counts)[:-1])]
        return ListMatcher(
            docs.tolist(),
            weights=counts.astype(float).tolist(),
            values=values,
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _table(self, field: str) -> StringTable:
        return self._file.words(field).words if field in self._layout.words else self._file.values(field).values

    def _lists(self, field: str, text: bytes) -> tuple[Any, Any, Any]:
        """Documents, counts, and the places of all occurrences."""
        place = self._table(field).find(text)
        if place < 0:
            raise KeyError((field, text))
        if field in self._layout.values:
            docs = self._file.values(field).docs(place)
            return docs, np.ones(len(docs), dtype=np.int64), np.zeros(0, dtype=np.int64)
        lists = self._file.words(field)
        run = lists.postings(place)
        return lists.docs[run], lists.counts[run].astype(np.int64), lists.places(lists.place_run(place))


def _opened(storage: Any, segment: FlatSegment) -> SegmentFile:
    return SegmentFile(Path(storage.folder) / segment.file_name())
