"""Citations of a cable: on its page, as files, and for programs that save references."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from cables.citing import FORMATS, STYLES, Citation, cite, html, json_ld, meta_tags
from cables.models import Cable, Paragraph
from cables.views.spelling import other_spelling

UNAPI_FORMATS = {"ris": "ris", "bibtex": "bib"}
"""unAPI's names of the formats that reference managers fetch by it, in the order they shall prefer."""
_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def site_of(request: HttpRequest) -> str:
    """The archive's address: "https://cables.example.org"."""
    return f"{request.scheme}://{request.get_host()}"


def panel(request: HttpRequest, cable: Cable, paragraphs: Iterable[Paragraph], at: str) -> dict[str, Any]:
    """What the page of a cable says of citing it, or that of its paragraphs which the address names."""
    paragraph = next((one for one in paragraphs if one.anchor == at), None)
    citation = cite(cable, site=site_of(request), paragraph=paragraph)
    whole = cite(cable, site=site_of(request))
    return {
        "cited": citation,
        "forms": [(style, html(style.form(citation))) for style in STYLES.values()],
        "files": [
            (written, reverse(f"cable-{extension}", args=[cable.reference_id]))
            for extension, written in FORMATS.items()
        ],
        "meta_tags": meta_tags(whole),
        "json_ld": _data_block(json_ld(whole)),
    }


@require_safe
def cable_citation(request: HttpRequest, reference_id: str, extension: str) -> HttpResponse:
    """The citation as a file, with `?at=p3` that of a paragraph."""
    cable = Cable.objects.published().for_citing().filter(reference_id=reference_id).first()
    if cable is None:
        return other_spelling(request, f"cable-{extension}", reference_id)
    citation = cite(cable, site=site_of(request), paragraph=_asked_paragraph(request, cable))
    response = _file(citation, extension)
    name = f"{citation.key}.{extension}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_safe
def unapi(request: HttpRequest) -> HttpResponse:
    """unAPI, by which Zotero fetches the file of a cable that it finds on a page: which formats there are, and the
    cable of an id in one of them."""
    reference_id = request.GET.get("id", "")
    wanted = request.GET.get("format", "")
    if not reference_id:
        return _unapi_formats("")
    found = Cable.objects.published().for_citing().filter(reference_id=reference_id.replace("\x00", "")).first()
    if found is None:
        raise Http404("There is no cable of that id in the archive.")
    if not wanted:
        return _unapi_formats(f" id={quoteattr(found.reference_id)}", status=300)
    if wanted not in UNAPI_FORMATS:
        return HttpResponse(
            f"There is no such format; there are {', '.join(UNAPI_FORMATS)}.\n", status=406, content_type="text/plain"
        )
    return _file(cite(found, site=site_of(request)), UNAPI_FORMATS[wanted])


def _asked_paragraph(request: HttpRequest, cable: Cable) -> Paragraph | None:
    at = request.GET.get("at", "")
    if not at:
        return None
    found = cable.paragraphs.filter(anchor=at.replace("\x00", "")[:40]).first()
    if found is None:
        raise Http404(f"{cable} has no paragraph of that name.")
    return found


def _file(citation: Citation, extension: str) -> HttpResponse:
    written = FORMATS[extension]
    body = "".join(written.write([citation]))
    response = HttpResponse(body, content_type=f"{written.media_type}; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response


def _unapi_formats(attribute: str, *, status: int = 200) -> HttpResponse:
    formats = "".join(
        f"<format name={quoteattr(name)} type={quoteattr(FORMATS[extension].media_type)}/>"
        for name, extension in UNAPI_FORMATS.items()
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<formats{attribute}>{formats}</formats>\n'
    return HttpResponse(body, status=status, content_type="application/xml")


def _data_block(value: dict[str, Any]) -> SafeString:
    """JSON that can stand in a script element: nothing in it ends the element or begins a comment."""
    return mark_safe(json.dumps(value).translate(_IN_SCRIPT))  # noqa: S308
