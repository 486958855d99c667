"""What an archivist types into the form of a correction, read as the value of its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from cables import vocabulary
from cables.ingest import Value
from cables.models import Classification, Correction, Post, Precedence, Tag
from cables.telegram import canonical_id, canonical_marking
from cables.vocabulary import post_by_name

LONGEST_SUBJECT = 2_000
LONGEST_ENTRY = 200
LONGEST_CODE = 120
LONGEST_MARKING = 40
EARLIEST = 1945
_CONTROLS = re.compile(r"[A-Z]{2,6}( TO)?( [A-Z]{2,5},?)*")
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y")

Field = Correction.Field


def read_value(field: str, texts: Sequence[str], titles: Sequence[str], own_id: str) -> Value:
    """The value that the inputs of a field give; `titles` are those beside names. `own_id` is that of the cable.

    Raises ValidationError with one sentence.
    """
    if any("\x00" in text for text in (*texts, *titles)):
        raise forms.ValidationError("A null character cannot be stored: type the text anew.")
    given = [" ".join(text.split()) for text in texts]
    if field == Field.CLASSIFIED_BY:
        return _people(given, [" ".join(title.split()) for title in titles])
    if field in _LISTS:
        return _LISTS[field](list(dict.fromkeys(filter(None, given))))
    if field == Field.SENT:
        return _moment(*[*given, "", ""][:2])
    text = given[0] if given else ""
    if field == Field.REFERENCE_ID and not text:
        raise forms.ValidationError("Type the id of the cable, such as 09BAKU266.")
    if field == Field.REFERENCE and text and canonical_id(text) == own_id:
        raise forms.ValidationError(f"This cable is {own_id} itself: a reference leads to another cable.")
    return _SINGLES[field](text) if text else ""


def _subject(text: str) -> str:
    return _short(text, LONGEST_SUBJECT, "A subject")


def _moment(day: str, time: str) -> str:
    if not day and time:
        raise forms.ValidationError("A time needs a day before it: write it as 2009-04-06.")
    if not day:
        return ""
    read = _day(day)
    if not time:
        return read
    try:
        return f"{read} {datetime.strptime(time.removesuffix('Z').replace(':', ''), '%H%M'):%H:%M}"  # noqa: DTZ007
    except ValueError as error:
        raise forms.ValidationError(f"“{_cut(time)}” is no time: write it as 08:59, in UTC.") from error


def _day(text: str) -> str:
    for form in _DAYS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
        return _of_our_time(day)
    raise forms.ValidationError(f"“{_cut(text)}” is no day: write it as 2009-04-06 or 6 April 2009.")


def _of_our_time(day: date) -> str:
    latest = timezone.now().year + 100
    if not EARLIEST <= day.year <= latest:
        raise forms.ValidationError(f"{day.year} is no year of a cable: give one from {EARLIEST} to {latest}.")
    return day.isoformat()


def _post(text: str) -> str:
    code = text.upper()
    if code in vocabulary.posts() or Post.objects.filter(code=code).exists():
        return code
    named = post_by_name(text)
    stored = Post.objects.filter(name__iexact=text).first()
    if named is None and stored is None:
        raise forms.ValidationError(f"“{_cut(text)}” is no post that is known here: choose a code such as BAKU.")
    return named.code if named else stored.code if stored else ""


def _choice(choices: Any, label: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices.values:
            raise forms.ValidationError(f"“{_cut(text)}” is no {label}: choose one of the list.")
        return text

    return read


def _reference(text: str) -> str:
    found = canonical_id(text)
    if found is None:
        raise forms.ValidationError(f"“{_cut(text)}” is no id of a cable: write it as 09BAKU266.")
    return found


def _marking(text: str) -> str:
    marking = canonical_marking(text.strip("()"))
    level, *controls = marking.split("/")
    known = level in vocabulary.portion_marks() and all(map(_CONTROLS.fullmatch, controls))
    if not known or len(marking) > LONGEST_MARKING:
        raise forms.ValidationError(f"“{_cut(text)}” is no marking of a paragraph: write one such as U, SBU or S/NF.")
    return marking


def _captions(texts: Sequence[str]) -> list[str]:
    return sorted({_short(text.upper(), LONGEST_ENTRY, "A caption") for text in texts})


def _tags(texts: Sequence[str]) -> list[str]:
    known = {code.upper(): code for code in vocabulary.tags()}
    stored = Tag.objects.filter(code__in={spelt for text in texts for spelt in (text, text.upper())})
    known |= {code.upper(): code for code in stored.values_list("code", flat=True)}
    return list(dict.fromkeys(known.get(text.upper()) or _person(text) for text in texts))


def _person(text: str) -> str:
    surname, comma, given = text.upper().partition(",")
    if not comma or not surname.strip() or not given.strip() or len(text) > LONGEST_CODE:
        raise forms.ValidationError(
            f"“{_cut(text)}” is no TAG that is known here: choose a code such as PGOV, or write a person as "
            "SURNAME, GIVEN NAME."
        )
    return f"{surname.strip()}, {given.strip()}"


def _signers(texts: Sequence[str]) -> list[str]:
    return [_short(text, LONGEST_ENTRY, "A name") for text in texts]


def _people(names: Sequence[str], titles: Sequence[str]) -> list[dict[str, str]]:
    pairs = list(zip(names, titles, strict=False))
    if any(title and not name for name, title in pairs):
        raise forms.ValidationError("A title needs a name beside it.")
    return [
        {"name": _short(name, LONGEST_ENTRY, "A name"), "title": _short(title, LONGEST_ENTRY, "A title")}
        for name, title in pairs
        if name
    ]


def _short(text: str, longest: int, what: str) -> str:
    if len(text) > longest:
        raise forms.ValidationError(f"{what} has at most {longest:,} characters; this one has {len(text):,}.")
    return text


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


_LISTS: dict[str, Callable[[Sequence[str]], list[str]]] = {
    Field.CAPTIONS: _captions,
    Field.TAGS: _tags,
    Field.SIGNERS: _signers,
}
_SINGLES: dict[str, Callable[[str], str]] = {
    Field.SUBJECT: _subject,
    Field.POST: _post,
    Field.CLASSIFICATION: _choice(Classification, "classification"),
    Field.PRECEDENCE: _choice(Precedence, "precedence"),
    Field.REFERENCE: _reference,
    Field.REFERENCE_ID: _reference,
    Field.DECLASSIFY_ON: _day,
    Field.MARKING: _marking,
}
