"""What people type, how it is understood, what they are told, and what it finds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cables.search import SearchQuery, search
from cables.search.language import LONGEST_QUERY
from cables.search.terms import EXPANDED_WORDS
from tests.factories import make_cable
from tests.search.archive import index

UNREAD = "searched as plain words."


def fill() -> None:
    index(
        make_cable(
            "09BAKU1",
            subject="HADITHA DAM",
            paragraphs=("Attackers struck in the event of rain.", "The minister's café, Élysée, U.S. policy."),
            classification="SECRET",
            captions=("SIPDIS",),
            tag_codes=("PGOV", "AJ"),
            sender="AMEMBASSY BAKU",
        ),
        make_cable(
            "08THEHAGUE2",
            post="THEHAGUE",
            subject="DAMS AND POLICIES",
            paragraphs=("He attacked. It was an eventful rain.", "In the", "event of nothing."),
            classification="TOP SECRET",
            tag_codes=("CLINTON, HILLARY",),
            refers_to=("09BAKU1",),
            sent=date(2008, 12, 31),
        ),
        make_cable("07PARIS3", post="PARIS", subject="", paragraphs=(), tag_codes=(), sent=None, classification=""),
    )


B, H, P = "09BAKU1", "08THEHAGUE2", "07PARIS3"

READ = [
    # typed, found, understood, notice
    ("", {B, H, P}, "", "", "nothing typed: everything"),
    ("   ", {B, H, P}, "", "", "blanks only: everything"),
    ("dam", {B, H}, "any form of dam", "", "a bare word stands for its forms"),
    ('"dam"', {B}, "“dam”", "", "a quoted word is exact"),
    ("DAM", {B, H}, "any form of dam", "", "case does not matter"),
    ("“dam”", {B}, "“dam”", "", "typographic quotes are quotes"),
    ("cafe", {B}, "any form of cafe", "", "accents do not matter"),
    ("ÉLYSÉE", {B}, "any form of elysee", "", "neither in queries"),
    ("attacked", {B, H}, "any form of attacked", "", "attackers is another form of attack"),
    ('"in the event of"', {B}, "“in the event of”", "", "stop words count; no phrase crosses paragraphs"),
    ('"haditha dam attackers"', set(), "“haditha dam attackers”", "", "nor does one cross from subject to text"),
    ("rain dam", {B, H}, "any form of rain and any form of dam", "", "blank means AND"),
    ("rain AND haditha", {B}, "any form of rain and any form of haditha", "", "AND"),
    ("haditha OR eventful", {B, H}, "any form of haditha or any form of eventful", "", "OR"),
    ("haditha || eventful", {B, H}, "any form of haditha or any form of eventful", "", "|| is OR"),
    ("haditha && rain", {B}, "any form of haditha and any form of rain", "", "&& is AND"),
    ("rain haditha OR dams", {B, H}, "any form of rain and (any form of haditha or any form of dams)", "", "OR binds"),
    ("rain -haditha", {H}, "any form of rain and not any form of haditha", "", "minus excludes"),
    ("rain !haditha", {H}, "any form of rain and not any form of haditha", "", "! excludes"),
    ("rain NOT haditha", {H}, "any form of rain and not any form of haditha", "", "NOT excludes"),
    ("NOT rain", {P}, "not any form of rain", "", "NOT alone: all others"),
    ("-(rain dam)", {P}, "not (any form of rain and any form of dam)", "", "minus before brackets"),
    ("+rain +haditha", {B}, "any form of rain and any form of haditha", "", "plus adds nothing to AND"),
    ("rain - haditha", {B}, "any form of rain and any form of haditha", "", "a dash between blanks excludes nothing"),
    ("poli*", {B, H}, "words like poli*", "", "prefix"),
    ("polic?", {B}, "words like polic?", "", "one letter"),
    ("at*ed", {H}, "words like at*ed", "", "inside a word"),
    ("*", {B, H, P}, "anything", "", "a star alone"),
    ("a*", set(), "any form of a", "needs at least 2 letters", "too short a prefix"),
    ("*dam", {B, H}, "any form of dam", "needs at least 2 letters", "no wildcard in front"),
    ("U.S.", {B}, "“u s”", "", "a word with dots is a phrase"),
    ("minister's", {B}, "“minister s”", "", "so is one with an apostrophe"),
    ("'dam", {B, H}, "any form of dam", "", "a stray apostrophe"),
    ("subject:dam", {B, H}, "any form of dam in the subject", "", "field"),
    ("subject:rain", set(), "any form of rain in the subject", "", "not in the subject"),
    ('SUBJECT:"haditha dam"', {B}, "“haditha dam” in the subject", "", "field names in any case"),
    ("subject:(dam dams)", {B, H}, "any form of dam in the subject and any form of dams in the subject", "", "group"),
    ("tag:pgov", {B}, "TAGS PGOV", "", "values in any case"),
    ('tag:"clinton, hillary"', {H}, "TAGS CLINTON, HILLARY", "", "values with commas and blanks"),
    ("tag:CLIN*", {H}, "TAGS CLIN*", "", "prefix of a value"),
    ("tag:*", {B, H}, "any TAGS", "", "any value"),
    ("-tag:*", {P}, "not any TAGS", "", "no value"),
    ("tag:(PGOV OR \"CLINTON, HILLARY\")", {B, H}, "TAGS PGOV or TAGS CLINTON, HILLARY", "", "values in brackets"),
    ("tag:nosuch", set(), "TAGS nosuch", "No cable has TAGS “nosuch”.", "unknown value"),
    ("class:secret", {B}, "classification SECRET", "", "TOP SECRET is another value"),
    ("class:(top secret)", {H}, "classification TOP SECRET", "", "a value of two words"),
    ("caption:sipdis", {B}, "caption SIPDIS", "", "caption"),
    ("post:paris", {P}, "post PARIS", "", "post by code"),
    ('post:"The Hague"', {H}, "post THEHAGUE", "", "post by name"),
    ("country:azerbaijan", {B}, "country Azerbaijan", "", "country"),
    ("from:amembassy", {B}, "from “amembassy”", "", "sender"),
    ("from:hague", {H}, "from “hague”", "", "sender by its post where no FM line was kept"),
    ("ref:09BAKU1", {H}, "a reference to 09BAKU1", "", "reference"),
    ('ref:"09 BAKU 00001"', {H}, "a reference to 09BAKU1", "", "in another spelling"),
    ("id:(09 baku 1)", {B}, "id 09BAKU1", "", "id in three words"),
    ("date:2009", {B}, "date 2009", "", "year"),
    ("date:2008-12", {H}, "date 2008-12", "", "month"),
    ("date:2008-12-31", {H}, "date 2008-12-31", "", "day"),
    ("date:[2008-12 TO 2009-04-06]", {B, H}, "date 2008-12 to 2009-04-06", "", "range"),
    ("date:{2008 TO *]", {B}, "date 2008 to *", "", "open range without its beginning"),
    ("date:>=2009", {B}, "date from 2009", "", "from"),
    ("date:<2009", {H}, "date before 2009", "", "before"),
    ("date:[2009 TO 2008]", set(), "date 2009 to 2008", "ends before it begins", "range the wrong way round"),
    ("date:soon", set(), "date soon", "“soon” is no date", "no date"),
    ("date:2009-02-31", set(), "date 2009-02-31", "“2009-02-31” is no date", "no day"),
    ("colour:dam", set(), "any form of colour and any form of dam", "There is no field “colour”", "unknown field"),
    ("http://dam", set(), "any form of http and any form of dam", "There is no field “http”", "an address"),
    ('"dam', {B, H}, "any form of dam", f"A quotation mark has no partner; its words were {UNREAD}", "quote left open"),
    ("(dam rain", {B, H}, "any form of dam and any form of rain", "A bracket has no partner", "bracket left open"),
    ("dam AND", {B, H}, "any form of dam", "a sign or operator stands where a word should be", "operator at the end"),
    ("dam~1", {B, H}, "any form of dam", "Similar spellings (~)", "not offered"),
    ('"haditha dam"~3', {B}, "“haditha dam”", "Words near each other (~)", "not offered"),
    ("dam^2", {B, H}, "any form of dam", "Weights (^)", "not offered"),
    ("/da.*/", set(), "any form of da", "Regular expressions are refused", "refused"),
    ("&&& dam", {B, H}, "any form of dam", "has no letter or digit", "signs are left out"),
    ("[dam TO rain]", {B, H}, "any form of dam and any form of rain", "is a range", "range of words"),
]  # fmt: skip


@pytest.mark.django_db
def test_what_is_typed_is_read_said_and_found_as_the_table_says() -> None:
    fill()
    wrong = []
    for typed, found, understood, notice, why in READ:
        page = search(SearchQuery(text=typed))
        got = ({hit.cable.reference_id for hit in page.hits}, page.understood, len(page.notices))
        if got != (found, f"Cables that match {understood}." if understood else "", bool(notice)):
            wrong.append((typed, why, *got, page.notices))
        elif notice not in "".join(page.notices):
            wrong.append((typed, why, notice, page.notices))
    assert not wrong, "\n".join(map(str, wrong))


EXACT_IDS = [
    ("09BAKU1", "09BAKU1", "canonical"),
    (" 09 baku 00001 ", "09BAKU1", "blanks, case and zeros"),
    ("Baku 1 (2009)", "09BAKU1", "as prose has it"),
    ("09BAKU9", "", "no such cable"),
    ("09BAKU8", "", "not published"),
    ("haditha dam", "", "no id"),
    ("", "", "nothing"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "found", "why"), EXACT_IDS, ids=[row[2] for row in EXACT_IDS])
def test_a_cable_id_in_any_spelling_is_recognised(typed: str, found: str, why: str) -> None:
    index(make_cable("09BAKU1"), make_cable("09BAKU8", visibility="draft"))
    assert search(SearchQuery(text=typed)).exact_id == found, why


@pytest.mark.django_db
def test_a_prefix_of_too_many_words_is_cut_and_says_so() -> None:
    index(make_cable(paragraphs=[" ".join(f"zz{number:05}" for number in range(EXPANDED_WORDS + 1))]))
    page = search(SearchQuery(text="zz* OR zz0*"))
    assert page.notices == (
        f"“zz*” stands for {EXPANDED_WORDS + 1:,} words; only the first {EXPANDED_WORDS:,} were searched.",
        f"“zz0*” stands for {EXPANDED_WORDS + 1:,} words; only the first 0 were searched.",
    )


@pytest.mark.django_db
def test_an_overlong_query_is_cut_between_words_and_says_so() -> None:
    index(make_cable(paragraphs=["dam"]))
    page = search(SearchQuery(text="dam " * LONGEST_QUERY))
    assert page.total == 1
    assert page.notices == ("The query is longer than 1,000 characters; only its beginning was searched.",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["(" * 400 + "dam" + ")" * 400, "-" * 900 + "dam", "NOT " * 200 + "dam", "a:" * 300 + "dam"]
)
def test_deep_nesting_is_read_as_plain_words(text: str) -> None:
    index(make_cable(paragraphs=["dam"]))
    page = search(SearchQuery(text=text))
    assert "too many brackets or signs" in page.notices[0]


PIECES = st.sampled_from(
    [*"()[]{}\"'~^*?:/\\+-!&|<>=.,;#@\0\n\t ", "AND", "OR", "NOT", "TO", "tag:", "date:", "id:", "subject:", "dam",
     "haditha", "2009", "*", "~2", "^9", "~1.2.3", "“", "[2009 TO", "é", "\ud800", "x" * 99]
)  # fmt: skip


@pytest.mark.django_db
def test_no_text_raises_and_every_text_is_answered() -> None:
    fill()

    @settings(max_examples=400, deadline=None)
    @given(
        st.one_of(
            st.text(max_size=60),
            st.lists(PIECES, max_size=25).map("".join),
            st.lists(PIECES, max_size=25).map(" ".join),
        )
    )
    def ask(text: str) -> None:
        page = search(SearchQuery(text=text))
        assert 0 <= page.total <= 3
        assert all(notice.endswith(".") for notice in page.notices)

    ask()
