"""What was misread is corrected before it is published, and a text without an id is given one."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cables.admin import uploads
from cables.ingest import reread, stated_by, verify
from cables.models import Cable, Correction, Event, Upload, UploadItem, Version, Visibility
from tests.admin_desk.bringing import work_off
from tests.admin_desk.texts import telegram, text_file
from tests.pages.pages import words

pytestmark = pytest.mark.django_db

NAMELESS = telegram(904).replace("BAKU 000904", "").replace("FM AMEMBASSY BAKU\n", "")
"""States no id."""
State = UploadItem.State


@pytest.fixture
def nameless(bring: Callable[..., Upload]) -> UploadItem:
    return bring([text_file("letter.txt", NAMELESS)]).items.get()


def page_of(client: Client, item: UploadItem) -> str:
    return words(client.get(f"/admin/cables/upload/{item.upload_id}/items/{item.position}/").content.decode())


def send(client: Client, item: UploadItem, field: str, *values: str, place: str = "", **others: str) -> tuple[int, str]:
    """Status and words of the answer to a form that was filled in."""
    address = f"/admin/cables/upload/{item.upload_id}/items/{item.position}/correct/{field}/"
    address += f"?{urlencode({'place': place})}" if place else ""
    seen = client.get(address).context["seen"]
    answer = client.post(address, {"seen": seen, "value": list(values), **others}, follow=True)
    status = answer.redirect_chain[0][1] if answer.redirect_chain else answer.status_code
    return status, words(answer.content.decode())


def decide(client: Client, item: UploadItem, decision: str = "publish") -> str:
    sent = {"decision": decision, "items": item.pk}
    answer = client.post(f"/admin/cables/upload/{item.upload_id}/decide/", sent, follow=True)
    return words(answer.content.decode())


def says(reference_id: str, field: str, place: str = "") -> object:
    return stated_by(Cable.objects.for_reading().get(reference_id=reference_id))[field, place]


def test_a_correction_stands_beside_what_was_read_and_its_history_says_who_made_it(
    desk: Client, bring: Callable[..., Upload]
) -> None:
    item = bring().items.get(position=1)
    status, page = send(desk, item, "subject", "A LAMP FOR THE PORT", reason="The scan says so.")
    assert status == 302
    assert "09BAKU901 is corrected." in page
    assert "A LAMP FOR THE HARBOUR Corrected A LAMP FOR THE PORT anna, " in page
    assert "anna corrected Subject: A LAMP FOR THE HARBOUR → A LAMP FOR THE PORT. The scan says so." in page
    assert not Cable.objects.exists()
    review = words(desk.get(f"/admin/cables/upload/{item.upload_id}/change/").content.decode())
    assert review.count("Corrected here: Subject.") == 1

    assert send(desk, item, "reference", "Baku 3 (2009)", place="STATE 31102")[0] == 302
    assert send(desk, item, "marking", "C", place="p2")[0] == 302
    page = page_of(desk, item)
    assert "Corrected 09BAKU3" in page and "Marking of paragraph p2 Corrected C" in page
    made = Correction.objects.get(field="marking")
    answer = desk.post(f"/admin/cables/upload/{item.upload_id}/items/1/undo/{made.pk}/", follow=True)
    page = words(answer.content.decode())
    assert "Paragraph marking says again what is read in the text." in page
    assert "anna undid the correction of Paragraph marking p2: C → U." in page


@pytest.mark.parametrize("at_once", [25, 0], ids=["by the request", "by the job"])
@pytest.mark.parametrize("decision", ["publish", "publish-all"])
def test_publishing_hands_the_corrections_over(
    desk: Client, bring: Callable[..., Upload], monkeypatch: pytest.MonkeyPatch, at_once: int, decision: str
) -> None:
    monkeypatch.setattr(uploads, "AT_ONCE", at_once)
    upload = bring()
    first, second, _ = upload.items.order_by("position")
    send(desk, first, "subject", "FIRST")
    send(desk, second, "tags", "ECON", reason="A letter.")
    sent = {"decision": decision, "items": [first.pk, second.pk]}
    desk.post(f"/admin/cables/upload/{upload.pk}/decide/", sent)
    work_off()
    assert Cable.objects.count() == (3 if decision == "publish-all" else 2)
    assert (says("09BAKU901", "subject"), says("09BAKU902", "tags")) == ("FIRST", ["ECON"])
    made = Correction.objects.get(cable__reference_id="09BAKU902")
    assert (made.item, made.parsed, made.state) == (second, ["PGOV", "EWWT", "AJ"], "in force")
    past = Event.objects.filter(cable=made.cable, verb="corrected").values_list("user__username", "note")
    assert list(past) == [("anna", "A letter.")]
    assert "A LAMP FOR THE HARBOUR Corrected FIRST" in page_of(desk, first)
    assert reread(Cable.objects.all()).changed == 0
    assert list(verify()) == []


def test_discarded_and_taken_back_a_text_keeps_its_corrections(desk: Client, bring: Callable[..., Upload]) -> None:
    item = bring().items.get(position=1)
    send(desk, item, "subject", "A LAMP FOR THE PORT")
    decide(desk, item, "discard")
    answer = desk.post(f"/admin/cables/upload/{item.upload_id}/items/1/correct/subject/", {"seen": '""', "value": "X"})
    assert answer.status_code == 409
    made = Correction.objects.get()
    page = words(
        desk.post(f"/admin/cables/upload/{item.upload_id}/items/1/undo/{made.pk}/", follow=True).content.decode()
    )
    assert "09BAKU901 is discarded by now; it is corrected on the page of its cable, once it has one." in page
    decide(desk, item, "take-back")
    decide(desk, item)
    assert says("09BAKU901", "subject") == "A LAMP FOR THE PORT"


def test_the_same_text_again_with_a_correction_corrects_the_cable_and_makes_no_version(
    desk: Client, bring: Callable[..., Upload]
) -> None:
    decide(desk, bring([text_file("a.txt", telegram())]).items.get())
    again = bring([text_file("b.txt", telegram())]).items.get()
    send(desk, again, "subject", "A LAMP FOR THE PORT")
    decide(desk, again)
    assert says("09BAKU901", "subject") == "A LAMP FOR THE PORT"
    assert Version.objects.count() == 1


def test_a_withheld_cable_stays_so_when_a_corrected_text_of_it_is_published(
    client: Client, desk: Client, bring: Callable[..., Upload]
) -> None:
    decide(desk, bring([text_file("a.txt", telegram())]).items.get())
    Cable.objects.update(visibility=Visibility.WITHHELD)
    again = bring([text_file("b.txt", telegram(subject="ANOTHER LAMP"))]).items.get()
    send(desk, again, "subject", "A LAMP FOR THE PORT")
    assert "09BAKU901 stays withheld" in decide(desk, again)
    assert says("09BAKU901", "subject") == "A LAMP FOR THE PORT"
    client.logout()
    assert client.get("/cables/09BAKU901/").status_code == 404
    assert client.get("/?q=port").context["page"].total == 0


@pytest.mark.parametrize("spelling", ["09BAKU904", " 09 baku 00904", "Baku 904 (2009)"])
def test_a_text_without_an_id_is_given_one_in_any_spelling_and_published_under_it(
    desk: Client, nameless: UploadItem, spelling: str
) -> None:
    assert nameless.state == State.REJECTED
    assert "Give it an id" in page_of(desk, nameless)
    status, page = send(desk, nameless, "reference_id", spelling, reason="It came with 09BAKU903.")
    assert status == 302
    assert "09BAKU904 is corrected." in page
    assert "anna corrected Cable id: not stated → 09BAKU904. It came with 09BAKU903." in page
    nameless.refresh_from_db()
    assert (nameless.state, nameless.reason, nameless.reference_id) == (State.WAITING, "", "09BAKU904")
    send(desk, nameless, "subject", "A LAMP FOR THE PORT")
    decide(desk, nameless)
    cable = Cable.objects.get()
    assert (cable.reference_id, cable.subject) == ("09BAKU904", "A LAMP FOR THE PORT")
    assert "anna Cable id corrected: not stated became 09BAKU904" in words(
        desk.get(f"/admin/cables/cable/{cable.pk}/change/").content.decode().replace("→", "became")
    )
    assert bytes(cable.versions.get().raw) == NAMELESS.encode()
    assert reread(Cable.objects.all()).changed == 0
    assert desk.get("/cables/09BAKU904.json").json()["reference_id"] == "09BAKU904"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type the id of the cable, such as 09BAKU266."),
        ("the last one", "“the last one” is no id of a cable: write it as 09BAKU266."),
        ("<b>", "“<b>” is no id of a cable"),
        ("0\x009", "A null character cannot be stored: type the text anew."),
    ],
)
def test_what_is_no_id_is_refused_in_a_sentence(desk: Client, nameless: UploadItem, typed: str, sentence: str) -> None:
    status, page = send(desk, nameless, "reference_id", typed)
    assert (status, sentence in page) == (400, True)
    assert not Correction.objects.exists()


def test_an_id_that_is_taken_away_again_leaves_the_text_rejected(desk: Client, nameless: UploadItem) -> None:
    send(desk, nameless, "reference_id", "09BAKU904")
    send(desk, nameless, "reference_id", "09BAKU905")
    made = Correction.objects.in_force().get()
    desk.post(f"/admin/cables/upload/{nameless.upload_id}/items/1/undo/{made.pk}/")
    reason = nameless.reason
    nameless.refresh_from_db()
    assert (nameless.state, nameless.reason, nameless.reference_id) == (State.REJECTED, reason, "")
    assert "Give it an id" in page_of(desk, nameless)
    decide(desk, nameless)
    assert not Cable.objects.exists()


def test_an_id_that_the_text_states_is_not_corrected(desk: Client, bring: Callable[..., Upload]) -> None:
    item = bring().items.get(position=1)
    answer = desk.get(f"/admin/cables/upload/{item.upload_id}/items/1/correct/reference_id/")
    assert answer.status_code == 404
    assert "The text states its id itself." in words(answer.content.decode())
    assert "Give it an id" not in page_of(desk, item)


def test_a_second_text_without_an_id_that_is_given_a_known_one_is_the_same_text(
    desk: Client, nameless: UploadItem, bring: Callable[..., Upload]
) -> None:
    again = bring([text_file("copy.txt", NAMELESS)]).items.get()
    for item in (nameless, again):
        send(desk, item, "reference_id", "09BAKU904")
        decide(desk, item)
    again.refresh_from_db()
    assert (again.outcome, Version.objects.count()) == ("unchanged", 1)


@pytest.mark.parametrize("rights", [("view_upload",), ()])
def test_who_may_not_decide_corrects_nothing(
    client: Client,
    make_user: Callable[..., User],
    archivist: User,
    bring: Callable[..., Upload],
    rights: tuple[str, ...],
) -> None:
    item = bring().items.get(position=1)
    client.force_login(make_user(*rights))
    address = f"/admin/cables/upload/{item.upload_id}/items/1"
    for asked in (
        client.get(f"{address}/correct/subject/"),
        client.post(f"{address}/correct/subject/", {"seen": '"A LAMP FOR THE HARBOUR"', "value": "X"}),
        client.post(f"{address}/undo/1/"),
    ):
        assert asked.status_code == 403
    if rights:
        assert "Correct" not in page_of(client, item)
    assert not Correction.objects.exists()


def test_the_page_of_a_text_takes_the_same_queries_for_any_number_of_corrections(
    desk: Client, bring: Callable[..., Upload], django_assert_num_queries: Callable[..., object]
) -> None:
    item = bring().items.get(position=1)
    counts = []
    for field, *values in (("subject", "X"), ("tags", "ECON"), ("precedence", "FLASH"), ("signers", "ANN")):
        send(desk, item, field, *values)
        with django_assert_num_queries(30, exact=False) as captured:  # type: ignore[attr-defined]
            page_of(desk, item)
        counts.append(len(captured))
    assert len(set(counts)) == 1
