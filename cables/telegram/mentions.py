"""References made inside a paragraph: reftels by letter, and cables cited by post and number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, takewhile

from cables.telegram.dates import MONTHS
from cables.telegram.ids import canonical_id, find_post, make_id, two_digit_year
from cables.telegram.lexer import SEPARATOR
from cables.telegram.patterns import any_case, exact
from cables.telegram.values import Mention, Reference
from cables.vocabulary import post_by_name

_CAPITAL = r"[A-Z]\)?(?![A-Za-z0-9]|'(?!s\b))"
_SMALL = r"[a-z](?=[),.;:])\)?|[b-hj-z](?=\s|'s\b|$)"
"""A small letter that stands where no article can."""
_NUMBER = r"\d{1,2}\)?(?!\w|[.,/]\d|%)"
"""Some lists of references are counted by numbers."""
_REFTEL = exact(
    r"(?:[Rr]ef|REF)(?:tel|TEL|erence|ERENCE)?(?:[sS]|'[sS](?=\s\(?[A-Z]\b))?\b(?:\s?\([sS]\))?(?:\.(?=\s[A-Z]\b))?"
    rf"(?P<letters>\s{{1,2}}\(?(?:{_CAPITAL}(?!&)|{_NUMBER}|{_SMALL}|a(?=\s(?:and|or)\s\(?[b-hj-z](?![\w'-])))"
    r"(?:\s?(?:,\s?and|,\s?or|,|/|&|-|and|AND|or|OR|through|THROUGH|thru|THRU|to|TO)\s?"
    rf"\(?(?:{_CAPITAL}|{_NUMBER}|{_SMALL})){{0,25}})?"
)
_REFTELS = {word: exact(rf"{word}(?:tel|TEL|erence|ERENCE)?[sS]?\b") for word in ("ref", "Ref", "REF")}
"""What _REFTEL begins with, by its first letters."""
_PLURAL = any_case(r"reftels|reftel\s?\(s\)|refs$")
_LETTER = exact(r"(?<![A-Za-z0-9])(?:[A-Za-z]|\d{1,2})(?![A-Za-z0-9])")
_RANGE = any_case(r"\)?\s?(?:-|through|thru|to)\s?\(?$")
"""What stands between the first and the last letter of a range."""
_CITED = exact(r"\d(?:(?<=[A-Z.] \d)\d{1,6}(?![\d%]|[.,]\d)|\d(?P<post>[A-Z]{4,20})\d{1,7}(?!\w))")
"""A number behind a capital or a stop, or an id; the digit stands first, so the search runs from digit to digit."""
_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"0" * 9)
_MAY_BE_CITED = re.compile(rb"0(?:(?<=[A-Z.] 0)0|0[A-Z]{4})")
"""What _CITED begins with, where all digits are zeros."""
_POST_WORDS = exact(
    r"(?:(?:^|(?<=[\s(,;\"]))(?P<year>'?\d{2}|\d{4})\s)?(?P<post>[A-Z][A-Z.']{1,14}(?: [A-Z][A-Z.']{0,14}){0,4})$"
)
_YEAR_BEHIND = exact(r"\s?\('?(\d{2}|\d{4})\)")
_YEARS = range(1900, 2100)
_CITING = exact(r"(?:\b(?:[Ss]ee|[Pp]er|also|cf\.) |\()$")
"""What stands before a post whose number of two figures is a cable's."""
MOST_REFERENCES = 26
"""Items of a list that "reftels" can mean as a whole."""


def places_of_mentions(texts: Sequence[str]) -> set[int]:
    """Indices of the texts in which there may be a mention, found in one pass over all of them.

    Searches for one word or sign are many times as quick as for one of several: so digits are all made zeros.
    """
    joined = SEPARATOR.join(texts)
    ends = list(accumulate(len(text) + 1 for text in texts))
    plain = joined.encode("ascii", "replace").translate(_DIGITS_ALIKE)
    places = [match.start() for match in _MAY_BE_CITED.finditer(plain)]
    for word, reftel in _REFTELS.items():
        if word in joined:
            places += [match.start() for match in reftel.finditer(joined)]
    return {bisect_right(ends, place) for place in places}


def find_mentions(text: str, references: Sequence[Reference], year: str | None) -> tuple[Mention, ...]:
    """The mentions in a reading text, in order, with the canonical ids they mean.

    A reftel without a letter is linked where the list has one item; among several, none is picked. Reftels without
    letters are all of the list. In a list without marks a letter is the item in its place: B is the second.
    """
    found: list[Mention] = []
    if "ref" in text or "Ref" in text or "REF" in text:
        found += _reftels(text, references)
    found += _citations(text, year)
    return tuple(sorted(found, key=lambda mention: mention.start)) if found else ()


def _reftels(text: str, references: Sequence[Reference]) -> Iterator[Mention]:
    labels: dict[str, list[str]] = {}
    for reference in references:
        if reference.label and reference.target:
            labels.setdefault(reference.label, []).append(reference.target)
    places = _places(references)
    every = tuple(dict.fromkeys(one.target for one in references[: MOST_REFERENCES + 1] if one.target))
    every = every if len(references) <= MOST_REFERENCES else ()
    for match in _REFTEL.finditer(text):
        if text[match.start() - 1 : match.start()].isalnum():
            continue
        letters = match["letters"]
        word = match[0][: match.start("letters") - match.start()] if letters else match[0]
        if letters:
            named = _letters(letters)
            targets = [target for letter in named for target in labels.get(letter, places.get(letter, []))]
            if targets:
                end = match.end() - (letters[-1] == ")" and letters.count(")") > letters.count("("))
                guessed = any(letter in places and letter not in labels for letter in named)
                yield Mention(match.start(), end, text[match.start() : end], tuple(dict.fromkeys(targets)), guessed)
                continue
        none = not letters or letters.strip(" (")[0].isdigit()
        if none and len(every) > 1 and _PLURAL.match(word):
            yield Mention(match.start(), match.start() + len(word), word, every)
            continue
        target = references[0].target if len(references) == 1 else None
        if target and (word.lower().startswith("reftel") or (not letters and word in {"REF", "REFS"})):
            yield Mention(match.start(), match.start() + len(word), word, (target,))


def _places(references: Sequence[Reference]) -> dict[str, list[str]]:
    """The targets by the letters that the items of a list, or those before its first mark, would be marked with."""
    if len(references) < 2:
        return {}
    unmarked = takewhile(lambda reference: reference.label is None, references[:MOST_REFERENCES])
    return {chr(ord("A") + at): [one.target] for at, one in enumerate(unmarked) if one.target}


def _letters(text: str) -> list[str]:
    found: list[str] = []
    reached = 0
    for match in _LETTER.finditer(text):
        letter = match[0].upper()
        if found and _RANGE.match(text, reached, match.start()):
            found += _between(found[-1], letter)
        found.append(letter)
        reached = match.end()
    return found


def _between(first: str, last: str) -> Iterable[str]:
    if first.isdigit() and last.isdigit():
        return map(str, range(int(first) + 1, int(last)))
    return map(chr, range(ord(first[0]) + 1, ord(last[0])))


def _citations(text: str, year: str | None) -> Iterator[Mention]:
    """Cables cited by post and number, or by id."""
    reached = 0
    shouting: bool | None = None
    for match in _CITED.finditer(text):
        number, at = match[0], match.start()
        if match["post"]:
            yield from _id(text, match)
            continue
        if at < 4 or (len(number) == 4 and int(number) in _YEARS):
            continue
        if len(number) < 4:
            shouting = text.isupper() if shouting is None else shouting
            if shouting:
                continue
        begin = max(at - 70, reached)
        words = _POST_WORDS.search(text[begin : at - 1])
        if words is None:
            continue
        named = _post(words["post"])
        if named is None:
            continue
        code, skipped = named
        stated = two_digit_year(words["year"]) if skipped == 0 else None
        behind = None if stated else _YEAR_BEHIND.match(text, match.end())
        late = two_digit_year(behind[1]) if behind else None
        late = None if late and (year or "10") < late < "66" else late
        target = make_id(stated or late or year, code, number)
        if target is None:
            continue
        start = begin + (words.start("year") if stated else words.start("post") + skipped)
        if len(number) < 3 and not (stated or late) and not _CITING.search(text, max(start - 6, 0), start):
            continue
        reached = behind.end() if behind and late else match.end()
        yield Mention(start, reached, text[start:reached], (target,))


def _id(text: str, match: re.Match[str]) -> Iterator[Mention]:
    target = canonical_id(match[0])
    begins = not text[match.start() - 1 : match.start()].isalnum()
    if target and begins and find_post(match["post"]):
        yield Mention(match.start(), match.end(), match[0], (target,))


def _post(words: str) -> tuple[str, int] | None:
    """The post the last words name, and how many characters before it are left out."""
    skipped = 0
    while True:
        rest = words[skipped:]
        last = rest.split()[-1]
        if last[:3] in MONTHS and len(last) <= 9 and last in {"MAY", "MARCH", "JUNE", "JULY"}:
            return None
        post = post_by_name(rest)
        if post:
            return post.code, skipped
        space = words.find(" ", skipped)
        if space < 0:
            return None
        skipped = space + 1
