"""OAI-PMH, harvested by a real harvester and held to the rules of the protocol."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client, override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from sickle import Sickle

from cables.discovery.oai import records
from cables.discovery.oai.records import code_of, set_of
from cables.discovery.oai.values import Fault, checked, selection
from cables.models import Cable, Visibility
from tests.factories import make_cable

pytestmark = pytest.mark.django_db

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "oai.xsd"))
START = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}
LISTING = "verb=ListRecords&metadataPrefix=oai_dc"


def make(number: int, *, changed: datetime | None = None, **fields: Any) -> Cable:
    made = make_cable(f"09BAKU{number}", **fields)
    Cable.objects.filter(pk=made.pk).update(changed_at=changed or START + timedelta(hours=number))
    return made


def asked(query: str) -> Any:
    """The answer, which must be as the protocol wants it."""
    response = Client().get(f"/oai?{query}")
    assert response.status_code == 200
    document = etree.fromstring(response.content)
    SCHEMA.assertValid(document)
    return document


def ids(document: Any) -> list[str]:
    return [text.rpartition(":")[2] for text in document.xpath("//o:header/o:identifier/text()", namespaces=NAMES)]


def fault(query: str) -> str:
    (code,) = asked(query).xpath("//o:error/@code", namespaces=NAMES)
    return str(code)


def token(document: Any) -> str:
    return quote("".join(document.xpath("//o:resumptionToken/text()", namespaces=NAMES)))


@pytest.mark.django_db(transaction=True)
def test_a_harvester_takes_all_records_page_by_page(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "RECORDS_A_PAGE", 3)
    for number in range(1, 9):
        make(number, subject=f"SUBJECT {number} & <x>\x0c", serial=number, changed=START)
    make(9, visibility=Visibility.DRAFT)
    make(10, visibility=Visibility.WITHHELD)
    harvester = Sickle(f"{live_server.url}/oai")
    assert harvester.Identify().deletedRecord == "no"
    assert [one.setSpec for one in harvester.ListSets()] == ["BAKU"]
    assert [one.metadataPrefix for one in harvester.ListMetadataFormats()] == ["oai_dc"]
    taken = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    assert [one.metadata["identifier"][1] for one in taken] == [f"09BAKU{number}" for number in range(1, 9)]
    assert taken[0].metadata == {
        "title": ["SUBJECT 1 & <x>"],
        "creator": ["US Embassy Baku"],
        "subject": ["PGOV"],
        "description": ["Classification: UNCLASSIFIED"],
        "date": ["2009-04-06"],
        "type": ["Text", "Telegram"],
        "format": ["text/html"],
        "identifier": [f"{live_server.url}/cables/09BAKU1/", "09BAKU1"],
        "source": ["Reftel"],
        "language": ["en"],
    }
    headers = [one.identifier for one in harvester.ListIdentifiers(metadataPrefix="oai_dc", set="BAKU")]
    assert headers == [one.header.identifier for one in taken]
    again = harvester.GetRecord(metadataPrefix="oai_dc", identifier=headers[4])
    assert again.metadata == taken[4].metadata


def test_what_is_added_or_changed_meanwhile_makes_no_harvest_miss_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "RECORDS_A_PAGE", 2)
    for number in range(1, 7):
        make(number, changed=START if number < 5 else None)
    page = asked(LISTING)
    taken = ids(page)
    Cable.objects.filter(reference_id="09BAKU1").update(changed_at=START + timedelta(days=9))
    make(7, changed=START - timedelta(days=1))
    Cable.objects.filter(reference_id="09BAKU4").update(visibility=Visibility.WITHHELD)
    while token(page):
        page = asked(f"verb=ListRecords&resumptionToken={token(page)}")
        taken += ids(page)
    assert taken == ["09BAKU1", "09BAKU2", "09BAKU3", "09BAKU5", "09BAKU6", "09BAKU1"]


def test_a_list_says_how_long_it_is_and_ends_with_an_empty_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "RECORDS_A_PAGE", 2)
    for number in range(1, 4):
        make(number)
    first = asked(LISTING)
    (element,) = first.xpath("//o:resumptionToken", namespaces=NAMES)
    assert dict(element.attrib) == {"completeListSize": "3", "cursor": "0"}
    (last,) = asked(f"verb=ListRecords&resumptionToken={token(first)}").xpath("//o:resumptionToken", namespaces=NAMES)
    assert (dict(last.attrib), last.text) == ({"completeListSize": "3", "cursor": "2"}, None)
    assert token(asked(LISTING + "&from=2026-01-01T03:00:00Z")) == ""


BOUNDS = [
    ("from=2026-01-01T02:00:00Z", [2, 3]),
    ("until=2026-01-01T02:00:00Z", [1, 2]),
    ("from=2026-01-01T02:00:00Z&until=2026-01-01T02:00:00Z", [2]),
    ("from=2026-01-01&until=2026-01-01", [1, 2, 3]),
    ("until=2026-01-01", [1, 2, 3]),
    ("set=BAKU", [1, 2, 3]),
]


@pytest.mark.parametrize(("bounds", "found"), BOUNDS)
def test_bounds_are_included_to_the_second(bounds: str, found: list[int]) -> None:
    for number in (1, 2, 3):
        make(number, changed=START + timedelta(hours=number, microseconds=999_999))
    assert ids(asked(f"{LISTING}&{bounds}")) == [f"09BAKU{number}" for number in found]


AT_THE_END_OF_TIME = urlsafe_b64encode(b'{"behind": "9999-12-31T23:59:59-23:59"}').decode().rstrip("=")
FAULTS = [
    ("", "badVerb"),
    ("verb=Nonsense", "badVerb"),
    ("verb=Identify&verb=Identify", "badVerb"),
    ("verb=Identify&x=1", "badArgument"),
    ("verb=ListRecords", "badArgument"),
    ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
    ("verb=GetRecord&identifier=oai:testserver:09BAKU1", "badArgument"),
    (f"{LISTING}&from=2026", "badArgument"),
    (f"{LISTING}&from=2026-02-30", "badArgument"),
    (f"{LISTING}&from=2026-01-01&until=2026-01-01T00:00:00Z", "badArgument"),
    (f"{LISTING}&from=2026-01-02&until=2026-01-01", "badArgument"),
    (f"{LISTING}&until=9999-12-31", "badArgument"),
    (f"{LISTING}&from=2026-01-01&from=2026-01-01", "badArgument"),
    (f"{LISTING}&resumptionToken=x", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
    ("verb=GetRecord&metadataPrefix=marc&identifier=oai:testserver:09BAKU1", "cannotDisseminateFormat"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:09BAKU9", "idDoesNotExist"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=09BAKU1", "idDoesNotExist"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:%2500", "idDoesNotExist"),
    ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist"),
    (f"{LISTING}&from=2030-01-01", "noRecordsMatch"),
    (f"{LISTING}&until=1970-01-01T00:00:00Z", "noRecordsMatch"),
    (f"{LISTING}&set=PARIS", "noRecordsMatch"),
    ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
    *((f"verb=ListRecords&resumptionToken={bad}", "badResumptionToken")
      for bad in ["", "x", "e30", "W10", "eyJzZXQiOiAxfQ", "eyJiZWhpbmQiOiAiMjAyNi0wMS0wMSJ9", "%00",
                  AT_THE_END_OF_TIME]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "code"), FAULTS)
def test_each_error_has_its_code(query: str, code: str) -> None:
    make(1)
    assert fault(query) == code


def test_an_empty_archive_answers_too() -> None:
    assert fault(LISTING) == "noRecordsMatch"
    assert asked("verb=Identify").xpath("//o:repositoryName/text()", namespaces=NAMES) == ["Reftel"]


@settings(max_examples=60)
@given(st.text(max_size=60), st.sampled_from(["resumptionToken", "from", "until", "set"]))
def test_no_argument_breaks_it(text: str, name: str) -> None:
    arguments = {"metadataPrefix": ["oai_dc"], name: [text]}
    if name == "resumptionToken":
        del arguments["metadataPrefix"]
    try:
        selection(checked("ListRecords", arguments))
    except Fault as error:
        assert error.code in {"badArgument", "badResumptionToken"}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_any_code_of_a_post_names_a_set(code: str) -> None:
    name = set_of(code)
    assert code_of(name) == code
    assert SPEC.fullmatch(name)


SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")


def test_hidden_cables_are_as_good_as_not_there() -> None:
    make(1)
    hidden = make(2, changed=START - timedelta(days=9))
    for visibility in [Visibility.DRAFT, Visibility.WITHHELD]:
        Cable.objects.filter(pk=hidden.pk).update(visibility=visibility)
        wanted = "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:09BAKU2"
        assert fault(wanted) == "idDoesNotExist"
        assert ids(asked(LISTING)) == ["09BAKU1"]
        assert asked("verb=Identify").xpath("//o:earliestDatestamp/text()", namespaces=NAMES) == [
            "2026-01-01T01:00:00Z"
        ]


def test_it_is_asked_by_post_as_well_and_costs_few_queries(django_assert_num_queries: Any) -> None:
    for number in range(1, 30):
        make(number, tag_codes=["PREL", "AJ"])
    client = Client(enforce_csrf_checks=True)
    with django_assert_num_queries(4):
        response = client.post("/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"})
    assert len(ids(etree.fromstring(response.content))) == 29
    assert response["Content-Type"] == "text/xml; charset=utf-8"


@override_settings(SITE_URL="https://cables.example.org", EMAIL_FROM="Reftel <archive@example.org>")
def test_identifiers_are_those_of_the_sites_own_address() -> None:
    make(1)
    document = asked(LISTING)
    assert document.xpath("//o:header/o:identifier/text()", namespaces=NAMES) == ["oai:cables.example.org:09BAKU1"]
    assert asked("verb=Identify").xpath("//o:adminEmail/text()", namespaces=NAMES) == ["archive@example.org"]
