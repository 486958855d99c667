"""One address of the TO and INFO lines: [indicator /] name [precedence] [message continuity number]."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cables.telegram.dates import MONTHS
from cables.telegram.draft import Draft, Item
from cables.telegram.lexer import Line, cut, squeeze, unlink
from cables.telegram.patterns import exact
from cables.telegram.values import Addressee, Span
from cables.telegram.words import one_slip_from
from cables.vocabulary import routing

PRECEDENCE_WORDS = {
    "FLASH": "FLASH",
    "NIACT IMMEDIATE": "NIACT IMMEDIATE",
    "NIACT": "NIACT IMMEDIATE",
    "IMMEDIATE": "IMMEDIATE",
    "PRIORITY": "PRIORITY",
    "ROUTINE": "ROUTINE",
}


_PRECEDENCES = {
    slip: word for word in ("PRIORITY", "IMMEDIATE", "ROUTINE") for slip in one_slip_from(word)
} | PRECEDENCE_WORDS
"""Precedences by their spelling, right or with one slip."""

LABEL = exact(r"\s{0,40}(TO|INFO|Info|To|to|info|T0|INF0)(?=\s|$|:)\s{0,9}:?\s{0,9}")
_INDICATOR = exact(r"(R[A-Z0-9]{3,7})\s?/\s?(?!/)")
_INNER_INDICATOR = exact(r"(?<=\s)R[UH][A-Z0-9]{3,6}/(?=[A-Z])")
_INNER_POST = exact(r",\s(?=(?:AMEMBASSY|AMCONSUL|USMISSION|USINT|USLO|USOFFICE)\s)")
_NUMBER = exact(r"\s{1,9}(\d{1,6})$")
_INFO_INSIDE = exact(r"(?<=\s)INFO\s(?=R[UH][A-Z0-9]{3,6}/|AMEMBASSY|AMCONSUL|USMISSION|SEC)")
_EXEMPT = exact(r"XMT(?:\s*/\s*|\s+|$)")
_NOISE = exact(
    r"PAGE\s{1,4}\d{1,3}\s{1,20}[A-Z .']{2,12}\s{1,20}\d{3,7}(?:\s{1,9}\d{1,2} OF \d{1,2})?\s{1,9}\d{6}Z\s{0,9}"
)
_COLLECTIVE = exact(r"\bCOLLEC[A-Z]{3,5}\b|\bDIPL(?:OMATIC)? POSTS\b|\bCONSULAR POSTS\b|\bPOSTS$|\bALL DIPLOMATIC\b")

_COLLECTIVE_WORDS = ("COLLEC", "POSTS", "DIPLOMATIC")


def split_labels(line: Line) -> list[Line]:
    """The line cut before an INFO inside it."""
    if " INFO " not in line.text:
        return [line]
    return cut(line, [match.start() for match in _INFO_INSIDE.finditer(line.text)])


def pieces(line: Line) -> list[Line]:
    """The line cut before each further address: lost line ends and commas put several on one."""
    if ", AM" in line.text or ", US" in line.text:
        return cut(line, [match.end() for match in _INNER_POST.finditer(line.text)])
    if line.text.count("/") < 2:
        return [line]
    first = _INDICATOR.search(line.text)
    after = first.end() if first else 0
    return cut(line, [match.start() for match in _INNER_INDICATOR.finditer(line.text, after)])


def read_address(text: str) -> Addressee | None:
    """The addressee of one line without its label; None for a line that holds none."""
    text = squeeze(unlink(_NOISE.sub("", text) if "PAGE" in text else text)).rstrip(",;")
    if text[-1:] == "." and (text[-2:-1].isdigit() or text[:-1].rpartition(" ")[2] in _PRECEDENCES):
        text = text[:-1]
    exempt = _EXEMPT.match(text) if text[:1] == "X" else None
    if exempt:
        text = text[exempt.end() :]
    indicator = None
    start = _INDICATOR.match(text)
    if start and (start[1][1] in "UHABC" or start[1] in routing()):
        indicator, text = start[1], text[start.end() :]
    text, number, precedence = _tail(text, indicator)
    if not any(char.isalnum() for char in text):
        return None
    return Addressee(
        name=text,
        indicator=indicator,
        precedence=precedence,
        continuity_number=number,
        collective=_is_collective(text.upper()),
        exempt=bool(exempt),
    )


def _tail(text: str, indicator: str | None) -> tuple[str, str | None, str | None]:
    """Name, continuity number, precedence; digits that belong to the known name stay in it."""
    known = routing()[indicator].name.split(" / ") if indicator and indicator in routing() else []
    number = precedence = None
    while text not in known:
        digits = _NUMBER.search(text) if number is None and text[-1:].isdigit() else None
        if digits:
            number, text = digits[1], text[: digits.start()]
            continue
        name, stated = _precedence(text)
        if stated is None or precedence not in {None, stated}:
            break
        precedence, text = stated, name
    return text, number, precedence


def _precedence(text: str) -> tuple[str, str | None]:
    """The name, and the precedence that stands behind it."""
    name, _, word = text.rpartition(" ")
    if not name or not word.isascii():
        return text, None
    stated = _PRECEDENCES.get(word.upper().replace("0", "O"))
    if stated == "IMMEDIATE" and word.upper() == "IMMEDIATE" and name[-6:].upper() == " NIACT":
        return name[:-6], "NIACT IMMEDIATE"
    return name, stated


def _is_collective(name: str) -> bool:
    return any(word in name for word in _COLLECTIVE_WORDS) and bool(_COLLECTIVE.search(name))


def read_addresses(draft: Draft, items: Iterable[Item]) -> tuple[Addressee, ...]:
    """All addressees of the TO or INFO lines; each item gets the index of its addressee."""
    found: list[Addressee] = []
    exempting = False
    collectives = 0
    for item in items:
        label = LABEL.match(item.line.text)
        parts = pieces(item.line)
        for line in parts:
            at = label.end() if label and line.start == item.line.start else 0
            addressee = read_address(line.text[at:])
            if addressee is None:
                continue
            exempting = addressee.exempt or (exempting and addressee.indicator is None and not addressee.collective)
            if exempting and not collectives:
                draft.odd("exemption-without-collective", line.start, line.end, addressee.name)
                continue
            collectives += addressee.collective
            if len(parts) == 1:
                item.index = len(found)
            else:
                draft.details.append(Span(line.start, line.end, item.field, len(found)))
            if addressee.precedence and not any(word in line.text.upper() for word in addressee.precedence.split()):
                draft.odd("damaged-precedence", line.start, line.end, f"read as {addressee.precedence}")
            if _is_fused(addressee.name):
                draft.odd("fused-addressees", line.start, line.end, addressee.name)
            found.append(replace(addressee, exempt=True) if exempting and not addressee.exempt else addressee)
    return tuple(found)


def _is_fused(name: str) -> bool:
    """`AMEMBASSY LA PAZ FEB LIMA`: a piece of a date-time group stands where a line end was lost."""
    words = name.split()
    return name.startswith(("AMEMBASSY", "AMCONSUL")) and any(word in MONTHS for word in words[2:-1])
