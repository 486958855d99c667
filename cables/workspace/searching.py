"""Saved searches, and which cables are new to them.

A cable is new once it is published and in the index. It gets a number then, `Arrival`, and a saved search remembers the
last number it has told of. Clocks play no part: a cable that was published late, or in a long transaction, gets its
number when it can be found, so that none is passed over and none told of twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cables.forms import query_string
from cables.models import ArrivalCheck, Cable
from cables.search import drain, found_among
from cables.search.values import SearchQuery
from cables.workspace.keeping import Full
from cables.workspace.models import Arrival, SavedSearch

MOST_SEARCHES = 100
"""In one account."""
FEED_ENTRIES = 50
BATCHES_A_REQUEST = 5
"""That a feed notes; whoever loads many cables notes them all."""
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Matches:
    """Cables that are new to a search."""

    cables: tuple[Cable, ...]
    """The last to arrive first, loaded with `for_lists()` and with `arrival`; as many as were asked for."""
    total: int


def save_search(*, owner: User, name: str, query: SearchQuery, mail: bool) -> SavedSearch:
    """What is in the archive now is not new to it. Raises Full, and SearchUnavailable where the index cannot follow."""
    drain()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)
        if SavedSearch.objects.of(owner).count() >= MOST_SEARCHES:
            raise Full(f"An account holds at most {MOST_SEARCHES} saved searches; delete one first.")
        last = note_arrivals()
        return SavedSearch.objects.create(
            owner=owner,
            name=name,
            address=query_string(replace(query, page=1)),
            mail=mail,
            token=secrets.token_urlsafe(32),
            since=last,
            mailed=last,
        )


def change_search(*, search: SavedSearch, name: str, mail: bool) -> None:
    """Mails that are asked for anew are about what comes from now on."""
    with transaction.atomic():
        if mail and not search.mail:
            search.mailed = max(search.mailed, Arrival.objects.last())
        search.name, search.mail = name, mail
        search.save(update_fields=["name", "mail", "mailed"])


def renew_feed(*, search: SavedSearch) -> None:
    """Gives the feed a new secret address; the old one leads nowhere."""
    with transaction.atomic():
        search.token = secrets.token_urlsafe(32)
        search.save(update_fields=["token"])


def delete_search(*, search: SavedSearch) -> None:
    with transaction.atomic():
        search.delete()


def stop_mails(*, owner_pk: int) -> int:
    """No more mails to somebody; gives of how many searches there were some."""
    with transaction.atomic():
        return SavedSearch.objects.filter(owner=owner_pk, mail=True).update(mail=False)


def note_arrivals(*, batches: int | None = None) -> int:
    """Gives each cable that searches have come to find its number; returns the last number there is.

    Looks only at what changed since somebody looked last, a thousand changes in a tenth of a second: at all of it or,
    where a reader waits, at so many batches, and leaves the rest to whoever looks next.
    """
    for _ in count() if batches is None else range(batches):
        # Asked outside of a transaction, so that readers wait for no writer where there is nothing to note.
        if not ArrivalCheck.objects.ready().exists():
            break
        with transaction.atomic():
            _note_batch()
    return Arrival.objects.last()


def _note_batch() -> None:
    if connection.vendor == "postgresql":
        # Numbers ascend in the order of commits only if one transaction at a time gives them out.
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Arrival._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    new = Cable.objects.published().filter(pk=OuterRef("cable_pk"), arrival=None)
    # In one statement: between two of them a cable can be published that the index has yet to follow.
    looked = ArrivalCheck.objects.ready().annotate(new=Exists(new)).values_list("pk", "cable_pk", "new")[:_BATCH]
    checks = list(looked)
    arrived = dict.fromkeys(cable for _, cable, is_new in checks if is_new)
    now = timezone.now()
    Arrival.objects.bulk_create(Arrival(cable_id=pk, arrived_at=now) for pk in arrived)
    ArrivalCheck.objects.filter(pk__in=[pk for pk, _, _ in checks]).delete()


def new_matches(query: SearchQuery, *, after: int, until: int, most: int) -> Matches:
    """What the query finds among the cables that arrived after one number and up to another, both of Arrival.

    Raises SearchUnavailable when the index cannot be read.
    """
    arrived = Arrival.objects.filter(pk__gt=after, pk__lte=until)
    found = set(found_among(query, arrived.order_by().values_list("cable_id", flat=True).iterator(_BATCH)))
    if not found:
        return Matches((), 0)
    newest = arrived.order_by("-pk").values_list("cable_id", flat=True).iterator(_BATCH)
    shown = _first((pk for pk in newest if pk in found), most)
    cables = Cable.objects.published().for_lists().select_related("arrival").in_bulk(shown)
    return Matches(tuple(cables[pk] for pk in shown if pk in cables), len(found))


def newest_matches(query: SearchQuery, *, most: int) -> tuple[Cable, ...]:
    """The last cables to arrive that the query finds, the very last first, loaded with `for_lists()` and `arrival`.

    Looks among the last to arrive first, and at more only if these are not enough. Raises SearchUnavailable when
    the index cannot be read or the search takes too long.
    """
    note_arrivals(batches=BATCHES_A_REQUEST)
    arrivals = Arrival.objects.order_by("-pk").values_list("cable_id", flat=True)
    shown: Sequence[int] = ()
    for arrived in (arrivals[:_BATCH], arrivals[: 30 * _BATCH], arrivals):
        found = set(found_among(query, arrived.iterator(_BATCH), patient=False))
        shown = _first((pk for pk in arrived.iterator(_BATCH) if pk in found), most)
        if len(shown) == most:
            break
    cables = Cable.objects.published().for_lists().select_related("arrival").in_bulk(shown)
    return tuple(cables[pk] for pk in shown if pk in cables)


def _first(pks: Iterator[int], most: int) -> Sequence[int]:
    return [pk for _, pk in zip(range(most), pks, strict=False)]
