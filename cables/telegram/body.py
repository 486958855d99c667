"""The body: tokens become numbered paragraphs with headings, and banners that cut a sentence are joined over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cables.telegram import numbering
from cables.telegram.draft import Draft
from cables.telegram.headings import heading_lines
from cables.telegram.lexer import PILCROW, unlink
from cables.telegram.markings import LEADING, canonical_marking
from cables.telegram.numbering import Opening
from cables.telegram.patterns import exact
from cables.telegram.tokens import Token

INTERRUPTIONS = {"banner": "page-banner", "repeated-head": "repeated-head"}
"""Token kinds that text may be joined over, and their defects."""
NUMBER_STARTS = "0123456789([\u00b6\ufffd"
STRANGE_STARTS = " \t[\u00b6\ufffd"
"""First characters of lines that may begin with a pilcrow."""
SENTENCE_ENDS = (".", "!", "?", ":", '."', '?"', ".)", "-")
FULL_LINE = 50
"""Characters of a line that was not the last of its paragraph."""

_ITEM_START = exact(
    r"\s{0,20}(?:-{1,3}\s|--|[=*\u2022]\s|[a-zA-Z][.)]\s|\d{1,2}\)\s"
    r"|\((?!U\)|C\)|S\)|TS\)|SBU\)|LOU\))[a-zA-Z0-9]{1,3}\)\s)"
)
UNNUMBERED = Opening(0, None, 0, False, None)


@dataclass(slots=True)
class RawParagraph:
    """A paragraph before its reading text is made."""

    number: int | None
    marking: str | None
    heading: str | None
    chunks: list[list[str]] = field(default_factory=list)
    """Lines between blank lines."""
    entire: bool = False
    """Whether its marking is said to hold for the entire text."""


def read_body(draft: Draft, tokens: Sequence[Token]) -> list[RawParagraph]:
    """The paragraphs of the body; every token's line is given to the draft."""
    return _Assembly(draft, tokens).run()


def candidates(tokens: Sequence[Token]) -> Iterator[numbering.Candidate]:
    before = ""
    after_blank, cut = True, False
    for at, token in enumerate(tokens):
        if token.kind != "text":
            after_blank, cut = True, cut or token.kind in INTERRUPTIONS
            continue
        after_blank = after_blank and not (cut and before and not before.rstrip().endswith(SENTENCE_ENDS))
        if not token.text[0].isalpha() and token.text.lstrip()[0] in NUMBER_STARTS:
            found = numbering.candidate(token.text, at, after_blank=after_blank, before=before)
            if found:
                yield found
        before, after_blank, cut = token.text, False, False


class _Assembly:
    def __init__(self, draft: Draft, tokens: Sequence[Token]) -> None:
        self.draft = draft
        self.tokens = tokens
        self.openings = numbering.openings(list(candidates(tokens)))
        self.headings = heading_lines(tokens, self.openings)
        self.paragraphs: list[RawParagraph] = []
        self.heading: list[str] = []
        self.broken = True
        """Whether the next text line begins a new chunk."""

    def run(self) -> list[RawParagraph]:
        tokens = self.tokens
        at = 0
        while at < len(tokens):
            end = at + 1
            if tokens[at].kind != "text":
                while end < len(tokens) and tokens[end].kind != "text":
                    end += 1
                self._gap(at, end)
            elif at in self.headings:
                self._heading(at)
            else:
                while end < len(tokens) and tokens[end].kind == "text" and not self._begins(end):
                    end += 1
                self._text(at, end)
            at = end
        if self.heading:
            self._open(UNNUMBERED, None)
            self.heading_to_text()
        return self.paragraphs

    def heading_to_text(self) -> None:
        """A heading with nothing below it is text."""
        last = self.paragraphs[-1]
        last.chunks, last.heading = [[last.heading or ""]], None
        index = len(self.paragraphs) - 1
        self.draft.body = [
            (start, end, "paragraphs" if (name, number) == ("heading", index) else name, number)
            for start, end, name, number in self.draft.body
        ]

    def _begins(self, at: int) -> bool:
        return at in self.openings or at in self.headings

    def _heading(self, at: int) -> None:
        """Takes a heading line; the next line of the same heading is joined to it."""
        token = self.tokens[at]
        text = unlink(_without_pilcrow(token.text)).strip()
        if at - 1 in self.headings:
            self.heading[-1] += f" {text}"
        else:
            self.heading.append(text)
        self.draft.give_body(token.line.start, token.line.end, "heading", len(self.paragraphs))
        self.broken = True

    def _text(self, begin: int, end: int) -> None:
        """Takes a run of text lines, of which only the first may open a paragraph."""
        run = self.tokens[begin:end]
        texts = [_without_pilcrow(token.text) if token.text[0] in STRANGE_STARTS else token.text for token in run]
        opening = self.openings.get(begin)
        if opening:
            self._open(opening, run[0])
            texts[0] = run[0].text[opening.begin :]
            self._read_mark(run[0].text[: opening.begin], texts)
        elif self.heading or not self.paragraphs or (self.broken and self._stands_alone(texts[0])):
            mark = LEADING.match(texts[0])
            marking = canonical_marking(mark[1]) if mark else None
            texts[0] = texts[0][mark.end() :] if mark else texts[0]
            self._open(UNNUMBERED._replace(marking=marking), None)
        chunks = self.paragraphs[-1].chunks
        if self.broken or not chunks:
            chunks.append(texts)
        else:
            chunks[-1] += texts
        self.broken = False
        self.draft.give_body(run[0].line.start, run[-1].line.end, "paragraphs", len(self.paragraphs) - 1)

    def _read_mark(self, before: str, texts: list[str]) -> None:
        """A mark that holds for the whole text, or stands on the line below the number."""
        paragraph = self.paragraphs[-1]
        paragraph.entire = "ENTIRE" in before.upper()
        mark = LEADING.match(texts[1]) if not texts[0].strip() and len(texts) > 1 and not paragraph.marking else None
        if mark:
            paragraph.marking, texts[1] = canonical_marking(mark[1]), texts[1][mark.end() :]

    def _stands_alone(self, text: str) -> bool:
        """Whether text behind a blank line is a paragraph of its own: only where paragraphs have no numbers."""
        return not self.openings and not _ITEM_START.match(text) and not text[:1].islower()

    def _open(self, opening: Opening, token: Token | None) -> None:
        heading = "\n".join(self.heading) if self.heading else None
        self.heading = []
        number = opening.number or None
        self.paragraphs.append(RawParagraph(number, opening.marking, heading))
        self.broken = True
        if token is None:
            return
        if opening.lost_pilcrow:
            self.draft.odd("lost-pilcrow", token.line.start, token.line.start + opening.begin)
        if opening.odd:
            self.draft.odd(opening.odd, token.line.start, token.line.end, str(opening.number))

    def _gap(self, begin: int, end: int) -> None:
        found: dict[str, list[Token]] = {}
        for token in self.tokens[begin:end]:
            kind, (start, stop, _), _ = token
            self.draft.body.append((start, stop, kind, None))
            if kind in INTERRUPTIONS:
                found.setdefault(kind, []).append(token)
        if not found:
            self.broken = True
            return
        for kind, tokens in found.items():
            words = " ".join(token.text.strip() for token in tokens[:3])
            self.draft.odd(INTERRUPTIONS[kind], tokens[0].line.start, tokens[-1].line.end, words[:120])
        if begin == 0 or end == len(self.tokens) or not self._joins(begin, end):
            self.broken = True

    def _joins(self, begin: int, end: int) -> bool:
        """Whether the text behind a banner goes on with the paragraph before it."""
        if end in self.openings or end in self.headings or begin - 1 in self.headings:
            return False
        gap = self.tokens[begin:end]
        if any(token.kind == "rule" for token in gap):
            return False
        before, after = self.tokens[begin - 1].text.rstrip(), self.tokens[end].text
        if _ITEM_START.match(after):
            return False
        inside_a_line = self.draft.source[gap[-1].line.end - 1] not in "\r\n"
        if inside_a_line or not before.endswith(SENTENCE_ENDS) or after.lstrip()[:1].islower():
            return True
        first = next(at for at, token in enumerate(gap) if token.kind in INTERRUPTIONS)
        return first <= 1 and len(gap) - first <= 3 and FULL_LINE <= len(before) < 90 and len(gap) > 1


def _without_pilcrow(text: str) -> str:
    match = PILCROW.match(text)
    return text[match.end() :] if match else text
