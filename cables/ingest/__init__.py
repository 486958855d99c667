"""From containers of raw text to stored, linked cables; nothing else writes cables."""

from cables.ingest.agreement import damage, raw_cable, read_telegram
from cables.ingest.copying import NotCopied, export, restore
from cables.ingest.correctable import Key, Value, place_of, stated_by, value_in_words
from cables.ingest.correcting import NotCorrected, correct, correct_item, hand_over, item_raw, item_stated, undo
from cables.ingest.fitting import storable
from cables.ingest.preparing import WorkersLost
from cables.ingest.rereading import Difference, Rereading, reread
from cables.ingest.runs import ingest, preview
from cables.ingest.sources import Meter, printable, read_sources, read_upload
from cables.ingest.storing import NotStored, no_id, reindex, set_visibility, store
from cables.ingest.values import (
    Facts,
    IngestItem,
    IngestReport,
    Outcome,
    Preview,
    Progress,
    RawCable,
    Rejection,
    Stored,
)
from cables.ingest.verifying import Fault, verify

__all__ = [
    "Difference",
    "Facts",
    "Fault",
    "IngestItem",
    "IngestReport",
    "Key",
    "Meter",
    "NotCopied",
    "NotCorrected",
    "NotStored",
    "Outcome",
    "Preview",
    "Progress",
    "RawCable",
    "Rejection",
    "Rereading",
    "Stored",
    "Value",
    "WorkersLost",
    "correct",
    "correct_item",
    "damage",
    "export",
    "hand_over",
    "ingest",
    "item_raw",
    "item_stated",
    "no_id",
    "place_of",
    "preview",
    "printable",
    "raw_cable",
    "read_sources",
    "read_telegram",
    "read_upload",
    "reindex",
    "reread",
    "restore",
    "set_visibility",
    "stated_by",
    "storable",
    "store",
    "undo",
    "value_in_words",
    "verify",
]
