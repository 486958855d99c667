"""Joins references to the cables they name, as these arrive."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from cables.models import Cable, Reference


def link(reference_ids: Collection[str]) -> int:
    """Link the references that were waiting for these cables; returns how many. One statement."""
    return _link(_waiting().filter(target_reference_id__in=reference_ids))


def link_all() -> int:
    """Link every reference whose cable is there; returns how many. One statement.

    Two processes that store cables which name each other do not see each other's: whichever ends last links them.
    """
    return _link(_waiting())


def _waiting() -> QuerySet[Reference]:
    """A cable never refers to itself."""
    to_itself = Q(target_reference_id=F("cable__reference_id"))
    return Reference.objects.filter(target__isnull=True).exclude(Q(target_reference_id="") | to_itself)


def _link(waiting: QuerySet[Reference]) -> int:
    """Linked references are left alone, so any order and any repetition give the same links."""
    named = Cable.objects.filter(reference_id=OuterRef("target_reference_id"))
    there = waiting.filter(target_reference_id__in=Cable.objects.values("reference_id"))
    return there.update(target=Subquery(named.values("pk")))
