"""Exports from a real server: a client sees a file that broke off, and one that goes away frees its place."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import free_port

from cables.exporting.slots import AT_A_TIME
from tests.tooling.helpers import Program, environment

CABLES = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[int]:
    """The port of a site with one worker. Its texts are larger than what the system holds for a client,
    and a spreadsheet cannot be made of the cable that comes last."""
    port = free_port()
    env = environment(folder, PORT=str(port), DEMO_CABLES=str(CABLES), WEB_WORKERS="1")
    program = Program([sys.executable, "manage.py", "serve"], env)
    try:
        program.wait_for("Reftel is up")
        with contextlib.closing(sqlite3.connect(folder / "reftel.sqlite3", timeout=30)) as database, database:
            database.execute(
                "UPDATE cables_cable SET classified_by = '[5]' WHERE id = (SELECT id FROM cables_cable "
                "WHERE date IS NOT NULL ORDER BY date DESC, reference_id DESC LIMIT 1)"
            )
            database.execute("UPDATE cables_paragraph SET repairs = '[]', text = text || hex(randomblob(3000))")
        yield port
    finally:
        program.interrupt()


def get(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_whole_files_come_whole(served: int) -> None:
    port = served
    for name in ("results.jsonl", "texts.zip", "references.graphml"):
        body = get(port, f"/export/{name}?q=&sort=oldest").read()
        assert body.rstrip().endswith((b"}}", b"</graphml>")) or b"PK\x05\x06" in body[-64:]
    database = get(port, "/export/results.sqlite?q=&f[class]=SECRET")
    assert len(database.read()) == int(database.headers["Content-Length"])


DOORS = ("/api/v1/cables", "/api/v1/search?q=dam", "/export/results.csv?q=", "/feed.atom?q=dam", "/sitemap.xml",
         "/oai?verb=Identify", "/?q=dam")  # fmt: skip


def test_head_is_answered_like_get_without_a_body_and_options_says_what_may_be_asked(served: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served, timeout=30)
    for door in DOORS:
        # http.client reads no body of a HEAD, so that one that was sent would be taken for the next answer.
        for method in ("HEAD", "GET"):
            if method == "GET" and door.startswith("/export/"):
                continue
            connection.request(method, door)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, (method, door)
    for door in DOORS[:2]:
        connection.request("OPTIONS", door, headers={"Origin": "https://notebook.example"})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (204, b"")
        assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    connection.close()


def test_a_client_sees_that_a_file_broke_off(served: int) -> None:
    port = served
    with pytest.raises(http.client.IncompleteRead) as broken:
        get(port, "/export/results.csv?q=&sort=oldest").read()
    assert b"This file is not complete" in broken.value.partial
    packed = get(port, "/export/results.csv?q=&sort=oldest", **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    with pytest.raises(http.client.IncompleteRead):
        packed.read()


def test_curl_fails_too(served: int, tmp_path: Path) -> None:
    port = served
    command = ["curl", "-sS", "-o", str(tmp_path / "x"), f"http://127.0.0.1:{port}/export/results.csv?sort=oldest"]
    try:
        assert subprocess.run(command, capture_output=True, timeout=60).returncode == 18
    except FileNotFoundError:
        pytest.skip("curl is not installed")


def test_who_goes_away_frees_the_place_and_pages_are_answered_meanwhile(served: int) -> None:
    port = served
    readers = [_slow_reader(port) for _ in range(AT_A_TIME["small"])]
    try:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/export/results.jsonl?q=", timeout=30)
        assert (refused.value.code, refused.value.headers["Retry-After"]) == (503, "60")
        assert get(port, "/?q=dam").status == 200
    finally:
        for reader in readers:
            reader.close()
    until = time.monotonic() + 120
    while get(port, "/export/results.jsonl?q=&f[class]=SECRET").status != 200:
        assert time.monotonic() < until
        time.sleep(0.2)


def test_who_stays_and_reads_no_further_is_given_up(served: int, folder: Path) -> None:
    port = free_port()
    env = environment(folder, PORT=str(port), WEB_WORKERS="1")
    impatient = [sys.executable, "-m", "gunicorn", "--config", "python:archive.server"]
    program = Program([*impatient, "tests.exporting.impatient:application"], env)
    try:
        program.wait_for("Reftel is up")
        readers = [_slow_reader(port) for _ in range(AT_A_TIME["small"])]
        until = time.monotonic() + 120
        while get(served, "/export/results.jsonl?q=&f[class]=SECRET").status != 200:
            assert time.monotonic() < until
            time.sleep(0.2)
        for reader in readers:
            reader.close()
    finally:
        program.interrupt()


def test_a_killed_worker_leaves_no_whole_file_and_no_taken_place(served: int) -> None:
    port = served
    reader = _slow_reader(port)
    worker = _worker_of(port)
    os.kill(worker, signal.SIGKILL)
    body = b""
    with contextlib.suppress(ConnectionError):
        while piece := reader.recv(65_536):
            body += piece
    reader.close()
    assert not body.endswith(b"0\r\n\r\n")
    until = time.monotonic() + 120
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if get(port, "/export/texts.zip?q=").read()[-22:].startswith(b"PK\x05\x06"):
                break
        assert time.monotonic() < until
        time.sleep(0.2)


def _slow_reader(port: int) -> socket.socket:
    """A client that has begun to read a file, too large for what the system holds for it, and reads no further."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    reader.connect(("127.0.0.1", port))
    reader.sendall(b"GET /export/results.jsonl?q= HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert reader.recv(12) == b"HTTP/1.1 200"
    return reader


def _worker_of(port: int) -> int:
    """The process that serves: the child of the one that was started."""
    listening = subprocess.run(["pgrep", "-f", "archive.wsgi"], capture_output=True, text=True).stdout
    for pid in map(int, listening.split()):
        environ = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        parent = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        if f"PORT={port}".encode() in environ and str(parent) in listening.split():
            return pid
    raise AssertionError("the worker is not found")
