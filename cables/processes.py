"""How a process begins that works for another one. Imports no model, for it is imported before Django is set up."""

from __future__ import annotations

import gc
import signal

import django

GARBAGE_AFTER = 200_000
"""Objects made before memory is searched for rings, of which values have none."""


def begin() -> None:
    """Set up Django; leave an interruption from the keyboard to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)
