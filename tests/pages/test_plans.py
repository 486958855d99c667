"""What pages count and list of a full archive is found in indexes alone, or in the order of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cables.models import Cable, Post, Tag
from tests.factories import make_cable

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the tables hold"),
]

PUBLISHED = Cable.objects.published()
CASES: dict[str, tuple[Callable[[], Any], str]] = {
    "cables of each of the TAGS": (
        lambda: list(Tag.objects.with_published_counts()),
        r"COVERING INDEX cable_tags_by_tag \(tag_id=\?\)",
    ),
    "cables of each post": (
        lambda: list(Post.objects.with_published_counts()),
        r"COVERING INDEX cable_by_post \(post_id=\?\)",
    ),
    "cables of each year": (PUBLISHED.counts_by_year, r"COVERING INDEX cable_by_date \(visibility=\? AND date>\?\)"),
    "years of a post": (
        PUBLISHED.filter(post=1).counts_by_year,
        r"COVERING INDEX cable_by_post \(post_id=\? AND visibility=\? AND date>\?\)",
    ),
    "years of one of the TAGS": (
        lambda: PUBLISHED.tagged(Tag(pk=1)).counts_by_year(),
        r"COVERING INDEX cable_by_date .*COVERING INDEX cable_tags_by_tag",
    ),
    "a page of a post": (
        lambda: list(PUBLISHED.filter(post=1).newest_first()[25:50]),
        r"INDEX cable_by_post \(post_id=\? AND visibility=\?\)$",
    ),
    "a page of one of the TAGS": (
        lambda: list(PUBLISHED.tagged(Tag(pk=1)).newest_first()[25:50]),
        r"INDEX cable_by_date \(visibility=\?\) .*COVERING INDEX cable_tags_by_tag \(tag_id=\?\)$",
    ),
    "the last change": (
        lambda: PUBLISHED.aggregate(Max("changed_at")),
        r"COVERING INDEX cable_by_change \(visibility=\?\)$",
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_reading_pages(what: str) -> None:
    ask, wanted = CASES[what]
    with CaptureQueriesContext(connection) as asked:
        ask()
    (query,) = asked
    assert re.search(wanted, plan(query["sql"])), plan(query["sql"])


LISTS = [
    "",
    "?visibility__exact=draft",
    "?classification__exact=SECRET",
    "?classification__exact=SECRET&visibility__exact=published",
    "?q=lamp",
    *(f"?o={column}" for column in (1, -3, 6)),
]


def test_the_list_of_cables_at_the_desk(admin_client: Client) -> None:
    """Rows of the table of cables are read to be shown, or once to be searched, and never to be sorted."""
    make_cable("09BAKU1", subject="LAMP", classification="SECRET")
    for query in LISTS:
        with CaptureQueriesContext(connection) as asked:
            assert admin_client.get(f"/admin/cables/cable/{query}").status_code == 200
        for sql in (one["sql"] for one in asked if _of_cables(one["sql"])):
            slow = r"SCAN cables_cable USING" if "LIKE" in sql else r"SCAN cables_cable(?! USING)|B-TREE FOR ORDER BY"
            assert not re.search(slow, plan(sql)), (query, plan(sql))


def _of_cables(sql: str) -> bool:
    return sql.partition(" FROM ")[2].startswith('"cables_cable"')


def plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}", [])
        return " ".join(row[-1] for row in cursor.fetchall())
