"""The histogram of dates as a drawing: bars that are links, in shares of the drawing's width and height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cables.forms import search_url
from cables.search.values import NOT_STATED, Bar, Histogram, SearchQuery

MOST_TICKS = 6
LAST_TICK = 90.0
"""Percent of the width; a label that begins further right would be cut."""
_EVERY = {
    "year": (1, 2, 5, 10, 20, 50, 100, 500, 1_000),
    "month": (1, 3, 6, 12, 24, 60, 120, 240),
    "day": (1, 2, 7, 14, 28, 56),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Column:
    """One bar. Places and sizes are percentages; `slot` is the width that belongs to it, gap included."""

    bar: Bar
    x: str
    slot: str
    width: str
    y: str
    height: str
    url: str
    """The search narrowed to this bar's time."""


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    step: str
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    undated: int
    undated_url: str
    whole_url: str
    """The search without its first and last day; "" where it has none."""

    @property
    def first(self) -> date:
        return self.columns[0].bar.first

    @property
    def last(self) -> date:
        return self.columns[-1].bar.last


def timeline(histogram: Histogram | None, query: SearchQuery) -> Timeline | None:
    """None where there is nothing to compare: fewer than two bars and no range of dates to leave."""
    ranged = query.date_from is not None or query.date_to is not None
    if histogram is None or not histogram.bars or (len(histogram.bars) < 2 and not ranged):
        return None
    whole = replace(query, date_from=None, date_to=None, page=1)
    undated = replace(whole, selected={**query.selected, "date": (NOT_STATED,)})
    return Timeline(
        step=histogram.step,
        columns=tuple(_columns(histogram.bars, query)),
        ticks=tuple(_ticks(histogram)),
        undated=histogram.undated,
        undated_url=search_url(undated),
        whole_url=search_url(whole) if ranged else "",
    )


def _columns(bars: Sequence[Bar], query: SearchQuery) -> list[Column]:
    most = max(bar.count for bar in bars) or 1
    slot = 100 / len(bars)
    drawn = []
    for place, bar in enumerate(bars):
        height = max(100 * bar.count / most, 3.0 if bar.count else 0.0)
        narrowed = replace(query, date_from=bar.first, date_to=bar.last, page=1)
        drawn.append(
            Column(
                bar=bar,
                x=_percent(place * slot),
                slot=_percent(slot),
                width=_percent(slot * 0.84),
                y=_percent(100 - height),
                height=_percent(height),
                url=search_url(narrowed),
            )
        )
    return drawn


def _ticks(histogram: Histogram) -> list[Tick]:
    bars = histogram.bars
    every = next((step for step in _EVERY[histogram.step] if len(bars) / step <= MOST_TICKS), len(bars))
    ticks = []
    for place, bar in enumerate(bars):
        share = 100 * place / len(bars)
        if _ordinal(histogram.step, bar, place) % every == 0 and share <= LAST_TICK:
            ticks.append(Tick(_percent(share), _tick_label(histogram.step, bar)))
    return ticks


def _ordinal(step: str, bar: Bar, place: int) -> int:
    match step:
        case "year":
            return bar.first.year
        case "month":
            return bar.first.year * 12 + bar.first.month - 1
    return place


def _tick_label(step: str, bar: Bar) -> str:
    match step:
        case "year":
            return str(bar.first.year)
        case "month":
            return f"{_MONTHS[bar.first.month - 1]} {bar.first.year}"
    return f"{bar.first.day} {_MONTHS[bar.first.month - 1]}"


def _percent(share: float) -> str:
    return f"{share:.3f}".rstrip("0").rstrip(".") + "%"
