"""What befalls texts on the wire and in copies. Each function takes and gives lines of the body."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from cables.corpus.draft import DEPARTMENT_COPY, DEPARTMENT_TELEGRAM, FULL, PARTIAL, REFLOWED, Draft

PILCROW = re.compile(r"(?m)^( *)(\d+\.|[A-Z]\.)(?=\s|\()")
OPENING = re.compile(r'(?<![\w"])"(?=\w)')
CLOSING = re.compile(r'(?<=[\w.,?!])"')
POSSESSIVE = re.compile(r"(?<=[a-z])'(?=s\b)")

Lines = list[str]


def pilcrows(lines: Lines, draw: Random) -> Lines:
    """A pilcrow before every number or capital letter with a full stop that begins a line, dates included."""
    return PILCROW.sub("\\1\xb6\\2", "\n".join(lines)).split("\n")


def pilcrows_in_part(lines: Lines, draw: Random) -> Lines:
    """The same, but only down to some line."""
    upto = draw.randrange(len(lines) // 3, len(lines))
    return pilcrows(lines[:upto], draw) + lines[upto:]


def smart_punctuation(lines: Lines, draw: Random) -> Lines:
    """Typographic quotes and apostrophes sent through a seven-bit line: &text8 and Azerbaijan,s."""
    start = _first_paragraph(lines)
    text = "\n".join(lines[start:])
    return lines[:start] + POSSESSIVE.sub(",", CLOSING.sub("8", OPENING.sub("&", text))).split("\n")


def caption_inside(lines: Lines, draw: Random) -> Lines:
    """A lone SIPDIS that cuts a paragraph in two."""
    inside = [
        place
        for place in range(_first_paragraph(lines) + 1, len(lines) - 1)
        if len(lines[place - 1]) > 45 and len(lines[place]) > 45
    ]
    if not inside:
        return lines
    place = draw.choice(inside)
    return [*lines[:place], "", "SIPDIS", "", *lines[place:]]


def rewrapped(lines: Lines, draw: Random) -> Lines:
    """Paragraph lines folded a second time at a narrower width, so that each is followed by a stub."""
    start = _first_paragraph(lines)
    folded: Lines = lines[:start]
    for line in lines[start:]:
        head, _, tail = line[:57].rpartition(" ")
        if len(line) > 57 and "  " not in line.strip() and "----" not in line and head.strip():
            folded += [head, (tail + line[57:]).strip()]
        else:
            folded.append(line)
    return folded


def doubled_caption(lines: Lines, draw: Random) -> Lines:
    """SIPDIS a second time, as in most cables of 2006 and 2007."""
    if "SIPDIS" not in lines:
        return lines
    place = lines.index("SIPDIS")
    return [*lines[: place + 1], "", "SIPDIS", *lines[place + 1 :]]


def signer_rubbish(lines: Lines, draw: Random) -> Lines:
    """Stray marks after the signature."""
    place = max(place for place, line in enumerate(lines) if line)
    return [*lines[:place], lines[place] + draw.choice((".:", "##", ".")), *lines[place + 1 :]]


def _first_paragraph(lines: Lines) -> int:
    return next((place for place, line in enumerate(lines) if re.match(r" *1\.\s", line)), len(lines))


DAMAGES: dict[str, Callable[[Lines, Random], Lines]] = {
    "caption-inside": caption_inside,
    "rewrapped": rewrapped,
    "smart-punctuation": smart_punctuation,
    "doubled-caption": doubled_caption,
    "pilcrows": pilcrows,
    "pilcrows-in-part": pilcrows_in_part,
    "signer-rubbish": signer_rubbish,
}
"""In the order in which they are done."""
OTHERS = ("fused-tags", "damaged-section", "banner-in-sentence", "repeated-head", "glued-header", "redaction")
"""Done while the lines are set."""


def choose(draw: Random, draft: Draft) -> list[str]:
    """Which damages a cable is to suffer; four in ten of the later cables suffer some, and none before 1985."""
    year, layout = draft.slot.sent.year, draft.layout
    if layout == DEPARTMENT_TELEGRAM:
        return []
    chances = {
        "pilcrows": 0.14,
        "pilcrows-in-part": 0.02,
        "rewrapped": 0.02 if layout == FULL else 0,
        "fused-tags": 0.02,
        "damaged-section": 0.02,
        "repeated-head": 0.3 if layout == DEPARTMENT_COPY else 0,
        "glued-header": 0.3 if layout == PARTIAL else 0,
        "signer-rubbish": 0.02 if draft.signer else 0,
        "redaction": 0.06 if draft.security.classified else 0,
        "smart-punctuation": 0.1 if year >= 2005 and not draft.capitals else 0,
        "doubled-caption": 0.8 if year in (2006, 2007) else 0,
        "caption-inside": 0.02 if "SIPDIS" in draft.security.captions and layout != REFLOWED else 0,
    }
    chosen = [name for name, chance in chances.items() if draw.random() < chance]
    if "pilcrows" in chosen and "pilcrows-in-part" in chosen:
        chosen.remove("pilcrows-in-part")
    return chosen
