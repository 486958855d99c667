"""What is cited, and a citation as pieces of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

ARCHIVE = "Reftel"
"""The archive's name, as citations give it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The facts that a citation of a cable, or of one paragraph of it, is made of.

    Texts are one line each, without control characters; a fact that the cable does not state is "" or None.
    """

    reference_id: str
    sender: str
    """As readers know it: "US Embassy Baku"; as it was sent where the post is not known."""
    recipients: tuple[str, ...]
    """Those who were to act, in their order, each once."""
    serial: int | None
    subject: str
    """As sent, in capitals where it was. To put it in small letters would be to guess which words are names or
    abbreviations (WHO, US, AIDS, PKK), and the subject could no longer be found by its wording."""
    date: date | None
    classification: str
    tags: tuple[str, ...]
    summary: str
    url: str
    """Absolute, with the paragraph's fragment; "" where the site's address is not known."""
    version: int = 1
    """Of its texts, the one that is read."""
    invented: bool = False
    """Made for demonstration."""
    anchor: str = ""
    """Of the paragraph; "" where the whole cable is cited."""
    paragraph: int | None = None
    """Its number; None for the whole cable and for a paragraph without a number."""
    note: str = ""
    """By whoever keeps it in a list, on one line."""

    @property
    def key(self) -> str:
        """Names the thing cited among others: 09BAKU266, 09BAKU266-p3."""
        return f"{self.reference_id}-{self.anchor}" if self.anchor else self.reference_id

    @property
    def identity(self) -> str:
        """The id, with what a reader must know to find the very text: "09BAKU266 (version 2)"."""
        version = f" (version {self.version})" if self.version > 1 else ""
        return f"{self.reference_id}{version}{' [invented for demonstration]' if self.invented else ''}"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a citation in one style of type."""

    text: str
    role: str = ""
    """italic; locator (the paragraph's number with the words before it); url; or plain text."""
    before: str = ""
    """For a locator: what stands before a number, also where there is no number to cite."""


def plain(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def html(runs: Iterable[Run]) -> SafeString:
    """With <i>, and with spans around what another paragraph of the same cable would change."""
    return format_html_join("", "{}", ((_html(run),) for run in runs))


def _html(run: Run) -> SafeString:
    if run.role == "italic":
        return format_html("<i>{}</i>", run.text)
    if run.role == "locator":
        return format_html('<span class="citation-locator" data-before="{}">{}</span>', run.before, run.text)
    if run.role == "url":
        return format_html('<span class="citation-url">{}</span>', run.text)
    return format_html("{}", run.text)
