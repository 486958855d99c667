"""How far a command is: a moving line on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import OutputWrapper
from rich import progress

from cables.search import Progress

SECONDS = 10.0
"""From one line to the next where the output is no terminal."""


@contextmanager
def told(out: OutputWrapper, unit: str) -> Iterator[Progress]:
    """Yields what a long job is given to tell of its progress; `unit` is what it counts."""
    if not out.isatty():
        yield _Lines(out, unit)
        return
    columns = (
        progress.TextColumn(f"{{task.completed:,}} of {{task.total:,}} {unit}"),
        progress.BarColumn(),
        progress.TextColumn("{task.fields[pace]}"),
    )
    with progress.Progress(*columns, transient=True) as bar:
        task = bar.add_task("", total=0, pace="")
        pace = _Pace()

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, pace=pace.told(done, total))

        yield tell


class _Lines:
    def __init__(self, out: OutputWrapper, unit: str) -> None:
        self._out = out
        self._unit = unit
        self._pace = _Pace()
        self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        pace = self._pace.told(done, total)
        if time.monotonic() - self._last >= SECONDS:
            self._last = time.monotonic()
            self._out.write(f"{done:,} of {total:,} {self._unit}{', ' if pace else ''}{pace}")


class _Pace:
    """Rate and time left, reckoned from the first report: what an earlier run had done counts for nothing."""

    def __init__(self) -> None:
        self._first: tuple[float, int] | None = None

    def told(self, done: int, total: int) -> str:
        now = time.monotonic()
        if self._first is None:
            self._first = now, done
        began, before = self._first
        if done == before or now == began:
            return ""
        rate = (done - before) / (now - began)
        return f"{rate:,.0f} a second, {_duration((total - done) / rate)} left"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
