"""The query language: text as typed becomes a plan, a sentence that says how it was read, and notices.

Lucene syntax: blank or AND, OR, NOT, leading - and +, brackets, "exact phrases", "words near"~5, word~1, * and ?,
field:value, ranges and comparisons. OR binds its two neighbours closer than a blank does. What cannot be read is
searched as plain words, and a notice says so. What can be typed stands in `fields`, as tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from luqum.exceptions import ParseError
from luqum.parser import lexer, parser
from luqum.tree import (
    AndOperation,
    BaseGroup,
    Boost,
    From,
    Fuzzy,
    Item,
    Not,
    OrOperation,
    Phrase,
    Plus,
    Prohibit,
    Proximity,
    Range,
    Regex,
    SearchField,
    To,
    UnknownOperation,
    Word,
)

from cables.search.clauses import Clauses
from cables.search.conditions import Conditions, Span
from cables.search.fields import TEXT, Field, Kind, nearest_field, typed_fields
from cables.search.plan import InParagraph
from cables.search.published import NO_DOCS, Published
from cables.search.readings import Notes, Part, Reading, all_of, any_of, without
from cables.search.segments import Docs
from cables.search.snapshot import Snapshot
from cables.search.terms import Pattern, same_value, written_date
from cables.search.typed import hint, in_lucene_syntax, straightened, unpaired

LONGEST_QUERY = 1000
"""Characters; of a longer text the first ones are read."""
DEEPEST_QUERY = 60
"""Levels of brackets, signs and operators within one another."""
LONGEST_VALUE = 5
"""Words that are tried as one value behind a field without quotation marks: country:Trinidad and Tobago."""

_OPERATORS = frozenset({"AND", "OR", "NOT", "TO"})
_UNEXPECTED = re.compile(r"unexpected\s+'(.+)' at position|Illegal character '(.)", re.DOTALL)


def read_query(
    text: str,
    snapshot: Snapshot,
    *,
    fields: Mapping[str, Field] | None = None,
    typed: bool = True,
    withdrawn: Docs = NO_DOCS,
    unit: str = "cables",
) -> Reading:
    """The plan for a text. Never raises.

    `fields` are by the names that may be typed. `typed` is False for what Haystack writes: values are then taken
    exactly and wildcards may stand anywhere. Values that only `withdrawn` documents have are none. With the unit
    "paragraphs", conditions on paragraphs (mark:, number:, role:) are about the paragraph that is found.
    """
    reader = _Reader(Published(snapshot, withdrawn), typed_fields() if fields is None else fields, typed, unit)
    if not typed:
        return reader.read_lucene(text)
    text = reader.shortened(straightened(text))
    if fault := unpaired(text):
        return reader.plain(text, fault)
    if said := hint(text):
        reader.notes.add(said)
    return reader.read_lucene(in_lucene_syntax(text, reader.notes.add))


class _Reader:
    def __init__(self, published: Published, fields: Mapping[str, Field], typed: bool, unit: str) -> None:
        self.published = published
        self.fields = fields
        self.typed = typed
        self.unit = unit
        self.notes = Notes()
        self.clauses = Clauses(published, self.notes, typed=typed)
        self.conditions = Conditions(published, self.notes, typed=typed, in_paragraph=unit == "paragraphs")

    def read_lucene(self, text: str) -> Reading:
        if not text.strip():
            return self.notes.reading(None, self.unit)
        try:
            tree = parser.parse(text, lexer=lexer.clone())
        except (ParseError, ArithmeticError, ValueError) as error:
            return self.plain(text, unpaired(text) or _unreadable(error))
        if _depth(tree) > DEEPEST_QUERY:
            return self.plain(text, "The query has too many brackets or signs within one another")
        return self.notes.reading(self.read(tree, TEXT), self.unit)

    def shortened(self, text: str) -> str:
        if len(text) <= LONGEST_QUERY:
            return text
        self.notes.add(f"The query is longer than {LONGEST_QUERY:,} characters; only its beginning was searched.")
        return text[:LONGEST_QUERY].rpartition(" ")[0] or text[:LONGEST_QUERY]

    def plain(self, text: str, fault: str) -> Reading:
        """The text as words that must all be found; `fault` says why, without a full stop."""
        self.notes.add(f"{fault}; its words were searched as plain words.", misread=True)
        bare = " ".join(word for word in text.split() if word not in _OPERATORS)
        return self.notes.reading(self.clauses.all_words(bare, TEXT), self.unit)

    def read(self, item: Item, field: Field) -> Part | None:
        match item:
            case AndOperation() | UnknownOperation():
                return all_of([self.read(part, field) for part in self.with_whole_values(item.children)])
            case OrOperation():
                return any_of([self.read(part, field) for part in item.children])
            case BaseGroup() | Plus():
                return self.read(item.children[0], field)
            case Not() | Prohibit():
                part = self.read(item.children[0], field)
                return without(part) if part else None
            case SearchField():
                return self.search_field(item)
            case Range() | From() | To():
                return self.range(item, field)
            case Word():
                return self.bare(item.value, field)
            case Phrase():
                return self.quoted(_unescaped(item.value[1:-1]), field)
            case Proximity() | Fuzzy():
                return self.approximate(item, field)
            case _:
                return self.refused(item, field)

    def with_whole_values(self, items: Sequence[Item]) -> list[Item]:
        """Words behind field:word that make up one value with it are joined to it: class:top secret."""
        whole: list[Item] = []
        rest = list(items) if self.typed else []
        while rest:
            item, *rest = rest
            taken = self.words_of_value(item, rest)
            if taken:
                text = " ".join(_unescaped(word.value) for word in (item.expr, *rest[:taken]))
                item, rest = SearchField(item.name, Phrase(f'"{_escaped(text)}"')), rest[taken:]
            whole.append(item)
        return whole or list(items)

    def words_of_value(self, item: Item, rest: Sequence[Item]) -> int:
        """How many of the items behind field:word belong to its value."""
        field = self.fields.get(item.name.lower()) if isinstance(item, SearchField) else None
        if field is None or field.kind not in (Kind.VALUE, Kind.LEVEL, Kind.DATE) or not isinstance(item.expr, Word):
            return 0
        words = [_unescaped(item.expr.value)]
        for one in rest[: LONGEST_VALUE - 1]:
            if not isinstance(one, Word):
                break
            words.append(_unescaped(one.value))
        for size in range(len(words), 1, -1):
            if self.is_value(" ".join(words[:size]), field):
                return size - 1
        return 0

    def is_value(self, text: str, field: Field) -> bool:
        return bool(written_date(text) if field.kind is Kind.DATE else same_value(self.published, field, text))

    def search_field(self, item: SearchField) -> Part | None:
        field = self.fields.get(item.name.lower() if self.typed else item.name)
        if field is None:
            return self.unknown_field(item)
        if field.kind is Kind.PARAGRAPH:
            return self.paragraph(item.expr, field)
        return self.spelt_out(item.expr, field) or self.read(item.expr, field)

    def unknown_field(self, item: SearchField) -> Part | None:
        near = nearest_field(item.name)
        meant = f"; did you mean {near}:? It" if near else "; it"
        self.notes.add(f"There is no field “{item.name}”{meant} was searched as a plain word.", misread=True)
        return all_of([self.clauses.all_words(item.name, TEXT), self.read(item.expr, TEXT)])

    def paragraph(self, expression: Item, field: Field) -> Part | None:
        """What must hold for one and the same paragraph."""
        if self.conditions.in_paragraph:
            return self.read(expression, TEXT)
        self.conditions.in_paragraph = True
        part = self.read(expression, TEXT)
        self.conditions.in_paragraph = False
        return Part(InParagraph(part.plan), f"{field.label} {part.bracketed}") if part else None

    def spelt_out(self, expression: Item, field: Field) -> Part | None:
        """One value written as several words in brackets: class:(top secret), id:(09 Baku 266)."""
        if field.kind not in _SPELT_OUT or not isinstance(expression, BaseGroup):
            return None
        words = expression.children[0].children
        if len(words) < 2 or not all(isinstance(word, Word) for word in words):
            return None
        text = " ".join(_unescaped(word.value) for word in words)
        return self.conditions.value(text, field) if same_value(self.published, field, text) else None

    def bare(self, raw: str, field: Field) -> Part | None:
        """A word that is not in quotes."""
        text = _unescaped(raw)
        pattern = Pattern.read(raw)
        if field.kind is not Kind.WORDS:
            if pattern is None:
                return self.conditions.value(text, field)
            return self.conditions.like(pattern, text, field) if self.clauses.may_expand(text) else None
        if pattern is not None:
            return self.clauses.like(pattern, text, field)
        named = self.clauses.cable(text) if field is TEXT and self.typed and not self.conditions.in_paragraph else None
        return named or self.clauses.bare(text, field)

    def quoted(self, text: str, field: Field) -> Part | None:
        if field.kind is Kind.WORDS:
            return self.clauses.quoted(text, field)
        return self.conditions.value(text, field)

    def approximate(self, item: Proximity | Fuzzy, field: Field) -> Part | None:
        """Words near each other, "a b"~5, and a word with those spelt like it, a~1."""
        text = _unescaped(item.term.value.strip('"') if isinstance(item, Fuzzy) else item.term.value[1:-1])
        if field.kind is not Kind.WORDS:
            self.notes.add(f"“{item}” asks for what is like a value, but values are exact; ~ was left out.")
            return self.conditions.value(text, field)
        if isinstance(item, Proximity):
            return self.clauses.near(text, str(item).strip(), item.degree, field)
        return self.clauses.similar(text, None if str(item).endswith("~") else item.degree, field)

    def range(self, item: Range | From | To, field: Field) -> Part | None:
        match item:
            case From():
                span = Span(_bound(item.a), "*", with_low=item.include)
            case To():
                span = Span("*", _bound(item.a), with_high=item.include)
            case _:
                span = Span(_bound(item.low), _bound(item.high), item.include_low, item.include_high)
        part = self.conditions.range(span, field)
        if part is not None:
            return part
        self.notes.add(
            f"“{str(item).strip()}” is a range, which only date:, number:, class:, precedence: and mark: can have;"
            " its words were searched.",
            misread=True,
        )
        words = " ".join(one for one in (span.low, span.high) if one != "*")
        return self.clauses.all_words(words, field) if field.kind is Kind.WORDS else self.conditions.value(words, field)

    def refused(self, item: Item, field: Field) -> Part | None:
        if isinstance(item, Boost):
            self.notes.add("Weights (^) cannot be given; the word was searched as it is.", misread=True)
            return self.read(item.children[0], field)
        what = "Regular expressions are refused" if isinstance(item, Regex) else f"“{item}” could not be read"
        self.notes.add(f"{what}; their words were searched as plain words.", misread=True)
        return self.clauses.all_words(str(item), TEXT if field.kind is not Kind.WORDS else field)


_SPELT_OUT = frozenset({Kind.VALUE, Kind.LEVEL, Kind.CABLE})


def _bound(item: Item) -> str:
    text = str(item).strip()
    return _unescaped(text[1:-1] if text.startswith('"') else text)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _unreadable(error: Exception) -> str:
    found = _UNEXPECTED.search(str(error))
    if found:
        return f"The query could not be read at “{(found[1] or found[2]).strip()}”, where a word should stand"
    return "The query could not be read, because it ends where a word should follow"


def _depth(tree: Item) -> int:
    deepest = 0
    waiting = [(tree, 1)]
    while waiting:
        item, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in item.children]
    return deepest
