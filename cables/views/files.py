"""A cable as a file and as JSON."""

from __future__ import annotations

import codecs
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cables.models import Addressee, Cable, Paragraph
from cables.views.prose import text_as_received
from cables.views.references import Cited, cited_by
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
    found = Cable.objects.published().for_reading().filter(reference_id=reference_id).first()
    if found is None:
        return other_spelling(request, "cable-json", reference_id)
    citing = Cable.objects.published().citing(found).values_list("reference_id", flat=True)
    body = {
        "reference_id": found.reference_id,
        "url": request.build_absolute_uri(found.get_absolute_url()),
        "post": {"code": found.post.code, "name": found.post.name} if found.post else None,
        "date": found.date,
        "sent": found.sent,
        "precedence": found.precedence or None,
        "classification": found.classification or None,
        "captions": [caption.text for caption in found.captions.all()],
        "sender": found.sender or None,
        "action": _addressee_values(found, Addressee.Role.ACTION),
        "info": _addressee_values(found, Addressee.Role.INFO),
        "passing": found.passing,
        "executive_order": found.executive_order or None,
        "declassify_on": found.declassify_on,
        "declassify_text": found.declassify_text or None,
        "classified_by": found.classified_by,
        "reasons": found.reasons,
        "tags": [{"code": tag.code, "kind": tag.kind, "name": tag.name} for tag in found.tags.all()],
        "subject": found.subject,
        "subject_marking": found.subject_marking or None,
        "references": [_reference_values(item) for item in cited_by(found)],
        "referred_to_by": sorted(citing),
        "summary": found.summary or None,
        "paragraphs": [_paragraph_values(paragraph) for paragraph in found.paragraphs.all()],
        "signers": found.signers,
        "defects": found.defects,
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 2})


def _addressee_values(cable: Cable, role: Addressee.Role) -> list[dict[str, Any]]:
    return [_addressee(addressee) for addressee in cable.addressees.all() if addressee.role == role]


def _addressee(addressee: Addressee) -> dict[str, Any]:
    return {
        "name": addressee.name,
        "indicator": addressee.indicator or None,
        "precedence": addressee.precedence or None,
        "continuity_number": addressee.continuity_number or None,
        "collective": addressee.collective,
        "exempt": addressee.exempt,
        "post": addressee.post.code if addressee.post else None,
    }


def _paragraph_values(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "anchor": paragraph.anchor,
        "number": paragraph.number,
        "marking": paragraph.marking or None,
        "heading": paragraph.heading or None,
        "role": paragraph.role,
        "text": paragraph.text,
        "text_as_received": text_as_received(paragraph),
    }


def _reference_values(item: Cited) -> dict[str, Any]:
    return {
        "label": item.reference.label or None,
        "text": item.reference.text,
        "kind": item.reference.kind,
        "target": item.reference.target_reference_id or None,
        "in_archive": item.target is not None,
        "notal": item.reference.notal,
    }
