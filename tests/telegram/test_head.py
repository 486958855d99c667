"""The classification line, captions, passing lines and the E.O. line."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

from datetime import date

import pytest

from cables.telegram import parse
from cables.telegram.classification import find
from cables.telegram.executive_order import read_executive_order
from tests.telegram.cables import with_line

LINES = [
    # Each row: line, level, section, sections, post, number; why.
    ("C O N F I D E N T I A L SECTION 01 OF 02 BAKU 000266", ("CONFIDENTIAL", 1, 2, "BAKU", "000266"), "spaced, sectioned"),
    ("CONFIDENTIAL NEW DELHI 005238", ("CONFIDENTIAL", None, None, "NEWDELHI", "005238"), "closed up"),
    ("UNCLAS SECTION 01 OF 36 UNVIE VIENNA 000285", ("UNCLASSIFIED", 1, 36, "UNVIEVIENNA", "000285"), "UNCLAS"),
    ("UNCLASSIFIED BUENOS AIRES 2481", ("UNCLASSIFIED", None, None, "BUENOSAIRES", "2481"), "1966"),
    ("S E C R E T STATE 015113", ("SECRET", None, None, "STATE", "015113"), "secret"),
    ("SECRET STATE 015113", ("SECRET", None, None, "STATE", "015113"), "secret, closed up"),
    ("T O P  S E C R E T STATE 015113", ("TOP SECRET", None, None, "STATE", "015113"), "top secret"),
    ("TOP SECRET STATE 015113", ("TOP SECRET", None, None, "STATE", "015113"), "top secret, closed up"),
    ("LIMITED OFFICIAL USE ROME 01234", ("LIMITED OFFICIAL USE", None, None, "ROME", "01234"), "limited official use"),
    ("L I M I T E D OFFICIAL USE ROME 01234", ("LIMITED OFFICIAL USE", None, None, "ROME", "01234"), "partly spaced"),
    ("UNCLAS E F T O LA PAZ 001234", ("UNCLASSIFIED", None, None, "LAPAZ", "001234"), "EFTO spaced"),
    ("UNCLAS EFTO LA PAZ 001234", ("UNCLASSIFIED", None, None, "LAPAZ", "001234"), "EFTO"),
    ("S e c r e t nairobi 001938", ("SECRET", None, None, "NAIROBI", "001938"), "small letters"),
    ("S E C R E T NODIS STATE 1", ("SECRET", None, None, "STATE", "1"), "handling word"),
    ("C O N F I D E N T I A L NOFORN SECTION 01 OF 02 ROME 000012", ("CONFIDENTIAL", 1, 2, "ROME", "000012"), "handling word before the section"),
    ("UNCLAS SECTON 01 OF 02 ROME 000012", ("UNCLASSIFIED", 1, 2, "ROME", "000012"), "SECTON"),
    ("UNCLAS ECTION 01 OF 02 ROME 000012", ("UNCLASSIFIED", 1, 2, "ROME", "000012"), "ECTION"),
    ("UNCLAS SECTIO 01 OF 02 ROME 000012", ("UNCLASSIFIED", 1, 2, "ROME", "000012"), "SECTIO"),
    ("UNCLAS SECTION 01GF02 ROME 000012", ("UNCLASSIFIED", 1, 2, "ROME", "000012"), "G for blank and O"),
    ("UNCLAS SECTIOQ1OF06 ROME 000012", ("UNCLASSIFIED", 1, 6, "ROME", "000012"), "Q for lost letters"),
    ("UNCLAS ROME 001382 SUSPECTED DUPLICATE 1392", ("UNCLASSIFIED", None, None, "ROME", "001382"), "a second number"),
    ("UNCLAS ROME 000160 ZDK 164", ("UNCLASSIFIED", None, None, "ROME", "000160"), "a signal and a second number"),
    ("UNCLAS STATE 030123 TOSEC 140323", ("UNCLASSIFIED", None, None, "STATE", "030123"), "TOSEC"),
    ("UNCLAS NOWHERELAND 000123", ("UNCLASSIFIED", None, None, None, "000123"), "a post that is not in the table"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected", "why"), LINES, ids=[row[2] for row in LINES])
def test_classification_line(line: str, expected: tuple[object, ...], why: str) -> None:
    found = find(line)
    assert found is not None
    assert (found.level, found.section, found.sections, found.post, found.number) == expected


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("CONFIDENTIAL", "no post and number"),
        ("CONFIDENTIAL//NOFORN", "of a container"),
        ("UNCLASSIFIED     PTQ8341", "of an office block"),
        ("UNCLASSIFIED    PAGE 02  ROME 01059  01 OF 04", "of a page head"),
        ("secret talks in Baku 2009 were held", "prose"),
        ("the CONFIDENTIALITY of 300 papers", "a longer word"),
    ],
)
def test_no_classification_line(line: str, why: str) -> None:
    assert find(line) is None


LEVELS = [
    ("ZNY SSSSS ZZH\nR 111405Z MAY 09\nFM AMEMBASSY BAKU\nTO AMEMBASSY ROME\n\nSIPDIS\n\nSUBJECT: X\n\n1. Text.\n", "SECRET", "from the security line"),
    ("R 111405Z MAY 09\nFM AMEMBASSY BAKU\nTO AMEMBASSY ROME\n\nCONFIDENTIAL\n\nSUBJECT: X\n\n1. Text.\n", "CONFIDENTIAL", "from a line of its own"),
    ("1. Text.\n", None, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "level", "why"), LEVELS, ids=[row[2] for row in LEVELS])
def test_level_without_a_classification_line(text: str, level: str | None, why: str) -> None:
    assert parse(text).classification == level


CAPTIONS = [
    # Each row: lines between classification line and E.O., captions, passing; why.
    ("SIPDIS", ("SIPDIS",), (), "one"),
    ("SIPDIS\n\nSIPDIS", ("SIPDIS",), (), "twice"),
    ("SENSITIVE\nSIPDIS", ("SENSITIVE", "SIPDIS"), (), "two lines"),
    ("NODIS SIPDIS", ("NODIS", "SIPDIS"), (), "two on a line"),
    ("NOFORN, SIPDIS", ("NOFORN", "SIPDIS"), (), "comma"),
    ("ROGER CHANNEL", ("ROGER CHANNEL",), (), "channel"),
    ("EYES ONLY", ("EYES ONLY",), (), "two words"),
    ("AIDAC", ("AIDAC",), (), "aid"),
    ("CODEL LANE", ("CODEL LANE",), (), "delegation"),
    ("VISAS DONKEY BEAR", ("VISAS DONKEY BEAR",), (), "visas"),
    ("TOSEC 140323", ("TOSEC 140323",), (), "trip number"),
    ("OFFICIAL-INFORMAL", ("OFFICIAL INFORMAL",), (), "hyphen"),
    ("SENSITIVE BUT UNCLASSIFIED - PLEASE HANDLE ACCORDINGLY", ("SENSITIVE BUT UNCLASSIFIED",), (), "with a request"),
    ("FOR OFFICIAL USE ONLY", ("FOUO",), (), "long form"),
    ("C O R R E C T E D  C O P Y  (ADDRESSEE ADDED)", ("CORRECTED COPY (ADDRESSEE ADDED)",), (), "spaced"),
    ("NOT FOR INTERNET DISTRIBUTION", ("NOT FOR INTERNET DISTRIBUTION",), (), "long"),
    ("sipdis", ("SIPDIS",), (), "small letters"),
    ("[SIPDIS](#)", ("SIPDIS",), (), "a link"),
    ("DEPT FOR EUR/CARC", (), ("DEPT FOR EUR/CARC",), "passing line"),
    ("STATE PASS TO USTR", (), ("STATE PASS TO USTR",), "pass to"),
    ("FOR WHA/AND, WHA/USOAS", (), ("FOR WHA/AND, WHA/USOAS",), "no target"),
    ("DOE FOR EM-1 LANE\nNRC JBELL AND RLANE", (), ("DOE FOR EM-1 LANE", "NRC JBELL AND RLANE"), "short lines do not wrap"),
    ("FOR ISN, IO; DOE FOR NA-24, NA-25, NA-21; NSC FOR\nLANE, BELL; NRC FOR HILL", (), ("FOR ISN, IO; DOE FOR NA-24, NA-25, NA-21; NSC FOR LANE, BELL; NRC FOR HILL",), "wrapped"),
    ("STATE PASS USTR\nGENEVA FOR USTR", (), ("STATE PASS USTR", "GENEVA FOR USTR"), "one a line"),
    ("PARIS also for USOECD", (), ("PARIS also for USOECD",), "small letters"),
    ("SIPDIS\n\nDEPT FOR EUR\n\nNOFORN", ("SIPDIS", "NOFORN"), ("DEPT FOR EUR",), "mixed"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "captions", "passing", "why"), CAPTIONS, ids=[row[3] for row in CAPTIONS])
def test_captions_and_passing_lines(lines: str, captions: tuple[str, ...], passing: tuple[str, ...], why: str) -> None:
    text = f"R 111405Z MAY 09\nFM AMEMBASSY BAKU\nUNCLAS BAKU 000512\n\n{lines}\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\n\n1. Text.\n"
    telegram = parse(text)
    assert (telegram.captions, telegram.passing) == (captions, passing)


def test_captions_of_the_classification_line_and_behind_tags() -> None:
    text = "R 111405Z MAY 09\nFM AMEMBASSY BAKU\nS E C R E T NOFORN BAKU 000512\n\nTAGS: PREL\nSIPDIS\nSUBJECT: X\n\n1. Text.\n"
    assert parse(text).captions == ("NOFORN", "SIPDIS")


MAY_2009 = date(2009, 5, 11)
ORDERS = [
    # Each row: text behind the label, sent, order, date, text; why.
    ("12958: DECL: 04/06/2019", MAY_2009, ("12958", date(2019, 4, 6), "DECL: 04/06/2019"), "plain"),
    ("12958 DECL: 4/6/2019", MAY_2009, ("12958", date(2019, 4, 6), "DECL: 4/6/2019"), "no colon, one figure"),
    ("12958: DECL:  04/06/19", MAY_2009, ("12958", date(2019, 4, 6), "DECL: 04/06/19"), "two-figure year ahead"),
    ("12958: DECL: 2019/04/06", MAY_2009, ("12958", date(2019, 4, 6), "DECL: 2019/04/06"), "year first"),
    ("12065: GDS 8/12/85 (LANE, JO) OR-P", date(1979, 8, 12), ("12065", date(1985, 8, 12), "GDS 8/12/85 (LANE, JO) OR-P"), "1985, not 2085"),
    ("12356: DECL: OADR", date(1990, 1, 1), ("12356", None, "DECL: OADR"), "originating agency decides"),
    ("11652: GDS", date(1975, 1, 1), ("11652", None, "GDS"), "general schedule"),
    ("11652: XGDS-1", date(1975, 1, 1), ("11652", None, "XGDS-1"), "exempt from the schedule"),
    ("11652: N/A", date(1975, 1, 1), ("11652", None, "N/A"), "not applicable"),
    ("12958: N/A", MAY_2009, ("12958", None, "N/A"), "not applicable, later"),
    ("12958: NA", MAY_2009, ("12958", None, "NA"), "not applicable, no slash"),
    ("12958:", MAY_2009, ("12958", None, None), "empty"),
    ("12958: DECL: X1, X5", date(2001, 1, 1), ("12958", None, "DECL: X1, X5"), "exemptions"),
    ("12958: decl: after korean unification", MAY_2009, ("12958", None, "decl: after korean unification"), "an event"),
    ("12958: DECL: APRIL 6, 2019", MAY_2009, ("12958", date(2019, 4, 6), "DECL: APRIL 6, 2019"), "month in words"),
    ("12958: DECL: 6 APR 2019", MAY_2009, ("12958", date(2019, 4, 6), "DECL: 6 APR 2019"), "day first, month in words"),
    ("12958: DECL: 02/30/2019", MAY_2009, ("12958", None, "DECL: 02/30/2019"), "no such day"),
    ("12958: DECL: 13/06/2019", MAY_2009, ("12958", None, "DECL: 13/06/2019"), "no such month"),
    ("13526: DECL: 2020/02/28", date(2010, 2, 28), ("13526", date(2020, 2, 28), "DECL: 2020/02/28"), "2010 order"),
    ("1295: N/A", MAY_2009, ("12958", None, "N/A"), "a figure lost"),
    ("1295: NA", MAY_2009, ("12958", None, "NA"), "a figure lost, no slash"),
    (": 12958: N/A", MAY_2009, ("12958", None, "N/A"), "colon before the number"),
    ("12968: N/A", MAY_2009, ("12958", None, "N/A"), "a figure wrong"),
    ("12958: DECLASSIFIED BY NARA 09/02/2009", MAY_2009, ("12958", date(2009, 9, 2), "DECLASSIFIED BY NARA 09/02/2009"), "already open"),
    ("99999: N/A", MAY_2009, (None, None, "99999: N/A"), "no order"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sent", "expected", "why"), ORDERS, ids=[row[3] for row in ORDERS])
def test_executive_order(text: str, sent: date, expected: tuple[str | None, date | None, str | None], why: str) -> None:
    found = read_executive_order(text, sent)
    assert (found.number, found.declassify_on, found.text) == expected


LABELS = [
    "E.O. 12958: N/A",
    "EO 12958: N/A",
    "E.O 12958: N/A",
    "E. O. 12958: N/A",
    "E.O.: 12958: N/A",
    "E.O.12958: N/A",
    "E.O. 12958 N/A",
    "e.o. 12958: N/A",
]


@pytest.mark.parametrize("line", LABELS)
def test_labels_of_the_order(line: str) -> None:
    telegram = parse(
        f"R 111405Z MAY 09\nFM AMEMBASSY BAKU\nUNCLAS BAKU 000512\n\n{line}\nTAGS: PREL\nSUBJECT: X\n\n1. Text.\n"
    )
    assert (telegram.executive_order, telegram.declassify_text) == ("12958", "N/A")


def test_fields_in_any_order() -> None:
    telegram = parse(
        with_line("REF: STATE 1\n\nSUBJECT: FERRY\n\nTAGS: PREL\n\nSENSITIVE\n\nClassified By: DCM Jo Lane, 1.4 (b)")
    )
    assert [one.target for one in telegram.references] == ["09STATE1"]
    assert (telegram.subject, telegram.captions, telegram.reasons) == ("FERRY", ("SIPDIS", "SENSITIVE"), ("1.4(b)",))
    assert [one.code for one in telegram.tags] == ["PREL"]


def test_a_whole_cable_on_one_line() -> None:
    text = (
        "R 111405Z MAY 09\nFM AMEMBASSY BAKU\nTO SECSTATE WASHDC\n"
        "C O N F I D E N T I A L BAKU 000512 SIPDIS E.O. 12958: DECL: 05/11/2019 TAGS: PREL, AJ SUBJECT: FERRY LINE "
        "REF: A. STATE 1 B. BAKU 2 Classified By: DCM Jo Lane, reasons 1.4 (b) and (d) 1. (C) The ferry sails twice a week from the pier. "
        "2. (C) It is always full, and the minister is pleased with it and says so to all who ask him about the ferry. LANE"
    )
    telegram = parse(text)
    assert (telegram.reference_id, telegram.captions, telegram.subject) == ("09BAKU512", ("SIPDIS",), "FERRY LINE")
    assert telegram.declassify_on == date(2019, 5, 11)
    assert [one.code for one in telegram.tags] == ["PREL", "AJ"]
    assert [one.target for one in telegram.references] == ["09STATE1", "09BAKU2"]
    assert [one.name for one in telegram.classified_by] == ["Jo Lane"]
    assert [one.number for one in telegram.paragraphs] == [1, 2]
    assert telegram.signers == ("LANE",)
