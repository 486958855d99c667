"""The way in: what there is, its description for programs and for people."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cables.api.description import described, document
from cables.api.reference import operations, shapes
from cables.api.resource import Resource
from cables.api.serializers import RootSerializer
from cables.api.throttling import at_once
from cables.forms import shown

_LISTS = ("cables", "posts", "tags", "search", "suggestions")


class Root(Resource):
    @described("root", "What there is", RootSerializer, tag="About")
    def get(self, request: Request) -> Response:
        """Where the lists begin, and what describes them."""
        return Response(
            {
                "resources": {name: self.address(reverse(f"api-{name}")) for name in _LISTS},
                "description": self.address(reverse("api-description")),
                "documentation": self.address(reverse("api")),
            }
        )


class Description(Resource):
    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """The OpenAPI document."""
        return Response(document())


@extend_schema(exclude=True)
class Nothing(Resource):
    """Every other address."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404(_nowhere(request.path))

    def get(self, request: Request) -> Response:
        raise NotImplementedError


def _nowhere(path: str) -> str:
    without = " Addresses of the API end without a slash." if path.endswith("/") else ""
    return f"There is nothing at {shown(path)}.{without} {reverse('api-root')} says what there is."


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The page for people."""
    per_minute = settings.API_REQUESTS_PER_MINUTE
    context = {
        "groups": operations(document()),
        "shapes": shapes(document()),
        "here": request.build_absolute_uri("/").rstrip("/"),
        "per_minute": per_minute,
        "at_once": at_once(per_minute),
    }
    return render(request, "api/reference.html", context)
