"""Makes the reading text of a paragraph from its lines: unwrapped, in blocks, repaired."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from cables.telegram.body import FULL_LINE
from cables.telegram.broken_words import LONGEST_LINE
from cables.telegram.footnotes import footnote_marks
from cables.telegram.headings import is_columns
from cables.telegram.lexer import squeeze_all, unlink
from cables.telegram.patterns import exact
from cables.telegram.repairs import Mender
from cables.telegram.tokens import RULE_SIGNS
from cables.telegram.values import Block, Repair

SEPARATOR = "\n\n"
TEXT, ITEM, TABLE = "text", "item", "table"
"""Kinds of blocks."""

_BLANK = r"[^\S\n]"
_ITEMS = exact(
    rf"\n(?=[^A-Za-z]|[A-Za-z][.)]|[ivxIVX]{{2,4}}[.)]|o{_BLANK})"
    rf"{_BLANK}{{0,20}}(?:-{{1,3}}{_BLANK}{{0,3}}(?=[A-Za-z0-9(\"'$&])|[=*\u2022]{_BLANK}+(?=\S)"
    rf"|(?:[a-zA-Z]|[ivxIVX]{{2,4}})[.)]{{1,2}}{_BLANK}"
    rf"|\((?![UCS]\))(?:[a-zA-Z]|[ivxIVX]{{1,4}}|\d{{1,2}})\){_BLANK}|\d{{1,2}}\){_BLANK}"
    rf"|o{_BLANK}(?=[A-Z(\"]|{_BLANK})|(?<={_BLANK})o{_BLANK})"
)
"""The beginnings of items in lines that each have a line end before them; the first look passes most lines by."""
_NARROW = exact(r"[\w)%]  [^\W_].{0,60}[\w)%]  [^\W_]")
"""A row of at least three columns with two blanks between them, and none of them behind a stop."""
_THIRD = exact(rf"\n{_BLANK}{{0,20}}\(C\){_BLANK}")
GAPS = ("   ", "\t", "....")
"""What stands between the columns of a table at least."""
_ENDS = (".", ":", ";", "!", "?", '"', ")", ",")
_MARK = exact(r"\(?(\w{1,4})[.)]|(-{1,3}|[=*o\u2022])")
_SECOND = {"a": "b", "A": "B", "1": "2", "i": "ii", "I": "II"}
"""The marks of first items, and those of the second."""


ReadingText = tuple[str, tuple[Block, ...], tuple[Repair, ...]]
"""Text, blocks and repairs of a paragraph."""
Lines = tuple[str, Sequence[str], int]
"""Kind and lines of a block; last, the characters from which on blanks may cut its words, for then the lines are longer
in the mean than a sender's."""


def reading_texts(source: str, paragraphs: Sequence[Sequence[Sequence[str]]]) -> list[ReadingText]:
    """The reading text of each paragraph with its blocks and repairs.

    A paragraph is given in chunks, each of which holds the lines between two blank lines; `source` is the whole
    telegram. All paragraphs are looked through together for what few have.
    """
    lines = [line for chunks in paragraphs for chunk in chunks for line in chunk]
    marks = footnote_marks(source, lines)
    blocks = list(_blocks(paragraphs, lines))
    texts = _unwrapped([block for some in blocks for _, block, _ in some])
    mender = Mender(texts, marks)
    rest = iter(texts)
    return [_mended(some, rest, mender) for some in blocks]


def _mended(blocks: Sequence[Lines], texts: Iterator[str], mender: Mender) -> ReadingText:
    """The blocks of a paragraph, which have the next of the texts."""
    mended: list[str] = []
    placed: list[Block] = []
    repairs: list[Repair] = []
    start = 0
    for (kind, lines, longest), text in zip(blocks, texts, strict=False):
        if kind == TABLE:
            text = unlink("\n".join([line.rstrip() for line in lines]))
        elif mender.mends or len(text) > longest:
            text, repaired = mender.mend(text, reflowed=len(text) > longest, offset=start)
            repairs += repaired
        if text:
            mended.append(text)
            placed.append(Block(start, start + len(text), kind))
            start += len(text) + len(SEPARATOR)
    return SEPARATOR.join(mended), tuple(placed), tuple(repairs)


def _blocks(paragraphs: Sequence[Sequence[Sequence[str]]], lines: Sequence[str]) -> Iterator[list[Lines]]:
    """The blocks of each paragraph; `lines` are those of all."""
    joined = "\n".join(("", *lines))
    starts = list(accumulate([len(line) + 1 for line in lines], initial=0))
    items = [bisect_left(starts, match.start()) for match in _ITEMS.finditer(joined)]
    if items and "(B)" in joined and "(C)" in joined:
        items = sorted([*items, *_third_items(joined, starts, lines, items)])
    gaps = sorted({line for gap in GAPS for line in _lines_with(gap, joined, starts)})
    longest = 0 if starts[-1] - len(lines) > LONGEST_LINE * len(lines) else LONGEST_LINE
    end = 0
    for chunks in paragraphs:
        blocks: list[Lines] = []
        for chunk in chunks:
            begin, end = end, end + len(chunk)
            if gaps and bisect_left(gaps, end) - bisect_left(gaps, begin) > 1:
                for is_table, part in _apart(chunk):
                    until = begin + len(part)
                    blocks += [(TABLE, part, 0)] if is_table else _text_blocks(part, begin, until, items, longest)
                    begin = until
            elif len(chunk) > 1 and chunk[0].count("  ") > 1 and all(map(_NARROW.search, chunk)):
                blocks.append((TABLE, chunk, 0))
            elif items:
                blocks += _text_blocks(chunk, begin, end, items, longest)
            else:
                blocks.append((TEXT, chunk, longest * len(chunk)))
        yield blocks


def _third_items(joined: str, starts: Sequence[int], lines: Sequence[str], items: Sequence[int]) -> Iterator[int]:
    """The lines that begin with (C), which is a marking but where the item before is (B)."""
    for match in _THIRD.finditer(joined):
        line = bisect_left(starts, match.start())
        before = bisect_left(items, line)
        if before and lines[items[before - 1]].lstrip().startswith("(B)"):
            yield line


def _lines_with(sign: str, joined: str, starts: Sequence[int]) -> Iterator[int]:
    """The lines that hold a sign, of lines that begin at `starts` in the joined text."""
    place = joined.find(sign)
    while place >= 0:
        line = bisect_right(starts, place) - 1
        yield line
        place = joined.find(sign, starts[line + 1]) if line + 1 < len(starts) else -1


def _text_blocks(lines: Sequence[str], begin: int, end: int, items: Sequence[int], longest: int) -> list[Lines]:
    """The blocks of lines `begin` to `end` of all, of which those of `items` begin with the mark of one."""
    marked = items[bisect_left(items, begin) : bisect_left(items, end)] if items else None
    if not marked:
        return [(TEXT, lines, longest * len(lines))]
    begins = _item_begins(lines, [at - begin for at in marked])
    parts = [lines[at:until] for at, until in zip(begins, (*begins[1:], len(lines)), strict=True)]
    first = ITEM if marked[0] == begin else TEXT
    return [(ITEM if at else first, part, longest * len(lines)) for at, part in enumerate(parts)]


def _apart(lines: Sequence[str]) -> Iterator[tuple[bool, Sequence[str]]]:
    """The lines between two blank ones, parted into tables and the rest: all where most are rows, else runs of rows."""
    rows = [is_columns(line) or not line.strip(RULE_SIGNS) for line in lines]
    if not all(rows) and all(GAPS[0] in line.strip() for line in lines):
        rows = [True] * len(lines)
    count = sum(rows)
    if count < 2:
        yield False, lines
        return
    if count * 2 >= len(lines):
        first, behind = rows.index(True), len(lines) - rows[::-1].index(True)
        begin = first if first and lines[first - 1].rstrip().endswith((".", ":")) else 0
        end = behind if lines[-1].rstrip().endswith(".") else len(lines)
        parts = ((False, lines[:begin]), (True, lines[begin:end]), (False, lines[end:]))
        yield from (part for part in parts if part[1])
        return
    begin = 0
    for is_row, run in groupby(range(len(lines)), rows.__getitem__):
        places = list(run)
        if is_row and len(places) > 1:
            if begin < places[0]:
                yield False, lines[begin : places[0]]
            begin = places[-1] + 1
            yield True, lines[places[0] : begin]
    if begin < len(lines):
        yield False, lines[begin:]


def _item_begins(lines: Sequence[str], marked: Sequence[int]) -> list[int]:
    """Where blocks begin: the first line, and those of the marked ones that are no wrapped text or dash."""
    begins = [0]
    inside_item = False
    for number, at in enumerate(marked):
        line = lines[at].lstrip()
        if at == 0:
            inside_item = True
        elif inside_item:
            other = line[:2] == "- " and lines[begins[-1]].lstrip()[:1] != "-"
            if other and not lines[at - 1].rstrip().endswith(":"):
                continue
            begins.append(at)
        elif lines[at - 1].rstrip().endswith(_ENDS) or _begins_list(lines, marked[number : number + 3]):
            begins.append(at)
            inside_item = True
    return begins


def _begins_list(lines: Sequence[str], marked: Sequence[int]) -> bool:
    """Whether the first marked line begins a list though the line above goes on: by the marks of those behind it."""
    at = marked[0]
    first, *others = [mark[1] or mark[2] for line in marked if (mark := _MARK.match(lines[line].lstrip()))]
    if first in _SECOND or first in "=*\u2022":
        return first not in _SECOND or others[:1] == [_SECOND[first]]
    if first[0] not in "-o":
        return False
    if others == [first, first] or (others[:1] == [first] and lines[marked[1] - 1].rstrip().endswith(_ENDS)):
        return True
    return first == "--" and len(lines[at - 1]) < FULL_LINE and " -- " not in lines[at].lstrip()


def _unwrapped(blocks: Sequence[Sequence[str]]) -> list[str]:
    """The lines of each block as one; a word broken at its hyphen stays whole, runs of blanks become one."""
    joined = ["\n".join(lines) for lines in blocks]
    texts = squeeze_all(joined)
    for at, lines in enumerate(blocks):
        if "-\n" in joined[at]:
            texts[at] = _close_hyphens(lines)
    return [unlink(text) for text in texts]


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
