"""PostgreSQL with a GIN index over stored word vectors, on a server of the benchmark's own."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from documents import documents
from peers import PAGE, PASSAGE, Answer, Engine, day_of
from queries import FACETS, Query

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
from postgres import server_in

_OPTIONS = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "2GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "1GB",
    "effective_cache_size": "12GB",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
}
_TABLE = """
CREATE TABLE docs (pk integer PRIMARY KEY, day integer, classification text, post text, country text,
                   captions text[], tags text[], words tsvector);
CREATE TEMPORARY TABLE texts (LIKE docs, subject text, body text) ON COMMIT DROP;
"""
_FILL = """
INSERT INTO docs SELECT pk, day, classification, post, country, captions, tags,
    setweight(to_tsvector('simple', subject), 'A') || to_tsvector('simple', body) FROM texts ORDER BY pk;
CREATE INDEX ON docs USING gin (words);
CREATE INDEX ON docs (post);
CREATE INDEX ON docs (day DESC);
"""
_RANK = "ts_rank('{0.333, 0.333, 0.333, 1}', words, to_tsquery('simple', %(words)s))"
_FACETS = """
WITH found AS MATERIALIZED (SELECT classification, post, country, captions, tags FROM docs WHERE {condition})
SELECT 'classification', classification, count(*) FROM found GROUP BY 2
UNION ALL SELECT 'post', post, count(*) FROM found GROUP BY 2
UNION ALL SELECT 'country', country, count(*) FROM found GROUP BY 2
UNION ALL SELECT 'captions', value, count(*) FROM found, unnest(captions) AS value GROUP BY 2
UNION ALL SELECT 'tags', value, count(*) FROM found, unnest(tags) AS value GROUP BY 2
"""


class PostgreSql(Engine):
    """Stays within one connection; its queries run in one process of the server."""

    def build(self, path: Path, cables: int) -> None:
        from settings import set_up  # noqa: PLC0415

        set_up()
        from cables.search.words import folded_words  # noqa: PLC0415

        self.folder.mkdir(parents=True)
        self.open()
        columns = ("pk", "day", *FACETS, "subject", "body")
        with self._base.transaction(), self._base.cursor() as cursor:
            cursor.execute(_TABLE)
            with cursor.copy(f"COPY texts ({', '.join(columns)}) FROM STDIN") as rows:
                for document in documents(path, cables):
                    # Its own parser would read paths, hosts and hyphenated words otherwise than the other engines do.
                    subject, body = (
                        " ".join(folded_words(text))
                        for text in (document["subject"], document["text"].replace("\f", PASSAGE))
                    )
                    values = [document[name] if document[name] != "" else None for name in FACETS]
                    rows.write_row((document["pk"], day_of(document), *values, subject, body))
            cursor.execute(_FILL)
        self._base.execute("VACUUM ANALYZE docs")
        ((size,),) = self._base.execute("SELECT pg_total_relation_size('docs')").fetchall()
        self.close()
        (self.folder / "size").write_text(str(size))

    def open(self) -> None:
        import psycopg  # noqa: PLC0415

        self._stack = ExitStack()
        self._base = self._stack.enter_context(
            psycopg.connect(self._stack.enter_context(server_in(self.folder, options=_OPTIONS)), autocommit=True)
        )

    def close(self) -> None:
        self._stack.close()

    def answer(self, query: Query) -> Answer:
        joint = {"phrase": " <-> ", "any": " | "}.get(query.kind, " & ")
        values: dict[str, Any] = {"words": joint.join(query.words), "post": query.post}
        if query.kind == "prefix":
            values["words"] += ":*"
        condition = "words @@ to_tsquery('simple', %(words)s)" + (" AND post = %(post)s" if query.post else "")
        order = "day DESC" if query.newest else f"{_RANK} DESC, day DESC"
        fetch = self._base.execute
        hits = fetch(
            f"SELECT pk FROM docs WHERE {condition} ORDER BY {order} LIMIT {PAGE} OFFSET {query.skip}",  # noqa: S608
            values,
        ).fetchall()
        found = fetch(f"SELECT count(*) FROM docs WHERE {condition}", values).fetchone()  # noqa: S608
        facets: dict[str, dict[str, int]] = {}
        if query.facets:
            for name, value, number in fetch(_FACETS.format(condition=condition), values):
                if value is not None:
                    facets.setdefault(name, {})[value] = number
        return [pk for (pk,) in hits], found[0] if found else 0, facets

    def index_mb(self) -> float:
        """Of the table with its word vectors and indexes; the cluster has some 40 MB more of its own."""
        return int((self.folder / "size").read_text()) / 1e6

    def private_mb(self) -> float:
        """Of the process that answers, without the memory that all of the server's processes share."""
        ((process,),) = self._base.execute("SELECT pg_backend_pid()").fetchall()
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon")) / 1024
