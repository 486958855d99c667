"""Runs the present parser over the raw texts that are kept, and tells what it reads otherwise."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from cables.ingest.agreement import damage, raw_cable
from cables.ingest.linking import link_all
from cables.ingest.lookups import Lookups
from cables.ingest.preparing import Failed, Prepared, prepare_batches
from cables.ingest.rows import ADDRESSEE, PARAGRAPH, REFERENCE, CableRows
from cables.ingest.standing import Standing
from cables.ingest.storing import read_anew
from cables.models import Addressee, Cable, CableQuerySet, Paragraph, Reference, Version

BATCH = 250
"""Cables of one transaction."""

Progress = Callable[[int, int], None]
"""Called with (cables read, cables in all)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one cable that is read otherwise than it was."""

    reference_id: str
    field: str
    before: Any
    after: Any


@dataclass(slots=True)
class Rereading:
    """How a run went."""

    read: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    """How many cables differ in each field."""
    left: list[tuple[str, str]] = field(default_factory=list)
    """Cables that stay as they are, and why: a sentence."""


def reread(
    cables: CableQuerySet,
    *,
    dry_run: bool = False,
    workers: int = 1,
    tell: Callable[[Difference], None] | None = None,
    progress: Progress | None = None,
) -> Rereading:
    """Read the current text of every cable again; what differs is stored, and the index told, unless `dry_run`.

    Cables of one batch change in one transaction. A cable whose text now gives another id, or none, is left alone: its
    address is a promise; so is one whose text is damaged. The index follows with `cables.search.drain()`.
    """
    pks = list(cables.order_by("pk").values_list("pk", flat=True))
    result = Rereading()
    batches = _batches(pks)
    waiting: list[list[Version]] = []

    def raws() -> Iterator[list[Any]]:
        for batch in batches:
            whole = []
            for version in batch:
                if fault := damage(version):
                    result.read += 1
                    result.left.append((version.cable.reference_id, fault))
                else:
                    whole.append(version)
            waiting.append(whole)
            yield [raw_cable(version) for version in whole]

    for prepared in prepare_batches(raws(), workers):
        _take(waiting.pop(0), prepared, result, dry_run=dry_run, tell=tell)
        if progress:
            progress(result.read, len(pks))
    if not dry_run:
        link_all()
    return result


def _batches(pks: Sequence[int]) -> Iterator[list[Version]]:
    for start in range(0, len(pks), BATCH):
        versions = Version.objects.filter(cable__in=pks[start : start + BATCH], current=True).select_related(
            "cable__post"
        )
        yield list(versions.order_by("cable"))


def _take(
    versions: Sequence[Version],
    prepared: Sequence[Prepared],
    result: Rereading,
    *,
    dry_run: bool,
    tell: Callable[[Difference], None] | None,
) -> None:
    stored = _stored([version.cable for version in versions])
    standing = Standing.of(version.cable_id for version in versions)
    differing: list[tuple[Version, CableRows, list[Difference]]] = []
    for version, one in zip(versions, prepared, strict=True):
        name = version.cable.reference_id
        result.read += 1
        if isinstance(one, Failed):
            result.left.append((name, f"{name} stays as it is: {one.reason}"))
            continue
        if one.rows.reference_id != name:
            result.left.append((name, f"{name} stays as it is: its text now gives the id {one.rows.reference_id}."))
            continue
        differences = [
            Difference(name, label, before, after)
            for label, before, after in _compared(
                version.cable, stored[version.cable.pk], standing.applied(version.cable_id, one.rows)
            )
            if before != after
        ]
        differences += [
            Difference(name, f"{correction.field} (corrected)", correction.read_now, value)
            for correction, value in standing.read_otherwise(version.cable_id, one.rows)
        ]
        if differences:
            differing.append((version, one.rows, differences))
    overtaken = set() if dry_run else _store([(version, rows) for version, rows, _ in differing])
    for version, _, differences in differing:
        name = version.cable.reference_id
        if version.cable_id in overtaken:
            result.left.append((name, f"{name} stays as it is: another text of it arrived meanwhile."))
            continue
        result.changed += 1
        result.fields.update(difference.field for difference in differences)
        if tell:
            for difference in differences:
                tell(difference)


def _store(changing: Sequence[tuple[Version, CableRows]]) -> set[int]:
    """Gives the keys of cables that changed while their texts were read."""
    if not changing:
        return set()
    with transaction.atomic():
        return read_anew(changing, Lookups())


def _stored(cables: Sequence[Cable]) -> dict[int, dict[str, list[Any]]]:
    """The rows that belong to each cable, as `rows_of` would give them."""
    found: dict[int, dict[str, list[Any]]] = {
        cable.pk: {name: [] for name in ("paragraphs", "addressees", "references", "tags", "captions")}
        for cable in cables
    }
    for name, model, columns, order in (
        ("paragraphs", Paragraph, PARAGRAPH, ("cable", "position")),
        ("addressees", Addressee, ADDRESSEE, ("cable", "role", "position")),
        ("references", Reference, REFERENCE, ("cable", "position")),
    ):
        rows = model._default_manager.filter(cable__in=found).order_by(*order).values_list("cable", *columns)
        for pk, *values in rows:
            found[pk][name].append(values)
    for name, through, value in (
        ("tags", Cable.tags.through, "tag__code"),
        ("captions", Cable.captions.through, "caption__text"),
    ):
        for pk, text in through._default_manager.filter(cable__in=found).values_list("cable", value):
            found[pk][name].append(text)
    return found


def _compared(cable: Cable, stored: dict[str, list[Any]], rows: CableRows) -> Iterator[tuple[str, Any, Any]]:
    """Each field with what is stored and what was read."""
    for name, value in rows.values.items():
        yield name, getattr(cable, name), value
    yield "post", cable.post.code if cable.post else "", rows.post
    yield "paragraphs", stored["paragraphs"], [[*row[:-4], *map(_decoded, row[-4:])] for row in rows.paragraphs]
    yield "addressees", stored["addressees"], [list(row) for row in rows.addressees]
    yield "references", stored["references"], [list(row) for row in rows.references]
    yield "tags", sorted(stored["tags"]), sorted(tag.code for tag in rows.tags)
    yield "captions", sorted(stored["captions"]), sorted(rows.captions)


def _decoded(document: str | None) -> Any:
    return json.loads(document) if document else None
