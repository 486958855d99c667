"""Fits what was read into the columns that are to hold it, and notes what does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import models

LARGEST_INTEGER = 2**31 - 1
"""What an integer column of PostgreSQL holds."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"

Row = TypeVar("Row", bound=models.Model)


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


def fits(model: type[models.Model], name: str, value: Any) -> bool:
    """Whether the column holds the value as it is."""
    return _fits(next(column for column in _columns(model) if column.name == name), value)


def fit(row: Row, misfits: list[str]) -> Row:
    """Make every column of an unsaved row fit: what is too long, too large or no known choice is left out and added to
    `misfits` as "column: value"."""
    for column in _columns(type(row)):
        value = getattr(row, column.name)
        if value is None:
            continue
        if isinstance(value, str | list | dict):
            value = storable(value)
            setattr(row, column.name, value)
        if not _fits(column, value):
            misfits.append(f"{column.name.replace('_', ' ')}: {value}")
            setattr(row, column.name, column.blank)
    return row


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    blank: str | None
    max_length: int | None
    integer: bool
    choices: frozenset[str] | None


def _fits(column: _Column, value: Any) -> bool:
    if column.integer:
        return bool(0 <= value <= LARGEST_INTEGER)
    if column.max_length is not None and len(value) > column.max_length:
        return False
    return column.choices is None or not value or value in column.choices


@cache
def _columns(model: type[models.Model]) -> tuple[_Column, ...]:
    """The columns of a model whose content comes from a telegram: texts, integers and JSON."""
    return tuple(
        _Column(
            name=field.attname,
            blank=None if field.null else "",
            max_length=field.max_length,
            integer=isinstance(field, models.PositiveIntegerField),
            choices=frozenset(str(value) for value, _ in field.choices) if field.choices else None,
        )
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.PositiveIntegerField | models.JSONField)
    )
