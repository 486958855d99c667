"""A search that takes too long ends, says so, and counts nothing wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from cables.search import SearchQuery, deadline, results, search
from cables.search.deadline import Deadline
from cables.search.evaluate import Evaluation
from cables.search.plan import NOTHING, AllOf, AnyOf, AnyValue, AnyWord, ExactPhrase, InParagraph, NoneOf, Plan
from cables.search.snapshot import current_snapshot
from cables.search.store import index_store
from tests.factories import make_cable
from tests.search.archive import index

pytestmark = pytest.mark.django_db

DAM, HADITHA = AnyWord("text", ("dam",)), AnyWord("text", ("haditha",))
PHRASE = ExactPhrase("text", ("haditha", "dam"))
PARIS = AnyValue("post", frozenset({"PARIS"}))


@pytest.fixture(autouse=True)
def cables() -> None:
    index(
        make_cable("09BAKU1", paragraphs=["Haditha dam."]),
        make_cable("09BAKU2", paragraphs=["Dam and Haditha."]),
        make_cable("09PARIS3", post="PARIS", paragraphs=["Haditha dam."]),
    )


def ticking(looks: int) -> Deadline:
    """A deadline that is passed once the time was looked at so often."""
    ticks = count()
    return Deadline(looks, lambda: next(ticks))


CASES: list[tuple[int, Plan, Plan, tuple[Plan, ...], str]] = [
    (99, AllOf((DAM, HADITHA)), AllOf((DAM, HADITHA)), (), "time enough: nothing is left out"),
    (1, AllOf((DAM, HADITHA)), AllOf((DAM,)), (HADITHA,), "what was evaluated in time stays"),
    (0, AllOf((DAM, PARIS)), AllOf((PARIS,)), (DAM,), "what takes no time is evaluated though it comes late"),
    (0, AllOf((PARIS, NoneOf(DAM))), AllOf((PARIS,)), (NoneOf(DAM),), "an exclusion can be left out"),
    (1, AnyOf((DAM, HADITHA)), NOTHING, (AnyOf((DAM, HADITHA)),), "of alternatives, all or none: no count is too low"),
    (0, PHRASE, NOTHING, (PHRASE,), "a single part is all there is"),
    (2, AllOf((DAM, InParagraph(PHRASE))), AllOf((DAM,)), (InParagraph(PHRASE),), "paragraphs"),
]


@pytest.mark.parametrize(("looks", "plan", "kept", "left", "why"), CASES, ids=[row[4] for row in CASES])
def test_parts_are_evaluated_whole_or_left_out(
    looks: int, plan: Plan, kept: Plan, left: tuple[Plan, ...], why: str
) -> None:
    snapshot = current_snapshot(index_store())
    evaluation = Evaluation(snapshot, ticking(looks))
    assert evaluation.in_time(plan) == (kept, left), why
    assert evaluation.docs(kept).tolist() == Evaluation(snapshot).docs(kept).tolist(), "and nothing raises afterwards"


def test_every_moment_at_which_time_may_run_out_gives_a_complete_part_of_the_plan() -> None:
    snapshot = current_snapshot(index_store())
    plan = AllOf((DAM, PHRASE, NoneOf(AllOf((PARIS, HADITHA))), InParagraph(AllOf((DAM, PHRASE)))))
    for by_paragraph in (False, True):
        lengths = set()
        for looks in range(40):
            evaluation = Evaluation(snapshot, ticking(looks))
            kept, left = evaluation.in_time(plan, by_paragraph=by_paragraph)
            assert evaluation.docs(kept).tolist() == Evaluation(snapshot).docs(kept).tolist()
            lengths.add(len(left))
        assert (min(lengths), max(lengths)) == ((0, 1) if by_paragraph else (0, 4))


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    looks = [0]
    monkeypatch.setattr(results, "Deadline", lambda: ticking(looks[0]))
    yield looks


def test_the_page_says_what_was_left_out(hurried: list[int]) -> None:
    hurried[0] = 1
    page = search(SearchQuery(text='dam "dam and haditha"'))
    assert (page.cut, page.total, len(page.hits)) == (True, 3, 3)
    assert [notice for notice in page.notices if "took longer" in notice] == [
        f"The search took longer than {deadline.SECONDS:g} seconds; without “dam and haditha”, these were found. "
        "Search for fewer or rarer words."
    ]


@pytest.mark.parametrize("unit", ["cables", "paragraphs"])
def test_a_search_that_cannot_be_answered_in_time_finds_nothing_and_says_so(hurried: list[int], unit: str) -> None:
    page = search(SearchQuery(text="dam", unit=unit))
    assert (page.cut, page.total, page.hits) == (True, 0, ())
    assert any("was ended without a result" in notice for notice in page.notices)


def test_a_search_in_time_says_nothing_of_it() -> None:
    page = search(SearchQuery(text="dam"))
    assert (page.cut, page.notices) == (False, ())
