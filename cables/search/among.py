"""Which of some cables a query finds: what alerts ask, who need all of the answer and have time to wait for it."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from cables.search.deadline import Deadline
from cables.search.results import Results
from cables.search.snapshot import latest_snapshot
from cables.search.store import index_store
from cables.search.upkeep import ensure_index
from cables.search.values import SearchQuery


def found_among(query: SearchQuery, pks: Iterable[int]) -> list[int]:
    """Those of the cables, by primary key and ascending, that `query` finds in the newest state of the index.

    However long it takes. Cables that are not published are not found. Raises SearchUnavailable when the index cannot
    be read.
    """
    asked = np.fromiter(pks, dtype=np.int64)
    if not len(asked):
        return []
    ensure_index()
    snapshot = latest_snapshot(index_store())
    with snapshot.suspected():
        found = snapshot.pks[Results(query, snapshot, deadline=Deadline(math.inf)).cables]
    common: list[int] = np.intersect1d(found, asked).tolist()
    return common
