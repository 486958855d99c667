"""Hits as a page shows them: cables with excerpts of the paragraphs that match best, or paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from cables.models import Cable, Paragraph
from cables.search.finds import Finds
from cables.search.marking import Marker, Span, densest, excerpt, joined
from cables.search.results import Results
from cables.search.values import Hit, Snippet

SNIPPETS = 3
_Paragraphs = Sequence[Paragraph]


def hits(results: Results, rows: NDArray[np.int64]) -> tuple[Hit, ...]:
    """The hits of some rows, loaded in a constant number of queries.

    What is not there or not published any more is left out.
    """
    docs = results.docs[rows].tolist()
    pks = results.snapshot.pks[docs].tolist()
    cables = Cable.objects.published().for_lists().in_bulk(pks)
    finds = results.finds([doc for doc, pk in zip(docs, pks, strict=True) if pk in cables])
    if results.by_paragraph:
        positions = results.snapshot.paragraphs.positions(results.paragraphs[rows]).tolist()
        wanted = [(pk, position) for pk, position in zip(pks, positions, strict=True) if pk in cables]
        shown = _single(wanted)
        return tuple(
            _paragraph_hit(cables[pk], finds[doc], shown[pk, position])
            for doc, pk, position in zip(docs, pks, positions, strict=True)
            if (pk, position) in shown
        )
    paragraphs = _of([pk for doc, pk in zip(docs, pks, strict=True) if pk in cables and finds[doc].in_paragraphs])
    return tuple(
        _cable_hit(cables[pk], finds[doc], paragraphs.get(pk, ()))
        for doc, pk in zip(docs, pks, strict=True)
        if pk in cables
    )


def _cable_hit(cable: Cable, finds: Finds, paragraphs: _Paragraphs) -> Hit:
    matching = [match for paragraph in paragraphs if (match := _match(paragraph, finds)) is not None]
    best = sorted(matching, key=lambda match: (*match.rank, match.paragraph.position))[:SNIPPETS]
    in_reading_order = sorted(best, key=lambda match: match.paragraph.position)
    return Hit(
        cable=cable,
        subject=finds.subject_marker().marked(cable.subject),
        snippets=tuple(_snippet(match.paragraph, match.text, match.spans) for match in in_reading_order),
        more=len(matching) - len(best),
    )


def _paragraph_hit(cable: Cable, finds: Finds, paragraph: Paragraph) -> Hit:
    marker = finds.marker(paragraph.position)
    text, found = _text_found(paragraph, marker)
    return Hit(
        cable=cable,
        subject=finds.subject_marker().marked(cable.subject),
        snippets=(_snippet(paragraph, text, joined(span for span, _ in found)),),
    )


@dataclass(frozen=True, slots=True)
class _Match:
    """A paragraph that has something of the query."""

    paragraph: Paragraph
    text: str
    """What is excerpted: its text, or its heading where that alone matches."""
    spans: tuple[Span, ...]
    rank: tuple[int, int]
    """Ascending: those with most parts of the query first, then those with most finds close together."""


def _match(paragraph: Paragraph, finds: Finds) -> _Match | None:
    text, found = _text_found(paragraph, finds.marker(paragraph.position))
    chosen = sum(paragraph.position in positions for positions in finds.chosen)
    if not found and not chosen:
        return None
    spans = joined(span for span, _ in found)
    parts = chosen + len({number for _, number in found})
    return _Match(paragraph, text, spans, (-parts, -densest(spans)[0]))


def _text_found(paragraph: Paragraph, marker: Marker) -> tuple[str, list[tuple[Span, int]]]:
    """The text or heading in which something was found, and where; the text if nothing was."""
    for text in (paragraph.text, paragraph.heading):
        if found := marker.found(text):
            return text, found
    return paragraph.text, []


def _snippet(paragraph: Paragraph, text: str, spans: tuple[Span, ...]) -> Snippet:
    return Snippet(paragraph.anchor, paragraph.number, paragraph.marking, excerpt(text, spans), paragraph.position)


def _of(pks: Sequence[int]) -> Mapping[int, _Paragraphs]:
    """The paragraphs of cables, in reading order."""
    of_cable: defaultdict[int, list[Paragraph]] = defaultdict(list)
    if pks:
        for paragraph in _shown().filter(cable__in=pks).order_by("cable", "position"):
            of_cable[paragraph.cable_id].append(paragraph)
    return of_cable


def _single(wanted: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], Paragraph]:
    """Single paragraphs by the key of their cable and their position."""
    if not wanted:
        return {}
    these = reduce(or_, (Q(cable=pk, position=position) for pk, position in wanted))
    return {(paragraph.cable_id, paragraph.position): paragraph for paragraph in _shown().filter(these)}


def _shown() -> QuerySet[Paragraph]:
    return Paragraph.objects.only("cable", "position", "anchor", "number", "marking", "heading", "text")
