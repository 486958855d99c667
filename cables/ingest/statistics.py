"""What the database knows of how its tables are filled, by which it chooses its ways to rows."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

ROWS_LOOKED_AT = 1_000
"""Of each index, by SQLite. PostgreSQL has a bound of its own."""


def gather() -> None:
    """Look at a sample of every table of the archive; what is learnt holds for connections that open from now on."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
        else:
            tables = [model._meta.db_table for model in apps.get_app_config("cables").get_models(True)]
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
