"""The head of a cable set out with meaning: who, to whom, how urgent, how secret, until when, by which way."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from cables.models import Addressee, Cable, Tag
from cables.views.corrections import Corrected, corrected_in
from cables.views.glossary import Glossary, Term

INFO_SHOWN = 3
"""More addressees for information than this are folded away."""


@dataclass(frozen=True, slots=True)
class AddresseeLine:
    addressee: Addressee
    precedence: Term | None
    notes: tuple[Term, ...]
    """What else its line says: its number, that it is a group, that it is exempt."""


@dataclass(frozen=True, slots=True)
class Header:
    """Labels are glossary terms that lead to the text each field was read from."""

    labels: dict[str, Term]
    level: Term
    captions: tuple[Term, ...]
    caption_names: tuple[tuple[Term, str], ...]
    action: tuple[AddresseeLine, ...]
    info: tuple[AddresseeLine, ...]
    precedence: Term | None
    order: Term | None
    duration: tuple[Term, ...]
    """The words of the declassification line, where it gives no day."""
    years_secret: int | None
    """Whole years from sending to the day of declassification."""
    reasons: tuple[tuple[Term, str], ...]
    """With what each says."""
    tags: tuple[tuple[Term, Tag], ...]
    routing: tuple[Term, ...]


LABELS = {
    "sender": "From",
    "action": "To",
    "info": "Info",
    "passing": "Attention",
    "sent": "Sent",
    "precedence": "Precedence",
    "classification": "Classification",
    "captions": "Handling",
    "declassify_on": "Declassify on",
    "classified_by": "Classified by",
    "reasons": "Reasons",
    "tags": "TAGS",
    "transmission_id": "Transmission",
}
PLACES = {
    "action": "action-0",
    "info": "info-0",
    "precedence": "sent",
    "declassify_on": "executive_order",
    "reasons": "classified_by",
}
"""Where fields stand that have several lines, or are read from the line of another one."""


LABELLED_AS = {"post": "sender"}
"""Fields that have the label of another one."""


def header(cable: Cable, glossary: Glossary) -> Header:
    """For a cable loaded with `for_head`; fills the glossary with what it names."""
    source = reverse("cable-source", args=[cable.reference_id])
    corrected = {LABELLED_AS.get(one.field, one.field): _corrected(one) for one in corrected_in(cable)}
    addressees = cable.addressees.all()
    captions = tuple(glossary.caption(caption.text) for caption in cable.captions.all())
    names = {entry.place: entry.name for entry in glossary.entries}
    reasons = tuple(glossary.reason(reason) for reason in cable.reasons)
    names |= {entry.place: entry.name for entry in glossary.entries}
    return Header(
        labels={
            name: glossary.field(name, label, f"{source}#{PLACES.get(name, name)}", corrected.get(name, ""))
            for name, label in LABELS.items()
        },
        level=glossary.level(cable.classification) if cable.classification else Term("Level not stated"),
        captions=captions,
        caption_names=tuple((term, names.get(term.place, "")) for term in captions),
        action=tuple(_line(one, glossary) for one in addressees if one.role == Addressee.Role.ACTION),
        info=tuple(_line(one, glossary) for one in addressees if one.role == Addressee.Role.INFO),
        precedence=glossary.precedence(cable.precedence) if cable.precedence else None,
        order=glossary.order(cable.executive_order) if cable.executive_order else None,
        duration=tuple(glossary.durations(cable.declassify_text)) if not cable.declassify_on else (),
        years_secret=_years(cable),
        reasons=tuple((term, names.get(term.place, "")) for term in reasons),
        tags=tuple((glossary.tag(tag), tag) for tag in cable.tags.all()),
        routing=tuple(glossary.station(indicator) for indicator in cable.routing),
    )


def _corrected(one: Corrected) -> str:
    reads = f"“{one.telegram_reads}”" if one.telegram_reads else "nothing there"
    return f"Corrected by the archive; the telegram reads {reads}."


def _line(addressee: Addressee, glossary: Glossary) -> AddresseeLine:
    notes = []
    if addressee.exempt:
        notes.append(glossary.field("exempt", "not sent to"))
    if addressee.collective:
        notes.append(glossary.field("collective", "a group"))
    if addressee.continuity_number:
        number = glossary.field("continuity", "No.")
        notes.append(Term(f"No. {addressee.continuity_number}", number.place))
    precedence = glossary.precedence(addressee.precedence) if addressee.precedence else None
    return AddresseeLine(addressee, precedence, tuple(notes))


def _years(cable: Cable) -> int | None:
    until, sent = cable.declassify_on, cable.date
    if not until or not sent or until < sent:
        return None
    return until.year - sent.year - ((until.month, until.day) < (sent.month, sent.day))
