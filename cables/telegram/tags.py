"""The TAGS line: codes of subjects, programs, places, organisations and persons, and old free terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cables.telegram.lexer import unlink
from cables.telegram.markings import LEADING
from cables.telegram.patterns import any_case, exact
from cables.telegram.values import Tag
from cables.vocabulary import TagEntry, tags

FIELD_LETTERS = "ABCEMOPST"
"""First letters of subject TAGS: administration, business, consular, economic, military, operations ..."""
LONGEST_TERM = 5
"""Words."""
PERSON_TAGS = frozenset({"OVIP"})
"""Codes behind which a name may stand without parentheses."""

_TOKEN = exact(r"\([^()]{0,120}\)?|[^\s,;()]+|[,;]")
_JUNK = any_case(
    r"\b(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)?\s{1,40}PAGE\s{1,4}\d\d\s{1,20}"
    r"[A-Z .']{2,14}\s{1,20}\d{3,7}(?:\s{1,9}\d\d OF \d\d)?(?:\s{1,9}\d{6}Z)?|\bSIPDIS\b|\bTAGS?\s?:"
)
_SHAPE = exact(r"[A-Z]{4}$|[A-Z]{2}$")


class Reading(NamedTuple):
    tags: tuple[Tag, ...]
    mended: tuple[str, ...]
    """One sentence piece for each damaged code: "POGOV read as PGOV"."""


@cache
def known() -> Mapping[str, TagEntry]:
    """The vocabulary by code in capitals."""
    return {code.upper(): entry for code, entry in tags().items()}


def kind_of(code: str) -> str:
    """The kind of a code: from the vocabulary, otherwise from its shape."""
    entry = known().get(code)
    if entry:
        return entry.kind
    if len(code) == 4 and code.isalpha() and code[0] == "K":
        return "program"
    if len(code) == 4 and code.isalpha() and code[0] in FIELD_LETTERS:
        return "subject"
    if len(code) == 2 and code.isalpha() and code[0] in "XZ":
        return "place"
    return "unknown"


def is_all_tags(text: str) -> bool:
    """Whether a line can go on with the TAGS of the line above it: nothing but codes, one of them known."""
    text = unlink(text)
    if len(text) > 200:
        return False
    words = text.replace(",", " ").replace(";", " ").split()
    if not words or not all(word.upper() in known() or _SHAPE.match(word) for word in words):
        return False
    return any(word.upper() in known() for word in words)


def read_tags(lines: Sequence[str]) -> Reading:
    """The TAGS of the lines behind the label, in order, each once."""
    text = _JUNK.sub(" ", unlink(" \n".join(lines)))
    found: dict[str, Tag] = {}
    mended: list[str] = []
    for words in _segments(text):
        for tag in _read_segment(words, found, mended):
            found.setdefault(tag.code, tag)
    return Reading(tuple(found.values()), tuple(mended))


def _segments(text: str) -> Iterator[list[str]]:
    """Words between commas; a name in parentheses is one word that keeps its "("."""
    segment: list[str] = []
    for match in _TOKEN.finditer(text):
        piece = match[0]
        if piece in ",;":
            yield segment
            segment = []
        elif piece.startswith("("):
            if LEADING.fullmatch(piece):
                continue
            codes = [code.strip().upper() for code in piece.strip("()").split(",")]
            segment += codes if all(code in known() for code in codes) else [piece.strip(")")]
        else:
            segment += _codes(piece.strip(".:\"*'[]").upper())
    yield segment


def _codes(word: str) -> list[str]:
    """The word, or its parts where a slash stands between known codes."""
    if "0" in word and word not in known() and word.replace("0", "O") in known():
        word = word.replace("0", "O")
    parts = [part for part in word.split("/") if part]
    if len(parts) > 1 and word not in known() and all(part in known() for part in parts):
        return parts
    return [word] if word != "AND" and any(char.isalnum() for char in word) else []


def _read_segment(words: list[str], found: dict[str, Tag], mended: list[str]) -> Iterator[Tag]:
    at = 0
    person_expected = bool(found) and next(reversed(found)) in PERSON_TAGS
    while at < len(words):
        if words[at].startswith("("):
            for name in words[at][1:].split(";"):
                if name.strip():
                    yield Tag(" ".join(name.upper().split()), "person")
            person_expected = False
            at += 1
            continue
        size, read = _longest_known(words, at, mended)
        if size == 0:
            size = _unknown_run(words, at)
            run = words[at : at + size]
            if person_expected and (size > 1 or len(run[0]) > 4):
                read = [Tag(", ".join((run[0], " ".join(run[1:]))) if size > 1 else run[0], "person")]
            elif size > 1:
                read = [Tag(" ".join(run), "term")]
            else:
                read = [Tag(run[0], kind_of(run[0]))]
        yield from read
        person_expected = read[-1].code in PERSON_TAGS
        at += size


def _longest_known(words: list[str], at: int, mended: list[str]) -> tuple[int, list[Tag]]:
    """How many words from `at` on are one known name or code, and the TAGS they are; (0, []) if none."""
    for size in (3, 2, 1):
        entry = known().get(" ".join(words[at : at + size])) if at + size <= len(words) else None
        if entry and not (size == 1 and _inside_term(words, at)):
            return size, [Tag(entry.code, entry.kind)]
    word = words[at]
    if kind_of(word) in {"program", "place"}:
        return 1, [Tag(word, kind_of(word))]
    codes = _mend(word)
    if codes and codes != [word]:
        mended.append(f"{word} read as {' '.join(codes)}")
        return 1, [Tag(code, kind_of(code)) for code in codes]
    return (1, [Tag(word, kind_of(word))]) if kind_of(word) != "unknown" and not _inside_term(words, at) else (0, [])


def _inside_term(words: list[str], at: int) -> bool:
    """Whether a short word stands between words that are no TAGS: the IN of TIP IN TURKEY."""
    return len(words[at]) == 2 and 0 < at < len(words) - 1 and _is_free(words[at - 1]) and _is_free(words[at + 1])


def _is_free(word: str) -> bool:
    return not word.startswith("(") and word not in known() and kind_of(word) == "unknown" and not _mend(word)


def _unknown_run(words: list[str], at: int) -> int:
    size = 1
    while at + size < len(words) and size < LONGEST_TERM:
        if not (_is_free(words[at + size]) or _inside_term(words, at + size)):
            break
        size += 1
    return size


@cache
def _mendable() -> frozenset[str]:
    return frozenset(code for code, entry in known().items() if entry.kind in {"subject", "program"})


def _mend(word: str) -> list[str]:
    """The codes a damaged word stands for: fused codes parted, one letter doubled or two swapped; [] if unsure."""
    if not word.isalpha() or len(word) > 200:
        return []
    if len(word) == 5:
        near = {word[:at] + word[at + 1 :] for at in range(5)} & _mendable()
    elif len(word) == 4:
        swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(3))
        near = {word} if word in known() else set(swapped) & _mendable()
    else:
        near = set()
    if near:
        return list(near) if len(near) == 1 else []
    return _part(word) if len(word) >= 6 else []


def _mended(code: str) -> str:
    """A code of four letters as it is, or with the two put right that were swapped."""
    found = _mend(code)
    return found[0] if found else code


def _part(word: str) -> list[str]:
    """Fused codes parted: fours, of which most are known, and a country of two at the end."""
    fours = [_mended(word[at : at + 4]) for at in range(0, len(word) - len(word) % 4, 4)]
    tail = word[len(fours) * 4 :]
    if len(tail) not in {0, 2} or (tail and kind_of(tail) != "place") or fours[0] not in known():
        return []
    strange = [code for code in fours if code not in known()]
    if len(strange) * 2 > len(fours) or any(kind_of(code) == "unknown" for code in strange):
        return []
    return [*fours, tail] if tail else fours
