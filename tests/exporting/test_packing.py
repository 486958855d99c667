"""Archives that are sent while they are written, whatever their size."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import UTC, datetime

from cables.exporting.packing import packed

MADE = datetime(2026, 1, 1, tzinfo=UTC)


def test_the_memory_of_an_archive_does_not_grow_with_its_entries() -> None:
    """Six hundred bytes of each entry would be held otherwise, and 150 MB of a whole release."""
    entries = ((f"texts/2009/09BAKU{number}.txt", b"x") for number in range(3_000))
    tracemalloc.start()
    for _ in packed(entries, MADE):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_what_is_larger_than_the_memory_it_may_take_is_all_there() -> None:
    contents = {"large": b"0123456789" * 300_000, "small": b"x", "pieces": b"abc" * 1_000_000}
    given: list[tuple[str, bytes | list[bytes]]] = [*list(contents.items())[:2], ("pieces", [b"abc" * 100_000] * 10)]
    with zipfile.ZipFile(io.BytesIO(b"".join(packed(given, MADE)))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == contents
