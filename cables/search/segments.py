"""One segment of the index: the flat arrays of its file, under the names by which the engine knows them.

Documents are numbered from 0 within a segment. Of a word field there are three lists, each for all words in ascending
order: the documents of each word, how often it occurs in each of them, and the places of all occurrences. Of a value
field there are the values of each document and the documents of each value. Of the paragraphs there is where each
begins in the text, and what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cables.search.arrays import Array, ArrayFile, ArrayWriter, narrowest, run_lengths
from cables.search.strings import Strings, StringTable, write_strings

STEMMED = "text"
"""The word field whose words are also listed by their stems."""
PASSAGE_GAP = 100
"""Places left free between two passages."""
FAR = 1 << 16
"""Places are kept as 16 bits; of those from here on, the higher bits stand in a list of their own."""

Docs = NDArray[np.int64]
"""Document numbers, ascending."""


class WordLists:
    """The posting lists of one word field."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self.words = StringTable(file, f"{field}/words")
        self.lengths = file.get(f"{field}/lengths")
        """Words in each document."""
        self.extents = file.get(f"{field}/extents")
        """One more than the last place in each document."""
        self.docs = file.get(f"{field}/docs")
        self.counts = file.get(f"{field}/counts")
        self.posting_ends = file.get(f"{field}/posting-ends")
        self.place_ends = file.get(f"{field}/place-ends")
        self._near = file.get(f"{field}/places")
        self._far_at = file.get(f"{field}/far-at")
        self._far = file.get(f"{field}/far")
        if field == STEMMED:
            self.stems = StringTable(file, f"{field}/stems")
            self.stem_of = file.get(f"{field}/stem-of")
            """The place of each word's stem."""
            self._forms = file.get(f"{field}/forms")
            self._form_ends = file.get(f"{field}/form-ends")

    @property
    def occurrences(self) -> int:
        """Of all words in all documents."""
        return int(self.place_ends[-1]) if len(self.place_ends) else 0

    def postings(self, word: int) -> slice:
        """Where the documents and counts of a word stand."""
        return _run(self.posting_ends, word)

    def place_run(self, word: int) -> slice:
        return _run(self.place_ends, word)

    def places(self, run: slice) -> NDArray[np.int32]:
        """The places of a run of occurrences."""
        places: NDArray[np.int32] = self._near[run].astype(np.int32)
        if len(self._far_at):
            first, last = np.searchsorted(self._far_at, (run.start, run.stop))
            places[self._far_at[first:last] - run.start] += self._far[first:last].astype(np.int32) * FAR
        return places

    def places_at(self, occurrences: NDArray[np.int64], long: NDArray[np.bool_]) -> NDArray[np.int32]:
        """The places of single occurrences; `long` says which of them are in documents that reach beyond FAR."""
        places: NDArray[np.int32] = self._near[occurrences].astype(np.int32)
        if long.any():
            rows = np.flatnonzero(long)
            at = np.minimum(np.searchsorted(self._far_at, occurrences[rows]), len(self._far_at) - 1)
            far = self._far_at[at] == occurrences[rows]
            places[rows[far]] += self._far[at[far]].astype(np.int32) * FAR
        return places

    def frequencies(self, start: bytes) -> dict[bytes, int]:
        """The words that begin with `start`, and how many documents have each, removed ones included."""
        places = self.words.starting(start)
        return dict(zip(self.words.read(places), self._counts(places).tolist(), strict=True))

    def frequent(self, start: bytes, limit: int) -> list[bytes]:
        """The words that begin with `start` and are in most documents, removed ones included; in no order."""
        places = self.words.starting(start)
        if not places:
            return []
        counts = self._counts(places)
        best = np.argpartition(-counts, min(limit, len(counts)) - 1)[:limit]
        return [self.words[places.start + int(place)] for place in best]

    def _counts(self, places: range) -> NDArray[np.int64]:
        """How many documents have each of a run of words."""
        before = self.postings(places.start).start if places else 0
        return run_lengths(self.posting_ends[places.start : places.stop], before)

    def docs_starting(self, start: bytes) -> Array:
        """The documents of all words that begin with `start`, word by word."""
        places = self.words.starting(start)
        return self.docs[self.postings(places[0]).start : self.postings(places[-1]).stop] if places else self.docs[:0]

    def forms(self, stem: bytes) -> list[bytes]:
        """The words of a stem, ascending."""
        place = self.stems.find(stem)
        return [] if place < 0 else [self.words[int(word)] for word in self._forms[_run(self._form_ends, place)]]


class ValueLists:
    """The values of one value field."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self.values = StringTable(file, f"{field}/values")
        self.ordinals = file.get(f"{field}/ordinals")
        """The values of all documents, one document behind the other, as places in `values`."""
        self.ordinal_ends = file.get(f"{field}/ordinal-ends")
        self._docs = file.get(f"{field}/docs")
        self._doc_ends = file.get(f"{field}/doc-ends")

    @cached_property
    def strings(self) -> Strings:
        """All values, laid out; kept as long as the file is open."""
        return self.values.laid_out()

    def docs(self, value: int) -> Array:
        return self._docs[_run(self._doc_ends, value)]

    def of(self, doc: int) -> list[bytes]:
        """The values of one document."""
        return [self.values[int(ordinal)] for ordinal in self.ordinals[_run(self.ordinal_ends, doc)]]


class ParagraphLists:
    """The paragraphs of all documents, one document behind the other."""

    def __init__(self, file: ArrayFile) -> None:
        self.ends = file.get("paragraphs/ends")
        """Of each document, where its paragraphs end; they begin where those of the document before it end."""
        self.begins = file.get("paragraphs/begins")
        """The place in the text at which each document's first paragraph begins, or would."""
        self.words = file.get("paragraphs/words")
        """Words in each paragraph, its heading included."""
        self.numbers = file.get("paragraphs/numbers")
        """0 for none."""
        self.kinds = file.get("paragraphs/kinds")
        """The kind of each paragraph, as a place in `kind_names`."""
        self.kind_names = StringTable(file, "paragraphs/kind-names")

    @property
    def doc_slots(self) -> NDArray[np.int64]:
        """Where each document's text begins if all texts are laid out on one line."""
        return self._on_line[0]

    @property
    def slots(self) -> Array:
        """Where on that line each paragraph begins."""
        return self._on_line[1]

    @cached_property
    def _on_line(self) -> tuple[NDArray[np.int64], Array]:
        passages = np.array([ParagraphKind.read(name).passages for name in self.kind_names.all()], dtype=np.int64)
        extents = self.words + PASSAGE_GAP * passages[self.kinds] if len(passages) else self.words
        before = np.concatenate([np.zeros(1, np.int64), np.cumsum(extents, dtype=np.int64)])
        per_doc = run_lengths(self.ends)
        totals = self.begins + np.diff(before[self.ends], prepend=0)
        doc_slots = np.cumsum(totals) - totals
        shifts = doc_slots + self.begins - before[self.ends - per_doc]
        return doc_slots, narrowest(before[:-1] + np.repeat(shifts, per_doc))


@dataclass(frozen=True, slots=True)
class ParagraphKind:
    """What many paragraphs have in common."""

    passages: int
    """Heading and text, as far as there are any."""
    marking: str
    role: str

    @classmethod
    def read(cls, name: bytes) -> ParagraphKind:
        passages, marking, role = name.decode().split("\n")
        return cls(int(passages), marking, role)

    def name(self) -> bytes:
        texts = (text.replace("\n", " ") for text in (self.marking, self.role))
        return "\n".join((str(self.passages), *texts)).encode()


class SegmentFile:
    """The file of one segment, opened; the lists of a field are opened when they are first asked for."""

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path)
        self._words: dict[str, WordLists] = {}
        self._values: dict[str, ValueLists] = {}
        self.pks = self._file.get("pks")
        self.size = len(self.pks)

    @cached_property
    def dates(self) -> Array:
        """Proleptic day numbers; 0 for undated."""
        return self._file.get("dates")

    @cached_property
    def fingerprints(self) -> Array:
        return self._file.get("fingerprints")

    def verify(self) -> None:
        """Reads the whole file; raises DamagedFile if it is not what was written."""
        self._file.verify()

    @cached_property
    def paragraphs(self) -> ParagraphLists:
        return ParagraphLists(self._file)

    def words(self, field: str) -> WordLists:
        if field not in self._words:
            self._words[field] = WordLists(self._file, field)
        return self._words[field]

    def values(self, field: str) -> ValueLists:
        if field not in self._values:
            self._values[field] = ValueLists(self._file, field)
        return self._values[field]


def write_documents(writer: ArrayWriter, pks: Array, dates: Array, fingerprints: Array) -> None:
    writer.add("pks", pks.astype("<i8"))
    writer.add("dates", dates.astype("<i4"))
    writer.add("fingerprints", fingerprints.astype("S32"))


def write_values(
    writer: ArrayWriter, field: str, size: int, strings: list[bytes], docs: Array, ordinals: Array
) -> None:
    """`docs[i]`, ascending, has value `strings[ordinals[i]]`; strings that no document has are left out."""
    used, ordinals = np.unique(ordinals, return_inverse=True)
    write_strings(writer, f"{field}/values", [strings[place] for place in used])
    writer.add(f"{field}/ordinals", narrowest(ordinals))
    writer.add(f"{field}/ordinal-ends", narrowest(np.cumsum(np.bincount(docs, minlength=size))))
    writer.add(f"{field}/docs", docs[np.argsort(ordinals, kind="stable")].astype("<u4"))
    writer.add(f"{field}/doc-ends", narrowest(np.cumsum(np.bincount(ordinals, minlength=len(used)))))


def write_paragraphs(
    writer: ArrayWriter, per_doc: Array, begins: Array, words: Array, numbers: Array, kinds: Array, names: list[bytes]
) -> None:
    """`kinds` are places in `names`; those that no paragraph has are left out."""
    used, kinds = np.unique(kinds, return_inverse=True)
    writer.add("paragraphs/ends", np.cumsum(per_doc).astype("<u4"))
    writer.add("paragraphs/begins", begins.astype("<u4"))
    writer.add("paragraphs/words", narrowest(words))
    writer.add("paragraphs/numbers", narrowest(numbers))
    writer.add("paragraphs/kinds", narrowest(kinds))
    write_strings(writer, "paragraphs/kind-names", [names[place] for place in used])


class WordsWriter:
    """Writes the posting lists of one field, a run of words at a time."""

    def __init__(
        self, writer: ArrayWriter, field: str, words: int, postings: int, places: int, count_type: np.dtype[Any]
    ) -> None:
        """At most so many words, postings and places will come; `count_type` holds every count."""
        self._writer = writer
        self._field = field
        self._docs = writer.reserve(f"{field}/docs", "<u4", postings)
        self._counts = writer.reserve(f"{field}/counts", count_type, postings)
        self._places = writer.reserve(f"{field}/places", "<u2", places)
        self._far_at: list[Array] = []
        self._far: list[Array] = []
        self._postings_of = np.zeros(words, dtype=np.int64)
        self._places_of = np.zeros(words, dtype=np.int64)

    def append(self, words: Array, docs: Array, counts: Array, places: Array) -> None:
        """One entry per posting, ascending by word and document; the places of all postings one behind the other."""
        if not len(words):
            return
        self._postings_of += np.bincount(words, minlength=len(self._postings_of))
        starts = np.flatnonzero(np.diff(words, prepend=-1))
        self._places_of[words[starts]] += np.add.reduceat(counts.astype(np.int64), starts)
        far = np.flatnonzero(places >= FAR)
        self._far_at.append(far + self._places.length)
        self._far.append(places[far] // FAR)
        self._docs.append(docs.astype("<u4"))
        self._counts.append(counts.astype(self._counts.dtype))
        self._places.append((places % FAR).astype("<u2"))

    def finish(self, strings: list[bytes], stem_of: Array, stems: list[bytes], lengths: Array, extents: Array) -> None:
        """Words without a posting are left out. `stem_of` and `stems` are empty for fields without stems."""
        add, field = self._writer.add, self._field
        used = np.flatnonzero(self._postings_of)
        write_strings(self._writer, f"{field}/words", [strings[place] for place in used])
        add(f"{field}/posting-ends", narrowest(np.cumsum(self._postings_of[used])))
        add(f"{field}/place-ends", narrowest(np.cumsum(self._places_of[used])))
        nothing = np.zeros(0, dtype=np.int64)
        add(f"{field}/far-at", np.concatenate([nothing, *self._far_at]))
        add(f"{field}/far", np.concatenate([nothing, *self._far]))
        add(f"{field}/lengths", lengths.astype("<u4"))
        add(f"{field}/extents", extents.astype("<u4"))
        if field == STEMMED:
            self._write_stems(stem_of[used], stems)

    def _write_stems(self, stem_of: Array, stems: list[bytes]) -> None:
        add, field = self._writer.add, self._field
        used, stem_of = np.unique(stem_of, return_inverse=True)
        write_strings(self._writer, f"{field}/stems", [stems[place] for place in used])
        add(f"{field}/stem-of", stem_of.astype("<u4"))
        add(f"{field}/forms", np.argsort(stem_of, kind="stable").astype("<u4"))
        add(f"{field}/form-ends", narrowest(np.cumsum(np.bincount(stem_of, minlength=len(used)))))


def _run(ends: Array, place: int) -> slice:
    return slice(int(ends[place - 1]) if place else 0, int(ends[place]))
