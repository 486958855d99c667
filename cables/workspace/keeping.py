"""Changes to lists that are kept in an account. Whoever calls has found the list among those of its owner."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from cables.workspace.files import MOST_LISTS
from cables.workspace.kept import FIRST_NAME, MOST_ENTRIES, Kept, NamedList
from cables.workspace.models import Entry, List


class Full(Exception):
    """The message is one sentence for the page."""


def make_list(*, owner: User, name: str) -> List:
    """A new list, which what is kept goes into from now on. Raises Full."""
    with transaction.atomic():
        _hold(owner)
        _require_room(owner, 1)
        return _made(owner, name)


def use_list(*, chosen: List) -> None:
    """What is kept goes into this list from now on."""
    with transaction.atomic():
        _hold(chosen.owner)
        List.objects.of(chosen.owner).filter(current=True).update(current=False)
        List.objects.filter(pk=chosen.pk).update(current=True)


def keep(*, owner: User, kept: Kept) -> List:
    """Puts an entry at the end of the list in use, and makes one where there is none; one that is there stays as it is.
    Raises Full."""
    with transaction.atomic():
        _hold(owner)
        current = List.objects.of(owner).filter(current=True).first() or List.objects.of(owner).first()
        if current is None:
            current = _made(owner, FIRST_NAME)
        _append(current, [kept])
        return current


def add(*, chosen: List, entries: Sequence[Kept]) -> None:
    """Puts at the end of a list what it does not have. Raises Full."""
    with transaction.atomic():
        _hold(chosen.owner)
        _append(chosen, entries)


def drop(*, chosen: List, kept: Kept) -> Entry | None:
    """Takes an entry out of a list; gives it as it was, for `put_back`."""
    with transaction.atomic():
        _hold(chosen.owner)
        entry = chosen.entries.filter(reference_id=kept.reference_id, anchor=kept.anchor).first()
        if entry:
            chosen.entries.filter(pk=entry.pk).delete()
            chosen.save(update_fields=["changed_at"])
        return entry


def put_back(*, chosen: List, kept: Kept, place: int) -> None:
    """Undoes `drop`. Raises Full."""
    with transaction.atomic():
        _hold(chosen.owner)
        _append(chosen, [kept])
        chosen.entries.filter(reference_id=kept.reference_id, anchor=kept.anchor).update(place=place)


def note(*, chosen: List, kept: Kept) -> bool:
    """Gives an entry the note; False where the list has no such entry."""
    with transaction.atomic():
        _hold(chosen.owner)
        found = chosen.entries.filter(reference_id=kept.reference_id, anchor=kept.anchor)
        changed = found.update(note=kept.note)
        chosen.save(update_fields=["changed_at"])
        return bool(changed)


def move(*, chosen: List, kept: Kept, to: int) -> None:
    """Puts an entry at a place from 1; places beyond either end mean the end."""
    with transaction.atomic():
        _hold(chosen.owner)
        entries = list(chosen.entries.order_by("place", "pk"))
        moved = next(
            (entry for entry in entries if (entry.reference_id, entry.anchor) == (kept.reference_id, kept.anchor)), None
        )
        if moved is None:
            return
        entries.remove(moved)
        entries.insert(min(max(to, 1), len(entries) + 1) - 1, moved)
        changed = [entry for place, entry in enumerate(entries) if entry.place != place]
        for place, entry in enumerate(entries):
            entry.place = place
        Entry.objects.bulk_update(changed, ["place"], batch_size=200)
        chosen.save(update_fields=["changed_at"])


def rename(*, chosen: List, name: str) -> None:
    with transaction.atomic():
        chosen.name = name
        chosen.save(update_fields=["name", "changed_at"])


def share(*, chosen: List) -> None:
    """Gives the list a link for others that nobody can guess; a list that has one keeps it."""
    with transaction.atomic():
        List.objects.filter(pk=chosen.pk, share_token=None).update(share_token=secrets.token_urlsafe(32))


def withdraw(*, chosen: List) -> None:
    """From now on the link leads nowhere, for ever."""
    with transaction.atomic():
        List.objects.filter(pk=chosen.pk).update(share_token=None)


def delete_list(*, chosen: List) -> None:
    with transaction.atomic():
        chosen.delete()


def take_in(*, owner: User, lists: Sequence[NamedList]) -> None:
    """Adds whole lists, all or none. A list that the same browser moved here before gets what it does not have yet.
    Raises Full."""
    with transaction.atomic():
        _hold(owner)
        origins = [held.origin for held in lists if held.origin]
        there = {held.origin: held for held in List.objects.of(owner).filter(origin__in=origins)} if origins else {}
        _require_room(owner, sum(held.origin not in there for held in lists))
        for held in lists:
            chosen = there.get(held.origin) if held.origin else None
            if chosen is None:
                chosen = _made(owner, held.name, held.origin)
            if held.origin:
                there[held.origin] = chosen
            _append(chosen, held.entries)


def _hold(owner: User) -> None:
    """Changes to one person's lists wait for one another."""
    User.objects.select_for_update().get(pk=owner.pk)


def _made(owner: User, name: str, origin: str = "") -> List:
    List.objects.of(owner).filter(current=True).update(current=False)
    return List.objects.create(owner=owner, name=name, origin=origin, current=True)


def _require_room(owner: User, more: int) -> None:
    if List.objects.of(owner).count() + more > MOST_LISTS:
        raise Full(f"An account holds at most {MOST_LISTS} lists; delete one first.")


def _append(chosen: List, entries: Sequence[Kept]) -> None:
    there = set(chosen.entries.values_list("reference_id", "anchor"))
    new = [kept for kept in entries if (kept.reference_id, kept.anchor) not in there]
    if len(there) + len(new) > MOST_ENTRIES:
        raise Full(f"A list holds at most {MOST_ENTRIES:,} entries, and “{chosen.name}” is full; begin another.")
    last = chosen.entries.aggregate(last=Max("place"))["last"]
    start = 0 if last is None else last + 1
    Entry.objects.bulk_create(
        (
            Entry(list=chosen, place=place, reference_id=kept.reference_id, anchor=kept.anchor, note=kept.note)
            for place, kept in enumerate(new, start)
        ),
        batch_size=200,
    )
    chosen.save(update_fields=["changed_at"])
