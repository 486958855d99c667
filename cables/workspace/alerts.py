"""Mails on new matches of saved searches: one digest for each person with all that is new to their searches.

A digest is sent first and noted afterwards, and one run works at a time. So a run that is ended at any moment loses no
match, and repeats at most the one digest that the mail server had taken when it ended.
"""

from __future__ import annotations

import fcntl
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from cables.models import Cable
from cables.search import drain
from cables.workspace.models import SavedSearch
from cables.workspace.searching import new_matches, note_arrivals

CABLES_A_SEARCH = 20
"""Named in a digest; the rest is counted."""
LONGEST_LINE = 200
_SALT = "cables.workspace.unsubscribe"


class NoMail(Exception):
    """No mail can be sent from here. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class AlertReport:
    sent: int = 0
    """Digests that the mail server took."""
    failed: tuple[str, ...] = ()
    """One sentence for each digest that it did not take; the next run tries again."""
    busy: bool = False
    """Whether another run is at work, so that this one did nothing."""


@dataclass(frozen=True, slots=True)
class _Line:
    facts: str
    subject: str
    url: str


@dataclass(frozen=True, slots=True)
class _Section:
    name: str
    total: int
    lines: tuple[_Line, ...]
    url: str

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


def send_alerts() -> AlertReport:
    """Sends every digest that is due. Raises NoMail, and SearchUnavailable when the index cannot be read or follow."""
    if not settings.MAIL_WORKS:
        raise NoMail("Mail is not set up: give EMAIL_URL, EMAIL_FROM and SITE_URL.")
    with _alone() as alone:
        if not alone:
            return AlertReport(busy=True)
        drain()
        until = note_arrivals()
        searches = SavedSearch.objects.mailed().filter(mailed__lt=until)
        sent, failed = 0, []
        for owner, own in groupby(searches, attrgetter("owner")):
            try:
                sent += _send_digest(owner, list(own), until)
            except (SMTPException, OSError, ValueError) as error:
                failed.append(f"The digest for {owner.get_username()} was not sent: {printable(str(error))}")
        return AlertReport(sent, tuple(failed))


def unsubscribe_token(owner: User) -> str:
    return signing.dumps(owner.pk, salt=_SALT)


def unsubscribing(token: str) -> int | None:
    """The primary key of the user whom a token of a mail stands for; None where it is no such token."""
    try:
        owner_pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return owner_pk if isinstance(owner_pk, int) else None


def printable(text: str) -> str:
    """One line of text without control characters, whoever wrote it; no longer than a mail's line may be."""
    plain = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    line = " ".join(plain.split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other run is at work; the system frees the lock when its holder dies."""
    with (settings.DATA_DIR / "alerts.lock").open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _send_digest(owner: User, searches: Sequence[SavedSearch], until: int) -> int:
    """Tells one person of all that is new; 1 if there was something to tell."""
    sections = [section for search in searches if (section := _section(search, until)).total]
    if sections:
        _digest(owner, sections, until).send()
    with transaction.atomic():
        SavedSearch.objects.filter(pk__in=[search.pk for search in searches], mailed__lt=until).update(mailed=until)
    return bool(sections)


def _section(search: SavedSearch, until: int) -> _Section:
    found = new_matches(search.query, after=search.mailed, until=until, most=CABLES_A_SEARCH)
    url = settings.SITE_URL + reverse("search") + search.address
    return _Section(printable(search.name), found.total, tuple(map(_line, found.cables)), url)


def _line(cable: Cable) -> _Line:
    facts = (
        cable.reference_id,
        f"{cable.date:%-d %B %Y}" if cable.date else "undated",
        cable.post.name if cable.post else "",
        cable.classification,
    )
    url = f"{settings.SITE_URL}{cable.get_absolute_url()}"
    return _Line(printable(", ".join(filter(None, facts))), printable(cable.subject) or "No subject", url)


def _digest(owner: User, sections: Sequence[_Section], until: int) -> EmailMessage:
    total = sum(section.total for section in sections)
    names = sections[0].name if len(sections) == 1 else f"{len(sections)} searches"
    unsubscribe = settings.SITE_URL + reverse("unsubscribe", args=[unsubscribe_token(owner)])
    context = {
        "sections": sections,
        "unsubscribe_url": unsubscribe,
        "account_url": settings.SITE_URL + reverse("account"),
        "site_url": settings.SITE_URL,
    }
    # The same digest sent again has the same name, so that mail programs can tell.
    name = sha256(f"{settings.SECRET_KEY} {owner.pk} {until}".encode()).hexdigest()[:32]
    return EmailMessage(
        subject=f"{total:,} new cable{'' if total == 1 else 's'} for {printable(names)}",
        body=render_to_string("workspace/digest.txt", context),
        to=[owner.email],
        headers={
            "Message-ID": f"<{name}@{settings.EMAIL_FROM.rpartition('@')[2].strip('<> ')}>",
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
