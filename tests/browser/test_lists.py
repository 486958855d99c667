"""Keeping cables and paragraphs, sharing a list, and taking it into an account, done in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PASSWORD = "a long enough word"
STORED = "JSON.parse(localStorage.getItem('reftel-lists'))"


def keep_from_results(page: Page, url: str) -> None:
    page.goto(f"{url}/?q=dam")
    page.get_by_role("button", name="Keep 09BAKU266").click()
    expect(page.locator("#said")).to_contain_text("09BAKU266 is kept in My list.")


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
