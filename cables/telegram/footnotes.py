"""Marks of footnotes that lost their raised place and stand glued to words: `ships1`, `Boe3kel`.

A digit at a word means a footnote only where the telegram ends with that many of them, below a rule of underscores,
and where the marks count up through the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from cables.telegram.patterns import exact

NONE: Mapping[str, str] = MappingProxyType({})
"""No marks."""
_RULE = exact(r"(?:^|(?<=\n))[ \t]{0,40}_{4,200}[ \t\r]*\n")
_FOOTNOTE = exact(r"\s{0,40}(\d{1,2})[.)]?\s{1,8}\S")
_MARKED = exact(r"(?<![A-Za-z0-9])([A-Za-z]*(?:[a-z]{2}|[A-Z]{3})[.,;:]?)(\d{1,2})([a-z]*)(?![A-Za-z0-9])")


def footnote_marks(source: str, texts: Iterable[str]) -> Mapping[str, str]:
    """Words of `texts` with a glued mark, and the words without it; `source` is the whole telegram."""
    footnotes = _footnotes(source) if "____" in source else 0
    if not footnotes:
        return NONE
    found: dict[str, str] = {}
    expected = 1
    for text in texts:
        for match in _MARKED.finditer(text):
            word, mark, rest = match.groups()
            if expected <= int(mark) <= footnotes and match[0] not in found:
                found[match[0]] = word + rest
                expected = int(mark) + 1
    return found


def _footnotes(source: str) -> int:
    """How many footnotes stand in sequence below the last rule of underscores."""
    below = max((rule.end() for rule in _RULE.finditer(source)), default=len(source))
    count = 0
    for line in source[below:].splitlines():
        match = _FOOTNOTE.match(line)
        if match and int(match[1]) == count + 1:
            count += 1
    return count
