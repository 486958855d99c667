"""What a cable refers to and what refers to it: lists, cables that are not here, threads."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cables.models import Reference
from cables.views import threads
from cables.views.references import absent
from cables.views.threads import thread_of
from tests.factories import make_cable
from tests.pages.pages import links, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("reference_id", "known", "why"),
    [
        ("09STATE31102", (2009, 31102, "Department of State"), "year, number and post"),
        ("66BUENOSAIRES2481", (1966, 2481, "Embassy Buenos Aires"), "the oldest cables are of 1966"),
        ("10BAKU1", (2010, 1, "Embassy Baku"), "the newest of 2010"),
        ("09NOWHERE5", (2009, 5, None), "a post that is in no list"),
        ("SECTION01", None, "no id"),
        ("", None, "nothing"),
        ("09<script>5", None, "markup"),
        ("09BAKU12345678", None, "a number of eight digits"),
    ],
)
def test_what_an_id_says(reference_id: str, known: tuple[int, int, str | None] | None, why: str) -> None:
    found = absent(reference_id)
    told = (found.year, found.serial, found.post.name if found.post else None) if found else None
    assert told == known, why


def test_a_missing_cable_is_shown_with_what_is_known_of_it(client: Client) -> None:
    make_cable("09BAKU1", refers_to=["09STATE31102"])
    make_cable("09BAKU2", refers_to=["09STATE31102", "09STATE31102"])
    page = text_of(client, "/cables/09BAKU1/")
    assert "09STATE31102 Not in the archive. No. 31102 of 2009, Department of State. 2 cables here refer to it." in page
    assert "/cables/09STATE31102/" in links(client.get("/cables/09BAKU1/").content.decode())


def test_its_own_page_lists_the_cables_that_refer_to_it_and_dates_it_by_its_neighbours(client: Client) -> None:
    make_cable("09ANKARA10", post="ANKARA", serial=10, sent=date(2009, 1, 3))
    make_cable("09ANKARA30", post="ANKARA", serial=30, sent=date(2009, 1, 9))
    make_cable("09ANKARA90", post="ANKARA", serial=90, sent=date(2009, 2, 9))
    make_cable("08ANKARA15", post="ANKARA", serial=15, sent=date(2008, 1, 5))
    make_cable("09BAKU1", subject="ASKING", refers_to=["09ANKARA20"])
    page = text_of(client, "/cables/09ANKARA20/", status=404)
    assert "By its id it is number 20 of 2009 from Embassy Ankara ." in page
    assert "it was sent between 3 January and 9 January 2009." in page
    assert "1 cable here refers to it 09BAKU1 ASKING" in page
    assert "on or after 9 February 2009" in text_of(client, "/cables/09ANKARA95/", status=404)
    assert "on or before 3 January 2009" in text_of(client, "/cables/09ANKARA5/", status=404)


def test_numbers_out_of_order_still_give_a_span_from_early_to_late(client: Client) -> None:
    make_cable("09ANKARA10", post="ANKARA", serial=10, sent=date(2009, 1, 9))
    make_cable("09ANKARA30", post="ANKARA", serial=30, sent=date(2009, 1, 3))
    assert "between 3 January and 9 January 2009" in text_of(client, "/cables/09ANKARA20/", status=404)


def test_a_thread_follows_references_both_ways_in_the_order_of_time(client: Client) -> None:
    make_cable("07BAKU1", subject="FIRST", sent=date(2007, 1, 1))
    make_cable("08BAKU2", subject="SECOND", sent=date(2008, 1, 1), refers_to=["07BAKU1", "07STATE9"])
    make_cable("09BAKU3", subject="THIRD", sent=date(2009, 1, 1), refers_to=["08BAKU2"])
    make_cable("09BAKU4", subject="BY ANOTHER WAY", sent=date(2009, 2, 1), refers_to=["07STATE9"])
    make_cable("09BAKU5", subject="APART", sent=date(2009, 2, 1))
    found = thread_of("09BAKU3")
    assert [knot.reference_id for knot in found.knots] == ["07BAKU1", "07STATE9", "08BAKU2", "09BAKU3", "09BAKU4"]
    assert [knot.steps for knot in found.knots] == [2, 2, 1, 0, 3]
    assert [knot.cable is None for knot in found.knots] == [False, True, False, False, False]
    assert [(knot.refers_to, knot.referred_to_by) for knot in found.knots[:3]] == [
        ((), ("08BAKU2",)), ((), ("08BAKU2", "09BAKU4")), (("07BAKU1", "07STATE9"), ("09BAKU3",)),
    ]  # fmt: skip
    assert not found.cut
    page = text_of(client, "/cables/09BAKU3/thread/")
    assert "5 cables that hang together" in page
    assert "APART" not in page
    assert page.index("FIRST") < page.index("SECOND") < page.index("BY ANOTHER WAY")


def test_a_cable_without_references_has_a_thread_of_its_own(client: Client) -> None:
    make_cable("09BAKU1")
    assert "This cable refers to no other" in text_of(client, "/cables/09BAKU1/thread/")


def test_circles_end() -> None:
    first = make_cable("09BAKU1")
    make_cable("09BAKU2", refers_to=["09BAKU1"])
    Reference.objects.create(cable=first, position=0, text="BAKU 2", target_reference_id="09BAKU2")
    assert [knot.reference_id for knot in thread_of("09BAKU1").knots] == ["09BAKU1", "09BAKU2"]


def test_a_long_thread_is_cut_and_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "CABLES_SHOWN", 5)
    make_cable("07BAKU1")
    for number in range(2, 12):
        make_cable(f"09BAKU{number}", refers_to=["07BAKU1"])
    found = thread_of("07BAKU1")
    assert (len(found.knots), found.cut) == (5, True)
    assert "There are more" in text_of(client, "/cables/07BAKU1/thread/")


def test_a_chain_is_followed_so_far_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "STEPS", 3)
    make_cable("09BAKU1")
    for number in range(2, 8):
        make_cable(f"09BAKU{number}", refers_to=[f"09BAKU{number - 1}"])
    assert [knot.steps for knot in thread_of("09BAKU1").knots] == [0, 1, 2, 3]
    assert thread_of("09BAKU1").cut
    assert not thread_of("09BAKU4").cut


def test_a_thread_costs_one_query_a_step(client: Client, django_assert_max_num_queries: Any) -> None:
    make_cable("07BAKU1")
    for number in range(2, 60):
        make_cable(f"09BAKU{number}", refers_to=["07BAKU1", f"09BAKU{number - 1}"])
    with django_assert_max_num_queries(threads.STEPS + 14):
        client.get("/cables/07BAKU1/thread/")


def test_the_picture_has_a_knot_for_each_cable_and_an_arc_for_each_reference(client: Client) -> None:
    make_cable("07BAKU1")
    make_cable("08BAKU2", refers_to=["07BAKU1", "07STATE9"])
    html = client.get("/cables/08BAKU2/thread/").content.decode()
    assert len(re.findall("<circle", html)) == 3
    assert len(re.findall("<path", html)) == 2
    assert 'style="' not in html


def test_hostile_ids_are_text(client: Client) -> None:
    made = make_cable("09BAKU1", refers_to=["09STATE5"])
    made.references.update(target_reference_id='"><script>x</script>/')
    for address in ["/cables/09BAKU1/", "/cables/09BAKU1/thread/"]:
        assert "<script>x" not in client.get(address).content.decode()
