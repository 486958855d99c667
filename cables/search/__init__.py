"""Finding cables: `search` answers a query; `drain`, `rebuild` and `check` keep the index in step with the database."""

from cables.search.cable_page import matches_in, neighbours
from cables.search.fields import FieldHelp, describe_fields, describe_syntax
from cables.search.pages import facet_values, search
from cables.search.similar import similar
from cables.search.suggest import suggest
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
    Suggestion,
)

__all__ = [
    "NOT_STATED",
    "Bar",
    "Facet",
    "FacetValue",
    "FieldHelp",
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
    "Suggestion",
    "check",
    "describe_fields",
    "describe_syntax",
    "drain",
    "facet_values",
    "matches_in",
    "neighbours",
    "rebuild",
    "search",
    "similar",
    "suggest",
]
