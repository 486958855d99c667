#!/usr/bin/env python3
"""How fast a release is loaded: see README.md beside this file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv/bin/python"
SIZES = (10_000, 50_000, 100_000, 251_287)
sys.path.insert(0, str(ROOT / "scripts"))

from postgres import throw_away_server  # noqa: E402


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "bench/work"
    sizes = [int(size) for size in sys.argv[2:]] or SIZES
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{'database':<12}{'cables':>9}{'run':>10}{'cables/s':>10}{'seconds':>9}{'processor s':>13}{'memory MB':>11}")
    for size in sizes:
        table = folder / f"cables-{size}.csv"
        if not table.exists():
            manage({}, "makecorpus", "--cables", str(size), "--csv", str(table))
        with tempfile.TemporaryDirectory(dir=folder) as data:
            measure("SQLite", size, table, {"DATA_DIR": data, "DATABASE_URL": ""})
            with throw_away_server() as url:
                measure("PostgreSQL", size, table, {"DATA_DIR": data, "DATABASE_URL": url})


def measure(database: str, size: int, table: Path, environment: dict[str, str]) -> None:
    manage(environment, "migrate", "--verbosity", "0")
    for run, outcome in (("new", "created"), ("again", "unchanged")):
        loading = [str(PYTHON), str(ROOT / "bench/ingest/load.py"), str(table)]
        done = subprocess.run(loading, env=surroundings(environment), stdout=subprocess.PIPE, text=True, check=True)
        cost = json.loads(done.stdout)
        if cost[outcome] != size:
            sys.exit(f"{database}, {size:,} cables: {cost[outcome]:,} were {outcome}, not all of them: {cost}")
        print(
            f"{database:<12}{size:>9,}{run:>10}{size / cost['seconds']:>10,.0f}{cost['seconds']:>9,.1f}"
            f"{cost['processor']:>13,.1f}{cost['memory'] / 1e6:>11,.0f}",
            flush=True,
        )


def manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([str(PYTHON), str(ROOT / "manage.py"), *arguments], env=surroundings(environment), check=True)


def surroundings(environment: dict[str, str]) -> dict[str, str]:
    return os.environ | {"DJANGO_SETTINGS_MODULE": "archive.settings", "PYTHONPATH": str(ROOT)} | environment


if __name__ == "__main__":
    main()
