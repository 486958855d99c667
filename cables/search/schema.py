"""The Whoosh schema: word fields with true positions, value fields kept whole, primary keys stored."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from whoosh.fields import ID as STORED_ID
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Existence, Positions

from cables.search.words import folded_words
from cables.search_indexes import PASSAGE_END, WORD_FIELDS

FORMAT = 1
"""Counts up with every change of what is indexed or how; an index of another format is not read but rebuilt."""
PASSAGE_GAP = 100
"""Positions left free between two passages."""
FINGERPRINT = "fingerprint"
"""Stored with each document: a hash of all that was indexed of it."""
STORED_FIELDS = frozenset({ID, DJANGO_CT, DJANGO_ID, "reference_id", "date"})


class WordsField(FieldType):  # type: ignore[misc]
    """Text as its words, as written, each with its positions. Passages are separated by PASSAGE_END."""

    def __init__(self) -> None:
        super().__init__(format=Positions(), analyzer=None, scorable=True)

    def index(self, value: str, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, places in _places(value).items():
            yield word.encode(), len(places), float(len(places)), self.format.encode(places)


class ValuesField(FieldType):  # type: ignore[misc]
    """Values as they are, whatever characters they hold: one, or a list of them."""

    def __init__(self, *, stored: bool = False) -> None:
        super().__init__(format=Existence(), analyzer=None, stored=stored)

    def index(self, value: str | Iterable[str], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        values = {value} if isinstance(value, str) else set(value)
        for one in sorted(values):
            yield one.encode(), 1, 1.0, b""


def build_schema(fields: Mapping[str, Any]) -> tuple[str, Any]:
    """The name of the document field, and the Whoosh schema for Haystack's search fields."""
    columns: dict[str, Any] = {
        ID: STORED_ID(stored=True, unique=True),
        DJANGO_CT: STORED_ID(stored=True),
        DJANGO_ID: STORED_ID(stored=True),
        FINGERPRINT: STORED(),
    }
    for name in fields:
        columns[name] = WordsField() if name in WORD_FIELDS else ValuesField(stored=name in STORED_FIELDS)
    document = next(name for name, field in fields.items() if field.document)
    return document, Schema(**columns)


def document(prepared: Mapping[str, Any]) -> dict[str, Any]:
    """What Haystack prepared of a cable, in the form the schema takes, with its fingerprint."""
    values = {name: _plain(value) for name, value in prepared.items()}
    stated = {name: value for name, value in values.items() if value not in (None, "", [])}
    text = json.dumps(stated, sort_keys=True, ensure_ascii=True)
    return stated | {FINGERPRINT: hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _places(text: str) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    position = 0
    for passage in text.split(PASSAGE_END):
        for word in folded_words(passage):
            places[word].append(position)
            position += 1
        position += PASSAGE_GAP
    return places
