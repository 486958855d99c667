"""What lists and hits say of a cable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cables.api.serializers import LineSerializer
from cables.models import Cable

LINE_FIELDS = tuple(LineSerializer().fields)


def line(cable: Cable, address: Callable[[str], str]) -> dict[str, Any]:
    """Of a cable loaded with `for_lists`; each value as in its record."""
    return {
        "reference_id": cable.reference_id,
        "url": address(cable.get_absolute_url()),
        "date": cable.date,
        "sent": cable.sent,
        "post": {"code": cable.post.code, "name": cable.post.name} if cable.post else None,
        "precedence": cable.precedence or None,
        "classification": cable.classification or None,
        "captions": [caption.text for caption in cable.captions.all()],
        "tags": [{"code": tag.code, "kind": tag.kind, "name": tag.name} for tag in cable.tags.all()],
        "subject": cable.subject,
    }
