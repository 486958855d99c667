"""Joins references to the cables they name, as these arrive."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, OuterRef, Q, Subquery

from cables.models import Cable, Reference


def link(cable_pks: Collection[int]) -> int:
    """Link what the given cables refer to, and what was waiting for them; returns how many references were linked.

    Two statements, however many cables. Linked references are left alone, so any order and any repetition give the
    same links. A cable never refers to itself.
    """
    named = Cable.objects.filter(reference_id=OuterRef("target_reference_id"))
    arrived = Cable.objects.filter(pk__in=cable_pks)
    to_itself = Q(target_reference_id=F("cable__reference_id"))
    waiting = Reference.objects.filter(target__isnull=True).exclude(Q(target_reference_id="") | to_itself)
    outgoing = waiting.filter(cable__in=cable_pks, target_reference_id__in=Cable.objects.values("reference_id"))
    incoming = waiting.filter(target_reference_id__in=arrived.values("reference_id"))
    return sum(found.update(target=Subquery(named.values("pk"))) for found in (outgoing, incoming))
