"""A cable that is written but not yet set in lines."""

from __future__ import annotations

from dataclasses import dataclass

from cables.corpus.compose import Block
from cables.corpus.schedule import Slot
from cables.corpus.security import Security
from cables.vocabulary import PostEntry

DEPARTMENT_TELEGRAM, DEPARTMENT_COPY, PARTIAL, FULL, REFLOWED = (
    "department-telegram", "department-copy", "partial-extract", "full-header", "reflowed"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """One item of a REF list."""

    post: PostEntry
    year: int
    serial: int
    notal: bool = False
    """Not sent to all addressees."""

    @property
    def reference_id(self) -> str:
        return f"{self.year % 100:02d}{self.post.code}{self.serial}"


@dataclass(frozen=True, slots=True)
class Draft:
    slot: Slot
    home: PostEntry
    """The post whose story this is; the addressee where the Department writes."""
    layout: str
    security: Security
    passing: tuple[str, ...]
    tags: tuple[str, ...]
    subject: str
    subject_marking: str | None
    references: tuple[Cited, ...]
    blocks: tuple[Block, ...]
    secret_name: tuple[str, str] | None
    """Full name and surname of someone to be redacted."""
    signer: str | None
    capitals: bool
    """Whether the whole body is in capitals."""
