"""How cables speak of countries, and who the posts are to them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from cables.corpus.names import DATA
from cables.vocabulary import PostEntry


@dataclass(frozen=True, slots=True)
class Country:
    iso: str
    tag: str
    """Place TAG: AJ."""
    name: str
    """As in running text: the Netherlands."""
    adjective: str
    bureau: str
    """The regional bureau of the Department: EUR, NEA, SCA, EAP, WHA or AF."""
    style: str
    """The style of invented names, see names.toml."""
    currency: str


@dataclass(frozen=True, slots=True)
class Organisation:
    tag: str
    city: str


ORGANISATIONS = {
    "USNATO": Organisation("NATO", "Brussels"),
    "USOSCE": Organisation("OSCE", "Vienna"),
    "USEUBRUSSELS": Organisation("EUN", "Brussels"),
    "UNESCOPARISFR": Organisation("UNESCO", "Paris"),
    "UNVIEVIENNA": Organisation("UN", "Vienna"),
    "USUNNEWYORK": Organisation("UN", "New York"),
    "UNROME": Organisation("UN", "Rome"),
    "GENEVA": Organisation("UN", "Geneva"),
    "CDGENEVA": Organisation("UN", "Geneva"),
}
"""What the missions to international organisations report on, and where, by post code."""


@cache
def countries() -> dict[str, Country]:
    """By ISO 3166-1 alpha-2 code."""
    with (DATA / "countries.csv").open(encoding="ascii", newline="") as file:
        return {row["iso"]: Country(**row) for row in csv.DictReader(file)}


def country_of(post: PostEntry) -> Country:
    """The country a post reports on; for a mission to an organisation one without code and style of names."""
    if post.code in ORGANISATIONS:
        return Country("", ORGANISATIONS[post.code].tag, "the organization", "international", "IO", "", "dollars")
    return countries()[post.country_code]
