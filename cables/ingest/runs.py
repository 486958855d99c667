"""One run over many inputs: each is judged and stored by itself, and accounted for."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import DatabaseError, OperationalError

from cables.ingest.agreement import read_telegram
from cables.ingest.linking import link
from cables.ingest.lookups import Lookups
from cables.ingest.storing import NotStored, digest, draft_of_published, no_id, store
from cables.ingest.values import IngestItem, IngestReport, Outcome, Preview, Progress, RawCable, Rejection
from cables.models import Cable, Source, Visibility

LINK_EVERY = 1000
"""Cables."""

logger = logging.getLogger(__name__)


def preview(raw: RawCable, *, visibility: Visibility = Visibility.PUBLISHED) -> Preview:
    """What `ingest` would make of one text; writes nothing."""
    telegram = read_telegram(raw)
    if not telegram.reference_id:
        return Preview(telegram, "", Outcome.REJECTED, no_id(raw.origin))
    cable = Cable.objects.filter(reference_id=telegram.reference_id).first()
    if cable is None:
        return Preview(telegram, telegram.reference_id, Outcome.CREATED)
    if cable.versions.filter(sha256=digest(raw.raw)).exists():
        return Preview(telegram, telegram.reference_id, Outcome.UNCHANGED, existing=cable)
    if visibility == Visibility.DRAFT and cable.visibility == Visibility.PUBLISHED:
        reason = draft_of_published(raw.origin, telegram.reference_id)
        return Preview(telegram, telegram.reference_id, Outcome.REJECTED, reason, cable)
    return Preview(telegram, telegram.reference_id, Outcome.NEW_VERSION, existing=cable)


def ingest(
    *,
    inputs: Iterable[RawCable | Rejection],
    source: Source,
    visibility: Visibility = Visibility.PUBLISHED,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> IngestReport:
    """Store every input in a transaction of its own, link them, and account for each.

    `source` may be unsaved: it is saved before the first cable that is new or changed, so that a run which changes
    nothing leaves nothing. `visibility` is for new cables; a cable that is there keeps its own. With `dry_run` nothing
    is written and the report says what would happen. An input that cannot be stored is rejected and the rest goes on;
    only a failing database (OperationalError) ends a run, and what was stored by then stays.

    The search index follows with `cables.search.drain()`, which is the caller's to call.
    """
    run: _Run = _Rehearsal(source, visibility) if dry_run else _Run(source, visibility)
    counts: Counter[Outcome] = Counter()
    rejected = []
    for given in inputs:
        item = run.take(given)
        counts[item.outcome] += 1
        if item.outcome is Outcome.REJECTED:
            rejected.append(item)
        if progress:
            progress(item)
    run.finish()
    return IngestReport(counts={outcome: counts[outcome] for outcome in Outcome}, rejected=tuple(rejected))


class _Run:
    """Takes one input after the other."""

    def __init__(self, source: Source, visibility: Visibility) -> None:
        self._source = source
        self._visibility = visibility
        self._lookups = Lookups()
        self._unlinked: list[int] = []

    def take(self, given: RawCable | Rejection) -> IngestItem:
        """Never raises for what one input is like."""
        if isinstance(given, Rejection):
            return IngestItem(given.origin, Outcome.REJECTED, reason=given.reason)
        try:
            return self._take(given)
        except NotStored as refusal:
            return IngestItem(given.origin, Outcome.REJECTED, reason=str(refusal))
        except OperationalError:
            raise
        except DatabaseError as error:
            logger.exception("%s could not be stored", given.origin)
            fault = f"the database refused it ({_first_line(error)})"
        except Exception as error:
            logger.exception("%s could not be read", given.origin)
            fault = f"the program failed over it ({type(error).__name__}: {_first_line(error)})"
        reason = f"{given.origin} was not stored: {fault}. Nothing of it was kept; please report it with the file."
        return IngestItem(given.origin, Outcome.REJECTED, reason=reason)

    def finish(self) -> None:
        """Two processes that store cables which name each other do not see each other's until both have stored."""
        if self._unlinked:
            link(self._unlinked)
            self._unlinked.clear()

    def _take(self, raw: RawCable) -> IngestItem:
        seen = preview(raw, visibility=self._visibility)
        outcome = seen.outcome
        if outcome in {Outcome.CREATED, Outcome.NEW_VERSION}:
            outcome = self._keep(raw, seen)
        return IngestItem(raw.origin, outcome, seen.reference_id, seen.reason)

    def _keep(self, raw: RawCable, seen: Preview) -> Outcome:
        if self._source.pk is None:
            self._source.save()
        stored = store(
            raw=raw,
            telegram=seen.telegram,
            source=self._source,
            visibility=self._visibility,
            lookups=self._lookups,
        )
        self._unlinked.append(stored.cable_pk)
        if len(self._unlinked) >= LINK_EVERY:
            self.finish()
        return stored.outcome


class _Rehearsal(_Run):
    """Keeps in mind what it would have stored, and stores nothing."""

    def __init__(self, source: Source, visibility: Visibility) -> None:
        super().__init__(source, visibility)
        self._kept: defaultdict[str, set[str]] = defaultdict(set)

    def _keep(self, raw: RawCable, seen: Preview) -> Outcome:
        kept = self._kept[seen.reference_id]
        hashed = digest(raw.raw)
        if hashed in kept:
            return Outcome.UNCHANGED
        outcome = Outcome.NEW_VERSION if kept else seen.outcome
        kept.add(hashed)
        return outcome


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
