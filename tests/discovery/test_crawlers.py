"""What crawlers are told: rules and sitemaps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from protego import Protego

from cables.discovery import crawlers
from cables.models import Cable, Visibility
from tests.factories import make_cable

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def body(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return response.getvalue()


def located(content: bytes) -> list[str]:
    return [str(text) for text in etree.fromstring(content).xpath("//s:loc/text()", namespaces=NAMES)]


OPEN = ["/", "/cables/09BAKU266/", "/posts/", "/posts/BAKU/", "/tags/PGOV/", "/years/2009/", "/cited/", "/help/",
        "/sitemap.xml", "/sitemap-cables-1.xml", "/posts/BAKU/feed.atom", "/static/base.css"]  # fmt: skip
CLOSED = ["/?f[tag]=PGOV", "/?q=dam&f%5Btag%5D=PGOV", "/?q=dam", "/?q=", "/?from=2009", "/?q=dam&to=2009",
          "/?sort=newest",
          "/?q=dam&page=2", "/posts/BAKU/?page=2", "/cables/09BAKU266/?q=dam", "/cables/09BAKU266/?at=p3",
          "/feed.atom?q=dam",
          "/feed.atom", "/admin/", "/suggest/?q=d", "/oai?verb=Identify", "/export/x.csv", "/facets/post/", "/account/",
          "/unapi/?id=x", "/tags/?kind=place", "/api/v1/cables/"]  # fmt: skip


def test_crawlers_read_cables_and_browse_and_leave_filters_alone(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain"
    rules = Protego.parse(response.content.decode())
    site = "http://testserver"
    assert [address for address in OPEN if not rules.can_fetch(site + address, "Anybot")] == []
    assert [address for address in CLOSED if rules.can_fetch(site + address, "Anybot")] == []
    assert list(rules.sitemaps) == ["http://testserver/sitemap.xml"]


def test_every_published_cable_is_in_a_sitemap_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawlers, "ADDRESSES_A_FILE", 3)
    for number in range(1, 9):
        make_cable(f"09BAKU{number}")
    make_cable("A B&<", post=None)
    for reference_id, visibility in [("09BAKU3", Visibility.DRAFT), ("09BAKU5", Visibility.WITHHELD)]:
        Cable.objects.filter(reference_id=reference_id).update(visibility=visibility)
    files = located(body(client, "/sitemap.xml"))
    assert files[0] == "http://testserver/sitemap-pages.xml"
    cables = [address for file in files[1:] for address in located(body(client, file))]
    assert cables == [
        *(f"http://testserver/cables/09BAKU{number}/" for number in (1, 2, 4, 6, 7, 8)),
        "http://testserver/cables/A%20B&%3C/",
    ]
    assert all(len(located(body(client, file))) <= 3 for file in files[1:])
    for address in located(body(client, "/sitemap-pages.xml")):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999999"])
def test_a_sitemap_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    make_cable()
    Cable.objects.update(visibility=Visibility.WITHHELD)
    assert client.get(f"/sitemap-cables-{number}.xml").status_code == 404
    assert client.get("/sitemap-cables-1.xml").status_code == 404


def test_sitemaps_are_asked_for_again_only_when_something_changed(client: Client) -> None:
    for number in (1, 2):
        make_cable(f"09BAKU{number}")
    Cable.objects.update(changed_at=datetime(2026, 1, 2, tzinfo=UTC))
    first = client.get("/sitemap-cables-1.xml")
    assert b"<lastmod>2026-01-02T00:00:00Z</lastmod>" in first.getvalue()
    known = {"If-None-Match": first["ETag"]}
    assert client.get("/sitemap-cables-1.xml", headers=known).status_code == 304
    assert first["Cache-Control"] == "public, max-age=3600"
    index = client.get("/sitemap.xml")
    since = {"If-Modified-Since": index["Last-Modified"]}
    assert client.get("/sitemap.xml", headers=since).status_code == 304
    Cable.objects.filter(reference_id="09BAKU2").update(visibility=Visibility.WITHHELD)
    assert client.get("/sitemap-cables-1.xml", headers=known).status_code == 200


def test_sitemaps_cost_the_same_queries_whatever_is_in_them(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(1, 20):
        make_cable(f"09BAKU{number}")
        if number in (1, 19):
            for address, queries in [("/sitemap.xml", 3), ("/sitemap-cables-1.xml", 3), ("/sitemap-pages.xml", 3)]:
                with django_assert_num_queries(queries):
                    body(client, address)
