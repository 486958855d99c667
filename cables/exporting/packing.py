"""ZIP archives that are sent while they are written: no entry is held longer than it takes to write it.

Python's `zipfile` writes to a stream that cannot be rewound. What it keeps of each entry for the directory at the end
goes to a temporary file here, so that an archive of 251,287 entries needs no more memory than one of ten.
"""

from __future__ import annotations

import pickle
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

_PIECE = 65_536
"""Bytes from which on what was written is handed over."""
_IN_MEMORY = 1_000_000
"""Bytes that wait in memory at most."""


class _Sink:
    """Takes what `zipfile` writes until it is taken away; much at once, as the directory at the end, waits on disk."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self.size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Nothing lies behind."""

    def taken(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece
        self._file.seek(0)
        self._file.truncate()
        self.size = 0

    def close(self) -> None:
        self._file.close()


class _Directory:
    """The entries so far, on disk; all that `zipfile` does with its list of them in an archive that it writes."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._length = 0

    def append(self, entry: zipfile.ZipInfo) -> None:
        pickle.dump(entry, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._length += 1

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[zipfile.ZipInfo]:
        self._file.seek(0)
        # Written by this object a moment ago, into a file that has no name.
        return (pickle.load(self._file) for _ in range(self._length))  # noqa: S301

    def close(self) -> None:
        self._file.close()


class _NoNames(dict[str, zipfile.ZipInfo]):
    """Names of entries are unlike each other, which nobody has to check."""

    def __setitem__(self, name: str, entry: zipfile.ZipInfo) -> None:
        return


def packed(entries: Iterable[tuple[str, bytes | Iterable[bytes]]], made: datetime) -> Iterator[bytes]:
    """A ZIP archive of entries, names all different, each with its contents whole or in pieces.

    If making an entry fails, the directory at the end is missing, without which no program opens the archive.
    """
    sink = _Sink()
    directory = _Directory()
    archive: Any = zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED)
    archive.filelist = directory
    archive.NameToInfo = _NoNames()
    try:
        for name, contents in entries:
            entry = zipfile.ZipInfo(name, made.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            if isinstance(contents, bytes):
                archive.writestr(entry, contents)
            else:
                with archive.open(entry, "w", force_zip64=True) as file:
                    for piece in contents:
                        file.write(piece)
                        if sink.size >= _PIECE:
                            yield from sink.taken()
            if sink.size >= _PIECE:
                yield from sink.taken()
        archive.close()
        yield from sink.taken()
    finally:
        # Without it, the archive would be closed, and a directory written to nobody, when it is collected.
        archive.fp = None
        directory.close()
        sink.close()
