"""Paragraphs as a page shows them: blocks of HTML with repairs and references marked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cables.models import Paragraph
from cables.vocabulary import captions, portion_marks

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


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a paragraph, ready for the page."""

    kind: str
    """text, item or table."""
    html: SafeString


@dataclass(frozen=True, slots=True)
class ReadingParagraph:
    anchor: str
    number: int | None
    marking: str
    level: str
    """Style of the marking: confidential ...; "" for a marking that is not known."""
    meaning: str
    """The marking in words."""
    heading: str
    role: str
    opening: str
    """Label where a run of paragraphs of one role begins and neither heading nor text says it: "Summary"."""
    passages: tuple[Passage, ...]


def reading_paragraphs(paragraphs: Iterable[Paragraph], *, received: bool, link: Linker) -> list[ReadingParagraph]:
    """Paragraphs in reading order; with `received`, repairs are undone and the places marked."""
    result = []
    last_role = "text"
    heading = ""
    for paragraph in paragraphs:
        opens = paragraph.role != last_role or bool(paragraph.heading)
        last_role = paragraph.role
        heading = paragraph.heading or heading
        result.append(
            ReadingParagraph(
                anchor=paragraph.anchor,
                number=paragraph.number,
                marking=paragraph.marking,
                level=LEVELS_OF_MARKS.get(_marks(paragraph.marking)[0], ""),
                meaning=_in_words(paragraph.marking),
                heading=paragraph.heading,
                role=paragraph.role,
                opening=_opening(paragraph, heading) if opens else "",
                passages=tuple(_passages(paragraph, received=received, link=link)),
            )
        )
    return result


def text_as_received(paragraph: Paragraph) -> str:
    """The paragraph with every repair undone."""
    pieces, at = [], 0
    for offset, before, after in paragraph.repairs:
        pieces += [paragraph.text[at:offset], before]
        at = offset + len(after)
    return "".join([*pieces, paragraph.text[at:]])


def _opening(paragraph: Paragraph, heading: str) -> str:
    """`heading` is the one that the paragraph stands under, its own or an earlier one's."""
    label = ROLES.get(paragraph.role, "")
    said = label.lower() in heading.lower() or paragraph.text.lower().startswith(label.lower())
    return "" if said else label


def _marks(marking: str) -> list[str]:
    return [mark for mark in marking.split("/") if mark] or [""]


@lru_cache(maxsize=256)
def _in_words(marking: str) -> str:
    """C/NF -> Confidential, Not Releasable to Foreign Nationals"""
    known = {**captions(), **portion_marks(), "NF": captions()["NOFORN"]}
    return ", ".join(known[mark].name if mark in known else mark for mark in _marks(marking))


def _passages(paragraph: Paragraph, *, received: bool, link: Linker) -> Iterator[Passage]:
    repairs: list[Repair] = [tuple(repair) for repair in paragraph.repairs]
    if not repairs and not paragraph.mentions:
        for start, end, kind in _stretches(paragraph):
            yield Passage(kind, format_html("{}", paragraph.text[start:end]))
        return
    writer = _Writer(paragraph.text, repairs, received=received)
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
    """Writes a text from left to right, each repair once and whole."""

    def __init__(self, text: str, repairs: list[Repair], *, received: bool) -> None:
        self.text = text
        self.repairs = repairs
        self.received = received
        self.at = 0
        self.next = 0

    def skip_to(self, end: int) -> None:
        self.at = max(self.at, end)

    def up_to(self, end: int, *, closing: bool = False) -> SafeString:
        """The HTML from where the last call ended to `end`, or to the end of a repair that crosses it."""
        pieces: list[tuple[SafeString]] = []
        while self.next < len(self.repairs):
            offset, before, after = self.repairs[self.next]
            if offset > end or (offset == end and not (closing and not after)):
                break
            pieces.append((format_html("{}", self.text[self.at : offset]),))
            pieces.append((self._repair(before, after),))
            self.at = max(self.at, offset + len(after))
            self.next += 1
        pieces.append((format_html("{}", self.text[self.at : end]),))
        self.skip_to(end)
        return format_html_join("", "{}", pieces)

    def _repair(self, before: str, after: str) -> SafeString:
        if self.received:
            return format_html('<mark class="received">{}</mark>', before) if before else SafeString("")
        if not after.strip():
            return format_html("{}", after)
        return format_html('<span class="mended" title="As received: {}">{}</span>', before, after)
