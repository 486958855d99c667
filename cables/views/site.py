"""Pages about the site itself."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cables import vocabulary
from cables.exporting import columns
from cables.forms import FACET_NAMES, PAGE_SIZES, SORTS
from cables.search import describe_fields, describe_syntax
from cables.views.browse import TAG_KINDS


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    context = {
        "syntax": describe_syntax(),
        "fields": describe_fields(),
        "filters": FACET_NAMES,
        "sorts": SORTS,
        "sizes": PAGE_SIZES,
        "levels": vocabulary.levels().values(),
        "marks": vocabulary.portion_marks().values(),
        "captions": vocabulary.captions().values(),
        "precedences": vocabulary.precedences().values(),
        "tag_kinds": TAG_KINDS.values(),
        "reasons": vocabulary.reasons().values(),
        "orders": vocabulary.executive_orders().values(),
        "export_columns": (columns(by_paragraph=False, noted=True) | columns(by_paragraph=True)).items(),
    }
    return render(request, "cables/help.html", context)


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """For the operator's monitor: 200 while the database answers, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask for it by its old name."""
    return redirect(static("favicon.svg"))
