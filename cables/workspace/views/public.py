"""Lists as everybody sees them: one's own in the browser, and those that others share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cables.workspace.files import write_lists
from cables.workspace.kept import LONGEST_ADDRESS, Kept, NamedList, from_address, to_address
from cables.workspace.lines import LINES_A_PAGE
from cables.workspace.lines import lines as lines_of
from cables.workspace.models import List
from cables.workspace.taking import KINDS, PACKED, ways

UNREADABLE_SHOWN = 5


@require_safe
@never_cache
def lists(request: HttpRequest) -> HttpResponse:
    """The lists of this browser, which its script shows, and those of the account."""
    own = List.objects.of(request.user).with_counts() if request.user.is_authenticated else None
    context: dict[str, Any] = {
        "own": own,
        "longest_address": LONGEST_ADDRESS,
        "page_size": LINES_A_PAGE,
        "noindex": True,
    }
    context |= {"kinds": KINDS, "packed": PACKED}
    return render(request, "workspace/lists.html", context)


@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """A list that its link holds."""
    found = from_address(request.GET)
    address = to_address(found.name, found.entries)
    context = {
        "name": found.name,
        "unreadable": found.unreadable[:UNREADABLE_SHOWN],
        "unreadable_total": len(found.unreadable),
        "left_out": found.left_out,
        "address": address,
        **ways("take-shared", parameters=address),
        **page_of(request, found.entries),
    }
    return render(request, "workspace/shared.html", context)


@require_safe
@never_cache
def shared_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A list of somebody's account, as it is now."""
    found = get_object_or_404(List.objects.shared(token))
    context = {"name": found.name, "token": token, **page_of(request, entries_of(found))}
    context |= ways("take-shared-by-link", token)
    return render(request, "workspace/shared.html", context)


@require_safe
def shared_file(request: HttpRequest) -> HttpResponse:
    return as_file([from_address(request.GET)])


@require_safe
@never_cache
def shared_file_by_link(request: HttpRequest, token: str) -> HttpResponse:
    found = get_object_or_404(List.objects.shared(token))
    return as_file([NamedList(found.name, tuple(entries_of(found)))])


def as_file(lists: Sequence[NamedList]) -> HttpResponse:
    """Lists as a file that can be taken in again, here or elsewhere."""
    response = HttpResponse(write_lists(lists), content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(True, "reftel-lists.json") or "attachment"
    response["X-Robots-Tag"] = "noindex"
    return response


def entries_of(chosen: List) -> list[Kept]:
    rows = chosen.entries.order_by("place", "pk").values_list("reference_id", "anchor", "note")
    return [Kept(reference_id, anchor, note) for reference_id, anchor, note in rows]


def page_of(request: HttpRequest, entries: Sequence[Kept]) -> dict[str, Any]:
    """A page of a list's entries for its template."""
    page = Paginator(entries, LINES_A_PAGE).get_page(request.GET.get("page"))
    shown = lines_of(list(page.object_list))
    return {
        "total": len(entries),
        "listing": page,
        "lines": shown,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "noindex": True,
    }
