"""Marks what was found: in subjects, and in excerpts of paragraphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cables.search.plan import AnyWord, Leaf, Near
from cables.search.values import Fragment
from cables.search.words import Word, raw_words, words

EXCERPT_LENGTH = 240
"""Characters of an excerpt, as near as word ends allow."""
LEAD = 60
"""Characters shown before the first word found."""
LONGEST_TAIL = 40
"""Characters that an excerpt may be longer so as to end with a word."""

Span = tuple[int, int]


class Marker:
    """Finds words and phrases of a query in a text, whichever field they were sought in."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._leaves = [leaf for leaf in leaves if leaf.words]
        self._words = frozenset(word for leaf in self._leaves for word in leaf.words)
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, leaf in enumerate(self._leaves):
            if isinstance(leaf, AnyWord):
                for word in leaf.words:
                    self._numbers[word].append(number)

    def __bool__(self) -> bool:
        return bool(self._leaves)

    def found(self, text: str) -> list[tuple[Span, int]]:
        """Where in `text`, ascending, and which of the words and phrases; they may overlap."""
        # Most texts have none of the words; to see that takes a tenth of the time of placing them.
        if not self._leaves or (text.isascii() and self._words.isdisjoint(raw_words(text))):
            return []
        of_text = list(words(text))
        finds = [((word.start, word.end), number) for word in of_text for number in self._numbers.get(word.folded, ())]
        for number, leaf in enumerate(self._leaves):
            if isinstance(leaf, Near):
                finds += [((word.start, word.end), number) for word in _near(of_text, leaf)]
            elif not isinstance(leaf, AnyWord):
                finds += [((run[0].start, run[-1].end), number) for run in _runs(of_text, leaf.words)]
        return sorted(finds)

    def spans(self, text: str) -> tuple[Span, ...]:
        """The stretches of `text` that match, ascending and without overlaps."""
        return joined(span for span, _ in self.found(text))

    def marked(self, text: str) -> tuple[Fragment, ...]:
        """All of `text`, in fragments; joined, they give it back."""
        return _fragments(text, (0, len(text)), self.spans(text))


def excerpt(text: str, spans: Sequence[Span]) -> tuple[Fragment, ...]:
    """The stretch of `text` in which most was found, or its beginning; an ellipsis says where it goes on."""
    start, end = _window(text, spans)
    fragments = _fragments(text, (start, end), spans)
    if start > 0:
        fragments = (Fragment("… "), *fragments)
    if end < len(text):
        fragments = (*fragments, Fragment(" …"))
    return fragments


def densest(spans: Sequence[Span], reach: int = EXCERPT_LENGTH - LEAD) -> tuple[int, int]:
    """How many finds the fullest stretch of `reach` characters has, and where it begins: at the first of them."""
    most, best, last = 0, 0, 0
    for place, (start, _) in enumerate(spans):
        while last < len(spans) and spans[last][1] <= start + reach:
            last += 1
        if last - place > most or place == 0:
            most, best = max(last - place, 1), start
    return most, best


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Ascending spans, with those that overlap as one."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _window(text: str, spans: Sequence[Span]) -> Span:
    """The stretch with most finds, cut where words end."""
    if len(text) <= EXCERPT_LENGTH:
        return 0, len(text)
    _, first = densest(spans)
    start = min(max(0, first - LEAD), max(0, len(text) - EXCERPT_LENGTH))
    end = min(len(text), start + EXCERPT_LENGTH)
    return _word_start(text, start, first), _word_end(text, end)


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


def _runs(of_text: list[Word], phrase: Sequence[str]) -> Iterator[list[Word]]:
    for place in range(len(of_text) - len(phrase) + 1):
        run = of_text[place : place + len(phrase)]
        if all(word.folded == wanted for word, wanted in zip(run, phrase, strict=True)):
            yield run


def _near(of_text: list[Word], leaf: Near) -> Iterator[Word]:
    """The words of a text that stand, with all others of the leaf, in a stretch as long as it allows."""
    wanted = Counter(leaf.words)
    reach = len(leaf.words) + leaf.distance
    places = [place for place, word in enumerate(of_text) if word.folded in wanted]
    inside: Counter[str] = Counter()
    last, yielded = 0, 0
    for first, start in enumerate(places):
        while last < len(places) and places[last] < start + reach:
            inside[of_text[places[last]].folded] += 1
            last += 1
        if inside >= wanted:
            yield from (of_text[place] for place in places[max(first, yielded) : last])
            yielded = last
        inside[of_text[start].folded] -= 1
