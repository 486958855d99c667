"""The subject: one line of text, and the portion marking that may stand before or behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cables.telegram.broken_words import LONGEST_LINE
from cables.telegram.lexer import squeeze, unlink
from cables.telegram.markings import LEADING, TRAILING, canonical_marking
from cables.telegram.repairs import repair
from cables.telegram.values import Repair


class Subject(NamedTuple):
    text: str | None
    marking: str | None
    repairs: tuple[Repair, ...]


def read_subject(lines: Sequence[str]) -> Subject:
    """Joins the lines behind the label and mends them; a hyphen at a line end inside a word holds the word together."""
    text = ""
    for line in lines:
        piece = squeeze(unlink(line))
        glued = len(text) > 2 and text[-1] in "-/" and text[-2].isalnum() and piece[:1].isalnum()
        text = text + piece if glued or not text else f"{text} {piece}"
    marking = None
    leading = LEADING.match(text)
    if leading and leading.end() < len(text):
        marking = canonical_marking(leading[1])
        text = text[leading.end() :]
    trailing = TRAILING.search(text)
    if trailing and trailing.start() > 0:
        marking = marking or canonical_marking(trailing[1])
        text = text[: trailing.start()]
    text = text.strip().removesuffix("(").rstrip()
    text, repairs = repair(text, reflowed=len(text) > LONGEST_LINE * len(lines))
    return Subject(text or None, marking, repairs)
