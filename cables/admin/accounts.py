"""The first account of a new archive, and the rule that a password one did not choose oneself is changed at the first
login."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import transaction

from cables.models import OneTimePassword

FIRST_ADMIN = "admin"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another when copied from a terminal."""


def create_first_admin() -> str | None:
    """Make the user `admin` and return its one-time password, or None if there was no need to.

    Nothing is made where a superuser exists already or somebody is called admin. The password is stored as a hash only:
    show it now or never.
    """
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    with transaction.atomic():
        if User.objects.filter(is_superuser=True).exists():
            return None
        user, made = User.objects.get_or_create(
            username=FIRST_ADMIN,
            defaults={"is_staff": True, "is_superuser": True, "password": make_password(password)},
        )
        if not made:
            return None
        OneTimePassword.objects.create(user=user)
    return password


def must_change_password(user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.is_authenticated and OneTimePassword.objects.filter(user_id=user.pk).exists()


def require_new_password(*, user: User) -> None:
    """Somebody else chose this user's password, so they choose another when they first come in."""
    OneTimePassword.objects.get_or_create(user=user)


class PasswordForSomebodyForm(auth_forms.AdminPasswordChangeForm):  # type: ignore[type-arg]
    """Sets a password for another person."""

    def save(self, commit: bool = True) -> User:
        with transaction.atomic():
            user: User = super().save(commit)
            require_new_password(user=user)
        return user


class NewPasswordForm(AdminPasswordChangeForm):
    """Sets a password of the user's own, which ends the rule."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        new = self.cleaned_data.get("new_password1")
        if new and new == self.cleaned_data.get("old_password"):
            self.add_error("new_password1", ValidationError("Choose a password other than the present one."))
        return cleaned

    def save(self, commit: bool = True) -> User:
        with transaction.atomic():
            user: User = super().save(commit)
            OneTimePassword.objects.filter(user=user).delete()
        return user
