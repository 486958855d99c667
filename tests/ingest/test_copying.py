from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from cables.ingest import NotCopied, RawCable, Rejection, copying, correct, export, ingest, restore, set_visibility
from cables.models import (
    Cable,
    Correction,
    Event,
    IndexChange,
    Paragraph,
    Source,
    Upload,
    UploadItem,
    Version,
    Visibility,
)

from .samples import make_raw, text_of
from .test_storing import contents

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> None:
    user = get_user_model().objects.create(username="archivist")
    inputs: list[RawCable | Rejection] = [
        *(make_raw(text_of(serial, references=[f"BAKU {serial + 1}", "STATE 9"])) for serial in range(1, 8)),
        make_raw(text_of(3, body="Corrected: caf\u00e9 \u2028 \x00.")),
    ]
    source = Source(kind=Source.Kind.UPLOAD, name="box 1", added_by=user)
    ingest(inputs=inputs, source=source)
    withheld = Cable.objects.filter(reference_id="09BAKU2")
    set_visibility(cables=withheld, visibility=Visibility.WITHHELD, note="Kept back for a while.")
    fair = Cable.objects.get(reference_id="09BAKU1")
    for value in ("FIRST", "SECOND"):
        fair.refresh_from_db()
        correct(cable=fair.pk, field="subject", value=value, seen=fair.subject, reason="A scan.", user=user)
    Correction.objects.filter(corrected="SECOND").update(read_now=None)
    upload = Upload.objects.create(added_by=user)
    UploadItem.objects.create(
        upload=upload, position=0, origin="x.txt", raw=b"\x00\xff", sha256="0", encoding="latin-1"
    )
    IndexChange.objects.all().delete()


def empty() -> None:
    for model in reversed(copying.TABLES):
        model._default_manager.all().delete()


@pytest.mark.usefixtures("archive")
def test_an_archive_comes_back_exactly_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "BATCH", 3)
    before, uploads = contents(), list(UploadItem.objects.values())
    made = [list(model._default_manager.values()) for model in (Correction, Event)]
    assert [len(rows) for rows in made] == [2, 2]
    assert export(tmp_path / "copy") == 7
    empty()
    assert restore(tmp_path / "copy") == 7
    assert contents() == before
    assert [list(model._default_manager.values()) for model in (Correction, Event)] == made
    assert [{**row, "raw": bytes(row["raw"])} for row in UploadItem.objects.values()] == [
        {**row, "raw": bytes(row["raw"])} for row in uploads
    ]
    ingest(inputs=[make_raw(text_of(99))], source=Source(kind=Source.Kind.FILES, name="later"))
    assert Cable.objects.count() == 8, "new rows get keys of their own"


@pytest.mark.usefixtures("archive")
def test_a_copy_is_read_without_this_program(tmp_path: Path) -> None:
    export(tmp_path / "copy")
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "MANIFEST.sha256"], cwd=tmp_path / "copy")
    assert checked.returncode == 0
    lines = (tmp_path / "copy/tables/cables_version.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    raws = {(tmp_path / "copy/raw" / said["raw"][:2] / said["raw"]).read_bytes() for said in map(json.loads, lines)}
    assert raws == {bytes(raw) for raw in Version.objects.values_list("raw", flat=True)}


@pytest.mark.usefixtures("archive")
def test_a_damaged_copy_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    export(copy)
    empty()
    (raw,) = [path for path in copy.glob("raw/*/*") if b"Corrected" in path.read_bytes()]
    content = raw.read_bytes()
    for damage, words in (
        (lambda: raw.write_bytes(b"other"), "is not as it was written"),
        (raw.unlink, "is missing"),
    ):
        raw.write_bytes(content)
        damage()
        with pytest.raises(NotCopied, match=rf"^The copy in .*{raw.name} {words}\.$"):
            restore(copy)
        assert not Cable.objects.exists()
    (copy / "MANIFEST.sha256").unlink()
    with pytest.raises(NotCopied, match="holds no complete copy"):
        restore(copy)


def listed_anew(copy: Path, drop: str) -> None:
    """A manifest that fits the files, without those whose names begin so."""
    files = sorted(path for path in copy.rglob("*") if path.is_file() and path.name != "MANIFEST.sha256")
    names = {path.relative_to(copy).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
    lines = [f"{digest}  {name}\n" for name, digest in names.items() if not name.startswith(drop)]
    (copy / "MANIFEST.sha256").write_text("".join(lines))


@pytest.mark.usefixtures("archive")
def test_a_raw_text_that_the_manifest_does_not_list_is_looked_at_all_the_same(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    export(copy)
    empty()
    listed_anew(copy, drop="raw/")
    (raw,) = [path for path in copy.glob("raw/*/*") if b"Corrected" in path.read_bytes()]
    for damage, words in ((lambda: raw.write_bytes(b"other"), "is not as it was written"), (raw.unlink, "is missing")):
        damage()
        with pytest.raises(NotCopied, match=rf"^The copy in .*{raw.name} {words}\.$"):
            restore(copy)
        assert not Cable.objects.exists()


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("change", [{"colour": "red"}, None], ids=["a column more", "a column less"])
def test_a_copy_with_other_columns_is_refused(tmp_path: Path, change: dict[str, str] | None) -> None:
    copy = tmp_path / "copy"
    export(copy)
    empty()
    table = copy / "tables/cables_cable.jsonl"
    rows = [json.loads(line) for line in table.read_text(encoding="utf-8").split("\n")[:-1]]
    for row in rows:
        row.update(change) if change else row.pop("subject")
    table.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    listed_anew(copy, drop="none")
    with pytest.raises(NotCopied, match="was written by another version of this program: cables_cable has other"):
        restore(copy)
    assert not Cable.objects.exists()


@pytest.mark.usefixtures("archive")
def test_only_an_empty_archive_is_filled_and_only_a_new_folder_written(tmp_path: Path) -> None:
    export(tmp_path / "copy")
    with pytest.raises(NotCopied, match=r"^The archive is not empty"):
        restore(tmp_path / "copy")
    with pytest.raises(NotCopied, match="is already there"):
        export(tmp_path / "copy")


@pytest.mark.usefixtures("archive")
def test_a_copy_that_was_interrupted_does_not_have_the_name_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "_kept", full)
    with pytest.raises(CommandError, match=r"copy could not be written: No space left on device\.$"):
        call_command("export", str(tmp_path / "copy"), stdout=StringIO())
    assert [path.name for path in tmp_path.iterdir()] == ["copy.unfinished"]


@pytest.mark.usefixtures("archive")
def test_the_commands_tell_what_they_did(tmp_path: Path) -> None:
    output = StringIO()
    call_command("export", str(tmp_path / "copy"), stdout=output)
    assert "7 cables were written to" in output.getvalue()
    empty()
    assert not Paragraph.objects.exists()
    call_command("restore", str(tmp_path / "copy"), stdout=output)
    assert "7 cables were restored from" in output.getvalue()
    call_command("checkindex", stdout=output)
