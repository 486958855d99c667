from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.ingest.containers.decoding import MAX_TEXT_BYTES, NoText, decode

TEXT = "SUBJECT: CAF\u00c9 \u00b61. A PLAIN TEXT OF SOME LENGTH"

READ = [
    (b"plain ascii", "utf-8", "plain ascii", "ASCII is UTF-8"),
    (TEXT.encode(), "utf-8", TEXT, "UTF-8"),
    (TEXT.encode("utf-8-sig"), "utf-8-sig", TEXT, "the mark is no part of the text"),
    (TEXT.encode("utf-16"), "utf-16", TEXT, "UTF-16 says its byte order"),
    (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16", TEXT, "in either order"),
    (TEXT.encode("utf-16-le"), "utf-16-le", TEXT, "without a mark the zeros show it"),
    (TEXT.encode("utf-16-be"), "utf-16-be", TEXT, "in either order"),
    (TEXT.encode("utf-32"), "utf-32", TEXT, "its mark begins like that of UTF-16"),
    (b"\xb61. (U) TEXT", "cp1252", "\u00b61. (U) TEXT", "the pilcrow of raw telegrams is a single byte"),
    (b"\x93quoted\x94", "cp1252", "\u201cquoted\u201d", "Windows quotation marks"),
    (b"caf\xe9 \x81", "latin-1", "caf\u00e9 \x81", "a byte that Windows-1252 has not"),
    (b"line \x00 noise in a long enough line of text to be no more than noise", "utf-8", None, "a lone zero is noise"),
    (b"FF\x0cFORM FEED\x1a", "utf-8", "FF\x0cFORM FEED\x1a", "form feed and end-of-file mark are old habits"),
    (b"[1](#)1. (C) TEXT", "utf-8", "[1](#)1. (C) TEXT", "a markdown link is no JSON"),
]

REFUSED = [
    (b"", "is empty", "no byte"),
    (b" \r\n\t\n", "nothing but blanks", "no letter"),
    (b"\xef\xbb\xbf\r\n", "nothing but blanks", "only a byte order mark"),
    (b"\x00" * 4000, "nothing but blanks", "a hole in a disk"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture", "a photo with a false name"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG picture", "a picture"),
    (b"%PDF-1.4\n1 0 obj", "a PDF document", "text only to a casual eye"),
    (b"{\\rtf1\\ansi text}", "an RTF document", "text only to a casual eye"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "not a container that is read"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "not a container that is read"),
    (b"PK\x03\x04", "a zip archive", "archives are not texts"),
    (bytes(range(256)) * 4, "binary data", "a tenth of control characters"),
    (b"\xff\xfe\x00\xd8A\x00", "begins as UTF-16 but is damaged at byte 2", "half of a surrogate pair"),
    (b"\xef\xbb\xbfabc\xff", "begins as UTF-8 but is damaged at byte", "a broken sequence after the mark"),
    (b'\n<?xml version="1.0"?>', "XML", "markup"),
    (b'{"reference_id": "09BAKU1"}', "is JSON", "a parser's output, not its input"),
    (b"A" * (MAX_TEXT_BYTES + 1), "longer than the 20,000,000 bytes", "longer than any telegram"),
]


@pytest.mark.parametrize(("raw", "encoding", "text", "why"), READ, ids=[row[3] for row in READ])
def test_text_is_read_in_the_encoding_it_shows(raw: bytes, encoding: str, text: str | None, why: str) -> None:
    decoded = decode(raw)
    assert decoded.encoding == encoding, why
    assert decoded.text == (raw.decode(encoding) if text is None else text), why


@pytest.mark.parametrize(("raw", "words", "why"), REFUSED, ids=[f"{row[1]}: {row[2]}" for row in REFUSED])
def test_what_is_no_text_is_refused_with_what_it_is(raw: bytes, words: str, why: str) -> None:
    with pytest.raises(NoText) as refusal:
        decode(raw)
    assert words in str(refusal.value), why
    assert str(refusal.value).endswith("."), "a sentence for people"


@given(st.binary(max_size=300))
def test_bytes_are_text_that_can_be_read_again_or_are_refused(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except NoText as refusal:
        assert str(refusal)
    else:
        assert raw.decode(decoded.encoding) == decoded.text


@given(
    st.text(st.characters(codec="utf-16", exclude_categories=["Cc", "Cs"]), min_size=1),
    st.sampled_from(["utf-16", "utf-8-sig"]),
)
def test_marked_text_comes_back_as_it_was(text: str, encoding: str) -> None:
    raw = ("A" + text).encode(encoding)
    assert decode(raw).text == "A" + text
