"""A cable as a file and as JSON."""

from __future__ import annotations

import codecs

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cables.models import Cable
from cables.records import records
from cables.views.spelling import other_spelling
from cables.views.versions import asked_version

CHARSETS = {"iso8859-1": "iso-8859-1", "cp1252": "windows-1252", "ascii": "us-ascii", "utf-8-sig": "utf-8"}
"""Names of Python codecs that browsers know by another name."""


@require_safe
def cable_text(request: HttpRequest, reference_id: str) -> HttpResponse:
    """The raw text, byte for byte."""
    found = Cable.objects.published().filter(reference_id=reference_id).first()
    if found is None:
        return other_spelling(request, "cable-text", reference_id)
    version = asked_version(request, found)
    codec = codecs.lookup(version.encoding).name
    response = HttpResponse(bytes(version.raw), content_type=f"text/plain; charset={CHARSETS.get(codec, codec)}")
    response["Content-Disposition"] = content_disposition_header(False, f"{found.reference_id}.txt") or "inline"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def cable_json(request: HttpRequest, reference_id: str) -> HttpResponse:
    found = Cable.objects.published().for_records().filter(reference_id=reference_id).first()
    if found is None:
        return other_spelling(request, "cable-json", reference_id)
    (body,) = records([found], request.build_absolute_uri)
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 2})
