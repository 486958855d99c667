"""The fields that an archivist can correct: what a cable states in each, and rows that state something else.

Values are such as JSON holds, "" or [] where nothing is stated: texts for subject, post (its code), classification,
precedence, reference (the id meant) and marking; `2009-04-06 08:59` or `2009-04-06` for sent, `2019-04-06` for
declassify_on; lists of texts for captions (sorted), tags and signers; [{"name", "title"}, ...] for classified_by.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cables.ingest.rows import PARAGRAPH, REFERENCE, TARGET, CableRows, Row
from cables.models import Cable
from cables.telegram import Reference as TelegramReference
from cables.telegram import Tag as TelegramTag
from cables.telegram import find_mentions, kind_of
from cables.vocabulary import posts

Value = Any
Key = tuple[str, str]
"""Field and place, as in `Correction`."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "subject": ("subject", "subject_repairs"),
    "sent": ("sent", "date"),
    "classification": ("classification",),
    "precedence": ("precedence",),
    "classified_by": ("classified_by",),
    "declassify_on": ("declassify_on",),
    "signers": ("signers",),
}
"""Columns of the cable itself, by the field they hold."""

LONGEST_PLACE = 200
_ANCHOR, _MARKING = PARAGRAPH.index("anchor"), PARAGRAPH.index("marking")
_TEXT, _MENTIONS = PARAGRAPH.index("text"), PARAGRAPH.index("mentions")
_LABEL, _ITEM = REFERENCE.index("label"), REFERENCE.index("text")


def stated(rows: CableRows) -> dict[Key, Value]:
    """What rows say in every field that can be corrected."""
    said = _of_cable(rows.values)
    said |= {"post": rows.post, "captions": sorted(rows.captions), "tags": [tag.code for tag in rows.tags]}
    return {
        **{(name, ""): value for name, value in said.items()},
        **{("reference", place_of(row[_ITEM])): row[TARGET] for row in rows.references},
        **{("marking", row[_ANCHOR]): row[_MARKING] for row in rows.paragraphs},
    }


def stated_by(cable: Cable) -> dict[Key, Value]:
    """The same of a stored cable, loaded with `for_reading`."""
    said = _of_cable({name: getattr(cable, name) for names in COLUMNS.values() for name in names})
    said |= {
        "post": cable.post.code if cable.post else "",
        "captions": sorted(caption.text for caption in cable.captions.all()),
        "tags": [tag.code for tag in cable.tags.all()],
    }
    return {
        **{(name, ""): value for name, value in said.items()},
        **{("reference", place_of(one.text)): one.target_reference_id for one in cable.references.all()},
        **{("marking", one.anchor): one.marking for one in cable.paragraphs.all()},
    }


def corrected(rows: CableRows, values: Mapping[Key, Value]) -> CableRows:
    """Rows that state these values; what has no place in them is left out."""
    columns: dict[str, Any] = {}
    for (name, _), value in values.items():
        columns |= columns_of(name, value) if name in COLUMNS else {}
    rows = replace(rows, values={**rows.values, **columns})
    if ("post", "") in values:
        rows = replace(rows, post=values["post", ""])
    if ("captions", "") in values:
        rows = replace(rows, captions=tuple(values["captions", ""]))
    if ("tags", "") in values:
        kinds = {tag.code: tag.kind for tag in rows.tags}
        rows = replace(
            rows, tags=tuple(TelegramTag(code, kinds.get(code) or _kind(code)) for code in values["tags", ""])
        )
    if any(name == "marking" for name, _ in values):
        marked = (_with(row, _MARKING, values.get(("marking", row[_ANCHOR]))) for row in rows.paragraphs)
        rows = replace(rows, paragraphs=tuple(marked))
    if any(name == "reference" for name, _ in values):
        aimed = (_with(row, TARGET, values.get(("reference", place_of(row[_ITEM])))) for row in rows.references)
        rows = _with_mentions(replace(rows, references=tuple(aimed)))
    return rows


def columns_of(field: str, value: Value) -> dict[str, Any]:
    """What the columns of a field hold for a value."""
    if field == "sent":
        sent = datetime.strptime(value, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) if len(value) > 10 else None
        return {"sent": sent, "date": sent.date() if sent else _day(value)}
    if field == "declassify_on":
        return {"declassify_on": _day(value)}
    return {"subject": value, "subject_repairs": []} if field == "subject" else {field: value}


def value_in_words(field: str, value: Value) -> str:
    """For readers; "" where nothing is stated, or the place is not there."""
    if not value:
        return ""
    if field == "sent":
        columns = columns_of(field, value)
        return f"{columns['sent']:%-d %B %Y, %H:%M} UTC" if columns["sent"] else f"{columns['date']:%-d %B %Y}"
    if field == "declassify_on":
        return f"{_day(value):%-d %B %Y}"
    if field == "post":
        return f"{posts()[value].name} ({value})" if value in posts() else str(value)
    if field == "classified_by":
        return "; ".join(", ".join(filter(None, (one["name"], one["title"]))) for one in value)
    return "; ".join(value) if isinstance(value, list) else str(value)


def place_of(text: str) -> str:
    """The place of a reference: its text in the list, cut."""
    return text[:LONGEST_PLACE]


def reftels(text: str, mentions: Sequence[Sequence[Any]], references: Iterable[tuple[str, str]]) -> list[Sequence[Any]]:
    """The mentions of a paragraph as they are where its cable's references have these labels and targets."""
    listed = [TelegramReference("", label=label or None, target=target or None) for label, target in references]
    found = [(one.start, one.end, list(one.targets)) for one in find_mentions(text, listed, None)]
    named = [one for one in mentions if not _names_list(text, one)]
    return sorted([*named, *(one for one in found if _names_list(text, one))], key=lambda one: one[0])


def _names_list(text: str, mention: Sequence[Any]) -> bool:
    """Whether a mention says "reftel" instead of naming a cable."""
    return text[mention[0] :][:3].lower() == "ref"


def _with_mentions(rows: CableRows) -> CableRows:
    listed = [(row[_LABEL], row[TARGET]) for row in rows.references]
    return replace(
        rows,
        paragraphs=tuple(
            _with(row, _MENTIONS, json.dumps(reftels(row[_TEXT], json.loads(row[_MENTIONS]), listed)))
            for row in rows.paragraphs
        ),
    )


def _of_cable(values: Mapping[str, Any]) -> dict[str, Value]:
    sent, day, until = values["sent"], values["date"], values["declassify_on"]
    return {
        **{name: values[name] for name in ("subject", "classification", "precedence", "classified_by", "signers")},
        "sent": f"{sent.astimezone(UTC):%Y-%m-%d %H:%M}" if sent else day.isoformat() if day else "",
        "declassify_on": until.isoformat() if until else "",
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _with(row: Row, place: int, value: Any) -> Row:
    return row if value is None else (*row[:place], value, *row[place + 1 :])


def _kind(code: str) -> str:
    return "person" if "," in code else kind_of(code)
