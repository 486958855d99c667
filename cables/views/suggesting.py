"""What the beginning of a text may be meant to be, while it is typed. Nothing of it is kept."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cables.forms import LONGEST_TEXT
from cables.search import suggest
from cables.search.values import SearchUnavailable


@require_safe
@cache_control(max_age=60, private=True)
def suggestions(request: HttpRequest) -> JsonResponse:
    """{"suggestions": [{"kind", "label", "detail", "text", "url"}]}; `url` is that of the cable to open, else ""."""
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST_TEXT]
    try:
        found = suggest(text) if text.strip() else ()
    except SearchUnavailable:
        found = ()
    return JsonResponse(
        {
            "suggestions": [
                {
                    "kind": entry.kind,
                    "label": entry.label,
                    "detail": entry.detail,
                    "text": entry.text,
                    "url": reverse("cable", args=[entry.reference_id]) if entry.reference_id else "",
                }
                for entry in found
            ]
        }
    )
