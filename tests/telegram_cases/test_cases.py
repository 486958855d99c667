"""Invented cases for every field of a telegram, written from the description of the format and not from the parser."""

from __future__ import annotations

import re
from dataclasses import astuple
from typing import Any

import pytest

from cables.telegram import canonical_id, parse
from cables.telegram.values import Addressee, Reference, Tag, Telegram
from tests.telegram_cases import cases_examination as examination
from tests.telegram_cases import cases_second_examination as second
from tests.telegram_cases import cases_second_reading as reading
from tests.telegram_cases import cases_third_examination as third
from tests.telegram_cases import cases_third_reading_body as third_body
from tests.telegram_cases import cases_third_reading_head as third_head
from tests.telegram_cases import frames
from tests.telegram_cases.cases_addressees import ADDRESSEES
from tests.telegram_cases.cases_body import BODY
from tests.telegram_cases.cases_classified_by import CLASSIFIED_BY
from tests.telegram_cases.cases_header import HEADER
from tests.telegram_cases.cases_ids import IDS
from tests.telegram_cases.cases_paragraphs import PARAGRAPHS, Expected
from tests.telegram_cases.cases_references import REFERENCES
from tests.telegram_cases.cases_subject import SUBJECTS
from tests.telegram_cases.cases_tags import TAGS
from tests.telegram_cases.cases_whole import WHOLE

FRAMES = {
    "line": frames.with_line,
    "body": frames.with_body,
    "refs": frames.with_references_and_body,
    "order": frames.with_order,
}


def table(rows: list[Any]) -> Any:
    return pytest.mark.parametrize("row", [pytest.param(row[1:], id=row[0]) for row in rows])


@table(IDS + examination.IDS + second.IDS + third.IDS)
def test_ids(row: tuple[str, str | None]) -> None:
    text, expected = row
    assert canonical_id(text) == expected


@table(TAGS + examination.TAGS + second.TAGS + third.TAGS_WITHOUT_COLON + third_head.TAGS)
def test_tags(row: tuple[str, list[str]]) -> None:
    block, expected = row
    found = parse(frames.with_tags(block)).tags
    wanted = expected + [""] * len(found)
    assert [tag_in_short(tag, with_kind=":" in want) for tag, want in zip(found, wanted, strict=False)] == expected


def tag_in_short(tag: Tag, *, with_kind: bool) -> str:
    return f"{tag.code}:{tag.kind}" if with_kind else tag.code


@table(REFERENCES + examination.REFERENCES + second.REFERENCES + reading.REFERENCES + third_head.REFERENCES)
def test_references(row: tuple[str, list[str]]) -> None:
    block, expected = row
    found = parse(frames.with_references(block)).references
    wildcards = [want.endswith("~*") for want in expected] + [False] * len(found)
    assert [reference_in_short(item, any_kind=wild) for item, wild in zip(found, wildcards, strict=False)] == expected


def reference_in_short(reference: Reference, *, any_kind: bool) -> str:
    label = reference.label or ""
    notal = "+notal" if reference.notal else ""
    if reference.target:
        return f"{label}={reference.target}{notal}"
    if reference.kind == "cable":
        return f"{label}?"
    return f"{label}~{'*' if any_kind else reference.kind}{notal}"


@table(SUBJECTS + examination.SUBJECTS + second.SUBJECTS + third_head.SUBJECTS)
def test_subject(row: tuple[str, str | None, str | None]) -> None:
    block, subject, marking = row
    telegram = parse(frames.with_subject(block))
    assert (telegram.subject, telegram.subject_marking) == (subject, marking)


@table(
    CLASSIFIED_BY
    + examination.CLASSIFIED_BY
    + second.CLASSIFIED_BY
    + reading.CLASSIFIED_BY
    + third_body.CLASSIFIED_BY
    + third_head.CLASSIFIED_BY
)
def test_classified_by(row: tuple[str, list[tuple[str, str | None]], list[str]]) -> None:
    block, people, reasons = row
    telegram = parse(frames.with_classified_by(block))
    titles = [title for _, title in people] + [""] * len(telegram.classified_by)
    found = [
        (who.name, None if title is None else who.title)
        for who, title in zip(telegram.classified_by, titles, strict=False)
    ]
    assert (found, list(telegram.reasons)) == (people, reasons)


@table(ADDRESSEES + examination.ADDRESSEES + second.ADDRESSEES + reading.ADDRESSEES + third_head.ADDRESSEES)
def test_addressees(row: tuple[str, list[str], list[str]]) -> None:
    block, action, info = row
    telegram = parse(frames.with_addresses(block))
    found = [address_in_short(a) for a in telegram.action], [address_in_short(a) for a in telegram.info]
    assert found == (action, info)


def address_in_short(address: Addressee) -> str:
    flags = "c" * address.collective + "x" * address.exempt
    name = f"{address.indicator or ''}/{address.name}"
    return "|".join([name, address.precedence or "", address.continuity_number or "", flags])


@table(PARAGRAPHS + examination.PARAGRAPHS + second.PARAGRAPHS + reading.PARAGRAPHS + third_body.PARAGRAPHS)
def test_paragraphs(row: tuple[str, list[Expected]]) -> None:
    body, expected = row
    found = [(p.number, p.marking, p.heading, p.text) for p in parse(frames.with_body(body)).paragraphs]
    masked = [
        tuple(... if want is ... else got for got, want in zip(values, wanted, strict=True))
        for values, wanted in zip(found, expected, strict=False)
    ] + found[len(expected) :]
    assert masked == expected


@table(
    HEADER
    + BODY
    + WHOLE
    + examination.HEADER
    + examination.BODY
    + second.FIELDS
    + reading.FIELDS
    + third.FIELDS
    + third.READ
    + third_body.FIELDS
    + third_head.FIELDS
)
def test_fields(row: tuple[str, str, dict[str, Any]]) -> None:
    frame, text, expected = row
    name, _, given = frame.partition("/")
    if name == "whole":
        telegram = parse(text, given or None)
    else:
        telegram = parse(frames.with_order(text, given) if given else FRAMES[name](text))
    assert {field: value_of(telegram, field, want) for field, want in expected.items()} == expected


def value_of(telegram: Telegram, field: str, want: Any) -> Any:
    paragraphs = telegram.paragraphs
    views: dict[str, Any] = {
        "sent": lambda: telegram.sent.isoformat() if telegram.sent else None,
        "declassify_on": lambda: telegram.declassify_on.isoformat() if telegram.declassify_on else None,
        "action.names": lambda: tuple(a.name for a in telegram.action),
        "info.names": lambda: tuple(a.name for a in telegram.info),
        "station": lambda: astuple(telegram.station) if telegram.station else None,
        "security": lambda: astuple(telegram.security) if telegram.security else None,
        "action": lambda: tuple(map(address_in_short, telegram.action)),
        "info": lambda: tuple(map(address_in_short, telegram.info)),
        "tags": lambda: tuple(tag_in_short(tag, with_kind=True) for tag in telegram.tags),
        "references": lambda: tuple(reference_in_short(item, any_kind=False) for item in telegram.references),
        "blocks": lambda: tuple(tuple(block.kind for block in p.blocks) for p in paragraphs),
        "tags.codes": lambda: tuple(tag.code for tag in telegram.tags),
        "references.targets": lambda: tuple(item.target for item in telegram.references),
        "classifiers": lambda: tuple(who.name for who in telegram.classified_by),
        "numbers": lambda: tuple(p.number for p in paragraphs),
        "markings": lambda: tuple(p.marking for p in paragraphs),
        "headings": lambda: tuple(p.heading for p in paragraphs),
        "paragraphs.count": lambda: len(paragraphs),
        "texts": lambda: tuple(p.text for p in paragraphs),
        "roles": lambda: tuple(p.role for p in paragraphs),
        "repairs": lambda: tuple((r.before, r.after) for p in paragraphs for r in p.repairs),
        "mentions": lambda: tuple((n, m.text, m.targets) for n, p in enumerate(paragraphs) for m in p.mentions),
        "summary": lambda: re.sub(r"\s+", " ", telegram.summary) if telegram.summary is not None else None,
        "kinds": lambda: tuple(kind for kind in want if any(s.field == kind for s in telegram.spans)),
    }
    if field in views:
        return views[field]()
    value: Any = telegram
    for part in field.split("."):
        value = getattr(value, part)
    return value
