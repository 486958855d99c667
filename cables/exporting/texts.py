"""A ZIP archive of the texts as they were received, byte for byte, with a list of them."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterator

from cables.exporting.loading import Loading
from cables.exporting.packing import packed
from cables.exporting.readme import readme
from cables.exporting.table import MARK, safe
from cables.exporting.values import About
from cables.models import Cable, Version

MANIFEST = {
    "file": "Path of the text in this archive.",
    "reference_id": "Id of the cable.",
    "date": "Day on which it was sent.",
    "version": "Which of the texts of this cable it is; the one that is read.",
    "encoding": "How its bytes become characters.",
    "bytes": "Its length.",
    "sha256": "Digest of its bytes.",
    "url": "Address of the cable.",
}
_PLAIN = re.compile(r"[0-9]{2}[A-Z]{2,40}[0-9]{1,9}")
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_PIECE = 65_536


def texts(loading: Loading, about: About) -> Iterator[bytes]:
    return packed(_entries(loading, about), about.made)


def file_name(cable: Cable) -> str:
    """A name that every system takes; no two cables have the same one, capital letters or not."""
    folder = str(cable.date.year) if cable.date else "undated"
    if _PLAIN.fullmatch(cable.reference_id):
        return f"texts/{folder}/{cable.reference_id}.txt"
    return f"texts/{folder}/{_UNSAFE.sub('-', cable.reference_id)[:80].strip('-')}-key{cable.pk}.txt"


def _entries(loading: Loading, about: About) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
    with tempfile.TemporaryFile() as manifest:
        manifest.write((MARK + _line(list(MANIFEST))).encode())
        for cables in loading.cables(lambda cables: cables.only("reference_id", "date")):
            # The last of each cable stays: the current one, or where none is marked the newest.
            kept = Version.objects.filter(cable__in=cables).order_by("cable", "current", "number")
            versions = {version.cable_id: version for version in kept}
            for cable in cables:
                version = versions[cable.pk]
                name = file_name(cable)
                yield name, bytes(version.raw)
                manifest.write(_described(name, cable, version, about.site).encode(errors="replace"))
        manifest.seek(0)
        yield "manifest.csv", iter(lambda: manifest.read(_PIECE), b"")
    yield "README.txt", readme(loading, about, MANIFEST, "the texts of the cables as they were received")


def _described(name: str, cable: Cable, version: Version, site: str) -> str:
    return _line(
        [
            name,
            safe(cable.reference_id),
            cable.date.isoformat() if cable.date else "",
            version.number,
            version.encoding,
            len(version.raw),
            version.sha256,
            site + cable.get_absolute_url(),
        ]
    )


def _line(cells: list[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
