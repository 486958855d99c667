"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from cables.models import Cable, IndexChange, Post, Source, Tag, Version
from tests.factories import make_cable, make_post

pytestmark = pytest.mark.django_db


def version(**fields: object) -> Callable[[Cable], object]:
    def write(cable: Cable) -> object:
        known = cable.versions.get()
        values = {
            "number": 2,
            "raw": b"",
            "sha256": "0" * 64,
            "encoding": "utf-8",
            "source": known.source,
            "origin": "x",
        }
        return cable.versions.create(**(values | fields))

    return write


NONSENSE: list[tuple[str, Callable[[Cable], object]]] = [
    ("two cables of one id", lambda cable: Cable.objects.create(reference_id=cable.reference_id)),
    ("a cable without id", lambda cable: Cable.objects.create(reference_id="")),
    ("a visibility nobody knows", lambda cable: Cable.objects.create(reference_id="X", visibility="secret")),
    ("a level nobody knows", lambda cable: Cable.objects.create(reference_id="X", classification="COSMIC")),
    ("a precedence nobody knows", lambda cable: Cable.objects.create(reference_id="X", precedence="SLOW")),
    ("a post beside the Earth", lambda cable: Post.objects.create(code="X", latitude=91, longitude=0)),
    ("a post with half a position", lambda cable: Post.objects.create(code="X", latitude=10)),
    ("a post without code", lambda cable: Post.objects.create(code="")),
    ("two posts of one code", lambda cable: Post.objects.create(code="BAKU")),
    ("a TAG of no kind", lambda cable: Tag.objects.create(code="X", kind="")),
    ("a TAG without code", lambda cable: Tag.objects.create(code="", kind="term")),
    ("two TAGS of one code", lambda cable: Tag.objects.create(code="PGOV", kind="term")),
    ("a source of no kind", lambda cable: Source.objects.create(kind="rumour", name="x")),
    ("the same text twice", lambda cable: version(sha256=cable.versions.get().sha256)(cable)),
    ("the same version number twice", version(number=1)),
    ("a version before the first", version(number=0)),
    ("two texts that are read at once", version(current=True)),
    ("a version of no source", version(source=None)),
    ("two paragraphs in one place", lambda cable: cable.paragraphs.create(position=0, anchor="p9", text="x")),
    ("two paragraphs of one anchor", lambda cable: cable.paragraphs.create(position=9, anchor="p1", text="x")),
    ("an addressee of no role", lambda cable: cable.addressees.create(role="copy", position=0, name="X")),
    ("a link to nothing named", lambda cable: make_cable("09BAKU8").references.create(position=0, target=cable)),
    ("a link to itself", lambda cable: cable.references.create(
        position=9, text="x", target_reference_id=cable.reference_id, target=cable)),
    ("two references in one place", lambda cable: cable.references.create(position=0, text="x")),
]  # fmt: skip


@pytest.mark.parametrize("write", [row[1] for row in NONSENSE], ids=[row[0] for row in NONSENSE])
def test_the_database_refuses(write: Callable[[Cable], object]) -> None:
    cable = make_cable(refers_to=["09BAKU7"])
    with pytest.raises(IntegrityError), transaction.atomic():
        write(cable)


@pytest.mark.parametrize("keep", [lambda cable: make_post().delete(), lambda cable: Source.objects.get().delete()])
def test_what_cables_stand_on_cannot_be_taken_away(keep: Callable[[Cable], object]) -> None:
    cable = make_cable()
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(cable)


def test_a_deleted_cable_leaves_its_mark_in_the_outbox_and_unlinks_its_references() -> None:
    target = make_cable("09BAKU2")
    cable = make_cable("09BAKU1", refers_to=["09BAKU2"])
    IndexChange.objects.create(reference_id="09BAKU2", cable_pk=target.pk)
    target.delete()
    assert IndexChange.objects.count() == 1
    assert cable.references.values_list("target_reference_id", "target").get() == ("09BAKU2", None)
    assert Version.objects.count() == 1
