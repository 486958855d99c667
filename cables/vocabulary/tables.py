"""Reads the CSV files in `data/` into frozen values, once per process.

Every file is UTF-8 and has a header line; its last column gives the source of each row. A row that cannot be read is
a fault of the file, not of a cable: it raises TableError at the first use, naming the file and the line.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from cables.vocabulary.types import Explanation, MonthCount, PostEntry, RoutingEntry, TagEntry, TermEntry

DATA = Path(__file__).resolve().parent / "data"
LIST_SEPARATOR = ";"
TAG_FILES = {
    "organisation": "organisation-tags.csv",
    "place": "place-tags.csv",
    "program": "program-tags.csv",
    "subject": "subject-tags.csv",
}

Row = Mapping[str, str]
Entry = TypeVar("Entry")


class TableError(ValueError):
    """A row of a data file cannot be read; the message names the file and the line."""


@cache
def posts() -> Mapping[str, PostEntry]:
    """All posts by their code in cable ids.

    A code that is only another spelling of a post (KIEV of KYIV) has an entry too, with its own counts. It stands in
    the `aliases` of the other, and `post_by_name` leads from it to the other.
    """
    return _unique("posts.csv", _post, key="code")


@cache
def post_spellings() -> Mapping[str, str]:
    """How posts are written in references, address lines and headings, to their codes: "HCMC" -> "HOCHIMINHCITY"."""
    return _unique("post-spellings.csv", lambda row: row["code"], key="spelling")


@cache
def tags() -> Mapping[str, TagEntry]:
    """All TAGS by code in capitals, of every kind but person.

    AL, BP and UN are both places and organisations. The place is kept: two letters are a place in TAGS lines.
    """
    merged: dict[str, TagEntry] = {}
    for kind, file_name in TAG_FILES.items():
        names = _unique(file_name, lambda row: row["name"], key="code")
        merged |= {code: TagEntry(code=code, kind=kind, name=name) for code, name in names.items()}
    return MappingProxyType(merged)


@cache
def routing() -> Mapping[str, RoutingEntry]:
    """Stations of the message network by routing indicator (RUEHKB), as of 2010.

    Where one indicator serves several addressees, the name gives all of them, with " / " between.
    """
    names: dict[str, list[str]] = {}
    for _, row in _rows("routing-indicators.csv"):
        served = names.setdefault(row["indicator"], [])
        if row["name"] not in served:
            served.append(row["name"])
    return MappingProxyType({code: RoutingEntry(indicator=code, name=" / ".join(of)) for code, of in names.items()})


@cache
def cables_per_month() -> tuple[MonthCount, ...]:
    """How many cables of the 2010 release were sent in each month, oldest first; months with none are left out."""
    return tuple(_read("cables-per-month.csv", _month))


@cache
def levels() -> Mapping[str, TermEntry]:
    """Levels of classification, lowest first."""
    return _terms("levels.csv")


@cache
def captions() -> Mapping[str, TermEntry]:
    """Handling captions by their words; the list is open, and some are followed by a name or number (CODEL, TOSEC)."""
    return _terms("captions.csv")


@cache
def portion_marks() -> Mapping[str, TermEntry]:
    """Marks of paragraphs by their letters, lowest level first."""
    return _terms("portion-marks.csv")


@cache
def reasons() -> Mapping[str, TermEntry]:
    """Reasons for classification by letter, "a" to "h", the same in sections 1.4 and 1.5 of the orders."""
    return _terms("reasons.csv")


@cache
def executive_orders() -> Mapping[str, TermEntry]:
    """Executive orders on classification by number, oldest first."""
    return _terms("executive-orders.csv")


@cache
def precedences() -> Mapping[str, TermEntry]:
    """Precedences by letter, most urgent first."""
    return _terms("precedences.csv")


@cache
def words() -> frozenset[str]:
    """English words in small letters, American and British, without names and possessives; read at the first use."""
    return frozenset((DATA / "words.txt").read_text(encoding="ascii").split())


@cache
def id_corrections() -> Mapping[str, str]:
    """Damaged ids of the 2010 release that no rule can mend, in capitals without blanks, to the id they stand for.

    "" where too much of the id is lost to say.
    """
    return _unique("id-corrections.csv", lambda row: row["id"], key="found")


@cache
def explanations() -> Mapping[tuple[str, str], Explanation]:
    """Sentences that explain words and codes, by kind and code; kinds as in Explanation."""
    found: dict[tuple[str, str], Explanation] = {}
    rows = zip(_rows("glossary.csv"), _read("glossary.csv", _explanation), strict=True)
    for (line, _), entry in rows:
        if (entry.kind, entry.code) in found:
            raise TableError(f"glossary.csv, line {line}: {entry.kind} {entry.code} stands in the file twice.")
        found[entry.kind, entry.code] = entry
    return MappingProxyType(found)


def _rows(file_name: str) -> Iterator[tuple[int, Row]]:
    with (DATA / file_name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        for row in reader:
            if None in row or None in row.values():
                raise TableError(f"{file_name}, line {reader.line_num}: the row has not as many cells as the header.")
            yield reader.line_num, row


def _read(file_name: str, build: Callable[[Row], Entry]) -> Iterator[Entry]:
    for line, row in _rows(file_name):
        try:
            yield build(row)
        except (KeyError, ValueError) as error:
            raise TableError(f"{file_name}, line {line}: {error}.") from error


def _unique(file_name: str, build: Callable[[Row], Entry], *, key: str) -> Mapping[str, Entry]:
    entries: dict[str, Entry] = {}
    for (line, row), entry in zip(_rows(file_name), _read(file_name, build), strict=True):
        if row[key] in entries:
            raise TableError(f"{file_name}, line {line}: {row[key]} stands in the file twice.")
        entries[row[key]] = entry
    return MappingProxyType(entries)


def _terms(file_name: str) -> Mapping[str, TermEntry]:
    return _unique(file_name, lambda row: TermEntry(code=row["code"], name=row["name"]), key="code")


def _post(row: Row) -> PostEntry:
    return PostEntry(
        code=row["code"],
        name=row["name"],
        line_name=row["line_name"],
        kind=row["kind"],
        country=row["country"],
        country_code=row["country_code"],
        latitude=_degrees(row["latitude"]),
        longitude=_degrees(row["longitude"]),
        aliases=tuple(filter(None, row["aliases"].split(LIST_SEPARATOR))),
        cables=int(row["cables"]),
        first_year=int(row["first_year"]),
        last_year=int(row["last_year"]),
    )


def _explanation(row: Row) -> Explanation:
    return Explanation(kind=row["kind"], code=row["code"], text=row["text"])


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


def _month(row: Row) -> MonthCount:
    return MonthCount(year=int(row["year"]), month=int(row["month"]), cables=int(row["cables"]))
