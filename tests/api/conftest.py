from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from tests.api.archive import fill


@pytest.fixture(scope="module")
def archive(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One archive for all the tests of a module, which only read."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setitem(settings.HAYSTACK_CONNECTIONS["default"], "PATH", str(tmp_path_factory.mktemp("api") / "index"))
        fill()
        yield
        transaction.set_rollback(True)
