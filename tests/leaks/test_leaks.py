"""What is not published is nowhere outside the desk: not a word of it, not a count, not a different answer.

Every cable that visitors must not see is full of words that are nowhere else, and all begin with zq. It was published
first, so that the index had it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from cables.admin.items import correct_text
from cables.admin.showing import show
from cables.ingest import correct, item_stated, reindex
from cables.models import Addressee, Cable, Paragraph, Post, Reference, Tag, Version, Visibility
from cables.search import drain, optimize, rebuild
from cables.search.fields import FIELDS
from tests.admin_desk.bringing import take_in
from tests.admin_desk.texts import telegram
from tests.factories import make_cable
from tests.leaks.site import ADDRESSES, Answer, addresses, ask, crawl, patterns
from tests.pages.test_any_address import calls_of

pytestmark = pytest.mark.django_db

DRAFT, WITHHELD, NOTED, UPLOADED = "09BAKU70001", "09BAKU70002", "09BAKU70003", "09BAKU70004"
NEVER, CITED = "09BAKU70008", "09BAKU70009"
"""Ids of no cable; an open cable refers to the second, as it does to WITHHELD."""
HIDDEN = {DRAFT: "zqdraft", WITHHELD: "zqsilent", NOTED: "zqnoted", UPLOADED: "zqupload"}
"""With what the words of each begin."""
NOTE = "Kept back until 2030."
"""What visitors are told of NOTED, and of no other."""
OPEN = {"id": "09BAKU1", "word": "reservoir", "post": "BAKU", "tag": "PGOV", "year": "2009"}
CANARY = re.compile(rb"zq(?:draft|silent|noted|upload)|7000[134]", re.IGNORECASE)


def word(reference_id: str, field: str) -> str:
    return f"{HIDDEN[reference_id]}{field}"


def values(reference_id: str) -> dict[str, str]:
    """What a visitor may ask for who knows of the cable."""
    return {
        "id": reference_id,
        "word": word(reference_id, "paragraph"),
        "post": word(reference_id, "post").upper(),
        "tag": word(reference_id, "tag").upper(),
        "year": "1971",
    }


def unknown(text: str) -> str:
    """The same of a cable that never was."""
    text = re.sub("7000[134]", NEVER[-5:], text).replace(WITHHELD[-5:], CITED[-5:])
    return text.replace("zq", "zx").replace("ZQ", "ZX").replace("Zq", "Zx")


@pytest.fixture
def open_archive() -> None:
    make_cable("09BAKU1", subject="THE DAM", classification="SECRET", tag_codes=["PGOV", "AJ"], captions=["SIPDIS"],
               paragraphs=["The reservoir behind the dam.", "Nothing more."], refers_to=["09STATE9"])  # fmt: skip
    make_cable("09ANKARA2", post="ANKARA", subject="HARBOURS", sent=date(2008, 5, 1), tag_codes=["ECON"],
               refers_to=["09BAKU1", WITHHELD, CITED])  # fmt: skip
    rebuild()


def make_secret(reference_id: str) -> Cable:
    """Published, with words of its own in every field, and cited by nobody but by 09ANKARA2."""
    said = {name: word(reference_id, name) for name in ("subject", "paragraph", "heading", "sender", "place")}
    cable = make_cable(
        reference_id, post=None, sent=date(1971, 4, 1), serial=int(reference_id[-5:]), subject=said["subject"],
        classification="TOP SECRET", precedence="FLASH", tag_codes=[], paragraphs=[said["paragraph"]],
        captions=[word(reference_id, "caption").upper()], sender=said["sender"], refers_to=["71PARIS70001"],
        signers=[word(reference_id, "signer").upper()], summary=word(reference_id, "summary"),
        classified_by=[{"name": word(reference_id, "classifier"), "title": word(reference_id, "title")}],
        declassify_text=word(reference_id, "declassify"), transmission_id=word(reference_id, "transmission"),
        passing=[word(reference_id, "passing")], routing=[word(reference_id, "routing")],
        defects=[{"kind": "page-banner", "count": 1, "details": [word(reference_id, "detail")]}],
    )  # fmt: skip
    cable.post = Post.objects.create(
        code=word(reference_id, "post").upper(), name=word(reference_id, "posted").title(), kind="embassy",
        country=word(reference_id, "country").title(), country_code="ZQ", latitude=1.0, longitude=1.0,
    )  # fmt: skip
    cable.save()
    for kind in ("unknown", "person"):
        name = "tag" if kind == "unknown" else "person"
        cable.tags.add(
            Tag.objects.create(
                code=word(reference_id, name).upper(), kind=kind, name=word(reference_id, f"{name}name").title()
            )
        )
    Paragraph.objects.filter(cable=cable).update(
        heading=said["heading"], marking=word(reference_id, "mark").upper(), mentions=[[0, 2, ["71PARIS70004"]]]
    )
    Addressee.objects.create(cable=cable, role="action", position=0, name=word(reference_id, "addressee"))
    Reference.objects.filter(cable=cable).update(text=word(reference_id, "reference"))
    Version.objects.filter(cable=cable).update(
        origin=word(reference_id, "origin"), facts={"stated": {"Origin": word(reference_id, "fact")}}
    )
    Reference.objects.filter(target_reference_id=reference_id).update(target=cable)
    return cable


def make_secrets() -> None:
    """Cables that were published and indexed, and now wait to be hidden; and an upload that waits for review."""
    user = User.objects.create_user("zquploader", is_staff=True)
    for reference_id in (DRAFT, WITHHELD, NOTED):
        cable = make_secret(reference_id)
        signers = [*cable.signers, word(reference_id, "corrected").upper()]
        reason = word(reference_id, "reason")
        correct(cable=cable.pk, field="signers", value=signers, seen=cable.signers, reason=reason, user=user)
    reindex(cables=Cable.objects.filter(reference_id__in=HIDDEN))
    drain()
    text = telegram(70004, subject=word(UPLOADED, "subject").upper(), paragraphs=[word(UPLOADED, "paragraph")])
    item = take_in(files=[SimpleUploadedFile("zquploadfile.txt", text.encode())], user=user).items.get()
    signers = [word(UPLOADED, "corrected").upper()]
    reason = word(UPLOADED, "reason")
    seen = item_stated(item)["signers", ""]
    correct_text(item=item.pk, field="signers", place="", value=signers, seen=seen, reason=reason, user=user)


def hide() -> None:
    user = User.objects.get()
    for reference_id, visibility, note in (
        (DRAFT, Visibility.DRAFT, ""),
        (WITHHELD, Visibility.WITHHELD, ""),
        (NOTED, Visibility.WITHHELD, NOTE),
    ):
        cables = Cable.objects.filter(reference_id=reference_id)
        reason = word(reference_id, "whyhidden")
        show(cables=cables, visibility=visibility, user=user, public_note=note, reason=reason)
    drain()


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of results say when they were made."""
    for module in ("cables.views.exporting", "cables.workspace.views.taking"):
        monkeypatch.setattr(f"{module}.timezone", SimpleNamespace(now=lambda: datetime(2026, 1, 1, tzinfo=UTC)))


@pytest.fixture
def secrets(open_archive: None) -> None:
    make_secrets()
    hide()


def index_files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fields_in(found: bytes, reference_id: str) -> set[str]:
    """The fields of a cable whose words are found."""
    start = HIDDEN[reference_id].encode()
    return {name.decode().lower() for name in re.findall(start + rb"([a-z]+)", found, re.IGNORECASE)}


def test_every_address_of_the_site_is_in_the_table() -> None:
    assert set(patterns()) == set(ADDRESSES)


def test_a_published_cable_is_seen_so_that_a_leak_would_be(open_archive: None, index_folder: Path) -> None:
    make_secrets()
    client = Client()
    seen = b"\n".join(answer.all_of_it for answer in crawl(client, addresses(values(DRAFT))).values())
    told = {"subject", "paragraph", "heading", "sender", "post", "posted", "country", "tag", "tagname", "person",
            "caption", "signer", "summary", "classifier", "title", "passing", "routing", "transmission", "mark",
            "addressee", "reference", "origin", "fact", "detail", "corrected"}  # fmt: skip
    assert told - fields_in(seen, DRAFT) == set()
    indexed = {"subject", "paragraph", "heading", "sender", "post", "country", "tag", "person", "caption", "signer",
               "classifier", "title", "addressee", "mark", "corrected"}  # fmt: skip
    files = b"".join(index_files(index_folder).values()).lower()
    assert {field for field in indexed if word(DRAFT, field).encode() not in files} == set()


def test_the_site_reads_as_if_they_had_never_been(open_archive: None) -> None:
    client = Client()
    before = crawl(client, addresses(OPEN))
    make_secrets()
    hide()
    after = crawl(client, addresses(OPEN))
    assert after.keys() == before.keys()
    for address, answer in after.items():
        assert not CANARY.search(answer.all_of_it), address
        assert answer == before[address], address


def asked_of(reference_id: str) -> Iterator[str]:
    """Addresses of somebody who looks for the cable."""
    yield from addresses(values(reference_id))
    start = HIDDEN[reference_id]
    for text in ("zq*", f"{start}*", f"*{start[2:]}*", f"{start}subjec~", f"{start}subjecx", f'"{start}subject"'):
        yield f"/?q={text}"
        yield f"/suggest/?q={text}"
    for name in FIELDS:
        yield f"/?q={name}:{word(reference_id, FIELD_WORDS.get(name, name))}"
    yield f"/?q=cites:{reference_id}"
    yield f"/?q=citedby:{reference_id}"
    yield f"/?q=id:{reference_id}"
    for name in ("caption", "post", "country", "tag"):
        yield f"/?f[{name}]={word(reference_id, name).upper()}"
        yield f"/?f[-{name}]={word(reference_id, name).upper()}"
        yield f"/suggest/?q={name}:{start}"


FIELD_WORDS = {"from": "sender", "to": "addressee", "by": "classifier", "para": "paragraph"}


def same_but_the_words(answer: Answer, other: Answer) -> bool:
    """The ETag is a digest of the body, words and all."""
    mended = unknown(answer.body.decode()).encode()
    headers = [(name, unknown(value)) for name, value in answer.headers if name != "ETag"]
    return (answer.status, headers, mended) == (
        other.status,
        [pair for pair in other.headers if pair[0] != "ETag"],
        other.body,
    )


def assert_only_the_note(answer: Answer) -> None:
    told = answer.all_of_it.decode()
    assert answer.status == 403
    assert NOTED in told and NOTE in told
    assert not re.search("zq|1971|top secret|flash", told, re.IGNORECASE)


@pytest.mark.parametrize("reference_id", HIDDEN)
def test_whoever_asks_for_one_is_answered_as_for_one_that_never_was(secrets: None, reference_id: str) -> None:
    client = Client()
    for address in (one for one in asked_of(reference_id) if one != unknown(one)):
        answer, other = ask(client, address), ask(client, unknown(address))
        if reference_id == NOTED and address.startswith("/cables/"):
            assert_only_the_note(answer)
            continue
        assert same_but_the_words(answer, other), address


def test_the_answer_takes_the_same_work_as_for_one_that_never_was(secrets: None) -> None:
    client = Client()
    for template in (one for route in ADDRESSES if "reference_id" in route for one in ADDRESSES[route]):
        works = []
        for reference_id in (CITED, WITHHELD):
            address = template.format(id=reference_id, word="dam")
            client.get(address)
            with CaptureQueriesContext(connection) as made:
                _, calls = calls_of(lambda: client.get(address))  # noqa: B023
            # Now and then something is tidied up in between, which only ever adds calls.
            calls = min(calls, *(calls_of(lambda: client.get(address))[1] for _ in range(2)))  # noqa: B023
            works.append((calls, [unknown(query["sql"]) for query in made]))
        (calls, queries), (calls_of_hidden, queries_of_hidden) = works
        assert queries_of_hidden == queries, template
        assert abs(calls_of_hidden - calls) <= calls * 0.02, template


def test_no_file_of_the_index_has_a_word_of_what_was_withdrawn(secrets: None, index_folder: Path) -> None:
    for _ in range(2):
        files = index_files(index_folder)
        assert b"reservoir" in b"".join(files.values())
        assert [name for name, content in files.items() if b"zq" in content.lower()] == []
        optimize()


def test_the_desk_tells_visitors_nothing(secrets: None) -> None:
    client = Client()
    pk = Cable.objects.get(reference_id=WITHHELD).pk
    (desk,) = (entry for entry in get_resolver().url_patterns if str(entry.pattern) == "admin/")
    asked = 0
    for pattern in _desk(desk):
        address = "/admin/" + re.sub(r"<[^>]*>", str(pk), pattern)
        if "(?P" in pattern or pattern.startswith(("login/", "jsi18n/")):
            continue
        answer = ask(client, address)
        to = "/admin/" if pattern == "logout/" else f"/admin/login/?next={quote(address)}"
        assert (answer.status, dict(answer.headers)["Location"]) == (302, to), address
        assert not CANARY.search(answer.all_of_it), address
        asked += 1
    assert asked > 20


def _desk(entry: URLPattern | URLResolver, before: str = "") -> Iterator[str]:
    for inner in getattr(entry, "url_patterns", ()):
        pattern = before + str(inner.pattern)
        if isinstance(inner, URLResolver):
            yield from _desk(inner, pattern)
        else:
            yield pattern
