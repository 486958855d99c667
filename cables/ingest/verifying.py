"""Looks whether the archive still holds what was put into it: every raw text, and every link between cables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from cables.ingest.agreement import damage
from cables.models import Cable, Reference, Version

BATCH = 500
"""Raw texts read at a time."""

Progress = Callable[[int, int], None]
"""Called with (raw texts looked at, raw texts in all)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was stored; the sentence says what, and what to do."""

    reference_id: str
    sentence: str


def verify(progress: Progress | None = None) -> Iterator[Fault]:
    """Every fault, as it is found; reads each raw text once, a batch at a time. Writes nothing."""
    yield from _changed_texts(progress)
    yield from _unread_cables()
    yield from _wrong_links()


def _changed_texts(progress: Progress | None) -> Iterator[Fault]:
    versions = Version.objects.order_by("pk").select_related("cable")
    versions = versions.only("cable__reference_id", "number", "sha256", "encoding", "raw")
    total, done, last = versions.count(), 0, 0
    while batch := list(versions.filter(pk__gt=last)[:BATCH]):
        for version in batch:
            if fault := damage(version):
                yield Fault(version.cable.reference_id, fault)
        last = batch[-1].pk
        done += len(batch)
        if progress:
            progress(done, total)


def _unread_cables() -> Iterator[Fault]:
    current = Count("versions", filter=Q(versions__current=True))
    for name in (
        Cable.objects.annotate(read=current).filter(read=0).order_by("pk").values_list("reference_id", flat=True)
    ):
        yield Fault(name, f"{name} has no text that it was read from. Ingest it again from its source.")


def _wrong_links() -> Iterator[Fault]:
    linked = Reference.objects.filter(target__isnull=False).exclude(target__reference_id=F("target_reference_id"))
    there = Cable.objects.filter(reference_id=OuterRef("target_reference_id"))
    unlinked = Reference.objects.filter(Exists(there), target__isnull=True)
    for references, what in (
        (linked, "leads to another cable"),
        (unlinked, "is not linked, though that cable is here"),
    ):
        for name, target in (
            references.order_by("pk").values_list("cable__reference_id", "target_reference_id").iterator()
        ):
            yield Fault(name, f"The reference of {name} to {target} {what}. Run: manage.py reparse {name}.")
