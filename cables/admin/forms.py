"""What people may send to the upload desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from cables.models import Job, Upload, UploadItem, Visibility

LONGEST_NOTE = 1_000


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or many files; cleans to a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(forms.Form):
    texts = FilesField(
        label="Files",
        allow_empty_file=True,
        error_messages={"required": "Choose at least one file: a text, or an archive of texts."},
    )
    complete = forms.CharField(
        error_messages={"required": "The upload was cut off before its end: try again."},
    )
    """The last field of the page's form: a request that has it has come whole."""

    def sentences(self) -> list[str]:
        """What is wrong, the end that is missing before anything that may only seem so."""
        faulty = "complete" if "complete" in self.errors else "texts"
        return [str(error) for error in self.errors.get(faulty, ())]


class ShownForm(forms.Form):
    """Which texts of an upload are looked at. What is no such choice counts as none."""

    state = forms.ChoiceField(choices=UploadItem.State.choices, required=False)
    kind = forms.ChoiceField(choices=UploadItem.Kind.choices, required=False)

    def chosen(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class DecisionForm(forms.Form):
    """A decision about some items of one upload, or about all of one kind that it can apply to."""

    decision = forms.ChoiceField(
        choices=[
            (f"{decision}{all_}", decision) for decision in ("publish", "discard", "take-back") for all_ in ("", "-all")
        ],
        error_messages={
            "required": "No decision was sent: use one of the buttons.",
            "invalid_choice": "The desk knows no such decision: use one of the buttons.",
        },
    )
    items = forms.ModelMultipleChoiceField(
        queryset=UploadItem.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "Item %(value)s is not part of this upload: open it again and choose from its list.",
            "invalid_pk_value": "“%(pk)s” is no item: open the upload again and choose from its list.",
        },
    )
    kind = forms.ChoiceField(
        choices=UploadItem.Kind.choices,
        required=False,
        error_messages={"invalid_choice": "The desk knows no such texts: open the upload again and use its links."},
    )

    def __init__(self, data: Any, *, upload: Upload) -> None:
        super().__init__(data)
        self.fields["items"].queryset = upload.items.defer("raw")  # type: ignore[attr-defined]
        self.upload = upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("items")
        if not cleaned.get("decision", "-all").endswith("-all") and chosen is not None and not chosen:
            raise forms.ValidationError("Nothing was selected: tick the texts you mean, then choose a button.")
        return cleaned

    def decision_meant(self) -> Job.Kind:
        return Job.Kind(self.cleaned_data["decision"].removesuffix("-all").replace("-", " "))

    def pks(self) -> list[int]:
        """Primary keys of the items meant, in the order of the upload."""
        chosen = self.cleaned_data["items"]
        if self.cleaned_data["decision"].endswith("-all"):
            back = self.decision_meant() == Job.Kind.TAKE_BACK
            state = UploadItem.State.DISCARDED if back else UploadItem.State.WAITING
            chosen = self.upload.items.filter(state=state).kind_of(self.cleaned_data["kind"])
        return list(chosen.order_by("position").values_list("pk", flat=True))


class VisibilityForm(forms.Form):
    """Who may see a cable: published, draft, withheld (nothing is told of it), or noted: withheld, with a note."""

    WITHHELD_OPENLY = "noted"

    visibility = forms.ChoiceField(
        choices=[*Visibility.choices, (WITHHELD_OPENLY, "Withheld with a note")],
        error_messages={
            "required": "No visibility was sent: use one of the buttons.",
            "invalid_choice": "The desk knows no such visibility: use one of the buttons.",
        },
    )
    public_note = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        error_messages={"max_length": f"The public note has at most {LONGEST_NOTE:,} characters."},
    )
    reason = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        error_messages={"max_length": f"The reason has at most {LONGEST_NOTE:,} characters."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        openly = cleaned.get("visibility") == self.WITHHELD_OPENLY
        if openly and not cleaned.get("public_note") and "public_note" not in self.errors:
            raise forms.ValidationError(
                "Withholding with a public note needs the note: write what visitors are told, or withhold silently."
            )
        return cleaned | ({"visibility": Visibility.WITHHELD.value} if openly else {"public_note": ""})
