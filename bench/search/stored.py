"""Our engine's build: an archive of stored cables out of documents, then its index out of the database.

python bench/search/stored.py DOCUMENTS CABLES FOLDER prints what the rebuild took; the database is kept.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from documents import documents
from settings import set_up

AT_ONCE = 1_000
SECONDS = 0.2
"""Between two looks at the memory of the processes that build."""


def fill(path: Path, cables: int) -> None:
    """Rows as ingest stores them, written past the models for speed. Raw texts and versions are left out."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    codes = _Codes(path, cables)
    connection.ensure_connection()
    base = connection.connection
    base.execute("PRAGMA synchronous=OFF")
    found = documents(path, cables)
    while batch := list(islice(found, AT_ONCE)):
        rows: dict[str, list[dict[str, Any]]] = {}
        for document in batch:
            _add(rows, document, codes)
        base.execute("BEGIN")
        for table, of_table in rows.items():
            _insert(base, table, of_table)
        base.execute("COMMIT")
    base.execute("ANALYZE")


def build(root: Path) -> dict[str, Any]:
    """Seconds of the clock and of the processors, private memory of the largest process, and the size of the index."""
    from cables.search import rebuild  # noqa: PLC0415

    watch = _Watch()
    before = _used()
    started = time.perf_counter()
    with watch:
        rebuild()
    return {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": _used() - before,
        "largest_process_mb": watch.largest,
        "processes_mb": watch.together,
        "index_mb": sum(one.stat().st_blocks * 512 for one in root.rglob("*") if one.is_file()) / 1e6,
    }


class _Codes:
    """Posts, TAGS and captions with their keys."""

    def __init__(self, path: Path, cables: int) -> None:
        from cables.models import Caption, Post, Tag  # noqa: PLC0415
        from cables.vocabulary import posts, tags  # noqa: PLC0415

        codes: dict[str, set[str]] = {"post": set(), "tags": set(), "captions": set()}
        for document in documents(path, cables):
            codes["post"].add(document["post"])
            codes["tags"].update(document["tags"])
            codes["captions"].update(document["captions"])
        fields = ("name", "kind", "country", "country_code", "latitude", "longitude")
        Post.objects.bulk_create(
            Post(code=code, **{name: getattr(posts()[code], name) for name in fields}) for code in sorted(codes["post"])
        )
        known = tags()
        Tag.objects.bulk_create(
            Tag(
                code=code,
                kind=known[code].kind if code in known else "unknown",
                name=known[code].name if code in known else "",
            )
            for code in sorted(codes["tags"])
        )
        Caption.objects.bulk_create(Caption(text=text) for text in sorted(codes["captions"]))
        self.posts = dict(Post.objects.values_list("code", "pk"))
        self.tags = dict(Tag.objects.values_list("code", "pk"))
        self.captions = dict(Caption.objects.values_list("text", "pk"))


def _add(rows: dict[str, list[dict[str, Any]]], document: Mapping[str, Any], codes: _Codes) -> None:
    def add(model: str, **values: Any) -> None:
        rows.setdefault(model, []).append(values)

    pk = document["pk"]
    plain = ("reference_id", "date", "subject", "classification", "precedence", "sender")
    sent = f"{document['date']} 12:00:00"
    add("cable", id=pk, post_id=codes.posts[document["post"]], sent=sent, **{name: document[name] for name in plain})
    seen: Counter[int | None] = Counter()
    for position, one in enumerate(document["paragraphs"]):
        seen[one["number"]] += 1
        nth = seen[one["number"]]
        numbered = f"p{one['number']}" + (f"-{nth}" if nth > 1 else "")
        add("paragraph", cable_id=pk, position=position, anchor=numbered if one["number"] else f"u{nth}", **one)
    for position, name in enumerate(document["addressees"]):
        add("addressee", cable_id=pk, role="info" if position else "action", position=position, name=name)
    for position, target in enumerate(document["refs"]):
        add("reference", cable_id=pk, position=position, text=target, target_reference_id=target)
    for code in document["tags"]:
        add("cable_tags", cable_id=pk, tag_id=codes.tags[code])
    for text in document["captions"]:
        add("cable_captions", cable_id=pk, caption_id=codes.captions[text])


def _insert(base: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """All rows have the same columns; those they leave out get what the model has for them."""
    from django.apps import apps  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    models = apps.get_models(include_auto_created=True)
    model = next(model for model in models if model._meta.db_table == f"cables_{table}")
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if not field.null and not field.primary_key and field.column not in rows[0]:
            default = datetime.now(UTC) if field.get_internal_type() == "DateTimeField" else field.get_default()
            values[field.column] = field.get_db_prep_save(default, connection)
    columns = [*rows[0], *values]
    marks = ", ".join("?" * len(columns))
    base.executemany(
        f"INSERT INTO cables_{table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
        ((*row.values(), *values.values()) for row in rows),
    )


class _Watch:
    """The memory of this process and its children, without pages of mapped files, while it is entered."""

    def __init__(self) -> None:
        self.largest = 0.0
        self.together = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(SECONDS):
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
            sizes = [_private_mb(process) for process in ["self", *children]]
            self.largest = max(self.largest, *sizes)
            self.together = max(self.together, sum(sizes))


def _private_mb(process: str) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon")), 0) / 1024


def _used() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(who.ru_utime + who.ru_stime for who in used)


if __name__ == "__main__":
    folder = Path(sys.argv[3])
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    set_up(folder)
    if new:
        fill(Path(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps(build(folder / "index")))
