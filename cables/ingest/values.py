"""What crosses the border of this room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

from cables.models import Cable
from cables.telegram import Telegram


@dataclass(frozen=True, slots=True)
class Facts:
    """What a container says of a telegram beside its text; empty where it says nothing."""

    container: str = ""
    """csv, web page, mirror, NARA record or JSON line."""
    date: date | None = None
    """The day; containers differ in time zone, and some in their minutes."""
    classification: str = ""
    """As stated: UNCLASSIFIED//FOR OFFICIAL USE ONLY."""
    post: str = ""
    """As stated: Embassy Baku."""
    references: tuple[str, ...] = ()
    """As spelt."""
    stated: Mapping[str, str] = field(default_factory=dict)
    """Everything it says, word for word, by its labels."""

    def to_json(self) -> dict[str, Any]:
        """What `from_json` reads back; empty where nothing is said."""
        said: dict[str, Any] = {"container": self.container, "classification": self.classification, "post": self.post}
        said |= {"date": self.date.isoformat() if self.date else "", "references": list(self.references)}
        return {name: value for name, value in (said | {"stated": dict(self.stated)}).items() if value}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        day = said.get("date")
        return cls(
            container=said.get("container", ""),
            date=date.fromisoformat(day) if day else None,
            classification=said.get("classification", ""),
            post=said.get("post", ""),
            references=tuple(said.get("references", ())),
            stated=said.get("stated", {}),
        )


@dataclass(frozen=True, slots=True)
class RawCable:
    """One telegram as a container held it."""

    raw: bytes
    """Byte for byte; `raw.decode(encoding) == text`. Of a text that stands in a table or page: its own characters."""
    text: str
    encoding: str
    origin: str
    """File name, and the member's name within an archive: `release.zip: 2009/09BAKU266.txt`."""
    found_id: str = ""
    """The id as the container spelt it (file name, first line, column); "" where it gave none."""
    facts: Facts = Facts()
    encoding_guessed: bool = False
    """The bytes do not say how they are to be read, and other characters than ASCII are among them."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that is no telegram, and why, in one sentence for people."""

    origin: str
    reason: str
    raw: bytes = b""
    """What was read of it, as far as a telegram may be long; b"" where nothing could be read."""


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
    raw: bytes = b""
    """What was read of a rejected input; b"" of every other."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """How one run went. Memory grows neither with the inputs nor with the rejections."""

    counts: dict[Outcome, int] = field(default_factory=dict)
    rejected: tuple[IngestItem, ...] = ()
    """The first of them, without their bytes."""

    @property
    def rejected_count(self) -> int:
        return self.counts.get(Outcome.REJECTED, 0)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


Progress = Callable[[IngestItem], None]
"""Called once for every input, in order, as soon as its outcome is known."""
