"""Corrections by archivists: recorded beside what was read, and written into the cable in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from cables import history
from cables.ingest.agreement import damage, raw_cable, read_telegram
from cables.ingest.correctable import COLUMNS, Key, Value, place_of, reftels, stated, stated_by
from cables.ingest.lookups import Lookups
from cables.ingest.rows import CableRows, rows_of
from cables.ingest.standing import Standing, noted, values_of
from cables.ingest.storing import posts_of, record_changes
from cables.ingest.tables import insert
from cables.ingest.values import RawCable
from cables.models import Cable, Correction, Event, Paragraph, Reference, UploadItem, Version
from cables.telegram import Telegram

_GIVEN_ID: Key = (Correction.Field.REFERENCE_ID.value, "")
"""The id that an archivist gives to a text which states none."""


class NotCorrected(Exception):
    """Nothing was changed; the message is one sentence for people."""


def correct(
    *, cable: int, field: str, place: str = "", value: Value, seen: Value, reason: str = "", user: User
) -> Correction | None:
    """Let a cable state `value` in a field, whatever its text says, until it is undone.

    `seen` is what the archivist saw there: where it is something else by now, nothing is changed. A value that the
    text itself gives undoes the correction in force; None is returned then. The index follows with `drain()`.

    Raises NotCorrected.
    """
    with transaction.atomic():
        found = _locked(cable)
        key = (field, place)
        now = stated_by(found)
        _check(key, now, value=value, seen=seen)
        rows = _present_rows(found)
        reading = stated(rows)
        standing = _close(Correction.objects.filter(cable=found), key, user)
        _record(found, None, Event.Verb.CORRECTED, key, user, now[key], value, reason)
        made = None
        if standing is None or value != reading.get(key):
            made = Correction(cable=found, field=field, place=place, parsed=reading.get(key), corrected=value)
            made.reason, made.made_by = reason, user
            noted(made, made.parsed).save()
        _write(found, key, _with_standing(found, rows))
    return made


def undo(*, correction: int, user: User) -> Correction:
    """Let the field say again what is read in the text. Raises NotCorrected where it does so already."""
    with transaction.atomic():
        one = _correction_with_owner_locked(correction)
        if one.undone_at is not None:
            who = one.undone_by.get_username() if one.undone_by else "somebody"
            raise NotCorrected(f"This correction was undone already by {who}.")
        key = (one.field, one.place)
        if one.cable_id is not None:
            found = _locked(one.cable_id)
            rows = _present_rows(found)
            _close(Correction.objects.filter(cable=found), key, user)
            _record(found, None, Event.Verb.UNDONE, key, user, one.corrected, stated(rows).get(key), "")
            _write(found, key, _with_standing(found, rows))
        elif one.item is not None:
            _check_open(one.item)
            _close(Correction.objects.filter(item=one.item), key, user)
            _record(None, one.item, Event.Verb.UNDONE, key, user, one.corrected, one.parsed, "")
        one.refresh_from_db()
    return one


def correct_item(
    *, item: int, field: str, place: str = "", value: Value, seen: Value, reason: str = "", user: User
) -> Correction | None:
    """As `correct`, for a text that waits for review: the cable states it from the moment it is published.

    A text without an id is given one so, in its canonical form; the text is published under it.
    """
    with transaction.atomic():
        found = UploadItem.objects.select_for_update().get(pk=item)
        _check_open(found)
        key = (field, place)
        reading = _read(found)
        now = reading | values_of(_in_force(found))
        _check(key, now, value=value, seen=seen)
        _close(Correction.objects.filter(item=found), key, user)
        _record(None, found, Event.Verb.CORRECTED, key, user, now[key], value, reason)
        if value == reading[key]:
            return None
        made = Correction(item=found, field=field, place=place, parsed=reading[key], corrected=value)
        made.reason, made.made_by = reason, user
        noted(made, made.parsed).save()
    return made


def hand_over(*, item: UploadItem, cable: Cable, user: User | None) -> None:
    """Put the corrections of a text into force on the cable it was published as; the caller holds a transaction.

    What has no place in the text that the cable is read from stays with the item, as all does where that is damaged.
    """
    waiting = list(item.corrections.in_force().filter(cable=None).order_by("pk"))
    if not waiting:
        return
    found = _locked(cable.pk)
    try:
        rows = _present_rows(found)
    except NotCorrected:
        return
    reading = stated(rows)
    for one in waiting:
        key = (one.field, one.place)
        if key == _GIVEN_ID:
            _record(found, None, Event.Verb.CORRECTED, key, one.made_by, one.parsed, one.corrected, one.reason)
        if key not in reading:
            continue
        _close(Correction.objects.filter(cable=found), key, user)
        _record(found, None, Event.Verb.CORRECTED, key, one.made_by, reading[key], one.corrected, one.reason)
        one.cable = found
        noted(one, reading[key]).save()
        _write(found, key, _with_standing(found, rows))


def item_stated(item: UploadItem, telegram: Telegram | None = None) -> dict[Key, Value]:
    """What a text of an upload states, with its corrections; `telegram` is what was read in it, if it was by now."""
    return _read(item, telegram) | values_of(_in_force(item))


def item_raw(item: UploadItem) -> RawCable:
    """A text of an upload as it is published: under the id that it was given, where it states none."""
    given = values_of(_in_force(item)).get(_GIVEN_ID)
    return replace(raw_cable(item), found_id=given) if given else raw_cable(item)


def _in_force(item: UploadItem) -> list[Correction]:
    return [one for one in item.corrections.all() if one.undone_at is None]


def _states_no_id(item: UploadItem) -> bool:
    """Whether the text was read, and states no id."""
    return bool(item.encoding) and (not item.reference_id or _GIVEN_ID in values_of(_in_force(item)))


def _check_open(item: UploadItem) -> None:
    """Raises NotCorrected where the item, locked by the caller, may not be corrected."""
    if not item.correctable:
        state = item.get_state_display().lower()
        raise NotCorrected(f"{item} is {state} by now; it is corrected on the page of its cable, once it has one.")


def _correction_with_owner_locked(pk: int) -> Correction:
    """Locks in the order in which publishing does: item, cable, correction."""
    one = Correction.objects.get(pk=pk)
    if one.item_id is not None:
        UploadItem.objects.select_for_update().get(pk=one.item_id)
    cable = Correction.objects.values_list("cable", flat=True).get(pk=pk)
    if cable is not None:
        Cable.objects.select_for_update().get(pk=cable)
    return Correction.objects.select_for_update(of=("self",)).get(pk=pk)


def _locked(pk: int) -> Cable:
    Cable.objects.select_for_update().get(pk=pk)
    return Cable.objects.for_reading().get(pk=pk)


def _check(key: Key, now: Mapping[Key, Value], *, value: Value, seen: Value) -> None:
    label = str(Correction.Field(key[0]).label)
    if key not in now:
        raise NotCorrected(f"{label} “{key[1]}” is not in the present text any more: look at the cable again.")
    if now[key] != seen:
        raise NotCorrected(f"{label} was changed by somebody else meanwhile: look at what it says now, and try again.")
    if now[key] == value:
        raise NotCorrected(f"{label} says that already, so nothing was changed.")


def _read(item: UploadItem, telegram: Telegram | None = None) -> dict[Key, Value]:
    raw = item_raw(item)
    rows = rows_of(raw, telegram or read_telegram(raw))
    return stated(rows) | ({_GIVEN_ID: ""} if _states_no_id(item) else {})


def _present_rows(cable: Cable) -> CableRows:
    """What the present parser reads in the present text. Raises NotCorrected where that is damaged."""
    version = Version.objects.select_related("cable").get(cable=cable, current=True)
    if fault := damage(version):
        raise NotCorrected(fault)
    raw = raw_cable(version)
    return rows_of(raw, read_telegram(raw))


def _with_standing(cable: Cable, rows: CableRows) -> CableRows:
    return Standing.of([cable.pk]).applied(cable.pk, rows)


def _close(corrections: Any, key: Key, user: User | None) -> Correction | None:
    """The correction that was in force there, undone."""
    one: Correction | None = corrections.filter(field=key[0], place=key[1], undone_at=None).first()
    if one:
        one.undone_by, one.undone_at = user, timezone.now()
        one.save(update_fields=["undone_by", "undone_at"])
    return one


def _record(
    cable: Cable | None,
    item: UploadItem | None,
    verb: Event.Verb,
    key: Key,
    user: User | None,
    before: Value,
    after: Value,
    reason: str,
) -> None:
    details = {"field": key[0], "place": key[1], "before": before, "after": after}
    history.record(verb=verb, user=user, cable=cable, item=item, note=reason, details=details)


def _write(cable: Cable, key: Key, rows: CableRows) -> None:
    """Write one field of a cable as rows have it, and nothing else; the index is told."""
    field, place = key
    lookups = Lookups()
    columns = list(COLUMNS.get(field, ()))
    for name in columns:
        setattr(cable, name, rows.values[name])
    if field == "post":
        cable.post_id = posts_of([rows], lookups)[rows.post] if rows.post else None
        columns = ["post"]
    cable.save(update_fields=[*columns, "changed_at"])
    if field == "tags":
        keys = lookups.tags(set(rows.tags))
        Cable.tags.through.objects.filter(cable=cable).delete()
        insert(Cable.tags.through, ("cable", "tag"), ((cable.pk, keys[tag.code]) for tag in rows.tags))
    if field == "captions":
        keys = lookups.captions(set(rows.captions))
        Cable.captions.through.objects.filter(cable=cable).delete()
        insert(Cable.captions.through, ("cable", "caption"), ((cable.pk, keys[text]) for text in rows.captions))
    if field == "marking" and key in stated(rows):
        Paragraph.objects.filter(cable=cable, anchor=place).update(marking=stated(rows)[key])
    if field == "reference" and key in stated(rows):
        _aim(cable, place, stated(rows)[key])
    record_changes([(cable.pk, cable.reference_id)])


def _aim(cable: Cable, place: str, reference_id: str) -> None:
    """Let the references of that text, and the reftels that mean them, name another cable."""
    target = Cable.objects.filter(reference_id=reference_id).first()
    references = list(Reference.objects.filter(cable=cable).order_by("position"))
    for one in references:
        if place_of(one.text) == place:
            one.target_reference_id, one.target = reference_id, target
    Reference.objects.bulk_update(references, ["target_reference_id", "target"])
    listed = [(one.label, one.target_reference_id) for one in references]
    naming = Paragraph.objects.filter(cable=cable, text__icontains="ref")
    for paragraph in naming:
        paragraph.mentions = reftels(paragraph.text, paragraph.mentions, listed)
    Paragraph.objects.bulk_update(naming, ["mentions"], batch_size=200)
