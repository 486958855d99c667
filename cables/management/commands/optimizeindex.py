from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.core.management import BaseCommand, CommandError

from cables.management.progress import told
from cables.search import SearchUnavailable, optimize

INTERRUPTED = 130


class Command(BaseCommand):
    help = "Merge the search index into one segment, without what was removed. It serves and follows changes meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with told(self.stdout, "words") if options["verbosity"] else nullcontext() as tell:
                optimize(tell)
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Stopped. The index is as it was.", returncode=INTERRUPTED) from None
        self.stdout.write("The index is one segment.")
