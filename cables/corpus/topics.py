"""What cables are about: the topic tables and the sentences that fit any topic, read from TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cables.corpus.language import Pattern, Pool, read_pattern
from cables.corpus.names import DATA
from cables.corpus.scene import SLOTS

POOLS = ("subjects", "summary", "details", "quotes", "comment", "headings", "projects")


@dataclass(frozen=True, slots=True)
class Table:
    title: Pattern
    columns: tuple[str, ...]
    rows: tuple[Pattern, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    setting: str
    """bilateral: a post and its host country; mission: a post's own affairs; multilateral: an organisation."""
    officer: str
    tags: tuple[str, ...]
    extra_tags: tuple[str, ...]
    titles: Mapping[str, str]
    """Titles of the minister, the deputy and the expert."""
    ministry: str
    noun: str
    first_year: int
    last_year: int
    pools: Mapping[str, Pool]
    table: Table | None


@dataclass(frozen=True, slots=True)
class Theme:
    headings: Pool
    sentences: Pool


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic of data/topics/, by file and place in it."""
    rows = []
    for path in sorted((DATA / "topics").glob("*.toml")):
        with path.open("rb") as file:
            rows += [_topic(row) for row in tomllib.load(file)["topic"]]
    return tuple(rows)


@cache
def topics_of(settings: tuple[str, ...], year: int) -> tuple[Topic, ...]:
    return tuple(t for t in topics() if t.setting in settings and t.first_year <= year <= t.last_year)


@cache
def prose() -> Mapping[str, Pool]:
    """The general sentences, by "group.name": opening.meeting, press.items ..."""
    return {
        f"{group}.{name}": _pool(lines) for group, names in _table("prose").items() for name, lines in names.items()
    }


@cache
def theme(name: str) -> Theme:
    row = _table("themes")[name]
    return Theme(_pool(row["headings"]), _pool(row["sentences"]))


@cache
def themes(setting: str) -> tuple[Theme, ...]:
    """The themes of general sections that fit a setting."""
    return tuple(theme(name) for name, row in _table("themes").items() if row["setting"] in (setting, "any"))


@cache
def _table(name: str) -> Mapping[str, Any]:
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _topic(row: Mapping[str, Any]) -> Topic:
    table = row.get("table")
    return Topic(
        id=row["id"],
        setting=row.get("setting", "bilateral"),
        officer=row["officer"],
        tags=tuple(row["tags"]),
        extra_tags=tuple(row["extra"]),
        titles={
            "minister": row["minister"],
            "deputy": row.get("deputy", f"Deputy {row['minister']}"),
            "expert": row["expert"],
        },
        ministry=row["ministry"],
        noun=row["noun"],
        first_year=row.get("first_year", 1966),
        last_year=row.get("last_year", 2010),
        pools={name: _pool(row[name]) for name in POOLS},
        table=table
        and Table(
            read_pattern(table["title"], SLOTS),
            tuple(table["columns"]),
            tuple(read_pattern(label, SLOTS) for label in table["rows"]),
            table["low"],
            table["high"],
        ),
    )


def _pool(lines: list[str]) -> Pool:
    return Pool([read_pattern(line, SLOTS) for line in lines])
