"""How fast telegrams are read, in one process: `make bench-parse`.

Prints what the machine does at the time, so that figures of different days can be compared, and three tables: cables by
kind, invented ones and the specimens if they lie beside the project; the times that few of many cables exceed; and
shapes made to be slow, of 100 KB and in doublings up to 4 MB, where twice the text should take about twice the time.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cables.corpus import invent  # noqa: E402
from cables.telegram import parse  # noqa: E402

CABLES = 400
ORDINARY = 4_000
"""Cables of which the slowest few are looked for."""
ROUNDS = 3
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


def row(name: str, texts: Sequence[str]) -> None:
    taken = [seconds(text) for text in texts]
    total = sum(taken)
    megabytes = sum(len(text) for text in texts) / 1e6
    size = f"{len(texts):>7}{1e3 * megabytes / len(texts):>9.1f}"
    rate = f"{len(texts) / total:>11.0f}{megabytes / total:>8.1f}"
    print(f"{name:<28}{size}{rate}{1e3 * statistics.median(taken):>11.2f}{1e3 * max(taken):>10.2f}", flush=True)


def of_typical_size(cables: Iterable[str]) -> list[str]:
    """Cables grouped so that each text is one cable of 9 to 15 thousand characters."""
    return list(islice((text for text in cables if 0.75 * TYPICAL < len(text) < 1.25 * TYPICAL), CABLES))


def slowest(texts: Iterable[str]) -> None:
    """The times that few cables under 100 KB exceed."""
    taken = sorted((seconds(text), len(text)) for text in texts if len(text) < LARGE)
    shares = ((0.5, "median"), (0.99, "99 %"), (0.999, "99.9 %"), (1, "worst"))
    print(f"\nms of {len(taken)} invented cables under 100 KB")
    for share, name in shares:
        second, size = taken[min(int(share * len(taken)), len(taken) - 1)]
        print(f"{name:<28}{1e3 * second:>10.2f}  ({size / 1e3:.0f} KB)", flush=True)


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


def main() -> None:
    print(f"{ADDITIONS / 1e6:.0f} million additions in a plain loop: {min(calibration() for _ in range(3)):.2f} s\n")
    print(f"{'':<28}{'cables':>7}{'KB each':>9}{'cables/s':>11}{'MB/s':>8}{'median ms':>11}{'worst ms':>10}")
    texts = [cable.text for cable in invent(ORDINARY, seed=1)]
    row("invented, all sizes", texts[:CABLES])
    row("invented, about 12 KB", of_typical_size(texts))
    specimens = sorted((ROOT.parent / "shared" / "samples").rglob("*.txt"))
    if specimens:
        row("specimens", [path.read_text(encoding="latin-1") for path in specimens])
    else:
        print("specimens: not beside the project, left out")
    for name in NASTY:
        row(name, [shape(name, LARGE)])
    slowest(texts)
    doublings()


if __name__ == "__main__":
    main()
