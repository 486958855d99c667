"""Facets: exact counts of every value among the cables found.

A facet's own selection does not shrink its list, so that another value can be added to it; what is selected in other
facets does, and so does everything that is excluded. Each kind of TAGS is a facet of its own: PGOV and PREL, both
subjects, are alternatives, PGOV and the place AJ must both hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import islice

import numpy as np

from cables.search.columns import Mask
from cables.search.dates import day_range
from cables.search.labels import TAG_KINDS, Label, is_month, is_year, labels
from cables.search.segments import Docs
from cables.search.snapshot import Counts, Snapshot
from cables.search.values import NOT_STATED, Facet, FacetValue, SearchQuery
from cables.search.words import folded_words

LISTED_VALUES = 60
"""Values of one facet on a page of hits, besides those that are chosen; dates are listed in full."""
_TAG = "tag"
_DATE = "date"
_TAG_LABELS = {
    "subject": "Subject TAGS",
    "place": "Place TAGS",
    "organisation": "Organisation TAGS",
    "program": "Program TAGS",
    "person": "Person TAGS",
    "term": "Terms",
    "unknown": "Other TAGS",
}
_FIRST_TAG_KIND = "subject"
"""The facet that also lists cables without any TAGS."""

Wanted = Callable[[str, Label], bool]
"""Whether a value with its label is to be listed."""


@dataclass(frozen=True, slots=True)
class Group:
    """One facet before it is counted."""

    key: str
    name: str
    label: str
    column: str
    lists_not_stated: bool = True
    tag_kind: str = ""


GROUPS = (
    Group("class", "class", "Classification", "classification"),
    Group("precedence", "precedence", "Precedence", "precedence"),
    Group("post", "post", "Post", "post"),
    Group("country", "country", "Country", "country"),
    Group("date", _DATE, "Date", "date"),
    *(Group(f"tag-{kind}", _TAG, _TAG_LABELS[kind], "tags", kind == _FIRST_TAG_KIND, kind) for kind in TAG_KINDS),
    Group("caption", "caption", "Caption", "captions"),
)
FACET_NAMES = frozenset(group.name for group in GROUPS)
"""The URL names that `SearchQuery.selected` and `excluded` may use."""


class _Base:
    """The documents among which facets are counted; each column is counted once, however many facets show it."""

    def __init__(self, snapshot: Snapshot, docs: Docs) -> None:
        self.docs = docs
        self._snapshot = snapshot
        self._tallies: dict[str, Counts] = {}

    def tally(self, column: str) -> Counts:
        """How many of the documents have each value of a column."""
        if column not in self._tallies:
            self._tallies[column] = self._snapshot.column(column).tally(self.docs)
        return self._tallies[column]


class Faceting:
    """The facets of one query on one snapshot."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        self._snapshot = snapshot
        self._masks: dict[tuple[str, tuple[str, ...]], Mask] = {}
        self._labels = labels(snapshot)
        self._selected = {group.key: self._own(group, query.selected) for group in GROUPS}
        self._excluded = {group.key: self._own(group, query.excluded) for group in GROUPS}
        self._choosing = [group for group in GROUPS if self._selected[group.key]]

    def kept(self, found: Docs) -> Docs:
        """Those of the documents that every selection allows and no exclusion removes."""
        return self._narrowed(self._without_excluded(found), self._choosing)

    def count(self, found: Docs) -> tuple[Facet, ...]:
        """All facets with a value to show; `found` are the documents before any facet narrows them."""
        allowed = self._without_excluded(found)
        # Facets in which nothing is selected are all counted among the same documents.
        common = _Base(self._snapshot, self._narrowed(allowed, self._choosing))
        counted = (self._facet(group, self._base(group, allowed, common), LISTED_VALUES) for group in GROUPS)
        return tuple(facet for facet in counted if facet.values)

    def search(self, group: Group, found: Docs, start: str, limit: int) -> Facet:
        """The values of one facet whose code or name has, for each word of `start`, a word that begins with it."""
        base = self._base(group, self._without_excluded(found), None)
        starts = folded_words(start)
        return self._facet(group, base, limit, (lambda value, label: _begins(starts, value, label)) if starts else None)

    def chosen(self, group: Group) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The values of a facet that are selected, and those that are excluded."""
        return self._selected[group.key], self._excluded[group.key]

    def named(self, group: Group, values: Iterable[str]) -> list[str]:
        """The labels of values."""
        return [self._labels.of(group.name, value).label for value in values]

    def _base(self, group: Group, allowed: Docs, common: _Base | None) -> _Base:
        if common is not None and group not in self._choosing:
            return common
        return _Base(self._snapshot, self._narrowed(allowed, (one for one in self._choosing if one is not group)))

    def _own(self, group: Group, chosen: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        values = dict.fromkeys(chosen.get(group.name, ()))
        return tuple(value for value in values if not group.tag_kind or group.tag_kind == self._tag_kind(value))

    def _tag_kind(self, code: str) -> str:
        return _FIRST_TAG_KIND if code == NOT_STATED else self._labels.tag_kind(code)

    def _without_excluded(self, found: Docs) -> Docs:
        for group in GROUPS:
            if self._excluded[group.key]:
                found = found[~self._having(group, self._excluded[group.key])[found]]
        return found

    def _narrowed(self, found: Docs, groups: Iterable[Group]) -> Docs:
        for group in groups:
            found = found[self._having(group, self._selected[group.key])[found]]
        return found

    def _having(self, group: Group, values: tuple[str, ...]) -> Mask:
        key = (group.key, values)
        if key not in self._masks:
            self._masks[key] = self._mask(group, values)
        return self._masks[key]

    def _mask(self, group: Group, values: tuple[str, ...]) -> Mask:
        stated = frozenset(values) - {NOT_STATED}
        if group.name == _DATE:
            mask = self._dated(stated)
        else:
            mask = np.zeros(self._snapshot.size, dtype=np.bool_)
            for value in stated:
                mask[self._snapshot.having_value(group.column, value)] = True
        return mask | self._not_stated(group) if NOT_STATED in values else mask

    def _dated(self, values: frozenset[str]) -> Mask:
        """Documents of the years and months named; what is neither names none."""
        dates = self._snapshot.dates
        ranges = [found for value in values if value != "*" and (found := day_range(value)) is not None]
        within = ((dates >= first) & (dates <= last) for first, last in ranges)
        mask: Mask = reduce(np.logical_or, within, np.zeros_like(self._snapshot.live))
        return mask

    def _not_stated(self, group: Group) -> Mask:
        if group.name == _DATE:
            undated: Mask = self._snapshot.dates == 0
            return undated
        return ~self._snapshot.column(group.column).stated()

    def _facet(self, group: Group, base: _Base, limit: int, wanted: Wanted | None = None) -> Facet:
        if group.name == _DATE:
            values, more = self._dates(group, base, wanted), 0
        else:
            values, more = self._values(group, base, limit, wanted)
        if group.lists_not_stated:
            values += self._not_stated_value(group, base, wanted)
        return Facet(group.key, group.name, group.label, tuple(values), more)

    def _values(self, group: Group, base: _Base, limit: int, wanted: Wanted | None) -> tuple[list[FacetValue], int]:
        """The most frequent values and the chosen ones, and how many more there are."""
        column = self._snapshot.column(group.column)
        tally = base.tally(group.column)
        if group.tag_kind:
            tally = np.where(self._labels.kinds_of_tags == TAG_KINDS.index(group.tag_kind), tally, 0)
        ordinals = np.flatnonzero(tally)
        ranked = ordinals[np.argsort(-tally[ordinals], kind="stable")].tolist()
        if wanted is None:
            listed = ranked[:limit]
            more = len(ranked) - len(listed)
        else:
            of_all = (ordinal for ordinal in ranked if self._is_wanted(wanted, group, column.values[ordinal]))
            listed, more = list(islice(of_all, limit)), 0
        shown = {column.values[ordinal]: int(tally[ordinal]) for ordinal in listed}
        if wanted is None:
            absent = {value: count for value, count in self._chosen(group, tally).items() if value not in shown}
            more -= sum(count > 0 for count in absent.values())
            shown |= absent
        values = sorted(shown, key=lambda value: (-shown[value], value))
        return [self._value(group, value, shown[value]) for value in values], more

    def _chosen(self, group: Group, tally: Counts) -> dict[str, int]:
        """What is selected and excluded stays in the list whether or not a cable has it, so that it can be undone."""
        values = self._snapshot.column(group.column).values
        counts = {}
        for value in (*self._selected[group.key], *self._excluded[group.key]):
            at = bisect_left(values, value)
            if value != NOT_STATED:
                counts[value] = int(tally[at]) if at < len(values) and values[at] == value else 0
        return counts

    def _is_wanted(self, wanted: Wanted | None, group: Group, value: str) -> bool:
        return wanted is None or wanted(value, self._labels.of(group.name, value))

    def _not_stated_value(self, group: Group, base: _Base, wanted: Wanted | None) -> list[FacetValue]:
        if not self._is_wanted(wanted, group, NOT_STATED):
            return []
        count = self._count_not_stated(group, base.docs)
        chosen = NOT_STATED in (*self._selected[group.key], *self._excluded[group.key])
        return [self._value(group, NOT_STATED, count)] if count or chosen else []

    def _count_not_stated(self, group: Group, docs: Docs) -> int:
        if group.name == _DATE:
            return len(docs) - int(np.count_nonzero(self._snapshot.dates[docs]))
        return self._snapshot.column(group.column).count_without(docs)

    def _value(self, group: Group, value: str, count: int, children: tuple[FacetValue, ...] = ()) -> FacetValue:
        label = self._labels.of(group.name, value)
        return FacetValue(
            value=value,
            label=label.label,
            title=label.title,
            count=count,
            selected=value in self._selected[group.key],
            excluded=value in self._excluded[group.key],
            children=children,
        )

    def _dates(self, group: Group, base: _Base, wanted: Wanted | None) -> list[FacetValue]:
        """Years with their months, newest first; of a year that is not wanted itself, the months that are."""
        counted = np.bincount(self._snapshot.months[base.docs])
        counted[:1] = 0
        years: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for month in np.flatnonzero(counted).tolist():
            years[f"{month // 12:04}"][f"{month // 12:04}-{month % 12 + 1:02}"] = int(counted[month])
        chosen = [value for value in (*self._selected[group.key], *self._excluded[group.key]) if value != NOT_STATED]
        for value in chosen:
            if is_month(value):
                years[value[:4]].setdefault(value, 0)
            elif is_year(value):
                years[value].update({})
        values = [self._year(group, year, years[year], wanted) for year in sorted(years, reverse=True)]
        strays = [] if wanted else [value for value in chosen if not is_month(value) and not is_year(value)]
        return [*(value for value in values if value), *(self._value(group, value, 0) for value in strays)]

    def _year(self, group: Group, year: str, months: Mapping[str, int], wanted: Wanted | None) -> FacetValue | None:
        listed = sorted(months, reverse=True)
        if not self._is_wanted(wanted, group, year):
            listed = [month for month in listed if self._is_wanted(wanted, group, month)]
            if not listed:
                return None
        children = tuple(self._value(group, month, months[month]) for month in listed)
        return self._value(group, year, sum(months.values()), children)


def _begins(starts: tuple[str, ...], value: str, label: Label) -> bool:
    names = folded_words(f"{value} {label.label} {label.title}")
    return all(any(name.startswith(start) for name in names) for start in starts)
