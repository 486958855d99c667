"""The TAGS line: kinds, separators, where it ends, and damage."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import pytest

from cables.telegram import parse
from tests.telegram.cables import with_line

TABLE = [
    # Each row: lines, codes; why.
    ("TAGS: PREL, PGOV, AJ", "PREL PGOV AJ", "commas"),
    ("TAGS: PREL PGOV AJ", "PREL PGOV AJ", "blanks"),
    ("TAGS: PREL,PGOV,AJ", "PREL PGOV AJ", "commas without blanks"),
    ("TAGS: ECON, PHUM RS", "ECON PHUM RS", "commas and blanks mixed"),
    ("TAGS: PREL; PGOV", "PREL PGOV", "semicolons"),
    ("TAGS: prel, pgov, aj", "PREL PGOV AJ", "small letters"),
    ("TAGS PREL, PGOV", "PREL PGOV", "no colon"),
    ("TAGS; PREL, PGOV", "PREL PGOV", "semicolon for the colon"),
    ("TAGS, PREL, PGOV", "PREL PGOV", "comma for the colon"),
    ("TAGS : PREL", "PREL", "blank before the colon"),
    ("Tags: PREL", "PREL", "label in title case"),
    ("TAG: PREL", "PREL", "label without S"),
    ("TAGES: PREL", "PREL", "label TAGES"),
    ("TAS: PREL", "PREL", "label TAS"),
    ("TABS: PREL", "PREL", "label TABS"),
    ("TGS: PREL", "PREL", "label TGS"),
    ("AGS: PREL", "PREL", "label AGS"),
    ("TAGS: TAGS: PREL", "PREL", "label doubled"),
    ("TAGS: [PREL](#) [PGOV](#) [AJ](#)", "PREL PGOV AJ", "links of a markdown copy"),
    ("TAGS: PREL,\nPGOV, AJ", "PREL PGOV AJ", "trailing comma goes on"),
    ("TAGS: PREL PGOV\nAJ", "PREL PGOV AJ", "a line of codes goes on without a comma"),
    ("TAGS: PREL SP\nEINV", "PREL SP EINV", "one code on the next line"),
    ("TAGS: PREL, PREL, PGOV", "PREL PGOV", "each once"),
    ("TAGS: PREL.", "PREL", "stop at the end"),
    ("TAGS: PREL, PGOV SUBJECT: OTHER", "PREL PGOV", "a label on the same line ends it"),
    ("TAGS: PREL\nSIPDIS\nSUBJECT: OTHER", "PREL", "a caption ends it"),
    ("TAGS: PREL\nUNCLASSIFIED    PAGE 02  ROME 01059  01 OF 04  281501Z\nTAGS: PREL, IT", "PREL IT", "page head between"),
    ("TAGS: NATO, UNSC", "NATO UNSC", "organisations"),
    ("TAGS: UNGA/C-6, PREL", "UNGA/C-6 PREL", "organisation with slash and dash"),
    ("TAGS: ZANU-PF, ZI", "ZANU-PF ZI", "organisation with a dash"),
    ("TAGS: AER LINGUS, EI", "AER LINGUS EI", "organisation of two words"),
    ("TAGS: BA'ATH, SY", "BA'ATH SY", "organisation with an apostrophe"),
    ("TAGS: OVIP (CLINTON, HILLARY), PREL", "OVIP CLINTON, HILLARY PREL", "person in parentheses"),
    ("TAGS: ovip (steinberg, james b.), prel", "OVIP STEINBERG, JAMES B. PREL", "person in small letters"),
    ("TAGS: OVIP CLINTON HILLARY PREL", "OVIP CLINTON, HILLARY PREL", "person without parentheses and comma"),
    ("TAGS: OVIP (LANE, R.) (BELL, T.)", "OVIP LANE, R. BELL, T.", "two persons"),
    ("TAGS: PHUM, HUMAN RIGHTS", "PHUM HUMAN RIGHTS", "free term at the end"),
    ("TAGS: PTER, COUNTER TERRORISM", "PTER COUNTER TERRORISM", "free term, other words"),
    ("TAGS: PREL, MEDIA REACTION REPORT", "PREL MEDIA REACTION REPORT", "free term of three words"),
    ("TAGS: PHUM, TIP IN TURKEY", "PHUM TIP IN TURKEY", "a country code inside a term is no place"),
    ("TAGS: OTRA, COUNTRY\nCLEARANCE", "OTRA COUNTRY CLEARANCE", "a term over the line end"),
    ("TAGS: PHUMPGOV", "PHUM PGOV", "two fused"),
    ("TAGS: ETRDEINVECINPGOVCS", "ETRD EINV ECIN PGOV CS", "five fused, country last"),
    ("TAGS: KNNPPARM", "KNNP PARM", "program and subject fused"),
    ("TAGS: POGOV", "PGOV", "a letter too many"),
    ("TAGS: MOPPS", "MOPS", "a letter doubled"),
    ("TAGS: KWWMN", "KWMN", "a letter doubled in a program"),
    ("TAGS: PRLE", "PREL", "letters swapped"),
    ("TAGS: UNESCO", "UNESCO", "a known word is not torn"),
    ("TAGS: UNVIE", "UNVIE", "an unknown word is not torn"),
    ("TAGS: PZZZ", "PZZZ", "unknown codes are kept"),
    ("PREL, PGOV, AJ", "PREL PGOV AJ", "no label, behind E.O."),
    ("EFIN,", "EFIN", "no label, one code and a comma"),
    ("TAGS:", "", "empty"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "codes", "why"), TABLE, ids=[row[2] for row in TABLE])
def test_tags(lines: str, codes: str, why: str) -> None:
    telegram = parse(with_line(f"{lines}\nSUBJECT: FERRY"))
    assert " ".join(tag.code for tag in telegram.tags) == codes
    assert telegram.subject in {"FERRY", "OTHER"}


@pytest.mark.parametrize(
    ("code", "kind", "why"),
    [
        ("PGOV", "subject", "in the table"),
        ("PZZZ", "subject", "first letter of a field"),
        ("KNNP", "program", "in the table"),
        ("KZZZ", "program", "K and three letters"),
        ("KV", "place", "two letters although K"),
        ("AJ", "place", "in the table"),
        ("UN", "place", "both place and organisation: two letters are a place"),
        ("XQ", "place", "X is a region"),
        ("ZJ", "place", "Z is a region"),
        ("NATO", "organisation", "in the table"),
        ("QQ12", "unknown", "no shape"),
    ],
)
def test_kind(code: str, kind: str, why: str) -> None:
    assert [tag.kind for tag in parse(with_line(f"TAGS: {code}\nSUBJECT: FERRY")).tags] == [kind]


@pytest.mark.parametrize(
    ("line", "kinds", "why"),
    [
        ("OVIP (LANE, ROBERTA)", ["subject", "person"], "person"),
        ("PHUM, HUMAN RIGHTS", ["subject", "term"], "term"),
    ],
)
def test_kinds_of_words(line: str, kinds: list[str], why: str) -> None:
    assert [tag.kind for tag in parse(with_line(f"TAGS: {line}\nSUBJECT: FERRY")).tags] == kinds


def test_mending_is_reported() -> None:
    telegram = parse(with_line("TAGS: POGOV, PHUMPREL\nSUBJECT: FERRY"))
    details = [defect.detail for defect in telegram.defects if defect.kind == "damaged-tag"]
    assert details == ["POGOV read as PGOV", "PHUMPREL read as PHUM PREL"]
