"""Flat arrays in one file: written once from front to back, then read in place through the memory map.

The file begins with MAGIC and ends with a directory of its arrays and a trailer that says where the directory lies. A
file that was cut off or written over is noticed when it is opened. Each array has a checksum in the directory: a small
array is compared with it when it is first read, a large one by `verify` alone, since reading all of it takes longer
than most searches.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

MAGIC = b"REFTEL02"
_ALIGNMENT = 64
_SMALL = 1 << 22
"""Bytes of an array that is checked when it is first read, which takes about a millisecond at most."""
_AT_ONCE = 1 << 24
"""Bytes that `verify` reads at a time."""
_TRAILER = struct.Struct("<QQI8s")
"""Offset, length and CRC-32 of the directory, and MAGIC once more."""

Array = NDArray[Any]


class DamagedFile(Exception):
    """The file is not one of ours, or not whole."""


class Section:
    """The place of one array while it is written piece by piece."""

    def __init__(self, descriptor: int, offset: int, dtype: np.dtype[Any], capacity: int) -> None:
        self._descriptor = descriptor
        self._capacity = capacity
        self.offset = offset
        self.dtype = dtype
        self.length = 0
        self.checksum = 0

    def append(self, values: Array) -> None:
        """Raises ValueError for values of another type, or more of them than there is room for."""
        if values.dtype != self.dtype or self.length + len(values) > self._capacity:
            raise ValueError(f"{len(values)} values of {values.dtype} do not fit here.")
        if not len(values):
            return
        data = np.ascontiguousarray(values).data.cast("B")
        self.checksum = zlib.crc32(data, self.checksum)
        place = self.offset + self.length * self.dtype.itemsize
        while data:
            written = os.pwrite(self._descriptor, data, place)
            data, place = data[written:], place + written
        self.length += len(values)


class ArrayWriter:
    """Writes a file under a passing name; `finish` makes it durable and gives it its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Another process may be writing the same file anew after this one was given up for dead.
        self._passing = path.with_name(f"{path.name}.{os.getpid()}.part")
        self._file = self._passing.open("wb")
        self._end = self._file.write(MAGIC)
        self._sections: dict[str, Section] = {}
        self._file.flush()

    def reserve(self, name: str, dtype: DTypeLike, capacity: int) -> Section:
        """Room for at most `capacity` values; what is not used of it takes no space on disk."""
        kind = np.dtype(dtype)
        offset = -(-self._end // _ALIGNMENT) * _ALIGNMENT
        section = Section(self._file.fileno(), offset, kind, capacity)
        self._end = offset + capacity * kind.itemsize
        self._sections[name] = section
        return section

    def add(self, name: str, values: Array) -> None:
        self.reserve(name, values.dtype, len(values)).append(values)

    def finish(self) -> None:
        directory = json.dumps(
            {name: [one.dtype.str, one.offset, one.length, one.checksum] for name, one in self._sections.items()}
        ).encode()
        self._file.seek(self._end)
        self._file.write(directory)
        self._file.write(_TRAILER.pack(self._end, len(directory), zlib.crc32(directory), MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._passing.rename(self._path)

    def discard(self) -> None:
        self._file.close()
        self._passing.unlink(missing_ok=True)


class ArrayFile:
    """Arrays by name, each a view of the memory map. Nothing is copied, and the map lives as long as any of them."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where there is no file, DamagedFile where it is not whole."""
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MAGIC) + _TRAILER.size:
                raise DamagedFile("an index file is too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        offset, length, checksum, magic = _TRAILER.unpack_from(self._map, size - _TRAILER.size)
        if self._map[: len(MAGIC)] != MAGIC or magic != MAGIC or offset + length + _TRAILER.size != size:
            raise DamagedFile("an index file is damaged or cut off")
        directory = self._map[offset : offset + length]
        if zlib.crc32(directory) != checksum:
            raise DamagedFile("the directory of an index file is damaged")
        self._directory: dict[str, tuple[str, int, int, int]] = json.loads(directory)
        self._checked: set[str] = set()

    def get(self, name: str) -> Array:
        """Raises DamagedFile if the array is small and not what was written."""
        dtype, offset, length, checksum = self._directory[name]
        array = np.frombuffer(self._map, dtype=dtype, count=length, offset=offset)
        if name not in self._checked and array.nbytes <= _SMALL:
            self._check(name, array, checksum)
        return array

    def verify(self) -> None:
        """Reads every array; raises DamagedFile if one is not what was written."""
        for name, (dtype, offset, length, checksum) in self._directory.items():
            self._check(name, np.frombuffer(self._map, dtype=dtype, count=length, offset=offset), checksum)

    def _check(self, name: str, array: Array, checksum: int) -> None:
        data = array.data.cast("B") if len(array) else memoryview(b"")
        found = 0
        for start in range(0, len(data), _AT_ONCE):
            found = zlib.crc32(data[start : start + _AT_ONCE], found)
        if found != checksum:
            raise DamagedFile(f"the array {name} of an index file is damaged")
        self._checked.add(name)


def run_lengths(ends: Array, start: int = 0) -> NDArray[np.int64]:
    """How long each run is of runs that lie end to end, the first from `start` on."""
    return np.diff(ends.astype(np.int64), prepend=start).astype(np.int64, copy=False)


def narrowest(values: Array) -> Array:
    """The same whole numbers, none below 0, in the smallest type that holds them."""
    return values.astype(narrowest_type(int(values.max()) if len(values) else 0))


def narrowest_type(largest: int) -> np.dtype[Any]:
    return next(np.dtype(kind) for kind in ("<u1", "<u2", "<u4", "<u8") if largest <= np.iinfo(kind).max)
