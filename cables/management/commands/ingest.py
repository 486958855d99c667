from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from cables.ingest import (
    IngestItem,
    IngestReport,
    Meter,
    Outcome,
    WorkersLost,
    ingest,
    printable,
    read_sources,
)
from cables.ingest.sources import STANDARD_INPUT
from cables.management.progress import telling, told
from cables.management.reports import RejectedFolder, report_file
from cables.models import Source, Visibility
from cables.search import SearchUnavailable, drain, quicker_anew, rebuild
from cables.workspace.searching import note_arrivals

NAMED_PATHS = 3
"""Of those given, in the name of the source."""
REASONS_SHOWN = 20
REJECTED, NOT_BEGUN, INTERRUPTED = 1, 2, 130


class Command(BaseCommand):
    help = (
        "Read raw telegrams into the archive: from texts, web pages, cables.csv, JSON lines, zip and tar archives or "
        "compressed files of these, and from folders. Whatever ends a run, the same command again goes on behind it. "
        "Exit code 0 if nothing was rejected, 1 if something was, 2 if the run could not begin."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder; - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--draft", action="store_true", help="hide new cables from visitors until published")
        parser.add_argument("--demo", action="store_true", help="mark the cables as invented on every page")
        parser.add_argument(
            "--resume", action="store_true", help="go on with a run of these paths that was interrupted"
        )
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes that read telegrams"
        )
        parser.add_argument("--rejected", type=Path, metavar="FOLDER", help="set aside what is rejected, with reasons")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write what became of the inputs as JSON")
        parser.add_argument(
            "--no-index", action="store_true", help="leave the search index to drainindex or rebuildindex"
        )

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        for path in paths:
            if not (path.exists() or path == STANDARD_INPUT):
                raise CommandError(f"{path} is not there. Give files or folders.", returncode=NOT_BEGUN)
        if options["workers"] < 1:
            raise CommandError("--workers must be at least 1.", returncode=NOT_BEGUN)
        source = self.source(paths, demo=options["demo"], resume=options["resume"])
        aside = self.made(RejectedFolder, options["rejected"]) if options["rejected"] else None
        begun = time.monotonic()
        try:
            report = self.run(paths, source, aside, options)
        except KeyboardInterrupt:
            self.stderr.write(f"Stopped. {how_to_go_on(source)}")
            sys.exit(INTERRUPTED)
        except OperationalError as error:
            error.add_note(f"Make room for it, or mend what it says. {how_to_go_on(source)}")
            raise
        except WorkersLost as lost:
            raise CommandError(str(lost)) from lost
        self.tell_result(report, dry_run=options["dry_run"], aside=aside)
        if options["report"]:
            self.made(report_file, options["report"], report, paths, time.monotonic() - begun, options["dry_run"])
        if not (options["dry_run"] or options["no_index"]):
            self.update_index()
        if report.rejected_count:
            sys.exit(REJECTED)

    def source(self, paths: Sequence[Path], *, demo: bool, resume: bool) -> Source:
        kind, name = Source.Kind.DEMO if demo else Source.Kind.FILES, name_of(paths)
        if not resume:
            return Source(kind=kind, name=name)
        interrupted = Source.objects.interrupted(kind, name)
        if interrupted is None:
            raise CommandError(
                f"No run of {name} was interrupted. Leave out --resume to begin one.", returncode=NOT_BEGUN
            )
        return interrupted

    def run(
        self, paths: Sequence[Path], source: Source, aside: RejectedFolder | None, options: dict[str, Any]
    ) -> IngestReport:
        meter = Meter.of(paths)
        read = rejected = 0
        with telling(self.stdout) as tell:

            def keep(item: IngestItem) -> None:
                nonlocal read, rejected
                read += 1
                if item.outcome is Outcome.REJECTED:
                    rejected += 1
                    if aside:
                        set_aside(aside, item, source)
                words = f"{read:,} read, {rejected:,} rejected"
                tell(words, meter.bytes_read, meter.bytes_in_all, read, item.origin)

            return ingest(
                inputs=read_sources(paths, meter),
                source=source,
                visibility=Visibility.DRAFT if options["draft"] else Visibility.PUBLISHED,
                dry_run=options["dry_run"],
                workers=options["workers"],
                progress=keep,
            )

    def made(self, make: Any, path: Path, *arguments: Any) -> Any:
        try:
            return make(path, *arguments)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.", returncode=NOT_BEGUN) from error

    def tell_result(self, report: IngestReport, *, dry_run: bool, aside: RejectedFolder | None) -> None:
        if not report.total:
            self.stdout.write("There was nothing to read.")
            return
        for item in report.rejected if aside is None else report.rejected[:REASONS_SHOWN]:
            self.stdout.write(f"Rejected: {item.reason}")
        if report.rejected_count > len(report.rejected):
            self.stdout.write(f"and {report.rejected_count - len(report.rejected):,} more; --rejected keeps them all.")
        if aside and report.rejected_count:
            self.stdout.write(f"What was rejected lies in {aside.folder}, with all reasons in {aside.reasons.name}.")
        if dry_run:
            self.stdout.write("Dry run: nothing was written. What would happen:")
        for outcome in Outcome:
            self.stdout.write(f"{outcome.value:<12}{report.counts[outcome]:>9,}")
        self.stdout.write(f"{'total':<12}{report.total:>9,}")

    def update_index(self) -> None:
        try:
            if quicker_anew():
                self.stdout.write(
                    "Most of the archive is new to the search index, so it is built anew by all processors; stopped, "
                    "it is finished by rebuildindex."
                )
                with told(self.stdout, "cables") as tell:
                    rebuild(tell)
            drain()
            # Here, and not in the first feed that somebody asks for, which would wait for all of it.
            note_arrivals()
        except SearchUnavailable as error:
            raise CommandError(f"The cables are stored, but the search index did not follow: {error}") from error


def set_aside(aside: RejectedFolder, item: IngestItem, source: Source) -> None:
    try:
        aside.keep(item)
    except OSError as error:
        raise CommandError(
            f"{aside.folder} cannot be written ({error.strerror}). Make room for it. {how_to_go_on(source)}"
        ) from error


def how_to_go_on(source: Source) -> str:
    """After a run that was ended; its source is saved with the first cable that it stores."""
    if source.pk is None:
        return "Nothing was stored; give the same command again."
    return "What was stored so far stays; give the same command with --resume to go on."


def name_of(paths: Sequence[Path]) -> str:
    """What the pages call this source: the names given, without the folders they lie in."""
    names = [
        "standard input" if path == STANDARD_INPUT else printable(path.resolve().name) for path in paths[:NAMED_PATHS]
    ]
    more = len(paths) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")
