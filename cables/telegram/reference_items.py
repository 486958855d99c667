"""Cuts a REF list into its items: marks A., (B), C) ... found by their sequence, doubled marks taken off."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cables.telegram.lexer import PILCROW, Line
from cables.telegram.patterns import any_case, exact

_MARK = exact(
    r"(?:(?<=\n)|^|(?<=[\s;,.)])|(?<=\d)(?=[(\[]))\s?(?:-{1,2}\s{0,8})?(?:[(\[]\s?([A-Za-z]|\d)\s?[)\]]|([A-Za-z]|\d(?=[.)]\s))(?:\s?\.\s?\)|\s?[.):\]]|\s-(?=\s)))"
    r"[\s:.]{0,3}"
)
_BARE_MARK = exact(r"(?:(?<=\n)|^)\s{0,12}([A-Z]),? (?=(?:\d{2} )?[A-Z]{3})")
_DOUBLED = any_case(
    r"\s{0,3}(?:(?:REFTEL|REF)S?\s?[:.]?\s?(?:[(\[]?([A-Z])(?:[)\].:]{1,2}|(?=\s)))?[\s:.]{0,3}|[(\[]?([A-Z])[)\].:]{1,2}\s{0,3})"
)
_ENDS_OF_ITEM = frozenset("0123456789;,)")
"""Last characters of a first item that has no mark, before B."""
_RESIDUE = exact(r"1(?=[A-Z]\.\s)")


class Piece(NamedTuple):
    """One item of the list: its label, and where in the joined text it stands."""

    label: str | None
    mark: int
    start: int
    end: int


class Joined:
    """Lines joined with line ends between, without pilcrows, and the way back to the source."""

    def __init__(self, lines: Iterable[tuple[Line, int]]) -> None:
        """Each line with the place in its text where the list's text begins."""
        texts: list[str] = []
        self._starts: list[int] = []
        self._sources: list[int] = []
        self.pilcrows: list[int] = []
        length = 0
        for line, begin in lines:
            at = begin
            pilcrow = PILCROW.match(line.text, at)
            residue = None if pilcrow else _RESIDUE.match(line.text, at)
            if pilcrow or residue:
                if residue or (pilcrow and "\u00b6" not in pilcrow[0]):
                    self.pilcrows.append(line.start + at)
                at = (pilcrow or residue).end()  # type: ignore[union-attr]
            self._starts.append(length)
            self._sources.append(line.start + at)
            texts.append(line.text[at:])
            length += len(texts[-1]) + 1
        self.text = "\n".join(texts)

    def source(self, place: int) -> int:
        at = max(bisect_right(self._starts, place) - 1, 0)
        return self._sources[at] + place - self._starts[at]


def cut_items(text: str) -> Iterator[Piece]:
    """The items of a list in order; text before the first mark is an item without a label."""
    marks = list(_marks(text))
    if not marks:
        yield Piece(None, 0, 0, len(text))
        return
    if text[: marks[0][1]].strip(" \n.,;:-"):
        yield Piece(None, 0, 0, marks[0][1])
    for number, (label, start, end) in enumerate(marks):
        until = marks[number + 1][1] if number + 1 < len(marks) else len(text)
        yield Piece(label, start, _skip_doubled(text, label, end, until), until)


def _marks(text: str) -> Iterator[tuple[str, int, int]]:
    last = ""
    found = sorted(
        [(m.start(), m.end(), (m[1] or m[2]).upper()) for m in _MARK.finditer(text)]
        + [(m.start(), m.end(), m[1]) for m in _BARE_MARK.finditer(text)]
    )
    reached = -1
    for start, end, label in found:
        if start < reached or (reached > 0 and start - reached < 12 and not text[reached:start].strip()):
            continue
        at_line_start = _is_line_start(text, start)
        wanted = _after(last)
        if (
            label == wanted
            or (at_line_start and label > last and not (last == "" and label > "C"))
            or (not last and label == "B" and text[:start].rstrip()[-1:] in _ENDS_OF_ITEM)
        ):
            yield label, start, end
            last, reached = label, end


def _is_line_start(text: str, start: int) -> bool:
    """Whether nothing but a few blanks stands between the line's beginning and a mark."""
    while start < len(text) and text[start].isspace():
        start += 1
    before = text[max(start - 40, 0) : start].rstrip(" ")
    return before.endswith("\n") or (start < 40 and not before)


def _after(label: str) -> str:
    if not label:
        return "A"
    return chr(ord(label) + 1)


def _skip_doubled(text: str, label: str, start: int, until: int) -> int:
    """Behind marks that software doubled: `A. A)`, `B. REF B:`, `A. REF:`."""
    for _ in range(3):
        match = _DOUBLED.match(text, start, until)
        if match is None or match.end() == start:
            break
        again = match[1] or match[2]
        if again and again.upper() != label:
            break
        start = match.end()
    return start
