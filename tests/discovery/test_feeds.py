"""Feeds of additions, and the search box of browsers."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from lxml import etree

from cables.ingest import reindex, set_visibility
from cables.models import Cable, Visibility
from cables.search import drain, rebuild
from tests.factories import make_cable
from tests.pages.pages import text_of

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.fixture
def archive() -> None:
    """Four cables, each of which was found before the next one came; the last is the oldest by date."""
    for number, subject in enumerate(["DAM ONE", "DAM TWO", "HARBOR", "DAM <THREE> & MORE\x0b"], start=1):
        make_cable(f"{10 - number:02}BAKU{number}", subject=subject, tag_codes=["PGOV", "AJ"][: 1 + number % 2])
        reindex(cables=Cable.objects.all())
        rebuild()
        Client().get("/feed.atom")


def entries(address: str) -> list[str]:
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return [str(text) for text in etree.fromstring(response.content).xpath("//a:entry/a:title/text()", namespaces=ATOM)]


def test_a_feed_has_what_a_search_finds_the_last_added_first(archive: None) -> None:
    assert entries("/feed.atom?q=dam") == ["DAM <THREE> & MORE", "DAM TWO", "DAM ONE"]
    assert entries("/feed.atom?q=dam&sort=oldest&f[tag]=AJ") == ["DAM ONE"]
    assert entries("/feed.atom?q=zebra") == []
    assert entries("/posts/BAKU/feed.atom") == entries("/feed.atom")
    assert entries("/tags/AJ/feed.atom") == ["HARBOR", "DAM ONE"]
    for address in ["/posts/NOWHERE/feed.atom", "/tags/NONE/feed.atom"]:
        assert Client().get(address).status_code == 404


def test_an_entry_says_what_a_reader_must_know(archive: None) -> None:
    root = etree.fromstring(Client().get("/feed.atom?q=dam%20one").content)
    (entry,) = root.xpath("//a:entry", namespaces=ATOM)
    url = "http://testserver/cables/09BAKU1/"
    assert entry.findtext("a:id", namespaces=ATOM) == entry.find("a:link", namespaces=ATOM).get("href") == url
    assert entry.findtext("a:summary", namespaces=ATOM) == "09BAKU1, 6 April 2009, Embassy Baku, UNCLASSIFIED"
    assert [one.get("term") for one in entry.findall("a:category", namespaces=ATOM)] == ["PGOV", "AJ"]
    assert entry.findtext("a:author/a:name", namespaces=ATOM) == "Embassy Baku"
    assert root.findtext("a:id", namespaces=ATOM) == "http://testserver/feed.atom?q=dam+one"
    updated = [one.text for one in root.iterfind(".//a:updated", ATOM)]
    assert len(set(updated)) == 1


def test_what_a_telegram_says_breaks_no_feed() -> None:
    make_cable("09BAKU1", post=None, sender="", tag_codes=["CLINTON, ÉVE\x0b 100%25"])
    reindex(cables=Cable.objects.all())
    rebuild()
    root = etree.fromstring(Client().get("/tags/" + quote("CLINTON, ÉVE\x0b 100%25") + "/feed.atom").content)
    own = "http://testserver/tags/CLINTON,%20%C3%89VE%0B%20100%2525/feed.atom"
    assert root.findtext("a:id", namespaces=ATOM) == own
    assert [one.get("href") for one in root.iterfind("a:link[@rel='self']", ATOM)] == [own]
    assert root.findtext("a:title", namespaces=ATOM) == "Reftel: CLINTON, ÉVE 100%25"
    assert root.findtext("a:author/a:name", namespaces=ATOM) == "Reftel", "an entry without one needs it"


def test_what_could_not_be_read_is_said(archive: None) -> None:
    root = etree.fromstring(Client().get("/feed.atom?q=dam&from=soon").content)
    assert "“soon” is no date" in root.findtext("a:subtitle", namespaces=ATOM)


def test_what_is_withdrawn_leaves_the_feed_at_once(archive: None) -> None:
    set_visibility(cables=Cable.objects.filter(reference_id="08BAKU2"), visibility=Visibility.WITHHELD)
    assert entries("/feed.atom?q=dam") == ["DAM <THREE> & MORE", "DAM ONE"]
    drain()
    assert entries("/feed.atom?q=dam") == ["DAM <THREE> & MORE", "DAM ONE"]


def test_a_feed_is_sent_again_only_when_it_changed(archive: None) -> None:
    client = Client()
    first = client.get("/feed.atom?q=dam")
    known = {"If-None-Match": first["ETag"]}
    assert first["Cache-Control"] == "public, max-age=300"
    assert client.get("/feed.atom?q=dam", headers=known).status_code == 304
    set_visibility(cables=Cable.objects.filter(reference_id="09BAKU1"), visibility=Visibility.DRAFT)
    assert client.get("/feed.atom?q=dam", headers=known).status_code == 200


def test_a_feed_costs_the_same_queries_whatever_is_in_it(archive: None, django_assert_max_num_queries: Any) -> None:
    for number in range(20, 30):
        make_cable(f"09BAKU{number}", subject="DAM")
    reindex(cables=Cable.objects.all())
    drain()
    entries("/feed.atom")
    with django_assert_max_num_queries(FEED_QUERIES):
        assert len(entries("/feed.atom?q=dam")) == 13


FEED_QUERIES = 16


def test_pages_name_their_feeds(archive: None) -> None:
    client = Client()
    for page, feed in [
        ("/posts/BAKU/", "/posts/BAKU/feed.atom"),
        ("/tags/AJ/", "/tags/AJ/feed.atom"),
        ("/?q=dam&f[tag]=AJ", "/feed.atom?q=dam&amp;f[tag]=AJ"),
    ]:
        assert f'<link rel="alternate" type="application/atom+xml" href="{feed}"' in client.get(page).content.decode()
    assert "Feed of new ones" in text_of(client, "/posts/BAKU/")


def test_browsers_learn_to_search_here(archive: None) -> None:
    client = Client()
    assert (
        '<link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"'
        in client.get("/help/").content.decode()
    )
    root = etree.fromstring(client.get("/opensearch.xml").content)
    urls = {one.get("type"): one.get("template") for one in root.iterfind("o:Url", OPENSEARCH)}
    for kind in ["text/html", "application/atom+xml", "application/x-suggestions+json"]:
        address = urls[kind].replace("{searchTerms}", quote("harbor"))
        assert client.get(address).status_code == 200
    typed, texts, details = json.loads(client.get("/suggest/opensearch/?q=harb").content)
    assert typed == "harb"
    assert any("harbor" in text.lower() for text in texts)
    assert len(texts) == len(details)
    assert client.get("/suggest/opensearch/?q=").json() == ["", [], []]
    assert client.get("/suggest/opensearch/?q=%00").status_code == 200
