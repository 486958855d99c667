"""What the words and codes of a page say: each is a button that opens its entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from cables import vocabulary
from cables.models import Tag
from cables.vocabulary import TermEntry

MARKS = {"NF": "NOFORN"}
"""Captions that portion marks shorten."""
_DURATIONS = re.compile(r"\b(?:OADR|X?GDS|ADS|RDS|X[1-8])\b")
_REASON = re.compile(r"(?P<section>[0-9.]{1,8})\((?P<letter>[a-h])\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or code with its meaning."""

    place: str
    """Fragment of the entry on its page."""
    term: str
    name: str
    """What the code is short for; "" where the term is plain words, or the meaning is not known."""
    text: str
    """A sentence or two; "" where there is nothing to add."""
    url: str = ""
    """Where cables with this code are listed."""
    source_url: str = ""
    """Where the text it was read from stands."""
    corrected: str = ""
    """A sentence, where the archive corrected what was read."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it stands on the page, and the entry that explains it."""

    text: str
    place: str = ""
    """"" where there is nothing to say about it."""


class Glossary:
    """Collects the entries of one page while its parts are set out; each word or code has one."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], Entry] = {}

    @property
    def entries(self) -> list[Entry]:
        return list(self._entries.values())

    def field(self, name: str, label: str, source_url: str = "", corrected: str = "") -> Term:
        return self._term("field", name, label, source_url=source_url, corrected=corrected)

    def level(self, level: str) -> Term:
        return self._term("level", level, level)

    def precedence(self, precedence: str) -> Term:
        return self._term("precedence", precedence, precedence.capitalize())

    def caption(self, text: str) -> Term:
        return self._term("caption", text, text, _name(vocabulary.captions(), text))

    def order(self, number: str) -> Term:
        return self._term("order", number, f"E.O. {number}", _name(vocabulary.executive_orders(), number))

    def station(self, indicator: str) -> Term:
        entry = vocabulary.routing().get(indicator)
        return self._term("station", indicator, indicator, f"Serves {entry.name}" if entry else "")

    def tag(self, tag: Tag) -> Term:
        """Also for codes without a name: the kind says something."""
        kind = vocabulary.explanations().get(("tag-kind", tag.kind))
        return self._term("tag", tag.code, tag.code, tag.name, kind.text if kind else "", url=tag.get_absolute_url())

    def reason(self, reason: str) -> Term:
        match = _REASON.fullmatch(reason)
        if not match:
            return Term(reason)
        name = vocabulary.reasons()[match["letter"]].name
        return self._term(
            "reason", reason, reason, name, f"Section {match['section']} of the order, letter {match['letter']}."
        )

    def mark(self, marking: str) -> Term:
        """A portion mark: its level, and the restrictions behind the stroke."""
        level, *limits = [part for part in marking.split("/") if part] or [""]
        known: dict[str, TermEntry] = {**vocabulary.captions(), **vocabulary.portion_marks()}
        names = [known[code].name for code in [level, *(MARKS.get(limit, limit) for limit in limits)] if code in known]
        explained = vocabulary.explanations().get(("mark", level))
        return self._term("mark", marking, marking, ", ".join(names), explained.text if explained else "")

    def durations(self, text: str) -> list[Term]:
        """The words of a declassification line, with those explained that mean something of their own."""
        cuts = [0, *(at for match in _DURATIONS.finditer(text) for at in match.span()), len(text)]
        pieces = [text[start:end] for start, end in pairwise(cuts)]
        return [self._term("duration", piece.upper().split("-")[0], piece) for piece in pieces if piece]

    def _term(self, kind: str, code: str, shown: str, name: str = "", text: str = "", **addresses: str) -> Term:
        explained = vocabulary.explanations().get((kind, code))
        text = text or (explained.text if explained else "")
        if not (name or text):
            return Term(shown)
        key = kind, code
        if key not in self._entries:
            place = f"gloss-{len(self._entries) + 1}"
            self._entries[key] = Entry(place, shown, name, text, **addresses)
        return Term(shown, self._entries[key].place)


def _name(terms: Mapping[str, TermEntry], code: str) -> str:
    """Some captions are followed by a name or number: CODEL SMITH, TOSEC 140323."""
    words = code.upper().split()
    shorter = (" ".join(words[:length]) for length in range(min(len(words), 4), 0, -1))
    return next((terms[start].name for start in shorter if start in terms), "")
