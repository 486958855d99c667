"""The subject: labels, the ways it ends, wraps and markings."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import pytest

from cables.telegram import parse
from tests.telegram.cables import with_line

TABLE = [
    # Each row: lines, subject, marking; why.
    ("SUBJECT: FERRY LINE", "FERRY LINE", None, "plain"),
    ("Subject: Ferry line", "Ferry line", None, "title case"),
    ("SUBJ: FERRY LINE", "FERRY LINE", None, "short label"),
    ("SUBJECT FERRY LINE", "FERRY LINE", None, "no colon"),
    ("SUBJECT; FERRY LINE", "FERRY LINE", None, "semicolon"),
    ("SUBJECT : FERRY LINE", "FERRY LINE", None, "blank before the colon"),
    ("UBJECT: FERRY LINE", "FERRY LINE", None, "first letter lost"),
    ("Ubject: Ferry line", "Ferry line", None, "first letter lost, title case"),
    ("SUBECT: FERRY LINE", "FERRY LINE", None, "a letter lost"),
    ("SUBJECT:  FERRY   LINE", "FERRY LINE", None, "blanks collapse"),
    ("SUBJECT: FERRY LINE:\nA TIMETABLE", "FERRY LINE: A TIMETABLE", None, "wrapped"),
    ("SUBJECT: FERRY\nLINE\nOPENS", "FERRY LINE OPENS", None, "wrapped twice"),
    ("SUBJECT: US-\nLATIN FERRY", "US-LATIN FERRY", None, "hyphen at the line end"),
    ("SUBJECT: FERRY LINE -\nA TIMETABLE", "FERRY LINE - A TIMETABLE", None, "a dash at the line end is no hyphen"),
    ('SUBJECT: THE FERRY "ASKS"', 'THE FERRY "ASKS"', None, "quotes stay"),
    ("SUBJECT: FERRY: LINE: OPENS", "FERRY: LINE: OPENS", None, "colons stay"),
    ("SUBJECT:\n\nFERRY LINE", "FERRY LINE", None, "label alone, text two lines below"),
    ("SUBJECT:\nFERRY LINE", "FERRY LINE", None, "label alone, text below"),
    ("SUBJECT: FERRY LINE\n\nREF: STATE 1", "FERRY LINE", None, "an empty line ends it"),
    ("SUBJECT: FERRY LINE\nREF: STATE 1", "FERRY LINE", None, "REF ends it"),
    ("SUBJECT: FERRY LINE REF: STATE 1", "FERRY LINE", None, "REF on the same line ends it"),
    ("SUBJECT: FERRY IN RIO Ref(s): A) STATE 1", "FERRY IN RIO", None, "Ref(s) on the same line ends it"),
    ("SUBJECT: FERRY CRIMEREF: A. STATE 1", "FERRY CRIME", None, "REF glued to the last word ends it"),
    ("SUBJECT: FERRY LINE\nClassified By: DCM JO LANE, REASON 1.4 (B)", "FERRY LINE", None, "Classified By ends it"),
    ("SUBJECT: FERRY LINE Classified By: DCM JO LANE, 1.4 (B)", "FERRY LINE", None, "Classified By on the same line"),
    ("SUBJECT: FERRY LINE\n1. (U) Summary. It sails.", "FERRY LINE", None, "paragraph 1 ends it"),
    ("SUBJECT: FERRY LINE\n1.(SBU) It sails.", "FERRY LINE", None, "paragraph 1 without a blank ends it"),
    ("SUBJECT: FERRY LINE\n1. Summary. It sails.", "FERRY LINE", None, "paragraph 1 without a mark ends it"),
    ("SUBJECT: FERRY LINE\nSUMMARY: It sails.", "FERRY LINE", None, "Summary ends it"),
    ("SUBJECT: FERRY LINE\nSummary\n-------", "FERRY LINE", None, "a heading Summary ends it"),
    ("SUBJECT: FERRY LINE\n----------\nOPENING", "FERRY LINE", None, "a rule ends it"),
    ("SUBJECT: FERRY LINE\nBAKU 00000512  001.2 OF 004\n\nText", "FERRY LINE", None, "the own page banner ends it"),
    ("SUBJECT: FERRY LINE\nC O N F I D E N T I A L\n\nText", "FERRY LINE", None, "a level ends it"),
    ("SUBJECT: FERRY LINE\nSENSITIVE BUT UNCLASSIFIED", "FERRY LINE", None, "a caption ends it"),
    ("SUBJECT: FERRY LINE\nSIPDIS", "FERRY LINE", None, "SIPDIS ends it"),
    ("SUBJECT: FERRY LINE\nThis is an action request.", "FERRY LINE", None, "an action request ends it"),
    ("SUBJECT: (S/NF) FERRY LINE", "FERRY LINE", "S/NF", "leading mark"),
    ("SUBJECT: (U) FERRY LINE", "FERRY LINE", "U", "leading mark U"),
    ("SUBJECT: (C) FERRY\nLINE", "FERRY LINE", "C", "leading mark, wrapped"),
    ("SUBJECT: FERRY LINE (U)", "FERRY LINE", "U", "trailing mark"),
    ("SUBJECT: FERRY LINE (SBU)", "FERRY LINE", "SBU", "trailing mark SBU"),
    ("SUBJECT: (C//NOFORN) FERRY LINE", "FERRY LINE", "C/NF", "double slash"),
    ("SUBJECT: FERRY (Iceland)", "FERRY (Iceland)", None, "a place in parentheses is no mark"),
    ("SUBJECT: FERRY LINE (CORRECTED COPY)", "FERRY LINE (CORRECTED COPY)", None, "a note is no mark"),
    ("SUBJECT: [FERRY](#) LINE", "FERRY LINE", None, "a link"),
    ("SUBJECT: VISIT OF\nCODEL LANE", "VISIT OF CODEL LANE", None, "a delegation is text here"),
    ("SUBJECT: AMBASSADOR'S MEETING WITH MINISTER, MAY\n11", "AMBASSADOR'S MEETING WITH MINISTER, MAY 11", None, "figures wrap"),
    ("SUBJECT: FERRY\nE.O. 12958: N/A", "FERRY", None, "E.O. behind it"),
    ("SUBJECT: FERRY\nTAGS: PREL", "FERRY", None, "TAGS behind it"),
    ("REF: STATE 1\n\nSUBJECT: FERRY", "FERRY", None, "REF before it"),
    ("E.o. 12958: decl: 01/07/2014 Tags: prel, tu Subject: ferry", "ferry", None, "all on one line"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "subject", "marking", "why"), TABLE, ids=[row[3] for row in TABLE])
def test_subject(lines: str, subject: str, marking: str | None, why: str) -> None:
    telegram = parse(with_line(lines))
    assert (telegram.subject, telegram.subject_marking) == (subject, marking)
