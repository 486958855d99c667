"""Cables like one at hand: those that share the words which tell most about it."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from cables.models import Cable
from cables.search.evaluate import Evaluation
from cables.search.ordering import ordered
from cables.search.plan import AnyOf, AnyWord
from cables.search.published import withdrawn
from cables.search.results import newest_snapshot
from cables.search.snapshot import Snapshot
from cables.search.words import folded_words

TELLING_WORDS = 25
WEIGHED_WORDS = 400
"""The words of a cable that are looked up, most frequent first."""
LONGEST_TEXT = 200_000
"""Characters; of a longer cable the first ones speak for it."""
SHORTEST_WORD = 3
LEAST_LIKENESS = 0.1
"""Of what the best cable scores; what shares less has only everyday words in common."""


def similar(cable: Cable, limit: int = 6) -> tuple[Cable, ...]:
    """The published cables most like this one, best first, loaded with `for_lists()`.

    In a constant number of queries. Raises SearchUnavailable when the index cannot be read.
    """
    snapshot = newest_snapshot()
    with snapshot.suspected():
        pks = _most_like(snapshot, cable, limit)
    cables = Cable.objects.published().for_lists().in_bulk(pks)
    return tuple(cables[pk] for pk in pks if pk in cables)


def _most_like(snapshot: Snapshot, cable: Cable, limit: int) -> list[int]:
    """Primary keys, best first."""
    words = telling_words(snapshot, _text(cable))
    if not words:
        return []
    plan = AnyOf(tuple(AnyWord("text", (word,)) for word in words))
    evaluation = Evaluation(snapshot)
    docs = evaluation.docs(plan)
    scores = evaluation.scores(plan, docs)
    gone = np.union1d(withdrawn(snapshot), snapshot.docs_of({cable.pk}))
    others = (scores >= LEAST_LIKENESS * scores.max(initial=0.0)) & ~np.isin(docs, gone)
    docs, scores = docs[others], scores[others]
    best = docs[ordered(snapshot, docs, "relevance", scores, stop=limit)]
    pks: list[int] = snapshot.pks[best].tolist()
    return pks


def telling_words(snapshot: Snapshot, text: str) -> tuple[str, ...]:
    """The words by which a text stands out in the archive: frequent in it, rare elsewhere; best first.

    A word that no other cable has tells nothing.
    """
    counted = Counter(word for word in folded_words(text) if len(word) >= SHORTEST_WORD and word.isalpha())
    frequent = sorted(counted, key=lambda word: (-counted[word], -len(word), word))[:WEIGHED_WORDS]
    weights = {}
    for word in frequent:
        found = snapshot.frequency("text", word)
        if found > 1:
            weights[word] = (1 + math.log(counted[word])) * math.log1p(snapshot.count / found)
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:TELLING_WORDS])


def _text(cable: Cable) -> str:
    texts = [cable.subject, *cable.paragraphs.values_list("text", flat=True)]
    return " ".join(texts)[:LONGEST_TEXT]
