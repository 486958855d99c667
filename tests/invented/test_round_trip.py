"""The parser finds in an invented cable what it was written from, as sent, damaged and worn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import astuple

import pytest

from cables.corpus import InventedCable, invent
from cables.corpus.damage import DAMAGES, OTHERS
from cables.telegram import Telegram, parse

Reading = tuple[InventedCable, Telegram]
AS_SENT, WORN = 1000, 1200


def _capitals(cable: InventedCable) -> bool:
    return cable.written[0].text.isupper()


def _addresses(cable: InventedCable) -> tuple[tuple[str | None, ...], ...]:
    return tuple(astuple(one) for one in (*cable.action, *cable.info))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


FIELDS: dict[str, tuple[Callable[[Telegram], object], Callable[[InventedCable], object]]] = {
    "reference_id": (lambda t: t.reference_id, lambda c: c.reference_id),
    "sent": (lambda t: t.sent, lambda c: c.sent if c.shows_date else None),
    "sender": (lambda t: t.sender, lambda c: c.sender),
    "precedence": (lambda t: t.precedence, lambda c: c.precedence),
    "addressees": (
        lambda t: tuple((a.name, a.indicator, a.precedence, a.continuity_number) for a in (*t.action, *t.info)),
        _addresses,
    ),
    "how many of them are to act": (lambda t: len(t.action), lambda c: len(c.action)),
    "post": (lambda t: t.post, lambda c: c.post),
    "serial": (lambda t: t.serial, lambda c: c.serial),
    "classification": (lambda t: t.classification, lambda c: c.classification),
    "captions": (lambda t: sorted(set(t.captions)), lambda c: sorted(c.captions)),
    "passing": (
        lambda t: t.passing,
        lambda c: tuple(one.upper() if _capitals(c) else one for one in c.passing),
    ),
    "sections": (lambda t: t.sections or 1, lambda c: c.sections),
    "executive_order": (lambda t: t.executive_order, lambda c: c.executive_order),
    "declassify_on": (lambda t: t.declassify_on, lambda c: c.declassify_on),
    "tags": (lambda t: tuple(tag.code for tag in t.tags), lambda c: c.tags),
    "subject": (lambda t: t.subject, lambda c: c.subject),
    "subject_marking": (lambda t: t.subject_marking, lambda c: c.subject_marking),
    "references": (lambda t: tuple(item.target for item in t.references), lambda c: c.references),
    "not to all addressees": (lambda t: tuple(item.notal for item in t.references), lambda c: c.notal),
    "classified_by": (
        lambda t: [one.name for one in t.classified_by],
        lambda c: [c.classified_by] if c.classified_by else [],
    ),
    "reasons": (lambda t: t.reasons, lambda c: c.reasons),
    "paragraphs": (lambda t: [p.number for p in t.paragraphs], lambda c: [p.number for p in c.written]),
    "markings": (lambda t: [p.marking for p in t.paragraphs], lambda c: [p.marking for p in c.written]),
    "headings": (
        lambda t: [p.heading.replace(",s ", "'s ") if p.heading else None for p in t.paragraphs],
        lambda c: [p.heading for p in c.written],
    ),
    "texts": (lambda t: [_plain(p.text) for p in t.paragraphs], lambda c: [_plain(p.text) for p in c.written]),
    "signer": (lambda t: t.signers, lambda c: (c.signer,) if c.signer else ()),
}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [(cable, parse(cable.text, cable.reference_id)) for cable in invent(AS_SENT, 1)]


@pytest.mark.parametrize("field", FIELDS)
def test_the_parser_finds_what_was_written(field: str, readings: list[Reading]) -> None:
    found, written = FIELDS[field]
    wrong = [
        (cable.reference_id, cable.layout, cable.damages, found(telegram), written(cable))
        for cable, telegram in readings
        if found(telegram) != written(cable)
    ]
    assert wrong == []
