from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cables.ingest import runs
from cables.management import progress
from cables.management.commands import ingest as command
from cables.models import Cable, IndexChange, Source
from cables.search import IndexDrift, SearchUnavailable, check, upkeep
from manage import main
from tests.factories import make_cable

from .samples import text_of, zip_of
from .test_storing import contents
from .test_upkeep import as_read

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def drained(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many cables there were whenever the index was told to follow."""
    calls: list[int] = []

    def drain() -> int:
        calls.append(Cable.objects.count())
        return 0

    monkeypatch.setattr(command, "drain", drain)
    return calls


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A folder with two cables, a third in a zip, and two things that are none."""
    folder = tmp_path / "release"
    folder.mkdir()
    for serial in (1, 2):
        (folder / f"09BAKU{serial}.txt").write_text(text_of(serial))
    (folder / "more.zip").write_bytes(zip_of({"09BAKU3.txt": text_of(3), "../09BAKU4.txt": text_of(4)}))
    (folder / "photo.txt").write_bytes(b"\xff\xd8\xff\xe0")
    return folder


def run(*args: object) -> tuple[str, int]:
    """What the command prints and its exit code."""
    output = StringIO()
    try:
        call_command("ingest", *map(str, args), stdout=output)
    except SystemExit as end:
        assert isinstance(end.code, int)
        return output.getvalue(), end.code
    return output.getvalue(), 0


RELEASE_REPORT = """\
Rejected: release/more.zip: ../09BAKU4.txt has a name that leads out of the archive. Pack the telegrams anew, with plain names.
Rejected: release/photo.txt is a JPEG picture, not text. Give the telegram as plain text, or many in a zip archive.
created             3
unchanged           0
new version         0
rejected            2
total               5
"""  # noqa: E501 - as printed


@pytest.mark.django_db
def test_the_report_accounts_for_every_input_and_the_exit_code_tells_of_rejections(
    release: Path, drained: list[int]
) -> None:
    assert run(release) == (RELEASE_REPORT, 1)
    assert list(Cable.objects.values_list("reference_id", "visibility")) == [
        (f"09BAKU{serial}", "published") for serial in (1, 2, 3)
    ]
    assert drained == [3], "the index follows once all is stored"


@pytest.mark.django_db
def test_a_second_run_changes_nothing(release: Path, drained: list[int]) -> None:
    (release / "photo.txt").unlink()
    (release / "more.zip").unlink()
    assert run(release)[1] == 0
    before = contents()
    output, code = run(release)
    assert code == 0
    assert "unchanged           2\n" in output
    assert contents() == before


@pytest.mark.django_db
def test_a_dry_run_writes_nothing(release: Path, drained: list[int]) -> None:
    before = contents()
    output, code = run(release, "--dry-run")
    assert code == 1
    assert "Dry run: nothing was written. What would happen:\ncreated             3\n" in output
    assert contents() == before
    assert drained == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "visibility", "kind"),
    [([], "published", "files"), (["--draft"], "draft", "files"), (["--demo"], "published", "demo")],
)
def test_options_say_how_cables_enter(
    release: Path, drained: list[int], options: list[str], visibility: str, kind: str
) -> None:
    run(release / "09BAKU1.txt", *options)
    assert Cable.objects.get().visibility == visibility
    assert (Source.objects.get().kind, Source.objects.get().name) == (kind, "09BAKU1.txt")


@pytest.mark.django_db
def test_a_source_is_named_without_the_folders_it_lay_in(tmp_path: Path, drained: list[int]) -> None:
    paths = []
    for serial in range(1, 6):
        paths.append(tmp_path / f"09BAKU{serial}.txt")
        paths[-1].write_text(text_of(serial))
    run(*paths)
    assert Source.objects.get().name == "09BAKU1.txt, 09BAKU2.txt, 09BAKU3.txt and 2 more"


@pytest.mark.django_db
def test_a_path_that_is_not_there_ends_the_run_before_it_begins(release: Path, drained: list[int]) -> None:
    with pytest.raises(CommandError) as error:
        call_command("ingest", str(release), "nowhere.txt")
    assert str(error.value) == "nowhere.txt is not there. Give files or folders."
    assert error.value.returncode == 2
    assert not Cable.objects.exists()
    assert drained == []


@pytest.mark.django_db
def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path, drained: list[int]) -> None:
    assert run(tmp_path) == ("There was nothing to read.\n", 0)


@pytest.mark.django_db
def test_long_runs_tell_how_far_they_are(release: Path, drained: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS", 0.0)
    output, _ = run(release)
    plain = re.sub(r"[\d,]+ a second(, [\d hmins]+ left)?", "RATE", output)
    lines = [
        "1 read, 0 rejected",
        "2 read, 0 rejected, RATE",
        "3 read, 1 rejected, RATE",
        "4 read, 1 rejected, RATE",
        "5 read, 2 rejected, RATE",
    ]
    assert plain == "\n".join([*lines, RELEASE_REPORT])


@pytest.mark.django_db
@pytest.mark.parametrize(("there", "anew"), [(0, True), (4, True), (5, False)])
def test_an_index_to_which_most_is_new_is_built_anew(
    release: Path, monkeypatch: pytest.MonkeyPatch, there: int, anew: bool
) -> None:
    monkeypatch.setattr(upkeep, "MANY", 3)
    for serial in range(there):
        make_cable(f"08BAKU{serial + 1}")
    upkeep.rebuild()
    output, _ = run(release)
    assert ("Most of the archive is new to the search index, so it is built anew" in output) == anew
    assert (check(), IndexChange.objects.count()) == (IndexDrift(), 0)


@pytest.mark.django_db
def test_what_is_rejected_is_set_aside_and_can_be_mended_and_given_again(
    release: Path, drained: list[int], tmp_path: Path
) -> None:
    aside = tmp_path / "aside"
    (release / "diary.txt").write_text("Dear diary")
    output, code = run(release, "--rejected", aside)
    assert code == 1
    assert f"What was rejected lies in {aside}, with all reasons in aside-reasons.jsonl." in output
    assert sorted(path.name for path in aside.iterdir()) == ["000001-release-diary.txt", "000003-release-photo.txt"]
    assert (aside / "000001-release-diary.txt").read_text() == "Dear diary"
    reasons = [json.loads(line) for line in (tmp_path / "aside-reasons.jsonl").read_text().splitlines()]
    assert [reason["file"] for reason in reasons] == ["000001-release-diary.txt", "", "000003-release-photo.txt"]
    assert reasons[1]["reason"].startswith("release/more.zip: ../09BAKU4.txt has a name that leads out of the archive")

    (aside / "000001-release-diary.txt").write_text(text_of(9))
    (aside / "000003-release-photo.txt").unlink()
    assert run(aside)[1] == 0
    assert Cable.objects.filter(reference_id="09BAKU9").exists()
    with pytest.raises(CommandError, match=r"aside cannot be written: it is not empty\.$"):
        call_command("ingest", str(release), "--rejected", str(aside))


@pytest.mark.django_db
def test_a_report_for_programs(release: Path, drained: list[int], tmp_path: Path) -> None:
    run(release, "--report", tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert report.pop("seconds") >= 0
    assert [reason["origin"] for reason in report.pop("reasons")] == [
        "release/more.zip: ../09BAKU4.txt",
        "release/photo.txt",
    ]
    assert report == {
        "paths": [str(release)],
        "dry_run": False,
        "total": 5,
        "created": 3,
        "unchanged": 0,
        "new_version": 0,
        "rejected": 2,
        "reasons_left_out": 0,
    }


@pytest.mark.django_db
def test_only_a_run_that_was_interrupted_is_resumed(release: Path, drained: list[int]) -> None:
    with pytest.raises(CommandError, match=r"^No run of release was interrupted\. Leave out --resume to begin one\.$"):
        call_command("ingest", str(release), "--resume")
    run(release)
    Source.objects.update(finished_at=None)
    run(release, "--resume")
    assert Source.objects.get().finished_at is not None
    with pytest.raises(CommandError, match="was interrupted"):
        call_command("ingest", str(release), "--resume")


@pytest.mark.django_db
def test_the_index_may_be_left_alone(release: Path, drained: list[int]) -> None:
    run(release, "--no-index")
    assert (Cable.objects.count(), drained) == (3, [])


@pytest.mark.django_db
def test_a_number_of_workers_below_one_is_refused(release: Path, drained: list[int]) -> None:
    with pytest.raises(CommandError, match=r"^--workers must be at least 1\.$"):
        call_command("ingest", str(release), "--workers", "0")


@pytest.mark.django_db
def test_cables_are_kept_when_the_index_cannot_follow(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def drain() -> int:
        raise SearchUnavailable("The index is locked.")

    monkeypatch.setattr(command, "drain", drain)
    with pytest.raises(CommandError, match=r"^The cables are stored, but the search index did not follow: The index"):
        call_command("ingest", str(release), stdout=StringIO())
    assert Cable.objects.count() == 3


@pytest.mark.django_db
def test_a_stopped_run_keeps_what_it_stored(
    release: Path, drained: list[int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(**_: object) -> None:
        raise KeyboardInterrupt

    def stopped_later(*, source: Source, **_: object) -> None:
        source.save()
        raise KeyboardInterrupt

    for ingest, told in (
        (stopped, "Stopped. Nothing was stored; give the same command again.\n"),
        (stopped_later, "Stopped. What was stored so far stays; give the same command with --resume to go on.\n"),
    ):
        monkeypatch.setattr(command, "ingest", ingest)
        assert run(release) == ("", 130)
        assert capsys.readouterr().err == told


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's disk is its server's")
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_with_what_to_do_and_the_run_resumed_ends_like_one_left_in_peace(
    tmp_path: Path, drained: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for serial in range(1, 31):
        (tmp_path / f"{serial}.txt").write_text(text_of(serial, references=["BAKU 7"], body="An invented fair. " * 500))
    monkeypatch.setattr(runs, "BATCH", 5)
    arguments = ["manage.py", "ingest", str(tmp_path), "--workers", "1"]
    # Keys begin anew here as they do below, whatever tests before this one have drawn.
    call_command("flush", interactive=False)

    def manage_full(pages: int) -> str:
        """What is said where the database may grow by so many pages."""
        monkeypatch.setattr(sys, "argv", arguments)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            (had,) = cursor.execute("PRAGMA page_count").fetchone()
            cursor.execute(f"PRAGMA max_page_count = {had + pages}")
        with pytest.raises(SystemExit) as end:
            main()
        return str(end.value)

    try:
        nothing = manage_full(10)
        some = manage_full(60)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1000000000")
    failed = f"The database {connection.settings_dict['NAME']} failed (database or disk is full). Make room for it, or"
    assert nothing == f"{failed} mend what it says. Nothing was stored; give the same command again."
    assert some.startswith(failed) and some.endswith("stays; give the same command with --resume to go on.")
    assert 0 < Cable.objects.count() < 30
    assert run(tmp_path, "--workers", 1, "--resume")[1] == 0
    resumed = as_read()
    call_command("flush", interactive=False)
    run(tmp_path, "--workers", 1)
    assert as_read() == resumed


Manage = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def manage(tmp_path_factory: pytest.TempPathFactory) -> Manage:
    """Runs manage.py in a process of its own, on an archive in a SQLite file."""
    data = tmp_path_factory.mktemp("data")
    environment = os.environ | {"DATA_DIR": str(data), "DATABASE_URL": f"sqlite:///{data / 'archive.sqlite3'}"}
    environment["DJANGO_SETTINGS_MODULE"] = "archive.settings"

    def run_manage(*args: object, **options: object) -> subprocess.CompletedProcess[str]:
        command_line = [sys.executable, str(ROOT / "manage.py"), *map(str, args)]
        kept = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | options
        return subprocess.run(command_line, cwd=ROOT, env=environment, **kept)  # type: ignore[call-overload,no-any-return]

    assert run_manage("migrate", "--verbosity", 0).returncode == 0
    return run_manage


def test_a_shell_sees_plain_lines_and_exit_codes(manage: Manage, release: Path) -> None:
    first = manage("ingest", release)
    assert (first.returncode, first.stdout, first.stderr) == (1, RELEASE_REPORT, "")
    assert manage("ingest", release / "09BAKU1.txt").returncode == 0
    missing = manage("ingest", "nowhere")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr == "CommandError: nowhere is not there. Give files or folders.\n"


def test_a_terminal_sees_progress(manage: Manage, tmp_path: Path) -> None:
    """Names are shown as they are, though this one would be a fault in the markup of the library that draws."""
    (tmp_path / "a[").mkdir()
    (tmp_path / "a[" / "bold].txt").write_text(text_of(1))
    master, slave = pty.openpty()
    done = manage("ingest", tmp_path / "a[", "--dry-run", stdout=slave)
    os.close(slave)
    screen = os.read(master, 100_000).decode()
    os.close(master)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 read, 0 rejected" in screen
    assert "a[/bold].txt" in screen
    assert "total               1" in screen


def test_two_processes_that_bring_the_same_cables_both_succeed(manage: Manage, tmp_path: Path) -> None:
    for serial in range(101, 141):
        (tmp_path / f"{serial}.txt").write_text(text_of(serial, references=[f"BAKU {serial % 40 + 101}"]))
    script = f"""
import subprocess, sys
both = [subprocess.Popen([sys.executable, "manage.py", "ingest", {str(tmp_path)!r}]) for _ in range(2)]
sys.exit(max(process.wait() for process in both))
"""
    done = manage("shell", "--no-imports", "--command", script)
    assert (done.returncode, done.stderr) == (0, "")
    created = sum(int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("created"))
    unchanged = sum(int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("unchanged"))
    assert (created, unchanged) == (40, 40)
    unlinked = "from cables.models import Reference; print(Reference.objects.filter(target=None).count())"
    assert manage("shell", "--no-imports", "--command", unlinked).stdout == "0\n"
