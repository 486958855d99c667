"""The page on which one field of a cable, or of a text in review, is corrected."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from cables import vocabulary
from cables.admin.correction_values import read_value
from cables.ingest import Key, NotCorrected, Value, value_in_words
from cables.models import Classification, Correction, Post, Precedence, Tag

MORE_INPUTS = 3
"""Empty ones below those of a list."""
LONGEST_REASON = 1_000

Field = Correction.Field
LISTS = (Field.CAPTIONS, Field.TAGS, Field.SIGNERS)
WHOLE = tuple(field for field in Field if field not in (Field.REFERENCE_ID, Field.REFERENCE, Field.MARKING))
"""Fields that a cable has once."""
HINTS: dict[str, str] = {
    Field.REFERENCE_ID: "In any spelling: 09BAKU266, 09 BAKU 00266 or Baku 266 (2009).",
    Field.SENT: "Such as 2009-04-06; the time in UTC may be left out.",
    Field.POST: "A code or a name of a post. The id of the cable stays what it is.",
    Field.TAGS: "One code in each box, in the order of the telegram; a person as SURNAME, GIVEN NAME.",
    Field.CAPTIONS: "One in each box, such as NOFORN.",
    Field.REFERENCE: "The id of the cable that is meant, in any spelling; empty where it cannot be told.",
    Field.DECLASSIFY_ON: "Such as 2019-04-06; empty where no day is stated.",
    Field.MARKING: "Without brackets, such as U, SBU or S/NF; empty where there is none.",
    Field.SIGNERS: "One name in each box.",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A cable or a text in review whose fields are corrected."""

    name: str
    reference_id: str
    stated: dict[Key, Value]
    corrections: tuple[Correction, ...]
    """Those in force."""
    back_url: str
    correct: Callable[..., Correction | None]
    """As `cables.ingest.correct`, but for the cable."""
    no_id: str
    """Why its id is not corrected, where it is not."""
    trail: tuple[tuple[str, str], ...]
    """(address, words) of the pages above it."""


@dataclass(frozen=True, slots=True)
class Input:
    label: str
    name: str
    value: str
    suggestions: str = ""
    """Id of the list of suggestions."""
    long: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it is now."""

    field: str
    place: str
    label: str
    words: str
    """"" where nothing is stated."""
    correction: Correction | None
    parsed: str
    """What was read when it was corrected."""
    read_now: str | None
    """None where it is what it was, or agrees."""


class CorrectionForm(forms.Form):
    seen = forms.JSONField(
        required=False, error_messages={"invalid": "The form came back damaged: open the page again."}
    )
    reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        error_messages={"max_length": f"The reason has at most {LONGEST_REASON:,} characters."},
    )

    def __init__(self, data: Any, *, field: str, own_id: str) -> None:
        super().__init__(data)
        self._field, self._own_id = field, own_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        texts, titles = self.data.getlist("value"), self.data.getlist("title")  # type: ignore[attr-defined]
        cleaned["value"] = read_value(self._field, texts, titles, self._own_id)
        return cleaned


def lines(stated: dict[Key, Value], corrections: Iterable[Correction], labels: dict[str, str]) -> list[Line]:
    """Every field, each reference, and the paragraphs whose marking is corrected; `labels` are those of references."""
    made = {(one.field, one.place): one for one in corrections}
    keys = [key for key in stated if key[0] == Field.REFERENCE_ID]
    keys += [(str(field), "") for field in WHOLE]
    keys += [key for key in stated if key[0] == Field.REFERENCE]
    keys += [key for key in made if key not in keys]
    return [_line(key, stated.get(key, ""), made.get(key), labels) for key in keys]


def _line(key: Key, value: Value, made: Correction | None, labels: dict[str, str]) -> Line:
    field, place = key
    overtaken = made is not None and made.state == Correction.State.OVERTAKEN
    return Line(
        field=field,
        place=place,
        label=_label(field, labels.get(place, place)),
        words=value_in_words(field, value),
        correction=made,
        parsed=value_in_words(field, made.parsed) if made else "",
        read_now=value_in_words(field, made.read_now) if made and overtaken else None,
    )


def correct_page(request: HttpRequest, site: AdminSite, opts: Any, of: Subject, field: str) -> HttpResponse:
    """The form, and what becomes of it."""
    place = request.GET.get("place", "")
    key = (field, place)
    if key not in of.stated:
        return _page(request, site, opts, of, key, refusal=_no_such_place(key, of), status=404)
    if request.method != "POST":
        return _page(request, site, opts, of, key)
    form = CorrectionForm(request.POST, field=field, own_id=of.reference_id)
    if not form.is_valid():
        refusal = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _page(request, site, opts, of, key, refusal=refusal, status=400)
    told = form.cleaned_data
    try:
        of.correct(
            field=field, place=place, value=told["value"], seen=told["seen"], reason=told["reason"], user=_user(request)
        )
    except NotCorrected as refused:
        return _page(request, site, opts, of, key, refusal=str(refused), status=409)
    return HttpResponseRedirect(of.back_url)


def undo_and_tell(
    request: HttpRequest, undo: Callable[..., Correction], correction: Correction, *, says_again: str
) -> bool:
    """Whether it was undone; `undo` is as `cables.ingest.undo`."""
    try:
        undo(correction=correction.pk, user=_user(request))
    except NotCorrected as refused:
        messages.warning(request, str(refused))
        return False
    messages.success(request, f"{correction.get_field_display()} says again {says_again}.")
    return True


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - the desk lets nobody else in
    return request.user


def _no_such_place(key: Key, of: Subject) -> str:
    if key[0] == "reference_id":
        return of.no_id
    return f"{of.name} has no {_label(*key)} to correct: go back and choose a field."


def _page(
    request: HttpRequest, site: AdminSite, opts: Any, of: Subject, key: Key, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    field, place = key
    request.current_app = site.name
    value = of.stated.get(key, "")
    typed = request.POST if request.method == "POST" else None
    made = next((one for one in of.corrections if (one.field, one.place) == key), None)
    context = {
        **site.each_context(request),
        "opts": opts,
        "title": f"{_label(field, place)} of {of.name}",
        "of": of,
        "label": _label(field, place),
        "refusal": refusal,
        "known": key in of.stated,
        "words": value_in_words(field, value),
        "made": made,
        "parsed": value_in_words(field, made.parsed) if made else "",
        "hint": HINTS.get(field, ""),
        "inputs": [] if key not in of.stated else _inputs(field, value, typed),
        "choices": _choices(field),
        "chosen": typed.get("value", "") if typed else value,
        "suggestions": _suggestions(field),
        "seen": json.dumps(value),
        "reason": typed.get("reason", "") if typed else "",
        "longest_reason": LONGEST_REASON,
    }
    return TemplateResponse(request, "admin/cables/correct.html", context, status=status)


def _inputs(field: str, value: Value, typed: Any) -> list[Input]:
    """The boxes of a field, filled with what is typed, or else with its value."""
    texts: Sequence[str] = typed.getlist("value") if typed else ()
    if field in LISTS:
        entries = list(texts) if typed else [*value, *[""] * MORE_INPUTS]
        word = {Field.TAGS: "TAG", Field.CAPTIONS: "Caption"}.get(Field(field), "Name")
        suggestions = "suggestions" if field == Field.TAGS else ""
        return [Input(f"{word} {number}", "value", text, suggestions) for number, text in enumerate(entries, 1)]
    if field == Field.CLASSIFIED_BY:
        pairs = [(one["name"], one["title"]) for one in value] + [("", "")] * MORE_INPUTS
        if typed:
            pairs = list(zip(texts, typed.getlist("title"), strict=False))
        return [
            Input(f"{label} {number}", name, text)
            for number, pair in enumerate(pairs, 1)
            for label, name, text in zip(("Name", "Title"), ("value", "title"), pair, strict=True)
        ]
    if field == Field.SENT:
        day, _, time = value.partition(" ")
        day, time = [*texts, "", ""][:2] if typed else (day, time)
        return [Input("Day", "value", day), Input("Time (UTC)", "value", time)]
    label = {Field.REFERENCE: "Cable meant", Field.DECLASSIFY_ON: "Day", Field.POST: "Post"}.get(Field(field), "")
    text = (texts[0] if texts else "") if typed else value
    listed = "suggestions" if field == Field.POST else ""
    return [Input(label or Field(field).label, "value", text, listed, long=field == Field.SUBJECT)]


def _choices(field: str) -> list[tuple[str, str]]:
    if field == Field.CLASSIFICATION:
        return [("", "Not stated"), *((level.value, level.value) for level in Classification)]
    if field == Field.PRECEDENCE:
        return [("", "Not stated"), *((one.value, one.value) for one in Precedence)]
    return []


def _suggestions(field: str) -> list[tuple[str, str]]:
    """(code, name) of what is known, in the order of codes."""
    if field == Field.POST:
        known = {code: post.name for code, post in vocabulary.posts().items()}
        return sorted((known | dict(Post.objects.values_list("code", "name"))).items())
    if field == Field.TAGS:
        known = {code: tag.name for code, tag in vocabulary.tags().items()}
        kinds = [kind for kind in Tag.Kind.values if kind != Tag.Kind.PERSON]
        return sorted((known | dict(Tag.objects.filter(kind__in=kinds).values_list("code", "name"))).items())
    return []


def _label(field: str, place: str) -> str:
    if field not in Field.values:
        return field.replace("_", " ")
    if field == Field.MARKING:
        return f"Marking of paragraph {place}"
    return f"{Field(field).label} {place}".strip()


def in_force(corrections: Any) -> tuple[Correction, ...]:
    """With who made them."""
    found: QuerySet[Correction] = corrections.in_force().select_related("made_by").order_by("pk")
    return tuple(found)
