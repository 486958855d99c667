"""What each line of the body is: text, blank, rule, banner; lines that hold several things are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cables.telegram import banners
from cables.telegram.lexer import Line, cut
from cables.telegram.patterns import exact

RULE_SIGNS = "-=_*~ "
RULE_TAILS = ("-----", "=====")
LONG_LINE = 120
"""Characters from which on a line is taken for re-flowed text, which may hold paragraph starts."""

_HEADING_RULE = exact(r"(?<=\S)\s{1,4}[-=]{5,120}[-= ]{0,20}$")
_INNER_NUMBER = exact(
    r"\s(?:(?:\[1\]\(#\)|[\u00b6\ufffd])\s?\d{1,3}\.(?=\s|\()|(?<=[.!?\"')]\s)\s?\d{1,3}\.\s{0,3}(?=\((?:U|SBU|LOU|C|S|TS|C/NF|S/NF)\)))"
)


class Token(NamedTuple):
    kind: str
    """text, blank, rule, banner or repeated-head."""
    line: Line
    text: str


def tokens(lines: Sequence[Line], repeated: Iterable[range] = ()) -> Iterator[Token]:
    """The tokens of body lines, in order, tiling them; `repeated` are the stretches that repeat the head."""
    at = 0
    for stretch in repeated:
        yield from _tokens(lines[at : stretch.start])
        yield from (Token("repeated-head", lines[place], lines[place].text) for place in stretch)
        at = stretch.stop
    yield from _tokens(lines[at:] if at else lines)


def _tokens(lines: Iterable[Line]) -> Iterator[Token]:
    broken = False
    for line in lines:
        text = line.text
        if not text or text.isspace():
            yield Token("blank", line, "")
            continue
        if text[1:2].islower() and len(text) <= LONG_LINE and " OF " not in text and text[-5:] not in RULE_TAILS:
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
        elif len(text) > LONG_LINE or " OF " in text or text[-5:] in RULE_TAILS:
            yield from _cut(line)
        else:
            yield Token("text", line, text)


def _is_machine_line(text: str) -> bool:
    if text.lstrip()[1:2].islower():
        return False
    return banners.is_banner(text) or banners.is_level(text) or banners.is_stray_caption(text)


def _cut(line: Line) -> Iterator[Token]:
    for piece in banners.split(line):
        if not piece.text.strip():
            yield Token("blank", piece, "")
        elif banners.is_banner(piece.text):
            yield Token("banner", piece, piece.text)
        elif len(piece.text) > LONG_LINE:
            for part in cut(piece, [match.start() + 1 for match in _INNER_NUMBER.finditer(piece.text)]):
                yield Token("text", part, part.text)
        else:
            ruled = _HEADING_RULE.search(piece.text)
            if ruled:
                heading, rule = cut(piece, [ruled.start() + 1])
                yield Token("text", heading, heading.text)
                yield Token("rule", rule, rule.text)
            else:
                yield Token("text", piece, piece.text)
