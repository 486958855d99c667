"""Writes cables: every statement that changes a cable stands in this room."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from cables.ingest.values import RawCable, Stored
from cables.models import Cable, Source, Visibility
from cables.telegram import Telegram


class NotStored(Exception):
    """A telegram that may not be stored as asked; the message is one sentence for people."""


def store(
    *, raw: RawCable, telegram: Telegram, source: Source, visibility: Visibility = Visibility.PUBLISHED
) -> Stored:
    """Store one telegram with all its rows in one transaction.

    The same bytes of the same cable again change nothing. Other bytes become its new version, which is the one read
    from then on, except where nothing can be read in it and the present version has paragraphs: then it is kept beside
    it. `visibility` is for cables that are new; a cable that is there keeps its own.

    Raises NotStored where the telegram has no id, or would become visible though `visibility` says draft.
    """
    raise NotImplementedError


def set_visibility(*, cables: QuerySet[Cable] | Iterable[int], visibility: Visibility) -> int:
    """Publish, withhold or take back to draft; returns how many cables changed. The index follows with `drain()`."""
    raise NotImplementedError
