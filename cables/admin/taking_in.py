"""Reads what was received: every text becomes an item to decide about, and what is no text one that says why."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cables.admin.holding import Hold, JobFailed
from cables.admin.items import judge
from cables.admin.receiving import path, remove
from cables.ingest import RawCable, Rejection, read_upload, storable
from cables.models import Job, ReceivedFile, UploadItem

BATCH = 250
"""Texts of one step."""
BATCH_BYTES = 4_000_000
"""Raw bytes after which a step is full."""
BATCH_SECONDS = 1.0
"""After which a step is full, so that the page has something to tell."""
KEPT = timedelta(days=30)
"""For how long a file stays that holds what could not be read."""

State = UploadItem.State

logger = logging.getLogger(__name__)


def take_in(hold: Hold) -> None:
    """Count what the files of the upload hold, then read it, from where an earlier attempt has come to.

    Raises JobFailed where they hold nothing, or more than a review can manage.
    """
    files = list(hold.upload.files.order_by("position"))
    _count(hold, files)
    before = 0
    done = hold.upload.items.count()
    for file in files:
        texts = file.texts or 0
        if before + texts > done:
            _read(hold, file, start=max(done - before, 0), position=max(done, before) + 1)
        before += texts
    with hold.end(Job.State.DONE):
        read = [file for file in hold.upload.files.select_for_update() if file.kept_until is None]
        gone = [file.stored for file in read if file.stored]
        hold.upload.files.filter(pk__in=[file.pk for file in read]).update(stored="")
        transaction.on_commit(lambda: _remove(gone))


def _count(hold: Hold, files: Sequence[ReceivedFile]) -> None:
    """Says how much there is to read, before anything of it is kept."""
    found = sum(file.texts or 0 for file in files)
    told = time.monotonic()
    for file in files:
        if file.texts is not None:
            continue
        file.texts = 0
        for _ in _contents(file):
            file.texts += 1
            if time.monotonic() - told > BATCH_SECONDS:
                hold.tell(found=found + file.texts)
                told = time.monotonic()
            if found + file.texts > settings.UPLOAD_LIMIT_TEXTS:
                raise JobFailed(
                    f"These files hold more than {settings.UPLOAD_LIMIT_TEXTS:,} texts; nothing of them was read. "
                    "Upload them in smaller parts, or have them imported with “manage.py ingest”."
                )
        found += file.texts
        with hold.step():
            file.save(update_fields=["texts"])
    if not found:
        raise JobFailed("There is no text in these files. Bring text files, or archives that hold some.")
    with hold.step() as job:
        job.total = found


def _read(hold: Hold, file: ReceivedFile, *, start: int, position: int) -> None:
    for batch in _batches(islice(_contents(file), start, None)):
        items = [_item(found, hold.upload.pk, number) for number, found in enumerate(batch, position)]
        unread = any(isinstance(found, Rejection) and not found.raw for found in batch)
        with hold.step() as job:
            UploadItem.objects.bulk_create(items, batch_size=50)
            job.done += len(items)
            for name, number in (
                ("defects", sum(item.defect_count > 0 for item in items)),
                ("rejected", sum(item.state == State.REJECTED for item in items)),
            ):
                job.counts[name] = job.counts.get(name, 0) + number
            if unread and file.kept_until is None:
                file.kept_until = timezone.now() + KEPT
                file.save(update_fields=["kept_until"])
        position += len(items)


def _contents(file: ReceivedFile) -> Iterator[RawCable | Rejection]:
    """The same in the same order every time, for the file does not change."""
    try:
        with path(file.stored).open("rb") as opened:
            yield from read_upload(file.name, opened)
    except OSError as error:
        raise JobFailed(f"{file.name} cannot be read any more ({error.strerror}). Upload it again.") from error


def _batches(found: Iterable[RawCable | Rejection]) -> Iterator[list[RawCable | Rejection]]:
    batch: list[RawCable | Rejection] = []
    size, began = 0, time.monotonic()
    for one in found:
        batch.append(one)
        size += len(one.raw)
        if len(batch) >= BATCH or size >= BATCH_BYTES or time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch, size, began = [], 0, time.monotonic()
    if batch:
        yield batch


def _item(found: RawCable | Rejection, upload_pk: int, position: int) -> UploadItem:
    item = UploadItem(
        upload_id=upload_pk,
        position=position,
        origin=storable(found.origin),
        raw=found.raw,
        sha256=hashlib.sha256(found.raw).hexdigest(),
    )
    if isinstance(found, Rejection):
        return _rejected(item, found.reason)
    item.encoding = found.encoding
    item.found_id = storable(found.found_id)
    item.facts = storable(found.facts.to_json())
    item.encoding_guessed = found.encoding_guessed
    try:
        judge(item, found)
    except Exception as error:
        logger.exception("%s could not be read", found.origin)
        return _rejected(item, f"The program failed over {found.origin} ({error!r}); please report it with the file.")
    return item


def _rejected(item: UploadItem, reason: str) -> UploadItem:
    item.state = State.REJECTED
    item.reason = storable(reason)
    return item


def _remove(stored: Iterable[str]) -> None:
    for name in stored:
        remove(name)
