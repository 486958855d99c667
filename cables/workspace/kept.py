"""What a list holds, and how it is written in an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.http import QueryDict

from cables.telegram import canonical_id

MOST_ENTRIES = 2_000
"""In one list."""
MOST_READ = 2 * MOST_ENTRIES
"""Of what others wrote as a list: what is beyond is counted and not looked at, since that takes seconds in millions."""
LONGEST_NOTE = 1_000
LONGEST_NAME = 120
LONGEST_ADDRESS = 7_500
"""Characters of a shared list's address, its path included; what web servers take."""
FIRST_NAME = "My list"
_SPELLING = re.compile(r"[0-9]{2}[A-Z'][0-9A-Z '-]{0,70}[0-9]")
"""What an id looks like whose post nobody knows."""
_ANCHOR = re.compile(r"[pu][0-9]{1,7}(-[0-9]{1,7})?")
_LINE_ENDS = re.compile(r"\r\n?")


class NotReadable(Exception):
    """The message is one sentence for the page."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A cable, or one of its paragraphs, with a note."""

    reference_id: str
    anchor: str = ""
    """Of the paragraph; "" for the whole cable."""
    note: str = ""

    @property
    def key(self) -> str:
        """09BAKU266 or 09BAKU266~p3, different for each entry of a list."""
        return f"{self.reference_id}~{self.anchor}" if self.anchor else self.reference_id


@dataclass(frozen=True, slots=True)
class NamedList:
    name: str
    entries: tuple[Kept, ...]
    origin: str = ""
    """The name that the browser it comes from has for it."""
    unreadable: tuple[str, ...] = ()
    """What stood in the place of entries and was none."""
    left_out: int = 0
    """Entries beyond the most that a list holds."""


def read_kept(key: str, note: str = "") -> Kept | None:
    """The entry that a key means, its id in any spelling; None where it is no key."""
    name, _, anchor = key.partition("~")
    reference_id = canonical_id(name) or (name if _SPELLING.fullmatch(name) else None)
    if reference_id is None or len(reference_id) > 80 or (anchor and not _ANCHOR.fullmatch(anchor)):
        return None
    return Kept(reference_id, anchor, plain(note, LONGEST_NOTE))


def plain(text: str, longest: int) -> str:
    """Text that can be stored: without null characters, with plain line ends, not too long."""
    return _LINE_ENDS.sub("\n", text.replace("\x00", "")).strip()[:longest]


def named_list(name: str, written: Iterable[tuple[str, str]], origin: str = "") -> NamedList:
    """A list of (key, note) as others wrote it: each entry once, in the order of its first mention."""
    entries: dict[str, Kept] = {}
    unreadable = []
    waiting = iter(written)
    for key, note in islice(waiting, MOST_READ):
        kept = read_kept(key, note)
        if kept is None:
            unreadable.append(plain(key, 40))
        else:
            entries.setdefault(kept.key, kept)
    found = tuple(entries.values())
    return NamedList(
        " ".join(plain(name, LONGEST_NAME).split()) or FIRST_NAME,
        found[:MOST_ENTRIES],
        origin,
        tuple(unreadable),
        max(len(found) - MOST_ENTRIES, 0) + sum(1 for _ in waiting),
    )


def from_address(parameters: QueryDict) -> NamedList:
    """The list that an address holds: `name=Dams&c=09BAKU266&c=08BAKU997~p3~a note`."""
    written = (value.split("~", 2) for value in parameters.getlist("c"))
    pairs = (("~".join(filter(None, parts[:2])), parts[2] if len(parts) == 3 else "") for parts in written)
    return named_list(parameters.get("name", ""), pairs)


def to_address(name: str, entries: Sequence[Kept]) -> str:
    """The other way round: the end of an address, from the question mark on."""
    values = (f"{kept.reference_id}~{kept.anchor}~{kept.note}" if kept.note else kept.key for kept in entries)
    return "?" + urlencode([("name", name), *(("c", value) for value in values)], safe="~")
