"""Which cables others refer to most, and which of those are not in the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cables.models import Cable, Reference
from cables.views.references import absent

LONGEST_LIST = 1_000
"""How far down the lists go."""
LINES_A_PAGE = 50


@require_safe
def cited(request: HttpRequest) -> HttpResponse:
    """The cables here that most others refer to."""
    page = _page(request, Reference.objects.most_cited(LONGEST_LIST))
    cables = Cable.objects.published().for_lists().in_bulk([target for target, _ in page])
    lines = [(cables[target], count) for target, count in page if target in cables]
    context = {"lines": lines, "longest": LONGEST_LIST, **_pages(page)}
    return render(request, "cables/cited.html", context)


@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    """Ids that cables here refer to, of cables that are not here."""
    page = _page(request, Reference.objects.most_missed(LONGEST_LIST))
    withheld = Cable.objects.withheld_openly().ids_among(reference_id for reference_id, _ in page)
    lines = [(reference_id, absent(reference_id), count, reference_id in withheld) for reference_id, count in page]
    context = {"lines": lines, "longest": LONGEST_LIST, **_pages(page)}
    return render(request, "cables/cited_missing.html", context)


def _page(request: HttpRequest, counts: Sequence[Any]) -> Page[Any]:
    return Paginator(counts, LINES_A_PAGE).get_page(request.GET.get("page"))


def _pages(page: Page[Any]) -> dict[str, Any]:
    return {"listing": page, "page_numbers": page.paginator.get_elided_page_range(page.number)}
