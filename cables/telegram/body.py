"""The body: tokens become numbered paragraphs with headings, and banners that cut a sentence are joined over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cables.telegram import numbering
from cables.telegram.draft import Draft
from cables.telegram.headings import heading_lines, is_columns
from cables.telegram.lexer import LINE_ENDS, PILCROW, Line, has_pilcrows, unlink
from cables.telegram.markings import LEADING, canonical_marking
from cables.telegram.numbering import Opening
from cables.telegram.patterns import exact
from cables.telegram.tokens import (
    BANNER,
    BLANK,
    HEADING,
    MARKER,
    OPENING,
    REPEATED_HEAD,
    RULE,
    TEXT,
    Tokens,
)

FIELDS = {BLANK: "blank", RULE: "rule", BANNER: "banner", REPEATED_HEAD: "repeated-head", MARKER: "marker"}
"""Fields of the spans of what is no text."""
INTERRUPTIONS = {BANNER: "page-banner", REPEATED_HEAD: "repeated-head"}
"""Token kinds that text may be joined over, and their defects."""
STRANGE_STARTS = " \t[\u00b6\ufffd"
"""First characters of lines that may begin with a pilcrow."""
SENTENCE_ENDS = (".", "!", "?", ":", '."', '?"', ".)", "-")
SHORTEST_ENTIRE = 14
"""Characters of a paragraph number with a marking that is said to hold for the entire text."""
FULL_LINE = 50
"""Characters of a line that was not the last of its paragraph."""

_ITEM_START = exact(
    r"\s{0,20}(?:-{1,3}\s|--|[=*\u2022]\s|[a-zA-Z][.)]\s|\d{1,2}\)\s"
    r"|\((?![UCS]\))(?:[a-zA-Z]|[ivxIVX]{1,4}|\d{1,2})\)\s)"
)
_RULE_INSIDE = exact(rf"(?<={TEXT}){RULE}(?={TEXT})")
_RUNS = exact(
    rf"(?P<blank>{BLANK}++(?=[{TEXT}{OPENING}{HEADING}]|$))|(?P<gap>[^{TEXT}{OPENING}{HEADING}]+)"
    rf"|(?P<heading>{HEADING})|(?P<text>[{TEXT}{OPENING}]{TEXT}*)"
)
"""Blank lines, other gaps, headings, and runs of text of which only the first line may open a paragraph."""
UNNUMBERED = Opening(0, None, 0, False, None)


@dataclass(slots=True)
class RawParagraph:
    """A paragraph before its reading text is made."""

    number: int | None
    marking: str | None
    heading: str | None
    chunks: list[list[str]]
    """Lines between blank lines."""
    entire: bool = False
    """Whether its marking is said to hold for the entire text."""


def read_body(draft: Draft, tokens: Tokens) -> list[RawParagraph]:
    """The paragraphs of the body; every token's line is given to the draft."""
    return _Assembly(draft, tokens).run()


def candidates(tokens: Tokens) -> Iterator[numbering.Candidate]:
    lines, kinds, numbers = tokens
    for at in numbers:
        text = lines[at].text
        above = kinds.rfind(TEXT, 0, at)
        before = lines[above].text if above >= 0 else ""
        gap = kinds[above + 1 : at]
        goes_on = (
            bool(before)
            and (BANNER in gap or REPEATED_HEAD in gap)
            and not before.endswith(SENTENCE_ENDS)
            and not (len(before) < FULL_LINE and before[0].isupper() and kinds[above - 1 : above] != TEXT)
            and not is_columns(before)
        )
        after_blank = (bool(gap) and not goes_on) or above < 0
        found = numbering.candidate(text, at, after_blank=after_blank, before=before)
        if found:
            yield found


def _with_ruled_tables(tokens: Tokens) -> Tokens:
    """A rule between two rows of a table is part of it."""
    lines, kinds, _ = tokens
    places = (match.start() for match in _RULE_INSIDE.finditer(kinds))
    inside = [at for at in places if is_columns(lines[at - 1].text) and is_columns(lines[at + 1].text)]
    return tokens.known(inside, TEXT) if inside else tokens


class _Assembly:
    def __init__(self, draft: Draft, tokens: Tokens) -> None:
        tokens = _with_ruled_tables(tokens)
        self.draft = draft
        self.pilcrows = has_pilcrows(draft.source)
        self.openings = numbering.openings(list(candidates(tokens)))
        opened = tokens.known(self.openings, OPENING)
        self.headings = heading_lines(opened)
        self.lines, self.kinds, _ = opened.known(self.headings, HEADING)
        self.paragraphs: list[RawParagraph] = []
        self.heading: list[str] = []
        self.broken = True
        """Whether the next text line begins a new chunk."""

    def run(self) -> list[RawParagraph]:
        lines, body = self.lines, self.draft.body
        for run in _RUNS.finditer(self.kinds):
            begin, end = run.span()
            what = run.lastgroup
            if what == "blank":
                body.append((lines[begin][0], lines[end - 1][1], "blank", None))
                self.broken = True
            elif what == "text":
                self._text(begin, end)
            elif what == "heading":
                self._heading(begin)
            else:
                self._gap(begin, end)
        if self.heading:
            self._open(UNNUMBERED, None)
            self.heading_to_text()
        return self.paragraphs

    def heading_to_text(self) -> None:
        """A heading with nothing below it is text."""
        last = self.paragraphs[-1]
        last.chunks, last.heading = [[line] for line in (last.heading or "").split("\n")], None
        index = len(self.paragraphs) - 1
        self.draft.body = [
            (start, end, "paragraphs" if (name, number) == ("heading", index) else name, number)
            for start, end, name, number in self.draft.body
        ]

    def _heading(self, at: int) -> None:
        """Takes a heading line; the next line of the same heading is joined to it."""
        start, end, text = self.lines[at]
        text = unlink(_without_pilcrow(text) if self.pilcrows else text).strip()
        if self.kinds[at - 1 : at] == HEADING:
            self.heading[-1] += f" {text}"
        else:
            self.heading.append(text)
        self.draft.body.append((start, end, "heading", len(self.paragraphs)))
        self.broken = True

    def _text(self, begin: int, end: int) -> None:
        """Takes a run of text lines, of which only the first may open a paragraph."""
        lines = self.lines[begin:end]
        texts = [line[2] for line in lines]
        if self.pilcrows:
            texts = [_without_pilcrow(text) if text[0] in STRANGE_STARTS else text for text in texts]
        opening = self.openings.get(begin)
        if opening:
            self._open(opening, lines[0])
            texts[0] = lines[0].text[opening.begin :]
            if opening.begin >= SHORTEST_ENTIRE or not texts[0]:
                self._read_mark(lines[0].text[: opening.begin], texts)
        elif self.heading or not self.paragraphs or (self.broken and self._stands_alone(texts[0])):
            mark = LEADING.match(texts[0])
            marking = canonical_marking(mark[1]) if mark else None
            texts[0] = texts[0][mark.end() :] if mark else texts[0]
            self._open(Opening(0, marking, 0, False, None), None)
        chunks = self.paragraphs[-1].chunks
        if not opening and chunks == [[""]]:
            self._take_mark(texts, 0)
        if self.broken or not chunks:
            chunks.append(texts)
        else:
            chunks[-1] += texts
        self.broken = False
        self.draft.body.append((lines[0][0], lines[-1][1], "paragraphs", len(self.paragraphs) - 1))

    def _read_mark(self, before: str, texts: list[str]) -> None:
        """A mark that holds for the whole text, or stands on the line below the number."""
        self.paragraphs[-1].entire = "ENTIRE" in before.upper()
        if not texts[0].strip() and len(texts) > 1:
            self._take_mark(texts, 1)

    def _take_mark(self, texts: list[str], at: int) -> None:
        """A marking that begins a line below the number of a paragraph that has none."""
        paragraph = self.paragraphs[-1]
        mark = LEADING.match(texts[at]) if not paragraph.marking else None
        if mark:
            paragraph.marking, texts[at] = canonical_marking(mark[1]), texts[at][mark.end() :]

    def _stands_alone(self, text: str) -> bool:
        """Whether text behind a blank line is a paragraph of its own: only where paragraphs have no numbers."""
        return not self.openings and not _ITEM_START.match(text) and not text[:1].islower()

    def _open(self, opening: Opening, line: Line | None) -> None:
        heading = "\n".join(self.heading) if self.heading else None
        self.heading = []
        number = opening.number or None
        self.paragraphs.append(RawParagraph(number, opening.marking, heading, []))
        self.broken = True
        if line is None:
            return
        if opening.lost_pilcrow:
            self.draft.odd("lost-pilcrow", line.start, line.start + opening.begin)
        if opening.odd:
            self.draft.odd(opening.odd, line.start, line.end, str(opening.number))

    def _gap(self, begin: int, end: int) -> None:
        lines, kinds = self.lines[begin:end], self.kinds[begin:end]
        self.draft.body += [(line[0], line[1], FIELDS[kind], None) for line, kind in zip(lines, kinds, strict=True)]
        if BANNER not in kinds and REPEATED_HEAD not in kinds:
            self.broken = True
            return
        for kind in sorted(INTERRUPTIONS.keys() & set(kinds), key=kinds.index):
            found = [line for line, other in zip(lines, kinds, strict=True) if other == kind]
            words = " ".join(line.text.strip() for line in found[:3])
            self.draft.odd(INTERRUPTIONS[kind], found[0].start, found[-1].end, words[:120])
        if begin == 0 or end == len(self.lines) or not self._joins(begin, end):
            self.broken = True

    def _joins(self, begin: int, end: int) -> bool:
        """Whether the text behind a banner goes on with the paragraph before it."""
        gap = self.kinds[begin:end]
        if self.kinds[end] != TEXT or self.kinds[begin - 1] == HEADING or RULE in gap:
            return False
        before, after = self.lines[begin - 1].text.rstrip(), self.lines[end].text
        if _ITEM_START.match(after) or (is_columns(before) and not is_columns(after)):
            return False
        inside_a_line = not self.draft.source.endswith(LINE_ENDS, 0, self.lines[end - 1].end)
        if inside_a_line or not before.endswith(SENTENCE_ENDS) or after.lstrip()[:1].islower():
            return True
        first = min(gap.find(kind) for kind in INTERRUPTIONS if kind in gap)
        return first <= 1 and len(gap) - first <= 3 and FULL_LINE <= len(before) < 90 and len(gap) > 1


def _without_pilcrow(text: str) -> str:
    match = PILCROW.match(text)
    return text[match.end() :] if match else text
