"""One cable: to read, as received, as a file, as JSON."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cables.models import Addressee, Cable, Paragraph, Reference, Source, Version, Visibility
from cables.telegram import DEFECTS, canonical_id
from cables.views.prose import reading_paragraphs, text_as_received
from cables.vocabulary import captions, reasons

CITING_SHOWN = 50
HEADINGS_WORTH_A_LIST = 3
CHARSETS = {"iso8859-1": "iso-8859-1", "cp1252": "windows-1252", "ascii": "us-ascii", "utf-8-sig": "utf-8"}
"""Names of Python codecs that browsers know by another name."""


WARNINGS = ("partial-extract", "second-version")
"""Defects that a reader must know of before the text, not after it."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One item of the REF list, as visitors may see it."""

    reference: Reference
    place: int
    """From 1; the fragment of its place on the page is ref-1."""
    target: Cable | None
    """The cable meant, if it is published. A cable that is not is as good as not in the archive."""


@require_safe
def cable(request: HttpRequest, reference_id: str) -> HttpResponse:
    found = Cable.objects.published().for_reading().filter(reference_id=reference_id).first()
    if found is None:
        return _other_spelling(request, "cable", reference_id)
    received = request.GET.get("text") == "received"
    cited = _cited(found)
    citing = Cable.objects.published().citing(found)
    version = found.versions.select_related("source").defer("raw").order_by("-current", "-number")[0]
    paragraphs = found.paragraphs.all()
    url = request.build_absolute_uri(found.get_absolute_url())
    context = {
        "cable": found,
        "canonical_url": url,
        "received": received,
        "repairs": sum(len(paragraph.repairs) for paragraph in paragraphs),
        "paragraphs": reading_paragraphs(paragraphs, received=received, link=_Links(found, cited)),
        "contents": _contents(found),
        "action": _addressees(found, Addressee.Role.ACTION),
        "info": _addressees(found, Addressee.Role.INFO),
        "captions": [(caption.text, _meaning(captions(), caption.text)) for caption in found.captions.all()],
        "reasons": [(reason, _meaning(reasons(), reason[-2:-1])) for reason in found.reasons],
        "cited": cited,
        "citing": citing.for_lists().newest_first()[:CITING_SHOWN],
        "citing_total": citing.count(),
        "version": version,
        "invented": version.source.kind == Source.Kind.DEMO,
        "notes": _notes(found),
        "warnings": [DEFECTS[defect["kind"]] for defect in found.defects if defect["kind"] in WARNINGS],
        "citation": _citation(found),
        "back_url": _back_url(request),
        "noindex": received,
    }
    return render(request, "cables/cable.html", context)


@require_safe
def cable_raw(request: HttpRequest, reference_id: str) -> HttpResponse:
    found = Cable.objects.published().filter(reference_id=reference_id).first()
    if found is None:
        return _other_spelling(request, "cable-raw", reference_id)
    version = _version(request, found)
    versions = found.versions.select_related("source").defer("raw").order_by("-number")
    context = {"cable": found, "version": version, "versions": versions, "size": len(version.raw), "noindex": True}
    return render(request, "cables/raw.html", context)


@require_safe
def cable_text(request: HttpRequest, reference_id: str) -> HttpResponse:
    """The raw text, byte for byte."""
    found = Cable.objects.published().filter(reference_id=reference_id).first()
    if found is None:
        return _other_spelling(request, "cable-text", reference_id)
    version = _version(request, found)
    codec = codecs.lookup(version.encoding).name
    response = HttpResponse(bytes(version.raw), content_type=f"text/plain; charset={CHARSETS.get(codec, codec)}")
    response["Content-Disposition"] = content_disposition_header(False, f"{found.reference_id}.txt") or "inline"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def cable_json(request: HttpRequest, reference_id: str) -> HttpResponse:
    found = Cable.objects.published().for_reading().filter(reference_id=reference_id).first()
    if found is None:
        return _other_spelling(request, "cable-json", reference_id)
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
        "action": [_addressee_values(addressee) for addressee in _addressees(found, Addressee.Role.ACTION)],
        "info": [_addressee_values(addressee) for addressee in _addressees(found, Addressee.Role.INFO)],
        "passing": found.passing,
        "executive_order": found.executive_order or None,
        "declassify_on": found.declassify_on,
        "declassify_text": found.declassify_text or None,
        "classified_by": found.classified_by,
        "reasons": found.reasons,
        "tags": [{"code": tag.code, "kind": tag.kind, "name": tag.name} for tag in found.tags.all()],
        "subject": found.subject,
        "subject_marking": found.subject_marking or None,
        "references": [_reference_values(item) for item in _cited(found)],
        "referred_to_by": sorted(citing),
        "summary": found.summary or None,
        "paragraphs": [_paragraph_values(paragraph) for paragraph in found.paragraphs.all()],
        "signers": found.signers,
        "defects": found.defects,
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 2})


class _Links:
    """Where the references made in the text lead: to the cable, else to its line in the REF list, else nowhere."""

    def __init__(self, cable: Cable, cited: Sequence[Cited]) -> None:
        named = {id_ for paragraph in cable.paragraphs.all() for _, _, ids in paragraph.mentions for id_ in ids}
        self.places = {
            item.reference.target_reference_id: item.place for item in cited if item.reference.target_reference_id
        }
        self.published = {item.target.reference_id for item in cited if item.target}
        unlisted = named - self.places.keys()
        if unlisted:
            self.published |= Cable.objects.published().ids_among(unlisted)

    def __call__(self, ids: Sequence[str]) -> str:
        listed = [self.places[id_] for id_ in ids if id_ in self.places]
        if len(ids) == 1 and ids[0] in self.published:
            return reverse("cable", args=[ids[0]])
        if len(listed) == 1:
            return f"#ref-{listed[0]}"
        return "#references" if listed else ""


def _other_spelling(request: HttpRequest, view: str, reference_id: str) -> HttpResponse:
    """A permanent redirect to the cable that the address means in another spelling; a 404 page otherwise."""
    canonical = canonical_id(reference_id) or ""
    if canonical != reference_id and Cable.objects.published().filter(reference_id=canonical).exists():
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse(view, args=[canonical]) + query, permanent=True)
    context = {"wanted": canonical or reference_id, "is_id": bool(canonical), "noindex": True}
    return render(request, "cables/not_in_archive.html", context, status=404)


def _version(request: HttpRequest, cable: Cable) -> Version:
    """The version asked for with `?version=2`, or the one that is being read."""
    wanted = request.GET.get("version", "")
    versions = cable.versions.select_related("source").order_by("-current", "-number")
    if not wanted:
        return versions[0]
    found = versions.filter(number=int(wanted)).first() if re.fullmatch(r"[0-9]{1,6}", wanted) else None
    if found is None:
        raise Http404(f"{cable} has no version of that number.")
    return found


def _cited(cable: Cable) -> list[Cited]:
    return [
        Cited(
            reference,
            place,
            reference.target if reference.target and reference.target.visibility == Visibility.PUBLISHED else None,
        )
        for place, reference in enumerate(cable.references.all(), start=1)
    ]


def _addressees(cable: Cable, role: Addressee.Role) -> list[Addressee]:
    return [addressee for addressee in cable.addressees.all() if addressee.role == role]


def _contents(cable: Cable) -> list[tuple[str, str]]:
    headings = [(paragraph.anchor, paragraph.heading) for paragraph in cable.paragraphs.all() if paragraph.heading]
    return headings if len(headings) >= HEADINGS_WORTH_A_LIST else []


def _notes(cable: Cable) -> list[dict[str, Any]]:
    """What was odd in the text, in sentences."""
    return [{**defect, "sentence": DEFECTS.get(defect["kind"], defect["kind"])} for defect in cable.defects]


def _meaning(terms: Any, code: str) -> str:
    term = terms.get(code.upper()) or terms.get(code.lower())
    return term.name if term else ""


def _citation(cable: Cable) -> str:
    """Chicago style, without the address."""
    action = _addressees(cable, Addressee.Role.ACTION)
    sender = cable.post.name if cable.post else cable.sender
    if cable.post and cable.post.kind in {"embassy", "consulate"}:
        sender = f"US {sender}"
    recipient = (action[0].post.name if action[0].post else action[0].name) if action else ""
    parts = [
        " to ".join(filter(None, [sender, recipient])),
        f"telegram {cable.serial}" if cable.serial else "telegram",
        f"“{cable.subject},”" if cable.subject else "",
        _long_date(cable.date) if cable.date else "",
        cable.reference_id,
    ]
    return _joined(parts) + "."


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts)).replace(",”,", ",”")


def _long_date(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _back_url(request: HttpRequest) -> str:
    """The search the visitor comes from, if they come from one."""
    search = reverse("search")
    before, found, asked = request.headers.get("Referer", "").partition(f"{search}?")
    return f"{search}?{asked}" if found and before + search == request.build_absolute_uri(search) else ""


def _addressee_values(addressee: Addressee) -> dict[str, Any]:
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
