"""How far the jobs of an upload are, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import pluralize
from django.utils import timezone

from cables.models import Job, Upload
from cables.worker import worker_runs

SETTLING = 3.0
"""Seconds after which a rate means something."""

_DOING = {
    Job.Kind.READ: "Reading",
    Job.Kind.PUBLISH: "Publishing",
    Job.Kind.DISCARD: "Discarding",
    Job.Kind.TAKE_BACK: "Taking back",
}
_DONE = {
    Job.Kind.READ: "Read",
    Job.Kind.PUBLISH: "Published",
    Job.Kind.DISCARD: "Discarded",
    Job.Kind.TAKE_BACK: "Taken back",
}
_COUNTED = {
    "defects": "with defects",
    "created": "new",
    "new version": "as new versions",
    "unchanged": "here already",
    "rejected": "rejected",
    "late": "decided by others meanwhile",
}


@dataclass(frozen=True, slots=True)
class JobProgress:
    """What the page of an upload says of its last job."""

    pk: int
    state: str
    unfinished: bool
    heading: str
    sentence: str
    done: int
    total: int | None
    facts: str
    """What was made of those done, as a list of words; "" for nothing yet."""
    remark: str
    may_go_on: bool
    """It was to read the upload, has not read all, and could."""
    announced: str
    """For those who hear the page: changes seldom."""


def progress_of(upload: Upload) -> JobProgress | None:
    """Of the last job; None where an upload never had one."""
    job = upload.jobs.newest_first().select_related("stopped_by").first()
    if job is None:
        return None
    heading = _heading(job)
    tenth = 10 * (10 * job.done // job.total) if job.total else 0
    return JobProgress(
        pk=job.pk,
        state=job.state,
        unfinished=job.unfinished,
        heading=heading,
        sentence=_sentence(job),
        done=job.done,
        total=job.total,
        facts=facts(job.counts),
        remark=job.remark,
        may_go_on=job.kind == Job.Kind.READ
        and job.state in (Job.State.FAILED, Job.State.STOPPED)
        and upload.files.exclude(stored="").exists(),
        announced=f"{heading}, {tenth} %" if job.state == Job.State.RUNNING and tenth else heading,
    )


def doing(kind: str | None, state: str | None) -> str:
    """What is going on, or went wrong, in a word or two for lists; "" for nothing."""
    if kind is None or state == Job.State.DONE:
        return ""
    if state == Job.State.RUNNING:
        return _DOING[Job.Kind(kind)].lower()
    return "waits for the worker" if state == Job.State.WAITING else str(state)


def facts(counts: dict[str, Any]) -> str:
    return ", ".join(f"{counts[name]:,} {words}" for name, words in _COUNTED.items() if counts.get(name))


def texts(count: int) -> str:
    return f"{count:,} text{pluralize(count)}"


def duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _heading(job: Job) -> str:
    kind = Job.Kind(job.kind)
    if job.state == Job.State.WAITING:
        return "Waiting"
    if job.state == Job.State.RUNNING:
        return "Stopping" if job.stopped_by_id else _DOING[kind]
    if job.state == Job.State.DONE:
        return _DONE[kind]
    return f"{_DOING[kind]} {'was stopped' if job.state == Job.State.STOPPED else 'failed'}"


def _sentence(job: Job) -> str:
    if job.unfinished and not worker_runs():
        return (
            "No worker is running, so nothing happens yet. “make run” starts one with the site, “manage.py worker” one "
            "by itself; it begins with this at once."
        )
    if job.state == Job.State.WAITING:
        before = Job.objects.unfinished().filter(pk__lt=job.pk).count()
        return f"{before} other job{pluralize(before)} will be done first." if before else "It begins in a moment."
    if job.state == Job.State.RUNNING:
        return _running(job)
    return _ended(job)


def _running(job: Job) -> str:
    if job.total is None:
        found = job.counts.get("found", 0)
        return f"Counting what the files hold: {texts(found)} so far." if found else "Counting what the files hold."
    parts = [f"{job.done:,} of {texts(job.total)}"]
    done, seconds = job.done - job.done_before, _seconds(job)
    if done and seconds >= SETTLING:
        rate = done / seconds
        parts += [f"{rate:,.0f} a second", f"about {duration((job.total - job.done) / rate)} left"]
    return ", ".join(parts)


def _seconds(job: Job) -> float:
    if job.started_at is None:
        return 0.0
    return ((job.progressed_at or timezone.now()) - job.started_at).total_seconds()


def _ended(job: Job) -> str:
    who = job.stopped_by.get_username() if job.stopped_by else "somebody"
    by = f" by {who}" if job.state == Job.State.STOPPED else ""
    if job.total is None or job.done == job.total:
        return (
            f"{texts(job.done)}{by}." if job.done else f"Nothing was done{' before it was stopped' + by if by else ''}."
        )
    return f"{job.done:,} of {texts(job.total)} were done{' before it was stopped' + by if by else ''}."
