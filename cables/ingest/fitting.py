"""Fits what was read into the columns that are to hold it, and notes what does not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from django.db import models

LARGEST_INTEGER = 2**31 - 1
"""What an integer column of PostgreSQL holds."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def storable(value: Any) -> Any:
    """A text, or a structure of lists, dicts and texts, without the characters that PostgreSQL refuses.

    Each is replaced by one U+FFFD, so that offsets stay true. The raw bytes are kept beside it as they were.
    """
    if isinstance(value, str):
        return _UNSTORABLE.sub(REPLACEMENT, value)
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    return value


def is_storable(text: str) -> bool:
    return "\x00" not in text and (text.isascii() or _UNSTORABLE.search(text) is None)


def fits(model: type[models.Model], name: str, value: Any) -> bool:
    """Whether the column holds the value as it is."""
    return Fitting.of(model, (name,)).columns[0].holds(value)


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    blank: str | None
    max_length: int | None
    integer: bool
    choices: frozenset[str] | None

    def holds(self, value: Any) -> bool:
        if self.integer:
            return bool(0 <= value <= LARGEST_INTEGER)
        if self.max_length is not None and len(value) > self.max_length:
            return False
        return self.choices is None or not value or value in self.choices

    def holds_all(self, values: Sequence[Any]) -> bool:
        """The same of many values, None among them, at the speed of built-in functions."""
        if self.integer:
            stated = [value for value in values if value is not None]
            return not stated or (min(stated) >= 0 and max(stated) <= LARGEST_INTEGER)
        if self.max_length is not None and max(map(len, filter(None, values)), default=0) > self.max_length:
            return False
        return self.choices is None or self.choices.issuperset(filter(None, values))


@dataclass(frozen=True, slots=True)
class Fitting:
    """Makes rows fit some columns of a model."""

    columns: tuple[_Column, ...]
    limited: tuple[tuple[int, _Column], ...]
    """Those that do not hold every value of their type, and their places."""

    @classmethod
    @cache
    def of(cls, model: type[models.Model], names: tuple[str, ...]) -> Self:
        columns = tuple(_column(model._meta.get_field(name)) for name in names)
        limits = ((place, one) for place, one in enumerate(columns) if one.integer or one.max_length or one.choices)
        return cls(columns, tuple(limits))

    def fit(self, row: tuple[Any, ...], misfits: list[str], *, clean: bool = False) -> tuple[Any, ...]:
        """The row as it can be stored; `clean` where it is known to hold only characters that can.

        What is too long, too large or no known choice is left out and added to `misfits` as "column: value".
        """
        fitted = list(row) if clean else [storable(value) for value in row]
        for place, column in self.limited:
            value = fitted[place]
            if value is not None and not column.holds(value):
                misfits.append(f"{column.label}: {value}")
                fitted[place] = column.blank
        return tuple(fitted)

    def fit_all(
        self, rows: Sequence[tuple[Any, ...]], misfits: list[str], *, clean: bool = False
    ) -> Sequence[tuple[Any, ...]]:
        if clean:
            values = list(zip(*rows, strict=True))
            if not rows or all(column.holds_all(values[place]) for place, column in self.limited):
                return rows
        return [self.fit(row, misfits, clean=clean) for row in rows]


def _column(field: Any) -> _Column:
    choices = getattr(field, "choices", None)
    return _Column(
        label=field.name.replace("_", " "),
        blank=None if field.null else "",
        max_length=getattr(field, "max_length", None),
        integer=isinstance(field, models.PositiveIntegerField),
        choices=frozenset(str(value) for value, _ in choices) if choices else None,
    )
