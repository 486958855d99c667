"""Two texts of one cable, set out so that a reader sees what changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

LINES_COMPARED = 4_000
"""In the longer of the two texts."""
WORDS_COMPARED = 2_000
"""In one changed passage; longer ones are shown whole, as they were and as they are."""
CONTEXT = 2
"""Unchanged lines shown around a change."""

_WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Fragment:
    text: str
    kind: str
    """same, gone or new."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Changes near one another, with a little of what stands around them."""

    line: int
    """Of the new text, from 1."""
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    passages: tuple[Passage, ...]
    too_long: bool = False
    """True where the texts were not compared because of their length."""


def compare(old: str, new: str) -> Comparison:
    """Changes from `old` to `new`, by lines and within them by words. Only words count, not blanks and line ends."""
    before, after = _lines(old), _lines(new)
    if max(len(before), len(after)) > LINES_COMPARED:
        return Comparison((), too_long=True)
    matcher = SequenceMatcher(None, before, after)
    passages = []
    for group in matcher.get_grouped_opcodes(CONTEXT):
        fragments = [fragment for step in group for fragment in _step(step, before, after)]
        if any(fragment.kind != "same" for fragment in fragments):
            passages.append(Passage(line=group[0][3] + 1, fragments=tuple(_joined(fragments))))
    return Comparison(tuple(passages))


def _lines(text: str) -> list[str]:
    return [line.rstrip() + "\n" for line in text.splitlines()]


def _step(step: tuple[str, int, int, int, int], before: Sequence[str], after: Sequence[str]) -> Iterator[Fragment]:
    kind, old_from, old_to, new_from, new_to = step
    gone, new = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
    if kind == "equal":
        yield Fragment(new, "same")
    elif kind == "replace":
        yield from _by_words(gone, new)
    elif kind == "delete":
        yield Fragment(gone, "gone")
    else:
        yield Fragment(new, "new")


def _by_words(gone: str, new: str) -> Iterator[Fragment]:
    before, after = _WORDS.findall(gone), _WORDS.findall(new)
    if max(len(before), len(after)) > WORDS_COMPARED:
        yield Fragment(gone, "gone")
        yield Fragment(new, "new")
        return
    matcher = SequenceMatcher(None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield Fragment("".join(after[new_from:new_to]), "same")
        else:
            yield Fragment("".join(before[old_from:old_to]), "gone")
            yield Fragment("".join(after[new_from:new_to]), "new")


def _joined(fragments: Sequence[Fragment]) -> Iterator[Fragment]:
    for kind, run in groupby(fragments, key=lambda fragment: fragment.kind):
        text = "".join(fragment.text for fragment in run)
        if text:
            yield Fragment(text, kind)
