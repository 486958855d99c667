"""Paragraphs: numbers by their sequence, markings, headings, banners, blocks."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import pytest

from cables.telegram import parse
from cables.telegram.values import Telegram

TOP = "R 111405Z MAY 09\nFM AMEMBASSY BAKU\nC O N F I D E N T I A L BAKU 000512\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: FERRY\n\n"


def body(text: str) -> Telegram:
    return parse(TOP + text)


def numbered(text: str) -> list[tuple[int | None, str]]:
    return [(one.number, one.text) for one in body(text).paragraphs]


NUMBERS = [
    # Each row: body, number, text; why.
    ("1. One.\n\n2. Two.\n", [(1, "One."), (2, "Two.")], "plain"),
    ("1. One.\n2. Two.\n", [(1, "One."), (2, "Two.")], "no empty line between"),
    ("1.One.\n\n2.Two.\n", [(1, "One."), (2, "Two.")], "no blank behind the stop"),
    ("1.  (C) One.\n\n2.  (C) Two.\n", [(1, "One."), (2, "Two.")], "marked"),
    ("1.(C) One.\n\n2.(C) Two.\n", [(1, "One."), (2, "Two.")], "mark without a blank"),
    ("1 (C) One.\n\n2 (C) Two.\n", [(1, "One."), (2, "Two.")], "no stop before the mark"),
    ("(1) One.\n\n(2) Two.\n", [(1, "One."), (2, "Two.")], "numbers in parentheses"),
    ("\u00b61. One.\n\n\u00b62. Two.\n", [(1, "One."), (2, "Two.")], "pilcrows"),
    ("\ufffd1. One.\n\n\ufffd2. Two.\n", [(1, "One."), (2, "Two.")], "broken pilcrows"),
    ("[1](#)1. One.\n\n[1](#)2. Two.\n", [(1, "One."), (2, "Two.")], "links for pilcrows"),
    ("11. (C) One.\n\n12. (C) Two.\n", [(1, "One."), (2, "Two.")], "pilcrows turned into 1"),
    ("1. (C) One.\n\n12. (C) Two.\n\n3. (C) Three.\n", [(1, "One."), (2, "Two."), (3, "Three.")], "one pilcrow turned into 1"),
    ("".join(f"{n}. (C) {n}.\n\n" for n in range(1, 16)), [(n, f"{n}.") for n in range(1, 16)], "14 after 13 is 14"),
    ("1. It was in June of\n\u00b62007. It went well.\n\n2. Two.\n", [(1, "It was in June of 2007. It went well."), (2, "Two.")], "a year with a pilcrow is text"),
    ("1. (C) See paragraph\n2. It says so.\n\n2. (C) Two.\n", [(1, "See paragraph 2. It says so."), (2, "Two.")], "a wrapped line that starts with the next number"),
    ("1. (C) See article\n\u00b615. It says so.\n\n2. (C) Two.\n", [(1, "See article 15. It says so."), (2, "Two.")], "a number far from the sequence is text"),
    ("1. (C) Points:\n\n1. First.\n\n2. Second.\n\n2. (C) Two.\n", [(1, "Points:\n\n1. First.\n\n2. Second."), (2, "Two.")], "a list counts from one inside a marked paragraph"),
    ("1. (C) One.\n\n2. (C) Two.\n\n4. (C) Four.\n", [(1, "One."), (2, "Two."), (4, "Four.")], "a number is missing"),
    ("1. One.\n\n3. Three.\n", [(1, "One."), (3, "Three.")], "a number is missing, unmarked"),
    ("1. (C) One.\n\n2. (C) Two.\n\n2. (C) Again.\n\n3. (C) Three.\n", [(1, "One."), (2, "Two."), (2, "Again."), (3, "Three.")], "a number repeats"),
    ("1. (C) One.\n\n2. (C) Two.\n\n1. (C) Annex.\n\n2. (C) More.\n", [(1, "One."), (2, "Two."), (1, "Annex."), (2, "More.")], "numbers restart in an annex"),
    ("2. (C) Two.\n\n3. (C) Three.\n", [(2, "Two."), (3, "Three.")], "starts at two"),
    ("The ferry sails.\n", [(None, "The ferry sails.")], "no numbers: one paragraph"),
    ("The ferry sails.\n\nIt is full.\n", [(None, "The ferry sails."), (None, "It is full.")], "no numbers: one for each block"),
    ("Opening words.\n\nMore.\n\n1. One.\n", [(None, "Opening words.\n\nMore."), (1, "One.")], "blocks before the first number are one paragraph"),
    ("1. The note says:\n\nBEGIN TEXT:\n\n1. First.\n\n2. Second.\n\nEND TEXT.\n\n2. Two.\n", [(1, "The note says:\n\nBEGIN TEXT:\n\n1. First.\n\n2. Second.\n\nEND TEXT."), (2, "Two.")], "a numbered text that is quoted"),
    ("1. (C) Built by\n2. firms.\n\n2. (C) Two.\n", [(1, "Built by 2. firms."), (2, "Two.")], "the next number in a wrapped line, marked"),
    ("Opening words.\n\n1. One.\n", [(None, "Opening words."), (1, "One.")], "words before the first number"),
    ("1. One.\n\nMore of one.\n\n2. Two.\n", [(1, "One.\n\nMore of one."), (2, "Two.")], "a second block of a paragraph"),
    ("1. One rose 2.5 percent to\n3.5 percent.\n\n2. Two.\n", [(1, "One rose 2.5 percent to 3.5 percent."), (2, "Two.")], "a decimal at a line start"),
    ("1. One.\n\n-- first\n\n-- second\n\n2. Two.\n", [(1, "One.\n\n-- first\n\n-- second"), (2, "Two.")], "bullets"),
    ("1. One:\na. first\nb. second\n\n2. Two.\n", [(1, "One:\n\na. first\n\nb. second"), (2, "Two.")], "lettered items"),
    ("1. One:\n\n\u00b6A. first\n\n\u00b6B. second\n", [(1, "One:\n\nA. first\n\nB. second")], "lettered items with pilcrows"),
    ("1. (C) " + "word " * 60 + "end. 2. (C) Two.\n", [(1, "word " * 60 + "end."), (2, "Two.")], "the next number inside a re-flowed line"),
    ("1. (C) A long-\nterm plan.\n", [(1, "A long-term plan.")], "a hyphen at the line end"),
    ("1. (C) One -\ntwo.\n", [(1, "One - two.")], "a dash at the line end"),
    ("1. (C) One\n   two   three.\n", [(1, "One two three.")], "blanks collapse"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), NUMBERS, ids=[row[2] for row in NUMBERS])
def test_numbers(text: str, expected: list[tuple[int | None, str]], why: str) -> None:
    assert numbered(text) == expected


MARKINGS = [
    ("1. (U) X.", "U", "unclassified"),
    ("1. (SBU) X.", "SBU", "sensitive"),
    ("1. (LOU) X.", "LOU", "limited official use"),
    ("1. (C) X.", "C", "confidential"),
    ("1. (S) X.", "S", "secret"),
    ("1. (TS) X.", "TS", "top secret"),
    ("1. (S/NF) X.", "S/NF", "slash"),
    ("1. (S//NF) X.", "S/NF", "two slashes"),
    ("1. (C/NOFORN) X.", "C/NF", "word"),
    ("1. (U//FOUO) X.", "U/FOUO", "official use"),
    ("1. (SBU/NF) X.", "SBU/NF", "sensitive and no foreigners"),
    ("1. (S/FGI) X.", "S/FGI", "foreign government information"),
    ("1. (c) X.", "C", "small letter"),
    ("1. ( C) X.", "C", "blank before"),
    ("1. (C ) X.", "C", "blank behind"),
    ("1. (C), X.", "C", "comma behind"),
    ("1. (C - ENTIRE TEXT) X.", "C", "entire text, short"),
    ("1. (C) SUMMARY: X.", "C", "before the word Summary"),
    ("1. Summary: (SBU) X.", "SBU", "behind the word Summary"),
    ("1. X.", None, "none"),
    ("(U) X.", "U", "on text without a number"),
    ("1. (Iceland) X.", None, "a word in parentheses is none"),
    ("1. CONFIDENTIAL - ENTIRE TEXT. X.", "C", "entire text, long"),
]


@pytest.mark.parametrize(("text", "marking", "why"), MARKINGS, ids=[row[2] for row in MARKINGS])
def test_marking(text: str, marking: str | None, why: str) -> None:
    assert [one.marking for one in body(text + "\n").paragraphs] == [marking]


HEADINGS = [
    # Each row: body, heading, text; why.
    ("1. One.\n\nA Heading\n---------\n\n2. Two.\n", [(None, "One."), ("A Heading", "Two.")], "ruled below"),
    ("1. One.\n\n---------\nA Heading\n---------\n\n2. Two.\n", [(None, "One."), ("A Heading", "Two.")], "ruled above and below"),
    ("1. One.\n\nA Heading\n=========\n\n2. Two.\n", [(None, "One."), ("A Heading", "Two.")], "ruled with equals signs"),
    ("1. One.\n\nA Heading\n--------------------------------------------- -\n\n2. Two.\n", [(None, "One."), ("A Heading", "Two.")], "a rule that wraps"),
    ("1. One.\n\nA Heading\n\u2010\u2010\u2010\u2010\u2010\u2010\n\n2. Two.\n", [(None, "One."), ("A Heading", "Two.")], "a rule of odd hyphens"),
    ("1. One.\n\nA Heading\nof Two Lines\n---------\n\n2. Two.\n", [(None, "One."), ("A Heading of Two Lines", "Two.")], "two lines"),
    ("1. One.\n\nA Heading\n\n2. Two.\n", [(None, "One."), ("A Heading", "Two.")], "no rule, before a number"),
    ("1. One.\n\nA HEADING\n\nText.\n", [(None, "One."), ("A HEADING", "Text.")], "capitals, before text"),
    ("1. One.\n\nWill It Sail?\n\n2. Two.\n", [(None, "One."), ("Will It Sail?", "Two.")], "question mark"),
    ("1. One.\n\nAnd Then...\n-----------\n\n2. Two.\n", [(None, "One."), ("And Then...", "Two.")], "three stops"),
    ("1. One.\n\nCOMMENT and ACTION REQUEST:\n\n2. Two.\n", [(None, "One."), ("COMMENT and ACTION REQUEST:", "Two.")], "colon"),
    ("1. One.\n\nA Heading -------\n\n2. Two.\n", [(None, "One."), ("A Heading", "Two.")], "rule on the same line"),
    ("SUMMARY\n-------\n\n1. One.\n", [("SUMMARY", "One.")], "before the first paragraph"),
    ("1. One.\n\nThis line is a sentence.\n\n2. Two.\n", [(None, "One.\n\nThis line is a sentence."), (None, "Two.")], "a sentence is none"),
    ("1. One goes on to\n\nBAKU 00000512  002 OF 002\n\nthe end\n\n2. Two.\n", [(None, "One goes on to the end"), (None, "Two.")], "the rest of a cut sentence is none"),
    ("1. One.\n\n(Note: It is so.  End note.)\n\n2. Two.\n", [(None, "One.\n\n(Note: It is so. End note.)"), (None, "Two.")], "a note in parentheses is none"),
    ("1. One.\n\nA Heading\n---------\n", [(None, "One.\n\nA Heading")], "nothing below: it is text"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), HEADINGS, ids=[row[2] for row in HEADINGS])
def test_headings(text: str, expected: list[tuple[str | None, str]], why: str) -> None:
    assert [(one.heading, one.text) for one in body(text).paragraphs] == expected


BANNERS = [
    ("1. It goes on to\n\nBAKU 00000512  002 OF 002\n\nthe end.\n", "in mid sentence"),
    ("1. It goes on to \r\n \r\nBAKU 00000512  002 OF 002 \r\n \r\n \r\nthe end. \r\n", "with blanks and CRLF"),
    ("1. It goes on to\nBAKU 00000512  002 OF 002\nthe end.\n", "no empty lines"),
    ("1. It goes on to\n\nBAKU 00000512  001.2 OF 002\n\nthe end.\n", "first page of a section"),
    ("1. It goes on to\n\nRIO DE JAN 00000512  002 OF 002\n\nthe end.\n", "post cut at ten characters"),
    ("1. It goes on to\n\nBAKU 00000512\n\n001.2 OF 002\n\nthe end.\n", "broken over two lines"),
    ("1. It goes on to BAKU 00000512  002 OF 002 the end.\n", "inside a line"),
    (
        "1. It goes on to\n\n               CONFIDENTIAL\n\nPAGE 02        BAKU    00512  01 OF 02  271033Z\nthe end.\n",
        "older, with the level",
    ),
    (
        "1. It goes on to\n\n               CONFIDENTIAL\n               CONFIDENTIAL\n\nPAGE 02        BAKU    00512  271033Z\n\nthe end.\n",
        "older, level twice",
    ),
    ("1. It goes on to\n\nCONFIDENTIAL\n\nthe end.\n", "the level alone"),
    ("1. It goes on to\n\nSIPDIS\n\nthe end.\n", "a stray SIPDIS"),
    ("1. It goes on to\nSIPDIS\nthe end.\n", "a stray SIPDIS between lines"),
]


@pytest.mark.parametrize(("text", "why"), BANNERS, ids=[row[1] for row in BANNERS])
def test_text_is_joined_over_banners(text: str, why: str) -> None:
    telegram = body(text)
    assert [one.text for one in telegram.paragraphs] == ["It goes on to the end."]
    assert "page-banner" in {one.kind for one in telegram.defects}


def test_a_banner_between_sentences_of_a_full_line_joins() -> None:
    first = "1. (C) The ferry sails twice a week and the pier is measured."
    assert numbered(f"{first}\n\nBAKU 00000512  002 OF 002\n\n\nThen it sails home.\n") == [
        (1, f"{first[7:]} Then it sails home.")
    ]


def test_a_banner_before_the_next_paragraph_joins_nothing() -> None:
    assert numbered("1. One.\n\nBAKU 00000512  002 OF 002\n\n\n2. Two.\n") == [(1, "One."), (2, "Two.")]


def test_tables_keep_their_layout() -> None:
    table = "Year      Ferries    Tons\n2007           12    3400\n2008           14    4100"
    telegram = body(f"1. (U) Figures follow.\n\n{table}\n\n2. (U) They grow.\n")
    first = telegram.paragraphs[0]
    assert first.text == f"Figures follow.\n\n{table}"
    assert [(first.text[one.start : one.end], one.kind) for one in first.blocks] == [
        ("Figures follow.", "text"),
        (table, "table"),
    ]


def test_blocks_name_items() -> None:
    telegram = body("1. (U) Points:\n-- first\nof all\n-- second\n\nMore.\n")
    first = telegram.paragraphs[0]
    assert [(first.text[one.start : one.end], one.kind) for one in first.blocks] == [
        ("Points:", "text"),
        ("-- first of all", "item"),
        ("-- second", "item"),
        ("More.", "text"),
    ]


SEQUENCE_DEFECTS = [
    ("1. (C) One.\n\n2. (C) Two.\n\n4. (C) Four.\n", ["paragraph-numbers-missing"], "missing"),
    ("1. (C) One.\n\n2. (C) Two.\n\n2. (C) Again.\n", ["paragraph-number-repeats"], "repeats"),
    ("1. (C) One.\n\n2. (C) Two.\n\n1. (C) Annex.\n", ["numbering-restarts"], "restarts"),
    ("11. (C) One.\n\n2. (C) Two.\n", ["lost-pilcrow"], "pilcrow"),
    ("\u00b61. (C) One.\n\n\u00b62. (C) Two.\n", [], "a whole pilcrow is no defect"),
]


@pytest.mark.parametrize(("text", "kinds", "why"), SEQUENCE_DEFECTS, ids=[row[2] for row in SEQUENCE_DEFECTS])
def test_defects_of_the_sequence(text: str, kinds: list[str], why: str) -> None:
    assert [one.kind for one in body(text).defects] == kinds


def test_empty_body() -> None:
    telegram = parse(TOP)
    assert (telegram.paragraphs, [one.kind for one in telegram.defects]) == ((), ["empty-body"])
