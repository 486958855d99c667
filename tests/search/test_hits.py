"""Hits equal what a person finds who reads every cable."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from cables.search import SearchQuery, rebuild, search
from cables.search.values import SearchPage
from tests.search.archive import FAMILIES, Scanned, index, random_archive, record, scan

pytestmark = pytest.mark.django_db

Oracle = Callable[[Scanned], bool]
WORDS = [word for family in FAMILIES for word in family]


def all_ids(text: str) -> set[str]:
    page: SearchPage = search(SearchQuery(text=text, page_size=200))
    assert page.total == len(page.hits)
    return {hit.cable.reference_id for hit in page.hits}


def random_query(chance: random.Random, depth: int = 2) -> tuple[str, Oracle]:
    """A query and what it means, said without the index."""
    kind = chance.choice(
        ("word", "exact", "phrase", "prefix", "and", "or", "not", "minus") if depth else ("word", "phrase")
    )
    if kind == "word":
        word = chance.choice(WORDS)
        return word, lambda cable: cable.has_form(word)
    if kind == "exact":
        word = chance.choice(WORDS)
        return f'"{word.upper()}"', lambda cable: cable.has_word(word)
    if kind == "phrase":
        phrase = [chance.choice(WORDS) for _ in range(chance.choice((2, 2, 3)))]
        return '"' + " ".join(phrase) + '"', lambda cable: cable.has_phrase(phrase)
    if kind == "prefix":
        start = chance.choice(WORDS)[: chance.choice((2, 3, 5))]
        return f"{start}*", lambda cable: cable.has_start(start)
    (left, has_left), (right, has_right) = random_query(chance, depth - 1), random_query(chance, depth - 1)
    if kind == "and":
        return f"({left}{chance.choice((' ', ' AND '))}{right})", lambda cable: has_left(cable) and has_right(cable)
    if kind == "or":
        return f"({left} OR {right})", lambda cable: has_left(cable) or has_right(cable)
    if kind == "not":
        return f"(NOT {left})", lambda cable: not has_left(cable)
    return f"(+{left} -{right})", lambda cable: has_left(cable) and not has_right(cable)


@pytest.mark.parametrize("seed", range(4))
def test_words_phrases_prefixes_and_operators_find_what_reading_finds(seed: int) -> None:
    record(random_archive(seed))
    rebuild()
    cables = scan()
    chance = random.Random(seed)
    seen = set()
    for _ in range(150):
        text, wanted = random_query(chance)
        expected = {cable.reference_id for cable in cables if wanted(cable)}
        assert all_ids(text) == expected, text
        seen.add(len(expected))
    assert len(seen) > 10, "the queries must not all find nothing or everything"


def test_an_update_in_small_steps_finds_the_same_as_a_rebuild() -> None:
    cables = random_archive(9)
    for cable in cables:
        index(cable)
    chance = random.Random(9)
    queries = [random_query(chance)[0] for _ in range(30)]
    from_steps = [all_ids(text) for text in queries]
    rebuild()
    assert [all_ids(text) for text in queries] == from_steps
