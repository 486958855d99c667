"""A file that broke off in the middle never looks whole."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from types import SimpleNamespace
from xml.parsers.expat import ExpatError, ParserCreate

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cables.exporting import FORMATS, Interrupted, loading
from cables.models import Cable, Paragraph, Version
from tests.exporting.archive import leave, small_archive
from tests.factories import make_cable
from tests.search.archive import index

pytestmark = pytest.mark.django_db
CABLES = 7


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BATCH", 2)


def begun(name: str, *, unit: str = "cables") -> tuple[bytes, Exception | None]:
    """What a client gets of a file, and what ended it."""
    body = b""
    try:
        response = Client().get(f"/export/{name}?q=dam&sort=oldest&in={unit}")
        for piece in response.streaming_content:
            body += piece
        leave(response)
    except Exception as error:
        return body, error
    return body, None


def spoilt_archive() -> None:
    """The last cable to be taken is one of whose row, text and references something is wrong."""
    for number in range(1, CABLES + 1):
        make_cable(f"09BAKU{number}", paragraphs=[f"Dam {number}."])
    index(*Cable.objects.all())
    last = Cable.objects.filter(reference_id=f"09BAKU{CABLES}")
    last.update(classified_by=[5])
    Paragraph.objects.filter(cable__in=last).update(repairs=[["x"]])
    Version.objects.filter(cable__in=last).delete()


def looks_whole(name: str, body: bytes) -> bool:
    """As the program sees it that opens the file, or as the documentation of the format says to look."""
    if name.endswith(".zip"):
        return zipfile.is_zipfile(io.BytesIO(body))
    if name.endswith(".csv"):
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
        return bool(rows) and rows[-1]["rows"] == str(len(rows))
    if name.endswith(".jsonl"):
        return "complete" in json.loads(body.decode().splitlines()[-1])
    if name.endswith(".graphml"):
        try:
            ParserCreate().Parse(body, True)
        except ExpatError:
            return False
        return True
    if name.endswith((".ris", ".bib")):
        return re.search(rb"\n(N1  - The last of the|% Complete:) \d+ references", body) is not None
    if name.endswith(".csl.json"):
        try:
            return isinstance(json.loads(body), list)
        except json.JSONDecodeError:
            return False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(body)
        try:
            made = sqlite3.connect(path)
            return bool(made.execute("SELECT value FROM about WHERE name = 'Complete'").fetchall())
        except sqlite3.DatabaseError:
            return False


@pytest.mark.parametrize("name", FORMATS)
def test_whole_files_look_whole(name: str) -> None:
    small_archive()
    body, error = begun(name)
    assert error is None
    assert looks_whole(name, body)


@pytest.mark.parametrize("name", [name for name in FORMATS if "references." not in name and "citations." not in name])
def test_what_goes_wrong_in_the_middle_is_seen(name: str, caplog: pytest.LogCaptureFixture) -> None:
    spoilt_archive()
    body, error = begun(name)
    assert error is not None
    assert not looks_whole(name, body)
    assert f"An export ({name}) broke off after " in caplog.text


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("unit", ["cables", "paragraphs"])
def test_what_takes_too_long_is_seen(name: str, unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small_archive()
    moments = iter([0.0, 1.0, 2.0])
    monkeypatch.setattr(loading, "time", SimpleNamespace(monotonic=lambda: next(moments, 1e9)))
    body, error = begun(name, unit=unit)
    assert isinstance(error, Interrupted)
    assert not looks_whole(name, body)
    if name == "results.csv":
        told = "This file is not complete: making it broke off after 4 of "
        assert body.decode().splitlines()[-1].startswith(f'"{told}') or told in body.decode().splitlines()[-1]
        assert body.decode().splitlines()[-1].endswith("It took longer than 60 minutes. Take it away again.")
    if name == "results.jsonl":
        assert json.loads(body.decode().splitlines()[-1])["broken"].startswith("This file is not complete")


@pytest.mark.parametrize("name", FORMATS)
def test_no_beginning_of_a_file_looks_whole(name: str) -> None:
    """A connection that breaks, a worker that is killed, a disk that is full: cut anywhere."""
    small_archive()
    body, _ = begun(name)
    # Behind this, there is nothing but the ends of lines and records, or an index of a database.
    end = len(body) - {".csv": 2, ".sqlite": 4_096, ".ris": 50, ".bib": 30}.get(FORMATS[name].ending, 1)
    for cut in {*range(1, end, len(body) // 25), end - 1}:
        beginning = body[:cut]
        with contextlib.suppress(UnicodeDecodeError, json.JSONDecodeError):
            assert not looks_whole(name, beginning), cut


@pytest.mark.parametrize("name", [name for name in FORMATS if not FORMATS[name].most])
def test_what_is_withdrawn_meanwhile_is_left_out(name: str) -> None:
    small_archive()
    response = Client().get(f"/export/{name}?q=dam&sort=newest")
    pieces = iter(response.streaming_content)
    body = b""
    if name == "results.csv":
        body = next(pieces)
    Cable.objects.filter(reference_id__in=["09BAKU3", "ODD id"]).update(visibility="withheld")
    body += b"".join(pieces)
    leave(response)
    assert looks_whole(name, body)
    if name.endswith(".zip"):
        archive = zipfile.ZipFile(io.BytesIO(body))
        assert "Left out:        2, withdrawn while this file was made" in archive.read("README.txt").decode()
        body = b"".join(archive.read(one) for one in archive.namelist())
    assert b"Dam number 4." in body or b"09BAKU4" in body
    for gone in (b"Dam number 3.", b"ODD id"):
        assert gone not in body


def test_a_table_of_which_all_was_withdrawn_does_not_look_empty() -> None:
    small_archive()
    response = Client().get("/export/results.csv?q=dam")
    Cable.objects.update(visibility="withheld")
    with pytest.raises(Interrupted, match="Nothing of it is published any more"):
        b"".join(response.streaming_content)
    leave(response)


def test_queries_do_not_grow_with_what_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BATCH", 200)
    small_archive()
    few = {name: queries(name) for name in FORMATS}
    for number in range(20, 30):
        make_cable(f"09BAKU{number}", paragraphs=["A dam."] * 5, refers_to=["09BAKU1", "08PARIS7", "06ROME4"])
    index(*Cable.objects.all())
    assert {name: queries(name) for name in FORMATS} == few
    assert max(few.values()) <= 12


def queries(name: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert begun(name)[1] is None
    return len(made)
