"""Bringing texts to the desk: what is kept, what is refused, and that nothing of it is public."""

from __future__ import annotations

import codecs
import resource
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from cables.models import Cable, Source, Upload, UploadItem
from tests.admin_desk.bringing import work_off
from tests.admin_desk.texts import JPEG, telegram, text_file, zip_file
from tests.factories import make_cable

ADD = "/admin/cables/upload/add/"


def bring(client: Client, *files: SimpleUploadedFile) -> Upload:
    response = client.post(ADD, {"texts": list(files), "complete": "1"})
    upload = Upload.objects.latest("pk")
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == f"/admin/cables/upload/{upload.pk}/change/"
    work_off()
    return upload


def stored_files() -> list[Path]:
    return sorted(django_settings.UPLOADS_DIR.iterdir())


def test_every_file_becomes_an_item_with_its_bytes_and_its_reading(desk: Client) -> None:
    first, second = telegram(901), telegram(902, subject="A SECOND LAMP", paragraphs=("One.", "Two.", "Three."))
    upload = bring(desk, text_file("first.txt", first), text_file("second.txt", second))
    items = list(upload.items.order_by("position"))
    assert [bytes(item.raw) for item in items] == [first.encode(), second.encode()]
    assert [item.reference_id for item in items] == ["09BAKU901", "09BAKU902"]
    assert [item.state for item in items] == ["waiting", "waiting"]
    reading = items[1].reading
    assert reading["subject"] == "A SECOND LAMP"
    assert (reading["classification"], reading["date"], reading["post"]) == (
        "UNCLASSIFIED",
        "2009-04-06",
        "Embassy Baku",
    )
    assert (reading["paragraphs"], reading["tags"], reading["references"]) == (
        3,
        ["PGOV", "EWWT", "AJ"],
        ["09STATE31102"],
    )
    assert upload.added_by.get_username() == "anna"


def test_members_of_a_zip_archive_become_items_named_after_both(desk: Client) -> None:
    upload = bring(desk, zip_file("week.zip", {"a/one.txt": telegram(901), "b/two.txt": telegram(902)}))
    assert [(item.origin, item.reference_id) for item in upload.items.all()] == [
        ("week.zip: a/one.txt", "09BAKU901"),
        ("week.zip: b/two.txt", "09BAKU902"),
    ]


def bomb() -> SimpleUploadedFile:
    return zip_file("bomb.zip", {"zeros.txt": b"0" * 30_000_000})


HOSTILE = [
    (SimpleUploadedFile("photo.txt", JPEG), "photo.txt", "a picture by another name"),
    (SimpleUploadedFile("empty.txt", b""), "empty.txt", "nothing in it"),
    (SimpleUploadedFile("prose.txt", b"Dear diary, no telegram here."), "prose.txt", "no id anywhere"),
    (zip_file("climb.zip", {"../../etc/passwd": telegram(901)}), "climb.zip", "a name that climbs out"),
    (SimpleUploadedFile("broken.zip", b"PK\x03\x04 and then nothing"), "broken.zip", "no archive at all"),
    (SimpleUploadedFile("nul.txt", b"\0\1\2" * 400), "nul.txt", "binary without a known beginning"),
]


@pytest.mark.parametrize(("file", "named", "why"), HOSTILE, ids=[case[2] for case in HOSTILE])
def test_hostile_file_is_rejected_in_a_sentence_and_the_rest_goes_on(
    desk: Client, file: SimpleUploadedFile, named: str, why: str
) -> None:
    file.seek(0)
    upload = bring(desk, file, text_file("good.txt", telegram(902)))
    rejected, good = upload.items.order_by("position")
    assert rejected.state == "rejected"
    assert named in rejected.reason and rejected.reason.endswith(".")
    assert (good.state, good.reference_id) == ("waiting", "09BAKU902")
    page = desk.get(f"/admin/cables/upload/{upload.pk}/change/")
    assert named in page.content.decode()


def test_zip_bomb_is_rejected_without_being_unpacked(desk: Client) -> None:
    upload = bring(desk, bomb())
    (item,) = upload.items.all()
    assert item.state == "rejected"
    assert "bomb.zip" in item.reason


def test_utf_16_text_is_read_and_kept_byte_for_byte(desk: Client) -> None:
    raw = codecs.BOM_UTF16_LE + telegram(905).encode("utf-16-le")
    upload = bring(desk, SimpleUploadedFile("wide.txt", raw))
    (item,) = upload.items.all()
    assert (item.reference_id, bytes(item.raw)) == ("09BAKU905", raw)
    assert desk.get(f"/admin/cables/upload/{upload.pk}/items/1/").status_code == 200


def test_one_line_of_200_kb_is_reviewed_whole(desk: Client) -> None:
    upload = bring(desk, text_file("long.txt", telegram(906, paragraphs=("word " * 40_000,))))
    (item,) = upload.items.all()
    assert item.state == "waiting"
    page = desk.get(f"/admin/cables/upload/{upload.pk}/items/1/").content.decode()
    assert "The first 200,000 characters of" in page
    text = desk.get(f"/admin/cables/upload/{upload.pk}/items/1/text/")
    assert text.content.decode() == bytes(item.raw).decode()


def test_markup_in_subject_tags_and_file_names_is_shown_not_obeyed(desk: Client) -> None:
    script = "<script>alert(1)</script>"
    upload = bring(
        desk,
        text_file(f"{script.replace('/', '')}.txt", telegram(907, subject=script, paragraphs=(script,))),
        zip_file("m.zip", {"<img src=x onerror=alert(2)>.txt": telegram(908)}),
    )
    for url in ("change/", "items/1/", "items/2/"):
        page = desk.get(f"/admin/cables/upload/{upload.pk}/{url}").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in desk.get(f"/admin/cables/upload/{upload.pk}/change/").content.decode()
    text = desk.get(f"/admin/cables/upload/{upload.pk}/items/1/text/")
    assert (text["Content-Type"], text["X-Content-Type-Options"]) == ("text/plain; charset=utf-8", "nosniff")


def test_files_too_large_together_are_refused_with_the_limit(desk: Client, settings: Settings) -> None:
    settings.UPLOAD_LIMIT_BYTES = 2048
    response = desk.post(ADD, {"texts": [text_file(f"{n}.txt", telegram(n)) for n in range(901, 907)]})
    assert response.status_code == 413
    assert "larger than 2.0\xa0KB together" in response.content.decode()
    assert not Upload.objects.exists()


def test_more_files_than_the_limit_are_refused_with_a_sentence(desk: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    response = desk.post(ADD, {"texts": [text_file(f"{n}.txt", "x") for n in range(4)]})
    assert response.status_code == 413
    assert "That was more than" in response.content.decode()
    assert not Upload.objects.exists()


def test_more_texts_in_archives_than_the_limit_are_refused_whole(desk: Client, settings: Settings) -> None:
    settings.UPLOAD_LIMIT_TEXTS = 20
    upload = bring(desk, text_file("a.txt", telegram(901)), zip_file("many.zip", {f"{n}.txt": "x" for n in range(20)}))
    page = desk.get(f"/admin/cables/upload/{upload.pk}/change/").content.decode()
    assert "These files hold more than 20 texts; nothing of them was read." in page
    assert not UploadItem.objects.exists()


def test_no_file_at_all_is_asked_for_in_a_sentence(desk: Client) -> None:
    response = desk.post(ADD, {"complete": "1"})
    assert response.status_code == 400
    assert "Choose at least one file" in response.content.decode()


def test_a_request_without_its_end_is_told_to_be_cut_off(desk: Client) -> None:
    response = desk.post(ADD, {"texts": [text_file("a.txt", telegram(901))]})
    assert response.status_code == 400
    assert "The upload was cut off before its end: try again. Nothing was kept." in response.content.decode()
    assert not Upload.objects.exists()
    assert stored_files() == []


def test_an_archive_of_nothing_leaves_a_sentence(desk: Client) -> None:
    empty = BytesIO()
    zipfile.ZipFile(empty, "w").close()
    upload = bring(desk, SimpleUploadedFile("empty.zip", empty.getvalue()))
    assert [(item.state, item.reason) for item in upload.items.all()] == [
        ("rejected", "empty.zip is a zip archive with nothing in it. Pack the telegrams anew.")
    ]


def test_the_form_is_protected_against_forged_requests(archivist: object, desk: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(archivist)
    refused = strict.post(ADD, {"texts": [text_file("a.txt", telegram(901))], "complete": "1"})
    assert refused.status_code == 403
    assert "Go back, reload the page and send it again." in refused.content.decode()
    assert stored_files() == []
    token = str(strict.get(ADD).context["csrf_token"])
    sent = {"csrfmiddlewaretoken": token, "texts": [text_file("a.txt", telegram(901))], "complete": "1"}
    assert strict.post(ADD, sent).status_code == 302
    assert Upload.objects.count() == 1


def test_nothing_of_an_upload_is_in_the_archive_before_publishing(desk: Client, bring: Callable[..., Upload]) -> None:
    make_cable("09BAKU1")
    bring([text_file("a.txt", telegram(901, subject="CANARY LAMP"))])
    assert list(Cable.objects.values_list("reference_id", flat=True)) == ["09BAKU1"]
    assert not Source.objects.filter(kind="upload").exists()
    visitor = Client()
    assert visitor.get("/cables/09BAKU901/").status_code == 404
    for url in ("/", "/?q=canary", "/?q=09BAKU901", "/posts/BAKU/", "/years/2009/", "/tags/EWWT/"):
        response = visitor.get(url)
        assert "CANARY" not in response.content.decode()
        assert response.status_code in (200, 404, 503)


def test_nul_and_other_odd_characters_are_kept_in_the_bytes_and_shown_as_replaced(desk: Client) -> None:
    text = telegram(909, subject="A LAMP\0 \u2028\ufeff\u202e FOR THE HARBOUR")
    raw = codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    upload = bring(desk, SimpleUploadedFile("odd.txt", raw))
    (item,) = upload.items.all()
    assert bytes(item.raw) == raw
    assert item.reading["subject"].startswith("A LAMP\ufffd")
    assert desk.get(f"/admin/cables/upload/{upload.pk}/items/1/").status_code == 200


@contextmanager
def no_file_longer_than(length: int) -> Iterator[None]:
    """As on a disk that is full: the system refuses to write more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_is_told_in_a_sentence_and_nothing_half_is_kept(desk: Client) -> None:
    files = [text_file("small.txt", telegram(901)), text_file("long.txt", "x" * 200_000)]
    with no_file_longer_than(100_000):
        answer = desk.post(ADD, {"texts": files, "complete": "1"})
    assert answer.status_code == 507
    assert "The server could not keep these files (File too large): tell who runs it" in answer.content.decode()
    assert (Upload.objects.count(), stored_files()) == (0, [])
    upload = bring(desk, text_file("small.txt", telegram(901)))
    assert upload.items.get().state == "waiting"
