"""One state of the index, opened for reading: a thin view of its segments, whose documents are numbered on end."""

from __future__ import annotations

import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from numpy.typing import NDArray

from cables.models import Cable
from cables.search.arrays import DamagedFile, run_lengths
from cables.search.columns import Column, Mask, OneEach
from cables.search.deadline import SECONDS
from cables.search.paragraphs import Paragraphs, Paras
from cables.search.phrases import Check, Stretch
from cables.search.segments import Docs, SegmentFile, WordLists
from cables.search.store import REBUILD, Contents, Generation, IndexStore, reading_index
from cables.search.strings import StringTable
from cables.search.values import SearchUnavailable

LENGTH_NORM = 0.75
_IDENTITY = (ID, DJANGO_CT, DJANGO_ID)
"""Fields that are not kept but follow from the primary key."""
_KEY = re.compile(r"[0-9]{1,18}")
"""Any primary key; a longer number would not fit into the arrays of keys."""
_SPARSE = 16
"""So many times fewer postings than documents are sorted instead of being counted over all documents."""
Counts = NDArray[Any]
Postings = tuple[Docs, Counts]
"""Live documents, ascending, and how often each has what was looked for."""
Look = Callable[[WordLists, Sequence[int], Check, Docs | None], Iterable[Stretch]]
"""Finds words, by their places in the lexicon, in the documents of a segment; see `phrases`."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One segment: its documents have the numbers from `first` on."""

    name: str
    file: SegmentFile
    live: Mask
    all_live: bool
    first: int

    def found(self, docs: Any, counts: Any) -> Postings:
        docs = docs.astype(np.int64)
        if not self.all_live:
            kept = self.live[docs]
            docs, counts = docs[kept], counts[kept]
        return docs + self.first if self.first else docs, counts


class Snapshot:
    """All that a search reads. Several threads may share it; it never changes."""

    def __init__(self, contents: Contents, before: Snapshot | None = None) -> None:
        """Segments that `before` has open are not opened again."""
        known = {part.name: part.file for part in before._parts} if before is not None else {}
        self._parts: list[_Part] = []
        self.size = 0
        with reading_index():
            for segment in contents.segments:
                path = contents.folder / segment.file_name()
                file = known.get(str(path)) or SegmentFile(path)
                if file.size != segment.size:
                    raise DamagedFile("an index file holds other documents than it should")
                live = segment.live()
                self._parts.append(_Part(str(path), file, live, not segment.deleted, self.size))
                self.size += segment.size
            self.live: Mask = _joined([part.live for part in self._parts], np.bool_)
            self.pks: NDArray[np.int64] = _joined([part.file.pks for part in self._parts], np.int64)
            self.dates: NDArray[np.int64] = _joined([part.file.dates for part in self._parts], np.int64)
            """Proleptic day numbers; 0 for undated."""
        self.count = int(self.live.sum())
        self._columns: dict[str, Column] = {}
        self._lengths: dict[str, NDArray[np.float32]] = {}
        self._date_ranks: dict[bool, NDArray[np.int32]] = {}
        self._norms: dict[str, NDArray[np.float32]] = {}

    @cached_property
    def months(self) -> NDArray[np.int64]:
        """Year * 12 + month - 1; 0 for undated."""
        # numpy counts days from 1970-01-01, whose proleptic number is 719163.
        months = (self.dates - 719163).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
        return np.where(self.dates > 0, months, 0)

    @cached_property
    def paragraphs(self) -> Paragraphs:
        with reading_index():
            return Paragraphs([part.file.paragraphs for part in self._parts])

    @cached_property
    def id_ranks(self) -> NDArray[np.int64]:
        """The place of each document's reference id among all, ascending."""
        with reading_index():
            return self.column("reference_id").ranks()

    def date_ranks(self, *, oldest_first: bool) -> NDArray[np.int32]:
        """The place of each document among all: newest or oldest first, undated last, ties by reference id."""
        if oldest_first not in self._date_ranks:
            dates = np.where(self.dates == 0, np.iinfo(np.int64).max, self.dates) if oldest_first else -self.dates
            ranks = np.empty(self.size, dtype=np.int32)
            ranks[np.lexsort((self.id_ranks, dates))] = np.arange(self.size, dtype=np.int32)
            self._date_ranks[oldest_first] = ranks
        return self._date_ranks[oldest_first]

    def fingerprints(self) -> dict[int, tuple[str, str]]:
        """Primary key -> (reference id, fingerprint) of every live document."""
        with reading_index():
            column = self.column("reference_id")
            ids, ranks = (*column.values, ""), column.ranks()
            prints = _joined([part.file.fingerprints for part in self._parts], "S32")
            return {
                int(self.pks[doc]): (ids[ranks[doc]], prints[doc].decode())
                for doc in np.flatnonzero(self.live).tolist()
            }

    def has_open(self, path: str) -> bool:
        return any(part.name == path for part in self._parts)

    def make_ready(self, before: Snapshot) -> None:
        """Works out ahead of the first search what another state has worked out for its own."""
        for field in before._columns:
            self.column(field).counts(np.zeros(1, dtype=np.int64)[: self.size])
        for field in before._lengths:
            self.lengths(field)
        for field in before._norms:
            self.norms(field)
        for oldest_first in before._date_ranks:
            self.date_ranks(oldest_first=oldest_first)
        for name in [name for name, value in vars(Snapshot).items() if isinstance(value, cached_property)]:
            if name in vars(before):
                getattr(self, name)

    def repeated(self) -> dict[int, str]:
        """Primary key -> reference id of cables that are in the index more than once; there should be none."""
        pks, times = np.unique(self.pks[self.live], return_counts=True)
        repeated = set(pks[times > 1].tolist())
        return {pk: ids[0] for pk, ids in self.fingerprints().items() if pk in repeated} if repeated else {}

    def verify(self) -> None:
        """Reads all files; raises SearchUnavailable if one is not what was written."""
        with reading_index():
            for part in self._parts:
                part.file.verify()

    @contextmanager
    def suspected(self) -> Iterator[None]:
        """Where work on this state goes wrong and its files are damaged, raises SearchUnavailable, which says so."""
        try:
            yield
        except (IndexError, ValueError, OverflowError):
            self.verify()
            raise

    def docs_of(self, pks: set[int]) -> Docs:
        """The live documents with these primary keys."""
        if not pks:
            return np.zeros(0, dtype=np.int64)
        wanted = np.fromiter(pks, dtype=np.int64, count=len(pks))
        return np.flatnonzero(np.isin(self.pks, wanted) & self.live)

    def lengths(self, field: str) -> NDArray[np.float32]:
        """How many words each document has in a field."""
        if field not in self._lengths:
            with reading_index():
                self._lengths[field] = _joined([part.file.words(field).lengths for part in self._parts], np.float32)
        return self._lengths[field]

    def norms(self, field: str) -> NDArray[np.float32]:
        """What one occurrence in a field of each document is worth."""
        if field not in self._norms:
            lengths = self.lengths(field)
            of_live = lengths[self.live]
            usual = float(of_live.mean(dtype=np.float64)) if len(of_live) else 0.0
            self._norms[field] = length_norms(lengths, usual or 1.0)
        return self._norms[field]

    def words_starting(self, field: str, start: str) -> list[str]:
        """The words of a field that begin with `start`, ascending; a word may be left whose documents are all gone."""
        with reading_index():
            tables = [part.file.words(field).words for part in self._parts]
            found = {word for table in tables for word in table.read(table.starting(start.encode()))}
        return [word.decode() for word in sorted(found)]

    def frequencies(self, field: str, start: str) -> dict[str, int]:
        """The words of a field that begin with `start`, and how many documents have each, removed ones included."""
        counted: Counter[bytes] = Counter()
        with reading_index():
            for part in self._parts:
                counted.update(part.file.words(field).frequencies(start.encode()))
        return {word.decode(): count for word, count in counted.items()}

    def frequent_words(self, field: str, start: str, limit: int) -> list[tuple[str, int]]:
        """The commonest words of a field that begin with `start`, and how many live documents have each."""
        counted: dict[bytes, int] = {}
        with reading_index():
            lists = [part.file.words(field) for part in self._parts]
            for one in lists:
                counted |= dict.fromkeys(one.frequent(start.encode(), 2 * limit), 0)
            for part, one in zip(self._parts, lists, strict=True):
                for word in counted:
                    place = one.words.find(word)
                    run = one.postings(place) if place >= 0 else slice(0, 0)
                    counted[word] += run.stop - run.start if part.all_live else int(part.live[one.docs[run]].sum())
        ranked = sorted(((-count, word) for word, count in counted.items() if count))[:limit]
        return [(word.decode(), -count) for count, word in ranked]

    def docs_starting(self, field: str, start: str) -> Docs:
        """The live documents in which a word of a field begins with `start`."""
        mask = np.zeros(self.size, dtype=np.bool_)
        with reading_index():
            for part in self._parts:
                mask[part.file.words(field).docs_starting(start.encode()).astype(np.int64) + part.first] = True
        return np.flatnonzero(mask & self.live)

    def lexicons(self, field: str) -> list[StringTable]:
        """The words of a field, segment by segment."""
        with reading_index():
            return [part.file.words(field).words for part in self._parts]

    def forms(self, stem: str) -> tuple[str, ...]:
        """The words of the text that have a stem, ascending."""
        with reading_index():
            found = {word for part in self._parts for word in part.file.words("text").forms(stem.encode())}
        return tuple(word.decode() for word in sorted(found))

    def postings(self, field: str, word: str) -> Postings:
        """Documents that have a word, and how often."""
        return self.having_any(field, (word,))

    def having_any(self, field: str, words: Sequence[str], check: Check = lambda: None) -> Postings:
        """Documents that have any of the words, and how often all of them together."""

        def in_lists(lists: WordLists) -> tuple[Any, Any] | None:
            check()
            places = lists.words.places([word.encode() for word in words])
            runs = [lists.postings(place) for place in places]
            if len(runs) < 2:
                return (lists.docs[runs[0]], lists.counts[runs[0]]) if runs else None
            docs = np.concatenate([lists.docs[run] for run in runs])
            counts = np.concatenate([lists.counts[run] for run in runs])
            return _summed(docs, counts, len(lists.lengths))

        return self._found(field, in_lists)

    def sought(self, field: str, words: Sequence[str], look: Look, check: Check) -> Postings:
        """Documents in which `look` finds the words, all of which they have."""

        def in_lists(lists: WordLists) -> tuple[Any, Any] | None:
            places = _places(lists, words)
            if not places:
                return None
            found = [(stretch.docs, stretch.counts()) for stretch in look(lists, places, check, None)]
            docs, counts = (_joined([one[column] for one in found], np.int64) for column in (0, 1))
            having = np.flatnonzero(counts)
            return docs[having], counts[having]

        return self._found(field, in_lists)

    def sought_in_paragraphs(self, words: Sequence[str], look: Look, check: Check, docs: Docs) -> tuple[Paras, Counts]:
        """Paragraphs of some documents in which `look` finds the words, and how often."""
        found: list[tuple[Paras, Counts]] = []
        with reading_index():
            for number, part in enumerate(self._parts):
                low, high = np.searchsorted(docs, (part.first, part.first + part.file.size))
                lists = part.file.words("text")
                places = _places(lists, words) if low < high else []
                if places:
                    stretches = look(lists, places, check, docs[low:high] - part.first)
                    found += self.paragraphs.found(number, stretches)
        paragraphs, counts = ([one[column] for one in found] for column in (0, 1))
        return _joined(paragraphs, np.int64), _joined(counts, np.int64)

    def frequency(self, field: str, word: str) -> int:
        """How many live documents have a word."""
        found = 0
        with reading_index():
            for part in self._parts:
                lists = part.file.words(field)
                place = lists.words.find(word.encode())
                if place >= 0:
                    run = lists.postings(place)
                    found += run.stop - run.start if part.all_live else int(part.live[lists.docs[run]].sum())
        return found

    def having_words(self, field: str) -> Docs:
        """The live documents with any word in a field."""
        return np.flatnonzero((self.lengths(field) > 0) & self.live)

    def having_value(self, field: str, value: str) -> Docs:
        """The live documents that have a value, as it is written."""
        if field in (ID, DJANGO_ID):
            pk = value.removeprefix(f"{Cable._meta.label_lower}.")
            return self.docs_of({int(pk)} if _KEY.fullmatch(pk) else set())
        if field == DJANGO_CT:
            return np.flatnonzero(self.live & (value == Cable._meta.label_lower))
        found = [np.zeros(0, dtype=np.int64)]
        with reading_index():
            for part in self._parts:
                lists = part.file.values(field)
                place = lists.values.find(value.encode(errors="surrogatepass"))
                if place >= 0:
                    docs = lists.docs(place)
                    found.append(part.found(docs, docs)[0])
        return np.concatenate(found)

    def having_values(self, field: str) -> Docs:
        """The live documents with any value in a field."""
        if field in _IDENTITY:
            return np.flatnonzero(self.live)
        with reading_index():
            stated = [run_lengths(part.file.values(field).ordinal_ends) > 0 for part in self._parts]
        return np.flatnonzero(_joined(stated, np.bool_) & self.live)

    def values_of(self, field: str, doc: int) -> list[str]:
        """The values of one document."""
        with reading_index():
            part = next(part for part in reversed(self._parts) if part.first <= doc)
            values = part.file.values(field).of(doc - part.first)
        return [value.decode() for value in values]

    def values_starting(self, field: str, start: str) -> list[str]:
        """The values that begin with `start`, ascending; one may be left whose documents are all gone."""
        key = start.encode(errors="surrogatepass")
        with reading_index():
            tables = [part.file.values(field).values for part in self._parts]
            found = {value for table in tables for value in table.read(table.starting(key))}
        return [value.decode() for value in sorted(found)]

    def column(self, field: str) -> Column:
        """The values of a value field."""
        if field not in self._columns:
            with reading_index():
                if field in _IDENTITY:
                    self._columns[field] = Column([self._identities(field)], self.live)
                else:
                    self._columns[field] = Column([part.file.values(field) for part in self._parts], self.live)
        return self._columns[field]

    def _identities(self, field: str) -> OneEach:
        """What Haystack identifies documents by."""
        model = Cable._meta.label_lower
        if field == DJANGO_CT:
            return OneEach(np.full(self.size, model.encode()))
        keys = self.pks.astype("S20")
        return OneEach(np.strings.add(f"{model}.".encode(), keys) if field == ID else keys)

    def _found(self, field: str, look: Callable[[WordLists], tuple[Any, Any] | None]) -> Postings:
        parts = []
        with reading_index():
            for part in self._parts:
                found = look(part.file.words(field))
                if found is not None and len(found[0]):
                    parts.append(part.found(*found))
        if len(parts) == 1:
            return parts[0]
        docs, counts = ([found[column] for found in parts] for column in (0, 1))
        return _joined(docs, np.int64), _joined(counts, np.uint32)


def length_norms(lengths: NDArray[Any], usual: float) -> NDArray[np.float32]:
    """What one occurrence is worth in texts of these lengths: less, the longer a text is than usual (b of BM25F)."""
    return (1 / (1 - LENGTH_NORM + LENGTH_NORM / usual * lengths.astype(np.float64))).astype(np.float32)


def _summed(docs: NDArray[Any], counts: NDArray[Any], size: int) -> tuple[Any, Any]:
    """Each document once, ascending, with the sum of its counts."""
    if len(docs) * _SPARSE < size:
        found, places = np.unique(docs, return_inverse=True)
        return found, np.bincount(places, weights=counts).astype(np.uint32)
    sums = np.bincount(docs, weights=counts, minlength=size)
    found = np.flatnonzero(sums)
    return found, sums[found].astype(np.uint32)


def _places(lists: WordLists, words: Sequence[str]) -> list[int]:
    """The places of the words in the lexicon; none if any is not there."""
    places = [lists.words.find(word.encode()) for word in words]
    return places if min(places) >= 0 else []


def _joined(arrays: Iterable[Any], dtype: Any) -> Any:
    return np.concatenate([np.zeros(0, dtype=dtype), *arrays]).astype(dtype, copy=False)


_opening = threading.Lock()
_beside = threading.Lock()
_open: dict[Path, tuple[Generation, Snapshot]] = {}
_going_on: WeakKeyDictionary[Snapshot, tuple[Generation, bool]] = WeakKeyDictionary()
"""For a state that is held, whether searches may go on with it while a newer one is opened."""
_unreadable: set[Generation] = set()
"""States that could not be opened beside searches; the next search tries it itself, and tells what is wrong."""
_ATTEMPTS = 5
_LARGE = 20_000
"""Documents of segments that are not open yet, from which on a new state is opened beside searches."""
_LINGER = 2 * SECONDS
"""Seconds after which no search can be under way that began on the state before."""
_TURN = 0.0002
"""Seconds a thread may keep others from the interpreter while a state is opened; Python's own 0.005 are waited each
time a search comes back from an array operation, and it has dozens of them."""


def current_snapshot(store: IndexStore) -> Snapshot:
    """The newest state of the index, opened once per process and state.

    Where much of it is new, as after a merge, searches go on with the state before for the moment that opening takes,
    unless it has a cable that was withdrawn since.
    """
    held = _open.get(store.root)
    generation = store.generation()
    if held and held[0] == generation:
        return held[1]
    if held and generation not in _unreadable and _may_go_on(store, generation, held[1]):
        _open_beside(store, generation, held[1])
        return held[1]
    return _opened(store)


def latest_snapshot(store: IndexStore) -> Snapshot:
    """The newest state of the index, however long opening it takes."""
    return _opened(store)


def _opened(store: IndexStore, before: Snapshot | None = None) -> Snapshot:
    """The newest state; what `before` had worked out is worked out for it too before anybody gets it."""
    with _opening:
        for attempt in range(_ATTEMPTS):
            generation = store.generation()
            held = _open.get(store.root)
            if held and held[0] == generation:
                return held[1]
            try:
                snapshot = Snapshot(store.contents(generation.build), held[1] if held else None)
                if before is not None:
                    snapshot.make_ready(before)
            except SearchUnavailable:
                # A writer may have removed the files since the generation was read; then there is a newer one to open.
                if attempt == _ATTEMPTS - 1 or store.generation() == generation:
                    raise
                time.sleep(0.05)
            else:
                _open[store.root] = (generation, snapshot)
                return snapshot
    raise SearchUnavailable(f"The search index keeps changing while it is opened. {REBUILD}")


def _may_go_on(store: IndexStore, generation: Generation, held: Snapshot) -> bool:
    """Whether searches may have the state that is held while a new one is opened; worked out once for each new one."""
    asked, answer = _going_on.get(held, (None, False))
    if asked != generation:
        try:
            contents = store.contents()
            answer = _much_is_new(contents, held) and _nothing_is_gone(contents, held)
        except SearchUnavailable:
            answer = False
        _going_on[held] = (generation, answer)
    return answer


def _much_is_new(contents: Contents, held: Snapshot) -> bool:
    paths = {str(contents.folder / segment.file_name()): segment.size for segment in contents.segments}
    return sum(size for path, size in paths.items() if not held.has_open(path)) > _LARGE


def _nothing_is_gone(contents: Contents, held: Snapshot) -> bool:
    with reading_index():
        pks = [SegmentFile(contents.folder / segment.file_name()).pks[segment.live()] for segment in contents.segments]
    return bool(np.isin(held.pks[held.live], _joined(pks, np.int64)).all())


def _open_beside(store: IndexStore, generation: Generation, held: Snapshot) -> None:
    """In a thread, unless there is one already; the thread outlasts the searches on the state that is held.

    Who lets go of a state last gives up its files, a tenth of a second for large ones that are removed already.
    """
    if not _beside.acquire(blocking=False):
        return

    def work() -> None:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        try:
            _opened(store, held)
        except SearchUnavailable:
            _unreadable.add(generation)
        finally:
            sys.setswitchinterval(usual)
            _beside.release()
        time.sleep(_LINGER)

    threading.Thread(target=work, daemon=True).start()
