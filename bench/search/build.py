"""Builds our index from a file of documents, without a database: one process per core, then one merge.

python bench/search/build.py DOCUMENTS CABLES FOLDER
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
import time
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from settings import set_up

set_up()

from cables.search.building import SegmentBuilder  # noqa: E402
from cables.search.rebuilding import RANGE  # noqa: E402
from cables.search.schema import FINGERPRINT, Layout  # noqa: E402
from cables.search.store import IndexStore  # noqa: E402
from cables.search.writing import IndexWriter, index_schema  # noqa: E402

PROCESSES = 2


def build(documents: Path, cables: int, root: Path) -> dict[str, Any]:
    """Seconds of the clock and of the processors, the largest process, and the size of the index."""
    started = time.perf_counter()
    store = IndexStore(root)
    name = store.create(index_schema())
    layout = Layout.of(index_schema())
    ranges = range(-(-cables // RANGE))
    shares = [(documents, cables, root, name, list(ranges[first::PROCESSES])) for first in range(PROCESSES)]
    with get_context("spawn").Pool(PROCESSES) as pool:
        sizes = dict(pair for share in pool.map(_build_share, shares) for pair in share)
    tokenised = time.perf_counter()
    writer = IndexWriter(store, name)
    segments = [store.new_segment(layout, f"range{number}") for number in ranges]
    for number, segment in zip(ranges, segments, strict=True):
        segment.size = sizes[number]
    writer.adopt(segments)
    writer.commit(merge_all=True)
    store.serve(name)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": time.perf_counter() - started,
        "merge_seconds": time.perf_counter() - tokenised,
        "cpu_seconds": sum(one.ru_utime + one.ru_stime for one in used),
        "largest_process_mb": max(one.ru_maxrss for one in used) / 1024,
        "index_mb": sum(path.stat().st_blocks * 512 for path in root.rglob("*") if path.is_file()) / 1e6,
    }


def _build_share(share: tuple[Path, int, Path, str, list[int]]) -> list[tuple[int, int]]:
    documents, cables, root, name, numbers = share
    store, layout = IndexStore(root), Layout.of(index_schema())
    wanted = set(numbers)
    sizes = []
    with documents.open(encoding="utf-8") as file:
        lines = islice(file, cables)
        number = 0
        while batch := list(islice(lines, RANGE)):
            if number in wanted:
                builder = SegmentBuilder(layout)
                for line in batch:
                    builder.add(as_indexed(line))
                builder.write(root / name / store.new_segment(layout, f"range{number}").file_name())
                sizes.append((number, len(builder)))
            number += 1
    return sizes


def as_indexed(line: str) -> dict[str, Any]:
    document = json.loads(line)
    fingerprint = hashlib.blake2b(line.encode(), digest_size=16).hexdigest()
    return document | {"django_id": document["pk"], FINGERPRINT: fingerprint}


if __name__ == "__main__":
    print(json.dumps(build(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])), indent=1))
