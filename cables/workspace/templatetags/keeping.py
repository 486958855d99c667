"""The button that keeps a cable or a paragraph, and how many are kept."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cables.workspace.models import Entry

register = template.Library()
_KEPT = "_kept_in_current_list"


@register.simple_tag(takes_context=True)
def keep_button(context: dict[str, Any], reference_id: str, anchor: str = "", number: int | None = None) -> SafeString:
    """A visitor's script does what the button says; for somebody logged in the form `keep-form` does it without."""
    key = f"{reference_id}~{anchor}" if anchor else reference_id
    what = reference_id + (f", paragraph {number}" if number else f", paragraph {anchor}" if anchor else "")
    kept = _kept(context.get("request"))
    if kept is None:
        return _button('type="button"', key, "Keep", what)
    attributes = format_html('form="keep-form" name="{}" value="{}"', "drop" if key in kept else "keep", key)
    return _button(attributes, key, "Kept" if key in kept else "Keep", what)


def _button(attributes: str, key: str, word: str, what: str) -> SafeString:
    return format_html(
        '<button class="keep" {} data-key="{}"><span class="keep-word">{}</span>'
        ' <span class="hidden">{}</span></button>',
        SafeString(attributes),
        key,
        word,
        what,
    )


@register.simple_tag(takes_context=True)
def kept_total(context: dict[str, Any]) -> int:
    """Entries of all lists in the account of whoever is logged in."""
    return Entry.objects.filter(list__owner=context["user"].pk).count()


def _kept(request: HttpRequest | None) -> frozenset[str] | None:
    """The keys in the list in use, asked for once a page; None for visitors."""
    if request is None or not hasattr(request, "user") or not request.user.is_authenticated:
        return None
    if not hasattr(request, _KEPT):
        rows = Entry.objects.filter(list__owner=request.user.pk, list__current=True).order_by()
        keys = (f"{name}~{anchor}" if anchor else name for name, anchor in rows.values_list("reference_id", "anchor"))
        setattr(request, _KEPT, frozenset(keys))
    kept: frozenset[str] = getattr(request, _KEPT)
    return kept
