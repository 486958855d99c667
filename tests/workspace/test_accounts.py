"""Accounts of readers: made at the desk, entered by their own door, slow for whoever guesses, empty when asked."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cables.models import OneTimePassword
from cables.workspace import keeping
from cables.workspace.kept import Kept
from cables.workspace.logins import MOST_FROM_ANYWHERE, MOST_FROM_ONE_ADDRESS, WINDOW
from cables.workspace.models import Entry, FailedLogin, List, SavedSearch
from tests.pages.pages import text_of

pytestmark = pytest.mark.django_db

RIGHT = "a long enough word"
NEW = "harbour lamps at dusk"
DOORS = ["/account/login/", "/admin/login/"]


def log_in(client: Client, name: str, password: str, door: str = DOORS[0], address: str = "192.0.2.1") -> str:
    """Where the door leads, or "" where it stays shut."""
    response = client.post(door, {"username": name, "password": password}, REMOTE_ADDR=address)
    return response["Location"] if response.status_code == 302 else ""


def test_an_account_made_at_the_desk_asks_for_a_password_of_ones_own(admin_client: Client, client: Client) -> None:
    data = {"username": "dora", "usable_password": "true", "password1": RIGHT, "password2": RIGHT}
    admin_client.post("/admin/auth/user/add/", data)
    assert log_in(client, "dora", RIGHT) == "/lists/"
    for url in ("/account/", "/account/delete/", "/account/lists/file/"):
        assert client.get(url)["Location"] == "/account/password/", url
    assert client.post("/account/keep/", {"keep": "09BAKU1"})["Location"] == "/account/password/"
    assert "one-time password" in text_of(client, "/account/password/")
    chosen = {"old_password": RIGHT, "new_password1": NEW, "new_password2": NEW}
    assert "Your password is changed." in client.post("/account/password/", chosen, follow=True).content.decode()
    assert not OneTimePassword.objects.exists()
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_a_password_set_by_somebody_else_is_a_one_time_one(admin_client: Client, ada: User) -> None:
    data = {"usable_password": "true", "password1": NEW, "password2": NEW}
    assert admin_client.post(f"/admin/auth/user/{ada.pk}/password/", data).status_code == 302
    assert OneTimePassword.objects.filter(user=ada).exists()


@pytest.mark.parametrize("door", DOORS)
def test_after_several_wrong_passwords_not_even_the_right_one_opens(client: Client, ada: User, door: str) -> None:
    User.objects.update(is_staff=True)
    for _ in range(MOST_FROM_ONE_ADDRESS):
        assert log_in(client, "ada", "wrong", door) == ""
    response = client.post(door, {"username": "ada", "password": RIGHT}, REMOTE_ADDR="192.0.2.1")
    assert "There were too many wrong passwords for this name. Wait 15 minutes" in response.content.decode()
    assert log_in(client, "ADA", RIGHT, DOORS[0]) == ""
    assert log_in(Client(), "ada", RIGHT, door, address="192.0.2.2") != ""
    FailedLogin.objects.create(key="x", at=FailedLogin.objects.latest("at").at)
    FailedLogin.objects.update(at=FailedLogin.objects.latest("at").at - WINDOW - timedelta(seconds=1))
    assert log_in(Client(), "ada", RIGHT, door) != ""


def test_many_addresses_together_are_slowed_down_too(ada: User) -> None:
    for number in range(MOST_FROM_ANYWHERE):
        assert log_in(Client(), "ada", "wrong", address=f"192.0.2.{number}") == ""
    assert log_in(Client(), "ada", RIGHT, address="198.51.100.1") == ""


def test_a_right_password_forgets_the_wrong_ones_and_no_name_or_address_is_kept(client: Client, ada: User) -> None:
    for _ in range(MOST_FROM_ONE_ADDRESS - 1):
        log_in(client, "ada", "wrong")
    kept = list(FailedLogin.objects.values_list("key", flat=True))
    assert kept and all(re.fullmatch("[0-9a-f]{64}", key) for key in kept)
    assert not {sha256(word).hexdigest() for word in (b"ada", b"192.0.2.1", b"127.0.0.1")} & set(kept)
    assert log_in(client, "ada", RIGHT) == "/lists/"
    assert not FailedLogin.objects.exists()


@pytest.mark.parametrize(("target", "leads"), [("/account/", "/account/"), ("https://evil.example/", "/lists/")])
def test_the_door_leads_where_one_wanted_to_go_on_this_site(client: Client, ada: User, target: str, leads: str) -> None:
    response = client.post("/account/login/", {"username": "ada", "password": RIGHT, "next": target})
    assert response["Location"] == leads


def test_logging_out_needs_a_form_and_ends_the_session(reader: Client) -> None:
    assert reader.get("/account/logout/").status_code == 405
    assert "You are logged out" in reader.post("/account/logout/", follow=True).content.decode()
    assert reader.get("/account/")["Location"].startswith("/account/login/")


def test_everything_one_keeps_can_be_deleted_at_once(reader: Client, ada: User, ben: User) -> None:
    for owner in (ada, ben):
        keeping.keep(owner=owner, kept=Kept("09BAKU1"))
        SavedSearch.objects.create(owner=owner, name="All", address="?q=", token=owner.username, since=0, mailed=0)
    assert "1 list and 1 saved search go for good" in text_of(reader, "/account/delete/")
    assert List.objects.count() == 2
    reader.post("/account/delete/")
    assert (set(List.objects.values_list("owner", flat=True)), Entry.objects.count()) == ({ben.pk}, 1)
    assert SavedSearch.objects.get().owner == ben
