"""What people may send to the upload desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from cables.models import Upload, UploadItem, Visibility

FILES_LIMIT = settings.DATA_UPLOAD_MAX_NUMBER_FILES
LONGEST_NOTE = 1_000


def too_many_files() -> str:
    return f"That was more than {FILES_LIMIT} files: upload them in smaller parts, or put them into a zip archive."


def too_large() -> str:
    limit = filesizeformat(settings.UPLOAD_LIMIT_BYTES)
    return f"These files are larger than {limit} together: upload them in smaller parts, or zip them."


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
        error_messages={"required": "Choose at least one file: a text, or a zip archive of texts."},
    )


class DecisionForm(forms.Form):
    """A decision about some items of one upload, or about all that it can apply to."""

    decision = forms.ChoiceField(
        choices=[(choice, choice) for choice in ("publish", "discard", "take-back", "publish-all", "discard-all")],
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

    def pks(self) -> list[int]:
        """Primary keys of the items meant, in the order of the upload."""
        chosen = self.cleaned_data["items"]
        if self.cleaned_data["decision"].endswith("-all"):
            chosen = self.upload.items.waiting()
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
