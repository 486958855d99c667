"""A process that dies at any write, rename or removal: the index opens, and nothing that was committed is lost."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from cables.models import Cable, IndexChange
from cables.search import IndexDrift, SearchQuery, SearchUnavailable, check, drain, rebuild, rebuilding, search
from cables.search.arrays import ArrayFile, ArrayWriter, DamagedFile
from cables.search.schema import index_schema
from cables.search.snapshot import Snapshot
from cables.search.store import IndexStore, index_store
from cables.search.tidying import all_of_them, tidy
from cables.search.writing import IndexWriter
from tests.factories import make_cable
from tests.search.archive import index, random_archive, record
from tests.search.test_segments import random_doc

POINTS = ("pwrite", "fsync", "rename", "replace", "remove", "unlink")
"""Functions of `os` by which files are changed."""
APART = int(os.environ.get("CUTS_APART", "5"))
"""Of the points at which a rebuild or a drain is cut off, each so many-th is tried; 1 tries them all, in minutes."""


@contextmanager
def disaster_at(point: int, strike: Callable[[], None]) -> Iterator[None]:
    """Calls `strike` in place of the change of a file with this number, from 0."""
    left = point
    originals = {name: getattr(os, name) for name in POINTS}

    def struck(name: str) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            nonlocal left
            left -= 1
            if left == -1:
                strike()
            return originals[name](*args, **kwargs)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in POINTS:
            patch.setattr(os, name, struck(name))
        yield


def survives(point: int, work: Callable[[], None]) -> bool:
    """Whether a process of its own gets through `work`, or is killed at the point."""
    child = os.fork()
    if child == 0:
        with disaster_at(point, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return not os.WIFSIGNALED(status)


def pks(store: IndexStore) -> set[int]:
    snapshot = Snapshot(store.contents())
    snapshot.fingerprints()
    return set(snapshot.pks[snapshot.live].tolist())


def write(store: IndexStore, put: range, gone: range, *, merge_all: bool = False) -> None:
    chance = random.Random(0)
    writer = IndexWriter(store)
    writer.remove(gone)
    writer.put((pk, random_doc(chance, pk).fields()) for pk in put)
    writer.commit()
    if merge_all:
        tidy(store, all_of_them)


@pytest.mark.once
@pytest.mark.parametrize("merge_all", [False, True], ids=["update", "update and merge"])
def test_a_writer_killed_at_any_point_leaves_the_old_state_or_the_new_one(tmp_path: Path, merge_all: bool) -> None:
    store = IndexStore(tmp_path / "index")
    store.serve(store.create(index_schema()))
    write(store, range(1, 9), range(0))
    write(store, range(5, 13), range(0))
    before, after = set(range(1, 13)), {*range(1, 3), *range(5, 17)}
    seen = set()
    point = 0
    while not survives(point, lambda: write(store, range(10, 17), range(3, 5), merge_all=merge_all)):
        state = pks(store)
        assert state in (before, after), point
        seen.add(frozenset(state))
        if state == after:
            write(store, range(3, 5), range(13, 17))
        point += 1
    assert seen == {frozenset(before), frozenset(after)}
    assert point > 10
    assert pks(store) == after
    folder = store.contents().folder
    named = {segment.file_name() for segment in store.contents().segments}
    assert {path.name for path in folder.glob("MAIN*")} == named, "what was left over is cleared away"


class PowerCut(BaseException):
    pass


def cut() -> None:
    raise PowerCut


def ids() -> set[str]:
    return {hit.cable.reference_id for hit in search(SearchQuery(page_size=200)).hits}


@pytest.mark.once
@pytest.mark.django_db
def test_a_drain_cut_off_at_any_point_is_made_good_by_the_next_one() -> None:
    index(*(make_cable(f"09BAKU{number}") for number in range(1, 4)))
    for point in range(0, 1000, APART):
        changed = make_cable(f"09BAKU{point + 10}")
        record([changed])
        try:
            with disaster_at(point, cut):
                drain()
        except PowerCut:
            assert ids() in (published := published_ids(), published - {changed.reference_id})
            drain()
            assert (ids(), check()) == (published_ids(), IndexDrift())
        else:
            break
    assert point > 5
    assert IndexChange.objects.count() == 0


@pytest.mark.once
@pytest.mark.django_db
def test_a_rebuild_cut_off_at_any_point_leaves_an_index_that_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "RANGE", 8)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0})
    index(*random_archive(3, size=10))
    for point in range(0, 1000, APART):
        for old in Cable.objects.filter(reference_id="09BAKU900"):
            record([old])
            old.delete()
        record([make_cable("09BAKU900", subject=f"change {point}")])
        try:
            with disaster_at(point, cut):
                rebuild()
        except PowerCut:
            search(SearchQuery())
            drain()
            assert (ids(), check()) == (published_ids(), IndexDrift())
        else:
            break
    assert point > 20
    drain()
    assert (ids(), check(), IndexChange.objects.count()) == (published_ids(), IndexDrift(), 0)


def published_ids() -> set[str]:
    return set(Cable.objects.published().values_list("reference_id", flat=True))


@pytest.mark.django_db
def test_a_rebuild_goes_on_where_a_killed_one_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The finished ranges are kept, and what changed since they were read is read again."""
    monkeypatch.setattr(rebuilding, "RANGE", 4)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0})
    cables = [make_cable(f"09BAKU{number}", subject="dam") for number in range(1, 11)]
    index(*cables)

    def stop_after_two_ranges(done: int, total: int) -> None:
        if done == 10:
            raise PowerCut

    with pytest.raises(PowerCut):
        rebuild(stop_after_two_ranges)
    Cable.objects.filter(pk=cables[0].pk).update(subject="bridge")
    Cable.objects.filter(pk=cables[1].pk).delete()
    index(cables[0], cables[1], make_cable("09BAKU11"))
    told: list[int] = []
    assert rebuild(lambda done, total: told.append(done)) == 10
    assert told == [10], "only the last range was built again"
    assert (ids(), check()) == (published_ids(), IndexDrift())
    assert search(SearchQuery(text="bridge")).total == 1


def fill(path: Path) -> bytes:
    writer = ArrayWriter(path)
    writer.add("numbers", np.arange(100, dtype="<u4"))
    writer.finish()
    return path.read_bytes()


def test_a_file_that_is_cut_anywhere_or_has_other_edges_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    whole = fill(path)
    assert ArrayFile(path).get("numbers").tolist() == list(range(100))
    broken = [whole[:length] for length in range(len(whole))] + [whole + b"x", b"X" + whole[1:], whole[:-1] + b"X"]
    directory = whole.index(b'{"numbers"')
    broken += [whole[:place] + b"\x00" + whole[place + 1 :] for place in range(directory, len(whole))]
    for content in broken:
        if content != whole:
            path.write_bytes(content)
            with pytest.raises((DamagedFile, OSError, ValueError)):
                ArrayFile(path)


@pytest.mark.django_db
def test_a_full_disk_is_reported_and_the_index_serves_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    index(make_cable("09BAKU1"))
    record([make_cable("09BAKU2")])

    def full(*args: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        for call in (drain, rebuild):
            with pytest.raises(SearchUnavailable, match="No space left on device"):
                call()
    assert ids() == {"09BAKU1"}
    assert not list(index_store().root.rglob("*.part"))
    assert drain() == 1
    assert ids() == {"09BAKU1", "09BAKU2"}
