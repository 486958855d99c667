"""The table of the 2011 release, cables.csv: eight columns, a backslash as escape, texts over many lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cables.ingest.containers.decoding import MAX_TEXT_BYTES, TOO_LONG, NoText, decode
from cables.ingest.containers.streams import CHUNK, Stream
from cables.ingest.values import Facts, RawCable, Rejection

COLUMNS = ("number", "date", "id", "origin", "classification", "references", "header", "body")

START_BYTES = 4_096
LONGEST_BEGINNING = 200
"""Bytes of a row by which it is known as one, and more."""

_DAY = rb"\d{1,2}/\d{1,2}/\d{4}"
_ROW = rb'"?\d{1,9}"?,"?' + _DAY + rb'(?: \d{1,2}:\d{2}(?::\d{2})?)?"?,"?[^",\r\n]{3,80}"?,'
"""How a row begins. No line of a telegram does, so that a row with a lost quotation mark spoils no other."""
_FIRST_ROW, _NEXT_ROW = re.compile(_ROW), re.compile(rb"\n(?=" + _ROW + rb")")
_HEADINGS = re.compile(rb'"?[A-Za-z][A-Za-z _]{0,30}"?(?:,"?[A-Za-z][A-Za-z _]{0,30}"?){7}\r?\n')
_BARE = r'([^",\r\n]*+)'
_ESCAPED = r'"((?:[^"\\]++|\\.)*+)"'
_DOUBLED = r'"((?:[^"]++|"")*+)"'


def _unescaped(value: str) -> str:
    plain = value.replace('\\"', '"')
    return re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) if "\\" in plain else plain


_SPELLINGS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = tuple(
    (re.compile(",".join([rf"(?:{quoted}|{_BARE})"] * len(COLUMNS)), re.DOTALL), mended)
    for quoted, mended in (
        (_ESCAPED, _unescaped),
        (_DOUBLED, lambda value: value.replace('""', '"')),
    )
)
"""Each way to write a quotation mark within a value: a whole row, and how its marks are undone. Not the standard
library's reader, which takes a row with a lost quotation mark for a good one."""
_STATED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    """Of the file, from 1."""
    raw: bytes
    whole: bool = True
    """False where more followed than any row has; `raw` is then its beginning."""


def is_release_csv(start: bytes) -> bool:
    start = start.removeprefix(b"\xef\xbb\xbf")
    headings = _HEADINGS.match(start)
    return bool(_FIRST_ROW.match(start, headings.end() if headings else 0))


def read_release_csv(origin: str, stream: Stream) -> Iterator[RawCable | Rejection]:
    """The telegram of every row, one at a time. Reading raises NoText where the stream is damaged or too much."""
    for row in _rows(stream):
        place = f"{origin}: line {row.line:,}"
        try:
            yield _telegram(place, row)
        except NoText as refusal:
            yield Rejection(place, f"{place} {refusal}", row.raw)


def _rows(stream: Stream) -> Iterator[_Row]:
    """Cut where a line begins as a row does; of a row longer than any telegram only the beginning is kept."""
    held, line, lines_left_out, whole = b"", 1, 0, True
    start = stream.peek(START_BYTES).removeprefix(b"\xef\xbb\xbf")
    if _HEADINGS.match(start):
        stream.readline()
        line = 2
    while chunk := stream.read(CHUNK):
        looked_at = max(len(held) - LONGEST_BEGINNING, 0)
        held += chunk
        for begin, end in pairwise([0, *(match.end() for match in _NEXT_ROW.finditer(held, looked_at)), len(held)]):
            if end == len(held):
                held = held[begin:]
                break
            yield _Row(line, held[begin:end], whole)
            line += held.count(b"\n", begin, end) + lines_left_out
            lines_left_out, whole = 0, True
        if len(held) > MAX_TEXT_BYTES + LONGEST_BEGINNING:
            lines_left_out += held.count(b"\n", MAX_TEXT_BYTES, -LONGEST_BEGINNING)
            held, whole = held[:MAX_TEXT_BYTES] + held[-LONGEST_BEGINNING:], False
    if held.strip():
        yield _Row(line, held, whole)


def _telegram(place: str, row: _Row) -> RawCable:
    if not row.whole or len(row.raw) > MAX_TEXT_BYTES:
        raise NoText(TOO_LONG)
    decoded = decode(row.raw)
    values = _values(decoded.text)
    stated = dict(zip(COLUMNS[:6], values[:6], strict=True))
    text = "\n".join(part for part in values[6:] if part.strip())
    if not text:
        raise NoText("has neither header nor body. Look the cable up in another copy of the release.")
    encoding = decoded.encoding if decoded.guessed else "utf-8"
    return RawCable(
        raw=text.encode(encoding),
        text=text,
        encoding=encoding,
        origin=place,
        found_id=stated["id"].strip(),
        facts=Facts(
            container="csv",
            date=_day(stated["date"]),
            classification=stated["classification"].strip(),
            post=stated["origin"].strip(),
            references=tuple(filter(None, (name.strip() for name in stated["references"].split("|")))),
            stated={name: value for name, value in stated.items() if value},
        ),
        encoding_guessed=decoded.guessed,
    )


def _values(text: str) -> list[str]:
    """The eight values of a row; the release escapes quotation marks, other copies double them."""
    text = text.rstrip("\r\n \x00")
    for pattern, mended in _SPELLINGS:
        row = pattern.fullmatch(text)
        if row:
            quoted, bare = row.groups()[::2], row.groups()[1::2]
            return [mended(value) if value is not None else bare[place] for place, value in enumerate(quoted)]
    raise NoText(f"is no row of {len(COLUMNS)} values: a quotation mark is lost or not escaped. Mend it there.")


def _day(stated: str) -> date | None:
    found = _STATED_DAY.match(stated.strip())
    if not found:
        return None
    month, day, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
