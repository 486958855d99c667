"""Whatever stands in an address, every page answers, and with bounded work: nothing fails and nothing runs away."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cables.forms import FACET_NAMES, PAGE_SIZES, SORTS, UNITS
from cables.search import rebuild
from cables.search.fields import FIELDS, SYNTAX
from tests.factories import make_cable

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30
MOST_CALLS = 200_000
"""Calls of functions, which a machine makes in well under a second; the archive is small, so more would mean that the
work grows with something that a visitor chooses."""
ANSWERS = {200, 301, 302, 404}

SIGNS = [
    "(",
    ")",
    '"',
    "“",
    "[",
    "{",
    "}",
    "]",
    "TO",
    "AND",
    "OR",
    "NOT",
    "-",
    "+",
    "^2",
    "\\",
    "/",
    ":",
    "&&",
    "..",
    "~2",
    "*",
]
WORDS = ["dam", "reservoir", "09BAKU1", "09 baku 00001", "Baku 1 (2009)", "PGOV", "SIPDIS", "para:(", "mark:S/NF"]
pieces = st.sampled_from(
    [*SYNTAX, *(f"{name}:" for name in FIELDS), *(field.example for field in FIELDS.values()), *SIGNS, *WORDS]
)
queries = st.one_of(
    st.text(max_size=80),
    st.lists(pieces, max_size=12).map(" ".join),
    st.lists(pieces, max_size=12).map("".join),
    st.tuples(pieces, st.integers(1, 400)).map(lambda pair: pair[0] * pair[1]),
    st.tuples(pieces, st.integers(1, 200)).map(lambda pair: f"{pair[0]} " * pair[1]),
)
values = st.one_of(
    st.sampled_from(
        ["PGOV", "SECRET", "BAKU", "2009", "2009-04", "not-stated", "Azerbaijan", "\x00", "0", "-1", "9" * 40]
    ),
    st.sampled_from([*SORTS, *UNITS, *map(str, PAGE_SIZES), "received", "april 2009", "p1", "u1", "p1-2", "1", "2"]),
    st.text(max_size=30),
)
FILTERS = [f"f[{sign}{name}]" for name in FACET_NAMES for sign in ("", "-")]
SEARCH = ["from", "to", "sort", "page", "size", "in", "start", "at", "part", "text", "version", "old", "new", "kind"]
BOXES = [
    "go",
    "all",
    "phrase",
    "any",
    "none",
    "near",
    "distance",
    "paragraph",
    "mark",
    "first",
    "last",
    "levels",
    "unit",
]
names = st.sampled_from([*FILTERS, *SEARCH, *BOXES, "month"])
parameters = st.lists(st.tuples(names | st.text(max_size=6), values | queries), max_size=6)
codes = st.one_of(
    st.sampled_from(["09BAKU1", "09BAKU2", "09STATE9", "baku 1 (2009)", "BAKU", "PGOV", "tag-place", "2009"]),
    st.text(min_size=1, max_size=20),
)
PLACES = [
    "/", "/advanced/", "/suggest/", "/facets/{}/", "/cables/{}/", "/cables/{}/raw/", "/cables/{}/source/",
    "/cables/{}/thread/", "/cables/{}/versions/", "/cables/{}.txt", "/cables/{}.json", "/posts/", "/posts/{}/",
    "/tags/", "/tags/{}/", "/cited/", "/cited/missing/", "/years/", "/years/{}/", "/help/",
]  # fmt: skip


@pytest.fixture
def archive(db: None) -> None:
    make_cable("09BAKU1", subject="THE DAM", classification="SECRET", tag_codes=["PGOV", "AJ"], captions=["SIPDIS"],
               paragraphs=["The reservoir behind the dam.", "Nothing more."], refers_to=["09STATE9"])  # fmt: skip
    make_cable("09BAKU2", subject="", sent=date(2008, 5, 1), tag_codes=[], refers_to=["09BAKU1"])
    make_cable("08X3", post=None, sent=None, classification="", paragraphs=[], visibility="draft")
    rebuild()


def calls_of(work: Callable[[], Any]) -> tuple[Any, int]:
    """What a piece of work gives, and how many functions it called."""
    calls = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return work(), calls
    finally:
        sys.setprofile(before)


@pytest.mark.usefixtures("archive")
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(place=st.sampled_from(["/"] * 8 + PLACES), code=codes, query=st.none() | queries, others=parameters)
def test_every_address_is_answered_with_bounded_work(
    place: str, code: str, query: str | None, others: list[tuple[str, str]]
) -> None:
    asked = [*([("q", query)] if query is not None else []), *others]
    address = place.format(quote(code, safe="", errors="replace")) + "?" + urlencode(asked, errors="replace")
    with CaptureQueriesContext(connection) as made:
        answer, calls = calls_of(lambda: Client().get(address))
    assert answer.status_code in ANSWERS
    assert len(made) <= MOST_QUERIES
    assert calls <= MOST_CALLS
