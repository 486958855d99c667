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


NOWHERE = Country("", "", "the host country", "local", "IO", "anglo", "dollars")
"""For posts that stand for no one country, and for those the vocabulary places nowhere."""


@cache
def countries() -> dict[str, Country]:
    """By ISO 3166-1 alpha-2 code."""
    with (DATA / "countries.csv").open(encoding="ascii", newline="") as file:
        return {row["iso"]: Country(**row) for row in csv.DictReader(file)}


def country_of(post: PostEntry) -> Country:
    return countries().get(post.country_code, NOWHERE)
