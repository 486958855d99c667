from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError

from cables.search import SearchUnavailable, rebuild


class Command(BaseCommand):
    help = "Build the search index anew; the old one serves until the new one is ready."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cables = rebuild(self.tell_progress if options["verbosity"] else None)
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The index was rebuilt: {cables:,} {'cable' if cables == 1 else 'cables'}.")

    def tell_progress(self, done: int, total: int) -> None:
        self.stdout.write(f"{done:,} of {total:,} cables")
