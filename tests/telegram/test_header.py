"""The transmission header in all eras: station lines, date-time groups, addressees, office blocks."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import pytest

from cables.telegram import parse
from cables.telegram.addresses import read_address
from cables.telegram.values import Addressee, Security, Station
from tests.telegram.cables import CABLE

ADDRESSES = [
    # Each row: line, indicator, name, precedence, number; why.
    ("RUEHC/SECSTATE WASHDC PRIORITY 1001", ("RUEHC", "SECSTATE WASHDC", "PRIORITY", "1001"), "all four parts"),
    ("RUEANFA/NRC WASHDC IMMEDIATE", ("RUEANFA", "NRC WASHDC", "IMMEDIATE", None), "no number"),
    ("RUEHAK/AMEMBASSY ANKARA 3319", ("RUEHAK", "AMEMBASSY ANKARA", None, "3319"), "no precedence"),
    ("RHEHNSC/NSC WASHDC", ("RHEHNSC", "NSC WASHDC", None, None), "name only"),
    ("AMEMBASSY ROME 292", (None, "AMEMBASSY ROME", None, "292"), "no indicator"),
    ("AMEMBASSY ROME", (None, "AMEMBASSY ROME", None, None), "bare name"),
    ("USDA FAS WASHDC 1", (None, "USDA FAS WASHDC", None, "1"), "a number of one figure"),
    ("RUEHAK/AMEMBASSY ANKARA 0872", ("RUEHAK", "AMEMBASSY ANKARA", None, "0872"), "leading zeros matter"),
    ("SECSTATE WASHDC NIACT IMMEDIATE 1001", (None, "SECSTATE WASHDC", "NIACT IMMEDIATE", "1001"), "two-word precedence"),
    ("SECSTATE WASHDC FLASH", (None, "SECSTATE WASHDC", "FLASH", None), "flash"),
    ("SECSTATE WASHDC PIORITY 12", (None, "SECSTATE WASHDC", "PRIORITY", "12"), "precedence misspelt"),
    ("SECSTATE WASHDC ROUTINE", (None, "SECSTATE WASHDC", "ROUTINE", None), "routine"),
    ("RUEKJCS/SECDEF WASHDC//USDP ADMIN/CHAIRS//", ("RUEKJCS", "SECDEF WASHDC//USDP ADMIN/CHAIRS//", None, None), "offices behind slashes"),
    ("SECDEF WASHDC//USDP//", (None, "SECDEF WASHDC//USDP//", None, None), "a slash that is no separator"),
    ("RUEHXX/DET 1, 39LG ANKARA TU", ("RUEHXX", "DET 1, 39LG ANKARA TU", None, None), "figures and commas in the name"),
    ("39OS INCIRLIK AB TU", (None, "39OS INCIRLIK AB TU", None, None), "a name that starts with figures"),
    ("RUEHBK/CTF 345", ("RUEHBK", "CTF", None, "345"), "figures of an unknown name are a number"),
    ("RBDEFCK/CTF 345", ("RBDEFCK", "CTF 345", None, None), "figures of a known name stay"),
    ("  RUEHAK/AMEMBASSY  ANKARA  3319 ", ("RUEHAK", "AMEMBASSY ANKARA", None, "3319"), "blanks"),
    ("[RUEHAK](#)/AMEMBASSY ANKARA", ("RUEHAK", "AMEMBASSY ANKARA", None, None), "a link"),
    ("PAGE 02        STATE   015113  182333Z AMEMBASSY ROME", (None, "AMEMBASSY ROME", None, None), "page head inside"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected", "why"), ADDRESSES, ids=[row[2] for row in ADDRESSES])
def test_address(line: str, expected: tuple[str | None, str, str | None, str | None], why: str) -> None:
    indicator, name, precedence, number = expected
    assert read_address(line) == Addressee(name, indicator, precedence, number)


COLLECTIVES = ["ARAB LEAGUE COLLECTIVE", "ALL DIPLOMATIC POSTS COLLECTIVE", "WESTERN HEMISPHERIC AFFAIRS DIPL POSTS"]


@pytest.mark.parametrize("name", COLLECTIVES)
def test_collective(name: str) -> None:
    assert read_address(f"RUEHXX/{name}") == Addressee(name, "RUEHXX", collective=True)


def addressed(lines: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    telegram = parse(f"R 111405Z MAY 09\nFM AMEMBASSY BAKU\n{lines}\nUNCLAS BAKU 000512\n\nSUBJECT: X\n\n1. Text.\n")
    return [(one.name, one.exempt) for one in telegram.action], [(one.name, one.exempt) for one in telegram.info]


BLOCKS = [
    # Each row: lines, action, info; why.
    ("TO AMEMBASSY ROME", [("AMEMBASSY ROME", False)], [], "one action addressee"),
    ("TO AMEMBASSY ROME\nAMEMBASSY PARIS", [("AMEMBASSY ROME", False), ("AMEMBASSY PARIS", False)], [], "lines without a label go on"),
    ("TO AMEMBASSY ROME\nINFO AMEMBASSY PARIS\nAMEMBASSY BONN", [("AMEMBASSY ROME", False)], [("AMEMBASSY PARIS", False), ("AMEMBASSY BONN", False)], "information"),
    ("INFO AMEMBASSY PARIS", [], [("AMEMBASSY PARIS", False)], "TO is missing"),
    ("TO EU COLLECTIVE\nXMT AMEMBASSY ROME\nAMEMBASSY PARIS", [("EU COLLECTIVE", False), ("AMEMBASSY ROME", True), ("AMEMBASSY PARIS", True)], [], "exempted from the collective"),
    ("TO EU COLLECTIVE\nXMT/AMEMBASSY ROME\nRUEHFR/AMEMBASSY PARIS", [("EU COLLECTIVE", False), ("AMEMBASSY ROME", True), ("AMEMBASSY PARIS", False)], [], "an indicator ends the exemption"),
    ("INFO XMT FOOBAR", [], [], "an exemption alone is no addressee"),
    ("TO PAGE 02        STATE   015113  182333Z\nAMEMBASSY ROME", [("AMEMBASSY ROME", False)], [], "a page head on the TO line"),
    ("TO RUEHC/SECSTATE WASHDC 1 RUEHRO/AMEMBASSY ROME 2", [("SECSTATE WASHDC", False), ("AMEMBASSY ROME", False)], [], "two on a line"),
    ("TO RUEHLP/AMEMBASSY LA PAZ FEB LIMA 4783", [("AMEMBASSY LA PAZ FEB LIMA", False)], [], "a fused line is kept as sent"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "action", "info", "why"), BLOCKS, ids=[row[3] for row in BLOCKS])
def test_address_lines(lines: str, action: list[tuple[str, bool]], info: list[tuple[str, bool]], why: str) -> None:
    assert addressed(lines) == (action, info)


DTGS = [
    ("P 060859Z APR 09", "2009-04-06T08:59:00+00:00", "PRIORITY", "plain"),
    ("O P 161312Z MAY 08", "2008-05-16T13:12:00+00:00", "IMMEDIATE", "two precedences: the first is the action's"),
    ("Z 161312Z MAY 08", "2008-05-16T13:12:00+00:00", "FLASH", "flash"),
    ("R 181313Z JUN 09 ZDK MANY SVCS", "2009-06-18T13:13:00+00:00", "ROUTINE", "operating signals behind"),
    ("271036Z Apr 00", "2000-04-27T10:36:00+00:00", None, "no letter, mixed case"),
    ("R 281848Z DEC 66", "1966-12-28T18:48:00+00:00", "ROUTINE", "66 is 1966"),
    ("R 281848Z FEB 10", "2010-02-28T18:48:00+00:00", "ROUTINE", "10 is 2010"),
    ("R 281848Z FEB 2010", "2010-02-28T18:48:00+00:00", "ROUTINE", "four-figure year"),
    ("R 312400Z DEC 09", "2010-01-01T00:00:00+00:00", "ROUTINE", "24 hours are the next midnight"),
    ("R 991848Z FEB 10", None, "ROUTINE", "no such day"),
]


@pytest.mark.parametrize(("line", "sent", "precedence", "why"), DTGS, ids=[row[3] for row in DTGS])
def test_date_time_group(line: str, sent: str | None, precedence: str | None, why: str) -> None:
    telegram = parse(f"{line}\nFM AMEMBASSY BAKU\nTO SECSTATE WASHDC\nUNCLAS BAKU 000512\n\nSUBJECT: X\n")
    assert (telegram.sent.isoformat() if telegram.sent else None, telegram.precedence) == (sent, precedence)


STATIONS = [
    ("DE RUEHKB #0266/01 0960859", Station("RUEHKB", 266, 1, 96, "0859"), "all parts"),
    ("DE RUEHKB #0266 0960859", Station("RUEHKB", 266, None, 96, "0859"), "no section"),
    ("DE RUEHKB 0266/01 0960859", Station("RUEHKB", 266, 1, 96, "0859"), "no number sign"),
    ("DE RUEHKB", Station("RUEHKB", None, None, None, None), "station only"),
]


@pytest.mark.parametrize(("line", "station", "why"), STATIONS, ids=[row[2] for row in STATIONS])
def test_station(line: str, station: Station, why: str) -> None:
    assert parse(f"{line}\nR 060859Z APR 09\nFM AMEMBASSY BAKU\nUNCLAS BAKU 000266\n").station == station


SECURITIES = [
    ("ZNR UUUUU ZZH", Security("ZNR", "UNCLASSIFIED", ("ZZH",)), "clear"),
    ("ZNY CCCCC ZZH", Security("ZNY", "CONFIDENTIAL", ("ZZH",)), "confidential"),
    ("ZNY SSSSS ZZH", Security("ZNY", "SECRET", ("ZZH",)), "secret"),
    ("ZNY EEEEE", Security("ZNY", "UNCLASSIFIED", ()), "encrypted for transmission only"),
    ("ZNY TTTTT ZZH ZDK", Security("ZNY", "TOP SECRET", ("ZZH", "ZDK")), "two signals"),
]


@pytest.mark.parametrize(("line", "security", "why"), SECURITIES, ids=[row[2] for row in SECURITIES])
def test_security(line: str, security: Security, why: str) -> None:
    assert parse(f"{line}\nR 060859Z APR 09\nFM AMEMBASSY BAKU\nUNCLAS BAKU 000266\n").security == security


def test_whole_header() -> None:
    telegram = parse(CABLE)
    assert telegram.transmission_id == "VZCZCXRO4711"
    assert telegram.routing == ("RUEHXX", "RUEHYY")
    assert (telegram.sender, telegram.post, telegram.serial) == ("AMEMBASSY BAKU", "BAKU", 512)
    assert (telegram.reference_id, telegram.classification, telegram.sections) == ("09BAKU512", "CONFIDENTIAL", 2)


def test_routing_wraps_over_lines() -> None:
    text = "RR RUEHAO RUEHCD\nRUEHNL RUEHQU\nDE RUEHBO #1165 0471902\nFM AMEMBASSY BAKU\nUNCLAS BAKU 000512\n"
    assert parse(text).routing == ("RUEHAO", "RUEHCD", "RUEHNL", "RUEHQU")


def test_backslashes_at_line_ends_are_no_text() -> None:
    text = (
        "".join(line + "\\\n" for line in CABLE.split("C O N F")[0].strip().splitlines())
        + "C O N F I D E N T I A L BAKU 000512\n"
    )
    telegram = parse(text)
    assert [one.name for one in telegram.info] == ["AMEMBASSY ANKARA", "CIS COLLECTIVE"]
    assert telegram.sender == "AMEMBASSY BAKU"


DEPARTMENT_COPY = """
                              UNCLASSIFIED     PTQ8341

PAGE 01        BAKU    02271  01 OF 02  271033Z
ACTION EUR-00

INFO  LOG-00   NP-00    AF-00    AIT-00   CIAE-00  DODE-00  EB-00
      EXME-00  SS-00    TRSE-00  /004W
                  ------------------507B47  271033Z /38
P 271036Z APR 00
FM AMEMBASSY BAKU
TO SECSTATE WASHDC PRIORITY 5875
INFO AMEMBASSY ANKARA

                              UNCLASSIFIED

PAGE 02        BAKU    02271  01 OF 02  271033Z
AMEMBASSY ROME
UNCLAS SECTION 01 OF 02 BAKU 002271

AIDAC

E.O. 12958: N/A
TAGS: EAID, AJ
SUBJECT: FERRY

1. The ferry sails on

                              UNCLASSIFIED

PAGE 03        BAKU    02271  01 OF 02  271033Z
Monday.

LANE
"""


def test_copy_of_the_department() -> None:
    telegram = parse(DEPARTMENT_COPY)
    assert telegram.sent is not None
    assert telegram.sent.isoformat() == "2000-04-27T10:36:00+00:00"
    assert [(one.name, one.precedence, one.continuity_number) for one in telegram.action] == [
        ("SECSTATE WASHDC", "PRIORITY", "5875")
    ]
    assert [one.name for one in telegram.info] == ["AMEMBASSY ANKARA", "AMEMBASSY ROME"]
    assert (telegram.reference_id, telegram.captions, telegram.sections) == ("00BAKU2271", ("AIDAC",), 2)
    assert [one.text for one in telegram.paragraphs] == ["The ferry sails on Monday."]
    assert telegram.signers == ("LANE",)


GLUED = [
    ("TO AMEMBASSY ROME PRIORITYS E C R E T BAKU 015113", "SECRET", [("AMEMBASSY ROME", "PRIORITY", None)], "behind a precedence"),
    ("TO RUEHC/SECSTATE WASHDC 3182C O N F I D E N T I A L SECTION 01 OF 02 BAKU 015113", "CONFIDENTIAL", [("SECSTATE WASHDC", None, "3182")], "behind a number"),
    ("TO SECSTATE GRNCUNCLASSIFIED BAKU 15113", "UNCLASSIFIED", [("SECSTATE GRNC", None, None)], "behind letters"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "level", "action", "why"), GLUED, ids=[row[3] for row in GLUED])
def test_glued_header(line: str, level: str, action: list[tuple[str, str | None, str | None]], why: str) -> None:
    telegram = parse(f"R 060859Z APR 09\nFM AMEMBASSY BAKU\n{line}\n\nSIPDIS\n\nSUBJECT: X\n\n1. Text.\n")
    assert (telegram.classification, telegram.reference_id) == (level, "09BAKU15113")
    assert [(one.name, one.precedence, one.continuity_number) for one in telegram.action] == action


def test_partial_extract() -> None:
    text = (
        "This record is a partial extract of the original cable. The full text of the original cable is not available."
        "UNCLAS BAKU 001051\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL, AJ\nSUBJECT: FERRY\n\n1. The ferry sails.\n\nLANE\n"
    )
    telegram = parse(text, "02BAKU1051")
    assert (telegram.reference_id, telegram.post, telegram.serial, telegram.sent) == ("02BAKU1051", "BAKU", 1051, None)
    assert [one.text for one in telegram.paragraphs] == ["The ferry sails."]
    assert [one.kind for one in telegram.defects] == ["partial-extract"]


def test_container_preamble() -> None:
    text = "02BAKU1051\nFERRY\nThu May 02 18:06:00 +0200 2002\nCONFIDENTIAL\nEmbassy Baku\nThis record is a partial extract of the original cable. The full text of the original cable is not available.\n"
    telegram = parse(text)
    assert telegram.reference_id == "02BAKU1051"
    assert telegram.sent is not None
    assert telegram.sent.date().isoformat() == "2002-05-02"
    assert telegram.paragraphs == ()
    assert {one.kind for one in telegram.defects} >= {"partial-extract", "empty-body", "date-from-container"}


IDS = [
    ("09BAKU512", "09BAKU512", set(), "the same"),
    ("09 BAKU 00512", "09BAKU512", set(), "another spelling"),
    ("09BAKU513", "09BAKU513", {"id-mismatch"}, "the container's wins"),
    ("rubbish", "09BAKU512", {"unreadable-id"}, "rubbish is left out"),
    (None, "09BAKU512", set(), "none given"),
]


@pytest.mark.parametrize(("given", "expected", "kinds", "why"), IDS, ids=[row[3] for row in IDS])
def test_given_id(given: str | None, expected: str, kinds: set[str], why: str) -> None:
    telegram = parse("R 111405Z MAY 09\nFM AMEMBASSY BAKU\nUNCLAS BAKU 000512\n\nSUBJECT: X\n\n1. Text.\n", given)
    assert telegram.reference_id == expected
    assert {one.kind for one in telegram.defects} == kinds


def test_heads_repeated_at_sections_are_read_over() -> None:
    head = DEPARTMENT_COPY.split("\n1. ")[0]
    second = head.replace("5875", "5876").replace("SECTION 01", "SECTION 02")
    telegram = parse(f"{head}\n1. The ferry sails on\n{second}\nMonday.\n\n2. It is full.\n\nLANE\n")
    assert [(one.number, one.text) for one in telegram.paragraphs] == [
        (1, "The ferry sails on Monday."),
        (2, "It is full."),
    ]
    assert [one.continuity_number for one in telegram.action] == ["5875"]
    assert [one.code for one in telegram.tags] == ["EAID", "AJ"]
    assert telegram.signers == ("LANE",)
    assert "repeated-head" in {one.kind for one in telegram.defects}


CHECKED = [
    ("DE RUEHKB #0512/01 1311405", "P 111405Z MAY 09", "2009-05-11T14:05:00+00:00", set(), "both agree"),
    ("DE RUEHKB #0512/01 1321405", "P 111405Z MAY 09", "2009-05-11T14:05:00+00:00", set(), "a day apart is no oddity"),
    ("DE RUEHKB #0512/01 1401405", "P 111405Z MAY 09", "2009-05-11T14:05:00+00:00", {"date-disagrees"}, "another day"),
    ("DE RUEHKB #0512/01 0011405", "P 312305Z DEC 08", "2008-12-31T23:05:00+00:00", set(), "over the new year"),
    ("DE RUEHKB #0512/01 1311405", "P 991405Z MAY 09", "2009-05-11T14:05:00+00:00", {"impossible-date", "date-from-station-line"}, "mended"),
]  # fmt: skip


@pytest.mark.parametrize(("station", "line", "sent", "kinds", "why"), CHECKED, ids=[row[4] for row in CHECKED])
def test_date_against_station_line(station: str, line: str, sent: str, kinds: set[str], why: str) -> None:
    telegram = parse(
        f"{station}\n{line}\nFM AMEMBASSY BAKU\nTO AMEMBASSY ROME\nUNCLAS BAKU 000512\n\nSUBJECT: X\n\n1. Text.\n"
    )
    assert telegram.sent is not None
    assert (telegram.sent.isoformat(), {one.kind for one in telegram.defects}) == (sent, kinds)
