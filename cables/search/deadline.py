"""How long a search may take."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 5.0
"""The slowest searches of a full archive take a tenth of this on a quiet machine, so it ends only what is hopeless;
and a reader who has waited this long would rather know."""


class OutOfTime(Exception):
    """The evaluation was ended before it was complete."""


class Deadline:
    """The moment at which an evaluation ends, complete or not."""

    def __init__(self, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def check(self) -> None:
        """Raises OutOfTime once the moment has come."""
        if self._clock() > self._end:
            raise OutOfTime
