"""What crosses the border of this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cables.models import Cable
from cables.telegram import Telegram


@dataclass(frozen=True, slots=True)
class RawCable:
    """One telegram as a container held it."""

    raw: bytes
    """Byte for byte; `raw.decode(encoding) == text`."""
    text: str
    encoding: str
    origin: str
    """File name, and the member's name within an archive: `release.zip: 2009/09BAKU266.txt`."""
    found_id: str = ""
    """The id as the container spelt it (file name, first line, column); "" where it gave none."""
    found_date: date | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that is no telegram, and why, in one sentence for people."""

    origin: str
    reason: str


class Outcome(StrEnum):
    CREATED = "created"
    UNCHANGED = "unchanged"
    NEW_VERSION = "new version"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Stored:
    """What `store` did with one telegram; the outcome is never REJECTED."""

    cable_pk: int
    reference_id: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Preview:
    """What `ingest` would do with one text, and what was read in it."""

    telegram: Telegram
    reference_id: str
    """Canonical; "" where neither the text nor its container gives an id (the outcome is then REJECTED)."""
    outcome: Outcome
    reason: str = ""
    """Why it would be rejected; "" otherwise."""
    existing: Cable | None = None
    """The cable of this id as it stands in the archive, whatever its visibility."""


@dataclass(frozen=True, slots=True)
class IngestItem:
    """What became of one input."""

    origin: str
    outcome: Outcome
    reference_id: str = ""
    reason: str = ""
    """Why it was rejected; "" otherwise."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """How one run went. Memory is bounded by the rejections, not by the inputs."""

    counts: dict[Outcome, int] = field(default_factory=dict)
    rejected: tuple[IngestItem, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.counts.values())


Progress = Callable[[IngestItem], None]
"""Called once for every input, in order, as soon as its outcome is known."""
