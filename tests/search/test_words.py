"""How text becomes words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.search.building import SegmentBuilder
from cables.search.schema import Layout
from cables.search.segments import PASSAGE_GAP, SegmentFile
from cables.search.words import LONGEST_WORD, fold, folded_words, raw_words, stem, words
from cables.search_indexes import PASSAGE_END

TEXTS = [
    ("The END of it", ("the", "end", "of", "it"), "case is folded, no word is left out"),
    ("Élysée ÅNGSTRÖM", ("elysee", "angstrom"), "accents are folded"),
    ("cafe\u0301 society", ("cafe", "society"), "also where they are characters of their own"),
    ("Straße", ("strasse",), "letters that fold to two"),
    ("ﬁnance", ("finance",), "ligatures"),
    ("U.S.-led 1.4(b) don't", ("u", "s", "led", "1", "4", "b", "don", "t"), "signs part words"),
    ("snake_case", ("snake", "case"), "so do underscores"),
    ("Баку 北京", ("баку", "北京"), "other scripts"),
    ("", (), "nothing"),
    ("... -- !", (), "signs only"),
    ("x" * 200, ("x" * LONGEST_WORD,), "a word without end is represented by its beginning"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TEXTS, ids=[row[2] for row in TEXTS])
def test_words_of_a_text(text: str, expected: tuple[str, ...], why: str) -> None:
    assert folded_words(text) == expected, why


@given(st.text())
def test_words_tell_where_they_stand_and_fold_to_themselves(text: str) -> None:
    found = list(words(text))
    assert [word.folded for word in found] == list(folded_words(text))
    assert all(fold(text[word.start : word.end]) == word.folded for word in found)
    assert all(folded_words(word.folded) == (word.folded,) for word in found)


@pytest.mark.parametrize(
    ("forms", "other"),
    [
        (("attack", "attacks", "attacked", "attacking"), "attache"),
        (("policy", "policies"), "police"),
        (("iraq",), "iraqi"),
    ],
)
def test_forms_of_a_word_share_a_stem_that_others_have_not(forms: tuple[str, ...], other: str) -> None:
    assert len({stem(form) for form in forms}) == 1
    assert stem(other) != stem(forms[0])


@given(st.text() | st.text(st.characters(codec="ascii")))
def test_words_read_for_the_index_are_the_words_of_queries(text: str) -> None:
    assert tuple(filter(None, map(fold, raw_words(text)))) == folded_words(text)


def test_positions_are_true_and_leave_a_gap_between_passages(tmp_path: Path) -> None:
    builder = SegmentBuilder(Layout(words=("text",), values=()))
    builder.add({"django_id": 1, "fingerprint": "", "text": f"a b{PASSAGE_END}b"})
    builder.write(tmp_path / "segment")
    lists = SegmentFile(tmp_path / "segment").words("text")
    places = {word: lists.places(lists.place_run(place)).tolist() for place, word in enumerate(lists.words.all())}
    assert places == {b"a": [0], b"b": [1, 2 + PASSAGE_GAP]}
