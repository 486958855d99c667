"""What became of a decision, told on the page that follows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from cables.admin.desk import Decided, follow
from cables.ingest import Outcome
from cables.models import Cable, UploadItem, Visibility

SENTENCES_SHOWN = 5

State = UploadItem.State


def tell(request: HttpRequest, decided: Decided, done_word: str) -> None:
    """What became of a decision, in a few sentences."""
    refused = [item for item in decided.done if item.state == State.REJECTED]
    done = [item for item in decided.done if item.state != State.REJECTED]
    if len(done) == 1:
        messages.success(request, format_html("{} {}.", _linked(done[0]), _done_word(done[0], done_word)))
    elif done:
        messages.success(request, f"{len(done)} texts {done_word}{_outcomes(done)}.")
    _tell_each(request, [f"{item} was not published: {item.reason}" for item in refused])
    _tell_each(request, [_late(item) for item in decided.late])
    _tell_each(request, _still_hidden(done))


def _tell_each(request: HttpRequest, sentences: Sequence[str]) -> None:
    for sentence in sentences[:SENTENCES_SHOWN]:
        messages.warning(request, sentence)
    if len(sentences) > SENTENCES_SHOWN:
        messages.warning(request, f"The same holds for {len(sentences) - SENTENCES_SHOWN} more; the list shows which.")


def tell_index(request: HttpRequest) -> None:
    sentence = follow()
    if sentence:
        messages.warning(request, sentence)


def _linked(item: UploadItem) -> str:
    if item.state != State.PUBLISHED:
        return str(item)
    return format_html('<a href="{}">{}</a>', reverse("cable", args=[item.reference_id]), item)


def _done_word(item: UploadItem, done_word: str) -> str:
    if item.outcome == Outcome.UNCHANGED:
        return "was in the archive with this very text already; nothing was changed"
    return f"{done_word} as a new version" if item.outcome == Outcome.NEW_VERSION else done_word


def _outcomes(items: Sequence[UploadItem]) -> str:
    """What publishing them did, as a list in brackets; "" for other decisions."""
    counts = Counter(item.outcome for item in items if item.outcome)
    versions = "new version" if counts[Outcome.NEW_VERSION] == 1 else "new versions"
    words = ((Outcome.CREATED, "new"), (Outcome.NEW_VERSION, versions), (Outcome.UNCHANGED, "here already"))
    parts = [f"{counts[outcome]} {word}" for outcome, word in words if counts[outcome]]
    return f" ({', '.join(parts)})" if parts else ""


def _late(item: UploadItem) -> str:
    """Why a decision about the item came to nothing."""
    if item.state == State.WAITING:
        return f"{item} is waiting for review already."
    if item.state == State.REJECTED:
        return f"{item} was rejected and cannot be published: {item.reason}"
    who = item.decided_by.get_username() if item.decided_by else "somebody"
    return (
        f"{item} was already {item.get_state_display().lower()} by {who} on {item.decided_at:%-d %B %Y at %H:%M} UTC;"
        " nothing was changed."
    )


def _still_hidden(items: Sequence[UploadItem]) -> list[str]:
    """Of the published items, whose cable visitors do not see all the same."""
    ids = [item.reference_id for item in items if item.state == State.PUBLISHED]
    hidden = Cable.objects.filter(reference_id__in=ids).exclude(visibility=Visibility.PUBLISHED)
    return [
        f"{cable} stays {cable.get_visibility_display().lower()}: its visibility is set on the page of the cable."
        for cable in hidden.only("reference_id", "visibility").order_by("reference_id")
    ]
