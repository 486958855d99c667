"""Loads one cables.csv into the database of the environment and prints what it cost, as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from pathlib import Path

import django


def own_memory(pid: int) -> int:
    """Bytes of a process that it shares with no other; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


def watch(peak: list[int], ended: threading.Event) -> None:
    """Keeps the largest memory of this process and its workers together."""
    while not ended.wait(0.5):
        me = os.getpid()
        tasks = Path(f"/proc/{me}/task/{me}/children").read_text(encoding="ascii").split()
        peak[0] = max(peak[0], sum(map(own_memory, [me, *map(int, tasks)])))


def main() -> None:
    django.setup()
    # Only now: a worker process imports this file before Django is set up.
    from cables.ingest import ingest, read_sources  # noqa: PLC0415
    from cables.models import Source  # noqa: PLC0415

    peak, ended = [0], threading.Event()
    watcher = threading.Thread(target=watch, args=(peak, ended))
    watcher.start()
    begun = time.monotonic()
    report = ingest(
        inputs=read_sources([Path(sys.argv[1])]),
        source=Source(kind=Source.Kind.FILES, name="bench"),
        workers=os.cpu_count() or 1,
    )
    seconds = time.monotonic() - begun
    ended.set()
    watcher.join()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    counts = {outcome.name.lower(): count for outcome, count in report.counts.items()}
    said = {"seconds": seconds, "processor": sum(one.ru_utime + one.ru_stime for one in used), "memory": peak[0]}
    print(json.dumps(said | counts))


if __name__ == "__main__":
    main()
