"""Reads what a visitor typed or clicked into a SearchQuery, and writes a SearchQuery back as a link."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from cables.search.values import NOT_STATED, SearchQuery

FACET_NAMES = ("class", "precedence", "caption", "post", "country", "date", "tag")
"""URL names of the filters: `f[tag]=PGOV` keeps, `f[-tag]=PGOV` leaves out."""
SORTS = {"relevance": "Best match", "newest": "Newest first", "oldest": "Oldest first"}
PAGE_SIZES = (20, 50, 100)
UNITS = {"cables": "Cables", "paragraphs": "Paragraphs"}
NEAR = 10
"""Words that may stand between those that shall be near each other, unless it is said."""
OPERATORS = frozenset({"AND", "OR", "NOT", "TO"})
LONGEST_TEXT = 1_000
LONGEST_VALUE = 200
MOST_VALUES = 200

_FACET_PARAMETER = re.compile(r"f\[(-?)(.*)\]", re.DOTALL)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_WRITTEN_OUT = re.compile(r"(?:(\d{1,2}) +)?([a-z]{3,9})\.? +(?:(\d{1,2}),? +)?(\d{4})", re.ASCII | re.IGNORECASE)
_PLAIN_WORD = re.compile(r"\w{2,}\*?|\w", re.UNICODE)
_MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?", re.ASCII)

Values = dict[str, tuple[str, ...]]


class DayField(forms.CharField):
    """A day: 2009-04-06, 6 April 2009 or April 6, 2009; a year or a month alone stands for its first day, or with
    `last=True` for its last."""

    def __init__(self, *, last: bool = False, **options: Any) -> None:
        super().__init__(required=False, max_length=40, **options)
        self.last = last

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        match = _DATE.fullmatch(_in_numbers(text))
        if not match:
            raise forms.ValidationError("unreadable")
        year, month, day = (int(part) if part else None for part in match.groups())
        month = month or (12 if self.last else 1)
        try:
            day = day or (calendar.monthrange(year or 0, month)[1] if self.last else 1)
            return date(year or 0, month, day)
        except ValueError as error:
            raise forms.ValidationError("unreadable") from error


def _in_numbers(text: str) -> str:
    """A date whose month is written as a word, in numbers; any other text as it is."""
    match = _WRITTEN_OUT.fullmatch(text)
    if not match or (match[1] and match[3]):
        return text
    named = [month for month in range(1, 13) if calendar.month_name[month].lower().startswith(match[2].lower())]
    day = match[1] or match[3]
    return "-".join([match[4], *map(str, named), *([day] if day else [])]) if named else text


class SearchForm(forms.Form):
    """The search page's address. Whatever cannot be read is left out, and `notices` says so in one sentence each."""

    q = forms.CharField(required=False, max_length=LONGEST_TEXT)
    sort = forms.ChoiceField(required=False, choices=list(SORTS.items()))
    page = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    size = forms.TypedChoiceField(required=False, coerce=int, choices=[(size, size) for size in PAGE_SIZES])

    _SENTENCES = {
        "q": f"The search text may have at most {LONGEST_TEXT:,} characters and no null characters.",
        "sort": "“{value}” is no order; choose relevance, newest or oldest.",
        "page": "“{value}” is no page number, so this is page 1.",
        "size": "“{value}” is no page size; choose 20, 50 or 100.",
        "in": "“{value}” cannot be searched for; choose cables or paragraphs.",
        "from": "“{value}” is no date to start from; write 2009, 2009-04 or 2009-04-06.",
        "to": "“{value}” is no date to end with; write 2009, 2009-04 or 2009-04-06.",
    }

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["from"] = DayField()
        self.fields["to"] = DayField(last=True)
        self.fields["in"] = forms.ChoiceField(required=False, choices=list(UNITS.items()))
        self._facet_faults: list[tuple[str, str]] = []
        self._facets = self._read_facets(data)

    @property
    def is_blank(self) -> bool:
        """True where the address says nothing: a first visit."""
        return not any(name in self.data for name in self.fields) and not any(self._facets) and not self._facet_faults

    @property
    def faults(self) -> list[tuple[str, str]]:
        """(parameter, sentence) for each that cannot be read."""
        unread = ((name, self._SENTENCES[name].format(value=shown(self.data.get(name, "")))) for name in self.errors)
        return [*unread, *self._facet_faults]

    @property
    def notices(self) -> tuple[str, ...]:
        return tuple(
            f"{sentence} It was not used." if name == "q" or name.startswith("f[") else sentence
            for name, sentence in self.faults
        )

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
            unit=clean.get("in") or "cables",
        )

    def _read_facets(self, data: QueryDict) -> tuple[Values, Values]:
        kept: Values = {}
        left_out: Values = {}
        for parameter in data:
            if match := _FACET_PARAMETER.fullmatch(parameter):
                minus, name = match.groups()
                values = self._readable(parameter, name, data.getlist(parameter))
                if values:
                    (left_out if minus else kept)[name] = values
        if sum(len(values) for chosen in (kept, left_out) for values in chosen.values()) > MOST_VALUES:
            sentence = f"The filters cannot be used: at most {MOST_VALUES} values fit in one search."
            self._facet_faults.append(("f", sentence))
            return {}, {}
        return kept, left_out

    def _readable(self, parameter: str, name: str, values: Iterable[str]) -> tuple[str, ...]:
        if name not in FACET_NAMES:
            sentence = f"There is no filter “{shown(name)}”; there are {', '.join(FACET_NAMES)}."
            self._facet_faults.append((parameter, sentence))
            return ()
        readable = []
        for value in dict.fromkeys(filter(None, values)):
            if "\x00" in value or len(value) > LONGEST_VALUE:
                self._facet_faults.append((parameter, f"“{shown(value)}” is no value of the filter “{name}”."))
            elif name == "date" and value != NOT_STATED and not _MONTH.fullmatch(value):
                sentence = f"“{shown(value)}” is no year or month; write 2009 or 2009-04."
                self._facet_faults.append((parameter, sentence))
            else:
                readable.append(value)
        return tuple(readable)


class AdvancedForm(forms.Form):
    """A search put together from boxes. `query` is the same search as one text in the query language, with filters."""

    all = forms.CharField(required=False, max_length=300)
    phrase = forms.CharField(required=False, max_length=200)
    any = forms.CharField(required=False, max_length=300)
    none = forms.CharField(required=False, max_length=200)
    near = forms.CharField(required=False, max_length=200)
    distance = forms.IntegerField(required=False, min_value=1, max_value=100)
    paragraph = forms.CharField(required=False, max_length=200)
    mark = forms.CharField(required=False, max_length=40)
    subject = forms.CharField(required=False, max_length=200)
    sender = forms.CharField(required=False, max_length=100)
    addressee = forms.CharField(required=False, max_length=100)
    tags = forms.CharField(required=False, max_length=200)
    levels = forms.MultipleChoiceField(required=False)
    post = forms.CharField(required=False, max_length=40)
    first = DayField()
    last = DayField(last=True)
    unit = forms.ChoiceField(required=False, choices=list(UNITS.items()))

    _SENTENCES = {
        "distance": "“{value}” is no number of words between others; give 1 to 100.",
        "first": "“{value}” is no date to start from; write 2009, 2009-04 or 2009-04-06.",
        "last": "“{value}” is no date to end with; write 2009, 2009-04 or 2009-04-06.",
        "levels": "“{value}” is no classification.",
        "unit": "“{value}” cannot be searched for; choose cables or paragraphs.",
    }

    def __init__(self, data: QueryDict, levels: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["levels"].choices = list(levels)  # type: ignore[attr-defined]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """(box, sentence) for each box that cannot be read."""
        other = "“{value}” is too long, or has characters that no text has."
        return [
            (name, self._SENTENCES.get(name, other).format(value=shown(self.data.get(name, ""))))
            for name in self.errors
        ]

    @property
    def query(self) -> SearchQuery:
        """Only of a form that is valid."""
        clean = self.cleaned_data
        selected = {"class": tuple(clean["levels"]), "post": (clean["post"],) if clean["post"] else ()}
        return SearchQuery(
            text=self._text(),
            selected={name: values for name, values in selected.items() if values},
            date_from=clean["first"],
            date_to=clean["last"],
            unit=clean["unit"] or "cables",
        )

    def _text(self) -> str:
        clean = self.cleaned_data
        any_of = _terms(clean["any"])
        near = " ".join(_terms(clean["near"])).replace('"', "")
        within = [*_terms(clean["paragraph"]), *(f"mark:{mark}" for mark in _terms(clean["mark"]))]
        parts = [
            *_terms(clean["all"]),
            _quoted(clean["phrase"]),
            f"({' OR '.join(any_of)})" if len(any_of) > 1 else "".join(any_of),
            f'"{near}"~{clean["distance"] or NEAR}' if near else "",
            f"para:({' '.join(within)})" if len(within) > 1 else "".join(within),
            *(f"subject:{term}" for term in _terms(clean["subject"])),
            *(f"from:{term}" for term in _terms(clean["sender"])),
            *(f"to:{term}" for term in _terms(clean["addressee"])),
            *(f"tag:{term}" for term in _terms(clean["tags"].replace(",", " "))),
            *(f"-{term}" for term in _terms(clean["none"])),
        ]
        return " ".join(filter(None, parts))


def _terms(text: str) -> list[str]:
    """Words as they can stand in a query: what could be read as more than a word goes in quotes."""
    return [word if _PLAIN_WORD.fullmatch(word) and word not in OPERATORS else _quoted(word) for word in text.split()]


def _quoted(text: str) -> str:
    bare = " ".join(text.replace('"', " ").replace("\\", " ").split())
    return f'"{bare}"' if any(character.isalnum() for character in bare) else ""


def query_pairs(query: SearchQuery) -> list[tuple[str, str]]:
    """The parameters of a search's address, without what goes without saying; `SearchForm` reads them back as the
    same query."""
    stated = {
        "from": query.date_from,
        "to": query.date_to,
        "in": query.unit if query.unit != "cables" else None,
        "sort": query.sort if query.sort != "relevance" else None,
        "size": query.page_size if query.page_size != PAGE_SIZES[0] else None,
        "page": query.page if query.page != 1 else None,
    }
    return [
        ("q", query.text),
        *_facet_pairs(query.selected, "f[{}]"),
        *_facet_pairs(query.excluded, "f[-{}]"),
        *((name, str(value)) for name, value in stated.items() if value is not None),
    ]


def query_string(query: SearchQuery) -> str:
    """The address of a search, from the question mark on."""
    return "?" + urlencode(query_pairs(query), safe="[]")


def search_url(query: SearchQuery) -> str:
    return reverse("search") + query_string(query)


def search_json_url(query: SearchQuery) -> str:
    """The same search in the API, from its first hit."""
    return reverse("api-search") + query_string(replace(query, page=1, page_size=PAGE_SIZES[0]))


def _facet_pairs(chosen: Mapping[str, tuple[str, ...]], pattern: str) -> list[tuple[str, str]]:
    return [(pattern.format(name), value) for name, values in chosen.items() for value in values]


def shown(value: str) -> str:
    """A visitor's value, short enough for a sentence."""
    plain = value.replace("\x00", "\ufffd")
    return plain if len(plain) <= 40 else plain[:39] + "…"
