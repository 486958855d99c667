"""Answers as the description shows them. The cable in them is invented."""

from __future__ import annotations

from typing import Any

HERE = "https://cables.example.org"
_POST_OF_CABLE = {"code": "BAKU", "name": "Embassy Baku"}
_TAGS_OF_CABLE = [
    {"code": "SENV", "kind": "subject", "name": "Environmental Affairs"},
    {"code": "AJ", "kind": "place", "name": "Azerbaijan"},
]
_LINE: dict[str, Any] = {
    "reference_id": "09BAKU9901",
    "url": f"{HERE}/cables/09BAKU9901/",
    "date": "2009-04-06",
    "sent": "2009-04-06T09:14:00Z",
    "post": _POST_OF_CABLE,
    "precedence": "PRIORITY",
    "classification": "CONFIDENTIAL",
    "captions": ["SIPDIS"],
    "tags": _TAGS_OF_CABLE,
    "subject": "RIVER COMMISSION ON NEW DAM",
}
_PARAGRAPH = {
    "anchor": "p1",
    "number": 1,
    "marking": "C",
    "heading": "Summary",
    "role": "summary",
    "text": "The river commission's plan for a dam met with doubts.",
    "text_as_received": "The river commission8s plan for a dam met with doubts.",
}
_REFERENCE = {
    "label": "A",
    "text": "08 BAKU 9907",
    "kind": "cable",
    "target": "08BAKU9907",
    "in_archive": True,
    "withheld": False,
    "notal": False,
}
_CABLE = {
    "reference_id": "09BAKU9901",
    "url": f"{HERE}/cables/09BAKU9901/",
    "post": _POST_OF_CABLE,
    "date": "2009-04-06",
    "sent": "2009-04-06T09:14:00Z",
    "precedence": "PRIORITY",
    "classification": "CONFIDENTIAL",
    "captions": ["SIPDIS"],
    "sender": "AMEMBASSY BAKU",
    "action": [
        {
            "name": "SECSTATE WASHDC",
            "indicator": "RUEHC",
            "precedence": "PRIORITY",
            "continuity_number": "0812",
            "collective": False,
            "exempt": False,
            "post": "STATE",
        }
    ],
    "info": [],
    "passing": [],
    "executive_order": "12958",
    "declassify_on": "2019-04-06",
    "declassify_text": "04/06/2019",
    "classified_by": [{"name": "Ada Merrow", "title": "AMBASSADOR"}],
    "reasons": ["1.4(b)", "1.4(d)"],
    "tags": _TAGS_OF_CABLE,
    "subject": "RIVER COMMISSION ON NEW DAM",
    "subject_marking": None,
    "references": [_REFERENCE],
    "referred_to_by": ["09BAKU9944"],
    "summary": "The river commission's plan for a dam met with doubts.",
    "paragraphs": [_PARAGRAPH],
    "signers": ["MERROW"],
    "defects": [{"kind": "page-banner", "count": 1, "details": ["BAKU 00009901  002 OF 002"]}],
    "corrections": [],
}
_POST = {
    "code": "BAKU",
    "name": "Embassy Baku",
    "kind": "embassy",
    "country": "Azerbaijan",
    "country_code": "AZ",
    "latitude": 40.3777,
    "longitude": 49.892,
    "cables": 31,
    "url": f"{HERE}/posts/BAKU/",
}
_TAG = {
    "code": "SENV",
    "kind": "subject",
    "name": "Environmental Affairs",
    "cables": 12,
    "url": f"{HERE}/tags/SENV/",
}
_FACET = {
    "key": "post",
    "name": "post",
    "label": "Post",
    "values": [
        {
            "value": "BAKU",
            "label": "Embassy Baku",
            "title": "Azerbaijan",
            "count": 2,
            "selected": False,
            "excluded": False,
            "children": [],
        }
    ],
    "more": 0,
}
_HIT = {
    **_LINE,
    "subject_matches": [[24, 27]],
    "snippets": [
        {
            "anchor": "p1",
            "number": 1,
            "marking": "C",
            "text": "The river commission's plan for a dam met with doubts.",
            "matches": [[34, 37]],
            "url": f"{HERE}/cables/09BAKU9901/#p1",
        }
    ],
    "more_paragraphs": 0,
}
_CURSOR = "WyIwOUJBS1U5OTAxIl0:9wQ1r0lLxv2vV0mZJw7T3m1q5vQJb0o4oXk7l0z1y2E"

ANSWERS: dict[str, Any] = {
    "root": {
        "resources": {name: f"{HERE}/api/v1/{name}" for name in ("cables", "posts", "tags", "search", "suggestions")},
        "description": f"{HERE}/api/v1/openapi.json",
        "documentation": f"{HERE}/api/",
    },
    "cables": {"items": [_LINE], "next": f"{HERE}/api/v1/cables?limit=1&cursor={_CURSOR}"},
    "cable": _CABLE,
    "paragraphs": {"items": [_PARAGRAPH], "next": None},
    "paragraph": _PARAGRAPH,
    "references": {"items": [_REFERENCE], "next": None},
    "referred-to-by": {
        "items": [{**_LINE, "reference_id": "09BAKU9944", "url": f"{HERE}/cables/09BAKU9944/"}],
        "next": None,
    },
    "posts": {"items": [_POST], "next": None},
    "post": _POST,
    "tags": {"items": [_TAG], "next": None},
    "tag": _TAG,
    "search": {
        "total": 2,
        "cables": 2,
        "reading": {
            "text": "dam",
            "unit": "cables",
            "understood": "cables with “dam”, also in other forms",
            "notices": [],
            "complete": True,
            "exact_id": None,
            "did_you_mean": None,
            "obstacles": [],
        },
        "facets": [_FACET],
        "histogram": {
            "step": "day",
            "bars": [{"first": "2009-04-06", "last": "2009-04-06", "label": "6 April 2009", "count": 2}],
            "undated": 0,
        },
        "items": [_HIT],
        "next": f"{HERE}/api/v1/search?q=dam&limit=1&cursor={_CURSOR}",
    },
    "facet": _FACET,
    "suggestions": {
        "suggestions": [
            {
                "kind": "tag",
                "label": "PGOV",
                "detail": "Internal Governmental Affairs",
                "text": "dam tag:PGOV",
                "reference_id": None,
            }
        ]
    },
}


def _problem(status: int, title: str, detail: str, parameter: str = "") -> tuple[str, dict[str, Any]]:
    errors = {"errors": [{"parameter": parameter, "detail": detail}]} if parameter else {}
    return title, {"type": "about:blank", "title": title, "status": status, "detail": detail, **errors}


PROBLEMS: dict[int, tuple[str, dict[str, Any]]] = {
    400: _problem(400, "Parameters cannot be read", "“1000” is no number of items; give 1 to 100 as limit.", "limit"),
    404: _problem(404, "Not found", "No cable 09BAKU9999 is in the archive."),
    429: _problem(429, "Too many requests", "You have asked for too much at once; go on in 3 s."),
    503: _problem(503, "Search is not available", "The search index is being built; try again in a few minutes."),
}
