"""Which post a piece of text names."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.vocabulary import nearest_post, post_by_name, posts
from cables.vocabulary.tables import post_spellings

NAMED = [
    # codes and names with blanks
    ("BAKU", "BAKU"),
    ("baku", "BAKU"),
    ("  Baku ", "BAKU"),
    ("THEHAGUE", "THEHAGUE"),
    ("THE HAGUE", "THEHAGUE"),
    ("The\nHague", "THEHAGUE"),
    ("LA PAZ", "LAPAZ"),
    ("SAO PAULO", "SAOPAULO"),
    ("São Paulo", "SAOPAULO"),
    ("Asunción", "ASUNCION"),
    ("PORT AU PRINCE", "PORTAUPRINCE"),
    ("Port-au-Prince", "PORTAUPRINCE"),
    ("Port\u2010au\u2010Prince", "PORTAUPRINCE"),
    ("HO CHI MINH CITY", "HOCHIMINHCITY"),
    ("RIO DE JANEIRO", "RIODEJANEIRO"),
    ("RIO \n \nDE JANEIRO", "RIODEJANEIRO"),
    ("N'DJAMENA", "NDJAMENA"),
    ("N\u2019Djamena", "NDJAMENA"),
    ("ST. PETERSBURG", "STPETERSBURG"),
    ("Saint Petersburg", "STPETERSBURG"),
    ("OSAKA KOBE", "OSAKAKOBE"),
    ("Osaka-Kobe", "OSAKAKOBE"),
    ("DAR ES SALAAM", "DARESSALAAM"),
    ("BANDAR SERI BEGAWAN", "BANDARSERIBEGAWAN"),
    ("USUN NEW YORK", "USUNNEWYORK"),
    ("UNVIE VIENNA", "UNVIEVIENNA"),
    ("USEU BRUSSELS", "USEUBRUSSELS"),
    ("UNESCO PARIS FR", "UNESCOPARISFR"),
    ("CD GENEVA", "CDGENEVA"),
    ("USTR GENEVA", "USTRGENEVA"),
    ("UN ROME", "UNROME"),
    ("PARTO", "PARTO"),
    # one place, several posts
    ("VIENNA", "VIENNA"),
    ("BRUSSELS", "BRUSSELS"),
    ("GENEVA", "GENEVA"),
    ("PARIS", "PARIS"),
    ("ROME", "ROME"),
    ("DUBAI", "DUBAI"),
    # the FM line
    ("AMEMBASSY BAKU", "BAKU"),
    ("AMEMBASSYHANOI", "HANOI"),
    ("AMEMBASSY MEXICO CITY", "MEXICO"),
    ("AMEMBASSY VATICAN CITY", "VATICAN"),
    ("AMCONSUL ISTANBUL", "ISTANBUL"),
    ("AMCONSUL HO CHI MINH CITY", "HOCHIMINHCITY"),
    ("AMCONSUL MELBOURNE VIC", "MELBOURNE"),
    ("AMCONGEN HONG KONG", "HONGKONG"),
    ("USMISSION UNVIE VIENNA", "UNVIEVIENNA"),
    ("USMISSION USUN NEW YORK", "USUNNEWYORK"),
    ("USMISSION USNATO", "USNATO"),
    ("USMISSION USOSCE", "USOSCE"),
    ("USMISSION GENEVA", "GENEVA"),
    ("USMISSION UN ROME", "UNROME"),
    ("USMISSION UNESCO PARIS", "UNESCOPARISFR"),
    ("USMISSION CD GENEVA", "CDGENEVA"),
    ("USINT HAVANA", "HAVANA"),
    ("USOFFICE PRISTINA", "PRISTINA"),
    ("USLO TRIPOLI", "TRIPOLI"),
    ("USDEL FEST TWO", "FESTTWO"),
    ("REO BASRAH", "BASRAH"),
    ("AIT TAIPEI", "TAIPEI"),
    ("IRAN RPO DUBAI", "RPODUBAI"),
    ("SECSTATE WASHDC", "STATE"),
    ("SECSTATE", "STATE"),
    # the origin field of later copies, and our own names
    ("Secretary of State", "STATE"),
    ("Department of State", "STATE"),
    ("Embassy Harare", "HARARE"),
    ("Embassy The Hague", "THEHAGUE"),
    ("Consulate Frankfurt", "FRANKFURT"),
    ("Consulate General Frankfurt", "FRANKFURT"),
    ("Mission Geneva", "GENEVA"),
    ("Mission USNATO", "USNATO"),
    ("US Mission to the UN, New York", "USUNNEWYORK"),
    ("UNVIE", "UNVIEVIENNA"),
    ("American Institute Taiwan, Taipei", "TAIPEI"),
    ("US Interests Section Havana", "HAVANA"),
    # abbreviations of reference lines
    ("HCMC", "HOCHIMINHCITY"),
    ("RIO", "RIODEJANEIRO"),
    ("HK", "HONGKONG"),
    ("BKK", "BANGKOK"),
    ("BA", "BUENOSAIRES"),
    ("PAP", "PORTAUPRINCE"),
    ("PORT A", "PORTAUPRINCE"),
    ("TEGUC", "TEGUCIGALPA"),
    ("USUN", "USUNNEWYORK"),
    ("USEU", "USEUBRUSSELS"),
    ("PORT AU PR", "PORTAUPRINCE"),
    # second codes of one post
    ("WASHDC", "STATE"),
    ("AITTAIPEI", "TAIPEI"),
    ("KIEV", "KYIV"),
    ("CALCUTTA", "KOLKATA"),
    ("MADRAS", "CHENNAI"),
    ("BELIZE", "BELMOPAN"),
    ("LENINGRAD", "STPETERSBURG"),
    ("IRANRPODUBAI", "RPODUBAI"),
    ("PARISFR", "UNESCOPARISFR"),
    ("UNESCOPARIS", "UNESCOPARISFR"),
    ("DAMASCCUS", "DAMASCUS"),
]


@pytest.mark.parametrize(("text", "code"), NAMED)
def test_exact_name(text: str, code: str) -> None:
    found = post_by_name(text)
    assert found is not None
    assert found.code == code
    assert nearest_post(text) == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        (" . ", "nothing but blanks and dots"),
        ("ATLANTIS", "no such post"),
        ("AMEMBASSY", "a prefix without a post"),
        ("AMEMBASSY ATLANTIS", "a prefix with no such post"),
        ("ANAKRA", "a slip is not an exact name"),
        ("BAKU ANKARA", "two posts are not one"),
        ("BAKU" * 1000, "too long for a name"),
    ],
)
def test_no_exact_name(text: str, why: str) -> None:
    assert post_by_name(text) is None, why


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("ANAKRA", "ANKARA", "two neighbours swapped"),
        ("ANKAR", "ANKARA", "last letter lost"),
        ("NKARA", "ANKARA", "first letter lost"),
        ("ANKKARA", "ANKARA", "a letter doubled"),
        ("ANQARA", "ANKARA", "a letter replaced"),
        ("BISHIEK", "BISHKEK", "a letter replaced"),
        ("0TTAWA", "OTTAWA", "zero for O at the start"),
        ("COTON0U", "COTONOU", "zero for O inside"),
        ("AMEMBASSY QUITTO", "QUITO", "a slip after a prefix"),
        ("HO CHI MIN CITY", "HOCHIMINHCITY", "a slip in a name with blanks"),
        ("SECSTATE WASHC", "STATE", "a slip in a spelling of the address lines"),
        ("PREORIA", "PRETORIA", "a prefix (REO) inside a name is no prefix"),
        ("KEIV", "KYIV", "a slip in a second code leads to the post it stands for"),
        ("USUN NEW YOK", "USUNNEWYORK", "a slip in the name of a mission"),
    ],
)
def test_one_slip(text: str, code: str, why: str) -> None:
    found = nearest_post(text)
    assert found is not None, why
    assert found.code == code, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("LOMA", "LIMA and LOME are as near"),
        ("OME", "ROME and LOME are as near"),
        ("AQNA", "two slips from ADANA and more from any other"),
        ("ANKRAA CITY", "far from every name"),
        ("RIP", "one slip from RIO, but abbreviations are too short for slips"),
        ("HL", "one slip from HK, which is too short for slips"),
        ("", "nothing"),
        ("A" * 100_000, "too long for a name"),
    ],
)
def test_no_nearest(text: str, why: str) -> None:
    assert nearest_post(text) is None, why


def test_every_code_names_a_post_that_names_itself() -> None:
    for code in posts():
        found = post_by_name(code)
        assert found is not None
        assert post_by_name(found.code) == found
        assert code == found.code or code in found.aliases


def test_spellings_lead_where_the_table_says() -> None:
    for spelling, code in post_spellings().items():
        found = post_by_name(spelling)
        assert found is not None
        assert found.code == code, spelling


def test_nearest_agrees_with_a_slow_search_over_all_codes() -> None:
    """Every code with one letter left out gives the only code among all that one slip can make of it."""
    for code in posts():
        for place in range(len(code)):
            damaged = code[:place] + code[place + 1 :]
            if post_by_name(damaged) is not None:
                continue
            near = {owner(other) for other in one_slip_away(damaged) & posts().keys()}
            found = nearest_post(damaged)
            if len(near) > 1:
                assert found is None, damaged
            else:
                assert found is not None, damaged
                assert {found.code} == near, damaged


def one_slip_away(text: str) -> set[str]:
    """Everything that a letter lost, added or replaced, or two neighbours swapped, make of a text."""
    cuts = [(text[:place], text[place:]) for place in range(len(text) + 1)]
    made = {before + after[1:] for before, after in cuts}
    made |= {before + after[1::-1] + after[2:] for before, after in cuts}
    for letter in string.ascii_uppercase:
        made |= {before + letter + after for before, after in cuts}
        made |= {before + letter + after[1:] for before, after in cuts}
    return made


def owner(code: str) -> str:
    found = post_by_name(code)
    assert found is not None
    return found.code


def letters(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())


def distance(one: str, other: str) -> int:
    """Damerau distance by the usual table."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    exact = post_by_name(text)
    nearest = nearest_post(text)
    assert exact is None or nearest == exact


@given(st.sampled_from(sorted(posts())), st.data())
def test_blanks_case_and_stops_do_not_matter(code: str, data: st.DataObject) -> None:
    filler = st.text(alphabet=" .,'-\n\t\u2019\u2010", max_size=2)
    spaced = "".join(data.draw(filler) + data.draw(st.sampled_from([char, char.lower()])) for char in code)
    assert post_by_name(spaced) == post_by_name(code)


@given(st.sampled_from(sorted(posts())), st.integers(0, 30), st.sampled_from(string.ascii_uppercase))
def test_a_found_post_is_at_most_one_slip_away(code: str, place: int, letter: str) -> None:
    damaged = code[:place] + letter + code[place + 1 :]
    found = nearest_post(damaged)
    if found is not None and post_by_name(damaged) is None:
        known = [found.code, *found.aliases, *(letters(s) for s, c in post_spellings().items() if c == found.code)]
        assert min(distance(damaged, name) for name in known) <= 1
