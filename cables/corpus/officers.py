"""The invented officers of a post: the same name for three years."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from cables.corpus.names import Namer, styles
from cables.vocabulary import PostEntry


@lru_cache(maxsize=4096)
def officer(post: PostEntry, year: int, rank: int) -> str:
    """Full name of the officer of some rank; rank 0 is the chief of mission."""
    term = (year + sum(map(ord, post.code)) + rank) // 3
    draw = Random(sum(ord(letter) * 131**place for place, letter in enumerate(post.code)) * 1000 + term * 10 + rank)
    return Namer(styles()["anglo"], 0).person(draw.random)


def signer(post: PostEntry, year: int) -> str:
    """The surname under the post's cables."""
    return officer(post, year, 0).rpartition(" ")[2].upper()
