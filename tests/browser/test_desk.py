"""The archivists' desk in a real browser: from a one-time password to a page that is live."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from cables.admin.accounts import create_first_admin
from cables.admin.desk import follow, publish
from cables.ingest import correct_item
from cables.models import Cable, Source, Upload
from tests.admin_desk.bringing import take_in, work_off
from tests.admin_desk.texts import JPEG, telegram, text_file, zip_file

pytestmark = pytest.mark.browser

PASSWORD = "harbour lamps at dusk"


def log_in(page: Page, site: str, name: str, password: str) -> None:
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_first_login_to_a_page_that_is_live(
    new_context: Any, live_server: Any, transactional_db: None, tmp_path: Path, javascript: bool
) -> None:
    once = create_first_admin() or ""
    context: BrowserContext = new_context(java_script_enabled=javascript)
    page = context.new_page()
    for serial, subject in ((901, "A LAMP FOR THE HARBOUR"), (902, "A BELL FOR THE BUOY")):
        (tmp_path / f"text{serial}.txt").write_text(telegram(serial, subject=subject), encoding="utf-8")

    log_in(page, live_server.url, "admin", once)
    expect(page.get_by_text("You came in with a one-time password.")).to_be_visible()
    page.goto(f"{live_server.url}/admin/cables/upload/add/")
    expect(page).to_have_url(f"{live_server.url}/admin/password_change/")
    page.get_by_label("Old password").fill(once)
    page.get_by_label("New password:", exact=True).fill(PASSWORD)
    page.get_by_label("New password confirmation").fill(PASSWORD)
    page.get_by_role("button", name="Set this password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()

    page.get_by_role("link", name="Upload cables").click()
    page.get_by_label("Choose files, or drop them here").set_input_files(sorted(tmp_path.glob("text*.txt")))
    if javascript:
        expect(page.get_by_role("status")).to_contain_text("2 files")
    page.get_by_role("button", name="Upload and read").click()
    expect(page.get_by_role("heading", name=re.compile(r"Upload \d+"))).to_be_visible()
    work_off()
    if not javascript:
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("A BELL FOR THE BUOY")).to_be_visible()
    assert page.request.get(f"{live_server.url}/cables/09BAKU901/").status == 404

    page.get_by_label("Select 09BAKU902").check()
    page.get_by_role("button", name="Discard", exact=True).click()
    expect(page.get_by_text("09BAKU902 discarded.")).to_be_visible()
    page.get_by_role("link", name="09BAKU901").click()
    expect(page.get_by_role("heading", name="As received")).to_be_visible()
    page.get_by_role("link", name="Subject", exact=True).click()
    assert page.url.endswith("#in-subject")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("09BAKU901 published.")).to_be_visible()

    page.get_by_role("link", name="09BAKU901").first.click()
    expect(page.get_by_role("heading", name="A LAMP FOR THE HARBOUR")).to_be_visible()
    page.goto(f"{live_server.url}/?q=harbour")
    expect(page.get_by_text("A LAMP FOR THE HARBOUR")).to_be_visible()
    assert page.request.get(f"{live_server.url}/cables/09BAKU902/").status == 404


def test_select_all_counts_what_is_chosen(page: Page, desk: Upload, live_server: Any) -> None:
    page.goto(f"{live_server.url}/admin/cables/upload/{desk.pk}/change/")
    selected = page.locator("[data-selected]")
    expect(selected).to_have_text("0")
    page.get_by_label("Select all on this page").check()
    expect(selected).to_have_text("3")
    page.get_by_label("Select 09BAKU903").uncheck()
    expect(selected).to_have_text("2")


@pytest.fixture
def desk(page: Page, live_server: Any, transactional_db: None) -> Upload:
    """An upload with a text of every kind, and somebody logged in to look at it."""
    anna = User.objects.create_superuser("anna", password=PASSWORD)
    before = take_in(files=[text_file("a.txt", telegram(901)), text_file("b.txt", telegram(902))], user=anna)
    publish(items=before.items.values_list("pk", flat=True), user=anna)
    follow()
    damaged = telegram(903).replace("harbour master", "harbour master\n\nBAKU 00000903  002 OF 002\n\n")
    upload = take_in(
        files=[
            text_file("again.txt", telegram(901)),
            text_file("new.txt", telegram(902, subject="ANOTHER LAMP", paragraphs=("One lamp.", "Two lamps."))),
            text_file("damaged.txt", damaged),
            text_file("photo.txt", JPEG.decode("latin-1")),
            zip_file("week.zip", {"../../climb.txt": "x"}),
        ],
        user=anna,
    )
    told = {
        "field": "subject",
        "value": "A THIRD " + "VERYLONGWORDS" * 8,
        "seen": "ANOTHER LAMP",
        "reason": "The scan.",
    }
    correct_item(item=upload.items.get(position=2).pk, user=anna, **told)
    log_in(page, live_server.url, "anna", PASSWORD)
    return upload


PAGES = [
    "/admin/",
    "/admin/cables/upload/",
    "/admin/cables/upload/add/",
    "/admin/cables/upload/{upload}/change/",
    "/admin/cables/upload/{upload}/items/1/",
    "/admin/cables/upload/{upload}/items/2/",
    "/admin/cables/upload/{upload}/items/2/correct/subject/",
    "/admin/cables/upload/{upload}/items/3/",
    "/admin/cables/upload/{upload}/items/4/",
    "/admin/cables/upload/{upload}/history/",
    "/admin/cables/cable/",
    "/admin/cables/cable/{cable}/change/",
    "/admin/cables/post/",
    "/admin/cables/source/{source}/change/",
    "/admin/password_change/",
    "/admin/auth/user/{user}/change/",
    "/admin/auth/group/add/",
    "/admin/logged-out/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_of_the_desk_have_no_accessibility_faults_and_fit(
    page: Page, desk: Upload, live_server: Any, elsewhere: list[str], width: int, scheme: Any
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    known = {
        "upload": desk.pk,
        "cable": Cable.objects.get(reference_id="09BAKU901").pk,
        "source": Source.objects.get().pk,
        "user": User.objects.get().pk,
    }
    for address in PAGES:
        if address == "/admin/logged-out/":
            page.context.clear_cookies()
        answer = page.goto(live_server.url + address.format(**known))
        assert answer and answer.ok, address
        assert errors == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        found = Axe().run(page)
        assert [fault["id"] for fault in found.response["violations"]] == [], (address, found.generate_report())
        errors.clear()
