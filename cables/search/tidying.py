"""Fewer segments: merges that run beside writing and reading.

A document that left the index leaves its files too: a segment is merged as soon as it holds a deleted document that no
live one has taken the place of. What was withdrawn can then be found in no file, whoever reads it.

A merge reads segments that are shown and writes a new one where no commit looks. Only to show it in their place is the
write lock held, for a moment; what was deleted in them meanwhile is deleted in the new one first.
"""

from __future__ import annotations

import logging
import math
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.conf import settings

from cables.search.codec import FlatSegment
from cables.search.merging import merge
from cables.search.segments import SegmentFile
from cables.search.store import Busy, Contents, IndexStore, index_store, reading_index
from cables.search.values import Progress, SearchUnavailable
from cables.search.writing import WRITE_LOCK, writing_index

logger = logging.getLogger(__name__)

TIER = 8
"""So many segments of about one size become one; a segment is of the next size if it is this many times larger."""
AT_ONCE = 4_000
"""Documents that are merged before `tidy_behind` returns, in a fraction of a second."""
_LOCK = "merge"
_WORK = """
import django, os, sys
os.nice(10)
django.setup()
from cables.search.tidying import tidy_share
tidy_share(sys.argv[1])
"""

Choice = Callable[[Sequence[FlatSegment]], list[FlatSegment]]


def crowded(segments: Sequence[FlatSegment]) -> list[FlatSegment]:
    """The smallest segments that should become one: many of about one size, or one that is mostly deleted."""
    tiers: dict[int, list[FlatSegment]] = {}
    for segment in segments:
        tiers.setdefault(int(math.log(max(segment.doc_count(), 1), TIER)), []).append(segment)
    for _, tier in sorted(tiers.items()):
        if len(tier) >= TIER:
            return tier
    return next(([one] for one in segments if 2 * len(one.deleted) > one.size), [])


def all_of_them(segments: Sequence[FlatSegment]) -> list[FlatSegment]:
    """All segments, unless there is one alone and nothing in it is deleted."""
    return list(segments) if len(segments) > 1 or any(one.deleted for one in segments) else []


def withdrawn(contents: Contents) -> list[FlatSegment]:
    """Segments with deleted documents whose keys no live document has."""
    if not any(segment.deleted for segment in contents.segments):
        return []
    with reading_index():
        pks = [SegmentFile(contents.folder / segment.file_name()).pks for segment in contents.segments]
    live = np.concatenate([of[one.live()] for one, of in zip(contents.segments, pks, strict=True)])
    return [
        one
        for one, of in zip(contents.segments, pks, strict=True)
        if one.deleted and not np.isin(of[~one.live()], live).all()
    ]


def tidy(
    store: IndexStore, choose: Choice = crowded, progress: Progress | None = None, *, at_most: float = math.inf
) -> None:
    """Merges segments of the serving build until there is nothing to choose, and nothing withdrawn in them.

    May be stopped at any time. What would be a merge of more than `at_most` documents is left. Raises Busy where
    another process merges, SearchUnavailable where the index cannot be read or written.
    """
    choice = _Choice(choose, at_most)
    while True:
        with store.lock(_LOCK, wait_seconds=0):
            _merge_chosen(store, "", choice, progress)
        # Whoever found this merge under way has left theirs to it.
        if not choice.of(store.contents()):
            return


def optimize(progress: Progress | None = None, *, alias: str = "default") -> None:
    """Makes one segment of all, while the index serves and follows changes. Stopped half-way, nothing has changed.

    `progress` is told of words. Raises SearchUnavailable where another process merges, or the index cannot be read or
    written.
    """
    try:
        tidy(index_store(alias), all_of_them, progress)
    except Busy:
        raise SearchUnavailable("Another merge of the search index is under way. Wait until it has ended.") from None


def tidy_build(store: IndexStore, build: str) -> None:
    """Makes one segment of a build that does not serve yet."""
    _merge_chosen(store, build, _Choice(all_of_them), None)


def tidy_behind(store: IndexStore) -> None:
    """Merges what has become too much: little at once, more in a process of its own, which nobody waits for."""
    try:
        tidy(store, at_most=AT_ONCE)
        if _Choice(crowded).of(store.contents()):
            _start(store)
    except Busy:
        return
    except SearchUnavailable as error:
        # What was written is shown. The next one who writes tries again, and `checkindex` says what is wrong.
        logger.warning("Segments of the search index were not merged: %s", error)


def tidy_share(root: str) -> None:
    """The work of the process that `tidy_behind` starts."""
    try:
        tidy(IndexStore(Path(root)))
    except Busy:
        return
    except SearchUnavailable as error:
        logger.warning("Segments of the search index were not merged: %s", error)


@dataclass(frozen=True, slots=True)
class _Choice:
    choose: Choice
    at_most: float = math.inf
    """Documents; what is more is not chosen."""

    def of(self, contents: Contents) -> list[FlatSegment]:
        chosen = self.choose(contents.segments) or withdrawn(contents)
        return chosen if sum(segment.doc_count() for segment in chosen) <= self.at_most else []


def _merge_chosen(store: IndexStore, build: str, choice: _Choice, progress: Progress | None) -> None:
    """Without a name, the build that serves."""
    while True:
        before = store.contents(build)
        chosen = choice.of(before)
        merged = _merged(store, before, chosen, progress) if chosen else None
        if merged is None or not _show(store, build, before, chosen, merged):
            return


def _start(store: IndexStore) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _WORK, str(store.root)],
        env=environment,
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Somebody has to ask for its exit code, or it stays in the table of processes for as long as this one lives.
    threading.Thread(target=process.wait, daemon=True).start()


def _merged(
    store: IndexStore, before: Contents, chosen: Sequence[FlatSegment], progress: Progress | None
) -> FlatSegment | None:
    """The new segment, whose file nobody knows yet; None if the build was replaced meanwhile."""
    merged = store.new_segment(before.layout)
    folder = store.merging(before.folder.name)
    try:
        with writing_index():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        with reading_index():
            sources = [(SegmentFile(before.folder / one.file_name()), one.live()) for one in chosen]
        with reading_index(), writing_index():
            merged.size = merge(sources, merged.layout, folder / merged.file_name(), progress)
    except SearchUnavailable:
        if before.folder.exists():
            raise
        return None
    return merged


def _show(store: IndexStore, build: str, before: Contents, chosen: Sequence[FlatSegment], merged: FlatSegment) -> bool:
    """Puts the new segment in the place of those it was made from; False if their build was replaced meanwhile."""
    with store.lock(WRITE_LOCK):
        now = store.contents(build)
        if now.folder != before.folder:
            return False
        merged.deleted = _deleted_since(chosen, now.segments)
        names = {one.segid for one in chosen}
        place = next((at for at, one in enumerate(now.segments) if one.segid in names), 0)
        segments = [one for one in now.segments if one.segid not in names]
        if len(merged.deleted) < merged.size:
            # At the place of the first, so that the order of documents stays what it was.
            segments.insert(place, merged)
            with writing_index():
                (store.merging(before.folder.name) / merged.file_name()).rename(before.folder / merged.file_name())
        store.commit(now, segments)
        return True


def _deleted_since(chosen: Sequence[FlatSegment], now: Sequence[FlatSegment]) -> set[int]:
    """Numbers in the merged segment of documents that were deleted after it was begun."""
    current = {one.segid: one for one in now}
    deleted: set[int] = set()
    first = 0
    for before in chosen:
        kept = np.flatnonzero(before.live())
        after = current.get(before.segid)
        gone = ~after.live()[kept] if after is not None else np.ones(len(kept), dtype=np.bool_)
        deleted.update((first + np.flatnonzero(gone)).tolist())
        first += len(kept)
    return deleted
