#!/usr/bin/env python
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError, connection

UNDEFINED = {"42P01", "42703"}
"""SQLSTATE of a table or column that is not there."""


def main() -> None:
    """Run one command; what the operator can mend is told in a sentence instead of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Reftel cannot start: {error}")
    except (OperationalError, ProgrammingError) as error:
        reason = " ".join(str(error).split())
        if is_not_set_up(error):
            sys.exit(f"The database is not set up for this version ({reason}). Run: manage.py setup.")
        if isinstance(error, ProgrammingError):
            raise
        where = connection.settings_dict["NAME"]
        sys.exit(" ".join([f"The database {where} failed ({reason}).", *getattr(error, "__notes__", ())]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")


def is_not_set_up(error: Exception) -> bool:
    """Whether a table or column is missing, in the words of SQLite or the code of PostgreSQL."""
    undefined = getattr(error.__cause__, "sqlstate", "") in UNDEFINED
    return undefined or str(error).startswith(("no such table", "no such column"))


if __name__ == "__main__":
    main()
