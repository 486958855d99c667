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
from cables.search.values import SearchQuery, SearchUnavailable


def found_among(query: SearchQuery, pks: Iterable[int], *, patient: bool = True) -> list[int]:
    """Those of the cables, by primary key and ascending, that `query` finds in the newest state of the index.

    However long it takes, or with `patient=False` not at all where it takes longer than a search may. Cables that are
    not published are not found. Raises SearchUnavailable when the index cannot be read, or the search takes too long.
    """
    asked = np.fromiter(pks, dtype=np.int64)
    if not len(asked):
        return []
    ensure_index()
    snapshot = latest_snapshot(index_store())
    with snapshot.suspected():
        results = Results(query, snapshot, deadline=Deadline(math.inf) if patient else Deadline())
        if results.left_out:
            raise SearchUnavailable("This search takes too long; ask for less.")
        found = snapshot.pks[results.cables]
    common: list[int] = np.sort(found[np.isin(found, asked)]).tolist()
    return common
