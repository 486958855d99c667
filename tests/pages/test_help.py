"""The help page tells the truth: its examples work, and nothing that can be typed is left out."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client

from cables.forms import FACET_NAMES, PAGE_SIZES, SORTS, SearchForm
from cables.models import Addressee
from cables.search import SearchQuery, describe_fields, describe_syntax, rebuild, search
from cables.search.fields import FIELDS
from tests.factories import make_cable
from tests.pages.pages import text_of

pytestmark = pytest.mark.django_db


def examples(html: str) -> list[str]:
    lists = re.findall(r'<dl class="examples">(.*?)</dl>', html, re.DOTALL)
    return [unescape(example) for found in lists for example in re.findall(r"<dt><a [^>]*>(.*?)</a></dt>", found)]


def test_every_example_is_read_as_meant_and_finds_what_it_says(client: Client) -> None:
    made = make_cable(
        "09BAKU266",
        subject="ELECTION AND WATER RIGHTS",
        paragraphs=["Water rights on the river. Irrigation.", "What a woman asked."],
        classification="SECRET",
        captions=["NODIS"],
        tag_codes=["PGOV"],
        signers=["SMITH"],
        classified_by=[{"name": "Jo Smith", "title": "Ambassador"}],
        sender="AMEMBASSY BAKU",
        precedence="IMMEDIATE",
        sent=date(2009, 4, 6),
    )
    Addressee.objects.create(cable=made, role="info", position=0, name="AMEMBASSY ANKARA")
    made.paragraphs.filter(position=0).update(marking="C", role="summary")
    made.paragraphs.filter(position=1).update(marking="C/NF")
    make_cable("09BAKU267", refers_to=["09BAKU266"], subject="REPLY", paragraphs=["Nothing."], tag_codes=[])
    make_cable("09THEHAGUE1", post="THEHAGUE")
    rebuild()
    found = examples(client.get("/help/").content.decode())
    assert len(found) > len(FIELDS)
    for example in found:
        page = search(SearchQuery(text=example))
        assert (example, page.notices) == (example, ())
        assert page.total > 0 or page.exact_id, example


def test_every_field_and_every_sign_is_explained(client: Client) -> None:
    found = examples(client.get("/help/").content.decode())
    assert found == [example for example, _ in describe_syntax()] + [field.example for field in describe_fields()]
    page = text_of(client, "/help/")
    for field in describe_fields():
        assert field.example.startswith(f"{field.name}:")
        assert field.description in page
        assert all(f"{alias}:" in page for alias in field.aliases), field.name


def test_every_part_of_an_address_is_explained(client: Client) -> None:
    page = text_of(client, "/help/")
    for part in [*SearchForm(QueryDict()).fields, "f[tag]", "f[-tag]"]:
        assert f" {part}=" in page, part
    for name in [*FACET_NAMES, *SORTS, *map(str, PAGE_SIZES)]:
        assert re.search(rf"\b{name}\b", page), name
