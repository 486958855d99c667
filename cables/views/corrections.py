"""What the archive corrected in a cable, as visitors are told of it."""

from __future__ import annotations

from dataclasses import dataclass

from cables.ingest import value_in_words
from cables.models import Cable, Correction


@dataclass(frozen=True, slots=True)
class Corrected:
    field: str
    label: str
    says: str
    """"" where it says nothing, as in the next."""
    telegram_reads: str


def corrected_in(cable: Cable) -> list[Corrected]:
    """For a cable loaded with `for_head`."""
    return [
        Corrected(
            one.field,
            _label(one),
            value_in_words(one.field, one.corrected),
            value_in_words(one.field, one.read_now),
        )
        for one in cable.corrections.all()
    ]


def _label(one: Correction) -> str:
    if one.field == Correction.Field.MARKING:
        return f"Marking of paragraph {one.place.removeprefix('p')}"
    return f"{one.get_field_display()} {one.place}".strip()
