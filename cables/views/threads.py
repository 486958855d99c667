"""All cables that hang together through their references, in the order of time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cables.models import Cable, Reference
from cables.views.references import Absent, absent
from cables.views.spelling import other_spelling

CABLES_SHOWN = 120
STEPS = 8
"""How many references away from the cable the thread is followed."""
LINKS_A_STEP = 2_000

ROW = 14
"""Width in the picture of one cable, in units of the drawing."""
LOW, HIGH = 12, 90


@dataclass(frozen=True, slots=True)
class Arc:
    """A reference as the picture shows it: a path from the later cable to the earlier one."""

    path: str
    here: bool
    """Whether it begins or ends at the cable whose thread this is."""


@dataclass(frozen=True, slots=True)
class Knot:
    """One cable of the thread."""

    reference_id: str
    cable: Cable | None
    absent: Absent | None
    """For cables that are not in the archive: what is known of them."""
    withheld: bool
    """Whether visitors are told that it is withheld."""
    here: bool
    steps: int
    """References between it and the cable whose thread this is."""
    refers_to: tuple[str, ...]
    referred_to_by: tuple[str, ...]
    x: int
    """Its place in the picture."""

    @property
    def year(self) -> int | None:
        if self.cable:
            return self.cable.date.year if self.cable.date else None
        return self.absent.year if self.absent else None


@dataclass(frozen=True, slots=True)
class Thread:
    knots: tuple[Knot, ...]
    """In the order of time, undated ones last."""
    arcs: tuple[Arc, ...]
    cut: bool
    """Whether there is more of it than is shown."""
    width: int
    height: int
    base: int
    """How far down in the picture the line of cables runs."""


@require_safe
def thread(request: HttpRequest, reference_id: str) -> HttpResponse:
    found = Cable.objects.published().for_head().filter(reference_id=reference_id).first()
    if found is None:
        return other_spelling(request, "cable-thread", reference_id)
    context = {
        "cable": found,
        "thread": thread_of(reference_id),
        "several_versions": found.versions.count() > 1,
        "most": CABLES_SHOWN,
        "steps": STEPS,
        "noindex": True,
    }
    return render(request, "cables/thread.html", context)


def thread_of(reference_id: str) -> Thread:
    """In at most STEPS queries for the references and a fixed number for the cables."""
    steps, links, cut = _reach(reference_id)
    cables = {
        cable.reference_id: cable for cable in Cable.objects.published().for_lists().filter(reference_id__in=steps)
    }
    withheld = Cable.objects.withheld_openly().ids_among(steps)
    order = sorted(steps, key=lambda id_: _time(id_, cables.get(id_)))
    places = {id_: LOW + ROW * at for at, id_ in enumerate(order)}
    inside = sorted((one, other) for one, other in links if one in places and other in places)
    knots = tuple(
        Knot(
            reference_id=id_,
            cable=cables.get(id_),
            absent=absent(id_) if id_ not in cables else None,
            withheld=id_ in withheld,
            here=id_ == reference_id,
            steps=steps[id_],
            refers_to=tuple(other for one, other in inside if one == id_),
            referred_to_by=tuple(one for one, other in inside if other == id_),
            x=places[id_],
        )
        for id_ in order
    )
    tallest = max((_rise(places[one], places[other]) for one, other in inside), default=0)
    arcs = tuple(
        Arc(_arc(places[one], places[other], tallest + LOW), reference_id in {one, other}) for one, other in inside
    )
    return Thread(knots, arcs, cut, 2 * LOW + ROW * (len(order) - 1), tallest + 2 * LOW, tallest + LOW)


def _reach(reference_id: str) -> tuple[dict[str, int], set[tuple[str, str]], bool]:
    """Ids with their distance, (citing, cited) pairs among them, and whether it was cut off."""
    steps = {reference_id: 0}
    links: set[tuple[str, str]] = set()
    reached: Collection[str] = [reference_id]
    for step in range(1, STEPS + 1):
        found = Reference.objects.links_of(reached)[: LINKS_A_STEP + 1]
        links.update(found)
        new = dict.fromkeys(_new(found, steps))
        room = CABLES_SHOWN - len(steps)
        if len(new) > room or len(found) > LINKS_A_STEP:
            steps |= dict.fromkeys(list(new)[:room], step)
            return steps, links, True
        if not new:
            return steps, links, False
        steps |= dict.fromkeys(new, step)
        reached = new
    return steps, links, bool(_new(Reference.objects.links_of(reached)[: LINKS_A_STEP + 1], steps))


def _new(links: Iterable[tuple[str, str]], known: Collection[str]) -> list[str]:
    return [id_ for link in links for id_ in link if id_ not in known]


def _time(reference_id: str, cable: Cable | None) -> tuple[bool, date, str]:
    """Cables that are not in the archive stand at the beginning of their year."""
    if cable:
        return cable.date is None, cable.date or date.max, reference_id
    known = absent(reference_id)
    return known is None, date(known.year, 1, 1) if known else date.max, reference_id


def _rise(one: int, other: int) -> int:
    return min(8 + abs(one - other) // 3, HIGH)


def _arc(one: int, other: int, base: int) -> str:
    top = base - _rise(one, other) * 4 // 3
    return f"M{one} {base}C{one} {top} {other} {top} {other} {base}"
