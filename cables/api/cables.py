"""Cables, their paragraphs, and their references both ways."""

from __future__ import annotations

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from cables.api import parameters
from cables.api.description import described, page_of
from cables.api.lines import LINE_FIELDS, line
from cables.api.parameters import CURSOR, LIMIT, fields_parameter
from cables.api.resource import Resource, only
from cables.api.serializers import CableSerializer, LineSerializer, ParagraphSerializer, ReferenceSerializer
from cables.forms import shown
from cables.models import Cable, CableQuerySet, Paragraph, Reference
from cables.records import paragraph_record, records, reference_record, reference_rows
from cables.telegram import canonical_id

CABLE_FIELDS = tuple(CableSerializer().fields)
PARAGRAPH_FIELDS = tuple(ParagraphSerializer().fields)
_ID = {"reference_id": "09BAKU266"}


class Cables(Resource):
    takes = (LIMIT, CURSOR, fields_parameter(LINE_FIELDS))

    @described("cables", "All cables", page_of(LineSerializer), takes, tag="Cables")
    def get(self, request: Request) -> Response:
        """What lists say of each cable, by id. A search gives them by date or by what is in them."""
        limit, wanted, place = self.page_asked(LINE_FIELDS)
        found = Cable.objects.published().for_lists().order_by("reference_id")
        cables = list(found.filter(reference_id__gt=place[0])[: limit + 1] if place else found[: limit + 1])
        items, following = self.listing(cables, lambda cable: [cable.reference_id], limit)
        return Response({"items": [only(line(cable, self.address), wanted) for cable in items], "next": following})


class OneCable(Resource):
    takes = (fields_parameter(CABLE_FIELDS),)

    @described("cable", "One cable", CableSerializer, takes, tag="Cables", path=_ID)
    def get(self, request: Request, reference_id: str) -> Response:
        """All of a cable: the same as /cables/09BAKU266.json gives."""
        wanted = parameters.fields(self.asked, CABLE_FIELDS)
        found = published(Cable.objects.for_records(), reference_id)
        (record,) = records([found], self.address)
        return Response(only(record, wanted), headers=self.located("api-cable", found.reference_id))


class Paragraphs(Resource):
    takes = (LIMIT, CURSOR, fields_parameter(PARAGRAPH_FIELDS))

    @described("paragraphs", "Paragraphs of a cable", page_of(ParagraphSerializer), takes, tag="Cables", path=_ID)
    def get(self, request: Request, reference_id: str) -> Response:
        """In reading order."""
        limit, wanted, place = self.page_asked(PARAGRAPH_FIELDS)
        cable = published(Cable.objects.all(), reference_id)
        found = Paragraph.objects.filter(cable=cable).order_by("position")
        paragraphs = list(found.filter(position__gt=place[0])[: limit + 1] if place else found[: limit + 1])
        items, following = self.listing(paragraphs, lambda paragraph: [paragraph.position], limit)
        return Response(
            {"items": [only(paragraph_record(paragraph), wanted) for paragraph in items], "next": following},
            headers=self.located("api-paragraphs", cable.reference_id),
        )


class OneParagraph(Resource):
    takes = (fields_parameter(PARAGRAPH_FIELDS),)

    @described(
        "paragraph", "One paragraph", ParagraphSerializer, takes, tag="Cables", path={**_ID, "anchor": "p3"}
    )  # fmt: skip
    def get(self, request: Request, reference_id: str, anchor: str) -> Response:
        """A paragraph by its anchor, the fragment of its address: /cables/09BAKU266/#p3."""
        wanted = parameters.fields(self.asked, PARAGRAPH_FIELDS)
        cable = published(Cable.objects.all(), reference_id)
        found = Paragraph.objects.filter(cable=cable, anchor=anchor).first()
        if found is None:
            raise Http404(f"{cable.reference_id} has no paragraph “{shown(anchor)}”; its list says which it has.")
        return Response(
            only(paragraph_record(found), wanted),
            headers=self.located("api-paragraph", cable.reference_id, found.anchor),
        )


class References(Resource):
    takes = (LIMIT, CURSOR)

    @described("references", "What a cable refers to", page_of(ReferenceSerializer), takes, tag="Cables", path=_ID)
    def get(self, request: Request, reference_id: str) -> Response:
        """Its list of references, as it stands."""
        limit, place = parameters.together(lambda: parameters.limit(self.asked), self.place)
        cable = published(Cable.objects.all(), reference_id)
        found = Reference.objects.filter(cable=cable).order_by("position")
        references = reference_rows(found.filter(position__gt=place[0])[: limit + 1] if place else found[: limit + 1])
        items, following = self.listing(references, lambda row: [row.position], limit)
        return Response(
            {"items": [reference_record(row) for row in items], "next": following},
            headers=self.located("api-references", cable.reference_id),
        )


class ReferredToBy(Resource):
    takes = (LIMIT, CURSOR, fields_parameter(LINE_FIELDS))

    @described("referred-to-by", "What refers to a cable", page_of(LineSerializer), takes, tag="Cables", path=_ID)
    def get(self, request: Request, reference_id: str) -> Response:
        """The cables here whose list of references names it, by id."""
        limit, wanted, place = self.page_asked(LINE_FIELDS)
        cable = published(Cable.objects.all(), reference_id)
        found = Cable.objects.published().citing(cable).for_lists().order_by("reference_id")
        cables = list(found.filter(reference_id__gt=place[0])[: limit + 1] if place else found[: limit + 1])
        items, following = self.listing(cables, lambda one: [one.reference_id], limit)
        return Response(
            {"items": [only(line(one, self.address), wanted) for one in items], "next": following},
            headers=self.located("api-referred-to-by", cable.reference_id),
        )


def published(cables: CableQuerySet, reference_id: str) -> Cable:
    """The published cable of an id in any spelling; Http404 with the same sentence for what is hidden and for what
    never was."""
    readable = cables.published()
    found = readable.filter(reference_id=reference_id).first()
    if found:
        return found
    canonical = canonical_id(reference_id)
    if canonical is None:
        raise Http404(f"“{shown(reference_id)}” is no id of a cable; ids look like 09BAKU266.")
    found = readable.filter(reference_id=canonical).first() if canonical != reference_id else None
    if found is None:
        raise Http404(f"No cable {canonical} is in the archive.")
    return found
