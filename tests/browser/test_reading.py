"""What a reader of one cable does, done in a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cables.models import Paragraph
from cables.views.reading import PARAGRAPHS_A_PART
from tests.factories import make_cable

pytestmark = pytest.mark.browser

CABLE = "/cables/09BAKU266/"


def test_a_code_says_what_it_means_under_the_pointer_and_stays_while_it_is_read(site: Page, live_server: Any) -> None:
    site.goto(live_server.url + CABLE)
    word = site.get_by_role("button", name="NOFORN")
    card = site.locator(".gloss-card", has_text="Not to be shown to foreign governments")
    expect(card).to_be_hidden()
    word.hover()
    expect(card).to_be_visible()
    card.hover()
    site.wait_for_timeout(600)
    expect(card).to_be_visible()
    site.mouse.move(0, 0)
    expect(card).to_be_hidden()


def test_a_code_says_what_it_means_with_the_focus_and_escape_closes_it(site: Page, live_server: Any) -> None:
    site.goto(live_server.url + CABLE)
    site.get_by_role("button", name="NOFORN").focus()
    site.keyboard.press("Tab")
    word = site.get_by_role("button", name="SIPDIS")
    expect(word).to_be_focused()
    card = site.locator(".gloss-card", has_text="may be put on the SIPRNet")
    expect(card).to_be_visible()
    site.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(site).to_have_url(live_server.url + CABLE)
    expect(word).to_be_focused()


def test_a_click_opens_an_entry_beside_its_word_and_its_links_can_be_followed(site: Page, live_server: Any) -> None:
    site.goto(live_server.url + CABLE)
    word = site.get_by_role("button", name="PGOV")
    word.click()
    site.mouse.move(0, 0)
    site.wait_for_timeout(500)
    card = site.locator(".gloss-card:popover-open")
    expect(card).to_contain_text("PGOV Internal Governmental Affairs")
    beside, below = word.bounding_box(), card.bounding_box()
    assert beside and below
    assert abs(below["x"] - beside["x"]) < 40
    assert 0 <= below["y"] - (beside["y"] + beside["height"]) < 40
    card.get_by_role("link", name="All cables with PGOV").click()
    expect(site).to_have_url(f"{live_server.url}/tags/PGOV/")


def test_labels_lead_to_the_place_that_a_field_was_read_from(site: Page, live_server: Any) -> None:
    site.goto(live_server.url + CABLE)
    site.locator("dt").get_by_role("button", name="TAGS").click()
    link = site.locator(".gloss-card:popover-open").get_by_role("link", name="Where it stands in the text as received")
    assert link.get_attribute("href") == f"{CABLE}source/#tags"
    link.click()
    expect(site.get_by_role("link", name="Where it came from")).to_have_attribute("aria-current", "page")


def test_without_scripts_a_tap_opens_an_entry(browser: Browser, live_server: Any, archive: None) -> None:
    context = browser.new_context(java_script_enabled=False, has_touch=True, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(live_server.url + CABLE)
    page.get_by_role("button", name="SIPDIS").tap()
    expect(page.get_by_text("may be put on the SIPRNet")).to_be_visible()
    page.goto(f"{live_server.url}{CABLE}source/")
    page.locator(".source-label").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/cables/09BAKU266/#"))
    context.close()


def test_found_words_are_marked_and_stepped_through_by_keys_and_buttons(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}{CABLE}?q=dam")
    total = site.locator("mark[id]").count()
    assert total == 11
    status = site.locator("[data-matches] [role=status]")
    expect(status).to_have_text(f"{total} found words")
    site.keyboard.press("n")
    expect(status).to_have_text(f"1 of {total} found words")
    site.keyboard.press("n")
    expect(site.locator("mark.current")).to_have_id("match-2")
    expect(site.locator("#match-2")).to_be_in_viewport()
    site.keyboard.press("p")
    expect(site).to_have_url(f"{live_server.url}{CABLE}?q=dam#match-1")
    site.get_by_role("button", name="Previous found word").click()
    expect(status).to_have_text(f"{total} of {total} found words")
    site.reload()
    expect(status).to_have_text(f"{total} of {total} found words")


def test_from_cable_to_cable_of_a_search_and_back_to_its_results(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=dam&sort=oldest")
    site.get_by_role("link", name="EARLIER TALKS ON THE DAM").click()
    search = site.get_by_role("navigation", name="Your search")
    expect(search).to_contain_text("1 of 2")
    search.get_by_role("link", name="Next cable found: 09BAKU266").click()
    expect(site.get_by_role("heading", level=1)).to_contain_text("RIVER COMMISSION")
    site.reload()
    expect(search).to_contain_text("2 of 2")
    site.keyboard.press("Escape")
    expect(site).to_have_url(f"{live_server.url}/?q=dam&sort=oldest")


def test_found_paragraphs_can_be_reached_without_scripts(browser: Browser, live_server: Any, archive: None) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}{CABLE}?q=dam")
    page.get_by_role("navigation", name="Your search").get_by_role("link", name="paragraph 9").click()
    expect(page.locator("#p9 mark").first).to_be_in_viewport()
    page.get_by_role("link", name="As received").first.click()
    expect(page.locator("mark").first).to_be_visible()
    context.close()


def test_the_keys_of_a_cable_can_be_switched_off(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}{CABLE}?q=dam")
    site.evaluate("localStorage.setItem('reftel-shortcuts', 'off')")
    site.keyboard.press("n")
    site.keyboard.press("c")
    site.keyboard.press("Escape")
    expect(site.locator(".saying")).to_be_empty()
    expect(site).to_have_url(f"{live_server.url}{CABLE}?q=dam")
    expect(site.locator("mark.current")).to_have_count(0)


def test_a_paragraph_is_copied_as_a_link_and_as_a_citation(site: Page, live_server: Any) -> None:
    site.context.grant_permissions(["clipboard-read", "clipboard-write"])
    site.goto(live_server.url + CABLE)
    site.locator("#p3").get_by_role("link", name="Link to paragraph 3").click()
    site.get_by_role("button", name="Copy link").click()
    expect(site.get_by_text("Copied: the link to the paragraph.")).to_be_visible()
    assert site.evaluate("navigator.clipboard.readText()") == f"{live_server.url}{CABLE}#p3"
    site.get_by_role("button", name="Copy citation").click()
    expect(site.get_by_text("Copied: Chicago citation of paragraph 3.")).to_be_visible()
    copied = site.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"April 6, 2009, 09BAKU266, para. 3, {live_server.url}{CABLE}#p3.")
    site.locator("#p5").get_by_role("link", name="Link to paragraph 5").click()
    expect(site.get_by_role("button", name="Copy link")).to_have_count(1)


def test_one_key_copies_the_form_that_the_reader_prefers(site: Page, live_server: Any) -> None:
    site.context.grant_permissions(["clipboard-read", "clipboard-write"])
    site.goto(live_server.url + CABLE)
    site.keyboard.press("c")
    expect(site.get_by_text("Copied: Chicago citation of this cable.")).to_be_visible()
    site.get_by_role("button", name="Copy the APA citation").click()
    expect(site.get_by_text("Copied: APA citation of this cable.")).to_be_visible()
    site.goto(f"{live_server.url}{CABLE}#p4")
    site.keyboard.press("c")
    expect(site.get_by_text("Copied: APA citation of paragraph 4.")).to_be_visible()
    plain, html = site.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            return Promise.all(["text/plain", "text/html"].map(async kind => (await item.getType(kind)).text()));
        }"""
    )
    assert plain.endswith(f"09BAKU266, para. 4]. Reftel. {live_server.url}{CABLE}#p4")
    assert '<i>RIVER COMMISSION ON NEW DAM "ASKS"</i>' in html
    assert "data-before" not in html
    expect(site.get_by_role("link", name="RIS", exact=True)).to_have_attribute("href", "/cables/09BAKU266.ris?at=p4")
    site.get_by_role("link", name="Cite the whole cable").click()
    expect(site.locator(".citation").first).to_contain_text("09BAKU266, http")
    expect(site.get_by_role("heading", name="Cite this cable")).to_be_in_viewport()


def test_where_nothing_may_be_copied_the_citation_is_selected(site: Page, live_server: Any) -> None:
    site.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    site.goto(live_server.url + CABLE)
    site.keyboard.press("c")
    expect(site.get_by_text("The citation is selected: press Ctrl and C.")).to_be_visible()
    assert site.evaluate("getSelection().toString()") == site.locator(".citation").first.text_content()


def test_citations_of_paragraphs_need_no_scripts(browser: Browser, live_server: Any, archive: None) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + CABLE)
    page.get_by_label("Cite paragraph").fill("3")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Cite paragraph 3")).to_be_visible()
    expect(page.locator(".citation").last).to_contain_text("para. 3; electronic telegram 09BAKU266")
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == "09BAKU266-p3.bib"
    context.close()


def test_any_paragraph_of_a_very_long_cable_has_an_address(site: Page, live_server: Any) -> None:
    count = 2 * PARAGRAPHS_A_PART + 10
    made = make_cable("09BAKU900", paragraphs=[f"Paragraph {number}." for number in range(1, count + 1)])
    Paragraph.objects.filter(cable=made, position=count - 2).update(heading="Near the end")
    site.goto(f"{live_server.url}/cables/09BAKU900/")
    expect(site.get_by_text("Part 1 of 3").first).to_be_visible()
    expect(site.locator(".paragraph")).to_have_count(PARAGRAPHS_A_PART)
    site.goto(f"{live_server.url}/cables/09BAKU900/#p{count}")
    expect(site.locator(f"#p{count}")).to_be_in_viewport()
    expect(site.get_by_text("Part 3 of 3").first).to_be_visible()
    site.get_by_label("Paragraph", exact=True).fill(str(PARAGRAPHS_A_PART + 1))
    site.get_by_role("button", name="Go", exact=True).click()
    expect(site.locator(f"#p{PARAGRAPHS_A_PART + 1}")).to_be_in_viewport()
    expect(site).to_have_url(re.compile(rf"\?at=p{PARAGRAPHS_A_PART + 1}#p{PARAGRAPHS_A_PART + 1}$"))


def test_the_thread_leads_to_its_cables(site: Page, live_server: Any) -> None:
    site.goto(live_server.url + CABLE)
    site.get_by_role("link", name="Thread", exact=True).click()
    expect(site.get_by_text("33 cables that hang together")).to_be_visible()
    expect(site.locator("#cable-09BAKU266")).to_contain_text("this cable")
    site.get_by_role("link", name="EARLIER TALKS ON THE DAM").click()
    expect(site.get_by_role("heading", level=1)).to_have_text("EARLIER TALKS ON THE DAM")


def test_on_paper_there_are_head_paragraphs_and_citation_but_no_furniture(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}{CABLE}?q=dam#p3")
    site.emulate_media(media="print")
    for shown in [".cable-head h1", ".facts", "#p3 .permalink", ".citation", ".citation-url"]:
        expect(site.locator(shown).first).to_be_visible()
    for hidden in [
        ".masthead-row",
        ".from-search",
        ".cable-nav",
        ".contents",
        ".to-source",
        ".paragraph-tools",
        ".cite-more",
        ".glossary",
    ]:
        for part in site.locator(hidden).all():
            expect(part).to_be_hidden()
