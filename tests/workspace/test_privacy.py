"""What visitors look for is written nowhere: no cookie, no row, no line in a log."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from gunicorn.config import Config

from archive import server
from cables.search import rebuild
from tests.factories import make_cable

ASKED = [
    "/?q=zqsought", "/?q=zqsought&in=paragraphs", "/?q=dam+zqsought&f[tag]=PGOV", "/cables/09BAKU1/?q=dam",
    "/cables/zqsought/", "/suggest/?q=zqsought", "/facets/post/?start=zqsought", "/advanced/?all=zqsought&go=1",
    "/lists/", "/lists/shared/?name=zqsought&c=09BAKU1~p1~zqsought", "/lists/shared-file/?c=09BAKU1~p1~zqsought",
    "/nowhere/?q=zqsought",
]  # fmt: skip
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|SAVEPOINT|BEGIN)", re.IGNORECASE)


@pytest.mark.django_db
def test_a_visitors_search_leaves_no_cookie_no_row_and_no_line(
    client: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    make_cable("09BAKU1", subject="THE DAM", paragraphs=["The dam."])
    rebuild()
    rows = {model: model._default_manager.count() for model in apps.get_models()}
    caplog.set_level("WARNING")
    for address in ASKED:
        with CaptureQueriesContext(connection) as made:
            response = client.get(address)
        assert response.status_code in (200, 302, 404), address
        assert (response.cookies, client.cookies) == ({}, {}), address
        assert [query["sql"] for query in made if _WRITES.match(query["sql"])] == [], address
    assert {model: model._default_manager.count() for model in apps.get_models()} == rows
    assert "zqsought" not in caplog.text + "".join(capfd.readouterr())


def test_the_web_server_writes_no_log_of_what_was_asked() -> None:
    assert Config().accesslog is None
    assert not hasattr(server, "accesslog")
    assert not Config().disable_redirect_access_to_syslog and not Config().syslog
