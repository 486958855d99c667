"""Saved searches: what is new to them is exact, told once, and never what visitors may not see."""

from __future__ import annotations

import random
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.core.management import load_command_class
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cables.forms import query_string
from cables.ingest import reindex, set_visibility
from cables.models import ArrivalCheck, Cable, Visibility
from cables.search import drain, rebuild
from cables.search.values import SearchQuery
from cables.workspace import searching
from cables.workspace.models import Arrival, SavedSearch
from tests.factories import make_cable
from tests.pages.pages import links, text_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def publish(reference_id: str, text: str = "The dam.", **fields: object) -> Cable:
    """A cable as `ingest` stores it: the index has yet to follow."""
    cable = make_cable(reference_id, paragraphs=[text], **fields)  # type: ignore[arg-type]
    reindex(cables=Cable.objects.filter(pk=cable.pk))
    return cable


@pytest.fixture
def search(ada: User) -> SavedSearch:
    """For “dam”; 09BAKU1 was here before."""
    publish("09BAKU1")
    rebuild()
    return searching.save_search(owner=ada, name="Dams", query=SearchQuery(text="dam"), mail=True)


@pytest.fixture
def told(search: SavedSearch) -> Callable[[], list[str]]:
    """What a run would tell, which counts as told then."""

    def run() -> list[str]:
        drain()
        until = searching.note_arrivals()
        found = searching.new_matches(search.query, after=search.mailed, until=until, most=100)
        assert found.total == len(found.cables)
        search.mailed = until
        return sorted(cable.reference_id for cable in found.cables)

    return run


def test_only_what_comes_and_matches_is_new_and_that_once(told: Callable[[], list[str]]) -> None:
    assert told() == []
    publish("09BAKU2")
    publish("09BAKU3", "A harbour.")
    assert told() == ["09BAKU2"]
    assert told() == []


def test_a_draft_is_new_once_it_is_published_and_never_again(told: Callable[[], list[str]]) -> None:
    draft = publish("09BAKU2", visibility=Visibility.DRAFT)
    assert told() == []
    set_visibility(cables=[draft.pk], visibility=Visibility.PUBLISHED)
    assert told() == ["09BAKU2"]
    set_visibility(cables=[draft.pk], visibility=Visibility.WITHHELD)
    assert told() == []
    set_visibility(cables=[draft.pk], visibility=Visibility.PUBLISHED)
    assert told() == []


def test_what_is_withdrawn_before_it_is_told_of_is_not_told(told: Callable[[], list[str]]) -> None:
    cable = publish("09BAKU2")
    drain()
    searching.note_arrivals()
    set_visibility(cables=[cable.pk], visibility=Visibility.WITHHELD)
    assert told() == []


def test_what_the_index_has_yet_to_follow_is_not_passed_over(search: SavedSearch) -> None:
    publish("09BAKU2")
    before = searching.note_arrivals()
    drain()
    after = searching.note_arrivals()
    assert after > before
    found = searching.new_matches(search.query, after=before, until=after, most=10)
    assert [cable.reference_id for cable in found.cables] == ["09BAKU2"]


def test_any_order_of_events_tells_of_each_cable_once_and_only_while_it_is_visible(
    told: Callable[[], list[str]],
) -> None:
    dice = random.Random(5)
    seen: list[str] = []
    for number in range(2, 30):
        publish(f"09BAKU{number}", visibility=dice.choice(Visibility.values))
        some = Cable.objects.exclude(reference_id="09BAKU1").order_by("?").values_list("pk", flat=True)[:2]
        set_visibility(cables=list(some), visibility=Visibility(dice.choice(Visibility.values)))
        if dice.random() < 0.3:
            searching.note_arrivals()
        if dice.random() < 0.3:
            now = told()
            published = Cable.objects.published().ids_among(now)
            assert set(now) == published
            seen += now
    set_visibility(cables=Cable.objects.all(), visibility=Visibility.PUBLISHED)
    seen += told()
    # One that was hidden between its number and the run that would have told of it is not told of later.
    assert len(seen) == len(set(seen))
    assert set(seen) <= set(Cable.objects.values_list("reference_id", flat=True)) - {"09BAKU1"}
    assert Arrival.objects.count() == Cable.objects.count()


def test_more_matches_than_are_shown_are_counted(search: SavedSearch) -> None:
    for number in range(2, 9):
        publish(f"09BAKU{number}")
    drain()
    found = searching.new_matches(search.query, after=search.since, until=searching.note_arrivals(), most=3)
    assert ([cable.reference_id for cable in found.cables], found.total) == (["09BAKU8", "09BAKU7", "09BAKU6"], 7)


def feed(client: Client, search: SavedSearch) -> ElementTree.Element:
    response = client.get(f"/feeds/searches/{search.token}/")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "private" in response["Cache-Control"] and response.cookies == {}
    return ElementTree.fromstring(response.content)  # noqa: S314


def test_the_feed_holds_what_is_new_and_nothing_hidden(client: Client, search: SavedSearch) -> None:
    empty = feed(client, search)
    assert empty.findall(f"{ATOM}entry") == [] and empty.findtext(f"{ATOM}updated")
    cable = publish("09BAKU2", subject='</title><script>alert("x")</script>\x0b\nSecond line')
    publish("09BAKU3", visibility=Visibility.DRAFT)
    drain()
    (entry,) = feed(client, search).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == '</title><script>alert("x")</script> Second line'
    assert entry.find(f"{ATOM}link").attrib["href"] == "http://testserver/cables/09BAKU2/"  # type: ignore[union-attr]
    assert entry.findtext(f"{ATOM}summary") == "09BAKU2, 6 April 2009, Embassy Baku, UNCLASSIFIED"
    set_visibility(cables=[cable.pk], visibility=Visibility.WITHHELD)
    assert feed(client, search).findall(f"{ATOM}entry") == []


def test_the_address_of_a_feed_is_secret_and_can_be_changed(reader: Client, search: SavedSearch) -> None:
    assert len(search.token) == 43
    old = search.token
    reader.post(f"/account/searches/{search.pk}/", {"do": "renew"})
    search.refresh_from_db()
    assert search.token != old
    assert Client().get(f"/feeds/searches/{old}/").status_code == 404
    feed(Client(), search)
    User.objects.update(is_active=False)
    assert Client().get(f"/feeds/searches/{search.token}/").status_code == 404


def test_a_search_is_saved_from_its_page_as_it_is(reader: Client, ada: User) -> None:
    publish("09BAKU1")
    rebuild()
    address = "?q=dam&f[post]=BAKU&f[-tag]=ECON&in=paragraphs&sort=newest&page=2"
    kept = address.removesuffix("&page=2")
    assert f"/account/searches/new/{kept}" in links(reader.get(f"/{address}").content.decode())
    assert "Save this search" not in text_of(Client(), f"/{address}")
    page = reader.get(f"/account/searches/new/{address}").content.decode()
    assert 'value="dam"' in page and "Alerts by mail are not available here." in page
    reader.post("/account/searches/new/", {"name": "Dams  of Baku", "address": address})
    saved = SavedSearch.objects.get()
    assert (saved.name, saved.mail, saved.address) == ("Dams of Baku", False, kept)
    assert query_string(saved.query) == saved.address
    assert f"/feeds/searches/{saved.token}/" in reader.get("/account/").content.decode()


def test_a_saved_search_is_renamed_and_deleted(reader: Client, search: SavedSearch) -> None:
    reader.post(f"/account/searches/{search.pk}/", {"do": "save", "name": "Rivers"})
    search.refresh_from_db()
    assert (search.name, search.mail) == ("Rivers", False)
    assert (
        "Give it a name."
        in reader.post(f"/account/searches/{search.pk}/", {"do": "save"}, follow=True).content.decode()
    )
    assert reader.post(f"/account/searches/{search.pk}/", {"do": "delete"}).status_code == 400
    ask = f"/account/searches/{search.pk}/delete/"
    assert ask in links(reader.get("/account/").content.decode())
    assert "Delete “Rivers”?" in text_of(reader, ask) and SavedSearch.objects.exists()
    assert "“Rivers” is deleted." in reader.post(ask, follow=True).content.decode()
    assert not SavedSearch.objects.exists()


def test_an_account_has_room_for_so_many_searches(reader: Client, ada: User) -> None:
    SavedSearch.objects.bulk_create(
        SavedSearch(owner=ada, name="x", address="?q=", token=str(n), since=0, mailed=0)
        for n in range(searching.MOST_SEARCHES)
    )
    response = reader.post("/account/searches/new/", {"name": "One more", "address": "?q="}, follow=True)
    assert "at most 100 saved searches" in response.content.decode()


def test_a_feed_is_complete_after_any_load(
    client: Client, search: SavedSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_BATCH", 2)
    for number in range(2, 9):
        publish(f"09BAKU{number}")
    drain()
    ids = [one.findtext(f"{ATOM}id") for one in feed(client, search).findall(f"{ATOM}entry")]
    assert ids == [f"http://testserver/cables/09BAKU{number}/" for number in range(8, 1, -1)]
    assert Arrival.objects.count() == Cable.objects.published().count()


@pytest.mark.parametrize("command", ["ingest", "setup"])
def test_a_load_and_an_upgrade_leave_nothing_to_note_to_a_feed(command: str) -> None:
    publish("09BAKU2")
    load_command_class("cables", command).update_index()
    assert (Arrival.objects.filter(cable__reference_id="09BAKU2").count(), ArrivalCheck.objects.count()) == (1, 0)


def test_what_was_looked_at_is_not_looked_at_again(search: SavedSearch) -> None:
    cable = publish("09BAKU2")
    drain()
    searching.note_arrivals()
    last = Arrival.objects.last()
    reindex(cables=Cable.objects.all())
    drain()
    assert searching.note_arrivals() == last
    cable.delete()
    with CaptureQueriesContext(connection) as asked:
        searching.note_arrivals()
    looked, counted = (query["sql"] for query in asked)
    assert "cables_cable" not in looked + counted
    assert "indexchange_cable_pk" in ArrivalCheck.objects.ready().explain() or connection.vendor == "postgresql"
