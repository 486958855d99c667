"""What stands behind the last paragraph: signatures, repeated levels, notes of archives, second versions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cables.telegram import banners
from cables.telegram.lexer import Line
from cables.telegram.patterns import any_case, exact
from cables.telegram.words import NO_SIGNATURES
from cables.vocabulary import tags

_SECOND_VERSION = exact(r"\s*@@@[A-Z]{0,20}@@@|\s*@@@")
_JUNK = any_case(
    r"(?:(?:> ?)?N{3,4}"
    r"|>+|SIPDIS|NOTE BY OC/?T.*|NOTE: .*NOT PASSED.*|UNQUOTE\.?|<.{0,3}>|[.:;,\-_=*#>~\x00-\x1f\ufffd ]{1,80}"
    r"|BT"
    r"|END OF (?:MESSAGE|CABLE|TELEGRAM)\.?|END CABLE TEXT\.?|#\d{3,5}"
    r"|\d{4}[A-Z]{3,20}\d{3,7} - Classification:.*)$"
)
_ARCHIVE_WORDS = (
    "Message Attributes",
    "MESSAGE ATTRIBUTES",
    "Declassified/Released",
    "Margaret P. Grafeld",
    "NOTE BY OC",
)
_FROM_HERE = any_case(r"\s*(?:Message Attributes\b|Declassified/Released US|Margaret P\. Grafeld|NOTE BY OC/?T)")
_FOOTNOTES = exact(r"\s*_{4,}\s*$")
_NAME = (
    r"(?:(?:Mc|Mac|De|Van)[A-Z]{2,15}|[A-Z][A-Z'\u2019-]{2,19}"
    r"|(?:DE|VAN|VANDEN|VANDER|VON|LE|LA|DI|MC|O'|EL|DES|DU|SAN|SANTA|ST\.)(?: [A-Z'\u2019-]{2,15}){1,2})"
)
_SIGNATURE = exact(
    rf"\s*({_NAME}(?:,? (?:JR|SR|II|III)\.?)?(?: ?/ ?{_NAME})?|[A-Z][A-Z'-]{{1,15}} [A-Z][A-Z'-]{{2,15}})"
    r"\s{0,3}(?:[.:;#*>,\s]{0,6}(?:(?<=\s)NNNN)?|0 \d\d/\d\d/\d{4} .*)$"
)
_MIXED_NAME = exact(
    r"\s*((?:[DO]'|Ma?c|[DL][ae] ?|V[ao]n )?[A-Z][a-z]{2,14}(?:[-' ][A-Z][a-z]{2,14})?)\s{0,2}[:#]{0,3}$"
)
_ENDED = exact(r"(?:[a-z0-9\"')]{2}|[A-Z]{3})[.!?][\"')]{0,2}$")
_END_MARK = exact(
    r"X{4}$|\bEND(?: OF)?(?: [A-Z]+)? (?:CABLE|COMMENT|FYI|MESSAGE|NOTE|POINTS|QUOTE|SUMMARY|TEXT)$|\bUNQUOTE$"
)
_SHORT_TITLE = exact(r"\b(?:Amb|Capt|Col|Dr|Gen|Gov|Lt|Min|Mr|Mrs|Ms|Prof|Rep|Sen|Sgt|St)\.$")
_ZERO = exact(r"(?<=[A-Z])0(?=[A-Z])")
"""A zero that stands for O."""
_COMMA = exact(r"(?<=\b[DO]),(?=[A-Z])")
"""A comma that stands for an apostrophe."""
_IN_LINE = exact(rf"(?<=[.!?\")])\s{{1,4}}({_NAME}(?: JR\.?)?)\s{{0,2}}[.:#]{{0,3}}$")
LONGEST_SIGNATURE = 60
"""Characters of a name at the end of a line, with the blanks and signs around it."""
LOOK_BACK = 60
"""Non-blank lines from the end in which a signature is looked for above footnotes."""


class Ending(NamedTuple):
    body_end: int
    """Index of the first line that is no body text any more."""
    signatures: tuple[tuple[int, str], ...]
    """Line index and name, in order."""
    in_line: int | None
    """Where in the last body line a signature starts, if it stands on it."""
    trailer: int
    second_version: int


def find_ending(lines: Sequence[Line], source: str) -> Ending:
    """Where the body ends, and who signed, for the lines behind the head; `source` is the whole text."""
    begin = 0
    second = _first(lines, _SECOND_VERSION, len(lines)) if "@@@" in source else len(lines)
    noted = any(words in source for words in _ARCHIVE_WORDS)
    end = _skip_junk(lines, begin, _first(lines, _FROM_HERE, second) if noted else second)
    found = _signatures(lines, begin, end)
    if not found:
        footnotes = _before_footnotes(lines, begin, end)
        found = _signatures(lines, begin, footnotes) if footnotes else []
    if found:
        return Ending(found[0][0], tuple(found), None, found[-1][0] + 1, second)
    if end > begin:
        text = lines[end - 1].text
        match = _IN_LINE.search(text, max(len(text) - LONGEST_SIGNATURE, 0))
        if match and match[1] not in NO_SIGNATURES and match[1].split()[0] not in NO_SIGNATURES:
            return Ending(end, ((end - 1, match[1]),), match.start(1), end, second)
    return Ending(end, (), None, end, second)


def _first(lines: Sequence[Line], pattern: re.Pattern[str], end: int) -> int:
    return next((at for at in range(end) if pattern.match(lines[at].text)), end)


def _skip_junk(lines: Sequence[Line], begin: int, end: int) -> int:
    while end > begin:
        text = lines[end - 1].text
        if (
            text.strip()
            and not _JUNK.match(text.strip())
            and not banners.is_level(text)
            and not banners.is_banner(text)
        ):
            return end
        end -= 1
    return end


def _signatures(lines: Sequence[Line], begin: int, end: int) -> list[tuple[int, str]]:
    """One or two names on the last lines, each alone on its line."""
    names: list[tuple[int, str]] = []
    at = end - 1
    while at >= begin and len(names) < 2:
        text = lines[at].text
        if not text.strip() and (not names or at > begin):
            if names and len(names) == 1 and not lines[at - 1].text.strip():
                break
            at -= 1
            continue
        name = _name(text)
        if name is None or (names and not _is_second(lines, at, begin)):
            break
        names.append((at, name))
        at -= 1
    while names and not _ends_above(lines, *names[-1], begin):
        names.pop()
    return [(line, part.strip()) for line, name in reversed(names) for part in name.split("/")]


def _name(text: str) -> str | None:
    if len(text) > 40 and " 0 " not in text:
        return None
    text = _ZERO.sub("O", text) if "0" in text else text
    text = _COMMA.sub("'", text) if "," in text else text
    match = _SIGNATURE.match(text) or _MIXED_NAME.match(text)
    if match is None:
        return None
    words = match[1].replace("/", " ").split()
    if any(word.strip(".,").upper() in NO_SIGNATURES or not word.strip("X") for word in words):
        return None
    return match[1].strip()


def _is_second(lines: Sequence[Line], at: int, begin: int) -> bool:
    """Whether a name above a name is a second signer and not the last word of the text."""
    return at == begin or (lines[at].text.isupper() and not lines[at].text.endswith("."))


def _ends_above(lines: Sequence[Line], at: int, name: str, begin: int) -> bool:
    """Whether the text above a signature has come to its end, so that the name is no wrapped last word."""
    if at == begin:
        return True
    above = lines[at - 1].text
    if not above.strip() or banners.is_stray_caption(above):
        return True
    if not name[2:].isupper():
        return " " not in name and _ENDED.search(above) is not None and not _SHORT_TITLE.search(above)
    return (
        above[-1] in '.!?":)-#*'
        or not (above.isupper() or _is_organisation(name))
        or _END_MARK.search(above) is not None
    )


def _is_organisation(name: str) -> bool:
    entry = tags().get(name)
    return entry is not None and entry.kind == "organisation"


def _before_footnotes(lines: Sequence[Line], begin: int, end: int) -> int | None:
    """The end of the text above a rule of underscores that footnotes stand below."""
    for at in range(end - 1, max(begin, end - LOOK_BACK) - 1, -1):
        if _FOOTNOTES.match(lines[at].text):
            return _skip_junk(lines, begin, at)
    return None
