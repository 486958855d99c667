"""What the beginning of a word may be meant to be: cables, fields, posts, TAGS, subjects, words of the archive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest

import numpy as np

from cables.models import Cable, Post
from cables.search.fields import FIELDS, ROLES, Field, Kind, typed_fields
from cables.search.language import LONGEST_QUERY
from cables.search.published import withdrawn
from cables.search.results import newest_snapshot
from cables.search.segments import Docs
from cables.search.snapshot import Snapshot
from cables.search.typed import straightened
from cables.search.values import Suggestion
from cables.search.words import folded_words
from cables.vocabulary import post_by_name, tags

MOST = 20
"""Suggestions."""
LONGEST_START = 80
"""Characters of what is being typed; longer is no beginning of anything."""
_SHORTEST_NAME = 2
_SHORTEST_SUBJECT = 3
_MOST_WORDS = 5
"""Words that are looked at together: as a name of a post, as an id."""
_MOST_IDS = 2_000
"""Ids with one beginning that are put into order."""

_QUOTED_START = re.compile(r"(.*?)(?:([A-Za-z][\w\-]*):)?\"([^\"]*)\Z", re.DOTALL)
_START = re.compile(r"(.*(?:[\s(]|\A)[+\-]?)(?:([A-Za-z][\w\-]*):)?([^\s()\"]+|(?<=:))\Z", re.DOTALL)
_YEAR_FIRST = re.compile(r"'?(\d\d|(?:19|20)\d\d)[ \-/]*([A-Za-z][A-Za-z .'\-]*?)[ \-]*0*(\d*)", re.ASCII)
_YEAR_LAST = re.compile(r"([A-Za-z][A-Za-z .'\-]*?) +0*(\d+)(?: *\(?'?(\d{0,4})\)?)?", re.ASCII)
_PLAIN = re.compile(r"[^\":()\[\]{}*?~^\\]*\Z")


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the box: the beginning that is to be completed, and all before it."""

    before: str
    field: Field | None
    name: str
    start: str

    @classmethod
    def read(cls, text: str) -> _Typed | None:
        """None where nothing is begun, or something that nothing is suggested for: a phrase, an unknown field."""
        text = straightened(text)
        in_quotes = bool(text.count('"') % 2)
        match = (_QUOTED_START if in_quotes else _START).match(text)
        if match is None or len(match[3]) > LONGEST_START:
            return None
        field = typed_fields().get((match[2] or "").lower())
        if field is None and (match[2] or in_quotes):
            return None
        return cls(match[1], field, match[2] or "", match[3])


def suggest(text: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """What the last word of a text may be meant to be; at most `limit` and at most MOST, published cables only.

    Kinds: cable, field, post, tag, value (of another field), subject, word, in this order; each kind gets its share.
    Takes three queries of the database at most. Raises SearchUnavailable when the index cannot be read.
    """
    typed = _Typed.read(text) if len(text) <= LONGEST_QUERY else None
    if typed is None:
        return ()
    snapshot = newest_snapshot()
    with snapshot.suspected():
        found = _Suggesting(snapshot, text, typed).all()
    return _shared_out(found, max(0, min(limit, MOST)))


@dataclass(frozen=True, slots=True)
class _Choice:
    """A value of a field."""

    value: str
    label: str
    detail: str
    count: int = 0


class _Suggesting:
    def __init__(self, snapshot: Snapshot, text: str, typed: _Typed) -> None:
        self._snapshot = snapshot
        self._text = text
        self._typed = typed
        self._withdrawn = withdrawn(snapshot)

    def all(self) -> list[list[Suggestion]]:
        """The suggestions of each kind, best first."""
        typed = self._typed
        if typed.field is not None:
            return [self._of_field(typed.field)]
        if typed.start != typed.start.strip() or not typed.start:
            return []
        if cables := self._cables(self._ids(self._text)):
            return [cables]
        return [self._fields(), self._named("post"), self._named("tag"), self._subjects(), self._words("text", "")]

    def _of_field(self, field: Field) -> list[Suggestion]:
        """Values of the field that is being typed."""
        match field.kind:
            case Kind.CABLE | Kind.CITES | Kind.CITED_BY:
                return self._cables(self._ids(self._typed.start))
            case Kind.WORDS:
                return self._words(field.name, f"{self._typed.name}:")
            case _:
                found = _starting(self._choices(field), self._typed.start)
                return _suggested(found, field, self._typed.before + self._typed.name)

    def _named(self, name: str) -> list[Suggestion]:
        """Values of a field that the last words may be the code or the name of; more words come before fewer."""
        choices = self._choices(FIELDS[name])
        for before, start in _last_words(self._text):
            if len(start) >= _SHORTEST_NAME and (found := _starting(choices, start)):
                return _suggested(found, FIELDS[name], before + name)
        return []

    def _choices(self, field: Field) -> list[_Choice]:
        """All values of a field that published cables have."""
        match field.kind:
            case Kind.ROLE:
                return [_Choice(role, role, said) for role, said in ROLES.items()]
            case Kind.MARKING:
                markings = self._snapshot.paragraphs.markings_in(self._published)
                return [_Choice(marking, marking, "") for marking in sorted(markings)]
            case Kind.VALUE | Kind.LEVEL:
                counts = self._snapshot.column(field.name).counts(self._published)
            case _:
                return []
        if field.name == "post":
            rows = Post.objects.values_list("code", "name", "country")
            named = {code: (name, country) for code, name, country in rows}
            return [_Choice(code, *named.get(code, (code, "")), counts[code]) for code in counts]
        names = tags() if field.name == "tags" else {}
        return [_Choice(value, value, names[value].name if value in names else "", counts[value]) for value in counts]

    @cached_property
    def _published(self) -> Docs:
        live: Docs = np.flatnonzero(self._snapshot.live)
        return np.setdiff1d(live, self._withdrawn, assume_unique=True) if len(self._withdrawn) else live

    def _fields(self) -> list[Suggestion]:
        start = self._typed.start.lower()
        if len(start) < _SHORTEST_NAME:
            return []
        found = [name for name, field in FIELDS.items() if any(one.startswith(start) for one in (name, *field.aliases))]
        return [
            Suggestion("field", f"{name}:", FIELDS[name].description, f"{self._typed.before}{name}:") for name in found
        ]

    def _words(self, field: str, prefix: str) -> list[Suggestion]:
        words = folded_words(self._typed.start)
        if len(words) != 1 or len(words[0]) < _SHORTEST_NAME:
            return []
        return [
            Suggestion("word", word, "", f"{self._typed.before}{prefix}{word}")
            for word, count in self._snapshot.frequent_words(field, words[0], MOST)
            if word != words[0] and not self._only_withdrawn(field, word, count)
        ]

    def _only_withdrawn(self, field: str, word: str, count: int) -> bool:
        if count > len(self._withdrawn):
            return False
        return bool(np.isin(self._snapshot.postings(field, word)[0], self._withdrawn).all())

    def _docs_by_subject(self) -> list[int]:
        """The newest cables whose subject has all words typed, the last one only begun."""
        words = folded_words(self._text) if _PLAIN.match(self._text) else ()
        shortest = _SHORTEST_SUBJECT if len(words) == 1 else _SHORTEST_NAME
        if not words or len(words) > _MOST_WORDS + 1 or len(words[-1]) < shortest:
            return []
        found: Docs = self._snapshot.docs_starting("subject", words[-1])
        for word in words[:-1]:
            found = np.intersect1d(found, self._snapshot.postings("subject", word)[0], assume_unique=True)
        dates = self._snapshot.dates[found]
        newest = np.argpartition(-dates, MOST)[:MOST] if len(found) > MOST else np.arange(len(found))
        return [int(pk) for pk in self._snapshot.pks[found[newest]]]

    def _ids(self, text: str) -> list[tuple[str, str]]:
        """What stands before it, and an id, for each id that the last words may be the beginning of."""
        for before, start in _last_words(text, '":'):
            if found := list(_ids_starting(self._snapshot, start)):
                return [(before, one) for one in found[:MOST]]
        return []

    def _cables(self, ids: Sequence[tuple[str, str]]) -> list[Suggestion]:
        """Of ids, each with what stands before it, those of published cables."""
        if not ids:
            return []
        published = Cable.objects.published().filter(reference_id__in=[one for _, one in ids])
        subjects = dict(published.values_list("reference_id", "subject"))
        field = self._typed.name
        lead = f"{self._typed.before}{field}:" if field else ""
        return [
            Suggestion("cable", one, subjects[one], f"{lead or before}{one}", "" if field else one)
            for before, one in ids
            if one in subjects
        ]

    def _subjects(self) -> list[Suggestion]:
        pks = self._docs_by_subject()
        newest = Cable.objects.published().filter(pk__in=pks).newest_first() if pks else Cable.objects.none()
        rows = newest.values_list("subject", "reference_id")
        first = {subject: cable for subject, cable in reversed(rows) if 0 < len(subject) < LONGEST_QUERY // 2}
        return [
            Suggestion("subject", subject, cable, _clause("subject", subject, always_quoted=True))
            for subject, cable in reversed(first.items())
        ]


_KINDS = {"post": "post", "tags": "tag"}


def _suggested(choices: Iterable[_Choice], field: Field, lead: str) -> list[Suggestion]:
    """Values of a field; `lead` is all that stands before the colon."""
    kind = _KINDS.get(field.name, "value")
    return [Suggestion(kind, one.label, one.detail, _clause(lead, one.value)) for one in choices]


def _shared_out(kinds: Sequence[list[Suggestion]], limit: int) -> tuple[Suggestion, ...]:
    """The best of each kind in turn, as many as there is room for, those of one kind together."""
    in_turn = [one for one in chain.from_iterable(zip_longest(*kinds)) if one is not None]
    chosen = set(in_turn[:limit])
    return tuple(dict.fromkeys(one for kind in kinds for one in kind if one in chosen))[:limit]


def _starting(choices: Iterable[_Choice], start: str) -> list[_Choice]:
    """Those with a code that begins so or a name with a word that does; codes first, then the commonest."""
    start = start.casefold()
    found = []
    for one in choices:
        coded = one.value.casefold().startswith(start)
        if one.value and (coded or f" {start}" in f" {one.label} {one.detail}".casefold()):
            found.append((not coded, -one.count, one.value, one))
    return [one for *_, one in sorted(found, key=lambda entry: entry[:3])[:MOST]]


def _last_words(text: str, signs: str = '":()') -> Iterator[tuple[str, str]]:
    """The last words of a text behind the last of the signs, fewer each time, with all that stands before them."""
    text = straightened(text)
    begin = max(text.rfind(sign) for sign in signs) + 1
    words = list(re.finditer(r"(?<![^\s+\-(])[^\s+\-(]\S*", text[begin:]))[-_MOST_WORDS:]
    for word in words:
        yield text[: begin + word.start()], text[begin + word.start() :]


def _ids_starting(snapshot: Snapshot, start: str) -> Iterable[str]:
    """Ids that a text is the beginning of, in any spelling, by their numbers."""
    match = _YEAR_FIRST.fullmatch(start)
    if match is not None:
        year, name, number = match[1][-2:], match[2], match[3]
        post = post_by_name(name)
        codes = [post.code] if post else []
        codes += [] if number else [re.sub(r"[^A-Z]", "", name.upper())]
        starts = [f"{year}{code}{number}" for code in dict.fromkeys(codes)]
        found = [one for start in starts for one in snapshot.values_starting("reference_id", start)[:_MOST_IDS]]
        return sorted(dict.fromkeys(found), key=lambda one: (len(one), one))
    match = _YEAR_LAST.fullmatch(start)
    post = post_by_name(match[1]) if match else None
    if match is None or post is None:
        return ()
    years = _years(snapshot, match[3] or "")
    ids = (f"{year % 100:02}{post.code}{match[2]}" for year in years)
    return [one for one in ids if len(snapshot.having_value("reference_id", one))]


def _years(snapshot: Snapshot, start: str) -> list[int]:
    """The years of the archive that begin so, in four digits or two; the newest first."""
    years = np.unique(snapshot.months[snapshot.months > 0] // 12).tolist()
    return [year for year in reversed(years) if str(year).startswith(start) or f"{year % 100:02}".startswith(start)]


def _clause(field: str, value: str, *, always_quoted: bool = False) -> str:
    if not always_quoted and re.fullmatch(r"[\w/\-]+", value):
        return f"{field}:{value}"
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{field}:"{quoted}"'
