"""The E.O. line: which order classifies the telegram, and until when."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cables.telegram.dates import declassification_date
from cables.telegram.lexer import squeeze, unlink
from cables.telegram.patterns import any_case, exact
from cables.telegram.words import one_slip_from

ORDERS = ("11652", "12065", "12356", "12958", "13526")

_NUMBER = exact(r"[\s.:]{0,6}(\d[\d ]{2,5}\d|\d{3,5})\s{0,3}[:;.,]?\s{0,9}")


class ExecutiveOrder(NamedTuple):
    number: str | None
    declassify_on: date | None
    text: str | None
    damaged: bool
    """Whether the order's number was mended."""
    classifier: str | None
    """Order 12065 has the classifier's name on its line."""


_DOWNGRADING = any_case(r"^(?:DNG|DOWNGRADE)\b(?:(?!DECL).){0,80}")
"""The date from which a lower level holds, which is none of declassification."""
_CLASSIFIER = exact(r"\(([A-Za-z' -]{2,30})(?:,\s?([A-Za-z' .-]{1,30}))?(,\s?(?:JR|SR|I{2,3}|IV)\.?)?\)")
_NOT_A_DATE = any_case(r"DECL[A-Z]{0,12}\s{0,3}:?\s{0,3}(?:OADR|X\d)|^N\s?/?\s?A\b|^XGDS")


def read_executive_order(text: str, sent: date | None) -> ExecutiveOrder:
    """Reads what stands behind the label, e.g. `12958: DECL: 04/06/2019`."""
    text = squeeze(unlink(text))
    match = _NUMBER.match(text)
    written = match[1].replace(" ", "") if match else ""
    number = _order(written)
    rest = text[match.end() :].strip() if match and number else text.strip(" :.")
    dated = _DOWNGRADING.sub("", rest)
    on = None if _NOT_A_DATE.match(rest) and "/" not in rest[3:] else declassification_date(dated, sent)
    name = _CLASSIFIER.search(rest) if number == "12065" else None
    classifier = squeeze(f"{name[2] or ''} {name[1]}{name[3] or ''}") if name else None
    return ExecutiveOrder(number, on, rest or None, bool(number and number != written), classifier)


def _order(written: str) -> str | None:
    """The order meant: exact, or the only one that is one digit away, or two that are swapped."""
    if written in ORDERS:
        return written
    near = [order for order in ORDERS if written in one_slip_from(order)]
    if len(written) == 5 and not near:
        near = [order for order in ORDERS if sum(a != b for a, b in zip(order, written, strict=True)) == 1]
    return near[0] if len(near) == 1 else None
