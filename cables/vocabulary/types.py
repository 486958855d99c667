"""The rows of the code tables, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostEntry:
    code: str
    """As in cable ids: BAKU, THEHAGUE, STATE."""
    name: str
    """For readers: "Embassy Baku", "Department of State"."""
    line_name: str
    """As spelt, with its blanks, on the classification and FM lines: "THE HAGUE", "BAKU"."""
    kind: str
    """embassy, consulate, mission, department or other."""
    country: str
    """English short name; "" where none fits."""
    country_code: str
    """ISO 3166-1 alpha-2; "" where none fits."""
    latitude: float | None
    longitude: float | None
    aliases: tuple[str, ...]
    """Other codes that mean the same post: AITTAIPEI for TAIPEI."""
    cables: int
    """How many cables of the 2010 release it sent."""
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class TagEntry:
    code: str
    kind: str
    """subject, program, place or organisation."""
    name: str
    """For readers; "" where it is not known with certainty."""


@dataclass(frozen=True, slots=True)
class RoutingEntry:
    indicator: str
    name: str


@dataclass(frozen=True, slots=True)
class MonthCount:
    year: int
    month: int
    """1 to 12."""
    cables: int


@dataclass(frozen=True, slots=True)
class TermEntry:
    code: str
    """As it stands in cables: NODIS, SBU, 12958, b."""
    name: str
    """What it means, for readers."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a word or code of a cable says, in a sentence or two for readers."""

    kind: str
    """field, level, mark, precedence, caption, duration or tag-kind."""
    code: str
    """As it stands in cables; for fields, the name of the field."""
    text: str
