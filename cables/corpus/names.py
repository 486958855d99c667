"""Invented names of people and places, put together from syllables; a few come often, most of them hardly ever."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data")
SCRAMBLE = 7_368_787
"""A prime: multiplying by it scatters neighbouring ranks over the syllables."""

Draw = Callable[[], float]
"""A source of numbers in [0, 1)."""


@dataclass(frozen=True, slots=True)
class Style:
    """The syllables of one family of names."""

    given_start: tuple[str, ...]
    given_end: tuple[str, ...]
    start: tuple[str, ...]
    middle: tuple[str, ...]
    surname_end: tuple[str, ...]
    town_end: tuple[str, ...]


@cache
def styles() -> dict[str, Style]:
    with (DATA / "names.toml").open("rb") as file:
        table = tomllib.load(file)
    return {name: Style(**{key: tuple(values) for key, values in row.items()}) for name, row in table.items()}


def pick(draw: Draw, values: Sequence[str]) -> str:
    return values[int(draw() * len(values))]


class Namer:
    """Names in one style; `offset` makes the names frequent in one country rare in another."""

    def __init__(self, style: Style, offset: int) -> None:
        self.style = style
        self.offset = offset
        self._few = len(style.start) * len(style.middle)
        self._many = self._few * len(style.middle)

    def given(self, draw: Draw) -> str:
        return pick(draw, self.style.given_start) + pick(draw, self.style.given_end)

    def surname(self, draw: Draw) -> str:
        return self._name(draw, self.style.surname_end)

    def person(self, draw: Draw) -> str:
        return f"{self.given(draw)} {self.surname(draw)}"

    def town(self, draw: Draw) -> str:
        return self._name(draw, self.style.town_end)

    def _name(self, draw: Draw, endings: Sequence[str]) -> str:
        """The chance of a rank is about one over the rank, as with words."""
        style = self.style
        space = self._few * len(endings)
        rank = int((space + self._many * len(endings)) ** draw())
        if rank < space:
            place, end = divmod((rank * SCRAMBLE + self.offset) % space, len(endings))
            start, middle = divmod(place, len(style.middle))
            return style.start[start] + style.middle[middle] + endings[end]
        space = self._many * len(endings)
        place, end = divmod((rank * SCRAMBLE + self.offset) % space, len(endings))
        place, second = divmod(place, len(style.middle))
        start, first = divmod(place, len(style.middle))
        consonant = style.surname_end[(rank + end) % len(style.surname_end)].lstrip("aeiou-")[0]
        return style.start[start] + style.middle[first] + consonant + style.middle[second] + endings[end]
