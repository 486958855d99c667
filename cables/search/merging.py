"""Several segments into one, without what is deleted: arrays are cut, renumbered and joined, no text is read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cables.search.arrays import Array, ArrayWriter, run_lengths
from cables.search.schema import Layout
from cables.search.segments import (
    STEMMED,
    SegmentFile,
    WordLists,
    WordsWriter,
    write_documents,
    write_paragraphs,
    write_values,
)
from cables.search.strings import united
from cables.search.values import Progress

PLACES_AT_ONCE = 4_000_000
"""Occurrences joined at a time, unless one word alone has more: about 60 bytes of memory each."""


class _Source:
    """A segment to be merged: which of its documents stay, and their numbers in the new one."""

    def __init__(self, segment: SegmentFile, live: NDArray[np.bool_], first: int) -> None:
        self.segment = segment
        self.live = live
        self.all_live = bool(live.all())
        self.numbers = first - 1 + np.cumsum(live)
        self.size = int(live.sum())


class _Told:
    """What is told of the progress of a merge."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def more(self, words: int) -> None:
        self._done += words
        if self._progress is not None:
            self._progress(self._done, max(self._done, self._total))


def merge(
    segments: Sequence[tuple[SegmentFile, NDArray[np.bool_]]],
    layout: Layout,
    path: Path,
    progress: Progress | None = None,
) -> int:
    """Writes the live documents of the segments, in their order, as one segment; gives their number.

    `progress` is told of words. Raises DamagedFile if a segment is not what was written.
    """
    for segment, _ in segments:
        segment.verify()
    told = _Told(progress, sum(segment.words(field).occurrences for segment, _ in segments for field in layout.words))
    sources: list[_Source] = []
    size = 0
    for segment, live in segments:
        sources.append(_Source(segment, live, size))
        size += sources[-1].size
    writer = ArrayWriter(path)
    try:
        columns = (
            np.concatenate([getattr(one.segment, name)[one.live] for one in sources])
            for name in ("pks", "dates", "fingerprints")
        )
        write_documents(writer, *columns)
        _merge_paragraphs(writer, sources)
        for field in layout.values:
            _merge_values(writer, sources, field, size)
        for field in layout.words:
            _merge_words(writer, sources, field, told)
        writer.finish()
    except BaseException:
        writer.discard()
        raise
    return size


def _merge_paragraphs(writer: ArrayWriter, sources: Sequence[_Source]) -> None:
    lists = [one.segment.paragraphs for one in sources]
    names, places = united([one.kind_names.all() for one in lists])
    per_doc = [run_lengths(one.ends) for one in lists]
    kept = [np.repeat(source.live, counts) for source, counts in zip(sources, per_doc, strict=True)]
    write_paragraphs(
        writer,
        np.concatenate([counts[source.live] for source, counts in zip(sources, per_doc, strict=True)]),
        np.concatenate([one.begins[source.live] for source, one in zip(sources, lists, strict=True)]),
        np.concatenate([one.words[of_live] for one, of_live in zip(lists, kept, strict=True)]),
        np.concatenate([one.numbers[of_live] for one, of_live in zip(lists, kept, strict=True)]),
        np.concatenate([place[one.kinds[of_live]] for one, place, of_live in zip(lists, places, kept, strict=True)]),
        names,
    )


def _merge_values(writer: ArrayWriter, sources: Sequence[_Source], field: str, size: int) -> None:
    lists = [one.segment.values(field) for one in sources]
    strings, places = united([one.values.all() for one in lists])
    docs, ordinals = [], []
    for source, values, place in zip(sources, lists, places, strict=True):
        owners = np.repeat(np.arange(source.segment.size), run_lengths(values.ordinal_ends))
        kept = source.live[owners]
        docs.append(source.numbers[owners[kept]])
        ordinals.append(place[values.ordinals[kept]])
    write_values(writer, field, size, strings, np.concatenate(docs), np.concatenate(ordinals))


def _merge_words(writer: ArrayWriter, sources: Sequence[_Source], field: str, told: _Told) -> None:
    lists = [one.segment.words(field) for one in sources]
    strings, places = united([one.words.all() for one in lists])
    out = WordsWriter(
        writer,
        field,
        len(strings),
        sum(len(one.docs) for one in lists),
        sum(one.occurrences for one in lists),
        np.result_type(*(one.counts.dtype for one in lists)),
    )
    for first, last in _chunks(lists, places, len(strings)):
        pieces = [_cut(*one, first, last) for one in zip(sources, lists, places, strict=True)]
        out.append(*_joined(pieces))
        told.more(sum(len(piece[3]) for piece in pieces))
    stems, stem_of = _merged_stems(lists, places, len(strings)) if field == STEMMED else ([], np.zeros(0, np.int64))
    lengths = np.concatenate([one.lengths[source.live] for source, one in zip(sources, lists, strict=True)])
    extents = np.concatenate([one.extents[source.live] for source, one in zip(sources, lists, strict=True)])
    out.finish(strings, stem_of, stems, lengths, extents)


def _merged_stems(lists: Sequence[WordLists], places: Sequence[Array], words: int) -> tuple[list[bytes], Array]:
    stems, stem_places = united([one.stems.all() for one in lists])
    stem_of = np.zeros(words, dtype=np.int64)
    for one, of_words, of_stems in zip(lists, places, stem_places, strict=True):
        stem_of[of_words] = of_stems[one.stem_of]
    return stems, stem_of


def _chunks(lists: Sequence[WordLists], places: Sequence[Array], words: int) -> Iterator[tuple[int, int]]:
    """Runs of words, as first and beyond last, that have about as many occurrences as can be joined at a time."""
    occurrences = np.zeros(words, dtype=np.int64)
    for one, place in zip(lists, places, strict=True):
        occurrences[place] += run_lengths(one.place_ends)
    ends = np.cumsum(occurrences)
    first = 0
    while first < words:
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + PLACES_AT_ONCE, side="right")))
        yield first, last
        first = last


_Piece = tuple[Array, Array, Array, Array]


def _cut(source: _Source, lists: WordLists, place: Array, first: int, last: int) -> _Piece:
    """The live postings of a run of words: word, new document and count of each, and all their places."""
    low, high = np.searchsorted(place, (first, last))
    postings = slice(_before(lists.posting_ends, low), _before(lists.posting_ends, high))
    per_word = run_lengths(lists.posting_ends[low:high], postings.start)
    words = np.repeat(place[low:high], per_word)
    docs, counts = lists.docs[postings], lists.counts[postings].astype(np.int64)
    places = lists.places(slice(_before(lists.place_ends, low), _before(lists.place_ends, high)))
    if source.all_live:
        return words, source.numbers[docs], counts, places
    kept = source.live[docs]
    return words[kept], source.numbers[docs[kept]], counts[kept], places[np.repeat(kept, counts)]


def _joined(pieces: Sequence[_Piece]) -> _Piece:
    """The pieces in one, by word; of one word, the pieces stay in their order, which is that of the documents."""
    words, docs, counts, places = (np.concatenate(columns) for columns in zip(*pieces, strict=True))
    order = np.argsort(words, kind="stable")
    begins = (np.cumsum(counts) - counts)[order]
    words, docs, counts = words[order], docs[order], counts[order]
    shifts = begins - (np.cumsum(counts) - counts)
    return words, docs, counts, places[np.repeat(shifts, counts) + np.arange(len(places))]


def _before(ends: Array, place: int) -> int:
    return int(ends[place - 1]) if place else 0
