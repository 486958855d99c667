"""Facet counts equal the database's, for every value."""

from __future__ import annotations

import gc
import random
import time
import weakref
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

from cables.models import Cable, Post, Tag
from cables.search import NOT_STATED, Facet, FacetValue, SearchPage, SearchQuery, facet_values, search
from cables.search.facets import LISTED_VALUES
from cables.search.labels import KEPT_SECONDS, labels
from cables.search.snapshot import current_snapshot
from cables.search.store import index_store
from tests.factories import make_cable
from tests.search.archive import FAMILIES, index, random_archive, scan

pytestmark = pytest.mark.django_db

Values = Mapping[str, frozenset[str]]


def facets_of(cable: Cable) -> Values:
    """What the database says of a cable, by facet key."""
    codes = {tag.code: tag.kind for tag in cable.tags.all()}
    by_kind = {f"tag-{kind}": frozenset(c for c, k in codes.items() if k == kind) for kind in Tag.Kind.values}
    if not codes:
        by_kind["tag-subject"] = frozenset({NOT_STATED})
    return by_kind | {
        "class": frozenset({cable.classification or NOT_STATED}),
        "precedence": frozenset({cable.precedence or NOT_STATED}),
        "post": frozenset({cable.post.code if cable.post else NOT_STATED}),
        "country": frozenset({(cable.post.country if cable.post else "") or NOT_STATED}),
        "caption": frozenset(caption.text for caption in cable.captions.all()) or frozenset({NOT_STATED}),
        "date": frozenset({f"{cable.date:%Y}", f"{cable.date:%Y-%m}"} if cable.date else {NOT_STATED}),
    }


@dataclass
class Oracle:
    """Facets counted cable by cable."""

    words: str = ""
    selected: dict[str, set[str]] = field(default_factory=dict)
    excluded: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        readable = {cable.reference_id for cable in scan() if not self.words or cable.has_form(self.words)}
        cables = Cable.objects.published().select_related("post").prefetch_related("tags", "captions")
        self.found = [facets_of(cable) for cable in cables if cable.reference_id in readable]

    def counts(self, key: str) -> Counter[str]:
        """By value; the facet's own selection is not applied."""
        return Counter(value for cable in self.found if self._kept(cable, besides=key) for value in cable[key])

    def total(self) -> int:
        return sum(self._kept(cable) for cable in self.found)

    def _kept(self, cable: Values, besides: str = "") -> bool:
        return all(cable[key] & chosen for key, chosen in self.selected.items() if key != besides) and not any(
            cable[key] & chosen for key, chosen in self.excluded.items()
        )


def shown(page: SearchPage, key: str) -> dict[str, int]:
    """Counts above zero of one facet, months among them."""
    values: list[FacetValue] = []
    for facet in page.facets:
        if facet.key == key:
            values += facet.values
            values += [child for value in facet.values for child in value.children]
    assert len({value.value for value in values}) == len(values)
    return {value.value: value.count for value in values if value.count}


KEYS = ("class", "precedence", "post", "country", "caption", "date", *(f"tag-{kind}" for kind in Tag.Kind.values))


def by_url_name(chosen: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, set[str]] = {}
    for key, values in chosen.items():
        merged.setdefault(key.partition("-")[0], set()).update(values)
    return {name: tuple(sorted(values)) for name, values in merged.items()}


@pytest.mark.parametrize("seed", range(5))
def test_every_count_equals_the_databases_whatever_is_searched_selected_and_excluded(seed: int) -> None:
    index(*random_archive(seed))
    chance = random.Random(seed)
    everything = Oracle()
    for attempt in range(25):
        words = chance.choice(("", chance.choice(chance.choice(FAMILIES))))
        chosen: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
        for which, keys in zip(chosen, (2, 1), strict=True):
            for key in chance.sample(KEYS, chance.randrange(keys + 1) if attempt else 0):
                values = sorted(everything.counts(key))
                if values:
                    which[key] = set(chance.sample(values, min(len(values), chance.choice((1, 1, 2)))))
        oracle = Oracle(words, *chosen)
        page = search(SearchQuery(text=words, selected=by_url_name(chosen[0]), excluded=by_url_name(chosen[1])))
        assert page.total == oracle.total(), (words, chosen)
        for key in KEYS:
            assert shown(page, key) == dict(oracle.counts(key)), (key, words, chosen)


@pytest.fixture
def four_cables() -> None:
    index(
        make_cable("09BAKU1", classification="SECRET", tag_codes=("PGOV", "AJ"), sent=date(2009, 4, 6)),
        make_cable("09BAKU2", classification="CONFIDENTIAL", tag_codes=("PREL", "AJ"), sent=date(2009, 5, 6)),
        make_cable("09PARIS3", post="PARIS", classification="SECRET", tag_codes=("PGOV", "FR"), sent=date(2008, 4, 6)),
        make_cable("09PARIS4", post="PARIS", classification="", tag_codes=(), sent=None),
    )


SELECTIONS = [
    ({}, {}, 4, "nothing chosen"),
    ({"class": ("SECRET",)}, {}, 2, "one value"),
    ({"class": ("SECRET", "CONFIDENTIAL")}, {}, 3, "values of one facet are alternatives"),
    ({"class": ("SECRET",), "post": ("BAKU",)}, {}, 1, "facets must all hold"),
    ({"tag": ("PGOV", "PREL")}, {}, 3, "two subjects are alternatives"),
    ({"tag": ("PGOV", "AJ")}, {}, 1, "a subject and a place must both hold"),
    ({"tag": (NOT_STATED,)}, {}, 1, "no TAGS at all"),
    ({"tag": (NOT_STATED, "PREL")}, {}, 2, "no TAGS, or this subject"),
    ({"class": (NOT_STATED,)}, {}, 1, "no level"),
    ({}, {"class": (NOT_STATED,)}, 3, "some level"),
    ({}, {"tag": ("PGOV", "PREL")}, 1, "none of the excluded values"),
    ({"tag": ("AJ",)}, {"tag": ("PREL",)}, 1, "selected and excluded together"),
    ({"date": ("2009",)}, {}, 2, "a year"),
    ({"date": ("2009-04", "2008-04")}, {}, 2, "months of different years"),
    ({"date": ("2009", "2009-04")}, {}, 2, "a year and a month of it: the year"),
    ({"date": (NOT_STATED, "2008")}, {}, 2, "undated, or of a year"),
    ({}, {"date": ("2009-05",)}, 3, "not of a month; undated cables stay"),
    ({"class": ("COSMIC",)}, {}, 0, "a value that no cable has"),
    ({"tag": ("NOSUCH",)}, {}, 0, "a code that no cable has"),
    ({"date": ("20x9",)}, {}, 0, "no date"),
    ({"colour": ("red",)}, {}, 4, "no such filter"),
]


@pytest.mark.usefixtures("four_cables")
@pytest.mark.parametrize(("selected", "excluded", "total", "why"), SELECTIONS, ids=[row[3] for row in SELECTIONS])
def test_what_selections_and_exclusions_leave(selected, excluded, total, why) -> None:
    page = search(SearchQuery(selected=selected, excluded=excluded))
    assert (page.total, len(page.hits)) == (total, total), why


def facet(page: SearchPage, key: str) -> Facet:
    return next(facet for facet in page.facets if facet.key == key)


@pytest.mark.usefixtures("four_cables")
def test_values_have_labels_for_readers_and_the_chosen_ones_are_marked() -> None:
    page = search(SearchQuery(selected={"class": ("SECRET",), "date": ("2009",)}, excluded={"tag": ("FR",)}))
    assert [(v.value, v.label, v.count, v.selected) for v in facet(page, "class").values] == [
        ("CONFIDENTIAL", "Confidential", 1, False),
        ("SECRET", "Secret", 1, True),
    ]
    assert [(v.value, v.label, v.count) for v in facet(page, "post").values] == [("BAKU", "Embassy Baku", 1)]
    assert [v.title for v in facet(page, "post").values] == ["Azerbaijan"]
    year = facet(page, "date").values[0]
    assert (year.value, year.label, year.count, year.selected) == ("2009", "2009", 1, True)
    assert [(month.value, month.label, month.count) for month in year.children] == [("2009-04", "April 2009", 1)]
    assert [(v.value, v.count, v.excluded) for v in facet(page, "tag-place").values] == [
        ("AJ", 1, False),
        ("FR", 0, True),
    ]
    assert [(v.value, v.title != "") for v in facet(page, "tag-subject").values] == [("PGOV", True)]


@pytest.mark.usefixtures("four_cables")
def test_dates_are_listed_newest_first_and_undated_cables_last() -> None:
    years = facet(search(SearchQuery()), "date").values
    assert [year.value for year in years] == ["2009", "2008", NOT_STATED]
    assert [month.value for month in years[0].children] == ["2009-05", "2009-04"]


@pytest.mark.usefixtures("four_cables")
def test_an_unknown_filter_is_named_in_a_notice() -> None:
    page = search(SearchQuery(selected={"colour": ("red",)}))
    assert page.notices == ("There is no filter “colour”; it was left out.",)


def test_a_tag_moves_to_another_facet_as_soon_as_its_kind_is_corrected() -> None:
    index(make_cable(tag_codes=("PGOV",)))
    Tag.objects.filter(code="PGOV").update(kind="program", name="Corrected")
    page = search(SearchQuery())
    assert [(v.value, v.title) for v in facet(page, "tag-program").values] == [("PGOV", "Corrected")]
    assert not [facet for facet in page.facets if facet.key == "tag-subject"]


def test_a_tag_or_post_of_hidden_cables_alone_is_as_unknown_as_one_that_never_was() -> None:
    Post.objects.create(code="ATLANTIS", name="Embassy Atlantis", kind="embassy")
    Tag.objects.create(code="OVIP (DOE, JANE)", kind="person", name="Jane Doe")
    hidden = make_cable("09BAKU2", tag_codes=("OVIP (DOE, JANE)",), visibility="withheld")
    Cable.objects.filter(pk=hidden.pk).update(post=Post.objects.get(code="ATLANTIS"))
    index(make_cable("09BAKU1"), hidden)

    def shown(tag: str, post: str) -> list[tuple[str, str, str]]:
        page = search(SearchQuery(selected={"tag": (tag,), "post": (post,)}))
        chosen = [(facet.key, v) for facet in page.facets for v in facet.values if v.selected]
        return [(key, v.label.replace(tag, "T").replace(post, "P"), v.title) for key, v in chosen]

    assert shown("OVIP (DOE, JANE)", "ATLANTIS") == shown("OVIP (ROE, JOHN)", "UTOPIA")


def test_tags_that_no_cable_has_are_of_the_kind_the_tables_say() -> None:
    index(make_cable(tag_codes=("PGOV",)))
    assert search(SearchQuery(selected={"tag": ("PGOV", "PREL")})).total == 1


def starting(key: str, start: str, limit: int = 50, **query: object) -> list[tuple[str, int]]:
    found = facet_values(SearchQuery(**query), key, start, limit)
    assert found is not None
    return [(value.value, value.count) for value in found.values]


BEGINNINGS = [
    ("post", "", 50, [("BAKU", 2), ("PARIS", 2)], "no beginning: all values"),
    ("post", "ba", 50, [("BAKU", 2)], "a code"),
    ("post", "EMBASSY p", 50, [("PARIS", 2)], "each word begins a word of the name, in any case"),
    ("post", "azer", 50, [("BAKU", 2)], "a post by its country"),
    ("post", "aku", 50, [], "the middle of a word begins none"),
    ("post", "", 1, [("BAKU", 2)], "no more than asked for"),
    ("class", "not", 50, [(NOT_STATED, 1)], "what is not stated, by its label"),
    ("tag-place", "france", 50, [("FR", 1)], "TAGS by name"),
    ("date", "april", 50, [("2009", 2), ("2008", 1)], "years with a month of that name"),
    ("date", "2008", 50, [("2008", 1)], "a year"),
    ("post", "\x00\ud800%_*", 50, [("BAKU", 2), ("PARIS", 2)], "signs are no beginning"),
]


@pytest.mark.usefixtures("four_cables")
@pytest.mark.parametrize(("key", "start", "limit", "found", "why"), BEGINNINGS, ids=[row[4] for row in BEGINNINGS])
def test_values_are_found_by_the_beginnings_of_their_words(key, start, limit, found, why) -> None:
    assert starting(key, start, limit) == found, why


@pytest.mark.usefixtures("four_cables")
def test_of_a_year_only_the_months_that_are_meant_are_listed() -> None:
    found = facet_values(SearchQuery(), "date", "may")
    assert found is not None
    assert [[month.label for month in year.children] for year in found.values] == [["May 2009"]]


@pytest.mark.usefixtures("four_cables")
def test_there_are_no_values_of_a_facet_that_does_not_exist() -> None:
    assert facet_values(SearchQuery(), "colour", "") is None


@pytest.mark.parametrize("seed", range(2))
def test_the_values_of_one_facet_are_those_of_the_page(seed: int) -> None:
    index(*random_archive(seed))
    query = SearchQuery(text="dam", selected={"class": ("SECRET",), "tag": ("PGOV",)}, excluded={"post": ("PARIS",)})
    for facet in search(query).facets:
        assert facet_values(query, facet.key, "", 200) == facet


def test_rarer_values_than_are_listed_are_counted_and_can_be_found() -> None:
    codes = [f"TERM {number:03}" for number in range(LISTED_VALUES + 5)]
    index(make_cable("09BAKU1", tag_codes=codes), make_cable("09BAKU2", tag_codes=codes[-3:]))
    (listed,) = (facet for facet in search(SearchQuery()).facets if facet.key == "tag-unknown")
    assert ([value.value for value in listed.values[:4]], len(listed.values), listed.more) == (
        [*codes[-3:], codes[0]],
        LISTED_VALUES,
        5,
    )
    chosen = SearchQuery(selected={"tag": (codes[-4],)})
    (listed,) = (facet for facet in search(chosen).facets if facet.key == "tag-unknown")
    assert [(value.value, value.count) for value in listed.values if value.selected] == [(codes[-4], 1)]
    assert (len(listed.values), listed.more) == (LISTED_VALUES + 1, 4)
    assert starting("tag-unknown", "term 061") == [("TERM 061", 1)]


@pytest.mark.parametrize("visibility", ["draft", "withheld"])
def test_values_of_hidden_cables_are_found_by_no_beginning(visibility: str) -> None:
    Tag.objects.create(code="CANARY", kind="term", name="Canary")
    index(make_cable("09BAKU1"), make_cable("09BAKU2", tag_codes=("CANARY",), visibility=visibility))
    assert starting("tag-term", "canary") == []


def test_names_are_read_once_for_many_searches(django_assert_num_queries) -> None:
    index(make_cable())
    facet_values(SearchQuery(), "post", "")
    with django_assert_num_queries(1):
        facet_values(SearchQuery(), "post", "")


def test_a_corrected_name_shows_after_a_minute_though_the_index_did_not_change(monkeypatch: pytest.MonkeyPatch) -> None:
    index(make_cable())
    search(SearchQuery())
    Tag.objects.filter(code="PGOV").update(name="Corrected")
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + KEPT_SECONDS + 1)
    assert [value.title for value in facet(search(SearchQuery()), "tag-subject").values] == ["Corrected"]


def test_names_go_with_the_state_of_the_index_they_belong_to() -> None:
    index(make_cable())
    search(SearchQuery())
    kept = weakref.ref(labels(current_snapshot(index_store())))
    index(make_cable("09BAKU2"))
    search(SearchQuery())
    gc.collect()
    assert kept() is None
