"""Conditions of a query on what is known of a cable or a paragraph: values, levels, dates, ids, marks, numbers."""

from __future__ import annotations

from dataclasses import dataclass

from cables.search.dates import date_range, day_range
from cables.search.fields import ROLES, Field, Kind
from cables.search.plan import (
    NOTHING,
    AnyOf,
    AnyValue,
    DateRange,
    HasValues,
    InParagraph,
    InRole,
    Marked,
    NoneOf,
    Numbered,
    Plan,
)
from cables.search.published import Published
from cables.search.readings import Notes, Part
from cables.search.terms import (
    Pattern,
    cited_by,
    level_meant,
    marking_level,
    matching_values,
    same_value,
    values_like,
    written_date,
)
from cables.telegram import canonical_id, canonical_marking

SHORTEST_ID = 4
"""Letters or digits that must stand before the first * or ? of a cable id."""
LAST_NUMBER = 1_000_000
"""No paragraph has a higher number."""
_NO_MARKING = frozenset({"", "-", "none"})


@dataclass(frozen=True, slots=True)
class Span:
    """A range as typed; "*" is an open end."""

    low: str
    high: str
    with_low: bool = True
    with_high: bool = True

    def said(
        self, above: str = "{} or above", below: str = "{} or below", over: str = "above", under: str = "below"
    ) -> str:
        if self.low == "*" and self.high == "*":
            return "of any kind"
        if self.high == "*":
            return above.format(self.low) if self.with_low else f"{over} {self.low}"
        if self.low == "*":
            return below.format(self.high) if self.with_high else f"{under} {self.high}"
        first = f"from {self.low}" if self.with_low else f"{over} {self.low}"
        return f"{first} {'to' if self.with_high else f'and {under}'} {self.high}"


class Conditions:
    """Reads the conditions of one query."""

    def __init__(self, published: Published, notes: Notes, *, typed: bool, in_paragraph: bool) -> None:
        self._published = published
        self._snapshot = published.snapshot
        self._notes = notes
        self._typed = typed
        self.in_paragraph = in_paragraph
        """Whether marks, numbers and roles are about the paragraph at hand; else a cable must have such a paragraph."""

    def value(self, text: str, field: Field) -> Part:
        match field.kind:
            case Kind.DATE:
                low, dots, high = text.partition("..")
                return self._dates(Span(low or "*", high or "*") if dots else Span(text, text), field)
            case Kind.CITES:
                return self._cites(text, field)
            case Kind.CITED_BY:
                return self._cited_by(text, field)
            case Kind.MARKING:
                marking = "" if text.strip().lower() in _NO_MARKING else canonical_marking(text.strip(" ()"))
                return self._of_paragraph(
                    Marked(frozenset({marking})), f"the marking {marking}" if marking else "no marking"
                )
            case Kind.ROLE:
                return self._role(text)
            case Kind.NUMBER:
                return self._numbers(Span(text, text))
            case _:
                return self._same(text, field)

    def like(self, pattern: Pattern, text: str, field: Field) -> Part:
        """A value with * or ?, for kinds of fields that have such."""
        if pattern.everything:
            return self._anything(field)
        if field.kind is Kind.MARKING:
            found = frozenset(matching_values(pattern, self._snapshot.paragraphs.markings))
            return self._of_paragraph(Marked(found), f"the marking {text}")
        if field.kind is Kind.CABLE and self._typed and pattern.letters_before_wildcard < SHORTEST_ID:
            self._notes.add(f"“{text}” needs at least {SHORTEST_ID} letters before the * or ?; it finds nothing.")
            return Part(NOTHING, f"{field.label} {text}")
        if field.kind in (Kind.VALUE, Kind.LEVEL, Kind.CABLE):
            return Part(AnyValue(field.name, values_like(self._snapshot, field, pattern)), f"{field.label} {text}")
        return self.value(text, field)

    def range(self, span: Span, field: Field) -> Part | None:
        """None for a kind of field that has no order."""
        match field.kind:
            case Kind.DATE:
                return self._dates(span, field)
            case Kind.LEVEL:
                return self._levels(span, field)
            case Kind.MARKING:
                return self._marking_levels(span, field)
            case Kind.NUMBER:
                return self._numbers(span)
            case _:
                return None

    def _same(self, text: str, field: Field) -> Part:
        found = same_value(self._published, field, text) if self._typed else frozenset({text})
        if not found and field.order and not level_meant(field, text):
            self._no_level(text, field)
        elif not found:
            self._notes.add(f"No cable has {field.label} “{text}”.")
        said = " or ".join(sorted(found)) or level_meant(field, text) or text
        return Part(AnyValue(field.name, found), f"{field.label} {said}")

    def _anything(self, field: Field) -> Part:
        """field:* means that something is known."""
        match field.kind:
            case Kind.DATE:
                return self._dates(Span("*", "*"), field)
            case Kind.NUMBER:
                return self._of_paragraph(Numbered(1, LAST_NUMBER), "a number")
            case Kind.MARKING:
                return self._of_paragraph(NoneOf(Marked(frozenset({""}))), "a marking")
            case Kind.ROLE:
                return self._of_paragraph(NoneOf(InRole(frozenset({"text"}))), "a role")
            case Kind.CITES | Kind.CITED_BY:
                return Part(AnyOf((HasValues("refs"), HasValues("mentions"))), f"{field.label} any cable")
            case Kind.CABLE if field.noun == field.label:
                return Part(HasValues(field.name), f"{field.label} any cable")
            case _:
                return Part(HasValues(field.name), f"any {field.noun}")

    def _dates(self, span: Span, field: Field) -> Part:
        written = []
        for one in (span.low, span.high):
            day = written_date(one) if self._typed else one
            if day is None or day_range(day) is None:
                self._notes.add(f"“{one}” is no date: write 2009, 2009-04 or 2009-04-06.", misread=True)
                return Part(NOTHING, f"{field.label} {one}")
            written.append(day)
        low, high = written
        days = Span(low, high, span.with_low, span.with_high)
        first, last = date_range(low, high, include_low=span.with_low, include_high=span.with_high)
        if low == high == "*":
            said = f"any {field.label}"
        elif low == high:
            said = f"the {field.label} {low}" if len(low) == len("2009-04-06") else f"a {field.label} in {low}"
        else:
            said = f"a {field.label} {days.said('from {} on', 'until {}', 'after', 'before')}"
        if first > last:
            self._notes.add(f"The range of dates {days.said()} ends before it begins.")
        return Part(DateRange(first, last), said)

    def _levels(self, span: Span, field: Field) -> Part:
        levels = [one if one == "*" else level_meant(field, one) for one in (span.low, span.high)]
        for one, level in zip((span.low, span.high), levels, strict=True):
            if level is None:
                self._no_level(one, field)
                return Part(NOTHING, f"{field.label} {one}")
        known = Span(str(levels[0]), str(levels[1]), span.with_low, span.with_high)
        values = _between(known, field.order)
        if not values:
            self._notes.add(f"The range of {field.noun} {known.said()} ends before it begins.")
        return Part(AnyValue(field.name, frozenset(values)), f"{field.label} {known.said()}")

    def _no_level(self, text: str, field: Field) -> None:
        self._notes.add(f"“{text}” is no {field.noun}: there are {', '.join(field.order)}.", misread=True)

    def _marking_levels(self, span: Span, field: Field) -> Part:
        levels = [one if one == "*" else marking_level(canonical_marking(one)) for one in (span.low, span.high)]
        for one, level in zip((span.low, span.high), levels, strict=True):
            if level is None:
                self._no_level(one, field)
                return self._of_paragraph(NOTHING, f"the marking {one}")
        known = Span(str(levels[0]), str(levels[1]), span.with_low, span.with_high)
        wanted = _between(known, field.order)
        if not wanted:
            self._notes.add(f"The range of markings {known.said()} ends before it begins.")
        found = frozenset(marking for marking in self._snapshot.paragraphs.markings if marking_level(marking) in wanted)
        return self._of_paragraph(Marked(found), f"the marking {known.said()}")

    def _numbers(self, span: Span) -> Part:
        numbers = []
        for one, open_end in ((span.low, 1), (span.high, LAST_NUMBER)):
            if one != "*" and not (one.isascii() and one.isdigit() and len(one) < 7):
                self._notes.add(f"“{one}” is no number of a paragraph: write 3 or [2 TO 5].", misread=True)
                return self._of_paragraph(NOTHING, f"the number {one}")
            numbers.append(open_end if one == "*" else int(one))
        first = numbers[0] + (not span.with_low and span.low != "*")
        last = numbers[1] - (not span.with_high and span.high != "*")
        said = f"the number {span.low if span.low == span.high else span.said()}"
        if first > last:
            self._notes.add(f"The range of numbers {span.said()} ends before it begins.")
        return self._of_paragraph(Numbered(first, last), said)

    def _role(self, text: str) -> Part:
        role = "-".join(text.lower().split())
        if role not in ROLES:
            self._notes.add(f"“{text}” is no role of a paragraph: there are {', '.join(ROLES)}.", misread=True)
            return self._of_paragraph(NOTHING, f"the role {text}")
        return self._of_paragraph(InRole(frozenset({role})), f"the role {role}")

    def _cites(self, text: str, field: Field) -> Part:
        cable = canonical_id(text) or text.upper()
        names = ("refs", "mentions")
        if not any(len(self._published.having_value(name, cable)) for name in names):
            self._notes.add(f"No cable has {field.label} “{text}”.")
        return Part(AnyOf(tuple(AnyValue(name, frozenset({cable})) for name in names)), f"{field.label} {cable}")

    def _cited_by(self, text: str, field: Field) -> Part:
        cable = canonical_id(text) or text.upper()
        cited = cited_by(self._published, cable)
        if cited is None:
            self._notes.add(f"There is no cable “{text}” whose references could be looked up.")
        elif not cited:
            self._notes.add(f"The cable {cable} names no cable in its references.")
        return Part(AnyValue("reference_id", cited or frozenset()), f"{field.label} {cable}")

    def _of_paragraph(self, condition: Plan, said: str) -> Part:
        if self.in_paragraph:
            return Part(condition, said)
        return Part(InParagraph(condition), f"a paragraph with {said}")


def _between(span: Span, order: tuple[str, ...]) -> tuple[str, ...]:
    first = 0 if span.low == "*" else order.index(span.low) + (not span.with_low)
    last = len(order) if span.high == "*" else order.index(span.high) + span.with_high
    return order[first:last]
