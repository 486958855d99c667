"""Bytes that are read once from front to back, within a limit that all streams of one input share."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any
from zipfile import BadZipFile

from cables.ingest.containers.decoding import NoText

CHUNK = 1 << 20
"""Bytes read at a time."""
IN_MEMORY = 16_000_000
"""Bytes of an archive within an archive that are kept in memory; what is longer is kept in a nameless file."""
BOMB_BYTES = 1_000_000
"""Smaller files harm nobody, however well they are packed."""
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
    zlib.error,
    lzma.LZMAError,
    struct.error,
    tarfile.TarError,
)
"""All that zipfile, tarfile and the decompressors raise over damaged or unknown data."""

Stream = io.BufferedReader

_COMPRESSED: tuple[tuple[bytes, Callable[[Any], Any]], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ\x00", lzma.open),
)


@dataclass(slots=True)
class Budget:
    """What one input may still unpack to."""

    bytes_in_all: int
    bytes_spent: int = 0
    reading: str = ""
    """The origin of what is read now."""

    def spend(self, size: int) -> None:
        self.bytes_spent += size
        if self.bytes_spent > self.bytes_in_all:
            raise OverBudget(
                f"unpacks to more than {self.bytes_in_all:,} bytes; nothing was read from {self.reading} on. "
                "Split it into smaller archives."
            )


class OverBudget(NoText):
    """The input as a whole unpacks to too much; the message begins with a verb."""


class _Given(io.RawIOBase):
    """An open file of any make, as the standard library's streams want it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Any) -> int:
        content = self._file.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)


class _Metered(io.RawIOBase):
    """What is unpacked from another stream: counted, and its damage told in one way."""

    def __init__(self, inner: IO[bytes], budget: Budget, packed: Stream | None) -> None:
        self._inner = inner
        self._budget = budget
        self._packed = packed
        self._produced = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._produced

    def readinto(self, buffer: Any) -> int:
        try:
            content = self._inner.read(len(buffer))
        except NoText:
            raise
        except DAMAGE as error:
            raise NoText(f"is damaged ({plain(error)}). Pack it anew.") from error
        self._budget.spend(len(content))
        self._produced += len(content)
        if self._packed and self._produced > BOMB_BYTES and self._produced > BOMB_RATIO * self._packed.tell():
            raise NoText(
                f"unpacks to more than {BOMB_RATIO} times its size, as no text does, and was not read on. "
                "If it is a telegram, give it unpacked."
            )
        buffer[: len(content)] = content
        return len(content)


def given(file: IO[bytes]) -> Stream:
    """A stream of an open file, which stands at its start."""
    return io.BufferedReader(_Given(file), CHUNK)


def metered(inner: IO[bytes], budget: Budget, packed: Stream | None = None) -> Stream:
    """A stream of what `inner` unpacks to. `packed` is where it comes from, if its size is to be compared.

    Reading raises NoText where the content is damaged or too much.
    """
    return io.BufferedReader(_Metered(inner, budget, packed), CHUNK)


def unpacked(stream: Stream, budget: Budget) -> Stream | None:
    """What a gzip, bzip2 or xz file holds; None if `stream` is no such file."""
    start = stream.peek(8)
    opener = next((opener for magic, opener in _COMPRESSED if start.startswith(magic)), None)
    return metered(opener(stream), budget, stream) if opener else None


def seekable(stream: Stream) -> IO[bytes]:
    """The same bytes where they can be read in any order: zip archives have their table of contents at the end."""
    if stream.seekable():
        return stream
    kept = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - lives as long as what is read from it
    while chunk := stream.read(CHUNK):
        kept.write(chunk)
    kept.seek(0)
    return kept


def plain(error: BaseException) -> str:
    """An error's own words, to stand within a sentence."""
    return str(error).rstrip(".") or type(error).__name__
