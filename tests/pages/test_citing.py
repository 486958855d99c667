"""The most cited cables, here and not here."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cables.models import Reference, Visibility
from tests.factories import make_cable
from tests.pages.pages import links, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> None:
    """09BAKU1 is cited three times (once by a draft, once twice over), 09BAKU2 once; 08PARIS9 and the withheld 09TOKYO7
    are not here for visitors."""
    make_cable("09BAKU1", subject="THE FIRST")
    make_cable("09BAKU2", subject="THE SECOND", refers_to=["09BAKU1", "09BAKU1", "08PARIS9"])
    make_cable("09TOKYO7", post="TOKYO", subject="CONCEALED", visibility=Visibility.WITHHELD, refers_to=["07ROME1"])
    make_cable("09BAKU3", refers_to=["09BAKU1", "09BAKU2", "08PARIS9", "09TOKYO7"])
    make_cable("09BAKU4", visibility=Visibility.DRAFT, refers_to=["09BAKU1", "09BAKU2", "08PARIS9"])


def test_cables_are_ranked_by_how_many_published_cables_refer_to_them(client: Client, archive: None) -> None:
    page = text_of(client, "/cited/")
    assert "2 cite it : the cables that refer to 09BAKU1 THE FIRST" in page
    assert "1 cites it : the cables that refer to 09BAKU2 THE SECOND" in page
    assert page.index("THE FIRST") < page.index("THE SECOND")
    assert {"/?q=ref%3A09BAKU1", "/cables/09BAKU1/"} <= set(links(client.get("/cited/").content.decode()))


def test_what_is_cited_and_not_here_is_ranked_too(client: Client, archive: None) -> None:
    page = text_of(client, "/cited/missing/")
    assert "08PARIS9" in page
    assert "2 cables refer to 08PARIS9" in page
    assert "1 cable refers to 09TOKYO7" in page
    assert "09BAKU" not in page


def test_nothing_of_hidden_cables_is_shown_or_counted(client: Client, archive: None) -> None:
    for address in ["/cited/", "/cited/missing/"]:
        html = client.get(address).content.decode()
        assert "CONCEALED" not in html
        assert "07ROME1" not in html


def test_an_archive_without_references_says_so(client: Client) -> None:
    assert "No cable in the archive refers to another one that is here." in text_of(client, "/cited/")
    assert "Every cable that is referred to is here." in text_of(client, "/cited/missing/")


def test_the_lists_end_and_say_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cables.views.citing.LONGEST_LIST", 60)
    for number in range(70):
        make_cable(f"09BAKU{number + 1}", refers_to=[f"08PARIS{number + 1}"])
    assert "The list ends after 60 ids." in text_of(client, "/cited/missing/?page=2")
    assert text_of(client, "/cited/missing/?page=2").count("08PARIS") == 2 * 10, "ten lines, each with a link"
    assert text_of(client, "/cited/missing/?page=99") == text_of(client, "/cited/missing/?page=2")


def test_counting_reads_one_index_and_no_row(archive: None, django_assert_num_queries: Any) -> None:
    """Three million references are only quick to count where the index holds all that is asked for."""
    found = Reference.objects.filter(target__isnull=False).values_list("target").order_by("target")
    plan = found.values("target", "cable").explain()
    assert "reference_by_target" in plan or "Seq Scan" in plan, "PostgreSQL reads so small a table as a whole"
    with django_assert_num_queries(1):
        Reference.objects.most_cited(10)
    with django_assert_num_queries(2):
        Reference.objects.most_missed(10)


@pytest.mark.parametrize(("address", "queries"), [("/cited/", 6), ("/cited/missing/", 4)])
def test_the_lists_cost_a_fixed_number_of_queries(
    client: Client, archive: None, django_assert_num_queries: Any, address: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        client.get(address)
    for number in range(10, 70):
        make_cable(f"09BAKU{number}", tag_codes=["PGOV", "PREL"], refers_to=["09BAKU2", "08PARIS9", f"07ROME{number}"])
    with django_assert_num_queries(queries):
        client.get(address)
