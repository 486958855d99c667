"""Files for reference managers: one reference for each cable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cables.citing import Citation, bibtex, cite_all, csl_json, one_line, ris
from cables.exporting.loading import BATCH, Loading
from cables.exporting.values import About
from cables.models import CableQuerySet
from cables.search import HitKey

_END_OF_RECORD = "ER  - \r\n"


def ris_file(loading: Loading, about: About) -> Iterator[bytes]:
    """RIS has no room beside its records, so a note of the last one says that it is the last."""
    return _grouped(_last_one_noted(ris(_citations(loading, about)), loading))


def bibtex_file(loading: Loading, about: About) -> Iterator[bytes]:
    """What stands between entries is a comment in BibTeX; a line of it is the end."""
    yield from _grouped(bibtex(_citations(loading, about)))
    yield f"% Complete: {loading.hits:,} references.\n".encode()


def csl_json_file(loading: Loading, about: About) -> Iterator[bytes]:
    """The array is closed only at its end."""
    return _grouped(csl_json(_citations(loading, about)))


def broken_comment(sentence: str) -> str:
    return f"% {sentence}\n"


def _citations(loading: Loading, about: About) -> Iterator[Citation]:
    for cables in loading.cables(CableQuerySet.for_citing):
        notes = loading.notes or {}
        for cable, citation in zip(cables, cite_all(cables, site=about.site), strict=True):
            note = notes.get(HitKey(cable.pk), "")
            yield replace(citation, note=one_line(note)) if note else citation


def _last_one_noted(records: Iterator[str], loading: Loading) -> Iterator[str]:
    held = next(records, "")
    for record in records:
        yield held
        held = record
    note = f"N1  - The last of the {loading.hits:,} references of this file.\r\n"
    yield held.replace(_END_OF_RECORD, note + _END_OF_RECORD)


def _grouped(pieces: Iterable[str]) -> Iterator[bytes]:
    """Fewer and larger pieces."""
    group: list[str] = []
    for piece in pieces:
        group.append(piece)
        if len(group) == BATCH:
            yield "".join(group).encode(errors="replace")
            group.clear()
    yield "".join(group).encode(errors="replace")
