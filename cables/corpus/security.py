"""Level, captions, executive order and classifier of a cable, as its year had them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from cables.corpus.compose import CONFIDENTIAL, LIMITED, SECRET, UNCLASSIFIED
from cables.corpus.officers import officer, signer
from cables.corpus.schedule import Slot

TITLES = ("Ambassador", "DCM", "Charge d'Affaires", "Political Counselor", "Economic Counselor", "Consul General")
DEPARTMENT_TITLES = ("Acting Assistant Secretary", "Office Director", "Deputy Assistant Secretary")


@dataclass(frozen=True, slots=True)
class Security:
    level: str
    captions: tuple[str, ...]
    executive_order: str | None
    declassify_on: date | None
    declassify_text: str
    """What stands after the order's number: "DECL: 04/06/2019", "N/A"."""
    classified_by: str | None
    classifier_title: str
    classifier_numbered: bool
    """Whether Classified By is the first paragraph, as in most cables of the nineties."""
    reason_order: str
    """The section of the order that the reasons stand in: 1.4 or 1.5."""
    reasons: tuple[str, ...]
    """Letters: b, d."""

    @property
    def classified(self) -> bool:
        return self.level in (CONFIDENTIAL, SECRET)

    @property
    def marks_subject(self) -> bool:
        """Whether a subject of such a cable may have a portion marking."""
        return self.classified and self.reason_order == "1.4"

    @property
    def statement(self) -> str:
        """Classified By in the form of the nineties, without its label's colon."""
        letters = " AND ".join(f"({letter})" for letter in self.reasons)
        given = f"CLASSIFIED BY {self.classified_by}, {self.classifier_title}.  REASON: {self.reason_order} {letters}."
        return given.upper()


def choose_security(draw: Random, story: float, slot: Slot, capitals: bool) -> Security:
    """`story`: a number in [0, 1) that the cables of a story share, for most of them have one level."""
    year = slot.sent.year
    level, captions = _level(draw, story, year)
    order, declassify_on, declassify_text = _executive_order(draw, level, slot)
    named = level in (CONFIDENTIAL, SECRET) and year > 1995
    name = officer(slot.post, year, draw.randrange(1, 4)) if named else None
    return Security(
        level=level,
        captions=captions,
        executive_order=order,
        declassify_on=declassify_on,
        declassify_text=declassify_text,
        classified_by=name.upper() if name and (year <= 2003 or capitals) else name,
        classifier_title=draw.choice(DEPARTMENT_TITLES if slot.post.code == "STATE" else TITLES),
        classifier_numbered=named and year < 2000 and draw.random() < 0.6,
        reason_order="1.4" if year > 2003 else "1.5",
        reasons=() if not named else ("b", "d") if draw.random() < 0.8 else ("d",),
    )


def _level(draw: Random, story: float, year: int) -> tuple[str, tuple[str, ...]]:
    """Level and captions; the cables of a story mostly share the level."""
    drawn = story if draw.random() < 0.8 else draw.random()
    captions = ["SIPDIS"] if year > 2002 and draw.random() < 0.9 else []
    if drawn < 0.30:
        return UNCLASSIFIED, tuple(captions)
    if drawn < 0.56:
        if year < 1995:
            return (LIMITED if drawn < 0.46 else UNCLASSIFIED), tuple(captions)
        return UNCLASSIFIED, ("SENSITIVE", *captions)
    if drawn > 0.985 and year > 1985:
        captions.insert(0, "NOFORN")
    elif draw.random() < 0.03 and year > 1972:
        captions.insert(0, draw.choice(("LIMDIS", "EXDIS")))
    return (CONFIDENTIAL if drawn < 0.94 else SECRET), tuple(captions)


def _executive_order(draw: Random, level: str, slot: Slot) -> tuple[str | None, date | None, str]:
    """Order number, date, and the words after the number."""
    sent = slot.sent.date()
    if sent.year < 1972:
        return None, None, ""
    order = "12958"
    for upto, name in ((date(1978, 12, 1), "11652"), (date(1982, 8, 1), "12065"), (date(1995, 10, 14), "12356")):
        if sent < upto:
            order = name
            break
    if level in (UNCLASSIFIED, LIMITED):
        return order, None, "N/A"
    if order == "11652":
        return order, None, draw.choice(("GDS", "GDS", "XGDS-1", "ADS"))
    years = draw.choice((5, 6) if order == "12065" else (10, 10, 10, 5, 15))
    day = date(sent.year + years, sent.month, min(sent.day, 28))
    if order == "12065":
        return order, day, f"GDS {day.month}/{day.day}/{day:%y} ({signer(slot.post, sent.year)}) OR-M"
    if order == "12356":
        return order, None, "DECL: OADR"
    form = "{0:%m/%d/%Y}" if draw.random() < 0.8 else "{0.month}/{0.day}/{0:%y}" if day.year < 2018 else "{0:%Y/%m/%d}"
    return order, day, "DECL: " + form.format(day)
