"""The engines side by side: each builds from the same documents and answers with 20 keys, an exact count, and facets.

python bench/search/peers.py ENGINE DOCUMENTS CABLES FOLDER builds one of them.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from queries import FACETS, Query

Answer = tuple[list[int], int, dict[str, dict[str, int]]]
"""Keys of the hits, how many there are, and the counts of each facet."""
PAGE = 20


class Engine(ABC):
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def build(self, documents: Path, cables: int) -> None: ...

    @abstractmethod
    def open(self) -> None: ...

    @abstractmethod
    def answer(self, query: Query) -> Answer: ...


class Reftel(Engine):
    def build(self, documents: Path, cables: int) -> None:
        from build import build  # noqa: PLC0415

        build(documents, cables, self.folder)

    def open(self) -> None:
        from settings import set_up  # noqa: PLC0415

        set_up()
        from cables.search.evaluate import Evaluation  # noqa: PLC0415
        from cables.search.ordering import ordered  # noqa: PLC0415
        from cables.search.plan import AllOf, AnyOf, AnyValue, AnyWord, ExactPhrase  # noqa: PLC0415
        from cables.search.snapshot import Snapshot  # noqa: PLC0415
        from cables.search.store import IndexStore  # noqa: PLC0415

        snapshot = Snapshot(IndexStore(self.folder).contents())

        def answer(query: Query) -> Answer:
            words = [AnyWord("text", (word,)) for word in query.words]
            match query.kind:
                case "phrase":
                    plan = ExactPhrase("text", query.words)
                case "prefix":
                    plan = AnyWord("text", tuple(snapshot.words_starting("text", query.words[0])))
                case "any":
                    plan = AnyOf(tuple(words))
                case _:
                    plan = AllOf(tuple(words))
            if query.post:
                plan = AllOf((plan, AnyValue("post", frozenset({query.post}))))
            evaluation = Evaluation(snapshot)
            docs = evaluation.docs(plan)
            scores = None if query.newest else evaluation.scores(plan, docs)
            sort = "newest" if query.newest else "relevance"
            rows = ordered(snapshot, docs, sort, scores, start=query.skip, stop=query.skip + PAGE)
            facets = {name: snapshot.column(name).counts(docs) for name in FACETS} if query.facets else {}
            return snapshot.pks[docs[rows]].tolist(), len(docs), facets

        self.answer = answer  # type: ignore[method-assign]

    def answer(self, query: Query) -> Answer:
        raise NotImplementedError


class Tantivy(Engine):
    def build(self, documents: Path, cables: int) -> None:
        import tantivy  # noqa: PLC0415

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", index_option="position")
        schema.add_integer_field("pk", fast=True)
        schema.add_integer_field("day", fast=True)
        for name in FACETS:
            schema.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        self.folder.mkdir(parents=True)
        index = tantivy.Index(schema.build(), path=str(self.folder))
        writer = index.writer(heap_size=500_000_000, num_threads=1)
        for document in _read(documents, cables):
            one = tantivy.Document(pk=document["pk"], day=_day(document), text=document["text"].replace("\f", " \n "))
            for name in FACETS:
                for value in _values(document, name):
                    one.add_text(name, value)
            writer.add_document(one)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        import tantivy  # noqa: PLC0415

        self._tantivy = tantivy
        self._index = tantivy.Index.open(str(self.folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def answer(self, query: Query) -> Answer:
        q, schema = self._tantivy.Query, self._index.schema
        occur = self._tantivy.Occur
        words = [q.term_query(schema, "text", word) for word in query.words]
        match query.kind:
            case "phrase":
                wanted = q.phrase_query(schema, "text", list(query.words))
            case "prefix":
                wanted = q.regex_query(schema, "text", query.words[0] + ".*")
            case kind:
                each = occur.Should if kind == "any" else occur.Must
                wanted = q.boolean_query([(each, word) for word in words])
        if query.post:
            wanted = q.boolean_query([(occur.Must, wanted), (occur.Must, q.term_query(schema, "post", query.post))])
        order = {"order_by_field": "day"} if query.newest else {}
        found = self._searcher.search(wanted, limit=PAGE, count=True, offset=query.skip, **order)
        pks = self._searcher.fast_field_values("pk", [address for _, address in found.hits])
        facets = {}
        if query.facets:
            asked = {name: {"terms": {"field": name, "size": 10_000}} for name in FACETS}
            counted = self._searcher.aggregate(wanted, asked)
            facets = {name: {b["key"]: b["doc_count"] for b in counted[name]["buckets"]} for name in FACETS}
        return list(pks), found.count, facets


class Fts5(Engine):
    def build(self, documents: Path, cables: int) -> None:
        self.folder.mkdir(parents=True)
        base = sqlite3.connect(self.folder / "fts.sqlite3")
        base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
            "CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='unicode61', detail=full);"
            "CREATE TABLE docs(pk INTEGER PRIMARY KEY, day INTEGER, post TEXT);"
            "CREATE TABLE vals(pk INTEGER, name TEXT, value TEXT);"
        )
        for document in _read(documents, cables):
            pk = document["pk"]
            base.execute("INSERT INTO texts(rowid, text) VALUES(?, ?)", (pk, document["text"]))
            base.execute("INSERT INTO docs VALUES(?, ?, ?)", (pk, _day(document), document["post"]))
            rows = [(pk, name, value) for name in FACETS for value in _values(document, name)]
            base.executemany("INSERT INTO vals VALUES(?, ?, ?)", rows)
        base.executescript("INSERT INTO texts(texts) VALUES('optimize'); CREATE INDEX of_doc ON vals(pk, name, value);")
        base.commit()
        base.close()

    def open(self) -> None:
        self._base = sqlite3.connect(self.folder / "fts.sqlite3")
        self._base.executescript("PRAGMA mmap_size=8000000000; PRAGMA cache_size=-200000")

    def answer(self, query: Query) -> Answer:
        words = [f'"{word}"' for word in query.words]
        match query.kind:
            case "phrase":
                wanted = f'"{" ".join(query.words)}"'
            case "prefix":
                wanted = words[0] + "*"
            case kind:
                wanted = (" OR " if kind == "any" else " AND ").join(words)
        tables = "texts JOIN docs ON docs.pk = texts.rowid" if query.post or query.newest else "texts"
        condition, values = "texts MATCH ?", [wanted]
        if query.post:
            condition, values = condition + " AND docs.post = ?", [*values, query.post]
        order = "docs.day DESC" if query.newest else "rank"
        fetch = self._base.execute
        hits = fetch(
            f"SELECT texts.rowid FROM {tables} WHERE {condition} ORDER BY {order} LIMIT {PAGE} OFFSET {query.skip}",  # noqa: S608
            values,
        ).fetchall()
        ((count,),) = fetch(f"SELECT count(*) FROM {tables} WHERE {condition}", values)  # noqa: S608
        facets: dict[str, dict[str, int]] = {}
        if query.facets:
            counted = fetch(
                "SELECT name, value, count(*) FROM vals WHERE pk IN (SELECT rowid FROM texts WHERE texts MATCH ?)"
                " GROUP BY name, value",
                values,
            )
            for name, value, number in counted:
                facets.setdefault(name, {})[value] = number
        return [pk for (pk,) in hits], count, facets


class StockWhoosh(Engine):
    def build(self, documents: Path, cables: int) -> None:
        from whoosh import analysis, fields, index  # noqa: PLC0415

        words = analysis.RegexTokenizer("[^\\W_]+") | analysis.LowercaseFilter()
        values = {name: fields.KEYWORD(commas=True) for name in FACETS}
        schema = fields.Schema(
            pk=fields.STORED,
            text=fields.TEXT(analyzer=words),
            day=fields.NUMERIC(sortable=True),
            **{name: fields.KEYWORD(commas=True, sortable=True) for name in values},
        )
        self.folder.mkdir(parents=True)
        writer = index.create_in(str(self.folder), schema).writer(limitmb=512)
        for document in _read(documents, cables):
            listed = {name: ",".join(v.replace(",", ";") for v in _values(document, name)) for name in FACETS}
            writer.add_document(pk=document["pk"], text=document["text"], day=_day(document), **listed)
        writer.commit()

    def open(self) -> None:
        from whoosh import index  # noqa: PLC0415

        self._searcher = index.open_dir(str(self.folder)).searcher()

    def answer(self, query: Query) -> Answer:
        from whoosh import query as q  # noqa: PLC0415
        from whoosh import sorting  # noqa: PLC0415

        words = [q.Term("text", word) for word in query.words]
        wanted: Any = q.And(words)
        if query.kind == "phrase":
            wanted = q.Phrase("text", list(query.words))
        elif query.kind == "prefix":
            wanted = q.Prefix("text", query.words[0])
        elif query.kind == "any":
            wanted = q.Or(words)
        options: dict[str, Any] = {"limit": query.skip + PAGE}
        if query.post:
            options["filter"] = q.Term("post", query.post)
        if query.newest:
            options |= {"sortedby": "day", "reverse": True}
        if query.facets:
            options["groupedby"] = {name: sorting.FieldFacet(name, allow_overlap=True) for name in FACETS}
            options["maptype"] = sorting.Count
        found = self._searcher.search(wanted, **options)
        facets = {name: dict(found.groups(name)) for name in FACETS} if query.facets else {}
        return [found[at]["pk"] for at in range(query.skip, found.scored_length())], len(found), facets


ENGINES: dict[str, type[Engine]] = {
    "Reftel": Reftel,
    "tantivy": Tantivy,
    "SQLite FTS5": Fts5,
    "stock Whoosh": StockWhoosh,
}


def _read(documents: Path, cables: int) -> Iterator[dict[str, Any]]:
    with documents.open(encoding="utf-8") as file:
        yield from map(json.loads, islice(file, cables))


def _values(document: dict[str, Any], name: str) -> list[str]:
    value = document[name]
    return ([value] if value else []) if isinstance(value, str) else value


def _day(document: dict[str, Any]) -> int:
    return date.fromisoformat(document["date"]).toordinal()


def build_one(engine: str, documents: Path, cables: int, folder: Path) -> dict[str, Any]:
    started = time.perf_counter()
    ENGINES[engine](folder).build(documents, cables)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": sum(one.ru_utime + one.ru_stime for one in used),
        "largest_process_mb": max(one.ru_maxrss for one in used) / 1024,
        "index_mb": sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file()) / 1e6,
    }


if __name__ == "__main__":
    print(json.dumps(build_one(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))))
