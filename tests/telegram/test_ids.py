"""Any spelling of a cable id, and the damaged ids of public releases."""

from __future__ import annotations

import pytest

from cables.corpus import invent
from cables.telegram import canonical_id, parse

TABLE = [
    ("09BAKU266", "09BAKU266", "canonical"),
    ("09baku266", "09BAKU266", "small letters"),
    (" 09BAKU266 ", "09BAKU266", "blanks around"),
    ("09 BAKU 266", "09BAKU266", "blanks between"),
    ("09 BAKU 00266", "09BAKU266", "zeros"),
    ("09BAKU000266", "09BAKU266", "zeros, glued"),
    ("2009BAKU266", "09BAKU266", "four-figure year"),
    ("2009BAKU00266_a", "09BAKU266", "with a set's letter"),
    ("1975BONN01234_b", "75BONN1234", "of the seventies"),
    ("Baku 266 (2009)", "09BAKU266", "year behind in parentheses"),
    ("BAKU 266 (09)", "09BAKU266", "two-figure year behind"),
    ("BAKU 00266/09", "09BAKU266", "year behind a slash"),
    ("BAKU 5049-01", "01BAKU5049", "year behind a hyphen"),
    ("AMMAN 07718 99", "99AMMAN7718", "year behind a blank"),
    ("'09 BAKU 266", "09BAKU266", "apostrophe"),
    ("O9 BAKU 266", "09BAKU266", "letter O in the year"),
    ("09-BAKU-266", "09BAKU266", "hyphens"),
    ("09_BAKU_266", "09BAKU266", "underscores"),
    ("09 BAKU #266", "09BAKU266", "number sign"),
    ("09 BAKU: 266", "09BAKU266", "colon"),
    ("7575LIBREVILLE1895", "75LIBREVILLE1895", "year doubled"),
    ("06USUNNEWYORK2273", "06USUNNEWYORK2273", "mission"),
    ("06 USUN NEW YORK 2273", "06USUNNEWYORK2273", "mission with blanks"),
    ("09 THE HAGUE 5", "09THEHAGUE5", "article"),
    ("09 PORT AU PRINCE 12", "09PORTAUPRINCE12", "three words"),
    ("09NDJAMENA3", "09NDJAMENA3", "no apostrophe"),
    ("09 N'DJAMENA 3", "09NDJAMENA3", "apostrophe in the post"),
    ("09UNVIEVIENNA285", "09UNVIEVIENNA285", "UNVIE is not VIENNA"),
    ("09USEUBRUSSELS948", "09USEUBRUSSELS948", "USEU is not BRUSSELS"),
    ("09BRUSSELS948", "09BRUSSELS948", "BRUSSELS is not USEU"),
    ("09AITTAIPEI12", "09TAIPEI12", "alias"),
    ("05KIEV12", "05KYIV12", "old name"),
    ("09SECSTATE12", "09STATE12", "SECSTATE is STATE"),
    ("09EFTOBAKU266", "09BAKU266", "EFTO taken in"),
    ("09E F T O BAKU 266", "09BAKU266", "EFTO spaced"),
    ("08AMEMBASSYHANOI1234", "08HANOI1234", "AMEMBASSY taken in"),
    ("09NOFORNBAKU266", "09BAKU266", "NOFORN taken in"),
    ("08SECTION01OF02BAKU123", "08BAKU123", "SECTION taken in"),
    ("08SECTIO01GF02BISHKEK21", "08BISHKEK21", "SECTION damaged"),
    ("09ECTION01OF02THEHAGUE5", "09THEHAGUE5", "SECTION without its S"),
    ("09SECTIOQ1OF06BAKU77", "09BAKU77", "Q for lost letters"),
    ("09BAKU160ZDK164", "09BAKU160", "a second number behind a signal"),
    ("09BAKU160 TOSEC 140323", "09BAKU160", "a second number of a trip"),
    ("09BAKU1382SUSPECTEDDUPLICATE1392", "09BAKU1382", "suspected duplicate"),
    ("09TBILIS1", "09TBILISI1", "a letter lost"),
    ("09TBILQSI1", "09TBILISI1", "a letter replaced"),
    ("090TTAWA12", "09OTTAWA12", "zero for O"),
    ("09BAKU", None, "no number"),
    ("09BAKU0", None, "number zero"),
    ("BAKU266", None, "no year"),
    ("092OF5", None, "no post"),
    ("06ASTANA", None, "no number, real case"),
    ("10AQNA272", None, "two posts are as near"),
    ("09XYZZY12", "09XYZZY12", "a post that is not in the table"),
    ("09BAKU266 and more", None, "text behind"),
    ("see 09BAKU266", None, "text before"),
    ("09 BAKU 266 (2008)", None, "two years"),
    ("09BAKU123456789", None, "too many figures"),
    ("", None, "empty"),
    ("266", None, "only figures"),
    ("\u0660\u0669BAKU266", None, "figures of another script"),
    ("09BAKU266" * 100, None, "far too long"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TABLE, ids=[row[2] for row in TABLE])
def test_canonical_id(text: str, expected: str | None, why: str) -> None:
    assert canonical_id(text) == expected


SPARE = ["09BAKU512", "09 Baku 0512", "no id", "09BAKV512"]


@pytest.mark.parametrize("spare", SPARE)
def test_a_spare_id_is_as_if_it_had_been_given_where_the_text_has_none_and_as_nothing_elsewhere(spare: str) -> None:
    without = 0
    for cable in invent(25, seed=31, worn=True):
        # Also without the lines that say who wrote when, so that the date has to come from the id.
        for text in (cable.text, cable.text.replace("FM ", "XX "), cable.text[len(cable.text) // 3 :]):
            alone = parse(text)
            expected = alone if alone.reference_id else parse(text, spare)
            without += alone.reference_id is None
            assert parse(text, spare_id=spare) == expected
            assert parse(text, "08PARIS7", spare_id=spare) == parse(text, "08PARIS7")
    assert without > 20
