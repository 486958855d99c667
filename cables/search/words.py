"""How text becomes words. Index, queries and highlighting all read text with these functions, so they agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from whoosh.lang.snowball.english import EnglishStemmer

LONGEST_WORD = 100
"""Letters; of a longer word, these first ones stand for it in the index and in queries."""

_ASCII_WORD = re.compile("[0-9a-z]+")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f])*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: `text[start:end]` is how it is written, `folded` how it is indexed."""

    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order: runs of letters and digits, lower-cased, accents folded, none left out."""
    for match in _WORD.finditer(text):
        folded = fold(match.group())
        if folded:
            yield Word(folded, match.start(), match.end())


def folded_words(text: str) -> tuple[str, ...]:
    return tuple(folded for folded in map(fold, _WORD.findall(text)) if folded)


def raw_words(text: str) -> list[str]:
    """The words of `text` before each is folded; in some no letter may be left then."""
    return _ASCII_WORD.findall(text.lower()) if text.isascii() else _WORD.findall(text)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """`word` without case and accents: "Élysée" gives "elysee"."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if char.isalnum()).casefold()[:LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What all English forms of a folded word share: "attacks", "attacked" and "attacking" give "attack"."""
    return str(_stemmer().stem(word)) if word.isalpha() and word.isascii() else word


@cache
def _stemmer() -> Any:
    return EnglishStemmer()
