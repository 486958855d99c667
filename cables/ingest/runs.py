"""One run over many inputs: batch by batch judged, stored and accounted for."""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from django.db import DatabaseError, OperationalError
from django.utils import timezone

from cables.ingest import statistics
from cables.ingest.agreement import read_telegram
from cables.ingest.linking import link_all
from cables.ingest.lookups import Lookups
from cables.ingest.preparing import Failed, Prepared, first_line, prepare_batches
from cables.ingest.storing import NotStored, Present, Ready, digest, no_id, present, ready, store_all
from cables.ingest.tables import expect_many
from cables.ingest.values import IngestItem, IngestReport, Outcome, Preview, Progress, RawCable, Rejection
from cables.models import Cable, Source, Version, Visibility

BATCH = 500
"""Cables of one transaction."""
BATCH_BYTES = 8_000_000
"""Raw bytes after which a batch is full."""

MANY = 10_000
"""Inputs of a run after which the tables are filled otherwise than the database thinks."""

REJECTIONS_KEPT = 1_000
"""In the report; `progress` is told of all."""

Given = RawCable | Rejection

logger = logging.getLogger(__name__)


def preview(raw: RawCable, *, visibility: Visibility = Visibility.PUBLISHED) -> Preview:
    """What `ingest` would make of one text; writes nothing."""
    telegram = read_telegram(raw)
    if not telegram.reference_id:
        return Preview(telegram, "", Outcome.REJECTED, no_id(raw.origin))
    cable = Cable.objects.filter(reference_id=telegram.reference_id).first()
    held = present([telegram.reference_id])[telegram.reference_id]
    try:
        outcome = held.outcome_of(ready(raw, telegram), visibility)
    except NotStored as refusal:
        return Preview(telegram, telegram.reference_id, Outcome.REJECTED, str(refusal), cable)
    return Preview(telegram, telegram.reference_id, outcome, existing=cable)


def ingest(
    *,
    inputs: Iterable[Given],
    source: Source,
    visibility: Visibility = Visibility.PUBLISHED,
    dry_run: bool = False,
    workers: int = 1,
    progress: Progress | None = None,
) -> IngestReport:
    """Store every input, link them, and account for each in order.

    Inputs are read by `workers` processes and stored in transactions of up to BATCH; where one of a batch cannot be
    stored, it is rejected and the others go on. What was stored stays, whatever ends the run: the same run again
    finds it unchanged and goes on behind it. `source` may be unsaved: it is saved with the first cable that is new or
    changed, so that a run which changes nothing leaves nothing; once a run has ended its source says when.
    `visibility` is for new cables; a cable that is there keeps its own. With `dry_run` nothing is written and the
    report says what would happen.

    Raises OperationalError where the database fails and WorkersLost where a process does. The search index follows
    with `cables.search.drain()`, which is the caller's to call.
    """
    run: _Run = _Rehearsal(source, visibility) if dry_run else _Run(source, visibility)
    run.begin()
    counts: Counter[Outcome] = Counter()
    rejected: list[IngestItem] = []
    for item in run.items(inputs, workers):
        counts[item.outcome] += 1
        if item.outcome is Outcome.REJECTED and len(rejected) < REJECTIONS_KEPT:
            rejected.append(replace(item, raw=b""))
        if progress:
            progress(item)
    run.finish()
    return IngestReport(counts={outcome: counts[outcome] for outcome in Outcome}, rejected=tuple(rejected))


@dataclass(frozen=True, slots=True)
class _Batch:
    """Inputs in order; `known` are those whose bytes the archive has already, with the ids of their cables."""

    inputs: tuple[Given, ...]
    known: dict[int, str]

    @property
    def unread(self) -> list[RawCable]:
        """What must be parsed to be judged."""
        return [
            given for place, given in enumerate(self.inputs) if isinstance(given, RawCable) and place not in self.known
        ]


class _Run:
    """Takes one batch after the other."""

    def __init__(self, source: Source, visibility: Visibility) -> None:
        self._source = source
        self._visibility = visibility
        self._lookups = Lookups()
        self._read = 0

    def begin(self) -> None:
        expect_many()

    def items(self, inputs: Iterable[Given], workers: int) -> Iterator[IngestItem]:
        """Never raises for what one input is like."""
        waiting: list[_Batch] = []

        def unread() -> Iterator[list[RawCable]]:
            for batch in _batches(inputs):
                waiting.append(batch)
                yield batch.unread

        for prepared in prepare_batches(unread(), workers):
            yield from self._take(waiting.pop(0), iter(prepared))

    def finish(self) -> None:
        link_all()
        if self._source.pk is not None:
            if self._read >= MANY:
                statistics.gather()
            self._source.finished_at = timezone.now()
            self._source.save(update_fields=["finished_at"])

    def _take(self, batch: _Batch, prepared: Iterator[Prepared]) -> Iterator[IngestItem]:
        self._read += len(batch.inputs)
        items: list[IngestItem | None] = []
        storing: list[tuple[int, Ready]] = []
        for place, given in enumerate(batch.inputs):
            if isinstance(given, Rejection):
                items.append(IngestItem(given.origin, Outcome.REJECTED, reason=given.reason, raw=given.raw))
            elif place in batch.known:
                items.append(IngestItem(given.origin, Outcome.UNCHANGED, batch.known[place]))
            else:
                one = next(prepared)
                items.append(_failure(given, one) if isinstance(one, Failed) else None)
                if isinstance(one, Ready):
                    storing.append((place, one))
        for part in _with_different_ids(storing):
            outcomes = self._judge([one for _, one in part])
            for (place, _), item in zip(part, outcomes, strict=True):
                items[place] = item
        yield from filter(None, items)

    def _judge(self, given: Sequence[Ready]) -> list[IngestItem]:
        """Stores all, or where that fails each by itself."""
        try:
            results = store_all(given, source=self._source, visibility=self._visibility, lookups=self._lookups)
        except OperationalError:
            raise
        except Exception as error:
            if len(given) > 1:
                return list(chain.from_iterable(self._judge([one]) for one in given))
            logger.exception("%s could not be stored", given[0].raw.origin)
            fault = (
                f"the database refused it ({first_line(error)})"
                if isinstance(error, DatabaseError)
                else f"the program failed over it ({type(error).__name__}: {first_line(error)})"
            )
            return [_failure(given[0].raw, Failed(fault))]
        return [
            IngestItem(one.raw.origin, Outcome.REJECTED, one.rows.reference_id, str(result), one.raw.raw)
            if isinstance(result, NotStored)
            else IngestItem(one.raw.origin, result.outcome, result.reference_id)
            for one, result in zip(given, results, strict=True)
        ]


class _Rehearsal(_Run):
    """Notes what it would have stored, in a nameless file of its own, and stores nothing."""

    def __init__(self, source: Source, visibility: Visibility) -> None:
        super().__init__(source, visibility)
        self._notes = sqlite3.connect("")
        self._notes.execute("CREATE TABLE foreseen (reference_id TEXT, digest TEXT)")
        self._notes.execute("CREATE INDEX foreseen_of ON foreseen (reference_id)")

    def begin(self) -> None:
        """Nothing will be written."""

    def finish(self) -> None:
        """There is nothing to link."""
        self._notes.close()

    def _judge(self, given: Sequence[Ready]) -> list[IngestItem]:
        held = present(one.rows.reference_id for one in given)
        return [self._foresee(one, held[one.rows.reference_id]) for one in given]

    def _foresee(self, one: Ready, held: Present) -> IngestItem:
        reference_id = one.rows.reference_id
        noted = self._notes.execute("SELECT digest FROM foreseen WHERE reference_id = ?", [reference_id]).fetchall()
        if noted:
            held.hashes.update(digest for (digest,) in noted)
            held.contents.update(digest for (digest,) in noted)
            if held.pk is None:
                held.pk, held.visibility = 0, self._visibility
        try:
            outcome = held.outcome_of(one, self._visibility)
        except NotStored as refusal:
            return IngestItem(one.raw.origin, Outcome.REJECTED, one.rows.reference_id, str(refusal), one.raw.raw)
        if outcome is not Outcome.UNCHANGED:
            noting = [(reference_id, one.sha256), (reference_id, one.rows.content)]
            self._notes.executemany("INSERT INTO foreseen VALUES (?, ?)", noting)
        return IngestItem(one.raw.origin, outcome, one.rows.reference_id)


def _batches(inputs: Iterable[Given]) -> Iterator[_Batch]:
    taken: list[Given] = []
    size = 0
    for given in inputs:
        taken.append(given)
        size += len(given.raw) if isinstance(given, RawCable) else 0
        if len(taken) >= BATCH or size >= BATCH_BYTES:
            yield _Batch(tuple(taken), _known(taken))
            taken, size = [], 0
    if taken:
        yield _Batch(tuple(taken), _known(taken))


def _known(inputs: Sequence[Given]) -> dict[int, str]:
    """Places of the inputs that the archive has byte for byte, under the same stated id: they need not be parsed."""
    hashed = {place: digest(given.raw) for place, given in enumerate(inputs) if isinstance(given, RawCable)}
    if not hashed:
        return {}
    stored = Version.objects.filter(sha256__in=set(hashed.values())).order_by()
    ids = {
        (sha256, found_id): name
        for sha256, found_id, name in stored.values_list("sha256", "found_id", "cable__reference_id")
    }
    known = {}
    for place, sha256 in hashed.items():
        given = inputs[place]
        if isinstance(given, RawCable) and (sha256, given.found_id) in ids:
            known[place] = ids[sha256, given.found_id]
    return known


def _with_different_ids(storing: Sequence[tuple[int, Ready]]) -> Iterator[list[tuple[int, Ready]]]:
    """Runs in order, each with every id once: what comes second is judged by what came first."""
    part: list[tuple[int, Ready]] = []
    ids: set[str] = set()
    for place, one in storing:
        if one.rows.reference_id in ids:
            yield part
            part, ids = [], set()
        part.append((place, one))
        ids.add(one.rows.reference_id)
    if part:
        yield part


def _failure(given: RawCable, failed: Failed) -> IngestItem:
    reason = (
        failed.reason
        if failed.refused
        else f"{given.origin} was not stored: {failed.reason}. Nothing of it was kept; please report it with the file."
    )
    return IngestItem(given.origin, Outcome.REJECTED, reason=reason, raw=given.raw)
