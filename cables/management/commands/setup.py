from __future__ import annotations

import filecmp
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction
from django.db.backends.base.base import NO_DB_ALIAS

from cables import corpus
from cables.admin.accounts import create_first_admin
from cables.ingest import Facts, RawCable, ingest
from cables.ingest.statistics import gather
from cables.management.progress import told
from cables.models import Cable, Source, Visibility
from cables.search import SearchUnavailable, drain, outdated, rebuild
from cables.workspace.searching import note_arrivals

DEMO_SEED = 1


class Command(BaseCommand):
    help = (
        "Bring database, static files and index up to date. "
        "In an empty archive, also load the invented demonstration cables and make the first admin account."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wait", type=int, default=0, metavar="SECONDS", help="how long to wait for the database")

    def handle(self, *args: Any, wait: int, **options: Any) -> None:
        self.require_database(wait)
        call_command("migrate", interactive=False, verbosity=0)
        if static_files_changed():
            self.stdout.write("Preparing the static files ...")
            call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO_CABLES and not Cable.objects.exists():
            self.load_demo(settings.DEMO_CABLES)
        if connection.vendor == "sqlite":
            gather()  # PostgreSQL does so by itself.
        self.update_index()
        password = create_first_admin()
        if password:
            self.stdout.write(
                f"\nFirst account of the desk: user admin, one-time password {password}\n"
                "It is shown only this once; the desk asks for a new one at the first login."
            )

    def update_index(self) -> None:
        """An index that another version built is built anew, minutes of work for a large archive."""
        try:
            if outdated():
                self.stdout.write("Another version of this program built the search index; it is built anew ...")
                with told(self.stdout, "cables") as tell:
                    rebuild(tell)
            drain()
            # Here, and not in the first feed that somebody asks for, which would wait for all of it.
            note_arrivals()
        except SearchUnavailable as error:
            self.stderr.write(str(error))

    def require_database(self, wait: int) -> None:
        """Wait until a connection outside the pool succeeds; CommandError with the server's reason if it never does."""
        deadline = time.monotonic() + wait
        told = False
        while True:
            try:
                probe = connections[DEFAULT_DB_ALIAS].copy(NO_DB_ALIAS)
                probe.ensure_connection()
                probe.close()
                return
            except OperationalError as error:
                if time.monotonic() >= deadline:
                    reason = " ".join(str(error).split()).rstrip(".?")
                    raise CommandError(
                        f"The database cannot be reached: {reason}. Check that it is running, and the user, password, "
                        "host, port and name in DATABASE_URL."
                    ) from error
                if not told:
                    self.stdout.write(f"Waiting up to {wait} s for the database ...")
                    told = True
                time.sleep(1)

    def load_demo(self, cables: int) -> None:
        """All of them or, when it is stopped half-way, none."""
        self.stdout.write(f"Loading {cables} invented cables for demonstration ...")
        with transaction.atomic():
            source = Source.objects.create(kind=Source.Kind.DEMO, name="Invented for demonstration")
            report = ingest(inputs=self.invented(cables), source=source, visibility=Visibility.PUBLISHED)
        if report.rejected:
            raise CommandError(f"{len(report.rejected)} invented cables were rejected: {report.rejected[0].reason}")

    def invented(self, cables: int) -> Iterator[RawCable]:
        for number, invented in enumerate(corpus.invent(cables, DEMO_SEED), start=1):
            raw = invented.text.encode("latin-1")
            name = invented.reference_id
            yield RawCable(
                raw=raw,
                text=invented.text,
                encoding="latin-1",
                origin=f"{name}.txt",
                found_id=name,
                facts=Facts(date=invented.sent.date()),
            )
            if number % 1000 == 0:
                self.stdout.write(f"  {number:,} of {cables:,}")


def static_files_changed() -> bool:
    """Whether a static file was added or changed since they were last collected."""
    root = Path(settings.STATIC_ROOT)
    if not (root / "staticfiles.json").exists():
        return True
    return any(
        not (root / path).exists() or not filecmp.cmp(storage.path(path), root / path, shallow=False)
        for finder in get_finders()
        for path, storage in finder.list([])
    )
