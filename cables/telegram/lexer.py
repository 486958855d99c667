"""Cuts the source text into lines that know their place in it.

Lines tile the text: the first starts at 0, each starts where the one before ends, the last ends with the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cables.telegram.patterns import exact

LINE_END = exact(r"\r\n|\r|\n|&#x000A;|&#10;")
PILCROW = exact(r"\s{0,40}(?:\[1\]\(#\)|[\u00b6\ufffd](?=\s?\(?(?:\d{1,4}|[A-Za-z])[.)]))\s?")
"""The anchor that page makers set before line-initial numbers and letters; never part of the telegram."""
LINK = exact(r"\[([^\[\]]{1,80})\]\(#\)")

_FOLD = {
    0x00: "\ufffd",
    0x00A0: " ",
    0x2007: " ",
    0x202F: " ",
    0x2010: "-",
    0x2011: "-",
    0x2012: "-",
    0x2212: "-",
}


class Line(NamedTuple):
    """`source[start:start + len(text)] == text`; `end` is behind the line end."""

    start: int
    end: int
    text: str
    """Without its line end and the blanks before it; blanks in front are kept."""


def fold(text: str) -> str:
    """The text with odd blanks and hyphens turned into plain ones and NULs made visible, character for character."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.translate(_FOLD)


def read_lines(source: str) -> list[Line]:
    """All lines of the text; LF, CRLF, CR and the entity of LF end a line, a backslash before the end belongs to it."""
    lines: list[Line] = []
    start = 0
    for raw, end in _raw_lines(source):
        text = raw.rstrip()
        if text.endswith("\\"):
            text = text.rstrip("\\ ")
        lines.append(Line(start, end, text))
        start = end
    return lines


def _raw_lines(source: str) -> Iterator[tuple[str, int]]:
    if source.count("\r") == source.count("\r\n") and "&#" not in source:
        end = 0
        pieces = source.split("\n")
        last = pieces.pop()
        for piece in pieces:
            end += len(piece) + 1
            yield piece, end
        if last:
            yield last, end + len(last)
        return
    start = 0
    for match in LINE_END.finditer(source):
        yield source[start : match.start()], match.end()
        start = match.end()
    if start < len(source):
        yield source[start:], len(source)


def cut(line: Line, places: Iterable[int]) -> list[Line]:
    """The line in pieces that begin at the given ascending places in its text."""
    pieces: list[Line] = []
    begin = 0
    for place in (*places, len(line.text)):
        last = place == len(line.text)
        end = line.end if last else line.start + place
        if place > begin or last:
            pieces.append(Line(line.start + begin, end, line.text[begin:place].rstrip()))
            begin = place
    return pieces


def unlink(text: str) -> str:
    """`[PGOV](#)` as `PGOV`; the anchor before a line, `[1](#)`, is no word and goes."""
    if "](#)" not in text:
        return text
    return LINK.sub(lambda match: "" if match[1] == "1" else match[1], text)


def squeeze(text: str) -> str:
    """All runs of blanks and line ends as one blank."""
    return " ".join(text.split())
