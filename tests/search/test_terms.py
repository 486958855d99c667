"""Wildcards."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.search.terms import Pattern, matching_values, matching_words

WORDS = sorted({"dam", "dams", "damage", "madam", "amd", "a", "ab", "aab", "aabb", "b"})


class Words(list[str]):
    """Stands for a snapshot with these words."""

    def words_starting(self, field: str, start: str) -> list[str]:
        return [word for word in self if word.startswith(start)]


@given(st.text(alphabet="abdm*?", min_size=1, max_size=8), st.lists(st.text(alphabet="abdm", max_size=9)))
def test_a_pattern_stands_for_what_the_simplest_regular_expression_matches(raw: str, more: list[str]) -> None:
    values = sorted({*WORDS, *more})
    simple = re.compile(raw.replace("*", ".*").replace("?", "."))
    pattern = Pattern.read(raw)
    assert (pattern is None) == ("*" not in raw and "?" not in raw)
    if pattern is not None:
        expected = [value for value in values if simple.fullmatch(value)]
        assert matching_words(pattern, Words(values), "text") == expected
        assert matching_values(pattern, values) == expected


def test_many_stars_on_a_long_word_end_soon() -> None:
    """With plain backtracking this would take longer than anyone lives."""
    pattern = Pattern.read("aa" + "*a" * 40 + "*b")
    assert pattern is not None
    assert matching_words(pattern, Words(["a" * 100]), "text") == []


ESCAPED = [
    ("dam\\*", None, "an escaped star is no wildcard"),
    ("da\\?m*", ("da", "?", "m", "*"), "nor an escaped question mark"),
    ("a*b?c", ("a", "*", "b", "?", "c"), "both"),
]


@pytest.mark.parametrize(("raw", "parts", "why"), ESCAPED, ids=[row[2] for row in ESCAPED])
def test_escaped_wildcards_are_letters(raw: str, parts: tuple[str, ...] | None, why: str) -> None:
    pattern = Pattern.read(raw)
    assert (pattern.parts if pattern else None) == parts, why
