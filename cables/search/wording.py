"""The terms of a text as it was typed, with their places, so that one can be replaced or taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cables.search.typed import straightened

OPERATORS = frozenset({"AND", "OR", "NOT", "&&", "||"})

_TOKEN = re.compile(
    r"""
      (?P<open> [-+!]? (?:[^\W\d_]+:\s*)? \( )
    | (?P<close> \) (?:~\d*)? )
    | (?P<term> [-+!]? (?:[^\W\d_]+:(?:\s+(?!(?:AND|OR|NOT)\b))?)?
        (?: "(?:[^"\\]|\\.)*" (?:~\d*)? | [\[{] [^\]}]* [\]}] | (?: \\. | [^\s()"] )+ ) )
    | (?P<other> \S )
    """,
    re.VERBOSE | re.DOTALL,
)
_HEAD = re.compile(r"([-+!]?)(?:([^\W\d_]+):\s*)?")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a phrase in quotes, or a field with its value; without what negates it."""

    start: int
    end: int
    text: str
    field: str
    """The field's name as typed, before the term or the bracket that it stands in; "" for none."""
    body: int
    """Where what is searched for begins: behind sign and field."""
    negated: bool


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    kind: str


class Wording:
    """A text of the query language, taken apart; anything can be taken apart."""

    def __init__(self, text: str) -> None:
        self.text = text
        # Quotation marks are straightened in place, so the places are those of the text as typed.
        matches = _TOKEN.finditer(straightened(text))
        self._tokens = [_Token(match.start(), match.end(), match.group(), str(match.lastgroup)) for match in matches]

    def terms(self) -> Iterator[Term]:
        """The terms in order."""
        around: list[tuple[str, bool]] = [("", False)]
        negating = False
        for token in self._tokens:
            head = _HEAD.match(token.text)
            sign, field = (head[1], head[2] or "") if head else ("", "")
            negated = negating or sign in ("-", "!") or around[-1][1]
            if token.kind == "open":
                around.append((field or around[-1][0], negated))
            elif token.kind == "close" and len(around) > 1:
                around.pop()
            elif token.kind == "term" and token.text not in OPERATORS:
                body = token.start + (head.end() if head else 0)
                yield Term(token.start, token.end, token.text, field or around[-1][0], body, negated)
            negating = token.text == "NOT"

    def without(self, term: Term) -> str:
        """The text without a term, and without the operators and brackets that have nothing to hold then."""
        left = list(self._tokens)
        at = next(place for place, token in enumerate(left) if token.start == term.start)
        del left[at]
        while True:
            before = left[at - 1] if at else None
            behind = left[at] if at < len(left) else None
            if before and behind and before.kind == "open" and behind.kind == "close":
                del left[at - 1 : at + 1]
                at -= 1
            elif before and before.text in OPERATORS and (not behind or behind.kind == "close" or _joins(behind)):
                del left[at - 1]
                at -= 1
            elif behind and _joins(behind) and (not before or before.kind == "open"):
                del left[at]
            else:
                return self._written(left)

    def replaced(self, words: list[tuple[int, int, str]]) -> str:
        """The text with other words at some places, ascending."""
        parts, end = [], 0
        for start, stop, word in words:
            parts += [self.text[end:start], word]
            end = stop
        return "".join([*parts, self.text[end:]])

    def _written(self, tokens: list[_Token]) -> str:
        """The tokens with a blank wherever something stood between them, but none just inside brackets."""
        written = ""
        for token, before in zip(tokens, [None, *tokens], strict=False):
            apart = before and self.text[before.end : token.start] and before.kind != "open" and token.kind != "close"
            written += (" " if apart else "") + self.text[token.start : token.end]
        return written


def _joins(token: _Token) -> bool:
    """Whether it is an operator between two terms."""
    return token.text in OPERATORS and token.text != "NOT"
