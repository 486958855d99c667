"""JSON Lines: on each line a cable as its own JSON file gives it, or a paragraph where these were searched for.

The last line, and no other, has the key `complete`: what the file is, and how many lines are before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from cables.exporting.loading import Loading
from cables.exporting.values import About
from cables.models import Cable, CableQuerySet, Paragraph
from cables.records import paragraph_record, records
from cables.search import HitKey

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def lines(loading: Loading, about: About) -> Iterator[bytes]:
    for batch in (_paragraphs if loading.selection.by_paragraph else _cables)(loading, about):
        yield "".join(map(_line, batch)).encode(errors="replace")
    facts = {name: value for name, value in asdict(about).items() if name != "site"}
    facts["made"] = about.made.isoformat(timespec="seconds")
    yield _line({"complete": {"lines": loading.hits, "withdrawn": loading.withdrawn, **facts}}).encode(errors="replace")


def broken_line(sentence: str) -> str:
    return _line({"broken": sentence})


def _cables(loading: Loading, about: About) -> Iterator[Iterator[dict[str, Any]]]:
    for batch in loading.cables(CableQuerySet.for_records):
        made = records(batch, lambda path: about.site + path)
        yield (_noted(record, loading, HitKey(cable.pk)) for cable, record in zip(batch, made, strict=True))


def _paragraphs(loading: Loading, about: About) -> Iterator[Iterator[dict[str, Any]]]:
    for batch in loading.paragraphs(CableQuerySet.for_lists):
        yield (
            _noted(_in_cable(cable, paragraph, about.site), loading, HitKey(cable.pk, paragraph.position))
            for cable, paragraph in batch
        )


def _in_cable(cable: Cable, paragraph: Paragraph, site: str) -> dict[str, Any]:
    """A paragraph as in the record of its cable, and what is needed to know that one."""
    return {
        "reference_id": cable.reference_id,
        "url": f"{site}{cable.get_absolute_url()}#{paragraph.anchor}",
        "date": cable.date.isoformat() if cable.date else None,
        "post": cable.post.code if cable.post else None,
        "classification": cable.classification or None,
        "tags": [tag.code for tag in cable.tags.all()],
        "subject": cable.subject,
        **paragraph_record(paragraph),
    }


def _noted(record: dict[str, Any], loading: Loading, key: HitKey) -> dict[str, Any]:
    return record if loading.notes is None else {**record, "note": loading.notes.get(key, "")}


def _line(record: dict[str, Any]) -> str:
    return _ENCODER.encode(record) + "\n"
