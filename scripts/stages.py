"""The stages of `make test`, run one after the other; each runs even if one before it failed."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from debian import chromium, install_what_is_missing
from postgres import find_programs, throw_away_server
from pythonenv import ROOT, make_environment

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
WHOOSH3 = ROOT / ".venv-whoosh3"
WITHOUT_DATABASE = (
    *("telegram", "telegram_cases", "vocabulary", "invented", "tooling"),
    *(f"search/test_{name}.py" for name in ("oracle", "segments", "spelling", "terms", "words")),
)
EVERYWHERE = ("-m", "not browser and not once")
IN_PARALLEL = ("-n", "3")
REPEATABLE = ("--hypothesis-seed=0", "--reruns", "1", "-raR")
"""The same examples in every run; a test that fails is run once more, and the output names it: what waits for other
processes may be late on a busy machine. `pytest` alone draws new examples and runs nothing twice."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one stage went. A check without cases of its own counts as one."""

    stage: str
    ground: str
    """What it ran on, with versions."""
    passed: int = 0
    failed: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Reason -> how many."""
    seconds: float = 0.0


def main(names: list[str]) -> int:
    """Run the named stages, or all; the exit code is 0 only if nothing failed and something ran."""
    unknown = [name for name in names if name not in STAGES]
    if unknown:
        sys.stderr.write(f"There is no stage {unknown[0]}; there are: {', '.join(STAGES)}.\n")
        return 2
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit("Stopped."))
    os.chdir(ROOT)
    try:
        if names != ["lint"]:
            install_what_is_missing()
        make_environment(VENV, "requirements-dev.txt")
        results = [result for name in names or STAGES for result in STAGES[name]()]
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
    return summarise(results)


def lint() -> Iterator[Result]:
    yield _check("ruff", "-m", "ruff", "check")
    yield _check("ruff format", "-m", "ruff", "format", "--check")
    yield _check("mypy", "-m", "mypy")
    yield _check("import contracts", "-c", "from importlinter.cli import lint_imports_command as main; main()")
    with tempfile.TemporaryDirectory(prefix="reftel-lint-") as data:
        checked = ("manage.py", "makemigrations", "--check", "--dry-run")
        yield _check("migrations", *checked, environment={"DATA_DIR": data, "DATABASE_URL": ""})


def on_sqlite() -> Iterator[Result]:
    yield _pytest("SQLite", f"SQLite {_version_of_sqlite()}", "-m", "not browser", *IN_PARALLEL)


def on_postgresql() -> Iterator[Result]:
    """The same tests but long ones, those that know no database, and those of the tooling, which brings its own."""
    try:
        with throw_away_server() as url:
            ground = f"PostgreSQL {_version_of_postgresql()}"
            selected = (*EVERYWHERE, *(f"--ignore=tests/{path}" for path in WITHOUT_DATABASE), *IN_PARALLEL)
            yield _pytest("PostgreSQL", ground, *selected, environment={"DATABASE_URL": url})
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        yield Result("PostgreSQL", "not started", failed=1)


def on_whoosh3() -> Iterator[Result]:
    """The search tests but long ones, with the maintained fork of Whoosh put before the original on the module path."""
    make_overlay = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target", str(WHOOSH3)]
    if subprocess.run([*make_overlay, "-r", "requirements-whoosh3.txt"]).returncode:
        yield Result("Whoosh 3", "not installed", failed=1)
        return
    environment = {"PYTHONPATH": str(WHOOSH3)}
    ground = f"whoosh3 {_version_of('whoosh3', environment)}"
    yield _pytest("Whoosh 3", ground, "tests/search", *EVERYWHERE, *IN_PARALLEL, environment=environment)


def in_browser() -> Iterator[Result]:
    ground = _words([chromium() or "chromium", "--version"])
    yield _pytest("browser", ground, "-m", "browser", *IN_PARALLEL)


STAGES: dict[str, Callable[[], Iterator[Result]]] = {
    "lint": lint,
    "sqlite": on_sqlite,
    "postgresql": on_postgresql,
    "whoosh3": on_whoosh3,
    "browser": in_browser,
}


def _check(stage: str, *arguments: str, environment: dict[str, str] | None = None) -> Result:
    _announce(stage)
    started = time.monotonic()
    code = subprocess.run([PYTHON, *arguments], env=os.environ | (environment or {})).returncode
    seconds = time.monotonic() - started
    return Result(stage, f"Python {_version_of_python()}", int(code == 0), int(code != 0), seconds=seconds)


def _pytest(stage: str, ground: str, *arguments: str, environment: dict[str, str] | None = None) -> Result:
    """Counts are read from pytest's own report; a run that ends without one, or ran nothing, is a failure."""
    _announce(f"{stage}: {ground}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="reftel-test-") as folder:
        report = Path(folder) / "report.xml"
        command: list[str | Path] = [PYTHON, "-m", "pytest", "-q", f"--junit-xml={report}", *REPEATABLE, *arguments]
        code = subprocess.run(command, env=os.environ | {"DATABASE_URL": ""} | (environment or {})).returncode
        passed, failed, skipped = read_report(report) if report.exists() else (0, 0, Counter[str]())
    if code and not failed:
        failed = 1
    return Result(stage, ground, passed, failed, skipped, time.monotonic() - started)


def read_report(report: Path) -> tuple[int, int, Counter[str]]:
    passed = failed = 0
    skipped = Counter[str]()
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314
        outcomes = {outcome.tag: outcome for outcome in case}
        if "failure" in outcomes or "error" in outcomes:
            failed += 1
        elif "skipped" in outcomes:
            skipped[outcomes["skipped"].get("message") or "no reason given"] += 1
        else:
            passed += 1
    return passed, failed, skipped


def summarise(results: list[Result]) -> int:
    _announce("summary")
    print(f"Python {_version_of_python()}, Django {_version_of('Django')}, Whoosh {_version_of('Whoosh')}")
    for result in results:
        counts = f"{result.passed} passed, {result.failed} failed, {sum(result.skipped.values())} skipped"
        print(f"  {result.stage:<17} {counts:<38} {result.seconds:5.0f} s  {result.ground}")
        for reason, times in sorted(result.skipped.items()):
            print(f"    skipped {times}: {reason}")
    passed = sum(result.passed for result in results)
    failed = sum(result.failed for result in results)
    skipped = sum(sum(result.skipped.values()) for result in results)
    print(f"total: {passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 0 if passed and not failed else 1


def _announce(what: str) -> None:
    print(f"\n=== {what}", flush=True)


def _words(command: list[str | Path], environment: dict[str, str] | None = None) -> str:
    with contextlib.suppress(OSError):
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | (environment or {}))
        return done.stdout.strip()
    return f"{command[0]}, not found"


def _version_of(distribution: str, environment: dict[str, str] | None = None) -> str:
    asked = f"import importlib.metadata as metadata; print(metadata.version({distribution!r}))"
    return _words([PYTHON, "-c", asked], environment)


def _version_of_python() -> str:
    return ".".join(str(part) for part in sys.version_info[:3])


def _version_of_sqlite() -> str:
    return sqlite3.sqlite_version


def _version_of_postgresql() -> str:
    programs = find_programs()
    said = _words([programs / "postgres", "--version"]) if programs else ""
    found = re.search(r"\d+(\.\d+)*", said)
    return found.group() if found else "of unknown version"
