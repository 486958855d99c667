"""How a cable or one of its paragraphs is cited: in words, in files for reference managers, in the head of its page."""

from cables.citing.formats import FORMATS, Format, bibtex, csl_json, ris
from cables.citing.making import cite, cite_all, one_line
from cables.citing.metadata import json_ld, meta_tags
from cables.citing.styles import STYLES, Style
from cables.citing.values import ARCHIVE, Citation, Run, html, plain

__all__ = [
    "ARCHIVE",
    "FORMATS",
    "STYLES",
    "Citation",
    "Format",
    "Run",
    "Style",
    "bibtex",
    "cite",
    "cite_all",
    "csl_json",
    "html",
    "json_ld",
    "meta_tags",
    "one_line",
    "plain",
    "ris",
]
