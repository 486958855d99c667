"""The visitors' pages."""

from cables.views.advanced import advanced
from cables.views.browse import post, tag, tags, year, years
from cables.views.citing import cited, missing
from cables.views.narrowing import facet
from cables.views.places import posts
from cables.views.reading import cable, cable_json, cable_raw, cable_text
from cables.views.searching import search
from cables.views.site import favicon, health, help_page, robots
from cables.views.suggesting import suggestions

__all__ = [
    "advanced",
    "cable",
    "cable_json",
    "cable_raw",
    "cable_text",
    "cited",
    "facet",
    "favicon",
    "health",
    "help_page",
    "missing",
    "post",
    "posts",
    "robots",
    "search",
    "suggestions",
    "tag",
    "tags",
    "year",
    "years",
]
