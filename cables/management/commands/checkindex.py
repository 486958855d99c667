from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from django.core.management import BaseCommand, CommandError

from cables.search import SearchUnavailable, check

NAMED = 10
"""Cables of each sort of drift that are named."""


class Command(BaseCommand):
    help = "Compare the search index with the database. Exit code 0 if they agree, 1 if not."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            drift = check()
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        self.tell("published, but not in the index", drift.missing)
        self.tell("indexed with other content than the database has", drift.stale)
        self.tell("in the index, but not published", drift.surplus)
        if drift.waiting:
            self.stdout.write(f"{drift.waiting:,} recorded changes wait to be followed. Run: manage.py drainindex.")
        if not drift.in_step:
            self.stdout.write("The index does not agree with the database. Run: manage.py rebuildindex.")
            sys.exit(1)
        self.stdout.write("The index agrees with the database.")

    def tell(self, what: str, reference_ids: Sequence[str]) -> None:
        if reference_ids:
            named = ", ".join(reference_ids[:NAMED]) + (" ..." if len(reference_ids) > NAMED else "")
            self.stdout.write(f"{len(reference_ids):,} {what}: {named}")
