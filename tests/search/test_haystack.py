"""The standard SearchQuerySet API on our engine, and the traps of Haystack's Whoosh backend, none of which is left."""

from __future__ import annotations

import warnings
from datetime import date, datetime
from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command
from haystack import connections
from haystack.exceptions import SearchBackendError
from haystack.inputs import AutoQuery, Exact, Not, Raw
from haystack.query import SQ, SearchQuerySet
from whoosh.filedb.filestore import FileStorage

from cables.models import Cable, Post, Visibility
from cables.search import IndexDrift, SearchQuery, SearchUnavailable, check, search
from cables.search import snapshot as snapshots
from cables.search.engine import ReftelBackend
from cables.search.segments import WordLists
from cables.search.store import index_store
from cables.search_indexes import CableIndex
from tests.factories import make_cable
from tests.search.archive import index, random_archive

pytestmark = pytest.mark.django_db


@pytest.fixture
def cables() -> None:
    index(
        make_cable(
            "09BAKU1",
            subject="HADITHA DAM",
            paragraphs=["Embassy staff said no.", "An odd ) bracket and a - dash."],
            classification="SECRET",
            captions=["NOFORN", "LIMDIS, SPECIAL"],
            tag_codes=["PGOV", "CLINTON, HILLARY"],
        ),
        make_cable(
            "08PARIS2",
            post="PARIS",
            subject="DAMS",
            paragraphs=["Haditha again and again."],
            classification="TOP SECRET",
            tag_codes=["PGOV"],
            sent=date(2008, 1, 31),
        ),
        make_cable(
            "07PARIS3",
            post="PARIS",
            subject="OTHER",
            paragraphs=["Nothing."],
            tag_codes=[],
            classification="",
            sent=None,
        ),
    )


def ids(found: SearchQuerySet) -> list[str]:
    return [result.reference_id for result in found]


def very_many_keys() -> list[int]:
    """Those of all cables, and more than databases take at once."""
    return [*range(1_500), *Cable.objects.values_list("pk", flat=True)]


A, B, C = "09BAKU1", "08PARIS2", "07PARIS3"

FILTERS = [
    (lambda s: s.all(), [A, B, C], "all, newest first"),
    (lambda s: s.filter(content="haditha"), [A, B], "word; the subject weighs more"),
    (lambda s: s.filter(content="haditha dam"), [A, B], "words, all of them"),
    (lambda s: s.filter(content=Exact("haditha dam")), [A], "phrase"),
    (lambda s: s.filter(content=AutoQuery('"haditha again" -dam')), [], "AutoQuery with a minus"),
    (lambda s: s.auto_query("haditha -again"), [A], "auto_query"),
    (lambda s: s.filter(content=Not("haditha")), [C], "Not"),
    (lambda s: s.filter(content=Raw("haditha OR other")), [C, A, B], "Raw, in Lucene syntax"),
    (lambda s: s.filter(content="odd ) bracket"), [A], "signs of the query language are data"),
    (lambda s: s.filter(content="a - dash"), [A], "so is a dash"),
    (lambda s: s.filter(content="AND"), [B, A], "and an operator's name"),
    (lambda s: s.filter(content__startswith="emb"), [A], "startswith"),
    (lambda s: s.filter(content__contains="adith"), [A, B], "contains"),
    (lambda s: s.filter(content__endswith="assy"), [A], "endswith"),
    (lambda s: s.filter(content__fuzzy="hadihta"), [A, B], "fuzzy: a letter or two neighbours wrong"),
    (lambda s: s.filter(subject="haditha"), [A], "word field"),
    (lambda s: s.filter(classification="SECRET"), [A], "value field: as a whole"),
    (lambda s: s.filter(classification__exact="TOP SECRET"), [B], "value of two words"),
    (lambda s: s.filter(classification__startswith="TOP S"), [B], "beginning of a value"),
    (lambda s: s.filter(classification__in=["SECRET", "TOP SECRET"]), [A, B], "in"),
    (lambda s: s.filter(classification__in=[]), [], "in nothing"),
    (lambda s: s.filter(tags="CLINTON, HILLARY"), [A], "one of several values, with a comma"),
    (lambda s: s.filter(tags__exact='" OR *'), [], "a value cannot break out of its quotes"),
    (lambda s: s.filter(captions="LIMDIS, SPECIAL"), [A], "caption with a comma"),
    (lambda s: s.exclude(tags="PGOV"), [C], "exclude"),
    (lambda s: s.exclude(classification="SECRET").filter(post="PARIS"), [B, C], "exclude, then filter"),
    (lambda s: s.filter(SQ(post="BAKU") | SQ(reference_id=C)), [A, C], "or"),
    (lambda s: s.filter(~SQ(post="BAKU")), [B, C], "not"),
    (lambda s: s.filter_or(post="BAKU").filter_or(reference_id=B), [A, B], "filter_or"),
    (lambda s: s.narrow("post:PARIS").narrow('tags:"PGOV"'), [B], "narrow by strings"),
    (lambda s: s.narrow(SQ(post="PARIS")), [B, C], "narrow by condition"),
    (lambda s: s.filter(date=date(2009, 4, 6)), [A], "day"),
    (lambda s: s.filter(date__gte=date(2009, 4, 6)), [A], "gte"),
    (lambda s: s.filter(date__gt=date(2009, 4, 6)), [], "gt"),
    (lambda s: s.filter(date__lt=datetime(2009, 4, 6)), [B], "lt, with a datetime"),  # noqa: DTZ001
    (lambda s: s.filter(date__lte=date(2008, 1, 31)), [B], "lte"),
    (lambda s: s.filter(date__range=[date(2008, 1, 1), date(2008, 1, 31)]), [B], "range"),
    (lambda s: s.filter(id__startswith="cables.cable."), [A, B, C], "beginning of the key that Haystack gives"),
    (lambda s: s.filter(id__startswith="cables.post."), [], "another model's"),
    (lambda s: s.filter(django_ct__contains="cable"), [A, B, C], "a part of the model's name"),
    (lambda s: s.filter(django_id__startswith="x"), [], "beginning of a primary key"),
    (lambda s: s.filter(django_id="9" * 30), [], "a number too large for a primary key"),
    (lambda s: s.filter(django_id__in=very_many_keys()).filter(post="BAKU"), [A], "very many keys"),
    (lambda s: s.filter(django_ct="*"), [], "a star as a value is a value"),
    (lambda s: s.order_by("django_ct", "id"), [A, B, C], "by the model, which all share"),
    (lambda s: s.models(Cable), [A, B, C], "the model that is indexed"),
    (lambda s: s.models(Post), [], "a model that is not"),
    (lambda s: s.order_by("date"), [B, A, C], "order; undated last"),
    (lambda s: s.order_by("-date"), [A, B, C], "order reversed; undated still last"),
    (lambda s: s.order_by("-post", "reference_id"), [C, B, A], "mixed directions"),
    (lambda s: s.order_by("post", "-date"), [A, B, C], "mixed the other way"),
    (lambda s: s.order_by("classification"), [A, B, C], "by value; missing last"),
    (lambda s: s.order_by("id"), [A, B, C], "by primary key"),
    (lambda s: s.none(), [], "none"),
]


@pytest.mark.filterwarnings("ignore:The model .* is not registered for search")
@pytest.mark.usefixtures("cables")
@pytest.mark.parametrize(("build", "expected", "why"), FILTERS, ids=[row[2] for row in FILTERS])
def test_search_query_set(build, expected: list[str], why: str) -> None:
    found = build(SearchQuerySet())
    assert ids(found) == expected, why
    assert (len(found), found.count()) == (len(expected), len(expected))


def test_slices_of_any_length_and_place_are_cut_where_they_should_be() -> None:
    """Trap: windows that are not aligned to the page length came out wrong."""
    index(*random_archive(7))
    whole = ids(SearchQuerySet().order_by("reference_id")[:100])
    assert len(whole) > 20
    for first, last in ((0, 3), (1, 4), (5, 12), (7, 8), (3, 100), (len(whole) - 1, len(whole) + 5)):
        assert ids(SearchQuerySet().order_by("reference_id")[first:last]) == whole[first:last]
    assert SearchQuerySet().order_by("reference_id")[6].reference_id == whole[6]
    assert ids(SearchQuerySet().order_by("reference_id")) == whole


@pytest.mark.usefixtures("cables")
def test_results_carry_keys_ids_and_dates_and_load_their_cables() -> None:
    found = SearchQuerySet().filter(content="haditha")
    assert list(found.values_list("reference_id", "date")) == [[A, date(2009, 4, 6)], [B, date(2008, 1, 31)]]
    assert [row["pk"] for row in found.values("pk")] == [str(Cable.objects.get(reference_id=one).pk) for one in (A, B)]
    assert [result.object.reference_id for result in found.load_all()] == [A, B]
    assert found[0].id == f"cables.cable.{Cable.objects.get(reference_id=A).pk}"
    assert found[0].score > found[1].score > 0


@pytest.mark.usefixtures("cables")
def test_keys_that_begin_alike_are_found_by_their_beginning() -> None:
    pks = {str(pk): reference_id for pk, reference_id in Cable.objects.values_list("pk", "reference_id")}
    for start in {pk[:1] for pk in pks} | set(pks):
        expected = {reference_id for pk, reference_id in pks.items() if pk.startswith(start)}
        assert set(ids(SearchQuerySet().filter(django_id__startswith=start))) == expected


@pytest.mark.usefixtures("cables")
def test_highlighted_excerpts_are_escaped_and_marked() -> None:
    index(make_cable("09BAKU4", subject="A <b>dam</b>", paragraphs=["Nothing.", "The dam & the Dams.", "No."]))
    found = {result.reference_id: result.highlighted for result in SearchQuerySet().filter(content="dam").highlight()}
    assert found == {
        "09BAKU4": {"text": ["A &lt;b&gt;<em>dam</em>&lt;/b&gt;", "The <em>dam</em> &amp; the <em>Dams</em>."]},
        A: {"text": ["HADITHA <em>DAM</em>"]},
        B: {"text": ["<em>DAMS</em>"]},
    }
    assert SearchQuerySet().filter(content="dam")[0].highlighted is None


@pytest.mark.usefixtures("cables")
def test_spelling_is_suggested_for_words_that_no_cable_has() -> None:
    assert SearchQuerySet().auto_query("hadihta dam").spelling_suggestion() == "haditha dam"
    assert SearchQuerySet().auto_query("haditha dam").spelling_suggestion() is None
    assert SearchQuerySet().auto_query("dam").spelling_suggestion("brackett") == "bracket"
    assert SearchQuerySet().auto_query("xqxqxq").spelling_suggestion() is None


def at(*moment: int) -> datetime:
    return datetime(*moment)  # noqa: DTZ001


GAPS = [
    ("year", 1, (at(2008, 1, 1), at(2010, 1, 1)), [1, 1], "years"),
    ("month", 1, (at(2008, 1, 31), at(2008, 5, 1)), [1, 0, 0, 0], "months from the 31st do not drift"),
    ("month", 6, (at(2008, 1, 1), at(2009, 12, 1)), [1, 0, 1, 0], "half years; the last one is cut"),
    ("day", 1, (at(2009, 4, 5), at(2009, 4, 8)), [0, 1, 0], "days"),
    ("hour", 12, (at(2009, 4, 5, 12), at(2009, 4, 7)), [0, 1, 0], "a day counts as its midnight"),
]


@pytest.mark.usefixtures("cables")
@pytest.mark.parametrize(("gap_by", "amount", "bounds", "counts", "why"), GAPS, ids=[row[4] for row in GAPS])
def test_date_facets_have_any_gap(
    gap_by: str, amount: int, bounds: tuple[datetime, datetime], counts: list[int], why: str
) -> None:
    found = SearchQuerySet().date_facet("date", *bounds, gap_by, amount).facet_counts()["dates"]["date"]
    assert [count for _, count in found] == counts, why
    assert found[0][0] == bounds[0]


@pytest.mark.usefixtures("cables")
def test_keys_can_be_counted_like_any_value() -> None:
    counts = SearchQuerySet().facet("django_ct").facet("id").facet_counts()["fields"]
    assert counts["django_ct"] == [("cables.cable", 3)]
    assert {count for _, count in counts["id"]} == {1}


@pytest.mark.usefixtures("cables")
def test_more_like_this_finds_cables_that_share_words_but_not_itself() -> None:
    found = SearchQuerySet().more_like_this(Cable.objects.get(reference_id=A))
    assert ids(found) == [B]


@pytest.mark.usefixtures("cables")
def test_field_facets_are_whole_values() -> None:
    """Trap: stemmed words, and values split at commas and slashes."""
    counts = SearchQuerySet().facet("tags").facet("classification").facet("captions").facet("post").facet_counts()
    assert counts["fields"] == {
        "tags": [("PGOV", 2), ("CLINTON, HILLARY", 1)],
        "classification": [("SECRET", 1), ("TOP SECRET", 1)],
        "captions": [("LIMDIS, SPECIAL", 1), ("NOFORN", 1)],
        "post": [("PARIS", 2), ("BAKU", 1)],
    }


@pytest.mark.usefixtures("cables")
def test_date_and_query_facets_are_counted() -> None:
    """Trap: query facets only warned."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        counts = (
            SearchQuerySet()
            .date_facet("date", start_date=date(2008, 1, 1), end_date=date(2010, 1, 1), gap_by="year")
            .query_facet("subject", "dam*")
            .facet_counts()
        )
    assert counts["dates"] == {"date": [(datetime(2008, 1, 1), 1), (datetime(2009, 1, 1), 1)]}  # noqa: DTZ001
    assert counts["queries"] == {"subject:dam*": 2}


@pytest.mark.usefixtures("cables")
@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda s: s.filter(content=Raw('"open')), "quotation mark at character 2 has no partner"),
        (lambda s: s.filter(colour="red"), "no field “colour”"),
        (lambda s: s.filter(post__fuzzy="BAKU"), "__fuzzy is not supported"),
        (lambda s: s.date_facet("date", date(2000, 1, 1), date(2010, 1, 1), "minute"), "choose a longer gap_by"),
        (lambda s: s.order_by("tags"), "cannot be sorted by tags"),
        (lambda s: s.facet("subject"), "no facet of subject"),
        (lambda s: s.filter(post__gt="BAKU"), "is a range"),
    ],
)
def test_what_the_engine_cannot_do_is_refused_with_a_sentence(build, said: str) -> None:
    with pytest.raises(SearchBackendError, match=said):
        list(build(SearchQuerySet()))


def backend() -> ReftelBackend:
    return connections["default"].get_backend()


def test_an_exact_value_matches_only_itself() -> None:
    """Trap: `__exact="SECRET"` matched too much."""
    index(*(make_cable(f"09BAKU{i}", classification=level) for i, level in enumerate(("SECRET", "TOP SECRET"), 1)))
    assert ids(SearchQuerySet().filter(classification__exact="SECRET")) == ["09BAKU1"]


def test_one_reader_is_opened_for_many_searches_and_another_only_after_a_change() -> None:
    """Trap: two searchers opened for each request."""
    index(make_cable())
    search(SearchQuery())
    with mock.patch.object(snapshots, "Snapshot", wraps=snapshots.Snapshot) as opened:
        for _ in range(5):
            search(SearchQuery(text="dam"))
            list(SearchQuerySet().filter(content="dam").narrow("post:BAKU").facet("tags"))
        assert opened.call_count == 0
        index(make_cable("09BAKU2"))
        assert search(SearchQuery()).total == 2
        assert opened.call_count == 1


def test_no_model_filter_is_searched_for() -> None:
    """Trap: a search over everything for the model filter."""
    index(make_cable())
    with mock.patch.object(snapshots.Snapshot, "having_any", side_effect=AssertionError):
        assert len(SearchQuerySet().all()) == 1


def test_all_reads_no_postings_of_the_text() -> None:
    """Trap: `.all()` walked all postings of the text."""
    index(make_cable())
    with mock.patch.object(WordLists, "postings", side_effect=AssertionError):
        assert ids(SearchQuerySet().all()) == ["09BAKU1"]


def test_an_uncommitted_batch_shows_only_after_a_commit() -> None:
    """Trap: every batch committed, whatever `commit` said."""
    index(make_cable("09BAKU1"))
    two, three = make_cable("09BAKU2"), make_cable("09BAKU3")
    backend().update(CableIndex(), [two], commit=False)
    assert len(SearchQuerySet().all()) == 1
    backend().update(CableIndex(), [three], commit=True)
    assert len(SearchQuerySet().all()) == 3


def test_a_batch_that_fails_leaves_the_index_as_it_was_and_the_next_one_works() -> None:
    index(make_cable("09BAKU1"))
    two = make_cable("09BAKU2")
    with mock.patch("cables.search.writing.document", side_effect=RuntimeError), pytest.raises(RuntimeError):
        backend().update(CableIndex(), [two])
    assert len(SearchQuerySet().all()) == 1
    backend().update(CableIndex(), [two])
    assert len(SearchQuerySet().all()) == 2


def test_the_same_cable_twice_in_a_batch_is_indexed_once() -> None:
    cable = make_cable()
    backend().update(CableIndex(), [cable, cable])
    assert SearchQuerySet().all().count() == 1


def test_update_remove_and_clear() -> None:
    one, two, draft = make_cable("09BAKU1"), make_cable("09BAKU2"), make_cable("09BAKU3", visibility=Visibility.DRAFT)
    backend().update(CableIndex(), [one, two, draft])
    assert ids(SearchQuerySet().all()) == ["09BAKU1", "09BAKU2"]
    backend().remove(f"cables.cable.{two.pk}")
    assert ids(SearchQuerySet().all()) == ["09BAKU1"]
    backend().clear(models=[Post])
    assert ids(SearchQuerySet().all()) == ["09BAKU1"]
    backend().clear()
    assert ids(SearchQuerySet().all()) == []


def test_many_to_many_changes_and_bulk_updates_reach_the_index_through_their_record() -> None:
    """Trap: a signal processor hears neither."""
    cable = make_cable(tag_codes=["PGOV"])
    index(cable)
    cable.tags.clear()
    Cable.objects.filter(pk=cable.pk).update(classification="SECRET")
    assert ids(SearchQuerySet().filter(tags="PGOV")) == ["09BAKU1"]
    index(cable)
    assert ids(SearchQuerySet().filter(tags="PGOV")) == []
    assert ids(SearchQuerySet().filter(classification="SECRET")) == ["09BAKU1"]


def test_an_index_that_cannot_be_opened_is_not_replaced_by_an_empty_one() -> None:
    """Trap: it was recreated empty, and the search silently lost."""
    index(make_cable())
    (toc,) = index_store().root.glob("build-*/*.toc")
    toc.write_bytes(b"garbled")
    snapshots._open.clear()
    for call in (lambda: list(SearchQuerySet().all()), lambda: backend().update(CableIndex(), [make_cable("09BAKU2")])):
        with pytest.raises(SearchUnavailable):
            call()
    assert toc.read_bytes() == b"garbled"


@pytest.mark.parametrize("command", ["update_index", "rebuild_index"])
def test_haystacks_own_commands_work(command: str) -> None:
    random_archive(8)
    options = {"interactive": False} if command == "rebuild_index" else {}
    call_command(command, verbosity=0, stdout=StringIO(), **options)
    assert check() == IndexDrift()
    Cable.objects.published().first().delete()
    call_command("update_index", verbosity=0, remove=True, stdout=StringIO())
    assert check() == IndexDrift()


def test_only_keys_dates_and_fingerprints_are_stored() -> None:
    index(make_cable(subject="dam", paragraphs=["a text"]))
    folder = index_store().contents().folder
    (stored,) = FileStorage(str(folder)).open_index().reader().all_stored_fields()
    assert set(stored) == {"id", "django_ct", "django_id", "date", "fingerprint"}
    assert b"a text" not in b"".join(path.read_bytes() for path in folder.iterdir())
