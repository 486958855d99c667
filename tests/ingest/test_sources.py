from __future__ import annotations

import os
import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.ingest import RawCable, Rejection, read_sources, read_upload, sources
from cables.ingest.containers import archives
from cables.ingest.containers.archives import Limits
from cables.ingest.containers.decoding import MAX_TEXT_BYTES

from .samples import text_of, zip_of

CABLE = text_of().encode()


def outline(inputs: list[RawCable | Rejection]) -> list[str]:
    """Origins in order, rejected ones in brackets."""
    return [f"({item.origin})" if isinstance(item, Rejection) else item.origin for item in inputs]


def upload(content: bytes, name: str = "upload.zip") -> list[RawCable | Rejection]:
    return list(read_upload(name, BytesIO(content)))


def reason_of(inputs: list[RawCable | Rejection]) -> str:
    (reason,) = [item.reason for item in inputs if isinstance(item, Rejection)]
    return reason


def test_folders_are_read_to_the_bottom_in_the_order_of_names(tmp_path: Path) -> None:
    release = tmp_path / "release"
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.zip"):
        (release / name).parent.mkdir(parents=True, exist_ok=True)
        (release / name).write_bytes(zip_of({"2.txt": CABLE, "1.txt": CABLE}) if name == "c.zip" else CABLE)
    single = tmp_path / "09BAKU1.txt"
    single.write_bytes(CABLE)

    assert outline(list(read_sources([single, release]))) == [
        "09BAKU1.txt",
        "release/a/b/c.txt",
        "release/a/z.txt",
        "release/b.txt",
        "release/c.zip: 1.txt",
        "release/c.zip: 2.txt",
    ]


@pytest.mark.parametrize(
    ("name", "found_id", "why"),
    [
        ("09BAKU1.txt", "09BAKU1", "the usual name"),
        ("09BAKU1", "09BAKU1", "no ending"),
        ("2009BAKU00001_a.txt", "2009BAKU00001_a", "as spelt: other spellings are ids too"),
        ("readme.txt", "", "no id"),
        ("baku.txt", "", "a post is no id"),
    ],
)
def test_a_file_named_after_a_cable_hands_its_id_over(name: str, found_id: str, why: str) -> None:
    for inputs in (
        upload(CABLE, name),
        upload(zip_of({f"2009/{name}": CABLE})),
        upload(zip_of({f"2009\\{name}": CABLE})),
    ):
        assert [item.found_id for item in inputs if isinstance(item, RawCable)] == [found_id], why


def test_a_raw_cable_is_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"\xb61. (U) TEXT\r\n")
    assert list(read_sources([tmp_path / "x.txt"])) == [
        RawCable(
            raw=b"\xb61. (U) TEXT\r\n",
            text="\u00b61. (U) TEXT\r\n",
            encoding="cp1252",
            origin="x.txt",
            encoding_guessed=True,
        )
    ]


def test_what_is_no_file_is_said_and_the_rest_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    (folder / "good.txt").write_bytes(CABLE)
    (folder / "linked.txt").symlink_to(folder / "good.txt")
    (folder / "broken.txt").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_bytes(b"")

    inputs = list(read_sources([folder]))

    assert outline(inputs) == [
        "(in/broken.txt)",
        "(in/caf\ufffd.txt)",
        "in/good.txt",
        "in/linked.txt",
        "(in/loop)",
        "(in/pipe)",
    ]
    reasons = {item.origin: item.reason for item in inputs if isinstance(item, Rejection)}
    assert "cannot be read: No such file or directory" in reasons["in/broken.txt"]
    assert "is empty" in reasons["in/caf\ufffd.txt"]
    assert "is a link to a folder" in reasons["in/loop"]
    assert "is a device or pipe" in reasons["in/pipe"]


def test_fifty_megabytes_of_one_line_are_not_taken_for_a_telegram(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    with long.open("wb") as file:
        file.write(b"A" * 50_000_000)
    assert reason_of(list(read_sources([long]))).startswith("long.txt is longer than the 20,000,000 bytes")


def encrypted() -> bytes:
    """The flag alone tells: no password is ever asked for."""
    packed = bytearray(zip_of({"secret.txt": CABLE}))
    directory = packed.index(b"PK\x01\x02")
    packed[6] |= 1
    packed[directory + 8] |= 1
    return bytes(packed)


def with_wrong_checksum() -> bytes:
    packed = bytearray(zip_of({"bad.txt": CABLE}))
    packed[30 + len("bad.txt") + 40] ^= 0xFF
    return bytes(packed)


def with_false_size() -> bytes:
    """A bomb that says it is small."""
    packed = bytearray(zip_of({"liar.txt": b"A" * 30_000_000}))
    directory = packed.index(b"PK\x01\x02")
    for place in (22, directory + 24):
        packed[place : place + 4] = struct.pack("<I", 5000)
    return bytes(packed)


def with_method(method: int) -> bytes:
    packed = bytearray(zip_of({"odd.txt": CABLE}))
    directory = packed.index(b"PK\x01\x02")
    for place in (8, directory + 10):
        packed[place : place + 2] = struct.pack("<H", method)
    return bytes(packed)


BAD_MEMBERS = [
    (zip_of({"../../etc/passwd": CABLE}), "leads out of the archive", "climbs"),
    (zip_of({"a/../../b.txt": CABLE}), "leads out of the archive", "climbs in the middle"),
    (zip_of({"..\\b.txt": CABLE}), "leads out of the archive", "climbs on Windows"),
    (zip_of({"/etc/passwd": CABLE}), "leads out of the archive", "absolute"),
    (zip_of({"C:\\b.txt": CABLE}), "leads out of the archive", "absolute on Windows"),
    (zip_of({"C:b.txt": CABLE}), "leads out of the archive", "relative to a drive"),
    (zip_of({"link.txt": "/etc/passwd"}, links=["link.txt"]), "is a symbolic link", "points anywhere"),
    (encrypted(), "is encrypted", "no password"),
    (with_wrong_checksum(), "is damaged", "fails its checksum or its unpacking"),
    (with_method(99), "is damaged within the archive", "packed by an unknown method"),
    (with_false_size(), "is damaged", "unpacks to more than it says"),
    (zip_of({"bomb.txt": b"A" * 15_000_000}), "as no text does", "packs a thousandfold"),
    (
        zip_of({"long.txt": os.urandom(10_500_000).hex()}),
        "is longer than the 20,000,000 bytes",
        "longer than any telegram",
    ),
    (zip_of({"photo.txt": b"\xff\xd8\xff\xe0"}), "is a JPEG picture", "no text"),
    (zip_of({"empty.txt": b""}), "is empty", "nothing in it"),
]


@pytest.mark.parametrize(("packed", "words", "why"), BAD_MEMBERS, ids=[f"{row[1]}: {row[2]}" for row in BAD_MEMBERS])
def test_a_bad_member_is_refused_by_name(packed: bytes, words: str, why: str) -> None:
    (item,) = upload(packed)
    with ZipFile(BytesIO(packed)) as archive:
        origin = f"upload.zip: {archive.namelist()[0]}"
    assert isinstance(item, Rejection), why
    assert item.origin == origin
    assert item.reason.startswith(f"{origin} ")
    assert words in item.reason


@pytest.mark.parametrize(("packed", "words", "why"), BAD_MEMBERS, ids=[f"{row[1]}: {row[2]}" for row in BAD_MEMBERS])
def test_the_members_beside_a_bad_one_are_read(packed: bytes, words: str, why: str) -> None:
    joined = BytesIO(packed)
    with ZipFile(joined, "a", ZIP_DEFLATED) as archive:
        archive.writestr("zz.txt", CABLE)
    inputs = upload(joined.getvalue())
    assert [type(item) for item in inputs] == [Rejection, RawCable], why


BAD_ARCHIVES = [
    (b"PK\x03\x04 and no more", "is a damaged zip archive", "only the first bytes"),
    (zip_of({"a.txt": CABLE})[:-30], "is a damaged zip archive", "the end is missing"),
    (zip_of({}), "with nothing in it", "empty"),
    (zip_of({"folder/": b""}), "with nothing in it", "only a folder"),
    (zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "is an office document", "a .docx"),
    (zip_of({"mimetype": "application/vnd.oasis", "content.xml": "<o/>"}), "is an office document", "an .odt"),
]


@pytest.mark.parametrize(("packed", "words", "why"), BAD_ARCHIVES, ids=[f"{row[1]}: {row[2]}" for row in BAD_ARCHIVES])
def test_a_bad_archive_is_refused_as_a_whole(packed: bytes, words: str, why: str) -> None:
    (item,) = upload(packed)
    assert isinstance(item, Rejection), why
    assert item.origin == "upload.zip"
    assert item.reason.startswith("upload.zip ")
    assert words in item.reason


def test_an_archive_of_a_hundred_thousand_tiny_files_and_one_is_refused_as_a_whole() -> None:
    (item,) = upload(zip_of({f"{n}.txt": b"x" for n in range(100_001)}))
    assert isinstance(item, Rejection)
    assert "holds 100,001 files, and 100,000 is the most" in item.reason


def test_an_archive_that_unpacks_to_too_much_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zip_of({f"{n}.txt": CABLE for n in range(5)})
    monkeypatch.setattr(sources, "UPLOAD", Limits(members=10, unpacked_bytes=3 * len(CABLE)))
    inputs = upload(packed)
    assert outline(inputs) == ["upload.zip: 0.txt", "upload.zip: 1.txt", "upload.zip: 2.txt", "(upload.zip)"]
    assert "nothing was read from upload.zip: 3.txt on" in reason_of(inputs)


def test_an_archive_of_too_many_files_is_refused_before_its_table_of_contents_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A table of a million entries would fill the memory, whatever number the archive gives."""
    monkeypatch.setattr(archives, "CHUNK", 7)
    packed = bytearray(zip_of({f"{n}.txt": b"x" for n in range(11)}))
    end = packed.rindex(b"PK\x05\x06")
    packed[end + 8 : end + 12] = struct.pack("<HH", 1, 1)
    monkeypatch.setattr(sources, "UPLOAD", Limits(members=11, unpacked_bytes=1000))
    assert len(upload(bytes(packed))) == 11
    monkeypatch.setattr(sources, "UPLOAD", Limits(members=10, unpacked_bytes=1000))
    monkeypatch.delattr(archives, "ZipFile")
    assert "holds 11 files, and 10 is the most" in reason_of(upload(bytes(packed)))


def test_nothing_is_unpacked_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "r.zip").write_bytes(zip_of({"../up.txt": CABLE, "a/b.txt": CABLE}))
    monkeypatch.chdir(tmp_path / "in")
    list(read_sources([Path("r.zip")]))
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == ["in", "in/r.zip"]


def test_names_are_made_fit_to_be_shown(tmp_path: Path) -> None:
    assert outline(upload(CABLE, "a\x1b[31m\n\x00b.txt")) == ["a\ufffd[31m\ufffd\ufffdb.txt"]


def test_a_member_whose_name_begins_with_null_is_refused_and_the_rest_is_read() -> None:
    packed = zip_of({"1.txt": CABLE, "2.txt": CABLE})
    damaged = packed.replace(b"1.txt", b"\0.txt")
    refused, read = upload(damaged)
    assert isinstance(refused, Rejection)
    assert "has no name within the archive" in refused.reason
    assert isinstance(read, RawCable)


@given(st.binary(max_size=400), st.integers(0, 2000), st.integers(0, 255))
def test_no_damage_to_an_archive_is_more_than_a_rejection(start: bytes, place: int, value: int) -> None:
    packed = bytearray(zip_of({"1.txt": CABLE, "2/3.txt": CABLE * 3}))
    packed[place % len(packed)] = value
    for content in (bytes(packed), b"PK\x03\x04" + start, start):
        inputs = upload(content)
        assert inputs
        for item in inputs:
            if isinstance(item, RawCable):
                assert item.raw.decode(item.encoding) == item.text
                assert len(item.raw) <= MAX_TEXT_BYTES
