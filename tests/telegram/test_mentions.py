"""References made inside the text."""

from __future__ import annotations

import pytest

from cables.telegram.mentions import find_mentions
from cables.telegram.values import Reference

LIST = (
    Reference("STATE 1", "cable", "A", "09STATE1"),
    Reference("BAKU 2", "cable", "B", "09BAKU2"),
    Reference("BAKU 3", "cable", "C", "08BAKU3"),
    Reference("SMITH EMAIL", "email", "D"),
)
ONE = (Reference("STATE 1", "cable", None, "09STATE1"),)

TABLE = [
    # Each row: text, list, text, targets; why.
    ("see reftel B).", LIST, [("reftel B", ("09BAKU2",))], "one letter"),
    ("(reftels B, C)", LIST, [("reftels B, C", ("09BAKU2", "08BAKU3"))], "letters with a comma"),
    ("reftels A and B say", LIST, [("reftels A and B", ("09STATE1", "09BAKU2"))], "letters with and"),
    ("reftels A, B, and C say", LIST, [("reftels A, B, and C", ("09STATE1", "09BAKU2", "08BAKU3"))], "three letters"),
    ("refs A-C say", LIST, [("refs A-C", ("09STATE1", "09BAKU2", "08BAKU3"))], "a range"),
    ("as in ref A", LIST, [("ref A", ("09STATE1",))], "ref"),
    ("(Ref C)", LIST, [("Ref C", ("08BAKU3",))], "capital"),
    ("(REF A)", LIST, [("REF A", ("09STATE1",))], "capitals"),
    ("such as loans (ref b).", LIST, [("ref b", ("09BAKU2",))], "small letter"),
    ("para 4 of reftel A", LIST, [("reftel A", ("09STATE1",))], "paragraph of a reftel"),
    ("reftel (A) says", LIST, [("reftel (A)", ("09STATE1",))], "letter in parentheses"),
    ("reftel points", ONE, [("reftel", ("09STATE1",))], "bare, and the list has one item"),
    ("reftel points", LIST, [], "bare, and the list has several"),
    ("reftel points", (), [], "bare, and there is no list"),
    ("ref D", LIST, [], "no cable"),
    ("ref Z", LIST, [], "not in the list"),
    ("the referee and reform", LIST, [], "longer words"),
    ("see STATE 106206 too", (), [("STATE 106206", ("09STATE106206",))], "post and number"),
    ("see 08 BAKU 997.", (), [("08 BAKU 997", ("08BAKU997",))], "with a year"),
    ("see 2008 BAKU 997.", (), [("2008 BAKU 997", ("08BAKU997",))], "with a four-figure year"),
    ("see PORT AU PRINCE 1234", (), [("PORT AU PRINCE 1234", ("09PORTAUPRINCE1234",))], "several words"),
    ("THE USG AND ANKARA 12345 SAY", (), [("ANKARA 12345", ("09ANKARA12345",))], "capitals around"),
    ("in Baku 2009 was", (), [], "small letters are a place"),
    ("in BAKU 2009 was", (), [], "a year"),
    ("in BAKU 12 men", (), [], "too few figures"),
    ("of 08 BAKU 12 again", (), [("08 BAKU 12", ("08BAKU12",))], "two figures with a year"),
    ("see BAKU 997 (2008) too", (), [("BAKU 997 (2008)", ("08BAKU997",))], "a year behind in brackets"),
    ("see BAKU 997 (08).", (), [("BAKU 997 (08)", ("08BAKU997",))], "a short year behind"),
    ("see BAKU 997 (43 lines)", (), [("BAKU 997", ("09BAKU997",))], "brackets that hold no year"),
    ("see BAKU 997 (12)", (), [("BAKU 997", ("09BAKU997",))], "nor one to come"),
    ("See also BAKU 12, of May", (), [("BAKU 12", ("09BAKU12",))], "two figures behind see also"),
    ("paid (BAKU 12)", (), [("BAKU 12", ("09BAKU12",))], "two figures in brackets"),
    ("It rained in BAKU 12, no more", (), [], "two figures that nothing cites"),
    ("UNSCR 1701 and IIR 6832", (), [], "no post"),
    ("BAKU 500% more", (), [], "a percentage"),
    ("BAKU 500,000 people", (), [], "thousands"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "references", "expected", "why"), TABLE, ids=[row[3] for row in TABLE])
def test_mentions(
    text: str, references: tuple[Reference, ...], expected: list[tuple[str, tuple[str, ...]]], why: str
) -> None:
    found = find_mentions(text, references, "09")
    assert [(one.text, one.targets) for one in found] == expected
    assert all(text[one.start : one.end] == one.text for one in found)
