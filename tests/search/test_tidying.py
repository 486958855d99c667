"""Merges beside reading and writing: nothing is lost, nothing comes back, nobody waits."""

from __future__ import annotations

import os
import random
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from cables.models import Cable, Visibility
from cables.search import (
    IndexDrift,
    SearchQuery,
    SearchUnavailable,
    arrays,
    check,
    drain,
    rebuild,
    rebuilding,
    search,
    snapshot,
    tidying,
)
from cables.search.arrays import ArrayFile, DamagedFile
from cables.search.schema import index_schema
from cables.search.segments import SegmentFile
from cables.search.snapshot import Snapshot
from cables.search.store import Busy, IndexStore, index_store
from cables.search.tidying import all_of_them, optimize, tidy, tidy_behind, withdrawn
from cables.search.writing import WRITE_LOCK, IndexWriter
from tests.factories import make_cable
from tests.search.archive import index, random_archive, record
from tests.search.documents import random_doc


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    """Five segments of four documents, 1 to 20."""
    store = IndexStore(tmp_path / "index")
    store.serve(store.create(index_schema()))
    for first in range(1, 21, 4):
        put(store, range(first, first + 4))
    return store


def put(store: IndexStore, pks: range) -> None:
    chance = random.Random(0)
    with store.lock(WRITE_LOCK, wait_seconds=0):
        writer = IndexWriter(store)
        writer.put((pk, random_doc(chance, pk).fields()) for pk in pks)
        writer.commit()


def remove(store: IndexStore, pks: range) -> None:
    with store.lock(WRITE_LOCK, wait_seconds=0):
        writer = IndexWriter(store)
        writer.remove(pks)
        writer.commit()


def live(store: IndexStore) -> list[int]:
    snapshot = Snapshot(store.contents())
    snapshot.verify()
    return sorted(snapshot.pks[snapshot.live].tolist())


def nothing(store: IndexStore) -> None:
    pass


MEANWHILE = [
    (nothing, [*range(1, 21)], 1, "nothing happens"),
    (lambda store: remove(store, range(3, 7)), [1, 2, *range(7, 21)], 1, "documents of two segments go"),
    (lambda store: remove(store, range(5, 9)), [*range(1, 5), *range(9, 21)], 1, "a whole segment goes"),
    (lambda store: remove(store, range(1, 21)), [], 0, "everything goes"),
    (lambda store: put(store, range(19, 23)), [*range(1, 23)], 2, "documents are replaced, and new ones come"),
]


@pytest.mark.parametrize(("meanwhile", "left", "segments", "why"), MEANWHILE, ids=[row[3] for row in MEANWHILE])
def test_what_is_written_during_a_merge_is_kept(
    store: IndexStore, meanwhile: Callable[[IndexStore], None], left: list[int], segments: int, why: str
) -> None:
    """The writers ask for their lock without waiting: the merge does not hold it while it works."""
    done: list[int] = []

    def while_it_merges(words: int, total: int) -> None:
        if not done:
            meanwhile(store)
        done.append(words)

    tidy(store, lambda found: [] if done else all_of_them(found), while_it_merges)
    assert live(store) == left
    assert len(store.contents().segments) == segments
    assert withdrawn(store.contents()) == []


def test_what_leaves_the_index_leaves_its_files_but_what_is_only_replaced_waits_for_a_merge(store: IndexStore) -> None:
    put(store, range(9, 11))
    tidy_behind(store)
    assert [len(one.deleted) for one in store.contents().segments] == [0, 0, 2, 0, 0, 0]
    remove(store, range(2, 3))
    remove(store, range(10, 11))
    tidy_behind(store)
    assert live(store) == [pk for pk in range(1, 21) if pk not in {2, 10}]
    assert sum(one.size for one in store.contents().segments) == 18


def test_what_leaves_a_large_segment_leaves_it_in_a_process_of_its_own(
    store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidy(store, all_of_them)
    monkeypatch.setattr(tidying, "AT_ONCE", 0)
    remove(store, range(5, 6))
    tidy_behind(store)
    until = time.monotonic() + 120
    while withdrawn(store.contents()) and time.monotonic() < until:
        time.sleep(0.1)
    assert [one.size for one in store.contents().segments] == [19]


def test_a_merge_in_a_build_that_is_replaced_meanwhile_is_given_up(store: IndexStore) -> None:
    def replaced(words: int, total: int) -> None:
        if len(store.contents().segments) == 5:
            store.serve(store.create(index_schema()))

    tidy(store, all_of_them, replaced)
    assert live(store) == []
    assert len(list(store.root.glob("build-*"))) == 1


def test_a_merge_that_is_stopped_leaves_the_index_as_it_was_and_the_next_one_clears_away(store: IndexStore) -> None:
    def stop(words: int, total: int) -> None:
        raise KeyboardInterrupt

    before = store.contents()
    with pytest.raises(KeyboardInterrupt):
        tidy(store, all_of_them, stop)
    assert store.generation().commit == before.commit
    tidy(store, all_of_them)
    assert live(store) == [*range(1, 21)]
    assert not list(store.merging(before.folder.name).iterdir())


def test_two_merges_at_once_are_refused(store: IndexStore) -> None:
    with store.lock("merge"), pytest.raises(Busy):
        tidy(store)
    with store.lock("merge"):
        tidy_behind(store)


def test_a_large_merge_is_left_to_a_process_of_its_own(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "TIER", 4)
    monkeypatch.setattr(tidying, "AT_ONCE", 0)
    monkeypatch.setattr(
        tidying,
        "_WORK",
        tidying._WORK.replace("tidy_share(", "from cables.search import tidying\ntidying.TIER = 4\ntidy_share("),
    )
    tidy_behind(store)
    until = time.monotonic() + 120
    while len(store.contents().segments) > 1 and time.monotonic() < until:
        time.sleep(0.1)
    assert (len(store.contents().segments), live(store)) == (1, [*range(1, 21)])


@pytest.mark.django_db
def test_after_a_large_merge_searches_go_on_with_the_state_before_until_the_new_one_is_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(snapshot, "_LARGE", 1)
    index(make_cable("09BAKU1"), make_cable("09BAKU2"))
    index(make_cable("09BAKU3"))
    store = index_store()
    before = snapshot.current_snapshot(store)
    optimize()
    with snapshot._opening:
        assert search(SearchQuery(text="invented")).total == 3
        assert snapshot.current_snapshot(store) is before, "while the new state is being opened"
    until = time.monotonic() + 60
    while snapshot.current_snapshot(store) is before and time.monotonic() < until:
        time.sleep(0.01)
    assert snapshot.current_snapshot(store).size == 3
    assert search(SearchQuery(text="invented")).total == 3


@pytest.mark.django_db
def test_no_search_goes_on_with_a_state_that_has_a_withdrawn_cable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody may have searched between the withdrawal and the end of the merge behind it."""
    monkeypatch.setattr(snapshot, "_LARGE", 1)
    cable = make_cable("09BAKU1", paragraphs=["dam"])
    index(cable, make_cable("09BAKU2"))
    index(make_cable("09BAKU3"))
    assert search(SearchQuery(text="dam")).total == 1
    Cable.objects.filter(pk=cable.pk).update(visibility=Visibility.WITHHELD)
    index(cable)
    optimize()
    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "_open_beside", lambda *_: None)
        assert search(SearchQuery(text="dam")).total == 0
        assert search(SearchQuery(text="invented")).total == 2


@pytest.mark.django_db
def test_the_state_before_a_large_merge_is_given_up_by_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """To give up its files takes a tenth of a second and more."""
    waiting, go_on = threading.Event(), threading.Event()

    def sleep(seconds: float) -> None:
        waiting.set()
        assert go_on.wait(60)

    monkeypatch.setattr(snapshot, "_LARGE", 1)
    monkeypatch.setattr(snapshot, "time", SimpleNamespace(sleep=sleep))
    index(make_cable("09BAKU1"), make_cable("09BAKU2"))
    index(make_cable("09BAKU3"))
    search(SearchQuery())
    before = weakref.ref(snapshot.current_snapshot(index_store()))
    optimize()
    snapshot.current_snapshot(index_store())
    assert waiting.wait(60)
    assert snapshot.current_snapshot(index_store()) is not before()
    assert before() is not None
    go_on.set()
    until = time.monotonic() + 60
    while before() is not None and time.monotonic() < until:
        time.sleep(0.01)
    assert before() is None


@pytest.mark.django_db
def test_a_large_new_state_that_cannot_be_read_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_LARGE", 1)
    index(make_cable("09BAKU1"), make_cable("09BAKU2"))
    index(make_cable("09BAKU3"))
    search(SearchQuery())
    optimize()
    [merged] = index_store().contents().folder.glob("*.seg")
    merged.write_bytes(merged.read_bytes()[:100])
    until = time.monotonic() + 60
    with pytest.raises(SearchUnavailable, match="damaged or cut off"):
        while time.monotonic() < until:
            search(SearchQuery())


@pytest.mark.django_db
def test_a_drain_shows_its_changes_though_a_segment_that_should_be_merged_is_damaged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tidying, "TIER", 2)
    monkeypatch.setattr(arrays, "_SMALL", -1)
    index(make_cable("09BAKU1", paragraphs=["dam"]))
    damage(next(index_store().contents().folder.glob("*.seg")), "text/places")
    index(make_cable("09BAKU2"))
    assert search(SearchQuery()).total == 2
    assert "were not merged: The search index cannot be read (the array text/places" in caplog.text
    with pytest.raises(SearchUnavailable, match=r"the array text/places of an index file is damaged"):
        check()
    with pytest.raises(SearchUnavailable, match=r"the array text/places of an index file is damaged"):
        optimize()
    rebuild()
    assert check() == IndexDrift()


def damage(path: Path, name: str, *, every_bit: bool = False) -> None:
    """Changes one bit in the middle of an array, or all of them."""
    dtype, offset, length, _ = ArrayFile(path)._directory[name]
    size = length * np.dtype(dtype).itemsize
    content = bytearray(path.read_bytes())
    if every_bit:
        content[offset : offset + size] = b"\xff" * size
    else:
        content[offset + size // 2] ^= 1
    path.write_bytes(content)


def test_one_changed_bit_in_any_array_is_found(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    tidy(store, all_of_them)
    path = next(store.contents().folder.glob("*.seg"))
    whole = path.read_bytes()
    names = [name for name, (_, _, length, _) in ArrayFile(path)._directory.items() if length]
    assert len(names) > 20
    for name in names:
        damage(path, name)
        with pytest.raises(DamagedFile, match=f"the array {name} "):
            ArrayFile(path).get(name)
        with monkeypatch.context() as patch, pytest.raises(DamagedFile, match=f"the array {name} "):
            patch.setattr(arrays, "_SMALL", -1)
            file = SegmentFile(path)
            file._file.get(name)
            file.verify()
        path.write_bytes(whole)
    SegmentFile(path).verify()


@pytest.mark.django_db
def test_a_document_number_that_damage_made_impossible_is_reported_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """In an array too large to be checked when it is read."""
    monkeypatch.setattr(arrays, "_SMALL", -1)
    index(make_cable("09BAKU1", paragraphs=["dam"]), make_cable("09BAKU2", paragraphs=["dam"]))
    damage(next(index_store().contents().folder.glob("*.seg")), "text/docs", every_bit=True)
    with pytest.raises(SearchUnavailable, match="the array text/docs of an index file is damaged"):
        search(SearchQuery(text="dam"))


@pytest.mark.django_db
def test_a_rebuild_that_was_stopped_while_it_merged_has_every_cable_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "RANGE", 5)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0})
    record(random_archive(3, size=14))

    def stop(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rebuilding, "tidy_build", stop)
        with pytest.raises(KeyboardInterrupt):
            rebuild()
    rebuild()
    assert search(SearchQuery()).total == Cable.objects.published().count()
    assert check() == IndexDrift()


@pytest.mark.django_db
def test_check_names_cables_that_are_in_the_index_twice() -> None:
    index(make_cable("09BAKU1"), make_cable("09BAKU2"))
    store = index_store()
    contents = store.contents()
    [segment] = contents.segments
    again = store.new_segment(contents.layout)
    again.size = segment.size
    again.deleted = {0}
    (contents.folder / again.file_name()).write_bytes((contents.folder / segment.file_name()).read_bytes())
    store.commit(contents, [segment, again])
    assert check() == IndexDrift(stale=("09BAKU2",))
    drain()
    rebuild()
    assert check() == IndexDrift()
