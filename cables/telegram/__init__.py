"""Raw telegram text in, values out: `parse`, `to_dict`, what single fields are made of, and the types they give."""

from cables.telegram.defects import DEFECTS
from cables.telegram.export import to_dict
from cables.telegram.ids import canonical_id
from cables.telegram.markings import canonical_marking
from cables.telegram.mentions import find_mentions
from cables.telegram.parser import parse
from cables.telegram.repairs import undo
from cables.telegram.tags import kind_of
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
    "canonical_marking",
    "find_mentions",
    "kind_of",
    "parse",
    "to_dict",
    "undo",
]
