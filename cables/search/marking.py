"""Marks what was found: in subjects, and in excerpts of paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cables.models import Paragraph
from cables.search.plan import AnyWord, ExactPhrase
from cables.search.values import Fragment, Snippet
from cables.search.words import Word, words

EXCERPT_LENGTH = 240
"""Characters of an excerpt, as near as word ends allow."""
LEAD = 60
"""Characters shown before the first word found."""
LONGEST_TAIL = 40
"""Characters that an excerpt may be longer so as to end with a word."""
SNIPPETS = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the words and phrases of a query in a text."""

    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, leaves: Iterable[AnyWord | ExactPhrase], fields: Sequence[str]) -> Marker:
        """For those words and phrases that are sought in any of the word fields named."""
        leaves = [leaf for leaf in leaves if leaf.field in fields]
        return cls(
            frozenset(word for leaf in leaves if isinstance(leaf, AnyWord) for word in leaf.words),
            tuple(dict.fromkeys(leaf.words for leaf in leaves if isinstance(leaf, ExactPhrase))),
        )

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    def found(self, text: str) -> list[tuple[Span, str]]:
        """Where in `text`, in order and without overlaps, and what: the folded words."""
        if not self:
            return []
        of_text = list(words(text))
        hits = [((word.start, word.end), word.folded) for word in of_text if word.folded in self.words]
        for phrase in self.phrases:
            hits += [((run[0].start, run[-1].end), " ".join(phrase)) for run in _runs(of_text, phrase)]
        return _without_overlaps(sorted(hits))

    def marked(self, text: str) -> tuple[Fragment, ...]:
        """All of `text`, in fragments; joined, they give it back."""
        return _fragments(text, (0, len(text)), [span for span, _ in self.found(text)])


def snippets(paragraphs: Iterable[Paragraph], marker: Marker) -> tuple[Snippet, ...]:
    """Excerpts of the paragraphs in which most of the query was found, in reading order."""
    ranked = []
    for paragraph in paragraphs:
        for text in (paragraph.text, paragraph.heading):
            found = marker.found(text)
            if found:
                kinds = len({what for _, what in found})
                ranked.append((-kinds, paragraph.position, paragraph, text, [span for span, _ in found]))
                break
    best = sorted(ranked, key=lambda entry: entry[:2])[:SNIPPETS]
    return tuple(_snippet(paragraph, text, spans) for _, _, paragraph, text, spans in sorted(best, key=lambda e: e[1]))


def _snippet(paragraph: Paragraph, text: str, spans: list[Span]) -> Snippet:
    start, end = _window(text, spans)
    fragments = _fragments(text, (start, end), spans)
    if start > 0:
        fragments = (Fragment("… "), *fragments)
    if end < len(text):
        fragments = (*fragments, Fragment(" …"))
    return Snippet(anchor=paragraph.anchor, number=paragraph.number, marking=paragraph.marking, fragments=fragments)


def _window(text: str, spans: list[Span]) -> Span:
    """The stretch with most finds, cut where words end."""
    if len(text) <= EXCERPT_LENGTH:
        return 0, len(text)
    first = _densest(spans, EXCERPT_LENGTH - LEAD)
    start = min(max(0, first - LEAD), max(0, len(text) - EXCERPT_LENGTH))
    end = min(len(text), start + EXCERPT_LENGTH)
    return _word_start(text, start, first), _word_end(text, end)


def _densest(spans: list[Span], reach: int) -> int:
    """Where the stretch of `reach` characters with most finds begins: at the first of them."""
    best, most, last = spans[0][0], 0, 0
    for place, (start, _) in enumerate(spans):
        while last < len(spans) and spans[last][1] <= start + reach:
            last += 1
        if last - place > most:
            best, most = start, last - place
    return best


def _word_start(text: str, start: int, first: int) -> int:
    """The first beginning of a word at or after `start`, not beyond the first find."""
    if start == 0 or text[start - 1].isspace():
        return start
    for place in range(start, first):
        if text[place].isspace():
            return place + 1
    return first


def _word_end(text: str, end: int) -> int:
    """The next end of a word; where words are too long for that, `end` itself."""
    for place in range(end, min(len(text), end + LONGEST_TAIL)):
        if text[place].isspace():
            return place
    return len(text) if len(text) <= end + LONGEST_TAIL else end


def _fragments(text: str, window: Span, spans: Iterable[Span]) -> tuple[Fragment, ...]:
    start, end = window
    fragments = []
    place = start
    for first, last in spans:
        if last <= start or first >= end:
            continue
        first, last = max(first, start), min(last, end)
        fragments += [Fragment(text[place:first]), Fragment(text[first:last], marked=True)]
        place = last
    fragments.append(Fragment(text[place:end]))
    return tuple(fragment for fragment in fragments if fragment.text)


def _runs(of_text: list[Word], phrase: tuple[str, ...]) -> Iterable[list[Word]]:
    for place in range(len(of_text) - len(phrase) + 1):
        run = of_text[place : place + len(phrase)]
        if all(word.folded == wanted for word, wanted in zip(run, phrase, strict=True)):
            yield run


def _without_overlaps(hits: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    merged: list[tuple[Span, str]] = []
    for (start, end), what in hits:
        if merged and start < merged[-1][0][1]:
            (first, last), earlier = merged[-1]
            merged[-1] = ((first, max(last, end)), earlier)
        else:
            merged.append(((start, end), what))
    return merged
