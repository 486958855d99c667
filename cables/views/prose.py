"""Paragraphs as a page shows them: blocks of HTML with repairs, references and found words marked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cables.models import Paragraph

LEVELS_OF_MARKS = {
    "U": "unclassified",
    "SBU": "unclassified",
    "LOU": "lou",
    "C": "confidential",
    "S": "secret",
    "TS": "top-secret",
}
ROLES = {
    "summary": "Summary",
    "comment": "Comment",
    "action-request": "Action request",
    "note": "Note",
    "quotation": "Quotation",
    "talking-points": "Talking points",
}

Repair = tuple[int, str, str]
Linker = Callable[[Sequence[str]], str]
"""Ids that a mention names -> where its link leads; "" for nowhere."""
Matcher = Callable[[str], tuple[tuple[int, int], ...]]
"""A text -> the stretches of it that a search found, ascending."""


def no_matches(text: str) -> tuple[tuple[int, int], ...]:
    """The matcher of a page that no search led to."""
    return ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a paragraph, ready for the page."""

    kind: str
    """text, item or table."""
    html: SafeString


@dataclass(frozen=True, slots=True)
class ReadingParagraph:
    anchor: str
    position: int
    number: int | None
    marking: str
    level: str
    """Style of the marking: confidential ...; "" for a marking that is not known."""
    heading: SafeString
    role: str
    opening: str
    """Label where a run of paragraphs of one role begins and neither heading nor text says it: "Summary"."""
    passages: tuple[Passage, ...]
    first_match: int
    """Number of the first found word in it, from 1 over all paragraphs; its fragment is match-1. 0 where none is."""


def reading_paragraphs(
    paragraphs: Iterable[Paragraph], *, received: bool, link: Linker, matches: Matcher = no_matches
) -> list[ReadingParagraph]:
    """Paragraphs in reading order; with `received`, repairs are undone and the places marked.

    What `matches` finds in a paragraph's text is marked and numbered.
    """
    result = []
    numbers = count(1)
    last_role = "text"
    heading = ""
    for paragraph in paragraphs:
        opens = paragraph.role != last_role or bool(paragraph.heading)
        last_role = paragraph.role
        heading = paragraph.heading or heading
        mends = paragraph.heading_repairs or ()
        above = _Writer(paragraph.heading, mends, matches(paragraph.heading), received=received, numbers=numbers)
        marked_heading = above.up_to(len(paragraph.heading), closing=True)
        writer = _Writer(paragraph.text, paragraph.repairs, matches(paragraph.text), received=received, numbers=numbers)
        passages = tuple(_passages(paragraph, writer, link))
        result.append(
            ReadingParagraph(
                anchor=paragraph.anchor,
                position=paragraph.position,
                number=paragraph.number,
                marking=paragraph.marking,
                level=LEVELS_OF_MARKS.get(paragraph.marking.strip("/").partition("/")[0], ""),
                heading=marked_heading,
                role=paragraph.role,
                opening=_opening(paragraph, heading) if opens else "",
                passages=passages,
                first_match=above.first_match or writer.first_match,
            )
        )
    return result


def reading_line(
    text: str, repairs: Iterable[Sequence[Any]], *, received: bool, matches: Matcher = no_matches
) -> SafeString:
    """One line such as the subject, marked as paragraphs are; what was found in it has no number."""
    return _Writer(text, repairs, matches(text), received=received, numbers=None).up_to(len(text), closing=True)


def _opening(paragraph: Paragraph, heading: str) -> str:
    """`heading` is the one that the paragraph stands under, its own or an earlier one's."""
    label = ROLES.get(paragraph.role, "")
    said = label.lower() in heading.lower() or paragraph.text.lower().startswith(label.lower())
    return "" if said else label


def _passages(paragraph: Paragraph, writer: _Writer, link: Linker) -> Iterator[Passage]:
    if writer.is_plain and not paragraph.mentions:
        for start, end, kind in _stretches(paragraph):
            yield Passage(kind, format_html("{}", paragraph.text[start:end]))
        return
    mentions = deque(sorted((start, end, ids) for start, end, ids in paragraph.mentions))
    for start, end, kind in _stretches(paragraph):
        writer.skip_to(start)
        pieces = []
        while mentions and mentions[0][0] < end:
            mention_start, mention_end, ids = mentions.popleft()
            if mention_start < writer.at or mention_end > end:
                continue
            pieces.append(writer.up_to(mention_start))
            words = writer.up_to(mention_end)
            target = link(ids)
            pieces.append(format_html('<a class="mention" href="{}">{}</a>', target, words) if target else words)
        pieces.append(writer.up_to(end, closing=True))
        writer.skip_to(end)
        yield Passage(kind, mark_safe("".join(pieces)))  # noqa: S308


def _stretches(paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
    """The paragraph's blocks, and as text whatever lies outside them."""
    at = 0
    for start, end, kind in [*paragraph.blocks, [len(paragraph.text), len(paragraph.text), ""]]:
        yield from _plain(paragraph.text, at, start)
        if kind:
            yield start, end, kind
        at = max(at, end)


def _plain(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for piece in text[start:end].split("\n\n"):
        if piece.strip():
            yield start, start + len(piece), "text"
        start += len(piece) + 2


class _Writer:
    """Writes a text from left to right: each repair once and whole, found words marked."""

    def __init__(
        self,
        text: str,
        repairs: Iterable[Sequence[Any]],
        matches: Iterable[tuple[int, int]],
        *,
        received: bool,
        numbers: Iterator[int] | None,
    ) -> None:
        self.text = text
        self.repairs: deque[Repair] = deque((offset, before, after) for offset, before, after in repairs)
        self.matches = deque(matches)
        self.received = received
        self.numbers = numbers
        self.first_match = 0
        self.at = 0
        self.open = False
        """Whether the next match has been begun already, on the other side of where this piece begins."""

    @property
    def is_plain(self) -> bool:
        return not self.repairs and not self.matches

    def skip_to(self, end: int) -> None:
        self.at = max(self.at, end)

    def up_to(self, end: int, *, closing: bool = False) -> SafeString:
        """The HTML from where the last call ended to `end`, or to the end of a repair that crosses it."""
        pieces = []
        while self.matches and self.matches[0][0] < end:
            start, stop = self.matches[0]
            pieces.append(self._mended(start))
            if self.at < min(stop, end):
                pieces.append(self._mark(self._mended(min(stop, end), closing=closing and stop >= end)))
            if stop > max(self.at, end):
                break
            self.matches.popleft()
            self.open = False
        pieces.append(self._mended(end, closing=closing))
        return format_html_join("", "{}", ((piece,) for piece in pieces))

    def _mark(self, words: SafeString) -> SafeString:
        """One number for each match, also where a link begins or ends within it."""
        if self.open or self.numbers is None:
            return format_html("<mark>{}</mark>", words)
        self.open = True
        number = next(self.numbers)
        self.first_match = self.first_match or number
        return format_html('<mark id="match-{}">{}</mark>', number, words)

    def _mended(self, end: int, *, closing: bool = False) -> SafeString:
        pieces: list[tuple[SafeString]] = []
        while self.repairs:
            offset, before, after = self.repairs[0]
            if offset > end or (offset == end and not (closing and not after)):
                break
            pieces.append((format_html("{}", self.text[self.at : offset]),))
            pieces.append((self._repair(before, after),))
            self.skip_to(offset + len(after))
            self.repairs.popleft()
        pieces.append((format_html("{}", self.text[self.at : end]),))
        self.skip_to(end)
        return format_html_join("", "{}", pieces)

    def _repair(self, before: str, after: str) -> SafeString:
        if self.received:
            return format_html('<span class="received">{}</span>', before) if before else SafeString("")
        if not after.strip():
            return format_html("{}", after)
        return format_html('<span class="mended" title="As received: {}">{}</span>', before, after)
