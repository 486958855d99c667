"""Lists that others share, by an address that holds them or by a link to an account's."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cables.models import Cable, Visibility
from cables.workspace import keeping
from cables.workspace.files import read_lists
from cables.workspace.kept import Kept
from cables.workspace.lines import LINES_A_PAGE
from cables.workspace.models import List
from tests.factories import make_cable
from tests.pages.pages import text_of, words

pytestmark = pytest.mark.django_db


def test_a_shared_address_shows_cables_paragraphs_and_notes_without_script_or_cookie(client: Client) -> None:
    make_cable("09BAKU266", subject="RIVERS", paragraphs=["One.", "Two & <b>bold</b>."])
    response = client.get("/lists/shared/?name=Dams&c=09BAKU266&c=09 baku 266~p2~Why <i>so</i>?")
    html = response.content.decode()
    assert response.status_code == 200
    assert response.cookies == {}
    assert "2 entries" in words(html)
    assert '<a href="/cables/09BAKU266/#p2">' in html
    assert "Two &amp; &lt;b&gt;bold&lt;/b&gt;." in html
    assert "Why &lt;i&gt;so&lt;/i&gt;?" in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.WITHHELD, None])
def test_a_cable_that_visitors_may_not_see_reads_as_one_that_is_not_there(
    client: Client, visibility: str | None
) -> None:
    if visibility:
        make_cable("09BAKU7", subject="CONCEALED", paragraphs=["Secret words."], visibility=visibility)
    page = text_of(client, "/lists/shared/?c=09BAKU7&c=09BAKU7~p1")
    assert "09BAKU7 Not in the archive now." in page
    assert "09BAKU7 Paragraph p1 of a cable that is not in the archive now." in page
    assert "CONCEALED" not in page and "Secret" not in page


def test_a_paragraph_that_is_not_there_and_what_is_no_id_are_said(client: Client) -> None:
    make_cable("09BAKU1", paragraphs=["One."])
    html = client.get(
        "/lists/shared/", {"c": ["09BAKU1~p9", '"><script>alert(1)</script>', "x" * 5_000]}
    ).content.decode()
    assert "The cable has no paragraph p9 now." in words(html)
    assert "2 entries of the link are no ids of cables and were left out" in words(html)
    assert "<script>alert" not in html


def test_a_list_without_entries_says_so(client: Client) -> None:
    assert "There is nothing in this list." in text_of(client, "/lists/shared/")


def test_a_long_list_costs_as_many_queries_as_a_short_one(client: Client, django_assert_num_queries: object) -> None:
    for number in range(1, 6):
        make_cable(f"09BAKU{number}", paragraphs=["One."])
    for entries in (1, 5, LINES_A_PAGE + 50):
        with django_assert_num_queries(6):  # type: ignore[operator]
            client.get("/lists/shared/", {"c": [f"09BAKU{number}~p1" for number in range(1, entries + 1)]})
    page = client.get("/lists/shared/", {"c": [f"09BAKU{number}" for number in range(1, 151)], "page": 2})
    assert page.content.decode().count('class="hit entry"') == 50


def test_the_file_of_a_shared_list_is_what_browsers_and_accounts_take_in(client: Client) -> None:
    response = client.get("/lists/shared-file/?name=Dams&c=09BAKU266~p2~a note")
    assert response["Content-Disposition"] == 'attachment; filename="reftel-lists.json"'
    assert read_lists(response.content)[0].entries == (Kept("09BAKU266", "p2", "a note"),)


def test_a_list_of_an_account_is_shared_by_a_link_that_can_be_withdrawn(client: Client, ada: User) -> None:
    make_cable("09BAKU1", subject="RIVERS")
    chosen = keeping.keep(owner=ada, kept=Kept("09BAKU1", "", "My note"))
    keeping.share(chosen=chosen)
    token = List.objects.get().share_token
    assert token and len(token) == 43
    page = text_of(client, f"/lists/shared/{token}/")
    assert "RIVERS" in page and "My note" in page and "ada" not in page
    Cable.objects.update(visibility=Visibility.WITHHELD)
    assert "RIVERS" not in text_of(client, f"/lists/shared/{token}/")
    keeping.share(chosen=chosen)
    assert List.objects.get().share_token == token
    keeping.withdraw(chosen=chosen)
    keeping.share(chosen=chosen)
    for address in (f"/lists/shared/{token}/", f"/lists/shared-file/{token}/"):
        assert client.get(address).status_code == 404


def test_the_links_of_a_closed_account_lead_nowhere(client: Client, ada: User) -> None:
    keeping.share(chosen=keeping.keep(owner=ada, kept=Kept("09BAKU1")))
    token = List.objects.get().share_token
    User.objects.update(is_active=False)
    assert client.get(f"/lists/shared/{token}/").status_code == 404
