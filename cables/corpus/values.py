"""An invented cable and the values it was written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Addressed:
    """One addressee, as on its address line."""

    name: str
    indicator: str | None
    precedence: str | None
    continuity_number: str | None
    exempt: bool = False
    """Whether it is left out of the collective above."""


@dataclass(frozen=True, slots=True)
class Written:
    """One paragraph, before it is set in lines."""

    number: int | None
    marking: str | None
    heading: str | None
    text: str
    """Its blocks, a blank line between them."""


@dataclass(frozen=True, slots=True)
class InventedCable:
    """One invented cable: its text as transmitted and what a reader of that text should find in it."""

    reference_id: str
    """Canonical id: 09BAKU266."""
    header: str
    """Distribution block or transmission header up to the last addressee; one sentence for a partial extract."""
    body: str
    """From the classification line to the end."""
    layout: str
    """department-telegram (1966-79), department-copy (1985-2004), partial-extract, full-header or reflowed."""
    sent: datetime
    """UTC, exact to the minute. A partial extract does not show it: only the container knows it then."""
    post: str
    """Post code: BAKU."""
    serial: int
    classification: str
    captions: tuple[str, ...]
    executive_order: str | None
    declassify_on: date | None
    tags: tuple[str, ...]
    """TAGS codes as sent, in order."""
    subject: str
    """As sent, on one line, without its portion marking."""
    subject_marking: str | None
    references: tuple[str, ...]
    """Canonical ids, in the order of the REF list."""
    classified_by: tuple[str, ...]
    """Names of the classifying officers."""
    reasons: tuple[str, ...]
    """1.4(b), 1.4(d) ..."""
    sections: int
    paragraphs: int
    """How many numbered paragraphs there are."""
    signers: tuple[str, ...]
    damages: tuple[str, ...]
    """Names from `damage.py` and `wear.py`, of what was done to the text on purpose."""
    sender: str | None
    """The FM line; None where the header is lost, as are the three that follow."""
    precedence: str | None
    """ROUTINE, PRIORITY or IMMEDIATE."""
    action: tuple[Addressed, ...]
    info: tuple[Addressed, ...]
    passing: tuple[str, ...]
    notal: tuple[bool, ...]
    """For each reference whether it was not sent to all addressees."""
    written: tuple[Written, ...]
    """The paragraphs, without the damage."""

    @property
    def text(self) -> str:
        return self.header + self.body

    @property
    def shows_date(self) -> bool:
        """Whether the text itself holds the date-time group."""
        return self.layout != "partial-extract"
