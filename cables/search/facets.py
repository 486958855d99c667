"""Facets: exact counts of every value among the cables found.

A facet's own selection does not shrink its list, so that another value can be added to it; what is selected in other
facets does, and so does everything that is excluded. Each kind of TAGS is a facet of its own: PGOV and PREL, both
subjects, are alternatives, PGOV and the place AJ must both hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from cables.models import Classification, Post, Tag
from cables.search.columns import Mask
from cables.search.dates import day_range
from cables.search.segments import Docs
from cables.search.snapshot import Snapshot
from cables.search.values import NOT_STATED, Facet, FacetValue, SearchQuery
from cables.vocabulary import posts, tags

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_TAG = "tag"
_DATE = "date"
_TAG_KINDS = {
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


@dataclass(frozen=True, slots=True)
class _Group:
    """One facet before it is counted."""

    key: str
    name: str
    label: str
    column: str
    lists_not_stated: bool = True


_GROUPS = (
    _Group("class", "class", "Classification", "classification"),
    _Group("post", "post", "Post", "post"),
    _Group("country", "country", "Country", "country"),
    _Group("date", _DATE, "Date", "date"),
    *(
        _Group(f"tag-{kind}", _TAG, label, "tags", lists_not_stated=kind == _FIRST_TAG_KIND)
        for kind, label in _TAG_KINDS.items()
    ),
    _Group("caption", "caption", "Caption", "captions"),
)
FACET_NAMES = frozenset(group.name for group in _GROUPS)
"""The URL names that `SearchQuery.selected` and `excluded` may use."""


@dataclass(frozen=True, slots=True)
class _Label:
    label: str
    title: str = ""


class _Base:
    """The documents among which facets are counted; each column is counted once, however many facets show it."""

    def __init__(self, snapshot: Snapshot, docs: Docs) -> None:
        self.docs = docs
        self._snapshot = snapshot
        self._counts: dict[str, dict[str, int]] = {}

    def counts(self, column: str) -> dict[str, int]:
        if column not in self._counts:
            self._counts[column] = self._snapshot.column(column).counts(self.docs)
        return self._counts[column]


class Faceting:
    """The facets of one query on one snapshot."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        self._snapshot = snapshot
        self._masks: dict[tuple[str, tuple[str, ...]], Mask] = {}
        self._tags = _known_tags(snapshot)
        self._posts = _known_posts(snapshot)
        self._selected = {group.key: self._own(group, query.selected) for group in _GROUPS}
        self._excluded = {group.key: self._own(group, query.excluded) for group in _GROUPS}

    def kept(self, found: Docs) -> Docs:
        """Those of the documents that every selection allows and no exclusion removes."""
        return self._narrowed(self._without_excluded(found), (group for group in _GROUPS if self._selected[group.key]))

    def count(self, found: Docs) -> tuple[Facet, ...]:
        """All facets with a value to show; `found` are the documents before any facet narrows them."""
        allowed = self._without_excluded(found)
        choosing = [group for group in _GROUPS if self._selected[group.key]]
        # Facets in which nothing is selected are all counted among the same documents.
        common = _Base(self._snapshot, self._narrowed(allowed, choosing))
        facets = []
        for group in _GROUPS:
            base = common
            if group in choosing:
                others = (other for other in choosing if other is not group)
                base = _Base(self._snapshot, self._narrowed(allowed, others))
            values = self._dates(group, base) if group.name == _DATE else self._values(group, base)
            if values:
                facets.append(Facet(key=group.key, name=group.name, label=group.label, values=values))
        return tuple(facets)

    def _own(self, group: _Group, chosen: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        values = dict.fromkeys(chosen.get(group.name, ()))
        return tuple(value for value in values if group.name != _TAG or group.key == self._tag_group(value))

    def _tag_group(self, code: str) -> str:
        kind = _FIRST_TAG_KIND if code == NOT_STATED else self._tags.get(code, ("unknown", ""))[0]
        return f"tag-{kind}"

    def _without_excluded(self, found: Docs) -> Docs:
        for group in _GROUPS:
            if self._excluded[group.key]:
                found = found[~self._having(group, self._excluded[group.key])[found]]
        return found

    def _narrowed(self, found: Docs, groups: Iterable[_Group]) -> Docs:
        for group in groups:
            found = found[self._having(group, self._selected[group.key])[found]]
        return found

    def _having(self, group: _Group, values: tuple[str, ...]) -> Mask:
        key = (group.key, values)
        if key not in self._masks:
            self._masks[key] = self._mask(group, values)
        return self._masks[key]

    def _mask(self, group: _Group, values: tuple[str, ...]) -> Mask:
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

    def _not_stated(self, group: _Group) -> Mask:
        if group.name == _DATE:
            undated: Mask = self._snapshot.dates == 0
            return undated
        return ~self._snapshot.column(group.column).stated()

    def _values(self, group: _Group, base: _Base) -> tuple[FacetValue, ...]:
        counts = base.counts(group.column)
        if group.name == _TAG:
            counts = {code: count for code, count in counts.items() if self._tag_group(code) == group.key}
        shown = counts | self._chosen(group, counts)
        values = [self._value(group, value, count) for value, count in shown.items() if value != NOT_STATED]
        values.sort(key=lambda value: (-value.count, value.value))
        return (*values, *self._not_stated_value(group, base))

    def _chosen(self, group: _Group, counts: Mapping[str, int]) -> dict[str, int]:
        """Selected and excluded values that no document here has: they stay in the list, so that they can be undone."""
        chosen = (*self._selected[group.key], *self._excluded[group.key])
        return {value: 0 for value in chosen if value not in counts}

    def _not_stated_value(self, group: _Group, base: _Base) -> tuple[FacetValue, ...]:
        if not group.lists_not_stated:
            return ()
        count = int(self._not_stated(group)[base.docs].sum())
        chosen = NOT_STATED in (*self._selected[group.key], *self._excluded[group.key])
        return (self._value(group, NOT_STATED, count),) if count or chosen else ()

    def _value(self, group: _Group, value: str, count: int, children: tuple[FacetValue, ...] = ()) -> FacetValue:
        label = self._label(group, value)
        return FacetValue(
            value=value,
            label=label.label,
            title=label.title,
            count=count,
            selected=value in self._selected[group.key],
            excluded=value in self._excluded[group.key],
            children=children,
        )

    def _label(self, group: _Group, value: str) -> _Label:
        if value == NOT_STATED:
            return _Label("Not stated", "No TAGS of any kind" if group.name == _TAG else "")
        match group.name:
            case "class":
                return _Label(Classification(value).label if value in Classification.values else value)
            case "post":
                return _Label(self._posts.get(value, value))
            case "tag":
                return _Label(value, self._tags.get(value, ("", ""))[1])
            case "date":
                return _Label(_month_label(value))
        return _Label(value)

    def _dates(self, group: _Group, base: _Base) -> tuple[FacetValue, ...]:
        """Years with their months, newest first."""
        counted = np.bincount(self._snapshot.months[base.docs])
        counted[:1] = 0
        months = np.flatnonzero(counted).tolist()
        by_month = {f"{month // 12:04}-{month % 12 + 1:02}": int(counted[month]) for month in months}
        shown = by_month | {value: 0 for value in self._chosen(group, by_month) if _is_month(value)}
        years = {value[:4] for value in shown} | {value for value in self._chosen(group, {}) if _is_year(value)}
        values = [self._year(group, year, shown) for year in sorted(years, reverse=True)]
        odd = [value for value in self._chosen(group, {}) if not _is_month(value) and not _is_year(value)]
        strays = [self._value(group, value, 0) for value in odd if value != NOT_STATED]
        return (*values, *strays, *self._not_stated_value(group, base))

    def _year(self, group: _Group, year: str, months: Mapping[str, int]) -> FacetValue:
        of_year = sorted((month for month in months if month.startswith(year)), reverse=True)
        children = tuple(self._value(group, month, months[month]) for month in of_year)
        return self._value(group, year, sum(child.count for child in children), children)


def _known_tags(snapshot: Snapshot) -> dict[str, tuple[str, str]]:
    """Code -> kind and name: of every code in the tables, and of those that published cables have as the database says.

    A code that only hidden cables have is as unknown as one that none has.
    """
    published = frozenset(snapshot.column("tags").values)
    known = {code: (entry.kind, entry.name) for code, entry in tags().items()}
    rows = Tag.objects.values_list("code", "kind", "name")
    return known | {code: (kind, name) for code, kind, name in rows if code in published}


def _known_posts(snapshot: Snapshot) -> dict[str, str]:
    """Code -> name, under the same rule."""
    published = frozenset(snapshot.column("post").values)
    known = {code: entry.name for code, entry in posts().items()}
    return known | {code: name for code, name in Post.objects.values_list("code", "name") if code in published}


def _is_year(value: str) -> bool:
    return len(value) == 4 and day_range(value) is not None


def _is_month(value: str) -> bool:
    return len(value) == 7 and day_range(value) is not None


def _month_label(value: str) -> str:
    return f"{_MONTHS[int(value[5:]) - 1]} {value[:4]}" if _is_month(value) else value
