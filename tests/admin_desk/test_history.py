"""Events: recorded with what they tell, or not at all."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from cables.history import record, record_all
from cables.models import Event, Upload
from tests.factories import make_cable


@pytest.mark.django_db
def test_an_event_says_who_did_what_to_what_and_why() -> None:
    anna = User.objects.create_user("anna")
    cable = make_cable("09BAKU1")
    upload = Upload.objects.create(added_by=anna)
    record(verb=Event.Verb.RECEIVED, user=anna, upload=upload, details={"files": 2})
    record(verb=Event.Verb.SHOWN, user=None, cable=cable, note="Asked for by the ministry.")
    received, shown = Event.objects.for_pages()
    assert (received.verb, received.user, received.upload, received.details) == (
        "received",
        anna,
        upload,
        {"files": 2},
    )
    assert (shown.user, shown.cable, shown.note, shown.details) == (None, cable, "Asked for by the ministry.", {})
    assert received.at <= shown.at
    assert list(Event.objects.of_upload(upload)) == [received]


@pytest.mark.django_db
def test_an_event_is_about_something() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record(verb=Event.Verb.READ, user=None)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    cable = make_cable("09BAKU1")
    with pytest.raises(transaction.TransactionManagementError):
        record(verb=Event.Verb.PUBLISHED, user=None, cable=cable)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_goes_with_the_transaction_it_belongs_to() -> None:
    cable = make_cable("09BAKU1")
    with pytest.raises(RuntimeError), transaction.atomic():
        record_all(events=[Event(verb=Event.Verb.PUBLISHED, cable=cable)])
        raise RuntimeError
    assert not Event.objects.exists()
