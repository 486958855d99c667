"""What was guessed is a defect that keeps the original; what was read as it stands is none."""

from __future__ import annotations

import pytest

from cables.telegram import parse
from tests.telegram_cases import frames

GUESSES = {
    "guessed-mark",
    "guessed-post",
    "guessed-year",
    "nearest-post",
    "mended-id",
    "unreadable-id",
    "damaged-precedence",
    "damaged-order",
    "damaged-tag",
    "damaged-reason",
    "damaged-title",
}


def guesses(text: str, reference_id: str | None = None) -> list[tuple[str, str, str]]:
    return [
        (one.kind, text[one.start : one.end].strip(), one.detail)
        for one in parse(text, reference_id).defects
        if one.kind in GUESSES
    ]


REFERENCES = [
    ("REF: BAKU 158", [], "nothing to guess"),
    ("REF: Embassy Baku 158", [], "a prefix is another spelling"),
    ("REF: HCMC 12", [], "an abbreviation of the table"),
    ("REF: BAKKU 158", [("nearest-post", "BAKKU 158", "BAKKU 158 read as 09BAKU158")], "one letter too many"),
    ("REF: 0TTAWA 33", [("nearest-post", "0TTAWA 33", "0TTAWA 33 read as 09OTTAWA33")], "zero for O"),
    (
        "REF: A. STATE 31102\n     B. 2962",
        [("guessed-post", "B. 2962", "2962 read as 09STATE2962")],
        "no post: the one before",
    ),
    ("REF: BAKU 936/935", [], "a list of numbers behind one post is no guess"),
    ("REF: O4 BAKU 12", [("guessed-year", "O4 BAKU 12", "O4 BAKU 12 read as 04BAKU12")], "letter O in the year"),
    ("REF: 094 BAKU 12", [("guessed-year", "094 BAKU 12", "094 BAKU 12 read as 09BAKU12")], "a digit too many"),
    ("REF: '08 BAKU 12", [], "an apostrophe before the year"),
    ("REF: A. XANADU 99", [], "a post that is near none is not guessed"),
]


@pytest.mark.parametrize(("block", "expected", "why"), REFERENCES, ids=[row[2] for row in REFERENCES])
def test_posts_of_references(block: str, expected: list[tuple[str, str, str]], why: str) -> None:
    assert guesses(frames.with_references(block)) == expected


JANUARY = [
    ("REF: STATE 201265", [("guessed-year", "STATE 201265", "STATE 201265 read as 08STATE201265")], "higher than any"),
    ("REF: 08 STATE 201265", [], "the year is given"),
    ("REF: STATE 301", [], "low enough for the new year"),
    ("REF: BAKU 997", [("guessed-year", "BAKU 997", "BAKU 997 read as 08BAKU997")], "higher than the cable's own"),
]


@pytest.mark.parametrize(("block", "expected", "why"), JANUARY, ids=[row[2] for row in JANUARY])
def test_years_of_references_in_january(block: str, expected: list[tuple[str, str, str]], why: str) -> None:
    text = frames.with_references(block).replace("0960859", "0060859").replace("APR 09", "JAN 09")
    assert guesses(text) == expected


IDS = [
    ("09BAKU266", [], "as it is"),
    ("2009 Baku 00266", [], "another spelling"),
    ("09EFTOBAKU266", [("mended-id", "", "09EFTOBAKU266 read as 09BAKU266")], "a handling word in it"),
    ("09BKAU266", [("mended-id", "", "09BKAU266 read as 09BAKU266")], "two letters swapped"),
    ("092OF5", [("unreadable-id", "", "092OF5")], "too much lost"),
]


@pytest.mark.parametrize(("given", "expected", "why"), IDS, ids=[row[2] for row in IDS])
def test_ids_given_with_the_text(given: str, expected: list[tuple[str, str, str]], why: str) -> None:
    text = frames.with_body("1. (C) The harbor opened.")
    assert guesses(text, given) == expected
    assert parse(text, given).reference_id == "09BAKU266"


def test_a_damaged_id_in_the_text_of_a_container() -> None:
    text = "08SECTION01OF02BISHKEK210\nA TITLE\n" + frames.with_body("1. (C) The harbor opened.")
    expected = [("mended-id", "08SECTION01OF02BISHKEK210", "08SECTION01OF02BISHKEK210 read as 08BISHKEK210")]
    assert guesses(text) == expected


def test_a_misspelt_post_in_the_classification_line() -> None:
    text = frames.with_line("C O N F I D E N T I A L BKAU 000266")
    assert guesses(text) == [("nearest-post", "C O N F I D E N T I A L BKAU 000266", "BKAU read as BAKU")]
    assert parse(text).reference_id == "09BAKU266"


def test_a_misspelt_precedence() -> None:
    text = frames.with_addresses("TO RUEHC/SECSTATE WASHDC PIORITY 1001\nINFO RUEHAK/AMEMBASSY ANKARA NIACT 12")
    assert guesses(text) == [("damaged-precedence", "TO RUEHC/SECSTATE WASHDC PIORITY 1001", "read as PRIORITY")]


def test_a_mended_title() -> None:
    text = frames.with_classified_by("Classified By: Charge d,Affaires Jane Doe for reasons 1.4 (b)")
    expected = ("damaged-title", "Classified By: Charge d,Affaires Jane Doe for reasons 1.4 (b)", "Charge d'Affaires")
    assert guesses(text) == [expected]


MARKS = [
    ("REF: STATE 311, RIGA 22", [("guessed-mark", "REF: STATE 311, RIGA 22", "ref B read as 09RIGA22")], "no marks"),
    ("REF: A. STATE 311 B. RIGA 22", [], "marks"),
]


@pytest.mark.parametrize(("block", "expected", "why"), MARKS, ids=[row[2] for row in MARKS])
def test_marks_of_references(block: str, expected: list[tuple[str, str, str]], why: str) -> None:
    assert guesses(frames.with_references_and_body(f"{block}\n\n1. (C) Kelp was dear (ref B).\n")) == expected
