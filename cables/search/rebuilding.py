"""Builds an index anew beside the one that serves: by ranges of keys, in one process per core, resumable after a kill.

Each range becomes a segment of its own, which is finished at one stroke; a rebuild that was killed goes on with the
ranges that are missing. Changes that are followed meanwhile in the old index are noted beside the new one, which reads
them again at the end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from cables.models import Cable, IndexChange
from cables.search.building import SegmentBuilder
from cables.search.codec import FlatSegment
from cables.search.schema import Layout, index_schema
from cables.search.segments import SegmentFile
from cables.search.store import IndexStore, reading_index
from cables.search.tidying import tidy_build
from cables.search.values import Progress, SearchUnavailable
from cables.search.writing import WRITE_LOCK, IndexWriter, prepared, writing_index

BATCH = 500
"""Cables read from the database at a time."""
RANGE = 8_000
"""Cables of one segment while it is built."""
_WORK = """
import django, sys
django.setup()
from cables.search.rebuilding import build_share
build_share(*sys.argv[1:])
"""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a build consists of; written into its folder before any of it is built."""

    ranges: tuple[tuple[int, int], ...]
    """First and last primary key of each."""
    covered: tuple[int, ...]
    """The change records that there were before anything was read."""

    @classmethod
    def now(cls) -> _Plan:
        covered = tuple(IndexChange.objects.values_list("pk", flat=True))
        pks = list(Cable.objects.published().order_by("pk").values_list("pk", flat=True))
        starts = range(0, len(pks), RANGE)
        return cls(tuple((pks[at], pks[min(at + RANGE, len(pks)) - 1]) for at in starts), covered)


def build_anew(store: IndexStore, progress: Progress | None) -> int:
    """Builds and serves; gives the number of cables. The caller holds the rebuild lock."""
    layout = Layout.of(index_schema())
    build, plan = _resumed(store, layout) or _begun(store)
    _build_ranges(store, build, plan, layout, progress)
    writer = IndexWriter(store, build)
    # A rebuild that was killed while it merged had adopted the ranges already.
    writer.remove_all()
    writer.adopt(_segment(store, build, layout, number) for number in range(len(plan.ranges)))
    writer.commit()
    tidy_build(store, build)
    with store.lock(WRITE_LOCK):
        changed = store.noted_changes(build)
        if changed:
            late = IndexWriter(store, build)
            put_or_remove(late, changed)
            late.commit()
        store.serve(build)
        forget(plan.covered)
    return sum(segment.doc_count() for segment in store.contents(build).segments)


def build_share(root: str, build: str, *numbers: str) -> None:
    """The work of one process: the ranges with these numbers. Prints the cables of each batch, or what is wrong."""
    store = IndexStore(Path(root))
    try:
        plan = _read_plan(store, build)
        for number in map(int, numbers):
            _build_range(store, build, plan, number, _say)
    except SearchUnavailable as error:
        _say(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(1)


def _say(what: object) -> None:
    """One call of the system for each line, so that lines of several processes cannot run into one another."""
    os.write(1, f"{what}\n".encode())


def put_or_remove(writer: IndexWriter, pks: Sequence[int]) -> None:
    """Writes cables as the database has them now; those that are not published are removed."""
    for start in range(0, len(pks), BATCH):
        some = pks[start : start + BATCH]
        published = list(Cable.objects.published().for_index().filter(pk__in=some))
        writer.remove(set(some) - {cable.pk for cable in published})
        writer.put(prepared(published))


def forget(changes: Sequence[int]) -> None:
    """Deletes change records, by their keys."""
    for start in range(0, len(changes), BATCH):
        IndexChange.objects.filter(pk__in=changes[start : start + BATCH]).delete()


def batches(first: int = 0, last: int | None = None) -> Iterator[list[Cable]]:
    """Published cables with what the index holds, in the order of their keys, from one key to another."""
    cables = Cable.objects.published().for_index().order_by("pk")
    if last is not None:
        cables = cables.filter(pk__lte=last)
    while batch := list(cables.filter(pk__gte=first)[:BATCH]):
        yield batch
        first = batch[-1].pk + 1


def _begun(store: IndexStore) -> tuple[str, _Plan]:
    store.remove_other_builds()
    plan = _Plan.now()
    build = store.create(index_schema())
    with writing_index():
        store.plan_file(build).write_text(json.dumps([plan.ranges, plan.covered]), encoding="ascii")
    return build, plan


def _resumed(store: IndexStore, layout: Layout) -> tuple[str, _Plan] | None:
    """A build that was stopped half-way, if it is of the present layout."""
    for build in store.unfinished():
        try:
            if store.contents(build).layout == layout:
                return build, _read_plan(store, build)
        except (SearchUnavailable, ValueError):
            continue
    return None


def _read_plan(store: IndexStore, build: str) -> _Plan:
    ranges, covered = json.loads(store.plan_file(build).read_text(encoding="ascii"))
    return _Plan(tuple((first, last) for first, last in ranges), tuple(covered))


def _build_ranges(store: IndexStore, build: str, plan: _Plan, layout: Layout, progress: Progress | None) -> None:
    """Builds the ranges that are missing, in this process if they are few."""
    total = Cable.objects.published().count()
    missing = [number for number in range(len(plan.ranges)) if not _file(store, build, layout, number).exists()]
    done = sum(_size(store, build, layout, number) for number in set(range(len(plan.ranges))) - set(missing))

    def tell(cables: int) -> None:
        nonlocal done
        done += cables
        if progress is not None:
            progress(done, max(done, total))

    processes = min(len(os.sched_getaffinity(0)), len(missing))
    if processes > 1:
        _run_processes(store, build, [missing[first::processes] for first in range(processes)], tell)
    else:
        for number in missing:
            _build_range(store, build, plan, number, tell)


def _run_processes(store: IndexStore, build: str, shares: Sequence[Sequence[int]], tell: Callable[[int], None]) -> None:
    """One process for each share. All write their counts, each a short line, into one pipe."""
    reading, writing = os.pipe()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    command = [sys.executable, "-c", _WORK, str(store.root), build]
    with os.fdopen(reading) as counts:
        running = [
            subprocess.Popen([*command, *map(str, share)], stdout=writing, env=environment, cwd=settings.BASE_DIR)  # noqa: S603
            for share in shares
        ]
        os.close(writing)
        said = ""
        try:
            for line in counts:
                if line.strip().isdecimal():
                    tell(int(line))
                else:
                    said = line.strip()
        finally:
            for process in running:
                process.wait()
    if any(process.returncode for process in running):
        raise SearchUnavailable(said or _ended(next(one.returncode for one in running if one.returncode)))


def _ended(code: int) -> str:
    cause = f"signal {-code}, perhaps for want of memory" if code < 0 else "what it said is above"
    return f"A process that builds the search index failed ({cause}). To go on, run: manage.py rebuildindex."


def _build_range(store: IndexStore, build: str, plan: _Plan, number: int, tell: Callable[[int], object]) -> None:
    layout = store.contents(build).layout
    builder = SegmentBuilder(layout)
    for batch in batches(*plan.ranges[number]):
        for _, fields in prepared(batch):
            if fields is not None:
                builder.add(fields)
        tell(len(batch))
    with writing_index():
        builder.write(_file(store, build, layout, number))


def _segment(store: IndexStore, build: str, layout: Layout, number: int) -> FlatSegment:
    segment = store.new_segment(layout, f"range{number}")
    segment.size = _size(store, build, layout, number)
    return segment


def _file(store: IndexStore, build: str, layout: Layout, number: int) -> Path:
    return store.root / build / store.new_segment(layout, f"range{number}").file_name()


def _size(store: IndexStore, build: str, layout: Layout, number: int) -> int:
    with reading_index():
        return SegmentFile(_file(store, build, layout, number)).size
