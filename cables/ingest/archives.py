"""Reads zip archives member by member, in memory and within limits; nothing is ever unpacked to disk."""

from __future__ import annotations

import lzma
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from cables.ingest.decoding import ARCHIVE_MAGIC, MAX_TEXT_BYTES, NoText, too_long

CHUNK = 1 << 20
"""Bytes read at a time."""
DIRECTORY_ENTRY = b"PK\x01\x02"
"""Stands before every entry of an archive's table of contents."""
ENCRYPTED = 0x1
"""Bit of a member's flags."""
BOMB_BYTES = 1_000_000
"""Smaller members harm nobody, however well they are packed."""
BOMB_RATIO = 200
"""Text packs to a quarter, a table of repeated lines to a fiftieth; what packs better than this is made to harm."""

DAMAGE = (
    BadZipFile,
    EOFError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)
"""All that zipfile and the decompressors raise over damaged or unknown data."""


@dataclass(frozen=True, slots=True)
class Limits:
    members: int
    unpacked_bytes: int
    """Of all members together."""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    content: bytes = b""
    refusal: str = ""
    """What is wrong with it, beginning with a verb; "" where `content` could be read."""


BULK = Limits(members=1_000_000, unpacked_bytes=32_000_000_000)
UPLOAD = Limits(members=2_000, unpacked_bytes=200_000_000)


def members(file: IO[bytes], limits: Limits) -> Iterator[Member]:
    """Every file of the archive in the order of their names.

    Raises NoText where the archive as a whole cannot be read, also after some members.
    """
    entries_at_most = _occurrences(file, DIRECTORY_ENTRY)
    if entries_at_most > limits.members:
        raise NoText(f"holds {entries_at_most:,} files, and {limits.members:,} is the most. Split it.")
    try:
        archive = ZipFile(file)
    except DAMAGE as error:
        raise NoText(f"is a damaged zip archive ({_plain(error)}). Pack it anew.") from error
    with archive:
        # Not is_dir(): it fails on an entry without a name.
        files = (entry for entry in archive.infolist() if not entry.filename.endswith("/"))
        entries = sorted(files, key=lambda entry: entry.filename)
        _refuse_whole(entries)
        unpacked = 0
        for entry in entries:
            member = _read(archive, entry)
            unpacked += len(member.content)
            if unpacked > limits.unpacked_bytes:
                raise NoText(
                    f"unpacks to more than {limits.unpacked_bytes:,} bytes; nothing was read from {entry.filename} on. "
                    "Split it into smaller archives."
                )
            yield member


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


def _read(archive: ZipFile, entry: ZipInfo) -> Member:
    refusal = _refusal(entry)
    if refusal:
        return Member(entry.filename, refusal=refusal)
    try:
        with archive.open(entry) as file:
            content = file.read(MAX_TEXT_BYTES + 1)
    except DAMAGE as error:
        return Member(entry.filename, refusal=f"is damaged within the archive ({_plain(error)}). Pack it anew.")
    if content.startswith(ARCHIVE_MAGIC):
        return Member(entry.filename, refusal="is an archive within an archive. Unpack it and give it by itself.")
    return Member(entry.filename, content)


def _refusal(entry: ZipInfo) -> str:
    """Why the member is not even opened; "" where it may be."""
    if not entry.filename:
        return "has no name within the archive. Pack the telegrams anew."
    if _leads_outside(entry.filename):
        return "has a name that leads out of the archive. Pack the telegrams anew, with plain names."
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a symbolic link. Pack the file it points to."
    if entry.flag_bits & ENCRYPTED:
        return "is encrypted. Unpack it with its password and give the files."
    if entry.file_size > BOMB_BYTES and entry.file_size > BOMB_RATIO * entry.compress_size:
        return (
            f"would unpack from {entry.compress_size:,} to {entry.file_size:,} bytes, as no text does, "
            "and was not opened. If it is a telegram, give it unpacked."
        )
    if entry.file_size > MAX_TEXT_BYTES:
        return too_long(entry.file_size)
    return ""


def _leads_outside(name: str) -> bool:
    """Whether a name is absolute or climbs, as POSIX or Windows would read it."""
    windows = PureWindowsPath(name)
    return bool(windows.anchor) or ".." in windows.parts or PurePosixPath(name).is_absolute()


def _plain(error: BaseException) -> str:
    return str(error).rstrip(".") or type(error).__name__
