"""A query as the engine evaluates it: a small tree of values, made by `language`, read by `evaluate` and `marking`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents."""


@dataclass(frozen=True, slots=True)
class AnyWord:
    """Documents whose word field has at least one of the words."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExactPhrase:
    """Documents whose word field has the words next to one another in this order; at least two."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Documents whose word field has all the words close together, in any order, within one passage; at least two.

    From the first of them to the last there are at most `distance` other words. A word that is named twice must stand
    there twice.
    """

    field: str
    words: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class HasWords:
    """Documents whose word field has any word."""

    field: str


@dataclass(frozen=True, slots=True)
class AnyValue:
    """Documents whose value field has at least one of the values, as written."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class HasValues:
    """Documents whose value field has any value."""

    field: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Documents dated from `first` to `last`, day numbers, both inclusive; undated ones never."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class InParagraph:
    """Documents with at least one paragraph for which `part` holds.

    Inside, words and phrases of the field `text` are those of the paragraph and its heading, Marked, Numbered and
    InRole are about the paragraph, and everything else is about its document.
    """

    part: Plan


@dataclass(frozen=True, slots=True)
class Marked:
    """Paragraphs with one of these portion markings, as stored; "" is a paragraph without one."""

    markings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Paragraphs numbered from `first` to `last`, both inclusive; unnumbered ones never."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class InRole:
    """Paragraphs of one of these roles: summary, comment, note ..."""

    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    part: Plan


Leaf = AnyWord | ExactPhrase | Near
"""What a reader looks for in a text, and sees marked."""
Plan = (
    Everything
    | Leaf
    | HasWords
    | AnyValue
    | HasValues
    | DateRange
    | InParagraph
    | Marked
    | Numbered
    | InRole
    | AllOf
    | AnyOf
    | NoneOf
)

NOTHING = AnyOf(())


def wanted_words(plan: Plan, holds: Callable[[Plan], bool] = lambda part: True) -> Iterator[Leaf]:
    """The words and phrases that a document is searched for, without those that it must not have.

    Only parts for which `holds` are followed: for a document at hand, those that it matches.
    """
    if not holds(plan):
        return
    match plan:
        case AnyWord() | ExactPhrase() | Near():
            yield plan
        case InParagraph(part):
            yield from wanted_words(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from wanted_words(part, holds)
        case _:
            return
