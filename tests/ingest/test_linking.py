from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cables.ingest import store
from cables.ingest.linking import link, link_all
from cables.models import Cable, Reference, Source
from tests.factories import make_cable

from .samples import make_raw, make_source, make_telegram

pytestmark = pytest.mark.django_db

IDS = [f"09BAKU{serial}" for serial in range(1, 7)]
GRAPHS = st.fixed_dictionaries({name: st.lists(st.sampled_from([*IDS, "08STATE9"]), max_size=4) for name in IDS})


def put(reference_id: str, refers_to: Sequence[str], source: Source) -> int:
    telegram = make_telegram(reference_id, refers_to=refers_to, tags=(), captions=(), action=(), info=())
    return store(raw=make_raw(f"{reference_id} {refers_to}"), telegram=telegram, source=source).cable_pk


def links() -> list[tuple[str, str]]:
    linked = Reference.objects.filter(target__isnull=False)
    return sorted(linked.values_list("cable__reference_id", "target__reference_id"))


@given(graph=GRAPHS, order=st.permutations(IDS), arrived=st.integers(0, len(IDS)))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_links_are_the_same_in_whatever_order_cables_arrive(
    graph: dict[str, list[str]], order: list[str], arrived: int
) -> None:
    Cable.objects.all().delete()
    source = make_source()
    here = order[:arrived]
    for name in here:
        put(name, graph[name], source)
    assert links() == sorted((a, b) for a in here for b in graph[a] if b in here and b != a)


def test_links_are_seen_from_both_ends() -> None:
    source = make_source()
    for name, refers_to in (("09BAKU1", ["09BAKU2"]), ("09BAKU2", []), ("09BAKU3", ["09BAKU2", "09BAKU1"])):
        put(name, refers_to, source)
    second = Cable.objects.get(reference_id="09BAKU2")
    assert [cable.reference_id for cable in Cable.objects.citing(second)] == ["09BAKU1", "09BAKU3"]
    assert [reference.cable.reference_id for reference in second.referred_to_by.order_by("cable")] == [
        "09BAKU1",
        "09BAKU3",
    ]
    third = Cable.objects.get(reference_id="09BAKU3")
    assert [reference.target == second for reference in third.references.all()] == [True, False]


def test_a_new_version_keeps_the_links_that_lead_to_the_cable() -> None:
    source = make_source()
    put("09BAKU1", ["09BAKU2"], source)
    put("09BAKU2", ["09BAKU1"], source)
    put("09BAKU1", ["09BAKU3"], source)
    assert links() == [("09BAKU2", "09BAKU1")]


def test_cables_that_two_processes_stored_unseen_by_each_other_are_linked_afterwards() -> None:
    """What neither saw of the other is done by whichever links last."""
    cables = [make_cable(name, refers_to=[]) for name in ("09BAKU1", "09BAKU2")]
    for cable, other in zip(cables, reversed(cables), strict=True):
        cable.references.create(position=0, text="x", target_reference_id=other.reference_id)
        cable.references.create(position=1, text="itself", target_reference_id=cable.reference_id)
        cable.references.create(position=2, text="a letter", kind="letter")
    assert link(["09BAKU1"]) == 1
    assert links() == [("09BAKU2", "09BAKU1")]
    assert link_all() == 1
    assert links() == [("09BAKU1", "09BAKU2"), ("09BAKU2", "09BAKU1")]
    assert link_all() == 0


def test_linking_takes_one_statement_however_many_cables() -> None:
    names = [make_cable(f"09BAKU{serial}", refers_to=[f"09BAKU{serial + 1}"]).reference_id for serial in range(1, 30)]
    for linking in (lambda: link(names), link_all):
        Reference.objects.update(target=None)
        with CaptureQueriesContext(connection) as captured:
            assert linking() == 28
        assert len(captured) == 1
