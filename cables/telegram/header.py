"""The transmission header: everything before the classification line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from cables.telegram import addresses, classification
from cables.telegram.dates import DTG, MONTHS, date_time_group, full_year, moment
from cables.telegram.draft import Draft
from cables.telegram.ids import read_id
from cables.telegram.lexer import Line, cut, squeeze, unlink
from cables.telegram.patterns import any_case, exact
from cables.telegram.values import Security, Station

PRECEDENCE_LETTERS = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}

TRANSMISSION = exact(r"\s*(V[A-Z]?CZC[A-Z]{1,4}\d{1,6}|VZCZ[A-Z]+\d+)\b")
ROUTING = exact(r"\s*([ZOPRY])\1((?:\s{1,3}R[A-Z0-9]{3,7})+)$")
INDICATORS = exact(r"\s*R[A-Z0-9]{3,7}(?:\s{1,3}R[A-Z0-9]{3,7})*$")
STATION = exact(
    r"\s*DE\s{1,3}(R[A-Z0-9]{3,7})\s{0,3}#?\s?(?:(\d{1,6})(?![A-Z\d])|\d{0,5}[A-Z][A-Z\d]{0,5})?"
    r"(?:\s?/(?:(\d{1,2})(?![A-Z\d])|[A-Z\d]{1,2}(?=\s)))?(?:\s{1,3}(\d{3})(\d{4}))?"
)
"""A number or section in which a letter stands is lost; the day and time behind it are not."""
SECURITY = exact(r"\s*(Z[A-Z]{2})\s{1,3}([A-Z])\2{3,5}(?:\s{1,3}(.*))?$")
DTG_LINE = any_case(r"\s{0,40}(?:([ZOPRYQ])\1?(?:\s{1,2}([ZOPRY])\2?)?\s{0,3})?\d\d\s?\d{4}\s?Z\s{0,3}[A-Z]{3}")
"""A letter may be doubled, or a Q where it was lost."""
DAMAGED_DTG = any_case(r"\s{0,9}([ZOPRY])(?:\s[ZOPRY])?\s{1,3}([^\s/]{5,8})\s{0,2}([A-Z]{3})\s(\d{2})\b")
_LEGIBLE_TIME = any_case(r"(?:[01]\d|2[0-3])[0-5]\d(?=Z?$)")
SENDER = any_case(r"\s{0,40}(?:FM|FROM:)\s{1,9}(.+)$")
PAGE = exact(r"\s{0,60}(?:[A-Z][A-Z ]{4,24}\s{2,40})?PAGE\s{1,4}\d{1,3}\s{1,20}[A-Z][A-Z .'-]{1,11}\s{1,20}\d{3,7}\b")
OFFICES = exact(r"\s{0,40}(?:(?:ACTION|INFO|ORIGIN)\s{1,9})?[A-Z][A-Z/&]{0,7}-\d\d\b")
COPIES = exact(r".{0,90}/\d{3}\s?W\s*$")
RULE_NUMBER = exact(r"\s*-{6,}\s{0,9}[0-9A-F]{4,8}(?:\s{1,9}\d{6}Z|$)")
ADDRESS_FIELDS = frozenset({"action", "info"})
BREAK = "BT"
"""Stands between the header and the text of a message."""
STATION_STARTS = frozenset("VZOPRYQDF0123456789zopryqf")
STAMP = exact(r"\s{0,60}[A-Z]{2,}(?: [A-Z]+)*\s{3,30}[A-Z]{2,4}\d{3,5}$")
CONTAINER_DATE = exact(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) (\d{1,2}) (\d\d):(\d\d):\d\d [+-]\d{4} (\d{4})$"
)


_INNER_FIELD = exact(
    r"\s(?=([ZOPRY])\1\s{1,3}R[A-Z]{3,7}\b|DE\s{1,3}R[A-Z]{3,7}\s|Z[A-Z]{2}\s{1,3}([A-Z])\2{4}\b"
    r"|[ZOPRY](?:\s[ZOPRY])?\s{1,3}\d{6}Z|FM\s|TO\s|INFO\s)"
)


@dataclass(slots=True)
class Header:
    transmission_id: str | None = None
    precedence: str | None = None
    routing: list[str] = field(default_factory=list)
    station: Station | None = None
    security: Security | None = None
    sent: datetime | None = None
    damaged_year: int | None = None
    """Of a date-time group that names no possible moment."""
    damaged_time: str | None = None
    """Of the same, where only its day is damaged: `0859`."""
    sender: str | None = None
    container_id: str | None = None
    container_date: datetime | None = None


def split_fields(line: Line) -> list[Line]:
    """The line cut before each field of the header, where a re-flowed copy has them on one line."""
    text = line.text
    if " FM " not in text or not (" DE R" in text or DTG_LINE.match(text)):
        return [line]
    return cut(line, [match.end() for match in _INNER_FIELD.finditer(text)])


class HeaderReader:
    """Takes the header line by line; `state` is the field that an unlabelled line would go on with."""

    def __init__(self, draft: Draft, *, open_ended: bool) -> None:
        """`open_ended` where no classification line says how far the header reaches: then a blank line ends a list."""
        self.draft = draft
        self.open_ended = open_ended
        self.header = Header()
        self.state = "preamble"
        self.begun = False

    def feed(self, line: Line) -> bool:
        """Reads one line and gives it to its field; False, and nothing done, if it is no header line."""
        if not line.text.strip():
            self.draft.give(line, "blank")
            if self.open_ended and self.state in ADDRESS_FIELDS:
                self.state = ""
            return True
        for reader in (self._station_lines, self._distribution, self._addresses, self._continuation):
            taken = reader(line)
            if taken:
                if taken != "distribution" or self.state not in ADDRESS_FIELDS:
                    self.state = taken
                self.begun = True
                self.draft.give(line, taken)
                return True
        return False

    def preamble(self, line: Line) -> None:
        """Takes a line that is no header line: container facts before the header, unread within it."""
        text = line.text.strip()
        header = self.header
        if not self.begun:
            if not header.container_id:
                self._container_id(line)
            stamp = CONTAINER_DATE.match(text)
            if stamp:
                month, day, hour, minute, year = stamp.groups()
                when = moment(int(year), MONTHS.get(month.upper(), 0), int(day), int(hour), int(minute))
                header.container_date = header.container_date or when
        if "partial extract of the original" in text:
            self.draft.odd("partial-extract", line.start, line.end)
            self.begun = True
        self.draft.give(line, "unread" if self.begun and self.state != "preamble" else "preamble")

    def _container_id(self, line: Line) -> None:
        text = line.text.strip()
        self.header.container_id, mended = read_id(text)
        if mended:
            kind = "mended-id" if self.header.container_id else "unreadable-id"
            self.draft.odd(kind, line.start, line.end, f"{text} read as {self.header.container_id}")

    def _station_lines(self, line: Line) -> str | None:
        text, header = line.text, self.header
        first = text.lstrip()[:1]
        if first not in STATION_STARTS:
            return None
        if match := TRANSMISSION.match(text):
            header.transmission_id = header.transmission_id or match[1]
            return "transmission_id"
        if first == "R" and text[1:2] not in {"R", " "} and not DTG_LINE.match(text):
            return None
        if match := ROUTING.match(text):
            if not header.routing:
                header.precedence = PRECEDENCE_LETTERS.get(match[1])
            header.routing += match[2].split()
            return "routing"
        if match := STATION.match(text):
            indicator, serial, section, day, time = match.groups()
            header.station = header.station or Station(indicator, _number(serial), _number(section), _number(day), time)
            return "station"
        if match := SECURITY.match(text):
            level = classification.SIGNAL_LEVELS.get(match[2])
            header.security = header.security or Security(match[1], level, tuple((match[3] or "").split()))
            return "security"
        if match := DTG_LINE.match(text):
            return self._date_time_group(line, match[1])
        if (match := DAMAGED_DTG.match(text)) and match[3].upper() in MONTHS:
            header.precedence = PRECEDENCE_LETTERS.get(match[1].upper(), header.precedence)
            self._impossible_date(line, text.strip(), time=match[2], year=match[4])
            return "sent"
        if match := SENDER.match(text):
            header.sender = header.sender or squeeze(unlink(match[1])).upper()
            return "sender"
        return None

    def _date_time_group(self, line: Line, letter: str | None) -> str | None:
        match = DTG.search(line.text)
        if match is None:
            return None
        if self.header.sent is None:
            self.header.sent = date_time_group(match)
            if self.header.sent is None:
                self._impossible_date(line, match[0], time=match[2] + match[3], year=match[5])
        if letter:
            self.header.precedence = PRECEDENCE_LETTERS.get(letter.upper(), self.header.precedence)
        return "sent"

    def _impossible_date(self, line: Line, group: str, *, time: str, year: str) -> None:
        """Keeps what is legible of a date-time group that names no moment."""
        legible = _LEGIBLE_TIME.search(time)
        self.header.damaged_year = full_year(year)
        self.header.damaged_time = legible[0] if legible else None
        self.draft.odd("impossible-date", line.start, line.end, group)

    def _distribution(self, line: Line) -> str | None:
        text = line.text
        if ("PAGE" in text and PAGE.match(text)) or ("------" in text and RULE_NUMBER.match(text)):
            return "distribution"
        if not self.header.sender and "   " in text and STAMP.match(text):
            return "distribution"
        if "-" in text and OFFICES.match(text):
            return "distribution"
        if self.state == "distribution" and (
            COPIES.match(text) or classification.stands_alone(text) or text.strip().isdigit()
        ):
            return "distribution"
        paged = self.state in ADDRESS_FIELDS or (not self.header.sender and text.startswith("   "))
        if paged and classification.stands_alone(text):
            return "distribution"
        return None

    def _addresses(self, line: Line) -> str | None:
        label = addresses.LABEL.match(line.text)
        if label is None:
            return None
        return "action" if label[1][0] in "Tt" else "info"

    def _continuation(self, line: Line) -> str | None:
        if self.state == "routing" and INDICATORS.match(line.text):
            self.header.routing += line.text.split()
            return "routing"
        if self.state in ADDRESS_FIELDS and len(line.text) < 400:
            return "marker" if line.text.strip() == BREAK else self.state
        return None


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
