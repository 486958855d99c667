"""Finding cables: `search` answers a query; `drain`, `rebuild` and `check` keep the index in step with the database."""

from cables.search.pages import search
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
)

__all__ = [
    "NOT_STATED",
    "Facet",
    "FacetValue",
    "Fragment",
    "Hit",
    "IndexDrift",
    "Progress",
    "SearchPage",
    "SearchQuery",
    "SearchUnavailable",
    "Snippet",
    "check",
    "drain",
    "rebuild",
    "search",
]
