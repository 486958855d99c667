"""How a text of an upload stands before it is decided about: as it reads, and as it is corrected."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from cables.admin.reading import summary_of
from cables.ingest import RawCable, correct_item, item_raw, no_id, read_telegram, storable, undo
from cables.models import Correction, UploadItem

State = UploadItem.State


def judge(item: UploadItem, raw: RawCable) -> None:
    """Note on the item, which is not saved, how its text reads: without an id it is rejected, else it waits."""
    telegram = read_telegram(raw)
    item.reading = storable(summary_of(telegram, found_date=raw.facts.date))
    item.defect_count = len(telegram.defects)
    item.reference_id = telegram.reference_id or ""
    item.state, item.reason = State.WAITING, ""
    if not item.reference_id:
        item.state, item.reason = State.REJECTED, storable(no_id(raw.origin))


def correct_text(*, item: int, field: str, user: User, **told: Any) -> Correction | None:
    """As `cables.ingest.correct_item`; a text that is given an id waits for review from then on."""
    with transaction.atomic():
        made = correct_item(item=item, field=field, user=user, **told)
        _follow(item, field)
    return made


def undo_text(*, correction: int, user: User) -> Correction:
    """As `cables.ingest.undo`, of a text that waits: one whose id is taken from it is rejected again."""
    with transaction.atomic():
        one = undo(correction=correction, user=user)
        if one.item_id is not None:
            _follow(one.item_id, one.field)
    return one


def _follow(pk: int, field: str) -> None:
    """What is read depends on the id, and on nothing else that is corrected; the item is locked by now."""
    if field != Correction.Field.REFERENCE_ID:
        return
    item = UploadItem.objects.get(pk=pk)
    judge(item, item_raw(item))
    item.save(update_fields=["reading", "defect_count", "reference_id", "state", "reason"])
