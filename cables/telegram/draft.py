"""The one mutable thing of a parse: what has been read so far, handed from field to field."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from cables.telegram.lexer import Line
from cables.telegram.spans import Stretch
from cables.telegram.values import Defect, Span


class Item:
    """A line with the field it belongs to."""

    __slots__ = ("begin", "field", "index", "line")

    def __init__(self, line: Line, field: str, index: int | None = None, begin: int = 0) -> None:
        self.line = line
        self.field = field
        self.index = index
        self.begin = begin
        """Where in the line the field's text begins, behind its label."""

    @property
    def text(self) -> str:
        return self.line.text[self.begin :]


@dataclass(slots=True)
class Draft:
    """What each line was given to, in source order, and the oddities met."""

    source: str
    items: list[Item] = field(default_factory=list)
    """The lines of header and head."""
    body: list[Stretch] = field(default_factory=list)
    """The stretches behind the head, in order."""
    details: list[Span] = field(default_factory=list)
    """Spans finer than a line; they win over the field of their line."""
    defects: list[Defect] = field(default_factory=list)
    _by_field: defaultdict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))

    def give(self, line: Line, to: str, index: int | None = None, begin: int = 0) -> Item:
        item = Item(line, to, index, begin)
        self.items.append(item)
        self._by_field[to].append(item)
        return item

    def of(self, name: str) -> list[Item]:
        """The items of a field of header or head, in order."""
        return self._by_field[name]

    def give_body(self, start: int, end: int, to: str, index: int | None = None) -> None:
        self.body.append((start, end, to, index))

    def odd(self, kind: str, start: int, end: int, detail: str = "") -> None:
        self.defects.append(Defect(kind, start, end, detail))
