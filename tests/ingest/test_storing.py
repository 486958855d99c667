from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from hashlib import sha256
from threading import Barrier
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cables.ingest import Facts, NotStored, Outcome, Stored, ingest, rows, set_visibility, store, storing
from cables.ingest.lookups import Lookups
from cables.models import (
    Addressee,
    Cable,
    Caption,
    IndexChange,
    Paragraph,
    Post,
    Reference,
    Source,
    Tag,
    Version,
    Visibility,
)
from cables.telegram import Addressee as To
from cables.telegram import Block, Classifier, Defect, Mention, Repair
from cables.telegram import Paragraph as P
from cables.telegram import Reference as R
from cables.telegram import Tag as T

from .samples import make_raw, make_source, make_telegram

pytestmark = pytest.mark.django_db

TABLES: tuple[type[models.Model], ...] = (
    Cable, Version, Paragraph, Addressee, Reference, Post, Tag, Caption, Source, IndexChange,
    Cable.tags.through, Cable.captions.through,
)  # fmt: skip


def contents() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in TABLES}


@pytest.fixture
def source() -> Source:
    return make_source()


def test_a_telegram_becomes_a_cable_with_all_its_fields(source: Source) -> None:
    telegram = make_telegram(
        transmission_id="VZCZCXRO0291",
        precedence="PRIORITY",
        routing=("RUEHDBU", "RUEHWEB"),
        sender="AMEMBASSY BAKU",
        serial=1,
        sections=2,
        passing=("DEPT FOR EUR/CARC",),
        executive_order="12958",
        declassify_on=date(2019, 4, 6),
        declassify_text="DECL: 04/06/2019",
        subject_repairs=(Repair(3, "8", "I"),),
        subject_marking="U",
        classified_by=(Classifier("ANNE EXAMPLE", "AMBASSADOR"),),
        reasons=("1.4(b)",),
        signers=("EXAMPLE",),
        summary="In short.",
        defects=(Defect("repair", 0, 1, "&"), Defect("banner", 3, 4), Defect("repair", 8, 9, "8")),
    )
    stored = store(raw=make_raw(), telegram=telegram, source=source)

    cable = Cable.objects.get()
    assert stored == Stored(cable.pk, "09BAKU1", Outcome.CREATED)
    assert cable.post is not None
    assert (cable.post.code, cable.post.country_code) == ("BAKU", "AZ")
    assert {field: getattr(cable, field) for field in EXPECTED} == EXPECTED
    assert sorted(cable.tags.values_list("code", "kind")) == [("AJ", "place"), ("PGOV", "subject")]
    assert list(cable.captions.values_list("text", flat=True)) == ["SIPDIS"]


EXPECTED = {
    "reference_id": "09BAKU1",
    "visibility": "published",
    "serial": 1,
    "sent": datetime(2009, 4, 6, 8, 59, tzinfo=UTC),
    "date": date(2009, 4, 6),
    "subject": "AN INVENTED SUBJECT",
    "subject_repairs": [[3, "8", "I"]],
    "subject_marking": "U",
    "classification": "UNCLASSIFIED",
    "precedence": "PRIORITY",
    "transmission_id": "VZCZCXRO0291",
    "routing": ["RUEHDBU", "RUEHWEB"],
    "sender": "AMEMBASSY BAKU",
    "sections": 2,
    "passing": ["DEPT FOR EUR/CARC"],
    "executive_order": "12958",
    "declassify_on": date(2019, 4, 6),
    "declassify_text": "DECL: 04/06/2019",
    "classified_by": [{"name": "ANNE EXAMPLE", "title": "AMBASSADOR"}],
    "reasons": ["1.4(b)"],
    "signers": ["EXAMPLE"],
    "summary": "In short.",
    "defects": [
        {"kind": "repair", "count": 2, "details": ["&", "8"]},
        {"kind": "banner", "count": 1, "details": []},
    ],
}


def test_the_raw_text_is_kept_byte_for_byte(source: Source) -> None:
    raw = make_raw(raw=b"\x00\xb61.\r\n", encoding="cp1252", origin="a.zip: b.txt", found_id="09 BAKU 1")
    store(raw=raw, telegram=make_telegram(), source=source)
    version = Version.objects.get()
    assert (bytes(version.raw), version.encoding, version.text) == (b"\x00\xb61.\r\n", "cp1252", "\x00\u00b61.\r\n")
    assert version.sha256 == sha256(b"\x00\xb61.\r\n").hexdigest()
    assert (version.origin, version.found_id, version.number, version.current) == ("a.zip: b.txt", "09 BAKU 1", 1, True)


def test_a_cable_without_date_time_group_takes_the_date_of_its_container(source: Source) -> None:
    store(raw=make_raw(facts=Facts(date=date(2001, 2, 3))), telegram=make_telegram(sent=None), source=source)
    assert Cable.objects.values_list("sent", "date").get() == (None, date(2001, 2, 3))


def test_paragraphs_keep_their_layout_and_get_stable_anchors(source: Source) -> None:
    paragraphs = (
        P("Classified by nobody."),
        P("One.", 1, "C", blocks=(Block(0, 4, "text"),), repairs=(Repair(3, "8", "."),)),
        P("Six.", 6, heading="HEADING", role="comment", heading_repairs=(Repair(1, "3", "E"),)),
        P("Six again: see reftel.", 6, mentions=(Mention(15, 21, "reftel", ("09BAKU2", "09ANKARA3")),)),
        P("A note."),
        P("Six once more.", 6),
    )
    store(raw=make_raw(), telegram=make_telegram(paragraphs=paragraphs), source=source)
    columns = ("anchor", "number", "marking", "heading", "heading_repairs", "role", "blocks", "repairs", "mentions")
    assert list(Paragraph.objects.values_list(*columns)) == [
        ("u1", None, "", "", None, "text", [], [], []),
        ("p1", 1, "C", "", None, "text", [[0, 4, "text"]], [[3, "8", "."]], []),
        ("p6", 6, "", "HEADING", [[1, "3", "E"]], "comment", [], [], []),
        ("p6-2", 6, "", "", None, "text", [], [], [[15, 21, ["09BAKU2", "09ANKARA3"]]]),
        ("u2", None, "", "", None, "text", [], [], []),
        ("p6-3", 6, "", "", None, "text", [], [], []),
    ]


def test_addressees_are_joined_to_the_posts_they_name(source: Source) -> None:
    telegram = make_telegram(
        action=(To("SECSTATE WASHDC", "RUEHC", "PRIORITY", "1001"),),
        info=(To("BAKU", collective=True), To("AMEMBASSY ANKARA", exempt=True), To("DET 1 39LG ANKARA TU")),
    )
    store(raw=make_raw(), telegram=telegram, source=source)
    as_sent = ("role", "position", "name", "indicator", "precedence", "continuity_number")
    columns = (*as_sent, "collective", "exempt", "post__code")
    assert list(Addressee.objects.values_list(*columns)) == [
        ("action", 0, "SECSTATE WASHDC", "RUEHC", "PRIORITY", "1001", False, False, "STATE"),
        ("info", 0, "BAKU", "", "", "", True, False, None),
        ("info", 1, "AMEMBASSY ANKARA", "", "", "", False, True, "ANKARA"),
        ("info", 2, "DET 1 39LG ANKARA TU", "", "", "", False, False, None),
    ]


def test_references_keep_their_words_and_self_references_are_dropped(source: Source) -> None:
    telegram = make_telegram(
        references=(
            R("STATE 31102", label="A", target="09STATE31102", notal=True),
            R("BAKU 00000001", target="09BAKU1"),
            R("SMITH-JONES EMAIL OF 1 APRIL", kind="email", label="B"),
        )
    )
    store(raw=make_raw(), telegram=telegram, source=source)
    columns = ("position", "label", "text", "kind", "target_reference_id", "notal")
    assert list(Reference.objects.values_list(*columns)) == [
        (0, "A", "STATE 31102", "cable", "09STATE31102", True),
        (1, "B", "SMITH-JONES EMAIL OF 1 APRIL", "email", "", False),
    ]


def test_the_same_bytes_again_change_nothing(source: Source) -> None:
    store(raw=make_raw(), telegram=make_telegram(refers_to=["09BAKU2"]), source=source)
    before = contents()
    again = make_raw(origin="elsewhere.txt")
    stored = store(raw=again, telegram=make_telegram(subject="READ BETTER"), source=make_source("second"))
    assert stored.outcome is Outcome.UNCHANGED
    Source.objects.filter(name="second").delete()
    assert contents() == before


def test_another_text_of_the_same_cable_is_what_is_read_from_then_on(source: Source) -> None:
    first = make_telegram(refers_to=["09BAKU2", "09BAKU3"], tags=(T("PGOV", "subject"), T("PREL", "subject")))
    second = make_telegram(
        subject="A CORRECTED SUBJECT",
        refers_to=["09BAKU3"],
        tags=(T("ECON", "subject"),),
        captions=(),
        info=(),
        paragraphs=(P("Only.", 1),),
    )
    store(raw=make_raw("first"), telegram=first, source=source)
    cable = Cable.objects.get()
    stored = store(raw=make_raw("second"), telegram=second, source=source)

    assert stored == Stored(cable.pk, "09BAKU1", Outcome.NEW_VERSION)
    read = Cable.objects.get()
    assert read.subject == "A CORRECTED SUBJECT"
    assert list(read.tags.values_list("code", flat=True)) == ["ECON"]
    assert list(read.captions.all()) == []
    assert list(read.references.values_list("target_reference_id", flat=True)) == ["09BAKU3"]
    assert list(read.addressees.values_list("name", flat=True)) == ["SECSTATE WASHDC"]
    assert list(read.paragraphs.values_list("text", flat=True)) == ["Only."]
    assert [(v.number, v.current, v.text) for v in read.versions.all()] == [(1, False, "first"), (2, True, "second")]
    assert list(IndexChange.objects.values_list("reference_id", "cable_pk")) == [("09BAKU1", cable.pk)] * 2


def test_a_stub_is_kept_beside_the_text_that_can_be_read(source: Source) -> None:
    store(raw=make_raw("full"), telegram=make_telegram(), source=source)
    before = contents()
    stub = make_telegram(subject="CUT", paragraphs=(P("  "),))
    assert store(raw=make_raw("stub"), telegram=stub, source=source).outcome is Outcome.NEW_VERSION
    after = contents()
    assert [(row["number"], row["current"]) for row in after.pop("Version")] == [(1, True), (2, False)]
    before.pop("Version")
    assert after == before, "nothing else changed"


def test_a_stub_is_read_until_the_full_text_arrives(source: Source) -> None:
    for text, paragraphs in (("stub", ()), ("longer stub", (P(""),)), ("full", (P("Text.", 1),)), ("late stub", ())):
        telegram = make_telegram(paragraphs=paragraphs, subject=text)
        store(raw=make_raw(text), telegram=telegram, source=source)
    assert Cable.objects.get().subject == "full"
    assert list(Version.objects.values_list("number", "current")) == [(1, False), (2, False), (3, True), (4, False)]


def test_a_cable_keeps_its_visibility_when_a_new_version_comes(source: Source) -> None:
    store(raw=make_raw("first"), telegram=make_telegram(), source=source)
    set_visibility(cables=Cable.objects.all(), visibility=Visibility.WITHHELD)
    store(raw=make_raw("second"), telegram=make_telegram(), source=source)
    assert Cable.objects.get().visibility == Visibility.WITHHELD


def test_a_draft_never_replaces_what_visitors_see(source: Source) -> None:
    store(raw=make_raw("first"), telegram=make_telegram(), source=source)
    before = contents()
    with pytest.raises(NotStored, match=r"^new\.txt is a new text of 09BAKU1, which is published"):
        raw = make_raw("second", origin="new.txt")
        store(raw=raw, telegram=make_telegram(), source=source, visibility=Visibility.DRAFT)
    assert contents() == before


def test_a_telegram_without_id_is_not_stored(source: Source) -> None:
    before = contents()
    with pytest.raises(NotStored, match=r"^invented\.txt gives no cable id"):
        store(raw=make_raw(), telegram=make_telegram(None), source=source)
    assert contents() == before


@pytest.mark.parametrize(
    "step",
    [
        Paragraph,
        Addressee,
        Reference,
        Cable.tags.through,
        Cable.captions.through,
        Version,
        IndexChange,
        "link",
        "rows_of",
    ],
    ids=str,
)
@pytest.mark.parametrize("present", [False, True], ids=["new cable", "new version"])
def test_a_crash_in_the_middle_leaves_everything_as_it_was(
    source: Source, monkeypatch: pytest.MonkeyPatch, step: type[models.Model] | str, present: bool
) -> None:
    if present:
        store(raw=make_raw("first"), telegram=make_telegram(refers_to=["09BAKU2"]), source=source)
    before = contents()

    insert = storing.insert

    def crash(*args: Any) -> None:
        if args[0] is step or isinstance(step, str):
            raise MemoryError
        insert(*args)

    monkeypatch.setattr(storing, step if isinstance(step, str) else "insert", crash)
    with pytest.raises(MemoryError):
        store(raw=make_raw("second"), telegram=make_telegram(tags=(T("MOPS", "subject"),)), source=source)
    assert contents() == before


LONG = "X" * 5000
MISFITTING = [
    ({"sender": LONG}, [], "as long as it was sent"),
    ({"action": (To(LONG),)}, [], "as long as it was sent"),
    ({"subject": LONG, "declassify_text": LONG, "summary": LONG}, [], "free text"),
    ({"transmission_id": LONG}, [f"transmission id: {LONG}"], "no id is as long"),
    ({"executive_order": "129581"}, ["executive order: 129581"], "five digits at most"),
    ({"classification": "VERY SECRET"}, ["classification: VERY SECRET"], "no level"),
    ({"precedence": "SLOW"}, ["precedence: SLOW"], "no precedence"),
    ({"subject_marking": LONG}, [f"subject marking: {LONG}"], "no marking is as long"),
    ({"serial": 2**31}, [f"serial: {2**31}"], "larger than an integer column"),
    ({"sections": 10**30}, [f"sections: {10**30}"], "larger than any column"),
    ({"serial": -1}, ["serial: -1"], "below zero"),
    ({"post": LONG}, [f"post: {LONG}"], "no post is as long"),
    ({"tags": (T(LONG, "term"),)}, [f"TAGS: {LONG}"], "longer than any index takes"),
    ({"tags": (T("PGOV", "topic"),)}, ["TAGS: PGOV"], "no such kind"),
    ({"captions": (LONG, "NOFORN")}, [f"caption: {LONG}"], "longer than any index takes"),
    ({"action": (To("X", LONG, LONG, LONG),)}, [f"indicator: {LONG}", f"precedence: {LONG}",
      f"continuity number: {LONG}"], "codes are short"),
    ({"references": (R(LONG, label="A" * 11, target="0" * 81),)},
     ["label: AAAAAAAAAAA", "target reference id: " + "0" * 81], "the words are kept, what was read in them is not"),
    ({"paragraphs": (P(LONG, 10**12, "C" * 41),)}, ["number: 1000000000000", "marking: " + "C" * 41],
     "the text is kept without its number"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "details", "why"), MISFITTING, ids=[f"{[*row[0]]}: {row[2]}" for row in MISFITTING])
def test_what_no_column_holds_is_left_out_and_said(
    source: Source, fields: dict[str, Any], details: list[str], why: str
) -> None:
    store(raw=make_raw(), telegram=make_telegram(**fields), source=source)
    assert Cable.objects.get().defects == (
        [{"kind": rows.MISFIT, "count": len(details), "details": details}] if details else []
    ), why


def test_characters_that_postgresql_refuses_are_replaced_one_for_one(source: Source) -> None:
    bad, good = "a\x00b\ud800c", "a\ufffdb\ufffdc"
    telegram = make_telegram(
        text="a\x00b\x00",
        subject=bad,
        sender=bad,
        passing=(bad,),
        captions=(bad,),
        tags=(T(bad, "term"),),
        classified_by=(Classifier(bad, bad),),
        action=(To(bad),),
        info=(),
        references=(R(bad),),
        paragraphs=(P(bad, 1, heading=bad, repairs=(Repair(0, bad, "a"),)),),
        defects=(Defect("noise", 0, 1, bad),),
        post=bad,
    )
    store(raw=make_raw(raw=b"a\x00b\x00"), telegram=telegram, source=source)

    cable = Cable.objects.get()
    paragraph = cable.paragraphs.get()
    found = [
        cable.subject, cable.sender, *cable.passing, cable.captions.get().text, cable.tags.get().code,
        *cable.classified_by[0].values(), cable.addressees.get().name, cable.references.get().text,
        paragraph.text, paragraph.heading, paragraph.repairs[0][1], cable.defects[0]["details"][0],
    ]  # fmt: skip
    assert found == [good] * len(found)
    assert cable.post is not None
    assert cable.post.code == good
    assert cable.defects[1] == {"kind": rows.UNSTORABLE, "count": 2, "details": ["U+0000, shown as \ufffd"]}
    assert bytes(cable.versions.get().raw) == b"a\x00b\x00"


def test_many_defects_of_a_kind_are_counted_and_some_are_shown(source: Source) -> None:
    defects = tuple(Defect("noise", n, n + 1, str(n // 2)) for n in range(100))
    store(raw=make_raw(), telegram=make_telegram(defects=defects), source=source)
    details = [str(n) for n in range(rows.MAX_DETAILS)]
    assert Cable.objects.get().defects == [{"kind": "noise", "count": 100, "details": details}]


def test_tags_and_captions_that_stand_twice_are_stored_once(source: Source) -> None:
    telegram = make_telegram(tags=(T("PGOV", "subject"),) * 2, captions=("SIPDIS", "SIPDIS"))
    store(raw=make_raw(), telegram=telegram, source=source)
    cable = Cable.objects.get()
    assert (cable.tags.count(), cable.captions.count()) == (1, 1)


def test_the_tables_know_a_tag_better_than_one_telegram(source: Source) -> None:
    tags = (T("PGOV", "unknown"), T("CLINTON, HILLARY", "person"))
    store(raw=make_raw(), telegram=make_telegram(tags=tags), source=source)
    assert list(Tag.objects.values_list("code", "kind")) == [("CLINTON, HILLARY", "person"), ("PGOV", "subject")]


def test_a_post_that_no_table_knows_is_made_from_its_code(source: Source) -> None:
    store(raw=make_raw(), telegram=make_telegram("09NOWHERE1", post="NOWHERE"), source=source)
    assert Post.objects.filter(code="NOWHERE").values_list("name", "kind", "country").get() == ("NOWHERE", "other", "")


PLANNING = int(connection.vendor == "postgresql")
"""One statement more, which tells PostgreSQL that many rows come."""


@pytest.mark.parametrize(
    ("serial", "queries", "why"),
    [
        (1, 24, "the first finds and makes posts, TAGS and captions: 9 more than the third"),
        (2, 18, "the second finds them: 3 more"),
        (3, 15, "the third remembers them"),
    ],
)
def test_queries_of_a_new_cable_are_bounded(source: Source, serial: int, queries: int, why: str) -> None:
    lookups = Lookups()
    for earlier in range(1, serial):
        telegram = make_telegram(f"09BAKU{earlier}", refers_to=["09BAKU3"])
        store(raw=make_raw(f"{earlier}"), telegram=telegram, source=source, lookups=lookups)
    telegram = make_telegram(f"09BAKU{serial}", refers_to=["09BAKU1", "09BAKU2", "09BAKU9"])
    with CaptureQueriesContext(connection) as captured:
        store(raw=make_raw(), telegram=telegram, source=source, lookups=lookups)
    assert len(captured) == queries + PLANNING, (why, [query["sql"][:80] for query in captured])


def test_queries_of_a_new_version_do_not_grow_with_its_rows(source: Source) -> None:
    lookups = Lookups()
    counts = []
    for size in (1, 5, 50):
        telegram = make_telegram(
            paragraphs=tuple(P(f"{n}", n) for n in range(1, size + 1)),
            refers_to=["09BAKU2"] * min(size, 10),
        )
        with CaptureQueriesContext(connection) as captured:
            store(raw=make_raw(f"{size}"), telegram=telegram, source=source, lookups=lookups)
        counts.append(len(captured))
    assert [count - PLANNING for count in counts] == [24, 25, 22], (
        "created; rewritten; rewritten with all shared rows remembered"
    )


def test_visibility_is_changed_once_and_the_index_told(source: Source) -> None:
    for serial in (1, 2, 3):
        store(raw=make_raw(f"{serial}"), telegram=make_telegram(f"09BAKU{serial}"), source=source)
    IndexChange.objects.all().delete()
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    Cable.objects.update(changed_at=long_ago)
    Cable.objects.filter(reference_id="09BAKU2").update(visibility=Visibility.WITHHELD)
    first = Cable.objects.get(reference_id="09BAKU1")

    chosen = Cable.objects.filter(reference_id__in=["09BAKU1", "09BAKU2"])
    assert set_visibility(cables=chosen, visibility=Visibility.WITHHELD) == 1
    assert set_visibility(cables=[first.pk], visibility=Visibility.WITHHELD) == 0
    assert set_visibility(cables=[], visibility=Visibility.DRAFT) == 0
    assert list(Cable.objects.values_list("visibility", flat=True)) == ["withheld", "withheld", "published"]
    assert list(IndexChange.objects.values_list("reference_id", "cable_pk")) == [("09BAKU1", first.pk)]
    assert list(Cable.objects.filter(changed_at__gt=long_ago, changed_at__lte=timezone.now())) == [first]


def test_visibility_of_many_is_changed_in_a_bounded_number_of_queries(source: Source) -> None:
    Cable.objects.bulk_create(Cable(reference_id=f"09BAKU{n}") for n in range(2500))
    with CaptureQueriesContext(connection) as captured:
        changed = set_visibility(cables=Cable.objects.order_by("-date")[:2400], visibility=Visibility.DRAFT)
    assert changed == 2400
    assert sum(query["sql"].startswith("UPDATE") for query in captured) == 3


def deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = psycopg.errors.DeadlockDetected()
    return error


@pytest.mark.parametrize(
    ("errors", "attempts", "why"),
    [
        ([IntegrityError("another was faster")], 2, "the other's cable is found the next time"),
        ([deadlock(), IntegrityError("another was faster")], 3, "PostgreSQL ended this one for the sake of another"),
        ([IntegrityError("nonsense")] * 9, 3, "not the fault of another, or it would have passed"),
        ([OperationalError("disk full")], 1, "trying again does not help"),
    ],
)
def test_a_transaction_that_another_got_in_the_way_of_is_tried_again(
    source: Source, monkeypatch: pytest.MonkeyPatch, errors: list[Exception], attempts: int, why: str
) -> None:
    tried: list[int] = []
    write = storing._Batch._write

    def hindered(*args: Any) -> dict[str, int]:
        written = write(*args)
        tried.append(Cable.objects.count())
        if len(tried) <= len(errors):
            raise errors[len(tried) - 1]
        return written

    monkeypatch.setattr(storing._Batch, "_write", hindered)
    if attempts > len(errors):
        assert store(raw=make_raw(), telegram=make_telegram(), source=source).outcome is Outcome.CREATED
    else:
        with pytest.raises(type(errors[0])):
            store(raw=make_raw(), telegram=make_telegram(), source=source)
    assert tried == [1] * attempts, why
    assert Cable.objects.count() == int(attempts > len(errors))


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="needs PostgreSQL; for SQLite test_command runs two processes"
)
@pytest.mark.django_db(transaction=True)
def test_two_that_store_the_same_cable_at_once_both_succeed() -> None:
    source = make_source()
    together = Barrier(4)

    def run(worker: int) -> list[Outcome]:
        outcomes = []
        try:
            for serial in range(1, 16):
                telegram = make_telegram(f"09BAKU{serial}", refers_to=[f"09BAKU{serial % 15 + 1}"])
                together.wait()
                text = f"{serial}, text {worker // 2}"
                outcomes.append(store(raw=make_raw(text), telegram=telegram, source=source).outcome)
        finally:
            connection.close()
        return outcomes

    with ThreadPoolExecutor(4) as pool:
        workers = list(pool.map(run, range(4)))

    for outcomes in zip(*workers, strict=True):
        assert sorted(outcomes) == [Outcome.CREATED, Outcome.NEW_VERSION, Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert Version.objects.filter(current=True).count() == 15
    assert list(Version.objects.filter(cable__reference_id="09BAKU1").values_list("number", flat=True)) == [1, 2]


def test_texts_without_anything_of_a_telegram_are_not_taken_for_each_other() -> None:
    source = Source(kind=Source.Kind.FILES, name="invented")
    inputs = [make_raw(text, origin=f"{text}.txt", found_id="09BAKU1") for text in ("NNNN\n", "END OF MESSAGE\n")]
    report = ingest(inputs=inputs, source=source)
    assert (report.counts[Outcome.CREATED], report.counts[Outcome.NEW_VERSION]) == (1, 1)
    assert [version.text for version in Version.objects.order_by("number")] == ["NNNN\n", "END OF MESSAGE\n"]
