"""Browsing by post, TAGS and year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cables.models import Addressee, Tag
from tests.factories import make_cable, make_post
from tests.pages.pages import links, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> None:
    make_cable("09BAKU1", subject="FIRST", tag_codes=["PGOV", "AJ"], sent=date(2009, 4, 1))
    make_cable("09BAKU2", subject="SECOND", tag_codes=["PGOV"], sent=date(2009, 5, 1))
    make_cable("08ANKARA3", post="ANKARA", subject="THIRD", tag_codes=["ODDITY"], sent=date(2008, 5, 1))
    make_cable("08PARIS4", post=None, sent=None, subject="UNDATED", tag_codes=[])


def test_posts_stand_under_their_countries_with_counts(client: Client, archive: None) -> None:
    page = text_of(client, "/posts/")
    assert "2 posts in 2 countries" in page
    assert "A Azerbaijan Embassy Baku 2 cables" in page
    assert "T Turkey Embassy Ankara 1 cable" in page


def test_posts_without_a_country_are_listed_too(client: Client) -> None:
    post = make_post("BAKU")
    post.country = ""
    post.save()
    make_cable("09BAKU1")
    assert "Others No country stated Embassy Baku 1 cable" in text_of(client, "/posts/")


def test_a_post_has_its_years_its_cables_and_a_search(client: Client, archive: None) -> None:
    page = text_of(client, "/posts/BAKU/")
    assert "Embassy Baku BAKU · Embassy · Azerbaijan" in page
    assert "2 cables, newest first" in page
    assert page.index("SECOND") < page.index("FIRST")
    assert "By year 2009 2 cables" in page
    found = links(client.get("/posts/BAKU/").content.decode())
    assert "/?q=&f[post]=BAKU" in found
    assert "/?q=&f[post]=BAKU&f[date]=2009" in found


def test_a_post_that_was_only_written_to_has_a_page_without_cables(client: Client, archive: None) -> None:
    from_baku = make_cable("09BAKU9")
    Addressee.objects.create(cable=from_baku, role="info", position=0, name="AMEMBASSY OSLO", post=make_post("OSLO"))
    assert "No cable from here is in the archive" in text_of(client, "/posts/OSLO/")
    assert client.get("/posts/TOKYO/").status_code == 404


def test_tags_stand_by_kind_with_names_and_counts(client: Client, archive: None) -> None:
    page = text_of(client, "/tags/")
    assert "Subjects 1 What a cable is about" in page
    assert "PGOV Internal Governmental Affairs 2 cables" in page
    assert "AJ Azerbaijan 1 cable" in page
    assert "Other codes 1" in page
    assert "ODDITY 1 cable" in page


def test_kinds_with_very_many_tags_show_the_most_used_and_lead_to_all(client: Client) -> None:
    cable = make_cable("09BAKU1")
    cable.tags.add(*Tag.objects.bulk_create(Tag(code=f"P{number:04}", kind="person") for number in range(700)))
    make_cable("09BAKU2", tag_codes=["P0699"])
    page = text_of(client, "/tags/")
    assert "The 240 most used are shown. All 700" in page
    assert "P0699 2 cables" in page
    assert "P0698" not in page
    assert "P0599" in text_of(client, "/tags/?kind=person")
    assert "P0698 1 cable" in text_of(client, "/tags/?kind=person&page=2")


def test_a_tag_has_its_name_years_cables_and_a_search(client: Client, archive: None) -> None:
    page = text_of(client, "/tags/PGOV/")
    assert "Internal Governmental Affairs PGOV · Subjects" in page
    assert "2 cables, newest first" in page
    assert "/?q=&f[tag]=PGOV&f[date]=2009" in links(client.get("/tags/PGOV/").content.decode())


def test_years_count_their_cables_and_the_undated(client: Client, archive: None) -> None:
    page = text_of(client, "/years/")
    assert "3 cables in 2 years. 1 cable without a date can be searched ." in page
    assert "2008 1 cable 2009 2 cables" in page


def test_a_year_has_its_months_and_can_be_read_by_month(client: Client, archive: None) -> None:
    page = text_of(client, "/years/2009/")
    assert "By month April 1 cable May 1 cable" in page
    assert "FIRST" in page
    assert "SECOND" in page
    april = text_of(client, "/years/2009/?month=4")
    assert "April 2009" in april
    assert "FIRST" in april
    assert "SECOND" not in april


@pytest.mark.parametrize(
    "address",
    ["/posts/NOWHERE/", "/tags/NOTHING/", "/tags/?kind=colour", "/years/2011/", "/years/0/", "/years/99999/",
     "/posts/%00/", "/tags/%00/", "/tags/?kind=%00", "/years/2009/x/"],
)  # fmt: skip
def test_what_is_not_here_is_not_found(client: Client, archive: None, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/posts/BAKU/?page=99", "/posts/BAKU/?page=x", "/years/2009/?month=13&page=0"])
def test_a_page_that_does_not_exist_gives_the_nearest(client: Client, archive: None, address: str) -> None:
    assert "2 cables, newest first" in text_of(client, address)


def test_long_lists_come_in_pages(client: Client) -> None:
    for number in range(1, 61):
        make_cable(f"09BAKU{number}", subject=f"NUMBER {number}.", sent=date(2009, 1 + number // 28, 1 + number % 28))
    first = text_of(client, "/posts/BAKU/")
    last = text_of(client, "/posts/BAKU/?page=3")
    assert "NUMBER 60." in first
    assert "NUMBER 10." not in first
    assert "NUMBER 10." in last
    assert "Page 1 Page 2 Page 3 Next →" in first
    assert "noindex" in client.get("/posts/BAKU/?page=3").content.decode()


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/posts/", 2), ("/posts/BAKU/", 8), ("/tags/", 2), ("/tags/?kind=subject", 3), ("/tags/PGOV/", 8),
     ("/years/", 3), ("/years/2009/", 7), ("/years/2009/?month=4", 7)],
)  # fmt: skip
def test_browsing_costs_a_fixed_number_of_queries(
    client: Client, archive: None, django_assert_num_queries: Any, address: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        client.get(address)
    for number in range(10, 70):
        post = ["BAKU", "PARIS", "TOKYO"][number % 3]
        cable = make_cable(f"09{post}{number}", post=post, tag_codes=["PGOV", "PREL"], captions=["SIPDIS", "NODIS"])
        Addressee.objects.create(cable=cable, role="action", position=0, name="DEPT", post=make_post("STATE"))
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("address", ["/posts/baku/", "/posts/Baku/", "/tags/pgov/"])
def test_codes_in_small_letters_lead_to_their_page(client: Client, address: str) -> None:
    make_cable("09BAKU1")
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (
        301,
        address.upper().replace("POSTS", "posts").replace("TAGS", "tags"),
    )
    assert client.get("/posts/nowhere/", follow=True).status_code == 404
