from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from django.core.management import BaseCommand, CommandError

from cables.management.progress import told
from cables.search import SearchUnavailable, check

NAMED = 10
"""Cables of each sort of drift that are named."""


class Command(BaseCommand):
    help = "Read all of the search index and compare it with the database. Exit code 0 if they agree, 1 if not."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with told(self.stdout, "cables") if options["verbosity"] else nullcontext() as tell:
                drift = check(tell)
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        self.tell("published, but not in the index", drift.missing)
        self.tell("indexed with other content than the database has", drift.stale)
        self.tell("in the index, but not published", drift.surplus)
        self.tell("changed, and the index has yet to follow", drift.waiting)
        if not drift.in_step:
            self.stdout.write("The index does not agree with the database. Run: manage.py rebuildindex.")
        elif drift.waiting:
            self.stdout.write("The index is behind the database. Run: manage.py drainindex.")
        else:
            self.stdout.write("The index agrees with the database.")
            return
        sys.exit(1)

    def tell(self, what: str, reference_ids: Sequence[str]) -> None:
        if reference_ids:
            named = ", ".join(reference_ids[:NAMED]) + (" ..." if len(reference_ids) > NAMED else "")
            self.stdout.write(f"{len(reference_ids):,} {what}: {named}")
