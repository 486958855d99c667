"""One cable, to read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cables.models import Cable, Paragraph, Source
from cables.search import SearchUnavailable, similar
from cables.telegram import DEFECTS
from cables.views.citations import panel
from cables.views.corrections import corrected_in
from cables.views.glossary import Glossary, Term
from cables.views.header import INFO_SHOWN, header
from cables.views.parts import Part, asked_part, part_with
from cables.views.prose import ReadingParagraph, no_matches, reading_line, reading_paragraphs
from cables.views.references import Links, cited_by
from cables.views.searched import FromSearch, from_search
from cables.views.spelling import other_spelling

PARAGRAPHS_A_PART = 400
CITING_SHOWN = 20
SIMILAR_SHOWN = 6
HEADINGS_WORTH_A_LIST = 3
WARNINGS = ("partial-extract", "second-version")
"""Defects that a reader must know of before the text, not after it."""
_NUMBER = re.compile(r"[0-9]{1,6}")
_ANCHOR = re.compile(r"[pu][0-9]{1,7}(-[0-9]{1,7})?")


@dataclass(frozen=True, slots=True)
class Portion:
    """A paragraph with the explanation of its mark."""

    paragraph: ReadingParagraph
    mark: Term | None


@require_safe
def cable(request: HttpRequest, reference_id: str) -> HttpResponse:
    found = Cable.objects.published().for_head().with_text_facts().filter(reference_id=reference_id).first()
    if found is None:
        return other_spelling(request, "cable", reference_id)
    at = request.GET.get("at", "")
    if _NUMBER.fullmatch(at):
        return redirect(f"{found.get_absolute_url()}?{_asked(request, f'p{int(at)}')}#p{int(at)}")
    searched = from_search(request, found)
    received = request.GET.get("text") == "received"
    part, unknown_place = _part(request, found, at)
    paragraphs = list(found.paragraphs.all()[part.start : part.stop])
    cited = cited_by(found)
    glossary = Glossary()
    matches = searched.matches if searched else no_matches
    reading = reading_paragraphs(paragraphs, received=received, link=Links(paragraphs, cited), matches=matches)
    context = {
        "cable": found,
        "canonical_url": request.build_absolute_uri(found.get_absolute_url()),
        "searched": searched,
        "subject": reading_line(found.subject, found.subject_repairs, received=received, matches=matches),
        "found_in": [paragraph for paragraph in reading if paragraph.first_match],
        "received": received,
        "repairs": len(found.subject_repairs) + sum(map(_repairs, paragraphs)),
        "head": header(found, glossary),
        "info_shown": INFO_SHOWN,
        "portions": [
            Portion(paragraph, glossary.mark(paragraph.marking) if paragraph.marking else None) for paragraph in reading
        ],
        "part": part,
        "unknown_place": unknown_place,
        "contents": _contents(paragraphs),
        "cited": cited,
        **_addresses(found, searched, part, received=received),
        **_versions(found),
        **_citing(found),
        **_similar(found),
        "notes": _notes(found),
        "corrected": corrected_in(found),
        "warnings": [DEFECTS[defect["kind"]] for defect in found.defects if defect["kind"] in WARNINGS],
        "cite": panel(request, found, paragraphs, at),
        "noindex": bool(request.GET),
    }
    return render(request, "cables/cable.html", {**context, "glossary": glossary.entries})


def _part(request: HttpRequest, cable: Cable, at: str) -> tuple[Part, str]:
    """The part that the address names by a paragraph or a number, and the name of a paragraph that is not there."""
    paragraphs = cable.paragraphs.count()
    asked = asked_part(request.GET.get("part", ""), paragraphs, PARAGRAPHS_A_PART)
    if asked or not at:
        return asked or part_with(0, paragraphs, PARAGRAPHS_A_PART), ""
    named = cable.paragraphs.filter(anchor=at) if _ANCHOR.fullmatch(at) else cable.paragraphs.none()
    position = named.values_list("position", flat=True).first()
    return part_with(position or 0, paragraphs, PARAGRAPHS_A_PART), "" if position is not None else at


def _addresses(cable: Cable, searched: FromSearch | None, part: Part, *, received: bool) -> dict[str, str]:
    """Where the page's own switches lead: each keeps what the others say."""

    def address(*, received: bool = received, number: int | None = part.number) -> str:
        asked = [searched.address.removeprefix("?")] if searched else []
        asked += ["text=received"] if received else []
        asked += [f"part={number}"] if number and number > 1 else []
        return cable.get_absolute_url() + ("?" if asked else "") + "&".join(asked)

    return {
        "repaired_url": address(received=False),
        "received_url": address(received=True),
        "previous_part_url": address(number=part.previous) if part.previous else "",
        "next_part_url": address(number=part.next) if part.next else "",
    }


def _asked(request: HttpRequest, anchor: str) -> str:
    """The address's parameters with another place."""
    parameters = request.GET.copy()
    parameters["at"] = anchor
    parameters.pop("part", None)
    return parameters.urlencode(safe="[]")


def _versions(cable: Cable) -> dict[str, Any]:
    """The version being read, and whether there are others."""
    version, *others = cable.versions.select_related("source").defer("raw").order_by("-current", "-number")[:2]
    return {"version": version, "several_versions": bool(others), "invented": version.source.kind == Source.Kind.DEMO}


def _citing(cable: Cable) -> dict[str, Any]:
    citing = Cable.objects.published().citing(cable)
    return {"citing": citing.for_lists().newest_first()[:CITING_SHOWN], "citing_total": citing.count()}


def _similar(cable: Cable) -> dict[str, Any]:
    try:
        return {"similar": similar(cable, SIMILAR_SHOWN)}
    except SearchUnavailable:
        return {"similar": (), "no_index": True}


def _repairs(paragraph: Paragraph) -> int:
    return len(paragraph.repairs) + len(paragraph.heading_repairs or ())


def _contents(paragraphs: Iterable[Paragraph]) -> list[tuple[str, str]]:
    headings = [(paragraph.anchor, paragraph.heading) for paragraph in paragraphs if paragraph.heading]
    return headings if len(headings) >= HEADINGS_WORTH_A_LIST else []


def _notes(cable: Cable) -> list[dict[str, Any]]:
    """What was odd in the text, in sentences."""
    return [{**defect, "sentence": DEFECTS.get(defect["kind"], defect["kind"])} for defect in cable.defects]
