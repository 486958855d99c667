"""A small archive to take away, and the whole of what one address sends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from cables.models import Addressee, Cable, Visibility
from tests.factories import make_cable, make_post
from tests.search.archive import index


def small_archive() -> list[Cable]:
    """Five published cables about a dam, one of them withheld later by its tests, and two that nobody may see."""
    make_cable("08PARIS7", post="PARIS", subject="ELSEWHERE", paragraphs=["Of something else."], sent=date(2008, 1, 2))
    make_cable("09BAKU9", subject="DAM DRAFT", paragraphs=["A dam."], visibility=Visibility.DRAFT)
    make_cable("09BAKU8", subject="DAM WITHHELD", paragraphs=["A dam."], visibility=Visibility.WITHHELD)
    first = make_cable(
        "09BAKU1",
        subject="A “DAM”, AND MORE",
        paragraphs=["The dam; its cost.", "No word of it.", "A dam, again."],
        classification="SECRET",
        tag_codes=["PGOV", "CLINTON, HILLARY", "A;B"],
        captions=["SIPDIS", "NOFORN"],
        refers_to=["08PARIS7", "09BAKU8", "07ROME3", "08PARIS7"],
        declassify_on=date(2019, 4, 6),
        classified_by=[{"name": "ANNE DERSE", "title": "AMBASSADOR"}],
        reasons=["1.4(b)", "1.4(d)"],
        signers=["DERSE"],
        summary="On the dam.",
    )
    Addressee.objects.create(cable=first, role="action", position=0, name="SECSTATE WASHDC", post=make_post("STATE"))
    Addressee.objects.create(cable=first, role="info", position=0, name="MOSCOW; PRIORITY")
    others = [
        make_cable(f"09BAKU{number}", paragraphs=[f"Dam number {number}."], sent=date(2009, 4, 6 - number))
        for number in range(2, 5)
    ]
    others.append(make_cable("ODD id", sent=None, post=None, paragraphs=["A dam."], refers_to=["09BAKU1"]))
    index(*Cable.objects.all())
    return [first, *others]


def taken(name: str, query: str = "q=dam&sort=newest", *, status: int = 200) -> bytes:
    response = Client().get(f"/export/{name}?{query}")
    assert response.status_code == status, response.content if status == 200 else response
    return b"".join(response.streaming_content) if response.streaming else response.content


def leave(response: Any) -> None:
    """Goes away as a client does, at whatever point; the test's own connection to the database stays open."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)
