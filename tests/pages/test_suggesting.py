"""Suggestions while typing, as the page asks for them."""

from __future__ import annotations

import pytest
from django.test import Client

from cables.models import Visibility
from cables.search import SearchUnavailable, rebuild
from cables.search.values import Suggestion
from cables.views import suggesting
from tests.factories import make_cable

pytestmark = pytest.mark.django_db


def test_each_says_what_it_is_and_what_the_box_will_hold(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (
        Suggestion("tag", "PGOV", "Internal Affairs", "dam tag:PGOV"),
        Suggestion("cable", "09BAKU266", "THE DAM", "09BAKU266", "09BAKU266"),
    )
    monkeypatch.setattr(suggesting, "suggest", lambda text: found)
    response = client.get("/suggest/?q=dam+pg")
    assert [list(entry.values()) for entry in response.json()["suggestions"]] == [
        ["tag", "PGOV", "Internal Affairs", "dam tag:PGOV", ""],
        ["cable", "09BAKU266", "THE DAM", "09BAKU266", "/cables/09BAKU266/"],
    ]
    assert list(response.json()["suggestions"][0]) == ["kind", "label", "detail", "text", "url"]
    assert "private" in response["Cache-Control"]


def test_hidden_cables_are_not_suggested(client: Client) -> None:
    make_cable("09BAKU1", subject="OPENNESS")
    make_cable("09BAKU2", subject="CONCEALED OPENING", visibility=Visibility.WITHHELD)
    make_cable("09BAKU3", subject="CONCEALED OPENING", visibility=Visibility.DRAFT)
    rebuild()
    said = client.get("/suggest/?q=09BAKU").content.decode()
    assert "09BAKU1" in said
    assert "09BAKU2" not in said
    assert "09BAKU3" not in said
    assert "CONCEALED" not in client.get("/suggest/?q=conceal").content.decode()


@pytest.mark.parametrize("typed", ["", "+", "%00", "%ff", "(" * 900, "tag:", '"', "x" * 3000, "<script>", "a AND"])
def test_anything_can_be_typed(client: Client, typed: str) -> None:
    make_cable("09BAKU1")
    rebuild()
    assert client.get(f"/suggest/?q={typed}").status_code == 200


def test_when_search_is_down_nothing_is_suggested(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise SearchUnavailable("The index cannot be read.")

    monkeypatch.setattr(suggesting, "suggest", broken)
    assert client.get("/suggest/?q=dam").json() == {"suggestions": []}
