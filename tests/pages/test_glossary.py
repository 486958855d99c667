"""What the words and codes of a page say."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from cables.models import Tag
from cables.views.glossary import Entry, Glossary, Term
from tests.factories import make_cable


def only_entry(glossary: Glossary) -> Entry:
    [entry] = glossary.entries
    return entry


@pytest.mark.parametrize(
    ("marking", "name", "text"),
    [
        ("C", "Confidential", "This paragraph is confidential."),
        ("C/NF", "Confidential, Not Releasable to Foreign Nationals", "This paragraph is confidential."),
        ("SBU", "Sensitive But Unclassified", "This paragraph is not classified, but sensitive."),
        ("U/FOUO", "Unclassified, For Official Use Only", "This paragraph is not classified."),
        ("S/ZZ", "Secret", "This paragraph is secret."),
    ],
)
def test_portion_marks_are_put_in_words(marking: str, name: str, text: str) -> None:
    glossary = Glossary()
    assert glossary.mark(marking).text == marking
    assert (only_entry(glossary).name, only_entry(glossary).text) == (name, text)


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("NOFORN", "Not Releasable to Foreign Nationals"),
        ("CODEL SMITH", "Visit of a congressional delegation"),
        ("TOSEC 140323", "From the Department to the travelling Secretary of State"),
        ("NOT FOR INTERNET DISTRIBUTION", "Not for Internet Distribution"),
    ],
)
def test_captions_are_known_also_with_a_name_or_number(caption: str, name: str) -> None:
    glossary = Glossary()
    glossary.caption(caption)
    assert only_entry(glossary).name == name


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("OADR", ["OADR"]),
        ("X1, X5", ["X1", "X5"]),
        ("AFTER KOREAN UNIFICATION", []),
        ("XGDS-1", ["XGDS"]),
        ("25X1", []),
        ("", []),
    ],
)
def test_the_words_of_a_declassification_line(text: str, explained: list[str]) -> None:
    glossary = Glossary()
    terms = glossary.durations(text)
    assert "".join(term.text for term in terms) == text
    assert [term.text for term in terms if term.place] == explained


def test_reasons_say_section_and_letter() -> None:
    glossary = Glossary()
    assert glossary.reason("1.4(b)").text == "1.4(b)"
    assert only_entry(glossary).name == "Foreign government information"
    assert only_entry(glossary).text == "Section 1.4 of the order, letter b."
    assert glossary.reason("1.4(z)") == Term("1.4(z)")


def test_what_nothing_is_known_of_is_plain_text() -> None:
    glossary = Glossary()
    terms = [glossary.mark("ZZ"), glossary.caption("UNHEARD OF"), glossary.station("RXXXXXX"), glossary.order("1")]
    assert [term.place for term in terms] == ["", "", "", ""]
    assert glossary.entries == []


def test_a_word_that_comes_twice_has_one_entry() -> None:
    glossary = Glossary()
    assert glossary.mark("C") == glossary.mark("C")
    only_entry(glossary)


def test_a_tag_without_a_name_still_says_what_kind_it_is() -> None:
    glossary = Glossary()
    glossary.tag(Tag(code="KXYZ", kind="program"))
    assert only_entry(glossary).text == "A program or special interest, which begins with K."


@pytest.mark.django_db
def test_every_button_of_the_page_has_its_entry(client: Client) -> None:
    make_cable("09BAKU1", classification="SECRET", captions=["NODIS"], tag_codes=["PGOV", "AJ"], routing=["RUEHDBU"],
               precedence="FLASH", executive_order="12958", declassify_text="X1", reasons=["1.5(c)"])  # fmt: skip
    html = client.get("/cables/09BAKU1/").content.decode()
    asked = set(re.findall(r'popovertarget="([^"]+)"', html))
    there = re.findall(r'class="gloss-card" id="([^"]+)" popover', html)
    assert asked <= set(there)
    assert len(there) == len(set(there))
