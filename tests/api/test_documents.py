"""The examples of `docs/api.md` run, one after the other, against a live server; the pages lead to the API."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.api.archive import fill
from tests.api.asking import ask
from tests.pages.pages import links, words
from tests.tooling.helpers import ROOT

BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
ON_PAPER = "http://127.0.0.1:8000"


@pytest.mark.django_db(transaction=True)
def test_every_example_runs(live_server: Any, capsys: pytest.CaptureFixture[str]) -> None:
    fill()
    names: dict[str, Any] = {}
    blocks = BLOCK.findall((ROOT / "docs" / "api.md").read_text(encoding="utf-8"))
    for block in blocks:
        exec(compile(block.replace(ON_PAPER, live_server.url), "docs/api.md", "exec"), names)  # noqa: S102
    names["client"].close()
    assert len(blocks) == 10
    assert len(names["cables"]) == 30
    assert names["per_post"]["Embassy Baku"] == 11
    assert names["by_month"]["count"].sum() == 29
    assert names["cable"]["reference_id"] == names["reference_id"] == names["hits"]["reference_id"][0]
    printed = capsys.readouterr().out
    assert "30 cables: Cables with any form of dam." in printed
    assert "\n304\n" in printed
    assert "400 “1000” is no number of items; give 1 to 100 as limit." in printed


@pytest.mark.django_db(transaction=True)
def test_a_data_frame_takes_five_lines(live_server: Any) -> None:
    fill()
    block = BLOCK.search((ROOT / "docs" / "api.md").read_text(encoding="utf-8"))
    assert block
    lines = [line for line in block[1].splitlines() if line]
    assert len(lines) <= 5
    names: dict[str, Any] = {}
    exec(block[1].replace(ON_PAPER, live_server.url), names)  # noqa: S102
    assert names["hits"].shape[0] == 30
    assert set(names["hits"]["post.code"]) == {"BAKU", "ANKARA", "PARIS"}


@pytest.mark.django_db
def test_the_pages_lead_to_the_api() -> None:
    fill()
    html = Client().get("/?q=dam&f[post]=BAKU&size=50&sort=newest&in=paragraphs").content.decode()
    (address,) = [link for link in links(html) if link.startswith("/api/v1/search")]
    assert ask(address.removeprefix("/api/v1/"))["reading"]["unit"] == "paragraphs"
    assert "/api/" in links(html)


@pytest.mark.django_db
def test_the_reference_tells_every_operation() -> None:
    page = Client().get("/api/")
    text = words(page.content.decode())
    described = ask("openapi.json")
    assert len(described["paths"]) == 14
    for path, spec in described["paths"].items():
        assert path in text
        assert " ".join(spec["get"]["description"].replace("`", "").split()) in text
        assert all(one["name"] in text for one in spec["get"].get("parameters", []))
    assert "<script" not in page.content.decode().split("</head>")[1]
    assert "300 requests a minute" not in text


@pytest.mark.django_db
def test_the_contents_and_shapes_of_the_reference_are_there_and_choices_are_written_out() -> None:
    page = Client().get("/api/").content.decode()
    places = {link[1:] for link in links(page) if link.startswith("#")}
    assert len(places) > 20
    assert [place for place in places if f'id="{place}"' not in page] == []
    assert "string (year, month, day)" in page


@pytest.mark.django_db
def test_every_example_address_of_the_reference_is_one() -> None:
    fill()
    addresses = [link for link in links(Client().get("/api/").content.decode()) if link.startswith("/api/v1/")]
    assert len(addresses) > 10
    for address in addresses:
        assert Client().get(address).status_code in {200, 404}
