"""One snapshot serves several threads."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from cables.search.evaluate import Evaluation
from cables.search.language import read_query
from cables.search.snapshot import Snapshot
from cables.search.store import index_store
from tests.search.archive import FAMILIES, index, random_archive


@pytest.mark.django_db
def test_threads_that_share_a_snapshot_find_what_one_alone_finds() -> None:
    index(*random_archive(11, size=60))
    queries = [f'"{one[0]} {two[-1]}" OR {one[-1]}' for one in FAMILIES for two in FAMILIES] * 6

    def found(snapshot: Snapshot, text: str) -> list[int]:
        return Evaluation(snapshot).docs(read_query(text, snapshot).plan).tolist()

    alone = Snapshot(index_store().contents())
    expected = [found(alone, text) for text in queries]
    shared = Snapshot(index_store().contents())
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(lambda text: found(shared, text), queries)) == expected
    finally:
        sys.setswitchinterval(often)
