"""Where each field came from: its span holds the characters its value was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cables.corpus import invent
from cables.telegram import Span, Telegram, parse
from cables.telegram.__main__ import decode
from cables.telegram.repairs import undo
from tests.telegram.specimens import SAMPLES

INVENTED = 300


def letters(text: str) -> str:
    """Letters and digits in capitals: what is left when blanks, line ends, links and marks may differ."""
    return re.sub(r"[^A-Z0-9\u00c0-\u017e]", "", text.replace("[1](#)", "").upper())


def source(telegram: Telegram, field: str, index: int | None = None) -> str:
    """The characters of a field, or of one of its items."""
    return letters("".join(telegram.text[one.start : one.end] for one in of(telegram, field, index)))


def of(telegram: Telegram, field: str, index: int | None) -> Iterator[Span]:
    return (one for one in telegram.spans if one.field == field and index in {None, one.index})


def missing(telegram: Telegram) -> Iterator[tuple[str, object]]:
    """Every value that is not found in the characters its spans give."""
    mended = {one.kind for one in telegram.defects}
    for field, index, value in (*plain(telegram), *listed(telegram)):
        if letters(value) not in source(telegram, field, index):
            yield field, value
    for index, paragraph in enumerate(telegram.paragraphs):
        received = undo(paragraph.text, paragraph.repairs)
        found = source(telegram, "paragraphs", index)
        for piece in (received[:30], received[-30:]):
            if letters(piece) not in found:
                yield "paragraphs", piece
        heading = undo(paragraph.heading, paragraph.heading_repairs) if paragraph.heading else ""
        if letters(heading) not in source(telegram, "heading", index):
            yield "heading", heading
    for tag in telegram.tags:
        if letters(tag.code) not in source(telegram, "tags") and "damaged-tag" not in mended:
            yield "tags", tag.code


def plain(telegram: Telegram) -> Iterator[tuple[str, int | None, str]]:
    """Field, index and value of what stands once."""
    values = {
        "transmission_id": telegram.transmission_id,
        "station": telegram.station.indicator if telegram.station else None,
        "security": telegram.security.signal if telegram.security else None,
        "sender": telegram.sender,
        "classification": str(telegram.serial) if telegram.classification and telegram.serial else None,
        "executive_order": telegram.declassify_text,
        "subject": undo(telegram.subject, telegram.subject_repairs) if telegram.subject else None,
    }
    for field, value in values.items():
        if value and (field != "classification" or source(telegram, "classification")):
            yield field, None, value
    if telegram.sent and source(telegram, "sent"):
        yield "sent", None, telegram.sent.strftime("%d%H%MZ%b")
    for indicator in telegram.routing:
        yield "routing", None, indicator


def listed(telegram: Telegram) -> Iterator[tuple[str, int | None, str]]:
    """Field, index and value of the items of lists."""
    for field in ("action", "info"):
        for index, one in enumerate(getattr(telegram, field)):
            yield field, index, one.name
            yield field, index, one.continuity_number or ""
    for index, reference in enumerate(telegram.references):
        yield "references", index, reference.text
        yield "references", index, reference.label or ""
    for index, signer in enumerate(telegram.signers):
        yield "signers", index, signer
    for words in telegram.passing:
        yield "passing", None, words
    for who in telegram.classified_by:
        field = next(name for name in ("classified_by", "executive_order", "paragraphs") if source(telegram, name))
        yield (field if letters(who.name) in source(telegram, field) else "paragraphs"), None, who.name


def test_every_value_of_invented_cables_stands_in_its_spans() -> None:
    lost = [(at, *one) for at, cable in enumerate(invent(INVENTED, seed=3)) for one in missing(parse(cable.text))]
    assert lost == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is absent: specimens are not kept here")
def test_every_value_of_the_specimens_stands_in_its_spans() -> None:
    texts = {path.name: decode(path.read_bytes()) for path in SAMPLES.rglob("*.txt")}
    assert [(name, *one) for name, text in texts.items() for one in missing(parse(text))] == []


def test_a_repaired_word_is_found_as_it_was_received() -> None:
    text = "UNCLAS BAKU 000512\n\nE.O. 12958: N/A\nTAGS: PGOV\nSUBJECT: THE MINISTER,S &PLAN8\n\n1. (U) It,s &new8.\n"
    telegram = parse(text)
    assert (telegram.subject, telegram.paragraphs[0].text) == ('THE MINISTER\'S "PLAN"', 'It\'s "new".')
    assert list(missing(telegram)) == []
