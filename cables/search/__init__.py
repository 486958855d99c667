"""Finding cables: `search` answers a query; `drain`, `rebuild` and `check` keep the index in step with the database."""

from cables.search.cable_page import matches_in, neighbours
from cables.search.pages import facet_values, search
from cables.search.similar import similar
from cables.search.upkeep import check, drain, rebuild
from cables.search.values import (
    NOT_STATED,
    Bar,
    Facet,
    FacetValue,
    Fragment,
    Histogram,
    Hit,
    IndexDrift,
    Neighbours,
    Obstacle,
    Progress,
    SearchPage,
    SearchQuery,
    SearchUnavailable,
    Snippet,
)

__all__ = [
    "NOT_STATED",
    "Bar",
    "Facet",
    "FacetValue",
    "Fragment",
    "Histogram",
    "Hit",
    "IndexDrift",
    "Neighbours",
    "Obstacle",
    "Progress",
    "SearchPage",
    "SearchQuery",
    "SearchUnavailable",
    "Snippet",
    "check",
    "drain",
    "facet_values",
    "matches_in",
    "neighbours",
    "rebuild",
    "search",
    "similar",
]
