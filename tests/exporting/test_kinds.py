"""What was taken away says what the archive says, read back by the programs that people open it with."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import bibtexparser
import networkx
import pandas
import pytest
import rispy

from cables.exporting import FORMATS
from cables.exporting.table import COLUMNS, columns
from cables.models import Cable, Paragraph, Version
from cables.records import records
from tests.exporting.archive import small_archive, taken
from tests.factories import make_cable
from tests.search.archive import index

pytestmark = pytest.mark.django_db
FOUND = ["09BAKU1", "09BAKU2", "09BAKU3", "09BAKU4", "ODD id"]
PARAGRAPHS = "q=dam&sort=newest&in=paragraphs"


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_has_a_row_for_each_cable() -> None:
    small_archive()
    found = rows(taken("results.csv"))
    assert [row["reference_id"] for row in found] == FOUND
    assert found[0] == {
        "reference_id": "09BAKU1",
        "date": "2009-04-06",
        "sent": "2009-04-06T09:00Z",
        "post": "BAKU",
        "post_name": "Embassy Baku",
        "country": "Azerbaijan",
        "classification": "SECRET",
        "captions": "NOFORN; SIPDIS",
        "precedence": "",
        "tags": "PGOV; CLINTON, HILLARY; A,B",
        "subject": "A “DAM”, AND MORE",
        "invented": "",
        "sender": "",
        "action": "SECSTATE WASHDC",
        "info": "MOSCOW, PRIORITY",
        "executive_order": "",
        "declassify_on": "2019-04-06",
        "classified_by": "ANNE DERSE, AMBASSADOR",
        "reasons": "1.4(b); 1.4(d)",
        "signers": "DERSE",
        "references": "08PARIS7; 09BAKU8; 07ROME3; 08PARIS7",
        "summary": "On the dam.",
        "url": "http://testserver/cables/09BAKU1/",
        "row": "1",
        "rows": "",
    }
    assert [(row["row"], row["rows"]) for row in found] == [("1", ""), ("2", ""), ("3", ""), ("4", ""), ("5", "5")]
    assert list(found[0]) == list(columns(by_paragraph=False))


def test_a_spreadsheet_of_paragraphs_has_a_row_for_each() -> None:
    small_archive()
    found = rows(taken("results.csv", PARAGRAPHS))
    assert [(row["reference_id"], row["paragraph"], row["text"]) for row in found[:2]] == [
        ("09BAKU1", "1", "The dam; its cost."),
        ("09BAKU1", "3", "A dam, again."),
    ]
    assert found[1]["url"] == "http://testserver/cables/09BAKU1/#p3"
    assert found[-1]["rows"] == str(len(found)) == "6"
    assert list(found[0]) == list(columns(by_paragraph=True))


@pytest.mark.parametrize("query", ["q=dam", PARAGRAPHS])
def test_pandas_reads_a_spreadsheet_at_one_go(query: str) -> None:
    small_archive()
    frame = pandas.read_csv(io.BytesIO(taken("results.csv", query)))
    assert frame.columns[0] == "reference_id"
    assert frame["rows"].iloc[-1] == len(frame)
    assert frame["tags"].str.split("; ").str.len().max() == 3


def test_json_lines_are_the_records_of_cables() -> None:
    small_archive()
    *found, last = [json.loads(line) for line in taken("results.jsonl").decode().splitlines()]
    published = {cable.reference_id: cable for cable in Cable.objects.published().for_records()}
    assert found == list(records([published[name] for name in FOUND], lambda path: f"http://testserver{path}"))
    assert last["complete"].pop("made")
    assert last == {
        "complete": {
            "lines": 5,
            "withdrawn": 0,
            "archive": "Reftel",
            "title": "A search",
            "address": "http://testserver/?q=dam&sort=newest",
            "query": "dam",
            "understood": "Cables with any form of dam.",
            "filters": [],
            "order": "newest first",
            "notices": [],
        }
    }


def test_json_lines_of_paragraphs() -> None:
    small_archive()
    *found, last = [json.loads(line) for line in taken("results.jsonl", PARAGRAPHS).decode().splitlines()]
    assert [(line["reference_id"], line["anchor"]) for line in found[:2]] == [("09BAKU1", "p1"), ("09BAKU1", "p3")]
    assert found[0]["text_as_received"] == "The dam; its cost."
    assert (len(found), last["complete"]["lines"]) == (6, 6)


def test_texts_are_the_bytes_that_were_received() -> None:
    small_archive()
    Version.objects.filter(cable__reference_id="09BAKU2").update(raw=b"\xff\x00\r\n\x1b", encoding="latin-1")
    archive = zipfile.ZipFile(io.BytesIO(taken("texts.zip")))
    assert archive.testzip() is None
    listed = rows(archive.read("manifest.csv"))
    assert [row["reference_id"] for row in listed] == FOUND
    assert {row["file"] for row in listed} == set(archive.namelist()) - {"manifest.csv", "README.txt"}
    for row in listed:
        raw = bytes(Version.objects.get(cable__reference_id=row["reference_id"]).raw)
        assert archive.read(row["file"]) == raw
        assert int(row["bytes"]) == len(raw)
    assert archive.read("texts/2009/09BAKU2.txt") == b"\xff\x00\r\n\x1b"
    assert "Query as typed:  dam\r\n" in archive.read("README.txt").decode()


def test_the_version_that_is_read_is_taken() -> None:
    cable = make_cable("09BAKU1", paragraphs=["A dam."])
    index(cable)
    first = cable.versions.get()
    Version.objects.filter(pk=first.pk).update(current=False)
    for number, current in ((2, True), (3, False)):
        Version.objects.create(
            cable=cable, number=number, current=current, raw=b"text %d" % number, encoding="utf-8",
            sha256=hashlib.sha256(b"%d" % number).hexdigest(), source=first.source, origin="",
        )  # fmt: skip
    archive = zipfile.ZipFile(io.BytesIO(taken("texts.zip")))
    assert archive.read("texts/2009/09BAKU1.txt") == b"text 2"


def test_the_network_of_references(tmp_path: Path) -> None:
    small_archive()
    (tmp_path / "x").write_bytes(taken("references.graphml"))
    graph = networkx.read_graphml(tmp_path / "x")
    assert {name: (node["found"], node["in_archive"]) for name, node in graph.nodes(data=True)} == {
        **dict.fromkeys(FOUND, (True, True)),
        "08PARIS7": (False, True),
        "07ROME3": (False, False),
        "09BAKU8": (False, False),
    }
    assert sorted(graph.edges(data="labels")) == [
        ("09BAKU1", "07ROME3", "C"), ("09BAKU1", "08PARIS7", "A, D"), ("09BAKU1", "09BAKU8", "B"),
        ("ODD id", "09BAKU1", "A"),
    ]  # fmt: skip
    assert graph.nodes["08PARIS7"]["subject"] == "ELSEWHERE"
    assert set(graph.nodes["09BAKU8"]) == {"label", "found", "in_archive"}
    assert (graph.graph["cables_found"], graph.graph["references"]) == (5, 4)
    assert "Query as typed: dam" in graph.graph["about"]


def test_a_database(tmp_path: Path) -> None:
    small_archive()
    path = tmp_path / "taken.sqlite"
    path.write_bytes(taken("results.sqlite"))
    made = sqlite3.connect(path)
    assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [row[0] for row in made.execute("SELECT reference_id FROM cables ORDER BY rowid")] == FOUND
    counts = {
        name: made.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
        for name in ("paragraphs", "tags", "captions", "addressees", "cable_references")
    }
    published = Cable.objects.filter(reference_id__in=FOUND)
    assert counts == {
        "paragraphs": Paragraph.objects.filter(cable__in=published).count(),
        "tags": 7,
        "captions": 2,
        "addressees": 2,
        "cable_references": 5,
    }
    search = "SELECT cable, anchor FROM paragraphs_fts JOIN paragraphs ON id = paragraphs_fts.rowid WHERE {} MATCH ?"
    found = made.execute(search.format("paragraphs_fts"), ["cost"]).fetchall()
    assert found == [("09BAKU1", "p1")]
    assert dict(made.execute("SELECT name, value FROM about"))["Complete"] == "5 cables"
    made.close()


def test_references_for_reference_managers() -> None:
    small_archive()
    items = json.loads(taken("citations.csl.json"))
    assert [item["archive_location"] for item in items] == FOUND
    assert items[0]["URL"] == "http://testserver/cables/09BAKU1/"
    entries = rispy.loads(taken("citations.ris").decode())
    assert [entry["accession_number"] for entry in entries] == FOUND
    assert "The last of the 5 references of this file." in entries[-1]["notes"]
    library = bibtexparser.parse_string(taken("citations.bib").decode())
    assert [entry.fields_dict["note"].value.split(";")[0] for entry in library.entries] == FOUND
    assert len(library.entries) == 5
    paragraphs = json.loads(taken("citations.csl.json", PARAGRAPHS))
    assert [item["archive_location"] for item in paragraphs] == FOUND


@pytest.mark.parametrize("kind", [kind for kind in FORMATS.values() if kind.beside], ids=lambda kind: kind.name)
@pytest.mark.parametrize("query", ["q=dam&f[class]=SECRET&f[-post]=PARIS&from=2009", PARAGRAPHS])
def test_packed_with_a_readme(kind: Any, query: str) -> None:
    small_archive()
    archive = zipfile.ZipFile(io.BytesIO(taken(kind.name, query)))
    assert archive.testzip() is None
    assert archive.namelist() == [kind.beside, "README.txt"]
    inside, alone = archive.read(kind.beside), taken(kind.beside, query)
    assert len(inside) == len(alone)
    readme = archive.read("README.txt").decode()
    assert "Query as typed:  dam\r\n" in readme
    if "f[class]" in query:
        assert "Filter:          Classification: SECRET\r\nFilter:          Post not: PARIS\r\n" in readme
        assert "Found:           1 cable\r\nIn this file:    1 cable\r\n" in readme
    elif kind.beside == "references.graphml":
        assert "Found:           6 paragraphs\r\nIn this file:    5 cables\r\n" in readme
    else:
        assert "Found:           6 paragraphs\r\nIn this file:    6 paragraphs\r\n" in readme
    if kind.beside == "results.csv" and "in=" not in query:
        assert all(f"\r\n{column.name} " in readme for column in COLUMNS)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_not_published_leaves_by_no_door(name: str) -> None:
    small_archive()
    for query in ("q=", "q=&in=paragraphs", "q=DRAFT", "q=WITHHELD"):
        status = 404 if "q=D" in query or "q=W" in query else 200
        body = taken(name, query, status=status)
        if body.startswith(b"PK"):
            archive = zipfile.ZipFile(io.BytesIO(body))
            body = b"".join(archive.read(one) for one in archive.namelist()) + repr(archive.namelist()).encode()
        assert b"DAM DRAFT" not in body
        assert b"DAM WITHHELD" not in body
        assert b"09BAKU9" not in body
