"""The visitors' pages."""

from cables.views.advanced import advanced
from cables.views.browse import post, tag, tags, year, years
from cables.views.citations import cable_citation, unapi
from cables.views.citing import cited, missing
from cables.views.exporting import export, export_page
from cables.views.files import cable_json, cable_text
from cables.views.narrowing import facet
from cables.views.places import posts
from cables.views.provenance import cable_source
from cables.views.reading import cable
from cables.views.searching import search
from cables.views.site import favicon, health, help_page
from cables.views.suggesting import suggestions
from cables.views.threads import thread
from cables.views.versions import cable_raw, cable_versions

__all__ = [
    "advanced",
    "cable",
    "cable_citation",
    "cable_json",
    "cable_raw",
    "cable_source",
    "cable_text",
    "cable_versions",
    "cited",
    "export",
    "export_page",
    "facet",
    "favicon",
    "health",
    "help_page",
    "missing",
    "post",
    "posts",
    "search",
    "suggestions",
    "tag",
    "tags",
    "thread",
    "unapi",
    "year",
    "years",
]
