"""Turns bytes into text, or says in a sentence why they hold none."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_TEXT_BYTES = 20_000_000
"""No telegram is near this long; the longest known are a few hundred kilobytes."""
TOO_LONG = (
    f"is longer than the {MAX_TEXT_BYTES:,} bytes that a single telegram may have. "
    "If it holds many telegrams, split it into one file each, or give them as JSON lines."
)
MAX_CONTROL_SHARE = 0.02
"""Of all characters. Line noise stays far below, anything compressed lies above a tenth."""

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""The longer mark first where one begins with another."""

ARCHIVE_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")

FOREIGN_MAGIC = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
"""First bytes of what is often met in place of a text."""

_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
_JSON = re.compile(r"\s*(?:\{\s*(?:\"|\})|\[\s*[{\[\"])")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1A), *range(0x1B, 0x20), 0x7F))
"""All but blanks and the end-of-file mark of old systems."""


class NoText(ValueError):
    """The bytes hold no telegram's text; the message says what they are and what to do, and begins with a verb."""


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    """`raw.decode(encoding) == text`."""
    guessed: bool = False
    """The bytes are read as Windows-1252 or Latin-1, only because they cannot be anything else known here."""


def decode(raw: bytes) -> Decoded:
    """The text in `raw`: by its byte order mark, as UTF-16 where every other byte is zero, as UTF-8, else as
    Windows-1252 or Latin-1.

    Raises NoText for what is empty, too long, binary, or a container of another kind.
    """
    if not raw:
        raise NoText("is empty. Give the text of the telegram.")
    if len(raw) > MAX_TEXT_BYTES:
        raise NoText(TOO_LONG)
    _refuse_foreign(raw)
    decoded = _decode(raw)
    _refuse_unreadable(decoded.text)
    return decoded


def decode_page(raw: bytes) -> str:
    """The characters of a web page. Raises NoText as `decode` does, but not for markup."""
    if len(raw) > MAX_TEXT_BYTES:
        raise NoText(TOO_LONG)
    return _decode(raw).text


def _refuse_foreign(raw: bytes) -> None:
    for magic, what in FOREIGN_MAGIC:
        if raw.startswith(magic):
            raise NoText(f"is {what}, not text. Give the telegram as plain text, or many in a zip archive.")


def _decode(raw: bytes) -> Decoded:
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if raw.startswith(mark)), None)
    if marked:
        try:
            return Decoded(raw.decode(marked), marked)
        except UnicodeDecodeError as error:
            name = marked.removesuffix("-sig").upper()
            raise NoText(f"begins as {name} but is damaged at byte {error.start:,}. Save it as UTF-8.") from error
    for encoding in (*_wide_encodings(raw), "utf-8", "cp1252"):
        try:
            return Decoded(raw.decode(encoding), encoding, guessed=encoding == "cp1252")
        except UnicodeDecodeError:
            continue
    return Decoded(raw.decode("latin-1"), "latin-1", guessed=True)


def _wide_encodings(raw: bytes) -> tuple[str, ...]:
    """UTF-16 in the byte order that shows: Latin text has a zero in nearly every pair, always on the same side."""
    if 0 not in raw:
        return ()
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    pairs = len(raw) / 2
    if odd > 0.7 * pairs and even < 0.05 * pairs:
        return ("utf-16-le",)
    if even > 0.7 * pairs and odd < 0.05 * pairs:
        return ("utf-16-be",)
    return ()


def _refuse_unreadable(text: str) -> None:
    if not text.strip("\ufeff\x00 \t\r\n\f\v\x1a"):
        raise NoText("holds nothing but blanks. Give the text of the telegram.")
    plain = text.encode()
    if len(plain) - len(plain.translate(None, _CONTROLS)) > MAX_CONTROL_SHARE * len(text):
        raise NoText("is binary data, not text. Give the telegram as plain text, or many in a zip archive.")
    if _MARKUP.match(text):
        raise NoText("is XML. Save the telegram in it as plain text.")
    if _JSON.match(text):
        raise NoText("is JSON, but not one object a line. Write each cable as an object on a line of its own.")
