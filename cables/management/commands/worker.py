from __future__ import annotations

import argparse
import os
import threading
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from cables.admin.jobs import tidy
from cables.worker import work
from cables.workspace.tasks import mail_alerts

HOURLY = (tidy, mail_alerts)
"""Tasks that the worker does when it begins and then once an hour."""


class Command(BaseCommand):
    help = (
        "Do the work that no request waits for: read uploads, publish many texts at once, mail alerts. `serve` starts "
        "one; where another worker runs already on the same DATA_DIR, this one waits until that has ended."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-closed", type=int, metavar="PIPE", help=argparse.SUPPRESS)

    def handle(self, *args: Any, until_closed: int | None, **options: Any) -> None:
        if until_closed is not None:
            threading.Thread(target=end_with, args=[until_closed], daemon=True).start()
        try:
            work(hourly=HOURLY)
        except DatabaseError as error:
            raise CommandError(f"The worker ends, because the database failed: {error}.") from error


def end_with(pipe: int) -> None:
    """Waits until the server, which holds the other end of the pipe, has ended."""
    os.read(pipe, 1)
    os._exit(0)
