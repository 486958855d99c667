"""Raw telegram text in, values out: `parse`, `canonical_id` and the types they give."""

from cables.telegram.values import (
    Addressee,
    Block,
    Classifier,
    Defect,
    Mention,
    Paragraph,
    Reference,
    Repair,
    Security,
    Span,
    Station,
    Tag,
    Telegram,
)

__all__ = [
    "Addressee",
    "Block",
    "Classifier",
    "Defect",
    "Mention",
    "Paragraph",
    "Reference",
    "Repair",
    "Security",
    "Span",
    "Station",
    "Tag",
    "Telegram",
]
