"""A telegram as plain dictionaries and lists, ready for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from cables.telegram.values import Mention, Paragraph, Telegram

_PLAIN = (
    "reference_id", "transmission_id", "precedence", "routing", "sender", "post", "serial", "classification",
    "captions", "sections", "passing", "executive_order", "declassify_text", "subject", "subject_marking",
    "reasons", "signers", "summary",
)  # fmt: skip
_NESTED = ("action", "info", "tags", "references", "classified_by")


def to_dict(telegram: Telegram) -> dict[str, Any]:
    """Everything but the raw text. Dates are ISO 8601; `repairs` counts those of texts, each paragraph lists its own;
    `defects` counts the places of each kind; `spans` are [start, end, field, index]."""
    plain: dict[str, Any] = {name: _plain(getattr(telegram, name)) for name in _PLAIN}
    nested = {name: [asdict(value) for value in getattr(telegram, name)] for name in _NESTED}
    return {
        **plain,
        **nested,
        "station": asdict(telegram.station) if telegram.station else None,
        "security": {**asdict(telegram.security), "operating_signals": list(telegram.security.operating_signals)}
        if telegram.security
        else None,
        "subject_repairs": [repair._asdict() for repair in telegram.subject_repairs],
        "sent": telegram.sent.isoformat() if telegram.sent else None,
        "declassify_on": telegram.declassify_on.isoformat() if telegram.declassify_on else None,
        "paragraphs": [_paragraph(paragraph) for paragraph in telegram.paragraphs],
        "repairs": sum(len(paragraph.repairs) for paragraph in telegram.paragraphs),
        "mentions": [
            _mention(paragraph, index, mention)
            for index, paragraph in enumerate(telegram.paragraphs)
            for mention in paragraph.mentions
        ],
        "defects": list(_defects(telegram)),
        "spans": [[span.start, span.end, span.field, span.index] for span in telegram.spans],
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "number": paragraph.number,
        "marking": paragraph.marking,
        "heading": paragraph.heading,
        "heading_repairs": [repair._asdict() for repair in paragraph.heading_repairs],
        "role": paragraph.role,
        "text": paragraph.text,
        "blocks": [block._asdict() for block in paragraph.blocks],
        "repairs": [repair._asdict() for repair in paragraph.repairs],
    }


def _mention(paragraph: Paragraph, index: int, mention: Mention) -> dict[str, Any]:
    found: dict[str, Any] = {
        "paragraph": paragraph.number,
        "index": index,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "targets": list(mention.targets),
    }
    if len(mention.targets) == 1:
        found["target"] = mention.targets[0]
    return found


def _defects(telegram: Telegram) -> Iterator[dict[str, Any]]:
    counts = Counter(defect.kind for defect in telegram.defects)
    for kind, count in counts.items():
        places = [[one.start, one.end, one.detail] for one in telegram.defects if one.kind == kind]
        yield {"kind": kind, "count": count, "places": places}
