"""What reading a query gives: parts with their plans and how they are said, and what its writer must be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cables.search.plan import AllOf, AnyOf, Everything, NoneOf, Plan


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was read."""

    plan: Plan
    understood: str = ""
    notices: tuple[str, ...] = ()
    misread: bool = False
    """Whether a part could not be read as a query and was searched as plain words."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a query: its plan, and how it is said behind “with”."""

    plan: Plan
    said: str
    joined: bool = False
    """Whether what is said wants brackets inside another part."""
    excluded: Part | None = None
    """For what must not be found: what that is."""

    @property
    def bracketed(self) -> str:
        return f"({self.said})" if self.joined else self.said


class Notes:
    """Gathers what the writer of a query must be told, each sentence once."""

    def __init__(self) -> None:
        self.notices: dict[str, None] = {}
        self.misread = False

    def add(self, sentence: str, *, misread: bool = False) -> None:
        self.notices[sentence] = None
        self.misread = self.misread or misread

    def reading(self, part: Part | None, unit: str) -> Reading:
        notices = tuple(self.notices)
        if part is None:
            return Reading(Everything(), "", notices, self.misread)
        what = unit.capitalize()
        if part.plan == Everything():
            said = f"All {unit}."
        elif part.said.startswith(_WITHOUT):
            said = f"{what} {part.said}."
        else:
            said = f"{what} with {part.said}."
        return Reading(part.plan, said, notices, self.misread)


_WITHOUT = "without "


def without(part: Part) -> Part:
    """All but what a part finds."""
    return part.excluded or Part(NoneOf(part.plan), f"{_WITHOUT}{part.bracketed}", excluded=part)


def all_of(parts: Sequence[Part | None]) -> Part | None:
    """None for no parts; parts that are None were left out."""
    read = [part for part in parts if part is not None]
    # What is left out is said last: “without a and b” could mean both.
    said = " and ".join(part.bracketed for part in sorted(read, key=lambda part: part.excluded is not None))
    return _combined(read, said, AllOf(tuple(part.plan for part in read)))


def any_of(parts: Sequence[Part | None]) -> Part | None:
    read = [part for part in parts if part is not None]
    said = " or ".join(part.bracketed for part in sorted(read, key=lambda part: part.excluded is not None))
    return _combined(read, said, AnyOf(tuple(part.plan for part in read)))


def _combined(read: list[Part], said: str, plan: Plan) -> Part | None:
    if len(read) < 2:
        return read[0] if read else None
    return Part(plan, said, joined=True)
