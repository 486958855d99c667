"""The API does what its OpenAPI description says: schemathesis asks for all of it, rightly and wrongly."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from urllib.parse import parse_qs, urlsplit

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.generation import GenerationMode

EXAMPLES = int(os.environ.get("API_EXAMPLES", "2"))
"""Of each operation, besides those that its description calls for; a thousand take minutes."""
EVERY = 1 if "API_EXAMPLES" in os.environ else 20
"""Of the hundreds of cases that the filters of a search call for, one in so many is tried where time is short."""
HEADERS = {"Accept-Encoding": "identity"}

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
_turn = count()


@pytest.fixture(autouse=True, scope="module")
def index_folder() -> Iterator[None]:
    """That of the archive."""
    yield


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests leave the connection open, as it is that of the test."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("archive", "one_connection")
@schema.parametrize()
@settings(max_examples=EXAMPLES, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_operation_does_what_is_said(case: Case) -> None:
    if len(case.operation.query) > 10 and next(_turn) % EVERY:
        return
    with_real_cursor(case)
    case.call_and_validate(headers=HEADERS)


def with_real_cursor(case: Case) -> None:
    """No text is a cursor but what an answer gave: such a one takes the place of an invented one, where the case is
    meant to be right."""
    if case.meta.generation.mode is GenerationMode.POSITIVE and case.query.pop("cursor", None) is not None:
        following = case.call(headers=HEADERS).json().get("next")
        if following:
            case.query["cursor"] = parse_qs(urlsplit(following).query)["cursor"][0]
