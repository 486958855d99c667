"""Settings of the web server, gunicorn; `manage.py serve` starts it with them."""

from __future__ import annotations

import gc
import os
import sys

from gunicorn.workers.base import Worker

from archive import settings

bind = f"[{settings.HOST}]:{settings.PORT}" if ":" in settings.HOST else f"{settings.HOST}:{settings.PORT}"
workers = settings.WEB_WORKERS
worker_class = "gthread"
threads = 4
timeout = 60
raw_env = [f"PGOPTIONS={os.environ.get('PGOPTIONS', '')} -c statement_timeout=30s"]
"""Of PostgreSQL: what a page asks of the database is ended before the server ends the page's process. Commands do not
go through this file and may take as long as they need."""
loglevel = "warning"
control_socket_disable = True

_shown_host = {"0.0.0.0": "127.0.0.1", "::": "localhost"}.get(settings.HOST, settings.HOST)  # noqa: S104
URL = f"http://{f'[{_shown_host}]' if ':' in _shown_host else _shown_host}:{settings.PORT}/"


def post_worker_init(worker: Worker) -> None:
    """The site answers as soon as its first worker has loaded the application, which is no garbage ever.

    Without `freeze` a search now and then waits for the collector to look through all of it.
    """
    gc.freeze()
    python = ".venv/bin/python" if sys.prefix != sys.base_prefix else "python"
    if worker.age == 1:
        sys.stdout.write(
            f"\nReftel is up: {URL}\n"
            f"  Desk for archivists:  {URL}admin/\n"
            f"  Load your own cables: {python} manage.py ingest PATH ...\n"
            "  Stop:                 Ctrl-C\n"
        )
        sys.stdout.flush()
