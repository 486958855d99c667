"""Where each field came from: the text as received beside what it was read as."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cables.models import Cable, Source, Version
from cables.telegram import parse
from cables.views import provenance
from cables.views.provenance import _lines
from tests.factories import make_cable
from tests.pages.pages import links, text_of, words

TELEGRAM = """VZCZCXRO0291
PP RUEHDBU
DE RUEHKB #0266/01 0960859
ZNY CCCCC ZZH
P 060859Z APR 09
FM AMEMBASSY BAKU
TO RUEHC/SECSTATE WASHDC PRIORITY 1001
INFO RUCNCIS/CIS COLLECTIVE
RUEHAK/AMEMBASSY ANKARA 3319

C O N F I D E N T I A L BAKU 000266

SIPDIS

E.O. 12958: DECL: 04/06/2019
TAGS: PGOV, PREL
SUBJECT: RIVER COMMISSION ON NEW DAM
REF: A. STATE 31102
     B. BAKU 158

Classified By: AMBASSADOR ADA MERROW, REASONS 1.4 (B) AND (D)

1. (C) The commission met <b>again</b> and said the minister,s
plan was late.

Troops

2. (U) Nothing further could be

BAKU 00000266  002 OF 002

learned.
MERROW
"""


@pytest.fixture
def cable(db: None) -> Cable:
    made = make_cable("09BAKU266", paragraphs=["One.", "Two."])
    made.versions.update(raw=TELEGRAM.encode())
    return made


def lines_of(html: str) -> list[tuple[str, str]]:
    found = re.findall(r'<p class="source-label">(.*?)</p><div class="source-words"><pre>(.*?)</pre>', html, re.DOTALL)
    return [(words(label), unescape(re.sub("<[^>]*>", "", text)).strip("\n")) for label, text in found]


def test_each_line_stands_beside_what_it_was_read_as(client: Client, cable: Cable) -> None:
    shown = dict(lines_of(client.get("/cables/09BAKU266/source/").content.decode()))
    assert shown["From"] == "FM AMEMBASSY BAKU"
    assert shown["Info 2"] == "RUEHAK/AMEMBASSY ANKARA 3319"
    assert shown["Classification"] == "C O N F I D E N T I A L BAKU 000266"
    assert shown["TAGS"] == "TAGS: PGOV, PREL"
    assert shown["Reference 2"] == "     B. BAKU 158"
    assert shown["Paragraph 1"].startswith("1. (C) The commission met <b>again</b>")
    assert shown["Heading"] == "Troops"
    assert shown["Page banner"] == "BAKU 00000266  002 OF 002"
    assert shown["Paragraph 2, continued"] == "learned."
    assert shown["Signature"] == "MERROW"


def test_every_label_of_the_reading_page_leads_to_a_place_that_is_there(client: Client, cable: Cable) -> None:
    html = client.get("/cables/09BAKU266/").content.decode()
    source = client.get("/cables/09BAKU266/source/").content.decode()
    places = set(re.findall(r'id="([^"]+)"', source))
    fragments = [link.partition("#")[2] for link in links(html) if link.startswith("/cables/09BAKU266/source/#")]
    assert {"sender", "action-0", "tags", "executive_order", "paragraphs-0", "paragraphs-1"} <= set(fragments)
    assert [fragment for fragment in fragments if fragment not in places | {"passing"}] == []


def test_paragraphs_lead_back_to_the_reading_page(client: Client, cable: Cable) -> None:
    assert "/cables/09BAKU266/#p2" in links(client.get("/cables/09BAKU266/source/").content.decode())


def test_what_was_odd_is_said_beside_the_line(client: Client, cable: Cable) -> None:
    assert "learned" in text_of(client, "/cables/09BAKU266/source/")
    assert "A page banner stood inside the text" in text_of(client, "/cables/09BAKU266/source/")


def test_cable_text_is_text(client: Client, cable: Cable) -> None:
    assert "<b>again" not in client.get("/cables/09BAKU266/source/").content.decode()


def test_other_versions_can_be_asked_for_and_lead_to_no_paragraphs(client: Client, cable: Cable) -> None:
    cable.versions.update(current=True)
    source = Source.objects.create(kind="upload", name="desk")
    Version.objects.create(cable=cable, number=2, raw=b"1. Other.", sha256="2" * 64, encoding="ascii", source=source)
    html = client.get("/cables/09BAKU266/source/?version=2").content.decode()
    assert "1. Other." in html
    assert "(version 2)" in html
    assert "/cables/09BAKU266/#p1" not in links(html)
    assert client.get("/cables/09BAKU266/source/?version=9").status_code == 404


def test_a_long_text_is_shown_in_parts_and_every_place_has_an_address(
    client: Client, cable: Cable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provenance, "LINES_A_PART", 5)
    first = client.get("/cables/09BAKU266/source/").content.decode()
    assert "Part 1 of" in words(first)
    assert 'id="paragraphs-1"' not in first
    assert 'id="paragraphs-1"' in client.get("/cables/09BAKU266/source/?at=paragraphs-1").content.decode()
    for odd in ["part=99", "part=0", "part=x", "at=nothing", "part=²"]:
        assert "Part 1 of" in text_of(client, f"/cables/09BAKU266/source/?{odd}")


def test_a_text_too_long_to_be_read_for_a_page_is_offered_as_a_file(
    client: Client, cable: Cable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provenance, "LONGEST_TEXT", 100)
    assert "too long to be set out here" in text_of(client, "/cables/09BAKU266/source/")
    assert "/cables/09BAKU266.txt?version=1" in links(client.get("/cables/09BAKU266/source/").content.decode())


def test_the_source_costs_a_fixed_number_of_queries(
    client: Client, cable: Cable, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(6):
        client.get("/cables/09BAKU266/source/")
    cable.versions.update(raw=("1. One\n\n" * 500).encode())
    with django_assert_num_queries(6):
        client.get("/cables/09BAKU266/source/")


def test_what_the_container_says_stands_below_the_text_word_for_word(client: Client, cable: Cable) -> None:
    heading = "What the file says of it beside the text"
    assert heading not in text_of(client, "/cables/09BAKU266/source/")
    cable.versions.update(facts={"container": "csv", "stated": {"Origin": "Embassy <b>Baku</b>", "Created": "2009-04"}})
    html = client.get("/cables/09BAKU266/source/").content.decode()
    assert f"{heading} Origin Embassy <b>Baku</b> Created 2009-04" in unescape(words(html))
    assert "<b>Baku" not in html


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(TELEGRAM.splitlines(keepends=True))).map("".join)))
def test_no_character_but_blanks_is_lost_between_the_lines(text: str) -> None:
    lines = _lines(parse(text), {})
    shown = "".join(piece.text for line in lines for piece in line.pieces)
    assert "".join(shown.split()) == "".join(text.split())
    places = [piece.place for line in lines for piece in line.pieces if piece.place]
    assert len(places) == len(set(places))
