"""Citations as files for reference managers, written one citation after the other.

A telegram is a letter to all of them, as Zotero, EndNote and CSL have no type of their own for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cables.citing.values import ARCHIVE, Citation

GENRE = "Telegram"
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "`": r"\textasciigrave{}",
        **{character: f"\\{character}" for character in "#$%&_"},
    }
)
"""A brace after a backslash still counts as a brace in BibTeX, so braces have their names."""
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)")
"""Where LaTeX would make one sign of two."""
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9.:-]")


@dataclass(frozen=True, slots=True)
class Format:
    extension: str
    name: str
    media_type: str
    write: Callable[[Iterable[Citation]], Iterator[str]]


def ris(citations: Iterable[Citation]) -> Iterator[str]:
    """RIS, one record a piece; lines end as its specification says."""
    for citation in citations:
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in _ris_fields(citation) if value) + "ER  - \r\n\r\n"


def bibtex(citations: Iterable[Citation]) -> Iterator[str]:
    """BibTeX in UTF-8, one entry a piece; the fields `date`, `type` and `keywords` are BibLaTeX's."""
    for citation in citations:
        fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex_fields(citation) if value)
        yield f"@misc{{{_bibtex_key(citation.key)},\n{fields}}}\n\n"


def csl_json(citations: Iterable[Citation]) -> Iterator[str]:
    """A JSON array of CSL items; it is closed only after the last of them."""
    yield "["
    for number, citation in enumerate(citations):
        item = json.dumps(_csl_item(citation), ensure_ascii=False)
        yield f"{',' if number else ''}\n{item}"
    yield "\n]\n"


FORMATS = {
    "ris": Format("ris", "RIS", "application/x-research-info-systems", ris),
    "bib": Format("bib", "BibTeX", "application/x-bibtex", bibtex),
    "csl.json": Format("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}
"""By their extensions."""


def _notes(citation: Citation) -> list[str]:
    """What no field has a place for."""
    return [
        *([f"Paragraph {citation.paragraph}"] if citation.paragraph is not None else []),
        *([f"Classification: {citation.classification}"] if citation.classification else []),
        *([f"Version {citation.version} of the text"] if citation.version > 1 else []),
        *(["Invented for demonstration"] if citation.invented else []),
    ]


def _ris_fields(citation: Citation) -> Iterator[tuple[str, str]]:
    day = citation.date
    yield "TY", "PCOMM"
    yield "AU", _ris_name(citation.sender)
    yield from (("A2", _ris_name(name)) for name in citation.recipients)
    yield "TI", citation.subject
    yield "DA", f"{day.isoformat().replace('-', '/')}/" if day else ""
    yield "PY", str(day.year) if day else ""
    yield "M3", GENRE
    yield "M1", str(citation.serial or "")
    yield "AB", citation.summary
    yield from (("KW", tag) for tag in citation.tags)
    yield "DB", ARCHIVE
    yield "AN", citation.reference_id
    yield "AV", citation.reference_id
    yield "LA", "en"
    yield "N1", "; ".join(_notes(citation))
    yield "N1", citation.note
    yield "UR", citation.url
    yield "ID", citation.key


def _ris_name(name: str) -> str:
    """Commas part a name into surname and given name, and asterisks are not allowed."""
    return " ".join(name.replace(",", " ").replace("*", " ").split())


def _bibtex_fields(citation: Citation) -> Iterator[tuple[str, str]]:
    day = citation.date
    number = f" {citation.serial}" if citation.serial else ""
    recipients = f" to {' and '.join(citation.recipients)}" if citation.recipients else ""
    notes = [citation.reference_id, *_notes(citation)]
    yield "author", f"{{{_braced(citation.sender)}}}" if citation.sender else ""
    yield "title", f"{{{_braced(citation.subject)}}}" if citation.subject else ""
    yield "howpublished", _braced(f"{GENRE}{number}{recipients}")
    yield "type", _braced(GENRE)
    yield "number", _braced(str(citation.serial)) if citation.serial else ""
    yield "year", _braced(str(day.year)) if day else ""
    yield "month", f"{day:%b}".lower() if day else ""
    yield "date", _braced(day.isoformat()) if day else ""
    yield "organization", _braced(ARCHIVE)
    yield "keywords", _braced(", ".join(tag.replace(",", " ") for tag in citation.tags)) if citation.tags else ""
    yield "abstract", _braced(citation.summary) if citation.summary else ""
    yield "note", _braced("; ".join(notes))
    yield "annote", _braced(citation.note) if citation.note else ""
    yield "url", f"{{{citation.url}}}" if citation.url else ""


def _braced(text: str) -> str:
    """The text as LaTeX would print it, in braces."""
    return f"{{{_LIGATURES.sub('{}', text.translate(_BIBTEX))}}}"


def _bibtex_key(key: str) -> str:
    """Only what every program takes; other characters as their numbers, so that two keys never become one."""
    return _NOT_IN_KEYS.sub(lambda match: f"_{ord(match[0]):x}_", key)


def _csl_item(citation: Citation) -> dict[str, Any]:
    day = citation.date
    fields: dict[str, Any] = {
        "id": citation.key,
        "type": "personal_communication",
        "genre": GENRE,
        "author": [{"literal": citation.sender}] if citation.sender else None,
        "recipient": [{"literal": name} for name in citation.recipients],
        "title": citation.subject,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "number": str(citation.serial) if citation.serial else "",
        "locator": str(citation.paragraph) if citation.paragraph is not None else "",
        "archive": ARCHIVE,
        "archive_location": citation.reference_id,
        "abstract": citation.summary,
        "keyword": ", ".join(citation.tags),
        "language": "en",
        "note": "; ".join(_notes(citation)),
        "annote": citation.note,
        "URL": citation.url,
    }
    return {name: value for name, value in fields.items() if value}
