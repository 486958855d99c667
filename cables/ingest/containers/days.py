"""Days as containers write them."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def iso_day(stated: str) -> date | None:
    """The day with which a text begins as 2009-04-06; None where there is none, or no such day."""
    found = _DAY.match(stated)
    try:
        return date.fromisoformat(found.group()) if found else None
    except ValueError:
        return None
