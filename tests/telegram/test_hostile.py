"""Any text at all: no exception, nothing lost, no more than linear time."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import random
import sys
import time
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cables.telegram import canonical_id, classification, parse
from cables.telegram.classification import ClassificationLine
from cables.telegram.lexer import Line, read_lines
from cables.telegram.repairs import repair, undo
from cables.telegram.repeated import repeated_heads
from tests.telegram.cables import BODY, CABLE, HEAD, HEADER
from tests.telegram.soundness import assert_sound

PIECES = [
    *CABLE.splitlines(keepends=True),
    "TAGS: PREL\n", "SUBJECT: ", "REF: A. STATE 1\n", "\u00b61. ", "[1](#)2. (C) ", "12007.\n", "BAKU 00000512  002 OF 002\n", "@@@OASYS@@@\n",
    "UNCLAS BAKU 000512\n", "(((", ")))", "&&&", "8", "\r", "\r\n", "\x00", "\ufffd", "\u2028", "\\\n", "&#x000A;", "INFO XMT X\n", "Classified By: ",
    "E.O. 12958: DECL: 99/99/99\n", "PAGE 01        BAKU  02271  01 OF 07  271033Z\n", "FM AMEMBASSY BAKU\n", "1.4 (b)", "P 999999Z MAY 09\n", "____\n",
]  # fmt: skip
MORE = settings(max_examples=150)


@given(st.text())
@MORE
def test_any_text(text: str) -> None:
    assert_sound(text)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=40))
@MORE
def test_shuffled_pieces_of_cables(pieces: list[str]) -> None:
    assert_sound("".join(pieces))


LINES_LEFT_EMPTY = [
    ("1.\n(U)\nThe port is open.", "a mark alone below its number"),
    ("1. (U) The port is open.\n[1](#)\nShips wait.", "an anchor alone on a line"),
    ("The port is open. " * 8 + "-------- 1. (U) Ships wait.", "a paragraph that begins right behind a rule"),
    ("Traffic \ufffd1. (U) ships wait. " * 8 + "\n \ufffd1. (U) One.", "anchors inside a long line"),
    (" [1](#)1. (C) The port is open and ships wait. " * 4, "a long line that begins with a blank and an anchor"),
    ("BAKU 00000512  002 OF 002 \ufffd1. (U) Ships wait.", "an anchor right behind a banner"),
]


@pytest.mark.parametrize(("body", "why"), LINES_LEFT_EMPTY, ids=[why for _, why in LINES_LEFT_EMPTY])
def test_lines_of_which_nothing_is_left(body: str, why: str) -> None:
    assert_sound(HEADER + HEAD + body)
    assert_sound(body)


@given(st.integers(0, 2**32), st.integers(1, 40))
@MORE
def test_mutated_cables(seed: int, changes: int) -> None:
    dice = random.Random(seed)
    text = list(CABLE)
    for _ in range(changes):
        place = dice.randrange(len(text))
        text[place] = dice.choice(["", " ", "\n", "Q", "8", ")", "(", "1", ".", text[place] * 3, dice.choice(PIECES)])
    assert_sound("".join(text))


@given(st.text(alphabet='ab sd,&8()\u2078."t\n1G;amp', max_size=80))
@MORE
def test_undoing_repairs_gives_the_text_as_received(text: str) -> None:
    mended, repairs = repair(text)
    assert undo(mended, repairs) == text


@given(st.text(max_size=130))
@MORE
def test_canonical_id_of_anything_is_none_or_stable(text: str) -> None:
    found = canonical_id(text)
    assert found is None or canonical_id(found) == found


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\x00", "\\", "\ufeff"])
def test_next_to_nothing(text: str) -> None:
    assert_sound(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n", "\t \n", "\r"])
def test_any_number_of_blank_lines_means_what_a_few_mean(end: str) -> None:
    few, many = (HEADER + HEAD + f"1. (C) The port is open.\n{end * count}2. (C) Ships wait.\n" for count in (3, 4_000))
    assert_sound(many)
    assert parse(many).paragraphs == parse(few).paragraphs
    assert len(read_lines(many)) < 2_100


def test_a_list_of_references_beyond_any_real_length_is_read_in_part_and_kept_whole() -> None:
    text = HEADER + HEAD.split("REF")[0] + "REF: " + "; ".join(f"ROME {n}" for n in range(1, 2_001)) + "\n\n" + BODY
    telegram = parse(text)
    assert_sound(text)
    (defect,) = (one for one in telegram.defects if one.kind == "does-not-fit")
    *read, rest = telegram.references
    assert [one.target for one in read] == [f"09ROME{n}" for n in range(1, len(read) + 1)]
    assert (rest.kind, rest.target) == ("document", None)
    assert text[defect.start : defect.end] == rest.text
    assert rest.text.endswith("; ROME 2000")
    assert len(telegram.paragraphs) == 3


def test_tags_beyond_any_real_length_are_read_in_part_and_said_to_be() -> None:
    words = "PREL " + "QQQQQ " * 1_000 + "PGOV"
    telegram = parse((HEADER + HEAD).replace("PREL, PGOV, AJ", words) + BODY)
    assert telegram.tags[0].code == "PREL"
    assert "PGOV" not in [tag.code for tag in telegram.tags]
    assert [one.detail for one in telegram.defects if one.kind == "does-not-fit"] == ["tags"]


def test_a_head_beyond_any_real_length_goes_on_as_text() -> None:
    text = HEADER + HEAD.split("E.O.")[0] + "DEPT FOR EUR\n" * 2_000 + "E.O. 12958: N/A\n\n1. (C) Ships wait.\n"
    telegram = parse(text)
    assert_sound(text)
    words = " ".join((*telegram.passing, *(one.text for one in telegram.paragraphs)))
    assert words.count("DEPT FOR EUR") == 2_001
    assert telegram.paragraphs[-1].text == "Ships wait."


def test_senders_in_the_text_do_not_each_have_the_lines_below_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = 0

    def find(text: str) -> ClassificationLine | None:
        nonlocal searched
        searched += 1
        return find_level(text)

    find_level = classification.find
    monkeypatch.setattr(classification, "find", find)
    level_line = find_level("UNCLAS SECTION 01 OF 02 BAKU 000512")
    assert repeated_heads([Line(0, 0, "FM AMEMBASSY BAKU")] * 1_000, level_line, ()) == []
    assert searched < 2_000


SHAPES = {
    "one line of prose": lambda n: "word " * n,
    "one line without a blank": lambda n: "x" * n,
    "one line of blanks": lambda n: " " * n + "x",
    "open parentheses": lambda n: "(" * n,
    "closing parentheses": lambda n: "a) " * n,
    "banners": lambda n: "BAKU 00000512  002 OF 002\n" * (n // 10),
    "banners in one line": lambda n: "BAKU 00000512  002 OF 002 " * (n // 10),
    "TAGS lines": lambda n: "TAGS: PREL\n" * (n // 5),
    "TAGS labels in one line": lambda n: "TAGS: PREL " * (n // 5),
    "one TAGS line": lambda n: "TAGS: " + "PREL QQQQQ " * (n // 5),
    "fused TAGS": lambda n: "TAGS: " + "PRELPGOV" * (n // 4),
    "labels": lambda n: "SUBJECT: x\nREF: A. STATE 1\nE.O. 12958: N/A\n" * (n // 10),
    "a REF list": lambda n: HEAD.split("REF")[0] + "REF: A. " + "STATE 1234, " * (n // 5),
    "a REF list of lines": lambda n: HEAD.split("REF")[0] + "REF: A. " + "STATE 1234\n" * (n // 5),
    "a REF list of marks": lambda n: "REF: " + "A. B. C. " * (n // 5),
    "a REF list of parentheses": lambda n: "REF: " + "(a (b " * (n // 5),
    "blank lines": lambda n: HEADER + HEAD + "\n" * n,
    "blank lines before a cable": lambda n: "\n" * n + CABLE,
    "levels": lambda n: "SECRET " * n,
    "level lines": lambda n: "C O N F I D E N T I A L\n" * (n // 5),
    "numbers": lambda n: HEADER + HEAD + "1. (C) x\n\n" * (n // 5),
    "numbered paragraphs": lambda n: HEADER + HEAD + "".join(f"{i}. (C) x,s &y8\n\n" for i in range(1, n // 5)),
    "numbers without marks": lambda n: HEADER + HEAD + "5. x\n" * (n // 5),
    "paragraph starts in one line": lambda n: HEADER + HEAD + "".join(f"end. {i}. (C) x " for i in range(1, n // 5)),
    "rules": lambda n: HEADER + HEAD + "Title\n-----\n" * (n // 5),
    "addresses in one line": lambda n: "FM AMEMBASSY BAKU\nTO " + "RUEHC/SECSTATE WASHDC 1 " * (n // 10),
    "reftels": lambda n: HEADER + HEAD + "1. (C) " + "reftel A, B and C " * (n // 5),
    "citations": lambda n: HEADER + HEAD + "1. (C) " + "STATE 123456 " * (n // 5),
    "capitals": lambda n: HEADER + HEAD + "1. (C) " + "A B C D " * (n // 5) + "1234",
    "damaged quotes": lambda n: HEADER + HEAD + "1. (C) " + "&a8 b,s c) " * (n // 5),
    "classifiers": lambda n: "Classified By: " + "AMBASSADOR JOHN DOE AND " * (n // 5),
    "passing lines": lambda n: HEADER + "UNCLAS BAKU 000512\n" + "DEPT FOR EUR\n" * (n // 5),
    "repeated heads": lambda n: (HEADER + HEAD + "1. (C) x\n") * (n // 100),
    "whole cables": lambda n: CABLE * (n // 100),
    "signatures": lambda n: HEADER + HEAD + BODY + "LANE\n" * (n // 5),
    "end markers": lambda n: HEADER + HEAD + "1. (C) SUMMARY: x\n\n" + "END SUMMARY. SUMMARY: \n\n" * (n // 5),
    "references in one line": lambda n: HEADER + HEAD + "1. (C) " + "09BAKU266 " * (n // 5),
    "headings with rules in one line": lambda n: HEADER + HEAD + "1. (C) x. " + "Title ------- x. " * (n // 5),
    "hyphens at line ends": lambda n: HEADER + HEAD + "1. (C) x\n" + "well-\n" * (n // 5),
    "gaps of blank lines": lambda n: HEADER + HEAD + ("\n" * 400 + "x\n") * (n // 100),
    "tables": lambda n: HEADER + HEAD + "1. (C) x\n\n" + "a     b     c\n" * (n // 5),
}


def seconds(text: str) -> float:
    spent: list[float] = []
    while len(spent) < 3 and sum(spent) < 1:
        start = time.process_time()
        parse(text)
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.parametrize("shape", SHAPES)
def test_time_is_linear_in_the_input(shape: str) -> None:
    """Four times the text may take little more than four times as long; quadratic growth would take sixteen, however
    often it is tried on a busy machine."""
    small, large = (SHAPES[shape](size) for size in (5_000, 20_000))
    assert any(seconds(large) < 9 * seconds(small) + 0.02 for _ in range(5))


def calls(text: str) -> int:
    """How many functions are called in reading a text."""
    count = 0

    def event(_frame: FrameType, kind: str, _value: object) -> None:
        nonlocal count
        count += kind in {"call", "c_call"}

    sys.setprofile(event)
    try:
        parse(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_work_is_linear_in_the_input(shape: str) -> None:
    """Twice the text calls little more than twice as many functions, whatever else the machine does."""
    small, large = (SHAPES[shape](size) for size in (1_000, 2_000))
    parse(small)
    assert calls(large) < 2.1 * calls(small) + 100
