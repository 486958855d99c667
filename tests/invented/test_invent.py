"""The invented corpus: the same for the same seed, as varied as real text, and readable back by the parser."""

from __future__ import annotations

import hashlib
import itertools
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime

import pytest

from cables.corpus import MAX_CABLES, InventedCable, invent
from cables.corpus.damage import DAMAGES, OTHERS
from cables.corpus.invention import Inventor
from cables.corpus.schedule import STATE_SERIALS, STORIES, STORY_SIZES, Schedule, locate
from cables.vocabulary import cables_per_month, post_by_name, tags

LAYOUTS = {"department-telegram", "department-copy", "partial-extract", "full-header", "reflowed"}
WORD = re.compile(r"\w+")
FINGERPRINT = """
import hashlib
from cables.corpus import invent
print(hashlib.sha256(repr(list(invent({n}, {s}))).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def demo() -> list[InventedCable]:
    """What a new archive shows."""
    return list(invent(400, 1))


@pytest.fixture(scope="module")
def many() -> list[InventedCable]:
    return list(invent(2000, 7))


def test_the_same_seed_gives_the_same_cables_in_another_process(demo: list[InventedCable]) -> None:
    ours = hashlib.sha256(repr(demo[:60]).encode()).hexdigest()
    for hash_seed in ("0", "4711"):
        other = subprocess.run(
            [sys.executable, "-c", FINGERPRINT.format(n=60, s=1)],
            env={"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert other.stdout.strip() == ours


def test_the_first_cables_of_a_long_corpus_are_those_of_a_short_one(demo: list[InventedCable]) -> None:
    assert list(invent(50, 1)) == demo[:50]


def test_another_seed_gives_other_cables(demo: list[InventedCable]) -> None:
    other = list(invent(50, 2))
    assert {cable.subject for cable in other} & {cable.subject for cable in demo[:50]} == set()


@pytest.mark.parametrize(
    ("cables", "seed", "sentence"),
    [
        (-1, 1, "The corpus holds 0 to 251,287 cables; -1 were asked for."),
        (MAX_CABLES + 1, 1, "The corpus holds 0 to 251,287 cables; 251,288 were asked for."),
        (5, -1, "The seed is a whole number from 0 up; it was -1."),
    ],
)
def test_what_cannot_be_invented_is_refused_at_once(cables: int, seed: int, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        invent(cables, seed)


def test_no_cables_are_no_error() -> None:
    assert list(invent(0, 1)) == []


def test_as_many_cables_can_be_invented_as_the_release_held() -> None:
    assert MAX_CABLES == 251_287
    *_, last = (locate(index) for index in (0, MAX_CABLES - 1))
    assert last[0] < STORIES


def test_every_era_and_layout_is_among_the_first_four_hundred(demo: list[InventedCable]) -> None:
    assert {cable.layout for cable in demo} == LAYOUTS
    decades = Counter(cable.sent.year // 10 * 10 for cable in demo)
    assert all(decades[decade] >= 3 for decade in (1960, 1970, 1980, 1990, 2000, 2010))
    assert {cable.classification for cable in demo} == {
        "UNCLASSIFIED",
        "LIMITED OFFICIAL USE",
        "CONFIDENTIAL",
        "SECRET",
    }
    assert {cable.executive_order for cable in demo} == {None, "11652", "12065", "12356", "12958"}


def test_every_damage_is_done_to_some_cable_and_named(many: list[InventedCable]) -> None:
    assert {name for cable in many for name in cable.damages} == {*DAMAGES, *OTHERS}


def test_subjects_hardly_ever_repeat(demo: list[InventedCable]) -> None:
    assert len({cable.subject for cable in demo}) > 0.9 * len(demo)


def test_no_two_demo_cables_share_a_paragraph(demo: list[InventedCable]) -> None:
    paragraphs = [
        paragraph
        for cable in demo
        for paragraph in re.split(r"\n\s*\n", cable.body)
        if len(paragraph) > 200 and "ompliments" not in paragraph
    ]
    assert len(set(paragraphs)) == len(paragraphs)


def test_ids_are_unique_and_rise_with_the_date() -> None:
    """Serials of every post, in years of which all stories are drawn; they are sent in their own year and the next."""
    years = {*range(1966, 2006), 2010}
    schedule = Schedule(3)
    books: dict[tuple[str, int], list[tuple[int, datetime]]] = {}
    for number in range(STORIES):
        if schedule._place(number)[0].year not in years:
            continue
        story = schedule.story(number)
        sent = [slot.sent for slot in story.slots]
        assert len(sent) == STORY_SIZES[number % len(STORY_SIZES)]
        assert sent == sorted(sent)
        for slot in story.slots:
            assert slot.sent.year - story.year in {0, 1}
            if slot.sent.year in years:
                books.setdefault((slot.post.code, slot.sent.year), []).append((slot.serial, slot.sent))
    assert sum(map(len, books.values())) > 50_000
    assert {year for _, year in books} == years & {month.year for month in cables_per_month()}
    for book in books.values():
        book.sort()
        assert all(one[0] < other[0] and one[1] <= other[1] for one, other in itertools.pairwise(book))


def test_years_have_their_share_of_the_whole_corpus() -> None:
    """Within a tenth for the years that hold most cables; stories that run on into January blur the borders."""
    schedule = Schedule(1)
    every = 13
    """No divisor of the cycle of sizes, so that the stories drawn have all of them."""
    sent = Counter(slot.sent.year for number in range(0, STORIES, every) for slot in schedule.story(number).slots)
    real: Counter[int] = Counter()
    for month in cables_per_month():
        real[month.year] += month.cables
    assert set(sent) <= set(real)
    for year in range(2006, 2010):
        assert every * sent[year] == pytest.approx(real[year], rel=0.1)


def test_references_name_earlier_cables_most_of_which_exist(many: list[InventedCable]) -> None:
    by_id = {cable.reference_id: cable for cable in many}
    cited = [(cable, target) for cable in many for target in cable.references]
    found = [(cable, by_id[target]) for cable, target in cited if target in by_id]
    assert len(cited) > len(many) / 2
    assert 0.8 < len(found) / len(cited) < 1
    assert all(target.sent <= cable.sent for cable, target in found)
    lost = {target for _, target in cited if target not in by_id}
    assert all(int(re.search(r"STATE(\d+)$", target)[1]) > STATE_SERIALS for target in lost)  # type: ignore[index]


def test_no_cable_cites_itself_or_one_thing_twice(many: list[InventedCable]) -> None:
    for cable in many:
        assert cable.reference_id not in cable.references
        assert len(set(cable.references)) == len(cable.references)


def test_lengths_are_those_of_real_cables(many: list[InventedCable]) -> None:
    words = sorted(len(cable.text.split()) for cable in many)
    assert 980 < sum(words) / len(words) < 1100
    assert words[0] < 250
    assert words[-1] > 6000


def test_the_vocabulary_goes_on_growing(many: list[InventedCable]) -> None:
    """Heaps: new words come ever more slowly, but they come."""
    known: set[str] = set()
    sizes = {}
    for number, cable in enumerate(many, start=1):
        known.update(WORD.findall(cable.text.lower()))
        if number in (500, 1000, 2000):
            sizes[number] = len(known)
    assert 1.3 < sizes[1000] / sizes[500] < 1.9
    assert 1.3 < sizes[2000] / sizes[1000] < 1.9


def test_a_few_words_are_common_and_most_are_rare(many: list[InventedCable]) -> None:
    counts = Counter(word for cable in many for word in WORD.findall(cable.text.lower()))
    assert counts["the"] > 0.04 * counts.total()
    assert sum(count == 1 for count in counts.values()) > 0.35 * len(counts)


def test_transmitted_lines_are_no_longer_than_the_teletype_allows(many: list[InventedCable]) -> None:
    for cable in many:
        if cable.layout == "reflowed":
            continue
        text = cable.body if cable.layout == "partial-extract" else cable.text
        assert max(map(len, text.split("\n"))) <= 69, cable.reference_id


def test_texts_are_latin_1_and_say_nothing_of_their_invention(many: list[InventedCable]) -> None:
    for cable in many:
        assert cable.text.encode("latin-1").decode("latin-1") == cable.text
        assert not re.search(r"\binvented\b|\bfictional\b|[{}|\[\]]|%s", cable.text, re.IGNORECASE), cable.reference_id


def test_ids_are_made_of_year_post_and_serial_and_dates_are_utc(many: list[InventedCable]) -> None:
    for cable in many:
        assert cable.reference_id == f"{cable.sent.year % 100:02d}{cable.post}{cable.serial}"
        assert cable.sent.tzinfo is UTC
        assert post_by_name(cable.post) is not None


def test_subject_tags_are_known_codes(many: list[InventedCable]) -> None:
    assert {code for cable in many for code in cable.tags if len(code) == 4} <= set(tags())


def test_a_cable_does_not_depend_on_those_before_it(demo: list[InventedCable]) -> None:
    inventor = Inventor(1)
    assert [inventor.cable(index) for index in (399, 37, 38, 5, 399)] == [
        demo[index] for index in (399, 37, 38, 5, 399)
    ]
