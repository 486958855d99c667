"""From keys to cables and paragraphs, a few at a time, however many there are.

What was withdrawn since the search is left out: every batch asks the database what is published now.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from cables.exporting.values import Interrupted, Selection
from cables.models import Cable, CableQuerySet, Paragraph
from cables.search import HitKey

BATCH = 200
"""Hits that are loaded at once."""
SECONDS = 3_600
"""What an export may take at most."""


@dataclass(slots=True)
class Loading:
    """One walk over a selection; counts what came of it."""

    selection: Selection
    notes: Mapping[HitKey, str] | None = None
    """Of a list: what its owner wrote beside cables and paragraphs; None where the selection is no list."""
    hits: int = 0
    """Written so far."""
    unit: str = "cables"
    """What is written: cables or paragraphs."""
    withdrawn: int = 0
    """Hits that were left out because their cable is no longer published."""
    size: int | None = None
    """Bytes of the file, where it is made whole before its first piece is given."""
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        self._end = time.monotonic() + SECONDS

    def cables(self, loaded: Callable[[CableQuerySet], CableQuerySet]) -> Iterator[list[Cable]]:
        """Each cable once, in the order of the hits; `loaded` says what comes with it."""
        for keys in self._once():
            known = loaded(Cable.objects.published()).in_bulk(keys)
            found = [known[pk] for pk in keys if pk in known]
            self._count(len(keys), len(found))
            yield found

    def paragraphs(self, loaded: Callable[[CableQuerySet], CableQuerySet]) -> Iterator[list[tuple[Cable, Paragraph]]]:
        """Each hit as a paragraph of its cable, where all hits are paragraphs."""
        self.unit = "paragraphs"
        for keys in self._batches():
            cables = loaded(Cable.objects.published()).in_bulk({key.cable for key in keys})
            near = Paragraph.objects.filter(cable__in=cables.keys(), position__in={key.position for key in keys})
            known = {HitKey(paragraph.cable_id, paragraph.position): paragraph for paragraph in near}
            found = [(cables[key.cable], known[key]) for key in keys if key in known]
            self._count(len(keys), len(found))
            yield found

    def _batches(self) -> Iterator[list[HitKey]]:
        for keys in self.selection.keys(BATCH):
            if time.monotonic() > self._end:
                raise Interrupted(f"It took longer than {SECONDS // 60} minutes.")
            yield keys

    def _once(self) -> Iterator[list[int]]:
        """Primary keys, each once."""
        repeats = self.selection.total > self.selection.cables
        met: set[int] = set()
        for keys in self._batches():
            pks = [key.cable for key in keys]
            if repeats:
                pks = [pk for pk in dict.fromkeys(pks) if pk not in met]
                met.update(pks)
            yield pks

    def _count(self, wanted: int, found: int) -> None:
        self.hits += found
        self.withdrawn += wanted - found
