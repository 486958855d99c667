"""Corrections stay in force when a cable's text is read again, or another text of it arrives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Self

from cables.ingest.correctable import Key, Value, corrected, stated
from cables.ingest.rows import CableRows
from cables.models import Correction


class Standing:
    """The corrections in force of some cables, by their keys, in one query."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._of: defaultdict[int, list[Correction]] = defaultdict(list)
        for correction in corrections:
            if correction.cable_id is not None:
                self._of[correction.cable_id].append(correction)

    @classmethod
    def of(cls, cables: Iterable[int]) -> Self:
        return cls(Correction.objects.in_force().filter(cable__in=list(cables)).order_by("pk"))

    def applied(self, pk: int, rows: CableRows) -> CableRows:
        """The rows of a text with what is corrected in them."""
        corrections = self._of.get(pk)
        return corrected(rows, values_of(corrections)) if corrections else rows

    def read_otherwise(self, pk: int, rows: CableRows) -> list[tuple[Correction, Value]]:
        """Corrections whose field is read otherwise than it was last, with what is read in it now."""
        corrections = self._of.get(pk)
        if not corrections:
            return []
        reading = stated(rows)
        found = ((one, reading.get((one.field, one.place))) for one in corrections)
        return [(one, value) for one, value in found if value != one.read_now]

    def note(self, pk: int, rows: CableRows) -> None:
        """Keep what is read now beside each correction of a cable."""
        changed = [noted(one, value) for one, value in self.read_otherwise(pk, rows)]
        if changed:
            Correction.objects.bulk_update(changed, ["read_now", "state"])


def values_of(corrections: Sequence[Correction]) -> dict[Key, Value]:
    return {(one.field, one.place): one.corrected for one in corrections}


def noted(correction: Correction, read_now: Value) -> Correction:
    """The correction with what its state is where the text reads so; not saved."""
    states = Correction.State
    correction.read_now = read_now
    if read_now == correction.corrected:
        correction.state = states.AGREES
    else:
        correction.state = states.IN_FORCE if read_now == correction.parsed else states.OVERTAKEN
    return correction
