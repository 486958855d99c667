"""The whole of a search on an archive, as a page asks for it, and what happens when a cable changes.

python bench/search/site.py DOCUMENTS FOLDER prints the figures.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from queries import mixed
from settings import ROOT, set_up

TOUCHED = 2_000
"""Cables that are indexed once more before a merge, so that there is something to merge."""
CHANGES = 5
"""Cables that are added, changed and withdrawn, one after the other."""


def measure(path: Path, folder: Path) -> dict[str, Any]:
    _forget(folder / "index")
    cold = _milliseconds(lambda: _open(folder))
    imported = _private_mb()
    opened = _milliseconds(_first_search)
    figures = {"cold_open_ms": cold + opened, "imports_mb": imported}
    asked = mixed(path)
    for query in asked:
        _search(query)
    figures |= {"engine": _spread(asked, _engine), "page": _spread(asked, _search), "private_mb": _private_mb()}
    with _database_time() as spent:
        for query in asked:
            _search(query)
    return figures | {"database_ms": spent() / len(asked)} | changes() | {"merge": merging(asked, folder)}


def merging(asked: list[dict[str, Any]], folder: Path) -> dict[str, float]:
    """Milliseconds of searches while another process merges the whole index, the change to the merged one included."""
    from cables.models import Cable, IndexChange  # noqa: PLC0415
    from cables.search import drain  # noqa: PLC0415

    touched = Cable.objects.values_list("pk", "reference_id")[:TOUCHED]
    IndexChange.objects.bulk_create(IndexChange(cable_pk=pk, reference_id=name) for pk, name in touched)
    began = time.perf_counter()
    drain()
    drained = time.perf_counter() - began
    _first_search()
    alone = _spread(asked, _engine)
    environment = os.environ | {"DATA_DIR": str(folder)}
    command = [sys.executable, "manage.py", "optimizeindex"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    taken = []
    began = time.perf_counter()
    while process.poll() is None:
        taken += [_milliseconds(lambda query=query: _engine(query)) for query in asked[:20]]
    merged = time.perf_counter() - began
    taken += [_milliseconds(lambda query=query: _engine(query)) for query in asked[:20]]
    return {
        "drain_seconds": drained,
        "merge_seconds": merged,
        "alone_worst": alone["worst"],
        "p50": statistics.median(taken),
        "worst": max(taken),
    }


def changes() -> dict[str, Any]:
    """Milliseconds until a search of this process shows a cable that was added, changed or withdrawn."""
    from cables.ingest import set_visibility  # noqa: PLC0415
    from cables.models import Cable, IndexChange, Paragraph, Visibility  # noqa: PLC0415
    from cables.search import SearchQuery, drain, search  # noqa: PLC0415

    def seen(text: str, total: int) -> None:
        drain()
        found = search(SearchQuery(text=text)).total
        if found != total:
            raise RuntimeError(f"{text}: {found} cables instead of {total}.")

    taken: dict[str, list[float]] = {"added": [], "changed": [], "withdrawn": []}
    for number in range(CHANGES):
        name = f"30BENCH{os.getpid()}{number}"
        cable = Cable(reference_id=name, subject=f"added zqadded{number}", date="2009-05-05")

        def record(cable: Cable = cable) -> None:
            IndexChange.objects.create(reference_id=cable.reference_id, cable_pk=cable.pk)

        def add(cable: Cable = cable, number: int = number) -> None:
            cable.save()
            Paragraph.objects.create(cable=cable, position=0, anchor="p1", number=1, text="An added paragraph.")
            record(cable)
            seen(f"zqadded{number}", 1)

        def change(cable: Cable = cable, number: int = number) -> None:
            Cable.objects.filter(pk=cable.pk).update(subject=f"changed zqchanged{number}")
            record(cable)
            seen(f"zqchanged{number}", 1)

        def withdraw(cable: Cable = cable, number: int = number) -> None:
            set_visibility(cables=[cable.pk], visibility=Visibility.WITHHELD)
            seen(f"zqchanged{number}", 0)

        taken["added"].append(_milliseconds(add))
        taken["changed"].append(_milliseconds(change))
        taken["withdrawn"].append(_milliseconds(withdraw))
        cable.delete()
    return {"changes": {name: {"p50": statistics.median(times), "worst": max(times)} for name, times in taken.items()}}


def _open(folder: Path) -> None:
    set_up(folder)
    import cables.urls  # noqa: F401, PLC0415

    # As the web server does once it has loaded the application.
    gc.freeze()


def _first_search() -> None:
    from cables.search import SearchQuery, search  # noqa: PLC0415

    search(SearchQuery(text="visa"))


def _search(asked: dict[str, Any]) -> None:
    from cables.search import SearchQuery, search  # noqa: PLC0415

    search(SearchQuery(**asked))


def _engine(asked: dict[str, Any]) -> None:
    """What `search` works out before it loads the cables of the page: hits in order, their number and all facets."""
    from cables.search import SearchQuery  # noqa: PLC0415
    from cables.search.results import Results, newest_snapshot  # noqa: PLC0415

    query = SearchQuery(**asked)
    results = Results(query, newest_snapshot())
    len(results.docs)
    results.in_order((query.page - 1) * query.page_size, query.page * query.page_size)
    results.faceting.count(results.found)


def _spread(asked: list[dict[str, Any]], ask: Callable[[dict[str, Any]], None]) -> dict[str, float]:
    """Of milliseconds of the clock; and of the processor, which neighbours on the machine do not lengthen."""
    taken, used = [], []
    for query in asked:
        began = time.process_time()
        taken.append(_milliseconds(lambda query=query: ask(query)))
        used.append((time.process_time() - began) * 1000)
    of_clock, of_processor = ((statistics.median(one), _near_worst(one), max(one)) for one in (taken, used))
    names = ("p50", "p95", "worst")
    processor = {f"processor_{name}": value for name, value in zip(names, of_processor, strict=True)}
    return dict(zip(names, of_clock, strict=True)) | processor


def _near_worst(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95) - 1]


@contextmanager
def _database_time() -> Iterator[Callable[[], float]]:
    from django.db import connection  # noqa: PLC0415

    spent = 0.0

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal spent
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent += (time.perf_counter() - began) * 1000

    with connection.execute_wrapper(timed):
        yield lambda: spent


def _forget(index: Path) -> None:
    """Lets the system forget the pages of the index's files, as after a start of the machine."""
    for file in index.rglob("*.seg"):
        descriptor = os.open(file, os.O_RDONLY)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _private_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon")) / 1024


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))))
