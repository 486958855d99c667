"""Citations on the page of a cable, as files, and for programs that save references."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
import rispy
from django.test import Client
from lxml import etree

from cables.models import Addressee, Cable, Paragraph, Visibility
from tests.factories import make_cable, make_post
from tests.pages.pages import text_of

pytestmark = pytest.mark.django_db

CABLE = "/cables/09BAKU266/"
FILES = {
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
}


@pytest.fixture
def cable() -> Cable:
    made = make_cable(
        "09BAKU266",
        subject='NEW DAM "ASKS"',
        serial=266,
        sender="AMEMBASSY BAKU",
        paragraphs=["One.", "Two.", "Three."],
    )
    Addressee.objects.create(cable=made, role="action", position=0, name="SECSTATE WASHDC", post=make_post("STATE"))
    Paragraph.objects.filter(cable=made, position=2).update(number=None, anchor="u1")
    return made


def forms(client: Client, address: str) -> list[str]:
    """The citations on a page, as a reader sees them."""
    found = re.findall(r'<p class="citation">(.*?)</p>', client.get(address).content.decode())
    return [unescape(re.sub(r"<[^>]*>", "", words)) for words in found]


def test_every_form_stands_on_the_page(client: Client, cable: Cable) -> None:
    assert forms(client, CABLE)[0] == (
        "US Embassy Baku to Secretary of State, telegram 266, “NEW DAM ‘ASKS’,” "
        "April 6, 2009, 09BAKU266, http://testserver/cables/09BAKU266/."
    )
    page = text_of(client, CABLE)
    for name in ["Cite this cable Chicago", "MLA", "APA", "Bluebook", "National Archives", "RIS · BibTeX · CSL-JSON"]:
        assert name in page


def test_a_paragraph_that_the_address_names_is_the_one_cited(client: Client, cable: Cable) -> None:
    for form in forms(client, f"{CABLE}?at=p2"):
        assert "http://testserver/cables/09BAKU266/#p2" in form
        assert re.search(r", par[a.]+ ?2\b| ¶ 2\b", form)
    page = text_of(client, f"{CABLE}?at=p2")
    assert "Cite paragraph 2" in page
    assert "Cite the whole cable" in page
    assert 'href="/cables/09BAKU266.ris?at=p2"' in client.get(f"{CABLE}?at=p2").content.decode()
    unnumbered = forms(client, f"{CABLE}?at=u1")[0]
    assert unnumbered.endswith("09BAKU266, http://testserver/cables/09BAKU266/#u1.")
    assert forms(client, f"{CABLE}?at=p99") == forms(client, CABLE)


def test_a_paragraph_is_asked_for_by_its_number_without_scripts(client: Client, cable: Cable) -> None:
    response = client.get(CABLE, {"at": "2"})
    assert response["Location"] == "/cables/09BAKU266/?at=p2#p2"


@pytest.mark.parametrize("tail", FILES)
def test_files_for_reference_managers(client: Client, cable: Cable, tail: str) -> None:
    response = client.get(f"/cables/09BAKU266{tail}")
    assert (response.status_code, response["Content-Type"]) == (200, FILES[tail])
    assert response["Content-Disposition"] == f'attachment; filename="09BAKU266{tail}"'
    assert response["X-Robots-Tag"] == "noindex"
    body = response.content.decode()
    assert "http://testserver/cables/09BAKU266/" in body
    assert f'href="/cables/09BAKU266{tail}"' in client.get(CABLE).content.decode()
    paragraph = client.get(f"/cables/09BAKU266{tail}?at=p2")
    assert paragraph["Content-Disposition"] == f'attachment; filename="09BAKU266-p2{tail}"'
    assert "http://testserver/cables/09BAKU266/#p2" in paragraph.content.decode()


@pytest.mark.parametrize("tail", FILES)
def test_files_know_other_spellings_and_nothing_that_is_hidden(client: Client, cable: Cable, tail: str) -> None:
    response = client.get(f"/cables/09 BAKU 00266{tail}", {"at": "p2"})
    assert (response.status_code, response["Location"]) == (301, f"/cables/09BAKU266{tail}?at=p2")
    for at in ["p99", "%00", "x" * 500, "0"]:
        assert client.get(f"/cables/09BAKU266{tail}?at={at}").status_code == 404
    absent = client.get(f"/cables/09BAKU999{tail}")
    for visibility in [Visibility.DRAFT, Visibility.WITHHELD]:
        Cable.objects.update(visibility=visibility)
        hidden = client.get(f"/cables/09BAKU266{tail}")
        assert hidden.status_code == absent.status_code == 404
        assert "NEW DAM" not in hidden.content.decode()


def test_unapi_offers_the_cable_of_a_page_as_ris(client: Client, cable: Cable) -> None:
    html = client.get(CABLE).content.decode()
    server = re.search(r'<link rel="unapi-server" type="application/xml" title="unAPI" href="(.*?)">', html)
    named = re.search(r'<abbr class="unapi-id" title="(.*?)">', html)
    assert server
    assert named
    offered = etree.fromstring(client.get(server[1]).content)
    assert [(one.get("name"), one.get("type")) for one in offered] == [
        ("ris", "application/x-research-info-systems"),
        ("bibtex", "application/x-bibtex"),
    ]
    of_cable = client.get(server[1], {"id": named[1]})
    assert (of_cable.status_code, etree.fromstring(of_cable.content).get("id")) == (300, "09BAKU266")
    (entry,) = rispy.loads(client.get(server[1], {"id": named[1], "format": "ris"}).content.decode())
    assert (entry["type_of_reference"], entry["authors"], entry["title"]) == (
        "PCOMM",
        ["US Embassy Baku"],
        'NEW DAM "ASKS"',
    )
    assert client.get(server[1], {"id": named[1], "format": "marc"}).status_code == 406
    for wanted in ["09BAKU999", "\x00", "<"]:
        assert client.get(server[1], {"id": wanted}).status_code == 404
    Cable.objects.update(visibility=Visibility.WITHHELD)
    assert client.get(server[1], {"id": named[1], "format": "ris"}).status_code == 404


HOSTILE = '"><script>alert(1)</script><!--\u2028</style>]]>&'


def test_data_for_programs_is_in_the_head_and_nothing_in_it_ends_it(client: Client) -> None:
    made = make_cable("09BAKU1", subject=HOSTILE, sender=HOSTILE, post=None, summary=HOSTILE, tag_codes=[HOSTILE])
    Addressee.objects.create(cable=made, role="action", position=0, name=HOSTILE)
    html = client.get("/cables/09BAKU1/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert re.search("[<>&]", block) is None
    said: dict[str, Any] = json.loads(block)
    expected = " ".join(HOSTILE.split())
    assert (said["name"], said["sender"]["name"], said["keywords"]) == (expected, expected, [expected])
    assert said["url"] == "http://testserver/cables/09BAKU1/"
    metas = dict(re.findall(r'<meta name="([^"]*)" content="([^"]*)">', html))
    assert unescape(metas["DC.title"]) == unescape(metas["citation_title"]) == expected
    assert metas["z:itemType"] == "letter"


def test_the_policy_of_the_page_allows_no_scripts_in_it(client: Client, cable: Cable) -> None:
    policy = client.get(CABLE)["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
