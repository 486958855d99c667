"""Invented cables, read by the parser, one JSON object a line: what the database and every engine of the benchmark get.

python bench/search/documents.py CABLES FILE
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from cables.corpus import InventedCable
from cables.corpus.invention import Inventor
from cables.telegram import Telegram, parse
from cables.vocabulary import posts

SEED = 1
AT_ONCE = 2_000


def documents(path: Path, cables: int) -> Iterator[dict[str, Any]]:
    """The first documents of a file, each with its `text` as the index gets it: passages between form feeds."""
    with path.open(encoding="utf-8") as file:
        for document in map(json.loads, islice(file, cables)):
            passages = [document["subject"]]
            for paragraph in document["paragraphs"]:
                passages += [paragraph["heading"], paragraph["text"]]
            yield document | {"text": "\f".join(passage.replace("\f", " ") for passage in passages if passage)}


def write(cables: int, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file, get_context("spawn").Pool(os.cpu_count()) as pool:
        for lines in pool.imap(_lines, [range(cables)[start : start + AT_ONCE] for start in range(0, cables, AT_ONCE)]):
            file.writelines(lines)


def _lines(indices: range) -> list[str]:
    inventor = Inventor(SEED)
    return [json.dumps(_document(index + 1, inventor.cable(index))) + "\n" for index in indices]


def _document(number: int, cable: InventedCable) -> dict[str, Any]:
    """Numbered from 1, in the order in which the database will number them."""
    telegram = parse(cable.text, cable.reference_id)
    post = posts().get(cable.post)
    return {
        "pk": number,
        "reference_id": cable.reference_id,
        "date": cable.sent.date().isoformat(),
        "subject": telegram.subject or "",
        "sender": telegram.sender or "",
        "addressees": [person.name for person in (*telegram.action, *telegram.info)],
        "classification": telegram.classification or "",
        "precedence": telegram.precedence or "",
        "post": cable.post,
        "country": post.country if post else "",
        "captions": sorted(set(telegram.captions)),
        "tags": sorted({tag.code for tag in telegram.tags}),
        "refs": sorted({one.target for one in telegram.references if one.target} - {cable.reference_id}),
        "paragraphs": _paragraphs(telegram),
    }


def _paragraphs(telegram: Telegram) -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "marking": one.marking or "",
            "heading": one.heading or "",
            "role": one.role,
            "text": one.text,
        }
        for one in telegram.paragraphs
    ]


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
