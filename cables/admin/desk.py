"""Everything the upload desk writes: the decisions about texts, and who may see cables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from cables.admin.holding import VERBS, Hold
from cables.history import record, record_all
from cables.ingest import IngestItem, Outcome, RawCable, Rejection, damage, hand_over, ingest, item_raw, storable
from cables.models import Cable, Correction, Event, Job, Source, Upload, UploadItem, Visibility
from cables.search import SearchUnavailable, drain

BATCH = 100
"""Items of one step of a job."""
FOLLOWED = 20 * BATCH
"""Items after which the index follows, so that no request which publishes one text has to do it for thousands."""

State = UploadItem.State


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of one decision about several items, each list in the order of the upload."""

    done: tuple[UploadItem, ...]
    late: tuple[UploadItem, ...]
    """Left as they were, because they were no longer (or never) in a state to be decided so."""

    def counts(self) -> dict[str, int]:
        """How many of each outcome, rejected, and late: {"created": 3, "late": 1}; without those that are 0."""
        outcomes = Counter(item.outcome or item.state for item in self.done if item.outcome or item.state == "rejected")
        return {**outcomes, **({"late": len(self.late)} if self.late else {})}


def publish(*, items: Sequence[int], user: User | None) -> Decided:
    """Put waiting items into the archive, all in one transaction with their corrections, states and history.

    An item the archive will not take becomes rejected, with the reason. The index follows with `follow()`.
    """
    return _decide(items, State.WAITING, user, _publish)


def discard(*, items: Sequence[int], user: User | None) -> Decided:
    """Set waiting items aside. They keep their text and can be taken back."""
    return _decide(items, State.WAITING, user, partial(_settle, state=State.DISCARDED))


def take_back(*, items: Sequence[int], user: User | None) -> Decided:
    """Let discarded items wait for review again."""
    return _decide(items, State.DISCARDED, user, partial(_settle, state=State.WAITING))


DECISIONS: dict[Job.Kind, Callable[..., Decided]] = {
    Job.Kind.PUBLISH: publish,
    Job.Kind.DISCARD: discard,
    Job.Kind.TAKE_BACK: take_back,
}


def decide(*, decision: Job.Kind, items: Sequence[int], user: User) -> Decided:
    """Decide about a few items at once, with one line for all in the history of their upload."""
    with transaction.atomic():
        decided = DECISIONS[decision](items=items, user=user)
        if decided.done:
            names = ", ".join(str(item) for item in decided.done)
            upload = Upload(pk=decided.done[0].upload_id)
            details = {"texts": len(decided.done), **decided.counts()}
            record(verb=VERBS[decision], user=user, upload=upload, note=f"{names}.", details=details)
    return decided


def decide_all(hold: Hold) -> None:
    """Do a job that decides about many items, batch by batch, from where an earlier attempt has come to."""
    job = Job.objects.select_related("asked_by").get(pk=hold.pk)
    if job.total is None:
        with hold.step() as counted:
            counted.total = len(job.items)
    for start in range(job.done, len(job.items), BATCH):
        pks = job.items[start : start + BATCH]
        with hold.step() as now:
            decided = DECISIONS[Job.Kind(job.kind)](items=pks, user=job.asked_by)
            now.done += len(pks)
            for name, number in decided.counts().items():
                now.counts[name] = now.counts.get(name, 0) + number
        if job.kind == Job.Kind.PUBLISH and now.done % FOLLOWED == 0:
            follow()
    with hold.end(Job.State.DONE, follow() if job.kind == Job.Kind.PUBLISH else ""):
        pass


def follow() -> str:
    """Bring the search index up to what was decided; "", or one sentence saying why it could not be done now."""
    try:
        drain()
    except SearchUnavailable as error:
        return f"Your decision is kept, but the search index does not show it yet. {error}"
    return ""


def _decide(
    pks: Sequence[int], wanted: str, user: User | None, act: Callable[[list[UploadItem], User | None], None]
) -> Decided:
    """All in one transaction, locked while they are looked at: of two people deciding at once, one wins."""
    with transaction.atomic():
        chosen = UploadItem.objects.filter(pk__in=pks).order_by("pk").select_for_update()
        locked = chosen.prefetch_related(Correction.of_items()).in_bulk()
        items = [locked[pk] for pk in pks if pk in locked]
        wanting = [item for item in items if item.state == wanted]
        late = tuple(item for item in items if item.state != wanted)
        act(wanting, user)
    return Decided(done=tuple(wanting), late=late)


def _publish(items: list[UploadItem], user: User | None) -> None:
    """Called with the items locked, which are of one upload; locks this too, whose source is made with the first
    publication."""
    if not items:
        return
    upload = Upload.objects.select_for_update().get(pk=items[0].upload_id)
    source = upload.source or Source(kind=Source.Kind.UPLOAD, name=str(upload), added_by=upload.added_by)
    results: list[IngestItem] = []
    ingest(inputs=map(_as_input, items), source=source, visibility=Visibility.PUBLISHED, progress=results.append)
    if source.pk is not None and upload.source_id is None:
        Upload.objects.filter(pk=upload.pk).update(source=source)
    for item, result in zip(items, results, strict=True):
        rejected = result.outcome is Outcome.REJECTED
        item.state = State.REJECTED if rejected else State.PUBLISHED
        item.outcome = "" if rejected else result.outcome
        item.reason = storable(result.reason)
        item.reference_id = result.reference_id or item.reference_id
    cables = _cables_of(items)
    _save(items, user, list(map(_published_event, items, cables)))
    corrected = [(item, cable) for item, cable in zip(items, cables, strict=True) if cable and item.corrections.all()]
    # In the order of their cables, so that two people who publish the same ones wait for each other and do not clash.
    for item, cable in sorted(corrected, key=lambda pair: pair[1].pk):
        hand_over(item=item, cable=cable, user=user)


def _as_input(item: UploadItem) -> RawCable | Rejection:
    fault = damage(item)
    return Rejection(item.origin, fault) if fault else item_raw(item)


def _settle(items: list[UploadItem], user: User | None, *, state: str) -> None:
    verb = Event.Verb.TAKEN_BACK if state == State.WAITING else Event.Verb.DISCARDED
    for item in items:
        item.state = state
    _save(items, user, [Event(verb=verb, item=item) for item in items])


def _save(items: list[UploadItem], user: User | None, events: list[Event]) -> None:
    """The items as they are decided, with one event each."""
    now = timezone.now()
    for item, event in zip(items, events, strict=True):
        item.decided_by, item.decided_at = (None, None) if item.state == State.WAITING else (user, now)
        event.upload_id, event.user, event.at = item.upload_id, user, now
    fields = ["state", "reason", "outcome", "reference_id", "decided_by", "decided_at"]
    UploadItem.objects.bulk_update(items, fields, batch_size=50)
    record_all(events=events)


def _published_event(item: UploadItem, cable: Cable | None) -> Event:
    if item.state == State.REJECTED:
        return Event(verb=Event.Verb.REJECTED, item=item, note=item.reason)
    note = f"From {Upload(pk=item.upload_id)}, {item.origin}."
    return Event(verb=Event.Verb.PUBLISHED, item=item, cable=cable, note=note, details={"outcome": item.outcome})


def _cables_of(items: Iterable[UploadItem]) -> list[Cable | None]:
    ids = {item.reference_id for item in items if item.state == State.PUBLISHED}
    found = {cable.reference_id: cable for cable in Cable.objects.filter(reference_id__in=ids).only("reference_id")}
    return [found.get(item.reference_id) for item in items]
