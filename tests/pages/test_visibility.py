"""Drafts and withheld cables do not exist for visitors, not even by a count or a difference in wording."""

from __future__ import annotations

import pytest
from django.test import Client

from cables.models import Addressee, Cable, Paragraph, Visibility
from cables.search import rebuild
from tests.factories import make_cable, make_post
from tests.pages.pages import text_of, words
from tests.search.archive import record

pytestmark = pytest.mark.django_db

HIDDEN = [Visibility.DRAFT, Visibility.WITHHELD]


@pytest.fixture(params=HIDDEN)
def hidden(request: pytest.FixtureRequest) -> None:
    """09TOKYO7 is hidden; 09BAKU1 refers to it, and it refers to 09BAKU1."""
    make_cable("09BAKU1", subject="OPEN")
    secret = make_cable(
        "09TOKYO7",
        serial=7,
        post="TOKYO",
        subject="CONCEALED",
        tag_codes=["KDEM"],
        captions=["NODIS"],
        refers_to=["09BAKU1"],
        visibility=request.param,
    )
    Addressee.objects.create(cable=secret, role="info", position=0, name="AMEMBASSY OSLO", post=make_post("OSLO"))
    citing = make_cable("09BAKU2", subject="CITING", refers_to=["09TOKYO7"], paragraphs=["reftel"])
    Paragraph.objects.filter(cable=citing).update(mentions=[[0, 6, ["09TOKYO7"]]])
    rebuild()


@pytest.mark.parametrize(
    "address",
    ["/cables/09TOKYO7/", "/cables/09TOKYO7/raw/", "/cables/09TOKYO7/source/",
     "/cables/09TOKYO7/thread/", "/cables/09TOKYO7/versions/", "/cables/09TOKYO7.txt", "/cables/09TOKYO7.json",
     "/cables/09 TOKYO 007/", "/posts/TOKYO/", "/posts/OSLO/", "/tags/KDEM/"],
)  # fmt: skip
def test_a_hidden_cable_is_not_found(client: Client, hidden: None, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["", "raw/", "source/", "thread/", "versions/"])
def test_its_pages_read_as_those_of_a_cable_that_never_was(client: Client, hidden: None, page: str) -> None:
    make_cable("09BAKU3", refers_to=["09TOKYO8"])
    there = client.get(f"/cables/09TOKYO7/{page}")
    never = client.get(f"/cables/09TOKYO8/{page}")
    assert there.status_code == never.status_code == 404
    told = there.content.decode().replace("09TOKYO7", "09TOKYO8").replace("number 7 of", "number 8 of")
    assert told.replace("09BAKU2", "09BAKU3").replace("CITING", "AN INVENTED SUBJECT") == never.content.decode()


def test_its_number_says_nothing_of_the_days_of_others(client: Client, hidden: None) -> None:
    assert "number 6 of 2009 from Embassy Tokyo." in text_of(client, "/cables/09TOKYO6/", status=404)
    assert "neighbours" not in text_of(client, "/cables/09TOKYO6/", status=404)


@pytest.mark.parametrize(
    "address", ["/", "/?q=", "/?q=concealed", "/?q=09TOKYO7", "/posts/", "/tags/", "/years/", "/years/2009/",
                "/cables/09BAKU1/", "/cables/09BAKU1.json", "/cables/09BAKU1/thread/", "/cables/09BAKU1/source/"],
)  # fmt: skip
def test_no_page_shows_anything_of_it(client: Client, hidden: None, address: str) -> None:
    html = client.get(address).content.decode()
    for trace in ["CONCEALED", "Tokyo", "KDEM", "NODIS", "Oslo"]:
        assert trace not in html, trace


@pytest.mark.parametrize("address", ["/cables/09BAKU2/", "/cables/09BAKU2/thread/"])
def test_a_page_that_names_its_id_shows_only_what_the_id_says(client: Client, hidden: None, address: str) -> None:
    html = client.get(address).content.decode()
    assert "Embassy Tokyo" in html
    for trace in ["CONCEALED", "KDEM", "NODIS", "Oslo", "/posts/TOKYO/"]:
        assert trace not in html, trace


def test_a_reference_to_it_shows_as_one_that_is_not_in_the_archive(client: Client, hidden: None) -> None:
    html = client.get("/cables/09BAKU2/").content.decode()
    assert "A 09TOKYO7 Not in the archive. No. 7 of 2009, Embassy Tokyo." in words(html)
    assert '<a class="mention" href="#ref-1">reftel</a>' in html
    assert client.get("/cables/09BAKU2.json").json()["references"][0]["in_archive"] is False


def test_it_is_not_counted(client: Client, hidden: None) -> None:
    assert "2 cables, to search and to read" in text_of(client, "/")
    assert "2 cables" in text_of(client, "/?q=")
    assert "No cable in the archive refers to this one." in text_of(client, "/cables/09BAKU1/")
    assert client.get("/cables/09BAKU1.json").json()["referred_to_by"] == []


@pytest.mark.parametrize("visibility", HIDDEN)
@pytest.mark.parametrize(
    "query",
    ["09TOKYO7", "09 TOKYO 007", "id:09TOKYO7", "id:(09 tokyo 7)", "cites:09PARIS5", "citedby:09TOKYO7", "09PARIS5",
     "tag:KDEM", "tag:kdmo", "caption:NODIS", "caption:(no dis)", "from:TOKYO", "-id:09TOKYO7"],
)  # fmt: skip
def test_what_only_it_had_is_unknown_at_once(client: Client, visibility: str, query: str) -> None:
    """As long as the index has not followed, it holds the values of a cable that is withdrawn."""
    make_cable("09BAKU1", subject="OPEN")
    secret = make_cable(
        "09TOKYO7", post="TOKYO", tag_codes=["KDEM"], captions=["NODIS", "NO DIS"], refers_to=["09PARIS5"]
    )
    rebuild()
    Cable.objects.filter(pk=secret.pk).update(visibility=visibility)
    record([secret])
    behind = client.get("/", {"q": query}).content
    secret.delete()
    rebuild()
    assert behind == client.get("/", {"q": query}).content
