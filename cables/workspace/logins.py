"""Logging in, slowed down for whoever guesses passwords. Both doors use it: the desk's and the visitors' own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cables.workspace.models import FailedLogin

WINDOW = timedelta(minutes=15)
MOST_FROM_ONE_ADDRESS = 5
"""Wrong passwords for one name from one address of the network, within the window."""
MOST_FROM_ANYWHERE = 50
"""Wrong passwords for one name."""


class Throttled(AuthenticationForm):
    """Asks for name and password; after several wrong ones it takes none, not even the right one, for a while."""

    def clean(self) -> dict[str, Any]:
        name = str(self.cleaned_data.get("username") or "")
        keys = _keys(name, self.request)
        if not _count_attempt(keys):
            minutes = int(WINDOW.total_seconds() // 60)
            raise ValidationError(
                f"There were too many wrong passwords for this name. Wait {minutes} minutes, then try again.",
                code="throttled",
            )
        cleaned = super().clean()
        FailedLogin.objects.filter(key__in=keys).delete()
        return cleaned or {}


def _keys(name: str, request: HttpRequest | None) -> tuple[str, str]:
    address = request.META.get("REMOTE_ADDR", "") if request else ""
    return _digest(f"{name.casefold()}\x00{address}"), _digest(name.casefold())


def _digest(text: str) -> str:
    return salted_hmac("cables.workspace.logins", text, algorithm="sha256").hexdigest()


def _count_attempt(keys: tuple[str, str]) -> bool:
    """Counts an attempt before its password is looked at, so that many at once gain nothing; False where it is one too
    many, which counts as none."""
    now = timezone.now()
    with transaction.atomic():
        FailedLogin.objects.filter(at__lt=now - WINDOW).delete()
        FailedLogin.objects.bulk_create(FailedLogin(key=key, at=now) for key in keys)
    narrow, wide = (FailedLogin.objects.filter(key=key).count() for key in keys)
    if narrow <= MOST_FROM_ONE_ADDRESS and wide <= MOST_FROM_ANYWHERE:
        return True
    FailedLogin.objects.filter(key__in=keys, at=now).delete()
    return False
