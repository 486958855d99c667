"""Finds the raw telegrams in files, folders and zip archives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from cables.ingest.values import RawCable, Rejection


def read_sources(paths: Sequence[Path]) -> Iterator[RawCable | Rejection]:
    """Every text of the given files, folders and zip archives, in the order of their names; never raises for bad input.

    Folders are read with all that is below them. Zip archives are read member by member and never unpacked to disk.
    What holds no telegram comes out as a Rejection: nothing is passed over.
    """
    raise NotImplementedError


def read_upload(name: str, file: IO[bytes]) -> Iterator[RawCable | Rejection]:
    """Every text of one uploaded file: itself, or the members of a zip archive; never raises for bad input.

    `file` is seekable and stands at its start; `name` is what the browser called it and is trusted in nothing.
    """
    raise NotImplementedError
