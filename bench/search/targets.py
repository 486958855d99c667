"""What was asked of the engine, beside what was measured."""

from __future__ import annotations

from typing import Any

Figures = dict[int, dict[str, dict[str, Any]]]
FACETED = "5 facets"
RARE = "rare word"
WITH_STOCK = 20_000


def targets(figures: Figures) -> str:
    """A table of targets at the largest size, what was measured there, and whether it was reached; then the misses."""
    engines = figures[max(figures)]
    ours = engines["Reftel"]
    build, site = ours["build"], ours["site"]
    rows = [
        _row(
            "full build, database to searchable",
            "25 min, 2 GB a process",
            f"{build['seconds'] / 60:.1f} min, {build['largest_process_mb'] / 1000:.2f} GB",
            build["seconds"] <= 25 * 60 and build["largest_process_mb"] <= 2_000,
        ),
        _row("index", "1.8 GB", f"{build['index_mb'] / 1000:.2f} GB", build["index_mb"] <= 1_800),
        _spread(
            "mixed searches: hits in order, count, all facets", site["engine"], {"p50": 15, "p95": 60, "worst": 500}
        ),
        _spread("the same, with the cables of the page and their excerpts", site["page"], {}),
        _row(
            "open, cold, with imports and a first search",
            "1 s",
            f"{site['cold_open_ms'] / 1000:.2f} s",
            site["cold_open_ms"] <= 1_000,
        ),
        _row("private memory of a web process", "250 MB", f"{site['private_mb']:.0f} MB", site["private_mb"] <= 250),
        *(
            _row(
                f"one cable {name}, until a search shows it",
                "2 s",
                f"{taken['p50'] / 1000:.2f} s, worst {taken['worst'] / 1000:.2f} s",
                taken["worst"] <= 2_000,
            )
            for name, taken in site["changes"].items()
        ),
        _merging(site["merge"]),
    ]
    head = "| what | target | measured | |\n| --- | --- | --- | --- |"
    table = "\n".join([head, *rows])
    return "\n\n".join([table, *_comparisons(figures)])


def _row(what: str, target: str, measured: str, reached: bool | None) -> str:
    verdict = "" if reached is None else "reached" if reached else "**missed**"
    return f"| {what} | {target} | {measured} | {verdict} |"


def _spread(what: str, taken: dict[str, float], limits: dict[str, float]) -> str:
    names = ("p50", "p95", "worst")
    measured = ", ".join(f"{name} {taken[name]:.1f} ms" for name in names)
    processor = ", ".join(f"{taken['processor_' + name]:.1f}" for name in names)
    measured += f"; of the processor {processor}"
    target = ", ".join(f"{name} {limit:g} ms" for name, limit in limits.items())
    reached = all(taken[name] <= limit for name, limit in limits.items()) if limits else None
    return _row(what, target, measured, reached)


def _merging(merge: dict[str, float]) -> str:
    longer = merge["worst"] - merge["alone_worst"]
    return _row(
        f"searches during a merge of everything ({merge['merge_seconds']:.0f} s)",
        "50 ms longer",
        f"worst {merge['worst']:.0f} ms, without a merge {merge['alone_worst']:.0f} ms",
        longer <= 50,
    )


def _comparisons(figures: Figures) -> list[str]:
    engines = figures[max(figures)]
    said = [_slower(engines, "tantivy", lambda label: 1.0 if FACETED in label else 2.0)]
    for name in ("SQLite FTS5", "PostgreSQL GIN"):
        if name in engines:
            said.append(_slower(engines, name, lambda label: None if label == RARE else 1.0))
    if WITH_STOCK in figures and "stock Whoosh" in figures[WITH_STOCK]:
        said.append(_faster_than_stock(figures[WITH_STOCK]))
    return said


def _slower(engines: dict[str, dict[str, Any]], peer: str, limit: Any) -> str:
    """The classes in which we take more than so many times as long as a peer."""
    ours, theirs = (engines[name]["classes"] for name in ("Reftel", peer))
    times = {label: ours[label]["p50"] / theirs[label]["p50"] for label in ours}
    over = [
        f"{label} ({times[label]:.2f} times)"
        for label in ours
        if limit(label) is not None and times[label] > limit(label)
    ]
    asked = "2 times as long as tantivy at most, with facets less" if peer == "tantivy" else f"faster than {peer}"
    return f"Asked for: {asked}. " + (f"**Missed** in: {', '.join(over)}." if over else "Reached in every class.")


def _faster_than_stock(engines: dict[str, dict[str, Any]]) -> str:
    ours, theirs = (engines[name]["classes"] for name in ("Reftel", "stock Whoosh"))
    labels = [label for label in ours if label == "common word" or FACETED in label]
    times = {label: theirs[label]["p50"] / ours[label]["p50"] for label in labels}
    listed = ", ".join(f"{label} {times[label]:.0f} times" for label in labels)
    reached = "Reached" if all(one >= 50 for one in times.values()) else "**Missed** in part"
    return f"Asked for at {WITH_STOCK:,} cables: 50 times faster than stock Whoosh. {reached}: {listed}."
