"""Where the index lies on disk.

The folder holds one folder per build and the file `current`, which names the one that serves. A rebuild fills a new
folder and then replaces `current`, so readers see either the old build or the new one, never a half.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from cables.search.schema import FORMAT
from cables.search.values import SearchUnavailable

logger = logging.getLogger(__name__)

REBUILD = "Run: manage.py rebuildindex."
_POINTER = "current"
_BUILD = f"build-{FORMAT}-"
_INDEX_NAME = "MAIN"


class Busy(Exception):
    """Another process or thread holds the lock."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of the index: two equal generations hold the same documents."""

    build: str
    commit: int


@dataclass(frozen=True, slots=True)
class IndexStore:
    """The index of one folder. Every method that reads raises SearchUnavailable where there is nothing readable."""

    root: Path

    def exists(self) -> bool:
        """Whether there is an index at all, readable or not."""
        return self._pointer.exists()

    def generation(self) -> Generation:
        build = self._current()
        with reading_index():
            commit = TOC._latest_generation(FileStorage(str(build)), _INDEX_NAME)
        if commit < 0:
            raise SearchUnavailable(f"The search index cannot be read (no table of contents). {REBUILD}")
        return Generation(build.name, commit)

    def open(self, build: str = "") -> Any:
        """The Whoosh index of a build; of the serving one where none is named."""
        folder = self.root / build if build else self._current()
        with reading_index():
            return FileStorage(str(folder)).open_index(_INDEX_NAME)

    def create(self, schema: Any) -> str:
        """An empty build that does not serve yet; gives its name."""
        build = f"{_BUILD}{uuid4().hex[:12]}"
        try:
            (self.root / build).mkdir(parents=True)
            FileStorage(str(self.root / build)).create_index(schema, _INDEX_NAME)
        except OSError as error:
            raise _unwritable(error) from error
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
        except OSError as error:
            raise _unwritable(error) from error
        self.remove_other_builds()

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
            raise _unwritable(error) from error
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
        if not build.startswith(_BUILD):
            raise SearchUnavailable(f"The search index was built by another version of this program. {REBUILD}")
        return self.root / build


@contextmanager
def reading_index() -> Iterator[None]:
    """Damage in an index file surfaces as almost any exception; callers see the one they know, the log all of it."""
    try:
        yield
    except SearchUnavailable:
        raise
    except Exception as error:
        logger.warning("The search index cannot be read", exc_info=True)
        reason = (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
        raise SearchUnavailable(f"The search index cannot be read ({reason}). {REBUILD}") from error


def index_store(alias: str = "default") -> IndexStore:
    """The index of a Haystack connection."""
    return IndexStore(Path(settings.HAYSTACK_CONNECTIONS[alias]["PATH"]))


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


def _unwritable(error: OSError) -> SearchUnavailable:
    logger.warning("The search index cannot be written", exc_info=True)
    return SearchUnavailable(
        f"The folder of the search index cannot be written ({error.strerror}). Let this program's user write there."
    )
