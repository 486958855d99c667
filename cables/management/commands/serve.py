from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command


class Command(BaseCommand):
    help = "Set the archive up as `setup` does, then serve it with gunicorn on HOST and PORT, with a worker beside it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wait", type=int, default=0, metavar="SECONDS", help="how long to wait for the database")

    def handle(self, *args: Any, wait: int, **options: Any) -> None:
        require_free_address(settings.HOST, settings.PORT)
        call_command("setup", wait=wait, stdout=self.stdout, stderr=self.stderr)
        start_worker()
        os.execv(  # noqa: S606
            sys.executable,
            [sys.executable, "-m", "gunicorn", "--config", "python:archive.server", "archive.wsgi:application"],
        )


def start_worker() -> None:
    """It ends once the last process has ended that holds the other end of its pipe: this one and what becomes of it."""
    here, there = os.pipe()
    os.set_inheritable(there, True)
    subprocess.Popen([sys.executable, "-m", "archive.keeping", str(here)], pass_fds=[here])  # noqa: S603


def require_free_address(host: str, port: int) -> None:
    """Raises CommandError with what to do where the address cannot be listened on."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        raise CommandError(
            f"Cannot serve on {host} port {port}: {error.strerror}. "
            "Stop what uses it, or choose another address: PORT=8001 make run."
        ) from error
