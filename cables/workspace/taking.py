"""A list as something that can be taken away: `exporting.Selection`, and the notes beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cables.exporting import FORMATS, Format
from cables.search import HitKey
from cables.workspace.kept import Kept
from cables.workspace.lines import LINES_A_PAGE, Line, lines

KINDS = tuple(kind for kind in FORMATS.values() if not kind.beside)
PACKED = tuple(kind for kind in FORMATS.values() if kind.beside)
"""The same with a README."""
_NAMED = 20
"""Of the entries that are not in the archive, as many as are named."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The entries of a list that the archive holds now, in the list's order.

    Where all of them are paragraphs, so are the hits. Otherwise the hits are cables, each once: what of a cable is
    kept, and what is written beside it, is then in the cable's note.
    """

    by_paragraph: bool
    notes: Mapping[HitKey, str]
    """Of cables, and where hits are paragraphs of these too."""
    absent: tuple[str, ...]
    """Keys of the entries that the archive does not hold now."""
    _keys: tuple[HitKey, ...]
    words: int = 0

    @property
    def total(self) -> int:
        return len(self._keys)

    @property
    def cables(self) -> int:
        return len({key.cable for key in self._keys})

    def keys(self, size: int) -> Iterator[list[HitKey]]:
        for start in range(0, self.total, size):
            yield list(self._keys[start : start + size])

    @property
    def notices(self) -> tuple[str, ...]:
        """What must be said of entries that are left out: one sentence, or none."""
        if not self.absent:
            return ()
        more = f" and {len(self.absent) - _NAMED:,} more" if len(self.absent) > _NAMED else ""
        left_out = "1 entry is" if len(self.absent) == 1 else f"{len(self.absent):,} entries are"
        return (f"{left_out} left out, as not in the archive now: {', '.join(self.absent[:_NAMED])}{more}.",)


def ways(view: str, *args: Any, parameters: str = "") -> dict[str, list[tuple[Format, str]]]:
    """For a template: what a list can be taken away as, and where."""

    def links(kinds: Sequence[Format]) -> list[tuple[Format, str]]:
        return [(kind, reverse(view, args=[*args, kind.name]) + parameters) for kind in kinds]

    return {"kinds": links(KINDS), "packed": links(PACKED)}


def taken(entries: Sequence[Kept]) -> Taken:
    """Looks the entries up, a few queries for each hundred of them."""
    pages = (entries[start : start + LINES_A_PAGE] for start in range(0, len(entries), LINES_A_PAGE))
    found = [line for page in pages for line in lines(page)]
    held = [line for line in found if line.cable and (line.paragraph or not line.kept.anchor)]
    by_paragraph = bool(held) and all(line.kept.anchor for line in held)
    notes = _notes_of_cables(held)
    keys = dict.fromkeys(_key(line, by_paragraph=by_paragraph) for line in held)
    if by_paragraph:
        notes |= {_key(line, by_paragraph=True): line.kept.note for line in held}
    there = {line.kept for line in held}
    absent = tuple(line.kept.key for line in found if line.kept not in there)
    return Taken(by_paragraph, notes, absent, tuple(keys))


def _key(line: Line, *, by_paragraph: bool) -> HitKey:
    """Of a line whose cable is there."""
    pk = line.cable.pk if line.cable else 0
    return HitKey(pk, line.paragraph.position if by_paragraph and line.paragraph else None)


def _notes_of_cables(held: Sequence[Line]) -> dict[HitKey, str]:
    """For each cable what is noted beside it and its paragraphs: “Read again; ¶ 3: the dam; ¶ 7”."""
    notes: dict[HitKey, list[str]] = {}
    for line in held:
        notes.setdefault(_key(line, by_paragraph=False), []).append(_note(line))
    return {key: "; ".join(filter(None, parts)) for key, parts in notes.items()}


def _note(line: Line) -> str:
    if line.paragraph is None:
        return line.kept.note
    name = f"¶ {line.paragraph.number}" if line.paragraph.number else f"¶ {line.kept.anchor}"
    return f"{name}: {line.kept.note}" if line.kept.note else name
