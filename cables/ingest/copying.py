"""A whole archive as plain files that need no program of ours to be read, and back.

A copy is a folder: `tables/` with one file of JSON lines a table, `raw/` with every raw text under the SHA-256 of its
bytes, and `MANIFEST.sha256`, which `sha256sum --check` understands. Passwords and accounts are not part of it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, Any

from django.contrib.auth import get_user_model
from django.core.management.color import no_style
from django.db import connection, models, transaction

from cables.ingest.tables import insert, moment, see_one_moment
from cables.models import (
    Addressee,
    Cable,
    Caption,
    Correction,
    Event,
    Paragraph,
    Post,
    Reference,
    Source,
    Tag,
    Upload,
    UploadItem,
    Version,
)

TABLES: tuple[type[models.Model], ...] = (
    Post,
    Tag,
    Caption,
    Source,
    Cable,
    Cable.tags.through,
    Cable.captions.through,
    Version,
    Paragraph,
    Addressee,
    Reference,
    Upload,
    UploadItem,
    Correction,
    Event,
)
"""Each behind those it points to."""
MANIFEST = "MANIFEST.sha256"
BATCH = 500
"""Rows read or written at a time."""

Progress = Callable[[int, int], None]
"""Called with (rows done, rows in all)."""


class NotCopied(Exception):
    """The copy cannot be made or read; the message is one sentence for people."""


def export(folder: Path, progress: Progress | None = None) -> int:
    """Write the archive into a new folder, which has its name only once it is complete; returns how many cables.

    The copy is of one moment, however long it takes; on SQLite nobody else writes meanwhile.

    Raises NotCopied where the folder is there already, OSError where it cannot be written.
    """
    if folder.exists():
        raise NotCopied(f"{folder} is already there. Give another name, or delete it first.")
    draft = folder.with_name(f"{folder.name}.unfinished")
    if draft.exists():
        shutil.rmtree(draft)
    (draft / "tables").mkdir(parents=True)
    with transaction.atomic():
        see_one_moment()
        cables = _write(draft, progress)
    draft.rename(folder)
    return cables


def _write(draft: Path, progress: Progress | None) -> int:
    totals = [model._default_manager.count() for model in TABLES]
    users = dict(get_user_model()._default_manager.values_list("pk", "username"))
    done = 0
    with (draft / MANIFEST).open("w", encoding="ascii") as manifest:
        for model in TABLES:
            name = f"tables/{model._meta.db_table}.jsonl"
            with (draft / name).open("w", encoding="utf-8") as file:
                for row in _rows(model):
                    file.write(json.dumps(_said(draft, manifest, row, users), ensure_ascii=False) + "\n")
                    done += 1
                    if progress and done % BATCH == 0:
                        progress(done, sum(totals))
            manifest.write(f"{_digest_of(draft / name)}  {name}\n")
    return totals[TABLES.index(Cable)]


def restore(folder: Path, progress: Progress | None = None) -> int:
    """Fill an empty archive with what a copy holds, all or nothing, under the same keys; returns how many cables.

    The search index is not part of it: `cables.search.rebuild()` is the caller's to call. Whoever added a text is
    known again where there is a user of the same name.

    Raises NotCopied where the archive is not empty, or the copy is not as it was written.
    """
    if any(model._default_manager.exists() for model in TABLES):
        raise NotCopied(
            "The archive is not empty. Restore into one that was only set up: DEMO_CABLES=0 manage.py setup."
        )
    sizes = _verified(folder)
    users = dict(get_user_model()._default_manager.values_list("username", "pk"))
    done = 0
    with transaction.atomic():
        for model in TABLES:
            for batch in _batches(folder / f"tables/{model._meta.db_table}.jsonl"):
                columns = [field.name for field in model._meta.concrete_fields]
                if any(said.keys() != set(columns) for said in batch):
                    raise NotCopied(
                        f"The copy in {folder} was written by another version of this program: "
                        f"{model._meta.db_table} has other columns. Restore it with that version."
                    )
                insert(model, columns, [_taken(folder, model, said, users) for said in batch])
                done += len(batch)
                if progress:
                    progress(done, sizes)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(TABLES)):
                cursor.execute(statement)
    return Cable.objects.count()


def _rows(model: type[models.Model]) -> Iterator[models.Model]:
    """All rows, a batch at a time in the order of their keys."""
    last = 0
    while batch := list(model._default_manager.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _said(folder: Path, manifest: IO[str], row: models.Model, users: Mapping[int, str]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.BinaryField):
            value = _kept(folder, manifest, bytes(value))
        elif field.related_model is get_user_model():
            value = users.get(value)
        elif isinstance(value, date):
            value = value.isoformat()
        said[field.name] = value
    return said


def _kept(folder: Path, manifest: IO[str], raw: bytes) -> str:
    """Writes a raw text, once however many have it; gives its digest."""
    digest = sha256(raw).hexdigest()
    name = _raw_name(digest)
    path = folder / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        manifest.write(f"{digest}  {name}\n")
    return digest


def _raw_name(digest: str) -> str:
    return f"raw/{digest[:2]}/{digest}"


def _verified(folder: Path) -> int:
    """How many rows the copy has. Every file must be there as it was written."""
    try:
        lines = (folder / MANIFEST).read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotCopied(f"{folder} holds no complete copy: its {MANIFEST} cannot be read.") from error
    listed = dict(line.split("  ", 1)[::-1] for line in lines if "  " in line)
    wanted = [f"tables/{model._meta.db_table}.jsonl" for model in TABLES]
    for name in [*listed, *wanted]:
        path = folder / name
        if name not in listed or ".." in Path(name).parts or not path.is_file():
            raise NotCopied(f"The copy in {folder} is not complete: {name} is missing.")
        if _digest_of(path) != listed[name]:
            raise NotCopied(f"The copy in {folder} is damaged: {name} is not as it was written.")
    return sum(sum(1 for _ in (folder / name).open("rb")) for name in wanted)


def _batches(path: Path) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            batch.append(json.loads(line))
            if len(batch) == BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _taken(folder: Path, model: type[models.Model], said: dict[str, Any], users: dict[str, int]) -> tuple[Any, ...]:
    return tuple(_value(folder, field, said[field.name], users) for field in model._meta.concrete_fields)


def _value(folder: Path, field: Any, value: Any, users: dict[str, int]) -> Any:
    """As the database takes it."""
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        return _raw(folder, value)
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    if isinstance(field, models.DateTimeField):
        return moment(datetime.fromisoformat(value))
    if field.related_model is get_user_model():
        return users.get(value)
    return value


def _raw(folder: Path, digest: str) -> bytes:
    """Held against its digest, for the manifest need not list it."""
    try:
        raw = (folder / _raw_name(digest)).read_bytes()
    except OSError as error:
        raise NotCopied(f"The copy in {folder} is not complete: {_raw_name(digest)} is missing.") from error
    if sha256(raw).hexdigest() != digest:
        raise NotCopied(f"The copy in {folder} is damaged: {_raw_name(digest)} is not as it was written.")
    return raw


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
