"""A cable as plain values: one shape, wherever it is written."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cables.models import Addressee, Cable, Correction, Paragraph, Reference
from cables.records import records
from tests.factories import make_cable, make_post

pytestmark = pytest.mark.django_db


def at(path: str) -> str:
    return f"https://cables.example{path}"


def record(reference_id: str) -> dict[str, Any]:
    (found,) = records([Cable.objects.for_records().get(reference_id=reference_id)], at)
    return found


def test_all_of_a_cable() -> None:
    make_cable("08PARIS7", post="PARIS", visibility="withheld")
    made = make_cable(
        "09BAKU1",
        subject="DAMS",
        subject_marking="U",
        classification="SECRET",
        precedence="PRIORITY",
        sender="AMEMBASSY BAKU",
        paragraphs=["He said &yes8."],
        captions=["SIPDIS"],
        refers_to=["08PARIS7"],
        declassify_on=date(2019, 4, 6),
        executive_order="12958",
        classified_by=[{"name": "ANNE DERSE", "title": "AMBASSADOR"}],
        reasons=["1.4(b)"],
        signers=["DERSE"],
        passing=["NSC FOR BRYZA"],
        summary="He said yes.",
        defects=[{"kind": "page-marker", "count": 2, "details": []}],
    )
    Paragraph.objects.filter(cable=made).update(text="He said “yes”.", repairs=[[8, "&yes8", "“yes”"]])
    Addressee.objects.create(
        cable=made, role="action", position=0, name="SECSTATE WASHDC", indicator="RUEHC", post=make_post("STATE")
    )
    Addressee.objects.create(
        cable=made, role="info", position=0, name="NATO COLLECTIVE", precedence="ROUTINE", collective=True
    )
    Correction.objects.create(cable=made, field="subject", parsed="DAM", read_now="DAM", corrected="DAMS")
    Correction.objects.create(
        cable=made, field="sent", parsed="", read_now="", corrected="2009", undone_at=made.added_at
    )
    Correction.objects.create(cable=made, field="post", parsed="X", read_now="BAKU", corrected="BAKU", state="agrees")
    make_cable("09ANKARA5", post="ANKARA", refers_to=["09BAKU1", "09BAKU1"])
    make_cable("09ANKARA4", post="ANKARA", refers_to=["09BAKU1"])
    make_cable("09ANKARA6", post="ANKARA", refers_to=["09BAKU1"], visibility="draft")
    addressee = {"indicator": None, "precedence": None, "continuity_number": None, "exempt": False, "post": None}
    assert record("09BAKU1") == {
        "reference_id": "09BAKU1",
        "url": "https://cables.example/cables/09BAKU1/",
        "post": {"code": "BAKU", "name": "Embassy Baku"},
        "date": "2009-04-06",
        "sent": "2009-04-06T09:00:00Z",
        "precedence": "PRIORITY",
        "classification": "SECRET",
        "captions": ["SIPDIS"],
        "sender": "AMEMBASSY BAKU",
        "action": [
            {**addressee, "name": "SECSTATE WASHDC", "indicator": "RUEHC", "collective": False, "post": "STATE"}
        ],
        "info": [{**addressee, "name": "NATO COLLECTIVE", "precedence": "ROUTINE", "collective": True}],
        "passing": ["NSC FOR BRYZA"],
        "executive_order": "12958",
        "declassify_on": "2019-04-06",
        "declassify_text": None,
        "classified_by": [{"name": "ANNE DERSE", "title": "AMBASSADOR"}],
        "reasons": ["1.4(b)"],
        "tags": [{"code": "PGOV", "kind": "subject", "name": "Internal Governmental Affairs"}],
        "subject": "DAMS",
        "subject_marking": "U",
        "references": [
            {
                "label": "A",
                "text": "08PARIS7",
                "kind": "cable",
                "target": "08PARIS7",
                "in_archive": False,
                "withheld": False,
                "notal": False,
            }
        ],
        "referred_to_by": ["09ANKARA4", "09ANKARA5"],
        "summary": "He said yes.",
        "paragraphs": [
            {
                "anchor": "p1",
                "number": 1,
                "marking": "U",
                "heading": None,
                "role": "text",
                "text": "He said “yes”.",
                "text_as_received": "He said &yes8.",
            }
        ],
        "signers": ["DERSE"],
        "defects": [{"kind": "page-marker", "count": 2, "details": []}],
        "corrections": [
            {"field": "subject", "place": None, "telegram_reads": "DAM", "corrected": "DAMS"},
        ],
    }


def test_a_cable_of_which_little_is_known_has_every_field() -> None:
    make_cable("09BAKU1")
    make_cable("09BAKU2", post=None, sent=None, subject="", classification="", paragraphs=[], tag_codes=[])
    bare = record("09BAKU2")
    assert bare.keys() == record("09BAKU1").keys()
    assert [bare[name] for name in ("post", "date", "sent", "classification", "summary")] == [None] * 5
    assert [bare[name] for name in ("tags", "captions", "action", "references", "paragraphs")] == [[]] * 5


def test_the_file_of_a_cable_is_its_record(client: Client) -> None:
    make_cable("09BAKU1", subject="“DAMS” & <DIKES>", refers_to=["08PARIS7"])
    found = client.get("/cables/09BAKU1.json")
    assert found.json() == record("09BAKU1") | {"url": "http://testserver/cables/09BAKU1/"}
    assert json.loads(json.dumps(record("09BAKU1"))) == record("09BAKU1")


def test_many_cost_as_many_queries_as_one(django_assert_num_queries: Any) -> None:
    for number in range(1, 6):
        make_cable(f"09BAKU{number}", refers_to=["09BAKU1", "08PARIS7"] if number > 1 else [], captions=["SIPDIS"])
    for known, number in ((Cable.objects.filter(reference_id="09BAKU2"), 1), (Cable.objects.all(), 5)):
        with django_assert_num_queries(8):
            assert len(list(records(list(known.for_records()), at))) == number


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the tables hold")
def test_who_refers_to_a_cable_is_not_looked_for_among_all_that_are_published() -> None:
    with CaptureQueriesContext(connection) as asked:
        Reference.objects.published_to(range(1, 201))
        Reference.objects.published_counts([f"09BAKU{number}" for number in range(1, 201)])
    for query in asked.captured_queries:
        with connection.cursor() as cursor:
            plan = [row[-1] for row in cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")]
        assert plan[0].startswith("SEARCH cables_reference USING"), plan
