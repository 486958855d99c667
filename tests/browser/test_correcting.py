"""An archivist corrects a cable in a real browser, takes it back, and withholds it with a note."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from cables.ingest import correct, ingest
from cables.models import Cable, Correction, Source
from cables.search import drain
from tests.browser.test_desk import PASSWORD, log_in
from tests.ingest.samples import make_raw, text_of

pytestmark = pytest.mark.browser

TEXT = text_of(1, references=["BAKU 2", "STATE 9"], body="As ref A says, the fair opened. " * 20)


@pytest.fixture
def cable(page: Page, live_server: Any, transactional_db: None) -> Cable:
    """Somebody is logged in who may correct it."""
    ingest(inputs=[make_raw(TEXT), make_raw(text_of(2))], source=Source(kind=Source.Kind.FILES, name="invented"))
    drain()
    User.objects.create_superuser("anna", password=PASSWORD)
    log_in(page, live_server.url, "anna", PASSWORD)
    return Cable.objects.get(reference_id="09BAKU1")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_misread_field_is_mended_and_taken_back_and_the_cable_withheld(
    new_context: Any, live_server: Any, cable: Cable, javascript: bool
) -> None:
    page = new_context(java_script_enabled=javascript).new_page()
    log_in(page, live_server.url, "anna", PASSWORD)
    page.goto(f"{live_server.url}/admin/cables/cable/{cable.pk}/change/")
    page.get_by_role("link", name="Correct Subject").click()
    page.get_by_label("Subject").fill("A FAIR IN THE RAIN")
    page.get_by_label("Why").fill("The scan says so.")
    page.get_by_role("button", name="Correct").click()
    expect(page.get_by_text("09BAKU1 is corrected.")).to_be_visible()
    expect(page.get_by_text("Was read as “AN INVENTED FAIR”.")).to_be_visible()
    page.goto(f"{live_server.url}/?q=rain")
    expect(page.get_by_text("A FAIR IN THE RAIN").first).to_be_visible()

    page.goto(f"{live_server.url}/admin/cables/cable/{cable.pk}/change/")
    page.get_by_role("link", name="Correct TAGS").click()
    page.get_by_label("TAG 3").fill("NOSUCH")
    page.get_by_role("button", name="Correct").click()
    expect(page.get_by_role("alert")).to_contain_text("“NOSUCH” is no TAG that is known here")
    page.get_by_label("TAG 3").fill("prel")
    page.get_by_role("button", name="Correct").click()
    expect(page.get_by_text("PGOV; AJ; PREL").first).to_be_visible()
    page.get_by_role("button", name="Undo the correction of Subject").click()
    expect(page.get_by_text("Subject says again what the telegram reads.")).to_be_visible()

    page.locator(".withhold summary").click()
    page.get_by_label("Public note").fill("Kept back until 2030.")
    page.get_by_role("button", name="Withhold with the public note").click()
    expect(page.get_by_text("1 cable is withheld now.")).to_be_visible()
    answer = page.goto(f"{live_server.url}/cables/09BAKU1/")
    assert answer is not None and answer.status == 403
    expect(page.get_by_text("Kept back until 2030.")).to_be_visible()


@pytest.fixture
def corrected(cable: Cable) -> Cable:
    """With corrections in every state, and one cable withheld."""
    anna = User.objects.get()
    for field, value, seen in (
        ("subject", "A FAIR IN THE RAIN WITH " + "VERYLONGWORDS" * 8, "AN INVENTED FAIR"),
        ("precedence", "FLASH", "ROUTINE"),
        ("signers", ["SMYTHE", "JONES"], ["SMITH"]),
    ):
        correct(cable=cable.pk, field=field, value=value, seen=seen, user=anna, reason="A better scan of 1998 says so.")
    Correction.objects.filter(field="subject").update(state="overtaken", read_now="A SMALL FAIR")
    Correction.objects.filter(field="precedence").update(state="agrees", read_now="FLASH")
    Cable.objects.filter(reference_id="09BAKU2").update(visibility="withheld", withheld_note="Kept back until 2030.")
    return cable


PAGES = [
    "/admin/",
    "/admin/cables/cable/{cable}/change/",
    "/admin/cables/cable/{cable}/correct/subject/",
    "/admin/cables/cable/{cable}/correct/tags/",
    "/admin/cables/cable/{cable}/correct/classified_by/",
    "/admin/cables/cable/{cable}/correct/classification/",
    "/admin/cables/correction/",
    "/admin/cables/post/{post}/change/",
    "/cables/09BAKU1/",
    "/cables/09BAKU1/source/",
    "/cables/09BAKU2/",
]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_pages_of_corrections_have_no_accessibility_faults_and_fit(
    page: Page, corrected: Cable, live_server: Any, elsewhere: list[str], width: int, scheme: Any
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in PAGES:
        page.goto(live_server.url + address.format(cable=corrected.pk, post=corrected.post_id))
        for summary in page.locator(".withhold summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        found = Axe().run(page)
        assert [fault["id"] for fault in found.response["violations"]] == [], (address, found.generate_report())
