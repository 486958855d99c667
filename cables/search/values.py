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
    unit: str = "cables"
    """cables or paragraphs: what a hit is. With paragraphs, all words must be found in one paragraph, and filters are
    about its cable."""


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
    position: int = 0
    """Place of the paragraph in its cable, from 0."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A cable with excerpts of the paragraphs found in it; or one paragraph, which is then the only snippet."""

    cable: Cable
    """Loaded with `for_lists()`."""
    subject: tuple[Fragment, ...]
    snippets: tuple[Snippet, ...]
    more: int = 0
    """Paragraphs with words of the query beyond those in `snippets`."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    """What the URL says: PGOV, 2009, 2009-04, NOT_STATED."""
    label: str
    """What the reader sees: "PGOV", "Embassy Baku", "April 2009", "Not stated"."""
    title: str
    """The longer name behind a code, the country of a post; "" where there is none."""
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
    """Values with a count above zero, selected or excluded; most frequent first (dates: newest first).

    A facet's own selection does not shrink its counts. NOT_STATED comes last; cables without any TAGS are counted in
    the facet of subjects.
    """
    more: int = 0
    """Rarer values that are not listed; `facet_values` finds them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the histogram of dates."""

    first: date
    last: date
    """Both inclusive."""
    label: str
    """2009, April 2009 or 6 April 2009; 1960 to 1969 where years are too many for a bar each."""
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """The cables found by date: by years, by months or by days, as the time they span allows."""

    step: str
    """year, month or day."""
    bars: tuple[Bar, ...]
    """At most 120, ascending and without gaps, from the first cable's to the last one's."""
    undated: int


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A part of a query without hits, and what there would be without it."""

    kind: str
    """word (the word or phrase itself has no hits), filter, filters (several that have none together), or beside (a
    term that is known, but not with the others)."""
    label: str
    total: int
    """Hits of the query without this part."""
    without: SearchQuery
    """The query without this part."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A cable's place in a list of hits, and the cables beside it."""

    place: int
    """From 1."""
    total: int
    previous: str = ""
    next: str = ""
    """Reference ids; "" at either end."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that the beginning of a word may be meant to be."""

    kind: str
    """cable, field, post, tag, value (of another field), subject or word."""
    label: str
    """What the reader sees."""
    detail: str
    """The post's country, the tag's name, the cable's subject; "" where there is none."""
    text: str
    """The whole text of the box once this is chosen."""
    reference_id: str = ""
    """The cable to open at once; "" for everything but cables."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    hits: tuple[Hit, ...]
    total: int
    """Exact; of cables or of paragraphs, whichever the query's unit is."""
    page: int
    pages: int
    facets: tuple[Facet, ...]
    understood: str
    """How the text was read, as a sentence for the page; "" for an empty box."""
    notices: tuple[str, ...] = ()
    """What could not be read as meant, and what was done instead: one sentence each."""
    exact_id: str = ""
    """Canonical id of a published cable if the text is one in any spelling; offered first."""
    cables: int = 0
    """How many cables the hits are in."""
    histogram: Histogram | None = None
    """None where no cable found has a date."""
    did_you_mean: str = ""
    """The text with words that are not in the archive replaced by similar ones that are; "" if it needs none."""
    obstacles: tuple[Obstacle, ...] = ()
    """Only where there are no hits."""
    cut: bool = False
    """Whether the search was ended before it was complete; a notice says what was left out."""
    next: str = ""
    """Written place of the last hit, behind which `search_after` goes on; "" on the last page."""


class SearchUnavailable(Exception):
    """The index cannot be read. The message is one sentence for the page: what, and what the operator must do."""


Progress = Callable[[int, int], None]
"""Called with (done, in all) after each batch: cables in a rebuild or a check, words in a merge."""


@dataclass(frozen=True, slots=True)
class IndexDrift:
    """How the index differs from the database. Reference ids, each list in ascending order."""

    missing: tuple[str, ...] = ()
    """Published cables that are not in the index."""
    stale: tuple[str, ...] = ()
    """Cables whose indexed content is not what the database holds."""
    surplus: tuple[str, ...] = ()
    """Indexed cables that are no longer published, or no longer there."""
    waiting: tuple[str, ...] = ()
    """Cables with changes that are recorded and that the index has not followed yet; they alone are no drift."""

    @property
    def in_step(self) -> bool:
        return not (self.missing or self.stale or self.surplus)
