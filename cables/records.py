"""A cable as plain values: what its JSON file, a line of an export and the API's resource all hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet

from cables import telegram
from cables.models import Addressee, Cable, Correction, Paragraph, Reference, Visibility

Record = dict[str, Any]
"""JSON-able: strings, numbers, booleans, None, and lists and dicts of these."""
_Kind = TypeVar("_Kind", "ParagraphRow", "_AddresseeRow", "ReferenceRow")


class ParagraphRow(NamedTuple):
    """What a record needs of a `Paragraph`. Rows take a fraction of the time of models; an export reads millions."""

    cable_id: int
    anchor: str
    number: int | None
    marking: str
    heading: str
    role: str
    text: str
    repairs: list[list[Any]]


class _AddresseeRow(NamedTuple):
    cable_id: int
    role: str
    name: str
    indicator: str
    precedence: str
    continuity_number: str
    collective: bool
    exempt: bool
    post__code: str | None


class ReferenceRow(NamedTuple):
    """What a record needs of a `Reference`, and its place."""

    cable_id: int
    position: int
    label: str
    text: str
    kind: str
    target_reference_id: str
    notal: bool
    target__visibility: str | None
    target__withheld_note: str | None


@dataclass(frozen=True, slots=True)
class _Parts:
    """Of some cables, by primary key."""

    addressees: Mapping[int, Sequence[_AddresseeRow]]
    references: Mapping[int, Sequence[ReferenceRow]]
    referring: Mapping[int, Sequence[str]]
    paragraphs: Mapping[int, Sequence[ParagraphRow]]


def records(cables: Sequence[Cable], address: Callable[[str], str]) -> Iterator[Record]:
    """The record of each of some published cables, loaded with `for_records`; four queries for all.

    `address` makes the path of a page the address that a reader can follow.
    """
    pks = [cable.pk for cable in cables]
    parts = _Parts(
        _rows(_AddresseeRow, Addressee._default_manager.order_by("cable", "role", "position"), pks),
        _rows(ReferenceRow, Reference.objects.order_by("cable", "position"), pks),
        Reference.objects.published_to(pks),
        _rows(ParagraphRow, Paragraph._default_manager.order_by("cable", "position"), pks),
    )
    for cable in cables:
        yield _record(cable, address(cable.get_absolute_url()), parts)


def text_as_received(paragraph: Paragraph | ParagraphRow) -> str:
    """The paragraph with every repair undone."""
    return telegram.undo(paragraph.text, [telegram.Repair(*repair) for repair in paragraph.repairs])


def _rows(kind: type[_Kind], found: QuerySet[Any], pks: Sequence[int]) -> Mapping[int, Sequence[_Kind]]:
    """Rows of parts of cables, by cable."""
    rows: defaultdict[int, list[_Kind]] = defaultdict(list)
    for values in found.filter(cable__in=pks).values_list(*kind._fields):
        rows[values[0]].append(kind._make(values))
    return rows


def _record(cable: Cable, url: str, parts: _Parts) -> Record:
    addressees: defaultdict[str, list[Record]] = defaultdict(list)
    for addressee in parts.addressees.get(cable.pk, ()):
        addressees[addressee.role].append(_addressee(addressee))
    return {
        "reference_id": cable.reference_id,
        "url": url,
        "post": {"code": cable.post.code, "name": cable.post.name} if cable.post else None,
        "date": _day(cable.date),
        "sent": _moment(cable.sent),
        "precedence": cable.precedence or None,
        "classification": cable.classification or None,
        "captions": [caption.text for caption in cable.captions.all()],
        "sender": cable.sender or None,
        "action": addressees[Addressee.Role.ACTION],
        "info": addressees[Addressee.Role.INFO],
        "passing": cable.passing,
        "executive_order": cable.executive_order or None,
        "declassify_on": _day(cable.declassify_on),
        "declassify_text": cable.declassify_text or None,
        "classified_by": cable.classified_by,
        "reasons": cable.reasons,
        "tags": [{"code": tag.code, "kind": tag.kind, "name": tag.name} for tag in cable.tags.all()],
        "subject": cable.subject,
        "subject_marking": cable.subject_marking or None,
        "references": [reference_record(row) for row in parts.references.get(cable.pk, ())],
        "referred_to_by": list(parts.referring.get(cable.pk, ())),
        "summary": cable.summary or None,
        "paragraphs": [paragraph_record(row) for row in parts.paragraphs.get(cable.pk, ())],
        "signers": cable.signers,
        "defects": cable.defects,
        "corrections": [_correction(correction) for correction in cable.corrections.all()],
    }


def paragraph_record(paragraph: Paragraph | ParagraphRow) -> Record:
    """One entry of a record's paragraphs."""
    return {
        "anchor": paragraph.anchor,
        "number": paragraph.number,
        "marking": paragraph.marking or None,
        "heading": paragraph.heading or None,
        "role": paragraph.role,
        "text": paragraph.text,
        "text_as_received": text_as_received(paragraph),
    }


def _addressee(addressee: _AddresseeRow) -> Record:
    return {
        "name": addressee.name,
        "indicator": addressee.indicator or None,
        "precedence": addressee.precedence or None,
        "continuity_number": addressee.continuity_number or None,
        "collective": addressee.collective,
        "exempt": addressee.exempt,
        "post": addressee.post__code,
    }


def reference_rows(found: QuerySet[Reference]) -> list[ReferenceRow]:
    return list(map(ReferenceRow._make, found.values_list(*ReferenceRow._fields)))


def reference_record(row: ReferenceRow) -> Record:
    """One entry of a record's references."""
    return {
        "label": row.label or None,
        "text": row.text,
        "kind": row.kind,
        "target": row.target_reference_id or None,
        "in_archive": row.target__visibility == Visibility.PUBLISHED,
        "withheld": bool(row.target__withheld_note),
        "notal": row.notal,
    }


def _correction(correction: Correction) -> Record:
    return {
        "field": correction.field,
        "place": correction.place or None,
        "telegram_reads": correction.read_now,
        "corrected": correction.corrected,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None
