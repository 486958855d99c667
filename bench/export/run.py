"""Time and memory of whole exports, without an index, of the archive that DATABASE_URL or DATA_DIR names."""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

import django

django.setup()

from django.utils import timezone  # noqa: E402

from cables.exporting import FORMATS, About, Export  # noqa: E402
from cables.models import Cable  # noqa: E402
from cables.search import HitKey  # noqa: E402

KINDS = ("results.csv", "citations.ris", "references.graphml", "texts.zip", "results.jsonl")
EARLY = 5_000_000
"""Bytes after which memory is noted for the first time."""


@dataclass(frozen=True)
class Everything:
    """A selection of cables by their primary keys, as a search would hand it over."""

    pks: list[int]
    words: int = 0
    by_paragraph: bool = False

    @property
    def total(self) -> int:
        return len(self.pks)

    cables = total

    def keys(self, size: int) -> Iterator[list[HitKey]]:
        for start in range(0, len(self.pks), size):
            yield [HitKey(pk) for pk in self.pks[start : start + size]]


def peak() -> float:
    """Megabytes of memory that this process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(kind: str, cables: int) -> None:
    pks = Cable.objects.published().order_by("pk").values_list("pk", flat=True)
    everything = Everything(list(pks[:cables]))
    before, began = peak(), time.monotonic()
    export = Export(FORMATS[kind], everything, About("Reftel", "http://cables.example", "All", "", timezone.now()))
    size, first, early = 0, 0.0, 0.0
    for piece in export:
        first = first or time.monotonic() - began
        size += len(piece)
        early = early or (peak() if size > EARLY else 0)
    export.close()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"{kind:20} {everything.total:8,} cables {size / 1e6:8.1f} MB ({size / everything.total:6,.0f} bytes each)"
        f"  {time.monotonic() - began:5.0f} s (processor {used.ru_utime + used.ru_stime:5.0f} s)"
        f"  first byte {first * 1000:5.0f} ms"
        f"  memory {before:4.0f} MB before, {early:4.0f} MB at {EARLY // 1_000_000} MB, {peak():4.0f} MB at most",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", help=f"what to make; otherwise {', '.join(KINDS)}")
    parser.add_argument("--cables", type=int, action="append", help="of how many; may be given again [20000, 251287]")
    parser.add_argument("--here", action="store_true", help="measure the first in this process")
    options = parser.parse_args()
    sizes = options.cables or [20_000, 251_287]
    kinds = options.kinds or KINDS
    if options.here:
        measure(kinds[0], sizes[0])
        return
    for kind in kinds:
        for size in sizes:
            subprocess.run([sys.executable, __file__, kind, "--cables", str(size), "--here"], check=True)


if __name__ == "__main__":
    main()
