"""Dates as queries and facets write them: 2009, 2009-04, 2009-04-06."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_OPEN = (date.min.toordinal(), date.max.toordinal())


def day_range(text: str) -> tuple[int, int] | None:
    """First and last day number of a year, month or day; all days for "*"; None if it is no date."""
    if text == "*":
        return _OPEN
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def date_range(low: str, high: str, *, include_low: bool, include_high: bool) -> tuple[int, int]:
    """First and last day number from `low` to `high`, which must both be dates or "*"."""
    lows, highs = day_range(low) or _OPEN, day_range(high) or _OPEN
    first = lows[0] if include_low or low == "*" else lows[1] + 1
    last = highs[1] if include_high or high == "*" else highs[0] - 1
    return first, last
