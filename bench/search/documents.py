"""Invented cables as the documents that every engine of the benchmark indexes, one JSON object a line.

python bench/search/documents.py CABLES FILE
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from cables.corpus import InventedCable, invent
from cables.vocabulary import posts

SEED = 1
_PASSAGE = re.compile(r"\n[ \t]*\n")
_OPENING = re.compile(r"(\d{1,3})\. (?:\(([A-Z/]{1,12})\) )?")
"""Number and marking of a paragraph."""


def documents(cables: int) -> Iterator[dict[str, Any]]:
    """What the archive's index would be given of each cable, numbered from 1 instead of by the database."""
    places = {code: post.country for code, post in posts().items()}
    for number, cable in enumerate(invent(cables, SEED), 1):
        yield _document(number, cable, places.get(cable.post, ""))


def _document(number: int, cable: InventedCable, country: str) -> dict[str, Any]:
    body = [text for passage in _PASSAGE.split(cable.body) if (text := passage.strip())]
    return {
        "pk": number,
        "text": "\f".join([cable.subject, *body]),
        "paragraphs": [_paragraph(text) for text in body],
        "subject": cable.subject,
        "reference_id": cable.reference_id,
        "date": cable.sent.date().isoformat(),
        "classification": cable.classification,
        "post": cable.post,
        "country": country,
        "captions": sorted(cable.captions),
        "tags": sorted(set(cable.tags)),
        "refs": sorted(set(cable.references)),
    }


def _paragraph(text: str) -> tuple[int, int, str, str]:
    opening = _OPENING.match(text)
    number, marking = opening.groups(default="") if opening else ("0", "")
    return 1, int(number), marking, "text"


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        for one in documents(int(sys.argv[1])):
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
