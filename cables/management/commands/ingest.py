from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from rich import progress

from cables.ingest import IngestItem, IngestReport, Outcome, Progress, ingest, printable, read_sources
from cables.ingest.sources import STANDARD_INPUT
from cables.models import Source, Visibility
from cables.search import SearchUnavailable, drain

LINE_EVERY = 1000
"""Inputs from one line of progress to the next where the output is no terminal."""
NAMED_PATHS = 3
"""Of those given, in the name of the source."""
REJECTED, NOT_BEGUN, INTERRUPTED = 1, 2, 130


class Command(BaseCommand):
    help = (
        "Read raw telegrams into the archive: from texts, web pages, cables.csv, JSON lines, zip and tar archives or "
        "compressed files of these, and from folders. "
        "Exit code 0 if nothing was rejected, 1 if something was, 2 if the run could not begin."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="file or folder; - for the standard input"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--draft", action="store_true", help="hide new cables from visitors until published")
        parser.add_argument("--demo", action="store_true", help="mark the cables as invented on every page")

    def handle(self, *args: Any, paths: list[Path], dry_run: bool, draft: bool, demo: bool, **options: Any) -> None:
        for path in paths:
            if not (path.exists() or path == STANDARD_INPUT):
                raise CommandError(f"{path} is not there. Give files or folders.", returncode=NOT_BEGUN)
        try:
            with self.progress() as tell:
                report = ingest(
                    inputs=read_sources(paths),
                    source=Source(kind=Source.Kind.DEMO if demo else Source.Kind.FILES, name=name_of(paths)),
                    visibility=Visibility.DRAFT if draft else Visibility.PUBLISHED,
                    dry_run=dry_run,
                    progress=tell,
                )
        except KeyboardInterrupt:
            self.stderr.write("Stopped. What was stored so far stays; give the same command again to go on.")
            sys.exit(INTERRUPTED)
        self.tell_result(report, dry_run=dry_run)
        if not dry_run:
            self.update_index()
        if report.rejected:
            sys.exit(REJECTED)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A moving line on a terminal, a line now and then elsewhere."""
        if not self.stdout.isatty():
            yield self.tell_now_and_then()
            return
        columns = (
            progress.SpinnerColumn(),
            progress.TextColumn("{task.completed:,} read, {task.fields[rejected]:,} rejected"),
            progress.TimeElapsedColumn(),
            progress.TextColumn("{task.fields[origin]}", style="dim", markup=False),
        )
        with progress.Progress(*columns, transient=True) as bar:
            task = bar.add_task("", total=None, rejected=0, origin="")
            rejected = 0

            def tell(item: IngestItem) -> None:
                nonlocal rejected
                rejected += item.outcome is Outcome.REJECTED
                bar.update(task, advance=1, rejected=rejected, origin=item.origin)

            yield tell

    def tell_now_and_then(self) -> Progress:
        counts: Counter[Outcome] = Counter()

        def tell(item: IngestItem) -> None:
            counts[item.outcome] += 1
            if counts.total() % LINE_EVERY == 0:
                self.stdout.write(f"{counts.total():,} read, {counts[Outcome.REJECTED]:,} rejected")

        return tell

    def tell_result(self, report: IngestReport, *, dry_run: bool) -> None:
        if not report.total:
            self.stdout.write("There was nothing to read.")
            return
        for item in report.rejected:
            self.stdout.write(f"Rejected: {item.reason}")
        if dry_run:
            self.stdout.write("Dry run: nothing was written. What would happen:")
        for outcome in Outcome:
            self.stdout.write(f"{outcome.value:<12}{report.counts[outcome]:>9,}")
        self.stdout.write(f"{'total':<12}{report.total:>9,}")

    def update_index(self) -> None:
        try:
            drain()
        except SearchUnavailable as error:
            raise CommandError(f"The cables are stored, but the search index did not follow: {error}") from error


def name_of(paths: Sequence[Path]) -> str:
    """What the pages call this source: the names given, without the folders they lie in."""
    names = [
        "standard input" if path == STANDARD_INPUT else printable(path.resolve().name) for path in paths[:NAMED_PATHS]
    ]
    more = len(paths) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")
