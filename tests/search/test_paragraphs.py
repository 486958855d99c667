"""Which paragraph of a cable in the database a word of the index stands in."""

from __future__ import annotations

import pytest

from cables.models import Paragraph
from cables.search.evaluate import Evaluation
from cables.search.plan import AllOf, AnyWord, ExactPhrase, HasWords, InRole, Marked, Near, NoneOf, Numbered, Plan
from cables.search.snapshot import current_snapshot
from cables.search.store import index_store
from tests.factories import make_cable
from tests.search.archive import index

pytestmark = pytest.mark.django_db


@pytest.fixture
def cables() -> None:
    one = make_cable("09BAKU1", subject="Haditha dam", paragraphs=["Haditha one.", "Nothing.", "", "A dam, a river."])
    two = make_cable("09BAKU2", subject="", paragraphs=["River and dam.", "Haditha dam two."])
    make_cable("09BAKU3", subject="No paragraphs at all", paragraphs=[])
    Paragraph.objects.filter(cable=one, position=1).update(heading="DAM AND\fWATER", marking="S/NF", role="summary")
    Paragraph.objects.filter(cable=one, position=3).update(number=None, marking="")
    Paragraph.objects.filter(cable=two, position=1).update(heading="River")
    for cable in (one, two):
        cable.refresh_from_db()
    index(one, two)


HITS: list[tuple[Plan, list[str], str]] = [
    (AnyWord("text", ("haditha",)), ["09BAKU1 p1", "09BAKU2 p2"], "words of the subject are in no paragraph"),
    (AnyWord("text", ("water",)), ["09BAKU1 p2"], "a heading belongs to the paragraph below it"),
    (AnyWord("text", ("dam", "two")), ["09BAKU1 p2", "09BAKU1 p4", "09BAKU2 p1", "09BAKU2 p2"], "any of the words"),
    (ExactPhrase("text", ("river", "haditha")), [], "no phrase from a heading into the text"),
    (ExactPhrase("text", ("dam", "a", "river")), ["09BAKU1 p4"], "a phrase"),
    (Near("text", ("river", "dam"), 1), ["09BAKU1 p4", "09BAKU2 p1"], "either order"),
    (Near("text", ("river", "dam"), 0), [], "not so near"),
    (AllOf((AnyWord("text", ("river",)), AnyWord("text", ("haditha",)))), ["09BAKU2 p2"], "heading and text together"),
    (Marked(frozenset({"S/NF"})), ["09BAKU1 p2"], "marking"),
    (Marked(frozenset({""})), ["09BAKU1 p4"], "no marking"),
    (Numbered(2, 3), ["09BAKU1 p2", "09BAKU1 p3", "09BAKU2 p2"], "numbers"),
    (Numbered(0, 99), ["09BAKU1 p1", "09BAKU1 p2", "09BAKU1 p3", "09BAKU2 p1", "09BAKU2 p2"], "unnumbered never"),
    (InRole(frozenset({"summary", "comment"})), ["09BAKU1 p2"], "role"),
    (
        AllOf((HasWords("subject"), NoneOf(AnyWord("text", ("dam",))))),
        ["09BAKU1 p1", "09BAKU1 p3"],
        "what is about the cable holds for all its paragraphs, also for an empty one",
    ),
]


@pytest.mark.usefixtures("cables")
@pytest.mark.parametrize(("plan", "expected", "why"), HITS, ids=[row[2] for row in HITS])
def test_paragraphs_of_the_index_are_those_of_the_database(plan: Plan, expected: list[str], why: str) -> None:
    snapshot = current_snapshot(index_store())
    found = Evaluation(snapshot).paragraphs(plan)
    pks = snapshot.pks[snapshot.paragraphs.docs(found)].tolist()
    places = zip(pks, snapshot.paragraphs.positions(found).tolist(), strict=True)
    assert [str(Paragraph.objects.get(cable=pk, position=position)) for pk, position in places] == expected, why
