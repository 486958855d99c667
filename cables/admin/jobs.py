"""The jobs of the desk: started by a request, done by the worker, stopped by whoever may decide."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cables.admin.desk import decide_all
from cables.admin.holding import Hold, JobFailed, JobLost, JobStopped, end, take_up
from cables.admin.receiving import FileOnDisk, remove
from cables.admin.taking_in import take_in
from cables.history import record
from cables.ingest import printable, storable
from cables.models import Event, Job, ReceivedFile, Upload, UploadItem
from cables.worker import UNFINISHED, worker_runs

ATTEMPTS = 5
"""How often a job is tried while the database fails, with pauses of 1, 2, 4 ... seconds."""
STRAY = timedelta(days=1)
"""Age of a file in UPLOADS_DIR that no upload knows, after which it is taken for the rest of a request that ended."""
REMEMBERED_DAYS = 14
"""For how long the queue remembers tasks that are done."""

WORK: dict[Job.Kind, Callable[[Hold], None]] = {
    Job.Kind.READ: take_in,
    Job.Kind.PUBLISH: decide_all,
    Job.Kind.DISCARD: decide_all,
    Job.Kind.TAKE_BACK: decide_all,
}

logger = logging.getLogger(__name__)


class JobRefused(Exception):
    """The job was not started. The message is one sentence for the page."""


def start_upload(*, files: Sequence[FileOnDisk], user: User) -> Upload:
    """Make an upload of received files, and have the worker read it."""
    with transaction.atomic():
        upload = Upload.objects.create(added_by=user)
        ReceivedFile.objects.bulk_create(
            ReceivedFile(
                upload=upload,
                position=position,
                name=storable(printable(file.name or "unnamed file")),
                size=file.size or 0,
                sha256=file.sha256,
                stored=file.stored,
            )
            for position, file in enumerate(files, 1)
        )
        details = {"files": len(files), "bytes": sum(file.size or 0 for file in files)}
        record(verb=Event.Verb.RECEIVED, user=user, upload=upload, details=details)
        start(upload=upload, kind=Job.Kind.READ, user=user)
    return upload


def start(*, upload: Upload, kind: Job.Kind, user: User, items: Sequence[int] = ()) -> Job:
    """Queue a job about an upload. Raises JobRefused where another one is not finished yet."""
    job = Job(upload=upload, kind=kind, asked_by=user, items=list(items))
    if kind == Job.Kind.READ:
        read = upload.items.aggregate(
            done=Count("pk"),
            rejected=Count("pk", filter=Q(state=UploadItem.State.REJECTED)),
            defects=Count("pk", filter=Q(defect_count__gt=0)),
        )
        job.done = read.pop("done")
        job.counts = read
    try:
        with transaction.atomic():
            job.save()
            run_job.enqueue(job.pk)
    except IntegrityError as error:
        raise JobRefused(_busy(upload)) from error
    return job


def stop(*, job: Job, user: User) -> None:
    """Have a job end after its present step, or at once where nobody is at it; what was done by then stays."""
    with transaction.atomic():
        locked = Job.objects.select_for_update().defer("items").get(pk=job.pk)
        if not locked.unfinished:
            return
        locked.stopped_by = locked.stopped_by or user
        locked.save(update_fields=["stopped_by"])
        if locked.state == Job.State.WAITING or not worker_runs():
            end(locked, Job.State.STOPPED)


@task()
def run_job(pk: int) -> None:
    """Do a job from where it stands to its end, whatever that is; begun again, it goes on."""
    for attempt in range(ATTEMPTS):
        hold = take_up(pk)
        if hold is None:
            return
        try:
            _do(hold)
            return
        except JobLost:
            logger.warning("Job %s is done by another worker, or has ended", pk)
            return
        except OperationalError as error:
            logger.exception("Job %s met a fault of the database", pk)
            if attempt == ATTEMPTS - 1:
                _fail(hold, f"The database failed ({_first_line(error)}). What was done before stays.")
            else:
                connection.close()
                time.sleep(2**attempt)


@task()
def tidy() -> None:
    """Remove files that are no longer needed, forget tasks long done, and queue jobs that have lost their place."""
    now = timezone.now()
    with transaction.atomic():
        over = ReceivedFile.objects.filter(kept_until__lt=now).exclude(stored="").select_for_update()
        over = over.exclude(upload__jobs__in=Job.objects.unfinished())
        expired = list(over)
        ReceivedFile.objects.filter(pk__in=[file.pk for file in expired]).update(stored="")
    for file in expired:
        remove(file.stored)
    known = set(ReceivedFile.objects.exclude(stored="").values_list("stored", flat=True))
    if settings.UPLOADS_DIR.exists():
        for path in settings.UPLOADS_DIR.iterdir():
            if path.name not in known and path.stat().st_mtime < (now - STRAY).timestamp():
                remove(path.name)
    queued = DBTaskResult.objects.filter(task_path=run_job.module_path, status__in=UNFINISHED)
    pks = {row.args_kwargs["args"][0] for row in queued}
    for job in Job.objects.unfinished().exclude(pk__in=pks).defer("items"):
        run_job.enqueue(job.pk)
    call_command("prune_db_task_results", min_age_days=REMEMBERED_DAYS, queue_name="*", verbosity=0)


def _do(hold: Hold) -> None:
    try:
        WORK[Job.Kind(Job.objects.values_list("kind", flat=True).get(pk=hold.pk))](hold)
    except JobStopped:
        with hold.end(Job.State.STOPPED):
            pass
    except JobFailed as refusal:
        _fail(hold, str(refusal))
    except (OperationalError, JobLost):
        raise
    except Exception as error:
        logger.exception("Job %s failed", hold.pk)
        _fail(
            hold,
            f"The program failed over it ({type(error).__name__}: {_first_line(error)}). What was done before stays; "
            "please report it.",
        )


def _fail(hold: Hold, failure: str) -> None:
    with hold.end(Job.State.FAILED, storable(failure)):
        pass


def _busy(upload: Upload) -> str:
    other = upload.jobs.unfinished().newest_first().first()
    if other is None:
        return f"{upload} was busy a moment ago: try once more."
    who = other.asked_by.get_username() if other.asked_by else "somebody"
    doing = {
        Job.Kind.READ: "is being read",
        Job.Kind.PUBLISH: "is being published",
        Job.Kind.DISCARD: "is being discarded",
        Job.Kind.TAKE_BACK: "is being taken back",
    }[Job.Kind(other.kind)]
    return (
        f"{upload} {doing}, as {who} asked on {other.asked_at:%-d %B %Y at %H:%M} UTC: wait until that has ended, or "
        "stop it. Nothing was changed."
    )


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
