"""The lines of a review list: each text with what publishing it would do, or what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cables.admin.reading import defect_sentence
from cables.ingest import Outcome
from cables.models import Correction, UploadItem, Visibility

State = UploadItem.State

_PUBLISHED = {
    Outcome.CREATED: "Published as a new cable",
    Outcome.NEW_VERSION: "Published as a new version",
    Outcome.UNCHANGED: "Was here already",
}


@dataclass(frozen=True, slots=True)
class DefectCount:
    sentence: str
    count: int


@dataclass(frozen=True, slots=True)
class ReviewLine:
    item: UploadItem
    outcome: str
    """A few words."""
    tone: str
    """For its colour: new, same, version, published, discarded or rejected."""
    day: date | None
    defects: tuple[DefectCount, ...]
    notes: tuple[str, ...]
    """What one should know before deciding: whole sentences."""
    corrected: tuple[str, ...]
    """The names of the fields that are corrected."""
    lacks_id: bool
    """Whether nothing but its id keeps it from being published."""


def review_lines(items: Iterable[UploadItem], *, twice: set[str]) -> list[ReviewLine]:
    """Lines for items that come from `for_lists()`. `twice` are the ids that several waiting texts have."""
    return [_line(item, item.reference_id in twice) for item in items]


def _line(item: Any, twice: bool) -> ReviewLine:
    outcome, tone = _outcome(item)
    day = item.reading.get("date")
    return ReviewLine(
        item=item,
        outcome=outcome,
        tone=tone,
        day=date.fromisoformat(day) if day else None,
        defects=tuple(
            DefectCount(defect_sentence(defect["kind"]), defect["count"]) for defect in item.reading.get("defects", ())
        ),
        notes=tuple(_notes(item, twice)) if item.state == State.WAITING else (),
        corrected=tuple(dict.fromkeys(Correction.Field(one.field).label for one in item.corrections.all())),
        lacks_id=item.lacks_only_id and bool(item.reading),
    )


def _outcome(item: Any) -> tuple[str, str]:
    if item.state == State.PUBLISHED:
        return _PUBLISHED[Outcome(item.outcome)], "published"
    if item.state == State.DISCARDED:
        who = item.decided_by.get_username() if item.decided_by else "somebody"
        return f"Discarded by {who}, {item.decided_at:%-d %B %Y %H:%M}", "discarded"
    if item.state == State.REJECTED:
        return "Rejected", "rejected"
    if item.text_known:
        return "Already here (unchanged)", "same"
    if item.present_id:
        return f"New version of {item.reference_id}", "version"
    return "New", "new"


def _notes(item: Any, twice: bool) -> Iterable[str]:
    if twice:
        yield f"Another text of this upload is {item.reference_id} too; the one published last will be the one read."
    if item.present_id and item.present_visibility != Visibility.PUBLISHED:
        word = Visibility(item.present_visibility).label.lower()
        yield f"{item.reference_id} is {word} in the archive, and stays so until that is changed on its page."
