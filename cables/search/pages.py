"""From a query to a page of hits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from cables.models import Cable, IndexChange, Paragraph
from cables.search.evaluate import Evaluation
from cables.search.facets import FACET_NAMES, Faceting
from cables.search.language import LONGEST_QUERY, read_query
from cables.search.marking import Marker, snippets
from cables.search.ordering import ordered
from cables.search.plan import AnyWord, ExactPhrase, Plan, wanted_words
from cables.search.segments import Docs
from cables.search.snapshot import Snapshot, current_snapshot
from cables.search.store import index_store
from cables.search.upkeep import ensure_index
from cables.search.values import Hit, SearchPage, SearchQuery
from cables.telegram import canonical_id

LARGEST_PAGE = 200
"""Hits."""
_SORTS = ("relevance", "newest", "oldest")


def search(query: SearchQuery) -> SearchPage:
    """The page of cables that `query` asks for, with exact counts.

    Raises SearchUnavailable when the index cannot be read. Nothing a visitor can type raises anything. A page beyond
    the last one gives the last one.
    """
    ensure_index()
    snapshot = current_snapshot(index_store())
    reading = read_query(query.text, snapshot)
    evaluation = Evaluation(snapshot)
    faceting = Faceting(snapshot, query)

    found = _dated(snapshot, evaluation.docs(reading.plan), query.date_from, query.date_to)
    found = found[~np.isin(found, _withdrawn(snapshot))]
    kept = faceting.kept(found)
    size = min(max(query.page_size, 1), LARGEST_PAGE)
    pages = max(1, -(-len(kept) // size))
    page = min(max(query.page, 1), pages)
    docs = _page(evaluation, reading.plan, kept, query.sort, (page - 1) * size, page * size)
    return SearchPage(
        hits=_hits(evaluation, reading.plan, docs),
        total=len(kept),
        page=page,
        pages=pages,
        facets=faceting.count(found),
        understood=reading.understood,
        notices=(*reading.notices, *_query_notices(query)),
        exact_id=_exact_id(query.text),
    )


def _dated(snapshot: Snapshot, docs: Docs, first: date | None, last: date | None) -> Docs:
    """Those of the documents in a range of dates; without a range, undated ones too."""
    if first is not None:
        docs = docs[snapshot.dates[docs] >= first.toordinal()]
    if last is not None:
        dates = snapshot.dates[docs]
        docs = docs[(dates > 0) & (dates <= last.toordinal())]
    return docs


def _withdrawn(snapshot: Snapshot) -> Docs:
    """Cables that are indexed but no longer published, as long as the index has not followed."""
    published = Cable.objects.published().values("pk")
    withdrawn = IndexChange.objects.exclude(cable_pk__in=published).values_list("cable_pk", flat=True)
    return snapshot.docs_of(set(withdrawn))


def _page(evaluation: Evaluation, plan: Plan, docs: Docs, sort: str, start: int, stop: int) -> Docs:
    ranked = any(leaf.field in ("text", "subject") for leaf in wanted_words(plan))
    scores = evaluation.scores(plan, docs) if sort not in ("newest", "oldest") and ranked else None
    return docs[ordered(evaluation.snapshot, docs, sort, scores, start=start, stop=stop)]


def _hits(evaluation: Evaluation, plan: Plan, docs: Docs) -> tuple[Hit, ...]:
    """Loaded in a constant number of queries; cables that are not there or not published any more are left out."""
    pks = evaluation.snapshot.pks[docs].tolist()
    cables = Cable.objects.published().for_lists().in_bulk(pks)
    paragraphs = _paragraphs(list(cables)) if any(wanted_words(plan)) else {}
    hits = []
    for doc, pk in zip(docs, pks, strict=True):
        if pk in cables:
            found = _found_in(evaluation, plan, int(doc))
            subject = Marker.of(found, ("text", "subject")).marked(cables[pk].subject)
            hits.append(Hit(cables[pk], subject, snippets(paragraphs.get(pk, ()), Marker.of(found, ("text",)))))
    return tuple(hits)


def _found_in(evaluation: Evaluation, plan: Plan, doc: int) -> list[AnyWord | ExactPhrase]:
    return list(wanted_words(plan, lambda part: evaluation.matches(part, doc)))


def _paragraphs(pks: Sequence[int]) -> Mapping[int, list[Paragraph]]:
    of_cable: defaultdict[int, list[Paragraph]] = defaultdict(list)
    for paragraph in Paragraph.objects.filter(cable__in=pks).order_by("cable", "position"):
        of_cable[paragraph.cable_id].append(paragraph)
    return of_cable


def _query_notices(query: SearchQuery) -> list[str]:
    unknown = sorted({*query.selected, *query.excluded} - FACET_NAMES)
    notices = [f"There is no filter “{name}”; it was left out." for name in unknown]
    if query.sort not in _SORTS:
        notices.append(f"Hits cannot be sorted by “{query.sort}”; they are sorted by relevance.")
    if query.date_from and query.date_to and query.date_from > query.date_to:
        notices.append(f"The range of dates from {query.date_from} to {query.date_to} ends before it begins.")
    return notices


def _exact_id(text: str) -> str:
    found = canonical_id(text.strip()) if len(text) <= LONGEST_QUERY else None
    return found if found and Cable.objects.published().filter(reference_id=found).exists() else ""
