"""All engines by name. python bench/search/engines.py ENGINE DOCUMENTS CABLES FOLDER builds one of the peers."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from peers import Engine, Fts5, StockWhoosh, Tantivy
from postgresql import PostgreSql
from reftel import Reftel

ENGINES: dict[str, type[Engine]] = {
    "Reftel": Reftel,
    "tantivy": Tantivy,
    "SQLite FTS5": Fts5,
    "PostgreSQL GIN": PostgreSql,
    "stock Whoosh": StockWhoosh,
}


def build(engine: str, path: Path, cables: int, folder: Path) -> dict[str, Any]:
    """Seconds of the clock and of the processors, the largest process, and the size of the index."""
    started = time.perf_counter()
    one = ENGINES[engine](folder)
    one.build(path, cables)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": sum(who.ru_utime + who.ru_stime for who in used),
        "largest_process_mb": max(who.ru_maxrss for who in used) / 1024,
        "index_mb": one.index_mb(),
    }


if __name__ == "__main__":
    print(json.dumps(build(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))))
