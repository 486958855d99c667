"""Finding cables: `search` answers a query; `drain`, `rebuild`, `check` and `optimize` keep the index
in step with the database and in good order."""

from cables.search.cable_page import matches_in, neighbours
from cables.search.fields import FieldHelp, describe_fields, describe_syntax
from cables.search.pages import facet_values, search
from cables.search.similar import similar
from cables.search.suggest import suggest
from cables.search.tidying import optimize
from cables.search.upkeep import check, drain, outdated, rebuild
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
    "optimize",
    "outdated",
    "rebuild",
    "search",
    "similar",
    "suggest",
]
