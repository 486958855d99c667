from __future__ import annotations

import sys
from typing import Any

from django.core.management import BaseCommand, CommandError

from cables.search import SearchUnavailable
from cables.workspace.alerts import NoMail, send_alerts


class Command(BaseCommand):
    help = (
        "Mail everybody who asked for it what is new to their saved searches. Safe to repeat, to run twice at once and "
        "to stop: no match is lost, and at most the digest that was under way is sent again. Exit code 1 if one failed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = send_alerts()
        except (NoMail, SearchUnavailable) as error:
            raise CommandError(str(error)) from error
        if report.busy:
            self.stdout.write("Another run is sending alerts; this one did nothing.")
            return
        for sentence in report.failed:
            self.stderr.write(sentence)
        self.stdout.write(f"{report.sent:,} {'digest was' if report.sent == 1 else 'digests were'} sent.")
        if report.failed:
            sys.exit(1)
