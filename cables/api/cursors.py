"""Cursors: where a list goes on. A cursor is the key of the last item given, signed; nothing is kept for it here.

Since lists go on behind a key and not at a number, none of them skips or repeats an item because others came or went.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.signing import BadSignature, Signer

from cables.api.problems import BadParameters


def written(place: list[Any], listing: Iterable[str]) -> str:
    """`listing` is what must be the same for the cursor to be of use: the resource and what it is narrowed by."""
    return _signer(listing).sign_object(place)


def read(cursor: str, listing: Iterable[str]) -> Any:
    """The place that was written; raises BadParameters for what was written for another list, or not here."""
    try:
        return _signer(listing).unsign_object(cursor)
    except BadSignature:
        sentence = (
            "The cursor is none of this list’s: it is damaged, or of a list with other parameters. "
            "Leave it out to begin anew."
        )
        raise BadParameters([("cursor", sentence)]) from None


def _signer(listing: Iterable[str]) -> Signer:
    return Signer(salt="\n".join(["cables.api.cursors", *listing]))
