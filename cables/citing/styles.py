"""The forms in which scholars cite: each turns the facts into pieces of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cables.citing.making import SECRETARY
from cables.citing.values import ARCHIVE, Citation, Run

MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
IN_COURT = {SECRETARY: "U.S. Sec’y of State", "Department of State": "U.S. Dep’t of State"}
"""As Bluebook abbreviates them."""


@dataclass(frozen=True, slots=True)
class Style:
    key: str
    name: str
    form: Callable[[Citation], list[Run]]
    note: str = ""
    """What a scholar should know of the form, in a sentence or two."""


def chicago(citation: Citation) -> list[Run]:
    """A note: sender to recipient, telegram, “subject,” date, id, paragraph, address."""
    recipients = _recipients(citation)
    if citation.sender:
        parts = [f"{citation.sender} to {recipients}" if recipients else citation.sender, _telegram(citation).lower()]
    else:
        parts = [f"{_telegram(citation)} to {recipients}" if recipients else _telegram(citation)]
    opening = ", ".join(parts)
    title = f"“{_inner_quotes(citation.subject)},” " if citation.subject else ""
    return [
        Run(f"{opening}, {title}{_long_date(citation.date) or 'n.d.'}, {citation.identity}"),
        _locator(citation, ", para. "),
        *_address(citation, ", "),
        Run("."),
    ]


def mla(citation: Citation) -> list[Run]:
    """A work cited: sender. “Subject.” Received by recipient. *Archive*, telegram, date, id, paragraph, address."""
    recipients = _recipients(citation)
    if citation.subject:
        title = f"“{_ended(_inner_quotes(citation.subject))}”" + (f" Received by {recipients}." if recipients else "")
    else:
        title = _ended(f"{_telegram(citation)} to {recipients}" if recipients else _telegram(citation))
    sender = f"{_ended(citation.sender)} " if citation.sender else ""
    number = f"telegram {citation.serial}" if citation.serial and citation.subject else ""
    facts = ", ".join(filter(None, [number, _short_day_first(citation.date), citation.identity]))
    return [
        Run(f"{sender}{title} "),
        Run(ARCHIVE, "italic"),
        Run(f", {facts}"),
        _locator(citation, ", par. "),
        *_address(citation, ", "),
        Run("."),
    ]


def apa(citation: Citation) -> list[Run]:
    """A reference: sender. (date). *Subject* [telegram to recipient; id, paragraph]. Archive. Address."""
    recipients = _recipients(citation)
    kind = f"{_telegram(citation)} to {recipients}" if recipients else _telegram(citation)
    day = f"({citation.date.year}, {citation.date:%B} {citation.date.day})" if citation.date else "(n.d.)"
    title = [Run(citation.subject, "italic"), Run(" ")] if citation.subject else []
    described = [*title, Run(f"[{kind}; {citation.identity}"), _locator(citation, ", para. "), Run("].")]
    if citation.sender:
        opening = [Run(f"{_ended(citation.sender)} {day}. "), *described]
    else:
        opening = [*described, Run(f" {day}.")]
    return [*opening, Run(f" {ARCHIVE}."), *_address(citation, " ")]


def bluebook(citation: Citation) -> list[Run]:
    """Telegram No. 266 (id) from sender to recipient, subject ¶ 3 (date), address."""
    names = [_in_court(name) for name in citation.recipients]
    number = f" No. {citation.serial}" if citation.serial else ""
    sender = f" from {_in_court(citation.sender)}" if citation.sender else ""
    recipient = f" to {_listed(names)}" if names else ""
    subject = f", {citation.subject}" if citation.subject else ""
    day = citation.date
    dated = f"{MONTHS[day.month - 1]} {day.day}, {day.year}" if day else "n.d."
    return [
        Run(f"Telegram{number} ({citation.identity}){sender}{recipient}{subject}"),
        _locator(citation, " ¶ "),
        Run(f" ({dated})"),
        *_address(citation, ", "),
        Run("."),
    ]


def national_archives(citation: Citation) -> list[Run]:
    """The record; what it is and its id; where it was read; address."""
    title = f"“{_inner_quotes(citation.subject)},” " if citation.subject else ""
    recipients = _recipients(citation)
    parties = f"{citation.sender} to {recipients}" if citation.sender and recipients else citation.sender
    if not parties and recipients:
        parties = f"To {recipients}"
    record = ", ".join(filter(None, [parties, _telegram(citation)]))
    return [
        Run(f"{record}, {title}{_long_date(citation.date) or 'undated'}"),
        _locator(citation, ", para. "),
        Run(f"; electronic telegram {citation.identity}; {ARCHIVE}"),
        *_address(citation, "; "),
        Run("."),
    ]


STYLES = {
    style.key: style
    for style in (
        Style("chicago", "Chicago", chicago, "For a footnote."),
        Style("mla", "MLA", mla, "For the list of works cited."),
        Style(
            "apa",
            "APA",
            apa,
            "For the list of references. In the text, APA names sender, year and paragraph in parentheses.",
        ),
        Style("bluebook", "Bluebook", bluebook, "For a footnote in a law review."),
        Style(
            "nara",
            "National Archives",
            national_archives,
            "The order that NARA asks for: the record, then what holds it. It cites the text here, and does not say "
            "that NARA has the record. If you saw it there, put its series and record group in place of this archive.",
        ),
    )
}
"""By their keys, in the order in which a page shows them."""


def _telegram(citation: Citation) -> str:
    return f"Telegram {citation.serial}" if citation.serial else "Telegram"


def _recipients(citation: Citation) -> str:
    return _listed(citation.recipients)


def _listed(names: tuple[str, ...] | list[str]) -> str:
    """Two are both named, of more the first."""
    return " and ".join(names) if len(names) <= 2 else f"{names[0]} et al."


def _locator(citation: Citation, before: str) -> Run:
    text = f"{before}{citation.paragraph}" if citation.paragraph is not None else ""
    return Run(text, "locator", before)


def _address(citation: Citation, before: str) -> list[Run]:
    return [Run(before), Run(citation.url, "url")] if citation.url else []


def _long_date(day: date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else ""


def _short_day_first(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def _in_court(name: str) -> str:
    return IN_COURT.get(name) or ("U.S. " + name.removeprefix("US ") if name.startswith("US ") else name)


def _ended(text: str) -> str:
    """With a full stop, unless it ends with a mark of its own."""
    return text if text.endswith((".", "?", "!", "?’", "!’", ".’")) else f"{text}."


def _inner_quotes(text: str) -> str:
    """Quotation marks within quotation marks: "ASKS" is ‘ASKS’."""
    written = []
    for place, character in enumerate(text):
        if character == '"':
            opens = place == 0 or text[place - 1] in " ([-–—/‘"
            written.append("‘" if opens else "’")
        else:
            written.append({"“": "‘", "”": "’"}.get(character, character))
    return "".join(written)
