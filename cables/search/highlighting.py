"""Excerpts as HTML, for results of a SearchQuerySet with `highlight()`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.html import escape

from cables.models import Cable, Paragraph, Visibility
from cables.search.marking import Marker, excerpt
from cables.search.plan import Leaf
from cables.search.values import Fragment

EXCERPTS = 3


def highlighted(pks: Sequence[int], leaves: Sequence[Leaf]) -> dict[int, list[str]]:
    """Primary key -> the first excerpts of a published cable in which words were found, in `<em>`, all else escaped."""
    marker = Marker(leaves)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for pk, subject in Cable.objects.published().filter(pk__in=pks).values_list("pk", "subject"):
        texts[pk].append(subject)
    paragraphs = Paragraph.objects.filter(cable__in=pks, cable__visibility=Visibility.PUBLISHED)
    for pk, heading, text in paragraphs.order_by("cable", "position").values_list("cable_id", "heading", "text"):
        texts[pk] += [heading, text]
    return {pk: _excerpts(of_cable, marker) for pk, of_cable in texts.items()}


def _excerpts(texts: Sequence[str], marker: Marker) -> list[str]:
    found = [(text, spans) for text in texts if (spans := marker.spans(text))]
    return ["".join(map(_html, excerpt(text, spans))) for text, spans in found[:EXCERPTS]]


def _html(fragment: Fragment) -> str:
    return f"<em>{escape(fragment.text)}</em>" if fragment.marked else escape(fragment.text)
