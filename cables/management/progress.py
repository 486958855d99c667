"""How far a command is: a moving line on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import OutputWrapper
from rich import progress

from cables.search import Progress

SECONDS = 10.0
"""From one line to the next where the output is no terminal."""

Tell = Callable[[str, int, int, int, str], None]
"""Called with what is done in words, how much of how much that is (0 where nobody knows), how many things have been
done, whose rate is told, and what is at hand just now."""


@contextmanager
def told(out: OutputWrapper, unit: str) -> Iterator[Progress]:
    """Yields what a long job is given to tell of its progress; `unit` is what it counts."""
    with telling(out) as tell:
        yield lambda done, total: tell(f"{done:,} of {total:,} {unit}", done, total, done, "")


@contextmanager
def telling(out: OutputWrapper) -> Iterator[Tell]:
    """The same where what is counted and what measures the way are not one."""
    pace = _Pace()
    if not out.isatty():
        yield _Lines(out, pace)
        return
    columns = (
        progress.TextColumn("{task.fields[words]}", markup=False),
        progress.BarColumn(),
        progress.TextColumn("{task.fields[pace]}"),
        progress.TextColumn("{task.fields[at_hand]}", style="dim", markup=False),
    )
    with progress.Progress(*columns, transient=True) as bar:
        task = bar.add_task("", total=None, words="", pace="", at_hand="")

        def tell(words: str, done: int, total: int, counted: int, at_hand: str) -> None:
            bar.update(
                task,
                completed=done,
                total=total or None,
                words=words,
                pace=pace.told(done, total, counted),
                at_hand=at_hand,
            )

        yield tell


class _Lines:
    def __init__(self, out: OutputWrapper, pace: _Pace) -> None:
        self._out = out
        self._pace = pace
        self._last = time.monotonic()

    def __call__(self, words: str, done: int, total: int, counted: int, at_hand: str) -> None:
        pace = self._pace.told(done, total, counted)
        if time.monotonic() - self._last >= SECONDS:
            self._last = time.monotonic()
            self._out.write(f"{words}{', ' if pace else ''}{pace}")


class _Pace:
    """Rate and time left, reckoned from the first report: what an earlier run had done counts for nothing."""

    def __init__(self) -> None:
        self._first: tuple[float, int, int] | None = None

    def told(self, done: int, total: int, counted: int) -> str:
        now = time.monotonic()
        if self._first is None:
            self._first = now, done, counted
        began, done_before, counted_before = self._first
        if counted == counted_before or now == began:
            return ""
        rate = f"{(counted - counted_before) / (now - began):,.0f} a second"
        if not total or done == done_before:
            return rate
        return f"{rate}, {_duration(max(total - done, 0) * (now - began) / (done - done_before))} left"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
