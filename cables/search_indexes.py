"""What the search index holds of each cable; Haystack requires this module's name."""

from __future__ import annotations

from typing import Any

from haystack import indexes
from haystack.exceptions import SkipDocument

from cables.models import Cable, CableQuerySet, Visibility

PASSAGE_END = "\f"
"""Stands between the passages of a text (subject, headings, paragraphs): no phrase reaches across it."""
WORD_FIELDS = frozenset({"text", "subject", "sender", "addressees", "signers", "classified_by"})
"""Fields that are searched word by word; every other field is matched as a whole, as it is written."""
PARAGRAPHS = "paragraphs"
"""Says what the passages of a text are; not searched by itself."""


class CableIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]
    """Published cables. A field without a value is left out of the index, so that it counts as not stated."""

    text = indexes.CharField(document=True, stored=False)
    subject = indexes.CharField(stored=False, null=True)
    sender = indexes.CharField(stored=False, null=True)
    addressees = indexes.CharField(stored=False, null=True)
    reference_id = indexes.CharField(model_attr="reference_id")
    date = indexes.DateField(model_attr="date", null=True)
    classification = indexes.CharField(stored=False, null=True)
    precedence = indexes.CharField(stored=False, null=True)
    post = indexes.CharField(stored=False, null=True)
    country = indexes.CharField(stored=False, null=True)
    captions = indexes.MultiValueField(stored=False)
    tags = indexes.MultiValueField(stored=False)
    refs = indexes.MultiValueField(stored=False)
    mentions = indexes.MultiValueField(stored=False)
    signers = indexes.CharField(stored=False, null=True)
    classified_by = indexes.CharField(stored=False, null=True)
    paragraphs = indexes.MultiValueField(stored=False, indexed=False)

    def get_model(self) -> type[Cable]:
        return Cable

    def index_queryset(self, using: str | None = None) -> CableQuerySet:
        return Cable.objects.published().for_index()

    def read_queryset(self, using: str | None = None) -> CableQuerySet:
        return Cable.objects.published().for_lists()

    def load_all_queryset(self) -> CableQuerySet:
        return self.read_queryset()

    def should_update(self, instance: Cable, **kwargs: Any) -> bool:
        return instance.visibility == Visibility.PUBLISHED

    def prepare(self, obj: Cable) -> dict[str, Any]:
        if obj.visibility != Visibility.PUBLISHED:
            raise SkipDocument(f"{obj} is not published.")
        prepared: dict[str, Any] = super().prepare(obj)
        return prepared

    def prepare_text(self, cable: Cable) -> str:
        passages = [cable.subject]
        for paragraph in cable.paragraphs.all():
            passages += [paragraph.heading, paragraph.text]
        return _passages(passages)

    def prepare_paragraphs(self, cable: Cable) -> list[tuple[int, int, str, str]]:
        """For each paragraph, in order: how many passages of the text are its own, its number (0 for none), its
        marking and its role. They are the last passages of the text."""
        return [
            (bool(one.heading) + bool(one.text), one.number or 0, one.marking, one.role)
            for one in cable.paragraphs.all()
        ]

    def prepare_subject(self, cable: Cable) -> str | None:
        return _passages([cable.subject]) or None

    def prepare_sender(self, cable: Cable) -> str | None:
        post = [cable.post.code, cable.post.name] if cable.post else []
        return _passages([cable.sender, *post]) or None

    def prepare_addressees(self, cable: Cable) -> str | None:
        return _passages([addressee.name for addressee in cable.addressees.all()]) or None

    def prepare_classification(self, cable: Cable) -> str | None:
        return cable.classification or None

    def prepare_precedence(self, cable: Cable) -> str | None:
        return cable.precedence or None

    def prepare_post(self, cable: Cable) -> str | None:
        return cable.post.code if cable.post else None

    def prepare_country(self, cable: Cable) -> str | None:
        return (cable.post.country if cable.post else "") or None

    def prepare_captions(self, cable: Cable) -> list[str]:
        return sorted(caption.text for caption in cable.captions.all())

    def prepare_tags(self, cable: Cable) -> list[str]:
        return sorted(tag.code for tag in cable.tags.all())

    def prepare_refs(self, cable: Cable) -> list[str]:
        return sorted({ref.target_reference_id for ref in cable.references.all() if ref.target_reference_id})

    def prepare_mentions(self, cable: Cable) -> list[str]:
        mentions = (mention for paragraph in cable.paragraphs.all() for mention in paragraph.mentions)
        return sorted({target for *_, targets in mentions for target in targets} - {cable.reference_id})

    def prepare_signers(self, cable: Cable) -> str | None:
        return _passages(cable.signers) or None

    def prepare_classified_by(self, cable: Cable) -> str | None:
        people = (f"{person.get('name') or ''} {person.get('title') or ''}".strip() for person in cable.classified_by)
        return _passages(list(people)) or None


def _passages(texts: list[str]) -> str:
    return PASSAGE_END.join(text.replace(PASSAGE_END, " ") for text in texts if text)
