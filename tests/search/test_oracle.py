"""Random queries, as people type them, against a scan of the texts and against stock Whoosh on a stock index.

Both oracles are told what a query means apart from the query language, so they check how it is read as well.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest
from whoosh import query as whoosh
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import KEYWORD, NUMERIC, TEXT, Schema
from whoosh.index import Index, create_in

from cables.search.evaluate import SATURATION, SUBJECT_WEIGHT, Evaluation
from cables.search.language import read_query
from cables.search.ordering import ordered
from cables.search.plan import AnyWord, ExactPhrase, Near, wanted_words
from cables.search.segments import PASSAGE_GAP
from cables.search.snapshot import LENGTH_NORM, Snapshot
from cables.search.store import IndexStore
from cables.search.writing import IndexWriter, index_schema
from tests.search.archive import FAMILIES
from tests.search.documents import TAGS, WORDS, Doc, count, random_doc
from tests.search.test_spelling import distance

QUERIES = 500
_FILLER = " ".join(["."] * PASSAGE_GAP)
"""Stands between two passages in the stock index, which knows no gaps."""

Test = Callable[[Doc], bool]
InParagraph = Callable[[Doc, int], bool]


@dataclass(frozen=True)
class Asked:
    """One query: as it is typed, what it means, and the same for Whoosh where that has such a query."""

    text: str
    holds: Test
    stock: whoosh.Query | None
    words: Counter[str] = field(default_factory=Counter)


@dataclass
class Archive:
    snapshot: Snapshot
    docs: Mapping[int, Doc]
    stock: Index


@pytest.fixture(scope="module", params=range(3))
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The same documents in our index and in a stock one, each of several segments with deletions."""
    chance = random.Random(100 + request.param)
    folder = tmp_path_factory.mktemp("oracle")
    store = IndexStore(folder / "ours")
    store.serve(store.create(index_schema()))
    (folder / "stock").mkdir()
    words = TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True)
    schema = Schema(
        pk=NUMERIC(unique=True, stored=True),
        text=words,
        subject=words,
        tags=KEYWORD(commas=True),
        day=NUMERIC,
    )
    stock = create_in(str(folder / "stock"), schema)
    docs: dict[int, Doc] = {}
    for _ in range(6):
        put = {pk: random_doc(chance, pk) for pk in chance.sample(range(1, 150), 30)}
        gone = chance.sample(sorted(docs), min(len(docs), 5))
        ours, theirs = IndexWriter(store), stock.writer()
        ours.remove(gone)
        ours.put((pk, doc.fields()) for pk, doc in put.items())
        ours.commit()
        for pk in gone:
            theirs.delete_by_term("pk", pk)
        for doc in put.values():
            theirs.update_document(**_for_stock(doc))
        theirs.commit(merge=False)
        docs = {pk: doc for pk, doc in docs.items() if pk not in gone} | put
    assert len(store.contents().segments) > 2
    return Archive(Snapshot(store.contents()), docs, stock)


def _for_stock(doc: Doc) -> dict[str, object]:
    def text(of_field: str) -> str:
        return f" {_FILLER} ".join(" ".join(passage.values()) for passage in doc.passages(of_field))

    fields: dict[str, object] = {"pk": doc.pk, "text": text("text"), "tags": ",".join(map(_key, doc.tags))}
    return fields | ({"subject": text("subject")} if doc.subject else {}) | ({"day": doc.day} if doc.day else {})


def _key(tag: str) -> str:
    return tag.replace(",", "").replace(" ", "_")


def test_the_page_of_any_query_is_what_both_oracles_say(archive: Archive) -> None:
    chance = random.Random(5)
    sizes: Counter[int] = Counter()
    compared = 0
    with archive.stock.searcher() as searcher:
        for _ in range(QUERIES):
            asked = random_query(chance, 2)
            reading = read_query(asked.text, archive.snapshot)
            assert not reading.misread, (asked.text, reading.notices)
            evaluation = Evaluation(archive.snapshot)
            found = evaluation.docs(reading.plan)
            pks = archive.snapshot.pks[found].tolist()
            expected = {pk for pk, doc in archive.docs.items() if asked.holds(doc)}
            assert (len(pks), set(pks)) == (len(expected), expected), asked.text
            if asked.stock is not None:
                # Whoosh's own exclusions let deleted documents through.
                live = (one for one in searcher.docs_for_query(asked.stock) if not searcher.reader().is_deleted(one))
                assert {searcher.stored_fields(one)["pk"] for one in live} == expected, asked.text
                compared += 1
            counts = Counter(tag for pk in expected for tag in archive.docs[pk].tags)
            assert archive.snapshot.column("tags").counts(found) == dict(counts), asked.text
            _check_order(archive, evaluation, asked, found, reading.plan)
            sizes[min(len(expected), 3)] += 1
    assert compared > QUERIES / 3
    assert all(sizes[size] for size in (0, 1, 3))


def _check_order(archive: Archive, evaluation: Evaluation, asked: Asked, found, plan) -> None:
    """The scores are those of BM25F written out; the order is theirs, then newest first, then by id."""
    snapshot = archive.snapshot
    docs = [archive.docs[pk] for pk in snapshot.pks[found].tolist()]
    scores = evaluation.scores(plan, found)
    leaves = [leaf for leaf in dict.fromkeys(wanted_words(plan)) if leaf.field in ("text", "subject")]
    expected = [sum(_scored(archive, leaf, doc) for leaf in leaves) for doc in docs]
    assert scores.tolist() == pytest.approx(expected, rel=1e-4, abs=1e-6), asked.text
    keys = [(-score, -doc.day, f"09BAKU{doc.pk}") for score, doc in zip(scores.tolist(), docs, strict=True)]
    keys = [(score, day or 10**9, name) for score, day, name in keys]
    assert ordered(snapshot, found, "relevance", scores).tolist() == sorted(range(len(docs)), key=keys.__getitem__)


_rarities: dict[tuple[int, object], float] = {}


def _scored(archive: Archive, leaf: AnyWord | ExactPhrase | Near, doc: Doc) -> float:
    live = archive.docs.values()
    key = (id(archive), leaf)
    if key not in _rarities:
        having = sum(doc.count(leaf, leaf.field) > 0 for doc in live)
        _rarities[key] = math.log1p((len(live) - having + 0.5) / (having + 0.5))

    def normed(of_field: str) -> float:
        usual = (id(archive), of_field)
        if usual not in _rarities:
            _rarities[usual] = sum(len(one.places(of_field)) for one in live) / len(live)
        length = len(doc.places(of_field)) / _rarities[usual]
        return doc.count(leaf, of_field) / (1 - LENGTH_NORM + LENGTH_NORM * length)

    weight = SUBJECT_WEIGHT * normed("subject") + (normed("text") if leaf.field == "text" else 0)
    return _rarities[key] * weight / (float(SATURATION) + weight)


def random_query(chance: random.Random, depth: int) -> Asked:
    kinds = [_word, _exact, _phrase, _near, _prefix, _wildcard, _fuzzy, _subject, _tag, _dates, _para, _marked]
    if depth and chance.random() < 0.6:
        return chance.choice((_both, _either, _without))(chance, depth - 1)
    return chance.choice(kinds)(chance)


def _any_of(words: set[str]) -> Test:
    return lambda doc: doc.count(AnyWord("text", tuple(words)), "text") > 0


def _terms(words: set[str], of_field: str = "text") -> whoosh.Query:
    return whoosh.Or([whoosh.Term(of_field, word) for word in sorted(words)])


def _family(word: str) -> set[str]:
    return set(next(family for family in FAMILIES if word in family))


def _word(chance: random.Random) -> Asked:
    word = chance.choice(WORDS)
    return Asked(word, _any_of(_family(word)), _terms(_family(word)))


def _exact(chance: random.Random) -> Asked:
    word = chance.choice((*WORDS, "nosuchword"))
    return Asked(f'"{word}"', _any_of({word}), _terms({word}))


def _phrase(chance: random.Random) -> Asked:
    words = tuple(chance.choice(WORDS) for _ in range(chance.choice((2, 2, 3))))
    leaf = ExactPhrase("text", words)
    return Asked(f'"{" ".join(words)}"', lambda doc: doc.count(leaf, "text") > 0, whoosh.Phrase("text", list(words)))


def _near(chance: random.Random) -> Asked:
    leaf = Near("text", tuple(chance.choice(WORDS) for _ in range(2)), chance.choice((1, 2, 5)))
    return Asked(f'"{" ".join(leaf.words)}"~{leaf.distance}', lambda doc: doc.count(leaf, "text") > 0, None)


def _prefix(chance: random.Random) -> Asked:
    start = chance.choice(WORDS)[: chance.choice((2, 3))]
    words = {word for word in WORDS if word.startswith(start)}
    return Asked(f"{start}*", _any_of(words), whoosh.Prefix("text", start))


def _wildcard(chance: random.Random) -> Asked:
    pattern, words = chance.choice(
        [
            ("att?ck*", {"attack", "attacks", "attacked", "attacking"}),
            ("negotiat??", {"negotiated"}),
            ("mi*er", {"minister"}),
            ("po*c*s", {"policies"}),
            ("da?", {"dam"}),
        ]
    )
    return Asked(pattern, _any_of(words), whoosh.Wildcard("text", pattern))


def _fuzzy(chance: random.Random) -> Asked:
    typed, edits = chance.choice([("haditah", 1), ("attacsk", 1), ("minstr", 2), ("polices", 2), ("cafes", 1)])
    words = {word for word in WORDS if distance(word, typed) <= edits}
    return Asked(f"{typed}~{edits}", _any_of(words), _terms(words))


def _subject(chance: random.Random) -> Asked:
    word = chance.choice(WORDS)
    leaf = AnyWord("subject", (word,))
    return Asked(f'subject:"{word}"', lambda doc: doc.count(leaf, "subject") > 0, _terms({word}, "subject"))


def _tag(chance: random.Random) -> Asked:
    tag = chance.choice(TAGS)
    return Asked(f'tag:"{tag}"', lambda doc: tag in doc.tags, whoosh.Term("tags", _key(tag)))


def _dates(chance: random.Random) -> Asked:
    first, last = sorted(chance.choices(range(733395, 733465), k=2))
    text = f"date:[{date.fromordinal(first)} TO {date.fromordinal(last)}]"
    return Asked(text, lambda doc: doc.day > 0 and first <= doc.day <= last, whoosh.NumericRange("day", first, last))


def _marked(chance: random.Random) -> Asked:
    mark = chance.choice(("U", "C", "S/NF"))
    return Asked(f'mark:"{mark}"', lambda doc: any(mark == one[2] for one in doc.paragraphs), None)


def _para(chance: random.Random) -> Asked:
    """Words, a phrase and perhaps a condition, all of one paragraph."""
    first, second = chance.choice(WORDS), chance.choice(WORDS)
    condition, holds = chance.choice(_CONDITIONS)

    def in_paragraph(doc: Doc, at: int) -> bool:
        passages = doc.passages_of_paragraphs()[at]
        wanted = (AnyWord("text", tuple(_family(first))), AnyWord("text", (second,)))
        return holds(doc, at) and all(any(count(leaf, passage) for passage in passages) for leaf in wanted)

    return Asked(
        f'para:({first} "{second}"{condition})',
        lambda doc: any(in_paragraph(doc, at) for at in range(len(doc.paragraphs))),
        None,
    )


_CONDITIONS: list[tuple[str, InParagraph]] = [
    ("", lambda doc, at: True),
    (' mark:"S/NF"', lambda doc, at: doc.paragraphs[at][2] == "S/NF"),
    (" -mark:C", lambda doc, at: doc.paragraphs[at][2] != "C"),
    (" role:summary", lambda doc, at: doc.paragraphs[at][3] == "summary"),
    (" number:[2 TO 300]", lambda doc, at: 2 <= doc.paragraphs[at][1] <= 300),
    (" tag:PGOV", lambda doc, at: "PGOV" in doc.tags),
]


def _both(chance: random.Random, depth: int) -> Asked:
    a, b = random_query(chance, depth), random_query(chance, depth)
    stock = whoosh.And([a.stock, b.stock]) if a.stock is not None and b.stock is not None else None
    sign = chance.choice((" ", " AND "))
    return Asked(f"({a.text}){sign}({b.text})", lambda doc: a.holds(doc) and b.holds(doc), stock)


def _either(chance: random.Random, depth: int) -> Asked:
    a, b = random_query(chance, depth), random_query(chance, depth)
    stock = whoosh.Or([a.stock, b.stock]) if a.stock is not None and b.stock is not None else None
    return Asked(f"({a.text}) OR ({b.text})", lambda doc: a.holds(doc) or b.holds(doc), stock)


def _without(chance: random.Random, depth: int) -> Asked:
    a, b = random_query(chance, depth), random_query(chance, depth)
    # Not AndNot, which errs within another.
    stock = whoosh.And([a.stock, whoosh.Not(b.stock)]) if a.stock is not None and b.stock is not None else None
    sign = chance.choice((" NOT ", " -"))
    return Asked(f"({a.text}){sign}({b.text})", lambda doc: a.holds(doc) and not b.holds(doc), stock)
