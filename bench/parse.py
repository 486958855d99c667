"""How fast telegrams are read, in one process: `make bench-parse`.

Prints what the machine does at the time, so that figures of different days can be compared, and three tables: cables by
kind, invented ones and the specimens if they lie beside the project; the times that few of many cables exceed; and
shapes made to be slow, of 100 KB and in doublings up to 4 MB, where twice the text should take about twice the time.

`bench/parse.py --compiled` compiles a copy of the parser, as the image does, and times source and machine code in turn.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cables.corpus import invent  # noqa: E402
from cables.telegram import parse  # noqa: E402

ORDINARY = 4_000
"""Invented cables; the slowest few of them are looked for."""
ROUNDS = 3
ROUNDS_IN_TURN = 7
ADDITIONS = 10_000_000
TYPICAL = 12_000
LARGE = 100_000
DOUBLINGS = (500_000, 1_000_000, 2_000_000, 4_000_000)
LONGEST_READING = 30
"""Seconds of one reading, beyond which a shape is not doubled any more."""
NASTY = {
    "one line": ("", "word "),
    "all banners": ("", "\n\nBAKU 00000266  002 OF 003\n\n"),
    "all TAGS": ("TAGS: ", "PGOV PREL "),
    "all digits": ("", "1234567890"),
    "open brackets": ("", "("),
    "REF list": ("REF: ", "A. BAKU 1 B. BAKU 2 C. BAKU 3 D. BAKU 4 E. BAKU 5 "),
    "all blank": ("", " \n"),
    "rules": ("", "-" * 45 + "\n"),
    "re-flowed headings": ("", "Title ------- x. "),
    "headings": ("", "TITLE\n\n"),
    "numbered paragraphs": ("", "1. (C) x\n\n"),
    "damaged quotes": ("", "&a8 "),
    "addresses": ("FM AMEMBASSY BAKU\n", "INFO X\n"),
    "levels in one line": ("", "SECRET "),
}
"""How each shape begins, and what is repeated behind that."""
Reading = tuple[float, int]
"""Seconds, and characters of what was read."""


def shape(name: str, size: int) -> str:
    begin, repeated = NASTY[name]
    return begin + repeated * (size // len(repeated))


def seconds(text: str, rounds: int = ROUNDS) -> float:
    """The fastest of several readings: what the machine's other work adds is left out."""
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        parse(text)
        taken.append(time.process_time() - started)
    return min(taken)


def calibration() -> float:
    """Seconds of a plain loop of ten million additions."""
    started = time.process_time()
    total = 0
    for number in range(ADDITIONS):
        total += number
    return time.process_time() - started


def heads(name: str) -> None:
    print(f"\n{name:<28}{'cables':>7}{'KB each':>9}{'cables/s':>11}{'MB/s':>8}{'median ms':>11}{'worst ms':>10}")


def row(name: str, readings: Sequence[Reading]) -> None:
    taken = [second for second, _ in readings]
    total = sum(taken)
    megabytes = sum(size for _, size in readings) / 1e6
    size = f"{len(readings):>7}{1e3 * megabytes / len(readings):>9.1f}"
    rate = f"{len(readings) / total:>11.0f}{megabytes / total:>8.1f}"
    print(f"{name:<28}{size}{rate}{1e3 * statistics.median(taken):>11.2f}{1e3 * max(taken):>10.2f}", flush=True)


def reading(text: str) -> Reading:
    return seconds(text), len(text)


def of_invented(readings: Sequence[Reading]) -> None:
    """The rows of invented cables, and the times that few of those under 100 KB exceed."""
    row("invented, all sizes", readings)
    row("invented, about 12 KB", [one for one in readings if 0.75 * TYPICAL < one[1] < 1.25 * TYPICAL])
    taken = sorted(one for one in readings if one[1] < LARGE)
    for share, name in ((0.5, "median"), (0.99, "99 %"), (0.999, "99.9 %"), (1, "worst")):
        second, size = taken[min(int(share * len(taken)), len(taken) - 1)]
        print(f"  {name:<26}{1e3 * second:>10.2f} ms ({size / 1e3:.0f} KB)", flush=True)


def doublings() -> None:
    """Seconds of each shape at each size, and how many times as long each doubling takes."""
    heads = "".join(f"{size / 1e6:>9.1f} MB" for size in DOUBLINGS)
    print(f"\n{'seconds':<28}{heads}   ratios")
    for name in NASTY:
        taken: list[float] = []
        for size in DOUBLINGS:
            if taken and taken[-1] * 2 > LONGEST_READING:
                break
            taken.append(seconds(shape(name, size), rounds=2 if size < DOUBLINGS[-1] else 1))
        ratios = " ".join(f"{longer / shorter:.1f}" for shorter, longer in pairwise(taken))
        print(f"{name:<28}{''.join(f'{one:>12.2f}' for one in taken)}   {ratios}", flush=True)


def invented() -> list[str]:
    return [cable.text for cable in invent(ORDINARY, seed=1)]


def compiled() -> None:
    """Source and machine code in turn, so that both meet the same hours of the machine."""
    with tempfile.TemporaryDirectory(prefix="reftel-compiled-") as folder:
        for name in ("cables", "scripts", "bench"):
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=shutil.ignore_patterns("__pycache__", "work"))
        subprocess.run([sys.executable, "scripts/compile_parser"], cwd=folder, check=True, capture_output=True)
        with readings_of(ROOT) as source, readings_of(Path(folder)) as machine_code:
            rounds = [(next(source), next(machine_code)) for _ in range(ROUNDS_IN_TURN)]
    for name, found in zip(("source", "machine code"), zip(*rounds, strict=True), strict=True):
        heads(name)
        of_invented([min(some) for some in zip(*found, strict=True)])


@contextmanager
def readings_of(root: Path) -> Iterator[Iterator[list[Reading]]]:
    """Rounds of readings by the parser of another folder, in a process of its own."""
    command = [sys.executable, root / "bench" / "parse.py", "--rounds"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        yield map(json.loads, _asked(process.stdin, process.stdout))


def _asked(ask: IO[str], answers: IO[str]) -> Iterator[str]:
    while True:
        ask.write("\n")
        ask.flush()
        yield answers.readline()


def rounds() -> None:
    """A round of readings for every line that comes in."""
    texts = invented()
    for _ in sys.stdin:
        print(json.dumps([(seconds(text, rounds=1), len(text)) for text in texts]), flush=True)


def everything() -> None:
    heads("")
    of_invented([reading(text) for text in invented()])
    specimens = sorted((ROOT.parent / "shared" / "samples").rglob("*.txt"))
    if specimens:
        row("specimens", [reading(path.read_text(encoding="latin-1")) for path in specimens])
    else:
        print("specimens: not beside the project, left out")
    for name in NASTY:
        row(name, [reading(shape(name, LARGE))])
    doublings()


def main() -> None:
    arguments = argparse.ArgumentParser(description="How fast telegrams are read.")
    arguments.add_argument("--compiled", action="store_true", help="compare with the compiled parser")
    arguments.add_argument("--rounds", action="store_true", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.rounds:
        rounds()
        return
    print(f"{ADDITIONS / 1e6:.0f} million additions in a plain loop: {min(calibration() for _ in range(3)):.2f} s")
    if chosen.compiled:
        compiled()
    else:
        everything()


if __name__ == "__main__":
    main()
