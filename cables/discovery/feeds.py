"""Atom feeds: what was added to the archive since, for any search, a post or one of the TAGS."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from cables.citing import ARCHIVE, one_line
from cables.forms import SearchForm, query_pairs, query_string, search_url
from cables.models import Cable, Post, Tag
from cables.search.values import SearchQuery, SearchUnavailable
from cables.views.citations import site_of
from cables.workspace.searching import newest_matches

ENTRIES = 50
SECONDS_FRESH = 300


class ArchiveFeed(Atom1Feed):
    """A feed without entries was updated when the caller says."""

    def __init__(self, *args: Any, since: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.since = since

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.since)


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
@conditional_page
def search_additions(request: HttpRequest) -> HttpResponse:
    """The last cables added that a search finds, the address being that of the search page."""
    form = SearchForm(request.GET)
    query = form.query
    filtered = len(query_pairs(query)) > 1
    name = f"“{query.text}”" if query.text.strip() else "All cables"
    title = f"{name}{', filtered' if filtered else ''}"
    return _feed(request, query, title, search_url(query), form.notices)


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
@conditional_page
def post_additions(request: HttpRequest, code: str) -> HttpResponse:
    post = Post.objects.with_published_counts().filter(code=code).first()
    if post is None:
        raise Http404(f"No cable of a post {code} is in the archive.")
    return _feed(request, SearchQuery(selected={"post": (code,)}), post.name, post.get_absolute_url())


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
@conditional_page
def tag_additions(request: HttpRequest, code: str) -> HttpResponse:
    tag = Tag.objects.with_published_counts().filter(code=code).first()
    if tag is None:
        raise Http404(f"No cable with the TAGS {code} is in the archive.")
    title = f"{code}: {tag.name}" if tag.name else code
    return _feed(request, SearchQuery(selected={"tag": (code,)}), title, tag.get_absolute_url())


def entry(cable: Cable, site: str) -> dict[str, Any]:
    """What a feed says of a cable loaded with `for_lists()` and `arrival`, as arguments of `add_item`."""
    facts = (
        cable.reference_id,
        f"{cable.date:%-d %B %Y}" if cable.date else "undated",
        cable.post.name if cable.post else cable.sender,
        cable.classification,
    )
    arrived = cable.arrival.arrived_at
    url = site + cable.get_absolute_url()
    return {
        "title": one_line(cable.subject) or "No subject",
        "link": url,
        "description": one_line(", ".join(filter(None, facts))),
        "unique_id": url,
        "author_name": one_line(cable.post.name if cable.post else cable.sender) or None,
        "categories": [one_line(tag.code) for tag in cable.tags.all()],
        "pubdate": arrived,
        "updateddate": arrived,
    }


def _feed(request: HttpRequest, query: SearchQuery, title: str, page: str, notices: Iterable[str] = ()) -> HttpResponse:
    try:
        cables = newest_matches(query, most=ENTRIES)
    except SearchUnavailable as error:
        return HttpResponse(f"{error}\n", status=503, content_type="text/plain", headers={"Retry-After": "60"})
    site = site_of(request)
    address = site + escape_uri_path(request.path) + (query_string(query) if request.GET else "")
    feed = ArchiveFeed(
        title=one_line(f"{ARCHIVE}: {title}"),
        link=site + page,
        description="",
        author_name=ARCHIVE,
        subtitle=" ".join(["Cables by the time they were added, the last first.", *map(one_line, notices)]),
        feed_url=address,
        feed_guid=address,
        since=datetime(1970, 1, 1, tzinfo=UTC),
    )
    for cable in cables:
        feed.add_item(**entry(cable, site))
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response
