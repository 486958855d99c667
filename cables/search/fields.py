"""The query language as tables: all fields that can be typed and all signs, for the parser, the help page and tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any

from cables.models import Classification, Precedence
from cables.search_indexes import PARAGRAPHS, WORD_FIELDS


class Kind(Enum):
    """What a field is about, and so what may stand behind its colon."""

    WORDS = "words"
    VALUE = "value"
    LEVEL = "level"
    """A value out of an order, so that it can be compared."""
    DATE = "date"
    CABLE = "cable"
    """A cable id, in any spelling."""
    CITES = "cites"
    """A cable id among the references or in the text."""
    CITED_BY = "cited by"
    """The id of a cable whose references are meant."""
    PARAGRAPH = "paragraph"
    """Anything that must be found in one paragraph."""
    MARKING = "marking"
    NUMBER = "number"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    """The field of the index; for what is no field of it, the name that people type."""
    kind: Kind
    label: str
    """How it is called when a query is echoed: behind the words of a field of words, before a value."""
    description: str = ""
    """One sentence for the help page."""
    example: str = ""
    aliases: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    """Of levels: all values, ascending."""

    @property
    def noun(self) -> str:
        return self.label.removeprefix("the ")


TEXT = Field("text", Kind.WORDS, "")
PARAGRAPH_KINDS = frozenset({Kind.MARKING, Kind.NUMBER, Kind.ROLE})
"""Conditions that hold for a paragraph, not for a cable."""
LEVELS = tuple(Classification.values)
PRECEDENCES = tuple(reversed(Precedence.values))
ROLES: Mapping[str, str] = {
    "text": "ordinary text",
    "summary": "a summary",
    "comment": "a comment",
    "introduction": "an introduction",
    "note": "a note",
    "quotation": "a quotation",
    "talking-points": "talking points",
    "action-request": "a request for action",
    "classification": "a classification line",
}
"""What a paragraph can be, as stored, and how it is said."""

FIELDS: Mapping[str, Field] = {
    "subject": Field(
        "subject", Kind.WORDS, "in the subject", "Words of the subject line.", "subject:election", ("title",)
    ),
    "from": Field(
        "sender", Kind.WORDS, "in the sender", "Words of the sender, as the FM line has it.", "from:amembassy"
    ),
    "to": Field(
        "addressees", Kind.WORDS, "among the addressees", "Words of the addressees, for action or info.", "to:ankara"
    ),
    "tag": Field("tags", Kind.VALUE, "TAGS", "A TAGS code or its name.", "tag:PGOV", ("tags",)),
    "class": Field(
        "classification",
        Kind.LEVEL,
        "the classification",
        "The level of the whole cable; levels can be compared.",
        "class:>=CONFIDENTIAL",
        ("classification", "level"),
        LEVELS,
    ),
    "caption": Field("captions", Kind.VALUE, "the caption", "A handling instruction.", "caption:NODIS", ("captions",)),
    "post": Field("post", Kind.VALUE, "the post", "The post that sent it, by code or name.", "post:Baku"),
    "country": Field(
        "country", Kind.VALUE, "the country", "The country of the post that sent it.", "country:Azerbaijan"
    ),
    "date": Field(
        "date",
        Kind.DATE,
        "date",
        "The day, month or year it was sent, or a range of them.",
        "date:[2009-01 TO 2009-04]",
        ("sent",),
    ),
    "precedence": Field(
        "precedence",
        Kind.LEVEL,
        "the precedence",
        "How fast it had to be delivered; precedences can be compared.",
        "precedence:>=immediate",
        (),
        PRECEDENCES,
    ),
    "id": Field("reference_id", Kind.CABLE, "the id", "The cable with this id, in any spelling.", "id:09BAKU266"),
    "ref": Field(
        "refs",
        Kind.CABLE,
        "a reference to",
        "Cables whose list of references names this cable.",
        "ref:09BAKU266",
        ("refs", "reftel"),
    ),
    "cites": Field(
        "cites",
        Kind.CITES,
        "a citation of",
        "Cables that name this cable in their list of references or anywhere in their text.",
        "cites:09BAKU266",
    ),
    "citedby": Field(
        "citedby",
        Kind.CITED_BY,
        "a place in the references of",
        "The other way round: cables that the list of references of this cable names.",
        "citedby:09BAKU267",
        ("cited-by",),
    ),
    "signer": Field(
        "signers", Kind.WORDS, "among the signers", "Names under the text.", "signer:smith", ("signed", "signers")
    ),
    "by": Field(
        "classified_by",
        Kind.WORDS,
        "in the classifier’s name or title",
        "Name and title of the officer who classified it.",
        "by:ambassador",
        ("classifier",),
    ),
    "para": Field(
        "para",
        Kind.PARAGRAPH,
        "a paragraph with",
        "All that stands in the brackets must be found in one paragraph.",
        "para:(water rights)",
        ("paragraph",),
    ),
    "mark": Field(
        "mark",
        Kind.MARKING,
        "the level of a marking",
        "A paragraph with exactly this portion mark; marks can be compared by their level.",
        "mark:C/NF",
        ("marking",),
        ("U", "SBU", "LOU", "C", "S", "TS"),
    ),
    "role": Field(
        "role",
        Kind.ROLE,
        "role",
        f"A paragraph that is a {', '.join(role for role in ROLES if role not in ('text', 'classification'))}.",
        "role:summary",
    ),
    "number": Field(
        "number", Kind.NUMBER, "number", "The paragraph of this number, or of a range of numbers.", "number:[1 TO 3]"
    ),
}
"""By the name that people type, which may be in any case."""

SYNTAX: Mapping[str, str] = {
    "water rights": "both words, in any form: rights also finds right",
    '"water rights"': "exactly these words, side by side",
    "water OR river": "at least one of them; beside other words, OR takes its two neighbours",
    "water NOT bottled": "the first without the second",
    "water -bottled": "the same",
    "(water OR river) rights": "brackets say what belongs together",
    "irrigat*": "every word that begins so; at least two letters stand before the star",
    "wom?n": "any one letter",
    "irigation~1": "words within one letter of it; ~2 for two letters",
    '"water river"~5': "both words with at most five others between them, in either order",
    "class:[CONFIDENTIAL TO SECRET]": "from one value to another; {braces} leave the ends out",
    "date:>=2009-04": "from then on; also >, < and <=",
    'post:(Baku OR "The Hague")': "several values of one field; values with blanks go in quotes",
    "signer:*": "cables of which anything is known in this field",
    "-tag:*": "cables of which nothing is",
    "para:(water mark:C)": "what stands in the brackets holds for one and the same paragraph",
    "09 BAKU 00266": "a cable by its id, in any spelling, and the cables that name it",
    r"what\?": "a sign after a backslash is no sign",
}
"""Examples of what else can be written, and what each means."""

_BY_NAME: Mapping[str, Field] = {**FIELDS} | {alias: field for field in FIELDS.values() for alias in field.aliases}


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """One field, as the help page explains it."""

    name: str
    description: str
    example: str
    aliases: tuple[str, ...]
    """Other names that mean the same."""


def describe_fields() -> tuple[FieldHelp, ...]:
    return tuple(FieldHelp(name, field.description, field.example, field.aliases) for name, field in FIELDS.items())


def describe_syntax() -> tuple[tuple[str, str], ...]:
    """Pairs of an example and what it means."""
    return tuple(SYNTAX.items())


def typed_fields() -> Mapping[str, Field]:
    """Fields by every name that people may type, in lower case."""
    return _BY_NAME


def nearest_field(name: str) -> str:
    """The field name most like one that there is not; "" where none is like it."""
    near: list[str] = get_close_matches(name.lower(), _BY_NAME, n=1, cutoff=0.7) if 3 <= len(name) <= 20 else []
    return next((known for known, field in FIELDS.items() if field is _BY_NAME[near[0]]), "") if near else ""


def index_fields(search_fields: Mapping[str, Any]) -> Mapping[str, Field]:
    """The index's own field names, for queries that Haystack writes."""
    names = [name for name in search_fields if name != PARAGRAPHS]
    fields = {name: Field(name, Kind.WORDS if name in WORD_FIELDS else Kind.VALUE, name) for name in names}
    return {**fields, "date": Field("date", Kind.DATE, "date")}
