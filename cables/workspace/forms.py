"""What the pages of lists and saved searches are sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from cables.forms import SearchForm
from cables.search.values import SearchQuery
from cables.workspace.files import LARGEST_FILE, MOST_LISTS, read_lists
from cables.workspace.kept import LONGEST_NAME, LONGEST_NOTE, MOST_ENTRIES, Kept, NamedList, NotReadable, read_kept


class KeyField(forms.CharField):
    """09BAKU266 or 09BAKU266~p3, as a Kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, **options)

    def clean(self, value: Any) -> Kept | None:
        text = super().clean(value)
        kept = read_kept(text) if text else None
        if text and kept is None:
            raise ValidationError("This is no cable's id.")
        return kept


class NoteField(forms.CharField):
    def __init__(self) -> None:
        too_long = {"max_length": f"A note has at most {LONGEST_NOTE:,} characters; this one is longer."}
        # Line ends travel as two characters.
        super().__init__(required=False, max_length=LONGEST_NOTE, error_messages=too_long)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class NameField(forms.CharField):
    def __init__(self) -> None:
        messages = {
            "required": "Give it a name.",
            "max_length": f"A name has at most {LONGEST_NAME} characters; this one is longer.",
        }
        super().__init__(max_length=LONGEST_NAME, error_messages=messages)

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


def faults(form: forms.Form) -> str:
    """Everything that is wrong with what a form was sent, in sentences."""
    return " ".join(str(sentence) for sentences in form.errors.values() for sentence in sentences)


class NameForm(forms.Form):
    name = NameField()


class KeepForm(forms.Form):
    """From the button beside a cable or a paragraph: one of the three, by its key."""

    keep = KeyField(required=False)
    drop = KeyField(required=False)
    note = KeyField(required=False)
    text = NoteField()


class EntryForm(forms.Form):
    """From the tools of one entry of a list."""

    c = KeyField()
    do = forms.ChoiceField(choices=[(word, word) for word in ("save", "up", "down", "drop", "put-back")])
    note = NoteField()
    place = forms.IntegerField(required=False, min_value=1, max_value=MOST_ENTRIES)


class ListsFileForm(forms.Form):
    """Lists as a file of ours, or as the text of one."""

    file = forms.FileField(required=False)
    text = forms.CharField(required=False, max_length=LARGEST_FILE)
    lists: tuple[NamedList, ...]
    most = MOST_LISTS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file and file.size > LARGEST_FILE:
            raise ValidationError(f"The file is larger than {LARGEST_FILE // 1024 // 1024} MB, so it holds no lists.")
        data = file.read() if file else cleaned.get("text", "").encode()
        try:
            self.lists = read_lists(data, self.most)
        except NotReadable as error:
            raise ValidationError(str(error)) from error
        return cleaned


class OneListForm(ListsFileForm):
    most = 1


class SavedSearchForm(forms.Form):
    name = NameField()
    mail = forms.BooleanField(required=False)
    address = forms.CharField(required=False, max_length=8_000)

    @property
    def query(self) -> SearchQuery:
        return SearchForm(QueryDict(self.cleaned_data["address"].removeprefix("?"))).query
