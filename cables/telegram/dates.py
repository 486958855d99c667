"""Dates as telegrams write them: date-time groups and day/month/year in figures."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from cables.telegram.patterns import any_case, exact

MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
EARLIEST_YEAR = 66
"""Two-digit years from here on are of the last century."""

DTG = any_case(r"(?<!\d)(\d{2})\s?(\d{2})(\d{2})\s?Z\s{0,3}([A-Z]{3})[A-Z]{0,6}?\.?\s{0,3}(\d{4}|[\dO]\d)\b")
_FIGURES = exact(r"(?<!\d)(\d{1,4})\s?[/\-.]\s?(\d{1,2})\s?[/\-.]\s?(\d{4}|\d{2})(?!\d)")
_ONE_DIGIT_DAY = exact(r"(?<!\d)(\d{4})\s?[/\-.]\s?(\d{1,2})\s?[/\-.]\s?(\d)(?!\d)")
"""A day of one digit is the last figure only where the year stands first."""
_WORDS = any_case(r"\b([A-Z]{3})[A-Z]{0,6}\.?\s{1,3}(\d{1,2}),?\s{1,3}(\d{4})\b")
_DAY_FIRST = any_case(r"(?<!\d)(\d{1,2})\s{0,2}([A-Z]{3})[A-Z]{0,6}\.?,?\s{0,2}(\d{4}|\d{2})\b")


def full_year(figures: str) -> int:
    """The year of a date-time group: four figures, or two, of which the first may be the letter O."""
    return int(figures) if len(figures) == 4 else century(int(figures.upper().replace("O", "0")))


def century(two_digits: int) -> int:
    """66..99 in 19.., 0..65 in 20.."""
    return two_digits + (1900 if two_digits >= EARLIEST_YEAR else 2000)


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime | None:
    """The moment in UTC, None if there is no such one; 24 hours are the next midnight."""
    try:
        if hour == 24 and minute == 0:
            return datetime(year, month, day, tzinfo=UTC) + timedelta(days=1)
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def date_time_group(match: re.Match[str]) -> datetime | None:
    """The moment a match of DTG names, None if it is impossible (day 32)."""
    day, hour, minute, month, year = match.groups()
    return moment(full_year(year), MONTHS.get(month.upper(), 0), int(day), int(hour), int(minute))


def declassification_date(text: str, sent: date | None) -> date | None:
    """The first date in the text; a two-digit year is the nearest one not before that of `sent`."""
    for pattern, order in ((_FIGURES, "mdy"), (_ONE_DIGIT_DAY, "mdy"), (_WORDS, "Mdy"), (_DAY_FIRST, "dMy")):
        match = pattern.search(text)
        if match is None:
            continue
        found = _date(dict(zip(order, match.groups(), strict=True)), sent)
        if found:
            return found
    return None


def _date(parts: dict[str, str], sent: date | None) -> date | None:
    month = MONTHS.get(parts["M"].upper(), 0) if "M" in parts else -1
    if month < 0 and len(parts["m"]) == 4:
        year, month, day = int(parts["m"]), int(parts["d"]), parts["y"]
    elif month < 0 and len(parts["m"]) > 2:
        return None
    else:
        month = int(parts["m"]) if month < 0 else month
        day = parts["d"]
        year = int(parts["y"]) if len(parts["y"]) == 4 else _near_year(int(parts["y"]), sent)
    found = moment(year, month, int(day)) if len(day) <= 2 else None
    return found.date() if found else None


def _near_year(two_digits: int, sent: date | None) -> int:
    if sent is None:
        return century(two_digits)
    year = sent.year - sent.year % 100 + two_digits
    return year if year >= sent.year else year + 100
