"""Imports that are killed at random moments and resumed end like one that was left in peace."""

from __future__ import annotations

import io
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from cables import corpus
from cables.corpus.containers import write_csv

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("KILLS", "3"))
"""Of each import; 200 take about a quarter of an hour."""
CABLES = 700

CONTENTS = """
import json
from django.apps import apps
from hashlib import sha256
NAMES = {"cable": "reference_id", "target": "reference_id", "post": "code", "tag": "code", "caption": "text"}
NAMES["source"] = "name"
PASSING = {"id", "added_at", "changed_at", "recorded_at", "finished_at"}
IDS = dict(apps.get_model("cables", "Cable").objects.values_list("pk", "reference_id"))
for model in apps.get_app_config("cables").get_models(include_auto_created=True):
    columns = []
    for field in model._meta.concrete_fields:
        if field.name not in PASSING:
            named = field.is_relation and field.name in NAMES
            columns.append(f"{field.name}__{NAMES[field.name]}" if named else field.name)
    rows = sorted(
        json.dumps(
            [
                IDS[v] if column == "cable_pk" else bytes(v).hex() if isinstance(v, (bytes, memoryview)) else v
                for column, v in zip(columns, row)
            ],
            default=str,
        )
        for row in model._default_manager.values_list(*columns)
    )
    print(model.__name__, len(rows), sha256("".join(rows).encode()).hexdigest())
"""
"""Prints a digest of all rows of each table, but for their keys and moments."""


def manage(data: Path, *arguments: object) -> subprocess.Popen[str]:
    environment = os.environ | {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "archive.settings"}
    environment["DATABASE_URL"] = (data / "url").read_text()
    command = [sys.executable, str(ROOT / "manage.py"), *map(str, arguments)]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, start_new_session=True, **pipes)


def done(data: Path, *arguments: object) -> str:
    """What a command prints; it must succeed."""
    process = manage(data, *arguments)
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return output


@pytest.fixture
def archive(tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], Path]]:
    """Makes empty archives, each with a database of its own on the server that the tests use."""
    made: list[str] = []

    def make() -> Path:
        name = f"crash_{uuid4().hex[:12]}"
        data = tmp_path / name
        data.mkdir()
        url = f"sqlite:///{data / 'archive.sqlite3'}"
        if connection.vendor == "postgresql":
            with django_db_blocker.unblock(), connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {name}")
            made.append(name)
            at = connection.settings_dict
            url = f"postgres://{at['USER']}:{quote(at['PASSWORD'])}@{at['HOST']}:{at['PORT']}/{name}"
        (data / "url").write_text(url)
        done(data, "migrate", "--verbosity", "0")
        return data

    yield make
    for name in made:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    file = io.StringIO(newline="")
    list(write_csv(corpus.invent(CABLES, 11), file))
    path = tmp_path / "cables.csv"
    path.write_text(file.getvalue(), encoding="utf-8")
    return path


def interrupted_in(data: Path) -> bool:
    """Whether a run of the archive's only source was ended early."""
    url = (data / "url").read_text()
    query = "SELECT finished_at IS NULL FROM cables_source ORDER BY id DESC LIMIT 1"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as archive:
            rows = archive.execute(query).fetchall()
    else:
        with psycopg.connect(url) as archive:
            rows = archive.execute(query).fetchall()
    return bool(rows and rows[0][0])


def running(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_import_that_is_killed_and_resumed_ends_like_one_left_in_peace(
    archive: Callable[[], Path], release: Path
) -> None:
    peaceful, disturbed = archive(), archive()
    begun = time.monotonic()
    done(peaceful, "ingest", release, "--workers", "2", "--no-index")
    usual = time.monotonic() - begun
    chance = random.Random(KILLS)

    finished, killed = 0, 0
    while killed < KILLS:
        resume = ("--resume",) if killed and interrupted_in(disturbed) else ()
        process = manage(disturbed, "ingest", release, "--workers", "2", "--no-index", *resume)
        time.sleep(chance.uniform(0, usual))
        if process.poll() is None:
            # Either the whole group as when the machine stops, or the one that writes alone.
            (os.killpg if chance.random() < 0.5 else os.kill)(process.pid, signal.SIGKILL)
        process.communicate()
        killed += 1
        finished += process.returncode == 0
        if finished and killed < KILLS:
            assert contents(disturbed) == contents(peaceful)
            disturbed, finished = archive(), 0
        for _ in range(100):
            if not running(process.pid):
                break
            time.sleep(0.1)
        assert not running(process.pid), "workers end when the process they work for is gone"
    if not finished:
        interrupted = interrupted_in(disturbed)
        done(disturbed, "ingest", release, "--no-index", *(("--resume",) if interrupted else ()))
    assert contents(disturbed) == contents(peaceful)


def contents(data: Path) -> str:
    return done(data, "shell", "--no-imports", "-c", CONTENTS)
