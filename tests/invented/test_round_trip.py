"""The parser finds in an invented cable what it was written from, as sent, damaged and worn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import astuple

import pytest

from cables.corpus import InventedCable, invent
from cables.corpus.wear import KINDS
from cables.telegram import Telegram, parse

Reading = tuple[InventedCable, Telegram]
AS_SENT, WORN = 800, 1300
MENTION = re.compile(r"\b(?:reftel|ref ([a-j]))\b", re.IGNORECASE)


def _capitals(cable: InventedCable) -> bool:
    return cable.written[0].text.isupper()


def _addresses(cable: InventedCable) -> tuple[tuple[str | None, ...], ...]:
    return tuple(astuple(one) for one in (*cable.action, *cable.info))


def _blocks(text: str) -> list[str]:
    """The blocks of a paragraph, each with its runs of blanks as one."""
    return [" ".join(block.split()) for block in text.split("\n\n")]


FIELDS: dict[str, tuple[Callable[[Telegram], object], Callable[[InventedCable], object]]] = {
    "reference_id": (lambda t: t.reference_id, lambda c: c.reference_id),
    "sent": (lambda t: t.sent, lambda c: c.sent if c.shows_date else None),
    "sender": (lambda t: t.sender, lambda c: c.sender),
    "precedence": (lambda t: t.precedence, lambda c: c.precedence),
    "addressees": (
        lambda t: tuple(
            (a.name, a.indicator, a.precedence, a.continuity_number, a.exempt) for a in (*t.action, *t.info)
        ),
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
    "how many references": (lambda t: len(t.references), lambda c: len(c.references)),
    "not to all addressees": (lambda t: tuple(item.notal for item in t.references), lambda c: c.notal),
    "classified_by": (
        lambda t: tuple(one.name for one in t.classified_by),
        lambda c: c.classified_by,
    ),
    "reasons": (lambda t: t.reasons, lambda c: c.reasons),
    "paragraphs": (lambda t: [p.number for p in t.paragraphs], lambda c: [p.number for p in c.written]),
    "markings": (lambda t: [p.marking for p in t.paragraphs], lambda c: [p.marking for p in c.written]),
    "headings": (
        lambda t: [p.heading for p in t.paragraphs],
        lambda c: [p.heading for p in c.written],
    ),
    "texts": (
        lambda t: [" ".join(p.text.split()) for p in t.paragraphs],
        lambda c: [" ".join(p.text.split()) for p in c.written],
    ),
    "signers": (lambda t: t.signers, lambda c: c.signers),
}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Half of them as sent, half as bad copies keep them; read without the id wherever the text has the date."""
    cables = (*invent(AS_SENT, 1), *invent(WORN, 11, worn=True))
    return [(cable, parse(cable.text, None if cable.shows_date else cable.reference_id)) for cable in cables]


@pytest.mark.parametrize("field", FIELDS)
def test_the_parser_finds_what_was_written(field: str, readings: list[Reading]) -> None:
    found, written = FIELDS[field]
    wrong = [
        (cable.reference_id, cable.layout, cable.damages, found(telegram), written(cable))
        for cable, telegram in readings
        if found(telegram) != written(cable)
    ]
    assert wrong == []


def test_references_lead_where_they_were_meant_to(readings: list[Reading]) -> None:
    """But for years that January makes doubtful: those are guessed, and said to be."""
    for cable, telegram in readings:
        guessed = any(defect.kind == "guessed-year" for defect in telegram.defects)
        found = tuple(item.target for item in telegram.references)
        assert found == cable.references or (guessed and cable.sent.month == 1), cable.reference_id


def test_every_kind_of_wear_is_among_them(readings: list[Reading]) -> None:
    done = Counter(name for cable, _ in readings for name in cable.damages)
    assert {name: done[name] for name in KINDS if done[name] == 0} == {}


def test_paragraphs_come_back_whole_over_page_banners(readings: list[Reading]) -> None:
    """No banner and no stray pilcrow is left in the reading text."""
    for cable, telegram in readings:
        for paragraph in telegram.paragraphs:
            assert "\xb6" not in paragraph.text, cable.reference_id
            assert f"{cable.serial:08d}" not in paragraph.text, cable.reference_id


def test_blocks_are_the_written_ones_where_no_page_ends(readings: list[Reading]) -> None:
    """Whether a sentence behind a page banner begins a new block, no text says."""
    whole = [(c, t) for c, t in readings if all(d.kind not in ("page-banner", "repeated-head") for d in t.defects)]
    assert len(whole) > len(readings) / 4
    for cable, telegram in whole:
        found = [block for paragraph in telegram.paragraphs for block in _blocks(paragraph.text)]
        assert found == [block for one in cable.written for block in _blocks(one.text)], cable.reference_id


def test_the_references_in_the_text_are_found(readings: list[Reading]) -> None:
    """Each "ref B" of a paragraph leads to the second of the list, the bare "reftel" to the only one."""
    for cable, telegram in readings:
        written = [match for one in cable.written for match in MENTION.finditer(one.text)]
        places = ["ABCDEFGHIJ".index(match[1].upper()) if match[1] else 0 for match in written]
        wanted = [telegram.references[place].target for place in places]
        named = [mention for paragraph in telegram.paragraphs for mention in paragraph.mentions]
        found = [target for mention in named if MENTION.fullmatch(mention.text) for target in mention.targets]
        assert found == wanted, cable.reference_id
