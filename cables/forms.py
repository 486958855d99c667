"""Reads what a visitor typed or clicked into a SearchQuery, and writes a SearchQuery back as a link."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from cables.search.values import NOT_STATED, SearchQuery

FACET_NAMES = ("class", "caption", "post", "country", "date", "tag")
"""URL names of the filters: `f[tag]=PGOV` keeps, `f[-tag]=PGOV` leaves out."""
SORTS = {"relevance": "Best match", "newest": "Newest first", "oldest": "Oldest first"}
PAGE_SIZES = (20, 50, 100)
LONGEST_TEXT = 1_000
LONGEST_VALUE = 200
MOST_VALUES = 200

_FACET_PARAMETER = re.compile(r"f\[(-?)(.*)\]", re.DOTALL)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?", re.ASCII)

Values = dict[str, tuple[str, ...]]


class DayField(forms.CharField):
    """A day; a year or a month alone stands for its first day, or with `last=True` for its last."""

    def __init__(self, *, last: bool = False, **options: Any) -> None:
        super().__init__(required=False, max_length=40, **options)
        self.last = last

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        match = _DATE.fullmatch(text)
        if not match:
            raise forms.ValidationError("unreadable")
        year, month, day = (int(part) if part else None for part in match.groups())
        month = month or (12 if self.last else 1)
        try:
            day = day or (calendar.monthrange(year or 0, month)[1] if self.last else 1)
            return date(year or 0, month, day)
        except ValueError as error:
            raise forms.ValidationError("unreadable") from error


class SearchForm(forms.Form):
    """The search page's address. Whatever cannot be read is left out, and `notices` says so in one sentence each."""

    q = forms.CharField(required=False, max_length=LONGEST_TEXT)
    sort = forms.ChoiceField(required=False, choices=list(SORTS.items()))
    page = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    size = forms.TypedChoiceField(required=False, coerce=int, choices=[(size, size) for size in PAGE_SIZES])

    _SENTENCES = {
        "q": f"The search text was not used: it may have at most {LONGEST_TEXT:,} characters and no null characters.",
        "sort": "“{value}” is no order; choose relevance, newest or oldest.",
        "page": "“{value}” is no page number, so this is page 1.",
        "size": "“{value}” is no page size; choose 20, 50 or 100.",
        "from": "“{value}” is no date to start from; write 2009, 2009-04 or 2009-04-06.",
        "to": "“{value}” is no date to end with; write 2009, 2009-04 or 2009-04-06.",
    }

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["from"] = DayField()
        self.fields["to"] = DayField(last=True)
        self._facet_notices: list[str] = []
        self._facets = self._read_facets(data)

    @property
    def is_blank(self) -> bool:
        """True where the address says nothing: a first visit."""
        return not any(name in self.data for name in self.fields) and not any(self._facets) and not self._facet_notices

    @property
    def notices(self) -> tuple[str, ...]:
        unread = (self._SENTENCES[name].format(value=_shown(self.data.get(name, ""))) for name in self.errors)
        return (*unread, *self._facet_notices)

    @property
    def query(self) -> SearchQuery:
        self.is_valid()
        clean = self.cleaned_data
        selected, excluded = self._facets
        return SearchQuery(
            text=clean.get("q", ""),
            selected=selected,
            excluded=excluded,
            date_from=clean.get("from"),
            date_to=clean.get("to"),
            sort=clean.get("sort") or "relevance",
            page=clean.get("page") or 1,
            page_size=clean.get("size") or PAGE_SIZES[0],
        )

    def _read_facets(self, data: QueryDict) -> tuple[Values, Values]:
        kept: Values = {}
        left_out: Values = {}
        for parameter in data:
            if match := _FACET_PARAMETER.fullmatch(parameter):
                minus, name = match.groups()
                values = self._readable(name, data.getlist(parameter))
                if values:
                    (left_out if minus else kept)[name] = values
        if sum(len(values) for chosen in (kept, left_out) for values in chosen.values()) > MOST_VALUES:
            self._facet_notices.append(f"The filters were not used: at most {MOST_VALUES} values fit in one search.")
            return {}, {}
        return kept, left_out

    def _readable(self, name: str, values: Iterable[str]) -> tuple[str, ...]:
        if name not in FACET_NAMES:
            names = ", ".join(FACET_NAMES)
            self._facet_notices.append(f"There is no filter “{_shown(name)}”, so it was not used; there are {names}.")
            return ()
        readable = []
        for value in dict.fromkeys(filter(None, values)):
            if "\x00" in value or len(value) > LONGEST_VALUE:
                self._facet_notices.append(f"“{_shown(value)}” is no value of the filter “{name}”, so it was not used.")
            elif name == "date" and value != NOT_STATED and not _MONTH.fullmatch(value):
                self._facet_notices.append(f"“{_shown(value)}” is no year or month; write 2009 or 2009-04.")
            else:
                readable.append(value)
        return tuple(readable)


def query_string(query: SearchQuery) -> str:
    """The address of a search, without what goes without saying; `SearchForm` reads it back as the same query."""
    pairs: list[tuple[str, object]] = [("q", query.text)]
    pairs += _facet_pairs(query.selected, "f[{}]")
    pairs += _facet_pairs(query.excluded, "f[-{}]")
    stated = {
        "from": query.date_from,
        "to": query.date_to,
        "sort": query.sort if query.sort != "relevance" else None,
        "size": query.page_size if query.page_size != PAGE_SIZES[0] else None,
        "page": query.page if query.page != 1 else None,
    }
    pairs += [(name, value) for name, value in stated.items() if value is not None]
    return "?" + urlencode(pairs, safe="[]")


def _facet_pairs(chosen: Mapping[str, tuple[str, ...]], pattern: str) -> list[tuple[str, object]]:
    return [(pattern.format(name), value) for name, values in chosen.items() for value in values]


def _shown(value: str) -> str:
    """A visitor's value, short enough for a sentence."""
    plain = value.replace("\x00", "\ufffd")
    return plain if len(plain) <= 40 else plain[:39] + "…"
