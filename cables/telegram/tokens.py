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


class Token(NamedTuple):
    kind: str
    """text, blank, rule, banner, repeated-head, or marker for a line that is no text (MINIMIZE CONSIDERED)."""
    line: Line
    text: str


def tokens(lines: Sequence[Line], repeated: Iterable[range] = (), *, minimize: bool = True) -> Iterator[Token]:
    """The tokens of body lines, in order, tiling them.

    `repeated` are the stretches that repeat the head; `minimize` is false where MINIMIZE stands nowhere.
    """
    at = 0
    for stretch in repeated:
        yield from _tokens(lines[at : stretch.start], minimize=minimize)
        yield from (Token("repeated-head", lines[place], lines[place].text) for place in stretch)
        at = stretch.stop
    yield from _tokens(lines[at:] if at else lines, minimize=minimize)


def _tokens(lines: Iterable[Line], *, minimize: bool) -> Iterator[Token]:
    broken = False
    for line in lines:
        text = line.text
        if not text or text.isspace():
            yield Token("blank", line, "")
            continue
        several = len(text) > LONG_LINE or " OF " in text or text[-5:] in RULE_TAILS or (minimize and MINIMIZE in text)
        if not several and text[1:2].islower():
            broken = False
            yield Token("text", line, text)
            continue
        if broken and banners.is_banner_tail(text):
            broken = False
            yield Token("banner", line, text)
            continue
        broken = False
        if not text.strip(RULE_SIGNS):
            yield Token("rule", line, text)
        elif _is_machine_line(text):
            broken = " OF " not in text and "PAGE" not in text
            yield Token("banner", line, text)
        elif several:
            yield from _cut(line)
        else:
            yield Token("text", line, text)


def _is_machine_line(text: str) -> bool:
    if text.lstrip()[1:2].islower():
        return False
    return banners.is_banner(text) or banners.is_level(text) or banners.is_stray_caption(text)


def _cut(line: Line) -> Iterator[Token]:
    """The tokens of a line that may hold banners, headings with their rules, and paragraph starts."""
    long = len(line.text) > LONG_LINE
    for piece in _cut_minimize(line):
        if MINIMIZE in piece.text[:40]:
            yield Token("marker", piece, piece.text)
            continue
        yield from _cut_banners(piece, long=long)


def _cut_minimize(line: Line) -> list[Line]:
    places = [place for match in _MINIMIZE.finditer(line.text) for place in match.span()]
    return cut(line, [place for place in places if place > 0])


def _cut_banners(line: Line, *, long: bool) -> Iterator[Token]:
    for piece in banners.split(line):
        if not piece.text.strip():
            yield Token("blank", piece, "")
        elif banners.is_banner(piece.text):
            yield Token("banner", piece, piece.text)
        else:
            yield from _cut_rules(piece, long=long)


def _cut_rules(line: Line, *, long: bool) -> Iterator[Token]:
    """Cuts around the headings that have their rule on the same line."""
    places: list[int] = []
    for rule in _RULE.finditer(line.text):
        begin = max(places[-1] if places else 0, rule.start() - LONGEST_HEADING)
        sentences = list(_SENTENCE_END.finditer(line.text, begin, rule.start()))
        if sentences:
            begin = sentences[-1].end()
        elif begin == rule.start() - LONGEST_HEADING:
            continue
        places += [begin, rule.start() + 1, rule.end()]
    for piece in cut(line, [place for place in places if place > 0]):
        if not piece.text.strip():
            yield Token("blank", piece, "")
        elif not piece.text.strip(RULE_SIGNS):
            yield Token("rule", piece, piece.text)
        else:
            if piece.start > line.start and piece.start - line.start in places[::3]:
                yield Token("blank", Line(piece.start, piece.start, ""), "")
            starts = _INNER_NUMBER.finditer(piece.text) if long else ()
            for part in cut(piece, [match.start() + 1 for match in starts]):
                yield Token("text" if part.text.strip() else "blank", part, part.text)
