"""Lists as addresses and as files: what others wrote is text, ids are checked, and nothing is lost on the way."""

from __future__ import annotations

import json
import re

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cables.workspace import kept
from cables.workspace.files import MOST_LISTS, read_lists, write_lists
from cables.workspace.kept import (
    FIRST_NAME,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_ENTRIES,
    Kept,
    NamedList,
    NotReadable,
    from_address,
    named_list,
    read_kept,
    to_address,
)
from tests.tooling.helpers import ROOT

KEYS = [
    ("09BAKU266", Kept("09BAKU266"), "a cable"),
    ("09BAKU266~p3", Kept("09BAKU266", "p3"), "a paragraph"),
    ("09BAKU266~u1", Kept("09BAKU266", "u1"), "one without a number"),
    ("09BAKU266~p6-2", Kept("09BAKU266", "p6-2"), "the second of a number"),
    ("09 baku 00266", Kept("09BAKU266"), "another spelling"),
    ("", None, "nothing"),
    ("~p3", None, "a paragraph of nothing"),
    ("<script>", None, "no id"),
    ("09BAKU266~<b>", None, "no paragraph"),
    ("09BAKU266~p", None, "half a paragraph"),
    ("x" * 300, None, "far too long"),
    ("09BAKU266\x00", None, "a null character"),
]


@pytest.mark.parametrize(("key", "kept", "why"), KEYS, ids=[why for *_, why in KEYS])
def test_a_key_is_a_cable_or_a_paragraph_or_nothing(key: str, kept: Kept | None, why: str) -> None:
    assert read_kept(key) == kept


def test_each_entry_is_there_once_in_the_order_of_its_first_mention() -> None:
    written = [("09BAKU2", "first"), ("09BAKU1", ""), ("09 BAKU 002", "again"), ("nonsense <", ""), ("09BAKU2~p1", "")]
    found = named_list("", written)
    assert found.name == FIRST_NAME
    assert [(kept.key, kept.note) for kept in found.entries] == [
        ("09BAKU2", "first"),
        ("09BAKU1", ""),
        ("09BAKU2~p1", ""),
    ]
    assert found.unreadable == ("nonsense <",)


def test_what_is_too_much_is_counted() -> None:
    found = named_list("A" * 500, ((f"09BAKU{number}", "n" * 5_000) for number in range(1, MOST_ENTRIES + 6)))
    assert (len(found.entries), found.left_out) == (MOST_ENTRIES, 5)
    assert (len(found.name), len(found.entries[0].note)) == (LONGEST_NAME, LONGEST_NOTE)


notes = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\r"), max_size=60).map(str.strip)
entries = st.lists(
    st.builds(Kept, st.integers(1, 99).map("09BAKU{}".format), st.sampled_from(["", "p1", "u2"]), notes),
    unique_by=lambda kept: kept.key,
    max_size=8,
).map(tuple)


@given(entries)
def test_an_address_gives_back_the_list_it_was_made_of(given_entries: tuple[Kept, ...]) -> None:
    address = to_address("Dams & “reservoirs”", given_entries)
    assert from_address(QueryDict(address[1:])) == NamedList("Dams & “reservoirs”", given_entries)


@given(entries)
def test_a_file_gives_back_the_lists_it_was_made_of(given_entries: tuple[Kept, ...]) -> None:
    lists = (NamedList("One", given_entries, "id-1"), NamedList("Two", ()))
    assert read_lists(write_lists(lists).encode()) == lists


NO_FILES = [
    b"",
    b"\xff\xfe",
    b"[]",
    b"null",
    b'{"lists": {}}',
    b'{"lists": [1]}',
    b'{"lists": [{"entries": "x"}]}',
    b"[" * 100_000,
    b'{"lists": [' + b",".join([b'{"entries": []}'] * (MOST_LISTS + 1)) + b"]}",
]


@pytest.mark.parametrize("data", NO_FILES, ids=[data[:20].decode("latin-1") or "empty" for data in NO_FILES])
def test_what_is_no_file_of_lists_is_said_in_one_sentence(data: bytes) -> None:
    with pytest.raises(NotReadable, match=r"^[A-Z].*\.$"):
        read_lists(data)


def test_hostile_entries_of_a_file_are_left_out_and_named() -> None:
    data = b'{"lists": [{"id": 7, "name": ["x"], "entries": [1, {"cable": {}}, {"cable": "09BAKU1", "note": 5}]}]}'
    (found,) = read_lists(data)
    assert (found.name, found.entries, found.unreadable) == (FIRST_NAME, (Kept("09BAKU1"),), ("1", ""))


def test_of_millions_of_entries_few_are_looked_at_and_all_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    monkeypatch.setattr(kept, "canonical_id", lambda name: looked.append(name))
    data = json.dumps({"lists": [{"entries": ["nonsense"] * 50_000}]}).encode()
    (found,) = read_lists(data)
    assert len(looked) == len(found.unreadable) == kept.MOST_READ
    assert found.left_out == 50_000 - kept.MOST_READ


def test_the_browser_knows_the_same_limits() -> None:
    script = (ROOT / "static" / "lists.js").read_text(encoding="utf-8")
    found = {name: int(value) for name, value in re.findall(r"^const (\w+) = (\d+);", script, re.MULTILINE)}
    assert found == {
        "MOST_LISTS": MOST_LISTS, "MOST_ENTRIES": MOST_ENTRIES,
        "LONGEST_NOTE": LONGEST_NOTE, "LONGEST_NAME": LONGEST_NAME, "PAUSE_IN_NOTE": 400,
    }  # fmt: skip
    assert f'const FIRST_NAME = "{FIRST_NAME}";' in script
