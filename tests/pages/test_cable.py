"""The page of one cable, its raw text, its file and its JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cables.models import Addressee, Cable, Paragraph, Reference, Source, Version
from cables.search import rebuild
from cables.telegram import DEFECTS
from tests.factories import make_cable, make_post
from tests.pages.pages import links, text_of

pytestmark = pytest.mark.django_db

FULL: dict[str, Any] = {
    "subject": 'RIVER COMMISSION ON NEW DAM "ASKS"',
    "classification": "CONFIDENTIAL",
    "captions": ["NOFORN"],
    "tag_codes": ["PGOV", "AJ"],
    "serial": 266,
    "sender": "AMEMBASSY BAKU",
    "precedence": "PRIORITY",
    "executive_order": "12958",
    "declassify_on": date(2019, 4, 6),
    "classified_by": [{"name": "Ada Merrow", "title": "AMBASSADOR"}],
    "reasons": ["1.4(b)"],
    "signers": ["MERROW"],
    "defects": [{"kind": "page-banner", "count": 2, "details": ["BAKU 00000266  002 OF 002"]}],
}


@pytest.fixture
def cable() -> Cable:
    made = make_cable("09BAKU266", paragraphs=["One.", "Two: see reftel A."], **FULL)
    Addressee.objects.create(cable=made, role="action", position=0, name="SECSTATE WASHDC", post=make_post("STATE"))
    for position, name in enumerate(["CIS COLLECTIVE", "SECDEF WASHDC", "CIA WASHINGTON DC", "NSC WASHDC"]):
        Addressee.objects.create(cable=made, role="info", position=position, name=name)
    Paragraph.objects.filter(cable=made, position=1).update(heading="Troops", marking="C/NF", role="comment")
    return made


def test_the_head_says_who_to_whom_how_urgent_how_secret_until_when_and_why(client: Client, cable: Cable) -> None:
    page = text_of(client, "/cables/09BAKU266/")
    for stated in [
        "CONFIDENTIAL NOFORN",
        "09BAKU266 6 April 2009",
        'RIVER COMMISSION ON NEW DAM "ASKS"',
        "From Embassy Baku AMEMBASSY BAKU",
        "To Department of State SECSTATE WASHDC",
        "Info 4 addressees for information CIS COLLECTIVE SECDEF WASHDC",
        "Sent Monday 6 April 2009, 09:00 UTC",
        "Precedence Priority",
        "Handling NOFORN Not Releasable to Foreign Nationals",
        "Declassify on 6 April 2019 , 10 years after it was sent E.O. 12958",
        "Classified by Ada Merrow, AMBASSADOR",
        "Reasons 1.4(b) Foreign government information",
        "PGOV Internal Governmental Affairs",
        "AJ Azerbaijan",
        "Signed MERROW",
        "Reading notes",
        "it was taken out and the text joined. 2 times BAKU 00000266 002 OF 002",
        "Bulk import: 09BAKU266.txt",
    ]:
        assert stated in page, stated


def test_paragraphs_have_anchors_markings_headings_and_roles(client: Client, cable: Cable) -> None:
    html = client.get("/cables/09BAKU266/").content.decode()
    assert '<section class="paragraph role-text" id="p1" aria-label="Paragraph 1">' in html
    assert '<a class="permalink" href="#p2" aria-label="Link to paragraph 2">2</a>' in html
    assert '<span class="portion level-confidential"><button type="button" class="gloss" popovertarget="gloss-' in html
    assert '<h3 class="paragraph-heading">Troops</h3>\n<section class="paragraph role-comment" id="p2"' in html
    assert '<p class="role-label">Comment</p>' in html


def test_that_a_text_is_not_whole_is_said_before_it(client: Client) -> None:
    defects = [
        {"kind": "page-banner", "count": 1, "details": []},
        {"kind": "partial-extract", "count": 1, "details": []},
    ]
    make_cable("09BAKU1", paragraphs=["THE TEXT"], defects=defects)
    before, _ = text_of(client, "/cables/09BAKU1/").split("THE TEXT")
    assert DEFECTS["partial-extract"] in before
    assert DEFECTS["page-banner"] not in before


def test_the_canonical_address_is_stated(client: Client, cable: Cable) -> None:
    html = client.get("/cables/09BAKU266/?text=received").content.decode()
    assert '<link rel="canonical" href="http://testserver/cables/09BAKU266/">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "noindex" not in client.get("/cables/09BAKU266/").content.decode()


SPELLINGS = ["09 BAKU 00266", "Baku 266 (2009)", "09baku266", "2009BAKU266"]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("tail", ["/", "/raw/", ".txt", ".json"])
def test_other_spellings_of_an_id_redirect_for_good(client: Client, cable: Cable, spelling: str, tail: str) -> None:
    response = client.get(f"/cables/{spelling}{tail}", {"text": "received"})
    assert (response.status_code, response["Location"]) == (301, f"/cables/09BAKU266{tail}?text=received")


@pytest.mark.parametrize("tail", ["/", "/raw/", ".txt", ".json"])
@pytest.mark.parametrize("wanted", ["09BAKU999", "nonsense", "%00", "x" * 500, "<script>"])
def test_an_id_that_is_not_here_is_not_found(client: Client, cable: Cable, tail: str, wanted: str) -> None:
    response = client.get(f"/cables/{wanted}{tail}")
    assert response.status_code == 404
    assert "<script>" not in response.content.decode().split("<body")[1].split("</body")[0]


def test_references_are_links_both_ways_or_said_to_be_missing(client: Client, cable: Cable) -> None:
    citing = make_cable("09ANKARA5", post="ANKARA", subject="ABOUT THE DAM", refers_to=["09BAKU266", "08PARIS77"])
    Reference.objects.create(cable=citing, position=2, label="C", text="MERROW-HOLT TELCON", kind="telcon", notal=True)
    page = text_of(client, "/cables/09ANKARA5/")
    assert 'A 09BAKU266 RIVER COMMISSION ON NEW DAM "ASKS" Embassy Baku, 6 April 2009' in page
    assert "B 08PARIS77 Not in the archive" in page
    assert "C MERROW-HOLT TELCON Telcon Not sent to all addressees" in page
    assert "Referred to by 1 09ANKARA5 ABOUT THE DAM" in text_of(client, "/cables/09BAKU266/")


def test_mentions_lead_to_the_cable_or_to_the_list_or_nowhere(client: Client, cable: Cable) -> None:
    citing = make_cable("09ANKARA5", post="ANKARA", refers_to=["09BAKU266", "08PARIS77"], paragraphs=["ABCDE"])
    unlisted = make_cable("09PARIS3", post="PARIS")
    Paragraph.objects.filter(cable=citing).update(
        mentions=[
            [0, 1, ["09BAKU266"]],
            [1, 2, ["08PARIS77"]],
            [2, 3, ["09BAKU266", "08PARIS77"]],
            [3, 4, [unlisted.reference_id]],
            [4, 5, ["07OSLO1"]],
        ]
    )
    html = client.get("/cables/09ANKARA5/").content.decode()
    assert (
        '<a class="mention" href="/cables/09BAKU266/">A</a><a class="mention" href="#ref-2">B</a>'
        '<a class="mention" href="#references">C</a><a class="mention" href="/cables/09PARIS3/">D</a>E</p>'
    ) in html
    assert 'id="ref-2"' in html
    assert 'id="references"' in html


def test_the_switch_between_repaired_and_received(client: Client, cable: Cable) -> None:
    Paragraph.objects.filter(cable=cable, position=0).update(text="Baku's", repairs=[[4, ",", "'"]])
    html = client.get("/cables/09BAKU266/").content.decode()
    assert 'Baku<span class="mended" title="As received: ,">&#x27;</span>s' in html
    assert "/cables/09BAKU266/?text=received" in links(html)
    assert 'Baku<span class="received">,</span>s' in client.get("/cables/09BAKU266/?text=received").content.decode()


def test_the_subject_too_is_shown_as_repaired_and_as_received(client: Client) -> None:
    make_cable("09BAKU2", subject="THE MINISTER'S <DAM>", subject_repairs=[[12, ",", "'"]])
    repaired = client.get("/cables/09BAKU2/?q=dam").content.decode()
    mended = '<span class="mended" title="As received: ,">&#x27;</span>'
    assert f"<h1>THE MINISTER{mended}S &lt;DAM&gt;</h1>" in repaired
    assert "/cables/09BAKU2/?q=dam&text=received" in links(repaired)
    received = client.get("/cables/09BAKU2/?text=received").content.decode()
    assert '<h1>THE MINISTER<span class="received">,</span>S &lt;DAM&gt;</h1>' in received


def test_headings_too_are_shown_as_repaired_and_as_received(client: Client, cable: Cable) -> None:
    repairs = [[4, ",", "'"]]
    Paragraph.objects.filter(cable=cable, position=0).update(heading="Baku's <dam>", heading_repairs=repairs)
    repaired = client.get("/cables/09BAKU266/").content.decode()
    assert '>Baku<span class="mended" title="As received: ,">&#x27;</span>s &lt;dam&gt;</h3>' in repaired
    received = client.get("/cables/09BAKU266/?text=received").content.decode()
    assert '>Baku<span class="received">,</span>s &lt;dam&gt;</h3>' in received


def test_no_switch_where_nothing_was_repaired(client: Client, cable: Cable) -> None:
    assert "As repaired" not in text_of(client, "/cables/09BAKU266/")


@pytest.fixture
def two_versions(cable: Cable) -> Cable:
    cable.versions.update(current=True)
    source = Source.objects.create(kind="upload", name="desk")
    Version.objects.create(
        cable=cable,
        number=2,
        raw="<b>Zürich</b>\r\n".encode("cp1252"),
        sha256="2" * 64,
        encoding="cp1252",
        source=source,
        origin="second.txt",
    )
    return cable


def test_the_raw_page_shows_the_version_being_read_and_lists_all(client: Client, two_versions: Cable) -> None:
    page = text_of(client, "/cables/09BAKU266/raw/")
    assert "Version 2 Upload: second.txt" in page
    assert "Version 1 Bulk import: 09BAKU266.txt" in page
    assert "09BAKU266 RIVER COMMISSION" in page
    other = client.get("/cables/09BAKU266/raw/?version=2").content.decode()
    assert "&lt;b&gt;Zürich&lt;/b&gt;" in other


@pytest.mark.parametrize("version", ["3", "0", "x", "-1", "9" * 40, "²"])
def test_a_version_that_is_not_there_is_not_found(client: Client, two_versions: Cable, version: str) -> None:
    assert client.get("/cables/09BAKU266/raw/", {"version": version}).status_code == 404


def test_the_text_file_is_the_raw_bytes_in_their_charset(client: Client, two_versions: Cable) -> None:
    response = client.get("/cables/09BAKU266.txt?version=2")
    assert response.content == "<b>Zürich</b>\r\n".encode("cp1252")
    assert response["Content-Type"] == "text/plain; charset=windows-1252"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'inline; filename="09BAKU266.txt"'


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("latin-1", "iso-8859-1"),
        ("utf-16", "utf-16"),
        ("ascii", "us-ascii"),
    ],
)
def test_charsets_are_named_as_browsers_know_them(client: Client, cable: Cable, encoding: str, charset: str) -> None:
    cable.versions.update(encoding=encoding)
    assert client.get("/cables/09BAKU266.txt")["Content-Type"] == f"text/plain; charset={charset}"


def test_json_holds_the_fields(client: Client, cable: Cable) -> None:
    make_cable("09ANKARA5", post="ANKARA", refers_to=["09BAKU266", "08PARIS77"])
    body = json.loads(client.get("/cables/09BAKU266.json").content)
    assert body["reference_id"] == "09BAKU266"
    assert body["date"] == "2009-04-06"
    assert body["post"] == {"code": "BAKU", "name": "Embassy Baku"}
    assert [addressee["name"] for addressee in body["action"]] == ["SECSTATE WASHDC"]
    assert [tag["code"] for tag in body["tags"]] == ["PGOV", "AJ"]
    assert [paragraph["anchor"] for paragraph in body["paragraphs"]] == ["p1", "p2"]
    assert body["referred_to_by"] == ["09ANKARA5"]
    references = json.loads(client.get("/cables/09ANKARA5.json").content)["references"]
    assert [(item["target"], item["in_archive"]) for item in references] == [("09BAKU266", True), ("08PARIS77", False)]


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_nothing_in_a_cable_becomes_markup(client: Client) -> None:
    made = make_cable(
        "09BAKU1",
        subject=HOSTILE,
        paragraphs=[HOSTILE],
        tag_codes=[HOSTILE],
        captions=[HOSTILE],
        sender=HOSTILE,
        passing=[HOSTILE],
        declassify_text=HOSTILE,
        classified_by=[{"name": HOSTILE, "title": HOSTILE}],
        reasons=[HOSTILE],
        signers=[HOSTILE],
        transmission_id=HOSTILE[:40],
        routing=[HOSTILE],
        refers_to=[HOSTILE[:80]],
        defects=[{"kind": HOSTILE, "count": 2, "details": [HOSTILE]}],
    )
    made.versions.update(origin=HOSTILE)
    Paragraph.objects.filter(cable=made).update(heading=HOSTILE, marking=HOSTILE[:40], role=HOSTILE[:20])
    Addressee.objects.create(cable=made, role="action", position=0, name=HOSTILE, precedence=HOSTILE[:20])
    for address in ["/", "/cables/09BAKU1/", "/cables/09BAKU1/?text=received", "/cables/09BAKU1/raw/",
                    "/tags/", "/cables/09BAKU1/source/",
                    "/cables/09BAKU1/thread/", "/cables/09BAKU1/versions/", "/cables/09BAKU1/?at=p1",
                    "/cables/09BAKU1/?q=script",
                    "/posts/BAKU/", "/years/2009/", "/?q=", f"/?q={HOSTILE}", f"/?f[tag]={HOSTILE}"]:  # fmt: skip
        html = client.get(address).content.decode()
        assert "<script>alert" not in html, address
        assert "<img" not in html, address


def test_tags_with_strange_codes_have_pages(client: Client) -> None:
    for code in ["UNGA/C-6", "CLINTON, HILLARY", "BA'ATH", "AER LINGUS", "100%?#", "É"]:
        made = make_cable(f"09BAKU{abs(hash(code)) % 10_000 + 1}", tag_codes=[code])
        address = made.tags.get().get_absolute_url()
        assert code in text_of(client, address)


def test_tags_stand_as_the_telegram_gives_them(client: Client) -> None:
    make_cable("09BAKU1", tag_codes=["PREL", "AJ", "MARR", "AF"])
    make_cable("09BAKU2", tag_codes=["AF", "PREL", "AJ"])
    make_cable("09BAKU3", tag_codes=["MARR", "AF", "PREL"], refers_to=["09BAKU1", "09BAKU2"])
    rebuild()
    assert [tag["code"] for tag in client.get("/cables/09BAKU1.json").json()["tags"]] == ["PREL", "AJ", "MARR", "AF"]
    html = client.get("/cables/09BAKU1/").content.decode()
    tags = re.findall(r'</button></span> <a href="/tags/(\w+)/"', html)
    assert tags == ["PREL", "AJ", "MARR", "AF"]
    hits = text_of(client, "/?q=")
    for line in ["TAGS: PREL AJ MARR AF", "TAGS: AF PREL AJ", "TAGS: MARR AF PREL"]:
        assert line in hits


def test_reading_costs_a_fixed_number_of_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_cable("09ANKARA1", post="ANKARA")
    make_cable("09BAKU1", refers_to=["09ANKARA1"], paragraphs=["x"])
    big = make_cable(
        "09BAKU2",
        refers_to=["09ANKARA1"] * 8,
        paragraphs=["x"] * 300,
        tag_codes=["PGOV", "PREL", "AJ"],
        captions=["EXDIS"],
    )
    for position in range(40):
        Addressee.objects.create(cable=big, role="info", position=position, name="A", post=make_post("PARIS"))
    Paragraph.objects.filter(cable=big).update(mentions=[[0, 1, ["07OSLO1"]]])
    Paragraph.objects.filter(cable__reference_id="09BAKU1").update(mentions=[[0, 1, ["07OSLO1"]]])
    for number in range(3, 30):
        make_cable(f"09BAKU{number}", refers_to=["09BAKU2", "09BAKU1"])
    Addressee.objects.create(cable_id=Cable.objects.get(reference_id="09BAKU1").pk, role="info", position=0, name="A",
                             post=make_post("PARIS"))  # fmt: skip
    for reference_id in ["09BAKU1", "09BAKU2"]:
        with django_assert_num_queries(READING_QUERIES):
            client.get(f"/cables/{reference_id}/")


READING_QUERIES = 22


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(client: Client, cable: Cable, method: str) -> None:
    assert getattr(client, method)("/cables/09BAKU266/").status_code == 405
