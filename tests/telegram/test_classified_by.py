"""Classified By: names, titles, reasons."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import pytest

from cables.telegram import parse
from tests.telegram.cables import with_line

BD = ("1.4(b)", "1.4(d)")
TABLE = [
    # Each row: lines, name, title, reasons; why.
    ("Classified By: AMBASSADOR JO LANE, REASONS 1.4 (B) AND (D)", [("JO LANE", "AMBASSADOR")], BD, "title, name"),
    ("CLASSIFIED BY: JO LANE, DCM. REASON: 1.4 (B), (D)", [("JO LANE", "DCM")], BD, "name, title"),
    ("CLASSIFIED BY: Jo Lane, CDA, U.S. Embassy Tripoli, Dept of State. REASON: 1.4 (b), (d)", [("Jo Lane", "CDA")], BD, "name, title, place"),
    ("CLASSIFIED BY T. W. LANE, JR., AMBASSADOR. REASON: 1.5 (B), (C) AND (D).", [("T. W. LANE, JR.", "AMBASSADOR")], ("1.5(b)", "1.5(c)", "1.5(d)"), "suffix behind a comma"),
    ("Classified By: Classified by DCM Jo Lane for reasons 1.4 (b,d)", [("Jo Lane", "DCM")], BD, "doubled label"),
    ("Classified By: (U) Classified by DCM Jo Lane. Reasons: 1.4(b/d).", [("Jo Lane", "DCM")], BD, "doubled label with a mark"),
    ("CLASSIFIED BY: 1. CLASSIFIED BY DCM JO LANE FOR REASONS 1.4 B,D", [("JO LANE", "DCM")], BD, "doubled label with a number"),
    ("Classified By: This message classified by DCM Jo Lane, 1.4 (b&d)", [("Jo Lane", "DCM")], BD, "a sentence for a label"),
    ("Classfied By: DCM Jo Lane, reasons 1.4 (b+d)", [("Jo Lane", "DCM")], BD, "label misspelt"),
    ("Classiied by: DCM Jo Lane, Reasons 1.4 b/d", [("Jo Lane", "DCM")], BD, "label misspelt otherwise"),
    ("Classified By: Ambassador Jo Lane; Reasons 1.4 (b) and (d)", [("Jo Lane", "Ambassador")], BD, "semicolon"),
    ("Classified By: Charge d'Affaires Jo Lane, reasons 1.4 (b,d)", [("Jo Lane", "Charge d'Affaires")], BD, "charge"),
    ("Classified By: Charge d,Affaires Jo Lane, reasons 1.4 (b,d)", [("Jo Lane", "Charge d'Affaires")], BD, "charge, damaged"),
    ("Classified By: Charge d'Affaires a.i. Jo Lane. Reasons 1.4 (b,d)", [("Jo Lane", "Charge d'Affaires a.i.")], BD, "charge ad interim"),
    ("Classified By: POL/ECONOFF Jo Lane for reasons 1.4 (b,d)", [("Jo Lane", "POL/ECONOFF")], BD, "slash in the title"),
    ("Classified By: A/PolCouns Jo Lane for reasons 1.4 (b,d)", [("Jo Lane", "A/PolCouns")], BD, "acting counselor"),
    ("Classified By: ISN/MTR DIRECTOR JO LANE. REASONS: 1.4 (B,D)", [("JO LANE", "ISN/MTR DIRECTOR")], BD, "office and title"),
    ("Classified By: Deputy Chief of Mission Jo Lane for 1.4 (b) and (d)", [("Jo Lane", "Deputy Chief of Mission")], BD, "small words in the title"),
    ("Classified By: W.S. Lane III, Ambassador, reasons 1.4 (b,d)", [("W.S. Lane III", "Ambassador")], BD, "initials and III"),
    ("Classified By: Ambassador Mary-Jo McLane O'Hara, reasons 1.4 (b,d)", [("Mary-Jo McLane O'Hara", "Ambassador")], BD, "hyphen, Mc and O'"),
    ("Classified By: Ambassador Jo R. Lane, reasons 1.4 (b,d)", [("Jo R. Lane", "Ambassador")], BD, "middle initial"),
    ("Classified By: RLANE, reasons 1.4 (b,d)", [("RLANE", "")], BD, "login name"),
    ("Classified By: DCM RLane for reasons 1.4 (b,d)", [("RLane", "DCM")], BD, "login name behind a title"),
    ("Classified By: AF JO LANE, ACTING AND S/CT DAS RAY BELL. REASONS 1.4 (B,D)", [("JO LANE", "AF"), ("RAY BELL", "S/CT DAS")], BD, "two classifiers"),
    ("Classified By: Pol Counselor Jo Lane and Econ Counselor Ray Bell, 1.4 (b,d)", [("Jo Lane", "Pol Counselor"), ("Ray Bell", "Econ Counselor")], BD, "two classifiers, small and"),
    ("Classified By: Political and Economic Counselor Jo Lane, 1.4 (b,d)", [("Jo Lane", "Political and Economic Counselor")], BD, "an and inside the title"),
    ("Classified By: CONSUL GENERAL JO LANE FOR REASONS\n1.4 (B) AND (D)", [("JO LANE", "CONSUL GENERAL")], BD, "wrapped before the section"),
    ("Classified By: Ambassador Jo Lane for r\neasons 1.4 (b) and (d)", [("Jo Lane", "Ambassador")], BD, "wrapped inside a word"),
    ("Classified By: Ambassador Jo Lane for reasons 1.\n4 (b/d)", [("Jo Lane", "Ambassador")], BD, "wrapped inside the section"),
    ("Classified By: Ambassador Jo Lane\n\nReasons: 1.4 (b) and (d)", [("Jo Lane", "Ambassador")], BD, "reasons behind an empty line"),
    ("Classified By: Jo Lane, DCM\nReason: 1.4 (b,d)", [("Jo Lane", "DCM")], BD, "reason on its own line"),
    ("Classified By: DCM Jo Lane, Resons 1.4 (b,d)", [("Jo Lane", "DCM")], BD, "reasons misspelt"),
    ("Classified By: DCM JO LANE, RASONS 1.4 (B,D)", [("JO LANE", "DCM")], BD, "reasons misspelt otherwise"),
    ("Classified By: DCM Jo Lane, reaons 1.4 (b,d)", [("Jo Lane", "DCM")], BD, "reasons misspelt a third way"),
    ("Classified By: DCM JO LANE, REA\nSONS 1.4 (B,D)", [("JO LANE", "DCM")], BD, "reasons cut by the line end"),
    ("Classified By: DCM Jo Lane", [("Jo Lane", "DCM")], (), "no reasons"),
    ("Classified By: DCM Jo Lane per 1.4 (b,d)", [("Jo Lane", "DCM")], BD, "per"),
    ("Classified By: DCM Jo Lane under E.O. 12958, 1.4 (b,d)", [("Jo Lane", "DCM")], BD, "under an order"),
    ("Classified By: DCM Jo Lane, Reason 1.4 (B, D)", [("Jo Lane", "DCM")], BD, "one pair of parentheses"),
    ("Classified By: DCM Jo Lane, Reason 1.4 (a)-(h)", [("Jo Lane", "DCM")], tuple(f"1.4({letter})" for letter in "abcdefgh"), "first and last letter"),
    ("Classified By: DCM Jo Lane, Reason 1.4 (b), and (d). This is text.", [("Jo Lane", "DCM")], BD, "text behind"),
    ("Classified By: DCM Jo Lane, Reason 1.4 b and d", [("Jo Lane", "DCM")], BD, "no parentheses"),
    ("Classified By: DCM Jo Lane, Reason 1/4 (b,d)", [("Jo Lane", "DCM")], BD, "slash in the section"),
    ("Classified By: DCM Jo Lane, Reason 1,4 (b,d)", [("Jo Lane", "DCM")], BD, "comma in the section"),
    ("Classified By: DCM Jo Lane, Reason 1.2 (b,d)", [("Jo Lane", "DCM")], BD, "wrong section"),
    ("Classified By: DCM Jo Lane, Reason 1.4 (b), 1.4 (d)", [("Jo Lane", "DCM")], BD, "section twice"),
    ("Classified By: DCM Jo Lane, Reasons 1.4 (D) and (B)", [("Jo Lane", "DCM")], ("1.4(d)", "1.4(b)"), "order as stated"),
    ("SUBJECT: FERRY Classified By: DCM Jo Lane, 1.4 (b,d)", [("Jo Lane", "DCM")], BD, "on the subject line"),
    ("Classified By: AMB JO LANE, REASON: 1.4 (B,D)", [("JO LANE", "AMB")], BD, "short title"),
    ("Classified By: Acting DCM Jo Lane, reason 1.4 (b,d)", [("Jo Lane", "Acting DCM")], BD, "acting"),
    ("Classified By: Jo Lane, Political Counselor, for reasons 1.4 (b,d)", [("Jo Lane", "Political Counselor")], BD, "title of two words behind"),
    ("Classified By: E/P Counselor Jo Lane, reasons 1.4 (b,d)", [("Jo Lane", "E/P Counselor")], BD, "letters and a slash"),
    ("DERIVED FROM: DSCG 05-1", [], (), "derived classification names no one"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "classifiers", "reasons", "why"), TABLE, ids=[row[3] for row in TABLE])
def test_classified_by(lines: str, classifiers: list[tuple[str, str]], reasons: tuple[str, ...], why: str) -> None:
    telegram = parse(with_line(f"TAGS: PREL\nSUBJECT: X\n\n{lines}" if not lines.startswith("SUBJECT") else lines))
    assert [(one.name, one.title) for one in telegram.classified_by] == classifiers
    assert telegram.reasons == reasons
    assert [one.text for one in telegram.paragraphs] == ["The ferry sails on Monday."]


def test_as_first_paragraph_it_stays_one() -> None:
    body = "1. (U) CLASSIFIED BY RAY BELL, CHARGE. REASON: 1.5 (B) AND (D).\n\n2. (C) The ferry sails.\n"
    telegram = parse(with_line("TAGS: PREL\nSUBJECT: FERRY").split("1. (U)")[0] + body)
    assert [(one.number, one.role) for one in telegram.paragraphs] == [(1, "classification"), (2, "text")]
    assert [(one.name, one.title) for one in telegram.classified_by] == [("RAY BELL", "CHARGE")]
    assert telegram.reasons == ("1.5(b)", "1.5(d)")


def test_mended_sections_are_reported() -> None:
    telegram = parse(with_line("SUBJECT: X\nClassified By: DCM Jo Lane, Reason 1,4 (b)"))
    assert [one.kind for one in telegram.defects] == ["damaged-reason"]
