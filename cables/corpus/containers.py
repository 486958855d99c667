"""Invented cables written in the containers real ones come in. Each writer takes them one by one and keeps none."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO

from cables.corpus.values import InventedCable
from cables.vocabulary import posts


def container_level(cable: InventedCable) -> str:
    """The level as the 2011 release states it: UNCLASSIFIED//FOR OFFICIAL USE ONLY, SECRET//NOFORN ..."""
    if "NOFORN" in cable.captions:
        return f"{cable.classification}//NOFORN"
    if "SENSITIVE" in cable.captions and cable.classification == "UNCLASSIFIED":
        return "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    return cable.classification


def write_texts(cables: Iterable[InventedCable], folder: Path) -> Iterator[InventedCable]:
    """One Latin-1 file a cable, named by its id; yields each cable once it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    for cable in cables:
        (folder / f"{cable.reference_id}.txt").write_bytes(cable.text.encode("latin-1"))
        yield cable


def write_csv(cables: Iterable[InventedCable], file: IO[str]) -> Iterator[InventedCable]:
    """The eight columns of the 2011 cables.csv, backslash as escape; yields each cable once it is written."""
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\", lineterminator="\n")
    for number, cable in enumerate(cables, start=1):
        sent = cable.sent
        writer.writerow(
            (
                number,
                f"{sent.month}/{sent.day}/{sent.year} {sent.hour}:{sent.minute:02d}",
                cable.reference_id,
                posts()[cable.post].name,
                container_level(cable),
                "|".join(cable.references),
                cable.header.strip("\n"),
                cable.body,
            )
        )
        yield cable


def write_jsonl(cables: Iterable[InventedCable], file: IO[str]) -> Iterator[InventedCable]:
    """One JSON object a line: the text and every known value; yields each cable once it is written."""
    for cable in cables:
        values = asdict(cable)
        del values["header"], values["body"]
        file.write(json.dumps({**values, "text": cable.text}, default=lambda day: day.isoformat()) + "\n")
        yield cable
