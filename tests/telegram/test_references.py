"""The REF list: marks, years, posts, numbers, and what is no cable."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import pytest

from cables.telegram import parse
from cables.telegram.values import Reference
from tests.telegram.cables import with_line

TABLE = [
    # Each row: list, label, target; why.
    ("REF: STATE 41102", [(None, "09STATE41102")], "one unmarked item"),
    ("REF: A. STATE 41102", [("A", "09STATE41102")], "one marked item"),
    ("REF: A. STATE 1\n     B. BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "indented lines"),
    ("REFS: A) STATE 1\nB) BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "round marks"),
    ("REF: (A) STATE 1\n(B) BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "marks in parentheses"),
    ("REF: [A] STATE 1 [B] BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "marks in brackets"),
    ("REF: A: STATE 1\nB: BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "marks with colons"),
    ("REF: A - STATE 1\nB - BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "marks with dashes"),
    ("REF: A STATE 1\nB BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "bare marks"),
    ("REF: a. State 1\nb. Baku 2", [("A", "09STATE1"), ("B", "09BAKU2")], "small marks"),
    ("REF: (1) STATE 1\n(2) BAKU 2", [("1", "09STATE1"), ("2", "09BAKU2")], "figures as marks"),
    ("REF: A.) STATE 1\nB.) BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "stop and parenthesis"),
    ("REF: A. A) STATE 1\nB. B) BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "doubled marks"),
    ("REF: A. REF A STATE 1\nB. REF B: BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "doubled with the word"),
    ("REF: A. (A) STATE 1\nB. (B) BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "doubled in parentheses"),
    ("REF: A. REF: STATE 1", [("A", "09STATE1")], "label inside the item"),
    ("REF: A. STATE 1; B. BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "one line, semicolons"),
    ("REF: A. STATE 1, B. BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "one line, commas"),
    ("REF: B. MOSCOW 768 C. 07 MOSCOW 3054", [("B", "09MOSCOW768"), ("C", "07MOSCOW3054")], "blanks only, from B"),
    ("REF: STATE 1; BAKU 2", [(None, "09STATE1"), (None, "09BAKU2")], "no marks, semicolon"),
    ("REF: STATE 1 AND BAKU 22", [(None, "09STATE1"), (None, "09BAKU22")], "no marks, AND"),
    ("REF: STATE 1 & BAKU 22", [(None, "09STATE1"), (None, "09BAKU22")], "no marks, ampersand"),
    ("REF: STATE 111\n     BAKU 222", [(None, "09STATE111"), (None, "09BAKU222")], "no marks, lines"),
    ("REF: A. STATE 1\n\n\u00b6B. BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "pilcrow, empty line between"),
    ("REF: A. STATE 1\n\n[1](#)B. BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "a link for a pilcrow"),
    ("REF: A. STATE 1\n\n1B. BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "a 1 left of a pilcrow"),
    ("REF: A. STATE 1\n-      (B) BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "dashes before marks"),
    ("REF:\nA. STATE 1\nB. BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "label alone on its line"),
    ("REF(S): A. STATE 1", [("A", "09STATE1")], "label with (S)"),
    ("Ref(s): A) State 1", [("A", "09STATE1")], "small label"),
    ("REFTEL: STATE 1", [(None, "09STATE1")], "REFTEL"),
    ("REFTELS: A. STATE 1", [("A", "09STATE1")], "REFTELS"),
    ("REFS : A. STATE 1", [("A", "09STATE1")], "blank before the colon"),
    ("REF. A. STATE 1", [("A", "09STATE1")], "stop for a colon"),
    ("REF A. STATE 1", [("A", "09STATE1")], "no colon"),
    ("REF: REF: STATE 1", [(None, "09STATE1")], "doubled label"),
    ("REF: REFERENCE: STATE 1", [(None, "09STATE1")], "doubled label, other word"),
    ("PROGRAM REF: STATE 1", [(None, "09STATE1")], "a word before the label"),
    ("REFERENCE: STATE 1", [(None, "09STATE1")], "REFERENCE"),
    ("REF: 08 BAKU 997", [(None, "08BAKU997")], "year before"),
    ("REF: '08 BAKU 997", [(None, "08BAKU997")], "year with an apostrophe"),
    ("REF: 2008 BAKU 997", [(None, "08BAKU997")], "four-figure year"),
    ("REF: (08) BAKU 997", [(None, "08BAKU997")], "year in parentheses before"),
    ("REF: O8 BAKU 997", [(None, "08BAKU997")], "letter O for zero in the year"),
    ("REF: 08BAKU997", [(None, "08BAKU997")], "glued"),
    ("REF: 09CAIRO0561", [(None, "09CAIRO561")], "glued with a leading zero"),
    ("REF: 2005PANAMA2342", [(None, "05PANAMA2342")], "glued with a four-figure year"),
    ("REF: 08-OTTAWA-57", [(None, "08OTTAWA57")], "hyphens"),
    ("REF: ASUNCION 701 (08)", [(None, "08ASUNCION701")], "year behind in parentheses"),
    ("REF: PANAMA 00789/08", [(None, "08PANAMA789")], "year behind a slash"),
    ("REF: AMMAN 5049-01", [(None, "01AMMAN5049")], "year behind a hyphen"),
    ("REF: AMMAN 07718 99", [(None, "99AMMAN7718")], "year behind a blank"),
    ("REF: STATE (01) 201265", [(None, "01STATE201265")], "year between"),
    ("REF: LA PAZ 101", [(None, "09LAPAZ101")], "post of two words"),
    ("REF: PORT AU PRINCE 101", [(None, "09PORTAUPRINCE101")], "post of three words"),
    ("REF: HO CHI MINH CITY 101", [(None, "09HOCHIMINHCITY101")], "post of four words"),
    ("REF: USUN NEW YORK 101", [(None, "09USUNNEWYORK101")], "mission and city"),
    ("REF: N'DJAMENA 101", [(None, "09NDJAMENA101")], "apostrophe in a post"),
    ("REF: ST. PETERSBURG 101", [(None, "09STPETERSBURG101")], "stop in a post"),
    ("REF: HCMC 101", [(None, "09HOCHIMINHCITY101")], "abbreviation"),
    ("REF: SECSTATE 101", [(None, "09STATE101")], "SECSTATE is STATE"),
    ("REF: EMBASSY ROME 101", [(None, "09ROME101")], "prefix"),
    ("REF: UNCLAS ROME 101", [(None, "09ROME101")], "level before the post"),
    ("REF: 0TTAWA 101", [(None, "09OTTAWA101")], "zero for O at the start"),
    ("REF: COTON0U 101", [(None, "09COTONOU101")], "zero for O inside"),
    ("REF: SANTIAG0 101", [(None, "09SANTIAGO101")], "zero for O at the end"),
    ("REF: BUCHARST 101", [(None, "09BUCHAREST101")], "a letter lost"),
    ("REF: A. RIO\n\nDE JANEIRO 1291", [("A", "09RIODEJANEIRO1291")], "post over an empty line"),
    ("REF: A. 08\n\nHANOI 2323", [("A", "08HANOI2323")], "year over an empty line"),
    ("REF: 870 Ulaanbaatar", [(None, "09ULAANBAATAR870")], "reversed"),
    ("REF: STATE: 73097", [(None, "09STATE73097")], "colon behind the post"),
    ("REF: PRAGUE, 1228", [(None, "09PRAGUE1228")], "comma behind the post"),
    ("REF: STATE #73097", [(None, "09STATE73097")], "number sign"),
    ("REF: A. MOSCOW 2961\nB. 2962", [("A", "09MOSCOW2961"), ("B", "09MOSCOW2962")], "post left out: the one before"),
    ("REF: A) 307", [("A", "09BAKU307")], "post left out: the cable's own"),
    ("REF: STATE 0041102", [(None, "09STATE41102")], "leading zeros go"),
    ("REF: BAKU 2799 AND 2764", [(None, "09BAKU2799"), (None, "09BAKU2764")], "numbers with AND"),
    ("REF: STATE 188314, 259032", [(None, "09STATE188314"), (None, "09STATE259032")], "numbers with a comma"),
    ("REF: ROME 936/935", [(None, "09ROME936"), (None, "09ROME935")], "numbers with a slash"),
    ("REF: ROME 692/317/274", [(None, "09ROME692"), (None, "09ROME317"), (None, "09ROME274")], "three with slashes"),
    (
        "REF: ROME 11657 and 7743, 12155",
        [(None, "09ROME11657"), (None, "09ROME7743"), (None, "09ROME12155")],
        "numbers with and and comma",
    ),
    ("REF: A. 08 BAKU 11 AND 12", [("A", "08BAKU11"), ("A", "08BAKU12")], "the year holds for the list"),
    ("REF: A. STATE 1 (NOTAL)", [("A", "09STATE1")], "NOTAL"),
    ("REF: A. STATE 12 AND PREVIOUS", [("A", "09STATE12")], "AND PREVIOUS"),
    ("REF: A. STATE 12 (VISIT ON MAY 12, 2008)", [("A", "09STATE12")], "title with a date"),
    ("REF: A. STATE 12 (DEMARCHE 4567 REQUEST)", [("A", "09STATE12")], "title with a number"),
    ("REF: A. STATE 1\nBAKU 00000512  001.2 OF 002\nB. BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "own banner"),
    ("REF: A. STATE 1\nBAKU 00000512\n001.2 OF 002\nB. BAKU 2", [("A", "09STATE1"), ("B", "09BAKU2")], "broken banner"),
    ("REF: A. STATE 1\nB. BAKU 512", [("A", "09STATE1")], "the cable itself is left out"),
    ("REF: 094 HANOI 12", [(None, "09HANOI12")], "a slip in the year"),
    ("REF: STATE 12345, PARAGRAPH 3", [(None, "09STATE12345")], "a paragraph is no cable"),
    ("REF: ABU DHABI 12 DTD 3/4/09", [(None, "09ABUDHABI12")], "a date behind"),
    ("REF: A. (U) STATE 12 B. (C) BAKU 22", [("A", "09STATE12"), ("B", "09BAKU22")], "portion marks are no item marks"),
    ("REF: (A) BAKU 1, (B) BAKU 2 AND (C) STATE 3", [("A", "09BAKU1"), ("B", "09BAKU2"), ("C", "09STATE3")], "AND before the last"),
    ("REF: A.STATE 12 B.BAKU 13", [("A", "09STATE12"), ("B", "09BAKU13")], "no blank behind the marks"),
    ("REF: A. TEL AVIV 12", [("A", "09TELAVIV12")], "a filler word in a post's name"),
    ("REF: A. RIO 12 B. HK 44 C. PAP 7", [("A", "09RIODEJANEIRO12"), ("B", "09HONGKONG44"), ("C", "09PORTAUPRINCE7")], "abbreviations"),
    ("REF: KUALA LUMPUR", [(None, None)], "number lost: kept, no target"),
    ("REF: NONE", [], "NONE is nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), TABLE, ids=[row[2] for row in TABLE])
def test_reference_list(text: str, expected: list[tuple[str | None, str | None]], why: str) -> None:
    telegram = parse(with_line(f"TAGS: PREL\nSUBJECT: FERRY\n\n{text}"))
    assert [(one.label, one.target) for one in telegram.references] == expected
    assert [one.text for one in telegram.paragraphs] == ["The ferry sails on Monday."]


KINDS = [
    ("A. SMITH-JONES E-MAIL OF MAY 4", "email", "hyphenated"),
    ("A. SMITH/JONES EMAIL 05/04/09", "email", "with a date in figures"),
    ("A. SMITH-JONES TELCON 4 MAY", "telcon", "telephone"),
    ("A. LANE PHONCON OF MAY 3", "telcon", "telephone, other word"),
    ("A. FAX TO STATE 04/05/09", "fax", "a date behind a post is no number"),
    ("A. MEMO OF APRIL 3", "memo", "memo"),
    ("A. MINISTER'S LETTER OF APRIL 3", "letter", "letter"),
    ("A. STAFF MEETING OF APRIL 3", "meeting", "meeting"),
    ("A. IIR 6 832 0617 08", "report", "military report"),
    ("A. TD-314/012345-09", "report", "agency report"),
    ("A. OSC EUP20090401012345", "report", "open-source report"),
    ("A. SECDEF MSG DTG 301601Z SEP 08", "message", "message by date-time group"),
    ("A. 3 FAM 2440", "document", "a section of the manual"),
    ("A. UNSCR 1701", "document", "a resolution"),
    ("A. CA-3400", "airgram", "airgram"),
    ("A. PARIS POINTS JULY 15", "document", "a day is no number"),
    ("A. DECEMBER 19 LIST", "document", "a date"),
]


@pytest.mark.parametrize(("text", "kind", "why"), KINDS, ids=[row[2] for row in KINDS])
def test_what_is_no_cable(text: str, kind: str, why: str) -> None:
    telegram = parse(with_line(f"TAGS: PREL\nSUBJECT: FERRY\n\nREF: {text}\nB. BAKU 388"))
    first, second = telegram.references
    assert (first.kind, first.target, first.label) == (kind, None, "A")
    assert (second.kind, second.target) == ("cable", "09BAKU388")


def test_text_stands_as_sent_without_its_mark() -> None:
    telegram = parse(with_line("SUBJECT: FERRY\n\nREF: A. 08  BAKU 00997 (NOTAL)\n     B. SMITH EMAIL"))
    assert telegram.references == (
        Reference("08 BAKU 00997 (NOTAL)", "cable", "A", "08BAKU997", notal=True),
        Reference("SMITH EMAIL", "email", "B"),
    )


def test_each_of_several_cables_keeps_its_words() -> None:
    telegram = parse(with_line("SUBJECT: FERRY\n\nREF: 08 BAKU 12 (and previous), STATE 44 (NOTAL), ROME 5 AND 6"))
    assert [(one.text, one.notal) for one in telegram.references] == [
        ("08 BAKU 12 (and previous)", False),
        ("STATE 44 (NOTAL)", True),
        ("ROME 5", False),
        ("6", False),
    ]


def test_spans_of_items_lie_in_the_source() -> None:
    text = with_line("SUBJECT: FERRY\n\nREF: A. STATE 1\n\n[1](#)B. BAKU 22")
    telegram = parse(text)
    pieces = [
        text[span.start : span.end] for span in telegram.spans if span.field == "references" and span.index is not None
    ]
    assert [piece.strip() for piece in pieces] == ["A. STATE 1", "B. BAKU 22"]


@pytest.mark.parametrize(
    ("cable", "expected", "why"),
    [
        ("R 051405Z JAN 09\nFM AMEMBASSY BAKU\nUNCLAS BAKU 000012\nSUBJECT: X\nREF: BAKU 988", "08BAKU988", "above its own number"),
        ("R 051405Z JAN 09\nFM AMEMBASSY BAKU\nUNCLAS BAKU 000012\nSUBJECT: X\nREF: BAKU 11", "09BAKU11", "below its own number"),
        ("R 051405Z JAN 09\nFM AMEMBASSY BAKU\nUNCLAS BAKU 000012\nSUBJECT: X\nREF: STATE 133000", "08STATE133000", "the Department's late numbers"),
        ("R 051405Z MAY 09\nFM AMEMBASSY BAKU\nUNCLAS BAKU 000012\nSUBJECT: X\nREF: STATE 133000", "09STATE133000", "only in January"),
    ],
)  # fmt: skip
def test_a_year_left_out_in_january(cable: str, expected: str, why: str) -> None:
    assert [one.target for one in parse(cable).references] == [expected]
