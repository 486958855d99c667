"""Who classified the telegram, and for which reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from html import unescape
from typing import NamedTuple

from cables.telegram.lexer import squeeze
from cables.telegram.patterns import any_case, exact
from cables.telegram.values import Classifier
from cables.telegram.words import HONORIFICS, PARTICLES, PLAIN_GIVEN_NAMES, TITLE_WORDS
from cables.vocabulary import post_by_name, tags
from cables.vocabulary import words as english

SHORTEST_MISSPELT = 7
"""Letters of a title word that may have lost one."""
BEFORE_PLACES = frozenset({"at", "for", "in", "of", "to"})
BEFORE_POSTS = frozenset({"AMCONSUL", "AMEMBASSY", "AT", "CONSULATE", "EMBASSY", "IN", "MISSION"})
SECTION_SINCE = date(2003, 9, 22)
"""From here on the reasons stand in section 1.4 of the order, before in 1.5."""


_LABELS = any_case(
    r"(?:[\s:.\-]|\(?\d{1,2}[.)]\s|\((?:U|SBU|LOU|C|S|TS)\)|(?:THIS\s(?:MESSAGE|CABLE)\s(?:IS\s|WAS\s|HAS\sBEEN\s)?)?CL?ASS?[IFS]{1,5}E?D\s{1,3}BY\b"
    r"|THIS\sMESSAGE|DERIVED\s{1,3}FROM\b)"
)
_REASON_SECTION = any_case(r"(?<![\w.])[1LI]\s?([./,])\s?(\d)(?!\d)")
_LETTER = any_case(
    r"(?P<between>[\s,/&+();:.\-\u2013]{0,6}(?:(?:A\s?N\s?D|OR)\b[\s(]{0,4}|(?:TO|THRU|THROUGH)\s\(?(?=[B-H][).,;]|[B-H]$))?)"
    r"(?P<letter>[A-H])(?![A-Z]|\sND\b)"
)
_RANGE = any_case(r"[)\s]{0,3}(?:[\-\u2013]|TO\b|THR)")
_END_OF_NAME = any_case(
    r"[\s,.;:\-(]{0,6}(?:\b(?:FOR|PER|UNDER(?!\sSEC)|DUE TO|BECAUSE OF|IN ACCORDANCE WITH|PURSUANT TO)\b[\s:]{1,4}"
    r"(?=(?:(?:THE|FOLLOWING|ALL|AUTHORITY|OF|CLASSIFICATION|STATED) ){0,4}(?:R?E?A\s?S?ONS?\b|E\.?O|SEC|1\s?[./,]|\())"
    r"|\bRE?A?\s?SO\s?NS?\b|\bREAONS?\b|\bR\s?EASONS?\b|\bE\.O\.|(?<!\w)[1LI]\s?[./,]\s?\d|\bRE?[AEOSN]{2,6}S?:?\s{0,3}(?=[1LI]\s?[./,]))"
)
_LOST_APOSTROPHE = any_case(r"\bd,\s?(?=Aff)")
_LOST_IN_NAME = exact(r"(?<=\b[DLO]),(?=[A-Z][a-z]{2})")
"""A comma for the apostrophe of O'Brien."""
_ZERO = exact(r"(?<=[A-Z])0(?=[A-Z])|\b0(?=[A-Z]{2})")
"""A zero that stands for O, as in AMBASSAD0R."""
_SMALL_ZERO = exact(r"(?<=[A-Za-z])0(?=[a-z])")
_SUFFIX_END = any_case(r"\b(?:JR|SR|A\.I)$")
_WORD_END = exact(r"([a-z]{1,3})(?:[\s,;]|(?<=[a-z]{2})\.\s)")
_SMALL_WORDS = frozenset(
    {"ai", "of", "to", "for", "by", "and", "at", "in", "on", "per", "or", "the", "r", "rea", "re", "due", "jr", "sr"}
)
_BEFORE_COLON = exact(r"\b([A-Z]{2,6}):(?=[A-Z])")
_BEFORE_STROKE = exact(r"\b([A-Z]{2,6})/(?=([A-Z][a-z]+)\s[A-Z])")
"""Titles glued to a name: `AMB:`, and `DCM/`, which may also part offices."""
_COMPOUND = exact(
    r"(?:ACTG|ACTING|DCM|CDA|PAO|POL|ECON|EC|MIL|MIN|COUNS|COUNSELOR|OFF|CHIEF|ADMIN)+"
    r"|(?:AG|AID|DEF|DEP|ECON|ESTH?|FIN|LAB|MIL|MIN|PERM|POL|PRT|REF|SCI|USAID)+(?:ATT|CHIEF|COORD|COUNS|DIR|OFF|REP)"
)
_WORD = exact(r"[^\s,;()]+|[,;()]")
_SUFFIX = exact(r"(?:JR|SR|II|III|IV|Jr|Sr)\.?$")
_NAME_WORD = exact(
    r"(?:[A-Z\u00c0-\u00de][\w'\u2019.\-\u00c0-\u017f\ufffd]*|[dl]['\u2019][A-Z][\w]*|van|von|der|la|al-[A-Z]\w*)$"
)
_BY_NAME = exact(r"\((\"[^\"()]{1,15}\")\)")
_REDACTED = any_case(r"X{4,}\.?$")
_AND = any_case(r"\s(?:AND|&)\s|;")


class Classification(NamedTuple):
    classifiers: tuple[Classifier, ...]
    reasons: tuple[str, ...]
    damaged: bool
    """Whether the section number of a reason was mended."""
    mended: bool
    """Whether apostrophes and zeros among the words were mended."""


def read_classified_by(lines: Sequence[str], sent: date | None) -> Classification:
    """Reads the lines behind the label; they may repeat the label or begin with a paragraph number."""
    received = squeeze(_join(lines))[:1000]
    plain = unescape(received) if "&" in received else received
    text = _SMALL_ZERO.sub("o", _ZERO.sub("O", _LOST_IN_NAME.sub("'", _LOST_APOSTROPHE.sub("d'", plain))))
    mended = text != received
    start = 0
    while match := _LABELS.match(text, start):
        start = match.end()
    text = text[start:]
    end = _END_OF_NAME.search(text)
    reasons, damaged = _reasons(text, sent)
    head = text[: end.start()] if end else text[:200]
    if end and _SUFFIX_END.search(head) and text[end.start()] == ".":
        head += "."
    return Classification(tuple(_classifiers(head)), reasons, damaged, mended)


def _join(lines: Sequence[str]) -> str:
    """The lines as one; a few small letters at a line start are the end of the word above: `Roewel / l for`.

    A word broken with a hyphen loses it, unless a capital follows: that is a double name.
    """
    text = ""
    for line in lines:
        before, after = text.rstrip(), line.lstrip()
        broken = _WORD_END.match(after) if before[-1:].isalpha() else None
        if before[-1:] == "-" and before[-2:-1].isalpha():
            text = (before[:-1] if after[:1].islower() else before) + after
        else:
            text = before + after if broken and broken[1] not in _SMALL_WORDS else f"{text} {line}"
    return text


def _reasons(text: str, sent: date | None) -> tuple[tuple[str, ...], bool]:
    found: dict[str, None] = {}
    damaged = False
    for match in _REASON_SECTION.finditer(text):
        section = match[2]
        if match[1] != "." or section not in "45":
            damaged = True
        if section not in "456":
            section = "5" if sent and sent < SECTION_SINCE else "4"
        letters = list(_letters(text, match.end()))
        for letter in letters:
            found[f"1.{section}({letter})"] = None
        if not letters:
            found[f"1.{section}"] = None
    return tuple(found), damaged


def _letters(text: str, place: int) -> Iterator[str]:
    """The letters listed from `place` on; `(b)-(d)` names those between as well."""
    last = ""
    while match := _LETTER.match(text, place):
        letter = match["letter"].lower()
        if last and _RANGE.match(match["between"]):
            yield from map(chr, range(ord(last) + 1, ord(letter)))
        yield letter
        last, place = letter, match.end()


def _classifiers(text: str) -> Iterator[Classifier]:
    text = _BEFORE_COLON.sub(r"\1 ", _BY_NAME.sub(r"\1", text))
    text = _BEFORE_STROKE.sub(lambda m: f"{m[1]} " if _is_title(m[1]) and not _is_title(m[2]) else m[0], text)
    parts = [part for part in _AND.split(text) if part.strip()]
    if len(parts) > 1 and all(_name_run(_words(part))[1] >= 2 for part in parts):
        for part in parts:
            yield from _classifier(part)
        return
    yield from _classifier(text)


def _classifier(text: str) -> Iterator[Classifier]:
    words = _words(text)
    start, size = _name_run(words)
    if size == 0:
        lone = [word for word in words if word.isalnum() and not word.isdigit() and word.upper() not in TITLE_WORDS]
        if len(lone) == 1:
            yield Classifier(lone[0], squeeze(" ".join(word for word in words if word not in {lone[0], ","})))
        return
    name = " ".join(words[start : start + size]).replace(" ,", ",").strip(",")
    before = [word for word in words[:start] if word not in "(),;"]
    after = words[start + size :]
    while after and after[0] in "(),;":
        after = after[1:]
    until = next((at for at, word in enumerate(after) if word in "(),;"), len(after))
    polite = all(word.upper().strip(".") in HONORIFICS for word in before)
    title = " ".join(after[:until] or before if polite else before).strip(" ,;:")
    if not _SUFFIX.search(name):
        name = _without_stop(name)
    yield Classifier(name, _without_stop(title.removesuffix(" BY").removesuffix(" -")))


def _without_stop(name: str) -> str:
    """A stop at the end goes, unless it belongs to an abbreviation: a.i., JR."""
    last = name.split()[-1] if name else ""
    return name[:-1] if last.endswith(".") and len(last) > 2 and "." not in last[:-1] else name


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(text)]


def _name_run(words: list[str]) -> tuple[int, int]:
    """Start and length of the run of name words that is the name; (0, 0) if there is none.

    The longest run, and the last of equals. Runs of plain English words are titles that no list has: they are names
    only where nothing else can be one, and such words before a name are none of it.
    """
    crossed_out = [bool(_REDACTED.match(word)) for word in words]
    if any(crossed_out):
        return crossed_out.index(True), sum(crossed_out)
    runs = [run for run in _runs(words) if run[1]]
    if not runs:
        return 0, 0
    full = [run for run in runs if run[1] > 1]
    strange = [run for run in full if not _is_plain(words[run[0] : sum(run)])] if len(full) > 1 else full
    at, size = max(strange or runs, key=lambda run: (run[1], run[0]))
    name = words[at : at + size]
    titles = (n for n in range(size - 2, 0, -1) if _is_plain(name[n - 1 : n]) and _is_plain(name[:n]))
    title = next(titles, 0)
    return at + title, size - title


def _is_plain(words: list[str]) -> bool:
    """Whether most of the words are plain English and no given names."""
    plain = sum(word.lower() in english() and word.upper() not in PLAIN_GIVEN_NAMES for word in words)
    return plain * 2 > len(words)


def _runs(words: list[str]) -> Iterator[tuple[int, int]]:
    """Starts and lengths of runs of name words; a suffix may follow a comma."""
    at = 0
    while at < len(words):
        size = 0
        while at + size < len(words):
            word = words[at + size]
            suffix_follows = word == "," and at + size + 1 < len(words) and _SUFFIX.match(words[at + size + 1])
            particle = word in PARTICLES and at + size + 1 < len(words) and (size or word.islower())
            follows = bool(
                suffix_follows or _SUFFIX.match(word) or (particle and _continues_name(words, at + size + 1))
            )
            if not (size and follows) and not _is_name(word):
                break
            size += 1
        before_name = _before_name(words, at, size)
        at, size = at + before_name, size - before_name
        named_post = post_by_name(" ".join(words[at : at + size])) is not None
        place = named_post and (size == 1 or (at > 0 and words[at - 1].upper() in BEFORE_POSTS))
        if not place and not (size == 1 and len(words[at]) < 3):
            yield at, size
        at += max(size, 1)


def _before_name(words: list[str], at: int, size: int) -> int:
    """How many words at the start of a run are none of the name: a place behind `to`, an acronym before a full name."""
    if size < 3:
        return 0
    if at and words[at - 1].lower() in BEFORE_PLACES:
        return next((n for n in (3, 2) if n < size and " ".join(words[at : at + n]).upper() in _places()), 1)
    first = words[at]
    return int(len(first) > 2 and first.isalpha() and first.isupper() and not words[at + 1].isupper())


@cache
def _places() -> frozenset[str]:
    """Names of countries and regions in capitals."""
    return frozenset(entry.name.upper() for entry in tags().values() if entry.kind == "place")


def _continues_name(words: list[str], at: int) -> bool:
    while at < len(words) and words[at] in PARTICLES:
        at += 1
    return at < len(words) and _is_name(words[at])


def _is_title(word: str) -> bool:
    """Whether a word belongs to a title: in the list, one slip from a long one, or put together of such."""
    plain = word.strip('.:"').upper().replace("'", "").replace("\u2019", "").replace(".", "")
    if plain in TITLE_WORDS or _COMPOUND.fullmatch(plain):
        return True
    if "-" in plain:
        return all(part in TITLE_WORDS for part in plain.split("-"))
    return len(plain) >= SHORTEST_MISSPELT and not _one_short(plain).isdisjoint(_titles_one_short())


def _one_short(word: str) -> frozenset[str]:
    """The word, and all that is left of it when one letter is lost."""
    return frozenset((word, *(word[:at] + word[at + 1 :] for at in range(len(word)))))


@cache
def _titles_one_short() -> frozenset[str]:
    """Long title words, whole and with one letter lost; two words that share one of them are one slip apart."""
    return frozenset[str]().union(*(_one_short(word) for word in TITLE_WORDS if len(word) > SHORTEST_MISSPELT))


def _is_name(word: str) -> bool:
    initial = len(word) == 2 and word[1] == "." and word[0].isalpha() and word[0] != "U"
    if word in PARTICLES or (_is_title(word) and not initial):
        return False
    return "/" not in word and bool(_NAME_WORD.match(word.strip(':"')))
