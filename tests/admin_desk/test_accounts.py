"""Who gets in: the first account and its one-time password, and what each permission opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from cables.admin.accounts import create_first_admin
from cables.admin.desk import publish
from cables.models import Cable, Event, OneTimePassword, Upload
from tests.admin_desk.bringing import work_off
from tests.admin_desk.texts import telegram, text_file
from tests.factories import make_cable

PASSWORD_PAGE = "/admin/password_change/"
NEW = "harbour lamps at dusk"


def log_in(client: Client, password: str) -> str:
    """Where the login page sends one, or "" where it does not let one in."""
    response = client.post("/admin/login/?next=/admin/", {"username": "admin", "password": password, "next": "/admin/"})
    return response["Location"] if response.status_code == 302 else ""


def set_password(client: Client, old: str, new: str) -> str:
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(PASSWORD_PAGE, data, follow=True).content.decode()


@pytest.mark.django_db
def test_first_admin_is_made_once_with_a_password_nobody_else_has() -> None:
    password = create_first_admin()
    assert password and len(password) >= 20
    admin = User.objects.get()
    assert (admin.username, admin.is_superuser, admin.is_staff) == ("admin", True, True)
    assert admin.check_password(password)
    assert create_first_admin() is None
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("existing", "why"),
    [
        ({"username": "berta", "is_superuser": True}, "there is a superuser under another name"),
        ({"username": "admin", "is_superuser": False}, "somebody else is called admin and keeps their rights"),
    ],
)
def test_no_first_admin_is_made_where_one_is_not_needed(existing: dict[str, object], why: str) -> None:
    user = User.objects.create(**existing)
    assert create_first_admin() is None
    assert list(User.objects.all()) == [user]
    user.refresh_from_db()
    assert user.is_superuser == existing["is_superuser"]


@pytest.mark.django_db
def test_desk_stays_closed_until_the_one_time_password_is_replaced(client: Client) -> None:
    once = create_first_admin() or ""
    make_cable("09BAKU1")
    assert log_in(client, once) == "/admin/"
    for url in (
        "/admin/",
        "/admin/cables/upload/",
        "/admin/cables/upload/add/",
        "/admin/cables/cable/",
        "/admin/auth/user/",
        "/admin/auth/user/1/password/",
        "/admin/password_change/done/",
    ):
        assert client.get(url)["Location"] == PASSWORD_PAGE, url
    response = client.post("/admin/cables/upload/add/", {"texts": [text_file("a.txt", telegram(901))], "complete": "1"})
    assert response["Location"] == PASSWORD_PAGE
    assert not Upload.objects.exists()
    page = client.get(PASSWORD_PAGE).content.decode()
    assert "You came in with a one-time password" in page
    assert "/admin/cables/upload/" not in page


@pytest.mark.django_db
def test_new_password_opens_the_desk_and_the_old_one_is_worth_nothing(client: Client) -> None:
    once = create_first_admin() or ""
    log_in(client, once)
    assert "Your password is changed." in set_password(client, once, NEW)
    assert client.get("/admin/").status_code == 200
    other = Client()
    assert log_in(other, once) == ""
    assert log_in(other, NEW) == "/admin/"
    assert other.get("/admin/").status_code == 200
    assert not OneTimePassword.objects.exists()


@pytest.mark.django_db
def test_one_time_password_cannot_be_kept(client: Client) -> None:
    once = create_first_admin() or ""
    log_in(client, once)
    assert "Choose a password other than the present one." in set_password(client, once, once)
    assert client.get("/admin/")["Location"] == PASSWORD_PAGE


@pytest.mark.django_db
def test_rule_outlasts_logging_out_and_in_again(client: Client) -> None:
    once = create_first_admin() or ""
    log_in(client, once)
    assert client.post("/admin/logout/").status_code == 200
    log_in(client, once)
    assert client.get("/admin/")["Location"] == PASSWORD_PAGE


DESK_URLS = [
    "/admin/cables/upload/",
    "/admin/cables/upload/add/",
    "/admin/cables/upload/{upload}/change/",
    "/admin/cables/upload/{upload}/items/1/",
    "/admin/cables/upload/{upload}/items/1/text/",
    "/admin/cables/upload/{upload}/history/",
    "/admin/cables/cable/",
    "/admin/cables/cable/{cable}/change/",
    "/admin/cables/cable/{cable}/versions/1/",
    "/admin/cables/post/",
    "/admin/cables/source/",
    "/admin/cables/tag/",
    "/admin/auth/user/",
]
DECIDING = [
    "/admin/cables/upload/{upload}/decide/",
    "/admin/cables/cable/{cable}/visibility/",
]


def addresses(urls: list[str], upload: Upload) -> list[str]:
    cable = Cable.objects.first() or make_cable("09BAKU1")
    return [url.format(upload=upload.pk, cable=cable.pk) for url in urls]


@pytest.mark.parametrize("staff", [None, False], ids=["anonymous", "not staff"])
def test_outsiders_are_sent_to_the_login_page_from_everywhere(
    bring: Callable[..., Upload], make_user: Callable[..., User], staff: bool | None
) -> None:
    visitor = Client()
    if staff is not None:
        visitor.force_login(make_user("view_upload", "add_upload", "change_upload", "change_cable", staff=staff))
    upload = bring()
    for url in addresses(DESK_URLS + DECIDING, upload):
        for response in (visitor.get(url), visitor.post(url, {"decision": "publish-all", "visibility": "draft"})):
            assert response.status_code == 302, url
            assert response["Location"].startswith("/admin/login/?next="), url
    assert set(upload.items.values_list("state", flat=True)) == {"waiting"}


def test_staff_without_permission_see_and_decide_nothing(
    client: Client, bring: Callable[..., Upload], make_user: Callable[..., User]
) -> None:
    client.force_login(make_user())
    upload = bring()
    for url in addresses(DESK_URLS, upload):
        assert client.get(url).status_code == 403, url
    for url in addresses(DECIDING, upload):
        assert client.post(url, {"decision": "publish-all", "visibility": "draft"}).status_code == 403, url
    front = client.get("/admin/").content.decode()
    assert "Upload cables" not in front and f"Upload {upload.pk}" not in front
    assert set(upload.items.values_list("state", flat=True)) == {"waiting"}


def test_who_may_only_look_gets_no_buttons_and_no_way_around_them(
    client: Client, bring: Callable[..., Upload], make_user: Callable[..., User]
) -> None:
    client.force_login(make_user("view_upload", "view_cable"))
    upload = bring()
    cable = make_cable("09BAKU1")
    for url in (
        f"/admin/cables/upload/{upload.pk}/change/",
        f"/admin/cables/upload/{upload.pk}/items/1/",
        f"/admin/cables/cable/{cable.pk}/change/",
    ):
        response = client.get(url)
        assert response.status_code == 200
        assert 'name="decision"' not in response.content.decode()
        assert 'name="visibility"' not in response.content.decode()
    assert client.get("/admin/cables/upload/add/").status_code == 403
    assert client.post(f"/admin/cables/upload/{upload.pk}/decide/", {"decision": "publish-all"}).status_code == 403
    assert client.post(f"/admin/cables/cable/{cable.pk}/visibility/", {"visibility": "draft"}).status_code == 403


def test_who_may_bring_but_not_decide_brings_and_waits(client: Client, make_user: Callable[..., User]) -> None:
    client.force_login(make_user("add_upload", "view_upload"))
    files = [text_file("a.txt", telegram(901))]
    assert client.post("/admin/cables/upload/add/", {"texts": files, "complete": "1"}).status_code == 302
    upload = Upload.objects.get()
    assert client.get(f"/admin/cables/upload/{upload.pk}/change/").status_code == 200
    assert client.post(f"/admin/cables/upload/{upload.pk}/decide/", {"decision": "publish-all"}).status_code == 403


def test_rights_are_given_in_plain_words(admin_client: Client, make_user: Callable[..., User]) -> None:
    person = make_user(name="carla")
    page = admin_client.get(f"/admin/auth/user/{person.pk}/change/").content.decode()
    assert "Correct, publish and withhold cables" in page
    assert "log entry" not in page
    right = Permission.objects.get(content_type__app_label="cables", codename="change_cable")
    response = admin_client.post(
        f"/admin/auth/user/{person.pk}/change/",
        {"username": "carla", "is_active": "on", "is_staff": "on", "user_permissions": [right.pk]},
    )
    assert response.status_code == 302
    assert list(person.user_permissions.all()) == [right]


def test_groups_and_new_users_can_be_made(admin_client: Client) -> None:
    right = Permission.objects.get(content_type__app_label="cables", codename="add_upload")
    assert (
        admin_client.post("/admin/auth/group/add/", {"name": "Readers", "permissions": [right.pk]}).status_code == 302
    )
    data = {"username": "dora", "usable_password": "true", "password1": NEW, "password2": NEW}
    assert admin_client.post("/admin/auth/user/add/", data).status_code == 302
    assert User.objects.get(username="dora").check_password(NEW)


@pytest.mark.parametrize(
    ("visibility", "rights", "compared", "why"),
    [
        ("withheld", (), False, "withheld, and no right to see what is"),
        ("draft", (), False, "a draft, and no right to see it"),
        ("withheld", ("view_cable",), True, "withheld, with the right"),
        ("published", (), True, "published: everybody may read it"),
    ],
)
def test_a_text_is_compared_only_with_what_the_reader_may_see(
    client: Client, make_user: Callable[..., User], visibility: str, rights: tuple[str, ...], compared: bool, why: str
) -> None:
    make_cable("09BAKU901", visibility=visibility, paragraphs=["Vaults"])
    client.force_login(make_user("add_upload", "view_upload", *rights))
    client.post("/admin/cables/upload/add/", {"texts": [text_file("a.txt", telegram(901))], "complete": "1"})
    work_off()
    page = client.get(f"/admin/cables/upload/{Upload.objects.get().pk}/items/1/").content.decode()
    assert ("Vaults" in page, "Present text:" in page) == (compared, compared)
    assert ("The present text is not compared here" in page) is not compared


def test_accounts_are_closed_and_never_deleted_so_that_what_they_decided_stays(
    admin_client: Client, bring: Callable[..., Upload], archivist: User
) -> None:
    publish(items=[bring().items.get(position=1).pk], user=archivist)
    history = Event.objects.filter(user=archivist).count()
    assert history
    url = f"/admin/auth/user/{archivist.pk}/"
    assert admin_client.post(f"{url}delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in admin_client.get("/admin/auth/user/").content.decode()
    assert admin_client.post(f"{url}change/", {"username": "anna", "is_staff": "on"}).status_code == 302
    archivist.refresh_from_db()
    assert not archivist.is_active
    assert Event.objects.filter(user=archivist).count() == history
