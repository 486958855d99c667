"""A real Chromium against a live server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from cables.models import Addressee, Paragraph, Source, Version
from cables.search import rebuild
from tests.factories import make_cable, make_post

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread that the fixtures use.
expect.set_options(timeout=20_000)  # Milliseconds; a busy machine is no failure.


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("No Chromium was found; install it with: apt-get install chromium.")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": flags}


@pytest.fixture
def archive(transactional_db: None) -> None:
    """Invented cables of all kinds, indexed; 09BAKU266 has all that a cable can have."""
    make_cable("08BAKU997", subject="EARLIER TALKS ON THE DAM", sent=date(2008, 10, 1), classification="SECRET")
    make_cable("09ANKARA12", post="ANKARA", subject="HARBORS", sent=date(2009, 2, 3), tag_codes=["ECON", "TU"])
    made = make_cable(
        "09BAKU266",
        subject='RIVER COMMISSION ON NEW DAM "ASKS"',
        classification="CONFIDENTIAL",
        captions=["SIPDIS", "NOFORN"],
        tag_codes=["PGOV", "PREL", "AJ", "TU"],
        paragraphs=[f"Paragraph {number} on the dam. " + "It goes on at some length. " * 12 for number in range(1, 13)],
        refers_to=["08BAKU997", "09STATE31102"],
        sender="AMEMBASSY BAKU",
        precedence="PRIORITY",
        declassify_on=date(2019, 4, 6),
        executive_order="12958",
        classified_by=[{"name": "Ada Merrow", "title": "AMBASSADOR"}],
        reasons=["1.4(b)", "1.4(d)"],
        signers=["MERROW"],
        transmission_id="VZCZCXRO0291",
        routing=["RUEHDBU"],
        defects=[{"kind": "page-banner", "count": 1, "details": ["BAKU 00000266  002 OF 002"]}],
    )
    Addressee.objects.create(cable=made, role="action", position=0, name="SECSTATE WASHDC", post=make_post("STATE"))
    for position in range(9):
        Addressee.objects.create(cable=made, role="info", position=position, name=f"ADDRESSEE {position}")
    table = "Province          1998          1999          2000          2001          2002          2003          2004"
    Paragraph.objects.filter(cable=made, position=0).update(role="summary", marking="C/NF")
    Paragraph.objects.filter(cable=made, position=1).update(
        heading="Troops",
        text=f"See reftel A, the minister's.\n\n{table}",
        blocks=[[0, 29, "text"], [31, 31 + len(table), "table"]],
        repairs=[[26, ",", "'"]],
        mentions=[[4, 12, ["08BAKU997"]]],
    )
    Paragraph.objects.filter(cable=made, position=2).update(heading="Police", marking="S")
    Paragraph.objects.filter(cable=made, position=3).update(heading="Comment", role="comment", marking="SBU")
    for number in range(1, 31):
        tags = ["PGOV", "ECON", "AJ"] if number % 2 else ["PHUM", "EFIN", "ETRD", "SENV", "TU"]
        post = ["BAKU", "ANKARA", "PARIS"][number % 3]
        make_cable(f"07{post}{number}", post=post, subject=f"RIVERS {number}", sent=date(2007, 1 + number % 12, 5),
                   tag_codes=tags, refers_to=["09BAKU266"], classification=["SECRET", ""][number % 2])  # fmt: skip
    banner = b"1. (U) The talks went on\n\nBAKU 00000997  002 OF 002\n\nfor a day."
    Version.objects.filter(cable__reference_id="08BAKU997").update(
        raw=banner, facts={"stated": {"Origin": "Embassy Baku"}}
    )
    demo = Source.objects.create(kind=Source.Kind.DEMO, name="demonstration")
    Version.objects.filter(cable__reference_id__startswith="07").update(source=demo)
    rebuild()


@pytest.fixture
def elsewhere(context: BrowserContext, live_server: Any) -> Iterator[list[str]]:
    """Addresses outside the site that pages asked for; a test fails if there are any."""
    asked: list[str] = []

    def note(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and f"{address.scheme}://{address.netloc}" != live_server.url:
            asked.append(request.url)

    context.on("request", note)
    yield asked
    assert asked == []


@pytest.fixture
def site(page: Page, live_server: Any, archive: None, elsewhere: list[str]) -> Iterator[Page]:
    """A page whose addresses are those of the live site; errors in its console fail the test."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    assert [error for error in errors if "status of 404" not in error] == []
