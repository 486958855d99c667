"""What a word or phrase of a plan is looked for by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cables.search.phrases import Check, Stretch, nearby, phrases
from cables.search.plan import AnyWord, Leaf, Near
from cables.search.segments import Docs, WordLists
from cables.search.snapshot import Look


def look_for(leaf: Leaf) -> list[tuple[tuple[str, ...], Look]]:
    """The words that must all be there, and how they must stand; any of these is enough."""
    if isinstance(leaf, AnyWord):
        return [((word,), phrases) for word in leaf.words]
    if isinstance(leaf, Near):
        distance = leaf.distance

        def near(lists: WordLists, words: Sequence[int], check: Check, within: Docs | None) -> Iterator[Stretch]:
            return nearby(lists, words, distance, check, within)

        return [(leaf.words, near)]
    return [(leaf.words, phrases)]
