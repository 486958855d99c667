"""An SQLite file of the cables: whole tables to ask with SQL, or to open in Datasette.

It is made in a temporary file and sent when it is whole.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from cables.exporting.loading import Loading
from cables.exporting.readme import facts
from cables.exporting.values import About
from cables.models import Cable, CableQuerySet
from cables.records import Record, records

_PIECE = 262_144
SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE cables (
    reference_id TEXT PRIMARY KEY, date TEXT, sent TEXT, post TEXT, post_name TEXT, classification TEXT,
    precedence TEXT, sender TEXT, subject TEXT, summary TEXT, executive_order TEXT, declassify_on TEXT,
    declassify_text TEXT, url TEXT
);
CREATE TABLE paragraphs (
    id INTEGER PRIMARY KEY, cable TEXT REFERENCES cables (reference_id), anchor TEXT, number INTEGER, marking TEXT,
    heading TEXT, role TEXT, text TEXT, text_as_received TEXT
);
CREATE TABLE tags (cable TEXT REFERENCES cables (reference_id), code TEXT, kind TEXT, name TEXT);
CREATE TABLE captions (cable TEXT REFERENCES cables (reference_id), caption TEXT);
CREATE TABLE addressees (
    cable TEXT REFERENCES cables (reference_id), role TEXT, name TEXT, indicator TEXT, precedence TEXT, post TEXT
);
CREATE TABLE cable_references (
    cable TEXT REFERENCES cables (reference_id), label TEXT, text TEXT, kind TEXT, target TEXT, in_archive INTEGER
);
CREATE VIRTUAL TABLE paragraphs_fts USING fts5 (
    heading, text, content = 'paragraphs', content_rowid = 'id', tokenize = 'porter unicode61'
);
CREATE VIRTUAL TABLE cables_fts USING fts5 (
    subject, summary, content = 'cables', tokenize = 'porter unicode61'
);
"""
_ENDING = """
INSERT INTO paragraphs_fts (paragraphs_fts) VALUES ('rebuild');
INSERT INTO cables_fts (cables_fts) VALUES ('rebuild');
CREATE INDEX paragraphs_by_cable ON paragraphs (cable);
CREATE INDEX tags_by_cable ON tags (cable);
CREATE INDEX tags_by_code ON tags (code);
CREATE INDEX captions_by_cable ON captions (cable);
CREATE INDEX addressees_by_cable ON addressees (cable);
CREATE INDEX references_by_cable ON cable_references (cable);
CREATE INDEX references_by_target ON cable_references (target);
CREATE TABLE about (name TEXT, value TEXT);
CREATE INDEX about_by_name ON about (name);
"""
"""What is made last stands last in the file: of one that broke off, `about` cannot be read."""
_CABLE = (
    "reference_id", "date", "sent", "post", "post_name", "classification", "precedence", "sender", "subject", "summary",
    "executive_order", "declassify_on", "declassify_text", "url",
)  # fmt: skip
_PARTS = {
    "paragraphs": ("anchor", "number", "marking", "heading", "role", "text", "text_as_received"),
    "tags": ("code", "kind", "name"),
    "cable_references": ("label", "text", "kind", "target", "in_archive"),
}
"""Table -> the columns that it takes from each part of a record."""


def database(loading: Loading, about: About) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(prefix="reftel-export-") as folder:
        path = Path(folder) / "cables.sqlite"
        _write(path, loading, about)
        loading.size = path.stat().st_size
        with path.open("rb") as file:
            yield from iter(lambda: file.read(_PIECE), b"")


def _write(path: Path, loading: Loading, about: About) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as made:
        made.executescript(f"{SCHEMA} BEGIN;")
        for cables in loading.cables(CableQuerySet.for_records):
            _add(made, cables, about.site)
        # Ends the transaction too, as every script does that SQLite is given.
        made.executescript(_ENDING)
        told = [
            *facts(about),
            ("Found", f"{loading.selection.cables:,} cables"),
            ("Complete", f"{loading.hits:,} cables"),
        ]
        made.executemany("INSERT INTO about VALUES (?, ?)", told)


def _add(made: sqlite3.Connection, cables: Sequence[Cable], site: str) -> None:
    found = list(records(cables, lambda path: site + path))
    _insert(made, "cables", ([_flat(record)[name] for name in _CABLE] for record in found))
    for table, names in _PARTS.items():
        parts = table.removeprefix("cable_")
        rows = ([record["reference_id"], *(one[name] for name in names)] for record in found for one in record[parts])
        _insert(made, table, rows, ("cable", *names))
    _insert(made, "captions", ([record["reference_id"], one] for record in found for one in record["captions"]))
    addressees = (
        [record["reference_id"], role, one["name"], one["indicator"], one["precedence"], one["post"]]
        for record in found
        for role in ("action", "info")
        for one in record[role]
    )
    _insert(made, "addressees", addressees)


def _flat(record: Record) -> Record:
    post = record["post"] or {"code": None, "name": None}
    return record | {"post": post["code"], "post_name": post["name"]}


def _insert(made: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]], names: Sequence[str] = ()) -> None:
    """All values are bound; names of tables and columns are those of this module."""
    listed = list(rows)
    if listed:
        columns = f" ({', '.join(names)})" if names else ""
        marks = ", ".join("?" * len(listed[0]))
        made.executemany(f"INSERT INTO {table}{columns} VALUES ({marks})", listed)  # noqa: S608
