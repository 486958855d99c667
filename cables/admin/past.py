"""The history of a cable, a post or a TAG, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cables.ingest import value_in_words
from cables.models import Correction, Event, Visibility

Verb = Event.Verb


@dataclass(frozen=True, slots=True)
class Change:
    """A field with its values in words, "" where it was not stated."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PastLine:
    at: datetime
    who: str
    what: str
    change: Change | None
    note: str


def past_lines(events: Iterable[Event]) -> list[PastLine]:
    """The newest first."""
    return [_line(event) for event in events][::-1]


def label_of(event: Event) -> str:
    """The name of the field that was corrected, with its place; "" for one that is not known any more."""
    field = event.details.get("field", "")
    known = field in Correction.Field.values
    return f"{Correction.Field(field).label} {event.details.get('place', '')}".strip() if known else ""


def _line(event: Event) -> PastLine:
    said = event.details
    field = said.get("field", "")
    what, change = Verb(event.verb).label if event.verb in Verb.values else event.verb, None
    if event.verb in (Verb.CORRECTED, Verb.UNDONE) and field in Correction.Field.values:
        label = label_of(event)
        what = f"{label} corrected" if event.verb == Verb.CORRECTED else f"Correction undone: {label}"
        change = Change(*(value_in_words(field, said.get(name)) for name in ("before", "after")))
    elif event.verb == Verb.SHOWN and "after" in said:
        what = "Visibility"
        change = Change(
            *(_visibility(said, name, note) for name, note in (("before", "note_before"), ("after", "note")))
        )
    elif event.verb == Verb.RENAMED:
        what, change = "Name corrected", Change(said.get("before", ""), said.get("after", ""))
    return PastLine(event.at, event.who, what, change, event.note)


def _visibility(said: dict[str, str], name: str, note: str) -> str:
    value = said.get(name, "")
    word = Visibility(value).label if value in Visibility.values else value
    return f"{word}, with the note “{said[note]}”" if said.get(note) else word
