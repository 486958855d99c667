"""The page of one text of an upload: what was read in it, and what is corrected in that."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse

from cables.admin.correcting import Line, Subject, lines
from cables.admin.items import correct_text
from cables.admin.reading import TEXT_SHOWN, FieldRow, defect_groups, field_rows, raw_pieces, shown_paragraphs
from cables.comparing import compare
from cables.ingest import Outcome, damage, item_raw, item_stated, place_of, preview, raw_cable, read_telegram
from cables.models import Cable, Correction, UploadItem, Version, Visibility
from cables.telegram import Telegram

State = UploadItem.State
Field = Correction.Field

ROW_OF = {Field.REFERENCE: "references"}
"""Rows that are named otherwise than the field that is corrected in them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A field as it was read, with what can be or is corrected in it."""

    read: FieldRow
    lines: tuple[Line, ...]
    """Several where the field has several places, none where it is not corrected by hand."""


def item_url(item: UploadItem) -> str:
    return reverse("admin:cables_upload_item", args=[item.upload_id, item.position])


def subject_of(item: UploadItem) -> Subject:
    """A text whose fields are corrected, loaded with `for_lists`."""
    return Subject(
        name=str(item),
        reference_id=item.reference_id,
        stated=item_stated(item) if item.encoding else {},
        corrections=tuple(item.corrections.all()),
        back_url=item_url(item),
        correct=partial(correct_text, item=item.pk),
        no_id="The text states its id itself. Where this is wrong, discard it, and bring one that states the right id.",
        trail=(
            (reverse("admin:cables_upload_changelist"), "Uploads"),
            (reverse("admin:cables_upload_change", args=[item.upload_id]), str(item.upload)),
        ),
    )


def reading_context(item: UploadItem, user: Any) -> dict[str, Any]:
    """For a text that could be decoded, loaded with `for_lists`; `user` is the one who looks at it."""
    read = preview(item_raw(item))
    waiting = item.state == State.WAITING
    may_compare = read.existing is None or _may_see(user, read.existing)
    present = _present_version(read.existing) if waiting and may_compare else None
    new_version = present is not None and read.outcome is Outcome.NEW_VERSION
    present_reading = read_telegram(raw_cable(present)) if new_version and present else None
    paragraphs = shown_paragraphs(read.telegram)
    labels = {place_of(one.text): f"{one.label or ''} {one.text}".strip() for one in read.telegram.references}
    told = _lines_by_row(item, read.telegram, labels)
    rows = field_rows(read.telegram, present_reading, shown=told.keys())
    return {
        "read": read,
        "correctable": item.correctable,
        "present": present,
        "present_is_secret": waiting and not may_compare,
        "damage": [fault for fault in (damage(item), damage(present) if present else "") if fault],
        "comparison": compare(present.text, read.telegram.text) if new_version and present else None,
        "rows": [Row(row, tuple(told.get(row.name, ()))) for row in rows],
        "markings": told.get(Field.MARKING, ()),
        "defects": defect_groups(read.telegram),
        "pieces": raw_pieces(read.telegram),
        "text_cut": len(read.telegram.text) > TEXT_SHOWN,
        "text_shown": TEXT_SHOWN,
        "paragraphs": paragraphs,
        "paragraphs_left": len(read.telegram.paragraphs) - len(paragraphs),
    }


def _lines_by_row(item: UploadItem, telegram: Telegram, labels: dict[str, str]) -> dict[str, list[Line]]:
    """What is corrected in each row, or can be."""
    corrections = item.corrections.all()
    found: defaultdict[str, list[Line]] = defaultdict(list)
    if item.correctable or corrections:
        for line in lines(item_stated(item, telegram), corrections, labels):
            if item.correctable or line.correction:
                found[ROW_OF.get(Field(line.field), line.field)].append(line)
    return dict(found)


def _may_see(user: Any, cable: Cable) -> bool:
    """Whether the user may read the present text of a cable: everybody may if it is published."""
    rights = ("cables.view_cable", "cables.change_cable")
    return cable.visibility == Visibility.PUBLISHED or any(user.has_perm(right) for right in rights)


def _present_version(cable: Cable | None) -> Version | None:
    return cable.versions.filter(current=True).first() if cable else None
