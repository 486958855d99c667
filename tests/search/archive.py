"""Invented archives for the search tests, and plain-Python oracles that know nothing of the index."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cables.models import Cable, IndexChange
from cables.search import drain
from tests.factories import make_cable

FAMILIES = (
    ("attack", "attacks", "attacked", "attacking"),
    ("dam", "dams"),
    ("minister", "ministers"),
    ("negotiate", "negotiated", "negotiating"),
    ("policy", "policies"),
    ("the",),
    ("of",),
    ("haditha",),
    ("cafe",),
    ("2009",),
)
"""Words that are forms of one another; each form's English stem is that of its family only."""
POSTS = ("BAKU", "BAGHDAD", "PARIS", "THEHAGUE")
PRECEDENCES = ("", "ROUTINE", "PRIORITY", "NIACT IMMEDIATE")
LEVELS = ("", "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
TAGS = ("PGOV", "PREL", "ECON", "AJ", "IZ", "NATO", "KDEM", "CLINTON, HILLARY", "AER LINGUS", "ZZ|ODD")
CAPTIONS = ("SIPDIS", "NOFORN", "LIMDIS, SPECIAL")


def index(*cables: Cable) -> None:
    """Records a change of each cable, as ingest does, and lets the index follow."""
    record(cables)
    drain()


def record(cables: Iterable[Cable]) -> None:
    IndexChange.objects.bulk_create(IndexChange(reference_id=cable.reference_id, cable_pk=cable.pk) for cable in cables)


def random_archive(seed: int, size: int = 40) -> list[Cable]:
    """Cables with few different words, values and dates, so that every combination occurs; some fields are empty."""
    chance = random.Random(seed)
    cables = []
    for number in range(1, size + 1):
        sent = date(2007, 1, 1) + timedelta(days=chance.randrange(0, 900, 7)) if chance.random() > 0.1 else None
        cables.append(
            make_cable(
                f"09{chance.choice(POSTS)}{number}",
                post=chance.choice((*POSTS, None)),
                sent=sent,
                subject=sentence(chance, 4),
                classification=chance.choice(LEVELS),
                paragraphs=[sentence(chance, 12) for _ in range(chance.randrange(4))],
                tag_codes=chance.sample(TAGS, chance.randrange(4)),
                captions=chance.sample(CAPTIONS, chance.randrange(3)),
                precedence=PRECEDENCES[number % len(PRECEDENCES)],
                visibility=chance.choices(("published", "draft", "withheld"), (8, 1, 1))[0],
            )
        )
    return cables


def sentence(chance: random.Random, longest: int) -> str:
    words = [chance.choice(chance.choice(FAMILIES)) for _ in range(chance.randrange(1, longest + 1))]
    return "".join(
        chance.choice((word, word.upper(), "Café" if word == "cafe" else word)) + chance.choice((" ", ", ", "-"))
        for word in words
    )


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a person sees who reads all cables: the words of each passage."""

    reference_id: str
    passages: tuple[tuple[str, ...], ...]

    def has_word(self, word: str) -> bool:
        return any(word in passage for passage in self.passages)

    def has_form(self, word: str) -> bool:
        family = next((family for family in FAMILIES if word in family), (word,))
        return any(self.has_word(form) for form in family)

    def has_start(self, start: str) -> bool:
        return any(word.startswith(start) for passage in self.passages for word in passage)

    def has_phrase(self, phrase: Sequence[str]) -> bool:
        size = len(phrase)
        return any(
            passage[place : place + size] == tuple(phrase) for passage in self.passages for place in range(len(passage))
        )


def scan() -> list[Scanned]:
    """All published cables, read from the database."""
    return [
        Scanned(
            cable.reference_id,
            tuple(_read(text) for text in (cable.subject, *(p.text for p in cable.paragraphs.all()))),
        )
        for cable in Cable.objects.published().prefetch_related("paragraphs")
    ]


def _read(text: str) -> tuple[str, ...]:
    return tuple(re.findall("[a-z0-9]+", text.lower().replace("é", "e")))
