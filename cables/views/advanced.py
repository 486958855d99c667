"""The advanced search: boxes instead of the query language, which it writes."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cables.forms import UNITS, AdvancedForm, search_url
from cables.models import Classification, Post


@require_safe
def advanced(request: HttpRequest) -> HttpResponse:
    """The empty form; or, with `?go=1`, a redirect to the search that the boxes say, or the form with its errors."""
    form = AdvancedForm(request.GET, Classification.choices)
    if "go" in request.GET and form.is_valid():
        return HttpResponseRedirect(search_url(form.query))
    posts = Post.objects.with_published_counts()
    countries = [(country, list(group)) for country, group in groupby(posts, key=lambda post: post.country)]
    context = {
        "form": form,
        "faults": form.faults if "go" in request.GET else [],
        "chosen_levels": request.GET.getlist("levels"),
        "levels": Classification.choices,
        "units": UNITS,
        "countries": countries,
        "noindex": bool(request.GET),
    }
    return render(request, "cables/advanced.html", context)
