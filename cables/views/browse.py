"""Browsing by post, TAGS and year. All of it comes from the database, so it works while the index does not."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR
from math import ceil
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cables.forms import query_string, search_url
from cables.models import Addressee, Cable, CableQuerySet, Post, Tag, Visibility
from cables.search.values import SearchQuery

CABLES_A_PAGE = 25
TAGS_A_SECTION = 240
TAGS_A_PAGE = 600

TAG_KINDS = {
    "subject": ("Subjects", "What a cable is about: four letters, the first of which is the field."),
    "program": ("Programs", "Programs and issues that cross fields: K and three letters."),
    "place": ("Places", "Countries and regions: two letters, mostly as in the former FIPS 10-4 list."),
    "organisation": ("Organisations", "International bodies, agencies, companies, movements."),
    "person": ("Persons", "Travellers and people named after OVIP."),
    "term": ("Terms", "Free terms that older cables carry."),
    "unknown": ("Other codes", "Codes that stand in no list; often a slip of the pen."),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart."""

    label: str
    count: int
    percent: int
    """Of the longest bar, 1 to 100."""
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a chart drawn in units of 10 across and 100 up."""

    label: str
    count: int
    x: int
    y: int
    height: int


def bars(counts: Iterable[tuple[str, int, str, bool]]) -> list[Bar]:
    """(label, count, url, current) rows, measured against the greatest."""
    rows = list(counts)
    most = max((count for _, count, _, _ in rows), default=1)
    return [Bar(label, count, ceil(100 * count / most), url, current) for label, count, url, current in rows]


def columns(counts: Mapping[int, int]) -> list[Column]:
    """Every year from the first to the last, those without cables too."""
    most = max(counts.values(), default=1)
    years = range(min(counts, default=1), max(counts, default=0) + 1)
    drawn = []
    for place, year in enumerate(years):
        height = ceil(100 * counts.get(year, 0) / most)
        drawn.append(Column(str(year), counts.get(year, 0), 10 * place, 100 - height, height))
    return drawn


def _listing(request: HttpRequest, cables: CableQuerySet, **context: Any) -> dict[str, Any]:
    """What a page with a list of cables needs; a page number that makes no sense gives the nearest page."""
    page = Paginator(cables.newest_first().for_lists(), CABLES_A_PAGE).get_page(request.GET.get("page"))
    return {
        "listing": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "noindex": "page" in request.GET,
        **context,
    }


def _year_bars(cables: CableQuerySet, **narrowed: str) -> list[Bar]:
    """Each year leads to a search for it."""
    kept = {name: (value,) for name, value in narrowed.items()}
    return bars(
        (str(year), count, search_url(SearchQuery(selected={**kept, "date": (str(year),)})), False)
        for year, count in cables.counts_by_year().items()
    )


def _as_search(**narrowed: str) -> dict[str, str]:
    """Where the cables of the page are hits, and where they can be taken away."""
    query = SearchQuery(selected={name: (value,) for name, value in narrowed.items()})
    return {"search_url": search_url(query), "take_away_url": reverse("export-page") + query_string(query)}


@require_safe
def post(request: HttpRequest, code: str) -> HttpResponse:
    sent = Cable.objects.published().filter(post=OuterRef("pk"))
    received = Addressee.objects.filter(post=OuterRef("pk"), cable__visibility=Visibility.PUBLISHED)
    found = Post.objects.filter(Q(Exists(sent)) | Q(Exists(received)), code=code).first()
    if found is None and code != code.upper():
        return redirect("post", code.upper(), permanent=True)
    if found is None:
        raise Http404(f"No cable of a post {code} is in the archive.")
    cables = Cable.objects.published().filter(post=found)
    context = _listing(
        request,
        cables,
        post=found,
        feed_url=reverse("post-feed", args=[found.code]),
        years=_year_bars(cables, post=found.code),
        **_as_search(post=found.code),
    )
    return render(request, "cables/post.html", context)


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """All kinds on one page, or with `?kind=` one kind in full."""
    listed = Tag.objects.with_published_counts()
    kind = request.GET.get("kind", "")
    if not kind:
        by_kind: dict[str, list[Tag]] = {}
        for tag in listed:
            by_kind.setdefault(tag.kind, []).append(tag)
        sections = [_tag_section(name, by_kind[name]) for name in TAG_KINDS if name in by_kind]
        return render(request, "cables/tags.html", {"sections": sections})
    if kind not in TAG_KINDS:
        raise Http404(f"There are no TAGS of that kind; there are {', '.join(TAG_KINDS)}.")
    page = Paginator(listed.filter(kind=kind), TAGS_A_PAGE).get_page(request.GET.get("page"))
    numbers = page.paginator.get_elided_page_range(page.number)
    context = {"kind": kind, "title": TAG_KINDS[kind][0], "listing": page, "page_numbers": numbers, "noindex": True}
    return render(request, "cables/tags_of_kind.html", context)


def _tag_section(kind: str, found: Sequence[Tag]) -> dict[str, Any]:
    title, explanation = TAG_KINDS[kind]
    shown = found
    if len(found) > TAGS_A_SECTION:
        most_used = sorted(found, key=lambda tag: (-tag.published, tag.code))[:TAGS_A_SECTION]  # type: ignore[attr-defined]
        shown = sorted(most_used, key=lambda tag: tag.code)
    return {"kind": kind, "title": title, "explanation": explanation, "tags": shown, "number": len(found)}


@require_safe
def tag(request: HttpRequest, code: str) -> HttpResponse:
    found = Tag.objects.with_published_counts().filter(code=code).first()
    if found is None and code != code.upper():
        return redirect("tag", code.upper(), permanent=True)
    if found is None:
        raise Http404(f"No cable with the TAGS {code} is in the archive.")
    cables = Cable.objects.published().tagged(found)
    context = _listing(
        request,
        cables,
        tag=found,
        kind_title=TAG_KINDS[found.kind][0],
        feed_url=reverse("tag-feed", args=[found.code]),
        years=_year_bars(cables, tag=found.code),
        **_as_search(tag=found.code),
    )
    return render(request, "cables/tag.html", context)


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    cables = Cable.objects.published()
    counts = cables.counts_by_year()
    rows = bars((str(year), count, reverse("year", args=[year]), False) for year, count in counts.items())
    undated = cables.filter(date__isnull=True).count()
    return render(request, "cables/years.html", {"years": rows, "undated": undated, "total": sum(counts.values())})


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year, or with `?month=4` one month of it."""
    if not MINYEAR <= year <= MAXYEAR:
        raise Http404(f"{year} is no year.")
    cables = Cable.objects.published().filter(date__year=year)
    counts = {row["month"]: row["cables"] for row in cables.counts_by_month(year)}
    if not counts:
        raise Http404(f"The archive holds no cable of {year}.")
    wanted = request.GET.get("month", "")
    month = int(wanted) if wanted in {str(number) for number in counts} else None
    here = reverse("year", args=[year])
    rows = bars(
        (calendar.month_name[number], count, f"{here}?month={number}", number == month)
        for number, count in counts.items()
    )
    context = _listing(
        request,
        cables.filter(date__month=month) if month else cables,
        year=year,
        month=month,
        month_name=calendar.month_name[month] if month else "",
        months=rows,
        total=sum(counts.values()),
        **_as_search(date=f"{year}-{month:02}" if month else str(year)),
    )
    return render(request, "cables/year.html", {**context, "noindex": context["noindex"] or month is not None})
