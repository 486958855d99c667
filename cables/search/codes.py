"""Codes that people type as words, and values of fields that they misspell."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from cables.search.fields import FIELDS, Field, Kind, typed_fields
from cables.search.plan import AnyValue, AnyWord, Plan
from cables.search.results import Results
from cables.search.terms import same_stem, same_value
from cables.search.wording import Term
from cables.search.words import fold

FAR_MORE = 10
"""So many times more cables than have a word must have the code that it may stand for."""
_TAKEN_FOR_WORDS = ("tag", "caption")
_ALIKE = 0.7
"""Of two values, as difflib measures it."""
_AROUND = "\"'“”.,;:!"


def code_meant(results: Results, term: Term) -> str:
    """The field and value that a term seems to stand for: tag:PGOV for the word PGOV, and for tag:PGVO; or ""."""
    value = results.query.text[term.body : term.end].strip(_AROUND)
    if not term.field:
        return _code(results, value) if value.isalnum() else ""
    field = typed_fields().get(term.field.lower())
    inside_brackets = term.body == term.start
    if field is None or field.kind not in (Kind.VALUE, Kind.LEVEL) or inside_brackets or not value:
        return ""
    return _nearest(results, term.field, field, value)


def cables_with(results: Results, plan: Plan) -> int:
    """Published cables alone: what only withdrawn ones have must not be offered."""
    return len(results.published(results.evaluation.docs(plan)))


def _code(results: Results, word: str) -> str:
    """A word of the query as a code, if far more cables have the code than the word."""
    for name in _TAKEN_FOR_WORDS:
        for value in _values(results, FIELDS[name]).get(word.casefold(), ()):
            as_word = cables_with(results, AnyWord("text", same_stem(results.snapshot, fold(word))))
            if _cables_of(results, FIELDS[name], value) >= max(FAR_MORE * as_word, 1):
                return _written(name, value)
    return ""


def _nearest(results: Results, name: str, field: Field, value: str) -> str:
    """The commonest of the values most like one that there is not."""
    if same_value(results.of_published, field, value):
        return ""
    values = _values(results, field)
    near = get_close_matches(value.casefold(), values, n=3, cutoff=_ALIKE)
    counts = {known: _cables_of(results, field, known) for folded in near for known in values[folded]}
    best = max(counts, key=lambda known: counts[known], default="")
    return _written(name, best) if best and counts[best] else ""


def _values(results: Results, field: Field) -> Mapping[str, tuple[str, ...]]:
    return results.snapshot.column(field.name).by_folded


def _cables_of(results: Results, field: Field, value: str) -> int:
    return cables_with(results, AnyValue(field.name, frozenset({value})))


def _written(name: str, value: str) -> str:
    return f"{name}:{value}" if value.isalnum() else f'{name}:"{value}"'
