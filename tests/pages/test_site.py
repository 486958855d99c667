"""What holds for every page, and the pages about the site itself."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client, override_settings

from cables import vocabulary
from cables.models import Cable, Source
from cables.search import rebuild
from cables.views import site
from tests.factories import make_cable
from tests.pages.pages import text_of

pytestmark = pytest.mark.django_db

ROOT = Path(settings.BASE_DIR)
PAGES = ["/", "/cables/09BAKU1/", "/cables/09BAKU1/raw/", "/posts/", "/posts/BAKU/", "/tags/", "/tags/PGOV/", "/years/",
         "/years/2009/", "/help/", "/cables/09BAKU9/", "/nowhere/"]  # fmt: skip
TEMPLATES = [path for path in (ROOT / "templates").rglob("*.html") if not {"admin", "registration"} & {*path.parts}]

FIRST_VISIT = ["base.css", "search.css", "keys.js", "search.js", "suggest.js", "favicon.svg", "world.svg"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_when_cables_are_invented(client: Client, address: str) -> None:
    cable = make_cable("09BAKU1")
    status = client.get(address).status_code
    assert "nvented, for demonstration" not in text_of(client, address, status=status)
    invent(cable)
    note = "Invented cables, for demonstration. No person, event or text in them is real."
    assert note in text_of(client, address, status=status)
    make_cable("09BAKU2")
    page = text_of(client, address, status=status)
    assert "Some of the cables here are invented, for demonstration." in page
    assert "No person, event or text in them is real." not in page


def test_in_a_mixed_archive_each_invented_cable_says_so(client: Client) -> None:
    invented, other = make_cable("09BAKU1"), make_cable("09BAKU2")
    assert "This cable is invented" not in text_of(client, "/cables/09BAKU1/")
    invent(invented)
    rebuild()
    assert "This cable is one of them." in text_of(client, "/cables/09BAKU1/")
    assert "This cable is invented, for demonstration." in text_of(client, "/cables/09BAKU1/")
    assert "This cable is not one of them." in text_of(client, "/cables/09BAKU2/")
    assert "This cable is invented" not in text_of(client, "/cables/09BAKU2/")
    for address in ["/", "/?q=", "/tags/PGOV/", "/posts/BAKU/", "/years/2009/"]:
        page = text_of(client, address)
        assert "09BAKU1 6 April 2009 Invented UNCLASSIFIED" in page, address
        assert "09BAKU2 6 April 2009 UNCLASSIFIED" in page, address
    invent(other)
    assert "09BAKU1 6 April 2009 UNCLASSIFIED" in text_of(client, "/?q="), "the band says it for all"


def test_a_source_that_gave_nothing_does_not_count(client: Client) -> None:
    invent(make_cable("09BAKU1"))
    Source.objects.create(kind=Source.Kind.FILES, name="nothing but rejected files")
    assert "No person, event or text in them is real." in text_of(client, "/help/")


def invent(cable: Cable) -> None:
    cable.versions.update(source=Source.objects.create(kind=Source.Kind.DEMO, name="demonstration"))


@pytest.mark.parametrize("address", PAGES)
def test_pages_need_nothing_the_content_policy_forbids(client: Client, address: str) -> None:
    make_cable("09BAKU1")
    response = client.get(address)
    assert "script-src 'self'" in response["Content-Security-Policy"]
    html = response.content.decode()
    # A block of data is no script: browsers do not run it, and the policy does not concern it.
    inline = r'<script(?![^>]*\ssrc=)(?! type="application/ld\+json">)'
    assert not re.search(rf"<style|\sstyle=|\son\w+=|{inline}|javascript:", html)
    assert not re.search(r'(?:src|<link [^>]*href)="(?:https?:)?//(?!testserver)', html)
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_trusts_text(template: Path) -> None:
    assert not re.search(r"\|safe\b|\|safeseq|autoescape off|mark_safe", template.read_text(encoding="utf-8"))


def test_help_explains_every_term_of_the_vocabulary(client: Client) -> None:
    page = text_of(client, "/help/")
    tables: list[Any] = [vocabulary.levels(), vocabulary.captions(), vocabulary.portion_marks(), vocabulary.reasons()]
    for term in [term for table in [*tables, vocabulary.precedences()] for term in table.values()]:
        assert term.name in page


def test_health_answers_while_the_database_does(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]

    class Broken:
        def cursor(self) -> None:
            raise DatabaseError

    monkeypatch.setattr(site, "connection", Broken())
    response = client.get("/health/")
    assert (response.status_code, response.content) == (503, b"database does not answer\n")


def test_the_icon_is_found_by_its_old_name(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/favicon.svg"


def test_error_pages_are_the_sites_own(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    assert "There is nothing at this address." in text_of(client, "/nowhere/", status=404)
    assert "The archive holds no cable of 2011." in text_of(client, "/years/2011/", status=404)

    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("cables.views.site.vocabulary.levels", fail)
    page = text_of(client, "/help/", status=500)
    assert "Something went wrong here" in page
    assert "broken" not in page


@override_settings(ALLOWED_HOSTS=["only.example"])
def test_a_request_that_makes_no_sense_gets_the_sites_own_page() -> None:
    assert "The request could not be read" in text_of(Client(), "/", status=400)


def test_a_first_visit_is_light() -> None:
    static = ROOT / "static"
    fonts = sum(path.stat().st_size for path in (static / "fonts").glob("*.woff2"))
    texts = sum(len(gzip.compress((static / name).read_bytes())) for name in FIRST_VISIT)
    assert fonts < 100_000
    assert fonts + texts < 130_000


def test_every_font_comes_with_its_licence() -> None:
    fonts = {path.stem for path in (ROOT / "static" / "fonts").glob("*.woff2")}
    assert fonts
    for name in fonts:
        licence = (ROOT / "static" / "fonts" / f"{name}-LICENSE.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License" in licence
