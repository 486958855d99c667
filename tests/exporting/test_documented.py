"""The description of the files names every kind and every column, and its numbers are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cables.exporting import FORMATS, columns, loading, slots
from cables.exporting.graph import KEYS

DESCRIPTION = (Path(__file__).resolve().parent.parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")


def test_every_kind_of_file_is_described() -> None:
    assert set(re.findall(r"^\| `/export/([^`]+)` \|", DESCRIPTION, re.MULTILINE)) == set(FORMATS)


@pytest.mark.parametrize("by_paragraph", [False, True])
def test_every_column_is_described(by_paragraph: bool) -> None:
    named = re.findall(r"`(\w+)`", DESCRIPTION)
    assert set(columns(by_paragraph=by_paragraph)) - set(named) == set()
    assert {name for names in KEYS.values() for name in names} - set(named) == set()


def test_the_numbers_are_right() -> None:
    assert f"of {FORMATS['results.sqlite'].most:,} cables at most" in DESCRIPTION
    assert f"exports of more than {slots.LARGE:,} hits" in DESCRIPTION
    assert (slots.AT_A_TIME, loading.SECONDS) == ({"large": 2, "small": 3}, 3_600)
