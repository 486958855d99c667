"""The specimen cables beside the project read in every point."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import json
from typing import Any

import pytest

from cables.telegram import parse, to_dict
from cables.telegram.__main__ import decode
from tests.telegram.specimens import SAMPLES, needs_samples

pytestmark = needs_samples

SIPDIS = ["SIPDIS"]
SENSITIVE = ["SENSITIVE", "SIPDIS"]
UNCLASSIFIED = {
    "07BOGOTA1165": {
        "sent": "2007-02-16T19:02:00+00:00",
        "post": "BOGOTA",
        "captions": SIPDIS,
        "tags": ["PGOV", "CO"],
        "subject": "COLOMBIA REQUESTS SUPPORT FOR CANDIDATE FOR INTERAMERICAN JUDICIAL COMMITTEE",
        "references": [],
        "numbers": [1, 2, 3, 4],
        "signers": ["DRUCKER"],
    },
    "07BOGOTA1339": {
        "sent": "2007-02-26T21:03:00+00:00",
        "post": "BOGOTA",
        "captions": SIPDIS,
        "tags": ["PTER", "PGOV", "PHUM", "CO"],
        "subject": "NOISE ON HUMANITARIAN ACCORD MASKS LACK OF PROGRESS",
        "references": [],
        "numbers": [1, 2, 3, 4, 5, 6],
        "signers": ["DRUCKER"],
    },
    "07KINGSTON482": {
        "sent": "2007-04-03T19:00:00+00:00",
        "post": "KINGSTON",
        "captions": SIPDIS,
        "tags": ["ECON", "EFIN", "ENRG", "JM"],
        "subject": "JAMAICA: REMITTANCES PROVIDING LIFELINE",
        "references": [[None, "06KINGSTON1280"]],
        "numbers": list(range(1, 13)),
        "signers": ["HEG"],
    },
    "07KUALALUMPUR1376": {
        "sent": "2007-09-10T09:36:00+00:00",
        "post": "KUALALUMPUR",
        "captions": SIPDIS,
        "tags": ["PREL", "SOCI", "TSPL", "UNGA", "MY"],
        "subject": "MALAYSIA: NO RESPONSE YET ON INVITATION TO LUNCHEON HOSTED BY MRS. BUSH, SEPT. 24",
        "references": [[None, "07STATE126167"]],
        "numbers": [None],
        "signers": ["LAFLEUR"],
    },
    "07KUALALUMPUR1403": {
        "sent": "2007-09-17T06:46:00+00:00",
        "post": "KUALALUMPUR",
        "captions": SIPDIS,
        "tags": ["ECON", "EFIN", "EINV", "MY"],
        "subject": "Malaysia's GDP Growth Beats Expectations",
        "references": [[None, None]],
        "numbers": list(range(1, 15)),
        "signers": ["SHEAR"],
    },
    "09UNVIEVIENNA279": {
        "sent": "2009-06-17T14:58:00+00:00",
        "post": "UNVIEVIENNA",
        "captions": SENSITIVE,
        "tags": ["AORC", "PREL", "KNNP", "IAEA", "UN"],
        "subject": "DG ELBARADEI FUELS THE BUDGET DEBATE",
        "references": [["A", "09UNVIEVIENNA109"], ["B", "09UNVIEVIENNA201"]],
        "numbers": list(range(1, 13)),
        "signers": ["SCHULTE"],
    },
    "09UNVIEVIENNA281": {
        "sent": "2009-06-17T17:35:00+00:00",
        "post": "UNVIEVIENNA",
        "captions": SENSITIVE,
        "tags": ["AORC", "IAEA", "IZ", "KNNP"],
        "subject": "IAEA/JUNE BOARD: IRAQ SEEKS A CLEAN SLATE FROM THE IAEA AT THE SEPTEMBER 2009 BOARD",
        "references": [[None, "09STATE61807"]],
        "numbers": list(range(1, 11)),
        "signers": ["SCHULTE"],
    },
    "09UNVIEVIENNA285": {
        "sent": "2009-06-18T13:13:00+00:00",
        "post": "UNVIEVIENNA",
        "captions": SIPDIS,
        "tags": ["ENRG", "TRGY", "KNNP", "AORC"],
        "subject": "NUCLEAR SAFETY: REPORT OF THE THIRD MEETING OF THE JOINT CONVENTION ON SPENT FUEL AND RADIOACTIVE WASTE,"
        " MAY 11-20, 2009 - SUCCESSFUL COUNTRY REVIEW GROUPS WITH CHANGES TO RULES OF PROCEDURE",
        "references": [[None, "08UNVIEVIENNA663"]],
        "numbers": list(range(1, 84)),
        "signers": [],
    },
    "09USEUBRUSSELS948": {
        "sent": "2009-07-08T15:35:00+00:00",
        "post": "USEUBRUSSELS",
        "captions": ["CORRECTED COPY (PARIS ADDRESSEE ADDED)", *SENSITIVE],
        "tags": ["ECON", "EFIN", "ETRD", "EIND", "ECIN", "EAGR", "EINV", "ETTC", "OECD", "PREL", "EUN"],
        "subject": "TEC STAKEHOLDERS PRAISE DAY-LONG OUTREACH EVENT",
        "references": [],
        "numbers": [1, 2, 4, 5, 6, *range(8, 37)],
        "signers": ["MURRAY"],
    },
}


def read(path: str) -> dict[str, Any]:
    return to_dict(parse(decode((SAMPLES / path).read_bytes())))


def test_09baku266_agrees_in_every_point() -> None:
    expected = json.loads((SAMPLES / "09BAKU266.expected.json").read_text())
    found = read("09BAKU266.txt")
    defects = {one["kind"]: one["count"] for one in found["defects"]}
    assert defects == {one["kind"]: one["count"] for one in expected.pop("defects")}
    assert_agrees(found.pop("mentions"), expected.pop("mentions"))
    paragraphs = expected.pop("paragraphs")
    assert len(found["paragraphs"]) == len(paragraphs)
    for paragraph, wanted in zip(found.pop("paragraphs"), paragraphs, strict=True):
        text = paragraph["text"]
        assert text.startswith(wanted.pop("starts"))
        assert text.endswith(wanted.pop("ends"))
        assert [piece for piece in wanted.pop("contains", []) if piece not in text] == []
        assert_agrees(paragraph, wanted)
    assert_agrees(found, expected)


def assert_agrees(found: Any, expected: Any) -> None:
    """Equal, but for extra keys of dictionaries."""
    if isinstance(expected, dict):
        assert isinstance(found, dict)
        for key, value in expected.items():
            assert_agrees(found[key], value)
    elif isinstance(expected, list):
        assert isinstance(found, list)
        assert len(found) == len(expected), (found, expected)
        for one, other in zip(found, expected, strict=True):
            assert_agrees(one, other)
    else:
        assert found == expected


@pytest.mark.parametrize("name", UNCLASSIFIED)
def test_unclassified_specimen(name: str) -> None:
    found = read(f"unclassified/{name}.txt")
    assert {
        "sent": found["sent"],
        "post": found["post"],
        "captions": found["captions"],
        "tags": [tag["code"] for tag in found["tags"]],
        "subject": found["subject"],
        "references": [[one["label"], one["target"]] for one in found["references"]],
        "numbers": [one["number"] for one in found["paragraphs"]],
        "signers": found["signers"],
    } == UNCLASSIFIED[name]
    assert (found["reference_id"], found["classification"]) == (name, "UNCLASSIFIED")


def test_spans_tile_every_specimen() -> None:
    for path in SAMPLES.rglob("*.txt"):
        text = decode(path.read_bytes())
        telegram = parse(text)
        assert "".join(text[span.start : span.end] for span in telegram.spans) == text
