"""What templates need beyond Django's own: badges, marked words, counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypedDict

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cables.models import Source
from cables.search.values import Fragment

register = template.Library()

LEVEL_SLUGS = {
    "UNCLASSIFIED": "unclassified",
    "LIMITED OFFICIAL USE": "lou",
    "CONFIDENTIAL": "confidential",
    "SECRET": "secret",
    "TOP SECRET": "top-secret",
}


class Term(Protocol):
    """A word of a page; `place` names its entry in the glossary, or is empty."""

    @property
    def text(self) -> str: ...

    @property
    def place(self) -> str: ...


class Badge(TypedDict):
    level: str
    slug: str


@register.filter
def thousands(number: int) -> str:
    """12345 -> 12,345"""
    return f"{number:,}"


@register.filter
def cables(number: int) -> str:
    """1 -> 1 cable, 1200 -> 1,200 cables"""
    return f"{number:,} cable" if number == 1 else f"{number:,} cables"


@register.filter
def roughly(size: int) -> str:
    """Bytes in two figures: 13500 -> 14 KB, 1432000 -> 1.4 MB"""
    amount, unit = float(f"{size:.2g}"), "bytes"
    for larger in ("KB", "MB", "GB"):
        if amount < 1_000:
            break
        amount, unit = amount / 1_000, larger
    return f"{amount:g} {unit}"


@register.filter
def level_slug(level: str) -> str:
    return LEVEL_SLUGS.get(level, "unstated")


@register.inclusion_tag("cables/badge.html")
def level_badge(level: str) -> Badge:
    """The classification as a word in its colour."""
    return {"level": level or "Level not stated", "slug": level_slug(level)}


@register.filter
def marked(fragments: Iterable[Fragment]) -> SafeString:
    """The text of fragments, found words in <mark>."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part.text) if part.marked else part.text,) for part in fragments)
    )


@register.filter
def gloss(term: Term) -> SafeString:
    """A word as a button that opens its entry in the page's glossary; plain where it has none."""
    if not term.place:
        return format_html("{}", term.text)
    return format_html('<button type="button" class="gloss" popovertarget="{}">{}</button>', term.place, term.text)


@register.simple_tag
def invented_cables() -> str:
    """How many of the archive's cables are invented: "all", "some" or, for none, ""; every page says so."""
    kinds = Source.objects.kinds_in_use()
    if Source.Kind.DEMO not in kinds:
        return ""
    return "all" if kinds == {Source.Kind.DEMO} else "some"
