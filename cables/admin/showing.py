"""Who may see a cable: decided at the desk, with the reason in its history."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from cables import history
from cables.ingest import set_visibility
from cables.models import Cable, Event, Visibility


def show(
    *, cables: QuerySet[Cable], visibility: Visibility, user: User, public_note: str = "", reason: str = ""
) -> int:
    """Give cables another visibility, with an event for each that changes; returns how many did.

    `public_note` is what visitors are told of a withheld cable, `reason` stays at the desk. The index follows with
    `follow()`.
    """
    changing = cables.exclude(visibility=visibility, withheld_note=public_note).select_related(None)
    with transaction.atomic():
        changed = list(changing.select_for_update().only("reference_id", "visibility", "withheld_note"))
        set_visibility(cables=[cable.pk for cable in changed], visibility=visibility, note=public_note)
        history.record_all(
            events=[
                Event(
                    verb=Event.Verb.SHOWN,
                    user=user,
                    cable=cable,
                    note=reason,
                    details={
                        "before": cable.visibility,
                        "after": visibility.value,
                        "note_before": cable.withheld_note,
                        "note": public_note,
                    },
                )
                for cable in changed
            ]
        )
    return len(changed)
