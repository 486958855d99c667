"""The search page: from address to query, from result to what the template shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cables.forms import PAGE_SIZES, SORTS, UNITS, SearchForm, query_string, search_json_url
from cables.models import Cable, Post, Tag
from cables.search import search as find
from cables.search.values import Facet, SearchPage, SearchQuery, SearchUnavailable
from cables.views.browse import columns
from cables.views.narrowing import all_values, carried, panel, without
from cables.views.places import world
from cables.views.reading import PARAGRAPHS_A_PART
from cables.views.timeline import timeline

FACET_WORDS = {
    "class": "Classification",
    "caption": "Caption",
    "post": "Post",
    "country": "Country",
    "date": "Date",
    "tag": "TAGS",
    "precedence": "Precedence",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    name: str
    label: str
    negated: bool
    url: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """What to leave away from a query without hits."""

    kind: str
    label: str
    total: int
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if form.is_blank:
        return render(request, "cables/front.html", _front())
    query = form.query
    context: dict[str, Any] = {
        "query": query,
        "notices": form.notices,
        "sorts": SORTS,
        "sizes": PAGE_SIZES,
        "units": UNITS,
    }
    try:
        page = find(query)
    except SearchUnavailable as error:
        return render(request, "cables/search_unavailable.html", {**context, "reason": str(error)}, status=503)
    return render(request, "cables/search.html", {**context, **_results(query, page)})


def _front() -> dict[str, Any]:
    """What the archive holds, for a first visit."""
    cables = Cable.objects.published()
    counts = cables.counts_by_year()
    fullest = max(counts, key=lambda year: counts[year], default=None)
    posts = list(Post.objects.with_published_counts())
    return {
        "total": cables.count(),
        "posts": len(posts),
        "world": world(posts),
        "columns": columns(counts),
        "first_year": min(counts, default=None),
        "last_year": max(counts, default=None),
        "fullest": fullest,
        "fullest_count": counts.get(fullest, 0) if fullest else 0,
        "units": UNITS,
        "newest": cables.for_lists().newest_first()[:5],
        "busiest": sorted(posts, key=lambda post: (-post.published, post.code))[:6],  # type: ignore[attr-defined]
        "common_tags": Tag.objects.with_published_counts()
        .filter(kind=Tag.Kind.SUBJECT)
        .order_by("-published", "code")[:6],
    }


def _results(query: SearchQuery, page: SearchPage) -> dict[str, Any]:
    query = replace(query, page=1)
    panels = [panel(facet, query) for facet in page.facets if facet.values]
    kept = carried(query, [(panel.facet, choice) for panel in panels for choice in panel.choices])
    first = (page.page - 1) * query.page_size + 1
    return {
        "page": page,
        "exact": Cable.objects.published().for_lists().filter(reference_id=page.exact_id).first()
        if page.exact_id
        else None,
        "timeline": timeline(page.histogram, query),
        "panels": panels,
        "chips": _chips(query, page.facets),
        "clear_url": query_string(
            SearchQuery(text=query.text, unit=query.unit, sort=query.sort, page_size=query.page_size)
        ),
        "kept": [pair for pair in kept if pair[0].startswith("f[")],
        "in_search": query_string(query),
        "json_url": search_json_url(query),
        "first_part": PARAGRAPHS_A_PART,
        "did_you_mean_url": query_string(replace(query, text=page.did_you_mean)) if page.did_you_mean else "",
        "ways_out": [
            WayOut(obstacle.kind, obstacle.label, obstacle.total, query_string(replace(obstacle.without, page=1)))
            for obstacle in page.obstacles
        ],
        "first_hit": first,
        "last_hit": first + len(page.hits) - 1,
        "page_links": _page_links(query, page),
        "previous_url": query_string(replace(query, page=page.page - 1)) if page.page > 1 else "",
        "next_url": query_string(replace(query, page=page.page + 1)) if page.page < page.pages else "",
    }


def _chips(query: SearchQuery, facets: Sequence[Facet]) -> list[Chip]:
    labels = {(facet.name, value.value): value.label for facet in facets for value in all_values(facet.values)}
    chips = [
        Chip(
            name=FACET_WORDS.get(name, name),
            label=labels.get((name, value), value),
            negated=negated,
            url=query_string(without(query, name, value)),
        )
        for negated, chosen in ((False, query.selected), (True, query.excluded))
        for name, values in chosen.items()
        for value in values
    ]
    if query.date_from:
        chips.append(Chip("From", query.date_from.isoformat(), False, query_string(replace(query, date_from=None))))
    if query.date_to:
        chips.append(Chip("To", query.date_to.isoformat(), False, query_string(replace(query, date_to=None))))
    return chips


def _page_links(query: SearchQuery, page: SearchPage) -> list[tuple[int, str]]:
    """Numbers and addresses of the pages near this one, and of the ends; 0 stands for a gap."""
    near = {1, page.pages, *range(page.page - 2, page.page + 3)}
    numbers = sorted(number for number in near if 1 <= number <= page.pages)
    links: list[tuple[int, str]] = []
    for number in numbers:
        if links and number > links[-1][0] + 1:
            links.append((0, ""))
        links.append((number, query_string(replace(query, page=number))))
    return links
