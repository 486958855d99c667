from __future__ import annotations

import sys
from typing import Any

from django.core.management import BaseCommand

from cables.ingest import verify
from cables.management.progress import told
from cables.search import SearchUnavailable, check

FAULTS_SHOWN = 100


class Command(BaseCommand):
    help = (
        "Look whether every raw text is the one that was stored, every reference leads to the cable it names, and the "
        "search index agrees with the database. Exit code 0 if all is well, 1 if not."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        with told(self.stdout, "raw texts") as progress:
            for fault in verify(progress):
                faults += 1
                if faults <= FAULTS_SHOWN:
                    self.stdout.write(fault.sentence)
        if faults > FAULTS_SHOWN:
            self.stdout.write(f"and {faults - FAULTS_SHOWN:,} faults more.")
        try:
            drift = check()
        except SearchUnavailable as error:
            self.stdout.write(str(error))
            sys.exit(1)
        if not drift.in_step:
            faults += 1
            self.stdout.write("The search index does not agree with the database. Run: manage.py rebuildindex.")
        if faults:
            sys.exit(1)
        self.stdout.write("Every raw text, every link and the search index are as they should be.")
