"""Where the index lies on disk.

The folder holds one folder per build and the file `current`, which names the one that serves. A rebuild fills a new
folder and then replaces `current`, so readers see either the old build or the new one, never a half.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import shutil
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files

from cables.search.arrays import DamagedFile
from cables.search.codec import FlatSegment
from cables.search.deadline import OutOfTime
from cables.search.schema import FORMAT, Layout, index_schema
from cables.search.values import SearchUnavailable

logger = logging.getLogger(__name__)

REBUILD = "Run: manage.py rebuildindex."
_POINTER = "current"
_INDEX_NAME = "MAIN"
_PLAN = "plan"
_CHANGED = "changed"


class Busy(Exception):
    """Another process or thread holds the lock."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of the index: two equal generations hold the same documents."""

    build: str
    commit: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What one state of a build holds."""

    folder: Path
    commit: int
    layout: Layout
    segments: tuple[FlatSegment, ...]


@dataclass(frozen=True, slots=True)
class IndexStore:
    """The index of one folder. Every method that reads raises SearchUnavailable where there is nothing readable."""

    root: Path

    def exists(self) -> bool:
        """Whether there is an index at all, readable or not."""
        return self._pointer.exists()

    def fits(self) -> bool:
        """Whether the serving build is of the format and the fields that this version of the program reads."""
        return self._pointer.read_text(encoding="ascii", errors="replace").startswith(_prefix())

    def generation(self) -> Generation:
        while True:
            build = self._current()
            try:
                with reading_index():
                    commit = TOC._latest_generation(FileStorage(str(build)), _INDEX_NAME)
                if commit < 0:
                    raise SearchUnavailable(f"The search index cannot be read (no table of contents). {REBUILD}")
            except SearchUnavailable:
                # A rebuild may have taken this build's place, and its files, since its name was read.
                if self._current() == build:
                    raise
            else:
                return Generation(build.name, commit)

    def contents(self, build: str = "") -> Contents:
        """The newest state of a build; of the serving one where none is named."""
        folder = self.root / build if build else self._current()
        with reading_index():
            toc = TOC.read(FileStorage(str(folder)), _INDEX_NAME)
            return Contents(folder, toc.generation, Layout.of(toc.schema), tuple(toc.segments))

    def new_segment(self, layout: Layout, name: str = "") -> FlatSegment:
        """A segment that has no file yet, with a name of its own where none is given."""
        segment = FlatSegment(_INDEX_NAME, layout)
        if name:
            segment.segid = name
        return segment

    def commit(self, before: Contents, segments: Sequence[FlatSegment]) -> Contents:
        """Makes `segments` the state that follows `before`, at one stroke, and removes files that no longer count."""
        storage = FileStorage(str(before.folder))
        try:
            toc = TOC.read(storage, _INDEX_NAME)
            toc.segments, toc.generation = list(segments), before.commit + 1
            toc.write(storage, _INDEX_NAME)
            sync_folder(before.folder)
            clean_files(storage, _INDEX_NAME, toc.generation, toc.segments)
        except OSError as error:
            raise unwritable(error) from error
        return Contents(before.folder, toc.generation, before.layout, tuple(toc.segments))

    def merging(self, build: str) -> Path:
        """Where segments are merged until they are shown; commits leave it alone."""
        return self.root / build / "merging"

    def create(self, schema: Any) -> str:
        """An empty build that does not serve yet; gives its name."""
        build = f"{_prefix()}{uuid4().hex[:12]}"
        try:
            (self.root / build).mkdir(parents=True)
            FileStorage(str(self.root / build)).create_index(schema, _INDEX_NAME)
        except OSError as error:
            raise unwritable(error) from error
        return build

    def serve(self, build: str) -> None:
        """Lets a finished build take the place of the one that serves, at one stroke, and removes the others."""
        try:
            fresh = self.root / f"{_POINTER}.{build}"
            with fresh.open("w", encoding="ascii") as file:
                file.write(build)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._pointer)
            self.plan_file(build).unlink(missing_ok=True)
            (self.root / build / _CHANGED).unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(error) from error
        self.remove_other_builds()

    def plan_file(self, build: str) -> Path:
        """Says what a build consists of, for as long as it is not finished."""
        return self.root / build / _PLAN

    def unfinished(self) -> list[str]:
        """Builds of this format that were begun and do not serve."""
        serving = self._pointer.read_text(encoding="ascii") if self.exists() else ""
        begun = sorted(folder.parent.name for folder in self.root.glob(f"{_prefix()}*/{_PLAN}"))
        return [build for build in begun if build != serving]

    def note_changes(self, pks: Iterable[int]) -> None:
        """Tells builds under way what has changed in the serving one; the caller holds the write lock."""
        lines = "".join(f"{pk}\n" for pk in pks)
        for build in self.unfinished():
            with (self.root / build / _CHANGED).open("a", encoding="ascii") as file:
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())

    def noted_changes(self, build: str) -> list[int]:
        """Primary keys, each once; the caller holds the write lock."""
        noted = self.root / build / _CHANGED
        lines = noted.read_text(encoding="ascii").split() if noted.exists() else []
        return list(dict.fromkeys(map(int, lines)))

    def remove_other_builds(self) -> None:
        """Clears away what earlier builds left. Readers that still have them open are not disturbed."""
        serving = self._pointer.read_text(encoding="ascii") if self.exists() else ""
        for folder in self.root.glob("build-*"):
            if folder.name != serving:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def lock(self, name: str, *, wait_seconds: float | None = None) -> Iterator[None]:
        """Holds the named lock, which the system frees when its holder dies; raises Busy after `wait_seconds`."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            file = (self.root / f"{name}.lock").open("a", encoding="ascii")
        except OSError as error:
            raise unwritable(error) from error
        with file:
            _acquire(file.fileno(), wait_seconds)
            yield

    @property
    def _pointer(self) -> Path:
        return self.root / _POINTER

    def _current(self) -> Path:
        if not self._pointer.exists():
            raise SearchUnavailable(f"There is no search index yet. {REBUILD}")
        with reading_index():
            build = self._pointer.read_text(encoding="ascii")
        if not build.startswith(_prefix()):
            raise SearchUnavailable(f"The search index was built by another version of this program. {REBUILD}")
        return self.root / build


@cache
def _prefix() -> str:
    """How the names of builds begin that have the present format and fields."""
    fields = repr(Layout.of(index_schema())).encode()
    return f"build-{FORMAT}-{zlib.crc32(fields):08x}-"


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last through a power cut, like the contents of the files."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def reading_index() -> Iterator[None]:
    """Damage in an index file surfaces as almost any exception; callers see the one they know, the log all of it."""
    try:
        yield
    except (SearchUnavailable, OutOfTime):
        raise
    except Exception as error:
        logger.info("The search index cannot be read", exc_info=True)
        reason = (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
        reason = str(error) if isinstance(error, DamagedFile) else reason
        raise SearchUnavailable(f"The search index cannot be read ({reason}). {REBUILD}") from error


def index_store(alias: str = "default") -> IndexStore:
    """The index of a Haystack connection."""
    return IndexStore(Path(str(settings.HAYSTACK_CONNECTIONS[alias]["PATH"])))


def _acquire(descriptor: int, wait_seconds: float | None) -> None:
    if wait_seconds is None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return
    until = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Busy from None
            time.sleep(0.05)
        else:
            return


def unwritable(error: OSError) -> SearchUnavailable:
    logger.info("The search index cannot be written", exc_info=True)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SearchUnavailable(
            f"The search index cannot be written ({error.strerror}). "
            "Make room on the disk that holds it, and run the command once more."
        )
    return SearchUnavailable(
        f"The folder of the search index cannot be written ({error.strerror}). Let this program's user write there."
    )
