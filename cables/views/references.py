"""What a cable refers to and what refers to it, also where the cable meant is not in the archive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cables.models import Cable, Paragraph, Reference
from cables.vocabulary import PostEntry, posts

_ID = re.compile(r"(?P<year>[0-9]{2})(?P<post>[A-Z']{2,40})(?P<serial>[0-9]{1,7})")
FIRST_YEAR = 66
"""Two-digit years from here on are of the last century: cables are of 1966 to 2010."""


@dataclass(frozen=True, slots=True)
class Absent:
    """What an id says of a cable that is not in the archive."""

    reference_id: str
    year: int
    serial: int
    post: PostEntry | None


@dataclass(frozen=True, slots=True)
class Cited:
    """One item of the REF list, as visitors may see it."""

    reference: Reference
    place: int
    """From 1; the fragment of its place on the page is ref-1."""
    target: Cable | None
    """As `Reference.published_target`."""
    absent: Absent | None
    withheld: bool
    """Whether visitors are told that it is withheld."""
    citing: int
    """Published cables that refer to it, this one included; counted for cables that are not in the archive."""


def absent(reference_id: str) -> Absent | None:
    """None for what is no id in canonical form."""
    match = _ID.fullmatch(reference_id)
    if not match:
        return None
    year = int(match["year"])
    century = 1900 if year >= FIRST_YEAR else 2000
    return Absent(reference_id, century + year, int(match["serial"]), posts().get(match["post"]))


def between(missing: Absent) -> tuple[date | None, date | None]:
    """The days between which it was sent, by the numbers of published cables of its post and year."""
    if not missing.post:
        return None, None
    same = Cable.objects.published().of_year(missing.post.code, missing.year)
    before = same.filter(serial__lt=missing.serial).order_by("-serial").values_list("date", flat=True).first()
    after = same.filter(serial__gt=missing.serial).order_by("serial").values_list("date", flat=True).first()
    return (before, after) if not (before and after) or before <= after else (after, before)


def cited_by(cable: Cable) -> list[Cited]:
    """For a cable loaded with `for_head`: its REF list, in two queries however long it is."""
    references = list(cable.references.all())
    missing = {
        item.target_reference_id for item in references if item.target_reference_id and not item.published_target
    }
    counts = Reference.objects.published_counts(missing) if missing else {}
    return [
        Cited(
            reference,
            place,
            reference.published_target,
            absent(reference.target_reference_id) if not reference.published_target else None,
            reference.withheld_openly,
            counts.get(reference.target_reference_id, 0),
        )
        for place, reference in enumerate(references, start=1)
    ]


class Links:
    """Where the references made in the text lead: to the cable, else to its line in the REF list, else nowhere."""

    def __init__(self, paragraphs: Iterable[Paragraph], cited: Sequence[Cited]) -> None:
        named = {id_ for paragraph in paragraphs for _, _, ids in paragraph.mentions for id_ in ids}
        self.places = {
            item.reference.target_reference_id: item.place for item in cited if item.reference.target_reference_id
        }
        self.published = {item.target.reference_id for item in cited if item.target}
        unlisted = named - self.places.keys()
        if unlisted:
            self.published |= Cable.objects.published().ids_among(unlisted)

    def __call__(self, ids: Sequence[str]) -> str:
        listed = [self.places[id_] for id_ in ids if id_ in self.places]
        if len(ids) == 1 and ids[0] in self.published:
            return reverse("cable", args=[ids[0]])
        if len(listed) == 1:
            return f"#ref-{listed[0]}"
        return "#references" if listed else ""
