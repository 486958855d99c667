"""What hostile people send to the desk of a real server, and what its worker makes of it.

Each file is sent together with one good telegram, which waits for review whatever lies beside it.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import signal
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from threading import Barrier

import httpx
import pytest
from postgres import free_port

from tests.admin_desk.texts import JPEG, telegram
from tests.ingest.samples import zip_of
from tests.tooling.helpers import Program, environment, manage

TINY = int(os.environ.get("TINY_FILES", "2000"))
"""In one archive; 99999 is the most that the desk takes beside the good one."""
LONG_LINE = int(os.environ.get("LONG_LINE", "20000001"))
"""Bytes; 200000000 takes a minute."""
PASSWORD = "harbour lamps at dusk"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
FORMULA = '=HYPERLINK("http://x.invalid","FREE LAMPS")'
USERS = f"""
from django.contrib.auth.models import User
for name in ("ann", "bert"):
    User.objects.create_superuser(name, password={PASSWORD!r})
"""


def tar_with_links() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, kind in (("soft.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    return file.getvalue()


def table_with_formulas() -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\", lineterminator="\n")
    head, _, body = telegram(9109, subject=FORMULA).partition("\n\n")
    writer.writerow(["1", "4/6/2009 8:59", "09BAKU9109", "=1+1", "UNCLASSIFIED", "@SUM(1)|09STATE31102", head, body])
    return file.getvalue().encode()


def one_long_line() -> bytes:
    return telegram(9110, paragraphs=("word " * (LONG_LINE // 5),)).encode()


BOMB = zip_of({"zeros.txt": b"0" * 15_000_000})
CASES: dict[str, tuple[str, Callable[[], bytes], list[str]]] = {
    "zip bomb": ("bomb.zip", lambda: BOMB, ["bomb.zip: zeros.txt would unpack from", "as no text does"]),
    "nested bomb": (
        "nested.zip",
        lambda: zip_of({"inner.zip": BOMB, "deep.zip": zip_of({"deeper.zip": BOMB})}),
        [
            "nested.zip: inner.zip: zeros.txt would unpack from",
            "nested.zip: deep.zip: deeper.zip is an archive within an archive within an archive.",
        ],
    ),
    "path traversal": (
        "climb.zip",
        lambda: zip_of({"../../up.txt": telegram(9103), "/etc/up.txt": telegram(9103), "..\\up.txt": telegram(9103)}),
        ["climb.zip: ../../up.txt has a name that leads out of the archive.", "climb.zip: /etc/up.txt has a name"],
    ),
    "links in a tar": (
        "links.tar.gz",
        tar_with_links,
        ["links.tar.gz: soft.txt is a link. Pack the file it points to.", "links.tar.gz: hard.txt is a link."],
    ),
    "many tiny files": (
        "tiny.zip",
        lambda: zip_of({f"{number}.txt": b"x" for number in range(TINY)}),
        ["tiny.zip: 0.txt gives no cable id", f"Rejected {TINY:,}"],
    ),
    "wrong extensions": (
        "photos.zip",
        lambda: zip_of(
            {"photo.txt": JPEG, "cable.zip": b"PK\x03\x04 no more", "page.html": b"%PDF-1.4\n%\xe2\xe3\xcf"}
        ),
        ["photos.zip: photo.txt is a JPEG picture", "photos.zip: cable.zip is a damaged zip archive", "page.html is a"],
    ),
    "scripts in a subject": (
        "<img src=x onerror=alert(3)>.txt",
        lambda: telegram(9107, subject=SCRIPT, tags="<b>, PGOV", paragraphs=(SCRIPT,)).encode(),
        [SCRIPT],
    ),
    "null bytes": (
        "null.txt",
        lambda: telegram(9108, subject="A LAMP\0 FOR THE HARBOUR").encode(),
        ["A LAMP\ufffd FOR THE HARBOUR"],
    ),
    "formulas in a table": ("cables.csv", table_with_formulas, [FORMULA]),
    "a very long line": ("long.txt", one_long_line, ["long.txt is longer than the 20,000,000 bytes"]),
}
"""(name of the file, its bytes, sentences of the review list) by what is hostile."""
GOOD = {name: 9200 + number for number, name in enumerate(CASES)}
"""The serial number of the good telegram beside each."""


class Desk:
    """Somebody who is signed in, with a browser of their own."""

    def __init__(self, url: str, name: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=300)
        page = self.http.get("/admin/login/").text
        sent = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": _token(page)}
        assert self.http.post("/admin/login/", data=sent).status_code == 302

    def page(self, address: str) -> str:
        answer = self.http.get(address, follow_redirects=True)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.text

    def words(self, address: str) -> str:
        return _words(self.page(address))

    def bring(self, *files: tuple[str, bytes]) -> str:
        """The address of the upload, which the worker has yet to read."""
        token = _token(self.page("/admin/cables/upload/add/"))
        parts = [("texts", (name, content, "text/plain")) for name, content in files]
        fields = [("csrfmiddlewaretoken", (None, token)), *parts, ("complete", (None, "1"))]
        answer = self.http.post("/admin/cables/upload/add/", files=fields)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"].removesuffix("change/")

    def is_read(self, upload: str) -> bool:
        return 'class="job done"' in self.page(f"{upload}progress/")

    def wait_for(self, upload: str) -> None:
        until(lambda: self.is_read(upload), f"the worker has read {upload}", seconds=600 + TINY / 50)

    def publish(self, upload: str) -> str:
        """All that waits; what the page that follows says."""
        sent = {"decision": "publish-all", "csrfmiddlewaretoken": _token(self.page(f"{upload}change/"))}
        answer = self.http.post(f"{upload}decide/", data=sent, follow_redirects=True)
        assert answer.status_code == 200
        return _words(answer.text)


def until(holds: Callable[[], object], what: str, seconds: float = 600) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"in {seconds} s not true that {what}"
        time.sleep(0.05)


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found, page
    return found[1]


def _words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def url(data_dir: Path) -> Iterator[str]:
    """Of a server with its worker, as `make run` starts it."""
    port = free_port()
    database = {name: os.environ[name] for name in ("DATABASE_URL",) if name in os.environ}
    server = Program(
        [sys.executable, "manage.py", "serve"], environment(data_dir, PORT=str(port), DEMO_CABLES="0", **database)
    )
    try:
        server.wait_for("Reftel is up")
        made = manage(data_dir, "shell", "--no-imports", "-c", USERS, **database)
        assert made.returncode == 0, made.stderr
        yield f"http://127.0.0.1:{port}"
    finally:
        server.interrupt()
    assert "Traceback" not in server.output


@pytest.fixture(scope="module")
def ann(url: str) -> Iterator[Desk]:
    desk = Desk(url, "ann")
    with contextlib.closing(desk.http):
        yield desk


@pytest.fixture(scope="module")
def brought(ann: Desk) -> dict[str, str]:
    """The uploads of all cases."""
    return {
        name: ann.bring((file, content()), ("good.txt", telegram(GOOD[name]).encode()))
        for name, (file, content, _) in CASES.items()
    }


@pytest.mark.parametrize("case", CASES)
def test_each_is_told_in_a_sentence_and_what_lies_beside_it_waits_for_review(
    ann: Desk, brought: dict[str, str], data_dir: Path, case: str
) -> None:
    upload = brought[case]
    ann.wait_for(upload)
    page = ann.page(f"{upload}change/")
    for sentence in CASES[case][2]:
        assert sentence in _words(page)
    assert f"09BAKU{GOOD[case]} New" in ann.words(f"{upload}change/?state=waiting")
    assert "<script>alert" not in page and "<img src=x" not in page
    assert "script-src" in ann.http.get(f"{upload}change/").headers["Content-Security-Policy"]
    assert list(data_dir.parent.rglob("up.txt")) == []


@pytest.mark.parametrize(("case", "serial"), [("null bytes", 9108), ("scripts in a subject", 9107)])
def test_the_bytes_are_kept_and_the_published_page_obeys_nothing(
    ann: Desk, brought: dict[str, str], case: str, serial: int
) -> None:
    ann.wait_for(brought[case])
    published = ann.publish(brought[case])
    assert "2 texts published (2 new)" in published
    assert ann.http.get(f"/cables/09BAKU{serial}.txt").content == CASES[case][1]()
    for address in (f"/cables/09BAKU{serial}/", "/?q=harbour", "/tags/?kind=unknown", f"/cables/09BAKU{serial}/raw/"):
        page = ann.page(address)
        assert "<script>alert" not in page and "<img src=x" not in page


def test_no_spreadsheet_computes_what_came_in_a_table(ann: Desk, brought: dict[str, str]) -> None:
    ann.wait_for(brought["formulas in a table"])
    ann.publish(brought["formulas in a table"])
    assert ann.http.get("/cables/09BAKU9109.json").json()["subject"] == FORMULA
    rows = list(
        csv.reader(io.StringIO(ann.http.get("/export/results.csv?q=id:09BAKU9109").text.removeprefix("\ufeff")))
    )
    assert f"'{FORMULA}" in rows[1]
    assert not any(cell.startswith(("=", "@", "+")) for cell in rows[1])


def test_of_two_people_who_publish_the_same_cable_at_once_one_is_told_of_the_other(url: str, ann: Desk) -> None:
    bert = Desk(url, "bert")
    upload = ann.bring(("same.txt", telegram(9301).encode()))
    ann.wait_for(upload)
    (item,) = re.findall(r'name="items" value="(\d+)"', ann.page(f"{upload}change/"))
    at_once = Barrier(2)

    def publish(desk: Desk) -> str:
        sent = {"decision": "publish", "items": item, "csrfmiddlewaretoken": _token(desk.page(f"{upload}change/"))}
        at_once.wait()
        return _words(desk.http.post(f"{upload}decide/", data=sent, follow_redirects=True).text)

    with contextlib.closing(bert.http), ThreadPoolExecutor(2) as pool:
        told = list(pool.map(publish, (ann, bert)))
    assert sum("09BAKU9301 published." in page for page in told) == 1
    assert sum(bool(re.search(r"09BAKU9301 was already published by (ann|bert) on ", page)) for page in told) == 1
    versions = [ann.http.get(f"/cables/09BAKU9301.txt?version={number}").status_code for number in (1, 2)]
    assert versions == [200, 404]


def test_a_worker_that_is_killed_is_followed_by_one_that_goes_on(ann: Desk, data_dir: Path) -> None:
    texts = {f"{serial}.txt": telegram(serial) for serial in range(10_000, 10_600)}
    before = workers(data_dir)
    for _ in range(20):
        upload = ann.bring(("many.zip", zip_of(texts)))
        until(lambda: "data-unfinished" not in progress(ann, upload) or part_done(ann, upload), "something was read")  # noqa: B023
        for pid in workers(data_dir):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not ann.is_read(upload):
            break
    else:
        pytest.fail("the worker was done before it could be killed, twenty times")
    ann.wait_for(upload)
    assert workers(data_dir).isdisjoint(before)
    page = ann.words(f"{upload}change/?state=waiting")
    assert "Publish all 600" in page
    ann.publish(upload)
    ann.wait_for(upload)
    assert ann.http.get("/api/v1/search?q=id:09BAKU10*").json()["total"] == 600


def progress(desk: Desk, upload: str) -> str:
    return desk.page(f"{upload}progress/")


def part_done(desk: Desk, upload: str) -> bool:
    found = re.search(r'<progress max="\d+" value="(\d+)"', progress(desk, upload))
    return found is not None and int(found[1]) > 0


def workers(data_dir: Path) -> set[int]:
    """The workers of this server, by what they were started with."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (process / "cmdline").read_bytes().split(b"\0")
            if b"worker" in command and f"DATA_DIR={data_dir}".encode() in (process / "environ").read_bytes():
                found.add(int(process.name))
    return found
