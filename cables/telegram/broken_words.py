"""Words that a blank cuts in two, where re-flowing set one for a line end inside a word: `Th eir`, `govern ment`.

Joined only where at least one half is no English word and the whole is one. Left alone is whatever might be meant:
two words, names, foreign particles, prefixes that stand apart, and a half that would make a word on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cables.telegram.patterns import exact
from cables.telegram.words import NO_HALVES
from cables.vocabulary import words

LONGEST_LINE = 80
"""Characters; a longer line was not wrapped by its sender."""
SHORTEST = 3
"""Letters of a word that is put together again."""
_SMALL = exact(r"\b[a-z]{2,}\b")
_ALONE = exact(r"(?<![\w'\u2019\-/.@])[A-Za-z][a-z]*(?![\w'\u2019\-/@]|\.\w)")


def was_reflowed(lines: Sequence[str]) -> bool:
    """Whether software has set the lines anew, so that a blank may stand for a line end inside a word."""
    return any(len(line) > LONGEST_LINE for line in lines)


def broken_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each cut word, and the whole word; ascending, none overlap."""
    strange = set(_SMALL.findall(text)) - words()
    if strange <= NO_HALVES:
        return
    found = list(_ALONE.finditer(text))
    joins = [_is_cut(text, left, right) for left, right in pairwise(found)]
    for at, joined in enumerate(joins):
        alone = not (at and joins[at - 1]) and not (at + 1 < len(joins) and joins[at + 1])
        if joined and alone:
            yield found[at].start(), found[at + 1].end(), found[at][0] + found[at + 1][0]


def _is_cut(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    first, second = left[0], right[0]
    if right.start() != left.end() + 1 or text[left.end()] != " " or not second.islower():
        return False
    if (first + second).lower() not in words() or len(first + second) < SHORTEST:
        return False
    if first.lower() in NO_HALVES or second in NO_HALVES:
        return False
    strange = (first.lower() not in words(), second not in words())
    sure = len(first) > 1 and len(second) > 1 and first.islower()
    return any(strange) if sure else all(strange) or (first[0].isupper() and len(second) > 1 and strange[1])
