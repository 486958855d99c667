"""Finding cables: `search` answers a query; `drain`, `rebuild` and `check` keep the index in step with the database."""

from cables.search.fields import FieldHelp, describe_fields, describe_syntax
from cables.search.pages import search
from cables.search.suggest import suggest
from cables.search.upkeep import check, drain, rebuild
from cables.search.values import (
    NOT_STATED,
    Facet,
    FacetValue,
    Fragment,
    Hit,
    IndexDrift,
    Progress,
    SearchPage,
    SearchQuery,
    SearchUnavailable,
    Snippet,
    Suggestion,
)

__all__ = [
    "NOT_STATED",
    "Facet",
    "FacetValue",
    "FieldHelp",
    "Fragment",
    "Hit",
    "IndexDrift",
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
    "rebuild",
    "search",
    "suggest",
]
