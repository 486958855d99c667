"""Figures into docs/performance.md and its plot."""

from __future__ import annotations

import math
from typing import Any

from targets import targets

Figures = dict[int, dict[str, dict[str, Any]]]
PLOTTED = ("common word", "phrase of common words", "common word, 5 facets")
COLOURS = {
    "Reftel": "#0b6e4f",
    "tantivy": "#b5541c",
    "SQLite FTS5": "#3b5ba5",
    "PostgreSQL GIN": "#7a7a00",
    "stock Whoosh": "#8a2be2",
}
_HOW = """The cables are invented (`cables.corpus`, seed 1) and read by the parser. Every engine indexes the same
passages with positions and stop words, and answers the same question: words as written, without stems, looked for in
the text, of which the subject is a part; a word of the subject ranks as three more. For engines that know no gaps, a
word that nobody asks for stands between passages, so that no phrase reaches across. PostgreSQL is given words instead
of texts, which its own parser would split otherwise. An answer is 20 keys, an exact count and, in the classes with
facets, the counts of five fields, by one process, warm. Times are milliseconds of the clock: the median, and in
brackets the 95th percentile, over 20 queries of each class. Of a class that takes an engine longer than 8 seconds,
fewer queries are asked, five at least. Loading the cables of a page is not part of these figures. Reftel builds out
of the database with one process per core, which makes up most of its time; the others build out of a file with one
thread. Memory of Reftel and of open engines is private memory, without pages of mapped files; of the others' builds,
all resident memory."""
WIDTH, HEIGHT = 340, 260
LEFT, TOP, BOTTOM = 46, 40, 40


def report(figures: Figures, day: str, machine: str) -> str:
    parts = [
        "# Search performance",
        f"Measured on {day} by `make bench-search`: {machine}.",
        _HOW,
        "![Median time against the number of cables](performance.svg)",
        "## Targets",
        targets(figures),
    ]
    for size in sorted(figures, reverse=True):
        parts += [f"## {size:,} cables", _queries(figures[size]), _builds(figures[size])]
    return "\n\n".join(parts) + "\n"


def _queries(engines: dict[str, dict[str, Any]]) -> str:
    labels = list(engines["Reftel"]["classes"])
    rows = [[label, *(_time(one["classes"][label]) for one in engines.values())] for label in labels]
    return _table(["ms", *engines], rows)


def _time(taken: dict[str, Any]) -> str:
    return f"{taken['p50']:.2f} ({taken['p95']:.2f})"


def _builds(engines: dict[str, dict[str, Any]]) -> str:
    built = {name: one["build"] for name, one in engines.items()}
    rows = [
        ["building, seconds of the clock", *(f"{one['seconds']:.0f}" for one in built.values())],
        ["building, seconds of the processor", *(f"{one['cpu_seconds']:.0f}" for one in built.values())],
        ["building, largest process, MB", *(f"{one['largest_process_mb']:.0f}" for one in built.values())],
        ["index, MB", *(f"{one['index_mb']:.0f}" for one in built.values())],
        ["opening, ms, imports included", *(f"{one['open_ms']:.0f}" for one in engines.values())],
        ["private memory after the queries, MB", *(f"{one['private_mb']:.0f}" for one in engines.values())],
    ]
    return _table(["", *engines], rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def plot(figures: Figures) -> str:
    """Medians of three classes against the number of cables, both on logarithmic scales."""
    panels = "".join(_panel(figures, label, number * WIDTH) for number, label in enumerate(PLOTTED))
    keys = "".join(
        f'<text x="{LEFT + 140 * number}" y="{HEIGHT + 14}" fill="{colour}">{name}</text>'
        for number, (name, colour) in enumerate(COLOURS.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * len(PLOTTED)} {HEIGHT + 24}" role="img"'
        ' font-family="sans-serif" font-size="11"><title>Median milliseconds against the number of cables</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{panels}{keys}</svg>\n'
    )


def _panel(figures: Figures, label: str, shift: int) -> str:
    sizes = sorted(figures)
    times = [one["classes"][label]["p50"] for engines in figures.values() for one in engines.values()]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    first, last = math.log10(sizes[0]), math.log10(max(sizes[-1], sizes[0] + 1))

    def x(size: int) -> float:
        return shift + LEFT + (math.log10(size) - first) / (last - first) * (WIDTH - LEFT - 20)

    def y(power: float) -> float:
        return HEIGHT - BOTTOM - (power - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [f'<text x="{shift + LEFT}" y="22" font-size="13" fill="#222">{label}, ms</text>']
    for power in range(low, high + 1):
        line = f'x1="{shift + LEFT}" x2="{shift + WIDTH - 20}" y1="{y(power):.1f}" y2="{y(power):.1f}"'
        parts.append(f'<line {line} stroke="#ddd"/>')
        parts.append(f'<text x="{shift + LEFT - 6}" y="{y(power) + 4:.1f}" text-anchor="end">{10**power:g}</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="{HEIGHT - 22}" text-anchor="middle">{size // 1000}k</text>')
    for name, colour in COLOURS.items():
        points = [
            (x(size), y(math.log10(figures[size][name]["classes"][label]["p50"])))
            for size in sizes
            if name in figures[size]
        ]
        drawn = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
    return "".join(parts)
