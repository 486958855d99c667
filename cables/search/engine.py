"""The Haystack engine: SearchQuerySet on our own evaluation of a Whoosh index.

It subclasses Haystack's Whoosh backend and replaces what that does wrong: stemmed facet fields, two searchers opened
for each request, a search over everything for the model filter, commits that cannot be put off, windows that are cut
wrongly, and an index that is made empty where it cannot be opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import numpy as np
from haystack import connections
from haystack.backends import log_query
from haystack.backends.whoosh_backend import WhooshEngine, WhooshSearchBackend, WhooshSearchQuery
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SearchBackendError
from haystack.models import SearchResult
from whoosh.support.relativedelta import relativedelta

from cables.models import Cable
from cables.search.evaluate import Evaluation, Scores
from cables.search.fields import Field, Kind, index_fields
from cables.search.haystack_query import escaped, fragment, quoted
from cables.search.highlighting import highlighted
from cables.search.language import read_query
from cables.search.ordering import ordered
from cables.search.plan import AllOf, AnyOf, AnyValue, AnyWord, NoneOf, Plan, wanted_words
from cables.search.schema import build_schema
from cables.search.segments import Docs
from cables.search.similar import LONGEST_TEXT, telling_words
from cables.search.snapshot import Snapshot, current_snapshot
from cables.search.spelling import spelling
from cables.search.store import IndexStore, index_store
from cables.search.tidying import optimize, tidy_behind
from cables.search.words import folded_words
from cables.search.writing import HeldWriter, prepared

MOST_SPANS = 10_000
"""Time spans that one date facet may count."""
MOST_CORRECTED = 5
"""Words of a query that a spelling is sought for."""
_NO_WORDS = re.compile(r"\w+:\S+|\b(?:AND|OR|NOT|TO)\b")
"""What a query has beside words of the text."""
_IDENTITY = (ID, DJANGO_CT, DJANGO_ID)


class ReftelBackend(WhooshSearchBackend):  # type: ignore[misc]
    """One open snapshot a process for reading, one writer under a lock for writing."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self._held: HeldWriter | None = None

    @property
    def store(self) -> IndexStore:
        return index_store(self.connection_alias)

    def setup(self) -> None:
        """Nothing is opened or made ahead of need."""

    def build_schema(self, fields: Mapping[str, Any]) -> tuple[str, Any]:
        return build_schema(fields)

    def update(self, index: Any, iterable: Iterable[Cable], commit: bool = True) -> None:
        self._write(lambda held: held.writer.put(prepared(iterable, self.connection_alias)), commit)

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        pk = int(obj_or_string.rpartition(".")[2]) if isinstance(obj_or_string, str) else obj_or_string.pk
        self._write(lambda held: held.writer.remove([pk]), commit)

    def clear(self, models: Sequence[type] | None = None, commit: bool = True) -> None:
        if models is None or Cable in models:
            self._write(lambda held: held.writer.remove_all(), commit)

    def delete_index(self) -> None:
        self.clear()

    def optimize(self) -> None:
        """Makes one segment of all; raises SearchUnavailable where another process merges."""
        self._write(lambda held: None, commit=True)
        optimize(alias=self.connection_alias)

    def _write(self, change: Callable[[HeldWriter], None], commit: bool) -> None:
        """With `commit` False the writer is held open, and its lock with it, until a later write commits."""
        held = self._held or HeldWriter(self.store, self.connection_alias)
        self._held = None
        try:
            change(held)
        except BaseException:
            held.cancel()
            raise
        if commit:
            held.commit()
            tidy_behind(self.store)
        else:
            self._held = held

    @log_query  # type: ignore[untyped-decorator]
    def search(self, query_string: str, **options: Any) -> dict[str, Any]:
        """Haystack's search; see BaseSearchBackend.build_search_kwargs for the options."""
        if not query_string:
            return {"results": [], "hits": 0}
        snapshot = current_snapshot(self.store)
        with snapshot.suspected():
            request = _Request(self, snapshot)
            plan = request.plan(query_string)
            found = request.narrowed(request.evaluation.docs(plan), options)
            return request.answer(plan, found, options | {"query_string": query_string})

    def more_like_this(
        self, model_instance: Cable, additional_query_string: str | None = None, **options: Any
    ) -> dict[str, Any]:
        """Cables that share the words which tell most about one."""
        snapshot = current_snapshot(self.store)
        with snapshot.suspected():
            request = _Request(self, snapshot)
            plan = request.similar_to(model_instance)
            found = request.narrowed(request.evaluation.docs(plan), options)
            if additional_query_string:
                found = request.among(found, request.plan(additional_query_string))
            return request.answer(plan, found, options | {"query_string": ""})


class _Request:
    """One call of the backend on one snapshot."""

    def __init__(self, backend: ReftelBackend, snapshot: Snapshot) -> None:
        self.index = connections[backend.connection_alias].get_unified_index().get_index(Cable)
        self._spells = backend.include_spelling
        self.snapshot = snapshot
        self.evaluation = Evaluation(snapshot)
        self.fields = {
            **index_fields(connections[backend.connection_alias].get_unified_index().all_searchfields()),
            **{name: Field(name, Kind.VALUE, name) for name in _IDENTITY},
        }

    def plan(self, query_string: str) -> Plan:
        reading = read_query(str(query_string), self.snapshot, fields=self.fields, typed=False)
        if reading.misread:
            raise SearchBackendError(f"The query {query_string} cannot be read. {' '.join(reading.notices)}")
        return reading.plan

    def similar_to(self, cable: Cable) -> Plan:
        words = telling_words(self.snapshot, self.index.prepare_text(cable)[:LONGEST_TEXT])
        others = NoneOf(AnyValue(DJANGO_ID, frozenset({str(cable.pk)})))
        return AllOf((AnyOf(tuple(AnyWord("text", (word,)) for word in words)), others))

    def among(self, found: Docs, plan: Plan) -> Docs:
        return found[np.isin(found, self.evaluation.docs(plan), assume_unique=True)]

    def narrowed(self, found: Docs, options: Mapping[str, Any]) -> Docs:
        models = options.get("models")
        if models and Cable not in models:
            return found[:0]
        for narrow in options.get("narrow_queries") or ():
            found = self.among(found, self.plan(narrow))
        return found

    def answer(self, plan: Plan, found: Docs, options: Mapping[str, Any]) -> dict[str, Any]:
        scores = self.evaluation.scores(plan, found) if any(wanted_words(plan)) else np.zeros(0, np.float32)
        start, stop = options.get("start_offset") or 0, options.get("end_offset")
        rows = self._rows(found, options.get("sort_by"), scores, start, len(found) if stop is None else stop)
        return {
            "results": self._results(plan, found, rows, scores, options),
            "hits": len(found),
            "facets": self._facets(found, options),
            "spelling_suggestion": self._spelling(options) if self._spells else None,
        }

    def _rows(self, docs: Docs, sort_by: Sequence[str] | None, scores: Scores, start: int, stop: int) -> Docs:
        """The rows of `docs` in a window of the order asked for."""
        if not sort_by:
            return ordered(self.snapshot, docs, "relevance", scores if len(scores) else None, start=start, stop=stop)
        keys = [self._sort_key(name.lstrip("-"), docs, name.startswith("-")) for name in sort_by]
        return np.lexsort((self.snapshot.id_ranks[docs], *reversed(keys)))[start:stop]

    def _sort_key(self, name: str, docs: Docs, descending: bool) -> np.ndarray[Any, Any]:
        """Ascending keys of the documents; those without a value come last either way."""
        if name in ("id", DJANGO_ID):
            keys, missing = self.snapshot.pks[docs], np.zeros(len(docs), dtype=np.bool_)
        elif name == "date":
            keys = self.snapshot.dates[docs]
            missing = keys == 0
        elif (field := self.fields.get(name)) and field.kind is Kind.VALUE and not self._multiple(name):
            keys = self.snapshot.column(name).ranks()[docs]
            missing = keys == self.snapshot.column(name).different
        else:
            raise SearchBackendError(f"Cables cannot be sorted by {name}: it is no field with one value.")
        return np.where(missing, np.iinfo(np.int64).max, -keys if descending else keys)

    def _multiple(self, name: str) -> bool:
        field = self.index.fields.get(name)
        return bool(field and field.is_multivalued)

    def _results(
        self, plan: Plan, found: Docs, rows: Docs, scores: Scores, options: Mapping[str, Any]
    ) -> list[SearchResult]:
        """Results with their cables' keys, ids and dates, which is all that is not left to the database."""
        result_class = options.get("result_class") or SearchResult
        docs = found[rows]
        column = self.snapshot.column("reference_id")
        pks = self.snapshot.pks[docs].tolist()
        marked = highlighted(pks, list(wanted_words(plan))) if options.get("highlight") else {}
        results = []
        for row, doc, pk in zip(rows.tolist(), docs.tolist(), pks, strict=True):
            day = int(self.snapshot.dates[doc])
            fields: dict[str, Any] = {
                "id": f"{Cable._meta.label_lower}.{pk}",
                "reference_id": column.value(self.snapshot.id_ranks[doc]),
                "date": date.fromordinal(day) if day else None,
            }
            if options.get("highlight"):
                fields["highlighted"] = {"text": marked.get(pk, [])}
            score = float(scores[row]) if len(scores) else 0.0
            results.append(result_class(Cable._meta.app_label, Cable._meta.model_name, str(pk), score, **fields))
        return results

    def _spelling(self, options: Mapping[str, Any]) -> str | None:
        """The words of a query, those that no cable has replaced by similar ones; None if all are right."""
        words = folded_words(options.get("spelling_query") or _NO_WORDS.sub(" ", options["query_string"]))
        snapshot = self.snapshot
        unknown = [word for word in dict.fromkeys(words) if not snapshot.frequency("text", word)][:MOST_CORRECTED]
        corrected = {word: found for word in unknown if (found := spelling(snapshot, word))}
        return " ".join(corrected.get(word, word) for word in words) if corrected else None

    def _facets(self, found: Docs, options: Mapping[str, Any]) -> dict[str, Any]:
        asked = ("facets", "date_facets", "query_facets")
        if not any(options.get(name) for name in asked):
            return {}
        fields = {name: self._field_facet(name, found) for name in options.get("facets") or ()}
        dates = {name: self._date_facet(of, found) for name, of in (options.get("date_facets") or {}).items()}
        queries = {
            f"{field}:{query}": len(self.among(found, self.plan(f"{field}:{query}")))
            for field, query in options.get("query_facets") or ()
        }
        return {"fields": fields, "dates": dates, "queries": queries}

    def _field_facet(self, name: str, found: Docs) -> list[tuple[str, int]]:
        field = self.fields.get(name)
        if field is None or field.kind is not Kind.VALUE:
            raise SearchBackendError(f"There can be no facet of {name}: it is no field of whole values.")
        counts = self.snapshot.column(name).counts(found)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    def _date_facet(self, asked: Mapping[str, Any], found: Docs) -> list[tuple[datetime, int]]:
        start, end = _moment(asked["start_date"]), _moment(asked["end_date"])
        gap, amount = f"{asked['gap_by']}s", asked.get("gap_amount", 1)
        begins: list[datetime] = []
        # Each span is reckoned from the first, so that months that begin on the 31st do not drift.
        while (begin := start + relativedelta(**{gap: amount * len(begins)})) < end:
            begins.append(begin)
            if len(begins) > MOST_SPANS:
                raise SearchBackendError(f"A date facet can have {MOST_SPANS:,} spans; choose a longer gap_by.")
        # A cable's day counts as its midnight.
        days = [moment.toordinal() + (moment.time() != time.min) for moment in [*begins, end]]
        counts = np.diff(np.searchsorted(np.sort(self.snapshot.dates[found]), days))
        return list(zip(begins, counts.tolist(), strict=True))


class ReftelSearchQuery(WhooshSearchQuery):  # type: ignore[misc]
    """Writes queries in Lucene syntax, which the engine reads with the parser that the search page uses."""

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        name = "" if field == "content" else connections[self._using].get_unified_index().get_index_fieldname(field)
        return fragment(self, name, filter_type, value)

    def clean(self, query_fragment: str) -> str:
        return " ".join(escaped(word) for word in query_fragment.split())

    def build_exact_query(self, query_string: str) -> str:
        return quoted(query_string)


class ReftelEngine(WhooshEngine):  # type: ignore[misc]
    backend = ReftelBackend
    query = ReftelSearchQuery


def _moment(day: date) -> datetime:
    if isinstance(day, datetime):
        return day.replace(tzinfo=None)
    return datetime.combine(day, time.min)
