"""The records that the archive gives to harvesters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote

from django.db.models import Exists, Min, OuterRef, Q

from cables.citing import ARCHIVE, Citation, cite
from cables.discovery.oai.values import Fault, Selection
from cables.models import Cable, CableQuerySet, Post

RECORDS_A_PAGE = 100
_NOT_IN_SETS = re.compile(r"[^A-Za-z0-9.!~*'()-]")
_ENCODED = re.compile(r"_([0-9a-f]+)_")


@dataclass(frozen=True, slots=True)
class Page:
    records: Sequence[Cable]
    total: int
    more: bool


def identifier_of(cable: Cable, host: str) -> str:
    return f"oai:{host}:{quote(cable.reference_id, safe='')}"


def set_of(code: str) -> str:
    """The set of a post: its code, with what no name of a set may hold as numbers."""
    return _NOT_IN_SETS.sub(lambda match: f"_{ord(match[0]):x}_", code)


def code_of(name: str) -> str:
    """The post that a set is about; as in `set_of`. Of a name that is none, a code that no post has."""
    try:
        return _ENCODED.sub(lambda match: chr(int(match[1], 16)), name).replace("\x00", "")
    except (ValueError, OverflowError):
        return ""


def sets() -> list[Post]:
    """Posts with published cables, by code."""
    sent = Cable.objects.published().filter(post=OuterRef("pk"))
    return list(Post.objects.filter(Exists(sent)).order_by("code"))


def earliest() -> datetime | None:
    """When the record was changed that has not been for longest."""
    changed: datetime | None = Cable.objects.published().aggregate(first=Min("changed_at"))["first"]
    return changed


def page(selected: Selection) -> Page:
    """The next records of a list, by the time of their last change.

    A list that is harvested while cables are added or changed goes on where it was: what is changed meanwhile comes
    again at its end, and nothing that is in it all the time is passed over. Raises Fault where there are none.
    """
    wanted = _selected(selected)
    total = selected.total or wanted.count()
    if selected.behind:
        at = datetime.fromisoformat(selected.behind)
        wanted = wanted.filter(Q(changed_at__gt=at) | Q(changed_at=at, pk__gt=selected.behind_pk))
        wanted = wanted.filter(changed_at__gte=at)  # Lets the database begin in the index where the list goes on.
    found = list(wanted.for_citing().order_by("changed_at", "pk")[: RECORDS_A_PAGE + 1])
    if not found and not selected.behind:
        raise Fault("noRecordsMatch", "No record was changed at that time in that set.")
    return Page(found[:RECORDS_A_PAGE], total, len(found) > RECORDS_A_PAGE)


def record(identifier: str, host: str) -> Cable:
    """Raises Fault for an identifier of no published cable."""
    reference_id = unquote(identifier.removeprefix(f"oai:{host}:"))
    found = None
    if identifier.startswith(f"oai:{host}:") and "\x00" not in reference_id:
        found = Cable.objects.published().for_citing().filter(reference_id=reference_id).first()
    if found is None:
        raise Fault("idDoesNotExist", "There is no record of that identifier here.")
    return found


def _selected(selected: Selection) -> CableQuerySet:
    wanted = Cable.objects.published()
    if selected.set:
        wanted = wanted.filter(post__code=code_of(selected.set))
    if selected.since:
        wanted = wanted.filter(changed_at__gte=datetime.fromisoformat(selected.since))
    if selected.before:
        wanted = wanted.filter(changed_at__lt=datetime.fromisoformat(selected.before))
    return wanted


def dublin_core(cable: Cable, site: str) -> Iterator[tuple[str, str]]:
    """(element of Dublin Core, value) of a cable loaded with `for_citing`."""
    citation: Citation = cite(cable, site=site)
    yield "title", citation.subject or f"Telegram {citation.reference_id}"
    yield "creator", citation.sender
    yield from (("subject", tag) for tag in citation.tags)
    yield "description", citation.summary
    yield "description", f"Classification: {citation.classification}" if citation.classification else ""
    yield "description", "Invented for demonstration" if citation.invented else ""
    yield "date", citation.date.isoformat() if citation.date else ""
    yield "type", "Text"
    yield "type", "Telegram"
    yield "format", "text/html"
    yield "identifier", citation.url
    yield "identifier", citation.reference_id
    yield "source", ARCHIVE
    yield "language", "en"
