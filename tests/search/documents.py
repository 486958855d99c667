"""Invented documents for the index and random plans for it, and what a person finds who reads all of them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from cables.search.plan import (
    AllOf,
    AnyOf,
    AnyValue,
    AnyWord,
    DateRange,
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
from cables.search.segments import PASSAGE_GAP
from cables.search.words import folded_words
from tests.search.archive import FAMILIES, sentence

WORDS = [word for family in FAMILIES for word in family]
TAGS = ("PGOV", "PREL", "AJ", "CLINTON, HILLARY", "ÉTÉ")


@dataclass(frozen=True)
class Doc:
    """One document as it was given to the index."""

    pk: int
    text: str
    subject: str
    tags: tuple[str, ...]
    day: int
    paragraphs: tuple[tuple[int, int, str, str], ...] = ()

    def fields(self) -> dict[str, object]:
        fields: dict[str, object] = {
            "django_id": self.pk,
            "text": self.text,
            "reference_id": f"09BAKU{self.pk}",
            "tags": list(self.tags),
            "fingerprint": f"{self.pk:032x}",
        }
        if self.paragraphs:
            fields["paragraphs"] = list(self.paragraphs)
        if self.subject:
            fields["subject"] = self.subject
        if self.day:
            fields["date"] = np.datetime64(self.day - 719163, "D").astype(object).isoformat()
        return fields

    def passages_of_paragraphs(self) -> list[list[dict[int, str]]]:
        """The word at each place of each passage of each paragraph."""
        passages = self.passages("text")
        rest = iter(passages[len(passages) - sum(size for size, *_ in self.paragraphs) :])
        return [[next(rest) for _ in range(size)] for size, *_ in self.paragraphs]

    def passages(self, field: str) -> list[dict[int, str]]:
        """The word at each place of each passage."""
        return _passages(getattr(self, field))

    def places(self, field: str) -> dict[int, str]:
        """The word at each place."""
        return {place: word for passage in self.passages(field) for place, word in passage.items()}

    def count(self, leaf: Leaf, field: str) -> int:
        return sum(count(leaf, passage) for passage in self.passages(field))

    def matches(self, plan: Plan) -> bool:
        match plan:
            case AnyWord() | ExactPhrase() | Near():
                return self.count(plan, plan.field) > 0
            case HasWords(field):
                return bool(self.places(field))
            case AnyValue(_, values):
                return bool(values & set(self.tags))
            case DateRange(first, last):
                return self.day > 0 and first <= self.day <= last
            case InParagraph(part):
                return any(self.paragraph_matches(at, part) for at in range(len(self.paragraphs)))
            case Marked() | Numbered() | InRole():
                return self.matches(InParagraph(plan))
            case AllOf(parts):
                return all(map(self.matches, parts))
            case AnyOf(parts):
                return any(map(self.matches, parts))
            case NoneOf(part):
                return not self.matches(part)
        return True

    def paragraph_matches(self, at: int, plan: Plan) -> bool:
        _, number, marking, role = self.paragraphs[at]
        match plan:
            case AnyWord(field="text") | ExactPhrase(field="text") | Near(field="text"):
                return self.count_in_paragraph(at, plan) > 0
            case InParagraph(part):
                return self.paragraph_matches(at, part)
            case Marked(markings):
                return marking in markings
            case Numbered(first, last):
                return number > 0 and first <= number <= last
            case InRole(roles):
                return role in roles
            case AllOf(parts):
                return all(self.paragraph_matches(at, part) for part in parts)
            case AnyOf(parts):
                return any(self.paragraph_matches(at, part) for part in parts)
            case NoneOf(part):
                return not self.paragraph_matches(at, part)
        return self.matches(plan)

    def count_in_paragraph(self, at: int, leaf: Leaf) -> int:
        return sum(count(leaf, passage) for passage in self.passages_of_paragraphs()[at])


@cache
def _passages(text: str) -> list[dict[int, str]]:
    found, place = [], 0
    for passage in text.split("\f"):
        words = folded_words(passage)
        found.append(dict(enumerate(words, place)))
        place += len(words) + PASSAGE_GAP
    return found


def count(leaf: Leaf, places: Mapping[int, str]) -> int:
    """How often a word or phrase stands in one passage; for Near, from how many of the words on all are in reach."""
    match leaf:
        case AnyWord(_, words):
            return sum(word in words for word in places.values())
        case ExactPhrase(_, words):
            return sum(all(places.get(at + i) == word for i, word in enumerate(words)) for at in places)
        case Near(_, words, distance):
            needed = Counter(words)
            return sum(
                word in needed and not needed - Counter(places.get(at + i, "") for i in range(len(words) + distance))
                for at, word in places.items()
            )


MARKINGS = ("", "U", "C", "S/NF")
ROLES = ("text", "summary", "comment")


def random_doc(chance: random.Random, pk: int) -> Doc:
    passages = [sentence(chance, 25) for _ in range(chance.randrange(1, 4))]
    subject = sentence(chance, 4) if chance.random() > 0.2 else ""
    tags = tuple(chance.sample(TAGS, chance.randrange(3)))
    rest = chance.randrange(len(passages) + 1)
    paragraphs = []
    while rest >= 0 and len(paragraphs) < 6:
        passages_of_it = min(chance.randrange(3), rest)
        rest -= passages_of_it or chance.randrange(2)
        number = chance.choice((0, len(paragraphs) + 1, 300))
        paragraphs.append((passages_of_it, number, chance.choice(MARKINGS), chance.choice(ROLES)))
    day = chance.choice((0, 0, *range(733400, 733460)))
    return Doc(pk, "\f".join(passages), subject, tags, day, tuple(paragraphs))


def random_plan(chance: random.Random, depth: int = 2) -> Plan:
    kind = chance.choice(
        ["word", "forms", "phrase", "phrase", "near", "value", "date", "has", "marked", "numbered", "role"]
        + ["all", "any", "none", "paragraph", "paragraph"] * (depth > 0)
    )
    field = chance.choice(("text", "text", "subject"))
    match kind:
        case "word":
            return AnyWord(field, (chance.choice([*WORDS, "nosuchword"]),))
        case "forms":
            return AnyWord(field, tuple(sorted(chance.sample(WORDS, 4))))
        case "phrase":
            return ExactPhrase(field, tuple(chance.choice(WORDS) for _ in range(chance.choice((2, 2, 3)))))
        case "near":
            words = tuple(chance.choice(WORDS) for _ in range(chance.choice((2, 2, 3))))
            return Near(field, words, chance.choice((0, 1, 4)))
        case "marked":
            return Marked(frozenset(chance.sample(MARKINGS, chance.choice((1, 2)))))
        case "numbered":
            return Numbered(*sorted(chance.choices((0, 1, 2, 3, 300), k=2)))
        case "role":
            return InRole(frozenset(chance.sample(ROLES, chance.choice((1, 2)))))
        case "paragraph":
            return InParagraph(random_plan(chance, depth - 1))
        case "value":
            return AnyValue("tags", frozenset(chance.sample(TAGS, chance.choice((1, 1, 2)))))
        case "date":
            return DateRange(733390 + chance.randrange(30), 733420 + chance.randrange(30))
        case "has":
            return HasWords(field)
        case "none":
            return NoneOf(random_plan(chance, depth - 1))
    parts = tuple(random_plan(chance, depth - 1) for _ in range(chance.choice((2, 2, 3))))
    return AllOf(parts) if kind == "all" else AnyOf(parts)
