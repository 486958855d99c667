"""Finds the raw telegrams in files, folders, archives, tables and pages."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath
from typing import IO

from cables.ingest.containers.archives import BULK, UPLOAD, Limits, is_tar, is_zip, tar_members, zip_members
from cables.ingest.containers.decoding import MAX_TEXT_BYTES, TOO_LONG, NoText, decode
from cables.ingest.containers.json_lines import is_json_lines, read_json_lines
from cables.ingest.containers.plain import facts_of
from cables.ingest.containers.release_csv import is_release_csv, read_release_csv
from cables.ingest.containers.streams import Budget, OverBudget, Stream, given, metered, unpacked
from cables.ingest.containers.web_page import is_web_page, read_web_page
from cables.ingest.values import RawCable, Rejection
from cables.telegram import canonical_id

Found = Iterator[RawCable | Rejection]

STANDARD_INPUT = Path("-")
START_BYTES = 4_096
"""So many first bytes tell what a file is."""
DEEPEST = 2
"""Archives may hold archives, and no more."""
_PACKED_ENDINGS = {".gz", ".bz2", ".xz"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something was found, and what may still be read there."""

    origin: str
    name: str
    limits: Limits
    budget: Budget
    archives: int = 0
    """That it lies in."""
    compressed: bool = False

    def within(self, name: str) -> _Place:
        origin = f"{self.origin}: {name}"
        return replace(self, origin=origin, name=name, archives=self.archives + 1, compressed=False)

    def refused(self, reason: str, raw: bytes = b"") -> Rejection:
        return Rejection(self.origin, f"{self.origin} {reason}", raw)


@dataclass(slots=True)
class Meter:
    """How far the reading of files and folders has come, by the bytes of the files as they lie on disk."""

    bytes_in_all: int = 0
    """0 where it cannot be known."""
    bytes_read: int = 0

    @classmethod
    def of(cls, paths: Sequence[Path]) -> Meter:
        if STANDARD_INPUT in paths:
            return cls()
        files = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")))
        return cls(sum(file.stat().st_size for file in files if file.is_file()))


def read_sources(paths: Sequence[Path], meter: Meter | None = None) -> Found:
    """Every telegram of the given files and folders, in the order of their names; never raises for bad input.

    A file may be a text, a zip or tar archive, a gzip, bzip2 or xz file, cables.csv, JSON lines or a web page; archives
    may hold archives. Folders are read with all that is below them. "-" stands for the standard input. Nothing is
    unpacked under its own name, and no file is read into memory that is longer than a telegram. What holds no
    telegram comes out as a Rejection: nothing is passed over. `meter` is kept up to date. An origin begins with the
    name of the given path.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _read_file("standard input", sys.stdin.buffer, BULK)
            continue
        given = Path(os.path.abspath(path))  # noqa: PTH100 - unlike resolve(), leaves a link the name it was given by
        yield from _read_tree(given, meter or Meter())


def read_upload(name: str, file: IO[bytes]) -> Found:
    """Every telegram of one uploaded file, whatever `read_sources` reads; never raises for bad input.

    `file` stands at its start; `name` is what the browser called it and is trusted in nothing.
    """
    yield from _read_file(printable(name), file, UPLOAD)


def _read_tree(top: Path, meter: Meter) -> Found:
    waiting = [top]
    while waiting:
        path = waiting.pop()
        origin = printable(str(path.relative_to(top.parent)))
        try:
            if path != top and path.is_symlink() and path.is_dir():
                yield Rejection(origin, f"{origin} is a link to a folder, which is not followed. Give the folder.")
            elif path.is_dir():
                waiting += sorted(path.iterdir(), reverse=True)
            elif not stat.S_ISREG(path.stat().st_mode):
                yield Rejection(origin, f"{origin} is a device or pipe. Give files, folders or archives.")
            else:
                before = meter.bytes_read
                with path.open("rb") as file:
                    for found in _read_file(origin, file, BULK):
                        meter.bytes_read = before + file.tell()
                        yield found
                meter.bytes_read = before + path.stat().st_size
        except OSError as error:
            problem = error.strerror or error
            yield Rejection(origin, f"{origin} cannot be read: {problem}. Check that it is there and readable.")


def _read_file(origin: str, file: IO[bytes], limits: Limits) -> Found:
    place = _Place(origin, origin, limits, Budget(limits.unpacked_bytes))
    try:
        yield from _read(place, given(file) if file.seekable() else metered(file, place.budget))
    except OverBudget as refusal:
        yield place.refused(str(refusal))


def _read(place: _Place, stream: Stream) -> Found:
    """Everything in one open file."""
    place.budget.reading = place.origin
    try:
        start = stream.peek(START_BYTES)
        if is_zip(start) or is_tar(start):
            yield from _read_archive(place, stream, start)
        elif is_release_csv(start):
            yield from read_release_csv(place.origin, stream)
        elif is_json_lines(start):
            yield from read_json_lines(place.origin, stream)
        elif content := unpacked(stream, place.budget):
            yield from _read_compressed(place, content)
        else:
            yield _read_whole(place, stream, page=is_web_page(start))
    except OverBudget:
        raise
    except NoText as refusal:
        yield place.refused(str(refusal))


def _read_archive(place: _Place, stream: Stream, start: bytes) -> Found:
    if place.archives >= DEEPEST:
        yield place.refused("is an archive within an archive within an archive. Unpack it and give it by itself.")
        return
    members = (zip_members if is_zip(start) else tar_members)(stream, place.limits, place.budget)
    for member in members:
        inner = place.within(printable(member.name))
        if member.content is None:
            yield inner.refused(member.refusal)
        else:
            yield from _read(inner, member.content)


def _read_compressed(place: _Place, content: Stream) -> Found:
    if place.compressed:
        yield place.refused("is compressed twice. Unpack it once and give what it holds.")
        return
    name = PureWindowsPath(place.name)
    plain = name.stem if name.suffix.lower() in _PACKED_ENDINGS else place.name
    yield from _read(replace(place, name=plain, compressed=True), content)


def _read_whole(place: _Place, stream: Stream, *, page: bool) -> RawCable | Rejection:
    """One text or one web page."""
    raw = stream.read(MAX_TEXT_BYTES + 1)
    if len(raw) > MAX_TEXT_BYTES:
        raise NoText(TOO_LONG)
    try:
        return read_web_page(place.origin, raw) if page else _text(place, raw)
    except NoText as refusal:
        return place.refused(str(refusal), raw)


def _text(place: _Place, raw: bytes) -> RawCable:
    decoded = decode(raw)
    stem = PureWindowsPath(place.name).stem
    stated_id, facts = facts_of(decoded.text)
    return RawCable(
        raw=raw,
        text=decoded.text,
        encoding=decoded.encoding,
        origin=place.origin,
        found_id=stated_id or (stem if canonical_id(stem) else ""),
        facts=facts,
        encoding_guessed=decoded.guessed,
    )


def printable(name: str) -> str:
    """A file's name as a database and a terminal take it: control characters and bytes that are no UTF-8 replaced."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)
