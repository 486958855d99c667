"""Addresses that name no published cable in its own spelling."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cables.models import Cable
from cables.telegram import canonical_id
from cables.views.references import absent, between

CITING_SHOWN = 50


def other_spelling(request: HttpRequest, view: str, reference_id: str) -> HttpResponse:
    """A permanent redirect to the cable that the address means in another spelling; else a 404 page.

    The page says what is known of a cable that is not in the archive. A cable that is not published is such a one,
    unless it is withheld with a public note: the answer is then 403, and says the id and the note.
    """
    canonical = canonical_id(reference_id) or ""
    if canonical != reference_id and Cable.objects.published().filter(reference_id=canonical).exists():
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse(view, args=[canonical]) + query, permanent=True)
    withheld = Cable.objects.withheld_openly().filter(reference_id=canonical).first()
    if withheld:
        return _withheld(request, view, withheld)
    context = {"wanted": canonical or reference_id, "is_id": bool(canonical), "noindex": True}
    known = absent(canonical)
    if known:
        citing = Cable.objects.published().naming(canonical)
        total = citing.count()
        shown = citing.for_lists().oldest_first()[:CITING_SHOWN]
        context |= {"known": known, "between": between(known), "citing": shown, "citing_total": total}
    return render(request, "cables/not_in_archive.html", context, status=404)


def _withheld(request: HttpRequest, view: str, cable: Cable) -> HttpResponse:
    """In the form that was asked for."""
    status = HTTPStatus.FORBIDDEN
    told = {"reference_id": cable.reference_id, "withheld": True, "note": cable.withheld_note}
    if view == "cable-json":
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2}, status=status)
    if view == "cable-text":
        text = f"{cable.reference_id} is withheld.\n\n{cable.withheld_note}\n"
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
    return render(request, "cables/withheld.html", told | {"noindex": True}, status=status)
