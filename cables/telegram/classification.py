"""The first line of the body: level, handling words, SECTION nn OF nn, post and number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from cables.telegram.ids import find_post
from cables.telegram.patterns import any_case, exact
from cables.telegram.words import one_letter_from, one_slip_from

LEVELS = {
    "UNCLAS": "UNCLASSIFIED",
    "UNCLASSIFIED": "UNCLASSIFIED",
    "LIMITEDOFFICIALUSE": "LIMITED OFFICIAL USE",
    "CONFIDENTIAL": "CONFIDENTIAL",
    "SECRET": "SECRET",
    "TOPSECRET": "TOP SECRET",
}
SIGNAL_LEVELS = {"U": "UNCLASSIFIED", "E": "UNCLASSIFIED", "C": "CONFIDENTIAL", "S": "SECRET", "T": "TOP SECRET"}

_LEVEL_WORDS = (
    r"T ?[O0] ?P {0,3}S ?E ?C ?R ?E ?T|C ?[O0] ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|S ?E ?C ?R ?E ?T"
    r"|U ?N ?C ?L ?A ?S(?: ?S ?I ?F ?I ?E ?D)?|L ?I ?M ?I ?T ?E ?D {1,3}[O0] ?F ?F ?I ?C ?I ?A ?L {1,3}U ?S ?E"
)
_AT_START = any_case(rf"\s*({_LEVEL_WORDS})(?![a-z])")
_ANYWHERE = exact(rf"({_LEVEL_WORDS})")
_ALONE = any_case(
    rf"[\s>.*\-]*(?:{_LEVEL_WORDS})(?:\s{{0,9}}(?://|/)?\s{{0,3}}"
    r"(?:NOFORN|NF|SENSITIVE|FOUO|EFTO|E F T O|FOR OFFICIAL USE ONLY|EXDIS|NODIS|LIMDIS|STADIS))*[\s>.*\-]*"
)
_BEFORE_LEVEL = " \t\n\r\f\v>.*-"
_LEVEL_LETTERS = frozenset("TCSULtcsul")
_HANDLING = any_case(
    r"[\s/]*(E ?F ?T ?[O0]|N[O0]F[O0]RN|N[O0]DIS|EXDIS|STADIS|LIMDIS|NOCONTRACT|ORCON|FOUO|SENSITIVE|SIPDIS|"
    r"ROGER CHANNEL|FOR OFFICIAL USE ONLY|SPECAT|NIACT)\b[\s/]*"
)
_SECTION = any_case(
    r"\s*(?:FINAL\s)?([A-Z0]{0,9}?|S E C T I O N)\s*(\dQ(?=\s)|[0O]?\d{1,2})\s*(?:[0OGQ]?F|O(?=\s))\s*"
    r"(\dQ(?=\s)|[0O]?\d{1,3})(?!\d)[\s:]*"
)
_TRIP = any_case(r"\s*(?:SECTO|TOSEC|TOFAS)\s\d{1,7}(?=\s)")
_POST = any_case(r"\s*([A-Z][A-Z0 .,'/\u2019\-]{1,40}?)[\s:#]{1,12}(\d{1,7})(?!\d)")
_SPACED_LETTERS = exact(r"\s{0,9}((?:[A-Z] ){5,12})(?=[A-Z]{2})")
_CLOSED_LETTERS = exact(r"\s{0,9}([A-Z]{5,13}) (?=[A-Z])")
_HINTS = ("UNCLAS", "U N C L", "CONFIDENTIAL", "C O N F", "SECRET", "S E C R", "LIMITED", "L I M I T")


@dataclass(frozen=True, slots=True)
class ClassificationLine:
    at: int
    """Where in the line it starts; what stands before belongs to the header."""
    end: int
    level: str
    handling: tuple[str, ...]
    section: int | None
    sections: int | None
    post: str | None
    """Code; None for a post that is not in the vocabulary."""
    post_name: str
    number: str
    misspelt: bool = False
    """Whether the level was mended: a letter lost, doubled or replaced, or two swapped."""


def level_of(word: str) -> str:
    """The level a word of the line means; spaced letters are closed up, and a zero is the letter O."""
    return LEVELS["".join(word.split()).upper().replace("0", "O")]


def stands_alone(text: str) -> str | None:
    """The level, if the line holds nothing but a level and handling words."""
    if len(text) > 90 or text.lstrip(_BEFORE_LEVEL)[:1] not in _LEVEL_LETTERS or not _ALONE.fullmatch(text):
        return None
    match = _ANYWHERE.search(text.upper())
    return level_of(match[1]) if match else None


def find(text: str) -> ClassificationLine | None:
    """The classification in a line, also where a lost line end glued it to the header line before."""
    if text.lstrip()[:1] in _LEVEL_LETTERS:
        at_start = _AT_START.match(text)
        found = _read(text, at_start, strict=False) if at_start else _find_misspelt(text)
        if found:
            return found
    if not any(hint in text for hint in _HINTS):
        return None
    last_digit = max(map(text.rfind, "0123456789"))
    for match in _ANYWHERE.finditer(text):
        if match.end() > last_digit:
            return None
        found = _read(text, match, strict=True)
        if found:
            return found
    return None


def _find_misspelt(text: str) -> ClassificationLine | None:
    """A classification line whose level has a slip, so that the post must be a known one."""
    match = (_SPACED_LETTERS.match(text) or _CLOSED_LETTERS.match(text)) if text[-1].isdigit() else None
    level = _misspelt_levels().get("".join(match[1].split())) if match else None
    found = _read(text, match, strict=True, level=level) if match and level else None
    return replace(found, misspelt=True) if found else None


@cache
def _misspelt_levels() -> dict[str, str]:
    words = ("UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "SECRET")
    return {slip: word for word in words for slip in one_slip_from(word) | one_letter_from(word) | {word + word[-1]}}


def _read(text: str, match: re.Match[str], *, strict: bool, level: str | None = None) -> ClassificationLine | None:
    """The line behind the match of its level; `level` is what the match means where it is misspelt."""
    place = match.end()
    handling: list[str] = []
    section = sections = None
    sectioned = False
    while True:
        trip = _TRIP.match(text, place)
        place = trip.end() if trip else place
        word = _HANDLING.match(text, place)
        if word:
            handling.append(handling_name(word[1]))
            place = word.end()
            continue
        part = None if sectioned else _SECTION.match(text, place)
        if part and _is_section(part[1]):
            sectioned, section, sections = True, _figures(part[2]), _figures(part[3])
            place = part.end()
            continue
        break
    named = _POST.match(text, place)
    if named is None or named[1].strip().upper() in {"PAGE", "SECTION"}:
        return None
    post = find_post(named[1])
    unsure = post is None and (strict or len(named[2]) < 4 or not named[1].isupper() or len(named[1].split()) > 4)
    if unsure or (not strict and match[1].islower() and " " not in match[1]):
        return None
    at = match.start(1)
    return ClassificationLine(
        at,
        named.end(),
        level_of(level or match[1]),
        tuple(handling),
        section,
        sections,
        post,
        named[1].strip(),
        named[2],
    )


def _figures(text: str) -> int | None:
    """The number; None if one of its figures was lost."""
    figures = text.upper().replace("O", "0")
    return int(figures) if figures.isdigit() else None


def handling_name(word: str) -> str:
    joined = "".join(word.split()).upper().replace("0", "O")
    return {"EFTO": "EFTO", "FOROFFICIALUSEONLY": "FOUO", "ROGERCHANNEL": "ROGER CHANNEL"}.get(joined, joined)


def _is_section(word: str) -> bool:
    return word == "" or (len(word) >= 3 and set("".join(word.upper().split())) <= set("SECTIO0NQX"))
