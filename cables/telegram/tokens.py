"""What each line of the body is: text, blank, rule, banner; lines that hold several things are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cables.telegram import banners
from cables.telegram.lexer import ANCHOR, Line, cut
from cables.telegram.markers import is_bare_marker, role_of_heading
from cables.telegram.patterns import exact

RULE_SIGNS = "-=_*~ "
MINIMIZE = "MINIMIZE CONSIDERED"
SPECIAL_ENDS = frozenset("-=") | banners.BANNER_ENDS
"""Last characters of rules and banners."""
RULE_TAILS = ("-----", "=====")
RULE_INSIDE = ("----- ", "===== ")
LONG_LINE = 120
"""Characters from which on a line is taken for re-flowed text, which may hold paragraph starts."""

LONGEST_HEADING = 80
"""Characters of a heading with its rule behind it."""

_NUMBERS = exact("n")
_MINIMIZE = exact(r"(?:(?<=\s)|^)(?:[A-Z][A-Z' ]{2,24} )?MINIMIZE CONSIDERED\.?")
_NUMBER_ALONE = exact(rf"{ANCHOR}?\s{{0,16}}\d{{1,3}}\.\s{{0,3}}(?:\([A-Z/]{{1,8}}\)\s{{0,3}})?$")
_RULE = exact(r"(?<=\S)\s{1,8}[-=]{5,120}(?:\s-{1,2})?(?=\s|$)")
_RULE_AND_NUMBER = exact(r"\s[-=]{5,120}\s{1,8}\d{1,3}\.\s")
"""A rule and a paragraph behind it."""
_SENTENCE_END = exact(r"(?<!\d)[.!?][\"')]{0,2}\s{1,8}(?=\S)")
_GLUED = exact(r"[.!?][\"')]{0,2}\s{1,8}(?=[A-Z\"'(])")
_ENDED = exact(r"(?<!\.)(?<!\b[A-Z])\.[\"')]{0,2}$")
"""The end of a sentence, and of no abbreviation, which a heading may end in: THE U.S."""
_INNER_NUMBER = exact(
    rf"\s(?:{ANCHOR}\s?\d{{1,3}}\.(?=\s|\()|"
    r"(?<=[A-Z.!?\"')]\s)\s{0,8}\d{1,3}\.\s{0,3}(?=\((?:U|SBU|LOU|C|S|TS|C/NF|S/NF)\)))"
)


TEXT, BLANK, RULE, BANNER, REPEATED_HEAD, MARKER = "tbrphm"
"""What a line is, in one letter; a marker is a line that is no text, as MINIMIZE CONSIDERED."""
OPENING, HEADING = "oH"
"""Text lines of which more is known: that they open a paragraph, or are a heading."""
NUMBER, UNKNOWN = "n?"
"""Text lines that may begin with a paragraph number, and lines that were not looked at yet; told apart here alone."""
NUMBER_STARTS = "0123456789([\u00b6\ufffd"
Piece = tuple[str, Line]
"""What a piece of a line is, and the piece."""


class Tokens(NamedTuple):
    """Lines, and in a string as long as the list what each of them is."""

    lines: list[Line]
    kinds: str
    numbers: list[int]
    """Indices of the text lines that may begin with a paragraph number."""

    def known(self, places: Iterable[int], kind: str) -> Tokens:
        """These tokens with more known of those at the given places."""
        kinds = list(self.kinds)
        for at in places:
            kinds[at] = kind
        return self._replace(kinds="".join(kinds))


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
    known = "".join(kinds)
    numbers = [match.start() for match in _NUMBERS.finditer(known)]
    return Tokens(found, known.replace(NUMBER, TEXT), numbers)


def _add_tokens(found: list[Line], kinds: list[str], lines: Sequence[Line], *, minimize: bool) -> None:
    texts = [line[2] for line in lines]
    read = _plain_kinds(texts, minimize=minimize)
    taken = 0
    broken = -1
    for at in [at for at, kind in enumerate(read) if kind == UNKNOWN]:
        text = texts[at]
        several = _holds_several(text, minimize=minimize)
        goes_on = broken >= 0 and banners.is_banner_tail(text) and all(kind == BLANK for kind in read[broken + 1 : at])
        broken = -1
        if not text.strip(RULE_SIGNS):
            read[at] = RULE
        elif text[1:2].islower() and not several:
            read[at] = TEXT
        elif goes_on or banners.is_machine_line(text):
            read[at] = BANNER
            broken = at if text[-7:-3] != " OF " and "PAGE" not in text else -1
        elif several:
            pieces = list(_cut(lines[at]))
            found += lines[taken:at]
            found += [piece for _, piece in pieces]
            taken = at + 1
            read[at] = "".join([kind for kind, _ in pieces])
        else:
            read[at] = _text(text)
    found += lines[taken:] if taken else lines
    kinds += read


def _plain_kinds(texts: Sequence[str], *, minimize: bool) -> list[str]:
    """The kinds of lines that can be nothing but blank or text; the others are unknown."""
    return [
        BLANK
        if not text
        else UNKNOWN
        if text[-1] in SPECIAL_ENDS
        or len(text) > LONG_LINE
        or " OF " in text
        or RULE_INSIDE[0] in text
        or RULE_INSIDE[1] in text
        or (minimize and MINIMIZE in text)
        else TEXT
        if text[1:2].islower()
        else NUMBER
        if text[0] in NUMBER_STARTS
        else TEXT
        if text[0].isalpha() and text[:6].upper() not in banners.MACHINE_STARTS
        else UNKNOWN
        for text in texts
    ]


def _holds_several(text: str, *, minimize: bool) -> bool:
    """Whether a line may have to be cut."""
    return (
        len(text) > LONG_LINE
        or text.endswith(RULE_TAILS)
        or _RULE_AND_NUMBER.search(text) is not None
        or (" OF " in text and ("-" in text or "=" in text or banners.holds_banner(text)))
        or (minimize and MINIMIZE in text)
    )


def _text(text: str) -> str:
    return NUMBER if text.lstrip()[0] in NUMBER_STARTS else TEXT


def _cut(line: Line) -> Iterator[Piece]:
    """The pieces of a line that may hold banners, headings with their rules, and paragraph starts."""
    long = len(line.text) > LONG_LINE
    for piece in _cut_minimize(line):
        if _MINIMIZE.fullmatch(piece.text.strip()):
            yield MARKER, piece
        else:
            yield from _cut_banners(piece, long=long)


def _cut_minimize(line: Line) -> list[Line]:
    if MINIMIZE not in line.text:
        return [line]
    found = (match.span() for match in _MINIMIZE.finditer(line.text))
    places = [place for start, end in found if not _NUMBER_ALONE.match(line.text[:start]) for place in (start, end)]
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
    """Cuts around the headings that have their rule on the same line, behind them or on both sides."""
    places: list[int] = []
    headings: set[int] = set()
    for rule in _RULE.finditer(line.text) if "-" in line.text or "=" in line.text else ():
        begin = max(places[-1] if places else 0, rule.start() - LONGEST_HEADING)
        sentences = list(_SENTENCE_END.finditer(line.text, begin, rule.start()))
        if sentences:
            begin = sentences[-1].end()
        elif begin == rule.start() - LONGEST_HEADING and not _ENDED.search(line.text, begin, rule.start()):
            continue
        if not _ENDED.search(line.text, begin, rule.start()) or is_bare_marker(line.text[begin : rule.start()]):
            headings.add(begin)
            places.append(begin)
        places += [rule.start() + 1, rule.end()]
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
                yield from _cut_heading(part) if long else [_whole(part)]


def _whole(part: Line) -> Piece:
    return _text(part.text) if part.text.strip() else BLANK, part


def _cut_heading(part: Line) -> Iterator[Piece]:
    """Cuts off the heading in capitals that a re-flow glued to the end of the paragraph before it."""
    text = part.text
    begins = [match.end() for match in _GLUED.finditer(text, max(len(text) - LONGEST_HEADING, 0))]
    heading = text[begins[-1] :] if begins else ""
    known = heading.isupper() and not text.isupper() and not heading.endswith(".")
    if known and (" " in heading or role_of_heading(heading) != "text"):
        before, after = cut(part, [begins[-1]])
        yield from (_whole(before), (BLANK, Line(after.start, after.start, "")), (TEXT, after))
    else:
        yield _whole(part)
