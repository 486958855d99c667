"""The REF list: cables by year, post and number, and whatever else is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cables.telegram.dates import MONTHS
from cables.telegram.draft import Draft
from cables.telegram.ids import find_post, make_id, two_digit_year
from cables.telegram.lexer import Line, squeeze, unlink
from cables.telegram.patterns import any_case, exact
from cables.telegram.reference_items import Joined, Piece, cut_items
from cables.telegram.values import Reference, Span
from cables.vocabulary import post_by_name

KINDS = (
    ("email", any_case(r"\bE-?\s?MAILS?\b")),
    ("telcon", any_case(r"\bTELCONS?\b|\bPHONCONS?\b|\bTELEPHONE\b|\bPHONE\b|\bPHONECON\b")),
    ("fax", any_case(r"\bFAX\b|\bFACSIMILE\b")),
    ("memo", any_case(r"\bMEMO(?:RANDUM|RANDA|S)?\b|\bMEMCONS?\b")),
    ("letter", any_case(r"\bLETTERS?\b|\bLTR\b")),
    ("meeting", any_case(r"\bMEETINGS?\b|\bMTG\b|\bCONVERSATIONS?\b|\bDISCUSSIONS?\b|\bCONSULTATIONS?\b")),
    ("airgram", any_case(r"\bCA-\d{2,5}\b|\b[A-Z]{3,12} A-\d{1,4}\b|\bAIRGRAMS?\b")),
    ("message", any_case(r"\bDTG\b|\bMSG\b|\b\d{6}Z\s?[A-Z]{3}\b")),
    ("report", any_case(r"\bREPORTS?\b|\bIIR\b|\bTD-?\s?\d|\bOSC\b|\bFBIS\b|\b[A-Z]{3}\d{14}\b")),
)
"""What a citation is when no cable is found in it, by its words; anything else is a document."""

_TOKEN = exact(
    r"(?P<paren>\(\s?'?\d{2}(?:\d{2})?\s?\))"
    r"|(?P<year>(?:(?:19|20)\d\d|\d\d)(?=[A-Za-z]{4})|'\d\d\b|\bO\d\b)"
    r"|(?P<number>\d+)"
    r"|(?P<word>0?[A-Za-z]+(?:['\u2019`0][A-Za-z]+)*(?:0(?!\d))?)"
    r"|(?P<mark>[,;/&#:\-])"
)
_TITLE = exact(r"\([^()]{0,400}\)")
_YEAR_IN_PARENTHESES = exact(r"\(\s?'?(?:\d{2}|\d{4})\s?\)")
_NOTAL = any_case(r"\bNOTAL\b")
_BANNER = exact(
    r"\b[A-Z][A-Z .]{2,10}\s{1,3}\d{8}\s{1,6}\d{3}(?:\.\d)?\s{1,3}OF\s{1,3}\d{3}"
    r"|\bPAGE\s{1,3}\d{2}\s{1,20}[A-Z .]{3,12}\s{1,20}\d{3,7}\s{1,9}\d\d OF \d\d(?:\s{1,9}\d{6}Z)?"
)
_FILLERS = frozenset(
    {"CABLE", "CABLES", "TELEGRAM", "TEL", "UNCLAS", "NO", "NR", "NUMBER", "SBU", "EMBASSY", "AMEMBASSY", "SEPTEL"}
)
_JOINERS = frozenset({"AND", "ET", "PLUS"})
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


@dataclass(slots=True)
class _Found:
    start: int
    end: int
    target: str | None
    post: str | None


def read_references(draft: Draft, lines: Iterable[tuple[Line, int]], context: Context) -> tuple[Reference, ...]:
    """The items of the list. Each line comes with the place where its text begins, behind the label.

    Numbers listed behind one post are one reference each. The cable itself is left out.
    """
    joined = Joined(lines)
    for place in joined.pilcrows:
        draft.odd("lost-pilcrow", place, place + 1)
    text = _BANNER.sub(lambda match: " " * len(match[0]), joined.text)
    references: list[Reference] = []
    post = context.post
    for piece in cut_items(text):
        for part in _parts(text, piece):
            for reference, start, end in _read_part(text, part, context, post):
                source = joined.source(start), joined.source(max(end - 1, start)) + 1
                if reference.target and reference.target == context.own_id:
                    draft.odd("self-reference", *source, reference.text)
                    continue
                draft.details.append(Span(*source, "references", len(references)))
                references.append(reference)
                post = _post_of(reference) or post
    return tuple(references)


def _post_of(reference: Reference) -> str | None:
    return reference.target[2:].rstrip("0123456789") if reference.target else None


def _parts(text: str, piece: Piece) -> Iterator[Piece]:
    """An item cut at its semicolons."""
    start, mark = piece.start, piece.mark
    depth = 0
    for place in range(piece.start, piece.end):
        char = text[place]
        depth += (char == "(") - (char == ")" and depth > 0)
        if char == ";" and depth == 0:
            yield Piece(piece.label, mark, start, place)
            start = mark = place + 1
    yield Piece(piece.label, mark, start, piece.end)


def _read_part(text: str, part: Piece, context: Context, post: str | None) -> Iterator[tuple[Reference, int, int]]:
    raw = text[part.start : part.end]
    whole = squeeze(unlink(raw)).strip(" ,;.&-")
    if not any(char.isalnum() for char in whole) or whole.upper() in {"NONE", "N/A", "NA", "AND", "NOTAL"}:
        return
    kind = next((kind for kind, pattern in KINDS if pattern.search(whole)), None)
    found = list(_cables(_blank_titles(raw), context, post, labelled=part.label is not None, wary=kind is not None))
    if not found and "(" in raw and kind is None:
        found = list(_cables(raw, context, post, labelled=False, wary=True))
    notal = bool(_NOTAL.search(raw))
    if not found:
        is_post = post_by_name(whole) is not None
        yield Reference(whole, "cable" if is_post else kind or "document", part.label, None, notal), part.mark, part.end
        return
    for number, one in enumerate(found):
        start = 0 if number == 0 else found[number - 1].end
        end = len(raw) if number == len(found) - 1 else one.end
        words = squeeze(unlink(raw[start:end])).strip(" ,;.&-/")
        for joiner in ("AND ", "and ", "And "):
            words = words.removeprefix(joiner)
        first = part.mark if number == 0 else part.start + start
        yield Reference(words, "cable", part.label, one.target, notal), first, part.start + end


def _blank_titles(text: str) -> str:
    """Parentheses blanked out, unless they hold a year: titles may hold numbers and dates."""
    if "(" not in text:
        return text
    return _TITLE.sub(lambda m: m[0] if _YEAR_IN_PARENTHESES.fullmatch(m[0]) else " " * len(m[0]), text)


def _cables(text: str, context: Context, post: str | None, *, labelled: bool, wary: bool) -> Iterator[_Found]:
    """The cables cited in one part of the list, walking over its words and numbers."""
    tokens = list(_TOKEN.finditer(text))
    year: str | None = None
    words: list[str] = []
    words_start = 0
    last_post: str | None = None
    last_year: str | None = None
    at = 0
    count = 0
    while at < len(tokens):
        token = tokens[at]
        kind = token.lastgroup
        if kind == "word":
            if token[0].upper() in _JOINERS:
                words = []
            else:
                words_start = words_start if words else token.start()
                words.append(token[0])
            at += 1
            continue
        if kind in {"year", "paren"}:
            year = two_digit_year(token[0].strip("() "))
            words = words if kind == "paren" else []
            at += 1
            continue
        if kind == "mark":
            if token[0] in ",;&/" and not (token[0] == "," and words and _number_follows(tokens, at)):
                words = []
            at += 1
            continue
        named = _post(words, wary=wary, digits=len(token[0])) if words else None
        if named is None and not words and last_post and _continues(tokens, at):
            named, year = last_post, last_year
        if named and not _is_date(tokens, at, wary):
            late, used = _late_year(tokens, at)
            end = tokens[at + used].end()
            yield _Found(words_start, end, _target(context, year or late, named, token[0]), named)
            count += 1
            last_post, last_year, at = named, year, at + used + 1
            year, words = None, []
            continue
        reversed_post = _reversed(tokens, at) if not words else None
        if reversed_post and len(token[0]) > 2:
            end = tokens[-1].end()
            yield _Found(token.start(), end, _target(context, year, reversed_post, token[0]), reversed_post)
            return
        year = _as_year(token[0], context) if not words or year is None else year
        words = []
        at += 1
    if count == 0 and labelled and post and len(tokens) == 1 and tokens[0].lastgroup == "number":
        yield _Found(tokens[0].start(), tokens[0].end(), _target(context, None, post, tokens[0][0]), post)


def _number_follows(tokens: list[re.Match[str]], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].lastgroup == "number" and len(tokens[at + 1][0]) > 2


def _post(words: list[str], *, wary: bool, digits: int) -> str | None:
    """The post at the end of the words before a number: `SEE ALSO PORT AU PRINCE`, `STATE CABLE`."""
    kept = [word for word in words[-6:] if word.upper() not in _FILLERS] or words[-1:]
    if kept[-1].upper() in _NOT_POSTS or (wary and digits < 3):
        return None
    for candidate in (words[-6:], kept):
        for begin in range(len(candidate)):
            exact_post = post_by_name(" ".join(candidate[begin:]))
            if exact_post:
                return exact_post.code
    if len(kept) > 4 or digits < 2 or kept[-1].upper()[:3] in MONTHS:
        return None
    return find_post(" ".join(kept))


def _continues(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a lone number goes on with the list behind the last post, as in `188314, 259032` or `936/935`."""
    if at == 0 or (
        at + 1 < len(tokens) and tokens[at + 1].lastgroup == "word" and tokens[at + 1][0].upper() not in _JOINERS
    ):
        return False
    before = tokens[at - 1]
    return before[0] in {",", "/", "&"} or before[0].upper() in _JOINERS


def _is_date(tokens: list[re.Match[str]], at: int, wary: bool) -> bool:
    """`04/05/09`, or a day before a month: no cable number."""
    if len(tokens[at][0]) > 2:
        return False
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows is None:
        return False
    if follows.lastgroup == "word":
        return follows[0].upper()[:3] in MONTHS
    return follows[0] in {"/", "-"} and at + 3 < len(tokens) and tokens[at + 3][0] == follows[0]


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


def _reversed(tokens: list[re.Match[str]], at: int) -> str | None:
    """The post of `870 Ulaanbaatar`: words behind a number, and no number behind them."""
    behind = tokens[at + 1 : at + 8]
    if not behind or any(token.lastgroup != "word" for token in behind) or len(behind) > 6:
        return None
    name = post_by_name(" ".join(token[0] for token in behind))
    return name.code if name else None


def _as_year(digits: str, context: Context) -> str | None:
    if len(digits) == 3 and digits[0] == "0":
        return digits[:2] if context.year and digits[:2] <= context.year < "66" else digits[1:]
    return two_digit_year(digits)


def _target(context: Context, year: str | None, post: str, number: str) -> str | None:
    if year is None and context.sent and context.sent.month == 1 and len(number) < 9:
        newest = LATEST_IN_JANUARY.get(post, 1_500)
        if post == context.post and context.serial:
            newest = context.serial
        if int(number) > newest:
            year = f"{(context.sent.year - 1) % 100:02d}"
    return make_id(year or context.year, post, number)
