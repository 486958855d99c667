"""What the desk does otherwise on the pages for users and groups, which Django brings: rights in plain words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import Permission, User
from django.db.models import ManyToManyField
from django.http import HttpRequest

from cables.admin.accounts import PasswordForSomebodyForm, require_new_password

RIGHTS = {
    "view_upload": "See uploads",
    "add_upload": "Bring texts to the desk",
    "change_upload": "Publish and discard texts of uploads",
    "view_cable": "See all cables, published or not",
    "change_cable": "Correct, publish and withhold cables",
    "change_post": "Correct the names of posts",
    "change_tag": "Correct the names of TAGS",
    "change_source": "Correct the names of sources",
}
"""Permissions that mean something here, by codename, in the order of the page."""


class RightsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return RIGHTS[obj.codename]


def _rights_field() -> RightsField:
    rights = Permission.objects.filter(content_type__app_label="cables", codename__in=RIGHTS)
    return RightsField(queryset=rights.order_by("content_type__model", "codename"), required=False, label="May")


class RightsPage(ModelAdmin):  # type: ignore[type-arg]
    """Offers permissions and groups as boxes to tick."""

    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: Any, **kwargs: Any) -> Any:
        if db_field.related_model is Permission:
            return _rights_field()
        return super().formfield_for_manytomany(
            db_field, request, **kwargs | {"widget": forms.CheckboxSelectMultiple, "help_text": ""}
        )


class PersonPage(RightsPage):
    """Accounts are closed, by taking "active" away, and never deleted: with them would go what they decided."""

    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "is_superuser")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "last_name", "email")}),
        (
            "What this person may do",
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )

    change_password_form = PasswordForSomebodyForm

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            require_new_password(user=obj)
