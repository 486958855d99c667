"""Heads that are repeated at each section, where sections were filed as telegrams of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from cables.telegram import classification, header
from cables.telegram.classification import ClassificationLine
from cables.telegram.dates import DTG, date_time_group
from cables.telegram.draft import Draft
from cables.telegram.head import HeadReader
from cables.telegram.lexer import Line

SECTION = "SECTION "
LONGEST_HEADER = 80
"""Lines from FM to the classification line."""
LONGEST_HEAD = 80
"""Lines from the classification line to the text."""
LONGEST_BLOCK = 40
"""Lines of the office block above FM."""


def repeated_heads(lines: Sequence[Line], own: ClassificationLine | None, head: Sequence[str]) -> list[range]:
    """The stretches of body lines that repeat the head of the telegram `own` begins, in order.

    `head` are the lines of the telegram's own head that are not blank: a copy of them ends where they end, whatever
    the text behind looks like. Without a sender there must be such a copy.
    """
    if own is None or own.sections is None:
        return []
    found: list[range] = []
    reached = searched = 0
    for at, line in enumerate(lines):
        if at < reached:
            continue
        with_sender = "FM " in line.text[:60] and header.SENDER.match(line.text) is not None
        if with_sender:
            end = min(at + LONGEST_HEADER, len(lines))
            searched = level_line = _next_level(lines, max(at + 1, searched), end)
        elif SECTION in line.text:
            level_line, end = at, at + 1
        else:
            continue
        if level_line >= end or not _is_of_section(lines[level_line], own):
            continue
        copied = lines[level_line + 1 : level_line + 1 + LONGEST_HEAD]
        size = _copied(copied, head) or (_as_read(copied) if with_sender else 0)
        if not (with_sender or size):
            continue
        begin = at
        while begin > max(reached, at - LONGEST_BLOCK) and _is_above_sender(lines[begin - 1].text):
            begin -= 1
        reached = level_line + 1 + size
        found.append(range(begin, reached))
    return found


def date_in_next_head(lines: Sequence[Line]) -> tuple[datetime, Line] | None:
    """The moment of the first date-time group that stands directly above a sender, and its line."""
    for dated, sender in pairwise(line for line in lines if line.text):
        if "FM " in sender.text[:60] and header.SENDER.match(sender.text) and header.DTG_LINE.match(dated.text):
            group = DTG.search(dated.text)
            moment = date_time_group(group) if group else None
            return (moment, dated) if moment else None
    return None


def _copied(lines: Sequence[Line], head: Sequence[str]) -> int:
    """How many of the lines are a copy of the head; 0 if it does not go as far as the head's last line."""
    known = {text.strip() for text in head}
    size = next((at for at, line in enumerate(lines) if line.text and line.text.strip() not in known), len(lines))
    return size if head and head[-1].strip() in {line.text.strip() for line in lines[:size]} else 0


def _as_read(lines: Sequence[Line]) -> int:
    return len(lines) - len(HeadReader(Draft(""), lines).run())


def _next_level(lines: Sequence[Line], begin: int, end: int) -> int:
    """Index of the first classification line from `begin` on; where there is none before `end`, how far was looked."""
    return next((at for at in range(begin, end) if classification.find(lines[at].text)), max(begin, end))


def _is_of_section(line: Line, own: ClassificationLine) -> bool:
    """Whether a classification line is that of another section of the telegram `own` begins."""
    found = classification.find(line.text)
    if found is None or found.section == own.section:
        return False
    return found.number.lstrip("0") == own.number.lstrip("0") and found.post == own.post


def _is_above_sender(text: str) -> bool:
    if not text.strip() or text.strip().isdigit() or classification.stands_alone(text):
        return True
    patterns = (header.PAGE, header.OFFICES, header.COPIES, header.RULE_NUMBER, header.DTG_LINE, header.STAMP)
    return any(pattern.match(text) for pattern in patterns)
