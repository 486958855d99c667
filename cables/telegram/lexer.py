"""Cuts the source text into lines that know their place in it.

Lines tile the text: the first starts at 0, each starts where the one before ends, the last ends with the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, repeat
from typing import NamedTuple

from cables.telegram.patterns import exact

LINE_END = exact(r"\r\n|\r|\n|&#x000A;|&#10;")
LINE_ENDS = ("\n", "\r", "&#x000A;", "&#10;")
ENTITY_END = exact(r"&#(?:x000A|10);$")
ODD_LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What Python takes for line ends and telegrams do not."""
ANCHOR = r"(?:\[1\]\(#\)|[\u00b6\ufffd])"
"""A pilcrow as it comes through, in patterns that say themselves what stands behind it."""
PILCROW = exact(r"\s{0,40}(?:\[1\]\(#\)|[\u00b6\ufffd](?=\s?\(?(?:\d{1,8}|[A-Za-z])[.)]))\s?")
"""The anchor that page makers set before line-initial numbers and letters; never part of the telegram."""
PILCROW_STARTS = ("[", "\u00b6", "\ufffd")
LINK = exact(r"\[([^\[\]]{1,80})\]\(#\)")

_BLANK_LINES = exact(r"[\r\n](?:[ \t]*+[\r\n])++")
LONGEST_GAP = 40
"""Characters of blank lines in a row that are taken as lines; what follows them is one."""
SHORT_LINE = 8
"""Characters of an average line, below which a text may consist of blank lines."""

SEPARATOR = "\x00"
"""Stands between texts that are joined to be looked through together; folded text holds none."""
_ODD_BLANKS = [char for char in map(chr, range(0x3001)) if char.isspace() and char not in " \r\n"]
"""Blanks that are neither plain nor line ends, those of ASCII first."""
_ASCII_BLANKS = [char for char in _ODD_BLANKS if char.isascii()]

_FOLD = (
    ("\x00", "\ufffd"),
    ("\u00a0", " "),
    ("\u2007", " "),
    ("\u202f", " "),
    ("\u2010", "-"),
    ("\u2011", "-"),
    ("\u2012", "-"),
    ("\u2212", "-"),
)


class Line(NamedTuple):
    """`source[start:start + len(text)] == text`; `end` is behind the line end."""

    start: int
    end: int
    text: str
    """Without its line end and the blanks before it; blanks in front are kept."""


_new_line: Callable[[type[Line], tuple[int, int, str]], Line] = tuple.__new__
"""Line._make without its check of the length, which costs more than all the rest of read_lines."""


def fold(text: str) -> str:
    """The text with odd blanks and hyphens turned into plain ones and NULs made visible, character for character."""
    for odd, plain in _FOLD if not text.isascii() else _FOLD[:1]:
        text = text.replace(odd, plain)
    return text


def read_lines(source: str) -> list[Line]:
    """All lines of the text; LF, CRLF, CR and the entity of LF end a line, a backslash before the end belongs to it.

    Of very many blank lines in a row the last are one line.
    """
    if (source.count("\n") + source.count("\r")) * SHORT_LINE < len(source):
        return _read_lines(source, 0)
    lines: list[Line] = []
    begin = 0
    for run in _BLANK_LINES.finditer(source):
        start, end = run.start() + LONGEST_GAP, run.end()
        if start < end:
            lines += _read_lines(source[begin:start], begin)
            lines.append(Line(start, end, ""))
            begin = end
    return lines + _read_lines(source[begin:], begin)


def _read_lines(source: str, start: int) -> list[Line]:
    """The lines of a piece of the text that begins at `start`."""
    entities = "&#" in source
    odd = entities or any(sign in source for sign in ODD_LINE_ENDS)
    raw = list(_odd_lines(source)) if odd else source.splitlines(keepends=True)
    texts = [_without_entity(line).rstrip() for line in raw] if entities else [line.rstrip() for line in raw]
    if "\\" in source:
        texts = [text.rstrip("\\ ").rstrip() if text[-1:] == "\\" else text for text in texts]
    ends = list(accumulate(map(len, raw), initial=start))
    return list(map(_new_line, repeat(Line), zip(ends, ends[1:], texts, strict=False)))


def _without_entity(line: str) -> str:
    return ENTITY_END.sub("", line) if line[-1] == ";" else line


def _odd_lines(source: str) -> Iterator[str]:
    start = 0
    for match in LINE_END.finditer(source):
        yield source[start : match.end()]
        start = match.end()
    if start < len(source):
        yield source[start:]


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


def has_pilcrows(source: str) -> bool:
    """Whether anything in the text may be a pilcrow."""
    return "[1](#)" in source or "\u00b6" in source or "\ufffd" in source


def unlink(text: str) -> str:
    """`[PGOV](#)` as `PGOV`; the anchor before a line, `[1](#)`, is no word and goes."""
    if "](#)" not in text:
        return text
    return LINK.sub(lambda match: "" if match[1] == "1" else match[1], text)


def beginning(text: str, longest: int) -> str:
    """The text, or as much of it as is not longer and ends before a line end, semicolon or comma, or before a blank."""
    if len(text) <= longest:
        return text
    place = max(text.rfind(sign, 0, longest) for sign in "\n;,")
    return text[: max(place if place > 0 else text.rfind(" ", 0, longest), 0)]


def squeeze(text: str) -> str:
    """All runs of blanks and line ends as one blank."""
    return " ".join(text.split())


def squeeze_all(texts: Sequence[str]) -> list[str]:
    """Each text squeezed; all at once, which is quicker, where they hold no blanks but plain ones and line ends."""
    joined = SEPARATOR.join(texts)
    if any(blank in joined for blank in (_ASCII_BLANKS if joined.isascii() else _ODD_BLANKS)):
        return [squeeze(text) for text in texts]
    joined = joined.replace("\n", " ")
    while "  " in joined:
        joined = joined.replace("  ", " ")
    return [text.strip() for text in joined.split(SEPARATOR)] if texts else []
