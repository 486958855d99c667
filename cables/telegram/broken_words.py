"""Words that a blank cuts in two, where re-flowing set one for a line end inside a word: `Th eir`, `govern ment`.

Joined only where at least one half is no English word and the whole is one. Left alone is whatever might be meant:
two words, names, foreign particles, prefixes that stand apart, and a half that would make a word on either side.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from cables.telegram.patterns import exact
from cables.telegram.words import NO_HALVES
from cables.vocabulary import words

LONGEST_LINE = 80
"""Characters; lines that are longer in the mean were not wrapped by their sender."""
SHORTEST = 3
"""Letters of a word that is put together again."""

_SMALL = exact(r"[a-z]{2,}")
_LEFT = exact(r"[(\[\"]{0,2}([A-Za-z][a-z]*)$")
_RIGHT = exact(r"([a-z]+)(?![\w'\u2019\-/@]|\.\w)")


def broken_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each cut word, and the whole word; ascending, none overlap."""
    pieces = text.split(" ")
    strange = {piece for piece in set(pieces) - words() if not piece[:1].isupper() and _is_strange(piece)}
    if not strange:
        return
    places = [at for at, piece in enumerate(pieces) if piece in strange]
    near = sorted({pair for at in places for pair in (at - 1, at) if 0 <= pair < len(pieces) - 1})
    cut = {at: word for at in near if (word := _whole(pieces[at], pieces[at + 1]))}
    starts = list(accumulate((len(piece) + 1 for piece in pieces), initial=0)) if cut else []
    for at, word in cut.items():
        if at - 1 not in cut and at + 1 not in cut:
            start = starts[at] + len(pieces[at]) - len(pieces[at].lstrip('(["'))
            yield start, start + len(word) + 1, word


def _is_strange(piece: str) -> bool:
    found = _SMALL.search(piece)
    return found is not None and found[0] not in words() and found[0] not in NO_HALVES


def _whole(left: str, right: str) -> str | None:
    """The word that two pieces make, if a blank has cut it."""
    halves = _LEFT.match(left), _RIGHT.match(right)
    if not (halves[0] and halves[1]):
        return None
    first, second = halves[0][1], halves[1][1]
    if (first + second).lower() not in words() or len(first + second) < SHORTEST:
        return None
    if first.lower() in NO_HALVES or second in NO_HALVES:
        return None
    strange = (first.lower() not in words(), second not in words())
    sure = len(first) > 1 and len(second) > 1 and first.islower()
    found = any(strange) if sure else all(strange) or (first[0].isupper() and len(second) > 1 and strange[1])
    return first + second if found else None
