"""Raw telegram text in, values out: `parse`, `canonical_id`, `to_dict` and the types they give."""

from cables.telegram.defects import DEFECTS
from cables.telegram.export import to_dict
from cables.telegram.ids import canonical_id
from cables.telegram.parser import parse
from cables.telegram.repairs import undo
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
    "DEFECTS",
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
    "canonical_id",
    "parse",
    "to_dict",
    "undo",
]
