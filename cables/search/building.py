"""Documents into one segment: words become numbers, which are sorted once; runs of one number are its posting list."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from haystack.constants import DJANGO_ID

from cables.search.arrays import Array, ArrayWriter, narrowest_type
from cables.search.schema import FINGERPRINT, Layout
from cables.search.segments import (
    PASSAGE_GAP,
    STEMMED,
    ParagraphKind,
    WordsWriter,
    write_documents,
    write_paragraphs,
    write_values,
)
from cables.search.words import fold, raw_words, stem
from cables.search_indexes import PARAGRAPHS, PASSAGE_END


class SegmentBuilder:
    """Holds documents, as `schema.document` makes them, until they are written. About 12 bytes a word while it does."""

    def __init__(self, layout: Layout) -> None:
        self._pks = array("q")
        self._dates = array("i")
        self._fingerprints: list[str] = []
        self._words = {field: _WordField() for field in layout.words}
        self._values = {field: _ValueField() for field in layout.values}
        self._paragraphs = _Paragraphs()

    def __len__(self) -> int:
        return len(self._pks)

    @property
    def words(self) -> int:
        """Occurrences held."""
        return sum(len(field.numbers) for field in self._words.values())

    def add(self, document: Mapping[str, Any]) -> int:
        """The number of the document in the segment."""
        number = len(self._pks)
        self._pks.append(int(document[DJANGO_ID]))
        self._dates.append(date.fromisoformat(document["date"]).toordinal() if "date" in document else 0)
        self._fingerprints.append(document[FINGERPRINT])
        for name, words in self._words.items():
            lengths = words.add(number, document.get(name, ""))
            if name == STEMMED:
                self._paragraphs.add(lengths, document.get(PARAGRAPHS, ()))
        for name, values in self._values.items():
            values.add(number, document.get(name, ()))
        return number

    def write(self, path: Path) -> None:
        writer = ArrayWriter(path)
        try:
            write_documents(writer, np.array(self._pks), np.array(self._dates), np.array(self._fingerprints, "S32"))
            self._paragraphs.write(writer)
            for name, values in self._values.items():
                values.write(writer, name, len(self))
            for name, words in self._words.items():
                words.write(writer, name, len(self))
            writer.finish()
        except BaseException:
            writer.discard()
            raise


class _Numbers(dict[str, int]):
    """A word as a text has it -> its number; -1 where nothing is left of it once it is folded."""

    def __init__(self) -> None:
        super().__init__()
        self.of_folded: dict[str, int] = {}

    def __missing__(self, raw: str) -> int:
        folded = fold(raw)
        number = self.of_folded.setdefault(folded, len(self.of_folded)) if folded else -1
        self[raw] = number
        return number


class _WordField:
    def __init__(self) -> None:
        self.numbers = array("i")
        """Every word of every passage."""
        self._number_of = _Numbers()
        self._passage_lengths = array("q")
        self._passage_docs = array("q")
        self._passage_places = array("q")
        """The place of each passage's first word."""

    def add(self, doc: int, text: str) -> array[int]:
        """How many words each passage has."""
        place = 0
        before = len(self._passage_lengths)
        for passage in text.split(PASSAGE_END) if text else ():
            numbers = array("i", map(self._number_of.__getitem__, raw_words(passage)))
            if not passage.isascii():
                numbers = array("i", [number for number in numbers if number >= 0])
            self.numbers.extend(numbers)
            self._passage_lengths.append(len(numbers))
            self._passage_docs.append(doc)
            self._passage_places.append(place)
            place += len(numbers) + PASSAGE_GAP
        return self._passage_lengths[before:]

    def write(self, writer: ArrayWriter, name: str, size: int) -> None:
        strings, words = self._sorted_words()
        lengths = np.array(self._passage_lengths, dtype=np.int64)
        passage_docs = np.array(self._passage_docs, dtype=np.int64)
        docs = np.repeat(passage_docs.astype(np.int32), lengths)
        places = np.array(self._passage_places, dtype=np.int64) - (np.cumsum(lengths) - lengths)
        all_places = np.arange(len(words)) + np.repeat(places, lengths)
        extents = np.zeros(size, dtype=np.int64)
        np.maximum.at(extents, passage_docs, np.where(lengths, np.array(self._passage_places) + lengths, 0))

        order = _stable_order(words)
        words, docs, all_places = words[order], docs[order], all_places[order]
        starts = np.flatnonzero(np.diff(words, prepend=-1) | np.diff(docs, prepend=-1))
        counts = np.diff(starts, append=len(words))
        count_type = narrowest_type(int(counts.max()) if len(counts) else 0)
        lists = WordsWriter(writer, name, len(strings), len(starts), len(words), count_type)
        lists.append(words[starts].astype(np.int64), docs[starts], counts, all_places)
        stems, stem_of = _stems(strings) if name == STEMMED else ([], np.zeros(0, dtype=np.int64))
        field_lengths = np.bincount(passage_docs, weights=lengths, minlength=size)
        lists.finish(strings, stem_of, stems, field_lengths, extents)

    def _sorted_words(self) -> tuple[list[bytes], Array]:
        """The different words, ascending, and every occurrence as a place among them."""
        folded = list(self._number_of.of_folded)
        order = sorted(range(len(folded)), key=folded.__getitem__)
        places = np.empty(len(folded), dtype=np.int32)
        places[order] = np.arange(len(folded), dtype=np.int32)
        return [folded[number].encode() for number in order], places[np.array(self.numbers, dtype=np.int32)]


class _ValueField:
    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._docs = array("q")
        self._ordinals = array("q")

    def add(self, doc: int, values: str | list[str]) -> None:
        for value in dict.fromkeys((values,) if isinstance(values, str) else values):
            self._docs.append(doc)
            self._ordinals.append(self._places.setdefault(value, len(self._places)))

    def write(self, writer: ArrayWriter, name: str, size: int) -> None:
        values = sorted(self._places)
        places = np.empty(len(values), dtype=np.int64)
        places[[self._places[value] for value in values]] = np.arange(len(values))
        docs, ordinals = np.array(self._docs, dtype=np.int64), np.array(self._ordinals, dtype=np.int64)
        write_values(writer, name, size, [value.encode() for value in values], docs, places[ordinals])


class _Paragraphs:
    def __init__(self) -> None:
        self._per_doc = array("q")
        self._begins = array("q")
        self._words = array("q")
        self._numbers = array("q")
        self._kinds = array("q")
        self._places: dict[ParagraphKind, int] = {}

    def add(self, lengths: array[int], paragraphs: Sequence[tuple[int, int, str, str]]) -> None:
        """A document's paragraphs, as the index is given them; `lengths` are the words of each passage of its text."""
        passage = len(lengths) - sum(passages for passages, *_ in paragraphs)
        self._per_doc.append(len(paragraphs))
        self._begins.append(sum(lengths[:passage]) + PASSAGE_GAP * passage)
        for passages, number, marking, role in paragraphs:
            self._words.append(sum(lengths[passage : passage + passages]))
            self._numbers.append(number)
            kind = ParagraphKind(int(passages), marking, role)
            self._kinds.append(self._places.setdefault(kind, len(self._places)))
            passage += passages

    def write(self, writer: ArrayWriter) -> None:
        kinds = sorted(self._places, key=ParagraphKind.name)
        places = np.empty(len(kinds), dtype=np.int64)
        places[[self._places[kind] for kind in kinds]] = np.arange(len(kinds))
        per_doc, begins, words, numbers, of_all = map(
            np.array, (self._per_doc, self._begins, self._words, self._numbers, self._kinds)
        )
        names = [kind.name() for kind in kinds]
        write_paragraphs(writer, per_doc, begins, words, numbers, places[of_all], names)


def _stable_order(words: Array) -> Array:
    """As a stable argsort gives it, by 16 bits at a time, for which numpy sorts by counting."""
    order = np.argsort((words & 0xFFFF).astype(np.uint16), kind="stable")
    high = (words >> 16).astype(np.uint16)
    return order if not high.any() else order[np.argsort(high[order], kind="stable")]


def _stems(strings: list[bytes]) -> tuple[list[bytes], Array]:
    """The different stems, ascending, and the place of each word's stem."""
    of_words = [stem(word.decode()).encode() for word in strings]
    stems = sorted(set(of_words))
    places = {one: place for place, one in enumerate(stems)}
    return stems, np.fromiter(map(places.__getitem__, of_words), np.int64, len(of_words))
