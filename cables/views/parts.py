"""Long pages in parts: any place in them has an address of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts that a long row of things is shown in."""

    number: int
    """From 1."""
    total: int
    """Parts there are, at least 1."""
    start: int
    stop: int
    """The things in it, counted from 0, as a slice."""

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.total else None


def part_with(position: int, things: int, size: int) -> Part:
    """The part that holds the thing at `position` (from 0); positions beyond the last mean the last."""
    total = max(-(-things // size), 1)
    number = min(max(position, 0) // size + 1, total)
    return Part(number, total, (number - 1) * size, min(number * size, things))


def asked_part(text: str, things: int, size: int) -> Part | None:
    """The part that an address names by its number; None where it names none that is there."""
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return None
    part = part_with((int(text) - 1) * size, things, size)
    return part if part.number == int(text) else None
