"""What stands beside the data: where it comes from, how much it is, what its columns mean."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from cables.exporting.loading import Loading
from cables.exporting.values import About


def readme(loading: Loading, about: About, fields: Mapping[str, str], what: str) -> bytes:
    """Written when all else has been: it says how much that was."""
    return "\r\n".join(_lines(loading, about, fields, what)).encode(errors="replace")


def facts(about: About) -> Iterator[tuple[str, str]]:
    """What is known of an export before it is made: (name, one line)."""
    yield "Archive", about.archive
    yield "Made", f"{about.made:%Y-%m-%d %H:%M} UTC"
    yield "Taken from", about.title
    if about.query:
        yield "Query as typed", about.query
    if about.understood:
        yield "Query as read", about.understood
    for one in about.filters:
        yield "Filter", one
    if about.order:
        yield "Order", about.order
    yield "Address", about.address
    for notice in about.notices:
        yield "Note", notice


def _lines(loading: Loading, about: About, fields: Mapping[str, str], what: str) -> Iterator[str]:
    selection = loading.selection
    found = _counted(selection.total, "paragraphs" if selection.by_paragraph else "cables")
    yield f"This is {what}."
    yield ""
    for name, value in facts(about):
        yield f"{name + ':':<16} {' '.join(value.split())}"
    yield f"{'Found:':<16} {found}"
    yield f"{'In this file:':<16} {_counted(loading.hits, loading.unit)}"
    if loading.withdrawn:
        yield f"{'Left out:':<16} {loading.withdrawn:,}, withdrawn while this file was made"
    yield ""
    for name, meaning in fields.items():
        yield from textwrap.wrap(f"{name:<16} {meaning}", 100, subsequent_indent=" " * 17)
    yield ""


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit.removesuffix('s') if number == 1 else unit}"
