"""Whole ways through the archive: by mouse, by keyboard alone, without scripts, and with typing errors."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

NARROWED = "/?q=%22rivers%22&f[class]=SECRET&f[-post]=PARIS&from=2007-05-01&to=2007-07-31"


def total(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def test_by_mouse_from_a_word_to_a_cited_paragraph_and_back(site: Page, live_server: Any) -> None:
    site.goto(live_server.url)
    site.get_by_role("combobox", name="Words, a “phrase”").fill('"rivers"')
    site.get_by_role("button", name="Search").click()
    total(site, "30 cables")
    site.get_by_label("Secret 15 cables").check()
    total(site, "15 cables")
    site.get_by_role("link", name="not Embassy Paris: leave these out").click()
    total(site, "10 cables")
    _brush(site, site.locator(".timeline-chart"), first=4, last=6, bars=11)
    total(site, "6 cables")
    expect(site).to_have_url(live_server.url + NARROWED)
    site.locator(".hit-subject a").first.click()
    search = site.get_by_role("navigation", name="Your search")
    expect(search).to_contain_text("1 of 6")
    search.get_by_role("link", name="Next cable found").click()
    expect(search).to_contain_text("2 of 6")
    site.get_by_role("link", name="Link to paragraph 1").click()
    expect(site).to_have_url(re.compile(r"/cables/07\w+/\?q=.*#p1$"))
    site.emulate_media(media="print")
    for shown in [".cable-head h1", "#p1", ".citation-url"]:
        expect(site.locator(shown).first).to_be_visible()
    expect(site.locator(".masthead-row")).to_be_hidden()
    site.emulate_media(media="screen")
    site.go_back()
    search.get_by_role("link", name="Back to the results").click()
    expect(site).to_have_url(live_server.url + NARROWED)
    total(site, "6 cables")
    expect(site.get_by_role("link", name="Remove the filter Post not Embassy Paris")).to_be_visible()


def _brush(site: Page, chart: Locator, *, first: int, last: int, bars: int) -> None:
    expect(chart.locator("a")).to_have_count(bars)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    step, middle = box["width"] / bars, box["y"] + box["height"] / 2
    site.mouse.move(box["x"] + (first + 0.5) * step, middle)
    site.mouse.down()
    site.mouse.move(box["x"] + (last + 0.5) * step, middle, steps=4)
    site.mouse.up()


def test_by_keyboard_alone(site: Page, live_server: Any) -> None:
    site.goto(live_server.url)
    press = site.keyboard.press
    press("/")
    site.keyboard.type('"rivers"')
    press("Enter")
    total(site, "30 cables")
    _tab_to(site, site.get_by_role("link", name="Narrow", exact=True))
    press("Enter")
    expect(site).to_have_url(re.compile("#narrow$"))  # A fragment is gone to after the key, not with it.
    _tab_to(site, site.get_by_label("Secret 15 cables"), most=10)
    press("Space")
    total(site, "15 cables")
    _tab_to(site, site.get_by_role("link", name="not Embassy Paris: leave these out"))
    press("Enter")
    total(site, "10 cables")
    press("j")
    press("j")
    press("Enter")
    search = site.get_by_role("navigation", name="Your search")
    expect(search).to_contain_text("2 of 10")
    _tab_to(site, search.get_by_role("link", name="Next cable found"))
    press("Enter")
    expect(search).to_contain_text("3 of 10")
    site.wait_for_load_state()
    press("Escape")
    expect(site).to_have_url(f"{live_server.url}/?q=%22rivers%22&f[class]=SECRET&f[-post]=PARIS")
    total(site, "10 cables")


def _tab_to(site: Page, wanted: Locator, most: int = 60) -> None:
    """The tab key, as often as it takes; what has the focus can be seen."""
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            break
        site.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    expect(wanted).to_be_in_viewport()


def test_without_scripts(browser: Browser, live_server: Any, archive: None) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/?q=%22rivers%22")
    page.get_by_label("Secret 15 cables").check()
    page.get_by_role("button", name="Apply").first.click()
    page.get_by_role("link", name="not Embassy Paris: leave these out").click()
    page.get_by_label("Sent from").fill("May 2007")
    page.get_by_label("Sent to").fill("31 July 2007")
    page.get_by_role("button", name="Set").click()
    total(page, "6 cables")
    page.locator(".hit-subject a").first.click()
    search = page.get_by_role("navigation", name="Your search")
    search.get_by_role("link", name="Next cable found").click()
    expect(search).to_contain_text("2 of 6")
    page.get_by_role("link", name="Link to paragraph 1").click()
    expect(page).to_have_url(re.compile(r"#p1$"))
    page.go_back()
    search.get_by_role("link", name="Back to the results").click()
    total(page, "6 cables")
    context.close()


def test_with_typing_errors(site: Page, live_server: Any) -> None:
    box = site.locator("#q")
    for typed, meant, found in [
        ("rivesr", "rivers", "31 cables"),
        ("tag:PGVO", "tag:PGOV", "cables"),
        ("noforn", "caption:NOFORN", "1 cable"),
    ]:
        site.goto(live_server.url)
        box.fill(typed)
        box.press("Enter")
        site.get_by_role("link", name=meant, exact=True).click()
        total(site, found)
        expect(box).to_have_value(meant)
    site.goto(f"{live_server.url}/?q=dam&f[post]=PARIS&f[class]=TOP+SECRET")
    expect(site.get_by_text("leave nothing together.")).to_be_visible()
    site.get_by_role("link", name="Without them: 2 cables").click()
    total(site, "2 cables")
    box.fill("baku 266, 2009")
    box.press("Enter")
    expect(site.get_by_role("link", name="RIVER COMMISSION").first).to_be_visible()
