"""A cable that is withheld with a public note: its address says so, and nothing else; what refers to it says so too."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_cable
from tests.pages.pages import text_of, words

pytestmark = pytest.mark.django_db

NOTE = "Kept back until 2030,\n<b>at the wish</b> of a family."


@pytest.fixture(autouse=True)
def archive(db: None) -> None:
    make_cable("09TOKYO7", post="TOKYO", subject="CONCEALED", visibility="withheld", withheld_note=NOTE)
    make_cable("09BAKU2", subject="CITING", refers_to=["09TOKYO7", "09TOKYO8"])


@pytest.mark.parametrize("address", ["/", "/raw/", "/source/", "/thread/", "/versions/"])
def test_its_pages_say_the_id_and_the_note(client: Client, address: str) -> None:
    answer = client.get(f"/cables/09TOKYO7{address}")
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "09TOKYO7 is withheld Kept back until 2030, &lt;b&gt;at the wish&lt;/b&gt; of a family." in words(
        html.replace("&lt;", "&amp;lt;").replace("&gt;", "&amp;gt;")
    )
    assert '<meta name="robots" content="noindex' in html
    assert "CONCEALED" not in html and "Tokyo" not in html and "CITING" not in html


def test_its_files_say_it_in_their_own_form(client: Client) -> None:
    text, said = client.get("/cables/09TOKYO7.txt"), client.get("/cables/09TOKYO7.json")
    assert (text.status_code, text.content.decode()) == (403, f"09TOKYO7 is withheld.\n\n{NOTE}\n")
    assert (said.status_code, said.json()) == (403, {"reference_id": "09TOKYO7", "withheld": True, "note": NOTE})


def test_another_spelling_of_its_id_is_answered_likewise(client: Client) -> None:
    assert "09TOKYO7 is withheld" in text_of(client, "/cables/09 tokyo 007/", status=403)


def test_what_refers_to_it_says_that_it_is_withheld(client: Client) -> None:
    page = text_of(client, "/cables/09BAKU2/")
    assert "A 09TOKYO7 Withheld. No. 7 of 2009, Embassy Tokyo." in page
    assert "B 09TOKYO8 Not in the archive." in page
    assert [one["withheld"] for one in client.get("/cables/09BAKU2.json").json()["references"]] == [True, False]
    thread = text_of(client, "/cables/09BAKU2/thread/")
    assert "Withheld 09TOKYO7" in thread and "Not in the archive 09TOKYO8" in thread
    missing = text_of(client, "/cited/missing/")
    assert "09TOKYO7 withheld Embassy Tokyo" in missing and "09TOKYO8 Embassy Tokyo" in missing
