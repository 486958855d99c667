"""Adds many rows to a table at once: COPY on PostgreSQL, one prepared statement elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models

CACHE_KILOBYTES = 64_000
CHECKPOINT_PAGES = 10_000
"""Of 4 kB."""


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Values are as the database takes them: JSON as text, moments and days through `moment` and `day`, foreign keys
    as keys."""
    fields = [model._meta.get_field(name) for name in columns]
    names = ", ".join(connection.ops.quote_name(str(getattr(field, "column", ""))) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The errors of COPY come at its end, where Django does not look for them.
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own models
            cursor.executemany(statement, rows)  # type: ignore[arg-type]  # takes any iterable of rows


def new_keys(model: type[models.Model], count: int) -> list[int]:
    """Primary keys that no row has yet, for the transaction that asks. On SQLite it must be the one that writes."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            drawn = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(drawn, [connection.ops.quote_name(table), count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
        return list(range(last + 1, last + 1 + count))


def see_one_moment() -> None:
    """For a transaction that has read nothing yet: all it reads is as it was at its first statement."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def day(at: date | None) -> Any:
    return connection.ops.adapt_datefield_value(at)


def expect_many() -> None:
    """For as long as this connection lives, keep more pages in memory and bring them to the file less often.

    For SQLite; a crash costs no more than before, since the write-ahead log is read again.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")


def write_many() -> None:
    """For the rest of a transaction, suit what is rare elsewhere: many rows, in tables that grow quickly.

    PostgreSQL knows nothing of a table that is just being filled and would read all of it for every batch, so it looks
    rows up by their keys however large a table seems; and it packs long texts by LZ4 where it was built with it, five
    times as fast as by its own way.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SELECT set_config(name, 'lz4', true) FROM pg_settings "
                "WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
            )
