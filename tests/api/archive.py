"""A small archive with something in every field that the API gives."""

from __future__ import annotations

from datetime import date

from cables.models import Addressee, Paragraph
from cables.search import rebuild
from tests.factories import make_cable, make_post


def fill() -> None:
    """09BAKU266 has all that a cable can have; 31 cables in all, one of them undated, one without a post."""
    make_cable("08BAKU997", subject="EARLIER TALKS ON THE DAM", sent=date(2008, 10, 1),
               classification="SECRET", tag_codes=["PGOV", "AER/ODD"])  # fmt: skip
    made = make_cable(
        "09BAKU266",
        subject='RIVER COMMISSION ON NEW DAM "ASKS"',
        classification="CONFIDENTIAL",
        captions=["SIPDIS", "NOFORN"],
        tag_codes=["PREL", "AJ", "CLINTON, HILLARY"],
        paragraphs=["The dam’s wall 🌊 is old; the dam is new.", "Nothing.", "A dam <b>beside</b> the dam."],
        refers_to=["08BAKU997", "09STATE31102"],
        sender="AMEMBASSY BAKU",
        precedence="PRIORITY",
        executive_order="12958",
        classified_by=[{"name": "Ada Merrow", "title": "AMBASSADOR"}],
        reasons=["1.4(b)"],
        signers=["MERROW"],
        defects=[{"kind": "page-banner", "count": 1, "details": ["BAKU 00000266  002 OF 002"]}],
    )
    Addressee.objects.create(cable=made, role="action", position=0, name="SECSTATE WASHDC", post=make_post("STATE"))
    Paragraph.objects.filter(cable=made, position=0).update(role="summary", repairs=[[7, "8", "’"]], heading="Summary")
    make_cable("75TOKYO5", post=None, sent=None, classification="", subject="", tag_codes=[], paragraphs=[])
    for number in range(1, 29):
        post = ["BAKU", "ANKARA", "PARIS"][number % 3]
        make_cable(f"07{post}{number}", post=post, subject=f"RIVERS {number}", refers_to=["09BAKU266"],
                   sent=date(2007, 1 + number % 12, 5), paragraphs=[f"A dam, the {number}th."],
                   tag_codes=["ECON", "TU"] if number % 2 else ["PGOV"])  # fmt: skip
    rebuild()
