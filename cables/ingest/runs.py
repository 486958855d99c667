"""One run over many inputs: each is judged and stored by itself, and accounted for."""

from __future__ import annotations

from collections.abc import Iterable

from cables.ingest.values import IngestReport, Preview, Progress, RawCable, Rejection
from cables.models import Source, Visibility


def preview(raw: RawCable) -> Preview:
    """What `ingest` would make of one text; writes nothing."""
    raise NotImplementedError


def ingest(
    *,
    inputs: Iterable[RawCable | Rejection],
    source: Source,
    visibility: Visibility = Visibility.PUBLISHED,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> IngestReport:
    """Store every input in a transaction of its own, link them, and account for each.

    `source` may be unsaved: it is saved with the first cable that is new or changed, so that a run which changes
    nothing leaves nothing. `visibility` is for new cables; a cable that is there keeps its own. With `dry_run` nothing
    is written and the report says what would happen. An input that cannot be stored is rejected and the rest goes on;
    only a failing database (OperationalError) ends a run, and what was stored by then stays.

    The search index follows with `cables.search.drain()`, which is the caller's to call.
    """
    raise NotImplementedError
