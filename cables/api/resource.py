"""What all resources of the API have in common: reading only, from anywhere, unchanged answers not sent twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified, QueryDict
from django.urls import reverse
from django.utils.http import parse_etags
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cables.api import cursors, parameters
from cables.api.parameters import Parameter
from cables.api.throttling import ClientThrottle

CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Retry-After",
}
"""Any page of the web may read; without credentials, since there are none."""
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
Key = Callable[[Any], list[Any]]


class AlwaysJson(BaseContentNegotiation):
    """JSON, whatever is asked for: there is nothing else."""

    def select_parser(self, request: Request, parsers: Sequence[Any]) -> None:
        return None

    def select_renderer(self, request: Request, renderers: Sequence[Any], suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class Resource(APIView):
    """A resource that `takes` some parameters in its address."""

    authentication_classes: Sequence[Any] = ()
    permission_classes: Sequence[Any] = ()
    parser_classes: Sequence[Any] = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AlwaysJson
    throttle_classes = (ClientThrottle,)
    http_method_names = ["get", "head", "options"]
    takes: Sequence[Parameter] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method != "OPTIONS":
            parameters.check(self.asked, self.takes)
        if any("\x00" in str(value) for value in kwargs.values()):
            raise Http404("Nothing in the archive has a null character in its name.")

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return Response(status=204, headers=PREFLIGHT)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in CROSS_ORIGIN.items():
            response[name] = value
        # What is withheld later shall not live on in a cache, and what people search for is nobody's to keep.
        response["Cache-Control"] = "private, no-cache"
        if response.status_code == 200:
            response.add_post_render_callback(lambda rendered: _unless_known(request, rendered))
        return response

    @property
    def asked(self) -> QueryDict:
        """The parameters of the address."""
        found: QueryDict = self.request.query_params
        return found

    def page_asked(self, names: Sequence[str], *others: Callable[[], Any]) -> list[Any]:
        """How many items of a list are wanted, which of the fields of each, where the list shall go on, and what others
        read."""
        return parameters.together(
            lambda: parameters.limit(self.asked), lambda: parameters.fields(self.asked, names), self.place, *others
        )

    def located(self, view: str, *names: str) -> dict[str, str]:
        """The header that says where something has its own address, whatever spelling led to it."""
        return {"Content-Location": self.address(reverse(view, args=names))}

    def address(self, path: str) -> str:
        """Of the site, whole."""
        made: str = self.request.build_absolute_uri(path)
        return made

    def listing(self, items: Sequence[Any], key: Key, limit: int) -> tuple[Sequence[Any], str | None]:
        """Of one item more than `limit` at most: those to give, and where the rest is if there is any."""
        if len(items) <= limit:
            return items, None
        return items[:limit], self.next(key(items[limit - 1]))

    def next(self, place: list[Any]) -> str:
        """The address at which this list goes on behind a place."""
        asked = self.asked.copy()
        asked["cursor"] = cursors.written(place, self._listed())
        return self.address(f"{self.request.path}?{asked.urlencode(safe='[]')}")

    def place(self) -> Any:
        """Where this list shall go on; None at its beginning."""
        cursor = self.asked.get("cursor")
        return cursors.read(cursor, self._listed()) if cursor is not None else None

    def _listed(self) -> Iterator[str]:
        """What a cursor belongs to: the resource, and all that narrows or orders it."""
        yield self.request.path
        for name, values in sorted(self.asked.lists()):
            if name not in ("cursor", "limit", "fields"):
                yield from (f"{name}={value}" for value in values)


def only(record: Mapping[str, Any], wanted: Iterable[str]) -> dict[str, Any]:
    """The wanted fields of a record, in its own order."""
    return {name: value for name, value in record.items() if name in wanted}


def _unless_known(request: Request, response: HttpResponse) -> HttpResponse | None:
    """304 where the client has this very answer; the answer's ETag is a digest of all of it."""
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    known = {etag.removeprefix("W/") for etag in parse_etags(request.headers.get("If-None-Match", ""))}
    if not known & {response["ETag"], "*"}:
        return None
    kept = {name: value for name, value in response.items() if name not in ("Content-Type", "Content-Length")}
    return HttpResponseNotModified(headers=kept)
