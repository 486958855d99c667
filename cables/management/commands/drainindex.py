from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError

from cables.search import SearchUnavailable, drain
from cables.workspace.searching import note_arrivals


class Command(BaseCommand):
    help = "Make the search index follow all recorded changes of cables."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            followed = drain()
            note_arrivals()
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The index followed {followed:,} recorded {'change' if followed == 1 else 'changes'}.")
