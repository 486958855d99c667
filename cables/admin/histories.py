"""The history of an upload or of one of its texts, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.template.defaultfilters import filesizeformat, pluralize
from django.urls import reverse
from django.utils.text import capfirst

from cables.admin.past import label_of, past_lines
from cables.admin.progress import facts, texts
from cables.ingest import Outcome
from cables.models import Event

DEEDS = 10
NOTHING = "not stated"

_OUTCOMES = {
    Outcome.CREATED: "as a new cable",
    Outcome.UNCHANGED: "the archive had this text already, nothing was changed",
    Outcome.NEW_VERSION: "as a new version of the cable",
}
_JOBS = {
    "read": "the reading",
    "publish": "the publishing",
    "discard": "the discarding",
    "take back": "the taking back",
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    who: str
    what: str
    """The end of a sentence that begins with `who`, without its full stop."""
    note: str
    """A sentence; "" for none."""


def history_lines(events: Iterable[Event]) -> list[HistoryLine]:
    """Lines for events that come from `for_pages()`."""
    return [_line(event) for event in events]


@dataclass(frozen=True, slots=True)
class Deed:
    at: datetime
    about: str
    url: str
    """"" where there is no page any more."""
    what: str


def deeds_of(user_pk: int | None) -> list[Deed]:
    """What a user did last at the desk, the latest first: steps about uploads and cables, and names corrected."""
    events = Event.objects.filter(user=user_pk, item__isnull=True).order_by("-pk")
    events = events.select_related("user", "upload", "cable", "post", "tag")
    entries = LogEntry.objects.filter(user=user_pk).select_related("content_type").order_by("-pk")
    deeds = [*map(_deed, events[:DEEDS]), *map(_older_deed, entries[:DEEDS])]
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)[:DEEDS]


def _deed(event: Event) -> Deed:
    about = event.upload or event.cable or event.post or event.tag
    if about is None:
        return Deed(event.at, "", "", event.note)
    url = reverse(f"admin:cables_{about._meta.model_name}_change", args=[about.pk])
    what = capfirst(_line(event).what) if event.upload else f"{past_lines([event])[0].what}{_change(event)}"
    return Deed(event.at, str(about), url, " ".join(filter(None, (f"{what}.", event.note))))


def _older_deed(entry: LogEntry) -> Deed:
    """Of the pages that Django's admin keeps its own log of."""
    url = "" if entry.is_deletion() else entry.get_admin_url() or ""
    return Deed(entry.action_time, entry.object_repr, url, entry.get_change_message())


def _change(event: Event) -> str:
    (line,) = past_lines([event])
    return f": {line.change.before or NOTHING} → {line.change.after or NOTHING}" if line.change else ""


def _line(event: Event) -> HistoryLine:
    return HistoryLine(at=event.at, who=event.who, what=_what(event), note=event.note)


def _what(event: Event) -> str:
    if event.verb in (Event.Verb.CORRECTED, Event.Verb.UNDONE):
        deed = "corrected" if event.verb == Event.Verb.CORRECTED else "undid the correction of"
        return f"{deed} {label_of(event)}{_change(event)}"
    verb = "took back" if event.verb == Event.Verb.TAKEN_BACK else event.verb
    if event.verb == Event.Verb.RECEIVED:
        count = event.details.get("files", 0)
        return f"brought {count:,} file{pluralize(count)}, {filesizeformat(event.details.get('bytes', 0))}"
    if event.verb in (Event.Verb.STOPPED, Event.Verb.FAILED):
        job = _JOBS.get(event.details.get("job", ""), "the job")
        return f"stopped {job}" if event.verb == Event.Verb.STOPPED else f"could not finish {job}"
    if event.item_id is None and "texts" in event.details:
        made = facts(event.details)
        return f"{verb} {texts(event.details['texts'])}{f' ({made})' if made else ''}"
    outcome = event.details.get("outcome")
    return f"{verb} {_OUTCOMES[Outcome(outcome)]}" if outcome else verb
