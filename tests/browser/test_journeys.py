"""What a researcher does, done in a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cables.views.browse import CABLES_A_PAGE

pytestmark = pytest.mark.browser


def test_search_narrow_open_follow_a_reference_and_come_back(site: Page, live_server: Any) -> None:
    site.goto(live_server.url)
    site.get_by_label("Words, a “phrase”").fill("dam")
    site.get_by_role("button", name="Search").click()
    expect(site.get_by_role("heading", level=1)).to_have_text("2 cables")
    site.get_by_label("Confidential 1 cable").check()
    expect(site.get_by_role("heading", level=1)).to_have_text("1 cable")
    site.locator("summary", has_text="Place TAGS").click()
    site.get_by_label("AJ Azerbaijan").check()
    expect(site.get_by_role("link", name="Remove the filter TAGS AJ")).to_be_visible()
    site.locator(".hit-subject a", has_text="RIVER COMMISSION").click()
    expect(site).to_have_url(f"{live_server.url}/cables/09BAKU266/?q=dam&f[class]=CONFIDENTIAL&f[tag]=AJ")
    site.locator("#references").get_by_role("link", name="08BAKU997").click()
    expect(site.get_by_role("heading", level=1)).to_have_text("EARLIER TALKS ON THE DAM")
    expect(site.locator("#referred-to-by").get_by_role("link", name="09BAKU266")).to_be_visible()
    site.go_back()
    site.get_by_role("link", name="Back to the results").click()
    expect(site.get_by_role("heading", level=1)).to_have_text("1 cable")


def test_a_paragraph_has_an_address_and_is_marked_there(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/cables/09BAKU266/#p9")
    expect(site.locator("#p9")).to_be_in_viewport()
    plain = site.locator("#p8").evaluate("element => getComputedStyle(element).backgroundColor")
    marked = site.locator("#p9").evaluate("element => getComputedStyle(element).backgroundColor")
    assert marked != plain
    site.locator("#p3").get_by_role("link", name="Link to paragraph 3").click()
    expect(site).to_have_url(f"{live_server.url}/cables/09BAKU266/#p3")


def test_the_text_as_received(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/cables/09BAKU266/")
    expect(site.locator("#p2")).to_contain_text("the minister's")
    site.get_by_role("link", name="As received").click()
    expect(site.locator("#p2")).to_contain_text("the minister,s")


def test_everything_works_without_scripts(browser: Browser, live_server: Any, archive: None) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("Words, a “phrase”").fill("dam")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Confidential 1 cable").check()
    page.get_by_label("Order").select_option("oldest")
    page.get_by_label("From").fill("2009")
    page.get_by_role("button", name="Apply").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 cable")
    expect(page.get_by_role("link", name="Remove the filter From 2009-01-01")).to_be_visible()
    page.get_by_role("link", name="RIVER COMMISSION").click()
    page.get_by_text("9 addressees for information").click()
    expect(page.get_by_text("ADDRESSEE 8")).to_be_visible()
    context.close()


def test_a_keyboard_is_enough(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/cables/09BAKU266/")
    site.keyboard.press("Tab")
    expect(site.get_by_role("link", name="Skip to the content")).to_be_focused()
    site.keyboard.press("Enter")
    expect(site.locator("main")).to_be_focused()
    site.keyboard.press("/")
    expect(site.locator("#q")).to_be_focused()
    site.keyboard.type("dam")
    site.keyboard.press("Enter")
    expect(site.get_by_role("heading", level=1)).to_have_text("2 cables")
    # The heading shows before the deferred scripts that listen to keys have run.
    site.wait_for_load_state()
    site.keyboard.press("j")
    site.keyboard.press("j")
    site.keyboard.press("k")
    expect(site.locator(".hit-subject a").first).to_be_focused()
    site.keyboard.press("Enter")
    expect(site).to_have_url(re.compile(r"/cables/\w+/\?q=dam$"))
    site.wait_for_load_state()
    site.keyboard.press("?")
    expect(site).to_have_url(f"{live_server.url}/help/#keys")


def test_keys_can_be_switched_off(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/help/")
    site.get_by_label("Use these keys in this browser").uncheck()
    site.goto(f"{live_server.url}/posts/")
    site.keyboard.press("/")
    expect(site.locator("#q")).not_to_be_focused()


def test_lists_of_cables_can_be_paged(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/years/2007/")
    expect(site.locator(".hit")).to_have_count(CABLES_A_PAGE)
    site.get_by_role("link", name="Next →").click()
    expect(site.locator(".hit")).to_have_count(30 - CABLES_A_PAGE)
