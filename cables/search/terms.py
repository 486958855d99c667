"""Which words and values of the index a word of a query stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from cables.search.fields import Field, Kind
from cables.search.snapshot import Snapshot
from cables.search.words import fold, folded_words, stem
from cables.telegram import canonical_id
from cables.vocabulary import post_by_name

EXPANDED_WORDS = 1000
"""The words that all wildcards of one query may stand for together."""

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


def same_value(snapshot: Snapshot, field: Field, text: str) -> frozenset[str]:
    """The values of a field that people mean by a text: in any case, posts also by name, cables in any spelling."""
    if field.kind is Kind.CABLE:
        # Ids are too many for a table of all; their canonical form is in capitals.
        spelt = {text, text.upper(), canonical_id(text) or text}
        return frozenset(value for value in spelt if len(snapshot.having_value(field.name, value)))
    known = snapshot.column(field.name).by_folded
    spellings = [text]
    if field.name == "post" and (post := post_by_name(text)):
        spellings.append(post.code)
    return frozenset(value for spelling in spellings for value in known.get(spelling.casefold(), ()))
