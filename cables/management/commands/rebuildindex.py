from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.core.management import BaseCommand, CommandError

from cables.management.progress import told
from cables.search import SearchUnavailable, rebuild
from cables.workspace.searching import note_arrivals

INTERRUPTED = 130


class Command(BaseCommand):
    help = "Build the search index anew; the old one serves until the new one is ready. Stopped, it goes on next time."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with told(self.stdout, "cables") if options["verbosity"] else nullcontext() as tell:
                cables = rebuild(tell)
            note_arrivals()
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. The index serves as before; give the same command again to go on.", returncode=INTERRUPTED
            ) from None
        self.stdout.write(f"The index was rebuilt: {cables:,} {'cable' if cables == 1 else 'cables'}.")
