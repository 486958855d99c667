"""Finds the raw telegrams in files, folders and zip archives."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PureWindowsPath
from typing import IO

from cables.ingest.archives import BULK, UPLOAD, Limits, members
from cables.ingest.decoding import ARCHIVE_MAGIC, MAGIC_BYTES, MAX_TEXT_BYTES, NoText, decode, too_long
from cables.ingest.values import RawCable, Rejection
from cables.telegram import canonical_id

Found = Iterator[RawCable | Rejection]


def read_sources(paths: Sequence[Path]) -> Found:
    """Every text of the given files, folders and zip archives, in the order of their names; never raises for bad input.

    Folders are read with all that is below them. Zip archives are read member by member and never unpacked to disk.
    What holds no telegram comes out as a Rejection: nothing is passed over. An origin begins with the name of the path
    that was given.
    """
    for path in paths:
        given = Path(os.path.abspath(path))  # noqa: PTH100 - unlike resolve(), leaves a link the name it was given by
        yield from _read_tree(given)


def read_upload(name: str, file: IO[bytes]) -> Found:
    """Every text of one uploaded file: itself, or the members of a zip archive; never raises for bad input.

    `file` is seekable and stands at its start; `name` is what the browser called it and is trusted in nothing.
    """
    yield from _read_file(printable(name), file, UPLOAD)


def _read_tree(top: Path) -> Found:
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
                yield Rejection(origin, f"{origin} is a device or pipe. Give files, folders or zip archives.")
            else:
                with path.open("rb") as file:
                    yield from _read_file(origin, file, BULK)
        except OSError as error:
            problem = error.strerror or error
            yield Rejection(origin, f"{origin} cannot be read: {problem}. Check that it is there and readable.")


def _read_file(origin: str, file: IO[bytes], limits: Limits) -> Found:
    """One open file: a text, or an archive of texts."""
    start = file.read(MAGIC_BYTES)
    if start.startswith(ARCHIVE_MAGIC):
        yield from _read_archive(origin, file, limits)
        return
    raw = start + file.read(MAX_TEXT_BYTES + 1 - len(start))
    if len(raw) > MAX_TEXT_BYTES:
        yield Rejection(origin, f"{origin} {too_long(file.seek(0, os.SEEK_END))}")
    else:
        yield _read_text(origin, raw, name=origin)


def _read_archive(origin: str, file: IO[bytes], limits: Limits) -> Found:
    try:
        for member in members(file, limits):
            name = printable(member.name)
            if member.refusal:
                yield Rejection(f"{origin}: {name}", f"{origin}: {name} {member.refusal}")
            else:
                yield _read_text(f"{origin}: {name}", member.content, name=name)
    except NoText as refusal:
        yield Rejection(origin, f"{origin} {refusal}")


def _read_text(origin: str, raw: bytes, *, name: str) -> RawCable | Rejection:
    try:
        decoded = decode(raw)
    except NoText as refusal:
        return Rejection(origin, f"{origin} {refusal}")
    stem = PureWindowsPath(name).stem
    found_id = stem if canonical_id(stem) else ""
    return RawCable(raw=raw, text=decoded.text, encoding=decoded.encoding, origin=origin, found_id=found_id)


def printable(name: str) -> str:
    """A file's name as a database and a terminal take it: control characters and bytes that are no UTF-8 replaced."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)
