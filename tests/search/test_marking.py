"""Snippets and marked subjects: marked is what matched, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.search import Fragment, SearchQuery, search
from cables.search.hits import SNIPPETS
from cables.search.marking import EXCERPT_LENGTH, LEAD, LONGEST_TAIL, Marker
from cables.search.plan import AnyWord, ExactPhrase
from cables.search.words import folded_words
from tests.factories import make_cable
from tests.search.archive import index

SUBJECT = "DAMS: the Dam, and a policy"
TEXT = "Policies of the dam: the attackers, attacked at the Dam, spoke of Café life and the dams."

MARKED = [
    ("dam", ["DAMS", "Dam"], ["dam", "Dam", "dams"], "all forms of a bare word"),
    ('"dam"', ["Dam"], ["dam", "Dam"], "only itself of a quoted word"),
    ('"the dam"', ["the Dam"], ["the dam", "the Dam"], "a phrase as a whole, not its words elsewhere"),
    ("subject:dam of", ["DAMS", "Dam"], ["of", "of"], "a field's word in that field only"),
    ("dam -life", ["DAMS", "Dam"], [], "a word that must not be there finds nothing"),
    ("dam -iraq", ["DAMS", "Dam"], ["dam", "Dam", "dams"], "and is not marked"),
    ("dam OR (policy -life)", ["DAMS", "Dam"], ["dam", "Dam", "dams"], "nor a word of a part that does not hold"),
    ("dam OR -life", ["DAMS", "Dam"], ["dam", "Dam", "dams"], "not even where it is there"),
    ("poli*", ["policy"], ["Policies"], "what a prefix stands for"),
    ("cafe", [], ["Café"], "accents as they are written"),
    ("dam OR iraq", ["DAMS", "Dam"], ["dam", "Dam", "dams"], "either"),
    ('"the dam" dam', ["DAMS", "the Dam"], ["the dam", "the Dam", "dams"], "a word within a phrase is marked once"),
    ("tag:PGOV", [], [], "filters mark nothing"),
    ("from:dam OR policy", ["policy"], ["Policies"], "nor do names"),
]


def marked(fragments: tuple[Fragment, ...]) -> list[str]:
    return [fragment.text for fragment in fragments if fragment.marked]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "in_subject", "in_text", "why"), MARKED, ids=[row[3] for row in MARKED])
def test_marked_is_exactly_what_matched(typed: str, in_subject: list[str], in_text: list[str], why: str) -> None:
    index(make_cable(subject=SUBJECT, paragraphs=["Nothing here.", TEXT]))
    hits = search(SearchQuery(text=typed)).hits
    assert [word for hit in hits for word in marked(hit.subject)] == (in_subject if hits else []), why
    assert [word for hit in hits for snippet in hit.snippets for word in marked(snippet.fragments)] == in_text, why
    assert {snippet.anchor for hit in hits for snippet in hit.snippets} <= {"p2"}


@pytest.mark.django_db
def test_a_subject_is_shown_whole() -> None:
    index(make_cable(subject=SUBJECT))
    for typed in ("", "dam", '"the dam"'):
        assert "".join(fragment.text for fragment in search(SearchQuery(text=typed)).hits[0].subject) == SUBJECT


@pytest.mark.django_db
def test_the_paragraphs_with_most_of_the_query_are_excerpted_in_reading_order() -> None:
    index(
        make_cable(
            subject="X", paragraphs=["dam", "policy dam", "nothing", "dam", "dam policy", "dam attack policy", "dam"]
        )
    )
    snippets = search(SearchQuery(text="dam policy OR attack")).hits[0].snippets
    assert [(snippet.anchor, snippet.number, snippet.marking) for snippet in snippets] == [
        ("p2", 2, "U"),
        ("p5", 5, "U"),
        ("p6", 6, "U"),
    ]
    assert len(snippets) == SNIPPETS


@pytest.mark.django_db
def test_what_stands_only_in_a_heading_is_excerpted_from_it() -> None:
    cable = make_cable(subject="X", paragraphs=["nothing here"])
    cable.paragraphs.update(heading="THE DAM QUESTION")
    index(cable)
    (snippet,) = search(SearchQuery(text="dam")).hits[0].snippets
    assert (snippet.anchor, marked(snippet.fragments)) == ("p1", ["DAM"])


WORDS = st.lists(st.sampled_from(["dam", "Dams", "policy,", "of", "x" * 30, "Élysée", "\n"]), max_size=120).map(
    " ".join
)


@given(WORDS)
def test_fragments_join_to_the_text_and_mark_only_words_that_were_sought(text: str) -> None:
    marker = Marker([AnyWord("text", ("dam",)), AnyWord("text", ("elysee",)), ExactPhrase("text", ("of", "dams"))])
    fragments = marker.marked(text)
    assert "".join(fragment.text for fragment in fragments) == text
    sought = {("dam",), ("elysee",), ("of", "dams")}
    assert all(folded_words(fragment) in sought for fragment in marked(fragments))
    unmarked = [folded_words(fragment.text) for fragment in fragments if not fragment.marked]
    assert not any({"dam", "elysee"} & set(words) for words in unmarked)


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, 1, 40, 199, 200])
def test_a_long_paragraph_is_cut_around_the_find_where_words_end(place: int) -> None:
    words = [f"word{number}" for number in range(200)]
    words.insert(place, "dam")
    text = " ".join(words)
    index(make_cable(subject="X", paragraphs=[text]))
    (snippet,) = search(SearchQuery(text="dam")).hits[0].snippets
    excerpt = "".join(fragment.text for fragment in snippet.fragments)
    body = excerpt.removeprefix("… ").removesuffix(" …")
    assert marked(snippet.fragments) == ["dam"]
    assert f" {body} " in f" {text} "
    assert EXCERPT_LENGTH - LEAD <= len(body) <= EXCERPT_LENGTH + LONGEST_TAIL
    assert (excerpt.startswith("… "), excerpt.endswith(" …")) == (not text.startswith(body), not text.endswith(body))


@pytest.mark.django_db
def test_the_stretch_with_most_finds_is_shown() -> None:
    filler = "word " * 100
    index(make_cable(subject="X", paragraphs=[f"dam {filler} dam policy and a dam {filler} dam policy {filler}"]))
    (snippet,) = search(SearchQuery(text="dam policy")).hits[0].snippets
    assert marked(snippet.fragments) == ["dam", "policy", "dam"]


@pytest.mark.django_db
def test_a_word_without_end_does_not_make_an_excerpt_without_end() -> None:
    index(make_cable(subject="X", paragraphs=["dam" + "x" * 100_000, "y" * 100_000 + " dam " + "z" * 100_000]))
    hits = search(SearchQuery(text="dam*")).hits
    for snippet in hits[0].snippets:
        assert sum(len(fragment.text) for fragment in snippet.fragments) < 400
        assert marked(snippet.fragments)
