"""How many exports run at a time on one machine, so that pages are answered while they do."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from django.conf import settings

LARGE = 1_000
"""Hits from which on an export is a large one."""
AT_A_TIME = {"large": 2, "small": 3}
"""Of the eight requests that two web workers answer at a time."""


class Busy(Exception):
    """As many exports as may are under way. The message is one sentence for the page."""


class Slot:
    """Held from the moment it is made until it is freed; the system frees it when its process dies."""

    def __init__(self, hits: int) -> None:
        """Raises Busy where none is free."""
        kind = "large" if hits > LARGE else "small"
        folder = Path(settings.DATA_DIR) / "exports"
        folder.mkdir(mode=0o700, exist_ok=True)
        for number in range(AT_A_TIME[kind]):
            file = (folder / f"{kind}-{number}.lock").open("a")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
            else:
                self._file: IO[str] = file
                return
        raise Busy("Others are taking results away just now, as many as can at a time; try again in a minute.")

    def free(self) -> None:
        """May be called twice."""
        self._file.close()
