"""CSV: a row for each cable, or for each paragraph where these were searched for.

The first line names the columns, and there is no comment line. The last row, and no other, has in the column `rows`
how many rows there are: a file without that number is not complete.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Prefetch

from cables.exporting.loading import Loading
from cables.exporting.values import About, Interrupted
from cables.models import Addressee, Cable, CableQuerySet, Tag
from cables.search import HitKey

SEPARATOR = "; "
"""Between the values of a cell that has several."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of something to compute."""
MARK = "\ufeff"
"""Without it, Excel takes the file for one of its own old encodings."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    meaning: str
    """One sentence for who reads the table."""
    value: Callable[[Any], object]
    """Of a cable loaded with `for_table`, or of a paragraph."""


def safe(text: str) -> str:
    """The text as a spreadsheet will show it and not compute it: with an apostrophe before what begins a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _several(values: Iterable[str]) -> str:
    return SEPARATOR.join(safe(value.replace(";", ",")) for value in values)


def _addressees(cable: Cable, role: Addressee.Role) -> str:
    return _several(one.name for one in cable.addressees.all() if one.role == role)


_HEAD = (
    Column("reference_id", "Id of the cable, as 09BAKU266.", lambda cable: cable.reference_id),
    Column("date", "Day on which it was sent, as 2009-04-06.", lambda cable: cable.date),
    Column("sent", "Day and time (UTC) at which it was sent, as 2009-04-06T09:12Z.", lambda cable: cable.sent),
    Column("post", "Code of the post that sent it.", lambda cable: cable.post and cable.post.code),
    Column("post_name", "Name of that post.", lambda cable: cable.post and cable.post.name),
    Column("country", "Country that the post is in.", lambda cable: cable.post and cable.post.country),
    Column("classification", "Its level, from UNCLASSIFIED to TOP SECRET.", lambda cable: cable.classification),
    Column("captions", "How it is to be handled.", lambda cable: _several(one.text for one in cable.captions.all())),
    Column("precedence", "How urgent it was.", lambda cable: cable.precedence),
    Column("tags", "TAGS, in the cable's order.", lambda cable: _several(tag.code for tag in cable.tags.all())),
    Column("subject", "The subject line.", lambda cable: cable.subject),
    Column("invented", "“yes” if it was invented for demonstration.", lambda cable: "yes" if cable.invented else ""),
)
COLUMNS = (
    *_HEAD,
    Column("sender", "The FM line.", lambda cable: cable.sender),
    Column("action", "To whom it was sent for action.", lambda cable: _addressees(cable, Addressee.Role.ACTION)),
    Column("info", "To whom it was sent for information.", lambda cable: _addressees(cable, Addressee.Role.INFO)),
    Column("executive_order", "The order under which it was classified.", lambda cable: cable.executive_order),
    Column("declassify_on", "Day on which its classification ends.", lambda cable: cable.declassify_on),
    Column("classified_by", "Who classified it.", lambda cable: _several(_people(cable.classified_by))),
    Column("reasons", "Why, as the order numbers reasons.", lambda cable: _several(map(str, cable.reasons))),
    Column("signers", "Who signed it.", lambda cable: _several(map(str, cable.signers))),
    Column(
        "references",
        "What its list of references names: ids of cables, and the text of what has no id.",
        lambda cable: _several(one.target_reference_id or one.text for one in cable.references.all()),
    ),
    Column("summary", "The summary at its head.", lambda cable: cable.summary),
)
PARAGRAPH_COLUMNS = (
    Column("paragraph", "Its number, if it has one.", lambda paragraph: paragraph.number),
    Column("marking", "Its portion marking.", lambda paragraph: paragraph.marking),
    Column("heading", "The heading above it.", lambda paragraph: paragraph.heading),
    Column("role", "What kind of paragraph it is.", lambda paragraph: paragraph.role),
    Column("text", "The paragraph.", lambda paragraph: paragraph.text),
)
NOTE = {"note": "What whoever keeps the list wrote beside it. Only lists have this column."}
LAST_COLUMNS = {
    "url": "Address of the cable, or of the paragraph in it.",
    "row": "Number of the row, from 1.",
    "rows": "How many rows the file has. Only the last row says it; without it, the file is not complete.",
}


def columns(*, by_paragraph: bool, noted: bool = False) -> dict[str, str]:
    """Names and meanings of the columns, in order."""
    named = [*_HEAD, *PARAGRAPH_COLUMNS] if by_paragraph else list(COLUMNS)
    return {column.name: column.meaning for column in named} | (NOTE if noted else {}) | LAST_COLUMNS


def table(loading: Loading, about: About) -> Iterator[bytes]:
    by_paragraph = loading.selection.by_paragraph
    noted = loading.notes is not None
    yield (MARK + _line(columns(by_paragraph=by_paragraph, noted=noted))).encode(errors="replace")
    held: list[object] = []
    number = 0
    for batch in (_paragraphs if by_paragraph else _cables)(loading, about):
        lines = []
        for cells in batch:
            number += 1
            if held:
                lines.append(_line([*held, None]))
            held = [*cells, number]
        yield "".join(lines).encode(errors="replace")
    if not held:
        raise Interrupted("Nothing of it is published any more.")
    yield _line([*held, number]).encode(errors="replace")


def broken_row(sentence: str) -> str:
    return _line([sentence])


def for_table(cables: CableQuerySet) -> CableQuerySet:
    parts = (Prefetch("tags", Tag.objects.as_stated()), "captions", "addressees", "references")
    return cables.with_text_facts().select_related("post").prefetch_related(*parts)


def _cables(loading: Loading, about: About) -> Iterator[Iterator[list[object]]]:
    for batch in loading.cables(for_table):
        yield (
            [
                *(column.value(cable) for column in COLUMNS),
                *_note(loading, HitKey(cable.pk)),
                about.site + cable.get_absolute_url(),
            ]
            for cable in batch
        )


def _paragraphs(loading: Loading, about: About) -> Iterator[Iterator[list[object]]]:
    for batch in loading.paragraphs(CableQuerySet.for_lists):
        yield (
            [
                *(column.value(cable) for column in _HEAD),
                *(column.value(paragraph) for column in PARAGRAPH_COLUMNS),
                *_note(loading, HitKey(cable.pk, paragraph.position)),
                f"{about.site}{cable.get_absolute_url()}#{paragraph.anchor}",
            ]
            for cable, paragraph in batch
        )


def _note(loading: Loading, key: HitKey) -> list[str]:
    return [] if loading.notes is None else [loading.notes.get(key, "")]


def _line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_cell(cell) for cell in cells])
    return line.getvalue()


def _cell(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
        case date():
            return value.isoformat()
        case str():
            return safe(value.replace("\x00", "\ufffd"))
        case _:
            return value


def _people(people: Iterable[dict[str, str]]) -> Iterator[str]:
    return (", ".join(filter(None, (one.get("name"), one.get("title")))) for one in people)
