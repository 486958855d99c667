"""Repairs of damaged punctuation, each recorded and undoable, and what is left alone."""

from __future__ import annotations

import pytest

from cables.corpus import invent
from cables.telegram import Repair, parse
from cables.telegram.broken_words import broken_words
from cables.telegram.repairs import defect_of, repair, undo

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
    ("an &#233;lan of &#x2019;06", "an \u00e9lan of \u201906", "entities by number"),
    ("a &mdash; b&nbsp;c", "a \u2014 b c", "entities by name"),
    ('he said \\"no\\" twice', 'he said "no" twice', "quotes behind backslashes"),
    ("AMBASSAD0R R0BIN", "AMBASSADOR ROBIN", "zeros in words of capitals"),
    ("F0R REASONS 0F", "FOR REASONS OF", "zeros in short words that are in the list"),
    ("0TTAWA", "OTTAWA", "a zero at the beginning"),
    ("T1ME 0F M1NISTERS", "TIME OF MINISTERS", "ones in words of capitals"),
    ("GOVERNMENT,S PLAN", "GOVERNMENT'S PLAN", "possessive in capitals"),
    ("THEY DIDN,T", "THEY DIDN'T", "not in capitals"),
    ("CHARGE D,AFFAIRES", "CHARGE D'AFFAIRES", "French in capitals"),
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
    ("10AM G8 B12 CO2 U2 F16 C130 1ST 007", "codes and times"),
    ("A0B X0Y 3D0G Q0A", "short codes"),
    ("TD-314/0ABCD H0-CCC", "codes with marks"),
    ("Ambassad0r", "small letters"),
    ("AT&T; and R&D;", "names before a semicolon"),
    ("&#0; &#7;", "entities of signs that no text has"),
    ("REFTELS A,S AND T", "letters of references"),
    ("C:\\temp", "a backslash before a letter"),
    ("Th eir govern ment", "cut words in lines as sent"),
]


JOINED = [
    ("Th eir ships", "Their ships", "both halves are no words"),
    ("the govern ment of", "the government of", "the second half is no word"),
    ("went furt her on", "went further on", "the first half is no word"),
    ("will pl ay a role", "will play a role", "a short half"),
    ("a new Minist er came", "a new Minister came", "a capital in front"),
    ("Govern ment sources", "Government sources", "a capital word in front"),
    ("in six countrie s.", "in six countries.", "one letter left over, and neither half a word"),
    ('(th eir) "furt her,"', '(their) "further,"', "signs around"),
    ("govern ment,s plan", "government's plan", "a damaged apostrophe behind"),
    ("min istry and ferr ies", "ministry and ferries", "two in a sentence"),
]
NOT_JOINED = [
    ("any one in to", "two words"),
    ("Ma in Taipei, Li on Monday", "names before words"),
    ("Hu man and Le ad", "names before words, in titles"),
    ("al so, de part, el even", "foreign particles"),
    ("non aligned, pro gram, re open, co operate", "prefixes that stand apart"),
    ("option b ridge", "a letter of a list"),
    ("t he", "a letter before a word"),
    ("e mail", "a letter before a word that is spelt apart"),
    ("GOVERN MENT", "capitals, among which names cannot be told"),
    ("th\u00e9 ir", "an accent"),
    ("govern  ment", "two blanks"),
    ("govern-ment", "a hyphen"),
    ("half-th eir", "a hyphen before"),
    ("th eir's", "an apostrophe behind"),
    ("th eir.gov", "an address"),
    ("in ve sted", "three pieces"),
    ("rai se ed", "a half that makes a word on either side"),
    ("xxxx xxxx said", "redacted words"),
    ("ralia ulatx mentor", "no word comes of it"),
]


@pytest.mark.parametrize(("text", "expected", "why"), JOINED, ids=[row[2] for row in JOINED])
def test_cut_words_are_joined_in_reflowed_text(text: str, expected: str, why: str) -> None:
    mended, repairs = repair(text, reflowed=True)
    assert mended == expected
    assert all(mended[one.offset : one.offset + len(one.after)] == one.after for one in repairs)
    assert undo(mended, repairs) == text


@pytest.mark.parametrize(("text", "why"), NOT_JOINED, ids=[row[1] for row in NOT_JOINED])
def test_words_that_are_left_apart(text: str, why: str) -> None:
    assert repair(text, reflowed=True) == (text, ())


def test_no_word_of_invented_cables_is_joined() -> None:
    """They hold no cut words, so that each join would be a wrong one; all of them are taken for re-flowed here."""
    joined = [
        (paragraph.text[start:end], whole)
        for cable in invent(300, seed=5)
        for paragraph in parse(cable.text).paragraphs
        for start, end, whole in broken_words(paragraph.text)
    ]
    assert joined == []


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("&", '"', "damaged-punctuation"),
        (",", "'", "damaged-punctuation"),
        ("&amp;", "&", "escaped-character"),
        ('\\"', '"', "escaped-character"),
        ("Th eir", "Their", "broken-word"),
        ("Boe3kel", "Boekel", "footnote-mark"),
        ("F0R", "FOR", "damaged-letter"),
    ],
)
def test_each_repair_is_counted_under_its_own_kind(before: str, after: str, kind: str) -> None:
    assert defect_of(Repair(0, before, after)) == kind


@pytest.mark.parametrize(("text", "expected", "why"), MENDED, ids=[row[2] for row in MENDED])
def test_mended(text: str, expected: str, why: str) -> None:
    mended, repairs = repair(text)
    assert mended == expected
    assert all(mended[one.offset : one.offset + len(one.after)] == one.after for one in repairs)
    assert undo(mended, repairs) == text


@pytest.mark.parametrize(("text", "why"), KEPT, ids=[row[1] for row in KEPT])
def test_left_alone(text: str, why: str) -> None:
    assert repair(text) == (text, ())


HEADINGS = [
    ("Azerbaijan,s Course", "Azerbaijan's Course", ["damaged-punctuation"], "possessive"),
    ("&New8 Rules", '"New" Rules', ["damaged-punctuation"] * 2, "quotation marks"),
    ("One Visit) Two Aims", "One Visit \u2014 Two Aims", ["damaged-punctuation"], "a dash"),
    ("Marks &amp; Lane", "Marks & Lane", ["escaped-character"], "entity"),
    ("AMBASSAD0R LANE CALLS", "AMBASSADOR LANE CALLS", ["damaged-letter"], "a zero for O"),
    ("AT&T AND THE G8", "AT&T AND THE G8", [], "what is no damage"),
    ("(b) What Next", "(b) What Next", [], "the mark of an item"),
]


@pytest.mark.parametrize(("sent", "expected", "kinds", "why"), HEADINGS, ids=[row[3] for row in HEADINGS])
def test_headings_are_mended(sent: str, expected: str, kinds: list[str], why: str) -> None:
    telegram = parse(f"UNCLAS BAKU 000266\n\n1. (U) One.\n\n{sent}\n{'-' * len(sent)}\n\n2. (U) Two.\n")
    heading, repairs = telegram.paragraphs[1].heading, telegram.paragraphs[1].heading_repairs
    assert heading == expected
    assert undo(heading, repairs) == sent
    found = [
        one for one in telegram.defects if one.kind in {"damaged-punctuation", "escaped-character", "damaged-letter"}
    ]
    assert [one.kind for one in found] == kinds
    assert {telegram.text[one.start : one.end].strip() for one in found} <= {sent}
