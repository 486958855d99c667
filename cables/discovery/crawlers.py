"""What crawlers are told: which addresses to leave alone, and where all cables are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from cables.models import Cable, CableQuerySet, Post, Tag
from cables.views.citations import site_of

ADDRESSES_A_FILE = 50_000
"""As the sitemap protocol allows."""
MOST_FILES = 50_000
SECONDS_FRESH = 3_600
FILTERS = ("f%5B", "f[", "q=", "from=", "to=", "sort=", "page=", "size=", "in=", "at=", "part=", "text=", "kind=")
"""Beginnings of the parameters that only show in another way what has an address without them."""
CLOSED = ("/account/", "/admin/", "/advanced/", "/api/", "/export/", "/facets/", "/feed.atom", "/feeds/", "/lists/",
          "/oai", "/suggest/", "/unapi/")  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_BROWSED_KINDS = (Tag.Kind.SUBJECT, Tag.Kind.PROGRAM, Tag.Kind.PLACE, Tag.Kind.ORGANISATION)
_BATCH = 2_000
_PLAIN_ID = re.compile(r"[A-Za-z0-9.-]+")


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
def robots(request: HttpRequest) -> HttpResponse:
    """Lets crawlers read cables and browse, and keeps them off the endless combinations of filters."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        *(f"Disallow: /*{mark}{name}" for name in FILTERS for mark in "?&"),
        "",
        f"Sitemap: {site_of(request)}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def _part(number: int) -> CableQuerySet:
    """The published cables of one file: a stretch of primary keys, so that a file never grows over its limit, and
    cables that come later change the last one only."""
    if not 1 <= number <= MOST_FILES:
        raise Http404("There is no such sitemap.")
    first = (number - 1) * ADDRESSES_A_FILE + 1
    return Cable.objects.published().filter(pk__gte=first, pk__lt=first + ADDRESSES_A_FILE)


def _parts() -> Iterator[tuple[int, datetime]]:
    """(number, last change) of the files with a cable in them; as many queries as there are files, less than one for
    50,000 cables."""
    last = Cable.objects.aggregate(last=Max("pk"))["last"] or 0
    for number in range(1, -(-last // ADDRESSES_A_FILE) + 1):
        changed = _part(number).aggregate(changed=Max("changed_at"))["changed"]
        if changed:
            yield number, changed


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
@condition(last_modified_func=lambda request: Cable.objects.published().aggregate(last=Max("changed_at"))["last"])
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemaps."""
    site = site_of(request)
    files = [f"<sitemap><loc>{escape(site + reverse('sitemap-pages'))}</loc></sitemap>"]
    files += [
        f"<sitemap><loc>{escape(site + reverse('sitemap-cables', args=[number]))}</loc>"
        f"<lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod></sitemap>"
        for number, changed in _parts()
    ]
    body = f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n' + "\n".join(files) + "\n</sitemapindex>\n"
    return HttpResponse(body, content_type="application/xml")


def _etag(request: HttpRequest, number: int) -> str:
    """Changes with every cable that comes, goes or is changed."""
    facts = _part(number).aggregate(cables=Count("pk"), changed=Max("changed_at"))
    return f'"{number}-{facts["cables"]}-{facts["changed"]}-{request.get_host()}"'.replace(" ", "T")


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
@condition(etag_func=_etag)
def sitemap_cables(request: HttpRequest, number: int) -> StreamingHttpResponse:
    rows = _part(number).order_by("pk").values_list("reference_id", "changed_at")
    if not rows.exists():
        raise Http404("There is no such sitemap.")
    site = site_of(request)
    lines = (
        f"<url><loc>{_located(site, reference_id)}</loc><lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>\n"
        for reference_id, changed in rows.iterator(_BATCH)
    )
    return StreamingHttpResponse(_chunks(_urlset(lines)), content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """The pages to browse by: posts, TAGS that name subjects or places, years."""
    cables = Cable.objects.published()
    tags = Tag.objects.with_published_counts().filter(kind__in=_BROWSED_KINDS)
    addresses = [
        *(reverse(name) for name in ("search", "posts", "tags", "years", "cited", "cited-missing", "help")),
        *(post.get_absolute_url() for post in Post.objects.with_published_counts()),
        *(reverse("year", args=[year]) for year in cables.counts_by_year()),
        *(tag.get_absolute_url() for tag in tags[: ADDRESSES_A_FILE // 2]),
    ]
    site = site_of(request)
    lines = (f"<url><loc>{escape(site + address)}</loc></url>\n" for address in addresses)
    return HttpResponse("".join(_urlset(lines)), content_type="application/xml")


def _urlset(lines: Iterator[str]) -> Iterator[str]:
    yield f'{_HEAD}<urlset xmlns="{_NAMESPACE}">\n'
    yield from lines
    yield "</urlset>\n"


def _chunks(lines: Iterator[str]) -> Iterator[str]:
    """The same in pieces of some size, each of which is sent at once."""
    waiting: list[str] = []
    for line in lines:
        waiting.append(line)
        if len(waiting) == _BATCH:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)


def _located(site: str, reference_id: str) -> str:
    """The address of a cable, as XML. Plain ids are put in their place, as reversing fifty thousand takes seconds."""
    before, after = _around_id()
    if _PLAIN_ID.fullmatch(reference_id):
        return f"{escape(site)}{before}{reference_id}{after}"
    return escape(site + reverse("cable", args=[reference_id]))


@cache
def _around_id() -> tuple[str, str]:
    before, after = reverse("cable", args=["ID"]).split("ID")
    return before, after
