"""Writes cables: every statement that changes a cable stands in this room."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, OperationalError, models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from cables.ingest.fitting import storable
from cables.ingest.linking import link
from cables.ingest.lookups import Lookups
from cables.ingest.rows import ADDRESSEE, CABLE, PARAGRAPH, REFERENCE, TARGET, CableRows, rows_of
from cables.ingest.standing import Standing
from cables.ingest.tables import day, insert, moment, new_keys, write_many
from cables.ingest.values import Outcome, RawCable, Stored
from cables.models import Addressee, ArrivalCheck, Cable, IndexChange, Paragraph, Reference, Source, Version, Visibility
from cables.telegram import Telegram

ATTEMPTS = 3
"""How often a transaction is tried that others got in the way of."""
SERIALIZATION_FAILURES = frozenset({"40001", "40P01"})
"""SQLSTATE of a transaction that PostgreSQL ended for the sake of another."""
BATCH = 1000

VERSION = (
    "cable",
    "number",
    "current",
    "raw",
    "sha256",
    "content_sha256",
    "encoding",
    "encoding_guessed",
    "source",
    "origin",
    "found_id",
    "facts",
    "added_at",
)


class NotStored(Exception):
    """A telegram that may not be stored as asked; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A raw text and all the rows that it becomes."""

    raw: RawCable
    sha256: str
    rows: CableRows


@dataclass(slots=True)
class Present:
    """What the archive holds of one cable id, whatever its visibility; nothing but the id where `pk` is None."""

    pk: int | None = None
    visibility: str = ""
    hashes: set[str] = field(default_factory=set)
    contents: set[str] = field(default_factory=set)
    last_number: int = 0

    def outcome_of(self, ready: Ready, visibility: Visibility) -> Outcome:
        """What storing this text would be. Raises NotStored where it may not be stored."""
        if self.pk is None:
            return Outcome.CREATED
        if ready.sha256 in self.hashes or (ready.rows.content and ready.rows.content in self.contents):
            return Outcome.UNCHANGED
        if visibility == Visibility.DRAFT and self.visibility == Visibility.PUBLISHED:
            raise NotStored(draft_of_published(ready.raw.origin, ready.rows.reference_id))
        return Outcome.NEW_VERSION


def ready(raw: RawCable, telegram: Telegram) -> Ready:
    """Pure. Raises NotStored where the telegram has no id."""
    if not telegram.reference_id:
        raise NotStored(no_id(raw.origin))
    return Ready(raw, digest(raw.raw), rows_of(raw, telegram))


def present(reference_ids: Iterable[str], *, locked: bool = False) -> dict[str, Present]:
    """What the archive holds of these ids, in two queries; `locked` keeps others from changing them meanwhile."""
    found = {reference_id: Present() for reference_id in reference_ids}
    cables = Cable.objects.filter(reference_id__in=found).order_by("pk")
    cables = cables.select_for_update() if locked else cables
    of_pk = {}
    for pk, reference_id, visibility in cables.values_list("pk", "reference_id", "visibility"):
        of_pk[pk] = found[reference_id]
        of_pk[pk].pk, of_pk[pk].visibility = pk, visibility
    if of_pk:
        versions = Version.objects.filter(cable__in=of_pk).order_by()
        for pk, hashed, content, number in versions.values_list("cable", "sha256", "content_sha256", "number"):
            of_pk[pk].hashes.add(hashed)
            of_pk[pk].contents.add(content)
            of_pk[pk].last_number = max(of_pk[pk].last_number, number)
    return found


def store(
    *,
    raw: RawCable,
    telegram: Telegram,
    source: Source,
    visibility: Visibility = Visibility.PUBLISHED,
    lookups: Lookups | None = None,
) -> Stored:
    """Store one telegram with all its rows in one transaction.

    The same text of the same cable again, be it in another layout, changes nothing. Another text becomes its new
    version, which is the one read from then on, except where nothing can be read in it and the present version has
    paragraphs: then it is kept beside it. `visibility` is for cables that are new; a cable that is there keeps its own.
    `source` may be unsaved: it is saved with the first cable that is new or changed. `lookups` may be kept from call
    to call.

    Raises NotStored where the telegram has no id, or would become visible though `visibility` says draft.
    """
    (outcome,) = store_all([ready(raw, telegram)], source=source, visibility=visibility, lookups=lookups)
    if isinstance(outcome, NotStored):
        raise outcome
    return outcome


def store_all(
    given: Sequence[Ready], *, source: Source, visibility: Visibility, lookups: Lookups | None = None
) -> list[Stored | NotStored]:
    """Store several telegrams as `store` does, all in one transaction or none; their ids differ."""
    lookups = lookups or Lookups()
    unsaved = source.pk is None
    attempt = 1
    while True:
        try:
            with transaction.atomic():
                return _Batch(source, visibility, lookups).store(given)
        except BaseException as error:
            if unsaved:
                source.pk = None
            if not isinstance(error, IntegrityError | OperationalError):
                raise
            if attempt == ATTEMPTS or not _others_were_faster(error):
                raise
            attempt += 1
            lookups.forget()


def read_anew(given: Sequence[tuple[Version, CableRows]], lookups: Lookups) -> set[int]:
    """Make cables say what was read again in these texts of theirs, but for what is corrected; the caller holds a
    transaction.

    Gives the keys of the cables that stay as they are, because by now they are read from another text or are gone.
    """
    locked = Cable.objects.filter(pk__in=[version.cable_id for version, _ in given]).order_by("pk").select_for_update()
    # Loaded under the lock: what the caller holds may be older than a decision on who may see the cable.
    cables = {cable.pk: cable for cable in locked}
    current = set(Version.objects.filter(cable__in=cables, current=True).order_by().values_list("pk", flat=True))
    as_read = [(version, rows) for version, rows in given if version.pk in current]
    standing = Standing.of(version.cable_id for version, _ in as_read)
    reading = [(version, standing.applied(version.cable_id, rows)) for version, rows in as_read]
    posts = posts_of((rows for _, rows in reading), lookups)
    _clear([version.cable_id for version, _ in reading])
    for version, rows in reading:
        _overwrite(version.cable_id, rows, posts)
        Version.objects.filter(pk=version.pk).update(content_sha256=rows.content)
    _write_parts([(version.cable_id, rows) for version, rows in reading], posts, lookups)
    for version, rows in as_read:
        standing.note(version.cable_id, rows)
    record_changes((version.cable_id, cables[version.cable_id].reference_id) for version, _ in reading)
    return {version.cable_id for version, _ in given} - {version.cable_id for version, _ in reading}


def set_visibility(*, cables: QuerySet[Cable] | Iterable[int], visibility: Visibility, note: str = "") -> int:
    """Publish, withhold or take back to draft; returns how many cables changed. The index follows with `drain()`.

    Of a cable that is withheld with a `note`, visitors are told the id and the note; of one without, nothing.
    """
    chosen = cables.values("pk") if isinstance(cables, QuerySet) else list(cables)
    with transaction.atomic():
        changing = Cable.objects.filter(pk__in=chosen).exclude(visibility=visibility, withheld_note=note)
        changing = changing.order_by("pk")
        changed = list(changing.select_for_update().values_list("pk", "reference_id"))
        for start in range(0, len(changed), BATCH):
            batch = changed[start : start + BATCH]
            Cable.objects.filter(pk__in=[pk for pk, _ in batch]).update(
                visibility=visibility, withheld_note=note, changed_at=timezone.now()
            )
            record_changes(batch)
    return len(changed)


def reindex(*, cables: QuerySet[Cable]) -> None:
    """Have the index read cables again whose own rows did not change, but the name of their post.

    Call it in the transaction of that change. The index follows with `drain()`.
    """
    changed = list(cables.order_by("pk").values_list("pk", "reference_id"))
    for start in range(0, len(changed), BATCH):
        record_changes(changed[start : start + BATCH])


def digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def no_id(origin: str) -> str:
    return f"{origin} gives no cable id, neither in its text nor by its name. Name it after the cable: 09BAKU266.txt."


def draft_of_published(origin: str, reference_id: str) -> str:
    return (
        f"{origin} is a new text of {reference_id}, which is published: as a draft it would be seen at once. "
        f"Withhold {reference_id} first, or add the text without the draft option."
    )


@dataclass(frozen=True, slots=True)
class _Batch:
    """One attempt, within a transaction."""

    source: Source
    visibility: Visibility
    lookups: Lookups

    def store(self, given: Sequence[Ready]) -> list[Stored | NotStored]:
        write_many()
        held = present((one.rows.reference_id for one in given), locked=True)
        results: list[Stored | NotStored] = []
        storing: list[tuple[Ready, Outcome]] = []
        for one in given:
            try:
                outcome = held[one.rows.reference_id].outcome_of(one, self.visibility)
            except NotStored as refusal:
                results.append(refusal)
                continue
            if outcome is not Outcome.UNCHANGED:
                storing.append((one, outcome))
            results.append(Stored(held[one.rows.reference_id].pk or 0, one.rows.reference_id, outcome))
        if not storing:
            return results
        if self.source.pk is None:
            self.source.save()
        pks = self._write(storing, held)
        return [
            Stored(pks.get(result.reference_id, result.cable_pk), result.reference_id, result.outcome)
            if isinstance(result, Stored)
            else result
            for result in results
        ]

    def _write(self, storing: Sequence[tuple[Ready, Outcome]], held: Mapping[str, Present]) -> dict[str, int]:
        """Gives the primary keys of the cables by their ids."""
        changed = [one for one, outcome in storing if outcome is Outcome.NEW_VERSION]
        full = _with_text(held[one.rows.reference_id].pk for one in changed)
        kept = {one.rows.reference_id for one in changed if not one.rows.readable} & full
        as_read = [one for one, _ in storing if one.rows.reference_id not in kept]
        standing = Standing.of(held[one.rows.reference_id].pk or 0 for one in changed)
        read = [replace(one, rows=standing.applied(held[one.rows.reference_id].pk or 0, one.rows)) for one in as_read]
        _clear([held[one.rows.reference_id].pk for one in changed if one.rows.reference_id not in kept])

        posts = posts_of((one.rows for one in read), self.lookups)
        pks = {name: present.pk for name, present in held.items() if present.pk is not None}
        pks |= self._write_cables([one.rows for one, outcome in storing if outcome is Outcome.CREATED], posts)
        of = [(pks[one.rows.reference_id], one.rows) for one in read]
        for pk, rows in of:
            if held[rows.reference_id].pk is not None:
                _overwrite(pk, rows, posts)
        _write_parts(of, posts, self.lookups)
        for one in as_read:
            standing.note(pks[one.rows.reference_id], one.rows)
        self._write_versions([one for one, _ in storing], held, pks, kept)
        link([one.rows.reference_id for one, outcome in storing if outcome is Outcome.CREATED])
        record_changes((pk, rows.reference_id) for pk, rows in of)
        return pks

    def _write_cables(self, new: Sequence[CableRows], posts: Mapping[str, int]) -> dict[str, int]:
        """Gives their primary keys by their ids."""
        if not new:
            return {}
        now = moment(timezone.now())
        keys = dict(zip([rows.reference_id for rows in new], new_keys(Cable, len(new)), strict=True))
        insert(
            Cable,
            ("id", "reference_id", "visibility", "withheld_note", "post", "added_at", "changed_at", *CABLE),
            (
                (
                    keys[rows.reference_id],
                    rows.reference_id,
                    self.visibility.value,
                    "",
                    posts[rows.post] if rows.post else None,
                    now,
                    now,
                    *(_as_stored(rows.values[name]) for name in CABLE),
                )
                for rows in new
            ),
        )
        return keys

    def _write_versions(
        self, given: Sequence[Ready], held: Mapping[str, Present], pks: Mapping[str, int], kept: set[str]
    ) -> None:
        """Each as the next of its cable, and as the one that is read unless it is `kept` beside it."""
        now = moment(timezone.now())
        replaced = [held[one.rows.reference_id].pk for one in given if one.rows.reference_id not in kept]
        Version.objects.filter(cable__in=[pk for pk in replaced if pk is not None], current=True).update(current=False)
        insert(
            Version,
            VERSION,
            (
                (
                    pks[one.rows.reference_id],
                    held[one.rows.reference_id].last_number + 1,
                    one.rows.reference_id not in kept,
                    one.raw.raw,
                    one.sha256,
                    one.rows.content,
                    one.raw.encoding,
                    one.raw.encoding_guessed,
                    self.source.pk,
                    storable(one.raw.origin),
                    storable(one.raw.found_id),
                    json.dumps(storable(one.raw.facts.to_json())),
                    now,
                )
                for one in given
            ),
        )


def _write_parts(of: Sequence[tuple[int, CableRows]], posts: Mapping[str, int], lookups: Lookups) -> None:
    """The rows that belong to cables, by the keys of these."""
    tags = lookups.tags({tag for _, rows in of for tag in rows.tags})
    captions = lookups.captions({text for _, rows in of for text in rows.captions})
    targets = _keys_of({row[TARGET] for _, rows in of for row in rows.references} - {""})
    insert(Paragraph, ("cable", *PARAGRAPH), ((pk, *row) for pk, rows in of for row in rows.paragraphs))
    insert(
        Addressee,
        ("cable", "post", *ADDRESSEE),
        (
            (pk, posts[code] if code else None, *row)
            for pk, rows in of
            for row, code in zip(rows.addressees, rows.addressed, strict=True)
        ),
    )
    insert(
        Reference,
        ("cable", "target", *REFERENCE),
        ((pk, targets.get(row[TARGET]), *row) for pk, rows in of for row in rows.references),
    )
    insert(Cable.tags.through, ("cable", "tag"), ((pk, tags[tag.code]) for pk, rows in of for tag in rows.tags))
    insert(
        Cable.captions.through,
        ("cable", "caption"),
        ((pk, captions[text]) for pk, rows in of for text in rows.captions),
    )


def posts_of(all_rows: Iterable[CableRows], lookups: Lookups) -> Mapping[str, int]:
    return lookups.posts({code for rows in all_rows for code in (rows.post, *rows.addressed) if code})


def _as_stored(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value)
    if isinstance(value, date):
        return moment(value) if isinstance(value, datetime) else day(value)
    return value


def _overwrite(pk: int, rows: CableRows, posts: Mapping[str, int]) -> None:
    """Have a cable say what was read in another text of it, or read otherwise; who may see it stays."""
    post = posts[rows.post] if rows.post else None
    Cable.objects.filter(pk=pk).update(**rows.values, post=post, changed_at=timezone.now())


def _keys_of(reference_ids: set[str]) -> dict[str, int]:
    found = Cable.objects.filter(reference_id__in=reference_ids).order_by()
    return dict(found.values_list("reference_id", "pk"))


def _with_text(pks: Iterable[int | None]) -> set[str]:
    """The ids of those cables in which there is something to read."""
    wanted = [pk for pk in pks if pk is not None]
    if not wanted:
        return set()
    texts = Paragraph.objects.filter(cable__in=wanted).exclude(text="").order_by()
    return set(texts.values_list("cable__reference_id", flat=True).distinct())


def _clear(pks: Iterable[int | None]) -> None:
    """Take away the rows that belong to cables which are about to be read anew."""
    cleared = [pk for pk in pks if pk is not None]
    if not cleared:
        return
    parts: tuple[type[models.Model], ...] = (
        Paragraph,
        Addressee,
        Reference,
        Cable.tags.through,
        Cable.captions.through,
    )
    for part in parts:
        part._default_manager.filter(cable__in=cleared).delete()


def record_changes(cables: Iterable[tuple[int, str]]) -> None:
    now = moment(timezone.now())
    changed = list(cables)
    insert(IndexChange, ("cable_pk", "reference_id", "recorded_at"), ((pk, name, now) for pk, name in changed))
    insert(ArrivalCheck, ("cable_pk",), ((pk,) for pk, _ in changed))


def _others_were_faster(error: Exception) -> bool:
    return isinstance(error, IntegrityError) or getattr(error.__cause__, "sqlstate", "") in SERIALIZATION_FAILURES
