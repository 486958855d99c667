"""Reads zip and tar archives member by member and within limits; no member is ever unpacked under its own name."""

from __future__ import annotations

import stat
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO
from zipfile import ZipFile, ZipInfo

from cables.ingest.containers.decoding import ARCHIVE_MAGIC, NoText
from cables.ingest.containers.streams import (
    BOMB_BYTES,
    BOMB_RATIO,
    CHUNK,
    DAMAGE,
    Budget,
    Stream,
    metered,
    plain,
    seekable,
)

DIRECTORY_ENTRY = b"PK\x01\x02"
"""Stands before every entry of a zip archive's table of contents."""
ENCRYPTED = 0x1
"""Bit of a zip member's flags."""
TAR_MAGIC = b"ustar"
TAR_MAGIC_AT = 257


@dataclass(frozen=True, slots=True)
class Limits:
    members: int
    unpacked_bytes: int
    """Of all members together, and of those of archives within."""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    content: Stream | None = None
    """To be read before the next member is asked for; reading raises NoText where it is damaged."""
    refusal: str = ""
    """What is wrong with it, beginning with a verb; "" where `content` can be read."""


BULK = Limits(members=1_000_000, unpacked_bytes=32_000_000_000)
UPLOAD = Limits(members=100_000, unpacked_bytes=4_000_000_000)


def is_zip(start: bytes) -> bool:
    return start.startswith(ARCHIVE_MAGIC)


def is_tar(start: bytes) -> bool:
    return start[TAR_MAGIC_AT:].startswith(TAR_MAGIC)


def zip_members(stream: Stream, limits: Limits, budget: Budget) -> Iterator[Member]:
    """Every file of a zip archive in the order of their names.

    Raises NoText where the archive as a whole cannot be read, also after some members.
    """
    file = seekable(stream)
    entries_at_most = _occurrences(file, DIRECTORY_ENTRY)
    if entries_at_most > limits.members:
        raise NoText(f"holds {entries_at_most:,} files, and {limits.members:,} is the most. Split it.")
    try:
        archive = ZipFile(file)
    except DAMAGE as error:
        raise NoText(f"is a damaged zip archive ({plain(error)}). Pack it anew.") from error
    with archive:
        # Not is_dir(): it fails on an entry without a name.
        files = (entry for entry in archive.infolist() if not entry.filename.endswith("/"))
        entries = sorted(files, key=lambda entry: entry.filename)
        _refuse_whole(entries)
        for entry in entries:
            yield _zip_member(archive, entry, budget)


def tar_members(stream: Stream, limits: Limits, budget: Budget) -> Iterator[Member]:
    """Every file of a tar archive in the order in which they stand there; raises NoText as `zip_members` does."""
    found = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for entry in archive:
                if entry.isdir():
                    continue
                found += 1
                if found > limits.members:
                    raise NoText(f"holds more than {limits.members:,} files; nothing was read beyond them. Split it.")
                yield _tar_member(archive, entry, budget)
    except NoText:
        raise
    except DAMAGE as error:
        raise NoText(f"is a damaged tar archive ({plain(error)}). Pack it anew.") from error
    if not found:
        raise NoText("is a tar archive with nothing in it. Pack the telegrams anew.")


def _occurrences(file: IO[bytes], signature: bytes) -> int:
    """Counted in the bytes themselves: what an archive says of itself may be false, and is believed only afterwards."""
    file.seek(0)
    found, tail = 0, b""
    while chunk := file.read(CHUNK):
        found += (tail + chunk).count(signature)
        tail = (tail + chunk)[1 - len(signature) :]
    return found


def _refuse_whole(entries: list[ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    if not entries:
        raise NoText("is a zip archive with nothing in it. Pack the telegrams anew.")
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise NoText("is an office document. Save the telegram in it as plain text.")


def _zip_member(archive: ZipFile, entry: ZipInfo, budget: Budget) -> Member:
    refusal = _refusal_by_name(entry.filename) or _zip_refusal(entry)
    if refusal:
        return Member(entry.filename, refusal=refusal)
    try:
        file = archive.open(entry)
    except DAMAGE as error:
        return Member(entry.filename, refusal=f"is damaged within the archive ({plain(error)}). Pack it anew.")
    return Member(entry.filename, metered(file, budget))


def _tar_member(archive: tarfile.TarFile, entry: tarfile.TarInfo, budget: Budget) -> Member:
    refusal = _refusal_by_name(entry.name)
    if entry.issym() or entry.islnk():
        refusal = refusal or "is a link. Pack the file it points to."
    file = None if refusal else archive.extractfile(entry)
    if file is None:
        return Member(entry.name, refusal=refusal or "is a device or pipe. Pack files.")
    return Member(entry.name, metered(file, budget))


def _refusal_by_name(name: str) -> str:
    """Why a member of this name is not even opened; "" where it may be."""
    if not name:
        return "has no name within the archive. Pack the telegrams anew."
    if _leads_outside(name):
        return "has a name that leads out of the archive. Pack the telegrams anew, with plain names."
    return ""


def _zip_refusal(entry: ZipInfo) -> str:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a symbolic link. Pack the file it points to."
    if entry.flag_bits & ENCRYPTED:
        return "is encrypted. Unpack it with its password and give the files."
    if entry.file_size > BOMB_BYTES and entry.file_size > BOMB_RATIO * entry.compress_size:
        return (
            f"would unpack from {entry.compress_size:,} to {entry.file_size:,} bytes, as no text does, "
            "and was not opened. If it is a telegram, give it unpacked."
        )
    return ""


def _leads_outside(name: str) -> bool:
    """Whether a name is absolute or climbs, as POSIX or Windows would read it."""
    windows = PureWindowsPath(name)
    return bool(windows.anchor) or ".." in windows.parts or PurePosixPath(name).is_absolute()
