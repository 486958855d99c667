"""Cable ids in canonical form: two-digit year, post code, number without leading zeros, as in 09BAKU266."""

from __future__ import annotations

import unicodedata
from calendar import month_name
from functools import lru_cache

from cables.telegram.patterns import exact
from cables.vocabulary import id_corrections, nearest_post, post_by_name, words

LONGEST = 120
"""Characters; longer text is no id and is not looked at."""

_ID = exact(
    r"""(?x)(?P<year>\d{4}|\d{2}|O\d|'\d\d)?[\s\-_/]*
        (?P<post>[A-Z0'][A-Z0 .,'/\u2019\-]*?)[\s:,#_\-/]*
        (?P<number>\d{1,8})
        (?:[\s(/,\-]+'?(?P<late>\d{4}|\d{2})\)?)?
        (?:_[A-Z])?"""
)
_NOISE = exact(
    r"E\s?F\s?T\s?O|NOFORN|SENSITIVE|SIPDIS|STADIS|NODIS|EXDIS"
    r"|UNCLAS(?:SIFIED)?|C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|S ?E ?C ?R ?E ?T\b"
    r"|(?:TOSEC|SECTO|TOFAS)\s?\d{1,7}(?=\s?[A-Z])|\b(?:NO|NR|NUMBER)\b\.?"
)
_SECTION = exact(
    r"(?:\bS?E?C?T?I?O?N?S?Q?|S?ECTIONS?|SEC[A-Z]{2,5}|SECTIO?|SECT|TION)\s?[O\d]{0,3}\s?[0OGQ]F\s?[O\d]{1,3}(?=\s?[A-Z]|$)"
)
_SECOND_NUMBER = exact(
    r"([A-Z]\s?\d{1,8})\s*(?:ZDK|ZFR|ZDS|ZFF|ZFG|TOSEC|SECTO|PARTO|SUSPECTED\s?DUPLICATE)(?!N)[A-Z]*\s?\d*.*$"
)
_UNKNOWN_POST = exact(r"(\d{4}|\d{2})([A-Z]{5,24})0*([1-9]\d{0,6})(?:_[A-Z])?")
_UNSPEAKABLE = exact(r"^[^AEIOUY]+$|[^AEIOUY]{6}|(.)\1\1|^X{2}")
_MONTH_NAMES = frozenset(name.lower() for name in month_name if name)
_THOUSANDS = exact(r"(?<=\d),(?=\d{3}(?!\d))")
_BRACKETS = "\"'.,;:()[]<>\u2018\u2019\u201c\u201d "


@lru_cache(maxsize=4096)
def find_post(name: str) -> str | None:
    """The code of the post a name means: exact, with zeros read as O, or one slip away; None where none or several."""
    bare = " ".join(name.split())
    if not any(char.isalpha() for char in bare):
        return None
    post = post_by_name(bare) or (post_by_name(bare.replace("0", "O")) if "0" in bare else None)
    post = post or nearest_post(bare.replace("0", "O"))
    return post.code if post else None


def is_exact_post(name: str) -> bool:
    """Whether a name that `find_post` finds is spelt as the tables spell it."""
    return post_by_name(" ".join(name.split())) is not None


def two_digit_year(text: str | None) -> str | None:
    """`08`, `2008`, `'08`, `O8` or the doubled `7575` as `08` or `75`; None for what is no year."""
    if text is None:
        return None
    digits = text.strip("'\u2019()").upper().replace("O", "0")
    if len(digits) == 2:
        return digits
    if len(digits) == 3 and digits[0] == "0":
        return digits[1:]
    if len(digits) == 4 and (digits[:2] in {"19", "20"} or digits[:2] == digits[2:]):
        return digits[2:]
    return None


def make_id(year: str | None, post: str | None, number: str | None) -> str | None:
    """The canonical id of the parts; None if one is missing or the number is 0."""
    serial = (number or "").lstrip("0")
    if not (year and post and serial) or len(serial) > 7:
        return None
    return f"{year}{post}{serial}"


def canonical_id(text: str) -> str | None:
    """Any spelling of a cable id in canonical form, or None if the text is no id.

    Takes 09BAKU266, 09 BAKU 00266, `Baku 266 (2009)`, 2009BAKU00266_a and the damaged ids of public releases, in
    which handling words, a piece of SECTION nn OF nn or a second number stand beside post and number. A post that
    is not in the vocabulary is kept where the text has the canonical shape already.
    """
    return read_id(text)[0]


def read_id(text: str) -> tuple[str | None, bool]:
    """The canonical id as `canonical_id` gives it, and whether it was mended: more than another spelling."""
    if len(text) > LONGEST:
        return None, False
    corrected = id_corrections().get("".join(text.upper().split()))
    if corrected is not None:
        return corrected or None, True
    cleaned = _SECOND_NUMBER.sub(r"\1", _THOUSANDS.sub("", _plain(text)))
    for noisy, candidate in enumerate((cleaned, _without_noise(cleaned))):
        match = _ID.fullmatch(candidate.strip())
        if match is None:
            continue
        year = two_digit_year(match["year"]) or two_digit_year(match["late"])
        if match["year"] and match["late"]:
            return None, False
        found = make_id(year, find_post(match["post"]), match["number"])
        if found:
            return found, bool(noisy) or not is_exact_post(match["post"])
    unknown = _UNKNOWN_POST.fullmatch(cleaned)
    if unknown is None or not _may_be_post(unknown[2]):
        return None, False
    return make_id(two_digit_year(unknown[1]), unknown[2], unknown[3]), False


def _may_be_post(name: str) -> bool:
    """Whether a name that is in no table can be one: no word of plain English, no month, and can be spoken."""
    word = name.lower()
    return not (word in words() or word in _MONTH_NAMES or _UNSPEAKABLE.search(name))


def _plain(text: str) -> str:
    """Capitals without accents, quotation marks and brackets around, and runs of blanks."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(text.upper().strip(_BRACKETS).split())


def _without_noise(text: str) -> str:
    head = text[: 4 if text[:4].isdigit() and text[:2] in {"19", "20"} else 2]
    return head + _SECTION.sub(" ", _NOISE.sub("", text[len(head) :]))
