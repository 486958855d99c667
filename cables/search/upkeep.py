"""Keeps the index in step with the database.

Whoever changes a cable records an IndexChange in the same transaction. `drain` makes the index follow these records and
removes them only after the index has committed, so a crash at any point costs nothing but doing it again.
"""

from __future__ import annotations

from cables.models import Cable, IndexChange
from cables.search.rebuilding import BATCH, batches, build_anew, forget, put_or_remove
from cables.search.schema import FINGERPRINT
from cables.search.snapshot import Snapshot
from cables.search.store import Busy, IndexStore, index_store
from cables.search.tidying import tidy_behind
from cables.search.values import IndexDrift, Progress, SearchUnavailable
from cables.search.writing import WRITE_LOCK, prepared, writing

_REBUILD_LOCK = "rebuild"
MANY = 10_000
"""Recorded changes. A rebuild of fewer would be left to one core."""
ANEW_SHARE = 0.4
"""Of all cables. To follow a change took 5.3 ms of one core where building a cable anew took 4.3 ms of one of two."""


def drain(*, wait_seconds: float = 10.0) -> int:
    """Makes the index follow all recorded changes; gives the number of records it worked off.

    Safe at any time and from several processes: one writes, another waits for it up to `wait_seconds` and then leaves
    its records to it. Call it after the transaction that recorded the changes. Where there is no index at all, one is
    built; one that is there and cannot be read is left alone. Raises SearchUnavailable where it cannot be written.
    """
    store = index_store()
    if not store.exists():
        return _build_first(store)
    followed = 0
    # Looking again after the lock is free finds the records of a process that waited in vain.
    while IndexChange.objects.exists():
        try:
            with store.lock(WRITE_LOCK, wait_seconds=wait_seconds):
                followed += _follow(store)
        except Busy:
            break
    # Also where nothing was left to follow: a merge that was killed is taken up again.
    tidy_behind(store)
    return followed


def quicker_anew() -> bool:
    """Whether a rebuild by all cores would catch up with the database sooner than following its recorded changes."""
    waiting = IndexChange.objects.count()
    return waiting >= MANY and waiting >= ANEW_SHARE * Cable.objects.published().count()


def rebuild(progress: Progress | None = None) -> int:
    """Builds the index anew beside the old one, which serves until the new one takes its place; gives its cables.

    If it is stopped half-way, the old index goes on serving. Raises SearchUnavailable where another rebuild is under
    way or the folder cannot be written.
    """
    store = index_store()
    try:
        with store.lock(_REBUILD_LOCK, wait_seconds=0):
            cables = build_anew(store, progress)
    except Busy:
        raise SearchUnavailable("Another rebuild of the search index is under way. Wait until it has ended.") from None
    drain()
    return cables


def check(progress: Progress | None = None) -> IndexDrift:
    """Reads all files of the index, then compares ids and content of database and index.

    Cables whose change waits to be followed are no drift. Raises SearchUnavailable where the index cannot be read.
    """
    waiting = dict(IndexChange.objects.values_list("cable_pk", "reference_id"))
    snapshot = Snapshot(index_store().contents())
    snapshot.verify()
    missing, stale, surplus = _differences(snapshot, progress)
    waiting |= dict(IndexChange.objects.values_list("cable_pk", "reference_id"))

    def ids(found: dict[int, str]) -> tuple[str, ...]:
        return tuple(sorted(reference_id for pk, reference_id in found.items() if pk not in waiting))

    return IndexDrift(ids(missing), ids(stale), ids(surplus), tuple(sorted(waiting.values())))


def outdated() -> bool:
    """Whether there is an index that another version of this program built, which only a rebuild makes readable."""
    store = index_store()
    return store.exists() and not store.fits()


def ensure_index() -> None:
    """Makes an empty index for an empty archive, so that a new site serves its pages at once."""
    store = index_store()
    if not store.exists() and not Cable.objects.published().exists():
        _build_first(store)


def _build_first(store: IndexStore) -> int:
    """The first index of a folder; gives the number of change records it covers."""
    with store.lock(_REBUILD_LOCK):
        if store.exists():
            return 0
        waiting = IndexChange.objects.count()
        build_anew(store, None)
    drain()
    return waiting


def _follow(store: IndexStore) -> int:
    """Works off the records there are now, in order; the caller holds the write lock."""
    changes = list(IndexChange.objects.order_by("pk").values_list("pk", "cable_pk"))
    for start in range(0, len(changes), BATCH):
        batch = changes[start : start + BATCH]
        with writing(store) as writer:
            put_or_remove(writer, list(dict.fromkeys(cable_pk for _, cable_pk in batch)))
        forget([pk for pk, _ in batch])
    return len(changes)


def _differences(
    snapshot: Snapshot, progress: Progress | None
) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """Missing, stale and surplus cables of an index: primary key -> reference id."""
    indexed = snapshot.fingerprints()
    total = Cable.objects.published().count()
    missing, stale = {}, {}
    done = 0
    for batch in batches():
        ids = {cable.pk: cable.reference_id for cable in batch}
        for pk, fields in prepared(batch):
            _, fingerprint = indexed.pop(pk, ("", ""))
            if not fingerprint:
                missing[pk] = ids[pk]
            elif fields is not None and fields[FINGERPRINT] != fingerprint:
                stale[pk] = ids[pk]
        done += len(batch)
        if progress is not None:
            progress(done, max(done, total))
    stale |= {pk: reference_id for pk, reference_id in snapshot.repeated().items() if pk not in missing}
    return missing, stale, {pk: reference_id for pk, (reference_id, _) in indexed.items()}
