"""The queries of the benchmark, drawn from the first documents: the same for every engine and every size."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from documents import documents

DRAWN_FROM = 5_000
PER_CLASS = 20
MIXED = 300
FILTERED = 0.2
"""Of the mixed searches, for each kind of filter."""
FACETS = ("classification", "post", "country", "captions", "tags")


@dataclass(frozen=True, slots=True)
class Query:
    """Words as written, no stems. `kind` is one of word, all, any, phrase, prefix."""

    kind: str
    words: tuple[str, ...]
    post: str = ""
    newest: bool = False
    skip: int = 0
    facets: bool = False


def queries(path: Path) -> dict[str, list[Query]]:
    """PER_CLASS queries of each class, by name."""
    chance = random.Random(7)
    texts, posts, found_in = [], [], Counter[str]()
    for document in documents(path, DRAWN_FROM):
        passages = [re.findall("[a-z0-9]+", passage.lower()) for passage in document["text"].split("\f")]
        texts += passages
        posts.append(document["post"])
        found_in.update({word for passage in passages for word in passage if word.isalpha()})
    # Sorted, for a set has another order in every process.
    counted = sorted(found_in.items())
    common = [word for word, docs in counted if DRAWN_FROM * 0.3 < docs < DRAWN_FROM * 0.8]
    middle = [word for word, docs in counted if DRAWN_FROM * 0.01 < docs < DRAWN_FROM * 0.05 and len(word) > 4]
    rare = [word for word, docs in counted if docs == 2 and len(word) > 4]

    def pick(words: list[str]) -> str:
        return chance.choice(words)

    def pair(wanted: list[str]) -> tuple[str, str]:
        allowed = set(wanted)
        while True:
            words = chance.choice(texts)
            pairs = [(a, b) for a, b in pairwise(words) if a in allowed and b in allowed and a != b]
            if pairs:
                return chance.choice(pairs)

    makers = {
        "rare word": lambda: Query("word", (pick(rare),)),
        "common word": lambda: Query("word", (pick(common),)),
        "AND of common and middling": lambda: Query("all", (pick(common), pick(middle))),
        "AND of two common": lambda: Query("all", (pick(common), pick(common))),
        "OR of two common": lambda: Query("any", (pick(common), pick(common))),
        "phrase of common words": lambda: Query("phrase", pair(common)),
        "phrase of middling words": lambda: Query("phrase", pair(middle)),
        "prefix of 4 letters": lambda: Query("prefix", (pick(middle)[:4],)),
        "common word and post": lambda: Query("word", (pick(common),), post=chance.choice(posts)),
        "common word, newest first": lambda: Query("word", (pick(common),), newest=True),
        "common word, page 50": lambda: Query("word", (pick(common),), skip=980),
        "common word, 5 facets": lambda: Query("word", (pick(common),), facets=True),
        "AND of common and middling, 5 facets": lambda: Query("all", (pick(common), pick(middle)), facets=True),
    }
    return {name: [make() for _ in range(PER_CLASS)] for name, make in makers.items()}


def mixed(path: Path) -> list[dict[str, Any]]:
    """MIXED searches as visitors might make them, as arguments of SearchQuery: words with all their forms, phrases,
    filters, dates, orders and pages by chance."""
    chance = random.Random(11)
    plain = [query for of_class in queries(path).values() for query in of_class]
    sorts = ("relevance", "relevance", "relevance", "newest", "oldest")
    return [_search(chance, chance.choice(plain)) | {"sort": chance.choice(sorts)} for _ in range(MIXED)]


def _search(chance: random.Random, query: Query) -> dict[str, Any]:
    words = list(query.words)
    text = {"phrase": f'"{" ".join(words)}"', "prefix": f"{words[0]}*", "any": " OR ".join(words)}
    selected: dict[str, tuple[str, ...]] = {"post": (query.post,)} if query.post else {}
    if chance.random() < FILTERED:
        selected["class"] = (chance.choice(("UNCLASSIFIED", "CONFIDENTIAL", "SECRET")),)
    if chance.random() < FILTERED:
        selected["tag"] = (chance.choice(("PGOV", "PREL", "ECON", "PTER")),)
    asked: dict[str, Any] = {"text": text.get(query.kind, " ".join(words)), "selected": selected}
    if chance.random() < FILTERED:
        year = chance.randrange(2004, 2010)
        asked |= {"date_from": date(year, 1, 1), "date_to": date(year, 12, 31)}
    return asked | {"page": 50 if query.skip else chance.choice((1, 1, 1, 2, 3))}
