"""An account of the site: logging in and out, password, what is kept, and how to have it deleted."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cables.admin.accounts import NewPasswordForm, must_change_password
from cables.workspace.logins import Throttled
from cables.workspace.models import List, SavedSearch
from cables.workspace.views.doors import AccountRequest, account_required


class Login(LoginView):
    template_name = "workspace/login.html"
    authentication_form = Throttled
    redirect_authenticated_user = True
    next_page = "lists"
    extra_context = {"noindex": True}


class Password(PasswordChangeView):
    form_class = NewPasswordForm
    template_name = "workspace/password.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | {"one_time": must_change_password(self.request.user)}

    def get_success_url(self) -> str:
        messages.success(self.request, "Your password is changed.")
        return reverse("account")


@require_safe
def logged_out(request: HttpRequest) -> HttpResponse:
    return render(request, "workspace/logged_out.html", {"noindex": True})


@account_required
@require_safe
def account(request: AccountRequest) -> HttpResponse:
    searches = list(SavedSearch.objects.of(request.user))
    context = {
        "lists": List.objects.of(request.user).count(),
        "searches": searches,
        "mail_works": settings.MAIL_WORKS,
        "feed_base": request.build_absolute_uri("/")[:-1],
    }
    return render(request, "workspace/account.html", context)


@account_required
def delete_data(request: AccountRequest) -> HttpResponse:
    """All lists and saved searches at once. The account itself is closed at the desk."""
    lists, searches = List.objects.of(request.user), SavedSearch.objects.of(request.user)
    if request.method == "POST":
        with transaction.atomic():
            lists.delete()
            searches.delete()
        messages.success(request, "All your lists and saved searches are deleted.")
        return redirect("account")
    return render(request, "workspace/delete_data.html", {"lists": lists.count(), "searches": searches.count()})
