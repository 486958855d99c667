"""A facet on a page of its own."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from cables.forms import SearchForm
from cables.models import Visibility
from cables.search import SearchQuery, SearchUnavailable, rebuild
from cables.views import narrowing
from tests.factories import make_cable
from tests.pages.pages import links, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> None:
    make_cable("09BAKU1", subject="DAM", tag_codes=["PGOV", "ECON", "AJ"], classification="SECRET")
    make_cable("09ANKARA2", post="ANKARA", subject="DAM", tag_codes=["PGOV", "TU"])
    make_cable("09ISTANBUL3", post="ISTANBUL", subject="DAM", tag_codes=["EFIN", "TU"])
    make_cable("09PARIS4", post="PARIS", subject="HARBOR", tag_codes=["KDEM"])
    make_cable("09TOKYO5", post="TOKYO", subject="DAM", tag_codes=["PHUM"], visibility=Visibility.WITHHELD)
    rebuild()


def form_fields(html: str, action: str) -> list[tuple[str, str]]:
    form = html.split(f'<form action="{action}"')[1].split("</form>")[0]
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return [(unescape(name), unescape(value)) for name, value in hidden]


def test_posts_stand_by_country(client: Client, archive: None) -> None:
    page = text_of(client, "/facets/post/?q=dam")
    assert "In the cables found for dam" in page
    assert page.index("Azerbaijan Embassy Baku 1 cable") < page.index("Turkey")
    assert page.index("Turkey") < page.index("Embassy Ankara 1 cable")
    assert "Paris" not in page
    assert "Tokyo" not in page


def test_values_are_found_by_the_beginning_of_their_code_or_name(client: Client, archive: None) -> None:
    page = text_of(client, "/facets/tag-subject/?q=dam&start=eco")
    assert "ECON Economic Conditions 1 cable" in page
    assert "PGOV" not in page
    assert "PGOV" in text_of(client, "/facets/tag-subject/?q=dam&start=gov")
    assert "None begins so." in text_of(client, "/facets/tag-subject/?q=dam&start=zzz")


def test_the_forms_keep_the_search(client: Client, archive: None) -> None:
    asked = "q=dam&f[post]=BAKU&f[-class]=UNCLASSIFIED&from=2009-01-01&sort=oldest"
    html = client.get(f"/facets/post/?{asked}").content.decode()
    assert 'name="f[post]" value="BAKU" checked' in html
    kept = form_fields(html, "/")
    assert ("f[post]", "BAKU") not in kept, "its checkbox sends it"
    data = QueryDict(mutable=True)
    for name, value in [*kept, ("f[post]", "ANKARA")]:
        data.appendlist(name, value)
    assert SearchForm(data).query == SearchQuery(
        "dam", {"post": ("ANKARA",)}, {"class": ("UNCLASSIFIED",)}, date(2009, 1, 1), sort="oldest"
    )
    assert ("f[post]", "BAKU") in form_fields(html, "/facets/post/")
    assert f"/?{asked}" in links(html)


def test_it_is_not_for_crawlers(client: Client, archive: None) -> None:
    html = client.get("/facets/post/?q=dam").content.decode()
    assert '<meta name="robots" content="noindex">' in html
    for anchor in html.split("<a ")[1:]:
        if "f[" in anchor.split(">")[0]:
            assert "nofollow" in anchor.split(">")[0]


@pytest.mark.parametrize("key", ["colour", "tag", "", "%00"])
def test_a_filter_that_is_none_is_not_found(client: Client, archive: None, key: str) -> None:
    assert client.get(f"/facets/{key}/?q=dam").status_code == 404


@pytest.mark.parametrize("start", ["%00", "%ff", "(" * 300, "<b>", "*"])
def test_strange_beginnings_are_answered(client: Client, archive: None, start: str) -> None:
    assert client.get(f"/facets/post/?q=dam&start={start}").status_code == 200


def test_endless_facets_end_and_say_so(client: Client, archive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "VALUES_ON_A_PAGE", 2)
    assert "1 rarer one is not listed." in text_of(client, "/facets/post/?q=dam")


def test_when_search_is_down_it_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise SearchUnavailable("The index cannot be read.")

    monkeypatch.setattr(narrowing, "facet_values", broken)
    assert "The index cannot be read." in text_of(client, "/facets/post/?q=dam", status=503)


def test_it_costs_a_fixed_number_of_queries(client: Client, archive: None, django_assert_num_queries: Any) -> None:
    client.get("/facets/post/?q=dam")
    with django_assert_num_queries(2):
        client.get("/facets/post/?q=dam")
    for number in range(10, 40):
        make_cable(f"09ROME{number}", post="ROME", subject="DAM", tag_codes=["PGOV", "PREL"])
    rebuild()
    client.get("/facets/post/?q=dam")
    with django_assert_num_queries(2):
        client.get("/facets/post/?q=dam")
