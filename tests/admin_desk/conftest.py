from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from cables.models import Upload
from tests.admin_desk.bringing import take_in
from tests.admin_desk.texts import telegram, text_file

REVIEWER = ("add_upload", "view_upload", "change_upload", "view_cable", "change_cable")


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    numbers = itertools.count(1)

    def make(*permissions: str, staff: bool = True, name: str = "") -> User:
        user = User.objects.create_user(name or f"person{next(numbers)}", password="a long enough word", is_staff=staff)
        user.user_permissions.set(Permission.objects.filter(content_type__app_label="cables", codename__in=permissions))
        return user

    return make


@pytest.fixture
def archivist(make_user: Callable[..., User]) -> User:
    return make_user(*REVIEWER, name="anna")


@pytest.fixture
def desk(client: Client, archivist: User) -> Client:
    client.force_login(archivist)
    return client


@pytest.fixture
def bring(archivist: User) -> Callable[..., Upload]:
    """Takes files, or three invented telegrams, in as one upload."""

    def take(files: Sequence[SimpleUploadedFile] = ()) -> Upload:
        return take_in(
            files=files or [text_file(f"text{serial}.txt", telegram(serial)) for serial in (901, 902, 903)],
            user=archivist,
        )

    return take


@pytest.fixture(autouse=True)
def uploads_folder(tmp_path: Path, settings: Settings) -> Path:
    """Every test has a folder of its own for received files."""
    settings.UPLOADS_DIR = tmp_path / "uploads"
    settings.UPLOADS_DIR.mkdir()
    return settings.UPLOADS_DIR
