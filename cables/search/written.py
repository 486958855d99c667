"""The place of a hit in the order of a search, as text that its reader need not understand."""

from __future__ import annotations

import base64
import binascii
import json
import math
from dataclasses import astuple

from cables.search.ordering import Place

_LONGEST_PLACE = 2_000
"""Characters of a written place."""


def written(place: Place) -> str:
    return base64.urlsafe_b64encode(json.dumps(astuple(place)).encode()).decode().rstrip("=")


def read(text: str) -> Place:
    """Raises ValueError for what is no place."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text[:_LONGEST_PLACE] + "=" * (-len(text) % 4)))
        score, day, reference_id, position = values
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise ValueError("This is no place in a list of hits.") from error
    numbers = (day, position)
    if not (
        isinstance(score, float)
        and math.isfinite(score)
        and all(isinstance(number, int) and abs(number) < 2**31 for number in numbers)
        and isinstance(reference_id, str)
    ):
        raise ValueError("This is no place in a list of hits.")
    return Place(score, day, reference_id, position)
