from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from cables.ingest import NotCopied, export
from cables.management.progress import told


class Command(BaseCommand):
    help = (
        "Write the whole archive into a new folder: JSON lines, raw texts and a SHA-256 manifest. "
        "It holds drafts and withheld cables too. `restore` reads it back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there yet")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            with told(self.stdout, "rows") as progress:
                cables = export(folder, progress)
        except NotCopied as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{folder} could not be written: {error.strerror}.") from error
        self.stdout.write(f"{cables:,} cables were written to {folder}, drafts and withheld ones included.")
