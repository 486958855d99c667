"""Makes the reading text of a paragraph from its lines: unwrapped, in blocks, repaired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cables.telegram.broken_words import was_reflowed
from cables.telegram.headings import is_columns
from cables.telegram.lexer import unlink
from cables.telegram.patterns import exact
from cables.telegram.repairs import repair
from cables.telegram.values import Block, Repair

SEPARATOR = "\n\n"

_ITEM = exact(
    r"\s{0,20}(?:-{1,3}\s{0,3}(?=[A-Za-z0-9(\"'$])|[=*\u2022]\s+(?=\S)|[a-zA-Z][.)]\s|\((?!U\)|C\)|S\)|TS\)|SBU\)|LOU\))[a-zA-Z0-9]{1,3}\)\s|\d{1,2}\)\s|o\s{2,})"
)
_ENDS = (".", ":", ";", "!", "?", '"', ")", ",")


def read_blocks(chunks: Sequence[Sequence[str]]) -> tuple[str, tuple[Block, ...], tuple[Repair, ...]]:
    """Reading text, its blocks and repairs; each chunk holds the lines between two blank lines."""
    texts: list[str] = []
    blocks: list[Block] = []
    repairs: list[Repair] = []
    length = 0
    for chunk in chunks:
        reflowed = was_reflowed(chunk)
        for kind, raw in _blocks(chunk):
            text, mended = (raw, ()) if kind == "table" else repair(raw, reflowed=reflowed)
            if not text:
                continue
            start = length + len(SEPARATOR) if texts else 0
            texts.append(text)
            length = start + len(text)
            blocks.append(Block(start, length, kind))
            repairs += [Repair(start + one.offset, one.before, one.after) for one in mended]
    return SEPARATOR.join(texts), tuple(blocks), tuple(repairs)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    columns = sum(1 for line in lines if ("   " in line or "\t" in line) and is_columns(line)) if len(lines) > 1 else 0
    if columns >= 2 and columns * 2 >= len(lines):
        yield "table", unlink("\n".join(line.rstrip() for line in lines))
        return
    begin = 0
    kind = "item" if _ITEM.match(lines[0]) else "text"
    for at in range(1, len(lines)):
        line = lines[at]
        if not (line[:1].isalpha() and line[1:2].isalpha()) and _ITEM.match(line):
            if kind == "text" and not lines[at - 1].rstrip().endswith(_ENDS) and not line.lstrip().startswith("--"):
                continue
            if (
                kind == "item"
                and line.lstrip()[:1] == "-"
                and line.lstrip()[1:2] == " "
                and not _same_sign(lines[begin], line)
            ):
                continue
            yield kind, unwrap(lines[begin:at])
            begin, kind = at, "item"
    yield kind, unwrap(lines[begin:])


def _same_sign(first: str, line: str) -> bool:
    return first.lstrip()[:1] == line.lstrip()[:1]


def unwrap(lines: Sequence[str]) -> str:
    """Lines as one; a word broken at its hyphen stays whole, runs of blanks become one."""
    wrapped = "\n".join(lines)
    return unlink(_close_hyphens(lines) if "-\n" in wrapped else " ".join(wrapped.split()))


def _close_hyphens(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        piece = " ".join(line.split())
        glued = len(text) > 1 and text[-1] == "-" and text[-2].isalnum() and piece[:1].isalnum()
        text = text + piece if glued or not text else f"{text} {piece}"
    return text
