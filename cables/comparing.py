"""Two texts of one cable, set out so that a reader sees what changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate, groupby

LINES_COMPARED = 4_000
"""In the longer of the two texts."""
WORDS_COMPARED = 2_000
"""In one changed passage; longer ones are shown whole, as they were and as they are."""
WORK = 10_000_000
"""Steps that one comparison may take, about a second: texts of few words in long rows would take hours."""
AROUND = 160
"""Characters shown before and after a change."""

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
    """True where the texts were not compared because of their length, or of lines that recur too often."""


class _Laborious(Exception):
    """The comparison has taken all the steps it may take."""


@dataclass(slots=True)
class _Budget:
    left: int = WORK


class _Matcher(SequenceMatcher[str]):
    """Raises _Laborious instead of spending more than `budget`, which several matchers may share."""

    def __init__(self, before: Sequence[str], after: Sequence[str], budget: _Budget, *, autojunk: bool = True) -> None:
        super().__init__(None, before, after, autojunk)
        places: Mapping[str, Sequence[int]] = self.b2j  # type: ignore[attr-defined]
        self._budget = budget
        self._steps = [0, *accumulate(1 + len(places.get(one, ())) for one in before)]

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        self._budget.left -= self._steps[len(self._steps) - 1 if ahi is None else ahi] - self._steps[alo]
        if self._budget.left < 0:
            raise _Laborious
        return super().find_longest_match(alo, ahi, blo, bhi)


def compare(old: str, new: str) -> Comparison:
    """Changes from `old` to `new`, by lines and within them by words. Only words count, not blanks and line ends."""
    before, after = _lines(old), _lines(new)
    if max(len(before), len(after)) > LINES_COMPARED:
        return Comparison((), too_long=True)
    budget = _Budget()
    try:
        steps = _Matcher(before, after, budget).get_opcodes()
    except _Laborious:
        return Comparison((), too_long=True)
    fragments = (fragment for step in steps for fragment in _step(step, before, after, budget))
    return Comparison(tuple(_passages(list(_joined(fragments)))))


def _passages(fragments: Iterable[Fragment]) -> Iterator[Passage]:
    """The changes with what stands around them; where much is the same, one passage ends and another begins."""
    line = start = 1
    passage: list[Fragment] = []
    for fragment in fragments:
        if fragment.kind != "same" or (passage and len(fragment.text) <= 2 * AROUND):
            passage.append(fragment)
        else:
            if passage:
                yield Passage(start, (*passage, Fragment(_first(fragment.text), "same")))
            last = _last(fragment.text)
            start = line + fragment.text.count("\n") - last.count("\n")
            passage = [Fragment(last, "same")]
        if fragment.kind != "gone":
            line += fragment.text.count("\n")
    if any(fragment.kind != "same" for fragment in passage):
        yield Passage(start, tuple(passage))


def _first(text: str) -> str:
    """The beginning of what follows a change, up to a blank."""
    return text if len(text) <= AROUND else f"{text[:AROUND].rsplit(maxsplit=1)[0]} …"


def _last(text: str) -> str:
    """The end of what comes before a change, from a blank on."""
    return text if len(text) <= AROUND else f"… {text[-AROUND:].split(maxsplit=1)[-1]}"


def _lines(text: str) -> list[str]:
    return [line.rstrip() + "\n" for line in text.splitlines()]


def _step(
    step: tuple[str, int, int, int, int], before: Sequence[str], after: Sequence[str], budget: _Budget
) -> Iterator[Fragment]:
    kind, old_from, old_to, new_from, new_to = step
    gone, new = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
    if kind == "equal":
        yield Fragment(new, "same")
    elif kind == "replace":
        yield from _by_words(gone, new, budget)
    elif kind == "delete":
        yield Fragment(gone, "gone")
    else:
        yield Fragment(new, "new")


def _by_words(gone: str, new: str, budget: _Budget) -> Iterator[Fragment]:
    before, after = _WORDS.findall(gone), _WORDS.findall(new)
    try:
        if max(len(before), len(after)) > WORDS_COMPARED:
            raise _Laborious
        bare = [word.strip() for word in before], [word.strip() for word in after]
        steps = _Matcher(*bare, budget, autojunk=False).get_opcodes()
    except _Laborious:
        yield Fragment(gone, "gone")
        yield Fragment(new, "new")
        return
    for kind, old_from, old_to, new_from, new_to in steps:
        if kind == "equal":
            yield Fragment("".join(after[new_from:new_to]), "same")
        else:
            out, instead = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
            yield Fragment(f"{out.rstrip()} " if instead.strip() and out.strip() else out, "gone")
            yield Fragment(instead, "new")


def _joined(fragments: Iterable[Fragment]) -> Iterator[Fragment]:
    for kind, run in groupby(fragments, key=lambda fragment: fragment.kind):
        text = "".join(fragment.text for fragment in run)
        if text:
            yield Fragment(text, kind)
