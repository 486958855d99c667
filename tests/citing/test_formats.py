"""Files for reference managers, read back by the libraries that read such files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from cables.citing import FORMATS, Citation, bibtex, csl_json, ris
from cables.citing.making import one_line
from tests.citing.test_forms import BARE, FULL, PARAGRAPH

NASTY = [
    "{", "}", "\\", "\\}", "}}, evil = {x", "@misc{x,", "%", "$x_1^2$", "~", "#", "&", '"', "’", "Ä", "中", "\u2028",
    "TY  - BOOK", "ER  - ", "AU  - x", "</script>", "<!--", "\U0001f600", "a = b", "\\textbackslash", "--", "``", ",",
    " and ", "\\&", "\\\\", "``x''", "\\u{e9}",
]  # fmt: skip
texts = st.lists(
    st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12)), max_size=6
).map(lambda parts: one_line(" ".join(parts)))
citations = st.builds(
    Citation,
    reference_id=texts.filter(bool),
    sender=texts,
    recipients=st.lists(texts.filter(bool), max_size=3, unique=True).map(tuple),
    serial=st.one_of(st.none(), st.integers(1, 10**6)),
    subject=texts,
    date=st.one_of(st.none(), st.dates(date(1900, 1, 1))),
    classification=st.sampled_from(["", "SECRET"]),
    tags=st.lists(texts.filter(bool), max_size=3).map(tuple),
    summary=texts,
    url=st.sampled_from(["", "https://x.org/cables/09BAKU266/#p3", "https://x.org/cables/A%20%7B/"]),
    version=st.integers(1, 3),
    invented=st.booleans(),
    anchor=st.sampled_from(["", "p3", "u1"]),
    paragraph=st.one_of(st.none(), st.integers(0, 10**6)),
)


# LaTeX's own names of four characters, which the decoder lacks or takes for accents.
context = get_default_latex_context_db()
context.add_context_category(
    "ascii",
    prepend=True,
    macros=[
        MacroTextSpec("textbraceleft", "{"),
        MacroTextSpec("textbraceright", "}"),
        MacroTextSpec("textasciicircum", "^"),
        MacroTextSpec("textasciigrave", "`"),
    ],
)
LATEX = LatexNodes2Text(latex_context=context, strict_latex_spaces=True, keep_braced_groups=False)


def name_in_ris(name: str) -> str:
    """RIS allows neither commas nor asterisks in a name."""
    return " ".join(re.sub("[,*]", " ", name).split())


@settings(max_examples=60)
@given(st.lists(citations, max_size=3))
def test_ris_read_by_rispy_says_the_same(given_: list[Citation]) -> None:
    read = rispy.loads("".join(ris(given_)))
    assert len(read) == len(given_)
    for entry, citation in zip(read, given_, strict=True):
        assert entry["type_of_reference"] == "PCOMM"
        assert entry.get("title", "") == citation.subject
        assert entry.get("authors", []) == [name for name in [name_in_ris(citation.sender)] if name]
        assert entry.get("secondary_authors", []) == [name for name in map(name_in_ris, citation.recipients) if name]
        assert entry.get("keywords", []) == list(citation.tags)
        assert entry.get("abstract", "") == citation.summary
        assert entry.get("urls", [""]) == [citation.url]
        assert entry["name_of_database"] == "Reftel"
        assert entry["accession_number"] == citation.reference_id
        assert entry.get("year", "") == (str(citation.date.year) if citation.date else "")


@settings(max_examples=60)
@given(st.lists(citations, max_size=3, unique_by=lambda one: one.key))
def test_bibtex_read_by_bibtexparser_says_the_same(given_: list[Citation]) -> None:
    written = "".join(bibtex(given_))
    library = bibtexparser.parse_string(written, append_middleware=[LatexDecodingMiddleware(decoder=LATEX)])
    addresses = [entry.fields_dict.get("url") for entry in bibtexparser.parse_string(written).entries]
    assert library.failed_blocks == []
    assert len(library.entries) == len(given_)
    # Addresses are not LaTeX: packages that print them take them as they are.
    assert [str(field.value) if field else "" for field in addresses] == [citation.url for citation in given_]
    for entry, citation in zip(library.entries, given_, strict=True):
        fields = {field.key: str(field.value) for field in entry.fields}
        assert fields.get("title", "") == citation.subject
        assert fields.get("author", "") == citation.sender
        assert fields.get("abstract", "") == citation.summary
        assert fields["note"].startswith(citation.reference_id)
        assert fields.get("date", "") == (citation.date.isoformat() if citation.date else "")


@settings(max_examples=60)
@given(st.lists(citations, max_size=3, unique_by=lambda one: one.key.lower()))
def test_csl_json_read_by_citeproc_says_the_same(given_: list[Citation]) -> None:
    items = json.loads("".join(csl_json(given_)))
    read = CiteProcJSON(items)
    for item, citation in zip(items, given_, strict=True):
        entry = read[citation.key.lower()]
        assert entry.type == "personal_communication"
        assert [name["literal"] for name in entry.get("author", [])] == [name for name in [citation.sender] if name]
        assert [name["literal"] for name in entry.get("recipient", [])] == list(citation.recipients)
        assert item["archive_location"] == citation.reference_id
        stated = {"title": citation.subject, "abstract": citation.summary, "URL": citation.url}
        for name, text in stated.items():
            assert item.get(name, "") == text
            if "<" not in text:  # The library takes <i> in a text for italics.
                assert "".join(map(str, entry.get(name, ""))) == text
        issued = entry.get("issued")
        assert (issued and (issued.year, issued.month, issued.day)) == (citation.date and citation.date.timetuple()[:3])


def test_one_cable_as_ris() -> None:
    assert "".join(ris([PARAGRAPH])).split("\r\n") == [
        "TY  - PCOMM",
        "AU  - US Embassy Baku",
        "A2  - Secretary of State",
        'TI  - Azerbaijan: President Aliyev on Afghanistan "Asks"',
        "DA  - 2009/04/06/",
        "PY  - 2009",
        "M3  - Telegram",
        "M1  - 266",
        "AB  - What was asked.",
        "KW  - PGOV",
        "KW  - AJ",
        "DB  - Reftel",
        "AN  - 09BAKU266",
        "AV  - 09BAKU266",
        "LA  - en",
        "N1  - Paragraph 3; Classification: CONFIDENTIAL",
        "UR  - https://cables.example.org/cables/09BAKU266/#p3",
        "ID  - 09BAKU266-p3",
        "ER  - ",
        "",
        "",
    ]


def test_one_cable_as_bibtex() -> None:
    assert "".join(bibtex([replace(PARAGRAPH, subject="50% OF $1 {x} -- a\\b")])) == (
        "@misc{09BAKU266-p3,\n"
        "  author = {{US Embassy Baku}},\n"
        "  title = {{50\\% OF \\$1 \\textbraceleft{}x\\textbraceright{} -{}- a\\textbackslash{}b}},\n"
        "  howpublished = {Telegram 266 to Secretary of State},\n"
        "  type = {Telegram},\n"
        "  number = {266},\n"
        "  year = {2009},\n"
        "  month = apr,\n"
        "  date = {2009-04-06},\n"
        "  organization = {Reftel},\n"
        "  keywords = {PGOV, AJ},\n"
        "  abstract = {What was asked.},\n"
        "  note = {09BAKU266; Paragraph 3; Classification: CONFIDENTIAL},\n"
        "  url = {https://cables.example.org/cables/09BAKU266/#p3},\n"
        "}\n\n"
    )


def test_one_cable_as_csl_json() -> None:
    assert json.loads("".join(csl_json([PARAGRAPH]))) == [
        {
            "id": "09BAKU266-p3",
            "type": "personal_communication",
            "genre": "Telegram",
            "author": [{"literal": "US Embassy Baku"}],
            "recipient": [{"literal": "Secretary of State"}],
            "title": 'Azerbaijan: President Aliyev on Afghanistan "Asks"',
            "issued": {"date-parts": [[2009, 4, 6]]},
            "number": "266",
            "locator": "3",
            "archive": "Reftel",
            "archive_location": "09BAKU266",
            "abstract": "What was asked.",
            "keyword": "PGOV, AJ",
            "language": "en",
            "note": "Paragraph 3; Classification: CONFIDENTIAL",
            "URL": "https://cables.example.org/cables/09BAKU266/#p3",
        }
    ]


@pytest.mark.parametrize("key", ["A B", "A_B", "A-B", "É", "{", "A,B", "A%B", "A#B"])
def test_keys_of_bibtex_are_plain_and_never_two_the_same(key: str) -> None:
    written = "".join(bibtex(replace(BARE, reference_id=one) for one in [key, "AB"]))
    keys = re.findall(r"^@misc\{(.*),$", written, re.MULTILINE)
    assert len(set(keys)) == 2
    assert all(re.fullmatch(r"[A-Za-z0-9.:_-]+", one) for one in keys)


@pytest.mark.parametrize("extension", FORMATS)
def test_citations_are_written_one_by_one(extension: str) -> None:
    taken = []

    def endless() -> Iterator[Citation]:
        while True:
            taken.append(1)
            yield FULL

    pieces = FORMATS[extension].write(endless())
    for _ in range(5):
        assert next(pieces)
    assert len(taken) <= 5


def test_a_list_that_breaks_off_does_not_look_whole() -> None:
    def failing() -> Iterator[Citation]:
        yield FULL
        raise OSError

    written = []
    with pytest.raises(OSError):
        written.extend(csl_json(failing()))
    pieces = csl_json(failing())
    cut = "".join([next(pieces), next(pieces)])
    with pytest.raises(json.JSONDecodeError):
        json.loads(cut)


@pytest.mark.parametrize("extension", FORMATS)
def test_no_citations_are_a_file_too(extension: str) -> None:
    assert "".join(FORMATS[extension].write([])) == ("[\n]\n" if extension == "csl.json" else "")
