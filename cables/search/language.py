"""The query language: text as typed becomes a plan, a sentence that says how it was read, and notices.

Lucene syntax: blank or AND, OR, NOT, leading - and +, brackets, "exact phrases", * and ?, field:value, date ranges. OR
binds its two neighbours closer than a blank does. What cannot be read is searched as plain words, and a notice says so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

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

from cables.search.dates import date_range, day_range
from cables.search.fields import FIELDS, TEXT, Field, Kind
from cables.search.plan import (
    NOTHING,
    AllOf,
    AnyOf,
    AnyValue,
    AnyWord,
    DateRange,
    Everything,
    ExactPhrase,
    HasWords,
    NoneOf,
    Plan,
)
from cables.search.snapshot import Snapshot
from cables.search.terms import EXPANDED_WORDS, Pattern, matching_values, matching_words, same_stem, same_value
from cables.search.words import folded_words

LONGEST_QUERY = 1000
"""Characters; of a longer text the first ones are read."""
DEEPEST_QUERY = 60
"""Levels of brackets, signs and operators within one another."""
SHORTEST_PREFIX = 2
"""Letters or digits that must stand before the first * or ?."""

_OPERATORS = frozenset({"AND", "OR", "NOT", "TO"})
_TYPOGRAPHIC_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_UNTYPED = (
    (re.compile(r"[\x00-\x1f\x7f]"), " "),
    (re.compile(r"(?<!\S)&&(?!\S)"), "AND"),
    (re.compile(r"(?<!\S)\|\|(?!\S)"), "OR"),
    (re.compile(r"(?<!\S)!(?=[^\s!])"), "-"),
    (re.compile(r"(?<!\S)[-+'/&](?!\S)"), " "),
    (re.compile(r"(?<![^\s(:])'"), " "),
)
"""Signs that Lucene writes otherwise, or that mean nothing where they stand: a dash between blanks excludes no word."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was read."""

    plan: Plan
    understood: str = ""
    notices: tuple[str, ...] = ()
    misread: bool = False
    """Whether a part could not be read as a query and was searched as plain words."""


def read_query(text: str, snapshot: Snapshot, *, fields: Mapping[str, Field] = FIELDS, typed: bool = True) -> Reading:
    """The plan for a text. Never raises.

    `typed` is False for what Haystack writes: values are then taken exactly and wildcards may stand anywhere.
    """
    reader = _Reader(snapshot, fields, typed)
    text = reader.shortened(_untyped(text) if typed else text)
    if not text.strip():
        return Reading(Everything(), "", tuple(reader.notices))
    try:
        tree = parser.parse(text, lexer=lexer.clone())
    except (ParseError, ArithmeticError, ValueError) as error:
        return reader.plain(text, _unreadable(text, error))
    if _depth(tree) > DEEPEST_QUERY:
        return reader.plain(text, "The query has too many brackets or signs within one another")
    return reader.finished(reader.read(tree, TEXT))


@dataclass(frozen=True, slots=True)
class _Read:
    """One part of a query: its plan, and how it is said; `joined` says want brackets inside another part."""

    plan: Plan
    said: str
    joined: bool = False


class _Reader:
    def __init__(self, snapshot: Snapshot, fields: Mapping[str, Field], typed: bool) -> None:
        self.snapshot = snapshot
        self.fields = fields
        self.typed = typed
        self.notices: dict[str, None] = {}
        self.misread = False
        self.words_left = EXPANDED_WORDS if typed else sys.maxsize

    def notice(self, sentence: str, *, misread: bool = False) -> None:
        self.notices[sentence] = None
        self.misread = self.misread or misread

    def shortened(self, text: str) -> str:
        if len(text) <= LONGEST_QUERY or not self.typed:
            return text
        self.notice(f"The query is longer than {LONGEST_QUERY:,} characters; only its beginning was searched.")
        return text[:LONGEST_QUERY].rpartition(" ")[0] or text[:LONGEST_QUERY]

    def finished(self, read: _Read | None) -> Reading:
        if read is None:
            return Reading(Everything(), "", tuple(self.notices), self.misread)
        return Reading(read.plan, f"Cables that match {read.said}.", tuple(self.notices), self.misread)

    def plain(self, text: str, fault: str) -> Reading:
        """The text as words that must all be found; `fault` says why, without a full stop."""
        self.notice(f"{fault}; its words were searched as plain words.", misread=True)
        bare = " ".join(word for word in text.split() if word not in _OPERATORS)
        return self.finished(self.all_words(bare, TEXT))

    def all_words(self, text: str, field: Field) -> _Read | None:
        return self.joined((self.word(word, field) for word in folded_words(text)), "and", AllOf)

    def joined(
        self, parts: Iterable[_Read | None], operator: str, combine: Callable[[tuple[Plan, ...]], Plan]
    ) -> _Read | None:
        read = [part for part in parts if part is not None]
        if len(read) < 2:
            return read[0] if read else None
        said = f" {operator} ".join(f"({part.said})" if part.joined else part.said for part in read)
        return _Read(combine(tuple(part.plan for part in read)), said, joined=True)

    def read(self, item: Item, field: Field) -> _Read | None:
        match item:
            case AndOperation() | UnknownOperation():
                return self.joined([self.read(part, field) for part in item.children], "and", AllOf)
            case OrOperation():
                return self.joined([self.read(part, field) for part in item.children], "or", AnyOf)
            case BaseGroup() | Plus():
                return self.read(item.children[0], field)
            case Not() | Prohibit():
                return self.negated(self.read(item.children[0], field))
            case SearchField():
                return self.search_field(item)
            case Range() | From() | To():
                return self.range(item, field)
            case Word():
                return self.bare(item.value, field)
            case Phrase():
                return self.quoted(_unescaped(item.value[1:-1]), field)
            case _:
                return self.unsupported(item, field)

    def negated(self, part: _Read | None) -> _Read | None:
        if part is None:
            return None
        return _Read(NoneOf(part.plan), f"not ({part.said})" if part.joined else f"not {part.said}")

    def search_field(self, item: SearchField) -> _Read | None:
        field = self.fields.get(item.name.lower() if self.typed else item.name)
        if field is not None:
            return self.spelt_out(item.expr, field) or self.read(item.expr, field)
        self.notice(f"There is no field “{item.name}”; it was searched as a plain word.", misread=True)
        return self.joined([self.all_words(item.name, TEXT), self.read(item.expr, TEXT)], "and", AllOf)

    def spelt_out(self, expression: Item, field: Field) -> _Read | None:
        """One value written as several words in brackets: class:(top secret), id:(09 Baku 266)."""
        if field.kind not in (Kind.VALUE, Kind.CABLE) or not isinstance(expression, BaseGroup):
            return None
        words = expression.children[0].children
        if len(words) < 2 or not all(isinstance(word, Word) for word in words):
            return None
        text = " ".join(_unescaped(word.value) for word in words)
        found = same_value(self.snapshot, field, text)
        return _Read(AnyValue(field.name, found), f"{field.label} {' or '.join(sorted(found))}") if found else None

    def unsupported(self, item: Item, field: Field) -> _Read | None:
        match item:
            case Fuzzy():
                self.notice("Similar spellings (~) cannot be searched; the word was searched as it is.", misread=True)
            case Proximity():
                self.notice(
                    "Words near each other (~) cannot be searched; the phrase was taken as it is.", misread=True
                )
            case Boost():
                self.notice("Weights (^) cannot be given; the word was searched as it is.", misread=True)
            case Regex():
                words = self.all_words(item.value, field)
                if words is not None:
                    self.notice(
                        "Regular expressions are refused; their words were searched as plain words.", misread=True
                    )
                return words
            case _:
                self.notice(f"“{item}” could not be read; its words were searched as plain words.", misread=True)
                return self.all_words(str(item), field)
        return self.read(item.children[0], field)

    def bare(self, raw: str, field: Field) -> _Read | None:
        """A word that is not in quotes."""
        pattern = Pattern.read(raw)
        text = _unescaped(raw)
        if pattern is not None:
            return self.pattern(pattern, text, field)
        if field.kind is not Kind.WORDS:
            return self.value(text, field)
        words = folded_words(text)
        if not words:
            self.notice(f"“{text}” has no letter or digit and was left out.")
            return None
        return self.word(words[0], field) if len(words) == 1 else self.exact(words, field)

    def quoted(self, text: str, field: Field) -> _Read | None:
        if field.kind is not Kind.WORDS:
            return self.value(text, field)
        words = folded_words(text)
        if not words:
            self.notice(f"“{text}” has no letter or digit and was left out.")
            return None
        return self.exact(words, field)

    def word(self, word: str, field: Field) -> _Read:
        """A bare word: every word of its stem in the cable's text, only itself in names."""
        if field.name not in ("text", "subject"):
            return self.exact((word,), field)
        forms = same_stem(self.snapshot, word)
        said = f"any form of {word}" if word.isalpha() else word
        return _Read(AnyWord(field.name, forms), _in_field(said, field))

    def exact(self, words: tuple[str, ...], field: Field) -> _Read:
        plan = ExactPhrase(field.name, words) if len(words) > 1 else AnyWord(field.name, words)
        return _Read(plan, _in_field(f"“{' '.join(words)}”", field))

    def pattern(self, pattern: Pattern, text: str, field: Field) -> _Read | None:
        if field.kind is Kind.DATE:
            return self.value(text, field)
        if pattern.everything:
            return self.anything(field)
        if self.typed and pattern.letters_before_wildcard < SHORTEST_PREFIX:
            self.notice(
                f"“{text}” needs at least {SHORTEST_PREFIX} letters before the * or ?; it was searched without."
            )
            return self.all_words(text, field) if field.kind is Kind.WORDS else self.value(text.strip("*?"), field)
        if field.kind is not Kind.WORDS:
            values = matching_values(pattern, self.snapshot.column(field.name).values)
            return _Read(AnyValue(field.name, frozenset(values)), f"{field.label} {text}")
        if not pattern.one_word:
            self.notice(f"In “{text}” the * or ? stands in more than one word; its words were searched as plain words.")
            return self.all_words(text, field)
        found = matching_words(pattern, self.snapshot, field.name)
        if len(found) > self.words_left:
            self.notice(f"“{text}” stands for {len(found):,} words; only the first {self.words_left:,} were searched.")
        words = tuple(found[: self.words_left])
        self.words_left -= len(words)
        return _Read(AnyWord(field.name, words), _in_field(f"words like {text}", field))

    def anything(self, field: Field) -> _Read:
        if field.name == "text":
            return _Read(Everything(), "anything")
        if field.kind is Kind.WORDS:
            return _Read(HasWords(field.name), _in_field("anything", field))
        return _Read(AnyValue(field.name, frozenset(self.snapshot.column(field.name).values)), f"any {field.label}")

    def value(self, text: str, field: Field) -> _Read:
        if field.kind is Kind.DATE:
            return self.date(text, text, text)
        found = same_value(self.snapshot, field, text) if self.typed else frozenset({text})
        if not found:
            self.notice(f"No cable has {field.label} “{text}”.")
        return _Read(AnyValue(field.name, found), f"{field.label} {' or '.join(sorted(found)) or text}")

    def range(self, item: Range | From | To, field: Field) -> _Read | None:
        if field.kind is not Kind.DATE:
            return self.no_range(item, field)
        match item:
            case From():
                return self.date(
                    _bound(item.a), "*", f"{'from' if item.include else 'after'} {_bound(item.a)}", item.include
                )
            case To():
                said = f"{'to' if item.include else 'before'} {_bound(item.a)}"
                return self.date("*", _bound(item.a), said, include_high=item.include)
            case _:
                low, high = _bound(item.low), _bound(item.high)
                return self.date(low, high, f"{low} to {high}", item.include_low, item.include_high)

    def no_range(self, item: Range | From | To, field: Field) -> _Read | None:
        self.notice(
            f"“{str(item).strip()}” is a range, which only date: can have; its words were searched.", misread=True
        )
        bounds = " ".join(_bound(bound) for bound in item.children)
        return self.all_words(bounds, field) if field.kind is Kind.WORDS else self.value(bounds, field)

    def date(self, low: str, high: str, said: str, include_low: bool = True, include_high: bool = True) -> _Read:
        said = f"date {said}"
        for bound in (low, high):
            if day_range(bound) is None:
                self.notice(f"“{bound}” is no date: write 2009, 2009-04 or 2009-04-06.", misread=True)
                return _Read(NOTHING, said)
        first, last = date_range(low, high, include_low=include_low, include_high=include_high)
        if first > last:
            self.notice(f"The range of dates from {low} to {high} ends before it begins.")
        return _Read(DateRange(first, last), said)


def _in_field(said: str, field: Field) -> str:
    if field.name == "text":
        return said
    return f"{said} {field.label}" if field.name == "subject" else f"{field.label} {said}"


def _bound(item: Item) -> str:
    text = str(item).strip()
    return _unescaped(text[1:-1] if text.startswith('"') else text)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _untyped(text: str) -> str:
    text = text.translate(_TYPOGRAPHIC_QUOTES)
    for pattern, replacement in _UNTYPED:
        text = pattern.sub(replacement, text)
    return text


def _unreadable(text: str, error: Exception) -> str:
    if text.count('"') % 2:
        return "A quotation mark has no partner"
    if text.count("(") != text.count(")"):
        return "A bracket has no partner"
    return "The query could not be read, because a sign or operator stands where a word should be"


def _depth(tree: Item) -> int:
    deepest = 0
    waiting = [(tree, 1)]
    while waiting:
        item, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in item.children]
    return deepest
