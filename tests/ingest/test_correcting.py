"""What an archivist corrects holds, beside what was read, until it is undone; whatever is read later."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from cables.ingest import (
    NotCorrected,
    RawCable,
    Value,
    correct,
    correct_item,
    hand_over,
    ingest,
    item_stated,
    preparing,
    raw_cable,
    reread,
    stated_by,
    undo,
    verify,
)
from cables.ingest.agreement import read_telegram
from cables.models import Cable, Correction, Event, IndexChange, Source, Upload, UploadItem, Version
from cables.search import SearchQuery, drain, search
from cables.telegram import Telegram

from .samples import make_raw, text_of
from .test_storing import contents

pytestmark = pytest.mark.django_db

TEXT = text_of(1, references=["BAKU 2", "STATE 9"], body="As ref A says, the fair of ref B and 09BAKU77 opened.")
State = Correction.State

FIELDS: list[tuple[str, str, Value]] = [
    ("subject", "", "A FAIR IN THE RAIN"),
    ("sent", "", "2009-04-07 10:30"),
    ("sent", "", "2008-12-31"),
    ("sent", "", ""),
    ("post", "", "ANKARA"),
    ("post", "", ""),
    ("classification", "", "SECRET"),
    ("precedence", "", "FLASH"),
    ("captions", "", ["NOFORN", "SIPDIS"]),
    ("tags", "", ["EFAIR", "AJ", "SMITH, ANN"]),
    ("tags", "", []),
    ("reference", "BAKU 2", "09BAKU3"),
    ("reference", "STATE 9", ""),
    ("classified_by", "", [{"name": "Ann Smith", "title": "Consul"}]),
    ("declassify_on", "", "2019-04-06"),
    ("signers", "", ["SMYTHE", "JONES"]),
    ("marking", "p2", "C/NF"),
]


@pytest.fixture
def ann() -> User:
    return User.objects.create(username="ann")


@pytest.fixture
def cable() -> Cable:
    """09BAKU1, which refers to 09BAKU2 and 09STATE9; 09BAKU2 and 09BAKU3 are there."""
    inputs: list[RawCable] = [make_raw(TEXT), make_raw(text_of(2)), make_raw(text_of(3))]
    ingest(inputs=inputs, source=Source(kind=Source.Kind.FILES, name="invented"))
    drain()
    return Cable.objects.get(reference_id="09BAKU1")


def now(cable: Cable) -> dict[tuple[str, str], Value]:
    return stated_by(Cable.objects.for_reading().get(pk=cable.pk))


def mend(cable: Cable, field: str, place: str, value: Value, user: User, **options: Any) -> Correction | None:
    """Somebody corrects what they see."""
    seen = now(cable)[field, place]
    return correct(cable=cable.pk, field=field, place=place, value=value, seen=seen, user=user, **options)


def rows() -> dict[str, list[dict[str, Any]]]:
    """All that is stored of cables, without keys, moments and the order of joining rows."""
    passing = {"id", "changed_at", "recorded_at", "at", "made_at", "undone_at"}
    return {
        table: sorted(({name: value for name, value in row.items() if name not in passing} for row in found), key=repr)
        for table, found in contents().items()
        if table not in {"IndexChange", "Post", "Tag", "Caption"}
    }


@pytest.mark.parametrize(("field", "place", "value"), FIELDS)
def test_a_field_says_what_it_was_corrected_to_and_nothing_else_changes_and_undoing_brings_all_back(
    cable: Cable, ann: User, field: str, place: str, value: Value
) -> None:
    before, stored = now(cable), rows()
    made = mend(cable, field, place, value, ann, reason="The scan says so.")
    assert made is not None
    assert now(cable) == before | {(field, place): value}
    assert (made.parsed, made.corrected, made.read_now, made.state) == (
        before[field, place],
        value,
        made.parsed,
        "in force",
    )
    (event,) = Event.objects.all()
    assert (event.verb, event.user, event.cable, event.note) == ("corrected", ann, cable, "The scan says so.")
    assert event.details == {"field": field, "place": place, "before": before[field, place], "after": value}
    assert list(IndexChange.objects.values_list("reference_id", flat=True)) == ["09BAKU1"]
    assert list(verify()) == []

    undo(correction=made.pk, user=ann)
    assert now(cable) == before
    assert rows() == stored
    assert Event.objects.last().details["after"] == before[field, place]  # type: ignore[union-attr]


def test_search_and_facets_follow(cable: Cable, ann: User) -> None:
    mend(cable, "subject", "", "A FAIR IN THE RAIN", ann)
    mend(cable, "post", "", "ANKARA", ann)
    drain()
    assert search(SearchQuery(text="subject:rain post:ankara")).total == 1


@pytest.mark.parametrize("by", ["reparse", "a new version"])
def test_a_correction_outlives_what_is_read_later_and_says_what_that_is(cable: Cable, ann: User, by: str) -> None:
    subject = mend(cable, "subject", "", "A FAIR IN THE RAIN", ann)
    mend(cable, "marking", "p2", "C", ann)
    assert subject is not None
    for read, state in (
        ("A FAIR IN THE RAIN", State.AGREES),
        ("A FARE", State.OVERTAKEN),
        ("AN INVENTED FAIR", State.IN_FORCE),
    ):
        text = TEXT.replace("AN INVENTED FAIR", read)
        if by == "reparse":
            Version.objects.filter(cable=cable).update(raw=text.encode(), sha256=sha256(text.encode()).hexdigest())
            result = reread(Cable.objects.all())
            assert dict(result.fields) == {"subject (corrected)": 1}
        else:
            ingest(inputs=[make_raw(text + f"\n\n{state}\n")], source=Source(kind=Source.Kind.FILES, name="again"))
        assert now(cable)["subject", ""] == "A FAIR IN THE RAIN"
        assert now(cable)["marking", "p2"] == "C"
        subject.refresh_from_db()
        assert (subject.read_now, subject.state) == (read, state)
    assert reread(Cable.objects.all()).changed == 0


def test_a_place_that_is_gone_from_the_text_leaves_its_correction_to_be_looked_at(cable: Cable, ann: User) -> None:
    made = mend(cable, "marking", "p2", "C", ann)
    assert made is not None
    text = TEXT.replace("2. (U) Nobody was there.\n", "")
    ingest(inputs=[make_raw(text)], source=Source(kind=Source.Kind.FILES, name="again"))
    assert list(Correction.objects.to_look_at().values_list("read_now", "state")) == [(None, State.OVERTAKEN)]
    with pytest.raises(NotCorrected, match=r"^Paragraph marking “p2” is not in the present text any more"):
        correct(cable=cable.pk, field="marking", place="p2", value="S", seen="C", user=ann)
    undo(correction=made.pk, user=ann)
    assert not Correction.objects.in_force().exists()


def test_reftels_follow_the_list_they_mean(cable: Cable, ann: User) -> None:
    def mentions() -> list[list[str]]:
        return [ids for *_, ids in cable.paragraphs.get(anchor="p1").mentions]

    assert mentions() == [["09BAKU2"], ["09STATE9"], ["09BAKU77"]]
    made = mend(cable, "reference", "BAKU 2", "09BAKU3", ann)
    assert mentions() == [["09BAKU3"], ["09STATE9"], ["09BAKU77"]]
    assert list(cable.references.values_list("target__reference_id", flat=True)) == ["09BAKU3", None]
    mend(cable, "reference", "BAKU 2", "", ann)
    assert mentions() == [["09STATE9"], ["09BAKU77"]]
    assert reread(Cable.objects.all()).changed == 0
    assert made is not None
    undo(correction=Correction.objects.in_force().get().pk, user=ann)
    assert mentions() == [["09BAKU2"], ["09STATE9"], ["09BAKU77"]]


def test_a_repair_of_the_subject_comes_back_with_it(ann: User) -> None:
    ingest(inputs=[make_raw(TEXT.replace("INVENTED", "INVENT&#x000A;ED"))], source=Source(kind="files", name="x"))
    cable = Cable.objects.get()
    stored = rows()
    made = mend(cable, "subject", "", "SHORT", ann)
    cable.refresh_from_db()
    assert cable.subject_repairs == []
    assert made is not None
    undo(correction=made.pk, user=ann)
    assert rows() == stored


def test_what_the_telegram_reads_is_no_correction(cable: Cable, ann: User) -> None:
    mend(cable, "subject", "", "OTHER", ann)
    assert mend(cable, "subject", "", "AN INVENTED FAIR", ann) is None
    assert not Correction.objects.in_force().exists()
    with pytest.raises(NotCorrected, match=r"^Subject says that already, so nothing was changed\.$"):
        mend(cable, "subject", "", "AN INVENTED FAIR", ann)


def test_a_second_correction_takes_the_place_of_the_first(cable: Cable, ann: User) -> None:
    first = mend(cable, "subject", "", "FIRST", ann)
    second = mend(cable, "subject", "", "SECOND", ann)
    assert first is not None
    assert second is not None
    assert second.parsed == "AN INVENTED FAIR"
    with pytest.raises(NotCorrected, match=r"^This correction was undone already by ann\.$"):
        undo(correction=first.pk, user=ann)
    assert now(cable)["subject", ""] == "SECOND"


@pytest.mark.django_db(transaction=True)
def test_of_several_who_correct_the_same_field_at_once_one_succeeds(cable: Cable, ann: User) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a database in memory is not shared between threads")

    def mend_it(value: str) -> str:
        try:
            correct(cable=cable.pk, field="subject", value=value, seen="AN INVENTED FAIR", user=ann)
        except NotCorrected as refusal:
            return str(refusal)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(mend_it, ["A", "B", "C", "D"]))
    sentence = "Subject was changed by somebody else meanwhile: look at what it says now, and try again."
    assert told == ["", *[sentence] * 3]
    assert Correction.objects.in_force().count() == Event.objects.count() == 1


def make_item(text: str, ann: User) -> UploadItem:
    upload = Upload.objects.create(added_by=ann)
    return UploadItem.objects.create(
        upload=upload, position=1, origin="x.txt", raw=text.encode(), encoding="utf-8", reference_id="09BAKU1"
    )


def publish(item: UploadItem, ann: User) -> Cable:
    with transaction.atomic():
        ingest(inputs=[raw_cable(item)], source=Source(kind=Source.Kind.UPLOAD, name="upload"))
        cable = Cable.objects.get(reference_id="09BAKU1")
        hand_over(item=item, cable=cable, user=ann)
    return cable


def test_what_is_corrected_in_review_holds_from_the_moment_of_publication(ann: User) -> None:
    item = make_item(TEXT, ann)
    for field, place, value in FIELDS[::2]:
        correct_item(
            item=item.pk, field=field, place=place, value=value, seen=item_stated(item)[field, place], user=ann
        )
    wanted = item_stated(item)
    assert now(publish(item, ann)) == wanted
    assert reread(Cable.objects.all()).changed == 0
    assert Event.objects.filter(verb="corrected", cable__isnull=False).count() == Correction.objects.in_force().count()


def test_a_correction_in_review_of_a_new_version_replaces_the_one_in_force(cable: Cable, ann: User) -> None:
    mend(cable, "subject", "", "FIRST", ann)
    item = make_item(TEXT.replace("opened", "closed"), ann)
    correct_item(item=item.pk, field="subject", value="SECOND", seen="AN INVENTED FAIR", user=ann)
    assert now(publish(item, ann))["subject", ""] == "SECOND"
    assert Correction.objects.in_force().get().corrected == "SECOND"


def test_a_text_that_is_decided_is_not_corrected_any_more(ann: User) -> None:
    item = make_item(TEXT, ann)
    item.state = UploadItem.State.DISCARDED
    item.save()
    with pytest.raises(NotCorrected, match=r"is discarded by now"):
        correct_item(item=item.pk, field="subject", value="X", seen="AN INVENTED FAIR", user=ann)


def test_a_better_parser_is_told_of(cable: Cable, ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def better(raw: RawCable) -> Telegram:
        return replace(read_telegram(raw), precedence="PRIORITY", signers=("ANN SMITH",))

    mend(cable, "signers", "", ["ANN SMITH"], ann)
    monkeypatch.setattr(preparing, "read_telegram", better)
    result = reread(Cable.objects.filter(pk=cable.pk))
    assert dict(result.fields) == {"precedence": 1, "signers (corrected)": 1}
    assert Correction.objects.get().state == State.AGREES
