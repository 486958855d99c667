"""The visitors' pages."""

from cables.views.browse import post, posts, tag, tags, year, years
from cables.views.reading import cable, cable_json, cable_raw, cable_text
from cables.views.searching import search
from cables.views.site import favicon, health, help_page, robots

__all__ = [
    "cable",
    "cable_json",
    "cable_raw",
    "cable_text",
    "favicon",
    "health",
    "help_page",
    "post",
    "posts",
    "robots",
    "search",
    "tag",
    "tags",
    "year",
    "years",
]
