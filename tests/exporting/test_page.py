"""From a search to a file: what the page offers, what it refuses, and how it says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from cables.exporting import FORMATS, slots
from cables.models import Paragraph, Source, Version
from cables.search import deadline
from tests.exporting.archive import leave, small_archive, taken
from tests.pages.pages import links, text_of

pytestmark = pytest.mark.django_db


def test_from_the_results_to_a_spreadsheet_in_two_steps(client: Client) -> None:
    small_archive()
    results = client.get("/?q=dam&f[class]=SECRET&sort=newest&page=1").content.decode()
    (page,) = [address for address in links(results) if address.startswith("/export/")]
    offers = client.get(page).content.decode()
    (file,) = [address for address in links(offers) if address.startswith("results.csv?")]
    assert b"09BAKU1" in b"".join(client.get(f"/export/{file}").streaming_content)
    assert 'content="noindex, nofollow"' in offers
    assert {name.partition("?")[0] for name in links(offers)} >= FORMATS.keys()
    # A refusal is a page to be read; what is marked so would become a failed download without a word.
    assert " download>" not in offers


@pytest.mark.parametrize("address", ["/posts/BAKU/", "/tags/PGOV/", "/years/2009/"])
def test_pages_that_are_a_search_lead_there_too(client: Client, address: str) -> None:
    small_archive()
    (page,) = [one for one in links(client.get(address).content.decode()) if one.startswith("/export/")]
    assert "Spreadsheet" in text_of(client, page)


def test_the_page_says_what_is_taken_and_how_large_it_is(client: Client) -> None:
    small_archive()
    text = text_of(client, "/export/?q=dam&f[-post]=PARIS&from=2009&sort=odd")
    for said in ["Take away 4 cables", "Read as Cables with any form of dam.", "Post not: PARIS", "From: 2009-01-01",
                 "“odd” is no order", "Spreadsheet .csv, about", " KB", "Database .sqlite"]:  # fmt: skip
        assert said in text, said
    assert "Take away 6 paragraphs of 5 cables" in text_of(client, "/export/?q=dam&in=paragraphs")


@pytest.mark.parametrize("address", ["/export/", "/export/results.csv", "/export/texts.zip"])
def test_nothing_found_is_nothing_to_take(client: Client, address: str) -> None:
    small_archive()
    said = "This search finds nothing, so there is nothing to take away."
    assert said in text_of(client, f"{address}?q=haditha", status=404)


def test_a_kind_of_file_that_there_is_not(client: Client) -> None:
    assert "Results cannot be taken away as results.xls" in text_of(client, "/export/results.xls?q=", status=404)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_sent_is_named_and_kept_out_of_lists(client: Client, name: str) -> None:
    small_archive()
    for method in (client.get, client.head):
        response = method(f"/export/{name}?q=dam%20/../*")
        assert (response.status_code, response["Content-Type"]) == (200, FORMATS[name].media_type)
        leave(response)
    response = client.get(f"/export/{name}?q=dam%20/../*")
    assert response["Content-Disposition"].startswith('attachment; filename="reftel-dam-2')
    assert response["Content-Disposition"].endswith(f'{FORMATS[name].ending}"')
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == ("noindex, nofollow", "private, no-store")
    leave(response)


def test_robots_are_kept_off(client: Client) -> None:
    assert b"Disallow: /export/\n" in client.get("/robots.txt").content


def test_only_so_many_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    small_archive()
    monkeypatch.setitem(slots.AT_A_TIME, "small", 1)
    first = client.get("/export/results.csv?q=dam")
    refused = client.get("/export/results.csv?q=dam")
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    assert "Others are taking results away just now" in refused.content.decode()
    leave(first)
    assert taken("results.csv")


def test_a_file_that_fails_before_it_is_sent_frees_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    cables = small_archive()
    monkeypatch.setitem(slots.AT_A_TIME, "small", 1)
    Paragraph.objects.filter(cable=cables[-1]).update(repairs=[["x"]])
    assert Client(raise_request_exception=False).get("/export/results.sqlite?q=dam").status_code == 500
    assert taken("results.csv")


def test_a_kind_that_must_be_whole_has_a_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    small_archive()
    monkeypatch.setitem(FORMATS, "results.sqlite", replace(FORMATS["results.sqlite"], most=3))
    assert "Made of 3 cables at most: narrow the search." in text_of(client, "/export/?q=dam")
    said = "Database can be made of 3 cables at most, and these are 5 cables; narrow the search or choose another kind"
    assert said in text_of(client, "/export/results.sqlite?q=dam", status=400)


def test_a_search_that_was_cut_is_not_taken_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    small_archive()
    monkeypatch.setattr(deadline.Deadline, "check", _out_of_time)
    said = "Search for fewer or rarer words. A result that is not whole cannot be taken away."
    assert said in text_of(client, "/export/results.csv?q=%22dam%20number%22", status=503)


def _out_of_time(*_: Any) -> None:
    raise deadline.OutOfTime


def test_invented_cables_are_called_so(client: Client) -> None:
    small_archive()
    demo = Source.objects.create(kind="demo", name="demo")
    Version.objects.filter(cable__reference_id="09BAKU2").update(source=demo)
    rows = taken("results.csv").decode("utf-8-sig").splitlines()
    assert [",yes," in row for row in rows] == [False, False, True, False, False, False]
    assert "Some cables of this archive are invented" in taken("results.jsonl").decode().splitlines()[-1]
