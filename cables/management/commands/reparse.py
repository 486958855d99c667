from __future__ import annotations

import json
import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from cables.ingest import Difference, WorkersLost, reread
from cables.management.progress import told
from cables.models import Cable
from cables.search import SearchUnavailable, drain

LEFT_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Read the raw texts that are kept with the present parser and store what it reads otherwise. "
        "Tells how many cables differ in each field."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference_ids", nargs="*", metavar="ID", help="cables to read again; all if none is given")
        parser.add_argument("--dry-run", action="store_true", help="tell what would change and write nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write every difference as a line of JSON")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes that read")

    def handle(self, *args: Any, reference_ids: list[str], dry_run: bool, **options: Any) -> None:
        cables = Cable.objects.filter(reference_id__in=reference_ids) if reference_ids else Cable.objects.all()
        if reference_ids and cables.count() < len(set(reference_ids)):
            missing = sorted(set(reference_ids) - set(cables.values_list("reference_id", flat=True)))
            raise CommandError(f"{missing[0]} is not in the archive. Give ids as the pages show them.")
        with ExitStack() as stack:
            report = None
            if options["report"]:
                try:
                    report = stack.enter_context(options["report"].open("w", encoding="utf-8"))
                except OSError as error:
                    raise CommandError(f"{options['report']} cannot be written: {error.strerror}.") from error

            def tell(difference: Difference) -> None:
                if report:
                    said = {
                        "reference_id": difference.reference_id,
                        "field": difference.field,
                        "before": difference.before,
                        "after": difference.after,
                    }
                    report.write(json.dumps(said, default=str) + "\n")

            progress = stack.enter_context(told(self.stdout, "cables"))
            try:
                result = reread(cables, dry_run=dry_run, workers=options["workers"], tell=tell, progress=progress)
            except WorkersLost as lost:
                raise CommandError(str(lost)) from lost
        for _, sentence in result.left[:LEFT_SHOWN]:
            self.stdout.write(sentence)
        if len(result.left) > LEFT_SHOWN:
            self.stdout.write(f"and {len(result.left) - LEFT_SHOWN:,} more stay as they are.")
        verb = "would change" if dry_run else "changed"
        self.stdout.write(f"{result.read:,} cables were read, {result.changed:,} {verb}.")
        for name, count in result.fields.most_common():
            self.stdout.write(f"{count:>9,}  {name.replace('_', ' ')}")
        if not dry_run and result.changed:
            try:
                drain()
            except SearchUnavailable as error:
                raise CommandError(f"The cables are stored, but the search index did not follow: {error}") from error
