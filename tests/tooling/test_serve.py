"""`make run` without its virtual environment: from nothing to a site that answers, and again."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from pathlib import Path

from postgres import free_port, throw_away_server

from tests.tooling.helpers import ROOT, Program, environment, get, manage

SERVE = [sys.executable, "manage.py", "serve"]
ONE_TIME_PASSWORD = re.compile(r"user admin, one-time password (\S+)")


def test_first_and_second_start(tmp_path: Path) -> None:
    """The first start fills the archive and shows a password; the second does neither; both end at Ctrl-C."""
    port = free_port()
    env = environment(tmp_path, PORT=str(port), DEMO_CABLES="5")
    url = f"http://127.0.0.1:{port}/"

    first = Program(SERVE, env)
    try:
        first.wait_for(f"Reftel is up: {url}")
        status, page = get(url)
        assert status == 200
        assert get(f"{url}health/")[0] == 200
        styles = re.findall(r'<link[^>]+href="(/static/[^"]+\.css)"', page)
        assert [get(f"{url.rstrip('/')}{style}")[0] for style in styles] == [200] * len(styles)
        assert styles
        assert get(f"{url}cables/99NOWHERE1/")[0] == 404
        assert get(f"{url}?q=zqsought")[0] == 200
    finally:
        assert first.interrupt() == 0
    assert "Loading 5 invented cables" in first.output
    assert ONE_TIME_PASSWORD.search(first.output)
    assert "Traceback" not in first.output
    # What visitors look for is written neither to the log nor to a file.
    assert "NOWHERE1" not in first.output and "zqsought" not in first.output
    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"zqsought" in path.read_bytes()] == []

    second = Program(SERVE, env)
    try:
        second.wait_for("Reftel is up")
        assert get(url)[0] == 200
    finally:
        assert second.interrupt() == 0
    assert "Loading" not in second.output
    assert "static files" not in second.output
    assert ONE_TIME_PASSWORD.search(second.output) is None

    count = "from cables.models import Cable; print(Cable.objects.published().count())"
    assert manage(tmp_path, "shell", "--no-imports", "-c", count).stdout.strip() == "5"


def test_a_port_in_use_is_said_before_anything_is_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = manage(tmp_path, "serve", PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"CommandError: Cannot serve on 127.0.0.1 port {port}: Address already in use.")
    assert done.stderr.strip().count("\n") == 0
    assert not (tmp_path / "reftel.sqlite3").exists()


def test_a_host_that_is_not_here_is_said(tmp_path: Path) -> None:
    done = manage(tmp_path, "serve", HOST="nowhere.invalid", PORT=str(free_port()))
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: Cannot serve on nowhere.invalid port ")
    assert "Traceback" not in done.stderr


def test_an_interrupted_first_start_leaves_no_half_demonstration(tmp_path: Path) -> None:
    env = environment(tmp_path, PORT=str(free_port()), DEMO_CABLES="5000")
    program = Program(SERVE, env)
    program.wait_for("Loading 5000 invented cables")
    time.sleep(2)
    assert program.interrupt() != 0
    assert "Traceback" not in program.output
    count = "from cables.models import Cable; print(Cable.objects.count())"
    assert manage(tmp_path, "shell", "--no-imports", "-c", count).stdout.strip() == "0"


def test_no_invented_cables_where_none_are_wanted(tmp_path: Path) -> None:
    done = manage(tmp_path, "setup", DEMO_CABLES="0")
    assert done.returncode == 0, done.stderr
    count = "from cables.models import Cable; print(Cable.objects.count())"
    assert manage(tmp_path, "shell", "--no-imports", "-c", count).stdout.strip() == "0"
    assert manage(tmp_path, "checkindex").returncode == 0


def test_the_container_entry_waits_for_the_database_then_serves(tmp_path: Path) -> None:
    """scripts/entry as the container runs it, started before its PostgreSQL is up."""
    port, database_port = free_port(), free_port()
    url = f"postgres://reftel:secret@127.0.0.1:{database_port}/postgres"
    env = environment(tmp_path, PORT=str(port), DEMO_CABLES="3", DATABASE_URL=url)
    program = Program([str(ROOT / "scripts" / "entry")], env)
    try:
        program.wait_for("Waiting up to 60 s for the database")
        with throw_away_server(port=database_port, password="secret"):
            program.wait_for("Reftel is up")
            assert get(f"http://127.0.0.1:{port}/")[0] == 200
            assert get(f"http://127.0.0.1:{port}/health/")[0] == 200
            assert program.interrupt() == 0
    finally:
        program.interrupt()
    assert ONE_TIME_PASSWORD.search(program.output)
    assert not (tmp_path / "reftel.sqlite3").exists()


def test_the_container_entry_gives_up_after_its_time(tmp_path: Path) -> None:
    env = environment(
        tmp_path,
        DATABASE_URL="postgres://reftel:secret@127.0.0.1:1/reftel",
        DATABASE_WAIT="2",
        PORT=str(free_port()),
    )
    done = subprocess.run([ROOT / "scripts" / "entry"], env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "Waiting up to 2 s for the database" in done.stdout
    assert done.stderr.startswith("CommandError: The database cannot be reached: ")
    assert done.stderr.strip().count("\n") == 0


def test_a_wrong_password_is_told_in_the_words_of_the_server(tmp_path: Path) -> None:
    with throw_away_server(password="right") as url:
        done = manage(tmp_path, "setup", DATABASE_URL=url.replace("right", "wrong"))
    assert done.returncode == 1
    assert "password authentication failed for user" in done.stderr
    assert done.stderr.strip().count("\n") == 0


SHOWN = """
import django
django.setup()
from django.db import connection

def application(environ, start_response):
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        shown = cursor.fetchone()[0]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [shown.encode()]
"""


def test_a_page_may_ask_postgresql_for_half_a_minute_and_a_command_for_as_long_as_it_needs(tmp_path: Path) -> None:
    (tmp_path / "shown.py").write_text(SHOWN)
    port = free_port()
    with throw_away_server() as url:
        env = environment(tmp_path, PORT=str(port), DATABASE_URL=url, WEB_WORKERS="1")
        env |= {"PYTHONPATH": f"{tmp_path}:{ROOT}", "DJANGO_SETTINGS_MODULE": "archive.settings"}
        program = Program([sys.executable, "-m", "gunicorn", "--config", "python:archive.server", "shown"], env)
        try:
            program.wait_for("Reftel is up")
            assert get(f"http://127.0.0.1:{port}/") == (200, "30s")
        finally:
            program.interrupt()
        command = "from django.db import connection as c; k = c.cursor(); k.execute('SHOW statement_timeout'); "
        shown = manage(tmp_path, "shell", "--no-imports", "-c", command + "print(k.fetchone()[0])", DATABASE_URL=url)
        assert shown.stdout.strip() == "0", shown.stderr
