"""What the page of one cable asks of a search that its reader comes from."""

from __future__ import annotations

from collections.abc import Callable

from cables.models import Cable
from cables.search.marking import Span, joined
from cables.search.results import Results, newest_snapshot
from cables.search.snapshot import Snapshot
from cables.search.values import Neighbours, SearchQuery

_LOOKED_AT = 5
"""Cables on either side; the nearest that is still published is the neighbour."""


def neighbours(query: SearchQuery, reference_id: str) -> Neighbours | None:
    """The place of a cable among the hits of `query`, and the cables beside it; None if it is no hit, or not published.

    Where hits are paragraphs, the place is that of the cable's best one. Raises SearchUnavailable when the index cannot
    be read.
    """
    snapshot = newest_snapshot()
    with snapshot.suspected():
        return _neighbours(snapshot, query, reference_id)


def _neighbours(snapshot: Snapshot, query: SearchQuery, reference_id: str) -> Neighbours | None:
    doc = _doc(snapshot, reference_id)
    results = Results(query, snapshot)
    place = results.place_of(doc) if doc is not None else None
    if doc is None or place is None:
        return None
    before, behind = results.beside(doc, _LOOKED_AT)
    pks = snapshot.pks[[doc, *before, *behind]].tolist()
    ids = dict(Cable.objects.published().filter(pk__in=pks).values_list("pk", "reference_id"))
    if pks[0] not in ids:
        return None
    previous, following = (
        next((ids[pk] for pk in snapshot.pks[docs].tolist() if pk in ids), "") for docs in (before, behind)
    )
    return Neighbours(place + 1, len(results.docs), previous, following)


def matches_in(query: SearchQuery, cable: Cable) -> Callable[[str], tuple[Span, ...]]:
    """Gives for the subject, a heading or the text of a paragraph of `cable` the stretches that the query matches.

    Ascending, without overlaps, as (start, end). What was sought within one paragraph is found only in paragraphs that
    match. Nothing is found where the query does not find the cable. Raises SearchUnavailable when the index cannot be
    read.
    """
    snapshot = newest_snapshot()
    with snapshot.suspected():
        doc = _doc(snapshot, cable.reference_id)
        if doc is None:
            return lambda text: ()
        finds = Results(query, snapshot).finds([doc])[doc]
    of_subject, anywhere = finds.subject_marker(), finds.marker(None)
    by_text = {}
    if finds.tied_to_paragraphs:
        for paragraph in cable.paragraphs.all():
            by_text[paragraph.heading] = by_text[paragraph.text] = finds.marker(paragraph.position)

    def matches(text: str) -> tuple[Span, ...]:
        if text == cable.subject:
            return joined(sorted((*of_subject.spans(text), *anywhere.spans(text))))
        return by_text.get(text, anywhere).spans(text)

    return matches


def _doc(snapshot: Snapshot, reference_id: str) -> int | None:
    found = snapshot.having_value("reference_id", reference_id)
    return int(found[0]) if len(found) else None
