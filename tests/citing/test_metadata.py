"""What programs read in the head of a page: Zotero, Google Scholar, search engines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest

from cables.citing import Citation, json_ld, meta_tags
from tests.citing.test_forms import BARE, FULL

HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_technical_report_institution": "institution",
    "citation_public_url": "url",
    "citation_language": "language",
    "citation_abstract": "abstractNote",
    "citation_keywords": "tags",
    "citation_author": "creators",
}
STRONG_TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_conference": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
"""Names that decide the type whatever else is said."""
GUESSED_TYPES = {"citation_title": "journalArticle", "citation_series_title": "journalArticle", "citation_isbn": "book"}
"""Names that decide it only where nothing else does."""
DUBLIN_CORE = {
    "title": "title",
    "creator": "creators",
    "date": "date",
    "source": "publicationTitle",
    "language": "language",
    "subject": "tags",
    "abstract": "abstractNote",
}
PREFIXES = ("dc", "dcterms", "z", "og", "bib", "bibo", "prism")


def embedded_metadata(tags: list[tuple[str, str]]) -> tuple[str, dict[str, list[str]]]:
    """Item type and fields that Zotero's translator "Embedded Metadata" makes of meta elements.

    Written down from its published rules: a strong Highwire name decides the type; then `z:itemType`; then the guess
    of a weak Highwire name; with neither it is a web page. Values of Dublin Core come first, and Highwire fills
    fields that are still empty.
    """
    fields: defaultdict[str, list[str]] = defaultdict(list)
    strong = guessed = stated = ""
    for name, content in tags:
        prefix, _, rest = name.replace(".", ":").partition(":")
        if name.startswith("citation_"):
            strong = strong or STRONG_TYPES.get(name, "")
            guessed = guessed or GUESSED_TYPES.get(name, "")
        elif prefix.lower() in PREFIXES:
            if (prefix, rest) == ("z", "itemType"):
                stated = content
            elif rest in DUBLIN_CORE:
                fields[DUBLIN_CORE[rest]].append(content)
    first = dict(fields)
    for name, content in tags:
        if name in HIGHWIRE and HIGHWIRE[name] not in first:
            fields[HIGHWIRE[name]].append(content)
    return strong or stated or guessed or "webpage", dict(fields)


def test_zotero_saves_a_letter_with_its_fields() -> None:
    kind, fields = embedded_metadata(meta_tags(FULL))
    assert kind == "letter"
    assert fields == {
        "title": [FULL.subject],
        "creators": ["US Embassy Baku"],
        "date": ["2009-04-06"],
        "language": ["en"],
        "tags": ["PGOV", "AJ"],
        "abstractNote": ["What was asked."],
        "publicationTitle": ["Reftel, 09BAKU266"],
        "url": ["https://cables.example.org/cables/09BAKU266/"],
    }


def test_the_rules_tell_a_report_and_an_article_from_a_letter() -> None:
    strong = [*meta_tags(FULL), ("citation_technical_report_institution", "Department of State")]
    assert embedded_metadata(strong)[0] == "report"
    without = [pair for pair in meta_tags(FULL) if pair[0] != "z:itemType"]
    assert embedded_metadata(without)[0] == "journalArticle"
    assert embedded_metadata([])[0] == "webpage"


def test_google_scholar_finds_title_author_and_date() -> None:
    tags = dict(meta_tags(FULL))
    assert [tags[f"citation_{name}"] for name in ("title", "author", "publication_date")] == [
        FULL.subject,
        "US Embassy Baku",
        "2009/04/06",
    ]


def test_what_is_not_stated_has_no_element() -> None:
    assert meta_tags(BARE) == [
        ("z:itemType", "letter"),
        ("citation_title", "Telegram X1"),
        ("citation_language", "en"),
        ("DC.title", "Telegram X1"),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.language", "en"),
        ("DC.identifier", "X1"),
        ("DC.source", "Reftel, X1"),
    ]


@pytest.mark.parametrize("citation", [FULL, BARE, replace(FULL, version=2)])
def test_json_ld_is_a_message_of_schema_org(citation: Citation) -> None:
    said = json_ld(citation)
    assert (said["@context"], said["@type"]) == ("https://schema.org", "Message")
    assert said["identifier"] == citation.reference_id
    assert said.get("sender", {}).get("name", "") == citation.sender
    assert [one["name"] for one in said.get("recipient", [])] == list(citation.recipients)
    assert said.get("dateSent", "") == (citation.date.isoformat() if citation.date else "")
    assert all(said.values())
