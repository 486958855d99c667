"""Where each field of a cable came from: its text as received, line by line, with what each line was read as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cables.models import Cable, Correction, Version
from cables.telegram import DEFECTS, Span, Telegram, parse
from cables.views.corrections import corrected_in
from cables.views.parts import Part, asked_part, part_with
from cables.views.spelling import other_spelling
from cables.views.versions import asked_version

LINES_A_PART = 400
"""Pieces shown on one page; a piece is one field or paragraph, however many lines it has."""

LONGEST_TEXT = 4_000_000
"""Characters; a longer text is not read anew for a page, which would take many seconds."""
WIDEST_INDENT = 80

FIELDS = {
    "transmission_id": "Transmission number",
    "precedence": "Precedence",
    "routing": "Relay",
    "station": "Sending station",
    "security": "Security line",
    "sent": "Date-time group",
    "sender": "From",
    "action": "To",
    "info": "Info",
    "classification": "Classification",
    "captions": "Captions",
    "passing": "Attention",
    "executive_order": "Order and declassification",
    "tags": "TAGS",
    "subject": "Subject",
    "references": "References",
    "classified_by": "Classified by",
    "reasons": "Reasons",
    "heading": "Heading",
    "signers": "Signature",
}
ONE_OF = {"references": "Reference", "action": "To", "info": "Info"}
"""Labels of fields that have items, where one item is meant."""
LEFT_OUT = {
    "banner": "Page banner",
    "rule": "Rule",
    "marker": "Marker",
    "distribution": "Distribution",
    "preamble": "Before the telegram",
    "trailer": "After the end",
    "second-version": "Second version",
    "unread": "Not read",
}
"""What is no field, and is not part of the reading text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that was read as one thing."""

    text: str
    place: str
    """Fragment of its place on the page; "" for blanks and for what goes on from before."""


@dataclass(slots=True)
class Line:
    """Whole lines of the text, and what they were read as."""

    pieces: list[Piece] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    anchor: str = ""
    """Of the paragraph it was read as."""
    left_out: bool = False
    apart: bool = False
    """Whether blank lines stand before it."""
    notes: list[str] = field(default_factory=list)
    """What was odd in it."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the reading page calls a paragraph."""

    anchor: str
    label: str


@require_safe
def cable_source(request: HttpRequest, reference_id: str) -> HttpResponse:
    found = (
        Cable.objects.published().prefetch_related(Correction.prefetched()).filter(reference_id=reference_id).first()
    )
    if found is None:
        return other_spelling(request, "cable-source", reference_id)
    version = asked_version(request, found)
    rows = found.paragraphs.values_list("position", "number", "anchor") if version.current else []
    names = {position: Numbered(anchor, _paragraph(number)) for position, number, anchor in rows}
    too_long = len(version.text) > LONGEST_TEXT
    lines = [] if too_long else _lines(_read(version, found), names)
    part = _part(request, lines)
    context = {
        "cable": found,
        "version": version,
        "too_long": too_long,
        "lines": lines[part.start : part.stop],
        "part": part,
        "stated": version.facts.get("stated", {}),
        "corrected": corrected_in(found),
        "several_versions": found.versions.count() > 1,
        "noindex": True,
    }
    return render(request, "cables/source.html", context)


def _read(version: Version, cable: Cable) -> Telegram:
    """As it was read when it was stored: the container's id counts where the text has none."""
    return parse(version.text, spare_id=cable.reference_id)


def _part(request: HttpRequest, lines: Sequence[Line]) -> Part:
    place = request.GET.get("at", "")
    if place:
        at = (number for number, line in enumerate(lines) if any(piece.place == place for piece in line.pieces))
        return part_with(next(at, 0), len(lines), LINES_A_PART)
    asked = asked_part(request.GET.get("part", ""), len(lines), LINES_A_PART)
    return asked or part_with(0, len(lines), LINES_A_PART)


def _lines(telegram: Telegram, names: Mapping[int, Numbered]) -> list[Line]:
    """A new line begins where nothing but blanks stand before a span."""
    text = telegram.text
    lines: list[Line] = []
    notes = sorted((defect.start, DEFECTS.get(defect.kind, defect.kind)) for defect in telegram.defects)
    taken = 0
    seen: set[str] = set()
    apart = False
    for span in telegram.spans:
        words = text[span.start : span.end]
        indent = _indent(text, span.start)
        fresh = not lines or indent is not None
        if span.field == "blank" and not words.strip() and fresh:
            apart = True
            continue
        if fresh:
            lines.append(_next_line(lines, indent or "", apart=apart))
            apart = False
        _add(lines[-1], span, words, names, seen)
        while taken < len(notes) and notes[taken][0] < span.end:
            if notes[taken][1] not in lines[-1].notes:
                lines[-1].notes.append(notes[taken][1])
            taken += 1
    return lines


def _indent(text: str, place: int) -> str | None:
    """The blanks between the beginning of the line and `place`; None where the line begins with something else."""
    nearby = text[max(place - WIDEST_INDENT, 0) : place]
    before = nearby[nearby.rfind("\n") + 1 :]
    begins = "\n" in nearby or len(nearby) == place
    return before if begins and not before.strip() else None


def _next_line(lines: Sequence[Line], indent: str, *, apart: bool) -> Line:
    """A line whose indent is taken from the end of the one before."""
    if not indent or not lines or not lines[-1].pieces[-1].text.endswith(indent):
        return Line(apart=apart)
    last = lines[-1].pieces[-1]
    lines[-1].pieces[-1] = replace(last, text=last.text.removesuffix(indent))
    return Line([Piece(indent, "")], apart=apart)


def _add(line: Line, span: Span, words: str, names: Mapping[int, Numbered], seen: set[str]) -> None:
    place = span.field if span.index is None else f"{span.field}-{span.index}"
    blank = span.field == "blank"
    again = place in seen
    line.pieces.append(Piece(words, "" if blank or again else place))
    seen.add(place)
    if blank:
        return
    line.left_out = (line.left_out or not line.labels) and span.field in LEFT_OUT
    if span.field == "paragraphs" and span.index is not None and span.index in names:
        line.anchor = names[span.index].anchor
    whole = FIELDS.get(span.field, "")
    items = span.field in ONE_OF
    if items and span.index is None and any(label.startswith(ONE_OF[span.field]) for label in line.labels):
        return
    if items and span.index is not None:
        line.labels = [label for label in line.labels if not label.startswith(whole)]
    label = _label(span, names)
    if again and span.field not in LEFT_OUT:
        label += ", continued"
    if label not in line.labels:
        line.labels.append(label)


def _label(span: Span, names: Mapping[int, Numbered]) -> str:
    if span.field == "paragraphs":
        return names[span.index].label if span.index is not None and span.index in names else "Paragraph"
    if span.index is not None and span.field in ONE_OF:
        return f"{ONE_OF[span.field]} {span.index + 1}"
    return FIELDS.get(span.field) or LEFT_OUT.get(span.field) or span.field.replace("_", " ").capitalize()


def _paragraph(number: int | None) -> str:
    return f"Paragraph {number}" if number is not None else "Unnumbered paragraph"
