"""Drafts and withheld cables leave by no door of the API: not by a value, a count, another wording or an ETag."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client

from cables.models import Addressee, Cable, Caption, Post, Tag, Visibility
from cables.search import rebuild
from tests.api.asking import ask, walk
from tests.factories import make_cable, make_post
from tests.search.archive import record

pytestmark = pytest.mark.django_db

TRACES = ["CONCEALED", "Tokyo", "posts/TOKYO", "KDEM", "NODIS", "Oslo", "cellar"]


def fill(visibility: str, *, index_behind: bool) -> Cable:
    """09TOKYO7 is hidden; 09BAKU2 refers to it and it to 09BAKU1."""
    make_cable("09BAKU1", subject="OPEN", paragraphs=["A dam."])
    hidden = make_cable(
        "09TOKYO7",
        post="TOKYO",
        subject="CONCEALED DAM",
        paragraphs=["A dam in the cellar."],
        tag_codes=["KDEM"],
        captions=["NODIS"],
        refers_to=["09BAKU1"],
        visibility=Visibility.PUBLISHED if index_behind else visibility,
    )
    Addressee.objects.create(cable=hidden, role="info", position=0, name="AMEMBASSY OSLO", post=make_post("OSLO"))
    make_cable("09BAKU2", subject="CITING", refers_to=["09TOKYO7"], paragraphs=["A dam."])
    rebuild()
    if index_behind:
        Cable.objects.filter(pk=hidden.pk).update(visibility=visibility)
        record([hidden])
    return hidden


DOORS = [
    "cables", "cables?limit=1", "cables/09BAKU1", "cables/09BAKU2", "cables/09BAKU1/referred-to-by",
    "cables/09BAKU2/references", "cables/09TOKYO7", "cables/09 TOKYO 007", "cables/09TOKYO7/paragraphs",
    "cables/09TOKYO7/paragraphs/p1", "cables/09TOKYO7/references", "cables/09TOKYO7/referred-to-by",
    "posts", "posts/TOKYO", "posts/OSLO", "tags", "tags?kind=program", "tags/KDEM",
    "search", "search?q=concealed", "search?q=cellar", "search?q=dam&in=paragraphs", "search?q=id:09TOKYO8",
    "search?q=09TOKYO7", "search?q=id:09TOKYO7", "search?q=id:(09 tokyo 007)", "search?q=id:09TOKYO*",
    "search?q=cites:09TOKYO7", "search?q=citedby:09TOKYO7", "search?q=cites:09BAKU1", "search?q=tag:KDEM",
    "search?q=caption:nodis", "search?q=from:Tokyo", "search?f[post]=TOKYO", "search?f[tag]=KDEM",
    "search?f[caption]=NODIS", "search?q=concealde",
    "search/facets/post", "search/facets/tag-program", "search/facets/caption", "search/facets/country",
    "suggestions?q=09TOK", "suggestions?q=conceal", "suggestions?q=tok", "suggestions?q=tag:KD", "suggestions?q=cell",
    "suggestions?q=caption:NO", "cables?fields=reference_id", "search?q=dam&limit=1&sort=oldest",
]  # fmt: skip


@pytest.mark.parametrize("index_behind", [False, True], ids=["index in step", "index behind"])
@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.WITHHELD])
def test_every_answer_is_as_if_the_hidden_cable_had_never_been(visibility: str, index_behind: bool) -> None:
    hidden = fill(visibility, index_behind=index_behind)
    with_it = {door: told(door) for door in DOORS}
    hidden.delete()
    Post.objects.filter(code__in=["TOKYO", "OSLO"]).delete()
    Tag.objects.filter(code="KDEM").delete()
    Caption.objects.filter(text="NODIS").delete()
    rebuild()
    without_it = {door: told(door) for door in DOORS}
    assert with_it == without_it


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.WITHHELD])
def test_nothing_of_it_is_in_any_answer(visibility: str) -> None:
    fill(visibility, index_behind=True)
    for door in DOORS:
        asked = unquote(door).upper()
        _, _, body = told(door)
        assert [trace for trace in TRACES if trace in body and trace.upper() not in asked] == [], door
    assert ask("cables/09BAKU2")["references"][0]["in_archive"] is False
    assert ask("cables/09BAKU1")["referred_to_by"] == walk("cables/09BAKU1/referred-to-by") == []
    assert [post["cables"] for post in walk("posts")] == [2]
    assert ask("search?q=dam")["total"] == ask("search?q=dam&in=paragraphs")["total"] == 2


def told(door: str) -> tuple[int, str, str]:
    answer = Client().get(f"/api/v1/{door}")
    return answer.status_code, answer.get("ETag", ""), answer.content.decode()
