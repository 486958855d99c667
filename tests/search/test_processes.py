"""Several processes on one archive, and processes that die: on a database file, with nothing shared but the disk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.once

PREPARED = "import django, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'archive.settings'; django.setup()\n"
FILL = """
from cables.models import IndexChange
from tests.factories import make_cable
for number in range(1, 61):
    cable = make_cable(f"09BAKU{number}", subject=f"dam number {number}")
    IndexChange.objects.create(reference_id=cable.reference_id, cable_pk=cable.pk)
"""
TOTAL = "from cables.search import SearchQuery, search; print(search(SearchQuery(text='dam')).total)"
DRIFT = "from cables.search import check; print(check().in_step)"
DRAIN_ONE_BY_ONE = """
import time
from cables.search import drain, upkeep
upkeep.BATCH = 3
print("ready", flush=True)
while not __import__("pathlib").Path(os.environ["START"]).exists(): time.sleep(.01)
print(drain(wait_seconds=60))
"""
STOP_IN_REBUILD = """
import time
from cables.search import rebuild
def stop(done, total):
    print("half-way", flush=True)
    time.sleep(600)
rebuild(stop)
"""
REBUILD_IN_PARTS = "from cables.search import rebuild, rebuilding; rebuilding.RANGE = 7; print(rebuild())"
STOP_IN_PARTS = """
import time
from cables.search import rebuild, rebuilding
rebuilding.RANGE = 7
def stop(done, total):
    if done > 20:
        print("half-way", flush=True)
        time.sleep(600)
rebuild(stop)
"""
STOP_IN_DRAIN = """
import time
from cables.search import drain, upkeep
def stop(changes):
    print("half-way", flush=True)
    time.sleep(600)
upkeep.forget = stop
drain()
"""
STOP_IN_MERGE = """
import time
from cables.search import optimize
def stop(done, total):
    print("half-way", flush=True)
    time.sleep(600)
optimize(stop)
"""
DRAIN_IN_TURNS = """
from cables.models import IndexChange
from cables.search import drain, upkeep
upkeep.BATCH = 10
print(drain())
"""
REBUILD_ON_A_FULL_DISK = """
from django.core.management import execute_from_command_line
from cables.search import rebuilding
os.sched_getaffinity = lambda process: {0, 1}
rebuilding.RANGE = 7
full = "import os\\ndef full(*_): raise OSError(28, 'No space left on device')\\nos.pwrite = full"
rebuilding._WORK = full + rebuilding._WORK
execute_from_command_line(["manage.py", "rebuildindex"])
"""

SEARCH_UNTIL_TOLD = """
import pathlib
from cables.search import SearchQuery, search
print("ready", flush=True)
seen = set()
while not pathlib.Path(os.environ["START"]).exists():
    seen.add(search(SearchQuery(text="dam")).total)
print(sorted(seen))
"""
REBUILD_AND_DRAIN_OFTEN = """
from cables.models import Cable, IndexChange
from cables.search import drain, rebuild
for turn in range(8):
    for cable in Cable.objects.all()[turn * 5 : turn * 5 + 5]:
        IndexChange.objects.create(reference_id=cable.reference_id, cable_pk=cable.pk)
    drain()
    rebuild()
"""


@pytest.fixture
def archive(tmp_path: Path) -> Mapping[str, str]:
    """The environment of an archive with 60 cables and their records, indexed if `index` is run."""
    place = {
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'archive.sqlite3'}",
        "START": str(tmp_path / "start"),
    }
    environment = os.environ | place | {"PYTHONWARNINGS": "ignore"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    return environment


def start(code: str, environment: Mapping[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PREPARED + code]
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)


def run(code: str, environment: Mapping[str, str]) -> str:
    process = start(code, environment)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, out
    return out.strip()


def kill_half_way(code: str, environment: Mapping[str, str]) -> None:
    process = start(code, environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "half-way\n"
    process.kill()
    process.communicate(timeout=60)


def test_two_processes_that_drain_at_once_lose_and_repeat_nothing(archive: Mapping[str, str]) -> None:
    run("from cables.search import rebuild; rebuild()", archive)
    run(FILL, archive)
    both = [start(DRAIN_ONE_BY_ONE, archive) for _ in range(2)]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    Path(archive["START"]).touch()
    followed = [int(process.communicate(timeout=120)[0]) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(followed) == 60
    assert (run(TOTAL, archive), run(DRIFT, archive)) == ("60", "True")


def test_searches_see_every_cable_while_the_index_is_changed_and_replaced_under_them(
    archive: Mapping[str, str],
) -> None:
    run(FILL, archive)
    run("from cables.search import drain; drain()", archive)
    reader = start(SEARCH_UNTIL_TOLD, archive)
    assert reader.stdout is not None
    assert reader.stdout.readline() == "ready\n"
    run(REBUILD_AND_DRAIN_OFTEN, archive)
    Path(archive["START"]).touch()
    out, _ = reader.communicate(timeout=120)
    assert (reader.returncode, out) == (0, "[60]\n")


def test_a_rebuild_killed_half_way_leaves_the_old_index_serving(archive: Mapping[str, str]) -> None:
    run(FILL, archive)
    run("from cables.search import drain; drain()", archive)
    kill_half_way(STOP_IN_REBUILD, archive)
    index = Path(archive["DATA_DIR"], "index")
    assert len(list(index.glob("build-*"))) == 2
    assert run(TOTAL, archive) == "60"
    run("from cables.search import rebuild; rebuild()", archive)
    assert (run(TOTAL, archive), len(list(index.glob("build-*")))) == ("60", 1)


def test_a_rebuild_by_several_processes_holds_every_cable(archive: Mapping[str, str]) -> None:
    run(FILL, archive)
    assert run(REBUILD_IN_PARTS, archive) == "60"
    assert (run(TOTAL, archive), run(DRIFT, archive)) == ("60", "True")


def test_a_rebuild_by_several_processes_that_is_killed_is_done_by_the_next_one(archive: Mapping[str, str]) -> None:
    run(FILL, archive)
    kill_half_way(STOP_IN_PARTS, archive)
    assert run(REBUILD_IN_PARTS, archive) == "60"
    assert (run(TOTAL, archive), run(DRIFT, archive)) == ("60", "True")
    assert len(list(Path(archive["DATA_DIR"], "index").glob("build-*"))) == 1


def test_a_drain_killed_before_it_forgot_its_records_is_done_again(archive: Mapping[str, str]) -> None:
    run("from cables.search import rebuild; rebuild()", archive)
    run(FILL, archive)
    kill_half_way(STOP_IN_DRAIN, archive)
    assert run("from cables.search import drain; print(drain(wait_seconds=0))", archive) == "60", "the lock is free"
    assert (run(TOTAL, archive), run(DRIFT, archive)) == ("60", "True")


def test_a_merge_that_is_killed_costs_nothing(archive: Mapping[str, str]) -> None:
    run("from cables.search import rebuild; rebuild()", archive)
    run(FILL, archive)
    assert run(DRAIN_IN_TURNS, archive) == "60"
    kill_half_way(STOP_IN_MERGE, archive)
    assert (run(TOTAL, archive), run(DRIFT, archive)) == ("60", "True")
    run("from cables.search import optimize; optimize()", archive)
    assert (run(TOTAL, archive), run(DRIFT, archive)) == ("60", "True")
    [build] = Path(archive["DATA_DIR"], "index").glob("build-*")
    assert (len(list(build.glob("*.seg"))), list((build / "merging").iterdir())) == (1, [])


def test_a_disk_that_fills_up_in_a_process_of_a_rebuild_is_told_in_one_line(archive: Mapping[str, str]) -> None:
    run(FILL, archive)
    command = [sys.executable, "-c", PREPARED + REBUILD_ON_A_FULL_DISK]
    done = subprocess.run(command, cwd=ROOT, env=archive, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "CommandError: The search index cannot be written (No space left on device). "
        "Make room on the disk that holds it, and run the command once more.\n"
    )
    assert run(REBUILD_IN_PARTS, archive) == "60"
    assert (run(TOTAL, archive), run(DRIFT, archive)) == ("60", "True")
