"""Taking a result away: a page that says as what, and the files themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from cables.citing import ARCHIVE
from cables.exporting import FORMATS, About, Busy, Export, Format, Selection
from cables.forms import SORTS, SearchForm, query_string, search_url
from cables.search import NOT_STATED, Found, HitKey, SearchQuery, SearchUnavailable, found
from cables.templatetags.reftel import cables as counted
from cables.templatetags.reftel import invented_cables
from cables.views.searching import FACET_WORDS

SECONDS_TO_TAKE = 60
"""In which a reader must take what was sent, or is taken to be gone."""
RETRY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of file, as the page offers it."""

    format: Format
    size: int
    """Bytes, roughly."""
    url: str
    too_many: bool
    with_readme: Offer | None = None
    """The same with a README, packed."""


class Refused(Exception):
    """A result that cannot be taken away. The message is one sentence for the page."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


@require_safe
def export_page(request: HttpRequest) -> HttpResponse:
    """The kinds of files there are for a search, roughly how large each would be, and what it is good for."""
    form = SearchForm(request.GET)
    query = replace(form.query, page=1)
    context: dict[str, Any] = {"query": query, "search_url": search_url(query), "notices": form.notices}
    try:
        selection = _selected(query)
    except Refused as refusal:
        return _refused(request, refusal, context)
    context |= {
        "selection": selection,
        "filters": _filters(query),
        "offers": offers(selection, query_string(query)),
    }
    return render(request, "cables/export.html", context)


@require_safe
def export(request: HttpRequest, name: str) -> HttpResponseBase:
    """One kind of file of all that a search finds."""
    if name not in FORMATS:
        raise Http404(f"Results cannot be taken away as {name}; there are {', '.join(FORMATS)}.")
    form = SearchForm(request.GET)
    query = replace(form.query, page=1)
    try:
        selection = _selected(query)
        about = _about(request, query, selection, form.notices)
        return taken_away(request, FORMATS[name], selection, about, slugify(query.text)[:40])
    except Refused as refusal:
        return _refused(request, refusal, {"query": query, "search_url": search_url(query), "notices": form.notices})


def offers(selection: Selection, parameters: str) -> list[Offer]:
    """What a selection can be taken away as; `parameters` is its part of the address, from the question mark on."""

    def offer(kind: Format) -> Offer:
        readme = FORMATS.get(f"{kind.name}.zip")
        return Offer(
            kind,
            kind.size(selection),
            f"{kind.name}{parameters}",
            bool(kind.most and selection.cables > kind.most),
            offer(readme) if readme else None,
        )

    return [offer(kind) for kind in FORMATS.values() if not kind.beside]


def taken_away(
    request: HttpRequest,
    kind: Format,
    selection: Selection,
    about: About,
    title: str,
    notes: Mapping[HitKey, str] | None = None,
) -> HttpResponseBase:
    """The file, streamed; `title` becomes a part of its name, `notes` are those of a list. Raises Refused where it
    cannot be made now."""
    if kind.most and selection.cables > kind.most:
        raise Refused(
            f"{kind.label} can be made of {counted(kind.most)} at most, and these are {counted(selection.cables)}; "
            "narrow the search or choose another kind of file.",
            400,
        )
    if request.method == "HEAD":
        return HttpResponse(content_type=kind.media_type)
    try:
        pieces = Export(kind, selection, about, notes)
    except Busy as busy:
        raise Refused(str(busy), 503) from busy
    _expect_a_reader(request)
    response = StreamingHttpResponse(pieces, content_type=kind.media_type)
    if pieces.size is not None:
        response["Content-Length"] = str(pieces.size)
    name = "-".join(filter(None, ["reftel", title, f"{about.made:%Y-%m-%d}"]))
    response["Content-Disposition"] = content_disposition_header(True, name + kind.ending) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    if kind.compressed:
        response["Content-Encoding"] = "identity"
    return response


def _selected(query: SearchQuery) -> Found:
    try:
        selection = found(query)
    except SearchUnavailable as error:
        raise Refused(str(error), 503) from error
    if selection.cut:
        raise Refused(f"{selection.notices[-1]} A result that is not whole cannot be taken away.", 503)
    if not selection.total:
        raise Refused("This search finds nothing, so there is nothing to take away.", 404)
    return selection


def _about(request: HttpRequest, query: SearchQuery, selection: Found, notices: tuple[str, ...]) -> About:
    return About(
        archive=ARCHIVE,
        site=request.build_absolute_uri("/")[:-1],
        title="A search",
        address=request.build_absolute_uri(search_url(query)),
        made=timezone.now(),
        query=query.text,
        understood=selection.understood,
        filters=tuple(_filters(query)),
        order=SORTS[query.sort if query.text else query.sort.replace("relevance", "newest")].lower(),
        notices=(*notices, *selection.notices, *of_the_archive()),
    )


def of_the_archive() -> tuple[str, ...]:
    """What must be known of whatever is taken from this archive: that cables of it are invented."""
    how_many = {"all": "All", "some": "Some"}.get(invented_cables())
    return (f"{how_many} cables of this archive are invented, for demonstration.",) if how_many else ()


def _filters(query: SearchQuery) -> Iterator[str]:
    """Filters in force, each as a line."""

    def said(chosen: Mapping[str, tuple[str, ...]], negation: str) -> Iterator[str]:
        for name, values in chosen.items():
            words = ("not stated" if value == NOT_STATED else value for value in values)
            yield f"{FACET_WORDS[name]}{negation}: {', '.join(words)}"

    yield from said(query.selected, "")
    yield from said(query.excluded, " not")
    if query.date_from:
        yield f"From: {query.date_from}"
    if query.date_to:
        yield f"To: {query.date_to}"


def _refused(request: HttpRequest, refusal: Refused, context: dict[str, Any]) -> HttpResponse:
    response = render(request, "cables/export.html", {**context, "refusal": str(refusal)}, status=refusal.status)
    if refusal.status == 503:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _expect_a_reader(request: HttpRequest) -> None:
    """A client that stops reading without going would keep a thread of the server, and the export's slot, for ever."""
    connection = request.META.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(SECONDS_TO_TAKE)
