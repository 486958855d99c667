"""Portion markings: (U), (SBU), (C/NF) ... in canonical form."""

from __future__ import annotations

from functools import lru_cache

from cables.telegram.patterns import any_case

_LEVEL = (
    r"SENSITIVE BUT UNCLASSIFIED|TS|S|C|LOU|SBU|U|FOUO|UNCLASSIFIED|UNCLAS|CONFIDENTIAL|SECRET|TOP SECRET"
    r"|LIMITED OFFICIAL USE"
)
_CONTROL = r"NF|NOFORN|FGI|FOUO|SBU|REL(?: TO)?(?:[ /][A-Z]{2,14},?){0,12}|OC|ORCON|NC|PROPIN|LES|SI"
_INSIDE = rf"\s{{0,3}}((?:{_LEVEL})(?:\s?(?://?|-|,)\s?(?:{_CONTROL}))*)(?:\s?-{{1,2}}\s?ENTIRE TEXT\.?)?\s{{0,3}}"

LEADING = any_case(rf"\({_INSIDE}\)[\s.:,]{{0,3}}")
ENTIRE = any_case(rf"\(?((?:{_LEVEL}))\s?-{{1,2}}\s?ENTIRE TEXT\.?\)?[\s.:]{{0,3}}")
TRAILING = any_case(rf"\s{{0,3}}\({_INSIDE}\)$")

_SHORT = {
    "UNCLASSIFIED": "U",
    "UNCLAS": "U",
    "SENSITIVE BUT UNCLASSIFIED": "SBU",
    "CONFIDENTIAL": "C",
    "SECRET": "S",
    "TOP SECRET": "TS",
    "LIMITED OFFICIAL USE": "LOU",
    "NOFORN": "NF",
    "ORCON": "OC",
}
_SEPARATOR = any_case(rf"\s?(?://?|-|,(?=\s?(?:{_CONTROL})(?:[,/-]|$)))\s?")
"""A comma before anything but a control stands in a list of countries."""


@lru_cache(maxsize=1024)
def canonical_marking(text: str) -> str:
    """`c//noforn` as C/NF, `u//fouo` as U/FOUO."""
    words = [word.strip() for word in _SEPARATOR.split(text.upper()) if word.strip()]
    return "/".join(_SHORT.get(word, word) for word in words)
