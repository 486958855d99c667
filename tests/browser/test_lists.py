"""Keeping cables and paragraphs, sharing a list, and taking it into an account, done in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from cables.ingest import reindex
from cables.models import Cable
from cables.search import drain
from cables.workspace.models import List
from tests.factories import make_cable

pytestmark = pytest.mark.browser

PASSWORD = "a long enough word"
STORED = "JSON.parse(localStorage.getItem('reftel-lists'))"


def keep_from_results(page: Page, url: str) -> None:
    page.goto(f"{url}/?q=dam")
    page.get_by_role("button", name="Keep 09BAKU266").click()
    expect(page.locator("#said")).to_contain_text("09BAKU266 is kept in My list.")


def put(page: Page, url: str, lists: list[dict[str, Any]]) -> None:
    """Lists as this browser would have kept them."""
    page.goto(f"{url}/health/")
    state = json.dumps({"current": lists[0]["id"], "lists": lists})
    page.evaluate("state => localStorage.setItem('reftel-lists', state)", state)


def test_keep_note_share_open_elsewhere_and_keep_a_copy(site: Page, live_server: Any, browser: Browser) -> None:
    keep_from_results(site, live_server.url)
    expect(site.locator("#kept-count")).to_have_text("1 kept")
    site.goto(f"{live_server.url}/cables/09BAKU266/#p3")
    site.get_by_role("button", name="Keep 09BAKU266, paragraph 3").click()
    site.get_by_role("textbox", name="Note").fill("Who <b>says</b> so & why?")
    site.get_by_role("textbox", name="Note").blur()
    site.goto(f"{live_server.url}/lists/")
    expect(site.locator(".entry")).to_have_count(2)
    expect(site.locator(".entry").nth(1)).to_contain_text("Paragraph 3 on the dam.")
    expect(site.get_by_role("textbox", name="Note").nth(1)).to_have_value("Who <b>says</b> so & why?")
    site.get_by_text("Take away").click()
    with site.expect_download() as taken:
        site.get_by_role("button", name="Spreadsheet").click()
    table = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert "¶ 3: Who <b>says</b> so & why?" in table and table.count("09BAKU266") >= 1
    site.get_by_text("Share by link").click()
    link = site.get_by_label("Link", exact=True).input_value()

    elsewhere = browser.new_context()
    other = elsewhere.new_page()
    other.goto(link)
    expect(other.locator(".entry-note")).to_have_text("Who <b>says</b> so & why?")
    other.get_by_role("button", name="Keep a copy").click()
    other.get_by_role("link", name="Your lists").click()
    expect(other.get_by_role("heading", name="My list")).to_be_visible()
    expect(other.locator(".entry")).to_have_count(2)
    assert other.evaluate(f"{STORED}.lists[0].entries[1]") == {
        "cable": "09BAKU266", "paragraph": "p3", "note": "Who <b>says</b> so & why?",
    }  # fmt: skip
    elsewhere.close()


def test_the_key_s_keeps_and_two_tabs_undo_nothing_of_each_other(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/cables/09BAKU266/")
    other = site.context.new_page()
    other.goto(f"{live_server.url}/cables/08BAKU997/")
    site.keyboard.press("s")
    expect(site.locator("#said")).to_contain_text("09BAKU266 is kept in My list.")
    expect(other.locator("#kept-count")).to_have_text("1 kept")
    other.keyboard.press("s")
    expect(other.locator("#said")).to_contain_text("08BAKU997 is kept in My list.")
    expect(site.locator("#kept-count")).to_have_text("2 kept")
    site.get_by_role("textbox", name="Note").fill("sss")
    site.get_by_role("textbox", name="Note").blur()
    other.locator("body").press("s")
    expect(site.locator("#kept-count")).to_have_text("1 kept")
    assert other.evaluate(f"{STORED}.lists.map(list => list.entries)") == [
        [{"cable": "09BAKU266", "paragraph": "", "note": "sss"}]
    ]
    other.close()


def test_a_list_is_put_in_order_and_every_removal_can_be_undone(site: Page, live_server: Any) -> None:
    put(site, live_server.url, [{"id": "a", "name": "Dams", "entries": [
        {"cable": "09BAKU266", "paragraph": "", "note": ""}, {"cable": "08BAKU997", "paragraph": "", "note": "First?"},
        {"cable": "09NOWHERE1", "paragraph": "p2", "note": ""}]}])  # fmt: skip
    site.goto(f"{live_server.url}/lists/")

    def order() -> list[str]:
        return site.evaluate(f"{STORED}.lists[0]?.entries.map(entry => entry.cable)")

    expect(site.locator(".entry").nth(2)).to_contain_text("Paragraph p2 of a cable that is not in the archive now.")
    site.locator(".entry").nth(1).get_by_role("button", name="Move up").click()
    expect(site.locator("#said")).to_have_text("08BAKU997 is at place 1 now.")
    expect(site.locator(".entry").first).to_contain_text("EARLIER TALKS")
    assert order() == ["08BAKU997", "09BAKU266", "09NOWHERE1"]
    site.locator(".entry").first.get_by_role("button", name="Remove").click()
    expect(site.locator(".entry")).to_have_count(2)
    site.get_by_role("button", name="Undo").click()
    expect(site.locator(".entry")).to_have_count(3)
    expect(site.get_by_role("textbox", name="Note").first).to_have_value("First?")
    site.get_by_role("button", name="Delete this list").click()
    expect(site.get_by_text("Nothing is kept here yet.")).to_be_visible()
    site.get_by_role("button", name="Undo").click()
    expect(site.locator(".entry")).to_have_count(3)
    assert order() == ["08BAKU997", "09BAKU266", "09NOWHERE1"]


def test_a_full_or_closed_storage_is_said_in_one_sentence(site: Page, live_server: Any) -> None:
    for fault, sentence in [
        ("QuotaExceededError", "storage is full"),
        ("SecurityError", "lets no site store anything"),
    ]:
        site.goto(f"{live_server.url}/?q=dam")
        site.evaluate(f"() => {{ Storage.prototype.setItem = () => {{ throw new DOMException('', '{fault}'); }}; }}")
        site.get_by_role("button", name="Keep 09BAKU266").click()
        expect(site.locator(".keep-panel")).to_contain_text("Not kept: this browser")
        expect(site.locator(".keep-panel")).to_contain_text(sentence)
        expect(site.get_by_role("button", name="Keep 09BAKU266")).to_be_visible()


def test_lists_leave_and_come_as_a_file(site: Page, live_server: Any, tmp_path: Path) -> None:
    keep_from_results(site, live_server.url)
    site.goto(f"{live_server.url}/lists/")
    with site.expect_download() as started:
        site.get_by_role("button", name="Save all lists").click()
    file = tmp_path / "lists.json"
    started.value.save_as(file)
    site.get_by_role("button", name="Delete this list").click()
    site.get_by_label("Take in a file").set_input_files(file)
    site.get_by_role("button", name="Take it in").click()
    expect(site.locator(".entry")).to_have_count(1)
    file.write_text("[]")
    site.get_by_label("Take in a file").set_input_files(file)
    site.get_by_role("button", name="Take it in").click()
    expect(site.get_by_role("alert")).to_have_text(
        "This file holds no lists: choose one that was saved here as a file."
    )


def test_log_in_move_lists_save_a_search_and_read_its_feed(site: Page, live_server: Any) -> None:
    User.objects.create_user("ada", password=PASSWORD)
    keep_from_results(site, live_server.url)
    site.goto(f"{live_server.url}/lists/")
    site.get_by_role("main").get_by_role("link", name="Log in").click()
    site.get_by_label("Username").fill("ada")
    site.get_by_label("Password").fill(PASSWORD)
    site.get_by_role("button", name="Log in").click()
    site.get_by_role("button", name="Move into your account").click()
    expect(site.get_by_text("Now in your account: 1 list with 1 entry.")).to_be_visible()
    assert site.evaluate(f"{STORED}.lists") == []
    site.goto(f"{live_server.url}/?q=dam")
    expect(site.get_by_role("button", name="Kept 09BAKU266")).to_be_visible()
    site.get_by_role("button", name="Keep 08BAKU997").click()
    expect(site.locator("#kept-count")).to_have_text("2 kept")
    site.get_by_role("textbox", name="Note").fill("From the account")
    with site.expect_response("**/account/keep/"):
        site.get_by_role("textbox", name="Note").blur()
    assert [entry.note for entry in List.objects.get().entries.all()] == ["", "From the account"]
    site.get_by_role("link", name="Save this search").click()
    site.get_by_role("button", name="Save it").click()
    feed = site.get_by_label("Feed, secret").input_value()
    new = make_cable("10BAKU1", subject="A NEW DAM", paragraphs=["The dam."])
    reindex(cables=Cable.objects.filter(pk=new.pk))
    drain()
    body = site.request.get(feed).text()
    assert "A NEW DAM" in body and "RIVER COMMISSION" not in body
