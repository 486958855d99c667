"""What readers see of the values of facets: names of posts and TAGS, levels, months.

A code that only hidden cables have is as unknown as one that none has.
"""

from __future__ import annotations

import threading
import time
from calendar import month_name
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from cables.models import Classification, Post, Precedence, Tag
from cables.search.dates import day_range
from cables.search.snapshot import Snapshot
from cables.search.values import NOT_STATED
from cables.vocabulary import posts, tags

TAG_KINDS = ("subject", "place", "organisation", "program", "person", "term", "unknown")
KEPT_SECONDS = 60.0
"""How long a name may be shown that was corrected at the desk; the index does not change with it."""


@dataclass(frozen=True, slots=True)
class Label:
    label: str
    title: str = ""


class Labels:
    """The names that database and tables have for the values of one state of the index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._tags = _known_tags(snapshot)
        self._posts = _known_posts(snapshot)
        codes = snapshot.column("tags").values
        kinds = (TAG_KINDS.index(self.tag_kind(code)) for code in codes)
        self.kinds_of_tags: NDArray[np.int8] = np.fromiter(kinds, np.int8, len(codes))
        """For each value of the column of TAGS the place of its kind in TAG_KINDS."""

    def tag_kind(self, code: str) -> str:
        return self._tags.get(code, ("unknown", ""))[0]

    def of(self, name: str, value: str) -> Label:
        """The label of a value of the facet with a URL name."""
        if value == NOT_STATED:
            return Label("Not stated", "No TAGS of any kind" if name == "tag" else "")
        match name:
            case "class":
                return Label(Classification(value).label if value in Classification.values else value)
            case "precedence":
                return Label(Precedence(value).label if value in Precedence.values else value)
            case "post":
                return self._posts.get(value, Label(value))
            case "tag":
                return Label(value, self._tags.get(value, ("", ""))[1])
            case "date":
                return _date_label(value)
        return Label(value)


@lru_cache(maxsize=2_000)
def _date_label(value: str) -> Label:
    return Label(f"{month_name[int(value[5:])]} {value[:4]}" if is_month(value) else value)


def is_year(value: str) -> bool:
    return len(value) == 4 and day_range(value) is not None


def is_month(value: str) -> bool:
    return len(value) == 7 and day_range(value) is not None


def labels(snapshot: Snapshot) -> Labels:
    """The names for a state of the index, read once for many searches."""
    with _reading:
        read_at, kept = _kept.get(snapshot, (0.0, None))
        if kept is None or time.monotonic() - read_at > KEPT_SECONDS:
            kept = Labels(snapshot)
            _kept[snapshot] = (time.monotonic(), kept)
        return kept


_reading = threading.Lock()
_kept: WeakKeyDictionary[Snapshot, tuple[float, Labels]] = WeakKeyDictionary()


def _known_tags(snapshot: Snapshot) -> Mapping[str, tuple[str, str]]:
    """Code -> kind and name: of every code in the tables, and of those of published cables as the database says."""
    published = frozenset(snapshot.column("tags").values)
    known = {code: (entry.kind, entry.name) for code, entry in tags().items()}
    rows = Tag.objects.values_list("code", "kind", "name")
    return known | {code: (kind, name) for code, kind, name in rows if code in published}


def _known_posts(snapshot: Snapshot) -> Mapping[str, Label]:
    """Code -> name and country, under the same rule."""
    published = frozenset(snapshot.column("post").values)
    known = {code: Label(entry.name, entry.country) for code, entry in posts().items()}
    rows = Post.objects.values_list("code", "name", "country")
    return known | {code: Label(name, country) for code, name, country in rows if code in published}
