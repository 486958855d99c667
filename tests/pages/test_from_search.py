"""A cable that a search led to: words marked, neighbours, the way back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cables.models import Cable, Paragraph, Visibility
from cables.search import SearchUnavailable, drain, rebuild
from cables.views import reading, searched
from tests.factories import make_cable
from tests.pages.pages import links, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> None:
    """Thirty cables on dams, one a day, and one that is not."""
    for number in range(1, 31):
        make_cable(f"09BAKU{number}", subject=f"DAMS {number}", sent=date(2009, 4, number), paragraphs=["A dam.", "x"],
                   tag_codes=["PGOV" if number % 2 else "ECON"])  # fmt: skip
    make_cable("09ANKARA1", post="ANKARA", subject="HARBORS", paragraphs=["Ships."])
    rebuild()


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_what_was_found_is_marked_in_subject_and_text(client: Client, archive: None) -> None:
    html = page_of(client, "/cables/09BAKU5/?q=dam")
    assert "<h1><mark>DAMS</mark> 5</h1>" in html
    assert 'A <mark id="match-1">dam</mark>.' in html
    assert 'href="#match-1"' in html
    assert "<mark" not in page_of(client, "/cables/09BAKU5/")


def test_a_cable_knows_its_neighbours_in_the_search_and_the_page_of_results_it_is_on(
    client: Client, archive: None
) -> None:
    html = page_of(client, "/cables/09BAKU25/?q=dam&sort=oldest")
    assert "25 of 30" in text_of(client, "/cables/09BAKU25/?q=dam&sort=oldest")
    found = links(html)
    assert "/cables/09BAKU24/?q=dam&sort=oldest" in found
    assert "/cables/09BAKU26/?q=dam&sort=oldest" in found
    assert "/?q=dam&sort=oldest&page=2" in found


def test_filters_belong_to_the_search(client: Client, archive: None) -> None:
    address = "/cables/09BAKU5/?q=dam&f[tag]=PGOV&sort=oldest"
    assert "3 of 15" in text_of(client, address)
    assert "/cables/09BAKU7/?q=dam&f[tag]=PGOV&sort=oldest" in links(page_of(client, address))


def test_the_first_and_the_last_have_one_neighbour(client: Client, archive: None) -> None:
    assert "Previous cable found" not in page_of(client, "/cables/09BAKU1/?q=dam&sort=oldest")
    assert "Next cable found" not in page_of(client, "/cables/09BAKU30/?q=dam&sort=oldest")


def test_a_search_that_does_not_find_the_cable_still_has_a_way_back(client: Client, archive: None) -> None:
    html = page_of(client, "/cables/09ANKARA1/?q=dam")
    assert "/?q=dam" in links(html)
    assert "<mark" not in html


def test_the_canonical_address_has_no_search_and_what_has_one_is_not_indexed(client: Client, archive: None) -> None:
    plain, searched = page_of(client, "/cables/09BAKU5/"), page_of(client, "/cables/09BAKU5/?q=dam")
    canonical = '<link rel="canonical" href="http://testserver/cables/09BAKU5/">'
    assert canonical in plain
    assert canonical in searched
    assert 'content="noindex"' in searched
    assert 'content="noindex"' not in plain


def test_the_switch_to_the_received_text_keeps_the_search(client: Client, archive: None) -> None:
    Paragraph.objects.filter(cable__reference_id="09BAKU5", position=0).update(repairs=[[0, "4", "A"]])
    found = links(page_of(client, "/cables/09BAKU5/?q=dam&f[tag]=PGOV"))
    assert "/cables/09BAKU5/?q=dam&f[tag]=PGOV&text=received" in found
    received = page_of(client, "/cables/09BAKU5/?q=dam&text=received")
    assert '<span class="received">4</span> <mark id="match-1">dam</mark>.' in received


def test_a_withheld_neighbour_is_passed_over(client: Client, archive: None) -> None:
    Cable.objects.filter(reference_id="09BAKU6").update(visibility=Visibility.WITHHELD)
    assert "/cables/09BAKU6/" not in "".join(links(page_of(client, "/cables/09BAKU5/?q=dam&sort=oldest")))
    drain()


HOSTILE = ['"><script>alert(1)</script>', "((((", "\x00", "x" * 2000, "subject:", "%", "&f[tag]=1", "<mark>"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_searches_are_text(client: Client, archive: None, text: str) -> None:
    response = client.get("/cables/09BAKU5/", {"q": text, "f[tag]": text, "page": text, "at": text, "part": text})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


SEARCHED_QUERIES = 20


@pytest.mark.parametrize("address", ["/cables/09BAKU1/?q=dam", "/cables/09BAKU15/?q=dam&sort=oldest&f[tag]=PGOV"])
def test_a_searched_page_costs_a_fixed_number_of_queries(
    client: Client, archive: None, django_assert_num_queries: Any, address: str
) -> None:
    client.get(address)
    with django_assert_num_queries(SEARCHED_QUERIES):
        client.get(address)


def test_an_index_that_cannot_be_read_leaves_the_cable_readable(
    client: Client, archive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object) -> None:
        raise SearchUnavailable("The index cannot be read. Run: manage.py rebuildindex.")

    monkeypatch.setattr(searched, "neighbours", refuse)
    monkeypatch.setattr(reading, "similar", refuse)
    page = text_of(client, "/cables/09BAKU5/?q=dam")
    assert "A dam." in page
    assert "The index cannot be read. Run: manage.py rebuildindex." in page
    assert "They cannot be found while the search index cannot be read." in page
    assert "/?q=dam" in links(page_of(client, "/cables/09BAKU5/?q=dam"))
