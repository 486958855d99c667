"""How many of the cables found are of which time."""

from __future__ import annotations

from calendar import month_name, monthrange
from collections.abc import Callable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from cables.search.segments import Docs
from cables.search.snapshot import Snapshot
from cables.search.values import Bar, Histogram

MOST_BARS = 120
MOST_DAYS = 92
"""Cables of three months at most are counted by days, of ten years at most by months, and of more by years."""

_Period = tuple[date, date, str]


def histogram(snapshot: Snapshot, docs: Docs, first: date | None = None, last: date | None = None) -> Histogram | None:
    """The documents by date; None where none has one. No bar reaches beyond `first` and `last`."""
    dates = snapshot.dates[docs]
    dated = docs[dates > 0]
    if not len(dated):
        return None
    days, months = dates[dates > 0], snapshot.months[dated]
    years = months // 12
    undated = len(docs) - len(dated)
    if np.ptp(days) < MOST_DAYS:
        step, bars = "day", _bars(days, _day)
    elif np.ptp(months) < MOST_BARS:
        step, bars = "month", _bars(months, _month)
    else:
        width = _years_of_a_bar(int(np.ptp(years)) + 1)
        step, bars = "year", _bars(years // width, lambda number: _years(number * width, width))
    return Histogram(step, tuple(_clipped(bar, first, last) for bar in bars), undated)


def _bars(numbers: NDArray[np.int64], period: Callable[[int], _Period]) -> list[Bar]:
    start = int(numbers.min())
    counts = np.bincount(numbers - start).tolist()
    return [Bar(*period(start + place), count) for place, count in enumerate(counts)]


def _day(number: int) -> _Period:
    day = date.fromordinal(number)
    return day, day, f"{day.day} {month_name[day.month]} {day.year}"


def _month(number: int) -> _Period:
    year, month = number // 12, number % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), f"{month_name[month]} {year}"


def _years(first: int, width: int) -> _Period:
    last = min(first + width - 1, date.max.year)
    first = max(first, date.min.year)
    return date(first, 1, 1), date(last, 12, 31), str(first) if width == 1 else f"{first} to {last}"


def _years_of_a_bar(span: int) -> int:
    """One, but for a misread date far from all others."""
    return next(width for width in (1, 10, 100) if span + width <= MOST_BARS * width)


def _clipped(bar: Bar, first: date | None, last: date | None) -> Bar:
    return Bar(max(bar.first, first or bar.first), min(bar.last, last or bar.last), bar.label, bar.count)
