"""The search that a reader comes from: its words, its neighbours and the way back, all read from the address."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse

from cables.forms import SearchForm, query_string
from cables.models import Cable
from cables.search import matches_in, neighbours
from cables.search.values import Neighbours, SearchQuery, SearchUnavailable
from cables.views.prose import Matcher, no_matches


@dataclass(frozen=True, slots=True)
class FromSearch:
    text: str
    """The words searched for; "" where only filters were used."""
    address: str
    """The search as the end of an address, for other cables of the same search."""
    back_url: str
    """The page of results that the cable is on."""
    neighbours: Neighbours | None
    """None where the search does not find the cable, or no longer."""
    matches: Matcher
    notice: str = ""


def from_search(request: HttpRequest, cable: Cable) -> FromSearch | None:
    """None where the address names no search."""
    form = SearchForm(request.GET)
    if form.is_blank:
        return None
    query = replace(form.query, page=1)
    try:
        place = neighbours(query, cable.reference_id)
        matches = matches_in(query, cable)
    except SearchUnavailable as error:
        return FromSearch(query.text, query_string(query), _results(query), None, no_matches, str(error))
    page = (place.place - 1) // query.page_size + 1 if place else 1
    return FromSearch(query.text, query_string(query), _results(replace(query, page=page)), place, matches)


def _results(query: SearchQuery) -> str:
    return reverse("search") + query_string(query)
