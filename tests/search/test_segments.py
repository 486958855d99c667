"""Segments, deletions and merges against a scan of the texts, Whoosh's own matchers and the formula written out."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from whoosh import query
from whoosh.filedb.filestore import FileStorage

from cables.search import merging, phrases, segments
from cables.search.evaluate import SATURATION, SUBJECT_WEIGHT, Evaluation
from cables.search.ordering import ordered, window
from cables.search.plan import (
    NOTHING,
    AllOf,
    AnyOf,
    AnyValue,
    AnyWord,
    DateRange,
    Everything,
    ExactPhrase,
    HasWords,
    InParagraph,
    InRole,
    Leaf,
    Marked,
    Near,
    NoneOf,
    Numbered,
    Plan,
)
from cables.search.schema import index_schema
from cables.search.snapshot import LENGTH_NORM, Snapshot
from cables.search.store import IndexStore
from cables.search.tidying import all_of_them, crowded, tidy, tidy_behind
from cables.search.words import stem
from cables.search.writing import IndexWriter
from tests.search.documents import TAGS, WORDS, Doc, random_doc, random_plan


@dataclass
class Archive:
    """An index of many segments, and what should be in it."""

    store: IndexStore
    docs: dict[int, Doc]

    def snapshot(self) -> Snapshot:
        return Snapshot(self.store.contents())

    def in_order(self, snapshot: Snapshot) -> list[Doc | None]:
        """What stands under each document number; None for what was deleted."""
        pks = zip(snapshot.pks.tolist(), snapshot.live.tolist(), strict=True)
        return [self.docs[pk] if live else None for pk, live in pks]


@pytest.fixture(params=range(6))
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    """Built in steps of random puts, replacements and removals; at the end of some, everything is merged."""
    chance = random.Random(request.param)
    store = IndexStore(tmp_path / "index")
    store.serve(store.create(index_schema()))
    archive = Archive(store, {})
    for step in range(12):
        writer = IndexWriter(store)
        put = {pk: random_doc(chance, pk) for pk in chance.sample(range(1, 120), chance.choice((1, 3, 25)))}
        gone = chance.sample(sorted(archive.docs), min(len(archive.docs), chance.randrange(6)))
        writer.remove(gone)
        writer.put((pk, doc.fields()) for pk, doc in put.items())
        writer.commit()
        tidy(store, all_of_them if step == 11 and request.param % 3 == 0 else crowded)
        archive.docs = {pk: doc for pk, doc in archive.docs.items() if pk not in gone} | put
    return archive


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is done in bounded stretches is done in many stretches here, and places overflow their 16 bits."""
    monkeypatch.setattr(merging, "PLACES_AT_ONCE", 37)
    monkeypatch.setattr(phrases, "_OCCURRENCES_AT_ONCE", 40)
    monkeypatch.setattr(segments, "FAR", 128)
    monkeypatch.setattr(phrases, "FAR", 128)
    return


def test_the_steps_make_several_segments_with_deletions_and_merge_them(archive: Archive) -> None:
    contents = archive.store.contents()
    assert len(contents.segments) in (1, *range(3, 20))
    assert sorted(path.name for path in contents.folder.glob("*.seg*")) == sorted(
        segment.file_name() for segment in contents.segments
    ), "no file is left over"
    snapshot = archive.snapshot()
    assert sorted(snapshot.pks[snapshot.live].tolist()) == sorted(archive.docs)
    assert snapshot.fingerprints() == {pk: (f"09BAKU{pk}", f"{pk:032x}") for pk in archive.docs}


def test_every_plan_finds_what_a_scan_finds(archive: Archive) -> None:
    snapshot = archive.snapshot()
    docs = archive.in_order(snapshot)
    chance = random.Random(1)
    sizes = Counter()
    for plan in (Everything(), NOTHING, *(random_plan(chance) for _ in range(400))):
        expected = [number for number, doc in enumerate(docs) if doc and doc.matches(plan)]
        assert Evaluation(snapshot).docs(plan).tolist() == expected, plan
        sizes[min(len(expected), 5)] += 1
    assert all(sizes[size] for size in (0, 1, 5))


def test_paragraphs_found_are_those_a_scan_finds(archive: Archive) -> None:
    snapshot = archive.snapshot()
    docs = archive.in_order(snapshot)
    chance = random.Random(8)
    sizes = Counter()
    for plan in (Everything(), NOTHING, *(random_plan(chance) for _ in range(150))):
        among = np.array(sorted(chance.sample(range(len(docs)), len(docs) // 2)))
        expected = [
            (number, at)
            for number, doc in enumerate(docs)
            for at in range(len(doc.paragraphs) if doc else 0)
            if doc and doc.paragraph_matches(at, plan)
        ]
        found = Evaluation(snapshot).paragraphs(plan)
        of_docs = snapshot.paragraphs.docs(found)
        assert list(zip(of_docs.tolist(), snapshot.paragraphs.positions(found).tolist(), strict=True)) == expected, plan
        of_some = Evaluation(snapshot).paragraphs(plan, among)
        assert of_some.tolist() == found[np.isin(of_docs, among)].tolist()
        sizes[min(len(expected), 5)] += 1
    assert all(sizes[size] for size in (0, 1, 5))


def test_paragraphs_are_ranked_by_the_formula_written_out(archive: Archive) -> None:
    snapshot = archive.snapshot()
    docs = archive.in_order(snapshot)
    live = [doc for doc in docs if doc]
    chance = random.Random(9)
    # Lengths of deleted documents count until they are merged away.
    sizes = snapshot.paragraphs.words(np.arange(snapshot.paragraphs.count))
    usual = sum(sizes) / max(len(sizes), 1)
    for _ in range(40):
        leaves = [AnyWord("text", (chance.choice(WORDS),)), Near("text", ("the", "dam"), 3), AnyWord("text", ("of",))]
        plan = AnyOf(tuple(leaves))
        evaluation = Evaluation(snapshot)
        found = evaluation.paragraphs(plan)
        rare = {leaf: rarity(live, leaf) for leaf in leaves}
        places = zip(snapshot.paragraphs.docs(found), snapshot.paragraphs.positions(found), strict=True)
        expected = []
        for number, at in places:
            length = sum(map(len, docs[number].passages_of_paragraphs()[at]))
            score = 0.0
            for leaf in dict.fromkeys(leaves):
                weight = docs[number].count_in_paragraph(at, leaf) / (1 - LENGTH_NORM + LENGTH_NORM * length / usual)
                score += rare[leaf] * weight / (SATURATION + weight)
            expected.append(score)
        assert evaluation.paragraph_scores(plan, found) == pytest.approx(expected, rel=1e-5)


def rarity(live: list[Doc], leaf: Leaf) -> float:
    having = sum(doc.matches(leaf) for doc in live)
    return math.log1p((len(live) - having + 0.5) / (having + 0.5))


def test_scores_are_the_formula_written_out(archive: Archive) -> None:
    snapshot = archive.snapshot()
    docs = archive.in_order(snapshot)
    live = [doc for doc in docs if doc]
    usual = {field: sum(len(doc.places(field)) for doc in live) / len(live) for field in ("text", "subject")}

    def normed(doc: Doc, leaf: AnyWord | ExactPhrase, field: str) -> float:
        length = len(doc.places(field)) / usual[field]
        return doc.count(leaf, field) / (1 - LENGTH_NORM + LENGTH_NORM * length)

    chance = random.Random(2)
    for _ in range(60):
        leaves = [
            chance.choice((AnyWord("text", tuple(chance.sample(WORDS, 2))), ExactPhrase("text", ("the", "dam")))),
            AnyWord("text", (chance.choice(WORDS),)),
        ]
        plan = AnyOf(tuple(leaves))
        evaluation = Evaluation(snapshot)
        found = evaluation.docs(plan)
        rare = {leaf: rarity(live, leaf) for leaf in leaves}
        expected = []
        for number in found.tolist():
            score = 0.0
            for leaf in dict.fromkeys(leaves):
                weight = SUBJECT_WEIGHT * normed(docs[number], leaf, "subject") + normed(docs[number], leaf, "text")
                score += rare[leaf] * weight / (SATURATION + weight)
            expected.append(score)
        assert evaluation.scores(plan, found) == pytest.approx(expected, rel=1e-5)


def whoosh_query(plan: Plan) -> query.Query:
    """The same in Whoosh's own terms; phrases ."""
    match plan:
        case AnyWord(field, words):
            return query.Or([query.Term(field, word.encode()) for word in words])
        case ExactPhrase(field, words):
            return query.Phrase(field, list(words))
        case AnyValue(field, values):
            return query.Or([query.Term(field, value.encode()) for value in values])
        case AllOf(parts):
            return query.And([whoosh_query(part) for part in parts])
        case AnyOf(parts):
            return query.Or([whoosh_query(part) for part in parts])
        case NoneOf(part):
            return query.Not(whoosh_query(part))
    return query.Every()


def has_only(plan: Plan) -> bool:
    match plan:
        case HasWords() | DateRange() | Near() | InParagraph() | Marked() | Numbered() | InRole():
            return False
        case AllOf(parts) | AnyOf(parts):
            return all(map(has_only, parts))
        case NoneOf(part):
            return has_only(part)
    return True


def test_whooshs_own_matchers_find_the_same_in_the_same_index(archive: Archive) -> None:
    index = FileStorage(str(archive.store.contents().folder)).open_index()
    snapshot = archive.snapshot()
    chance = random.Random(3)
    tried = 0
    with index.searcher() as searcher:
        while tried < 150:
            plan = random_plan(chance)
            if has_only(plan):
                tried += 1
                # Whoosh's Not may give deleted documents.
                found = {doc for doc in searcher.docs_for_query(whoosh_query(plan)) if snapshot.live[doc]}
                assert found == set(Evaluation(snapshot).docs(plan).tolist()), plan


def test_whoosh_reads_lexicons_statistics_and_positions(archive: Archive) -> None:
    with FileStorage(str(archive.store.contents().folder)).open_index().reader() as reader:
        snapshot = archive.snapshot()
        docs = archive.in_order(snapshot)
        assert reader.doc_count() == len(archive.docs)
        for word in ("dam", "the"):
            matcher = reader.postings("text", word)
            found = {}
            while matcher.is_active():
                found[matcher.id()] = matcher.value_as("positions")
                matcher.next()
            assert found == {
                number: at
                for number, doc in enumerate(docs)
                if doc and (at := [place for place, here in doc.places("text").items() if here == word])
            }
        assert {bytes(word).decode() for word in reader.lexicon("text")} >= {"the"}
        assert reader.field_length("subject") >= sum(len(doc.places("subject")) for doc in docs if doc)


def test_columns_count_and_narrow_as_the_documents_say(archive: Archive) -> None:
    snapshot = archive.snapshot()
    docs = archive.in_order(snapshot)
    live = [number for number, doc in enumerate(docs) if doc]
    chance = random.Random(4)
    for size in (0, 1, 3, len(live) // 2, len(live)):
        some = sorted(chance.sample(live, size))
        expected = Counter(tag for number in some for tag in docs[number].tags)
        assert snapshot.column("tags").counts(np.array(some, dtype=np.int64)) == dict(expected)
    for tag in (*TAGS, "nosuch", "\ud800"):
        assert snapshot.having_value("tags", tag).tolist() == [number for number in live if tag in docs[number].tags]


def test_stems_and_beginnings_lead_to_the_words_there_are(archive: Archive) -> None:
    snapshot = archive.snapshot()
    there = {word for doc in archive.docs.values() for word in doc.places("text").values()}
    for word in WORDS:
        assert there & set(snapshot.forms(stem(word))) == {one for one in there if stem(one) == stem(word)}
        assert there & set(snapshot.words_starting("text", word[:2])) == {one for one in there if one[:2] == word[:2]}


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_any_window_is_cut_from_the_whole_order(archive: Archive, sort: str) -> None:
    snapshot = archive.snapshot()
    found = np.flatnonzero(snapshot.live)
    scores = np.random.default_rng(5).integers(0, 4, len(found)).astype(float) if sort == "relevance" else None

    def place(row: int) -> tuple[float, int, str]:
        day = int(snapshot.dates[found[row]])
        by_date = (day or 10**9) if sort == "oldest" else -day
        return (-scores[row] if scores is not None else 0.0, by_date, f"09BAKU{snapshot.pks[found[row]]}")

    whole = sorted(range(len(found)), key=place)
    assert ordered(snapshot, found, sort, scores).tolist() == whole
    for start in range(0, len(found) + 3, 3):
        for size in (1, 7, 200):
            assert (
                ordered(snapshot, found, sort, scores, start=start, stop=start + size).tolist()
                == (whole[start : start + size])
            )


def test_a_window_of_nothing_is_empty() -> None:
    assert window(0, [lambda rows: rows], 0, 20).tolist() == []


def test_segments_that_are_open_are_not_opened_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    before = archive.snapshot()
    writer = IndexWriter(archive.store)
    writer.put([(500, random_doc(random.Random(1), 500).fields())])
    writer.commit()
    opened = []
    original = segments.SegmentFile.__init__
    monkeypatch.setattr(
        segments.SegmentFile, "__init__", lambda self, path: (opened.append(path), original(self, path))[1]
    )
    after = Snapshot(archive.store.contents(), before)
    assert (len(opened), after.count) == (1, before.count + 1)


def test_the_number_of_segments_stays_small_however_many_updates_there_are(tmp_path: Path) -> None:
    store = IndexStore(tmp_path / "index")
    store.serve(store.create(index_schema()))
    chance = random.Random(6)
    most = 0
    for pk in range(1, 200):
        writer = IndexWriter(store)
        writer.put([(pk, random_doc(chance, pk).fields())])
        writer.commit()
        tidy_behind(store)
        most = max(most, len(store.contents().segments))
    assert most < 25
    assert Snapshot(store.contents()).count == 199
