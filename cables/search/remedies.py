"""What may help a search that finds little or nothing: other spellings, and the parts that stand in its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import chain, combinations, islice

from cables.search.codes import cables_with, code_meant
from cables.search.facets import GROUPS, Group
from cables.search.language import LONGEST_QUERY, read_query
from cables.search.plan import AnyWord
from cables.search.results import Results
from cables.search.spelling import spelling
from cables.search.terms import same_stem
from cables.search.values import Obstacle, SearchQuery
from cables.search.wording import Term, Wording
from cables.search.words import fold, words
from cables.telegram import canonical_id

FEW_HITS = 10
"""Only of a query with so few hits are words put in question that the archive has."""
FAR_RARER = 100
"""So many times rarer than a similar one, a word is likely misspelt."""
QUESTIONED_WORDS = 3
SHORTEST_QUESTIONED = 4
"""Letters; too many words are like a shorter one."""
MOST_OBSTACLES = 8
"""Each takes a search of its own to count."""
MOST_COMBINATIONS = 60
"""Of filters that are left out together."""
MOST_TERMS_BESIDE = 8
"""Of a query whose words are all known, and never together, terms that are left out one by one."""
MOST_TERMS = 40
"""Terms of a query that are looked at one by one."""
NAMED_VALUES = 3
_IN_WORDS = frozenset({"", "para", "subject", "title"})
"""Fields whose values are words of prose."""

_Without = Callable[[SearchQuery], SearchQuery]
"""Makes of a query the same query without one of its filters."""


def did_you_mean(results: Results) -> str:
    """The text with words that the archive does not have, or hardly, replaced by similar ones or by the codes that they
    stand for, where that finds more; or ""."""
    if len(results.query.text) > LONGEST_QUERY:
        return ""
    wording = Wording(results.query.text)
    better: list[tuple[int, int, str]] = []
    questioned = 0
    for term in islice(wording.terms(), MOST_TERMS):
        if questioned == QUESTIONED_WORDS:
            break
        if term.negated or any(sign in term.text for sign in "*?~\\[{"):
            continue
        if coded := code_meant(results, term):
            questioned += 1
            better.append((term.start, term.end, coded))
        elif term.field.lower() in _IN_WORDS:
            for word in words(results.query.text[term.body : term.end]):
                start, end = term.body + word.start, term.body + word.end
                if questioned < QUESTIONED_WORDS and (found := _better(results, term, word.folded)) is not None:
                    questioned += 1
                    better += [(start, end, found)] if found else []
    text = wording.replaced(better)
    return text if better and len(results.varied(text=text).docs) > len(results.docs) else ""


def _better(results: Results, term: Term, word: str) -> str | None:
    """A similar word that is far more frequent; "" if there is none, None if the word is not in question."""
    if len(word) < SHORTEST_QUESTIONED or not word.isalpha():
        return None
    forms = (word,) if '"' in term.text else same_stem(results.snapshot, word)
    own = cables_with(results, AnyWord("text", forms))
    if own and (len(results.docs) > FEW_HITS or own * FAR_RARER > results.snapshot.count):
        return None
    found = spelling(results.snapshot, word)
    # A word that only withdrawn cables have must not be offered.
    frequent = found and cables_with(results, AnyWord("text", (found,))) >= max(1, own * FAR_RARER)
    return found if found and frequent and fold(found) != word else ""


def obstacles(results: Results) -> tuple[Obstacle, ...]:
    """Of a query without hits, terms that find nothing by themselves and filters without which there are hits; or else
    terms without which there are."""
    found = [*_missing_terms(results), *_filters_in_the_way(results)] or _terms_in_the_way(results)
    return tuple(islice(found, MOST_OBSTACLES))


def _missing_terms(results: Results) -> Iterator[Obstacle]:
    if len(results.query.text) > LONGEST_QUERY or canonical_id(results.query.text.strip()):
        return
    wording = Wording(results.query.text)
    wanted = (term for term in wording.terms() if not term.negated)
    missing = (term for term in islice(wanted, MOST_TERMS) if _finds_nothing(results, term))
    for term in islice(missing, MOST_OBSTACLES):
        text = wording.without(term)
        if not text.strip():
            continue
        without = results.varied(text=text)
        if not without.reading.misread:
            yield Obstacle("word", term.text, len(without.docs), without.query)


def _finds_nothing(results: Results, term: Term) -> bool:
    inside = "" if term.body > term.start or not term.field else f"{term.field}:"
    if not any(map(str.isalnum, term.text)) or term.text == "TO":
        return False
    reading = read_query(inside + term.text, results.snapshot, withdrawn=results.of_published.withdrawn)
    return not reading.misread and not len(results.published(results.evaluation.docs(reading.plan)))


def _terms_in_the_way(results: Results) -> Iterator[Obstacle]:
    """Terms that are known, but not beside the others."""
    if len(results.query.text) > LONGEST_QUERY or canonical_id(results.query.text.strip()):
        return
    wording = Wording(results.query.text)
    for term in islice(wording.terms(), MOST_TERMS_BESIDE):
        text = wording.without(term)
        without = results.varied(text=text)
        if text.strip() and not without.reading.misread and len(without.docs):
            yield Obstacle("beside", term.text, len(without.docs), without.query)


def _filters_in_the_way(results: Results) -> Iterator[Obstacle]:
    """Filters without which there are hits, or where no single one is in the way, the fewest that are together."""
    filters = list(_filters(results))
    sizes = (combinations(filters, size) for size in range(1, len(filters) + 1))
    fewest = len(filters)
    for together in islice(chain.from_iterable(sizes), MOST_COMBINATIONS):
        if len(together) > fewest:
            return
        query = reduce(lambda left, drop: drop(left), (drop for _, drop in together), results.query)
        without = Results(query, results.snapshot, results)
        if total := len(without.docs):
            fewest = len(together)
            label = _listed([label for label, _ in together], "and")
            yield Obstacle("filter" if fewest == 1 else "filters", label, total, without.query)


def _filters(results: Results) -> Iterator[tuple[str, _Without]]:
    """The filters of a query by what they are called."""
    query = results.query
    if query.date_from or query.date_to:
        since = f" from {query.date_from}" if query.date_from else ""
        until = f" to {query.date_to}" if query.date_to else ""
        yield f"Dates{since}{until}", _undated
    for group in GROUPS:
        selected, excluded = results.faceting.chosen(group)
        if selected:
            yield f"{group.label}: {_named(results, group, selected, 'or')}", partial(_unselected, group, selected)
        if excluded:
            yield f"{group.label} without {_named(results, group, excluded, 'and')}", partial(_let_in, group, excluded)


def _undated(query: SearchQuery) -> SearchQuery:
    return replace(query, date_from=None, date_to=None)


def _unselected(group: Group, values: tuple[str, ...], query: SearchQuery) -> SearchQuery:
    return replace(query, selected=_left(query.selected, group, values))


def _let_in(group: Group, values: tuple[str, ...], query: SearchQuery) -> SearchQuery:
    return replace(query, excluded=_left(query.excluded, group, values))


def _left(
    chosen: Mapping[str, tuple[str, ...]], group: Group, dropped: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    kept = {**chosen, group.name: tuple(value for value in chosen[group.name] if value not in dropped)}
    return {name: values for name, values in kept.items() if values}


def _named(results: Results, group: Group, values: tuple[str, ...], word: str) -> str:
    names = results.faceting.named(group, values[:NAMED_VALUES])
    if len(values) > NAMED_VALUES:
        names.append(f"{len(values) - NAMED_VALUES} more")
    return _listed(names, word)


def _listed(names: Sequence[str], word: str) -> str:
    return f" {word} ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
