"""What the parser made of a text, laid out for the person who reviews it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cables.telegram import DEFECTS, Addressee, Defect, Paragraph, Reference, Span, Telegram
from cables.vocabulary import posts, tags

TEXT_SHOWN = 200_000
"""Characters of a raw text, and of reading text, set out on one page; longer ones are offered as a file."""
PLACES_SHOWN = 5
"""Places pointed at for each kind of defect; the count says how many there are."""

LABELS = {
    "reference_id": "Cable",
    "sent": "Sent",
    "precedence": "Precedence",
    "sender": "From",
    "post": "Post",
    "serial": "Serial number",
    "action": "To (action)",
    "info": "Info",
    "classification": "Classification",
    "captions": "Captions",
    "sections": "Sections",
    "passing": "Passing lines",
    "executive_order": "Executive order",
    "declassify_on": "Declassify on",
    "declassify_text": "Declassification, as sent",
    "tags": "TAGS",
    "subject": "Subject",
    "subject_marking": "Marking of the subject",
    "references": "References",
    "classified_by": "Classified by",
    "reasons": "Reasons",
    "signers": "Signed",
    "transmission_id": "Transmission",
    "routing": "Routing",
    "station": "Station",
    "security": "Security line",
}
"""Fields in the order of the page, with their names for readers."""

ALWAYS_SHOWN = ("reference_id", "sent", "sender", "action", "classification", "tags", "subject", "references")
"""Fields whose absence is news."""

READ_FROM = {
    "reference_id": "classification",
    "post": "classification",
    "serial": "classification",
    "sections": "classification",
    "precedence": "sent",
    "declassify_on": "executive_order",
    "declassify_text": "executive_order",
    "subject_marking": "subject",
    "reasons": "classified_by",
}
"""Fields that stand on the line of another, for the links into the raw text."""

_QUIET = frozenset(
    {"banner", "blank", "rule", "marker", "distribution", "preamble", "trailer", "second-version", "note"}
)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as it was read."""

    name: str
    label: str
    values: tuple[str, ...]
    """For readers; () where the text does not state it."""
    before: tuple[str, ...] | None
    """What the present text says where it says something else; None where there is nothing to compare or no change."""
    place: str
    """Fragment of where the raw text says so; "" where it is not to be found there."""


@dataclass(frozen=True, slots=True)
class Place:
    number: int
    """Of the mark in the raw text, from 1; 0 where that part of the text is not shown."""
    line: int
    """From 1."""
    detail: str


@dataclass(frozen=True, slots=True)
class DefectGroup:
    """All defects of one kind."""

    kind: str
    sentence: str
    count: int
    places: tuple[Place, ...]
    """The first of them."""
    left: int
    """How many more there are."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the raw text, all in one field and all in or out of a defect."""

    text: str
    place: str
    """Fragment for links, on the first piece of a field or paragraph; "" otherwise."""
    label: str
    """What it was read as."""
    style: str
    """field, text, quiet or unread."""
    marks: tuple[int, ...]
    """Numbers of the defects that begin here."""
    odd: bool
    """Whether it lies within a numbered defect."""


def summary_of(telegram: Telegram, *, found_date: date | None) -> dict[str, Any]:
    """The few facts of the review list, as `UploadItem.reading` keeps them."""
    kinds = Counter(defect.kind for defect in telegram.defects)
    day = telegram.sent.date() if telegram.sent else found_date
    return {
        "subject": telegram.subject or "",
        "classification": telegram.classification or "",
        "date": day.isoformat() if day else "",
        "post": _post_name(telegram.post),
        "paragraphs": len(telegram.paragraphs),
        "tags": [tag.code for tag in telegram.tags],
        "references": [reference.target or reference.text for reference in telegram.references],
        "defects": [{"kind": kind, "count": count} for kind, count in kinds.most_common()],
    }


def field_rows(
    telegram: Telegram, present: Telegram | None = None, *, shown: Collection[str] = ()
) -> tuple[FieldRow, ...]:
    """Every field that is stated, or should have been, or is `shown` anyway, or is stated by the `present` text of the
    same cable."""
    values = _values(telegram)
    old = _values(present) if present else values
    found = {span.field for span in telegram.spans if span.start < TEXT_SHOWN}
    return tuple(
        FieldRow(
            name=name,
            label=label,
            values=values[name],
            before=None if old[name] == values[name] else old[name],
            place=_place(name, found) if values[name] else "",
        )
        for name, label in LABELS.items()
        if values[name] or old[name] or name in ALWAYS_SHOWN or name in shown
    )


def defect_groups(telegram: Telegram) -> tuple[DefectGroup, ...]:
    """Defects by kind, the most frequent first, with the places of the first few of each."""
    lines = _line_starts(telegram.text)
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for number, defect in _pointed_at(telegram):
        shown = number if defect.start < TEXT_SHOWN else 0
        places[defect.kind].append(Place(shown, bisect_right(lines, defect.start), defect.detail))
    counts = Counter(defect.kind for defect in telegram.defects)
    return tuple(
        DefectGroup(kind, defect_sentence(kind), count, tuple(places[kind]), count - len(places[kind]))
        for kind, count in counts.most_common()
    )


def defect_sentence(kind: str) -> str:
    """What a kind of defect means, also for a kind that only an earlier parser knew."""
    return DEFECTS.get(kind, kind.replace("-", " ").capitalize() + ".")


def raw_pieces(telegram: Telegram) -> Iterator[Piece]:
    """The raw text as far as it is shown, cut where a field or a defect begins or ends."""
    begins: defaultdict[int, list[int]] = defaultdict(list)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for number, defect in _pointed_at(telegram):
        begins[defect.start].append(number)
        ends[max(defect.end, defect.start)].append(number)
    cuts = sorted({*begins, *ends})
    placed: set[str] = set()
    open_defects: set[int] = set()
    at = 0
    for span in telegram.spans:
        first, last = span.start, min(span.end, TEXT_SHOWN)
        place = _fragment(span)
        if place in placed:
            place = ""
        placed.add(place)
        while first < last:
            begun = tuple(begins.get(first, ()))
            open_defects.update(begun)
            open_defects.difference_update(ends.get(first, ()))
            at = bisect_right(cuts, first, lo=at)
            end = min(last, cuts[at]) if at < len(cuts) else last
            yield Piece(
                text=telegram.text[first:end],
                place=place,
                label=LABELS.get(span.field, span.field.replace("-", " ").capitalize()),
                style=_style(span.field),
                marks=begun,
                odd=bool(open_defects),
            )
            first, place = end, ""


def shown_paragraphs(telegram: Telegram) -> tuple[Paragraph, ...]:
    """As many paragraphs, from the first, as fit on a page."""
    shown: list[Paragraph] = []
    size = 0
    for paragraph in telegram.paragraphs:
        size += len(paragraph.text)
        if size > TEXT_SHOWN:
            break
        shown.append(paragraph)
    return tuple(shown)


def _place(name: str, found: set[str]) -> str:
    return next((f"in-{field}" for field in (name, READ_FROM.get(name)) if field in found), "")


def _fragment(span: Span) -> str:
    if span.field == "paragraphs" and span.index is not None:
        return f"paragraph-{span.index}"
    return f"in-{span.field}" if span.field in LABELS else ""


def _pointed_at(telegram: Telegram) -> Iterator[tuple[int, Defect]]:
    """The defects with a place on the page, numbered in the order of the text."""
    seen: Counter[str] = Counter()
    number = 0
    for defect in sorted(telegram.defects, key=lambda defect: (defect.start, defect.end)):
        seen[defect.kind] += 1
        if seen[defect.kind] <= PLACES_SHOWN:
            number += 1
            yield number, defect


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _style(field: str) -> str:
    if field == "unread":
        return "unread"
    if field in _QUIET:
        return "quiet"
    return "field" if field in LABELS else "text"


def _values(telegram: Telegram) -> dict[str, tuple[str, ...]]:
    station, security = telegram.station, telegram.security
    one = {
        "reference_id": telegram.reference_id,
        "sent": telegram.sent and f"{telegram.sent:%-d %B %Y, %H:%M} UTC",
        "precedence": telegram.precedence,
        "sender": telegram.sender,
        "post": _post_name(telegram.post),
        "serial": telegram.serial,
        "classification": telegram.classification,
        "sections": telegram.sections,
        "executive_order": telegram.executive_order,
        "declassify_on": telegram.declassify_on and f"{telegram.declassify_on:%-d %B %Y}",
        "declassify_text": telegram.declassify_text,
        "subject": telegram.subject,
        "subject_marking": telegram.subject_marking,
        "transmission_id": telegram.transmission_id,
        "station": station and " ".join(str(part) for part in (station.indicator, station.serial) if part),
        "security": security and " ".join(part for part in (security.signal, security.level) if part),
    }
    several = {
        "action": [_addressee(one) for one in telegram.action],
        "info": [_addressee(one) for one in telegram.info],
        "captions": telegram.captions,
        "passing": telegram.passing,
        "tags": [_tag(tag.code) for tag in telegram.tags],
        "references": [_reference(reference) for reference in telegram.references],
        "classified_by": [", ".join(filter(None, (one.name, one.title))) for one in telegram.classified_by],
        "reasons": telegram.reasons,
        "signers": telegram.signers,
        "routing": telegram.routing,
    }
    return {name: (str(value),) if value else () for name, value in one.items()} | {
        name: tuple(values) for name, values in several.items()
    }


def _post_name(code: str | None) -> str:
    if not code:
        return ""
    return posts()[code].name if code in posts() else code


def _tag(code: str) -> str:
    name = tags()[code].name if code in tags() else ""
    return f"{code} ({name})" if name else code


def _addressee(addressee: Addressee) -> str:
    parts = [addressee.name, addressee.precedence, addressee.continuity_number, "(exempt)" if addressee.exempt else ""]
    return " ".join(part for part in parts if part)


def _reference(reference: Reference) -> str:
    label = f"{reference.label}. " if reference.label else ""
    target = f" → {reference.target}" if reference.target else ""
    return f"{label}{reference.text}{target}{' (NOTAL)' if reference.notal else ''}"
