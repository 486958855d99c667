"""A throw-away PostgreSQL server: its own cluster in a temporary folder, on a free port, gone at the end."""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path


def find_programs() -> Path | None:
    """The folder that holds initdb and postgres, newest version first; Debian keeps them off the PATH."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb")
    candidates = [*reversed(installed), *([Path(found).resolve()] if found else [])]
    return next((path.parent for path in candidates if (path.parent / "postgres").exists()), None)


@contextlib.contextmanager
def throw_away_server(port: int | None = None, password: str | None = None) -> Iterator[str]:
    """Yields the URL of an empty database whose password is checked; run by root, the server gets another user.

    Port and password are made up where not given. Raises RuntimeError with the server's own words if it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="reftel-postgres-"))
    try:
        with server_in(folder, port=port, password=password) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def server_in(
    folder: Path, *, port: int | None = None, password: str | None = None, options: Mapping[str, str] | None = None
) -> Iterator[str]:
    """As `throw_away_server`, in a folder that stays: what is there already is served again, with its own password."""
    programs = find_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed: run `apt-get install postgresql`.")
    owner = _owner()
    port = port or free_port()
    if not (folder / "cluster" / "PG_VERSION").exists():
        _make_cluster(programs, folder, owner, password or secrets.token_hex(16))
    password = (folder / "password").read_text(encoding="ascii")
    server = _start(programs, folder, owner, port, options or {})
    try:
        _wait_until_ready(programs, server, port, folder / "log")
        yield f"postgres://reftel:{password}@127.0.0.1:{port}/postgres"
    finally:
        _stop(server)


def _make_cluster(programs: Path, folder: Path, owner: str | None, password: str) -> None:
    password_file = folder / "password"
    password_file.write_text(password, encoding="ascii")
    if owner:
        shutil.chown(folder, owner)
        shutil.chown(password_file, owner)
    command = [programs / "initdb", "--pgdata", folder / "cluster", "--username", "reftel", "--pwfile", password_file]
    options = ["--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync"]
    done = subprocess.run([*map(str, command), *options], user=owner, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"PostgreSQL's initdb failed: {done.stderr.strip()}")


def _start(
    programs: Path, folder: Path, owner: str | None, port: int, options: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    command = [programs / "postgres", "-D", folder / "cluster", "-k", folder, "-h", "127.0.0.1", "-p", port]
    quick = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    settings = [part for name, value in (quick | dict(options)).items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [*map(str, command), *settings], user=owner, cwd=folder, stdout=log, stderr=log, start_new_session=True
        )


def _owner() -> str | None:
    """The user to run as: none but the caller, unless that is root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise RuntimeError("PostgreSQL does not run as root, and there is no user postgres: install Debian's postgresql.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(programs: Path, server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    asked: list[str | Path] = [programs / "pg_isready", "--quiet", "--host", "127.0.0.1", "--port", str(port)]
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        if subprocess.run(asked).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(encoding='utf-8', errors='replace').strip()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    for how, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        if server.poll() is None:
            server.send_signal(how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(seconds)
