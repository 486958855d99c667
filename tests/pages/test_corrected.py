"""Readers are told what the archive corrected, and what the telegram reads."""

from __future__ import annotations

import pytest
from django.test import Client

from cables.models import Cable, Correction
from tests.factories import make_cable
from tests.pages.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cable(db: None) -> Cable:
    made = make_cable("09BAKU1", classification="SECRET", captions=["SIPDIS"], signers=["<i>SMITH"])
    for field, place, reads, says, state in (
        ("classification", "", "CONFIDENTIAL", "SECRET", "in force"),
        ("post", "", "ANKARA", "BAKU", "overtaken"),
        ("signers", "", [], ["<i>SMITH"], "in force"),
        ("marking", "p1", "C", "U", "in force"),
        ("reference", "LAST ONE", "09BAKU2", "", "in force"),
        ("subject", "", "QQSAME", "QQSAME", "agrees"),
    ):
        Correction.objects.create(
            cable=made,
            field=field,
            place=place,
            parsed="QQOLD",
            read_now=reads,
            corrected=says,
            state=state,
            reason="Why.",
        )
    return made


SENTENCES = [
    "Classification SECRET: corrected by the archive; the telegram reads “CONFIDENTIAL”.",
    "Post Embassy Baku (BAKU): corrected by the archive; the telegram reads “Embassy Ankara (ANKARA)”.",
    "Signers <i>SMITH: corrected by the archive; the telegram reads nothing there.",
    "Marking of paragraph 1 U: corrected by the archive; the telegram reads “C”.",
    "Reference LAST ONE Nothing: corrected by the archive; the telegram reads “09BAKU2”.",
]


@pytest.mark.parametrize("address", ["/cables/09BAKU1/", "/cables/09BAKU1/source/"])
def test_the_page_and_the_page_of_its_source_say_what_was_corrected(client: Client, cable: Cable, address: str) -> None:
    told = text_of(client, address)
    for sentence in SENTENCES:
        assert sentence in told
    assert "QQSAME" not in told and "QQOLD" not in told and "QQWHY" not in told


def test_the_explanation_of_a_field_says_it_too(client: Client, cable: Cable) -> None:
    told = text_of(client, "/cables/09BAKU1/")
    assert told.count("Corrected by the archive; the telegram reads “CONFIDENTIAL”.") == 1
    assert told.count("Corrected by the archive; the telegram reads “Embassy Ankara (ANKARA)”.") == 1


def test_a_cable_without_corrections_says_nothing_of_them(client: Client) -> None:
    make_cable("09BAKU2")
    assert "orrected" not in text_of(client, "/cables/09BAKU2/")
    assert client.get("/cables/09BAKU2.json").json()["corrections"] == []
