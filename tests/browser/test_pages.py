"""Every kind of page in a browser: accessible, narrow, light and dark, on paper."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from cables.models import Source
from cables.search.values import SearchQuery
from cables.workspace import keeping
from cables.workspace.kept import Kept
from cables.workspace.searching import save_search

pytestmark = pytest.mark.browser

PAGES = {
    "front": "/",
    "results": "/?q=rivers",
    "narrowed": "/?q=dam&f[class]=SECRET&f[-tag]=AJ&f[date]=2008-10&from=2007",
    "nothing": "/?q=zebra&page=x&f[x]=y",
    "paragraphs": "/?q=dam&in=paragraphs",
    "facet": "/facets/post/?q=rivers",
    "advanced": "/advanced/",
    "advanced with faults": "/advanced/?go=1&first=April",
    "take away": "/export/?q=dam",
    "nothing to take away": "/export/?q=zebra",
    "cited": "/cited/",
    "cited missing": "/cited/missing/",
    "cable": "/cables/09BAKU266/",
    "received": "/cables/09BAKU266/?text=received",
    "found": "/cables/09BAKU266/?q=dam",
    "raw": "/cables/09BAKU266/raw/",
    "source": "/cables/09BAKU266/source/",
    "source with notes": "/cables/08BAKU997/source/",
    "current": "/cables/09BAKU266/?q=dam#match-2",
    "thread": "/cables/09BAKU266/thread/",
    "versions": "/cables/07PARIS2/versions/",
    "missing": "/cables/09STATE31102/",
    "absent": "/cables/09BAKU999/",
    "posts": "/posts/",
    "post": "/posts/BAKU/",
    "tags": "/tags/",
    "kind": "/tags/?kind=place",
    "tag": "/tags/PGOV/",
    "years": "/years/",
    "year": "/years/2007/?month=5",
    "help": "/help/",
    "programs": "/api/",
    "lists": "/lists/",
    "shared list": "/lists/shared/?name=Dams&c=09BAKU266&c=08BAKU997~p1~as+reported&c=09NOWHERE1",
    "log in": "/account/login/",
    "lost": "/nowhere/",
}
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
LOOKS = {
    "light": {"viewport": WIDE, "color_scheme": "light"},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "narrow": {"viewport": NARROW, "color_scheme": "light"},
    "narrow dark": {"viewport": NARROW, "color_scheme": "dark"},
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(browser: Browser, live_server: Any, archive: None, look: str) -> None:
    context = browser.new_context(**LOOKS[look])
    page = context.new_page()
    found = {name: violations(page, live_server.url + address) for name, address in PAGES.items()}
    context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_finds_nothing_on_the_pages_of_an_account(browser: Browser, live_server: Any, archive: None) -> None:
    ada = User.objects.create_user("ada")
    kept = keeping.keep(owner=ada, kept=Kept("09BAKU266", "p2", "Read again"))
    saved = save_search(owner=ada, name="Dams", query=SearchQuery(text="dam"), mail=False)
    client = Client()
    client.force_login(ada)
    own = f"{live_server.url}/account"
    pages = [f"{own}/", f"{own}/lists/{kept.pk}/", f"{own}/searches/new/?q=dam", f"{own}/searches/{saved.pk}/delete/"]
    found = {}
    for look in ["light", "narrow dark"]:
        context = browser.new_context(**LOOKS[look])
        context.add_cookies([{"name": "sessionid", "value": client.session.session_key, "url": live_server.url}])
        page = context.new_page()
        for address in pages:
            faults = violations(page, address)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert page.url == address and width <= LOOKS[look]["viewport"]["width"]
            found |= {(look, address): faults} if faults else {}
        context.close()
    assert found == {}


def violations(page: Page, address: str) -> list[tuple[str, list[str]]]:
    """What axe finds wrong on a page, with all that can be opened open."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(element => { element.open = true; })")
    page.evaluate("scrollTo(0, 0)")  # What a fixed bar half covers counts as too small to touch.
    results = Axe().run(page, options={**RULES, "resultTypes": ["violations"]})
    return [
        (violation["id"], [node["html"][:200] for node in violation["nodes"][:3]])
        for violation in results.response["violations"]
    ]


def test_nothing_is_wider_than_a_small_telephone(browser: Browser, live_server: Any, archive: None) -> None:
    context = browser.new_context(viewport=NARROW)
    page = context.new_page()
    widths = {}
    for name, address in PAGES.items():
        page.goto(live_server.url + address)
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert {name: width for name, width in widths.items() if width > NARROW["width"]} == {}


def test_dark_is_dark_and_light_is_light(browser: Browser, live_server: Any, archive: None) -> None:
    shades = {}
    for scheme in ["light", "dark"]:
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{live_server.url}/cables/09BAKU266/")
        shades[scheme] = [
            page.locator(part).first.evaluate(f"element => getComputedStyle(element).{style}")
            for part, style in [("body", "backgroundColor"), ("body", "color")]
        ]
        context.close()
    assert _lightness(shades["light"][0]) > 230 > 90 > _lightness(shades["light"][1])
    assert _lightness(shades["dark"][0]) < 40 < 180 < _lightness(shades["dark"][1])


def _lightness(color: str) -> float:
    red, green, blue = (float(part) for part in color.strip("rgb()").split(",")[:3])
    return (red + green + blue) / 3


def test_the_reading_fonts_are_the_sites_own(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/cables/09BAKU266/raw/")
    site.goto(f"{live_server.url}/cables/09BAKU266/")
    loaded = site.evaluate("document.fonts.ready.then(fonts => [...fonts].map(f => [f.family, f.status]))")
    assert {family.strip('"'): status for family, status in loaded} == {
        "Source Serif 4": "loaded",
        "Courier Prime": "loaded",
    }


def test_lines_of_text_are_of_readable_length(site: Page, live_server: Any) -> None:
    site.set_viewport_size(WIDE)
    site.goto(f"{live_server.url}/cables/09BAKU266/")
    lengths = site.locator("#p5 .words p").evaluate(
        """element => {
            const range = document.createRange(), text = element.firstChild, lines = new Map();
            for (let at = 0; at < text.length; at += 1) {
                range.setStart(text, at); range.setEnd(text, at + 1);
                const top = Math.round(range.getBoundingClientRect().top);
                lines.set(top, (lines.get(top) || 0) + 1);
            }
            return [...lines.values()].slice(0, -1);
        }"""
    )
    assert 60 <= sum(lengths) / len(lengths) <= 75


def test_paper_has_the_cable_and_its_citation_and_none_of_the_furniture(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/cables/09BAKU266/")
    site.emulate_media(media="print")
    for shown in [".cable-head", "#p3", ".citation", ".citation-url", ".demo-band"]:
        expect(site.locator(shown).first).to_be_visible()
    for hidden in [".masthead-row", ".colophon", ".switch", ".contents"]:
        expect(site.locator(hidden).first).to_be_hidden()


def test_the_band_of_invented_cables_is_on_every_page(site: Page, live_server: Any) -> None:
    for address in PAGES.values():
        # From the top of the page, wherever in it the address leads.
        site.goto(live_server.url + address.partition("#")[0])
        expect(site.locator(".demo-band", has_text="invented, for demonstration.")).to_be_in_viewport()
    assert Source.objects.filter(kind="demo").exists()
