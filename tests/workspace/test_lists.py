"""Lists in an account: kept, put in order, moved in, and nobody else's business."""

from __future__ import annotations

import json
import random

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from cables.workspace import keeping
from cables.workspace.files import MOST_LISTS, read_lists
from cables.workspace.kept import MOST_ENTRIES, Kept, NamedList
from cables.workspace.lines import LINES_A_PAGE
from cables.workspace.models import Entry, List, SavedSearch
from tests.factories import make_cable
from tests.pages.pages import text_of

pytestmark = pytest.mark.django_db


def keys(chosen: List) -> list[str]:
    rows = chosen.entries.order_by("place", "pk")
    return [f"{row.reference_id}~{row.anchor}".rstrip("~") for row in rows]


def test_the_button_beside_a_cable_keeps_and_drops_it_without_script(reader: Client) -> None:
    make_cable("09BAKU1", paragraphs=["One."])
    page = reader.get("/cables/09BAKU1/").content.decode()
    assert 'form="keep-form" name="keep" value="09BAKU1"' in page
    assert 'form="keep-form" name="keep" value="09BAKU1~p1"' in page
    response = reader.post("/account/keep/", {"keep": "09BAKU1~p1", "next": "/cables/09BAKU1/?q=dam"})
    assert response["Location"] == "/cables/09BAKU1/?q=dam"
    page = reader.get("/cables/09BAKU1/").content.decode()
    assert 'name="drop" value="09BAKU1~p1"' in page and 'name="keep" value="09BAKU1"' in page
    assert '<span class="count" id="kept-count">1<' in page
    reader.post("/account/keep/", {"drop": "09BAKU1~p1"})
    assert not Entry.objects.exists()


def test_a_script_is_told_as_json(reader: Client) -> None:
    def send(**data: str) -> tuple[int, dict[str, str]]:
        response = reader.post("/account/keep/", data, headers={"Accept": "application/json"})
        return response.status_code, response.json()

    assert send(keep="09BAKU1") == (200, {"list": "My list"})
    assert send(note="09BAKU1", text="Why?") == (200, {"list": "My list"})
    assert Entry.objects.get().note == "Why?"
    assert send(keep="<b>") == (400, {"error": "This is no cable's id."})
    assert send(note="09BAKU1", text="x" * 1_001)[0] == 400


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_the_way_back_stays_on_the_site(reader: Client, way: str) -> None:
    assert reader.post("/account/keep/", {"keep": "09BAKU1", "next": way})["Location"] == "/lists/"


def test_a_list_is_a_page_with_tools_and_says_what_is_gone(reader: Client, ada: User) -> None:
    make_cable("09BAKU1", subject="RIVERS", paragraphs=["One."])
    for kept in (Kept("09BAKU1", "p1", "A <b>note</b>"), Kept("09BAKU2")):
        chosen = keeping.keep(owner=ada, kept=kept)
    response = reader.get(f"/account/lists/{chosen.pk}/")
    html = response.content.decode()
    assert "A &lt;b&gt;note&lt;/b&gt;" in html and "<b>note" not in html
    assert "Not in the archive now." in html
    assert "private" in response["Cache-Control"] and "no-store" in response["Cache-Control"]


def test_entries_move_and_come_back(reader: Client, ada: User) -> None:
    for number in range(1, 6):
        chosen = keeping.keep(owner=ada, kept=Kept(f"09BAKU{number}"))
    url = f"/account/lists/{chosen.pk}/entries/"
    reader.post(url, {"c": "09BAKU1", "do": "down", "place": 1})
    reader.post(url, {"c": "09BAKU5", "do": "save", "place": 1, "note": "First\r\nof all"})
    assert keys(chosen) == ["09BAKU5", "09BAKU2", "09BAKU1", "09BAKU3", "09BAKU4"]
    assert chosen.entries.get(reference_id="09BAKU5").note == "First\nof all"
    reader.post(url, {"c": "09BAKU5", "do": "up", "place": 1, "note": "First"})
    reader.post(url, {"c": "09BAKU4", "do": "down", "place": 5})
    assert keys(chosen)[0] == "09BAKU5" and keys(chosen)[-1] == "09BAKU4"
    reader.post(url, {"c": "09BAKU2", "do": "drop", "note": ""})
    assert "09BAKU2 is removed." in text_of(reader, f"/account/lists/{chosen.pk}/")
    reader.post(url, {"c": "09BAKU2", "do": "put-back", "place": 2})
    assert keys(chosen) == ["09BAKU5", "09BAKU2", "09BAKU1", "09BAKU3", "09BAKU4"]
    response = reader.post(url, {"c": "09BAKU2", "do": "save", "note": "x" * 1_001}, follow=True)
    assert "A note has at most 1,000 characters" in response.content.decode()


def test_any_moves_keep_every_entry_once(ada: User) -> None:
    dice = random.Random(3)
    order = [f"09BAKU{number}" for number in range(1, 12)]
    for name in order:
        chosen = keeping.keep(owner=ada, kept=Kept(name))
    for _ in range(60):
        name, to = dice.choice(order), dice.randint(-2, 15)
        order.remove(name)
        order.insert(min(max(to, 1), len(order) + 1) - 1, name)
        keeping.move(chosen=chosen, kept=Kept(name), to=to)
        assert keys(chosen) == order


def test_a_list_of_two_thousand_is_shown_by_pages_in_constant_queries(
    reader: Client, ada: User, django_assert_max_num_queries: object
) -> None:
    keeping.take_in(owner=ada, lists=[NamedList("Much", tuple(Kept(f"09BAKU{n}") for n in range(1, MOST_ENTRIES + 1)))])
    chosen = List.objects.get()
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        html = reader.get(f"/account/lists/{chosen.pk}/?page=20").content.decode()
    assert html.count('class="hit entry"') == LINES_A_PAGE
    response = reader.post("/account/keep/", {"keep": "09PARIS1"}, headers={"Accept": "application/json"})
    assert (response.status_code, "“Much” is full" in response.json()["error"]) == (409, True)
    response = reader.post(f"/account/lists/{chosen.pk}/entries/", {"c": "09BAKU2000", "do": "save", "place": 1})
    assert response["Location"].endswith(f"/account/lists/{chosen.pk}/#e-09BAKU2000")
    assert keys(chosen)[:2] == ["09BAKU2000", "09BAKU1"]


def test_lists_of_a_browser_are_moved_in_once(reader: Client, ada: User) -> None:
    moved = {
        "lists": [
            {"id": "browser-1", "name": "Dams", "entries": [{"cable": "09BAKU1", "paragraph": "p2", "note": "Why?"}]},
            {"id": "browser-2", "name": "Rivers", "entries": [{"cable": "<b>"}]},
        ]
    }

    def move() -> dict[str, str]:
        response = reader.post(
            "/account/lists/import/", {"text": json.dumps(moved)}, headers={"Accept": "application/json"}
        )
        return response.json()

    assert move()["said"] == (
        "Now in your account: 2 lists with 1 entry. 1 entry was left out, as no ids of cables or too many for one list."
    )
    moved["lists"][0]["entries"].append({"cable": "09BAKU2"})  # type: ignore[attr-defined]
    move()
    assert [(held.name, keys(held)) for held in List.objects.all()] == [
        ("Dams", ["09BAKU1~p2", "09BAKU2"]),
        ("Rivers", []),
    ]
    assert Entry.objects.get(reference_id="09BAKU1").note == "Why?"


def test_too_many_lists_are_refused_whole(reader: Client, ada: User) -> None:
    List.objects.bulk_create(List(owner=ada, name=f"List {number}") for number in range(MOST_LISTS - 1))
    moved = {"lists": [{"name": "One", "entries": []}, {"name": "Two", "entries": []}]}
    response = reader.post(
        "/account/lists/import/", {"text": json.dumps(moved)}, headers={"Accept": "application/json"}
    )
    assert (response.status_code, response.json()["error"]) == (
        409, f"An account holds at most {MOST_LISTS} lists; delete one first.",
    )  # fmt: skip
    assert List.objects.count() == MOST_LISTS - 1


def test_a_copy_of_a_shared_list_is_ones_own(reader: Client, ada: User, ben: User) -> None:
    keeping.share(chosen=keeping.keep(owner=ben, kept=Kept("09BAKU1", "p1", "Ben's")))
    token = List.objects.get().share_token
    reader.post("/account/lists/copy/", {"token": token})
    reader.post("/account/lists/copy/", {"address": "?name=Dams&c=09BAKU2~p3~a%20note"})
    assert [(held.name, keys(held)) for held in List.objects.of(ada)] == [
        ("My list", ["09BAKU1~p1"]), ("Dams", ["09BAKU2~p3"]),
    ]  # fmt: skip
    for nonsense in ("nonsense", "\x00"):
        assert reader.post("/account/lists/copy/", {"token": nonsense}).status_code in (302, 404)


def test_lists_leave_as_a_file_and_come_back(reader: Client, ada: User) -> None:
    chosen = keeping.keep(owner=ada, kept=Kept("09BAKU1", "p1", "Why?"))
    file = reader.get("/account/lists/file/").content
    keeping.delete_list(chosen=chosen)
    reader.post("/account/lists/import/", {"text": file.decode()})
    assert keys(List.objects.get()) == ["09BAKU1~p1"]
    assert read_lists(reader.get(f"/account/lists/file/?list={List.objects.get().pk}").content)[0].name == "My list"
    response = reader.post("/account/lists/import/", {"text": "{}"}, follow=True)
    assert "This file holds no lists" in response.content.decode()


def test_rename_use_share_withdraw_and_delete(reader: Client, ada: User) -> None:
    reader.post("/account/lists/new/", {"name": "  Dams  and rivers "})
    reader.post("/account/lists/new/", {"name": "Other"})
    first, second = List.objects.all()
    assert (first.name, first.current, second.current) == ("Dams and rivers", False, True)
    reader.post(f"/account/lists/{first.pk}/change/", {"do": "use"})
    reader.post(f"/account/lists/{first.pk}/change/", {"do": "rename", "name": "Dams"})
    reader.post(f"/account/lists/{first.pk}/change/", {"do": "share"})
    first.refresh_from_db()
    assert (first.name, first.current, bool(first.share_token)) == ("Dams", True, True)
    assert f"/lists/shared/{first.share_token}/" in reader.get(f"/account/lists/{first.pk}/").content.decode()
    assert (
        "is withdrawn"
        in reader.post(f"/account/lists/{first.pk}/change/", {"do": "withdraw"}, follow=True).content.decode()
    )
    assert reader.post(f"/account/lists/{first.pk}/change/", {"do": "burn"}).status_code == 400
    assert "Delete “Dams”?" in text_of(reader, f"/account/lists/{first.pk}/delete/")
    reader.post(f"/account/lists/{first.pk}/delete/")
    assert list(List.objects.all()) == [second]


OWN = ["account-list", "change-list", "change-entry", "delete-list", "change-search", "delete-search"]


@pytest.mark.parametrize("name", OWN)
def test_what_belongs_to_somebody_else_is_not_found(reader: Client, ben: User, name: str) -> None:
    chosen = keeping.keep(owner=ben, kept=Kept("09BAKU1"))
    search = SavedSearch.objects.create(owner=ben, name="Ben's", address="?q=", token="t", since=0, mailed=0)
    url = reverse(name, args=[search.pk if name.endswith("search") else chosen.pk])
    posted = {"do": "delete", "c": "09BAKU1", "name": "Mine"}
    assert reader.post(url, posted).status_code in (404, 405)
    assert reader.get(url).status_code in (404, 405)
    assert (Entry.objects.count(), SavedSearch.objects.count()) == (1, 1)
    assert json.loads(reader.get(f"/account/lists/file/?list={chosen.pk}").content)["lists"] == []


def test_changes_need_the_token_of_a_form_and_a_login(ada: User) -> None:
    checked = Client(enforce_csrf_checks=True)
    urls = [
        "/account/keep/",
        "/account/lists/new/",
        "/account/lists/import/",
        "/account/delete/",
        "/account/searches/new/",
    ]
    for url in urls:
        assert Client().post(url, {"keep": "09BAKU1"})["Location"].startswith("/account/login/?next="), url
    checked.force_login(ada)
    for url in urls:
        assert checked.post(url, {"keep": "09BAKU1", "name": "x"}).status_code == 403, url
    assert not List.objects.exists()


def test_pages_for_somebody_logged_in_are_not_for_shared_caches(reader: Client) -> None:
    make_cable("09BAKU1")
    response = reader.get("/cables/09BAKU1/")
    assert "private" in response["Cache-Control"] and "Cookie" in response["Vary"]
    assert not Client().get("/cables/09BAKU1/").has_header("Cache-Control")
