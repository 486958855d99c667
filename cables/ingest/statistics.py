"""What the database knows of how its tables are filled, by which it chooses its ways to rows."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from cables.models import Cable

ROWS_LOOKED_AT = 1_000
"""Of each index, by SQLite, but for those of cables. PostgreSQL has a bound of its own."""


def gather() -> None:
    """Look at a sample of every table of the archive; what is learnt holds for connections that open from now on."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
            # Of a thousand cables, it takes five hundred to be published, and sorts all of those instead of going along
            # an index in their order.
            cursor.execute("PRAGMA analysis_limit = 0")
            cursor.execute(f"ANALYZE {connection.ops.quote_name(Cable._meta.db_table)}")
        else:
            tables = [model._meta.db_table for model in apps.get_app_config("cables").get_models(True)]
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
