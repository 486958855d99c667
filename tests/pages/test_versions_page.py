"""The texts of a cable side by side."""

from __future__ import annotations

import pytest
from django.test import Client

from cables.models import Cable, Source, Version
from tests.factories import make_cable
from tests.pages.pages import links, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cable() -> Cable:
    made = make_cable("09BAKU1")
    made.versions.all().delete()
    source = Source.objects.create(kind="upload", name="desk")
    texts = ["one two three", "one 2 three", "one 2 three <i>four</i>"]
    for number, text in enumerate(texts, start=1):
        Version.objects.create(
            cable=made,
            number=number,
            current=number == 3,
            raw=text.encode(),
            sha256=str(number) * 64,
            encoding="ascii",
            source=source,
            origin=f"{number}.txt",
        )
    return made


def test_the_one_being_read_is_compared_with_the_one_before(client: Client, cable: Cable) -> None:
    html = client.get("/cables/09BAKU1/versions/").content.decode()
    assert "From version 2 to version 3" in html
    assert "<ins>&lt;i&gt;four&lt;/i&gt;" in html
    assert "<i>" not in html


def test_any_two_can_be_compared_word_by_word(client: Client, cable: Cable) -> None:
    html = client.get("/cables/09BAKU1/versions/?old=1&new=2").content.decode()
    assert "<del>two </del><ins>2 </ins>" in html
    assert "From version 2 to version 1" in text_of(client, "/cables/09BAKU1/versions/?old=2&new=1")


def test_the_list_leads_to_each_text_and_each_comparison(client: Client, cable: Cable) -> None:
    found = links(client.get("/cables/09BAKU1/versions/").content.decode())
    assert "/cables/09BAKU1/raw/?version=1" in found
    assert {"?old=1&new=3", "?old=2&new=3"} <= set(found)
    for page in ["", "raw/", "source/", "thread/"]:
        assert "/cables/09BAKU1/versions/" in links(client.get(f"/cables/09BAKU1/{page}").content.decode()), page


@pytest.mark.parametrize("query", ["old=9", "new=9", "old=x", "new=-1", "old=²"])
def test_a_version_that_is_not_there_is_not_found(client: Client, cable: Cable, query: str) -> None:
    assert client.get(f"/cables/09BAKU1/versions/?{query}").status_code == 404


def test_one_text_has_nothing_to_be_compared_with(client: Client) -> None:
    make_cable("09BAKU2")
    assert "There is only one text of this cable" in text_of(client, "/cables/09BAKU2/versions/")
    assert "/cables/09BAKU2/versions/" not in links(client.get("/cables/09BAKU2/").content.decode())


def test_texts_too_long_to_compare_are_not_and_the_page_says_so(client: Client, cable: Cable) -> None:
    cable.versions.filter(number=3).update(raw=b"x\n" * 5_000)
    assert "The texts are not compared" in text_of(client, "/cables/09BAKU1/versions/")


def test_texts_that_differ_in_blanks_only_say_so(client: Client, cable: Cable) -> None:
    cable.versions.filter(number=3).update(raw=b"one 2 three   \n")
    assert "They have the same words" in text_of(client, "/cables/09BAKU1/versions/")
