"""Errors as the API tells them: problem details (RFC 9457), with one clear sentence for each fault."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from math import ceil
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from django.http.response import HttpResponseBase
from rest_framework.exceptions import APIException, MethodNotAllowed, Throttled
from rest_framework.response import Response

from cables.search import SearchUnavailable

CONTENT_TYPE = "application/problem+json"
RETRY_SEARCH_AFTER = 60
"""Seconds after which it is worth asking again for a search that cannot be answered now."""

Faults = Sequence[tuple[str, str]]
"""(parameter, sentence)"""

logger = logging.getLogger(__name__)


class BadParameters(APIException):
    """Parameters that cannot be read; says which, what is wrong and what to do."""

    status_code = 400

    def __init__(self, faults: Faults) -> None:
        super().__init__()
        self.faults = faults


def answer(exception: Exception, context: dict[str, Any]) -> HttpResponseBase:
    """The answer to an exception that a resource raised. One that nobody foresaw is logged, without what was asked."""
    match exception:
        case BadParameters(faults=faults):
            return problem(400, " ".join(sentence for _, sentence in faults), faults)
        case Http404():
            return problem(404, str(exception))
        case MethodNotAllowed():
            return problem(405, "The archive can only be read here: use GET, HEAD or OPTIONS.")
        case Throttled(wait=wait):
            seconds = max(1, ceil(wait))
            answer = problem(429, f"You have asked for too much at once; go on in {seconds} s.")
            answer["Retry-After"] = str(seconds)
            return answer
        case SearchUnavailable():
            answer = problem(503, str(exception))
            answer["Retry-After"] = str(RETRY_SEARCH_AFTER)
            return answer
        case SuspiciousOperation():
            return problem(400, "The request cannot be read; it may have too many parameters.")
        case _:
            logger.error("The API failed at %s", context["request"].path, exc_info=exception)
            return problem(500, "The archive could not answer, and its operator can see why. Try again later.")


_TITLES = {
    400: "Parameters cannot be read",
    404: "Not found",
    405: "Read only",
    429: "Too many requests",
    500: "Failure",
    503: "Search is not available",
}


def problem(status: int, detail: str, faults: Faults = ()) -> Response:
    body: dict[str, Any] = {"type": "about:blank", "title": _TITLES[status], "status": status, "detail": detail}
    if faults:
        body["errors"] = [{"parameter": name, "detail": sentence} for name, sentence in faults]
    return Response(body, status=status, content_type=CONTENT_TYPE)
