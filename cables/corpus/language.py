"""Sentences from patterns: `{slot}` is filled from the scene, `[this|or that]` is drawn. Patterns are read once."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

TOKEN = re.compile(r"\{(\w+)\}|\[([^\[\]]*)\]")


class Scene(Protocol):
    """What a pattern itself needs of a scene; what its slots need is known to those who fill them."""

    draw: Callable[[], float]


Fill = Callable[[Any], str]
"""Takes the scene, gives the words for a slot."""


class PatternError(ValueError):
    """A pattern asks for a slot that no one fills."""


@dataclass(frozen=True, slots=True)
class Pattern:
    text: str
    """With `%s` where a fill goes."""
    fills: tuple[Fill, ...]
    capital: bool = False
    """Whether the text itself begins with a capital or a figure."""

    def say(self, scene: Scene) -> str:
        """The sentence, with a capital at its start."""
        words = self.render(scene)
        return words if self.capital or words[0].isupper() else words[0].upper() + words[1:]

    def render(self, scene: Scene) -> str:
        return self.text % tuple([fill(scene) for fill in self.fills]) if self.fills else self.text


def read_pattern(source: str, slots: Mapping[str, Fill]) -> Pattern:
    """The pattern of a source line; `PatternError` for a slot not in `slots`."""
    text: list[str] = []
    fills: list[Fill] = []
    end = 0
    for token in TOKEN.finditer(source):
        text.append(source[end : token.start()].replace("%", "%%"))
        end = token.end()
        slot, choice = token.groups()
        if slot is not None:
            if slot not in slots:
                raise PatternError(f"Unknown slot {{{slot}}} in the pattern {source!r}.")
            fills.append(slots[slot])
        else:
            fills.append(_choice([read_pattern(option, slots) for option in choice.split("|")]))
        text.append("%s")
    text.append(source[end:].replace("%", "%%"))
    capital = not source[:1].islower() and source[:1] not in ("{", "[")
    if not fills:
        return Pattern(source, (), capital)
    return Pattern("".join(text), tuple(fills), capital)


def _choice(options: Sequence[Pattern]) -> Fill:
    count = len(options)
    if not any(option.fills for option in options):
        words = tuple(option.text for option in options)
        return lambda scene: words[int(scene.draw() * count)]
    return lambda scene: options[int(scene.draw() * count)].render(scene)


class Pool:
    """Patterns to draw from without repeating one before all have been used."""

    __slots__ = ("patterns", "strides")

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        count = len(self.patterns)
        self.strides = tuple(step for step in range(1, count + 1) if math.gcd(step, count) == 1)

    def __len__(self) -> int:
        return len(self.patterns)

    def deal(self, draw: Callable[[], float]) -> Deal:
        return Deal(self, int(draw() * len(self.patterns)), self.strides[int(draw() * len(self.strides))])


class Deal:
    """One walk through a pool."""

    __slots__ = ("_place", "_pool", "_stride", "dealt")

    def __init__(self, pool: Pool, place: int, stride: int) -> None:
        self._pool = pool
        self._place = place
        self._stride = stride
        self.dealt = 0

    def next(self) -> Pattern:
        self._place = (self._place + self._stride) % len(self._pool.patterns)
        self.dealt += 1
        return self._pool.patterns[self._place]

    @property
    def fresh(self) -> bool:
        """Whether a pattern not yet dealt is left."""
        return self.dealt < len(self._pool.patterns)
