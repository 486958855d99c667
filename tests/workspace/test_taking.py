"""Taking lists away: what is kept, in its order, with its notes, and what is not there said."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from cables.models import Visibility
from cables.workspace import keeping
from cables.workspace.files import write_lists
from cables.workspace.kept import Kept, NamedList, to_address
from cables.workspace.models import List
from cables.workspace.taking import KINDS, PACKED
from tests.factories import make_cable
from tests.pages.pages import words

pytestmark = pytest.mark.django_db

ENTRIES = (
    Kept("09BAKU2", note="=SUM(A1)"),
    Kept("09BAKU1", "p2", "the dam, {once} more"),
    Kept("09BAKU1", note="Read\nagain"),
    Kept("09BAKU3"),
    Kept("09BAKU4", note="WITHHELD"),
    Kept("09BAKU1", "p9"),
)


@pytest.fixture
def archive() -> None:
    make_cable("09BAKU1", subject="RIVERS", paragraphs=["One.", "Two."])
    make_cable("09BAKU2", subject="LAKES", paragraphs=["One."])
    make_cable("09BAKU3", subject="CONCEALED", paragraphs=["Secret."], visibility=Visibility.WITHHELD)


def body(response: Any) -> bytes:
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def shared(client: Client, name: str, *entries: Kept, listed: str = "Dams") -> bytes:
    return body(client.get(reverse("take-shared", args=[name]) + to_address(listed, entries or ENTRIES)))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_spreadsheet_has_each_cable_once_in_the_order_of_the_list_with_its_notes(
    client: Client, archive: None
) -> None:
    found = rows(shared(client, "results.csv"))
    assert [(row["reference_id"], row["note"]) for row in found] == [
        ("09BAKU2", "'=SUM(A1)"),
        ("09BAKU1", "¶ 2: the dam, {once} more; Read\nagain"),
    ]
    assert found[-1]["rows"] == "2"


def test_a_list_of_paragraphs_has_a_row_for_each(client: Client, archive: None) -> None:
    found = rows(
        shared(client, "results.csv", Kept("09BAKU1", "p2", "b"), Kept("09BAKU2", "p1", "c"), Kept("09BAKU1", "p1"))
    )
    assert [(row["reference_id"], row["text"], row["note"]) for row in found] == [
        ("09BAKU1", "Two.", "b"),
        ("09BAKU2", "One.", "c"),
        ("09BAKU1", "One.", ""),
    ]


def test_what_is_not_there_is_named_where_there_is_room_and_nothing_of_it_is_told(
    client: Client, archive: None
) -> None:
    sentence = "3 entries are left out, as not in the archive now: 09BAKU3, 09BAKU4, 09BAKU1~p9."
    for name in ("results.csv.zip", "texts.zip"):
        data = shared(client, name)
        readme = zipfile.ZipFile(io.BytesIO(data)).read("README.txt").decode()
        assert sentence in readme and "List: Dams" in readme
        assert "?name=Dams&c=09BAKU2" in readme
    lines = [json.loads(line) for line in shared(client, "results.jsonl").splitlines()]
    assert [line.get("note") for line in lines[:-1]] == [
        "=SUM(A1)",
        "¶ 2: the dam, {once} more; Read\nagain",
    ]
    assert sentence in lines[-1]["complete"]["notices"]
    for kind in (*KINDS, *PACKED):
        data = shared(client, kind.name)
        assert data
        assert b"CONCEALED" not in data and b"Secret" not in data


def test_reference_managers_get_the_notes(client: Client, archive: None) -> None:
    ris = shared(client, "citations.ris").decode()
    assert "N1  - ¶ 2: the dam, {once} more; Read again\r\n" in ris
    assert "N1  - =SUM(A1)\r\n" in ris
    bib = shared(client, "citations.bib").decode()
    assert "annote = {¶ 2: the dam, \\textbraceleft{}once\\textbraceright{} more; Read again}" in bib
    items = json.loads(shared(client, "citations.csl.json"))
    assert [item["annote"] for item in items] == ["=SUM(A1)", "¶ 2: the dam, {once} more; Read again"]


def test_an_account_takes_its_own_list_and_others_only_by_its_link(
    reader: Client, ada: User, ben: User, archive: None
) -> None:
    keeping.take_in(owner=ada, lists=[NamedList("Dams", ENTRIES)])
    held = List.objects.get()
    own = reverse("take-list", args=[held.pk, "results.csv"])
    assert own in reader.get(reverse("account-list", args=[held.pk])).content.decode()
    assert len(rows(body(reader.get(own)))) == 2
    other = Client()
    other.force_login(ben)
    assert other.get(own).status_code == 404
    assert Client().get(own).status_code == 302
    keeping.share(chosen=held)
    token = List.objects.get().share_token
    linked = reverse("take-shared-by-link", args=[token, "results.csv"])
    assert linked in Client().get(reverse("shared-by-link", args=[token])).content.decode()
    response = Client().get(linked)
    assert len(rows(body(response))) == 2
    assert 'filename="reftel-dams-' in response["Content-Disposition"]
    keeping.withdraw(chosen=held)
    assert Client().get(linked).status_code == 404


def test_a_list_of_a_browser_is_sent_whole_and_leaves_no_cookie(archive: None) -> None:
    long = NamedList("Dams", (*ENTRIES, *(Kept(f"09BAKU{number}", note="x" * 900) for number in range(100, 2_000))))
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reverse("take-sent"), {"text": write_lists([long]), "kind": "results.csv"})
    assert len(rows(body(response))) == 2
    assert not response.cookies


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"kind": "results.csv"}, 400, "This file holds no lists"),
        ({"kind": "results.csv", "text": '{"lists": []}'}, 400, "There is no list in what was sent."),
        ({"kind": "results.csv", "text": "[[["}, 400, "This file holds no lists"),
        ({"kind": "results.csv", "text": write_lists([NamedList("x", ())])}, 404, "holds nothing of this list now"),
        ({"kind": "passwd", "text": write_lists([NamedList("x", ENTRIES)])}, 404, ""),
    ],
)
def test_what_cannot_be_taken_away_says_why(client: Client, sent: dict[str, str], status: int, told: str) -> None:
    response = client.post(reverse("take-sent"), sent)
    assert response.status_code == status
    assert told in words(response.content.decode())
