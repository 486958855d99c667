"""The one writer of events: who did what to an upload, a text or a cable, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from cables.models import Cable, Event, Post, Tag, Upload, UploadItem

BATCH = 500


def record(
    *,
    verb: Event.Verb,
    user: User | None,
    upload: Upload | None = None,
    item: UploadItem | None = None,
    cable: Cable | None = None,
    post: Post | None = None,
    tag: Tag | None = None,
    note: str = "",
    details: Mapping[str, Any] | None = None,
) -> Event:
    """Record one step about at least one of upload, item, cable, post and tag; `user` is None where the program did it.

    Raises TransactionManagementError outside a transaction: what is done and what is recorded stand or fall together.
    """
    about = {"upload": upload, "item": item, "cable": cable, "post": post, "tag": tag}
    event = Event(verb=verb, user=user, note=note, details=dict(details or {}), **about)
    record_all(events=[event])
    return event


def record_all(*, events: Iterable[Event]) -> None:
    """Record many steps, in their order, as `record` does one."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Events are recorded in the transaction of what they tell.")
    Event.objects.bulk_create(events, batch_size=BATCH)
