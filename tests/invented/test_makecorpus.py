"""The command that writes invented cables, and the containers it writes."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cables.corpus import InventedCable, invent
from cables.corpus.containers import container_level
from cables.ingest import read_sources
from cables.vocabulary import posts


@pytest.fixture(scope="module")
def cables() -> list[InventedCable]:
    return list(invent(40, 5))


def make(*options: object) -> str:
    err = StringIO()
    call_command("makecorpus", "--cables", 40, "--seed", 5, *options, stderr=err)
    return err.getvalue()


def test_texts_are_written_one_file_a_cable_named_by_its_id(tmp_path: Path, cables: list[InventedCable]) -> None:
    folder = tmp_path / "texts"
    assert make("--out", folder) == f"40 invented cables written to {folder}.\n"
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert written == {f"{cable.reference_id}.txt": cable.text.encode("latin-1") for cable in cables}


def test_the_texts_can_be_read_back_as_sources(tmp_path: Path, cables: list[InventedCable]) -> None:
    make("--out", tmp_path / "texts")
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        for path in (tmp_path / "texts").iterdir():
            archive.write(path, path.name)
    for source in (tmp_path / "texts", tmp_path / "texts.zip"):
        assert {raw.text for raw in read_sources([source])} == {cable.text for cable in cables}


def test_csv_has_the_eight_columns_of_the_release(tmp_path: Path, cables: list[InventedCable]) -> None:
    make("--csv", tmp_path / "cables.csv")
    with (tmp_path / "cables.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, doublequote=False, escapechar="\\"))
    assert [int(row[0]) for row in rows] == list(range(1, 41))
    for row, cable in zip(rows, cables, strict=True):
        sent = cable.sent
        assert row[1] == f"{sent.month}/{sent.day}/{sent.year} {sent.hour}:{sent.minute:02d}"
        assert row[2] == cable.reference_id
        assert row[3] == posts()[cable.post].name
        assert row[4] == container_level(cable)
        assert row[5] == "|".join(cable.references)
        assert row[6] == cable.header.strip("\n")
        assert row[7] == cable.body


def test_json_lines_hold_the_text_and_the_known_values(tmp_path: Path, cables: list[InventedCable]) -> None:
    make("--jsonl", tmp_path / "cables.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "cables.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["text"] for line in lines] == [cable.text for cable in cables]
    assert [line["sent"] for line in lines] == [cable.sent.isoformat() for cable in cables]
    assert [line["references"] for line in lines] == [list(cable.references) for cable in cables]


def test_json_lines_go_to_standard_output_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert make() == ""
    assert len(capsys.readouterr().out.splitlines()) == 40


@pytest.mark.parametrize("option", ["--out", "--csv", "--jsonl"])
def test_what_is_there_already_is_not_overwritten(option: str, tmp_path: Path) -> None:
    there = tmp_path / "there"
    if option == "--out":
        there.mkdir()
        (there / "kept.txt").write_text("kept")
    else:
        there.write_text("kept")
    before = [path.read_text() for path in tmp_path.rglob("*") if path.is_file()]
    with pytest.raises(CommandError, match=r"there is already there\. Give another name, or delete it first\."):
        make(option, there)
    assert [path.read_text() for path in tmp_path.rglob("*") if path.is_file()] == before


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "cables.csv"
    with pytest.raises(CommandError, match=r"cables\.csv could not be written: No such file or directory\."):
        make("--csv", target)


def test_too_many_cables_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^The corpus holds 0 to 251,287 cables; 251,288 were asked for\.$"):
        make("--cables", 251_288, "--csv", tmp_path / "cables.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("classification", "captions", "level"),
    [
        ("UNCLASSIFIED", ("SIPDIS",), "UNCLASSIFIED"),
        ("UNCLASSIFIED", ("SENSITIVE", "SIPDIS"), "UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
        ("CONFIDENTIAL", (), "CONFIDENTIAL"),
        ("SECRET", ("NOFORN", "SIPDIS"), "SECRET//NOFORN"),
    ],
)
def test_the_container_states_handling_behind_the_level(
    classification: str, captions: tuple[str, ...], level: str, cables: list[InventedCable]
) -> None:
    assert container_level(replace(cables[0], classification=classification, captions=captions)) == level
