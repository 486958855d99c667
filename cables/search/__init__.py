"""Finding cables: `search` answers a query; `drain`, `rebuild`, `check` and `optimize` keep the index in
step with the database and in good order."""

from cables.search.pages import search
from cables.search.tidying import optimize
from cables.search.upkeep import check, drain, outdated, rebuild
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
    "optimize",
    "outdated",
    "rebuild",
    "search",
]
