"""Invented telegrams as files, for the upload desk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from django.core.files.uploadedfile import SimpleUploadedFile


def telegram(
    serial: int = 901,
    *,
    subject: str = "A LAMP FOR THE HARBOUR",
    tags: str = "PGOV, EWWT, AJ",
    paragraphs: Sequence[str] = ("The harbour master of Narvia asked for a lamp.", "Comment: He will get one."),
) -> str:
    """A whole invented telegram from Baku of 6 April 2009."""
    body = "\n\n".join(f"{number}. (U) {text}" for number, text in enumerate(paragraphs, 1))
    return (
        f"VZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #{serial:04d}/01 0960859\nZNR UUUUU ZZH\nP 060859Z APR 09\n"
        f"FM AMEMBASSY BAKU\nTO RUEHC/SECSTATE WASHDC PRIORITY 1001\nINFO RUEHAK/AMEMBASSY ANKARA 3319\n\n"
        f"UNCLAS BAKU {serial:06d}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: {tags}\nSUBJECT: {subject}\n\n"
        f"REF: A. STATE 31102\n\n{body}\n\nEXAMPLE\n"
    )


def text_file(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")


def zip_file(name: str, members: Mapping[str, str | bytes]) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="application/zip")


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(range(256)) * 8
