"""The other engines: each builds from the same documents and answers with 20 keys, an exact count, and facets.

A word is looked for in the text, of which the subject is the first passage, and ranks as if it stood three times more
where it is in the subject: the same question for every engine.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from documents import documents
from queries import FACETS, Query

Answer = tuple[list[int], int, dict[str, dict[str, int]]]
"""Keys of the hits, how many there are, and the counts of each facet."""
PAGE = 20
SUBJECT_WEIGHT = 3.0
PASSAGE = " zzqq "
"""Stands between passages for engines that know no gap between them: a word that nothing asks for, so that no phrase
reaches from one passage into the next."""


class Engine(ABC):
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def build(self, path: Path, cables: int) -> None: ...

    @abstractmethod
    def open(self) -> None: ...

    @abstractmethod
    def answer(self, query: Query) -> Answer: ...

    def close(self) -> None:  # noqa: B027
        """Nothing to do for an engine that lives in this process."""

    def index_mb(self) -> float:
        """Of 1,000,000 bytes, as they lie on the disk."""
        return folder_mb(self.folder)

    def private_mb(self) -> float:
        """Memory of the process that answers, without pages of mapped files."""
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon")) / 1024


class Tantivy(Engine):
    def build(self, path: Path, cables: int) -> None:
        import tantivy  # noqa: PLC0415

        schema = tantivy.SchemaBuilder()
        for name in ("text", "subject"):
            schema.add_text_field(name, index_option="position")
        schema.add_integer_field("pk", fast=True)
        schema.add_integer_field("day", fast=True)
        for name in FACETS:
            schema.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        self.folder.mkdir(parents=True)
        index = tantivy.Index(schema.build(), path=str(self.folder))
        writer = index.writer(heap_size=500_000_000, num_threads=1)
        for document in documents(path, cables):
            texts = {"text": document["text"].replace("\f", PASSAGE), "subject": document["subject"]}
            one = tantivy.Document(pk=document["pk"], day=day_of(document), **texts)
            for name in FACETS:
                for value in values_of(document, name):
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

        def weighted(make: Callable[[str], Any]) -> Any:
            subject = q.boost_query(make("subject"), SUBJECT_WEIGHT)
            return q.boolean_query([(occur.Should, make("text")), (occur.Should, subject)])

        words = [weighted(lambda field, word=word: q.term_query(schema, field, word)) for word in query.words]
        match query.kind:
            case "phrase":
                wanted = weighted(lambda field: q.phrase_query(schema, field, list(query.words)))
            case "prefix":
                wanted = weighted(lambda field: q.regex_query(schema, field, query.words[0] + ".*"))
            case kind:
                each = occur.Should if kind == "any" else occur.Must
                wanted = q.boolean_query([(each, word) for word in words]) if len(words) > 1 else words[0]
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
    def build(self, path: Path, cables: int) -> None:
        self.folder.mkdir(parents=True)
        base = sqlite3.connect(self.folder / "fts.sqlite3")
        base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
            "CREATE VIRTUAL TABLE texts USING fts5(text, subject, content='', tokenize='unicode61', detail=full);"
            f"INSERT INTO texts(texts, rank) VALUES('rank', 'bm25(1.0, {SUBJECT_WEIGHT})');"
            "CREATE TABLE docs(pk INTEGER PRIMARY KEY, day INTEGER, post TEXT);"
            "CREATE TABLE vals(pk INTEGER, name TEXT, value TEXT);"
        )
        for document in documents(path, cables):
            pk = document["pk"]
            texts = (document["text"].replace("\f", PASSAGE), document["subject"])
            base.execute("INSERT INTO texts(rowid, text, subject) VALUES(?, ?, ?)", (pk, *texts))
            base.execute("INSERT INTO docs VALUES(?, ?, ?)", (pk, day_of(document), document["post"]))
            rows = [(pk, name, value) for name in FACETS for value in values_of(document, name)]
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
    def build(self, path: Path, cables: int) -> None:
        from whoosh import analysis, fields, index  # noqa: PLC0415

        words = analysis.RegexTokenizer("[^\\W_]+") | analysis.LowercaseFilter()
        values = {name: fields.KEYWORD(commas=True) for name in FACETS}
        schema = fields.Schema(
            pk=fields.STORED,
            text=fields.TEXT(analyzer=words),
            subject=fields.TEXT(analyzer=words, field_boost=SUBJECT_WEIGHT),
            day=fields.NUMERIC(sortable=True),
            **{name: fields.KEYWORD(commas=True, sortable=True) for name in values},
        )
        self.folder.mkdir(parents=True)
        writer = index.create_in(str(self.folder), schema).writer(limitmb=512)
        for document in documents(path, cables):
            listed = {name: ",".join(v.replace(",", ";") for v in values_of(document, name)) for name in FACETS}
            texts = {"text": document["text"].replace("\f", PASSAGE), "subject": document["subject"]}
            writer.add_document(pk=document["pk"], day=day_of(document), **texts, **listed)
        writer.commit()

    def open(self) -> None:
        from whoosh import index  # noqa: PLC0415

        self._searcher = index.open_dir(str(self.folder)).searcher()

    def answer(self, query: Query) -> Answer:
        from whoosh import query as q  # noqa: PLC0415
        from whoosh import sorting  # noqa: PLC0415

        fields = ("text", "subject")
        words = [q.Or([q.Term(field, word) for field in fields]) for word in query.words]
        wanted: Any = q.And(words)
        if query.kind == "phrase":
            wanted = q.Or([q.Phrase(field, list(query.words)) for field in fields])
        elif query.kind == "prefix":
            wanted = q.Or([q.Prefix(field, query.words[0]) for field in fields])
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


def values_of(document: dict[str, Any], name: str) -> list[str]:
    value = document[name]
    return ([value] if value else []) if isinstance(value, str) else value


def day_of(document: dict[str, Any]) -> int:
    return date.fromisoformat(document["date"]).toordinal()


def folder_mb(folder: Path) -> float:
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file()) / 1e6
