"""The texts of a cable as they arrived: each as received, and what changed from one to another."""

from __future__ import annotations

import re

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cables.comparing import LINES_COMPARED, compare
from cables.models import Cable, Version
from cables.views.spelling import other_spelling

VERSIONS_SHOWN = 100
_NUMBER = re.compile(r"[0-9]{1,6}")


@require_safe
def cable_raw(request: HttpRequest, reference_id: str) -> HttpResponse:
    found = Cable.objects.published().filter(reference_id=reference_id).first()
    if found is None:
        return other_spelling(request, "cable-raw", reference_id)
    version = asked_version(request, found)
    versions = list(_versions(found).defer("raw").order_by("-number")[:VERSIONS_SHOWN])
    context = {
        "cable": found,
        "version": version,
        "versions": versions,
        "several_versions": len(versions) > 1,
        "size": len(version.raw),
        "noindex": True,
    }
    return render(request, "cables/raw.html", context)


@require_safe
def cable_versions(request: HttpRequest, reference_id: str) -> HttpResponse:
    """What changed from the version before to the one being read, or between the two that the address names."""
    found = Cable.objects.published().filter(reference_id=reference_id).first()
    if found is None:
        return other_spelling(request, "cable-versions", reference_id)
    versions = list(_versions(found).defer("raw").order_by("-number")[:VERSIONS_SHOWN])
    new = asked_version(request, found, "new")
    old = asked_version(request, found, "old") if request.GET.get("old") else _before(found, new)
    context = {
        "cable": found,
        "versions": versions,
        "old": old,
        "new": new,
        "comparison": compare(old.text, new.text) if old else None,
        "lines_compared": LINES_COMPARED,
        "noindex": True,
    }
    return render(request, "cables/versions.html", context)


def asked_version(request: HttpRequest, cable: Cable, parameter: str = "version") -> Version:
    """The version asked for with `?version=2`, or the one that is being read; Http404 for one that is not there."""
    wanted = request.GET.get(parameter, "")
    if not wanted:
        return _versions(cable).order_by("-current", "-number")[0]
    found = _versions(cable).filter(number=int(wanted)).first() if _NUMBER.fullmatch(wanted) else None
    if found is None:
        raise Http404(f"{cable} has no version of that number.")
    return found


def _versions(cable: Cable) -> QuerySet[Version]:
    return cable.versions.select_related("source")


def _before(cable: Cable, version: Version) -> Version | None:
    """The version before; for the first one, the one after it."""
    others = _versions(cable).exclude(pk=version.pk)
    return others.filter(number__lt=version.number).order_by("-number").first() or others.order_by("number").first()
