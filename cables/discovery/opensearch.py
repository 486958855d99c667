"""OpenSearch: the archive in the search box of browsers and library systems, with suggestions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cables.forms import LONGEST_TEXT
from cables.search import suggest
from cables.search.values import SearchUnavailable
from cables.views.citations import site_of


@require_safe
@cache_control(public=True, max_age=86_400)
def description(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "discovery/opensearch.xml",
        {"site": site_of(request)},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


@require_safe
@cache_control(private=True, max_age=60)
def suggestions(request: HttpRequest) -> JsonResponse:
    """[typed, [completed text, ...], [what each is, ...]], as OpenSearch has it. Nothing of it is kept."""
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST_TEXT]
    try:
        found = suggest(text) if text.strip() else ()
    except SearchUnavailable:
        found = ()
    body = [text, [entry.text for entry in found], [entry.detail or entry.label for entry in found]]
    return JsonResponse(body, safe=False, content_type="application/x-suggestions+json")
