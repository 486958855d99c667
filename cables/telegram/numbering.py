"""Which line-initial numbers open a paragraph, decided by the sequence they make.

A number is not enough: page makers put anchors before years at line starts, lists inside paragraphs count from one
again, and an anchor turned into text leaves a 1 before the number (14. is 4 after 3, and 14 after 13).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cables.telegram.lexer import ANCHOR
from cables.telegram.markings import ENTIRE, LEADING, canonical_marking
from cables.telegram.patterns import exact

_MARK_FOLLOWS = r"\((?:U|C|S|SBU|LOU|TS)\)"
_NUMBER = exact(
    rf"\s{{0,16}}(?P<pilcrow>{ANCHOR}\s{{0,3}})?(?P<open>\()?(?P<number>\d{{1,4}})"
    rf"(?:(?P<close>\.?\)|\s\.(?=\s)|(?:[,:]|\.-)(?=\s{{0,3}}{_MARK_FOLLOWS})|\.(?!\w{{1,3}}[.%])|\.)(?!\d)"
    rf"|(?=\s{{1,4}}{_MARK_FOLLOWS}))[ \t]{{0,12}}"
)
SMALL_GAP = 3
LARGE_GAP = 20


class Candidate(NamedTuple):
    """A number at a line start that may open a paragraph."""

    at: int
    """Index of its line."""
    number: int
    residue: int | None
    """The number without a leading 1 that may be what is left of a pilcrow."""
    marking: str | None
    pilcrow: str
    after_blank: bool
    bracketed: bool
    begin: int
    """Where in the line the paragraph's text starts, behind number and marking."""
    sentence_before: bool
    """Whether the text before ended a sentence."""


class Opening(NamedTuple):
    number: int
    marking: str | None
    begin: int
    lost_pilcrow: bool
    odd: str | None
    """Slug of a defect of the sequence."""


def candidate(text: str, at: int, *, after_blank: bool, before: str) -> Candidate | None:
    """The number a line starts with, if it starts with one; `before` is the text line above it."""
    match = _NUMBER.match(text)
    if match is None:
        return None
    pilcrow, opened, digits, closed = match.groups(default="")
    begin = match.end()
    marking = None
    mark = LEADING.match(text, begin) or ENTIRE.match(text, begin)
    if mark:
        marking, begin = canonical_marking(mark[1]), mark.end()
    residue = int(digits[1:]) if len(digits) > 1 and digits[0] == "1" and digits[1] != "0" else None
    bracketed = opened == "(" or closed in {")", ".)"}
    sentence_before = before[-1:] in {"", ".", "!", "?", ":", '"', ")", "-", "="}
    return Candidate(at, int(digits), residue, marking, pilcrow.strip(), after_blank, bracketed, begin, sentence_before)


def opens_marked(text: str) -> bool:
    """Whether a line begins with a number and a portion marking, which is a paragraph wherever it stands."""
    found = candidate(text, 0, after_blank=True, before="")
    return found is not None and found.marking is not None


def openings(candidates: Sequence[Candidate]) -> dict[int, Opening]:
    """The paragraphs that open, by line index."""
    plain_first = any(one.number == 1 or one.residue == 1 for one in candidates if not one.bracketed)
    return _Sequence(list(_with_bracketed_in_turn(candidates)) if plain_first else candidates).run()


def _with_bracketed_in_turn(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The numbers without brackets, and those in brackets that stand marked behind the number before theirs."""
    last = 0
    for one in candidates:
        in_turn = one.number == last + 1 and last and one.marking and one.after_blank
        if not one.bracketed or in_turn:
            last = one.number
            yield one
        else:
            last = 0


class _Sequence:
    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.places: defaultdict[int, list[int]] = defaultdict(list)
        for one in candidates:
            self.places[one.number].append(one.at)
        marked = sum(one.marking is not None for one in candidates)
        self.marked_style = marked >= 2 and marked * 3 >= len(candidates)
        self.tight_style = sum(one.after_blank for one in candidates) * 3 <= len(candidates)
        """Whether paragraphs follow each other without blank lines."""
        self.last = 0
        self.item = 0
        """The next number of a list inside a paragraph; 0 outside such a list."""
        self.apart = False
        """Whether the last paragraph opened below a blank line."""

    def run(self) -> dict[int, Opening]:
        opened: dict[int, Opening] = {}
        for one in self.candidates:
            number, odd = self._read(one)
            if number is None:
                self.item = one.number + 1 if one.number in {1, self.item} else self.item
                continue
            lost = one.pilcrow not in {"", "\u00b6"} or number != one.number
            opened[one.at] = Opening(number, one.marking, one.begin, lost, odd)
            self.last, self.item, self.apart = number, 0, one.after_blank
        return opened

    def _read(self, one: Candidate) -> tuple[int | None, str | None]:
        """The number the paragraph has, None for text, and the defect if the sequence is broken."""
        expected = self.last + 1
        if one.number == expected:
            return (expected, None) if self._is_due(one, expected) else (None, None)
        if one.residue == expected and (one.marking or one.after_blank):
            return expected, None
        apart = one.after_blank or (self.tight_style and one.sentence_before)
        strong = one.marking is not None and apart
        if self.last == 0:
            early = one.number <= SMALL_GAP and one.after_blank and not self._later(1, one.at)
            return (one.number, None) if early and one.number else (None, None)
        if one.number > expected:
            return self._jump(one, expected, apart=apart, strong=strong)
        if one.residue is not None and expected < one.residue <= expected + SMALL_GAP and strong:
            return one.residue, "paragraph-numbers-missing"
        if one.number == self.last and strong:
            return one.number, "paragraph-number-repeats"
        if one.number == 1 and strong and self.marked_style:
            return 1, "numbering-restarts"
        unmarked = not self.marked_style and not self.item and (one.pilcrow != "" or one.number > 1)
        if one.number == self.last and apart and unmarked:
            return one.number, "paragraph-number-repeats"
        if strong and self.marked_style and one.number:
            return one.number, "paragraph-number-out-of-order"
        return None, None

    def _is_due(self, one: Candidate, expected: int) -> bool:
        """Whether the expected number opens the paragraph, and is not the start of a wrapped line or a list item."""
        if one.marking:
            return True
        if self.item == expected and expected > 1:
            in_list = self.apart and not one.after_blank
            return not in_list and not self.marked_style and not self._later(expected, one.at)
        if one.after_blank or one.sentence_before:
            return not (self.marked_style and self._later_marked(expected, one.at))
        return not self._later(expected, one.at) and (expected == 1 or one.pilcrow != "" or not self.marked_style)

    def _jump(self, one: Candidate, expected: int, *, apart: bool, strong: bool) -> tuple[int | None, str | None]:
        if one.residue is not None and expected < one.residue <= expected + SMALL_GAP and strong:
            return one.residue, "paragraph-numbers-missing"
        gap = one.number - expected
        if strong and gap <= LARGE_GAP:
            return one.number, "paragraph-numbers-missing"
        marked_in_text = one.marking is not None and one.pilcrow != "" and gap <= SMALL_GAP
        quiet = apart and not self.marked_style and not self.item and gap <= SMALL_GAP
        if marked_in_text or (quiet and not self._later(expected, one.at)):
            return one.number, "paragraph-numbers-missing"
        return None, None

    def _later(self, number: int, at: int) -> bool:
        places = self.places.get(number, [])
        return bisect_right(places, at) < len(places)

    def _later_marked(self, number: int, at: int) -> bool:
        places = self.places.get(number, [])
        wanted = set(places[bisect_right(places, at) :][:8])
        return any(one.at in wanted and one.marking for one in self._near(wanted))

    def _near(self, wanted: set[int]) -> list[Candidate]:
        if not wanted:
            return []
        begin = bisect_right(self.candidates, min(wanted) - 1, key=lambda one: one.at)
        end = bisect_right(self.candidates, max(wanted), key=lambda one: one.at)
        return list(self.candidates[begin : min(end, begin + 200)])
