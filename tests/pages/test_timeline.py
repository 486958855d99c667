"""The histogram of dates as a drawing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cables.forms import SearchForm
from cables.search.values import NOT_STATED, Bar, Histogram, SearchQuery
from cables.views.timeline import timeline


def years(first: int, *counts: int) -> Histogram:
    bars = (
        Bar(date(first + at, 1, 1), date(first + at, 12, 31), str(first + at), count) for at, count in enumerate(counts)
    )
    return Histogram("year", tuple(bars), undated=0)


def months(first: int, number: int) -> Histogram:
    bars = []
    for at in range(number):
        year, month = first + at // 12, at % 12 + 1
        bars.append(Bar(date(year, month, 1), date(year, month, 28), f"{month} {year}", 1))
    return Histogram("month", tuple(bars), undated=0)


def days(number: int) -> Histogram:
    first = date(2009, 4, 6)
    found = [first + timedelta(at) for at in range(number)]
    return Histogram("day", tuple(Bar(day, day, day.isoformat(), 1) for day in found), undated=0)


def query_of(url: str) -> SearchQuery:
    return SearchForm(QueryDict(url.split("?")[1])).query


def test_bars_are_measured_against_the_longest() -> None:
    drawn = timeline(years(2006, 50, 0, 1, 100), SearchQuery())
    assert drawn is not None
    assert [(column.x, column.slot, column.height, column.y) for column in drawn.columns] == [
        ("0%", "25%", "50%", "50%"),
        ("25%", "25%", "0%", "100%"),
        ("50%", "25%", "3%", "97%"),
        ("75%", "25%", "100%", "0%"),
    ]


def test_a_bar_narrows_to_its_time_and_keeps_the_rest() -> None:
    query = SearchQuery("dam", {"tag": ("PGOV",)}, date_from=date(2000, 1, 1), sort="oldest", page=4)
    drawn = timeline(years(2008, 1, 2), query)
    assert drawn is not None
    narrowed = SearchQuery("dam", {"tag": ("PGOV",)}, {}, date(2009, 1, 1), date(2009, 12, 31), sort="oldest")
    assert query_of(drawn.columns[1].url) == narrowed
    assert query_of(drawn.whole_url) == SearchQuery("dam", {"tag": ("PGOV",)}, sort="oldest")
    undated = SearchQuery("dam", {"tag": ("PGOV",), "date": (NOT_STATED,)}, sort="oldest")
    assert query_of(drawn.undated_url) == undated


@pytest.mark.parametrize(
    ("histogram", "query", "shown", "why"),
    [
        (None, SearchQuery(), False, "no cable has a date"),
        (Histogram("year", (), 3), SearchQuery(), False, "no bars"),
        (years(2009, 5), SearchQuery(), False, "one bar compares nothing"),
        (years(2009, 5), SearchQuery(date_to=date(2009, 12, 31)), True, "one bar, but a range to leave"),
        (years(2009, 5, 1), SearchQuery(), True, "two bars"),
    ],
)
def test_it_is_drawn_where_there_is_something_to_see(
    histogram: Histogram | None, query: SearchQuery, shown: bool, why: str
) -> None:
    assert (timeline(histogram, query) is not None) is shown, why


@pytest.mark.parametrize(
    ("histogram", "labels", "why"),
    [
        (years(2006, 1, 1, 1), ["2006", "2007", "2008"], "few years all have labels"),
        (years(1966, *[1] * 45), ["1970", "1980", "1990", "2000"], "round years"),
        (months(2009, 5), ["Jan 2009", "Feb 2009", "Mar 2009", "Apr 2009", "May 2009"], "few months"),
        (months(2006, 30), ["Jan 2006", "Jul 2006", "Jan 2007", "Jul 2007", "Jan 2008"], "half-years"),
        (days(20), ["6 Apr", "13 Apr", "20 Apr"], "weeks"),
    ],
)
def test_labels_stand_at_round_times(histogram: Histogram, labels: list[str], why: str) -> None:
    drawn = timeline(histogram, SearchQuery())
    assert drawn is not None
    assert [tick.label for tick in drawn.ticks] == labels, why


@given(st.integers(2, 130), st.sampled_from(["year", "month", "day"]))
def test_labels_never_crowd_and_bars_fill_the_width(number: int, step: str) -> None:
    made = {"year": lambda: years(1900, *[1] * number), "month": lambda: months(2000, number)}
    histogram = made.get(step, lambda: days(number))()
    drawn = timeline(histogram, SearchQuery())
    assert drawn is not None
    assert len(drawn.ticks) <= 7
    last = drawn.columns[-1]
    assert float(last.x.rstrip("%")) + float(last.slot.rstrip("%")) == pytest.approx(100, abs=0.1)
