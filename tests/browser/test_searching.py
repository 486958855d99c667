"""Searching in a browser: in place, by mouse, by keyboard, and back again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cables.search import rebuild
from tests.factories import make_cable

pytestmark = pytest.mark.browser


def total(site: Page, text: str) -> None:
    expect(site.get_by_role("heading", level=1)).to_contain_text(text)


def test_a_tick_changes_the_page_in_place_and_is_announced(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=dam")
    site.evaluate("window.here = true")
    site.get_by_label("Confidential 1 cable").focus()
    site.keyboard.press("Space")
    total(site, "1 cable")
    expect(site).to_have_url(f"{live_server.url}/?q=dam&f[class]=CONFIDENTIAL")
    expect(site).to_have_title("dam – 1 cable – Reftel")
    expect(site.get_by_label("Confidential 1 cable")).to_be_focused()
    expect(site.locator("#announcement")).to_have_text("1 cable")
    assert site.evaluate("window.here"), "the page was not loaded anew"


def test_back_forward_and_reload_show_what_their_address_says(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=dam")
    site.get_by_label("Confidential 1 cable").check()
    total(site, "1 cable")
    site.get_by_label("Order").select_option("oldest")
    expect(site).to_have_url(f"{live_server.url}/?q=dam&f[class]=CONFIDENTIAL&sort=oldest")
    site.go_back()
    expect(site.get_by_label("Order")).to_have_value("relevance")
    site.go_back()
    total(site, "2 cables")
    expect(site.get_by_label("Confidential 1 cable")).not_to_be_checked()
    site.go_forward()
    total(site, "1 cable")
    site.reload()
    total(site, "1 cable")
    site.locator(".hit-subject a").click()
    site.wait_for_url("**/cables/**")
    site.go_back()
    total(site, "1 cable")
    expect(site.get_by_label("Confidential 1 cable")).to_be_checked()


def test_not_leaves_out_and_the_chip_lets_in_again(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=dam")
    site.get_by_role("link", name="not Secret: leave these out").click()
    total(site, "1 cable")
    expect(site.get_by_role("link", name="let in Secret again")).to_be_focused()
    site.get_by_role("link", name="Remove the filter Classification not Secret").click()
    total(site, "2 cables")
    expect(site.get_by_role("heading", level=1)).to_be_focused()


def test_pages_of_results_are_turned_in_place(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=%22rivers%22")
    total(site, "30 cables 1–20")
    site.get_by_role("link", name="Next →").click()
    total(site, "30 cables 21–30")
    expect(site.get_by_role("heading", level=1)).to_be_focused()
    expect(site).to_have_url(f"{live_server.url}/?q=%22rivers%22&page=2")
    site.get_by_label("Secret 15 cables", exact=False).first.check()
    expect(site).to_have_url(f"{live_server.url}/?q=%22rivers%22&f[class]=SECRET")


def test_the_timeline_is_brushed_with_the_mouse(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=%22rivers%22")
    chart = site.locator(".timeline-chart")
    bars = chart.locator("a")
    expect(bars).to_have_count(12)
    box = chart.bounding_box()
    assert box is not None
    bar = box["width"] / 12
    middle = box["y"] + box["height"] / 2
    site.mouse.move(box["x"] + 2.5 * bar, middle)
    site.mouse.down()
    site.mouse.move(box["x"] + 3.5 * bar, middle, steps=3)
    site.mouse.move(box["x"] + 4.5 * bar, middle, steps=3)
    site.mouse.up()
    expect(site).to_have_url(f"{live_server.url}/?q=%22rivers%22&from=2007-03-01&to=2007-05-31")
    expect(site.get_by_role("link", name="Remove the filter From 2007-03-01")).to_be_visible()
    site.get_by_role("link", name="Whole time").click()
    total(site, "30 cables")
    bars.nth(3).click()
    expect(site).to_have_url(f"{live_server.url}/?q=%22rivers%22&from=2007-04-01&to=2007-04-30")


def test_the_timeline_is_brushed_with_the_keyboard(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=%22rivers%22")
    first = site.get_by_label("First part of the time shown")
    first.focus()
    for _ in range(3):
        site.keyboard.press("ArrowRight")
    expect(first).to_have_attribute("aria-valuetext", "April 2007")
    site.keyboard.press("Tab")
    site.keyboard.press("ArrowLeft")
    expect(site.get_by_role("button", name="Show April 2007 to November 2007")).to_be_visible()
    site.keyboard.press("Enter")
    expect(site).to_have_url(f"{live_server.url}/?q=%22rivers%22&from=2007-04-01&to=2007-11-30")
    site.get_by_text("As a table").click()
    table = site.get_by_role("table", name="Cables found, by month")
    site.get_by_role("link", name="May 2007").click()
    expect(site).to_have_url(f"{live_server.url}/?q=%22rivers%22&from=2007-05-01&to=2007-05-31")
    expect(table).to_have_count(0)


def test_all_values_of_a_facet_can_be_searched_in_place(site: Page, live_server: Any) -> None:
    make_cable("09PARIS900", post="PARIS", tag_codes=[f"OFFICE {number}" for number in range(20)])
    rebuild()
    site.goto(f"{live_server.url}/?q=")
    site.locator("#facet-tag-unknown > summary").click()
    site.get_by_role("link", name="12 more in Other TAGS").click()
    box = site.get_by_label("Find in Other TAGS")
    expect(box).to_be_focused()
    expect(site.locator("#facet-tag-unknown li")).to_have_count(20)
    box.fill("17")
    expect(site.get_by_label("OFFICE 17")).to_be_visible()
    expect(site.get_by_label("OFFICE 18")).to_have_count(0)
    site.get_by_label("OFFICE 17").check()
    total(site, "1 cable")
    expect(site).to_have_url(re.compile(r"f\[tag\]=OFFICE\+17$"))
    expect(site.get_by_label("OFFICE 17")).to_be_focused()
    box.fill("zzz")
    expect(site.locator(".find-value")).to_contain_text("begins so.")


def test_suggestions_are_taken_with_the_keyboard(site: Page, live_server: Any) -> None:
    site.goto(live_server.url)
    box = site.get_by_role("combobox", name="Words, a “phrase”")
    box.press_sequentially("09BAKU26")
    listed = site.get_by_role("listbox", name="Suggestions")
    expect(listed.get_by_role("option", name="09BAKU266")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(listed.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    box.press("Escape")
    expect(listed).to_be_hidden()
    expect(box).to_be_focused()
    box.press("ArrowDown")
    expect(listed).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(site).to_have_url(f"{live_server.url}/cables/09BAKU266/")


def test_a_suggested_tag_is_searched_for(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=")
    site.locator("#q").press_sequentially("econ")
    site.get_by_role("option", name="Economic Conditions").first.click()
    expect(site.locator("#q")).to_have_value(re.compile("tag:ECON"))
    total(site, "16 cables")


def test_paragraphs_are_found_and_opened(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=length+dam")
    total(site, "1 cable")
    site.get_by_label("Paragraphs").check()
    total(site, "11 paragraphs in 1 cable")
    site.locator(".passage .snippet a").nth(3).click()
    expect(site).to_have_url(re.compile(r"/cables/09BAKU266/\?q=length\+dam&in=paragraphs#p\d+$"))


def test_an_empty_result_says_what_stands_in_the_way(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=dam+zebra")
    total(site, "0 cables")
    expect(site.get_by_text("zebra is found nowhere.")).to_be_visible()
    site.get_by_role("link", name="Without it: 2 cables").click()
    total(site, "2 cables")
    site.goto(f"{live_server.url}/?q=dam&f[class]=UNCLASSIFIED&f[tag]=AJ")
    site.get_by_role("link", name="Without it").first.click()
    expect(site.locator(".hit").first).to_be_visible()


def test_boxes_are_filled_in_and_lead_to_the_search(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=")
    site.get_by_role("link", name="Advanced search").click()
    site.get_by_label("All of these words").fill("dam")
    site.get_by_label("Confidential").check()
    site.get_by_label("Sent from").fill("2009")
    site.get_by_role("button", name="Search").click()
    expect(site).to_have_url(f"{live_server.url}/?q=dam&f[class]=CONFIDENTIAL&from=2009-01-01")
    total(site, "1 cable")


def test_escape_leads_from_a_long_list_back_to_the_results(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/facets/post/?q=dam")
    site.keyboard.press("Escape")
    expect(site).to_have_url(f"{live_server.url}/?q=dam")


def test_the_map_leads_to_posts(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/posts/")
    site.locator(".world a", has_text="Embassy Baku").locator("circle").click()
    expect(site).to_have_url(f"{live_server.url}/posts/BAKU/")


def test_facets_and_timeline_work_without_scripts(browser: Browser, live_server: Any, archive: None) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/?q=%22rivers%22")
    page.get_by_text("As a table").click()
    page.get_by_role("link", name="May 2007").click()
    total(page, "cables")
    page.get_by_role("link", name="Whole time").click()
    page.goto(f"{live_server.url}/facets/post/?q=%22rivers%22&start=ank")
    page.get_by_label("Embassy Ankara").check()
    page.get_by_role("button", name="Show these cables").click()
    expect(page).to_have_url(re.compile(r"/\?q=%22rivers%22&f%5Bpost%5D=ANKARA$"))
    total(page, "10 cables")
    page.get_by_label("Paragraphs").check()
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile("in=paragraphs"))
    context.close()
