"""The OpenAPI description of the API: how each operation is told of, and the document made of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from cables.api.examples import ANSWERS, PROBLEMS
from cables.api.parameters import Parameter
from cables.api.problems import CONTENT_TYPE
from cables.api.serializers import ProblemSerializer, Shape, going_on

Describe = Callable[[Any], Any]


@cache
def page_of(item: type[Shape]) -> serializers.Serializer:
    """The shape of one answer of a list."""
    return inline_serializer(
        item.__name__.replace("Serializer", "Page"),
        {
            "items": serializers.ListField(child=item(), help_text="The items of this answer."),
            "next": going_on(),
        },
    )


def described(
    operation: str,
    summary: str,
    shape: Any,
    takes: Sequence[Parameter] = (),
    *,
    tag: str,
    path: Mapping[str, str] | None = None,
    unavailable: bool = False,
) -> Describe:
    """Describes the method of a resource; its docstring is the description. `path` has an example for each name in
    the path; `unavailable` says that it needs the search index."""
    statuses = [*([400] if takes else []), *([404] if path else []), 429, *([503] if unavailable else [])]
    return extend_schema(
        operation_id=operation,
        summary=summary,
        tags=[tag],
        parameters=[
            *(_path_parameter(name, example) for name, example in (path or {}).items()),
            *(parameter.described() for parameter in takes),
            *_response_headers(located=bool(path)),
        ],
        responses={
            (200, "application/json"): OpenApiResponse(
                shape, "Answer", [OpenApiExample("example", value=ANSWERS[operation])]
            ),
            304: OpenApiResponse(None, "The answer is the one whose ETag was sent in If-None-Match."),
            **{(status, CONTENT_TYPE): _problem(status) for status in statuses},
        },
    )


def _path_parameter(name: str, example: str) -> OpenApiParameter:
    return OpenApiParameter(
        name, str, OpenApiParameter.PATH, required=True, description=_PATH[name],
        examples=[OpenApiExample("example", value=example)],
    )  # fmt: skip


_PATH = {
    "reference_id": "Id of a cable, in any spelling: 09BAKU266, 09 BAKU 00266.",
    "anchor": "Anchor of a paragraph: p3.",
    "code": "Code, as the lists give it.",
    "key": "Key of a facet, as a search gives it.",
}


def _response_headers(*, located: bool) -> list[OpenApiParameter]:
    return [
        OpenApiParameter(
            "ETag", str, OpenApiParameter.HEADER, description="Digest of the answer.", response=[200, 304]
        ),
        OpenApiParameter("Retry-After", int, OpenApiParameter.HEADER, description="Seconds to wait.", response=[429]),
        *(
            [
                OpenApiParameter(
                    "Content-Location",
                    str,
                    OpenApiParameter.HEADER,
                    description="The resource’s own address.",
                    response=[200],
                )
            ]
            if located
            else []
        ),
    ]


def _problem(status: int) -> OpenApiResponse:
    title, detail = PROBLEMS[status]
    return OpenApiResponse(ProblemSerializer, title, [OpenApiExample("example", value=detail)])


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document."""
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return made
