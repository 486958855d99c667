"""Invented telegrams for these tests: as values, and as the texts a station sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cables.ingest import RawCable
from cables.models import Source
from cables.telegram import Addressee, Paragraph, Reference, Tag, Telegram


def make_source(name: str = "invented") -> Source:
    return Source.objects.create(kind=Source.Kind.FILES, name=name)


def make_raw(text: str = "an invented text", **fields: object) -> RawCable:
    values: dict[str, object] = {"raw": text.encode(), "text": text, "encoding": "utf-8", "origin": "invented.txt"}
    return RawCable(**(values | fields))  # type: ignore[arg-type]


def make_telegram(reference_id: str | None = "09BAKU1", *, refers_to: Sequence[str] = (), **fields: object) -> Telegram:
    values: dict[str, object] = {
        "text": "an invented text",
        "reference_id": reference_id,
        "post": "BAKU",
        "sent": datetime(2009, 4, 6, 8, 59, tzinfo=UTC),
        "classification": "UNCLASSIFIED",
        "subject": "AN INVENTED SUBJECT",
        "captions": ("SIPDIS",),
        "tags": (Tag("PGOV", "subject"), Tag("AJ", "place")),
        "action": (Addressee("SECSTATE WASHDC", "RUEHC", "PRIORITY", "1001"),),
        "info": (Addressee("CIS COLLECTIVE", collective=True), Addressee("AMEMBASSY ANKARA", "RUEHAK")),
        "paragraphs": (Paragraph("First.", 1, "U"), Paragraph("Second.", 2, "U", heading="A HEADING")),
        "references": tuple(
            Reference(target, label="ABCDEFGHIJ"[place], target=target) for place, target in enumerate(refers_to)
        ),
    }
    return Telegram(**(values | fields))  # type: ignore[arg-type]


def text_of(serial: int = 1, *, references: Sequence[str] = (), body: str = "The invented fair opened.") -> str:
    """A telegram of Embassy Baku in 2009, as transmitted."""
    listed = "\n".join(f"{mark}. {target}" for mark, target in zip("ABCDEFGHIJ", references, strict=False))
    return (
        f"VZCZCXYZ0000\nRR RUEHWEB\n\nDE RUEHKB #{serial:04} 0960859\nZNR UUUUU ZZH\nR 060859Z APR 09\n"
        "FM AMEMBASSY BAKU\nTO SECSTATE WASHDC 1001\n\n"
        f"UNCLAS BAKU {serial:06}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PGOV AJ\nSUBJECT: AN INVENTED FAIR\n\n"
        + (f"REF: {listed}\n\n" if listed else "")
        + f"1. (U) {body}\n\n2. (U) Nobody was there.\nSMITH\n"
    )


def zip_of(members: dict[str, bytes | str], *, links: Sequence[str] = ()) -> bytes:
    """A zip archive; the members named in `links` are marked as symbolic links."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            if name in links:
                entry.external_attr = 0o120777 << 16
            archive.writestr(entry, content)
    return packed.getvalue()
