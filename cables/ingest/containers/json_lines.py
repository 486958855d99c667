"""One cable a line, as a JSON object: its text, and what else is said of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cables.ingest.containers.days import iso_day
from cables.ingest.containers.decoding import MAX_TEXT_BYTES, TOO_LONG, NoText, decode
from cables.ingest.containers.streams import CHUNK, Stream
from cables.ingest.values import Facts, RawCable, Rejection

TEXT, HEADER, BODY = "text", "header", "body"
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("reference_id", "id", "cable_id"),
    "date": ("date", "sent", "created"),
    "classification": ("classification", "level"),
    "post": ("post", "origin", "office"),
    "references": ("references", "refs"),
}
"""What each fact may be called, the surest first."""
LONGEST_FACT = 1_000
"""Characters of a value that is kept beside the text."""

_OBJECT = re.compile(rb"\s*\{\s*(?:\"|\})")


def is_json_lines(start: bytes) -> bool:
    """Whether the first line is an object, or begins as one where `start` does not reach to its end."""
    line, end, _ = start.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    if not end:
        return _OBJECT.match(line) is not None
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def read_json_lines(origin: str, stream: Stream) -> Iterator[RawCable | Rejection]:
    """The telegram of every line, one at a time. Reading raises NoText where the stream is damaged or too much."""
    number = 0
    while line := stream.readline(2 * MAX_TEXT_BYTES + 1):
        number += 1
        place = f"{origin}: line {number:,}"
        try:
            if len(line) > 2 * MAX_TEXT_BYTES:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(CHUNK)
                raise NoText(TOO_LONG)
            if line.strip():
                yield _telegram(place, line)
        except NoText as refusal:
            yield Rejection(place, f"{place} {refusal}", line)


def _telegram(place: str, line: bytes) -> RawCable:
    try:
        said = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise NoText("is no JSON object on one line. Write each cable as an object on a line of its own.") from error
    if not isinstance(said, dict):
        raise NoText("is JSON, but no object. Write each cable as an object on a line of its own.")
    text = _text(said)
    raw = text.encode("utf-8", errors="surrogatepass")
    try:
        decode(raw)
    except NoText as refusal:
        raise NoText(f'has a "{TEXT}" that {refusal}') from refusal
    stated = {name: value for name in _fact_names(said) if (value := _plain(said[name]))}
    facts = {fact: _first(stated, names) for fact, names in NAMES.items()}
    return RawCable(
        raw=raw,
        text=raw.decode(),
        encoding="utf-8",
        origin=place,
        found_id=facts["id"],
        facts=Facts(
            container="JSON line",
            date=iso_day(facts["date"]),
            classification=facts["classification"],
            post=facts["post"],
            references=_references(said),
            stated=stated,
        ),
    )


def _text(said: Mapping[str, Any]) -> str:
    parts = [said.get(name) for name in ((TEXT,) if TEXT in said else (HEADER, BODY))]
    text = "\n".join(part for part in parts if isinstance(part, str) and part)
    if not text:
        raise NoText(f'has no "{TEXT}", nor "{HEADER}" and "{BODY}", with the telegram in it. Name it so.')
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NoText(f'has a "{TEXT}" with half a character (a lone surrogate). Write it anew as UTF-8.') from error
    return text


def _fact_names(said: Mapping[str, Any]) -> list[str]:
    return [name for names in NAMES.values() for name in names if name in said]


def _first(stated: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((stated[name] for name in names if stated.get(name)), "")


def _plain(value: Any) -> str:
    """A value as it is kept; texts as they are, other things as JSON. Halves of characters are replaced."""
    text = value if isinstance(value, str) else json.dumps(value)
    return text[:LONGEST_FACT].encode(errors="replace").decode() if value is not None else ""


def _references(said: Mapping[str, Any]) -> tuple[str, ...]:
    given = next((said[name] for name in NAMES["references"] if said.get(name)), ())
    listed = re.split(r"[|,;]", given) if isinstance(given, str) else given
    if not isinstance(listed, list):
        return ()
    return tuple(found for item in listed if isinstance(item, str) and (found := _plain(item).strip()))
