"""Publishing, discarding and taking back: one, some, all, and two people at once."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections
from django.test import Client

from cables.admin.desk import Decided, discard, publish, take_back
from cables.ingest import ingest
from cables.models import Cable, Event, IndexChange, Source, Upload, UploadItem, Version
from cables.search import SearchUnavailable
from tests.admin_desk.texts import telegram, text_file


def decide(client: Client, upload: Upload, decision: str, *positions: int, **data: str) -> str:
    """Posts a decision and gives the page that follows."""
    items = upload.items.filter(position__in=positions).values_list("pk", flat=True)
    response = client.post(
        f"/admin/cables/upload/{upload.pk}/decide/", {"decision": decision, "items": list(items), **data}, follow=True
    )
    assert response.status_code == 200
    return response.content.decode()


def text_of(page: str) -> str:
    """What a page says, without tags and with single blanks."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def states(upload: Upload) -> list[str]:
    return list(upload.items.order_by("position").values_list("state", flat=True))


def ids(*serials: int) -> set[str]:
    return {f"09BAKU{serial}" for serial in serials}


CHOICES = [
    ("publish", (2,), ["waiting", "published", "waiting"], ids(902), "one"),
    ("publish", (1, 3), ["published", "waiting", "published"], ids(901, 903), "some"),
    ("publish-all", (), ["published"] * 3, ids(901, 902, 903), "all"),
    ("publish", (), ["waiting"] * 3, set(), "none selected"),
    ("discard", (1,), ["discarded", "waiting", "waiting"], set(), "one set aside"),
    ("discard-all", (), ["discarded"] * 3, set(), "all set aside"),
    ("take-back", (1,), ["waiting"] * 3, set(), "nothing to take back"),
    ("burn", (1,), ["waiting"] * 3, set(), "no such decision"),
]


@pytest.mark.parametrize(("decision", "positions", "after", "archive", "why"), CHOICES, ids=[c[4] for c in CHOICES])
def test_decision_holds_for_what_was_chosen_and_nothing_else(
    desk: Client,
    bring: Callable[..., Upload],
    decision: str,
    positions: tuple[int, ...],
    after: list[str],
    archive: set[str],
    why: str,
) -> None:
    upload = bring()
    decide(desk, upload, decision, *positions)
    assert states(upload) == after
    assert set(Cable.objects.values_list("reference_id", flat=True)) == archive


def test_all_means_all_that_wait(desk: Client, bring: Callable[..., Upload]) -> None:
    upload = bring()
    decide(desk, upload, "discard", 2)
    page = decide(desk, upload, "publish-all")
    assert states(upload) == ["published", "discarded", "published"]
    assert "2 texts published (2 new)." in page


@pytest.mark.parametrize(
    ("subjects", "said"),
    [
        (["FIRST", "SECOND"], "2 texts published (1 new, 1 new version)."),
        (["FIRST", "SECOND", "THIRD"], "3 texts published (1 new, 2 new versions)."),
    ],
)
def test_the_outcome_counts_versions(
    desk: Client, bring: Callable[..., Upload], subjects: list[str], said: str
) -> None:
    upload = bring([text_file(f"{subject}.txt", telegram(901, subject=subject)) for subject in subjects])
    assert said in decide(desk, upload, "publish-all")


def test_published_cable_is_live_with_its_source_and_in_the_index(
    desk: Client, archivist: User, bring: Callable[..., Upload]
) -> None:
    upload = bring([text_file("lamp.txt", telegram(901, subject="A CANARY LAMP"))])
    page = decide(desk, upload, "publish", 1)
    assert '<a href="/cables/09BAKU901/">09BAKU901</a> published.' in page
    visitor = Client()
    assert "A CANARY LAMP" in visitor.get("/cables/09BAKU901/").content.decode()
    assert "09BAKU901" in visitor.get("/?q=canary").content.decode()
    assert not IndexChange.objects.exists()
    source = Source.objects.get(kind="upload")
    assert (source.name, source.added_by) == (f"Upload {upload.pk}", archivist)
    version = Version.objects.get()
    assert (version.source, version.origin) == (source, "lamp.txt")
    assert bytes(version.raw) == telegram(901, subject="A CANARY LAMP").encode()


def test_one_upload_is_one_source_however_often_it_is_published_from(
    desk: Client, bring: Callable[..., Upload]
) -> None:
    upload = bring()
    decide(desk, upload, "publish", 1)
    decide(desk, upload, "publish", 2)
    source = Source.objects.get(kind="upload")
    assert source.versions.count() == 2


def test_text_the_archive_has_is_announced_and_changes_nothing(desk: Client, bring: Callable[..., Upload]) -> None:
    publish(items=[bring().items.get(position=1).pk], user=User.objects.get())
    again = bring([text_file("again.txt", telegram(901))])
    assert "Already here (unchanged)" in desk.get(f"/admin/cables/upload/{again.pk}/change/").content.decode()
    page = decide(desk, again, "publish", 1)
    assert "was in the archive with this very text already; nothing was changed" in page
    assert Version.objects.count() == 1
    assert not Upload.objects.get(pk=again.pk).source


def test_new_version_shows_what_changes_and_replaces_the_reading(desk: Client, bring: Callable[..., Upload]) -> None:
    old = telegram(901, paragraphs=("The harbour master asked for a lamp.", "He waits."))
    new = telegram(901, paragraphs=("The harbour master asked for two lamps.", "He waits."), tags="PGOV")
    publish(items=[bring([text_file("old.txt", old)]).items.get().pk], user=User.objects.get())
    upload = bring([text_file("new.txt", new)])
    assert "New version of 09BAKU901" in desk.get(f"/admin/cables/upload/{upload.pk}/change/").content.decode()
    page = desk.get(f"/admin/cables/upload/{upload.pk}/items/1/").content.decode()
    assert "<del>a lamp. </del><ins>two lamps.\n</ins>" in page
    assert "EWWT" in page.split("Present text:")[1].split("</dd>")[0]
    assert "published as a new version" in decide(desk, upload, "publish", 1)
    cable = Cable.objects.get()
    assert cable.paragraphs.get(number=1).text.endswith("two lamps.")
    assert cable.versions.count() == 2


def test_new_version_of_a_withheld_cable_stays_withheld_and_says_so(desk: Client, bring: Callable[..., Upload]) -> None:
    publish(items=[bring().items.get(position=1).pk], user=User.objects.get())
    Cable.objects.update(visibility="withheld")
    upload = bring([text_file("new.txt", telegram(901, subject="ANOTHER LAMP"))])
    review = desk.get(f"/admin/cables/upload/{upload.pk}/change/").content.decode()
    assert "09BAKU901 is withheld in the archive, and stays so" in review
    assert "09BAKU901 stays withheld" in decide(desk, upload, "publish", 1)
    assert Client().get("/cables/09BAKU901/").status_code == 404


def test_two_texts_of_one_id_in_an_upload_are_pointed_out(desk: Client, bring: Callable[..., Upload]) -> None:
    upload = bring([text_file("a.txt", telegram(901)), text_file("b.txt", telegram(901, subject="ANOTHER"))])
    page = desk.get(f"/admin/cables/upload/{upload.pk}/change/").content.decode()
    assert page.count("Another text of this upload is 09BAKU901 too") == 2


def test_discarded_text_stays_with_who_and_when_and_can_be_taken_back(
    desk: Client, archivist: User, bring: Callable[..., Upload]
) -> None:
    upload = bring()
    decide(desk, upload, "discard", 1)
    item = upload.items.get(position=1)
    assert item.decided_by == archivist and item.decided_at is not None
    assert "Discarded by anna" in desk.get(f"/admin/cables/upload/{upload.pk}/change/").content.decode()
    decide(desk, upload, "take-back", 1)
    item.refresh_from_db()
    assert (item.state, item.decided_by, item.decided_at) == ("waiting", None, None)
    assert bytes(item.raw) == telegram(901).encode()
    decide(desk, upload, "publish", 1)
    history = Event.objects.filter(item=item).for_pages()
    assert [(entry.user, entry.verb, entry.cable and entry.cable.reference_id) for entry in history] == [
        (archivist, "discarded", None),
        (archivist, "taken back", None),
        (archivist, "published", "09BAKU901"),
    ]
    page = text_of(desk.get(f"/admin/cables/upload/{upload.pk}/items/1/").content.decode())
    for line in (
        "anna brought 3 files,",
        "Reftel read 3 texts.",
        "anna discarded.",
        "anna took back.",
        "anna published as a new cable.",
    ):
        assert line in page
    whole = text_of(desk.get(f"/admin/cables/upload/{upload.pk}/history/").content.decode())
    for line in (
        "anna discarded 1 text. 09BAKU901.",
        "anna took back 1 text. 09BAKU901.",
        "anna published 1 text (1 new). 09BAKU901.",
    ):
        assert line in whole


LATE = [
    ("publish", "publish", "09BAKU901 was already published by berta on"),
    ("publish", "discard", "09BAKU901 was already discarded by berta on"),
    ("discard", "publish", "09BAKU901 was already published by berta on"),
]


@pytest.mark.parametrize(("mine", "theirs", "sentence"), LATE)
def test_decision_that_comes_too_late_changes_nothing_and_says_who_was_first(
    desk: Client,
    make_user: Callable[..., User],
    bring: Callable[..., Upload],
    mine: str,
    theirs: str,
    sentence: str,
) -> None:
    upload = bring()
    berta = make_user("change_upload", name="berta")
    {"publish": publish, "discard": discard}[theirs](items=[upload.items.get(position=1).pk], user=berta)
    before = states(upload)
    assert sentence in decide(desk, upload, mine, 1)
    assert states(upload) == before
    assert Version.objects.count() == (theirs == "publish")


@pytest.mark.django_db(transaction=True)
def test_of_two_people_publishing_at_the_same_moment_one_wins(
    make_user: Callable[..., User], bring: Callable[..., Upload]
) -> None:
    upload = bring()
    pks = list(upload.items.values_list("pk", flat=True))
    people = [make_user(name="berta"), make_user(name="carla")]
    ready = threading.Barrier(len(people))
    results: list[Decided] = []

    def work(user: User) -> None:
        try:
            ready.wait()
            results.append(publish(items=pks, user=user))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[user]) for user in people]
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("an SQLite database in memory is one connection; two people need a file or PostgreSQL")
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = [item.pk for result in results for item in result.done]
    late = [item.pk for result in results for item in result.late]
    assert (sorted(done), sorted(late)) == (pks, pks)
    assert Version.objects.count() == 3
    assert Source.objects.filter(kind="upload").count() == 1


def test_text_the_archive_refuses_when_published_is_rejected_with_the_reason(
    desk: Client, bring: Callable[..., Upload]
) -> None:
    upload = bring()
    UploadItem.objects.filter(upload=upload, position=1).update(raw=b"Nothing of a telegram.", found_id="")
    page = decide(desk, upload, "publish", 1, 2)
    item = upload.items.get(position=1)
    assert item.state == "rejected" and item.reason
    assert "was not published:" in page
    assert set(Cable.objects.values_list("reference_id", flat=True)) == ids(902)


def test_failure_while_publishing_leaves_the_item_waiting(
    monkeypatch: pytest.MonkeyPatch, archivist: User, bring: Callable[..., Upload]
) -> None:
    def break_off(**arguments: object) -> None:
        ingest(**arguments)  # type: ignore[arg-type]
        raise RuntimeError("the machine stopped")

    upload = bring()
    monkeypatch.setattr("cables.admin.desk.ingest", break_off)
    with pytest.raises(RuntimeError):
        publish(items=[upload.items.get(position=1).pk], user=archivist)
    assert states(upload) == ["waiting"] * 3
    assert not Cable.objects.exists()
    assert not Event.objects.filter(verb="published").exists()


def test_items_of_another_upload_cannot_be_decided_through_this_one(desk: Client, bring: Callable[..., Upload]) -> None:
    mine, other = bring([text_file("a.txt", telegram(901))]), bring([text_file("b.txt", telegram(902))])
    response = desk.post(
        f"/admin/cables/upload/{mine.pk}/decide/",
        {"decision": "publish", "items": [other.items.get().pk]},
        follow=True,
    )
    assert "is not part of this upload" in response.content.decode()
    assert states(other) == ["waiting"]


def test_rejected_text_cannot_be_published(desk: Client, bring: Callable[..., Upload]) -> None:
    upload = bring([text_file("prose.txt", "no telegram")])
    assert "was rejected and cannot be published" in decide(desk, upload, "publish", 1)
    assert states(upload) == ["rejected"]


def test_after_deciding_about_one_text_the_next_waiting_one_follows(desk: Client, bring: Callable[..., Upload]) -> None:
    upload = bring()
    for position, following in ((1, "/items/2/"), (2, "/items/3/"), (3, "/change/")):
        response = desk.post(
            f"/admin/cables/upload/{upload.pk}/decide/",
            {"decision": "publish", "items": [upload.items.get(position=position).pk], "one": "1"},
        )
        assert response["Location"] == f"/admin/cables/upload/{upload.pk}{following}"


def test_decision_is_kept_when_the_index_cannot_follow(
    monkeypatch: pytest.MonkeyPatch, desk: Client, bring: Callable[..., Upload]
) -> None:
    def fail() -> int:
        raise SearchUnavailable("The index cannot be written.")

    upload = bring()
    monkeypatch.setattr("cables.admin.desk.drain", fail)
    page = decide(desk, upload, "publish", 1)
    assert "the search index does not show it yet. The index cannot be written." in page
    assert states(upload)[0] == "published"


def test_taking_back_twice_says_that_it_waits_already(archivist: User, bring: Callable[..., Upload]) -> None:
    pk = bring().items.get(position=1).pk
    discard(items=[pk], user=archivist)
    assert [item.pk for item in take_back(items=[pk], user=archivist).done] == [pk]
    late = take_back(items=[pk], user=archivist).late
    assert [item.state for item in late] == ["waiting"]
