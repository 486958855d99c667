"""Invented cables straight into the database, for tests that are not about reading telegrams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from hashlib import sha256

from cables.models import Cable, Caption, Paragraph, Post, Reference, Source, Tag, Version, Visibility
from cables.vocabulary import posts, tags


def make_post(code: str = "BAKU") -> Post:
    entry = posts()[code]
    post, _ = Post.objects.get_or_create(
        code=code,
        defaults={
            "name": entry.name,
            "kind": entry.kind,
            "country": entry.country,
            "country_code": entry.country_code,
            "latitude": entry.latitude,
            "longitude": entry.longitude,
        },
    )
    return post


def make_tag(code: str) -> Tag:
    entry = tags().get(code)
    tag, _ = Tag.objects.get_or_create(
        code=code, defaults={"kind": entry.kind if entry else "unknown", "name": entry.name if entry else ""}
    )
    return tag


def make_cable(
    reference_id: str = "09BAKU1",
    *,
    post: str | None = "BAKU",
    sent: date | None = date(2009, 4, 6),
    subject: str = "AN INVENTED SUBJECT",
    classification: str = "UNCLASSIFIED",
    paragraphs: Sequence[str] = ("An invented paragraph.",),
    tag_codes: Sequence[str] = ("PGOV",),
    captions: Sequence[str] = (),
    refers_to: Sequence[str] = (),
    visibility: str = Visibility.PUBLISHED,
    **fields: object,
) -> Cable:
    """One cable with numbered paragraphs; references are linked where their target is in the database."""
    cable = Cable.objects.create(
        reference_id=reference_id,
        post=make_post(post) if post else None,
        sent=datetime.combine(sent, time(9, 0), UTC) if sent else None,
        date=sent,
        subject=subject,
        classification=classification,
        visibility=visibility,
        **fields,
    )
    Cable.tags.through.objects.bulk_create(Cable.tags.through(cable=cable, tag=make_tag(code)) for code in tag_codes)
    cable.captions.set([Caption.objects.get_or_create(text=text)[0] for text in captions])
    Paragraph.objects.bulk_create(
        Paragraph(
            cable=cable, position=position, number=position + 1, anchor=f"p{position + 1}", text=text, marking="U"
        )
        for position, text in enumerate(paragraphs)
    )
    Reference.objects.bulk_create(
        Reference(
            cable=cable,
            position=position,
            text=target,
            label="ABCDEFGHIJ"[position],
            target_reference_id=target,
            target=Cable.objects.filter(reference_id=target).first(),
        )
        for position, target in enumerate(refers_to)
    )
    raw = "\n\n".join([reference_id, subject, *paragraphs]).encode()
    Version.objects.create(
        cable=cable,
        number=1,
        current=True,
        raw=raw,
        sha256=sha256(raw).hexdigest(),
        encoding="utf-8",
        source=Source.objects.get_or_create(kind="files", name="invented")[0],
        origin=f"{reference_id}.txt",
    )
    return cable
