"""Adds many rows to a table at once: COPY on PostgreSQL, one prepared statement elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Values are as the database takes them: JSON as text, moments through `moment`, foreign keys as keys."""
    fields = [model._meta.get_field(name) for name in columns]
    names = ", ".join(connection.ops.quote_name(str(getattr(field, "column", ""))) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own models
            cursor.executemany(statement, rows)  # type: ignore[arg-type]  # takes any iterable of rows


def see_one_moment() -> None:
    """For a transaction that has read nothing yet: all it reads is as it was at its first statement."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def trust_indexes() -> None:
    """For the rest of a transaction, look rows up by their keys however large a table seems.

    PostgreSQL knows nothing of a table that is just being filled and would read all of it for every batch.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
