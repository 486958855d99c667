"""Finds cables in a piece of a REF list, walking over its words and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cables.telegram.dates import MONTHS
from cables.telegram.ids import find_post, make_id, two_digit_year
from cables.telegram.patterns import exact
from cables.vocabulary import post_by_name

_TOKEN = exact(
    r"(?P<paren>\(\s?'?\d{2}(?:\d{2})?\s?\))"
    r"|(?P<year>(?:(?:19|20)\d\d|\d\d)(?=[A-Za-z]{4})|'\d\d\b|\bO\d\b)"
    r"|(?P<number>\d+)"
    r"|(?P<word>0?[A-Za-z]+(?:['\u2019`0][A-Za-z]+)*(?:0(?!\d))?)"
    r"|(?P<mark>[,;/&#:\-])"
)
_LETTER_IN_NUMBER = exact(r"(?<=\d)O(?=\d)")
_FILLERS = frozenset(
    {"CABLE", "CABLES", "TELEGRAM", "TEL", "UNCLAS", "NO", "NR", "NUMBER", "SBU", "EMBASSY", "AMEMBASSY", "SEPTEL"}
)
JOINERS = frozenset({"AND", "ET", "PLUS"})
_NOT_POSTS = frozenset({"PARA", "PARAS", "PART", "PARTS", "PAGE", "PAGES", "PARAGRAPH", "DATED", "SECTION"})
LATEST_IN_JANUARY = {"STATE": 14_000}
"""Numbers beyond which a January reference without a year is taken for last year's; 1,500 for other posts."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reference without a year or a post is read against."""

    post: str | None
    serial: int | None
    sent: date | None
    own_id: str | None

    @property
    def year(self) -> str | None:
        if self.sent:
            return f"{self.sent.year % 100:02d}"
        return self.own_id[:2] if self.own_id else None


@dataclass(frozen=True, slots=True)
class Found:
    """One cable, and where in the text it stands, from its year to its number or the year behind it."""

    start: int
    end: int
    target: str | None
    guesses: tuple[str, ...] = ()
    """Kinds of defects, where something had to be guessed."""


def find_cables(text: str, context: Context, post: str | None, *, wary: bool) -> Iterator[Found]:
    """The cables cited in `text`, in order.

    `post` is the one cited before, for an item that may be a number alone; `wary` says that its words speak of
    something else, so that only clear citations count.
    """
    yield from _Walk(text, context, wary=wary).run(post)


class _Walk:
    def __init__(self, text: str, context: Context, *, wary: bool) -> None:
        self.tokens = list(_TOKEN.finditer(_LETTER_IN_NUMBER.sub("0", text)))
        self.context = context
        self.wary = wary
        self.year: str | None = None
        self.year_start: int | None = None
        self.year_guessed = False
        self.words: list[str] = []
        self.words_start = 0
        self.last: tuple[str, str | None] | None = None
        """Post and year that a list of numbers goes on with."""

    def run(self, post: str | None) -> Iterator[Found]:
        tokens = self.tokens
        if post and len(tokens) == 1 and tokens[0].lastgroup == "number":
            target, guesses = _target(self.context, None, post, tokens[0][0])
            yield Found(*tokens[0].span(), target, ("guessed-post", *guesses))
            return
        at = 0
        while at < len(tokens):
            kind = tokens[at].lastgroup
            if kind == "number":
                found, used = self._number(at)
                if found:
                    yield found
                at += used
                continue
            if kind == "word":
                self._word(tokens[at])
            elif kind == "mark":
                self._mark(at)
            else:
                self._year(tokens[at], two_digit_year(tokens[at][0].strip("() ")), keep_words=kind == "paren")
            at += 1

    def _word(self, token: re.Match[str]) -> None:
        if token[0].upper() in JOINERS:
            self.words = []
            return
        self.last = None
        if not self.words:
            self.words_start = token.start()
        self.words.append(token[0])

    def _mark(self, at: int) -> None:
        sign = self.tokens[at][0]
        if sign in ",;&/" and not (sign == "," and self.words and _number_follows(self.tokens, at)):
            self.words = []

    def _year(self, token: re.Match[str], year: str | None, *, keep_words: bool) -> None:
        self.year, self.year_start = year, token.start()
        self.year_guessed = year is not None and (len(token[0]) == 3 or token[0][0] == "O") and token[0][0] != "'"
        if not keep_words:
            self.words = []

    def _number(self, at: int) -> tuple[Found | None, int]:
        """The cable whose number stands at `at`, if it is one, and how many tokens were read."""
        token = self.tokens[at]
        named = self._post(len(token[0])) if self.words else None
        if named is None and not self.words and self.last and _continues(self.tokens, at):
            named, self.year = self.last
            self.year_start, self.words_start = None, token.start()
        if named and not _is_date(self.tokens, at):
            if _is_year_between(self.tokens, at):
                self._year(token, two_digit_year(token[0]), keep_words=True)
                return None, 1
            return self._cable(at, named)
        behind = _reversed(self.tokens, at) if not self.words and len(token[0]) > 2 else None
        if behind:
            post, words = behind
            target, guesses = _target(self.context, self.year, post, token[0])
            return Found(token.start(), self.tokens[at + words].end(), target, guesses), words + 1
        if not self.words or self.year is None:
            self._year(token, _as_year(token[0], self.context), keep_words=False)
        self.words, self.last = [], None
        return None, 1

    def _post(self, digits: int) -> str | None:
        """The post before a number; the telegram's own may be one that no table has."""
        own = self.context.post
        return own if own and "".join(self.words).upper() == own else _post(self.words, wary=self.wary, digits=digits)

    def _cable(self, at: int, post: str) -> tuple[Found, int]:
        late, used = _late_year(self.tokens, at)
        start = self.words_start if self.year_start is None else min(self.year_start, self.words_start)
        target, guesses = _target(self.context, self.year or late, post, self.tokens[at][0])
        if self.words and _named(self.words) is None:
            guesses = ("nearest-post", *guesses)
        if self.year and self.year_guessed:
            guesses = ("guessed-year", *guesses)
        self.last = (post, self.year)
        self.year, self.year_start, self.words = None, None, []
        return Found(start, self.tokens[at + used].end(), target, guesses), used + 1


def _number_follows(tokens: list[re.Match[str]], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].lastgroup == "number" and len(tokens[at + 1][0]) > 2


def _post(words: list[str], *, wary: bool, digits: int) -> str | None:
    """The post at the end of the words before a number: `SEE ALSO PORT AU PRINCE`, `STATE CABLE`."""
    kept = _without_fillers(words)
    if kept[-1].upper() in _NOT_POSTS or (wary and digits < 3):
        return None
    named = _named(words)
    if named:
        return named
    if wary or len(kept) > 4 or digits < 2 or kept[-1].upper()[:3] in MONTHS:
        return None
    return find_post(" ".join(kept))


def _named(words: list[str]) -> str | None:
    """The post that the last words name exactly."""
    for candidate in (words[-6:], _without_fillers(words)):
        for begin in range(len(candidate)):
            post = post_by_name(" ".join(candidate[begin:]))
            if post:
                return post.code
    return None


def _without_fillers(words: list[str]) -> list[str]:
    return [word for word in words[-6:] if word.upper() not in _FILLERS] or words[-1:]


def _continues(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a lone number goes on with the list behind the last post, as in `188314, 259032` or `936/935`."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    word = behind[0] if behind and behind.lastgroup == "word" and behind.string[behind.start() - 1] not in "([" else ""
    if at == 0 or (word and word.upper() not in JOINERS):
        return False
    before = tokens[at - 1]
    return before[0] in {",", "/", "&"} or before[0].upper() in JOINERS


def _is_date(tokens: list[re.Match[str]], at: int) -> bool:
    """`04/05/09`, or a day before a month: no cable number. Of four figures or more the list is one of cables."""
    if len(tokens[at][0]) > 2:
        return False
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows is None:
        return False
    if follows.lastgroup == "word":
        return follows[0].upper()[:3] in MONTHS
    sign = follows[0]
    if sign not in {"/", "-"} or (at and tokens[at - 1][0] == sign):
        return False
    signs = [token[0] == sign for token in tokens[at + 3 : at + 6 : 2]]
    return signs[:1] == [True] and signs[1:] != [True]


def _is_year_between(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether two figures stand between post and number with nothing but blanks, as in `STATE 01 201265`."""
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows is None or follows.lastgroup != "number" or len(tokens[at][0]) != 2 or len(follows[0]) < 3:
        return False
    return follows.string[tokens[at].end() : follows.start()].isspace()


def _late_year(tokens: list[re.Match[str]], at: int) -> tuple[str | None, int]:
    """A year behind the number, `701 (08)`, `00789/08`, `5049-01`, `07718 99`, and how many tokens it takes."""
    behind = tokens[at + 1 : at + 3]
    if not behind:
        return None, 0
    if behind[0].lastgroup == "paren":
        return two_digit_year(behind[0][0].strip("() ")), 1
    more = tokens[at + 3] if at + 3 < len(tokens) else None
    two_digits = len(behind) == 2 and behind[1].lastgroup == "number" and len(behind[1][0]) == 2
    if (
        behind[0][0] in {"/", "-"}
        and two_digits
        and len(tokens[at][0]) > 2
        and (more is None or more.lastgroup != "word")
    ):
        return behind[1][0], 2
    if len(behind) == 1 and behind[0].lastgroup == "number" and len(behind[0][0]) == 2 and len(tokens[at][0]) > 2:
        return behind[0][0], 1
    return None, 0


def _reversed(tokens: list[re.Match[str]], at: int) -> tuple[str, int] | None:
    """The post of `870 Ulaanbaatar`, words behind a number and no number behind them, and how many words it has."""
    words: list[str] = []
    for token in tokens[at + 1 : at + 8]:
        if token[0] in {",", ";"} or token[0].upper() in JOINERS:
            break
        if token.lastgroup != "word":
            return None
        words.append(token[0])
    name = post_by_name(" ".join(words)) if 0 < len(words) < 7 else None
    return (name.code, len(words)) if name else None


def _as_year(digits: str, context: Context) -> str | None:
    if len(digits) == 3 and digits[0] == "0":
        return digits[:2] if context.year and digits[:2] <= context.year < "66" else digits[1:]
    return two_digit_year(digits)


def _target(context: Context, year: str | None, post: str, number: str) -> tuple[str | None, tuple[str, ...]]:
    """The id cited, and what was guessed for it."""
    if year is None and context.sent and context.sent.month == 1 and len(number) < 9:
        newest = LATEST_IN_JANUARY.get(post, 1_500)
        if post == context.post and context.serial:
            newest = context.serial
        if int(number) > newest:
            year = f"{(context.sent.year - 1) % 100:02d}"
            return make_id(year, post, number), ("guessed-year",)
    return make_id(year or context.year, post, number), ()
