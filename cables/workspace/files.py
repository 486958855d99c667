"""Lists as a file: what a browser gives out and takes in, and what is moved into an account."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from cables.workspace.kept import NamedList, NotReadable, named_list

MOST_LISTS = 100
"""In one file, and in one account."""
LARGEST_FILE = 8 * 1024 * 1024
"""Bytes."""


def read_lists(data: bytes, most: int = MOST_LISTS) -> tuple[NamedList, ...]:
    """Raises NotReadable where the file is none of ours, or has more lists."""
    try:
        lists = json.loads(data)["lists"]
        if not isinstance(lists, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotReadable("This file holds no lists: choose one that was saved here as a file.") from error
    if len(lists) > most:
        raise NotReadable(f"The file holds {len(lists):,} lists; at most {most} can be taken at once.")
    return tuple(_read_list(item) for item in lists)


def _read_list(item: Any) -> NamedList:
    if not isinstance(item, dict) or not isinstance(item.get("entries"), list):
        raise NotReadable("One of the lists in this file has no entries: the file is damaged.")
    origin = _text(item, "id")
    return named_list(_text(item, "name"), map(_read_entry, item["entries"]), origin if len(origin) <= 40 else "")


def _read_entry(entry: Any) -> tuple[str, str]:
    if not isinstance(entry, dict):
        return str(entry), ""
    anchor = _text(entry, "paragraph")
    return _text(entry, "cable") + (f"~{anchor}" if anchor else ""), _text(entry, "note")


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name, "")
    return value if isinstance(value, str) else ""


def write_lists(lists: Iterable[NamedList]) -> str:
    """What `read_lists` reads."""
    body = [
        {
            "id": held.origin,
            "name": held.name,
            "entries": [
                {"cable": kept.reference_id, "paragraph": kept.anchor, "note": kept.note} for kept in held.entries
            ],
        }
        for held in lists
    ]
    return json.dumps({"reftel": "lists", "version": 1, "lists": body}, ensure_ascii=False, indent=1)
