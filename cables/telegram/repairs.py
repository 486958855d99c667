"""Mends punctuation that a seven-bit line damaged, place by place, so that each repair can be taken back.

Quotation marks came through as & and 8, apostrophes as commas, dashes as closing parentheses. Words that a re-flow cut
in two are joined, marks of footnotes taken off the words they are glued to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import unescape

from cables.telegram import footnotes
from cables.telegram.broken_words import broken_words
from cables.telegram.patterns import exact
from cables.telegram.values import Repair
from cables.vocabulary import words

_APOSTROPHE = exact(
    r",(?=[A-Zstvrldm])(?:(?=(?:s|t|re|ve|ll|d|m)(?:[\s.,;:!?)\"&8\-]|$)|Aff)"
    r"|(?<=[A-Z][A-Z],)(?=[ST](?:[\s.;:!?)]|$))|(?<=\bD,)(?=AFF)"
    r"|(?<=\b[DLOdl],)(?=[A-Z][a-z]{2}))"
)
"""Stands for an apostrophe where a letter comes before it."""
_ENTITY = exact(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_WITHOUT_DIGITS = str.maketrans("", "", "0123456789")
_DIGITS_FOR_LETTERS = (exact(r"0(?=[A-Z])(?<![0-9a-z].)"), exact(r"1(?=[A-Z])(?<![0-9a-z].)"))
"""Two patterns, since a search for one sign at the start is much quicker than for one of two."""
_WITH_DIGITS = exact(r"(?<![\w'.\-/])(?=[A-Z]{0,20}[01][A-Z])[01]?[A-Z]{1,20}(?:[01][A-Z]{1,20}){0,4}(?![\w\-/])")
"""A word of capitals in which single zeros and ones stand, none of them at its end."""
SURE_LETTERS = 4
"""Letters of a word that needs to be in no list."""
_ESCAPED = exact(r"\\[\"']")
_OPENING = exact(r"(?<![A-Za-z0-9&])&(?=[A-Za-z0-9$'(])")
_CLOSING = exact(
    r"(?:(?<=[A-Za-z.,!?;:)'\u2019%])|(?<=\s(?:19|20)\d\d))[8\u2078](?=8?(?![A-Za-z0-9]))|(?<=[a-z.,!?]8)8(?![A-Za-z0-9])"
)
"""An 8 behind a letter, a stop or a year; two where two quotations end."""
_NUMBER_WORDS = exact(r"(?:^|[^A-Za-z])[A-Z]{1,2}-?$")
_PARENTHESIS = exact(r"[()]")
_QUOTED = exact(r"[A-Za-z.,!?][8\"]$")
"""The end of a quotation, which may be damaged itself."""
_DASH_AFTER = exact(r"\)\s(?=[A-Za-z0-9\"&$])")
_SENTENCE_BETWEEN = exact(r"[.!?][\"8')]?\s{1,2}[A-Z\"&]")
_POSSESSIVE = exact(r"(?<=[A-Za-z])\)(?=s(?:[\s.,;:!?]|$))")
_ITEM_MARK = exact(r"(?:^|[\s(])(?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})$")
_ENUMERATION = exact(r"(?:^|[\s(])(?:[A-Za-z]|[ivxIVX]{1,5})$")

Place = tuple[int, int, str]
"""Where something begins and ends in a text, and what is to stand there."""
NOISE_SIGNS = ("`", "Q", "|")


def defect_of(one: Repair) -> str:
    """The kind of defect that a repair mends."""
    if one.before[0] == "\\" or (one.before[0] == "&" and one.before[-1] == ";"):
        return "escaped-character"
    if one.before != one.after and one.before.translate(_WITHOUT_DIGITS) == one.after:
        return "footnote-mark"
    if one.before.isalnum() and one.before.isupper():
        return "damaged-letter"
    return "broken-word" if one.before.replace(" ", "") == one.after else "damaged-punctuation"


def is_noise(text: str) -> bool:
    """Whether line noise stands in the text: strange signs inside words, or next to each other."""
    for sign in NOISE_SIGNS:
        if sign not in text:
            continue
        at = text.find(sign)
        while at >= 0:
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            if (before.islower() and after.islower()) or (after and after in "`@|"):
                return True
            at = text.find(sign, at + 1)
    return False


def repair(text: str, *, reflowed: bool = False) -> tuple[str, tuple[Repair, ...]]:
    """The mended text and what was mended; offsets are in the mended text, ascending. Noise is left as it is.

    `reflowed` says that the lines are not as sent, so that a blank may cut a word.
    """
    mended, repairs = Mender([text]).mend(text, reflowed=reflowed)
    return mended, tuple(repairs)


def repair_lines(lines: Sequence[str]) -> list[tuple[str, tuple[Repair, ...]]]:
    """As `repair` for lines that stand by themselves, as headings do."""
    mender = Mender(lines)
    mended = (mender.mend(line, reflowed=False) for line in lines)
    return [(line, tuple(repairs)) for line, repairs in mended] if mender.mends else [(line, ()) for line in lines]


class Mender:
    """Mends texts that were looked through together, so that nothing is done to each that none of them needs."""

    def __init__(self, texts: Iterable[str], marks: Mapping[str, str] = footnotes.NONE) -> None:
        """`texts` are all that will be mended; `marks` are the words with a footnote's mark glued to them, and the
        words without it."""
        joined = "\n".join(texts)
        self.mends = [(may_need, mend) for may_need, mend in _MENDS if may_need(joined)]
        """The ways of mending that any of the texts may need, and whether one does."""
        if marks:
            self.mends.append((bool, partial(_footnote_marks, marks=marks)))
        self._noise = is_noise(joined)

    def mend(self, text: str, *, reflowed: bool, offset: int = 0) -> tuple[str, list[Repair]]:
        """As `repair`; `offset` is where the text stands among others and is added to those of the repairs."""
        places: list[Place] = []
        if self._noise and is_noise(text):
            return text, []
        for may_need, mend in self.mends:
            if may_need(text):
                places += mend(text)
        if reflowed:
            places += broken_words(text)
        return _apply(text, sorted(places), offset) if places else (text, [])


def undo(text: str, repairs: Sequence[Repair]) -> str:
    """The text as received, from the mended text."""
    pieces: list[str] = []
    reached = 0
    for one in repairs:
        pieces += (text[reached : one.offset], one.before)
        reached = one.offset + len(one.after)
    return "".join((*pieces, text[reached:]))


def _apply(text: str, places: Iterable[Place], offset: int) -> tuple[str, list[Repair]]:
    pieces: list[str] = []
    repairs: list[Repair] = []
    reached, length = 0, offset
    for start, end, after in places:
        if start < reached:
            continue
        length += start - reached
        repairs.append(Repair(length, text[start:end], after))
        pieces += (text[reached:start], after)
        length += len(after)
        reached = end
    return "".join((*pieces, text[reached:])), repairs


def damaged_letters(text: str) -> list[Place]:
    """Zeros and ones that stand for O and I in words of capitals: AMBASSAD0R, F0R."""
    places: list[Place] = []
    for match in _WITH_DIGITS.finditer(text):
        word = match[0].replace("0", "O").replace("1", "I")
        sure = match[0][0] != "1" and sum(char.isalpha() for char in match[0]) >= SURE_LETTERS
        if sure or word.lower() in words():
            places.append((*match.span(), word))
    return places


def _may_hold_digits(text: str) -> bool:
    """Whether digits may stand for letters."""
    return any(digit.search(text) for digit in _DIGITS_FOR_LETTERS)


def _may_hold_entities_or_quotes(text: str) -> bool:
    return "&" in text


def _may_hold_escaped(text: str) -> bool:
    return "\\" in text


def _may_hold_apostrophes(text: str) -> bool:
    return _APOSTROPHE.search(text) is not None


def _may_hold_dashes(text: str) -> bool:
    """Whether a parenthesis is closed that none was opened for since the line began or another was closed."""
    pieces = text.split(")")
    pieces.pop()
    return any(piece.rfind("(") <= piece.rfind("\n") for piece in pieces)


def _apostrophes(text: str) -> list[Place]:
    places = [match.start() for match in _APOSTROPHE.finditer(text)]
    return [(place, place + 1, "'") for place in places if place and text[place - 1].isalpha()]


def _entities_and_quotes(text: str) -> list[Place]:
    places = [(match.start(), match.end(), unescape(match[0]).replace("\xa0", " ")) for match in _ENTITY.finditer(text)]
    places = [(start, end, char) for start, end, char in places if char.isprintable() and len(char) == 1]
    entities = {start for start, _, _ in places}
    marks = [(match.start(), True) for match in _OPENING.finditer(text) if match.start() not in entities]
    marks += [
        (match.start(), False)
        for match in _CLOSING.finditer(text)
        if not _NUMBER_WORDS.search(text, max(match.start() - 4, 0), match.start())
    ]
    opened: list[int] = []
    for place, opens in sorted(marks):
        if opens:
            opened.append(place)
        elif opened:
            begin = opened.pop()
            places += [(begin, begin + 1, '"'), (place, place + 1, '"')]
    return places


def _dashes(text: str) -> list[Place]:
    """Closing parentheses that close nothing: of two in a sentence the earlier, if the second closes what is open."""
    places: list[Place] = []
    depth = 0
    closed_by: int | None = None
    for match in _PARENTHESIS.finditer(text):
        place = match.start()
        if match[0] == "(":
            depth += 1
            closed_by = None
        elif depth:
            depth -= 1
            closed_by = place if depth == 0 and _may_be_dash(text, place) else None
        elif _POSSESSIVE.match(text, place):
            places.append((place, place + 1, "'"))
        else:
            spaced = text[place - 1 : place] == " "
            if _ITEM_MARK.search(text, max(place - 8, 0), place - spaced) and _DASH_AFTER.match(text, place):
                continue
            earlier = closed_by is not None and not spaced and not _SENTENCE_BETWEEN.search(text, closed_by, place)
            dash = closed_by if closed_by is not None and earlier else place
            if _may_be_dash(text, dash, spaced=spaced):
                places.append((dash, dash + 1, "\u2014" if spaced else " \u2014"))
            closed_by = None
    return places


def _may_be_dash(text: str, place: int, *, spaced: bool = False) -> bool:
    before = text[max(place - 8, 0) : place - spaced]
    ended = before[-1:].isalpha() or bool(_QUOTED.search(before))
    return ended and bool(_DASH_AFTER.match(text, place)) and not _ENUMERATION.search(before)


def _footnote_marks(text: str, marks: Mapping[str, str]) -> list[Place]:
    places = ((text.find(marked), marked, word) for marked, word in marks.items())
    return [(at, at + len(marked), word) for at, marked, word in places if at >= 0]


def _escaped(text: str) -> list[Place]:
    return [(match.start(), match.end(), match[0][1]) for match in _ESCAPED.finditer(text)]


_MENDS: Sequence[tuple[Callable[[str], bool], Callable[[str], list[Place]]]] = (
    (_may_hold_apostrophes, _apostrophes),
    (_may_hold_entities_or_quotes, _entities_and_quotes),
    (_may_hold_digits, damaged_letters),
    (_may_hold_escaped, _escaped),
    (_may_hold_dashes, _dashes),
)
"""Whether texts may need it, and how one is mended."""
