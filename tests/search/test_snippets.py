"""Which paragraphs of a hit are excerpted, what is marked in them, and paragraphs as hits."""

from __future__ import annotations

import random
from datetime import date

import pytest

from cables.models import Cable, Paragraph
from cables.search import Hit, SearchPage, SearchQuery, Snippet, search
from cables.search.hits import SNIPPETS
from cables.search.marking import Marker
from cables.search.plan import Near
from tests.factories import make_cable
from tests.search.archive import FAMILIES, index, random_archive, record

pytestmark = pytest.mark.django_db


def marked(snippet: Snippet) -> list[str]:
    return [fragment.text for fragment in snippet.fragments if fragment.marked]


def excerpts(typed: str, **query: object) -> list[tuple[str, list[str]]]:
    """(anchor, marked words) of the snippets of the only hit."""
    (hit,) = search(SearchQuery(text=typed, **query)).hits
    return [(snippet.anchor, marked(snippet)) for snippet in hit.snippets]


NEAR = [
    ("a x b", ("a", "b"), 1, ["a", "b"], "as far apart as allowed"),
    ("a x x b", ("a", "b"), 1, [], "too far apart"),
    ("b a", ("a", "b"), 0, ["b", "a"], "in either order"),
    ("a x x b a", ("a", "b"), 1, ["b", "a"], "only those that are near"),
    ("a a b", ("a", "b"), 1, ["a", "a", "b"], "each that is near enough"),
    ("a a x b", ("a", "b"), 1, ["a", "b"], "but not one that is too far"),
    ("a b", ("a", "a", "b"), 5, [], "a word named twice must stand there twice"),
    ("a b a", ("a", "a", "b"), 0, ["a", "b", "a"], "and may"),
    ("b a b x x x a b", ("a", "b"), 0, ["b", "a", "b", "a", "b"], "two stretches"),
    ("", ("a", "b"), 9, [], "nothing"),
]


@pytest.mark.parametrize(("text", "words", "distance", "found", "why"), NEAR, ids=[row[4] for row in NEAR])
def test_words_near_one_another_are_marked(text: str, words: tuple[str, ...], distance: int, found: list, why: str):
    marker = Marker([Near("text", words, distance)])
    assert [text[start:end] for start, end in marker.spans(text)] == found, why


def near_by_trying(words: list[str], wanted: tuple[str, ...], distance: int) -> set[int]:
    """Places in any choice of the wanted words that is close enough together."""
    found: set[int] = set()

    def choose(left: tuple[str, ...], chosen: tuple[int, ...]) -> None:
        if not left:
            if max(chosen) - min(chosen) + 1 - len(chosen) <= distance:
                found.update(chosen)
            return
        for place, word in enumerate(words):
            if word == left[0] and place not in chosen:
                choose(left[1:], (*chosen, place))

    choose(wanted, ())
    return found


@pytest.mark.parametrize("seed", range(200))
def test_near_is_what_trying_all_choices_finds(seed: int) -> None:
    chance = random.Random(seed)
    words = chance.choices("abcx", k=chance.randrange(1, 12))
    wanted = tuple(chance.choices("abc", k=chance.randrange(2, 4)))
    distance = chance.randrange(4)
    spans = Marker([Near("text", wanted, distance)]).spans(" ".join(words))
    assert {start // 2 for start, _ in spans} == near_by_trying(words, wanted, distance)


def marked_cable() -> Cable:
    cable = make_cable(
        subject="dam",
        paragraphs=["the dam of haditha", "the dam", "haditha", "policy", "the minister of the dam at haditha"],
    )
    for position, (marking, role) in enumerate(
        [("S", "summary"), ("U", "text"), ("S", "text"), ("S", "text"), ("", "comment")]
    ):
        Paragraph.objects.filter(cable=cable, position=position).update(marking=marking, role=role)
    index(cable)
    return cable


WITHIN = [
    ("para:(dam haditha)", [("p1", ["dam", "haditha"]), ("p5", ["dam", "haditha"])], "only paragraphs with both"),
    ("para:(dam -haditha)", [("p2", ["dam"])], "only one without the other"),
    ("para:(dam OR (haditha -of))", [("p1", ["dam"]), ("p2", ["dam"]), ("p3", ["haditha"])], "by the part that holds"),
    ("para:(mark:S dam)", [("p1", ["dam"])], "only a paragraph so marked"),
    ("mark:U", [("p2", [])], "a marking alone, with nothing marked"),
    ("role:comment minister", [("p5", ["minister"])], "a role beside a word, both in one paragraph"),
    ("number:4 policy", [("p4", ["policy"])], "a number beside a word"),
    ("para:(policy) minister", [("p4", ["policy"]), ("p5", ["minister"])], "a word elsewhere as well"),
    ('"minister dam"~3', [("p5", ["minister", "dam"])], "words near each other"),
    ("polic*", [("p4", ["policy"])], "a beginning"),
    ("hadihta~2", [("p1", ["haditha"]), ("p3", ["haditha"]), ("p5", ["haditha"])], "a word that is nearly so"),
]


@pytest.mark.parametrize(("typed", "found", "why"), WITHIN, ids=[row[2] for row in WITHIN])
def test_excerpts_come_from_the_paragraphs_that_match(typed: str, found: list, why: str) -> None:
    marked_cable()
    assert excerpts(typed) == found, why


def test_the_densest_paragraphs_come_first_and_the_rest_are_counted() -> None:
    index(make_cable(subject="X", paragraphs=["dam", "dam dam", "x", "dam", "dam dam dam", "dam dam"]))
    (hit,) = search(SearchQuery(text="dam")).hits
    assert [(snippet.anchor, len(marked(snippet))) for snippet in hit.snippets] == [("p2", 2), ("p5", 3), ("p6", 2)]
    assert (len(hit.snippets), hit.more) == (SNIPPETS, 2)


def test_forms_of_one_word_are_one_part_of_the_query() -> None:
    index(make_cable(subject="X", paragraphs=["dam dams dammed", "dam policy", "dams", "dam", "x"]))
    (hit,) = search(SearchQuery(text="dam OR policy")).hits
    assert hit.snippets[1].anchor == "p2"
    assert [snippet.anchor for snippet in hit.snippets] == ["p1", "p2", "p3"]


def paragraph_hits(page: SearchPage) -> list[tuple[str, str]]:
    return [(hit.cable.reference_id, hit.snippets[0].anchor) for hit in page.hits]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_paragraphs_as_hits_are_all_that_have_the_words_and_come_in_order(seed: int, sort: str) -> None:
    index(*random_archive(seed, size=50))
    chance = random.Random(seed)
    family = chance.choice(FAMILIES[:5])
    selected = {"class": ("SECRET", "CONFIDENTIAL")}
    query = SearchQuery(text=family[0], selected=selected, unit="paragraphs", sort=sort, page_size=200)
    page = search(query)
    expected = {
        (paragraph.cable.reference_id, paragraph.anchor): paragraph
        for paragraph in Paragraph.objects.select_related("cable")
        if paragraph.cable.visibility == "published"
        and paragraph.cable.classification in selected["class"]
        and set(family) & set(paragraph.text.lower().replace(",", " ").replace("-", " ").split())
    }
    found = paragraph_hits(page)
    assert (sorted(found), page.total) == (sorted(expected), len(expected))
    assert page.cables == len({reference_id for reference_id, _ in found})
    assert all(len(hit.snippets) == 1 and hit.more == 0 and marked(hit.snippets[0]) for hit in page.hits)
    if sort != "relevance":
        days = [(hit.cable.date.toordinal() if hit.cable.date else None) for hit in page.hits]
        signs = [-1 if sort == "newest" else 1] * len(days)
        keys = [
            (day is None, (day or 0) * sign, reference_id, anchor)
            for day, sign, (reference_id, anchor) in zip(days, signs, found, strict=True)
        ]
        assert keys == sorted(keys)


def test_pages_of_paragraphs_neither_repeat_nor_skip() -> None:
    index(*random_archive(4, size=50))
    whole = paragraph_hits(search(SearchQuery(text="dam", unit="paragraphs", page_size=200)))
    pages = search(SearchQuery(text="dam", unit="paragraphs", page_size=7)).pages
    paged = [
        hit
        for page in range(1, pages + 1)
        for hit in paragraph_hits(search(SearchQuery(text="dam", unit="paragraphs", page_size=7, page=page)))
    ]
    assert (paged, len(set(whole))) == (whole, len(whole))
    assert len(whole) > 20


def test_among_paragraphs_all_words_must_be_in_one_and_facets_count_cables() -> None:
    index(
        make_cable("09BAKU1", subject="X", paragraphs=["dam policy", "dam policy", "dam"], classification="SECRET"),
        make_cable("09BAKU2", subject="policy", paragraphs=["dam", "policy"], classification="CONFIDENTIAL"),
    )
    page = search(SearchQuery(text="dam policy", unit="paragraphs"))
    assert paragraph_hits(page) == [("09BAKU1", "p1"), ("09BAKU1", "p2")]
    assert (page.total, page.cables) == (2, 1)
    (levels,) = (facet for facet in page.facets if facet.key == "class")
    assert [(value.value, value.count) for value in levels.values] == [("SECRET", 1)]
    assert page.histogram is not None and page.histogram.bars[0].count == 1


def test_paragraph_hits_keep_to_filters_and_dates() -> None:
    index(
        make_cable("09BAKU1", paragraphs=["dam"], sent=date(2008, 1, 1)),
        make_cable("09BAKU2", paragraphs=["dam"], tag_codes=("PREL",)),
        make_cable("09BAKU3", paragraphs=["dam"], sent=None),
    )
    query = {"text": "dam", "unit": "paragraphs"}
    assert paragraph_hits(search(SearchQuery(**query, date_from=date(2009, 1, 1)))) == [("09BAKU2", "p1")]
    assert paragraph_hits(search(SearchQuery(**query, excluded={"tag": ("PGOV",)}))) == [("09BAKU2", "p1")]
    assert search(SearchQuery(**query)).total == 3


def test_paragraphs_of_a_withdrawn_cable_are_no_hits() -> None:
    withheld = make_cable("09BAKU1", paragraphs=["dam", "dam"])
    index(withheld, make_cable("09BAKU2", paragraphs=["dam"]))
    Cable.objects.filter(pk=withheld.pk).update(visibility="withheld")
    assert paragraph_hits(search(SearchQuery(text="dam", unit="paragraphs"))) == [("09BAKU2", "p1")]
    record([withheld])
    page = search(SearchQuery(text="dam", unit="paragraphs"))
    assert (paragraph_hits(page), page.total, page.cables) == ([("09BAKU2", "p1")], 1, 1)


@pytest.mark.parametrize("unit", ["cables", "paragraphs"])
def test_hits_cost_a_constant_number_of_queries(unit: str, django_assert_num_queries) -> None:
    index(*random_archive(3, size=60))
    search(SearchQuery())
    sizes = []
    for size in (2, 200):
        with django_assert_num_queries(6):
            sizes.append(len(search(SearchQuery(text="dam", unit=unit, page_size=size)).hits))
    assert sizes[0] == 2 and sizes[1] > 10


def test_an_unknown_unit_means_cables() -> None:
    index(make_cable(paragraphs=["dam", "dam"]))
    page = search(SearchQuery(text="dam", unit="pages"))
    assert (page.total, page.understood) == (1, search(SearchQuery(text="dam")).understood)


def test_every_excerpt_of_a_hit_is_of_that_hit() -> None:
    index(*random_archive(7, size=40))
    hits: tuple[Hit, ...] = search(SearchQuery(text="dam OR policy", page_size=200)).hits
    for hit in hits:
        texts = {paragraph.anchor: paragraph.text for paragraph in hit.cable.paragraphs.all()}
        for snippet in hit.snippets:
            assert "".join(fragment.text for fragment in snippet.fragments) == texts[snippet.anchor]
