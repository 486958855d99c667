"""Jobs: done in steps by one worker at a time, gone on with by the next, stopped, refused, and told on pages."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from cables.admin import desk as deciding
from cables.admin import jobs, taking_in
from cables.admin.holding import FRUITLESS, JobLost, take_up
from cables.admin.jobs import JobRefused, run_job, start, stop, tidy
from cables.models import Cable, Event, Job, ReceivedFile, Upload, UploadItem
from cables.worker import put_back, the_only_worker, worker_runs
from tests.admin_desk.bringing import receive, work_off
from tests.admin_desk.texts import telegram, text_file, zip_file

pytestmark = pytest.mark.django_db


def files(texts: int) -> list[object]:
    """Half of the texts in an archive, half by themselves."""
    serials = range(900, 900 + texts)
    members = {f"{serial}.txt": telegram(serial) for serial in serials[: texts // 2]}
    return [
        zip_file("half.zip", members),
        *(text_file(f"{serial}.txt", telegram(serial)) for serial in serials[texts // 2 :]),
    ]


def read_items(upload: Upload) -> list[tuple[int, str, str, str]]:
    return list(upload.items.order_by("position").values_list("position", "origin", "reference_id", "sha256"))


def text_of(client: Client, upload: Upload, address: str = "change/") -> str:
    page = client.get(f"/admin/cables/upload/{upload.pk}/{address}").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@contextmanager
def killed(monkeypatch: pytest.MonkeyPatch, module: object, name: str, after: int) -> Iterator[None]:
    """Within the block the program ends in the middle of the step after so many."""
    real, calls = getattr(module, name), 0

    def dying(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls > after:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(module, name, dying)
        with pytest.raises(KeyboardInterrupt):
            yield
    assert calls == after + 1


def test_a_worker_that_is_killed_while_reading_is_followed_by_one_that_goes_on(
    monkeypatch: pytest.MonkeyPatch, archivist: User
) -> None:
    monkeypatch.setattr(taking_in, "BATCH", 2)
    whole = receive(files(9), archivist)
    work_off()
    for after in (0, 1, 5, 8):
        upload = receive(files(9), archivist)
        job = upload.jobs.get()
        with killed(monkeypatch, taking_in, "_item", after):
            run_job.call(job.pk)
        read = upload.items.count()
        assert read == after - after % 2 if after < 4 else read < 9
        run_job.call(job.pk)
        job.refresh_from_db()
        assert read_items(upload) == read_items(whole)
        assert (job.state, job.done, job.total, job.counts) == ("done", 9, 9, {"defects": 0, "rejected": 0})
        assert list(Event.objects.of_upload(upload).values_list("verb", flat=True)) == ["received", "read"]


def test_a_worker_that_is_killed_while_publishing_is_followed_by_one_that_goes_on(
    monkeypatch: pytest.MonkeyPatch, archivist: User, bring: Callable[..., Upload]
) -> None:
    monkeypatch.setattr(deciding, "BATCH", 2)
    upload = bring(files(9))
    pks = list(upload.items.order_by("position").values_list("pk", flat=True))
    job = start(upload=upload, kind=Job.Kind.PUBLISH, user=archivist, items=pks)
    with killed(monkeypatch, deciding, "ingest", 2):
        run_job.call(job.pk)
    assert upload.items.filter(state="published").count() == Cable.objects.count() == 4
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.counts) == ("done", 9, {"created": 9})
    assert set(upload.items.values_list("state", "outcome")) == {("published", "created")}
    published = Event.objects.filter(verb="published")
    assert published.filter(cable__isnull=False).count() == published.filter(item__isnull=False).count() == 9
    assert [event.details for event in published.filter(item=None)] == [{"texts": 9, "created": 9}]


def test_who_has_lost_a_job_can_do_no_step_of_it(archivist: User) -> None:
    job = receive(files(2), archivist).jobs.get()
    first, second = take_up(job.pk), take_up(job.pk)
    assert first and second
    with pytest.raises(JobLost), first.step() as lost:
        lost.done = 99
    with second.step() as mine:
        mine.total = 2
    with pytest.raises(JobLost), first.end(Job.State.DONE):
        pass
    job.refresh_from_db()
    assert (job.state, job.total, job.done) == ("running", 2, 0)


def test_one_job_at_a_time_for_each_upload(archivist: User, make_user: Callable[..., User]) -> None:
    upload, other = receive(files(2), archivist), receive(files(2), archivist)
    with pytest.raises(JobRefused, match=f"Upload {upload.pk} is being read, as anna asked on .* UTC: wait until"):
        start(upload=upload, kind=Job.Kind.PUBLISH, user=make_user(name="berta"))
    assert {upload.jobs.get().state, other.jobs.get().state} == {"waiting"}
    assert DBTaskResult.objects.count() == 2


def test_a_job_that_gets_nowhere_is_given_up_with_a_sentence(desk: Client, archivist: User) -> None:
    upload = receive(files(2), archivist)
    job = upload.jobs.get()
    for _ in range(FRUITLESS):
        assert take_up(job.pk)
    assert take_up(job.pk) is None
    page = text_of(desk, upload)
    assert "Reading failed Nothing was done." in page
    assert "The worker was ended 5 times after text 0 without getting any further" in page
    assert "Reftel could not finish the reading." in page


def test_reading_is_stopped_and_gone_on_with(monkeypatch: pytest.MonkeyPatch, desk: Client, archivist: User) -> None:
    monkeypatch.setattr(taking_in, "BATCH", 2)
    upload = receive(files(6), archivist)
    with the_only_worker():
        with killed(monkeypatch, taking_in, "_item", 3):
            run_job.call(upload.jobs.get().pk)
        desk.post(f"/admin/cables/upload/{upload.pk}/stop/")
        assert "Stopping 3 of 6 texts" in text_of(desk, upload)
        run_job.call(upload.jobs.get().pk)
    page = text_of(desk, upload)
    assert "Reading was stopped 3 of 6 texts were done before it was stopped by anna." in page
    assert "anna stopped the reading." in page
    assert upload.items.count() == 3
    desk.post(f"/admin/cables/upload/{upload.pk}/read/")
    work_off()
    assert [row[0] for row in read_items(upload)] == [1, 2, 3, 4, 5, 6]
    page = text_of(desk, upload)
    assert "Read 6 texts." in page and "Reftel read 6 texts." in page
    desk.post(f"/admin/cables/upload/{upload.pk}/read/")
    assert upload.jobs.count() == 2


@pytest.mark.parametrize("taken_up", [False, True], ids=["not begun", "left by a worker that is no more"])
def test_a_job_that_nobody_is_at_stops_at_once(archivist: User, taken_up: bool) -> None:
    job = receive(files(2), archivist).jobs.get()
    if taken_up:
        take_up(job.pk)
    stop(job=job, user=archivist)
    stop(job=job, user=archivist)
    job.refresh_from_db()
    assert job.state == "stopped"
    assert Event.objects.filter(verb="stopped").count() == 1
    work_off()
    assert not UploadItem.objects.exists()


def test_many_texts_are_decided_about_by_the_worker(
    desk: Client, make_user: Callable[..., User], bring: Callable[..., Upload]
) -> None:
    upload = bring(files(30))
    url = f"/admin/cables/upload/{upload.pk}/decide/"
    assert desk.post(url, {"decision": "publish-all"})["Location"] == f"/admin/cables/upload/{upload.pk}/change/"
    assert not Cable.objects.exists()
    page = desk.post(url, {"decision": "discard-all"}, follow=True).content.decode()
    assert f"Upload {upload.pk} is being published, as anna asked on" in page
    deciding.discard(items=[upload.items.get(position=4).pk], user=make_user(name="berta"))
    work_off()
    assert Cable.objects.count() == 29
    page = text_of(desk, upload)
    assert "Published 30 texts. 29 new, 1 decided by others meanwhile" in page
    assert "anna published 30 texts (29 new, 1 decided by others meanwhile)." in page


@pytest.mark.parametrize(
    ("kind", "published"),
    [
        ("defects", {"09BAKU903"}),
        ("clean", {"09BAKU901", "09BAKU902", "09BAKU904"}),
        ("new", {"09BAKU903", "09BAKU904"}),
        ("versions", {"09BAKU902"}),
        ("known", {"09BAKU901"}),
        ("twice", {"09BAKU904"}),
    ],
)
def test_all_of_one_kind_are_published_and_no_others(
    desk: Client, archivist: User, bring: Callable[..., Upload], kind: str, published: set[str]
) -> None:
    before = bring([text_file("a.txt", telegram(901)), text_file("b.txt", telegram(902))])
    deciding.publish(items=[item.pk for item in before.items.all()], user=archivist)
    damaged = telegram(903).replace("harbour master", "harbour master\n\nBAKU 00000903  002 OF 002\n\n")
    upload = bring(
        [
            text_file("same.txt", telegram(901)),
            text_file("other.txt", telegram(902, subject="ANOTHER LAMP")),
            text_file("damaged.txt", damaged),
            text_file("one.txt", telegram(904)),
            text_file("two.txt", telegram(904, subject="ANOTHER LAMP")),
            text_file("prose.txt", "Nothing of a telegram."),
        ]
    )
    listed = desk.get(f"/admin/cables/upload/{upload.pk}/change/?kind={kind}&state=waiting")
    ids = {line.item.reference_id for line in listed.context["lines"]}
    response = desk.post(
        f"/admin/cables/upload/{upload.pk}/decide/", {"decision": "publish-all", "kind": kind, "state": "waiting"}
    )
    assert response["Location"].endswith(f"/change/?state=waiting&kind={kind}")
    done = set(upload.items.filter(state="published").values_list("reference_id", flat=True))
    assert done == ids == published


def test_all_discarded_texts_of_a_kind_are_taken_back(desk: Client, bring: Callable[..., Upload]) -> None:
    upload = bring(files(4))
    url = f"/admin/cables/upload/{upload.pk}/decide/"
    desk.post(url, {"decision": "discard-all"})
    desk.post(url, {"decision": "take-back-all", "kind": "defects"})
    assert upload.items.filter(state="discarded").count() == 4
    desk.post(url, {"decision": "take-back-all", "kind": "clean"})
    assert upload.items.filter(state="waiting").count() == 4


def test_pages_say_whether_anybody_is_at_work(desk: Client, archivist: User) -> None:
    upload, second = receive(files(2), archivist), receive(files(2), archivist)
    assert not worker_runs()
    assert "No worker is running, so nothing happens yet." in text_of(desk, upload, "progress/")
    with the_only_worker():
        assert worker_runs()
        assert "It begins in a moment." in text_of(desk, upload, "progress/")
        assert "1 other job will be done first." in text_of(desk, second, "progress/")
        hold = take_up(upload.jobs.get().pk)
        assert hold
        assert "Reading Counting what the files hold." in text_of(desk, upload, "progress/")
        hold.tell(found=1234)
        assert "Counting what the files hold: 1,234 texts so far." in text_of(desk, upload, "progress/")
        with hold.step() as job:
            job.total, job.done, job.counts = 8_000, 2_000, {"defects": 30, "rejected": 2}
        Job.objects.filter(pk=job.pk).update(started_at=job.progressed_at - timedelta(seconds=10))
        shown = text_of(desk, upload, "progress/")
        assert "2,000 of 8,000 texts, 200 a second, about 30 s left 30 with defects, 2 rejected" in shown
    front = desk.get("/admin/").content.decode()
    assert "reading</span>" in front and "waits for the worker</span>" in front


def test_what_a_dead_worker_was_doing_is_queued_again(archivist: User) -> None:
    receive(files(2), archivist)
    (left,) = DBTaskResult.objects.all()
    left.claim("dead")
    work_off()
    assert not UploadItem.objects.exists()
    put_back()
    work_off()
    assert UploadItem.objects.count() == 2
    for worker in range(30):
        left.claim(f"dead {worker}")
    put_back()
    left.refresh_from_db()
    assert left.status == "FAILED"


def test_a_failing_database_is_tried_again_and_told(
    monkeypatch: pytest.MonkeyPatch, desk: Client, archivist: User
) -> None:
    pauses: list[float] = []
    faults = [OperationalError("database or disk is full")] * 4

    def fail(*args: object) -> None:
        if faults:
            raise faults.pop()

    monkeypatch.setattr(jobs.time, "sleep", pauses.append)
    monkeypatch.setattr(jobs.connection, "close", lambda: None)
    monkeypatch.setattr(taking_in, "_count", fail)
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "ATTEMPTS", 4)
        upload = receive(files(2), archivist)
        work_off()
    assert pauses == [1, 2, 4]
    page = text_of(desk, upload)
    assert "The database failed (database or disk is full). What was done before stays." in page
    assert "Read on" in page


def test_a_fault_of_the_program_is_told_and_not_tried_again(
    monkeypatch: pytest.MonkeyPatch, desk: Client, archivist: User
) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(taking_in, "_count", fail)
    upload = receive(files(2), archivist)
    work_off()
    assert "The program failed over it (ZeroDivisionError: by zero)." in text_of(desk, upload)


@pytest.mark.django_db(transaction=True)
def test_received_files_go_once_all_in_them_is_read_and_stay_where_something_was_not(
    desk: Client, archivist: User, uploads_folder: Path
) -> None:
    upload = receive([text_file("a.txt", telegram(901)), zip_file("b.zip", {"../c.txt": "x"})], archivist)
    assert len(list(uploads_folder.iterdir())) == 2
    work_off()
    read, unread = upload.files.order_by("position")
    assert (read.stored, read.kept_until) == ("", None)
    assert [path.name for path in uploads_folder.iterdir()] == [unread.stored]
    assert "kept until" in text_of(desk, upload)
    ReceivedFile.objects.update(kept_until=timezone.now() - timedelta(seconds=1))
    tidy.call()
    assert not list(uploads_folder.iterdir())
    unread.refresh_from_db()
    assert unread.stored == ""


def test_the_rest_of_broken_requests_goes_after_a_day(archivist: User, uploads_folder: Path) -> None:
    upload = receive([text_file("a.txt", telegram(901))], archivist)
    for name, age in (("old", 25), ("young", 23)):
        (uploads_folder / name).touch()
        at = (timezone.now() - timedelta(hours=age)).timestamp()
        os.utime(uploads_folder / name, (at, at))
    tidy.call()
    assert {path.name for path in uploads_folder.iterdir()} == {"young", upload.files.get().stored}


def test_a_job_that_lost_its_place_in_the_queue_gets_another(archivist: User) -> None:
    receive(files(2), archivist)
    DBTaskResult.objects.all().delete()
    tidy.call()
    tidy.call()
    assert DBTaskResult.objects.filter(task_path=run_job.module_path).count() == 1


def test_a_received_file_that_is_gone_is_told(desk: Client, archivist: User, uploads_folder: Path) -> None:
    upload = receive([text_file("a.txt", telegram(901))], archivist)
    (uploads_folder / upload.files.get().stored).unlink()
    work_off()
    assert "a.txt cannot be read any more (No such file or directory). Upload it again." in text_of(desk, upload)


def test_who_may_only_look_stops_nothing(client: Client, make_user: Callable[..., User], archivist: User) -> None:
    upload = receive(files(2), archivist)
    client.force_login(make_user("view_upload"))
    assert client.post(f"/admin/cables/upload/{upload.pk}/stop/").status_code == 403
    assert client.post(f"/admin/cables/upload/{upload.pk}/read/").status_code == 403
    assert "Stop" not in text_of(client, upload, "progress/")


def test_the_form_says_its_limits(desk: Client, settings: Settings) -> None:
    page = desk.get("/admin/cables/upload/add/").content.decode()
    assert "up to 1,000 files of 1.0\xa0GB together, with up to 100,000 texts" in page
