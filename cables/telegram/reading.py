"""Makes the reading text of a paragraph from its lines: unwrapped, in blocks, repaired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cables.telegram import footnotes
from cables.telegram.broken_words import LONGEST_LINE
from cables.telegram.headings import is_columns
from cables.telegram.lexer import unlink
from cables.telegram.patterns import exact
from cables.telegram.repairs import repair
from cables.telegram.values import Block, Repair

SEPARATOR = "\n\n"

_ITEM = exact(
    r"\s{0,20}(?:-{1,3}\s{0,3}(?=[A-Za-z0-9(\"'$])|[=*\u2022]\s+(?=\S)|[a-zA-Z][.)]\s|\((?![UCS]\))(?:[a-zA-Z]|[ivxIVX]{1,4}|\d{1,2})\)\s|\d{1,2}\)\s|o\s{2,})"
)
_ENDS = (".", ":", ";", "!", "?", '"', ")", ",")


def read_blocks(
    chunks: Sequence[Sequence[str]],
    marks: Mapping[str, str] = footnotes.NONE,
    *,
    digits: bool = True,
    reflowed: bool = False,
) -> tuple[str, tuple[Block, ...], tuple[Repair, ...]]:
    """Reading text, its blocks and repairs; each chunk holds the lines between two blank lines.

    `marks` and `digits` as for `repair`; `reflowed` if the whole telegram is, so that short lines are too.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    repairs: list[Repair] = []
    length = 0
    for chunk in chunks:
        for kind, raw in _blocks(chunk):
            cut = reflowed or len(raw) > LONGEST_LINE * len(chunk)
            text, mended = (raw, ()) if kind == "table" else repair(raw, reflowed=cut, marks=marks, digits=digits)
            if not text:
                continue
            start = length + len(SEPARATOR) if texts else 0
            texts.append(text)
            length = start + len(text)
            blocks.append(Block(start, length, kind))
            repairs += [Repair(start + one.offset, one.before, one.after) for one in mended]
    return SEPARATOR.join(texts), tuple(blocks), tuple(repairs)


def is_reflowed(paragraphs: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Whether lines in the mean are longer than a sender's can be."""
    chunks = [chunk for some in paragraphs for chunk in some]
    return sum(sum(map(len, chunk)) for chunk in chunks) > LONGEST_LINE * sum(map(len, chunks))


def _blocks(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Kind and unwrapped text of each block of a chunk."""
    joined = "\n".join(lines)
    if len(lines) > 1 and ("   " in joined or "\t" in joined) and _is_table(lines):
        return [("table", unlink("\n".join(line.rstrip() for line in lines)))]
    marked = [at for at, line in enumerate(lines) if not line[:2].isalpha() and _ITEM.match(line)]
    if not marked:
        return [("text", _unwrap(lines, joined))]
    begins = _item_begins(lines, marked)
    ends = (*begins[1:], len(lines))
    first = "item" if marked[0] == 0 else "text"
    parts = [lines[begin:end] for begin, end in zip(begins, ends, strict=True)]
    return [("item" if at else first, _unwrap(part, "\n".join(part))) for at, part in enumerate(parts)]


def _is_table(lines: Sequence[str]) -> bool:
    rows = sum(map(is_columns, lines))
    return rows >= 2 and rows * 2 >= len(lines)


def _item_begins(lines: Sequence[str], marked: Iterable[int]) -> list[int]:
    """Where blocks begin: the first line, and those of the marked ones that are no wrapped text or dash."""
    begins = [0]
    inside_item = False
    for at in marked:
        line = lines[at].lstrip()
        if at == 0:
            inside_item = True
        elif inside_item:
            if line[:2] == "- " and lines[begins[-1]].lstrip()[:1] != "-":
                continue
            begins.append(at)
        elif lines[at - 1].rstrip().endswith(_ENDS) or line.startswith("--"):
            begins.append(at)
            inside_item = True
    return begins


def _unwrap(lines: Sequence[str], joined: str) -> str:
    """Lines as one; a word broken at its hyphen stays whole, runs of blanks become one. `joined` has line ends."""
    return unlink(_close_hyphens(lines) if "-\n" in joined else " ".join(joined.split()))


def _close_hyphens(lines: Sequence[str]) -> str:
    pieces: list[str] = []
    tail = ""
    for line in lines:
        piece = " ".join(line.split())
        glued = len(tail) > 1 and tail[-1] == "-" and tail[-2].isalnum() and piece[:1].isalnum()
        if tail and not glued:
            piece = f" {piece}"
        pieces.append(piece)
        tail = (tail + piece)[-2:]
    return "".join(pieces)
