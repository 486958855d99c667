"""Builds what is missing, asks every engine the same queries, and writes docs/performance.md with its plot.

python bench/search/run.py [WORK] [SIZE ...]
"""

from __future__ import annotations

import json
import platform
import shutil
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engines import ENGINES
from peers import Engine
from queries import Query, queries

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SIZES = (5_000, 20_000, 80_000, 251_287)
LARGEST = {"stock Whoosh": 20_000}
"""Beyond this an engine is not asked: building takes hours."""
ROUNDS = 3
PATIENCE = 8.0
"""Seconds after which no more is asked of a class, once FEWEST queries have been."""
FEWEST = 5

Figures = dict[str, Any]


def main(work: Path, sizes: tuple[int, ...]) -> None:
    documents = work / "documents.jsonl"
    work.mkdir(parents=True, exist_ok=True)
    if not documents.exists():
        subprocess.run([sys.executable, HERE / "documents.py", str(max(sizes)), documents], check=True)
    asked = queries(documents)
    figures: dict[int, dict[str, Figures]] = {}
    for size in sizes:
        names = [name for name in ENGINES if size <= LARGEST.get(name, size)]
        built = {name: _built(name, documents, size, work / f"{name}-{size}") for name in names}
        figures[size] = {name: {"build": built[name]} for name in names}
        for name in names:
            _tell(f"{name} at {size:,}")
            figures[size][name] |= _run("run.py", "--ask", name, work / f"{name}-{size}", documents)
        if size == max(sizes):
            _tell(f"the site at {size:,}")
            figures[size]["Reftel"]["site"] = _run("site.py", documents, work / f"Reftel-{size}")
        (work / "figures.json").write_text(json.dumps(figures, indent=1))
        _compare({name: figures[size][name]["classes"] for name in names}, asked)
    write_report(figures)


def _run(script: str, *arguments: object) -> Figures:
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    figures: Figures = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return figures


def ask(name: str, folder: Path, documents: Path) -> Figures:
    """Milliseconds of the clock for each class, and what an open engine costs, in a process of its own."""
    engine = ENGINES[name](folder)
    began = time.perf_counter()
    engine.open()
    opened = time.perf_counter() - began
    classes = {label: _timed(engine, asked) for label, asked in queries(documents).items()}
    private = engine.private_mb()
    engine.close()
    return {"open_ms": opened * 1000, "private_mb": private, "classes": classes}


def _timed(engine: Engine, asked: list[Query]) -> Figures:
    """Each query once to warm up, then ROUNDS times; of a slow engine a few queries, and their first time counts."""
    totals, facets, taken = [], [], []
    began = time.perf_counter()

    def weary() -> bool:
        return time.perf_counter() - began > PATIENCE

    for query in asked:
        if len(totals) >= FEWEST and weary():
            break
        start = time.perf_counter()
        _, total, counted = engine.answer(query)
        taken.append((time.perf_counter() - start) * 1000)
        totals.append(total)
        facets.append(counted)
    if not weary():
        taken.clear()
        for _ in range(ROUNDS):
            for query in asked:
                if taken and weary():
                    break
                start = time.perf_counter()
                engine.answer(query)
                taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return {
        "p50": statistics.median(taken),
        "p95": taken[max(0, int(len(taken) * 0.95) - 1)],
        "worst": taken[-1],
        "totals": totals,
        "facets": facets,
    }


def _compare(classes: dict[str, dict[str, Figures]], asked: dict[str, list[Query]]) -> None:
    """All engines must find as many cables, and count the same facets; says where one does not."""
    ours = classes["Reftel"]
    for name, theirs in classes.items():
        for label in asked:
            differing = sum(a != b for a, b in zip(ours[label]["totals"], theirs[label]["totals"], strict=False))
            counts = zip(ours[label]["facets"], theirs[label]["facets"], strict=False)
            facets = sum(_stated(a) != _stated(b) for a, b in counts)
            if differing or facets:
                _tell(f"  {name}: {label}: {differing} counts and {facets} facets differ from ours")


def _stated(facets: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {name: counts for name, counts in facets.items() if counts}


def _built(name: str, documents: Path, size: int, folder: Path) -> Figures:
    """The figures of the build, from the file in which an earlier run left them if there is one."""
    kept = folder.with_name(folder.name + ".json")
    if not kept.exists():
        _tell(f"building {name} at {size:,}")
        if name != "Reftel":
            # What a build that was stopped has left.
            shutil.rmtree(folder, ignore_errors=True)
        script = ("stored.py",) if name == "Reftel" else ("engines.py", name)
        kept.write_text(json.dumps(_run(*script, documents, size, folder)))
    figures: Figures = json.loads(kept.read_text())
    return figures


def write_report(figures: dict[int, dict[str, Figures]]) -> None:
    from report import plot, report  # noqa: PLC0415

    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    day = datetime.now(UTC).date().isoformat()
    (docs / "performance.svg").write_text(plot(figures), encoding="utf-8")
    notes = (HERE / "notes.md").read_text(encoding="utf-8")
    (docs / "performance.md").write_text(report(figures, day, _machine()) + "\n" + notes, encoding="utf-8")


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="ascii").splitlines()
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    kilobytes = int(Path("/proc/meminfo").read_text(encoding="ascii").split()[1])
    return f"{len(models)} cores ({models[0]}), {kilobytes / 1e6:.0f} GB of memory, Python {platform.python_version()}"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        print(json.dumps(ask(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))))
    else:
        place = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "bench" / "work"
        main(place, tuple(map(int, sys.argv[2:])) or SIZES)
