from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from cables.corpus import MAX_CABLES, InventedCable, invent
from cables.corpus.containers import write_csv, write_jsonl, write_texts

LINE_EVERY = 10_000
"""Cables from one line of progress to the next."""


class Command(BaseCommand):
    help = (
        "Write invented cables for demonstrations and benchmarks: the same seed gives the same bytes, "
        "and the first cables of a large corpus are those of a small one. Without --out, --csv or --jsonl "
        "they go to standard output as JSON lines."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cables", type=int, default=400, metavar="N", help=f"how many, at most {MAX_CABLES:,}")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="a whole number from 0 up")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--out", type=Path, metavar="DIR", help="a new folder: one Latin-1 text file a cable")
        where.add_argument("--csv", type=Path, metavar="FILE", help="the eight columns of the 2011 cables.csv, UTF-8")
        where.add_argument("--jsonl", type=Path, metavar="FILE", help="one JSON object a line: text and known values")

    def handle(
        self, *args: Any, cables: int, seed: int, out: Path | None, csv: Path | None, jsonl: Path | None, **options: Any
    ) -> None:
        target = out or csv or jsonl
        if target and target.exists() and not (target.is_dir() and not any(target.iterdir())):
            raise CommandError(f"{target} is already there. Give another name, or delete it first.")
        try:
            invented = self.counted(invent(cables, seed))
            if out:
                exhaust(write_texts(invented, out))
            elif csv:
                with csv.open("w", encoding="utf-8", newline="") as file:
                    exhaust(write_csv(invented, file))
            elif jsonl:
                with jsonl.open("w", encoding="utf-8") as file:
                    exhaust(write_jsonl(invented, file))
            else:
                exhaust(write_jsonl(invented, sys.stdout))
                sys.stdout.flush()
        except ValueError as error:
            raise CommandError(str(error)) from error
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            raise CommandError(f"{target} could not be written: {error.strerror}.") from error
        if target:
            self.stderr.write(f"{cables:,} invented cables written to {target}.")

    def counted(self, cables: Iterator[InventedCable]) -> Iterator[InventedCable]:
        for number, cable in enumerate(cables, start=1):
            yield cable
            if number % LINE_EVERY == 0:
                self.stderr.write(f"{number:,} cables")


def exhaust(cables: Iterator[InventedCable]) -> None:
    deque(cables, maxlen=0)
