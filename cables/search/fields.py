"""The fields of the query language: what each name stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cables.search_indexes import PARAGRAPHS, WORD_FIELDS


class Kind(Enum):
    WORDS = "words"
    VALUE = "value"
    DATE = "date"
    CABLE = "cable"
    """A cable id, in any spelling."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    """The field of the index."""
    kind: Kind
    label: str
    """How it is called when a query is echoed."""


TEXT = Field("text", Kind.WORDS, "")

FIELDS: Mapping[str, Field] = {
    "subject": Field("subject", Kind.WORDS, "in the subject"),
    "from": Field("sender", Kind.WORDS, "from"),
    "to": Field("addressees", Kind.WORDS, "to"),
    "tag": Field("tags", Kind.VALUE, "TAGS"),
    "class": Field("classification", Kind.VALUE, "classification"),
    "caption": Field("captions", Kind.VALUE, "caption"),
    "post": Field("post", Kind.VALUE, "post"),
    "country": Field("country", Kind.VALUE, "country"),
    "precedence": Field("precedence", Kind.VALUE, "precedence"),
    "ref": Field("refs", Kind.CABLE, "a reference to"),
    "id": Field("reference_id", Kind.CABLE, "id"),
    "date": Field("date", Kind.DATE, "date"),
}
"""By the name that people type, which may be in any case."""


def index_fields(search_fields: Mapping[str, Any]) -> Mapping[str, Field]:
    """The index's own field names, for queries that Haystack writes."""
    names = [name for name in search_fields if name != PARAGRAPHS]
    fields = {name: Field(name, Kind.WORDS if name in WORD_FIELDS else Kind.VALUE, name) for name in names}
    return fields | {"date": Field("date", Kind.DATE, "date")}
