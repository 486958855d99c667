from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import DataError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cables.ingest import (
    IngestItem,
    Outcome,
    RawCable,
    Rejection,
    WorkersLost,
    ingest,
    preview,
    read_sources,
    read_upload,
    runs,
    set_visibility,
    storing,
)
from cables.models import Cable, IndexChange, Reference, Source, Version, Visibility

from .samples import make_raw, make_source, text_of, zip_of
from .test_storing import contents

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"


def outcomes(inputs: list[RawCable | Rejection], **options: Any) -> list[tuple[str, str]]:
    """What became of each input, and of which cable."""
    items: list[IngestItem] = []
    source = options.pop("source", None) or Source(kind=Source.Kind.FILES, name="invented")
    report = ingest(inputs=inputs, source=source, progress=items.append, **options)
    assert report.total == len(items)
    rejected = [item for item in items if item.outcome is Outcome.REJECTED]
    assert report.rejected == tuple(replace(item, raw=b"") for item in rejected)
    assert report.rejected_count == len(rejected)
    assert all(bool(item.reason) == (item.outcome is Outcome.REJECTED) for item in items)
    return [(str(item.outcome), item.reference_id) for item in items]


def cable(serial: int, **fields: Any) -> RawCable:
    return make_raw(text_of(serial, **fields), origin=f"{serial}.txt")


def test_a_cable_goes_from_its_raw_text_to_linked_rows() -> None:
    assert outcomes([cable(1, references=["BAKU 2"]), cable(2)]) == [("created", "09BAKU1"), ("created", "09BAKU2")]
    first = Cable.objects.select_related("post").get(reference_id="09BAKU1")
    assert first.post is not None
    assert (first.post.code, str(first.date), first.subject, first.classification) == (
        "BAKU", "2009-04-06", "AN INVENTED FAIR", "UNCLASSIFIED",
    )  # fmt: skip
    assert sorted(first.tags.values_list("code", flat=True)) == ["AJ", "PGOV"]
    assert list(first.paragraphs.values_list("anchor", "marking", "text")) == [
        ("p1", "U", "The invented fair opened."),
        ("p2", "U", "Nobody was there."),
    ]
    reference = first.references.select_related("target").get()
    assert reference.target == Cable.objects.get(reference_id="09BAKU2")


def test_a_second_run_changes_nothing() -> None:
    inputs: list[RawCable | Rejection] = [cable(1, references=["BAKU 2"]), cable(2)]
    outcomes(inputs)
    before = contents()
    assert outcomes(inputs) == [("unchanged", "09BAKU1"), ("unchanged", "09BAKU2")]
    assert contents() == before


BAD: list[tuple[bytes, str, str]] = [
    (b"", "x.txt", "is empty"),
    (b" \r\n \r\n", "x.txt", "holds nothing but blanks"),
    (JPEG, "photo.txt", "is a JPEG picture, not text"),
    (bytes(range(256)) * 20, "x.txt", "is binary data, not text"),
    (b"A" * 20_000_001, "x.txt", "is longer than the 20,000,000 bytes"),
    (b"Dear diary, nothing happened today.\n", "diary.txt", "gives no cable id"),
    (("word " * 100_000).encode(), "line.txt", "gives no cable id"),
    ("\ufeffDear diary".encode("utf-16-le"), "x.txt", "gives no cable id"),
    (b"<html><body>09BAKU7</body></html>", "09BAKU7.html", "is a web page without a telegram"),
    (b'{"reference_id": "09BAKU7"}', "09BAKU7.json", 'has no "text"'),
    (b'{\n"reference_id": "09BAKU7"}', "09BAKU7.json", "is JSON, but not one object a line"),
    (b"PK\x03\x04\x00\x00", "release.zip", "is a damaged zip archive"),
    (zip_of({"../09BAKU7.txt": text_of(7)}), "release.zip", "leads out of the archive"),
    (zip_of({"09BAKU7.txt": b"A" * 15_000_000}), "release.zip", "as no text does"),
]


@pytest.mark.parametrize(("content", "name", "words"), BAD, ids=[f"{row[1]} {row[2]}" for row in BAD])
def test_bad_input_is_rejected_with_a_sentence_and_the_rest_goes_on(content: bytes, name: str, words: str) -> None:
    items: list[IngestItem] = []
    inputs = [cable(1), *read_upload(name, BytesIO(content)), cable(2)]
    ingest(inputs=inputs, source=make_source(), progress=items.append)

    assert [item.outcome for item in items] == [Outcome.CREATED, Outcome.REJECTED, Outcome.CREATED]
    assert items[1].reason.startswith(name)
    assert words in items[1].reason
    assert items[1].reason.endswith(".")
    assert list(Cable.objects.values_list("reference_id", flat=True)) == ["09BAKU1", "09BAKU2"]
    assert Version.objects.count() == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_telegram_reads_the_same_in_every_encoding(encoding: str) -> None:
    content = text_of(1, body="The caf\u00e9 opened.").encode(encoding)
    assert outcomes(list(read_upload("x.txt", BytesIO(content)))) == [("created", "09BAKU1")]
    read = Cable.objects.get()
    assert read.paragraphs.values_list("text", flat=True)[0] == "The caf\u00e9 opened."
    version = read.versions.get()
    assert (bytes(version.raw), version.text) == (content, text_of(1, body="The caf\u00e9 opened."))


def test_the_name_of_a_file_gives_the_id_where_the_text_does_not() -> None:
    inputs = list(read_upload("09BAKU7.txt", BytesIO(b"SUBJECT: A STUB OF A TELEGRAM\n")))
    assert outcomes(inputs) == [("created", "09BAKU7")]
    assert Version.objects.get().found_id == "09BAKU7"


def test_the_text_is_believed_before_the_name_and_the_difference_noted() -> None:
    inputs = list(read_upload("09BAKU7.txt", BytesIO(text_of(1).encode())))
    assert outcomes(inputs) == [("created", "09BAKU1")]
    assert Version.objects.get().found_id == "09BAKU7"
    noted = {defect["kind"]: defect["details"] for defect in Cable.objects.get().defects}
    assert noted["id-mismatch"] == ["09BAKU7 given, 09BAKU1 read"]


def test_two_texts_of_one_cable_in_one_run_are_versions_and_copies_are_not() -> None:
    inputs: list[RawCable | Rejection] = [cable(1), cable(1, body="Corrected."), cable(1), cable(1, body="Corrected.")]
    expected = [(outcome, "09BAKU1") for outcome in ("created", "new version", "unchanged", "unchanged")]
    assert outcomes(inputs, dry_run=True) == expected
    assert outcomes(inputs) == expected


def test_a_dry_run_says_what_a_run_would_do_and_writes_nothing() -> None:
    outcomes([cable(1), cable(2)])
    published = Cable.objects.get(reference_id="09BAKU2")
    inputs: list[RawCable | Rejection] = [
        cable(1),
        cable(2, body="Corrected."),
        cable(3),
        Rejection("photo.txt", "photo.txt is a JPEG picture."),
        make_raw("no telegram", origin="diary.txt"),
    ]
    before = contents()
    for visibility in Visibility.PUBLISHED, Visibility.DRAFT:
        with CaptureQueriesContext(connection) as captured:
            foreseen = outcomes(inputs, dry_run=True, visibility=visibility)
        assert all(query["sql"].startswith("SELECT") for query in captured)
        assert contents() == before
    assert foreseen == [
        ("unchanged", "09BAKU1"), ("rejected", "09BAKU2"), ("created", "09BAKU3"), ("rejected", ""), ("rejected", ""),
    ]  # fmt: skip
    assert outcomes(inputs, visibility=Visibility.DRAFT) == [
        ("unchanged", "09BAKU1"), ("rejected", "09BAKU2"), ("created", "09BAKU3"), ("rejected", ""), ("rejected", ""),
    ]  # fmt: skip
    assert published.versions.count() == 1


def test_drafts_are_stored_as_drafts() -> None:
    outcomes([cable(1)], visibility=Visibility.DRAFT)
    assert list(Cable.objects.values_list("visibility", flat=True)) == ["draft"]
    assert not Cable.objects.published().exists()
    assert outcomes([cable(1, body="Corrected.")], visibility=Visibility.DRAFT) == [("new version", "09BAKU1")]


def test_every_cable_knows_its_source_and_unused_sources_are_not_kept() -> None:
    user = get_user_model().objects.create(username="archivist")
    source = Source(kind=Source.Kind.UPLOAD, name="box 1", added_by=user)
    outcomes([make_raw("no telegram"), cable(1), cable(2)], source=source)
    assert set(Version.objects.values_list("source__kind", "source__name", "source__added_by__username")) == {
        ("upload", "box 1", "archivist")
    }
    outcomes([make_raw("no telegram"), cable(1)])
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DataError("value too long\nDETAIL: secret"), "the database refused it (value too long)"),
        (RecursionError("too deep."), "the program failed over it (RecursionError: too deep)"),
    ],
)
def test_a_cable_that_fails_is_left_out_whole_and_the_rest_stored(
    monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    write = storing._Batch._write

    def fail_over_the_second(*args: Any) -> dict[str, int]:
        written = write(*args)
        if "09BAKU2" in written:
            raise error
        return written

    monkeypatch.setattr(storing._Batch, "_write", fail_over_the_second)
    source = make_source()
    report = ingest(inputs=[cable(1), cable(2, references=["BAKU 1"]), cable(3)], source=source)
    assert [item.reason for item in report.rejected] == [
        f"2.txt was not stored: {words}. Nothing of it was kept; please report it with the file."
    ]
    assert list(Cable.objects.values_list("reference_id", flat=True)) == ["09BAKU1", "09BAKU3"]
    assert not Reference.objects.exists()
    assert sorted(IndexChange.objects.values_list("reference_id", flat=True)) == ["09BAKU1", "09BAKU3"]


def test_a_database_that_fails_ends_the_run_and_keeps_what_was_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    write = storing._Batch._write

    def full(*args: Any) -> dict[str, int]:
        written = write(*args)
        if "09BAKU2" in written:
            raise OperationalError("database or disk is full")
        return written

    monkeypatch.setattr(runs, "BATCH", 1)
    monkeypatch.setattr(storing._Batch, "_write", full)
    with pytest.raises(OperationalError):
        ingest(inputs=[cable(1), cable(2), cable(3)], source=make_source())
    assert list(Cable.objects.values_list("reference_id", flat=True)) == ["09BAKU1"]


LINES = text_of(1, references=["BAKU 2", "STATE 3"]).splitlines(keepends=True)
ODDITIES = [
    "\x00", "\x1b", "\u00b6", "99999999999. (U) ", "SECRET", "E.O. 12958: DECL: 99/99/9999\n", "TAGS: OVIP (X, Y)\n",
    "R 990859Z XXX 99\n", "-" * 300, "X" * 500, "\n\n",
]  # fmt: skip


@given(pieces=st.lists(st.sampled_from(LINES + ODDITIES) | st.text(max_size=20), max_size=60))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_text_holds_it_is_stored_as_it_was_or_refused_for_what_it_is(pieces: list[str]) -> None:
    Cable.objects.all().delete()
    content = "".join(pieces).encode()
    (found,) = read_upload("09BAKU7.txt", BytesIO(content))
    (item,) = runs._Run(make_source(), Visibility.PUBLISHED).items([found], workers=1)
    if isinstance(found, Rejection):
        assert item.reason == found.reason
        assert not Cable.objects.exists()
        return
    assert item.outcome is Outcome.CREATED, item.reason
    stored = Cable.objects.get()
    assert bytes(stored.versions.get().raw) == content
    for paragraph in stored.paragraphs.all():
        for start, end, _ in (*paragraph.blocks, *paragraph.mentions):
            assert 0 <= start <= end <= len(paragraph.text)
        for offset, _, after in paragraph.repairs:
            assert paragraph.text[offset : offset + len(after)] == after


def test_inputs_are_taken_a_batch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are, none is held longer than it takes to store its batch."""
    monkeypatch.setattr(runs, "BATCH", 2)
    taken: list[int] = []
    stored: list[tuple[int, int]] = []

    def endless() -> Iterator[RawCable]:
        for serial in range(1, 6):
            taken.append(serial)
            yield cable(serial)

    ingest(
        inputs=endless(), source=make_source(), progress=lambda _: stored.append((len(taken), Cable.objects.count()))
    )
    assert stored == [(2, 2), (2, 2), (4, 4), (4, 4), (5, 5)]


def test_queries_do_not_grow_with_the_number_of_inputs() -> None:
    few: list[RawCable | Rejection] = [cable(serial, references=["BAKU 91"]) for serial in range(1, 3)]
    many: list[RawCable | Rejection] = [cable(serial, references=["BAKU 91"]) for serial in range(3, 33)]
    run = runs._Run(make_source(), Visibility.PUBLISHED)
    for warming in ([cable(91), cable(92, references=["BAKU 91"])], [cable(93)]):
        list(run.items(warming, workers=1))
    counts = []
    for inputs in (few, many):
        with CaptureQueriesContext(connection) as captured:
            list(run.items(inputs, workers=1))
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("inputs", "queries", "why"),
    [
        ([cable(91)], 1, "known by its bytes: it is not even parsed"),
        ([make_raw("no telegram")], 1, "no id: only its bytes were looked for"),
        ([Rejection("x", "x is empty.")], 0, "nothing to look for"),
    ],
)
def test_queries_for_what_is_not_stored_are_few(inputs: list[RawCable | Rejection], queries: int, why: str) -> None:
    run = runs._Run(make_source(), Visibility.PUBLISHED)
    list(run.items([cable(91)], workers=1))
    with CaptureQueriesContext(connection) as captured:
        list(run.items(inputs, workers=1))
    assert len(captured) == queries, why


def test_the_same_telegram_in_another_layout_is_no_new_version() -> None:
    text = text_of(1)
    mirrored = "09BAKU1\nAN INVENTED FAIR\nMon Apr 06 00:00:00 +0200 2009\nUNCLASSIFIED\nEmbassy Baku\n" + text
    layouts = [text, text.replace("\n", "\r\n"), text.replace("\n", " \n"), mirrored, text.replace("1001\n\n", "1001")]
    inputs: list[RawCable | Rejection] = [
        found for layout in layouts for found in read_upload("x.txt", BytesIO(layout.encode()))
    ]
    assert outcomes(inputs) == [("created", "09BAKU1"), *[("unchanged", "09BAKU1")] * 4]
    assert Version.objects.count() == 1


def test_several_processes_store_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "BATCH", 7)
    inputs: list[RawCable | Rejection] = [
        *(cable(serial, references=[f"BAKU {serial + 1}"]) for serial in range(1, 30)),
        Rejection("photo.txt", "photo.txt is a JPEG picture."),
        make_raw("no telegram", origin="diary.txt"),
        cable(3, body="Corrected."),
    ]
    alone = outcomes(inputs)
    before = {table: len(rows) for table, rows in contents().items()}
    texts = list(Cable.objects.values_list("reference_id", "subject", "defects", "references__target__reference_id"))
    Cable.objects.all().delete()
    IndexChange.objects.all().delete()
    Source.objects.all().delete()
    assert outcomes(inputs, workers=2) == alone
    assert {table: len(rows) for table, rows in contents().items()} == before
    assert texts == list(
        Cable.objects.values_list("reference_id", "subject", "defects", "references__target__reference_id")
    )


def test_a_report_names_the_first_rejections_and_counts_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "REJECTIONS_KEPT", 2)
    inputs = [Rejection(f"{n}", f"{n} is empty.", b"x") for n in range(5)]
    told: list[IngestItem] = []
    report = ingest(inputs=inputs, source=make_source(), progress=told.append)
    assert ([item.origin for item in report.rejected], report.rejected_count) == (["0", "1"], 5)
    assert [item.raw for item in told] == [b"x"] * 5


def test_a_process_that_dies_ends_the_run_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "BATCH", 2)
    source = make_source()

    def inputs() -> Iterator[RawCable]:
        for serial in range(1, 100):
            if serial == 30:
                for process in multiprocessing.active_children():
                    process.kill()
            yield cable(serial)

    with pytest.raises(WorkersLost, match=r"was ended from outside.*What was stored stays"):
        ingest(inputs=inputs(), source=source, workers=2)
    source.refresh_from_db()
    assert source.finished_at is None
    kept = Cable.objects.count()
    assert outcomes([cable(serial) for serial in range(1, 100)], source=source)[:kept] == [
        ("unchanged", f"09BAKU{serial}") for serial in range(1, kept + 1)
    ]
    assert Cable.objects.count() == Version.objects.count() == 99


def test_a_source_says_when_all_of_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes([cable(1)])
    assert Source.objects.get().finished_at is not None
    monkeypatch.setattr(runs, "BATCH", 1)

    def stopped() -> Iterator[RawCable]:
        yield cable(2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(inputs=stopped(), source=Source(kind=Source.Kind.FILES, name="stopped"))
    assert Source.objects.get(name="stopped").finished_at is None


def test_preview_shows_what_publishing_would_do() -> None:
    fresh, known, corrected = cable(1), cable(2), cable(2, body="Corrected.")
    outcomes([known])
    before = contents()
    existing = Cable.objects.get()

    seen = preview(fresh)
    assert (seen.outcome, seen.reference_id, seen.reason, seen.existing) == (Outcome.CREATED, "09BAKU1", "", None)
    assert seen.telegram.subject == "AN INVENTED FAIR"
    assert (preview(known).outcome, preview(known).existing) == (Outcome.UNCHANGED, existing)
    assert (preview(corrected).outcome, preview(corrected).existing) == (Outcome.NEW_VERSION, existing)
    refused = preview(make_raw("Dear diary", origin="diary.txt"))
    assert (refused.outcome, refused.reference_id) == (Outcome.REJECTED, "")
    assert refused.reason.startswith("diary.txt gives no cable id")
    assert contents() == before

    set_visibility(cables=[existing.pk], visibility=Visibility.WITHHELD)
    assert preview(known).existing == existing


SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not there")
def test_real_telegrams_are_read_from_their_files() -> None:
    raws = list(read_sources([SAMPLES / "unclassified", SAMPLES / "09BAKU266.txt"]))
    assert all(isinstance(raw, RawCable) and raw.raw.decode(raw.encoding) == raw.text for raw in raws)
    names = [(SAMPLES / raw.origin).stem for raw in raws]
    assert outcomes(raws) == [("created", name) for name in names]
    assert len(names) == 10
    assert outcomes(raws) == [("unchanged", name) for name in names]
    for number, name in ((14, "07KUALALUMPUR1403"), (6, "09BAKU266")):
        paragraphs = Cable.objects.get(reference_id=name).paragraphs
        assert list(paragraphs.filter(number__isnull=False).values_list("number", flat=True)) == list(
            range(1, number + 1)
        )


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not there")
def test_what_lies_beside_real_telegrams_is_not_taken_for_one() -> None:
    beside = [SAMPLES / "09BAKU266.expected.json", SAMPLES / "README.md"]
    assert outcomes(list(read_sources(beside))) == [("rejected", ""), ("rejected", "")]


def test_after_a_large_run_the_database_knows_how_its_tables_are_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {
        "sqlite": "SELECT COUNT(*) FROM sqlite_master WHERE name = 'sqlite_stat1'",
        "postgresql": "SELECT COUNT(*) FROM pg_class WHERE relname = 'cables_cable' AND reltuples > 0",
    }[connection.vendor]

    def known() -> int:
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return int(cursor.fetchone()[0])

    monkeypatch.setattr(runs, "MANY", 3)
    outcomes([cable(1), cable(2)])
    outcomes([cable(1), cable(2), cable(1)])
    assert known() == 0
    outcomes([cable(1), cable(2), cable(3)])
    assert known() == 1
