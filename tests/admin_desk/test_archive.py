"""Cables, posts, TAGS and sources as the desk shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cables.models import Cable, Event, IndexChange, Post, Source, Tag
from cables.search import IndexDrift, SearchQuery, SearchUnavailable, check, drain, search
from tests.factories import make_cable

LIST = "/admin/cables/cable/"


def listed(client: Client, query: str = "") -> list[str]:
    """The ids on the list, in its order."""
    response = client.get(LIST + query)
    assert response.status_code == 200
    return [cable.reference_id for cable in response.context["cl"].result_list]


@pytest.fixture
def three(db: None) -> list[Cable]:
    return [
        make_cable("08BAKU1", sent=date(2008, 1, 1), subject="LAMPS"),
        make_cable("09BAKU2", sent=date(2009, 1, 1), subject="BELLS", classification="SECRET", visibility="withheld"),
        make_cable("07ROME3", post="ROME", sent=date(2007, 1, 1), subject="BUOYS", visibility="draft"),
    ]


SEARCHES = [
    ("", ["09BAKU2", "08BAKU1", "07ROME3"], "newest first, whatever the visibility"),
    ("?q=bells", ["09BAKU2"], "a word of the subject"),
    ("?q=09+Baku+0002", ["09BAKU2"], "an id in another spelling"),
    ("?q=08BA", ["08BAKU1"], "the beginning of an id"),
    ("?visibility__exact=draft", ["07ROME3"], "by visibility"),
    ("?classification__exact=SECRET", ["09BAKU2"], "by classification"),
    ("?q=nothing", [], "no such word"),
]


@pytest.mark.parametrize(("query", "expected", "why"), SEARCHES, ids=[case[2] for case in SEARCHES])
def test_cables_are_found(desk: Client, three: list[Cable], query: str, expected: list[str], why: str) -> None:
    assert listed(desk, query) == expected


def test_cables_are_filtered_by_the_posts_that_sent_some(desk: Client, three: list[Cable]) -> None:
    Post.objects.create(code="NOWHERE", name="A post that sent nothing", kind="other")
    assert listed(desk, f"?post__id__exact={Post.objects.get(code='ROME').pk}") == ["07ROME3"]
    assert "A post that sent nothing" not in desk.get(LIST).content.decode()


def test_list_takes_the_same_queries_for_any_number_of_cables(
    desk: Client, three: list[Cable], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk.get(LIST)
    with django_assert_num_queries(20, exact=False) as few:
        desk.get(LIST)
    for number in range(40):
        make_cable(f"06BAKU{number + 1}")
    with django_assert_num_queries(len(few)):
        desk.get(LIST)


@pytest.mark.parametrize(
    ("action", "visibility", "word"),
    [("publish", "published", "published"), ("withhold", "withheld", "withheld"), ("back_to_draft", "draft", "draft")],
)
def test_actions_set_the_visibility_of_the_selected_and_record_it(
    desk: Client, archivist: User, three: list[Cable], action: str, visibility: str, word: str
) -> None:
    changing = [cable for cable in three if cable.visibility != visibility]
    response = desk.post(LIST, {"action": action, "_selected_action": [cable.pk for cable in three]}, follow=True)
    assert f"2 cables are {word} now." in response.content.decode()
    assert set(Cable.objects.values_list("visibility", flat=True)) == {visibility}
    recorded = Event.objects.filter(verb="shown", details__after=visibility, user=archivist)
    assert set(recorded.values_list("cable", flat=True)) == {cable.pk for cable in changing}


def test_withheld_cable_leaves_the_site_at_once_and_comes_back(desk: Client) -> None:
    cable = make_cable("09BAKU1", subject="A CANARY LAMP", visibility="draft")
    visitor = Client()

    def seen() -> tuple[int, bool]:
        found = "09BAKU1" in visitor.get("/?q=canary").content.decode()
        return visitor.get("/cables/09BAKU1/").status_code, found

    for visibility, expected in (
        ("published", (200, True)),
        ("withheld", (404, False)),
        ("published", (200, True)),
        ("draft", (404, False)),
    ):
        response = desk.post(f"{LIST}{cable.pk}/visibility/", {"visibility": visibility})
        assert response["Location"] == f"{LIST}{cable.pk}/change/"
        assert seen() == expected, visibility


def test_page_of_a_cable_shows_its_versions_and_links_to_the_public_page(desk: Client) -> None:
    cable = make_cable("09BAKU1")
    page = desk.get(f"{LIST}{cable.pk}/change/").content.decode()
    assert 'href="/cables/09BAKU1/"' in page
    assert "Version 1" in page and "Bulk import: invented" in page
    assert "6 April 2009, 09:00" in page
    text = desk.get(f"{LIST}{cable.pk}/versions/1/")
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "AN INVENTED SUBJECT" in text.content.decode()


def test_raw_text_of_a_withheld_cable_is_read_at_the_desk_and_by_no_visitor(client: Client, archivist: User) -> None:
    cable = make_cable("09BAKU1", visibility="withheld")
    at_the_desk = f"{LIST}{cable.pk}/versions/1/"
    public = [f"/cables/09BAKU1{end}" for end in ("/raw/", ".txt", "/source/", "/versions/")]
    assert [client.get(address).status_code for address in (at_the_desk, *public)] == [302, 404, 404, 404, 404]
    client.force_login(archivist)
    page = client.get(f"{LIST}{cable.pk}/change/").content.decode()
    assert f'href="{at_the_desk}"' in page
    assert client.get(at_the_desk).content.decode() == cable.versions.get().text


def test_hidden_cable_has_no_link_to_a_page_that_is_not_there(desk: Client) -> None:
    cable = make_cable("09BAKU1", visibility="withheld")
    page = desk.get(f"{LIST}{cable.pk}/change/").content.decode()
    assert 'href="/cables/09BAKU1/"' not in page
    assert "Visitors do not see this cable." in page


def test_markup_in_what_a_cable_says_is_shown_not_obeyed(desk: Client) -> None:
    script = "<script>alert(1)</script>"
    cable = make_cable("09BAKU1", subject=script, passing=[script], signers=[script], tag_codes=[script])
    for url in (LIST, f"{LIST}{cable.pk}/change/"):
        assert "<script>alert" not in desk.get(url).content.decode()


def test_nothing_of_a_cable_can_be_edited_added_or_deleted_by_hand(admin_client: Client) -> None:
    cable = make_cable("09BAKU1")
    assert admin_client.post(f"{LIST}{cable.pk}/change/", {"subject": "FORGED"}).status_code == 405
    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.post(f"{LIST}{cable.pk}/delete/", {"post": "yes"}).status_code == 403
    page = admin_client.get(LIST).content.decode()
    assert "delete_selected" not in page
    cable.refresh_from_db()
    assert cable.subject == "AN INVENTED SUBJECT"


@pytest.mark.parametrize(
    ("kind", "make", "data"),
    [
        ("post", lambda: Post.objects.create(code="OSLO", name="Old", kind="embassy"), {"code": "FORGED"}),
        ("tag", lambda: Tag.objects.create(code="XYZ", name="Old", kind="subject"), {"code": "FORGED"}),
        ("source", lambda: Source.objects.create(kind="files", name="Old"), {"kind": "demo"}),
    ],
)
def test_names_can_be_corrected_and_codes_not(
    admin_client: Client, kind: str, make: Callable[[], Post | Tag | Source], data: dict[str, str]
) -> None:
    row = make()
    before = {field: getattr(row, field) for field in data}
    url = f"/admin/cables/{kind}/{row.pk}/change/"
    assert admin_client.get(url).status_code == 200
    assert admin_client.post(url, {"name": "Better", **data}).status_code == 302
    row.refresh_from_db()
    assert row.name == "Better"
    assert {field: getattr(row, field) for field in data} == before
    assert admin_client.get(f"/admin/cables/{kind}/add/").status_code == 403
    assert admin_client.post(f"/admin/cables/{kind}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_corrected_name_of_a_post_is_found_at_once(admin_client: Client) -> None:
    cable = make_cable("09BAKU1")
    IndexChange.objects.create(reference_id=cable.reference_id, cable_pk=cable.pk)
    drain()
    url = f"/admin/cables/post/{cable.post_id}/change/"
    assert admin_client.post(url, {"name": "Legation Xanadu"}).status_code == 302
    assert search(SearchQuery(text="from:xanadu")).total == 1
    assert check() == IndexDrift()


def test_corrected_name_is_kept_when_the_index_cannot_follow(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> int:
        raise SearchUnavailable("The disk is full.")

    cable = make_cable("09BAKU1")
    monkeypatch.setattr("cables.admin.desk.drain", fail)
    url = f"/admin/cables/post/{cable.post_id}/change/"
    page = admin_client.post(url, {"name": "Legation Xanadu"}, follow=True).content.decode()
    assert "The disk is full." in page
    assert Post.objects.get(code="BAKU").name == "Legation Xanadu"
    assert list(IndexChange.objects.values_list("cable_pk", flat=True)) == [cable.pk]
