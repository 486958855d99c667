"""Writes cables: every statement that changes a cable stands in this room."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from cables.ingest import rows
from cables.ingest.fitting import storable
from cables.ingest.linking import link
from cables.ingest.lookups import Lookups
from cables.ingest.values import Outcome, RawCable, Stored
from cables.models import Addressee, Cable, IndexChange, Paragraph, Reference, Source, Visibility
from cables.telegram import Telegram

ATTEMPTS = 3
"""How often a transaction is tried that others got in the way of."""
SERIALIZATION_FAILURES = frozenset({"40001", "40P01"})
"""SQLSTATE of a transaction that PostgreSQL ended for the sake of another."""
BATCH = 1000


class NotStored(Exception):
    """A telegram that may not be stored as asked; the message is one sentence for people."""


def store(
    *,
    raw: RawCable,
    telegram: Telegram,
    source: Source,
    visibility: Visibility = Visibility.PUBLISHED,
    lookups: Lookups | None = None,
) -> Stored:
    """Store one telegram with all its rows in one transaction.

    The same bytes of the same cable again change nothing. Other bytes become its new version, which is the one read
    from then on, except where nothing can be read in it and the present version has paragraphs: then it is kept beside
    it. `visibility` is for cables that are new; a cable that is there keeps its own. `source` is saved already;
    `lookups` may be kept from call to call.

    Raises NotStored where the telegram has no id, or would become visible though `visibility` says draft.
    """
    if not telegram.reference_id:
        raise NotStored(no_id(raw.origin))
    lookups = lookups or Lookups()
    attempt = 1
    while True:
        try:
            with transaction.atomic():
                return _store(raw, telegram, telegram.reference_id, source, visibility, lookups)
        except (IntegrityError, OperationalError) as error:
            if attempt == ATTEMPTS or not _others_were_faster(error):
                raise
            attempt += 1
            lookups.forget()


def set_visibility(*, cables: QuerySet[Cable] | Iterable[int], visibility: Visibility) -> int:
    """Publish, withhold or take back to draft; returns how many cables changed. The index follows with `drain()`."""
    chosen = cables.values("pk") if isinstance(cables, QuerySet) else list(cables)
    with transaction.atomic():
        changing = Cable.objects.filter(pk__in=chosen).exclude(visibility=visibility).order_by("pk")
        changed = list(changing.select_for_update().values_list("pk", "reference_id"))
        for start in range(0, len(changed), BATCH):
            batch = changed[start : start + BATCH]
            Cable.objects.filter(pk__in=[pk for pk, _ in batch]).update(
                visibility=visibility, changed_at=timezone.now()
            )
            _record_changes(batch)
    return len(changed)


def reindex(*, cables: QuerySet[Cable]) -> None:
    """Have the index read cables again whose own rows did not change, but the name of their post.

    Call it in the transaction of that change. The index follows with `drain()`.
    """
    changed = list(cables.order_by("pk").values_list("pk", "reference_id"))
    for start in range(0, len(changed), BATCH):
        _record_changes(changed[start : start + BATCH])


def digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def no_id(origin: str) -> str:
    return f"{origin} gives no cable id, neither in its text nor by its name. Name it after the cable: 09BAKU266.txt."


def draft_of_published(origin: str, reference_id: str) -> str:
    return (
        f"{origin} is a new text of {reference_id}, which is published: as a draft it would be seen at once. "
        f"Withhold {reference_id} first, or add the text without the draft option."
    )


def _store(
    raw: RawCable, telegram: Telegram, reference_id: str, source: Source, visibility: Visibility, lookups: Lookups
) -> Stored:
    """One attempt, within a transaction."""
    hashed = digest(raw.raw)
    outcome, number, current = Outcome.CREATED, 1, True
    cable = Cable.objects.select_for_update().filter(reference_id=reference_id).first()
    if cable is None:
        cable = Cable(reference_id=reference_id, visibility=visibility)
    elif cable.versions.filter(sha256=hashed).exists():
        return Stored(cable.pk, reference_id, Outcome.UNCHANGED)
    elif visibility == Visibility.DRAFT and cable.visibility == Visibility.PUBLISHED:
        raise NotStored(draft_of_published(raw.origin, reference_id))
    else:
        outcome = Outcome.NEW_VERSION
        number = cable.versions.aggregate(last=Max("number", default=0))["last"] + 1
        current = _is_readable(telegram) or not cable.paragraphs.exclude(text="").exists()
        if current:
            cable.versions.filter(current=True).update(current=False)
    if current:
        _write(cable, raw, telegram, lookups)
        IndexChange.objects.create(cable_pk=cable.pk, reference_id=reference_id)
    cable.versions.create(
        number=number,
        current=current,
        raw=raw.raw,
        sha256=hashed,
        encoding=raw.encoding,
        source=source,
        origin=raw.origin,
        found_id=storable(raw.found_id),
        facts=storable(raw.facts.to_json()),
        encoding_guessed=raw.encoding_guessed,
    )
    return Stored(cable.pk, reference_id, outcome)


def _record_changes(cables: Iterable[tuple[int, str]]) -> None:
    IndexChange.objects.bulk_create(IndexChange(cable_pk=pk, reference_id=name) for pk, name in cables)


def _is_readable(telegram: Telegram) -> bool:
    return any(paragraph.text.strip() for paragraph in telegram.paragraphs)


def _write(cable: Cable, raw: RawCable, telegram: Telegram, lookups: Lookups) -> None:
    """Make the cable, and all rows that belong to it, say what the telegram says."""
    if cable.pk is not None:
        _clear(cable)
    misfits: list[str] = []
    sender = rows.sender_of(telegram, misfits)
    addressed = rows.addressed(telegram)
    posts = lookups.posts(filter(None, {sender, *addressed.values()}))
    tags = lookups.tags(rows.tags_of(telegram, misfits))
    captions = lookups.captions(rows.captions_of(telegram, misfits))

    rows.fill_cable(cable, telegram, raw.facts.date, misfits)
    cable.post_id = posts[sender] if sender else None
    paragraphs = rows.paragraphs(cable, telegram, misfits)
    addressees = rows.addressees(cable, telegram, posts, addressed, misfits)
    references = rows.references(cable, telegram, misfits)
    cable.defects = rows.defects(telegram, misfits)
    cable.save()

    Paragraph.objects.bulk_create(paragraphs)
    Addressee.objects.bulk_create(addressees)
    Reference.objects.bulk_create(references)
    Cable.tags.through.objects.bulk_create(Cable.tags.through(cable=cable, tag_id=pk) for pk in tags.values())
    Cable.captions.through.objects.bulk_create(
        Cable.captions.through(cable=cable, caption_id=pk) for pk in captions.values()
    )
    link([cable.pk])


def _clear(cable: Cable) -> None:
    for belonging in (
        cable.paragraphs.all(),
        cable.addressees.all(),
        cable.references.all(),
        Cable.tags.through.objects.filter(cable=cable),
        Cable.captions.through.objects.filter(cable=cable),
    ):
        belonging.delete()


def _others_were_faster(error: Exception) -> bool:
    return isinstance(error, IntegrityError) or getattr(error.__cause__, "sqlstate", "") in SERIALIZATION_FAILURES
