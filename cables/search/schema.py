"""What the index holds: word fields with true positions, value fields kept whole, keys, dates and fingerprints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from haystack import connections
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from whoosh.fields import ID as STORED_ID
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Existence, Positions

from cables.search_indexes import PARAGRAPHS, WORD_FIELDS

FORMAT = 3
"""Counts up with every change of what is indexed or how; an index of another format is not read but rebuilt."""
FINGERPRINT = "fingerprint"
"""Stored with each document: a hash of all that was indexed of it."""
DATE = "date"


class WordsField(FieldType):  # type: ignore[misc]
    """Text as its words, as written, each with its positions. Passages are separated by PASSAGE_END."""

    def __init__(self) -> None:
        super().__init__(format=Positions(), analyzer=None, scorable=True)


class ValuesField(FieldType):  # type: ignore[misc]
    """Values as they are, whatever characters they hold: one, or a list of them."""

    def __init__(self) -> None:
        super().__init__(format=Existence(), analyzer=None)


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of a segment, by how they are kept."""

    words: tuple[str, ...]
    values: tuple[str, ...]

    @classmethod
    def of(cls, schema: Any) -> Layout:
        def names(kind: type) -> tuple[str, ...]:
            return tuple(sorted(name for name, field in schema.items() if isinstance(field, kind)))

        return cls(names(WordsField), names(ValuesField))


def build_schema(fields: Mapping[str, Any]) -> tuple[str, Any]:
    """The name of the document field, and the Whoosh schema for Haystack's search fields."""
    columns: dict[str, Any] = {name: STORED_ID(stored=True) for name in (ID, DJANGO_CT, DJANGO_ID)}
    columns |= {FINGERPRINT: STORED(), DATE: STORED(), PARAGRAPHS: STORED()}
    for name in fields:
        if name not in (DATE, PARAGRAPHS):
            columns[name] = WordsField() if name in WORD_FIELDS else ValuesField()
    document = next(name for name, field in fields.items() if field.document)
    return document, Schema(**columns)


def index_schema(alias: str = "default") -> Any:
    """The Whoosh schema for the fields of a Haystack connection."""
    _, schema = build_schema(connections[alias].get_unified_index().all_searchfields())
    return schema


def document(prepared: Mapping[str, Any]) -> dict[str, Any]:
    """What Haystack prepared of a cable, in the form the index takes, with its fingerprint."""
    values = {name: _plain(value) for name, value in prepared.items()}
    stated = {name: value for name, value in values.items() if value not in (None, "", [])}
    text = json.dumps(stated, sort_keys=True, ensure_ascii=True)
    return stated | {FINGERPRINT: hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
