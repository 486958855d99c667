"""The command and the dictionary it prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cables.telegram import DEFECTS, parse, to_dict
from cables.telegram.__main__ import decode, main
from tests.telegram.cables import CABLE

SOURCES = Path(__file__).resolve().parents[2] / "cables"


@pytest.mark.parametrize(
    ("raw", "text", "why"),
    [
        ("Größe".encode(), "Größe", "UTF-8"),
        ("\ufeffGröße".encode(), "Größe", "UTF-8 with a mark"),
        ("Größe".encode("latin-1"), "Größe", "Latin-1"),
        (b"\x93yes\x94", "\u201cyes\u201d", "cp1252 quotes"),
        (b"\x81\xb6", "\x81\u00b6", "bytes that cp1252 leaves undefined"),
        (b"", "", "empty"),
    ],
)
def test_decode(raw: bytes, text: str, why: str) -> None:
    assert decode(raw) == text


def test_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cable.txt"
    path.write_text(CABLE)
    assert main([str(path)]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(to_dict(parse(CABLE))))


def test_takes_an_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cable.txt"
    path.write_text("1. Text.\n")
    assert main([str(path), "--id", "09 BAKU 1"]) == 0
    assert json.loads(capsys.readouterr().out)["reference_id"] == "09BAKU1"


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_an_unreadable_file_gives_one_sentence(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.fullmatch(r".+: cannot be read \(.+\)\.\n", printed.err)


def test_dictionary_counts_defects_and_repairs() -> None:
    found = to_dict(parse(CABLE))
    assert {one["kind"]: one["count"] for one in found["defects"]} == {"damaged-punctuation": 3, "page-banner": 1}
    assert found["repairs"] == 3
    assert [(one["paragraph"], one["text"], one["targets"]) for one in found["mentions"]] == [
        (1, "ref A", ["09STATE41102"]),
        (3, "reftels B and C", ["09BAKU388", "08ANKARA1997"]),
    ]
    assert found["mentions"][0]["target"] == "09STATE41102"


def test_every_defect_has_its_sentence_and_every_sentence_its_defect() -> None:
    used = set()
    for path in SOURCES.rglob("*.py"):
        if path.name != "defects.py":
            used |= set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text()))
    made_of_parts = {f"container-{fact}" for fact in ("classification", "post")}
    assert set(DEFECTS) - used - made_of_parts == set()
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in DEFECTS.values())
