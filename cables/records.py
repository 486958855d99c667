"""A cable as plain values: what its JSON file, a line of an export and the API's resource all hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from cables import telegram
from cables.models import Addressee, Cable, Correction, Paragraph, Reference

Record = dict[str, Any]
"""JSON-able: strings, numbers, booleans, None, and lists and dicts of these."""


def records(cables: Sequence[Cable], address: Callable[[str], str]) -> Iterator[Record]:
    """The record of each of some published cables, loaded with `for_reading` or `for_records`; one query for all.

    `address` makes the path of a page the address that a reader can follow.
    """
    referring = Reference.objects.published_to([cable.pk for cable in cables])
    for cable in cables:
        yield _record(cable, address(cable.get_absolute_url()), referring.get(cable.pk, []))


def text_as_received(paragraph: Paragraph) -> str:
    """The paragraph with every repair undone."""
    return telegram.undo(paragraph.text, [telegram.Repair(*repair) for repair in paragraph.repairs])


def _record(cable: Cable, url: str, referred_to_by: Sequence[str]) -> Record:
    addressees: defaultdict[str, list[Record]] = defaultdict(list)
    for addressee in cable.addressees.all():
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
        "references": [reference_record(reference) for reference in cable.references.all()],
        "referred_to_by": list(referred_to_by),
        "summary": cable.summary or None,
        "paragraphs": [paragraph_record(paragraph) for paragraph in cable.paragraphs.all()],
        "signers": cable.signers,
        "defects": cable.defects,
        "corrections": [_correction(correction) for correction in cable.corrections.all()],
    }


def paragraph_record(paragraph: Paragraph) -> Record:
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


def _addressee(addressee: Addressee) -> Record:
    return {
        "name": addressee.name,
        "indicator": addressee.indicator or None,
        "precedence": addressee.precedence or None,
        "continuity_number": addressee.continuity_number or None,
        "collective": addressee.collective,
        "exempt": addressee.exempt,
        "post": addressee.post.code if addressee.post else None,
    }


def reference_record(reference: Reference) -> Record:
    return {
        "label": reference.label or None,
        "text": reference.text,
        "kind": reference.kind,
        "target": reference.target_reference_id or None,
        "in_archive": reference.published_target is not None,
        "withheld": reference.withheld_openly,
        "notal": reference.notal,
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
