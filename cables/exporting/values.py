"""What goes into an export: which hits, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cables.search import HitKey


class Selection(Protocol):
    """What is taken away: `search.Found`, or a list of cables and paragraphs that somebody keeps."""

    @property
    def total(self) -> int:
        """Hits: cables or paragraphs."""

    @property
    def cables(self) -> int:
        """How many cables they are in."""

    @property
    def words(self) -> int:
        """How many words they have; 0 where nobody has counted."""

    @property
    def by_paragraph(self) -> bool:
        """Whether every hit is a paragraph."""

    def keys(self, size: int) -> Iterator[list[HitKey]]:
        """The hits in order, at most `size` at a time."""


@dataclass(frozen=True, slots=True)
class About:
    """Where an export comes from, so that it can be understood and made again years later."""

    archive: str
    """The archive's name."""
    site: str
    """Its address, without a stroke at the end: https://cables.example."""
    title: str
    """What was taken away, for people: “Search for dam”, “List: Dams on the Kura”."""
    address: str
    """Where the same can be seen now, whole."""
    made: datetime
    query: str = ""
    """As typed."""
    understood: str = ""
    """How the query was read, as a sentence."""
    filters: tuple[str, ...] = ()
    """Filters in force: “Classification: SECRET”, “Post not: Embassy Baku”, “From 2009-01-01”."""
    order: str = ""
    """best match, newest first ..."""
    notices: tuple[str, ...] = ()
    """What else must be known: what could not be read as meant; that cables are invented."""


class Interrupted(Exception):
    """An export was ended before it was complete. The message is one sentence for its reader."""
