"""Facets as the page shows them: a few values each beside the results, and all of one on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cables.forms import LONGEST_VALUE, SearchForm, query_pairs, query_string, search_url
from cables.search import facet_values
from cables.search.values import NOT_STATED, Facet, FacetValue, SearchQuery, SearchUnavailable

VALUES_BESIDE_RESULTS = 8
VALUES_ON_A_PAGE = 500
"""A page with thousands of checkboxes helps nobody; what is rarer is found by its name."""
OPEN_FACETS = ("class", "post", "tag-subject")


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
    """One facet beside the results."""

    facet: Facet
    choices: tuple[Choice, ...]
    unlisted: int
    """Values that only the facet's own page lists."""
    more_url: str
    open: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Values under a heading: the posts of a country; all of a facet that has no groups."""

    title: str
    choices: tuple[Choice, ...]


def panel(facet: Facet, query: SearchQuery) -> Panel:
    """`query` is on its first page."""
    shown = [
        value
        for place, value in enumerate(facet.values)
        if place < VALUES_BESIDE_RESULTS or _in_force(value) or value.value == NOT_STATED
    ]
    if len(facet.values) + facet.more - len(shown) <= 2:
        shown = list(facet.values)
    return Panel(
        facet=facet,
        choices=tuple(_choice(facet, value, query) for value in shown),
        unlisted=len(facet.values) + facet.more - len(shown),
        more_url=reverse("facet", args=[facet.key]) + query_string(query),
        open=facet.key in OPEN_FACETS or any(map(_in_force, shown)),
    )


def _in_force(value: FacetValue) -> bool:
    return value.selected or value.excluded or any(map(_in_force, value.children))


@require_safe
def facet(request: HttpRequest, key: str) -> HttpResponse:
    """Every value of one facet, or with `?start=` those whose code or name has a word that begins so."""
    form = SearchForm(request.GET)
    query = replace(form.query, page=1)
    start = request.GET.get("start", "").replace("\x00", "").strip()[:LONGEST_VALUE]
    context: dict[str, Any] = {"query": query, "key": key, "start": start, "back_url": search_url(query)}
    try:
        found = facet_values(query, key, start, VALUES_ON_A_PAGE)
    except SearchUnavailable as error:
        return render(request, "cables/search_unavailable.html", {**context, "reason": str(error)}, status=503)
    if found is None:
        raise Http404(f"There is no filter “{key}”.")
    choices = [_choice(found, value, query, prefix="all-") for value in found.values]
    context |= {
        "facet": found,
        "groups": _groups(choices, by_title=key == "post"),
        "kept": carried(query, [(found, choice) for choice in choices]),
        "pairs": query_pairs(query),
    }
    return render(request, "cables/facet.html", context)


def carried(query: SearchQuery, offered: Iterable[tuple[Facet, Choice]]) -> list[tuple[str, str]]:
    """The parameters that a form must send along because no checkbox in it stands for them."""
    boxes = {
        (f"f[{facet.name}]", value.value)
        for facet, choice in offered
        for value in all_values([choice.value])
        if not value.excluded
    }
    return [pair for pair in query_pairs(query) if pair not in boxes]


def all_values(values: Iterable[FacetValue]) -> list[FacetValue]:
    """Values and their children."""
    return [found for value in values for found in (value, *all_values(value.children))]


def without(query: SearchQuery, name: str, value: str) -> SearchQuery:
    """The query with this value neither kept nor left out."""
    return replace(
        query, selected=_dropped(query.selected, name, value), excluded=_dropped(query.excluded, name, value)
    )


def _leaving_out(query: SearchQuery, name: str, value: str) -> SearchQuery:
    excluded = {**query.excluded, name: (*query.excluded.get(name, ()), value)}
    return replace(query, selected=_dropped(query.selected, name, value), excluded=excluded)


def _dropped(chosen: Mapping[str, tuple[str, ...]], name: str, value: str) -> dict[str, tuple[str, ...]]:
    left = {key: tuple(v for v in values if (key, v) != (name, value)) for key, values in chosen.items()}
    return {key: values for key, values in left.items() if values}


def _choice(facet: Facet, value: FacetValue, query: SearchQuery, prefix: str = "") -> Choice:
    children = tuple(_choice(facet, child, query, prefix) for child in value.children)
    changed = (without if value.excluded else _leaving_out)(query, facet.name, value.value)
    return Choice(
        value=value,
        id=f"{prefix}{facet.key}-{quote(value.value, safe='')}",
        exclude_url=search_url(changed),
        children=children,
        open=any(map(_in_force, value.children)),
    )


def _groups(choices: Sequence[Choice], *, by_title: bool) -> list[Group]:
    """By title in alphabetical order, what has no title last; or all in one group without a heading."""
    if not by_title:
        return [Group("", tuple(choices))]
    ordered = sorted(choices, key=lambda choice: (not choice.value.title, choice.value.title))
    return [Group(title, tuple(group)) for title, group in groupby(ordered, key=lambda choice: choice.value.title)]
