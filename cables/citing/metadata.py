"""A citation in the head of a page, for programs that save references and for search engines."""

from __future__ import annotations

from typing import Any

from cables.citing.formats import GENRE
from cables.citing.values import ARCHIVE, Citation


def meta_tags(citation: Citation) -> list[tuple[str, str]]:
    """(name, content) of meta elements.

    `z:itemType` has Zotero save a letter. The Highwire names that would make it a report or an article (institution,
    journal) are left out; those here are read by Zotero and by Google Scholar.
    """
    day = citation.date
    pairs = [
        ("z:itemType", "letter"),
        ("citation_title", citation.subject or f"{GENRE} {citation.reference_id}"),
        ("citation_author", citation.sender),
        ("citation_publication_date", day.isoformat().replace("-", "/") if day else ""),
        ("citation_language", "en"),
        ("citation_public_url", citation.url),
        *(("citation_keywords", tag) for tag in citation.tags),
        ("DC.title", citation.subject or f"{GENRE} {citation.reference_id}"),
        ("DC.creator", citation.sender),
        ("DC.date", day.isoformat() if day else ""),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.language", "en"),
        ("DC.identifier", citation.url or citation.reference_id),
        ("DC.source", f"{ARCHIVE}, {citation.identity}"),
        ("DCTERMS.abstract", citation.summary),
        *(("DC.subject", tag) for tag in citation.tags),
    ]
    return [(name, content) for name, content in pairs if content]


def json_ld(citation: Citation) -> dict[str, Any]:
    """The cable as a schema.org Message."""
    day = citation.date.isoformat() if citation.date else ""
    fields: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Message",
        "@id": citation.url,
        "url": citation.url,
        "identifier": citation.reference_id,
        "name": citation.subject or f"{GENRE} {citation.reference_id}",
        "additionalType": GENRE,
        "sender": {"@type": "Organization", "name": citation.sender} if citation.sender else None,
        "recipient": [{"@type": "Organization", "name": name} for name in citation.recipients],
        "dateSent": day,
        "dateCreated": day,
        "keywords": list(citation.tags),
        "inLanguage": "en",
        "version": str(citation.version) if citation.version > 1 else "",
        "isPartOf": {"@type": "ArchiveComponent", "name": ARCHIVE},
    }
    return {name: value for name, value in fields.items() if value}
