"""How a process begins that works for another one. Imports no model, for it is imported before Django is set up."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process

import django

GARBAGE_AFTER = 200_000
"""Objects made before memory is searched for rings, of which values have none."""


def begin() -> None:
    """Set up Django; end with the process that started this one, and leave interruptions from the keyboard to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    django.setup()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)


@contextmanager
def rare_collections() -> Iterator[None]:
    """The same for a process that goes on with other work afterwards."""
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _end_with_parent() -> None:
    """A process that was killed cannot tell its workers to stop."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
