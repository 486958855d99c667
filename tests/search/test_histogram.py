"""Bars of the histogram against a plain count."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.models import Cable
from cables.search import Histogram, SearchQuery, search
from cables.search.histogram import MOST_BARS, histogram
from tests.factories import make_cable
from tests.search.archive import index, random_archive


class Dated:
    """As much of a snapshot as a histogram reads."""

    def __init__(self, days: list[date | None]) -> None:
        self.dates = np.array([day.toordinal() if day else 0 for day in days], dtype=np.int64)
        self.months = np.array([day.year * 12 + day.month - 1 if day else 0 for day in days], dtype=np.int64)
        self.all = np.arange(len(days))


def drawn(days: list[date | None], first: date | None = None, last: date | None = None) -> Histogram | None:
    dated = Dated(days)
    return histogram(dated, dated.all, first, last)  # type: ignore[arg-type]


@given(st.lists(st.none() | st.dates() | st.dates(date(2009, 1, 1), date(2009, 2, 1)), max_size=30))
def test_every_dated_cable_is_in_one_bar_and_bars_follow_one_another(days: list[date | None]) -> None:
    dated = [day for day in days if day]
    found = drawn(days)
    if not dated:
        assert found is None
        return
    assert found is not None
    assert found.undated == len(days) - len(dated)
    assert [bar.count for bar in found.bars] == [
        sum(bar.first <= day <= bar.last for day in dated) for bar in found.bars
    ]
    assert sum(bar.count for bar in found.bars) == len(dated)
    assert 1 <= len(found.bars) <= MOST_BARS
    for bar, following in zip(found.bars, found.bars[1:], strict=False):
        assert following.first == bar.last + timedelta(days=1)
    assert found.bars[0].count > 0 and found.bars[-1].count > 0


STEPS = [
    (date(2009, 4, 6), date(2009, 4, 6), "day", 1, "6 April 2009", "one day"),
    (date(2009, 1, 1), date(2009, 3, 31), "day", 90, "1 January 2009", "a quarter"),
    (date(2009, 1, 1), date(2009, 12, 31), "month", 12, "January 2009", "a year"),
    (date(2000, 1, 1), date(2009, 12, 31), "month", 120, "January 2000", "ten years"),
    (date(2000, 1, 1), date(2010, 1, 1), "year", 11, "2000", "more than ten years"),
    (date(1899, 1, 1), date(2010, 1, 1), "year", 112, "1899", "a century"),
    (date(1009, 1, 1), date(2010, 1, 1), "year", 102, "1000 to 1009", "a misread year"),
    (date(1, 1, 1), date(9999, 12, 31), "year", 100, "1 to 99", "all there is"),
]


@pytest.mark.parametrize(("first", "last", "step", "bars", "label", "why"), STEPS, ids=[row[5] for row in STEPS])
def test_bars_are_as_long_as_the_span_asks(first, last, step, bars, label, why) -> None:
    found = drawn([first, None, last])
    assert found is not None
    assert (found.step, len(found.bars), found.bars[0].label, found.undated) == (step, bars, label, 1), why


def test_no_bar_reaches_beyond_the_range_asked_for() -> None:
    found = drawn([date(2008, 3, 4), date(2009, 6, 7)], date(2008, 3, 2), date(2009, 6, 8))
    assert found is not None
    assert (found.bars[0].first, found.bars[-1].last) == (date(2008, 3, 2), date(2009, 6, 8))
    assert (found.bars[0].last, found.bars[-1].first) == (date(2008, 3, 31), date(2009, 6, 1))


@pytest.mark.django_db
@pytest.mark.parametrize("selected", [{}, {"class": ("SECRET",)}, {"date": ("2008",)}, {"date": ("not-stated",)}])
def test_the_histogram_is_of_the_cables_found_with_all_filters(selected: dict[str, tuple[str, ...]]) -> None:
    index(*random_archive(6))
    page = search(SearchQuery(text="dam", selected=selected, page_size=200))
    dates = [hit.cable.date for hit in page.hits]
    found = page.histogram
    if found is None:
        assert not any(dates)
    else:
        assert sum(bar.count for bar in found.bars) + found.undated == len(dates) == page.total
        assert found.undated == dates.count(None)


@pytest.mark.django_db
def test_drafts_are_in_no_bar() -> None:
    index(make_cable("09BAKU1"), make_cable("09BAKU2", sent=date(1980, 1, 1), visibility="draft"))
    assert Cable.objects.count() == 2
    found = search(SearchQuery()).histogram
    assert found is not None
    assert [(bar.label, bar.count) for bar in found.bars] == [("6 April 2009", 1)]
