"""The visitors' pages."""

from cables.views.advanced import advanced
from cables.views.browse import post, posts, tag, tags, year, years
from cables.views.narrowing import facet
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
    "facet",
    "favicon",
    "health",
    "help_page",
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
