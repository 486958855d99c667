"""Addresses of the search page, read and written."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cables.forms import FACET_NAMES, PAGE_SIZES, SORTS, UNITS, SearchForm, query_string
from cables.search import NOT_STATED, SearchQuery

READ = [
    ("q=dam", SearchQuery(text="dam"), "words"),
    ("q=+dam++", SearchQuery(text="dam"), "blanks around are dropped"),
    ("f[tag]=PGOV&f[tag]=AJ", SearchQuery(selected={"tag": ("PGOV", "AJ")}), "several values of a filter"),
    ("f%5Btag%5D=PGOV", SearchQuery(selected={"tag": ("PGOV",)}), "brackets as forms send them"),
    ("f[-tag]=PGOV", SearchQuery(excluded={"tag": ("PGOV",)}), "left out"),
    ("f[tag]=PGOV&f[tag]=PGOV", SearchQuery(selected={"tag": ("PGOV",)}), "the same value twice counts once"),
    ("f[tag]=", SearchQuery(), "an empty value is none"),
    ("f[tag]=CLINTON,+HILLARY", SearchQuery(selected={"tag": ("CLINTON, HILLARY",)}), "commas belong to the value"),
    ("f[date]=2009-04", SearchQuery(selected={"date": ("2009-04",)}), "a month"),
    (f"f[date]={NOT_STATED}", SearchQuery(selected={"date": (NOT_STATED,)}), "cables without a date"),
    (
        "from=2009&to=2009",
        SearchQuery(date_from=date(2009, 1, 1), date_to=date(2009, 12, 31)),
        "a year alone is its first day, or its last",
    ),
    (
        "from=2008-2&to=2008-02",
        SearchQuery(date_from=date(2008, 2, 1), date_to=date(2008, 2, 29)),
        "a month alone, in a leap year",
    ),
    (
        "from=2009-04-06&to=",
        SearchQuery(date_from=date(2009, 4, 6)),
        "a day, and no end",
    ),
    (
        "from=april+2009&to=6+May+2009",
        SearchQuery(date_from=date(2009, 4, 1), date_to=date(2009, 5, 6)),
        "months as words",
    ),
    (
        "from=Apr.+6,+2009&to=Sept+2009",
        SearchQuery(date_from=date(2009, 4, 6), date_to=date(2009, 9, 30)),
        "months cut short, the day behind",
    ),
    ("in=paragraphs", SearchQuery(unit="paragraphs"), "paragraphs as hits"),
    ("sort=oldest&page=3&size=50", SearchQuery(sort="oldest", page=3, page_size=50), "order, page and size"),
]


@pytest.mark.parametrize(("address", "query", "why"), READ, ids=[row[2] for row in READ])
def test_an_address_is_read(address: str, query: SearchQuery, why: str) -> None:
    form = SearchForm(QueryDict(address))
    assert (form.query, form.notices) == (query, ()), why


REFUSED = [
    ("page=x", "“x” is no page number, so this is page 1.", "not a number"),
    ("page=0", "“0” is no page number, so this is page 1.", "pages begin with 1"),
    ("page=" + "9" * 30, "“" + "9" * 30 + "” is no page number, so this is page 1.", "no archive has so many"),
    ("sort=length", "“length” is no order; choose relevance, newest or oldest.", "unknown order"),
    ("size=7", "“7” is no page size; choose 20, 50 or 100.", "unknown size"),
    ("in=words", "“words” cannot be searched for; choose cables or paragraphs.", "unknown unit"),
    ("from=April", "“April” is no date to start from; write 2009, 2009-04 or 2009-04-06.", "a word"),
    ("to=2009-02-30", "“2009-02-30” is no date to end with; write 2009, 2009-04 or 2009-04-06.", "no such day"),
    ("from=0000", "“0000” is no date to start from; write 2009, 2009-04 or 2009-04-06.", "no year 0"),
    (
        "q=" + "x" * 1001,
        "The search text may have at most 1,000 characters and no null characters. It was not used.",
        "too long",
    ),
    (
        "q=%00",
        "The search text may have at most 1,000 characters and no null characters. It was not used.",
        "null character",
    ),
    (
        "f[colour]=red",
        "There is no filter “colour”; there are class, precedence, caption, post, country, date, tag. It was not used.",
        "unknown filter",
    ),
    (
        "f[date]=soon",
        "“soon” is no year or month; write 2009 or 2009-04. It was not used.",
        "a date filter takes years and months",
    ),
    (
        "f[date]=2009-13",
        "“2009-13” is no year or month; write 2009 or 2009-04. It was not used.",
        "no thirteenth month",
    ),
    ("f[tag]=%00", "“\ufffd” is no value of the filter “tag”. It was not used.", "null character in a filter"),
]


@pytest.mark.parametrize(("address", "sentence", "why"), REFUSED, ids=[row[2] for row in REFUSED])
def test_what_cannot_be_read_is_left_out_with_a_sentence(address: str, sentence: str, why: str) -> None:
    form = SearchForm(QueryDict(address))
    assert (form.query, form.notices) == (SearchQuery(), (sentence,)), why


def test_too_many_filter_values_are_refused_as_a_whole() -> None:
    form = SearchForm(QueryDict("&".join(f"f[tag]=T{number}" for number in range(201))))
    assert form.query == SearchQuery()
    assert form.notices == ("The filters cannot be used: at most 200 values fit in one search.",)


@pytest.mark.parametrize(
    ("address", "blank"),
    [("", True), ("utm_source=x", True), ("q=", False), ("page=2", False), ("f[tag]=AJ", False), ("f[x]=1", False)],
)
def test_a_first_visit_is_an_address_that_says_nothing(address: str, blank: bool) -> None:
    assert SearchForm(QueryDict(address)).is_blank is blank


names = st.sampled_from(["class", "caption", "post", "country", "tag"])
plain = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=20)
choices = st.dictionaries(names, st.lists(plain, min_size=1, max_size=3, unique=True).map(tuple), max_size=3)
queries = st.builds(
    SearchQuery,
    text=plain | st.just(""),
    selected=choices,
    excluded=choices,
    date_from=st.none() | st.dates(min_value=date(1000, 1, 1)),
    date_to=st.none() | st.dates(min_value=date(1000, 1, 1)),
    sort=st.sampled_from(list(SORTS)),
    page=st.integers(1, 10**9),
    page_size=st.sampled_from(PAGE_SIZES),
    unit=st.sampled_from(list(UNITS)),
)


@given(queries)
def test_a_search_written_as_a_link_is_read_back_as_itself(query: SearchQuery) -> None:
    form = SearchForm(QueryDict(query_string(query)[1:]))
    assert (form.query, form.notices) == (query, ())


keys = st.sampled_from(
    ["q", "from", "to", "sort", "page", "size", "in", "f[tag]", "f[-date]", "f[date]", "f[]", "f[-]"]
)


@given(st.lists(st.tuples(keys | st.text(max_size=8), st.text(max_size=60)), max_size=8))
def test_no_address_raises(pairs: list[tuple[str, str]]) -> None:
    data = QueryDict(mutable=True)
    for key, value in pairs:
        data.appendlist(key, value)
    form = SearchForm(data)
    assert isinstance(form.query, SearchQuery)
    assert set(form.query.selected) | set(form.query.excluded) <= set(FACET_NAMES)
    assert all(notice.endswith(".") for notice in form.notices)
