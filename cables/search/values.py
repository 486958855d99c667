"""What goes into a search and what comes out: plain values, no Haystack or Whoosh types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cables.models import Cable

NOT_STATED = "not-stated"
"""The facet value of cables in which the field is missing."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search, as the form read it."""

    text: str = ""
    """As typed."""
    selected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet values to keep, by URL name: {"tag": ("PGOV", "AJ"), "class": ("SECRET",)}.

    Values of one facet are alternatives, facets must all hold. Each kind of TAGS is a facet: PGOV and PREL, both
    subjects, are alternatives; PGOV and the place AJ must both hold.
    """
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet values to leave out, by URL name."""
    date_from: date | None = None
    date_to: date | None = None
    """Both inclusive."""
    sort: str = "relevance"
    """relevance, newest or oldest; without words to rank, relevance means newest."""
    page: int = 1
    page_size: int = 20


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a snippet; marked where a word of the query was found."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt of one matching paragraph."""

    anchor: str
    """Paragraph.anchor, for the link."""
    number: int | None
    marking: str
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    cable: Cable
    """Loaded with `for_lists()`."""
    subject: tuple[Fragment, ...]
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    """What the URL says: PGOV, 2009, 2009-04, NOT_STATED."""
    label: str
    """What the reader sees: "PGOV", "Embassy Baku", "April 2009", "Not stated"."""
    title: str
    """The longer name behind a code; "" where there is none."""
    count: int
    selected: bool = False
    excluded: bool = False
    children: tuple[FacetValue, ...] = ()
    """Months of a year."""


@dataclass(frozen=True, slots=True)
class Facet:
    key: str
    """Unique on the page: class, caption, post, date, tag-subject, tag-place ..."""
    name: str
    """The URL name: `f[name]=value`; all TAGS facets share "tag"."""
    label: str
    """For readers: Classification, Post, Date, Subject TAGS ..."""
    values: tuple[FacetValue, ...]
    """Every value with a count above zero, selected or excluded; most frequent first (dates: newest first).

    A facet's own selection does not shrink its counts. NOT_STATED comes last; cables without any TAGS are counted in
    the facet of subjects.
    """


@dataclass(frozen=True, slots=True)
class SearchPage:
    hits: tuple[Hit, ...]
    total: int
    """Exact."""
    page: int
    pages: int
    facets: tuple[Facet, ...]
    understood: str
    """How the text was read, as a sentence for the page; "" for an empty box."""
    notices: tuple[str, ...] = ()
    """What could not be read as meant, and what was done instead: one sentence each."""
    exact_id: str = ""
    """Canonical id of a published cable if the text is one in any spelling; offered first."""


class SearchUnavailable(Exception):
    """The index cannot be read. The message is one sentence for the page: what, and what the operator must do."""


Progress = Callable[[int, int], None]
"""Called with (cables done, cables in all) after each batch of a rebuild or a check."""


@dataclass(frozen=True, slots=True)
class IndexDrift:
    """How the index differs from the database. Reference ids, each list in ascending order."""

    missing: tuple[str, ...] = ()
    """Published cables that are not in the index."""
    stale: tuple[str, ...] = ()
    """Cables whose indexed content is not what the database holds."""
    surplus: tuple[str, ...] = ()
    """Indexed cables that are no longer published, or no longer there."""
    waiting: int = 0
    """Recorded changes that the index has not followed yet; they alone are no drift."""

    @property
    def in_step(self) -> bool:
        return not (self.missing or self.stale or self.surplus)
