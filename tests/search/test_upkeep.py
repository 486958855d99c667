"""The index follows the database, survives what goes wrong, and says so when it cannot."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper

from cables.management.commands import optimizeindex, rebuildindex, setup
from cables.management.progress import told
from cables.models import Cable, IndexChange, Visibility
from cables.search import (
    IndexDrift,
    SearchQuery,
    SearchUnavailable,
    check,
    drain,
    rebuild,
    schema,
    search,
    snapshot,
    store,
    upkeep,
)
from cables.search.rebuilding import BATCH
from cables.search.store import index_store
from tests.factories import make_cable, make_tag
from tests.search.archive import index, random_archive, record

pytestmark = pytest.mark.django_db


def ids(text: str = "") -> set[str]:
    return {hit.cable.reference_id for hit in search(SearchQuery(text=text, page_size=200)).hits}


def counts(key: str) -> dict[str, int]:
    page = search(SearchQuery())
    return {value.value: value.count for facet in page.facets if facet.key == key for value in facet.values}


def test_a_drained_record_is_gone_and_a_second_drain_finds_nothing_to_do() -> None:
    record([make_cable("09BAKU1"), make_cable("09BAKU2")])
    assert (drain(), IndexChange.objects.count(), drain()) == (2, 0, 0)
    assert ids() == {"09BAKU1", "09BAKU2"}


def test_a_changed_cable_is_found_by_its_new_words_only() -> None:
    cable = make_cable(subject="dam", tag_codes=["PGOV"])
    index(cable)
    Cable.objects.filter(pk=cable.pk).update(subject="bridge")
    cable.tags.set([make_tag("ECON")])
    index(cable)
    assert (ids("dam"), ids("bridge")) == (set(), {"09BAKU1"})
    assert counts("tag-subject") == {"ECON": 1}
    assert search(SearchQuery()).total == 1


def test_deleted_and_withheld_cables_leave_the_index() -> None:
    deleted, withheld, kept = make_cable("09BAKU1"), make_cable("09BAKU2"), make_cable("09BAKU3")
    index(deleted, withheld, kept)
    record([deleted, withheld])
    Cable.objects.filter(pk=withheld.pk).update(visibility=Visibility.WITHHELD)
    deleted.delete()
    assert drain() == 2
    assert check() == IndexDrift()
    assert ids() == {"09BAKU3"}


def test_deleted_cables_are_no_part_of_what_a_query_excludes_or_of_what_is_not_stated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upkeep, "tidy_behind", lambda store: None)
    cables = random_archive(8, size=60)
    index(*cables)
    gone = [cable for cable in cables if cable.visibility == Visibility.PUBLISHED][:5]
    record(gone)
    Cable.objects.filter(pk__in=[cable.pk for cable in gone]).delete()
    drain()
    assert len(snapshot.current_snapshot(index_store()).live) > Cable.objects.published().count(), "still in the files"
    kept = set(Cable.objects.published().values_list("reference_id", flat=True))
    assert ids("NOT nosuchword") == ids() == kept
    assert search(SearchQuery(text="NOT nosuchword")).total == len(kept)
    assert counts("post")["not-stated"] == Cable.objects.published().filter(post=None).count()
    assert counts("date")["not-stated"] == Cable.objects.published().filter(date=None).count()


def test_a_published_draft_appears() -> None:
    index(make_cable("09BAKU2"))
    cable = make_cable(visibility=Visibility.DRAFT)
    index(cable)
    assert ids() == {"09BAKU2"}
    Cable.objects.filter(pk=cable.pk).update(visibility=Visibility.PUBLISHED)
    index(cable)
    assert ids() == {"09BAKU1", "09BAKU2"}


def test_many_records_of_one_cable_in_several_batches_leave_it_indexed_once() -> None:
    index(make_cable("09BAKU2"))
    cable = make_cable()
    record([cable] * (BATCH + 3))
    assert drain() == BATCH + 3
    assert search(SearchQuery()).total == 2


def test_only_records_that_were_read_are_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record made while the index is written is worked off in the next turn, not lost."""
    index(make_cable("09BAKU2"))
    first, late = make_cable("09BAKU1"), make_cable("09BAKU3")
    record([first])
    original = upkeep.put_or_remove

    def and_meanwhile(*args: object) -> None:
        original(*args)
        monkeypatch.setattr(upkeep, "put_or_remove", original)
        record([late])

    monkeypatch.setattr(upkeep, "put_or_remove", and_meanwhile)
    assert drain() == 2
    assert ids() == {"09BAKU1", "09BAKU2", "09BAKU3"}


def test_records_stay_when_writing_fails_and_the_index_serves_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    index(make_cable("09BAKU1"))
    record([make_cable("09BAKU2")])

    def fail(*args: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("cables.search.rebuilding.prepared", fail)
        with pytest.raises(RuntimeError):
            drain()
    assert (IndexChange.objects.count(), ids()) == (1, {"09BAKU1"})
    assert drain() == 1
    assert ids() == {"09BAKU1", "09BAKU2"}


def test_a_drain_that_waits_in_vain_leaves_the_records_to_the_one_that_writes() -> None:
    index(make_cable("09BAKU1"))
    record([make_cable("09BAKU2")])
    with index_store().lock("write"):
        assert drain(wait_seconds=0) == 0
    assert drain() == 1


def test_the_first_drain_of_an_archive_builds_the_index_and_covers_cables_without_a_record() -> None:
    make_cable("09BAKU1")
    record([make_cable("09BAKU2")])
    assert drain() == 1
    assert ids() == {"09BAKU1", "09BAKU2"}


def test_a_rebuild_covers_the_records_there_were_and_keeps_one_build_on_disk() -> None:
    record(random_archive(5))
    told: list[tuple[int, int]] = []
    published = Cable.objects.published().count()
    assert rebuild(lambda done, total: told.append((done, total))) == published
    assert rebuild() == published
    assert told == [(published, published)]
    assert IndexChange.objects.count() == 0
    assert len(list(index_store().root.glob("build-*"))) == 1
    assert check() == IndexDrift()


def test_while_a_rebuild_runs_the_old_index_serves_and_changes_drained_meanwhile_are_kept() -> None:
    draft = make_cable("09BAKU3", visibility=Visibility.DRAFT)
    deleted, changed = make_cable("09BAKU1"), make_cable("09BAKU2", subject="dam")
    index(deleted, changed)
    seen: list[set[str]] = []

    def meanwhile(done: int, total: int) -> None:
        seen.append(ids())
        record([deleted, changed, draft])
        Cable.objects.filter(pk=changed.pk).update(subject="bridge")
        Cable.objects.filter(pk=draft.pk).update(visibility=Visibility.PUBLISHED)
        Cable.objects.filter(pk=deleted.pk).delete()
        drain()
        seen.append(ids())
        record([changed])

    rebuild(meanwhile)
    assert IndexChange.objects.count() == 0
    assert seen == [{"09BAKU1", "09BAKU2"}, {"09BAKU2", "09BAKU3"}]
    assert (ids(), ids("bridge"), ids("dam")) == ({"09BAKU2", "09BAKU3"}, {"09BAKU2"}, set())
    assert check() == IndexDrift()


def test_a_build_that_is_replaced_while_a_reader_looks_at_it_sends_the_reader_to_the_new_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index(make_cable())
    looked = store.TOC._latest_generation

    def replaced_first(storage: object, name: str) -> int:
        monkeypatch.setattr(store.TOC, "_latest_generation", looked)
        rebuild()
        return int(looked(storage, name))

    monkeypatch.setattr(store.TOC, "_latest_generation", replaced_first)
    assert index_store().generation().build == index_store().contents().folder.name


def test_two_rebuilds_at_once_are_refused() -> None:
    with index_store().lock("rebuild"), pytest.raises(SearchUnavailable, match="Another rebuild"):
        rebuild()


def garble(path: Path) -> None:
    path.write_bytes(b"garbled" * 10)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


DAMAGE = [
    ("current", garble, "another version", "a pointer to nowhere"),
    ("build-*/*.toc", Path.unlink, "cannot be read", "no table of contents"),
    ("build-*/*.toc", garble, "cannot be read", "a garbled table of contents"),
    ("build-*/*.seg", Path.unlink, "cannot be read", "a segment is missing"),
    ("build-*/*.seg", cut, "cannot be read", "a segment is cut off"),
    ("build-*/*.seg", garble, "cannot be read", "a segment is garbled"),
]


@pytest.mark.parametrize(("files", "harm", "said", "why"), DAMAGE, ids=[row[3] for row in DAMAGE])
def test_an_index_that_cannot_be_read_is_reported_and_never_made_empty(
    files: str, harm: Callable[[Path], object], said: str, why: str
) -> None:
    index(*random_archive(6))
    root = index_store().root
    for path in root.glob(files):
        harm(path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and path.suffix != ".lock"}
    record([make_cable("09ANKARA1", post="ANKARA")])
    snapshot._open.clear()
    for call in (lambda: search(SearchQuery()), drain, check):
        with pytest.raises(SearchUnavailable, match=said) as raised:
            call()
        assert str(raised.value).endswith("Run: manage.py rebuildindex.")
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and path.suffix != ".lock"}
    assert {path: after.get(path) for path in before} == before
    assert IndexChange.objects.count() == 1
    rebuild()
    assert check() == IndexDrift()
    assert "09ANKARA1" in ids()


def test_a_folder_that_cannot_be_written_is_reported(monkeypatch: pytest.MonkeyPatch, index_folder: Path) -> None:
    index_folder.write_text("a file where the folder should be")
    record([make_cable()])
    for call in (drain, rebuild):
        with pytest.raises(SearchUnavailable, match="cannot be written"):
            call()


def withhold(cable: Cable) -> None:
    Cable.objects.filter(pk=cable.pk).update(visibility=Visibility.WITHHELD)


DRIFTS = [
    (lambda cable: make_cable("09BAKU9"), IndexDrift(missing=("09BAKU9",)), "a cable nobody recorded"),
    (lambda cable: Cable.objects.filter(pk=cable.pk).update(subject="x"), IndexDrift(stale=("09BAKU1",)), "subject"),
    (lambda cable: cable.paragraphs.update(text="x"), IndexDrift(stale=("09BAKU1",)), "text"),
    (lambda cable: cable.tags.set([make_tag("ECON")]), IndexDrift(stale=("09BAKU1",)), "TAGS"),
    (withhold, IndexDrift(surplus=("09BAKU1",)), "withheld"),
    (lambda cable: cable.delete(), IndexDrift(surplus=("09BAKU1",)), "deleted"),
    (lambda cable: record([cable]), IndexDrift(waiting=("09BAKU1",)), "a record that waits is no drift"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "drift", "why"), DRIFTS, ids=[row[2] for row in DRIFTS])
def test_check_finds_every_kind_of_drift(change: Callable[[Cable], object], drift: IndexDrift, why: str) -> None:
    cable = make_cable("09BAKU1", subject="dam")
    index(cable, make_cable("09BAKU2"))
    assert check() == IndexDrift()
    change(cable)
    assert check() == drift
    assert check().in_step is bool(drift.waiting)
    rebuild()
    assert check() == IndexDrift()


def run(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_the_commands_say_what_they_did() -> None:
    cable = make_cable()
    record([cable])
    assert run("drainindex") == "The index followed 1 recorded change.\n"
    assert run("checkindex") == "The index agrees with the database.\n"
    assert run("rebuildindex") == "The index was rebuilt: 1 cable.\n"
    assert run("optimizeindex") == "The index is one segment.\n"


def test_checkindex_exits_with_1_while_changes_wait_and_names_them() -> None:
    cable = make_cable("09BAKU1")
    index(cable)
    record([cable])
    out = StringIO()
    with pytest.raises(SystemExit) as exited:
        call_command("checkindex", stdout=out)
    assert exited.value.code == 1
    assert out.getvalue() == (
        "1 changed, and the index has yet to follow: 09BAKU1\n"
        "The index is behind the database. Run: manage.py drainindex.\n"
    )


def test_checkindex_exits_with_1_on_drift_and_names_it() -> None:
    index(make_cable("09BAKU1"))
    make_cable("09BAKU2")
    out = StringIO()
    with pytest.raises(SystemExit) as exited:
        call_command("checkindex", stdout=out)
    assert exited.value.code == 1
    assert out.getvalue() == (
        "1 published, but not in the index: 09BAKU2\n"
        "The index does not agree with the database. Run: manage.py rebuildindex.\n"
    )


@pytest.mark.parametrize("command", ["drainindex", "checkindex"])
def test_commands_fail_with_a_sentence_where_the_index_cannot_be_read(command: str) -> None:
    index(make_cable())
    record([make_cable("09BAKU2")])
    (index_store().root / "current").write_text("build-0-old")
    with pytest.raises(CommandError, match=r"another version of this program\. Run: manage\.py rebuildindex\."):
        run(command)


@pytest.mark.parametrize(
    "text", ["id:09BAKU2", "tag:ZZZZ", "post:PARIS", "caption:LIMDIS", "class:SECRET", "ref:08ROME7", "tag:ZZZ*"]
)
def test_a_cable_that_is_withdrawn_leaves_no_value_behind(text: str) -> None:
    """The index is not merged at once, and Whoosh still lists what only a removed document had."""
    hidden = make_cable(
        "09BAKU2",
        post="PARIS",
        classification="SECRET",
        tag_codes=("ZZZZ",),
        captions=("LIMDIS",),
        refers_to=("08ROME7",),
        visibility="draft",
    )
    index(make_cable("09BAKU1"))
    before = search(SearchQuery(text=text))
    Cable.objects.filter(pk=hidden.pk).update(visibility=Visibility.PUBLISHED)
    index(hidden)
    assert search(SearchQuery(text=text)).total == 1
    Cable.objects.filter(pk=hidden.pk).update(visibility=Visibility.WITHHELD)
    index(hidden)
    after = search(SearchQuery(text=text))
    assert (after.total, after.understood, after.notices) == (0, before.understood, before.notices)


@pytest.mark.parametrize("other", ["build-0-old", f"build-{schema.FORMAT}-0000abcd-old"], ids=["format", "fields"])
def test_setup_builds_an_index_of_another_version_anew_and_says_so(other: str) -> None:
    """Another format, or other fields: either is in the name of the build."""
    index(make_cable("09BAKU1"))
    (index_store().root / "current").write_text(other)
    assert upkeep.outdated()
    with pytest.raises(SearchUnavailable, match="another version"):
        search(SearchQuery())
    out = StringIO()
    setup.Command(stdout=out).update_index()
    assert out.getvalue() == "Another version of this program built the search index; it is built anew ...\n"
    assert (ids(), check(), upkeep.outdated()) == ({"09BAKU1"}, IndexDrift(), False)


@pytest.mark.parametrize(
    ("module", "job", "said"),
    [(rebuildindex, "rebuild", "give the same command again to go on"), (optimizeindex, "optimize", "as it was")],
)
def test_a_command_that_is_interrupted_says_what_holds(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, job: str, said: str
) -> None:
    def interrupted(tell: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, job, interrupted)
    with pytest.raises(CommandError, match=said) as raised:
        run(job + "index")
    assert raised.value.returncode == 130


def test_progress_is_told_with_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    out = StringIO()
    with told(OutputWrapper(out), "cables") as tell:
        for seconds in (0, 4, 10, 11, 20):
            now = float(seconds)
            tell(1_000 + 100 * seconds, 15_000)
    assert out.getvalue() == (
        "2,000 of 15,000 cables, 100 a second, 2 min 10 s left\n3,000 of 15,000 cables, 100 a second, 2 min 0 s left\n"
    )


def test_a_full_disk_is_not_taken_for_a_lack_of_rights() -> None:
    said = str(store.unwritable(OSError(errno.ENOSPC, "No space left on device")))
    assert said == (
        "The search index cannot be written (No space left on device). "
        "Make room on the disk that holds it, and run the command once more."
    )
