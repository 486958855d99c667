"""Searching: the same query language and filters as the page, with plain text and offsets instead of marked HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, QueryDict
from rest_framework.request import Request
from rest_framework.response import Response

from cables.api import parameters
from cables.api.description import described
from cables.api.lines import line
from cables.api.parameters import CURSOR, LIMIT, Parameter, fields_parameter
from cables.api.problems import BadParameters
from cables.api.resource import Resource, only
from cables.api.serializers import (
    FacetSerializer,
    HitPageSerializer,
    HitSerializer,
    SuggestionsSerializer,
)
from cables.forms import FACET_NAMES, LONGEST_TEXT, LONGEST_VALUE, SORTS, UNITS, SearchForm, search_json_url, shown
from cables.models import Classification, Precedence
from cables.search import (
    Facet,
    FacetValue,
    Fragment,
    Histogram,
    Hit,
    SearchPage,
    SearchQuery,
    Stretch,
    facet_values,
    search,
    search_after,
    suggest,
)
from cables.search.facets import GROUPS

HIT_FIELDS = tuple(HitSerializer().fields)
MOST_VALUES = 50
"""Of one filter."""
_STATED = "[^\\u0000]+"
_MONTH = "^(not-stated|[12][0-9]{3}(-(0[1-9]|1[0-2]))?)$"
_DAY = "^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"
_VALUES: Mapping[str, tuple[str, Any]] = {
    "class": ("of this level", Classification.SECRET.value),
    "precedence": ("of this precedence", Precedence.PRIORITY.value),
    "caption": ("with this caption", "NOFORN"),
    "post": ("of the post with this code", "BAKU"),
    "country": ("of posts in this country", "Azerbaijan"),
    "date": ("of this year or month", "2009-04"),
    "tag": ("with these TAGS", "PGOV"),
}


def _filter(name: str, *, negated: bool) -> Parameter:
    what, example = _VALUES[name]
    item = {"type": "string", "pattern": _MONTH if name == "date" else f"^{_STATED}$", "minLength": 1}
    return Parameter(
        f"f[{'-' if negated else ''}{name}]",
        {"type": "array", "items": {**item, "maxLength": LONGEST_VALUE}, "minItems": 1, "maxItems": MOST_VALUES},
        f"{'No' if negated else 'Only'} cables {what}; once for each value. `not-stated` stands for those without.",
        [example],
        repeated=True,
    )


QUERY = (
    Parameter(
        "q",
        {"type": "string", "maxLength": LONGEST_TEXT, "pattern": "^[^\\u0000]*$"},
        "What is searched for, in the query language of the page; its help explains it. Without it, everything.",
        "dam AND from:baku",
        may_be_empty=True,
    ),
    *(_filter(name, negated=negated) for name in FACET_NAMES for negated in (False, True)),
    Parameter("from", {"type": "string", "pattern": _DAY}, "Sent on this day, month or year, or later.", "2008"),
    Parameter(
        "to", {"type": "string", "pattern": _DAY}, "Sent until the end of this day, month or year.", "2009-04-06"
    ),
    Parameter("in", {"type": "string", "enum": list(UNITS), "default": "cables"}, "What a hit is.", "paragraphs"),
)
SORT = Parameter(
    "sort",
    {"type": "string", "enum": list(SORTS), "default": "relevance"},
    "The order of hits. Without words to rank by, relevance means newest. By date, a walk from cursor to cursor meets "
    "every hit once, even while the archive changes; by relevance, its changes shift the order a little.",
    "newest",
)


class Search(Resource):
    takes = (*QUERY, SORT, LIMIT, CURSOR, fields_parameter(HIT_FIELDS))

    @described(
        "search",
        "Search",
        HitPageSerializer,
        takes,
        tag="Search",
        unavailable=True,
    )
    def get(self, request: Request) -> Response:
        """Cables, or with `in=paragraphs` paragraphs, as the page of results finds them: how the search was read, exact
        counts, facets, a histogram, and hits with excerpts."""
        limit, wanted, place, query = self.page_asked(HIT_FIELDS, lambda: _query(self.asked))
        query = replace(query, page_size=limit)
        page = search(query) if place is None else search_after(query, place[0])
        return Response(
            {
                "total": page.total,
                "cables": page.cables,
                "reading": self._reading(query, page),
                **_beside(page),
                "items": [only(self._hit(hit), wanted) for hit in page.hits],
                "next": self.next([page.next]) if page.next else None,
            }
        )

    def _reading(self, query: SearchQuery, page: SearchPage | Stretch) -> dict[str, Any]:
        first = page if isinstance(page, SearchPage) else None
        return {
            "text": query.text,
            "unit": query.unit,
            "understood": page.understood,
            "notices": list(page.notices),
            "complete": not page.cut,
            "exact_id": (first.exact_id or None) if first else None,
            "did_you_mean": (first.did_you_mean or None) if first else None,
            "obstacles": [
                {
                    "kind": obstacle.kind,
                    "label": obstacle.label,
                    "total": obstacle.total,
                    "url": self.address(search_json_url(obstacle.without)),
                }
                for obstacle in (first.obstacles if first else ())
            ],
        }

    def _hit(self, hit: Hit) -> dict[str, Any]:
        page = self.address(hit.cable.get_absolute_url())
        return {
            **line(hit.cable, self.address),
            "subject_matches": _matches(hit.subject),
            "snippets": [
                {
                    "anchor": snippet.anchor,
                    "number": snippet.number,
                    "marking": snippet.marking or None,
                    "text": "".join(fragment.text for fragment in snippet.fragments),
                    "matches": _matches(snippet.fragments),
                    "url": f"{page}#{snippet.anchor}",
                }
                for snippet in hit.snippets
            ],
            "more_paragraphs": hit.more,
        }


class FacetValues(Resource):
    start = Parameter(
        "start",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE, "pattern": f"^{_STATED}$"},
        "Only values whose code or name has words that begin with these.",
        "gov",
    )
    takes = (*QUERY, start, LIMIT)

    @described(
        "facet", "Values of one facet", FacetSerializer, takes, tag="Search", path={"key": "post"}, unavailable=True
    )
    def get(self, request: Request, key: str) -> Response:
        """The commonest values of a facet of a search, each with its count, and `not-stated` beside them. Rarer ones
        are found by `start`. Dates are given whole. A search lists the keys of its facets."""
        limit, start, query = parameters.together(
            lambda: parameters.limit(self.asked),
            lambda: parameters.text(self.asked, "start", LONGEST_VALUE),
            lambda: _query(self.asked),
        )
        found = facet_values(query, key, start, limit)
        if found is None:
            keys = ", ".join(group.key for group in GROUPS)
            raise Http404(f"There is no facet “{shown(key)}”; there are {keys}.")
        return Response(_facet(found), headers=self.located("api-facet", key))


class Suggestions(Resource):
    typed = Parameter(
        "q",
        {"type": "string", "maxLength": LONGEST_TEXT, "pattern": "^[^\\u0000]*$"},
        "What stands in the box so far.",
        "dam pg",
        may_be_empty=True,
    )
    takes = (typed,)

    @described("suggestions", "Suggestions while typing", SuggestionsSerializer, takes, tag="Search", unavailable=True)
    def get(self, request: Request) -> Response:
        """What the last word of a text may be meant to be: cables, fields, posts, TAGS, subjects, words."""
        text = parameters.text(self.asked, "q", LONGEST_TEXT)
        suggestions = [
            {
                "kind": one.kind,
                "label": one.label,
                "detail": one.detail,
                "text": one.text,
                "reference_id": one.reference_id or None,
            }
            for one in (suggest(text) if text.strip() else ())
        ]
        return Response({"suggestions": suggestions})


def _query(data: QueryDict) -> SearchQuery:
    """The search that an address asks for; raises BadParameters for what cannot be read."""
    crowded = [(name, len(values)) for name, values in data.lists() if len(values) > MOST_VALUES]
    if crowded:
        raise BadParameters(
            [(name, f"“{name}” has {count} values; give at most {MOST_VALUES}.") for name, count in crowded]
        )
    form = SearchForm(data)
    query = form.query
    if form.faults:
        raise BadParameters(form.faults)
    return query


def _beside(page: SearchPage | Stretch) -> dict[str, Any]:
    """What stands beside the hits: of the first page only."""
    if isinstance(page, Stretch):
        return {"facets": None, "histogram": None}
    return {
        "facets": [_facet(facet) for facet in page.facets],
        "histogram": _histogram(page.histogram) if page.histogram else None,
    }


def _matches(fragments: Sequence[Fragment]) -> list[list[int]]:
    """Where the marked fragments stand in the text that all of them make."""
    found, at = [], 0
    for fragment in fragments:
        if fragment.marked:
            found.append([at, at + len(fragment.text)])
        at += len(fragment.text)
    return found


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "key": facet.key,
        "name": facet.name,
        "label": facet.label,
        "values": [
            {**_value(value), "children": [_value(child) for child in value.children]} for value in facet.values
        ],
        "more": facet.more,
    }


def _value(value: FacetValue) -> dict[str, Any]:
    return {
        "value": value.value,
        "label": value.label,
        "title": value.title,
        "count": value.count,
        "selected": value.selected,
        "excluded": value.excluded,
    }


def _histogram(histogram: Histogram) -> dict[str, Any]:
    return {
        "step": histogram.step,
        "bars": [
            {"first": bar.first, "last": bar.last, "label": bar.label, "count": bar.count} for bar in histogram.bars
        ],
        "undated": histogram.undated,
    }
