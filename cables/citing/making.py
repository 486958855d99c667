"""From a cable to what a citation of it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, cast

from cables.citing.values import Citation
from cables.models import Addressee, Cable, Paragraph, Post

NAMED_BY_PLACE = frozenset({"embassy", "consulate"})
"""Kinds of posts whose names ("Embassy Baku") need their country's before them."""
SECRETARY = "Secretary of State"

_SECRETARY = re.compile(r"SEC(?:RETARY OF )?STATE\b")
_PLACE = re.compile(r", ([^,]+)$")
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")


class _Loaded(Protocol):
    """What `for_citing` adds to a cable."""

    current_version: int | None
    invented: bool


def cite(cable: Cable, *, site: str = "", paragraph: Paragraph | None = None) -> Citation:
    """The citation of a cable loaded with `for_citing` or `with_text_facts`, or of one of its paragraphs.

    `site` is the archive's address, "https://cables.example.org", without a stroke at its end.
    """
    loaded = cast(_Loaded, cable)
    action = [one for one in cable.addressees.all() if one.role == Addressee.Role.ACTION and not one.exempt]
    fragment = f"#{paragraph.anchor}" if paragraph else ""
    return Citation(
        reference_id=one_line(cable.reference_id),
        sender=_party(cable.post, cable.sender),
        recipients=tuple(dict.fromkeys(filter(None, (_party(one.post, one.name) for one in action)))),
        serial=cable.serial,
        subject=one_line(cable.subject),
        date=cable.date,
        classification=cable.classification,
        tags=tuple(one_line(tag.code) for tag in cable.tags.all()),
        summary=one_line(cable.summary),
        url=f"{site}{cable.get_absolute_url()}{fragment}" if site else "",
        version=loaded.current_version or 1,
        invented=loaded.invented,
        anchor=paragraph.anchor if paragraph else "",
        paragraph=paragraph.number if paragraph else None,
    )


def cite_all(cables: Iterable[Cable], *, site: str = "") -> Iterator[Citation]:
    """Citations of cables loaded with `for_citing`, one after the other as they are asked for."""
    return (cite(cable, site=site) for cable in cables)


def one_line(text: Any) -> str:
    """The text with every run of blanks as one blank, and without control characters."""
    return " ".join(_NO_TEXT.sub(" ", text).split())


def _party(post: Post | None, as_sent: str) -> str:
    """A sender's or addressee's name for readers.

    Commas would part it into surname and given name in reference managers: "US Mission to the UN (Geneva)".
    """
    if post is None:
        return one_line(as_sent)
    if post.kind == "department" and _SECRETARY.match(as_sent.strip().upper()):
        return SECRETARY
    name = _PLACE.sub(r" (\1)", one_line(post.name))
    return f"US {name}" if post.kind in NAMED_BY_PLACE else name
