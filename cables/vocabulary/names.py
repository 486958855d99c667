"""Finds the post that a piece of text names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from cables.vocabulary.tables import post_spellings, posts
from cables.vocabulary.types import PostEntry

LONGEST_NAME = 80
"""Characters; longer text names no post and is not looked at."""
SHORTEST_MISSPELT = 8
"""Letters; shorter names that are no codes (RIO, THESS) are abbreviations, and would stand in the way of codes."""

_IGNORED = re.compile(r"[\s.,'`\u2018\u2019\u00b4\-\u2010-\u2015]+")
_PREFIX = re.compile(
    r"^(?:AMEMBASSY|AMEMB|AMCONSUL|AMCONGEN|USMISSION|USINT|USOFFICE|USDEL|USLO|REO"
    r"|(?:US|AMERICAN)?(?:EMBASSY|CONSULATEGENERAL|CONSULATE)|MISSION)(?=.)"
)


def post_by_name(text: str) -> PostEntry | None:
    """The post that `text` names exactly, or None.

    Known are codes, names with blanks, display names, spellings of references and address lines (SECSTATE WASHDC,
    HCMC), each also after a prefix such as AMEMBASSY. Case, accents, blanks, dots, commas, apostrophes and hyphens do
    not matter. A code that is an alias gives the post it stands for: KIEV gives KYIV.
    """
    return _post_named(text) if len(text) <= LONGEST_NAME else None


@lru_cache(maxsize=4096)
def _post_named(text: str) -> PostEntry | None:
    name = _normal(text)
    return _names().get(name) or _names().get(_PREFIX.sub("", name, count=1))


def nearest_post(text: str) -> PostEntry | None:
    """The post that `text` names with at most one slip, or None where there is none or more than one.

    A slip is a letter lost, added or replaced, or two neighbours swapped. Exact names win over near ones.
    """
    exact = post_by_name(text)
    if exact is not None:
        return exact
    name = _normal(text)
    bare = _PREFIX.sub("", name, count=1)
    near = {_names()[known].code for known in _near(name) | _near(bare)}
    return posts()[near.pop()] if len(near) == 1 else None


def _normal(text: str) -> str:
    if len(text) > LONGEST_NAME:
        return ""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _IGNORED.sub("", text).upper()[:LONGEST_NAME]


@cache
def _names() -> Mapping[str, PostEntry]:
    """Every normalised name to its post; what the tables say of a code comes before what follows from a name."""
    names: dict[str, PostEntry] = {}
    stands_for = {alias: post for post in posts().values() for alias in post.aliases}
    for code, post in posts().items():
        names[code] = stands_for.get(code, post)
    for spelling, code in post_spellings().items():
        names.setdefault(_normal(spelling), names[code])
    for code, post in posts().items():
        names.setdefault(_normal(post.line_name), names[code])
        names.setdefault(_normal(post.name), names[code])
    return names


@cache
def _by_shortened() -> Mapping[str, frozenset[str]]:
    """Names by themselves and by themselves less one letter, so that one look-up finds all that are one slip away."""
    index: defaultdict[str, set[str]] = defaultdict(set)
    for name in _names():
        if name in posts() or len(name) >= SHORTEST_MISSPELT:
            for shortened in (name, *_shortened(name)):
                index[shortened].add(name)
    return {key: frozenset(names) for key, names in index.items()}


def _shortened(name: str) -> Iterator[str]:
    return (name[:place] + name[place + 1 :] for place in range(len(name)))


def _near(name: str) -> set[str]:
    index = _by_shortened()
    candidates = {known for key in (name, *_shortened(name)) for known in index.get(key, ())}
    return {known for known in candidates if _one_slip(name, known)}


def _one_slip(found: str, known: str) -> bool:
    """Whether the Damerau distance of the two is at most one."""
    start = 0
    while start < min(len(found), len(known)) and found[start] == known[start]:
        start += 1
    a, b = found[start:], known[start:]
    return a == b or a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
