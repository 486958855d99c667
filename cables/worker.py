"""Work that no request waits for: one process takes tasks from a queue in the database, one after the other.

A task is a function under `@task()` of django_tasks; `TASK.enqueue(...)` in a transaction queues it with what the
transaction writes. A task whose worker was killed begins again with the next worker, so it must bear being run twice.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

ATTEMPTS = 20
"""After so many workers have died over a task it is given up."""
HOUR = 3600.0

UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)

logger = logging.getLogger(__name__)


class WorkerGone(Exception):
    """Given as the reason of a task that no worker survived."""


def worker_runs() -> bool:
    """Whether a worker is there that will take what is queued."""
    try:
        with _lock_file().open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def work(*, hourly: Sequence[Task[Any, Any]] = ()) -> None:
    """Wait until no other worker runs, then take tasks until the process is ended; `hourly` ones once an hour.

    The process may be ended at any moment, by any means: nothing is cleaned up behind it, because nothing need be.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end_at_once)
    with the_only_worker():
        put_back()
        threading.Thread(target=_enqueue_hourly, args=[hourly], daemon=True).start()
        Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=1,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{os.getpid()} {time.time():.0f}",
        ).run()


@contextmanager
def the_only_worker() -> Iterator[None]:
    """Waits for its turn. The system takes the lock from a process that ends, however it ends."""
    path = _lock_file()
    path.touch(mode=0o600)
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def put_back() -> None:
    """Queue again what a worker was doing that is no more; to be called by the only worker, before it begins."""
    with transaction.atomic():
        for left in DBTaskResult.objects.running().select_for_update():
            if len(left.worker_ids) >= ATTEMPTS:
                left.set_failed(WorkerGone(f"{ATTEMPTS} workers have died over it."))
            else:
                left.status = TaskResultStatus.READY
                left.save(update_fields=["status"])


def _lock_file() -> Path:
    return Path(settings.DATA_DIR) / "worker.lock"


def _end_at_once(number: int, frame: Any) -> None:
    """Rather than finish the task or clean up: what bears being killed bears this."""
    os._exit(0)


def _enqueue_hourly(tasks: Sequence[Task[Any, Any]]) -> None:
    while True:
        try:
            for one in tasks:
                if not DBTaskResult.objects.filter(task_path=one.module_path, status__in=UNFINISHED).exists():
                    one.enqueue()
        except DatabaseError:
            logger.exception("The tasks of this hour could not be queued")
        connection.close()
        time.sleep(HOUR)
