"""Who may come in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from cables.admin.accounts import must_change_password

View = Callable[..., HttpResponseBase]


class AccountRequest(HttpRequest):
    user: User


def account_required(view: View) -> View:
    """For those who are logged in and have a password of their own; no cache keeps the page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if must_change_password(request.user):
            return redirect("password")
        return view(request, *args, **kwargs)

    return never_cache(login_required(guarded))
