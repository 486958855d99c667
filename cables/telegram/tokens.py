"""What each line of the body is: text, blank, rule, banner; lines that hold several things are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cables.telegram import banners
from cables.telegram.lexer import Line, cut
from cables.telegram.patterns import exact

RULE_SIGNS = "-=_*~ "
MINIMIZE = "MINIMIZE CONSIDERED"
RULE_TAILS = ("-----", "=====")
LONG_LINE = 120
"""Characters from which on a line is taken for re-flowed text, which may hold paragraph starts."""

LONGEST_HEADING = 80
"""Characters of a heading with its rule behind it."""

_MINIMIZE = exact(r"(?:(?<=\s)|^)(?:[A-Z][A-Z' ]{2,24} )?MINIMIZE CONSIDERED\.?")
_RULE = exact(r"(?<=\S)\s[-=]{5,120}(?:\s-{1,2})?(?=\s|$)")
_SENTENCE_END = exact(r"(?<!\d)[.!?][\"')]{0,2}\s{1,3}(?=\S)")
_INNER_NUMBER = exact(
    r"\s(?:(?:\[1\]\(#\)|[\u00b6\ufffd])\s?\d{1,3}\.(?=\s|\()|(?<=[.!?\"')]\s)\s?\d{1,3}\.\s{0,3}(?=\((?:U|SBU|LOU|C|S|TS|C/NF|S/NF)\)))"
)


TEXT, BLANK, RULE, BANNER, REPEATED_HEAD, MARKER = "tbrphm"
"""What a line is, in one letter; a marker is a line that is no text, as MINIMIZE CONSIDERED."""
OPENING, HEADING = "oH"
"""Text lines of which more is known: that they open a paragraph, or are a heading."""
Piece = tuple[str, Line]
"""What a piece of a line is, and the piece."""


class Tokens(NamedTuple):
    """Lines, and in a string as long as the list what each of them is."""

    lines: list[Line]
    kinds: str

    def known(self, places: Iterable[int], kind: str) -> Tokens:
        """These tokens with more known of those at the given places."""
        kinds = list(self.kinds)
        for at in places:
            kinds[at] = kind
        return Tokens(self.lines, "".join(kinds))


def tokens(lines: Sequence[Line], repeated: Iterable[range] = (), *, minimize: bool = True) -> Tokens:
    """The body lines with their kinds, in order, tiling what the lines tile; lines that hold several things are cut.

    `repeated` are the stretches that repeat the head; `minimize` is false where MINIMIZE stands nowhere.
    """
    found: list[Line] = []
    kinds: list[str] = []
    at = 0
    for stretch in repeated:
        _add_tokens(found, kinds, lines[at : stretch.start], minimize=minimize)
        found += lines[stretch.start : stretch.stop]
        kinds.append(REPEATED_HEAD * len(stretch))
        at = stretch.stop
    _add_tokens(found, kinds, lines[at:] if at else lines, minimize=minimize)
    return Tokens(found, "".join(kinds))


def _add_tokens(found: list[Line], kinds: list[str], lines: Iterable[Line], *, minimize: bool) -> None:
    broken = False
    for line in lines:
        text = line[2]
        if not text:
            found.append(line)
            kinds.append(BLANK)
            continue
        several = (
            len(text) > LONG_LINE
            or " OF " in text
            or (text[-1] in "-=" and text[-5:] in RULE_TAILS)
            or (minimize and MINIMIZE in text)
        )
        if not several and text[1:2].islower():
            kind = TEXT
        elif broken and banners.is_banner_tail(text):
            kind = BANNER
        elif text[0] in RULE_SIGNS and not text.strip(RULE_SIGNS):
            kind = RULE
        elif banners.is_machine_line(text):
            kind = BANNER
        elif several:
            for kind, piece in _cut(line):
                found.append(piece)
                kinds.append(kind)
            broken = False
            continue
        else:
            kind = TEXT
        broken = kind == BANNER and text[-7:-3] != " OF " and "PAGE" not in text
        found.append(line)
        kinds.append(kind)


def _cut(line: Line) -> Iterator[Piece]:
    """The pieces of a line that may hold banners, headings with their rules, and paragraph starts."""
    long = len(line.text) > LONG_LINE
    for piece in _cut_minimize(line):
        if MINIMIZE in piece.text[:40]:
            yield MARKER, piece
            continue
        yield from _cut_banners(piece, long=long)


def _cut_minimize(line: Line) -> list[Line]:
    if MINIMIZE not in line.text:
        return [line]
    places = [place for match in _MINIMIZE.finditer(line.text) for place in match.span()]
    return cut(line, [place for place in places if place > 0])


def _cut_banners(line: Line, *, long: bool) -> Iterator[Piece]:
    for piece in banners.split(line):
        if not piece.text.strip():
            yield BLANK, piece
        elif banners.is_banner(piece.text):
            yield BANNER, piece
        else:
            yield from _cut_rules(piece, long=long)


def _cut_rules(line: Line, *, long: bool) -> Iterator[Piece]:
    """Cuts around the headings that have their rule on the same line."""
    places: list[int] = []
    for rule in _RULE.finditer(line.text) if "-" in line.text or "=" in line.text else ():
        begin = max(places[-1] if places else 0, rule.start() - LONGEST_HEADING)
        sentences = list(_SENTENCE_END.finditer(line.text, begin, rule.start()))
        if sentences:
            begin = sentences[-1].end()
        elif begin == rule.start() - LONGEST_HEADING:
            continue
        places += [begin, rule.start() + 1, rule.end()]
    headings = set(places[::3])
    for piece in cut(line, [place for place in places if place > 0]):
        if not piece.text.strip():
            yield BLANK, piece
        elif not piece.text.strip(RULE_SIGNS):
            yield RULE, piece
        else:
            if piece.start > line.start and piece.start - line.start in headings:
                yield BLANK, Line(piece.start, piece.start, "")
            starts = _INNER_NUMBER.finditer(piece.text) if long else ()
            for part in cut(piece, [match.start() + 1 for match in starts]):
                yield TEXT if part.text.strip() else BLANK, part
