"""Reading kept texts again, and looking whether the archive still holds what was put into it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cables.ingest import Difference, RawCable, ingest, reread, set_visibility, verify
from cables.ingest import rereading as rereading_module
from cables.ingest.preparing import Prepared
from cables.ingest.statistics import gather
from cables.models import Cable, IndexChange, Paragraph, Reference, Source, Tag, Version, Visibility
from cables.search import drain

from .samples import make_raw, text_of
from .test_storing import contents

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> None:
    texts = [text_of(serial, references=[f"BAKU {serial + 1}", "STATE 9"]) for serial in range(1, 5)]
    texts.append(text_of(5, references=["BAKU 6", "STATE 9"], body="It,s open.\n\nBaku,s Fair\n-----------"))
    inputs: list[RawCable] = [make_raw(text, origin=f"{place}.txt") for place, text in enumerate(texts)]
    ingest(inputs=inputs, source=Source(kind=Source.Kind.FILES, name="invented"))
    drain()


def spoil() -> None:
    """What a lesser parser might have made of the third cable."""
    cable = Cable.objects.get(reference_id="09BAKU3")
    Cable.objects.filter(pk=cable.pk).update(
        subject="FAIR", post=None, defects=[{"kind": "x", "count": 1, "details": []}]
    )
    cable.tags.set([Tag.objects.get(code="AJ")])
    Paragraph.objects.filter(cable=cable, position=1).delete()
    Reference.objects.filter(cable=cable).update(target=None, target_reference_id="", label="Z")
    Version.objects.filter(cable=cable).update(content_sha256="")


def as_read() -> dict[str, list[dict[str, object]]]:
    """Every row, without keys and moments."""
    passing = {"id", "cable_id", "target_id", "tag_id", "caption_id"}
    passing |= {"changed_at", "added_at", "finished_at", "recorded_at"}
    return {
        table: [{name: value for name, value in row.items() if name not in passing} for row in rows]
        for table, rows in contents().items()
        if table != "IndexChange"
    }


@pytest.mark.usefixtures("archive")
def test_texts_that_read_as_before_change_nothing() -> None:
    before = contents()
    result = reread(Cable.objects.all())
    assert (result.read, result.changed, dict(result.fields), result.left) == (5, 0, {}, [])
    assert contents() == before


@pytest.mark.usefixtures("archive")
def test_what_is_read_otherwise_is_stored_told_and_indexed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereading_module, "BATCH", 2)
    good = as_read()
    links = sorted(Reference.objects.values_list("cable__reference_id", "target__reference_id"), key=repr)
    spoil()
    spoilt = contents()
    told: list[Difference] = []

    rehearsed = reread(Cable.objects.all(), dry_run=True)
    assert contents() == spoilt
    result = reread(Cable.objects.all(), tell=told.append)

    assert (result.read, result.changed) == (rehearsed.read, rehearsed.changed) == (5, 1)
    assert set(result.fields) == {"subject", "post", "defects", "tags", "paragraphs", "references"}
    assert ("09BAKU3", "subject", "FAIR", "AN INVENTED FAIR") in [
        (one.reference_id, one.field, one.before, one.after) for one in told
    ]
    for table, rows in as_read().items():
        assert sorted(map(repr, rows)) == sorted(map(repr, good[table])), table
    assert sorted(Reference.objects.values_list("cable__reference_id", "target__reference_id"), key=repr) == links
    assert list(IndexChange.objects.values_list("reference_id", flat=True)) == ["09BAKU3"]


@pytest.mark.usefixtures("archive")
def test_a_cable_whose_text_now_gives_another_id_is_left_alone() -> None:
    Cable.objects.filter(reference_id="09BAKU5").update(reference_id="09BAKU500")
    result = reread(Cable.objects.all())
    assert result.left == [("09BAKU500", "09BAKU500 stays as it is: its text now gives the id 09BAKU5.")]
    assert Cable.objects.filter(reference_id="09BAKU500").exists()


def meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Something happens between the reading of texts and the storing of what was read."""
    prepare_batches = rereading_module.prepare_batches

    def changing(batches: Iterable[Sequence[RawCable]], workers: int) -> Iterator[list[Prepared]]:
        for prepared in prepare_batches(batches, workers):
            change()
            yield prepared

    monkeypatch.setattr(rereading_module, "prepare_batches", changing)


@pytest.mark.usefixtures("archive")
def test_a_cable_withheld_while_it_is_read_again_stays_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    spoil()
    third = Cable.objects.filter(reference_id="09BAKU3")
    meanwhile(monkeypatch, lambda: set_visibility(cables=third, visibility=Visibility.WITHHELD))
    assert reread(Cable.objects.all()).changed == 1
    cable = third.get()
    assert (cable.visibility, cable.subject) == (Visibility.WITHHELD, "AN INVENTED FAIR")


@pytest.mark.usefixtures("archive")
def test_a_text_that_arrives_while_an_older_one_is_read_again_is_not_overwritten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spoil()
    source = Source(kind=Source.Kind.FILES, name="later")
    later = make_raw(text_of(3, body="Corrected."))
    meanwhile(monkeypatch, lambda: ingest(inputs=[later], source=source))
    result = reread(Cable.objects.all())
    assert result.left == [("09BAKU3", "09BAKU3 stays as it is: another text of it arrived meanwhile.")]
    assert (result.changed, dict(result.fields)) == (0, {})
    assert [text for text in Paragraph.objects.values_list("text", flat=True) if "Corrected" in text] == ["Corrected."]
    assert reread(Cable.objects.all()).changed == 0


@pytest.mark.usefixtures("archive")
def test_queries_grow_with_batches_and_not_with_cables() -> None:
    with CaptureQueriesContext(connection) as few:
        reread(Cable.objects.filter(reference_id="09BAKU1"))
    with CaptureQueriesContext(connection) as all_of_them:
        reread(Cable.objects.all())
    assert len(all_of_them) == len(few)


@pytest.mark.usefixtures("archive")
def test_the_reparse_command_tells_field_by_field(tmp_path: Path) -> None:
    spoil()
    output = StringIO()
    report = tmp_path / "report.jsonl"
    call_command("reparse", "--dry-run", "--report", str(report), stdout=output)
    assert "5 cables were read, 1 would change." in output.getvalue()
    fields = {json.loads(line)["field"] for line in report.read_text().splitlines()}
    assert fields == {"subject", "post", "defects", "tags", "paragraphs", "references"}

    output = StringIO()
    call_command("reparse", "09BAKU3", stdout=output)
    assert "1 cables were read, 1 changed." in output.getvalue()
    assert not IndexChange.objects.exists()
    with pytest.raises(CommandError, match=r"^09BAKU77 is not in the archive\. Give ids as the pages show them\.$"):
        call_command("reparse", "09BAKU77")


@pytest.mark.usefixtures("archive")
def test_a_sound_archive_verifies() -> None:
    assert list(verify()) == []
    output = StringIO()
    call_command("verify", stdout=output)
    assert output.getvalue().endswith("Every raw text, every link and the search index are as they should be.\n")


@pytest.mark.usefixtures("archive")
def test_every_fault_is_found_and_named() -> None:
    Version.objects.filter(cable__reference_id="09BAKU1").update(raw=b"tampered")
    Version.objects.filter(cable__reference_id="09BAKU2").update(current=False)
    Reference.objects.filter(cable__reference_id="09BAKU3", target__isnull=False).update(target=None)
    wrong = Cable.objects.get(reference_id="09BAKU1")
    Reference.objects.filter(cable__reference_id="09BAKU4", target__isnull=False).update(target=wrong)
    faults = [(fault.reference_id, fault.sentence) for fault in verify()]
    assert [name for name, _ in faults] == ["09BAKU1", "09BAKU2", "09BAKU4", "09BAKU3"]
    assert [words in sentence for (_, sentence), words in zip(
        faults,
        ["raw text of 09BAKU1, version 1, is not the one", "has no text", "leads to another cable", "is not linked"],
        strict=True,
    )] == [True] * 4  # fmt: skip
    output = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("verify", stdout=output)
    assert end.value.code == 1
    call_command("reparse", stdout=StringIO())
    assert [fault.reference_id for fault in verify()] == ["09BAKU1", "09BAKU2", "09BAKU4"]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ({"raw": b"09 BAKU \xff\xfe"}, "is not the one that was stored"),
        ({"raw": b"\xff", "sha256": sha256(b"\xff").hexdigest()}, "cannot be read as utf-8, as which it was stored"),
        ({"encoding": "utf-77"}, "cannot be read as utf-77, as which it was stored"),
    ],
    ids=["other bytes", "no characters", "unknown encoding"],
)
def test_one_damaged_text_is_named_and_the_rest_go_on(damage: dict[str, object], sentence: str) -> None:
    spoil()
    Version.objects.filter(cable__reference_id="09BAKU2").update(**damage)
    fault = f"The raw text of 09BAKU2, version 1, {sentence}. Restore it from a backup."
    assert next((one.reference_id, one.sentence) for one in verify()) == ("09BAKU2", fault)
    result = reread(Cable.objects.all())
    assert result.left == [("09BAKU2", fault)]
    assert (result.read, result.changed) == (5, 1)
    assert Cable.objects.get(reference_id="09BAKU2").paragraphs.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about what SQLite assumes")
def test_sqlite_knows_that_most_cables_are_published_and_goes_along_an_index() -> None:
    hidden = [Visibility.DRAFT] * 400 + [Visibility.PUBLISHED] * 3_000
    Cable.objects.bulk_create(
        Cable(reference_id=f"09BAKU{number}", visibility=one) for number, one in enumerate(hidden)
    )
    gather()
    published = Cable.objects.published()
    changed = published.filter(changed_at__gt="2001-01-01T00:00Z").order_by("changed_at", "pk")
    for listed in (published.order_by("reference_id"), changed):
        assert "TEMP B-TREE" not in listed[:100].explain()
