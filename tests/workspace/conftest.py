from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client


@pytest.fixture
def ada(db: None) -> User:
    return User.objects.create_user("ada", email="ada@example.org", password="a long enough word")


@pytest.fixture
def ben(db: None) -> User:
    return User.objects.create_user("ben", email="ben@example.org", password="a long enough word")


@pytest.fixture
def reader(client: Client, ada: User) -> Client:
    """Ada, logged in."""
    client.force_login(ada)
    return client
