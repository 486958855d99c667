"""Similar words, against the definition of the distance written out."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cables.search.snapshot import Snapshot
from cables.search.spelling import similar_words, spelling
from cables.search.store import IndexStore
from cables.search.writing import IndexWriter, index_schema
from tests.search.documents import Doc

VOCABULARY = ("haditha", "hadith", "hadihta", "hadtiha", "aditha", "hadithas", "dam", "dma", "damn", "dim", "a", "of",
              "minister", "ministry", "minster", "élan", "2009", "2090")  # fmt: skip


def distance(a: str, b: str) -> int:
    """Edits, neighbours exchanged being one, none of them within another."""
    table = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            steps = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i - 1] != b[j - 1])]
            if i > 1 and j > 1 and a[i - 2 : i] == b[j - 1] + b[j - 2]:
                steps.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(steps)
    return table[len(a), len(b)]


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    store = IndexStore(tmp_path / "index")
    store.serve(store.create(index_schema()))
    return store


def put(store: IndexStore, *texts: str, first: int = 1) -> None:
    writer = IndexWriter(store)
    writer.put((pk, Doc(pk, text, "", (), 0).fields()) for pk, text in enumerate(texts, first))
    writer.commit()


def test_similar_words_are_those_within_the_distance_nearest_first(store: IndexStore) -> None:
    chance = random.Random(1)
    words = {"".join(chance.choices("abc1", k=chance.randrange(1, 9))) for _ in range(600)}
    put(store, " ".join(sorted(words)[::2]))
    put(store, " ".join(sorted(words)[1::2]), first=2)
    snapshot = Snapshot(store.contents())
    for word in (*chance.sample(sorted(words), 40), "zzzz", "abcabcabcabcabc", "z"):
        for edits in (0, 1, 2, 5):
            allowed = min(edits, 2, len(word) - 1)
            near = {one: distance(one, word) for one in words if distance(one, word) <= allowed}
            assert similar_words(snapshot, "text", word, edits) == sorted(near, key=lambda one: (near[one], one))


CASES = [
    ("hadihta", 1, ["hadihta", "haditha"], "neighbours exchanged are one edit"),
    ("hadithaa", 1, ["haditha", "hadithas"], "a letter more, another letter"),
    ("dam", 1, ["dam", "damn", "dim", "dma"], "itself comes first"),
    ("elan", 1, ["elan"], "accents are folded before"),
    ("2009", 1, ["2009", "2090"], "digits are letters too"),
    ("a", 2, ["a"], "one letter has no room for edits"),
    ("minstre", 2, ["minster", "minister", "ministry"], "two edits, the nearest first"),
    ("xyzxyz", 2, [], "nothing near"),
]


@pytest.mark.parametrize(("word", "edits", "expected", "why"), CASES, ids=[row[3] for row in CASES])
def test_similar_words(store: IndexStore, word: str, edits: int, expected: list[str], why: str) -> None:
    put(store, " ".join(VOCABULARY))
    assert similar_words(Snapshot(store.contents()), "text", word, edits) == expected, why


SPELLINGS = [
    ("hadita", "haditha", "of several at one edit the commonest"),
    ("haditha", "hadith", "never the word itself, however common"),
    ("mjnstrey", None, "no three edits"),
    ("hxdithx", "haditha", "two edits where one gives nothing"),
    ("xinistre", None, "two edits only behind the first letter"),
    ("dxx", None, "no two edits in short words"),
    ("", None, "nothing to correct"),
]


@pytest.mark.parametrize(("word", "expected", "why"), SPELLINGS, ids=[row[2] for row in SPELLINGS])
def test_spelling(store: IndexStore, word: str, expected: str | None, why: str) -> None:
    put(store, " ".join(VOCABULARY), "haditha hadith minister dam", "minister haditha")
    assert spelling(Snapshot(store.contents()), word) == expected, why


def test_no_word_is_proposed_that_only_removed_documents_have(store: IndexStore) -> None:
    put(store, "haditha dam", "dam")
    assert spelling(Snapshot(store.contents()), "hadita") == "haditha"
    writer = IndexWriter(store)
    writer.remove([1])
    writer.commit()
    assert spelling(Snapshot(store.contents()), "hadita") is None
