"""Finding cables: `search` answers a query page by page, `found` and `search_after` give all hits on end;
`drain`, `rebuild`, `check` and `optimize` keep the index in step with the database and in good order."""

from cables.search.among import found_among
from cables.search.cable_page import matches_in, neighbours
from cables.search.fields import FieldHelp, describe_fields, describe_syntax
from cables.search.pages import facet_values, search
from cables.search.similar import similar
from cables.search.suggest import suggest
from cables.search.tidying import optimize
from cables.search.upkeep import check, drain, outdated, quicker_anew, rebuild
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
from cables.search.walking import Found, HitKey, Stretch, found, search_after

__all__ = [
    "NOT_STATED",
    "Bar",
    "Facet",
    "FacetValue",
    "FieldHelp",
    "Found",
    "Fragment",
    "Histogram",
    "Hit",
    "HitKey",
    "IndexDrift",
    "Neighbours",
    "Obstacle",
    "Progress",
    "SearchPage",
    "SearchQuery",
    "SearchUnavailable",
    "Snippet",
    "Stretch",
    "Suggestion",
    "check",
    "describe_fields",
    "describe_syntax",
    "drain",
    "facet_values",
    "found",
    "found_among",
    "matches_in",
    "neighbours",
    "optimize",
    "outdated",
    "quicker_anew",
    "rebuild",
    "search",
    "search_after",
    "similar",
    "suggest",
]
