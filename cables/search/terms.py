"""Which words and values of the index a word of a query stands for."""

from __future__ import annotations

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from cables.search.fields import PRECEDENCES, Field, Kind
from cables.search.published import Published
from cables.search.snapshot import Snapshot
from cables.search.words import fold, folded_words, stem
from cables.telegram import canonical_id, canonical_marking
from cables.vocabulary import portion_marks, post_by_name, posts, precedences, tags

EXPANDED_WORDS = 1000
"""The words that one word with signs may stand for."""

_LEVELS = {"U": "UNCLASSIFIED", "LOU": "LIMITED OFFICIAL USE", "C": "CONFIDENTIAL", "S": "SECRET", "TS": "TOP SECRET"}
_NUMBERED_DATE = re.compile(r"(?P<year>[0-9]{4})(?:[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?)?", re.ASCII)
_NAMED_DATE = re.compile(
    r"(?:(?P<day>[0-9]{1,2})[ \-])?(?P<month>[a-z]{3,9})\.?,?[ \-](?P<year>[0-9]{4})", re.ASCII | re.IGNORECASE
)
_PARTS = re.compile(r"\\.|[*?]|[^\\*?]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with wildcards: `*` stands for any letters or none, `?` for one."""

    parts: tuple[str, ...]
    """Literal pieces, case-folded, and the wildcards themselves."""
    wild: tuple[bool, ...]

    @classmethod
    def read(cls, raw: str) -> Pattern | None:
        """The pattern that a term of a query is; None where it has no wildcard that is not escaped."""
        pieces = _PARTS.findall(raw)
        wild = tuple(piece in ("*", "?") for piece in pieces)
        if not any(wild):
            return None
        return cls(tuple(piece[1:] if piece.startswith("\\") else piece for piece in pieces), wild)

    @property
    def everything(self) -> bool:
        return self.parts == ("*",)

    @property
    def literal_start(self) -> str:
        pieces = zip(self.parts, self.wild, strict=True)
        return "".join(part for part, _ in takewhile(lambda piece: not piece[1], pieces))

    @property
    def letters_before_wildcard(self) -> int:
        return sum(char.isalnum() for char in self.literal_start)

    @property
    def one_word(self) -> bool:
        literals = [part for part, wild in zip(self.parts, self.wild, strict=True) if not wild]
        return all(folded_words(part) == (fold(part),) for part in literals)

    def regex(self, folded: bool) -> re.Pattern[str]:
        """Takes time in proportion to a word's length: what stands between two stars is bound to its first place."""
        stretches = [""]
        for part, wild in zip(self.parts, self.wild, strict=True):
            if part == "*" and wild:
                stretches.append("")
            else:
                stretches[-1] += "." if wild else re.escape(fold(part) if folded else part.casefold())
        first, *between = stretches
        if not between:
            return re.compile(first, re.DOTALL)
        *middle, last = between
        bound = "".join(f"(?>.*?{stretch})" for stretch in middle if stretch)
        return re.compile(f"{first}{bound}.*{last}", re.DOTALL)


def matching_values(pattern: Pattern, values: Iterable[str]) -> list[str]:
    """Those of the values that a pattern stands for, in any case."""
    regex = pattern.regex(folded=False)
    return [value for value in values if regex.fullmatch(value.casefold())]


def matching_words(pattern: Pattern, snapshot: Snapshot, field: str) -> list[str]:
    """The words of a field that a pattern stands for, ascending."""
    regex = pattern.regex(folded=True)
    start = fold(pattern.literal_start) if pattern.literal_start else ""
    return [word for word in snapshot.words_starting(field, start) if regex.fullmatch(word)]


def same_stem(snapshot: Snapshot, word: str) -> tuple[str, ...]:
    """The words of the index that are forms of a word."""
    return snapshot.forms(stem(word))


def same_value(published: Published, field: Field, text: str) -> frozenset[str]:
    """The values of a field that people mean by a text: in any case, by code or name, cables in any spelling."""
    if field.kind is Kind.CABLE:
        # Ids are too many for a table of all; their canonical form is in capitals.
        spelt = {text, text.upper(), canonical_id(text) or text}
        return frozenset(value for value in spelt if len(published.having_value(field.name, value)))
    spellings = dict.fromkeys((" ".join(text.split()), *_other_spellings(field, text)))
    return frozenset(value for spelling in spellings for value in published.spelt(field.name, spelling.casefold()))


def _other_spellings(field: Field, text: str) -> Iterable[str]:
    if field.name == "post" and (post := post_by_name(text)):
        yield post.code
    elif field.name == "tags":
        yield from _tags_by_name().get(text.casefold(), ())
    elif field.name == "country":
        yield from _countries_by_code().get(text.upper(), ())
    elif field.kind is Kind.LEVEL and (level := level_meant(field, text)):
        yield level


@cache
def _tags_by_name() -> Mapping[str, list[str]]:
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for code, tag in tags().items():
        if tag.name:
            codes[tag.name.casefold()].append(code)
    return codes


@cache
def _countries_by_code() -> Mapping[str, list[str]]:
    return {post.country_code: [post.country] for post in posts().values() if post.country_code}


def values_like(snapshot: Snapshot, field: Field, pattern: Pattern) -> frozenset[str]:
    """The values of a field that a pattern stands for, in any case."""
    if field.kind is Kind.CABLE:
        return frozenset(matching_values(pattern, snapshot.values_starting(field.name, pattern.literal_start.upper())))
    return frozenset(matching_values(pattern, snapshot.column(field.name).values))


def level_meant(field: Field, text: str) -> str | None:
    """The level of a field with an order: by its name in any case, or short: S, TS, UNCLAS, O."""
    upper = " ".join(text.upper().split())
    if upper in field.order:
        return upper
    if not field.order:
        return None
    if field.order == PRECEDENCES:
        short = precedences().get(upper)
        return short.name.upper() if short else None
    return _LEVELS.get(canonical_marking(upper))


def marking_level(marking: str) -> str | None:
    """The level of a portion marking in canonical form: C of C/NF; None for a paragraph without one."""
    level = marking.partition("/")[0]
    return level if level in portion_marks() else None


def cable_meant(text: str) -> str | None:
    """The canonical id that a word of a query is; None where it is none, or is one only with good will."""
    if not any(map(str.isdigit, text)) or not any(map(str.isalpha, text)):
        return None
    cable = canonical_id(text)
    return cable if cable and post_by_name(cable[2:].rstrip("0123456789")) else None


def cited_by(published: Published, cable: str) -> frozenset[str] | None:
    """The ids in the reference list of a cable; None where there is no such cable."""
    found = published.having_value("reference_id", cable)
    return frozenset(published.snapshot.values_of("refs", int(found[0]))) if len(found) else None


def written_date(text: str) -> str | None:
    """2009, 2009-04 or 2009-04-06, also from 2009-4, 2009/04/06, April 2009 or 6 Apr 2009; "*" stays.

    None for what is no date; whether there is such a day is not looked at.
    """
    if text == "*":
        return text
    match = _NUMBERED_DATE.fullmatch(text.strip()) or _NAMED_DATE.fullmatch(text.strip())
    if match is None:
        return None
    parts = match.groupdict()
    month = parts["month"] or ""
    if month.isalpha():
        named = [place for place, name in enumerate(month_name) if place and name.lower().startswith(month.lower())]
        if len(named) != 1:
            return None
        month = str(named[0])
    return "-".join([parts["year"], *(f"{int(part):02}" for part in (month, parts["day"]) if part)])
