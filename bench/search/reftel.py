"""Our engine, asked like the peers: 20 keys, an exact count and facets out of the index of an archive."""

from __future__ import annotations

from pathlib import Path

from peers import PAGE, Answer, Engine, folder_mb
from queries import FACETS, Query


class Reftel(Engine):
    def build(self, path: Path, cables: int) -> None:
        raise NotImplementedError("stored.py builds it, out of the database.")

    def open(self) -> None:
        from settings import set_up  # noqa: PLC0415

        set_up(self.folder)
        from cables.search.snapshot import Snapshot  # noqa: PLC0415
        from cables.search.store import index_store  # noqa: PLC0415

        self._snapshot = Snapshot(index_store().contents())

    def answer(self, query: Query) -> Answer:
        from cables.search.evaluate import Evaluation  # noqa: PLC0415
        from cables.search.ordering import ordered  # noqa: PLC0415
        from cables.search.plan import AllOf, AnyOf, AnyValue, AnyWord, ExactPhrase, Plan  # noqa: PLC0415

        snapshot = self._snapshot
        words = tuple(AnyWord("text", (word,)) for word in query.words)
        plan: Plan
        match query.kind:
            case "phrase":
                plan = ExactPhrase("text", query.words)
            case "prefix":
                plan = AnyWord("text", tuple(snapshot.words_starting("text", query.words[0])))
            case "any":
                plan = AnyOf(words)
            case _:
                plan = AllOf(words)
        if query.post:
            plan = AllOf((plan, AnyValue("post", frozenset({query.post}))))
        evaluation = Evaluation(snapshot)
        docs = evaluation.docs(plan)
        scores = None if query.newest else evaluation.scores(plan, docs)
        sort = "newest" if query.newest else "relevance"
        rows = ordered(snapshot, docs, sort, scores, start=query.skip, stop=query.skip + PAGE)
        facets = {name: snapshot.column(name).counts(docs) for name in FACETS} if query.facets else {}
        return snapshot.pks[docs[rows]].tolist(), len(docs), facets

    def index_mb(self) -> float:
        return folder_mb(self.folder / "index")
