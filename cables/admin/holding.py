"""How a worker holds a job: taken up, done in steps, let go; nobody else can do the same step."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from cables.history import record
from cables.models import Event, Job, Upload

FRUITLESS = 5
"""So often a job is taken up without one step being done, before it is given up."""

VERBS = {
    Job.Kind.READ: Event.Verb.READ,
    Job.Kind.PUBLISH: Event.Verb.PUBLISHED,
    Job.Kind.DISCARD: Event.Verb.DISCARDED,
    Job.Kind.TAKE_BACK: Event.Verb.TAKEN_BACK,
}


class JobFailed(Exception):
    """The job cannot be done. The message says why, in a sentence or two for people."""


class JobStopped(Exception):
    """Somebody asked that the job stop."""


class JobLost(Exception):
    """The job is no longer this worker's: another one has taken it up, or it has ended."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The right to do a job, for as long as nobody else takes it up."""

    pk: int
    token: str
    upload: Upload

    @contextmanager
    def step(self) -> Iterator[Job]:
        """One step, in a transaction: what it writes and how far the job is by it stand or fall together.

        Yields the job, without its items, to set `total`, `done` and `counts`. Raises JobStopped and JobLost.
        """
        with transaction.atomic():
            job = self._mine()
            if job.stopped_by_id is not None:
                raise JobStopped
            yield job
            job.fruitless = 0
            job.progressed_at = timezone.now()
            job.save(update_fields=["total", "done", "counts", "fruitless", "progressed_at"])

    def tell(self, **counts: int) -> None:
        """Show how far a step is that takes long. Raises JobStopped and JobLost."""
        with transaction.atomic():
            job = self._mine()
            if job.stopped_by_id is not None:
                raise JobStopped
            job.counts = {**job.counts, **counts}
            job.progressed_at = timezone.now()
            job.save(update_fields=["counts", "progressed_at"])

    @contextmanager
    def end(self, state: Job.State, remark: str = "") -> Iterator[Job]:
        """End the job, in the transaction of the block. Raises JobLost."""
        with transaction.atomic():
            job = self._mine()
            yield job
            end(job, state, remark)

    def _mine(self) -> Job:
        job = Job.objects.select_for_update().defer("items").get(pk=self.pk)
        if job.holder != self.token or job.state != Job.State.RUNNING:
            raise JobLost
        return job


def take_up(pk: int) -> Hold | None:
    """Hold the job; None where there is nothing to do any more."""
    with transaction.atomic():
        job = Job.objects.select_for_update().defer("items").filter(pk=pk).first()
        if job is None or not job.unfinished:
            return None
        if job.stopped_by_id is not None:
            end(job, Job.State.STOPPED)
            return None
        if job.fruitless >= FRUITLESS:
            end(job, Job.State.FAILED, _no_progress(job))
            return None
        now = timezone.now()
        job.state = Job.State.RUNNING
        job.holder = secrets.token_hex(16)
        job.fruitless += 1
        job.started_at = job.progressed_at = now
        job.done_before = job.done
        job.save(update_fields=["state", "holder", "fruitless", "started_at", "progressed_at", "done_before"])
    return Hold(job.pk, job.holder, Upload.objects.get(pk=job.upload_id))


def end(job: Job, state: Job.State, remark: str = "") -> None:
    """The caller holds the job locked in a transaction."""
    job.state = state
    job.remark = remark
    job.ended_at = timezone.now()
    job.items = []
    job.save(update_fields=["state", "remark", "ended_at", "items"])
    _record_end(job, job.ended_at)


def _record_end(job: Job, at: datetime) -> None:
    by_program = job.kind == Job.Kind.READ
    user: User | None = None if by_program else job.asked_by
    if job.done:
        details = {"texts": job.done, **job.counts}
        record(verb=VERBS[Job.Kind(job.kind)], user=user, upload=job.upload, details=details)
    if job.state == Job.State.STOPPED:
        record(verb=Event.Verb.STOPPED, user=job.stopped_by, upload=job.upload, details={"job": job.kind})
    if job.state == Job.State.FAILED:
        record(verb=Event.Verb.FAILED, user=None, upload=job.upload, note=job.remark, details={"job": job.kind})


def _no_progress(job: Job) -> str:
    return (
        f"The worker was ended {FRUITLESS} times after text {job.done:,} without getting any further, perhaps for want "
        "of memory. What was done before stays."
    )
