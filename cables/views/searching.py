"""The search page: from address to query, from result to what the template shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cables.forms import PAGE_SIZES, SORTS, SearchForm, query_string
from cables.models import Cable, Post, Tag
from cables.search import search as find
from cables.search.values import Facet, FacetValue, SearchPage, SearchQuery, SearchUnavailable
from cables.views.browse import columns, counts_by_year

VALUES_AT_ONCE = 8
"""Shown of a facet before "more"."""
VALUES_AT_MOST = 300
"""Listed of a facet; a page with thousands of checkboxes helps nobody."""
OPEN_FACETS = ("class", "date", "post", "tag-subject")
FACET_WORDS = {
    "class": "Classification",
    "caption": "Caption",
    "post": "Post",
    "country": "Country",
    "date": "Date",
    "tag": "TAGS",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a facet."""

    value: FacetValue
    id: str
    exclude_url: str
    """Leaves the value out, or where it is left out already lets it in again."""
    children: tuple[Choice, ...] = ()
    open: bool = False
    """Whether the children show: one of them is chosen."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One facet."""

    facet: Facet
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]
    unlisted: int
    """Values that are not on the page because there are too many."""
    open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    name: str
    label: str
    negated: bool
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if form.is_blank:
        return render(request, "cables/front.html", _front())
    query = form.query
    context: dict[str, Any] = {"query": query, "notices": form.notices, "sorts": SORTS, "sizes": PAGE_SIZES}
    try:
        page = find(query)
    except SearchUnavailable as error:
        return render(request, "cables/search_unavailable.html", {**context, "reason": str(error)}, status=503)
    return render(request, "cables/search.html", {**context, **_results(query, page)})


def _front() -> dict[str, Any]:
    """What the archive holds, for a first visit."""
    cables = Cable.objects.published()
    counts = counts_by_year(cables)
    fullest = max(counts, key=lambda year: counts[year], default=None)
    return {
        "total": cables.count(),
        "posts": Post.objects.with_published_counts().count(),
        "columns": columns(counts),
        "first_year": min(counts, default=None),
        "last_year": max(counts, default=None),
        "fullest": fullest,
        "fullest_count": counts.get(fullest, 0) if fullest else 0,
        "newest": cables.for_lists().newest_first()[:5],
        "busiest": Post.objects.with_published_counts().order_by("-published", "code")[:6],
        "common_tags": Tag.objects.with_published_counts()
        .filter(kind=Tag.Kind.SUBJECT)
        .order_by("-published", "code")[:6],
    }


def _results(query: SearchQuery, page: SearchPage) -> dict[str, Any]:
    query = replace(query, page=1)
    panels = [_panel(facet, query) for facet in page.facets if facet.values]
    first = (page.page - 1) * query.page_size + 1
    return {
        "page": page,
        "exact": Cable.objects.published().for_lists().filter(reference_id=page.exact_id).first()
        if page.exact_id
        else None,
        "panels": panels,
        "chips": _chips(query, page.facets),
        "clear_url": query_string(SearchQuery(text=query.text, sort=query.sort, page_size=query.page_size)),
        "carried": _carried(query, panels),
        "first_hit": first,
        "last_hit": first + len(page.hits) - 1,
        "page_links": _page_links(query, page),
        "previous_url": query_string(replace(query, page=page.page - 1)) if page.page > 1 else "",
        "next_url": query_string(replace(query, page=page.page + 1)) if page.page < page.pages else "",
    }


def _panel(facet: Facet, query: SearchQuery) -> Panel:
    values = [*facet.values[:VALUES_AT_MOST], *(v for v in facet.values[VALUES_AT_MOST:] if v.selected or v.excluded)]
    choices = [_choice(facet, value, query) for value in values]
    in_force = [choice for choice in choices if choice.value.selected or choice.value.excluded or choice.open]
    first = tuple(choice for place, choice in enumerate(choices) if place < VALUES_AT_ONCE or choice in in_force)
    more = tuple(choice for choice in choices if choice not in first)
    if len(more) <= 2:
        first, more = tuple(choices), ()
    unlisted = len(facet.values) - len(values)
    return Panel(facet, first, more, unlisted, open=bool(in_force) or facet.key in OPEN_FACETS)


def _choice(facet: Facet, value: FacetValue, query: SearchQuery) -> Choice:
    children = tuple(_choice(facet, child, query) for child in value.children)
    return Choice(
        value=value,
        id=f"{facet.key}-{quote(value.value, safe='')}",
        exclude_url=query_string(
            _without(query, facet.name, value.value) if value.excluded else _leaving_out(query, facet.name, value.value)
        ),
        children=children,
        open=any(child.value.selected or child.value.excluded for child in children),
    )


def _chips(query: SearchQuery, facets: Sequence[Facet]) -> list[Chip]:
    labels = {(facet.name, value.value): value.label for facet in facets for value in _all_values(facet.values)}
    chips = [
        Chip(
            name=FACET_WORDS.get(name, name),
            label=labels.get((name, value), value),
            negated=negated,
            url=query_string(_without(query, name, value)),
        )
        for negated, chosen in ((False, query.selected), (True, query.excluded))
        for name, values in chosen.items()
        for value in values
    ]
    if query.date_from:
        chips.append(Chip("From", f"{query.date_from}", False, query_string(replace(query, date_from=None))))
    if query.date_to:
        chips.append(Chip("To", f"{query.date_to}", False, query_string(replace(query, date_to=None))))
    return chips


def _carried(query: SearchQuery, panels: Iterable[Panel]) -> list[tuple[str, str]]:
    """What the form must send along because no checkbox on the page stands for it."""
    ticked = {
        (panel.facet.name, value.value)
        for panel in panels
        for choice in (*panel.first, *panel.more)
        for value in _all_values([choice.value])
        if not value.excluded
    }
    kept = [(f"f[{name}]", value) for name, values in query.selected.items() for value in values]
    kept = [(parameter, value) for parameter, value in kept if (parameter[2:-1], value) not in ticked]
    return kept + [(f"f[-{name}]", value) for name, values in query.excluded.items() for value in values]


def _all_values(values: Iterable[FacetValue]) -> list[FacetValue]:
    return [found for value in values for found in (value, *_all_values(value.children))]


def _without(query: SearchQuery, name: str, value: str) -> SearchQuery:
    return replace(
        query, selected=_dropped(query.selected, name, value), excluded=_dropped(query.excluded, name, value)
    )


def _leaving_out(query: SearchQuery, name: str, value: str) -> SearchQuery:
    excluded = {**query.excluded, name: (*query.excluded.get(name, ()), value)}
    return replace(query, selected=_dropped(query.selected, name, value), excluded=excluded)


def _dropped(chosen: Mapping[str, tuple[str, ...]], name: str, value: str) -> dict[str, tuple[str, ...]]:
    left = {key: tuple(v for v in values if (key, v) != (name, value)) for key, values in chosen.items()}
    return {key: values for key, values in left.items() if values}


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
