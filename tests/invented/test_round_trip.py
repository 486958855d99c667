"""The parser finds in an invented cable what it was written from, damaged or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cables.corpus import InventedCable, invent
from cables.telegram import Telegram, parse

Reading = tuple[InventedCable, Telegram]

FIELDS: dict[str, tuple[Callable[[Telegram], object], Callable[[InventedCable], object]]] = {
    "reference_id": (lambda t: t.reference_id, lambda c: c.reference_id),
    "post": (lambda t: t.post, lambda c: c.post),
    "serial": (lambda t: t.serial, lambda c: c.serial),
    "classification": (lambda t: t.classification, lambda c: c.classification),
    "captions": (lambda t: sorted(set(t.captions)), lambda c: sorted(c.captions)),
    "sections": (lambda t: t.sections or 1, lambda c: c.sections),
    "executive_order": (lambda t: t.executive_order, lambda c: c.executive_order),
    "declassify_on": (lambda t: t.declassify_on, lambda c: c.declassify_on),
    "tags": (lambda t: tuple(tag.code for tag in t.tags), lambda c: c.tags),
    "subject": (lambda t: t.subject, lambda c: c.subject),
    "subject_marking": (lambda t: t.subject_marking, lambda c: c.subject_marking),
    "references": (lambda t: tuple(item.target for item in t.references), lambda c: c.references),
    "classified_by": (
        lambda t: [one.name for one in t.classified_by],
        lambda c: [c.classified_by] if c.classified_by else [],
    ),
    "reasons": (lambda t: t.reasons, lambda c: c.reasons),
    "paragraphs": (
        lambda t: [paragraph.number for paragraph in t.paragraphs if paragraph.number is not None],
        lambda c: list(range(1, c.paragraphs + 1)),
    ),
    "signer": (lambda t: t.signers, lambda c: (c.signer,) if c.signer else ()),
}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [(cable, parse(cable.text, cable.reference_id)) for cable in invent(600, 1)]


@pytest.mark.parametrize("field", FIELDS)
def test_the_parser_finds_what_was_written(field: str, readings: list[Reading]) -> None:
    found, written = FIELDS[field]
    wrong = [
        (cable.reference_id, cable.layout, cable.damages, found(telegram), written(cable))
        for cable, telegram in readings
        if found(telegram) != written(cable)
    ]
    assert wrong == []


def test_the_parser_finds_the_minute_of_sending_where_the_text_shows_it(readings: list[Reading]) -> None:
    wrong = [
        (cable.reference_id, telegram.sent, cable.sent)
        for cable, telegram in readings
        if telegram.sent != (cable.sent if cable.shows_date else None)
    ]
    assert wrong == []


def test_the_id_is_found_without_help_wherever_the_date_is(readings: list[Reading]) -> None:
    wrong = [
        cable.reference_id
        for cable, _ in readings
        if cable.shows_date and parse(cable.text).reference_id != cable.reference_id
    ]
    assert wrong == []


def test_paragraphs_come_back_whole_over_page_banners(readings: list[Reading]) -> None:
    """No banner and no stray pilcrow is left in the reading text."""
    for cable, telegram in readings:
        for paragraph in telegram.paragraphs:
            assert "\xb6" not in paragraph.text, cable.reference_id
            assert f"{cable.serial:08d}" not in paragraph.text, cable.reference_id
