from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from cables.ingest import NotCopied, restore
from cables.management.progress import told
from cables.search import rebuild


class Command(BaseCommand):
    help = "Fill an empty archive with what `export` wrote, under the same keys, and build its search index."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="what `export` wrote")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            with told(self.stdout, "rows") as progress:
                cables = restore(folder, progress)
        except NotCopied as error:
            raise CommandError(str(error)) from error
        with told(self.stdout, "cables") as progress:
            rebuild(progress)
        self.stdout.write(f"{cables:,} cables were restored from {folder}.")
