"""What a run of `ingest` leaves for people and programs: a JSON report, and a folder of what was rejected."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from cables.ingest import IngestItem, IngestReport

LONGEST_NAME = 80
_UNPLAIN = re.compile(r"[^A-Za-z0-9._-]+")


class RejectedFolder:
    """Keeps every rejected input that was read as a file of its own, and every reason in one table of JSON lines.

    A mended file, or the folder as a whole, can be given to `ingest` again: names keep their endings, and rows of a
    table are tables of one row. The reasons lie beside the folder, so that they are not read with it.
    """

    def __init__(self, folder: Path) -> None:
        """Raises OSError where the folder cannot be made or is not empty."""
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FileExistsError(0, "it is not empty")
        self.folder = folder
        self.reasons = folder.with_name(f"{folder.name}-reasons.jsonl")
        self.reasons.write_text("", encoding="utf-8")
        self._count = 0

    def keep(self, item: IngestItem) -> None:
        self._count += 1
        name = f"{self._count:06}-{_UNPLAIN.sub('-', item.origin)[-LONGEST_NAME:].strip('-.')}" if item.raw else ""
        if name:
            (self.folder / name).write_bytes(item.raw)
        said = {"origin": item.origin, "reference_id": item.reference_id, "reason": item.reason, "file": name}
        with self.reasons.open("a", encoding="utf-8") as file:
            file.write(json.dumps(said) + "\n")


def report_file(path: Path, report: IngestReport, paths: Sequence[Path], seconds: float, dry_run: bool) -> None:
    said = {
        "paths": [str(given) for given in paths],
        "dry_run": dry_run,
        "seconds": round(seconds, 1),
        "total": report.total,
        **{outcome.name.lower(): count for outcome, count in report.counts.items()},
        "reasons": [{"origin": item.origin, "reason": item.reason} for item in report.rejected],
        "reasons_left_out": report.rejected_count - len(report.rejected),
    }
    path.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
