"""All hits of a query on end, and the hits behind a place."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.models import Cable, Visibility
from cables.search import Found, HitKey, SearchQuery, drain, found, search, search_after, written
from tests.factories import make_cable
from tests.search.archive import index, random_archive, record

Name = tuple[str, int | None]
SEARCHES = [
    (text, unit, sort)
    for text in ("", "dam OR policy", "dam OR policy OR the -haditha")
    for unit in ("cables", "paragraphs")
    for sort in ("relevance", "newest", "oldest")
]


def pages(**query: Any) -> list[Name]:
    """All hits, as the pages of hits give them."""
    names = []
    page = search(SearchQuery(**query, page_size=200))
    for number in range(1, page.pages + 1):
        for hit in search(SearchQuery(**query, page_size=200, page=number)).hits:
            names.append((hit.cable.reference_id, hit.snippets[0].position if query["unit"] == "paragraphs" else None))
    return names


def named(keys: Iterator[list[HitKey]]) -> list[Name]:
    ids = dict(Cable.objects.values_list("pk", "reference_id"))
    return [(ids[key.cable], key.position) for batch in keys for key in batch]


def walk(size: int, **query: Any) -> Iterator[list[Name]]:
    place = ""
    while True:
        stretch = search_after(SearchQuery(**query, page_size=size), place)
        yield [
            (hit.cable.reference_id, hit.snippets[0].position if query["unit"] == "paragraphs" else None)
            for hit in stretch.hits
        ]
        place = stretch.next
        if not place:
            return


@pytest.mark.django_db
def test_all_hits_come_in_the_order_of_the_pages() -> None:
    index(*random_archive(3, size=60))
    for text, unit, sort in SEARCHES:
        query = {"text": text, "unit": unit, "sort": sort}
        whole = pages(**query)
        everything = found(SearchQuery(**query, page=3, page_size=2))
        assert len(whole) > 8
        assert named(everything.keys(7)) == whole, query
        assert everything.total == len(whole)
        assert everything.cables == len({reference_id for reference_id, _ in whole})
        assert [name for names in walk(7, **query) for name in names] == whole, query


@pytest.mark.django_db
def test_batches_are_as_long_as_asked_and_what_was_understood_is_told() -> None:
    index(*(make_cable(f"09BAKU{number}", paragraphs=["a dam"]) for number in range(1, 6)))
    everything = found(SearchQuery(text="dam", selected={"odd": ("x",)}))
    assert [len(batch) for batch in everything.keys(2)] == [2, 2, 1]
    assert (everything.words, everything.by_paragraph) == (25, False)
    assert found(SearchQuery(text="dam", unit="paragraphs")).words == 10
    assert (everything.understood, everything.cut) == ("Cables with any form of dam.", False)
    assert everything.notices == ("There is no filter “odd”; it was left out.",)
    stretch = search_after(SearchQuery(text="dam", selected={"odd": ("x",)}, page_size=5))
    assert (stretch.total, stretch.cables, stretch.next) == (5, 5, "")
    assert (stretch.understood, stretch.notices) == (everything.understood, everything.notices)


@pytest.mark.django_db
def test_nothing_found_is_no_batch() -> None:
    index(make_cable("09BAKU1"))
    nothing = found(SearchQuery(text="haditha"))
    assert (nothing.total, nothing.cables, list(nothing.keys(10))) == (0, 0, [])
    assert search_after(SearchQuery(text="haditha")).hits == ()


@pytest.mark.django_db
@pytest.mark.parametrize("unit", ["cables", "paragraphs"])
def test_what_is_withdrawn_is_left_out_at_once(unit: str) -> None:
    cables = [make_cable(f"09BAKU{number}") for number in range(1, 5)]
    index(*cables)
    Cable.objects.filter(pk=cables[1].pk).update(visibility=Visibility.WITHHELD)
    record(cables[1:2])
    left = {"09BAKU1", "09BAKU3", "09BAKU4"}
    query = SearchQuery(unit=unit, page_size=1)
    assert {name for name, _ in named(found(query).keys(10))} == left
    assert {name for names in walk(1, unit=unit) for name, _ in names} == left


@pytest.mark.django_db
@pytest.mark.parametrize("unit", ["cables", "paragraphs"])
@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_a_walk_by_date_meets_what_stays_once_while_the_index_changes(unit: str, sort: str) -> None:
    texts = ["one dam", "two dams", "no more"]
    days = [None, *(date(2009, 1, 1 + number // 2) for number in range(10))]
    cables = [make_cable(f"09BAKU{20 + number}", sent=day, paragraphs=texts) for number, day in enumerate(days)]
    index(*cables)
    stays = set(pages(text="dam", unit=unit))
    met: list[Name] = []
    for step, names in enumerate(walk(3, text="dam", unit=unit, sort=sort)):
        met += names
        # What was met last goes, and others come before and behind it.
        last = Cable.objects.get(reference_id=names[-1][0])
        stays -= {name for name in stays if name[0] == last.reference_id}
        Cable.objects.filter(pk=last.pk).update(visibility=Visibility.WITHHELD)
        new = [
            make_cable(f"09BAKU{100 * step + 110 + n}", sent=day, paragraphs=texts) for n, day in enumerate(days[:4])
        ]
        index(last, *new)
        drain()
        if step > 30:
            break
    assert len(stays) > 2
    assert [name for name in met if name in stays] == sorted(stays, key=met.index)
    assert len(met) == len(set(met))


@pytest.mark.django_db
def test_all_hits_and_a_stretch_cost_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    index(*(make_cable(f"09BAKU{number}", paragraphs=["dam", "dam"]) for number in range(1, 9)))
    search(SearchQuery())
    for unit in ("cables", "paragraphs"):
        for text in ("dam", "", "haditha"):
            with django_assert_num_queries(1):
                named_keys = list(found(SearchQuery(text=text, unit=unit)).keys(3))
            assert bool(named_keys) == (text != "haditha")
        with django_assert_num_queries(6):
            assert len(search_after(SearchQuery(text="dam", unit=unit, page_size=5)).hits) == 5


def test_the_keys_of_a_large_result_are_not_made_ahead() -> None:
    large = Found(3_000_000, 3_000_000, 0, False, "", (), False, np.arange(3_000_000), np.full(3_000_000, -1))
    batches = large.keys(500)
    assert next(batches)[-1] == HitKey(499)
    assert next(batches)[0] == HitKey(500)


def _place(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "x", "é", "%", "A" * 10_000, _place(), _place(1.0, 2, "09BAKU1"), _place(1, 2, "09BAKU1", -1),
        _place("1", 2, "09BAKU1", -1), _place(1.0, 2**80, "09BAKU1", -1), _place(1.0, 2, 3, -1),
        _place(1.0, 2, "09BAKU1", None), _place(float("nan"), 2, "09BAKU1", -1), _place(float("inf"), 2, "x", -1),
    ],
)  # fmt: skip
def test_what_is_no_place_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="no place in a list of hits"):
        search_after(SearchQuery(), text)


@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_any_text_is_a_place_or_none(text: str) -> None:
    try:
        written.read(text)
    except ValueError as error:
        assert str(error) == "This is no place in a list of hits."


@pytest.mark.django_db
def test_any_readable_place_is_a_place() -> None:
    index(*random_archive(5, size=20))
    total = search(SearchQuery()).total
    for place in (_place(-1.0, 0, "", -1), _place(1e30, -5, "\x00\ud800", 7), _place(0.5, 2**31 - 1, "é" * 60, 0)):
        for sort in ("relevance", "newest", "oldest"):
            assert search_after(SearchQuery(text="dam OR the", sort=sort), place).total <= total
