"""Damage that is met only while a question is answered: whoever asked is told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import pytest
from haystack.query import SearchQuerySet

from cables.models import Cable
from cables.search import SearchQuery, SearchUnavailable, facet_values, matches_in, neighbours, search, similar, suggest
from cables.search.snapshot import Snapshot
from tests.factories import make_cable
from tests.search.archive import index

pytestmark = pytest.mark.django_db

QUERY = SearchQuery(text="water class:secret")
QUESTIONS: list[tuple[str, Callable[[], object]]] = [
    ("a page of hits", lambda: search(QUERY)),
    ("the values of a facet", lambda: facet_values(QUERY, "post", "b")),
    ("the cables beside one", lambda: neighbours(QUERY, "09BAKU1")),
    ("the words to mark", lambda: matches_in(QUERY, Cable.objects.get())),
    ("similar cables", lambda: similar(Cable.objects.get())),
    ("suggestions", lambda: suggest("post:ba")),
    ("Haystack's search", lambda: list(SearchQuerySet().filter(text="water"))),
    ("Haystack's similar cables", lambda: list(SearchQuerySet().more_like_this(Cable.objects.get()))),
]


@pytest.mark.parametrize("question", [row[1] for row in QUESTIONS], ids=[row[0] for row in QUESTIONS])
def test_a_question_that_meets_damage_is_answered_with_a_sentence(
    question: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_cable("09BAKU1", subject="Water for Baku")
    index()

    def out_of_bounds(*_: object, **__: object) -> NoReturn:
        raise IndexError("index 9 is out of bounds")

    def damaged(_: Snapshot) -> NoReturn:
        raise SearchUnavailable("The search index cannot be read (its contents are damaged).")

    for name in ("postings", "having_value", "having_words", "column", "frequency", "forms", "docs_of"):
        monkeypatch.setattr(Snapshot, name, out_of_bounds)
    monkeypatch.setattr(Snapshot, "verify", damaged)
    with pytest.raises(SearchUnavailable, match="are damaged"):
        question()
