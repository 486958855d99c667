"""Numbers of arrivals, given out while others publish and ask."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cables.ingest import set_visibility
from cables.models import ArrivalCheck, Cable, Visibility
from cables.search import drain, rebuild
from cables.workspace import searching
from cables.workspace.models import Arrival
from tests.factories import make_cable
from tests.tooling.helpers import manage
from tests.workspace import crowd

on_postgresql = pytest.mark.skipif(connection.vendor == "sqlite", reason="on SQLite nobody writes beside a writer")


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_many_at_once_pass_nothing_over_and_tell_nothing_twice() -> None:
    crowd.meet()


MEETING = """
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from tests.workspace import crowd
settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())
call_command("migrate", run_syncdb=True, verbosity=0)
crowd.meet()
"""


@pytest.mark.once
def test_nor_do_they_on_sqlite(tmp_path: Path) -> None:
    """In a file, as a database in memory is one connection; its tables are made without the time of migrations."""
    done = manage(tmp_path, "shell", "--no-imports", "-c", MEETING, DATABASE_URL="")
    assert done.returncode == 0, done.stderr


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_cable_published_while_numbers_are_given_waits_for_the_index() -> None:
    """Whatever statement of the transaction it comes after."""
    drafts = [make_cable(f"09BAKU{number}", visibility=Visibility.DRAFT) for number in range(1, 6)]
    rebuild()
    ArrivalCheck.objects.bulk_create(ArrivalCheck(cable_pk=draft.pk) for draft in drafts)
    waiting = [draft.pk for draft in drafts]

    def publish(pk: int) -> None:
        try:
            set_visibility(cables=[pk], visibility=Visibility.PUBLISHED)
        finally:
            connection.close()

    def publish_after(execute: Any, *args: Any) -> Any:
        result = execute(*args)
        if connection.in_atomic_block and waiting:
            beside.submit(publish, waiting.pop()).result(timeout=60)
        return result

    with ThreadPoolExecutor(1) as beside, connection.execute_wrapper(publish_after):
        searching.note_arrivals()
    published = Cable.objects.published().count()
    assert published > 1
    assert not Arrival.objects.exists()
    drain()
    searching.note_arrivals()
    assert Arrival.objects.count() == published


@pytest.mark.django_db
def test_a_feed_notes_so_much_and_the_next_one_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_BATCH", 2)
    monkeypatch.setattr(searching, "BATCHES_A_REQUEST", 3)
    for number in range(1, 9):
        crowd.publish(f"09BAKU{number}")
    drain()
    for noted in (6, 8):
        assert client.get("/feed.atom").content.count(b"<entry>") == noted
        assert Arrival.objects.count() == noted
