"""What people with an account keep, and what alerts need to know."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Count, Q
from django.http import QueryDict

from cables.forms import SearchForm
from cables.models import Cable
from cables.search.values import SearchQuery


class ListQuerySet(models.QuerySet["List"]):
    def of(self, owner: User) -> Self:
        return self.filter(owner=owner)

    def with_counts(self) -> Self:
        """With `total`, how many entries each has."""
        return self.annotate(total=Count("entries"))

    def shared(self, token: str) -> Self:
        """The list that a link leads to, as long as its owner may log in."""
        return self.filter(share_token=token, owner__is_active=True)


class List(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lists")
    name = models.CharField(max_length=120)
    current = models.BooleanField(default=False)
    """What is kept goes into this one."""
    share_token = models.CharField(max_length=43, null=True, unique=True)
    """The secret part of its link for others; null while it has none."""
    origin = models.CharField(max_length=40, blank=True)
    """The name that the browser it was moved from had for it, so that moving it twice makes no second one."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ListQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=Q(current=True), name="list_current_once"),
            models.UniqueConstraint(fields=["owner", "origin"], condition=~Q(origin=""), name="list_moved_once"),
            models.CheckConstraint(condition=~Q(name=""), name="list_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """A cable or one of its paragraphs in a list. It names them, so that it outlives a cable that is withdrawn."""

    list = models.ForeignKey(List, on_delete=models.CASCADE, related_name="entries", db_index=False)
    place = models.PositiveIntegerField()
    """Ascending in the order of the list; gaps are left where entries were removed."""
    reference_id = models.CharField(max_length=80)
    anchor = models.CharField(max_length=20, blank=True)
    """Paragraph.anchor; empty for the whole cable."""
    note = models.TextField(blank=True)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["list", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "reference_id", "anchor"], name="entry_once"),
            models.CheckConstraint(condition=~Q(reference_id=""), name="entry_of_a_cable"),
        ]

    def __str__(self) -> str:
        return f"{self.reference_id} {self.anchor}".strip()


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def last(self) -> int:  # type: ignore[override]
        """The number of the last one; 0 where there are none."""
        return self.order_by("-pk").values_list("pk", flat=True).first() or 0


class Arrival(models.Model):
    """A published cable that searches find, noted once, whatever becomes of it later. The numbers ascend in the order
    in which transactions ended, so that whoever has seen one has seen all before it."""

    cable = models.OneToOneField(Cable, on_delete=models.CASCADE)
    arrived_at = models.DateTimeField()

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.cable} {self.arrived_at:%Y-%m-%d}"


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, owner: User) -> Self:
        return self.filter(owner=owner)

    def fed(self, token: str) -> Self:
        """The search of a secret feed, as long as its owner may log in."""
        return self.filter(token=token, owner__is_active=True)

    def mailed(self) -> Self:
        """Those that mails are wanted for, by owner."""
        able = self.filter(mail=True, owner__is_active=True).exclude(owner__email="")
        return able.select_related("owner").order_by("owner", "pk")


class SavedSearch(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=120)
    address = models.TextField()
    """The search as the end of an address, from the question mark on: ?q=dam&f[tag]=PGOV."""
    mail = models.BooleanField(default=False)
    token = models.CharField(max_length=43, unique=True)
    """The secret part of its feed's address."""
    since = models.BigIntegerField()
    """The last Arrival when it was saved: what is in the feed came later."""
    mailed = models.BigIntegerField()
    """The last Arrival that a mail was about, or would have been had it matched."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="saved_search_named")]

    def __str__(self) -> str:
        return self.name

    @property
    def query(self) -> SearchQuery:
        return SearchForm(QueryDict(self.address.removeprefix("?"))).query


class FailedLogin(models.Model):
    """A wrong password, kept for as long as it counts."""

    key = models.CharField(max_length=64)
    """A keyed digest of what was tried: neither names nor addresses are kept."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["key", "at"], name="failed_login_by_key")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
