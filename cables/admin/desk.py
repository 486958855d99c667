"""Everything the upload desk writes: texts taken in, and the decisions about them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from cables.admin.reading import summary_of
from cables.ingest import (
    IngestItem,
    Outcome,
    RawCable,
    Rejection,
    ingest,
    preview,
    raw_cable,
    read_upload,
    storable,
)
from cables.models import Cable, Source, Upload, UploadItem, Visibility
from cables.search import SearchUnavailable, drain

TEXTS_LIMIT = settings.DATA_UPLOAD_MAX_NUMBER_FILES
"""Texts in one upload, whether they come as files or in archives: what one person can review."""

State = UploadItem.State


_OUTCOMES = {
    Outcome.CREATED: "a new cable.",
    Outcome.UNCHANGED: "the archive had this text already, nothing was changed.",
    Outcome.NEW_VERSION: "a new version of the cable.",
}


class UploadRefused(Exception):
    """Nothing of the upload was kept. The message is one sentence for the page."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of one decision about several items, each list in the order of the upload."""

    done: tuple[UploadItem, ...]
    late: tuple[UploadItem, ...]
    """Left as they were, because they were no longer (or never) in a state to be decided so."""


def take_in(*, files: Iterable[UploadedFile], user: User) -> Upload:
    """Keep every text of the files for review, and what could not be read with the reason; all of it or nothing.

    Raises UploadRefused where the files hold no input at all, or more than a review can manage.
    """
    items: list[UploadItem] = []
    size = 0
    for found in _contents(files):
        items.append(_item(found, position=len(items) + 1))
        size += len(items[-1].raw)
        if len(items) > TEXTS_LIMIT:
            raise UploadRefused(
                f"These files hold more than {TEXTS_LIMIT} texts: upload them in smaller parts, or have them imported"
                " with “manage.py ingest”."
            )
        if size > settings.UPLOAD_LIMIT_BYTES:
            raise UploadRefused(
                f"Unpacked, these files are larger than {filesizeformat(settings.UPLOAD_LIMIT_BYTES)}: upload them in"
                " smaller parts, or have them imported with “manage.py ingest”."
            )
    if not items:
        raise UploadRefused("There is no text in these files: choose text files, or zip archives that hold some.")
    with transaction.atomic():
        upload = Upload.objects.create(added_by=user)
        for item in items:
            item.upload = upload
        UploadItem.objects.bulk_create(items, batch_size=50)
        _record(upload, user, f"Brought {_texts(len(items))}.", flag=ADDITION)
    return upload


def publish(*, items: Iterable[int], user: User) -> Decided:
    """Put waiting items into the archive, each with its state in one transaction.

    An item the archive will not take becomes rejected, with the reason. The index follows with `follow()`.
    """
    return _decide(items, State.WAITING, user, lambda item: _publish(item, user))


def discard(*, items: Iterable[int], user: User) -> Decided:
    """Set waiting items aside. They keep their text and can be taken back."""
    return _decide(items, State.WAITING, user, lambda item: _settle(item, user, State.DISCARDED, "Discarded."))


def take_back(*, items: Iterable[int], user: User) -> Decided:
    """Let discarded items wait for review again."""
    return _decide(
        items, State.DISCARDED, user, lambda item: _settle(item, user, State.WAITING, "Taken back for review.")
    )


def follow() -> str:
    """Bring the search index up to what was decided; "", or one sentence saying why it could not be done now."""
    try:
        drain()
    except SearchUnavailable as error:
        return f"Your decision is kept, but the search index does not show it yet. {error}"
    return ""


def _contents(files: Iterable[UploadedFile]) -> Iterator[RawCable | Rejection]:
    for file in files:
        yield from read_upload(file.name or "unnamed file", file)


def _item(found: RawCable | Rejection, *, position: int) -> UploadItem:
    if isinstance(found, Rejection):
        return _rejected(found.origin, found.reason, position=position)
    read = preview(found)
    if read.outcome is Outcome.REJECTED:
        item = _rejected(found.origin, read.reason, position=position)
    else:
        item = UploadItem(
            position=position, origin=storable(found.origin), reference_id=read.reference_id, state=State.WAITING
        )
    item.raw = found.raw
    item.sha256 = hashlib.sha256(found.raw).hexdigest()
    item.encoding = found.encoding
    item.found_id = storable(found.found_id)
    item.facts = storable(found.facts.to_json())
    item.encoding_guessed = found.encoding_guessed
    item.reading = storable(summary_of(read.telegram, found_date=found.facts.date))
    item.defect_count = len(read.telegram.defects)
    return item


def _rejected(origin: str, reason: str, *, position: int) -> UploadItem:
    return UploadItem(position=position, origin=storable(origin), state=State.REJECTED, reason=storable(reason))


def _decide(items: Iterable[int], wanted: str, user: User, act: Callable[[UploadItem], None]) -> Decided:
    """Each item in a transaction of its own, locked while it is looked at: of two people deciding at once, one wins."""
    done: list[UploadItem] = []
    late: list[UploadItem] = []
    for pk in items:
        with transaction.atomic():
            item = UploadItem.objects.select_for_update().get(pk=pk)
            if item.state == wanted:
                act(item)
                done.append(item)
            else:
                late.append(item)
    _record_on_uploads(done, user)
    return Decided(done=tuple(done), late=tuple(late))


def _publish(item: UploadItem, user: User) -> None:
    """Called with the item locked; locks its upload too, whose source is made with the first publication."""
    upload = Upload.objects.select_for_update().get(pk=item.upload_id)
    source = upload.source or Source(kind=Source.Kind.UPLOAD, name=str(upload), added_by=upload.added_by)
    reported: list[IngestItem] = []
    ingest(inputs=[raw_cable(item)], source=source, visibility=Visibility.PUBLISHED, progress=reported.append)
    (result,) = reported
    if result.outcome is Outcome.REJECTED:
        item.reason = storable(result.reason)
        _settle(item, user, State.REJECTED, f"Rejected when it was to be published: {item.reason}")
        return
    item.outcome = result.outcome
    item.reference_id = result.reference_id
    _settle(item, user, State.PUBLISHED, f"Published: {_OUTCOMES[result.outcome]}")
    if result.outcome is not Outcome.UNCHANGED:
        Upload.objects.filter(pk=upload.pk, source=None).update(source=source)
        cable = Cable.objects.get(reference_id=result.reference_id)
        _record(cable, user, f"{_OUTCOMES[result.outcome].capitalize()} From {upload}, {item.origin}.")


def _settle(item: UploadItem, user: User, state: str, message: str) -> None:
    item.state = state
    item.decided_by, item.decided_at = (None, None) if state == State.WAITING else (user, timezone.now())
    item.save(update_fields=["state", "reason", "outcome", "reference_id", "decided_by", "decided_at"])
    _record(item, user, message)


def _record(entry: models.Model, user: User, message: str, *, flag: int = CHANGE) -> None:
    LogEntry.objects.log_actions(user.pk, [entry], flag, message)


def _record_on_uploads(items: Iterable[UploadItem], user: User) -> None:
    """One line for all that was decided about an upload in one go; the items have theirs already."""
    names: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for item in items:
        names[item.upload_id, item.get_state_display()].append(str(item))
    for (upload_id, state), of in names.items():
        _record(Upload(pk=upload_id), user, f"{state}: {', '.join(of)}.")


def _texts(count: int) -> str:
    return "1 text" if count == 1 else f"{count} texts"
