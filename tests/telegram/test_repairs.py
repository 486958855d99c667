"""Repairs of damaged punctuation, each recorded and undoable, and what is left alone."""

from __future__ import annotations

import pytest

from cables.telegram.repairs import repair, undo

MENDED = [
    ("Azerbaijan,s Academy", "Azerbaijan's Academy", "possessive"),
    ("the GOAJ,s.", "the GOAJ's.", "possessive before a stop"),
    ("he can,t go", "he can't go", "not"),
    ("we,re here", "we're here", "are"),
    ("they,ll go", "they'll go", "will"),
    ("I,ve been", "I've been", "have"),
    ("I,m here", "I'm here", "am"),
    ("the Charge d,Affaires", "the Charge d'Affaires", "French"),
    ("that &we are,\u2078 he", 'that "we are," he', "superscript closing"),
    ("a &base8 here", 'a "base" here', "8 behind a letter"),
    ("a &base.8 He", 'a "base." He', "8 behind a stop"),
    ("(&base8)", '("base")', "in parentheses"),
    ("&One8 and &two8.", '"One" and "two".', "two pairs"),
    ("&Why?8 he asked", '"Why?" he asked', "question"),
    ("arrangement) what advantages", "arrangement \u2014 what advantages", "a parenthesis that closes nothing"),
    ("(as told within limits) reftel B).", "(as told within limits \u2014 reftel B).", "the earlier of two"),
    ("Marks &amp; Lane", "Marks & Lane", "entity"),
    ("&quot;yes&quot;", '"yes"', "entity of quotes"),
    ("&Lane,s ferry8 sails) daily", '"Lane\'s ferry" sails \u2014 daily', "all at once"),
]
KEPT = [
    ("AT&T and R&D", "names"),
    ("the G8 summit", "a group"),
    ("&the G8 met", "an opening without its closing"),
    ("base8", "a closing without its opening"),
    ("(b) and (d)", "letters in parentheses"),
    ("a) first b) second", "lettered items"),
    ("ii) second", "roman items"),
    ("(see above) and so on", "a parenthesis that closes"),
    ("one, so two", "a comma with a blank"),
    ("Smith,Jones", "a comma between words"),
    ("in 1,500 sacks", "thousands"),
    ("x & y", "a free ampersand"),
    ("18 men", "a number"),
]


@pytest.mark.parametrize(("text", "expected", "why"), MENDED, ids=[row[2] for row in MENDED])
def test_mended(text: str, expected: str, why: str) -> None:
    mended, repairs = repair(text)
    assert mended == expected
    assert all(mended[one.offset : one.offset + len(one.after)] == one.after for one in repairs)
    assert undo(mended, repairs) == text


@pytest.mark.parametrize(("text", "why"), KEPT, ids=[row[1] for row in KEPT])
def test_left_alone(text: str, why: str) -> None:
    assert repair(text) == (text, ())
