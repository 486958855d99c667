"""The table of the 2011 release, cables.csv: eight columns, a backslash as escape, texts over many lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from cables.ingest.containers.decoding import MAX_TEXT_BYTES, TOO_LONG, NoText, decode
from cables.ingest.containers.streams import CHUNK, Stream
from cables.ingest.values import Facts, RawCable, Rejection

COLUMNS = ("number", "date", "id", "origin", "classification", "references", "header", "body")

_DAY = rb"\d{1,2}/\d{1,2}/\d{4}"
_ROW = re.compile(rb'"?\d{1,9}"?,"?' + _DAY + rb'(?: \d{1,2}:\d{2}(?::\d{2})?)?"?,"?[^",\r\n]{3,80}"?,')
"""How a row begins. No line of a telegram does, so that a row with a lost quotation mark spoils no other."""
_HEADINGS = re.compile(rb'"?[A-Za-z][A-Za-z _]{0,30}"?(?:,"?[A-Za-z][A-Za-z _]{0,30}"?){7}\r?\n')
_BARE = r'([^",\r\n]*+)'
_ESCAPED = r'"((?:[^"\\]++|\\.)*+)"'
_DOUBLED = r'"((?:[^"]++|"")*+)"'
_SPELLINGS: tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[str], str]], ...] = tuple(
    (
        re.compile(rf"(?:(?:{quoted}|{_BARE}),){{7}}(?:{quoted}|{_BARE})", re.DOTALL),
        re.compile(rf"(?:{quoted}|{_BARE}),", re.DOTALL),
        mended,
    )
    for quoted, mended in (
        (_ESCAPED, lambda value: re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)),
        (_DOUBLED, lambda value: value.replace('""', '"')),
    )
)
"""Each way to write a quotation mark within a value: a whole row, one value, and how its marks are undone. Not the
standard library's reader, which takes a row with a lost quotation mark for a good one."""
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
    return bool(_ROW.match(start, headings.end() if headings else 0))


def read_release_csv(origin: str, stream: Stream) -> Iterator[RawCable | Rejection]:
    """The telegram of every row, one at a time. Reading raises NoText where the stream is damaged or too much."""
    for row in _rows(stream):
        place = f"{origin}: line {row.line:,}"
        try:
            yield _telegram(place, row)
        except NoText as refusal:
            yield Rejection(place, f"{place} {refusal}")


def _rows(stream: Stream) -> Iterator[_Row]:
    lines: list[bytes] = []
    size, first = 0, 1
    for number, line in enumerate(_lines(stream), start=1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
            if _HEADINGS.fullmatch(line):
                continue
        if _ROW.match(line) and lines:
            yield _Row(first, b"".join(lines), whole=size <= MAX_TEXT_BYTES)
            lines, size = [], 0
        if not lines:
            first = number
        size += len(line)
        if size <= MAX_TEXT_BYTES or not lines:
            lines.append(line)
    if any(line.strip() for line in lines):
        yield _Row(first, b"".join(lines), whole=size <= MAX_TEXT_BYTES)


def _lines(stream: Stream) -> Iterator[bytes]:
    """Lines with their ends; of one longer than any telegram only the beginning, one byte more than there may be."""
    while line := stream.readline(MAX_TEXT_BYTES + 1):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(CHUNK)
        yield line


def _telegram(place: str, row: _Row) -> RawCable:
    if not row.whole:
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
    for whole, value, mended in _SPELLINGS:
        if whole.fullmatch(text):
            return [mended(quoted) if quoted else bare for quoted, bare in value.findall(text + ",")]
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
