"""How fast telegrams are read, in one process: `make bench-parse`.

Prints a table: invented cables, the specimens if they lie beside the project, and shapes made to be slow.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cables.corpus import invent  # noqa: E402
from cables.telegram import parse  # noqa: E402

CABLES = 400
ROUNDS = 3
TYPICAL = 12_000
LARGE = 100_000
NASTY = {
    "one line": "word " * 20_000,
    "all banners": "\n\nBAKU 00000266  002 OF 003\n\n" * 3_000,
    "all TAGS": "TAGS: " + "PGOV PREL " * 10_000,
    "all digits": "1234567890" * 10_000,
    "open brackets": "(" * 100_000,
    "REF list of 10,000": "REF: " + " ".join(f"{letter}. BAKU {n}" for n, letter in enumerate("ABCDE" * 2_000)),
    "all blank": " \n" * 50_000,
    "rules": ("-" * 45 + "\n") * 2_200,
    "re-flowed headings": "Title ------- x. " * 6_000,
    "headings": "TITLE\n\n" * 15_000,
    "numbered paragraphs": "1. (C) x\n\n" * 10_000,
    "damaged quotes": "&a8 " * 25_000,
    "addresses": "FM AMEMBASSY BAKU\n" + "INFO X\n" * 15_000,
    "levels in one line": "SECRET " * 15_000,
}


def seconds(text: str) -> float:
    """The fastest of several readings: what the machine's other work adds is left out."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        parse(text)
        taken.append(time.process_time() - started)
    return min(taken)


def row(name: str, texts: Sequence[str]) -> None:
    taken = [seconds(text) for text in texts]
    total = sum(taken)
    megabytes = sum(len(text) for text in texts) / 1e6
    size = f"{len(texts):>7}{1e3 * megabytes / len(texts):>9.1f}"
    rate = f"{len(texts) / total:>11.0f}{megabytes / total:>8.1f}"
    print(f"{name:<28}{size}{rate}{1e3 * statistics.median(taken):>11.2f}{1e3 * max(taken):>10.2f}")


def of_typical_size(cables: Iterable[str]) -> list[str]:
    """Cables grouped so that each text is one cable of 9 to 15 thousand characters."""
    return list(islice((text for text in cables if 0.75 * TYPICAL < len(text) < 1.25 * TYPICAL), CABLES))


def main() -> None:
    print(f"{'':<28}{'cables':>7}{'KB each':>9}{'cables/s':>11}{'MB/s':>8}{'median ms':>11}{'worst ms':>10}")
    texts = [cable.text for cable in invent(8 * CABLES, seed=1)]
    row("invented, all sizes", texts[:CABLES])
    row("invented, about 12 KB", of_typical_size(texts))
    specimens = sorted((ROOT.parent / "shared" / "samples").rglob("*.txt"))
    if specimens:
        row("specimens", [path.read_text(encoding="latin-1") for path in specimens])
    else:
        print("specimens: not beside the project, left out")
    for name, text in NASTY.items():
        row(name, [text[:LARGE]])


if __name__ == "__main__":
    main()
