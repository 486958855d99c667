"""Several connections that publish, follow what is new and save searches at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction

from cables.ingest import reindex, set_visibility
from cables.models import ArrivalCheck, Cable, Visibility
from cables.search import drain, rebuild
from cables.search.values import SearchQuery
from cables.workspace import searching
from cables.workspace.models import Arrival, SavedSearch
from tests.factories import make_cable

PUBLISHERS, FOLLOWERS, EACH = 3, 3, 4
"""With the one who saves searches and the main thread, as many connections as the pool holds."""
DAMS = SearchQuery(text="dam")


def publish(reference_id: str) -> int:
    """As `ingest` does it; the index has yet to follow."""
    with transaction.atomic():
        cable = make_cable(reference_id, paragraphs=["The dam."])
        reindex(cables=Cable.objects.filter(pk=cable.pk))
    return cable.pk


def meet() -> None:
    """Needs an empty database that several connections can use; AssertionError where something is not as it must be."""
    begun = [publish(f"08BAKU{number}") for number in range(1, PUBLISHERS + 1)]
    rebuild()
    first = searching.note_arrivals()
    ada = User.objects.create(username="ada")
    together, done = Barrier(PUBLISHERS + FOLLOWERS + 1, timeout=60), Event()

    def publishing(number: int) -> None:
        for serial in range(EACH):
            publish(f"09BAKU{number * EACH + serial + 1}")
            drain()
            for visibility in (Visibility.WITHHELD, Visibility.PUBLISHED):
                set_visibility(cables=[begun[number]], visibility=visibility)

    def following() -> tuple[list[int], dict[int, set[int]]]:
        """The cables told of, and for each number that was the last one day all there were up to it."""
        told: list[int] = []
        seen: dict[int, set[int]] = {}
        mark, ending = first, False
        while not ending:
            ending = done.is_set()
            until = searching.note_arrivals()
            told += [cable.pk for cable in searching.new_matches(DAMS, after=mark, until=until, most=100).cables]
            seen[until] = set(Arrival.objects.filter(pk__lte=until).values_list("pk", flat=True))
            mark = until
        return told, seen

    def saving() -> None:
        while not done.is_set():
            searching.save_search(owner=ada, name="Dams", query=DAMS, mail=False)
            SavedSearch.objects.of(ada).delete()

    def beside(work: Callable[..., Any], *args: Any) -> Any:
        try:
            together.wait()
            return work(*args)
        finally:
            connection.close()

    with ThreadPoolExecutor(PUBLISHERS + FOLLOWERS + 1) as pool:
        publishers = [pool.submit(beside, publishing, number) for number in range(PUBLISHERS)]
        followers = [pool.submit(beside, following) for _ in range(FOLLOWERS)]
        saver = pool.submit(beside, saving)
        try:
            for publisher in publishers:
                publisher.result(timeout=120)
            drain()
        finally:
            done.set()
        saver.result(timeout=120)
        reports = [follower.result(timeout=120) for follower in followers]

    numbers = set(Arrival.objects.values_list("pk", flat=True))
    new = sorted(Cable.objects.exclude(pk__in=begun).values_list("pk", flat=True))
    assert len(new) == PUBLISHERS * EACH
    assert (Arrival.objects.count(), ArrivalCheck.objects.count()) == (len(new) + PUBLISHERS, 0)
    for told, seen in reports:
        assert sorted(told) == new, "each follower is told of each cable, and once"
        for until, there in seen.items():
            assert there == {number for number in numbers if number <= until}, "no number comes below one that was seen"
