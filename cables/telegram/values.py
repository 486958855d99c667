"""What a parsed telegram is made of: frozen values, no behaviour beyond `to_dict`.

Offsets are counted in characters. `Span` and `Defect` offsets point into the text that was parsed; `Block`, `Repair`
and `Mention` offsets point into the reading text of the paragraph they belong to. These five and `Paragraph` are made
by the dozen or hundred for each telegram, so they are named tuples, which are made several times as fast as frozen
dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of the source text and the field it was read as; the spans of a telegram tile its text exactly."""

    start: int
    end: int
    field: str
    """A field of Telegram ("tags", "references", "subject" ...), "paragraphs", "heading", or what is no field:
    "banner", "blank", "rule", "marker", "note", "distribution", "preamble", "trailer", "second-version", "unread"."""
    index: int | None = None  # type: ignore[assignment] # of tuples, a method that nobody asks a span for
    """Which item of the field, counted from 0: `paragraphs[2]`, `references[0]`. None where the field has no items."""


class Defect(NamedTuple):
    """Something odd that was met and what was done about it."""

    kind: str
    """A short slug, listed in `defects.py` with its sentence for readers."""
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    indicator: str
    serial: int | None
    section: int | None
    day_of_year: int | None
    time: str | None


@dataclass(frozen=True, slots=True)
class Security:
    signal: str
    level: str | None
    operating_signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    name: str
    indicator: str | None = None
    precedence: str | None = None
    """As stated on the address line; None where the message's own precedence holds."""
    continuity_number: str | None = None
    collective: bool = False
    exempt: bool = False
    """True for an XMT line: exempted from the collective above it."""


@dataclass(frozen=True, slots=True)
class Tag:
    code: str
    kind: str
    """subject, program, place, organisation, person, term or unknown."""


@dataclass(frozen=True, slots=True)
class Reference:
    text: str
    """As it stands in the list, without its mark."""
    kind: str = "cable"
    """cable, or what else is cited: email, telcon, memo, letter, report, meeting, document ..."""
    label: str | None = None
    """A, B ... or None for a single unmarked reference."""
    target: str | None = None
    """Canonical id, for cables that could be read."""
    notal: bool = False


@dataclass(frozen=True, slots=True)
class Classifier:
    name: str
    title: str = ""


class Block(NamedTuple):
    """A stretch of a paragraph's reading text with its own layout."""

    start: int
    end: int
    kind: str
    """text, item (a sub-paragraph or bullet) or table (keep line ends and blanks)."""


class Repair(NamedTuple):
    """One mended place: `text[offset:offset + len(after)] == after`; put `before` there to undo it."""

    offset: int
    before: str
    after: str


class Mention(NamedTuple):
    """A reference made inside a paragraph: `reftel B`, `STATE 106206`."""

    start: int
    end: int
    text: str
    targets: tuple[str, ...]
    guessed: bool = False
    """Whether its letter stands for a place in a list that has no marks."""


class Paragraph(NamedTuple):
    text: str
    """Reading text: unwrapped, repaired, banners out. Blocks are separated by a blank line."""
    number: int | None = None
    """None for text that stands outside the numbered paragraphs."""
    marking: str | None = None
    """Portion marking in canonical form: U, SBU, LOU, C, S, TS, with /NF and the like."""
    heading: str | None = None
    """The heading that stands above the paragraph, repaired."""
    role: str = "text"
    """text, summary, comment, action-request, note, quotation ..."""
    blocks: tuple[Block, ...] = ()
    repairs: tuple[Repair, ...] = ()
    mentions: tuple[Mention, ...] = ()
    heading_repairs: tuple[Repair, ...] = ()
    """What was mended in the heading; offsets point into `heading`."""


@dataclass(frozen=True, slots=True)
class Telegram:
    """One parsed telegram. Every field may be missing; nothing is invented."""

    text: str
    """The text as given to `parse`; `"".join(text[s.start:s.end] for s in spans) == text`."""
    reference_id: str | None = None
    """Canonical id, e.g. 09BAKU266; None if neither the text nor the caller gave one."""
    transmission_id: str | None = None
    precedence: str | None = None
    routing: tuple[str, ...] = ()
    station: Station | None = None
    security: Security | None = None
    sent: datetime | None = None
    """Date-time group, in UTC."""
    sender: str | None = None
    """The FM line: AMEMBASSY BAKU."""
    post: str | None = None
    """Canonical post code: BAKU."""
    serial: int | None = None
    action: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    classification: str | None = None
    """UNCLASSIFIED, LIMITED OFFICIAL USE, CONFIDENTIAL, SECRET or TOP SECRET."""
    captions: tuple[str, ...] = ()
    sections: int | None = None
    passing: tuple[str, ...] = ()
    executive_order: str | None = None
    """11652, 12065, 12356, 12958 or 13526."""
    declassify_on: date | None = None
    declassify_text: str | None = None
    tags: tuple[Tag, ...] = ()
    subject: str | None = None
    subject_marking: str | None = None
    subject_repairs: tuple[Repair, ...] = ()
    """What was mended in the subject; offsets point into `subject`."""
    references: tuple[Reference, ...] = ()
    classified_by: tuple[Classifier, ...] = ()
    reasons: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    summary: str | None = None
    signers: tuple[str, ...] = ()
    defects: tuple[Defect, ...] = ()
    spans: tuple[Span, ...] = ()
