"""Tables, pages, preambles and packed files, all with invented telegrams in them."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables import corpus
from cables.corpus.containers import container_level, write_csv, write_jsonl
from cables.ingest import Facts, RawCable, Rejection, raw_cable, read_sources, read_telegram, read_upload, store
from cables.ingest.containers.decoding import MAX_TEXT_BYTES
from cables.models import Cable, Version
from cables.vocabulary import posts

from .samples import make_source, text_of, zip_of

CABLE = text_of().encode()


def found_in(content: bytes, name: str = "given") -> list[RawCable | Rejection]:
    return list(read_upload(name, BytesIO(content)))


def one(content: bytes, name: str = "given") -> RawCable:
    (found,) = found_in(content, name)
    assert isinstance(found, RawCable), found
    return found


def reasons(content: bytes, name: str = "given") -> list[str]:
    return [found.reason for found in found_in(content, name) if isinstance(found, Rejection)]


def row(*values: object) -> bytes:
    escaped = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return ",".join(f'"{value}"' for value in escaped).encode() + b"\n"


def table(*bodies: str) -> bytes:
    return b"".join(
        row(
            number,
            "4/6/2009 8:59",
            f"09BAKU{number}",
            "Embassy Baku",
            "SECRET//NOFORN",
            "09STATE1|08BAKU2",
            "FM X",
            body,
        )
        for number, body in enumerate(bodies, start=1)
    )


def tar_of(members: dict[str, bytes], *, mode: str = "w", link: str = "") -> bytes:
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, BytesIO(content))
        if link:
            entry = tarfile.TarInfo(link)
            entry.type = tarfile.SYMTYPE
            entry.linkname = "/etc/passwd"
            archive.addfile(entry)
    return packed.getvalue()


class TestReleaseCsv:
    def test_every_telegram_of_a_table_comes_out_as_it_went_in(self) -> None:
        invented = list(corpus.invent(60, 3))
        file = io.StringIO(newline="")
        list(write_csv(invented, file))
        found = found_in(file.getvalue().encode(), "cables.csv")
        assert [raw.found_id for raw in found if isinstance(raw, RawCable)] == [
            cable.reference_id for cable in invented
        ]
        for raw, cable in zip(found, invented, strict=True):
            assert isinstance(raw, RawCable)
            assert raw.text == "\n".join(part for part in (cable.header.strip("\n"), cable.body) if part.strip())
            assert raw.raw.decode(raw.encoding) == raw.text
            assert raw.facts.date == cable.sent.date()
            assert raw.facts.post == posts()[cable.post].name
            assert raw.facts.classification == container_level(cable)
            assert raw.facts.references == cable.references

    def test_a_row_says_where_it_stands_and_what_it_states(self) -> None:
        first, second = found_in(table("a\nb", "c"), "cables.csv")
        assert isinstance(first, RawCable)
        assert (first.origin, second.origin) == ("cables.csv: line 1", "cables.csv: line 3")
        assert first.text == "FM X\na\nb"
        assert first.facts == Facts(
            container="csv",
            date=date(2009, 4, 6),
            classification="SECRET//NOFORN",
            post="Embassy Baku",
            references=("09STATE1", "08BAKU2"),
            stated={
                "number": "1",
                "date": "4/6/2009 8:59",
                "id": "09BAKU1",
                "origin": "Embassy Baku",
                "classification": "SECRET//NOFORN",
                "references": "09STATE1|08BAKU2",
            },
        )

    @pytest.mark.parametrize(
        ("content", "texts", "why"),
        [
            (table('he said "no" \\ twice'), ['FM X\nhe said "no" \\ twice'], "escapes"),
            (table("a").replace(b'"a"', b'"say ""yes"" now"'), ['FM X\nsay "yes" now'], "quotation marks doubled"),
            (b"number,date,id,origin,level,refs,header,body\n" + table("a"), ["FM X\na"], "a line of headings"),
            (b"\xef\xbb\xbf" + table("a"), ["FM X\na"], "a byte order mark"),
            (table("a").replace(b"\n", b"\r\n"), ["FM X\na"], "line ends of Windows"),
            (table("a") + b"\n\n", ["FM X\na"], "blank lines at the end"),
            (table("caf\u00e9").decode().encode("cp1252"), ["FM X\ncaf\u00e9"], "not UTF-8"),
            (table("x", "caf\u00e9"), ["FM X\nx", "FM X\ncaf\u00e9"], "UTF-8"),
            (table("a").replace(b'"FM X"', b'""'), ["a"], "no header"),
        ],
    )
    def test_tables_differ(self, content: bytes, texts: list[str], why: str) -> None:
        assert [found.text for found in found_in(content) if isinstance(found, RawCable)] == texts, why

    @pytest.mark.parametrize(
        ("damage", "words", "why"),
        [
            (lambda rows: rows.replace(b'"second"', b'"second'), "a quotation mark is lost", "at the end of a row"),
            (lambda rows: rows.replace(b'"second"', b'"sec"ond"'), "a quotation mark is lost", "within a text"),
            (lambda rows: rows.replace(b',"second"', b""), "is no row of 8 values", "a value is missing"),
            (lambda rows: rows.replace(b'"FM X","second"', b'"",""'), "has neither header nor body", "no text"),
            (lambda rows: rows.replace(b"second", b"A" * 200_000_000), "is longer than", "one endless line"),
            (lambda rows: rows.replace(b"second", b"A\n" * MAX_TEXT_BYTES), "is longer than", "endless lines"),
        ],
    )
    def test_a_damaged_row_spoils_no_other(self, damage: Callable[[bytes], bytes], words: str, why: str) -> None:
        found = found_in(damage(table("first", "second", "third")), "cables.csv")
        assert [type(item) for item in found] == [RawCable, Rejection, RawCable], why
        (reason,) = [item.reason for item in found if isinstance(item, Rejection)]
        assert reason.startswith("cables.csv: line 2 ")
        assert words in reason

    def test_a_row_whose_bytes_are_no_utf8_is_a_guess(self) -> None:
        utf8, guessed = found_in(table("x") + table("caf\u00e9").decode().encode("cp1252"))
        assert isinstance(utf8, RawCable)
        assert isinstance(guessed, RawCable)
        assert (utf8.encoding_guessed, guessed.encoding_guessed) == (False, True)
        assert "guessed-encoding" in {defect.kind for defect in read_telegram(guessed).defects}


PAGE = """<!DOCTYPE html><html><body><h3>Viewing cable 09BAKU1, AN INVENTED &lt;FAIR&gt;</h3>
<table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th>
<th>Origin</th></tr>
<tr><td><a href='/x'>09BAKU1</a></td><td><a>2009-04-06 08:08</a></td><td>2011-08-30 01:01</td><td>UNCLASSIFIED</td>
<td>Embassy Baku</td></tr></table><p><code><pre>{header}</pre></code></p><code><pre>{body}</pre></code></body></html>"""


class TestWebPage:
    def test_header_and_body_are_joined_and_links_undone(self) -> None:
        header, _, body = text_of().partition("\n\nUNCLAS")
        marked = body.replace("PGOV", "<a href='/tag/PGOV'>PGOV</a>").replace("\n", "&#x000A;")
        raw = one(PAGE.format(header=header, body="UNCLAS" + marked).encode(), "09BAKU1.html")
        telegram = read_telegram(raw)
        assert raw.raw.decode(raw.encoding) == raw.text
        assert (telegram.reference_id, telegram.subject) == ("09BAKU1", "AN INVENTED FAIR")
        assert [tag.code for tag in telegram.tags] == ["PGOV", "AJ"]
        assert [paragraph.number for paragraph in telegram.paragraphs] == [1, 2]
        assert raw.facts.date == date(2009, 4, 6)
        assert raw.facts.stated["subject"] == "AN INVENTED <FAIR>"
        assert (raw.facts.post, raw.facts.classification) == ("Embassy Baku", "UNCLASSIFIED")

    def test_a_row_of_the_database_in_place_of_the_body_is_read(self) -> None:
        dump = "2009-04-06 08:59:00\t09BAKU1\tEmbassy Baku\tUNCLASSIFIED\t09STATE1\t" + text_of().replace("\n", "\\\n")
        raw = one(PAGE.format(header="VZCZCXYZ0000", body=dump).encode())
        assert raw.text == text_of()
        assert raw.facts.references == ("09STATE1",)
        assert raw.facts.stated["created"] == "2009-04-06 08:59:00"

    def test_a_page_with_one_text_only_is_read(self) -> None:
        page = PAGE.format(header=text_of(), body="").replace("<code><pre></pre></code>", "")
        assert one(page.encode()).text == text_of()

    @pytest.mark.parametrize("page", ["<html><p>Nothing</p></html>", PAGE.format(header=" ", body="\n")])
    def test_a_page_without_a_telegram_is_refused(self, page: str) -> None:
        assert reasons(page.encode(), "a.html") == [
            "a.html is a web page without a telegram: it has no preformatted text. Save the telegram as plain text."
        ]

    def test_scripts_are_text_and_nothing_else(self) -> None:
        raw = one(PAGE.format(header="", body="1. (U) &lt;script&gt;alert(1)&lt;/script&gt;").encode())
        assert raw.text == "1. (U) <script>alert(1)</script>"


MIRROR = "09BAKU1\nAN INVENTED FAIR\nMon Apr 06 00:00:00 +0200 2009\nCONFIDENTIAL//NOFORN\nEmbassy Baku\n"
RECORD = """UNCLASSIFIED

PAGE 01        BONN  01234  011200Z
ACTION EUR-12
P R 011159Z FEB 75
FM AMEMBASSY BONN
TO SECSTATE WASHDC
UNCLAS BONN 01234

E.O. 11652: N/A
TAGS: PFOR, GE
SUBJ: AN INVENTED FAIR

1. NOBODY WAS THERE.

NNN


Message Attributes

Automatic Decaptioning: X
Document Number: 1975BONN01234
Draft Date: 01 FEB 1975
Executive Order: N/A
From: BONN
Original Classification: UNCLASSIFIED
Reference: 75 STATE 99, 75 BONN 12
TAGS: PFOR, GE
"""


class TestFactsAroundPlainTexts:
    def test_the_five_lines_of_a_mirror(self) -> None:
        raw = one((MIRROR + text_of()).encode(), "x.txt")
        assert raw.text == MIRROR + text_of()
        assert raw.found_id == "09BAKU1"
        assert raw.facts == Facts(
            container="mirror",
            date=date(2009, 4, 6),
            classification="CONFIDENTIAL//NOFORN",
            post="Embassy Baku",
            stated={
                "id": "09BAKU1",
                "title": "AN INVENTED FAIR",
                "date": "Mon Apr 06 00:00:00 +0200 2009",
                "classification": "CONFIDENTIAL//NOFORN",
                "origin": "Embassy Baku",
            },
        )

    def test_the_attributes_of_a_national_archives_record(self) -> None:
        raw = one(RECORD.encode(), "x.txt")
        assert raw.found_id == "1975BONN01234"
        assert raw.facts.container == "NARA record"
        assert (raw.facts.date, raw.facts.post) == (date(1975, 2, 1), "BONN")
        assert raw.facts.references == ("75 STATE 99", "75 BONN 12")
        telegram = read_telegram(raw)
        assert (telegram.reference_id, telegram.classification) == ("75BONN1234", "UNCLASSIFIED")

    @pytest.mark.parametrize("text", [text_of(), "\n".join("abcdef"), MIRROR.replace("Mon Apr", "Mon Foo")])
    def test_other_texts_state_nothing(self, text: str) -> None:
        assert one(text.encode(), "x.txt").facts == Facts()


class TestJsonLines:
    def test_every_invented_cable_comes_back(self) -> None:
        invented = list(corpus.invent(20, 5))
        file = io.StringIO()
        list(write_jsonl(invented, file))
        found = found_in(file.getvalue().encode(), "cables.jsonl")
        assert [raw.text for raw in found if isinstance(raw, RawCable)] == [cable.text for cable in invented]
        assert [raw.found_id for raw in found if isinstance(raw, RawCable)] == [c.reference_id for c in invented]

    def test_facts_go_by_several_names(self) -> None:
        line = {"id": "09BAKU1", "created": "2009-04-06T08:59", "level": "SECRET", "origin": "Embassy Baku"}
        raw = one(json.dumps({**line, "refs": "09STATE1|08BAKU2", "header": "FM X", "body": "1. (U) Y"}).encode())
        assert raw.text == "FM X\n1. (U) Y"
        assert raw.facts.references == ("09STATE1", "08BAKU2")
        assert (raw.facts.date, raw.facts.classification, raw.facts.post) == (
            date(2009, 4, 6),
            "SECRET",
            "Embassy Baku",
        )

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            (b'{"id": "09BAKU1"}', 'has no "text"'),
            (b'{"text": 5}', 'has no "text"'),
            (b'{"text": "\\ud800"}', "half a character"),
            (b'{"text": " "}', "holds nothing but blanks"),
            (b'{"text": "x"', "is no JSON object on one line"),
            (b"[1]", "is JSON, but no object"),
            (b"[" * 100_000, "is no JSON object on one line"),
        ],
    )
    def test_a_bad_line_spoils_no_other(self, line: bytes, words: str) -> None:
        good = json.dumps({"text": text_of()}).encode() + b"\n"
        found = found_in(good + line + b"\n\n" + good, "x.jsonl")
        assert [type(item) for item in found] == [RawCable, Rejection, RawCable]
        assert words in next(item.reason for item in found if isinstance(item, Rejection))

    def test_an_endless_line_is_skipped(self) -> None:
        good = json.dumps({"text": text_of()}).encode() + b"\n"
        endless = b'{"text": "' + b"A" * (2 * MAX_TEXT_BYTES + 5) + b'"}\n'
        assert [type(item) for item in found_in(good + endless + good)] == [RawCable, Rejection, RawCable]

    def test_a_whole_file_of_one_object_over_many_lines_is_refused_once(self) -> None:
        assert reasons(b'{\n "text": "x"\n}\n', "x.json") == [
            "x.json is JSON, but not one object a line. Write each cable as an object on a line of its own."
        ]


class TestPackedFiles:
    @pytest.mark.parametrize(
        "name", ["photo.jpg", "cables.csv", "page.html", "r.zip", "r.tar.gz", "x.jsonl", "x.exe", "x"]
    )
    @pytest.mark.parametrize(
        "content",
        [CABLE, table("a"), zip_of({"a": CABLE}), tar_of({"a": CABLE}), gzip.compress(CABLE)],
        ids=["text", "table", "zip", "tar", "gzip"],
    )
    def test_bytes_tell_what_a_file_is_and_names_do_not(self, content: bytes, name: str) -> None:
        assert [type(found) for found in found_in(content, name)] == [RawCable]

    @pytest.mark.parametrize(
        "packed",
        [gzip.compress(CABLE), bz2.compress(CABLE), lzma.compress(CABLE)],
        ids=["gzip", "bzip2", "xz"],
    )
    def test_compressed_texts_are_named_by_what_they_hold(self, packed: bytes) -> None:
        raw = one(packed, "09BAKU1.txt.gz")
        assert (raw.raw, raw.found_id, raw.origin) == (CABLE, "09BAKU1", "09BAKU1.txt.gz")

    @pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
    def test_tar_archives_are_read_in_their_order(self, mode: str) -> None:
        packed = tar_of({"b/2.txt": CABLE, "a/1.txt": CABLE}, mode=mode)
        assert [item.origin for item in found_in(packed, "r.tar")] == ["r.tar: b/2.txt", "r.tar: a/1.txt"]

    @pytest.mark.parametrize(
        ("packed", "origins", "why"),
        [
            (zip_of({"i.zip": zip_of({"1.txt": CABLE})}), ["x: i.zip: 1.txt"], "zip in zip"),
            (zip_of({"i.tar.gz": tar_of({"1.txt": CABLE}, mode="w:gz")}), ["x: i.tar.gz: 1.txt"], "tar.gz in zip"),
            (tar_of({"i.zip": zip_of({"1.txt": CABLE})}, mode="w:gz"), ["x: i.zip: 1.txt"], "zip in tar.gz"),
            (gzip.compress(zip_of({"1.txt": CABLE})), ["x: 1.txt"], "zip in gzip"),
            (zip_of({"cables.csv": table("a")}), ["x: cables.csv: line 1"], "a table in zip"),
            (gzip.compress(table("a", "b")), ["x: line 1", "x: line 2"], "a table in gzip"),
            (
                zip_of({"c.jsonl.gz": gzip.compress(b'{"text": "a"}')}),
                ["x: c.jsonl.gz: line 1"],
                "lines in gzip in zip",
            ),
        ],
    )
    def test_containers_within_containers(self, packed: bytes, origins: list[str], why: str) -> None:
        found = found_in(packed, "x")
        assert [item.origin for item in found] == origins, why
        assert all(isinstance(item, RawCable) for item in found)

    @pytest.mark.parametrize(
        ("packed", "words", "why"),
        [
            (zip_of({"i.zip": zip_of({"j.zip": zip_of({"1.txt": CABLE})})}), "within an archive within", "three deep"),
            (gzip.compress(gzip.compress(CABLE)), "is compressed twice", "gzip in gzip"),
            (gzip.compress(b"A" * 50_000_000), "more than 200 times its size", "a gzip bomb"),
            (zip_of({"b.gz": gzip.compress(b"A" * 50_000_000)}), "200 times its size", "a gzip bomb in zip"),
            (tar_of({"1.txt": b"A" * 9_000_000}, mode="w:gz"), "200 times its size", "a tar.gz bomb"),
            (gzip.compress(CABLE)[:-9], "is damaged", "the end is missing"),
            (gzip.compress(CABLE)[:40] + b"\0" * 400, "is damaged", "overwritten"),
            (tar_of({"1.txt": CABLE})[:700], "is damaged", "half a tar archive"),
            (tar_of({}, link="1.txt"), "is a link", "points anywhere"),
            (tar_of({"../1.txt": CABLE}), "leads out of the archive", "climbs"),
            (tar_of({"/etc/1.txt": CABLE}), "leads out of the archive", "absolute"),
        ],
    )
    def test_what_cannot_be_unpacked_is_said(self, packed: bytes, words: str, why: str) -> None:
        found = reasons(packed, "x")
        assert words in found[0], why
        assert all(reason.startswith("x") for reason in found)

    @given(st.binary(max_size=300), st.integers(0, 5000), st.integers(0, 255))
    def test_no_damage_is_more_than_a_rejection(self, start: bytes, place: int, value: int) -> None:
        for whole in (
            gzip.compress(CABLE),
            tar_of({"1": CABLE}),
            table("a", "b"),
            b'{"text": "x"}\n' * 3,
            PAGE.encode(),
        ):
            packed = bytearray(whole)
            packed[place % len(packed)] = value
            for content in (bytes(packed), whole[: place % len(whole)] + start):
                for item in found_in(content):
                    if isinstance(item, RawCable):
                        assert item.raw.decode(item.encoding) == item.text


def test_the_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

    for content, origins in (
        (CABLE, ["standard input"]),
        (table("a", "b"), ["standard input: line 1", "standard input: line 2"]),
        (zip_of({"1.txt": CABLE}), ["standard input: 1.txt"]),
    ):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Pipe(content)))
        assert [item.origin for item in read_sources([Path("-")])] == origins


FACTS = [
    (Facts(date=date(2009, 4, 6)), [], "the same day"),
    (Facts(date=date(2009, 4, 7)), [], "the next day is another time zone"),
    (Facts(date=date(2009, 5, 6)), ["container-date"], "another month"),
    (Facts(classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY"), [], "handling is no level"),
    (Facts(classification="SECRET"), ["container-classification"], "another level"),
    (Facts(classification="DELETED"), [], "no level at all"),
    (Facts(post="Embassy Baku"), [], "by its name"),
    (Facts(post="Embassy Ankara"), ["container-post"], "another post"),
    (Facts(post="Embassy Atlantis"), [], "an unknown post"),
    (Facts(references=("09STATE1",)), [], "named in both"),
    (Facts(references=("09STATE1", "08BAKU2")), ["container-references"], "one that the text lacks"),
    (Facts(references=("09BAKU1", "nothing")), [], "the cable itself, and no id"),
]


@pytest.mark.parametrize(("facts", "kinds", "why"), FACTS, ids=[row[2] for row in FACTS])
def test_where_container_and_text_differ_there_is_a_defect(facts: Facts, kinds: list[str], why: str) -> None:
    text = text_of(references=["09 STATE 1"])
    telegram = read_telegram(RawCable(raw=text.encode(), text=text, encoding="utf-8", origin="x", facts=facts))
    assert [defect.kind for defect in telegram.defects if "container" in defect.kind] == kinds, why
    assert (telegram.classification, telegram.post) == ("UNCLASSIFIED", "BAKU")


@pytest.mark.django_db
def test_what_only_the_container_says_is_taken_from_it_and_kept() -> None:
    text = "1. (C) An invented extract."
    facts = Facts("csv", date(2009, 4, 6), "CONFIDENTIAL//NOFORN", "Embassy Baku", ("09STATE1",), {"number": "7"})
    raw = RawCable(
        raw=text.encode(),
        text=text,
        encoding="utf-8",
        origin="x",
        found_id="09BAKU9",
        facts=facts,
        encoding_guessed=True,
    )
    telegram = read_telegram(raw)
    store(raw=raw, telegram=telegram, source=make_source())
    cable = Cable.objects.get()
    assert (cable.date, cable.classification, cable.post.code if cable.post else "") == (
        date(2009, 4, 6),
        "CONFIDENTIAL",
        "BAKU",
    )
    kinds = [defect["kind"] for defect in cable.defects]
    assert {"from-container", "date-from-container", "container-references"} <= set(kinds)
    assert raw_cable(Version.objects.get()) == raw


@given(
    st.builds(
        Facts,
        container=st.text(),
        date=st.none() | st.dates(),
        classification=st.text(),
        post=st.text(),
        references=st.lists(st.text()).map(tuple),
        stated=st.dictionaries(st.text(), st.text()),
    )
)
def test_facts_come_back_from_json(facts: Facts) -> None:
    assert Facts.from_json(json.loads(json.dumps(facts.to_json()))) == facts
