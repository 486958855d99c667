"""Whatever stands in a cable, the files stay files: no formulas, no broken XML, no paths out of the folder."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.exporting import graph, table, texts
from cables.models import Cable

HOSTILE = st.text(max_size=20) | st.text("=+-@\t\r\n\"',;\x00\x01\ufeff\u2028<>&]a", max_size=20)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), ("＝1", "'＝1"), ("a=1", "a=1"), ("", ""), ("'=1", "'=1"),
    ],
)  # fmt: skip
def test_nothing_is_computed(text: str, shown: str) -> None:
    assert table.safe(text) == shown


@given(st.lists(HOSTILE, min_size=1, max_size=5))
def test_any_cells_come_back_as_they_were(cells: list[str]) -> None:
    line = table._line([*cells, 7])
    (read,) = csv.reader(io.StringIO(line, newline=""))
    assert read == [*(table.safe(cell.replace("\x00", "\ufffd")) for cell in cells), "7"]
    assert not any(cell.startswith(table.FORMULA) for cell in read)


@given(st.lists(HOSTILE, max_size=4))
def test_several_values_in_a_cell_can_be_told_apart(values: list[str]) -> None:
    cell = table._several(values)
    assert not cell.startswith(table.FORMULA)
    assert not values or len(cell.split(table.SEPARATOR)) >= len(values)
    assert all(not re.match(r"[=+@-]", part) for part in cell.split(table.SEPARATOR))


@given(st.text(), st.text(min_size=1))
def test_any_subject_and_id_make_good_xml(subject: str, id_: str) -> None:
    document = f"<x>{graph._element('node', id_, {'subject': subject})}{graph._edge(id_, id_, subject)}</x>"
    node, edge = ET.fromstring(document.encode(errors="replace"))  # noqa: S314
    assert node.tag == "node"
    assert (edge.get("source"), edge.get("target")) == (node.get("id"), node.get("id"))
    assert subject == "" or len(node) == 1


@given(st.text(min_size=1, max_size=80), st.integers(1, 2**31))
def test_file_names_are_safe_on_any_system(id_: str, key: int) -> None:
    name = texts.file_name(Cable(pk=key, reference_id=id_, date=date(2009, 4, 6)))
    assert re.fullmatch(r"texts/2009/[A-Za-z0-9-]{1,110}\.txt", name)
    assert re.fullmatch(r"[0-9]{2}[A-Z]+[0-9]+", id_) or name.endswith(f"-key{key}.txt")


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("09BAKU266", "texts/undated/09BAKU266.txt"),
        ("../../etc/passwd", "texts/undated/etc-passwd-key5.txt"),
        ("CON", "texts/undated/CON-key5.txt"),
        ("09baku266", "texts/undated/09baku266-key5.txt"),
        ("...", "texts/undated/-key5.txt"),
        ("É", "texts/undated/-key5.txt"),
    ],
)
def test_names_of_files(id_: str, name: str) -> None:
    assert texts.file_name(Cable(pk=5, reference_id=id_)) == name


def test_days_and_moments_are_written_as_programs_read_them() -> None:
    moment = datetime(2009, 4, 6, 9, 12, tzinfo=UTC)
    assert table._line([moment, date(2009, 4, 6), None, 3]) == "2009-04-06T09:12Z,2009-04-06,,3\r\n"
