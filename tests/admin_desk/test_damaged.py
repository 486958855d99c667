"""Texts whose bytes are no longer what was stored, as when a disk fails: shown as far as they can be, and never built
upon."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cables.admin.desk import publish
from cables.ingest import correct_item
from cables.models import Cable, Correction, Upload, UploadItem, Version
from tests.admin_desk.texts import telegram, text_file
from tests.pages.pages import words

pytestmark = pytest.mark.django_db

DAMAGED = telegram(901).replace("HARBOUR", "HARBO").encode() + b"\xff\xfe"
NOT_STORED = "is not the one that was stored."
State = UploadItem.State


@pytest.fixture
def cable(bring: Callable[..., Upload], archivist: User) -> Cable:
    """Its present text is damaged."""
    publish(items=[bring().items.get(position=1).pk], user=archivist)
    Version.objects.update(raw=DAMAGED)
    return Cable.objects.get(reference_id="09BAKU901")


def page_of(desk: Client, item: UploadItem) -> str:
    return words(desk.get(f"/admin/cables/upload/{item.upload_id}/items/{item.position}/").content.decode())


def test_a_new_version_is_compared_with_what_can_still_be_read(
    desk: Client, cable: Cable, bring: Callable[..., Upload]
) -> None:
    item = bring([text_file("new.txt", telegram(901, subject="A LAMP FOR THE PORT"))]).items.get()
    page = page_of(desk, item)
    assert f"The raw text of 09BAKU901, version 1, {NOT_STORED} Restore it from a backup." in page
    assert "Present text: A LAMP FOR THE HARBO " in page
    assert "\ufffd\ufffd" in page


def test_a_field_of_a_cable_is_not_corrected_by_a_damaged_text(desk: Client, cable: Cable) -> None:
    address = f"/admin/cables/cable/{cable.pk}/correct/subject/"
    sent = {"seen": desk.get(address).context["seen"], "value": "A LAMP FOR THE PORT"}
    answer = desk.post(address, sent)
    assert (answer.status_code, NOT_STORED in words(answer.content.decode())) == (409, True)
    assert not Correction.objects.exists()


def test_corrections_stay_with_a_text_that_was_published_as_one_which_is_damaged(
    cable: Cable, bring: Callable[..., Upload], archivist: User
) -> None:
    item = bring([text_file("again.txt", telegram(901))]).items.get()
    told = {"field": "subject", "value": "A LAMP FOR THE PORT", "seen": "A LAMP FOR THE HARBOUR"}
    correct_item(item=item.pk, user=archivist, **told)
    assert publish(items=[item.pk], user=archivist).counts() == {"unchanged": 1}
    assert Correction.objects.get().cable is None


@pytest.mark.parametrize("damage", [{"raw": DAMAGED}, {"encoding": "utf-77"}], ids=["other bytes", "unknown encoding"])
def test_a_text_damaged_while_it_waits_is_shown_and_cannot_be_published(
    desk: Client, bring: Callable[..., Upload], archivist: User, damage: dict[str, object]
) -> None:
    upload = bring()
    first, second, _ = upload.items.order_by("position")
    UploadItem.objects.filter(pk=first.pk).update(**damage)
    assert "The raw text of text901.txt" in page_of(desk, first)
    assert "A LAMP FOR THE" in desk.get(f"/admin/cables/upload/{upload.pk}/items/1/text/").content.decode()
    assert publish(items=[first.pk, second.pk], user=archivist).counts() == {"rejected": 1, "created": 1}
    first.refresh_from_db()
    assert (first.state, first.reason.endswith("Upload it again.")) == (State.REJECTED, True)
    assert list(Cable.objects.values_list("reference_id", flat=True)) == ["09BAKU902"]
