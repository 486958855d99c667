"""Who classified the telegram, and for which reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cables.telegram.lexer import squeeze
from cables.telegram.patterns import any_case, exact
from cables.telegram.values import Classifier
from cables.telegram.words import TITLE_WORDS
from cables.vocabulary import post_by_name

SECTION_SINCE = date(2003, 9, 22)
"""From here on the reasons stand in section 1.4 of the order, before in 1.5."""


_LABELS = any_case(
    r"(?:[\s:.\-]|\(?\d{1,2}[.)]\s|\((?:U|SBU|LOU|C|S|TS)\)|(?:THIS\s(?:MESSAGE|CABLE)\s(?:IS\s|WAS\s)?)?CL?ASS?[IFS]{1,5}E?D\s{1,3}BY\b"
    r"|THIS\sMESSAGE|DERIVED\s{1,3}FROM\b)"
)
_REASON_SECTION = any_case(r"(?<![\d.])1\s?([./,])\s?(\d)(?!\d)")
_LETTER = any_case(r"[\s,/&+();:.\-]{0,6}(?:(?:AND|OR)\b[\s(]{0,4})?([A-H])(?![A-Z])")
_END_OF_NAME = any_case(
    r"[\s,.;:\-(]{0,6}(?:\b(?:FOR|PER|UNDER|DUE TO|BECAUSE OF|IN ACCORDANCE WITH|PURSUANT TO)\b[\s:]{1,4}"
    r"(?=.{0,24}(?:R?E?A\s?S?ONS?\b|E\.?O|SEC|1\s?[./,]|\())"
    r"|\bRE?A?\s?SO\s?NS?\b|\bREAONS?\b|\bR\s?EASONS?\b|\bE\.O\.|(?<!\d)1\s?[./,]\s?\d)"
)
_LOST_APOSTROPHE = any_case(r"\bd,\s?(?=Aff)")
_ZERO = exact(r"(?<=[A-Z])0(?=[A-Z])|\b0(?=[A-Z]{2})")
"""A zero that stands for O, as in AMBASSAD0R."""
_WORD = exact(r"[^\s,;()]+|[,;()]")
_SUFFIX = exact(r"(?:JR|SR|II|III|IV|Jr|Sr)\.?$")
_NAME_WORD = exact(
    r"(?:[A-Z\u00c0-\u00de][\w'\u2019.\-\u00c0-\u017f]*|[dl]['\u2019][A-Z][\w]*|van|von|der|la|al-[A-Z]\w*)$"
)
_AND = any_case(r"\s(?:AND|&)\s|;")


class Classification(NamedTuple):
    classifiers: tuple[Classifier, ...]
    reasons: tuple[str, ...]
    damaged: bool
    """Whether the section number of a reason was mended."""


def read_classified_by(text: str, sent: date | None) -> Classification:
    """Reads what stands behind the label; it may repeat the label or begin with a paragraph number."""
    text = _ZERO.sub("O", _LOST_APOSTROPHE.sub("d'", squeeze(text)[:1000]))
    start = 0
    while match := _LABELS.match(text, start):
        start = match.end()
    text = text[start:]
    end = _END_OF_NAME.search(text)
    reasons, damaged = _reasons(text, sent)
    return Classification(tuple(_classifiers(text[: end.start()] if end else text[:200])), reasons, damaged)


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
    while match := _LETTER.match(text, place):
        yield match[1].lower()
        place = match.end()


def _classifiers(text: str) -> Iterator[Classifier]:
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
        lone = [word for word in words if word.isalnum() and word.upper() not in TITLE_WORDS]
        if len(lone) == 1:
            yield Classifier(lone[0], squeeze(" ".join(word for word in words if word not in {lone[0], ","})))
        return
    name = " ".join(words[start : start + size]).replace(" ,", ",").strip(",")
    before = [word for word in words[:start] if word not in "(),;"]
    after = words[start + size :]
    while after and after[0] in "(),;":
        after = after[1:]
    until = next((at for at, word in enumerate(after) if word in "(),;"), len(after))
    title = " ".join(before or after[:until]).strip(" ,;:")
    if not _SUFFIX.search(name):
        name = _without_stop(name)
    yield Classifier(name, _without_stop(title))


def _without_stop(name: str) -> str:
    """A stop at the end goes, unless it belongs to an abbreviation: a.i., JR."""
    last = name.split()[-1] if name else ""
    return name[:-1] if last.endswith(".") and len(last) > 2 and "." not in last[:-1] else name


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(text)]


def _name_run(words: list[str]) -> tuple[int, int]:
    """Start and length of the longest run of name words; the last of equals. A suffix may follow a comma."""
    best = (0, 0)
    at = 0
    while at < len(words):
        size = 0
        while at + size < len(words):
            word = words[at + size]
            suffix_follows = word == "," and at + size + 1 < len(words) and _SUFFIX.match(words[at + size + 1])
            if not (size and (suffix_follows or _SUFFIX.match(word))) and not _is_name(word):
                break
            size += 1
        single_place = size == 1 and (len(words[at]) < 3 or post_by_name(words[at]) is not None)
        if size and not single_place and size >= best[1]:
            best = (at, size)
        at += max(size, 1)
    return best


def _is_name(word: str) -> bool:
    plain = word.strip('.:"').upper().replace("'", "").replace("\u2019", "").replace(".", "")
    if plain in TITLE_WORDS and not (len(plain) == 1 and word.endswith(".") and plain not in "U"):
        return False
    return "/" not in word and bool(_NAME_WORD.match(word.strip(':"')))
