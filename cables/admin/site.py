"""The desk: Django's admin with its own front page, and closed to those who have yet to choose a password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import Group, User
from django.contrib.auth.views import PasswordChangeView
from django.db.models import Model
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from cables.admin.accounts import NewPasswordForm, must_change_password
from cables.admin.archive import CableAdmin, CorrectionAdmin, PostAdmin, SourceAdmin, TagAdmin
from cables.admin.histories import deeds_of
from cables.admin.people import PersonPage, RightsPage
from cables.admin.progress import doing
from cables.admin.uploads import UploadAdmin
from cables.models import Cable, Correction, Post, Source, Tag, Upload
from cables.workspace.logins import Throttled

ROOMS: tuple[tuple[str, type[Model]], ...] = (
    ("Uploads", Upload),
    ("Cables", Cable),
    ("Corrections", Correction),
    ("Posts", Post),
    ("TAGS", Tag),
    ("Sources", Source),
    ("Users", User),
    ("Groups", Group),
)
"""The navigation, in its order."""

PEOPLE: dict[Any, type[RightsPage]] = {User: PersonPage, Group: RightsPage}
"""Laid over the pages that django.contrib.auth registers."""


@dataclass(frozen=True, slots=True)
class Room:
    label: str
    url: str
    current: bool


class PasswordChange(PasswordChangeView):
    form_class = NewPasswordForm
    template_name = "registration/password_change_form.html"

    def get_success_url(self) -> str:
        messages.success(self.request, "Your password is changed.")
        return reverse("admin:index")


class DeskLogin(Throttled, AdminAuthenticationForm):
    """As Django's, slowed down for whoever guesses."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": "That name and password do not open the desk. Look whether both are right; capitals count."
    }


class ReftelAdminSite(AdminSite):
    login_form = DeskLogin
    site_header = "Reftel desk"
    site_title = "Reftel desk"
    index_title = "Desk"
    site_url = "/"
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.register(Upload, UploadAdmin)
        self.register(Cable, CableAdmin)
        self.register(Correction, CorrectionAdmin)
        self.register(Source, SourceAdmin)
        self.register(Post, PostAdmin)
        self.register(Tag, TagAdmin)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """As Django's, with the desk's own touches laid over what others bring for users and groups, and without the
        queue of the worker, of which the pages of uploads tell."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        for model in models:
            if model is DBTaskResult:
                continue
            page = PEOPLE.get(model)
            super().register(model, type(page.__name__, (page, admin_class), {}) if page else admin_class, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Every page of the desk but two leads to the password page while the password is a one-time one."""

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if view not in (self.password_change, self.logout) and must_change_password(request.user):
                return HttpResponseRedirect(reverse("admin:password_change"))
            return view(request, *args, **kwargs)

        return super().admin_view(update_wrapper(guarded, view), cacheable)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        request.current_app = self.name
        context = {**self.each_context(request), "title": "Choose your password", **(extra_context or {})}
        return PasswordChange.as_view(extra_context=context)(request)  # type: ignore[return-value]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        closed = must_change_password(request.user)
        return super().each_context(request) | {
            "rooms": () if closed else tuple(self._rooms(request)),
            "one_time_password": closed,
        }

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        uploads = self._registry[Upload]
        recent: Any = Upload.objects.with_counts().with_last_job().select_related("added_by")[:8]
        context = {
            "recent_uploads": [(upload, doing(upload.job_kind, upload.job_state)) for upload in recent]
            if uploads.has_view_permission(request)
            else (),
            "may_upload": uploads.has_add_permission(request),
            "to_look_at": Correction.objects.to_look_at().count()
            if self._registry[Correction].has_view_permission(request)
            else 0,
            "deeds": deeds_of(request.user.pk),
        }
        return super().index(request, context | (extra_context or {}))

    def _rooms(self, request: HttpRequest) -> Iterator[Room]:
        for label, model in ROOMS:
            room = self._registry.get(model)
            if room and room.has_view_permission(request):
                url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
                yield Room(label=label, url=url, current=request.path.startswith(url))
