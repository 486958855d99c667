"""The advanced search: boxes that write the query language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cables.forms import AdvancedForm, SearchForm
from cables.models import Classification
from cables.search import SearchQuery, rebuild, search
from tests.factories import make_cable, make_post
from tests.pages.pages import text_of

WRITTEN = [
    ("all=water+rights", SearchQuery("water rights"), "all words"),
    ("all=irrigat*", SearchQuery("irrigat*"), "a star stays a star"),
    ("all=R%26D+AND", SearchQuery('"R&D" "AND"'), "what the language would read as more than a word is quoted"),
    ("all=a:b+-c+(d", SearchQuery('"a:b" "-c" "(d"'), "signs of the language are no signs here"),
    ("phrase=end+of+%22the%22+river", SearchQuery('"end of the river"'), "a phrase; its own quotes are dropped"),
    ("any=dam+river", SearchQuery("(dam OR river)"), "any of them"),
    ("any=dam", SearchQuery("dam"), "one alone needs no brackets"),
    ("all=water&none=dam+bottled", SearchQuery("water -dam -bottled"), "none of them"),
    ("near=water+rights&distance=5", SearchQuery('"water rights"~5'), "near each other"),
    ("near=water+rights", SearchQuery('"water rights"~10'), "near without a number"),
    ("paragraph=iran+pipeline", SearchQuery("para:(iran pipeline)"), "in one paragraph"),
    ("paragraph=iran&mark=S/NF", SearchQuery('para:(iran mark:"S/NF")'), "in one paragraph with a mark"),
    ("mark=C", SearchQuery("mark:C"), "a mark alone"),
    ("subject=dam+asks", SearchQuery("subject:dam subject:asks"), "words of the subject"),
    ("sender=baku&addressee=ankara", SearchQuery("from:baku to:ankara"), "from and to"),
    ("tags=PGOV,+TU", SearchQuery("tag:PGOV tag:TU"), "TAGS, with or without commas"),
    (
        "levels=SECRET&levels=TOP+SECRET",
        SearchQuery(selected={"class": ("SECRET", "TOP SECRET")}),
        "levels are a filter",
    ),
    ("post=BAKU", SearchQuery(selected={"post": ("BAKU",)}), "the post is a filter"),
    (
        "first=2008&last=2009-02",
        SearchQuery(date_from=date(2008, 1, 1), date_to=date(2009, 2, 28)),
        "dates are those of the search page",
    ),
    ("unit=paragraphs&all=dam", SearchQuery("dam", unit="paragraphs"), "paragraphs as hits"),
    ("all=%22%22+%5C&phrase=...", SearchQuery(""), "what has no letter or digit says nothing"),
]


def read(address: str) -> AdvancedForm:
    return AdvancedForm(QueryDict(address), Classification.choices)


@pytest.mark.parametrize(("address", "query", "why"), WRITTEN, ids=[row[2] for row in WRITTEN])
def test_the_boxes_write_a_search(address: str, query: SearchQuery, why: str) -> None:
    form = read(address)
    assert form.is_valid(), form.errors
    assert form.query == query, why


REFUSED = [
    ("distance=many", [("distance", "“many” is no number of words between others; give 1 to 100.")]),
    ("first=April", [("first", "“April” is no date to start from; write 2009, 2009-04 or 2009-04-06.")]),
    ("last=2009-02-30", [("last", "“2009-02-30” is no date to end with; write 2009, 2009-04 or 2009-04-06.")]),
    ("levels=RED", [("levels", "“RED” is no classification.")]),
    ("unit=words", [("unit", "“words” cannot be searched for; choose cables or paragraphs.")]),
    ("mark=" + "x" * 41, [("mark", "“" + "x" * 39 + "…” is too long, or has characters that no text has.")]),
]


@pytest.mark.parametrize(("address", "faults"), REFUSED, ids=[row[0][:20] for row in REFUSED])
def test_what_cannot_be_read_is_named(address: str, faults: list[tuple[str, str]]) -> None:
    assert read(address).faults == faults


@pytest.mark.django_db
def test_the_form_leads_to_the_search_and_keeps_what_was_typed_where_it_cannot(client: Client) -> None:
    make_cable("09BAKU1")
    assert "Embassy Baku" in text_of(client, "/advanced/")
    found = client.get("/advanced/?go=1&all=water+rights&levels=SECRET&first=2009&unit=cables")
    assert (found.status_code, found["Location"]) == (302, "/?q=water+rights&f[class]=SECRET&from=2009-01-01")
    html = client.get("/advanced/?go=1&all=%22water%22&first=April&post=BAKU").content.decode()
    assert 'href="#first">“April” is no date to start from' in html
    assert 'value="&quot;water&quot;"' in html
    assert '<option value="BAKU" selected>' in html
    assert "noindex" in html


@pytest.mark.django_db
def test_an_empty_form_leads_to_all_cables(client: Client) -> None:
    assert client.get("/advanced/?go=1")["Location"] == "/?q="


@pytest.mark.django_db
def test_the_form_costs_a_fixed_number_of_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_cable("09BAKU1")
    with django_assert_num_queries(2):
        client.get("/advanced/")
    make_post("ANKARA")
    for number in range(10, 30):
        make_cable(f"09ANKARA{number}", post="ANKARA")
    with django_assert_num_queries(2):
        client.get("/advanced/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("all=water&none=dam", {"09BAKU1"}),
        ("phrase=water+rights", {"09BAKU1"}),
        ("any=dam+irrigation", {"09BAKU1", "09BAKU2"}),
        ("tags=TU", {"09BAKU2"}),
        ("subject=commission", {"09BAKU1"}),
    ],
)
def test_what_the_boxes_write_finds_what_they_say(address: str, found: set[str]) -> None:
    make_cable("09BAKU1", subject="COMMISSION", paragraphs=["The water rights on the river. Irrigation."])
    make_cable("09BAKU2", subject="OTHER", paragraphs=["A dam. Rights of water."], tag_codes=["TU"])
    rebuild()
    form = read(address)
    assert form.is_valid()
    page = search(form.query)
    assert {hit.cable.reference_id for hit in page.hits} == found
    assert page.notices == ()


boxes = st.sampled_from(["all", "phrase", "any", "none", "near", "distance", "paragraph", "mark", "subject", "sender",
                         "addressee", "tags", "levels", "post", "first", "last", "unit"])  # fmt: skip


@given(st.dictionaries(boxes, st.text(max_size=40), max_size=6))
def test_no_boxes_raise_and_what_they_write_is_an_address(typed: dict[str, str]) -> None:
    data = QueryDict(mutable=True)
    data.update(typed)
    form = AdvancedForm(data, Classification.choices)
    if form.is_valid():
        assert form.query.text.count('"') % 2 == 0
    else:
        assert all(sentence.endswith(".") for _, sentence in form.faults)
    assert SearchForm(data).query is not None
