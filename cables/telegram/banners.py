"""Page banners and other lines that the network's machines set into a text, and where they stand in a line."""

from __future__ import annotations

from cables.telegram import classification
from cables.telegram.captions import read_captions
from cables.telegram.lexer import Line, cut
from cables.telegram.patterns import exact

_PAGE = r"[A-Z][A-Z .'/-]{2,11} {1,4}\d{8} {1,6}\d{3}(?:\.\d)? {1,4}OF {1,4}\d{3}"
_OLD_PAGE = (
    r"PAGE {1,4}\d{1,3} {1,20}[A-Z][A-Z .'-]{1,11} {1,20}\d{3,7}"
    r"(?: {1,12}\d{1,3} {1,3}OF {1,3}\d{1,3})?(?: {1,9}\d{6}Z)?"
)
_BANNER = exact(rf"\s*(?:{_PAGE}|(?:[A-Z ]{{6,30}}\s{{1,30}})?{_OLD_PAGE})\s*$")
_BROKEN_HEAD = exact(r"\s*[A-Z][A-Z .'/-]{2,11} {1,4}\d{8}$")
_BROKEN_TAIL = exact(r"\s*\d{3}(?:\.\d)? {1,4}OF {1,4}\d{3}$")
_INSIDE = exact(r"\d{8} {1,6}\d{3}(?:\.\d)? {1,4}OF {1,4}\d{3}(?!\d)")
_POST_BEFORE = exact(r"(?:^|(?<=\s))(?:[A-Z.'/-]{2,10}|[A-Z][A-Z .'/-]{1,9}) {1,4}$")
STRAY_CAPTIONS = frozenset({"SIPDIS", "NOFORN"})
END_SIGNS = frozenset({"NNN", "NNNN", "BT"})
"""Lines that end a message, as each section is one where sections were filed apart."""
_SERIAL = exact(r"\s*#\d{3,5}$")
LEVEL_STARTS = ("UNCLAS", "CONFID", "SECRET", "LIMITE", "C O N F", "S E C R", "U N C L", "L I M I", "TOP SE", "T O P ")
MACHINE_STARTS = (STRAY_CAPTIONS | END_SIGNS).union(start[:6] for start in LEVEL_STARTS)

BANNER_ENDS: frozenset[str] = frozenset("0123456789Z")
"""Last characters of banners, and of the number of a broken one."""


def is_machine_line(text: str) -> bool:
    """Whether the line is none of the text's: a banner, a level, a stray caption, the sign of a message's end."""
    if text[-1:] in BANNER_ENDS and is_banner(text):
        return True
    start = text.lstrip()[:6]
    if start.upper() not in MACHINE_STARTS or start[1:2].islower():
        return start[:1] == "#" and _SERIAL.match(text) is not None
    return start in END_SIGNS or is_level(text) or is_stray_caption(text)


def is_banner(text: str) -> bool:
    """Whether the line is a page banner of any era, or the first half of a broken one."""
    if text[-1:] not in BANNER_ENDS:
        return False
    if (" OF " in text or "PAGE " in text) and _BANNER.match(text):
        return True
    return len(text) < 30 and bool(_BROKEN_HEAD.match(text))


def is_banner_tail(text: str) -> bool:
    """Whether the line is the second half of a broken banner."""
    return " OF " in text and bool(_BROKEN_TAIL.match(text))


def holds_banner(text: str) -> bool:
    """Whether a page banner may stand inside the line."""
    return _INSIDE.search(text) is not None


def is_level(text: str) -> bool:
    """Whether the line repeats the level alone, as at the head and foot of pages, or the whole line at a section."""
    if not text.lstrip()[:7].upper().startswith(LEVEL_STARTS):
        return False
    if classification.stands_alone(text):
        return True
    line = classification.find(text)
    return line is not None and line.at == 0 and line.section is not None and line.end == len(text)


def is_stray_caption(text: str) -> bool:
    """Whether the line is a lone SIPDIS or the like that handling software copied into the text."""
    stripped = text.strip()
    return stripped[:6] in STRAY_CAPTIONS and len(stripped) < 40 and read_captions(stripped) is not None


def split(line: Line) -> list[Line]:
    """The line cut around each banner inside it."""
    if " OF " not in line.text:
        return [line]
    places: list[int] = []
    for match in _INSIDE.finditer(line.text):
        begin = max(match.start() - 14, places[-1] if places else 0)
        post = _POST_BEFORE.search(line.text[begin : match.start()])
        if post:
            places += [begin + post.start(), match.end()]
    return cut(line, [place for place in places if place > 0]) if places else [line]
