"""Spreads a telegram over the rows of the database: pure, but for the keys of shared rows it is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from cables.ingest.fitting import REPLACEMENT, fit, fits, storable
from cables.models import Addressee, Cable, Caption, Paragraph, Post, Reference, Tag
from cables.telegram import Addressee as TelegramAddressee
from cables.telegram import Tag as TelegramTag
from cables.telegram import Telegram
from cables.vocabulary import post_by_name

MAX_DETAILS = 20
"""Of one kind of defect; the count tells of the rest."""

MISFIT = "does-not-fit"
UNSTORABLE = "unstorable-character"


def fill_cable(cable: Cable, telegram: Telegram, found_date: date | None, misfits: list[str]) -> None:
    """Set all that `cable` itself says, but for its post and defects."""
    cable.serial = telegram.serial
    cable.sent = telegram.sent
    cable.date = telegram.sent.date() if telegram.sent else found_date
    cable.subject = telegram.subject or ""
    cable.subject_marking = telegram.subject_marking or ""
    cable.classification = telegram.classification or ""
    cable.precedence = telegram.precedence or ""
    cable.transmission_id = telegram.transmission_id or ""
    cable.routing = list(telegram.routing)
    cable.sender = telegram.sender or ""
    cable.sections = telegram.sections
    cable.passing = list(telegram.passing)
    cable.executive_order = telegram.executive_order or ""
    cable.declassify_on = telegram.declassify_on
    cable.declassify_text = telegram.declassify_text or ""
    cable.classified_by = [{"name": person.name, "title": person.title} for person in telegram.classified_by]
    cable.reasons = list(telegram.reasons)
    cable.signers = list(telegram.signers)
    cable.summary = telegram.summary or ""
    fit(cable, misfits)


def tags_of(telegram: Telegram, misfits: list[str]) -> list[TelegramTag]:
    """Each code once, as it can be stored."""
    found: dict[str, TelegramTag] = {}
    for tag in telegram.tags:
        code = storable(tag.code)
        if code and fits(Tag, "code", code) and tag.kind in Tag.Kind.values:
            found.setdefault(code, TelegramTag(code=code, kind=tag.kind))
        else:
            misfits.append(f"TAGS: {code}")
    return list(found.values())


def captions_of(telegram: Telegram, misfits: list[str]) -> list[str]:
    """Each caption once, as it can be stored."""
    texts = [storable(text) for text in telegram.captions if text]
    misfits += [f"caption: {text}" for text in texts if not fits(Caption, "text", text)]
    return [text for text in dict.fromkeys(texts) if fits(Caption, "text", text)]


def sender_of(telegram: Telegram, misfits: list[str]) -> str:
    """The code of the sending post; "" where it is not known or cannot be stored."""
    code: str = storable(telegram.post or "")
    if fits(Post, "code", code):
        return code
    misfits.append(f"post: {code}")
    return ""


def addressed(telegram: Telegram) -> dict[str, str]:
    """Names of addressees that name a post, to its code."""
    names = {person.name for person in (*telegram.action, *telegram.info) if not person.collective}
    found = ((name, post_by_name(name)) for name in names)
    return {name: post.code for name, post in found if post}


def paragraphs(cable: Cable, telegram: Telegram, misfits: list[str]) -> list[Paragraph]:
    """Unsaved rows in order, each with its anchor."""
    rows = [
        fit(
            Paragraph(
                cable=cable,
                position=position,
                number=paragraph.number,
                marking=paragraph.marking or "",
                heading=paragraph.heading or "",
                role=paragraph.role,
                text=paragraph.text,
                blocks=[[block.start, block.end, block.kind] for block in paragraph.blocks],
                repairs=[[repair.offset, repair.before, repair.after] for repair in paragraph.repairs],
                mentions=[[mention.start, mention.end, list(mention.targets)] for mention in paragraph.mentions],
            ),
            misfits,
        )
        for position, paragraph in enumerate(telegram.paragraphs)
    ]
    _set_anchors(rows)
    return rows


def _set_anchors(rows: list[Paragraph]) -> None:
    """p3 for the paragraph numbered 3, p3-2 for the next of that number; u1, u2 for those without."""
    seen: Counter[int | None] = Counter()
    for row in rows:
        seen[row.number] += 1
        if row.number is None:
            row.anchor = f"u{seen[None]}"
        elif seen[row.number] == 1:
            row.anchor = f"p{row.number}"
        else:
            row.anchor = f"p{row.number}-{seen[row.number]}"


def addressees(
    cable: Cable, telegram: Telegram, posts: Mapping[str, int], codes: Mapping[str, str], misfits: list[str]
) -> list[Addressee]:
    """Unsaved rows; `codes` as `addressed` gives them, `posts` their primary keys."""

    def row(role: Addressee.Role, position: int, person: TelegramAddressee) -> Addressee:
        code = codes.get(person.name)
        addressee = Addressee(
            cable=cable,
            role=role,
            position=position,
            name=person.name,
            indicator=person.indicator or "",
            precedence=person.precedence or "",
            continuity_number=person.continuity_number or "",
            collective=person.collective,
            exempt=person.exempt,
            post_id=posts[code] if code else None,
        )
        return fit(addressee, misfits)

    return [
        row(role, position, person)
        for role, people in ((Addressee.Role.ACTION, telegram.action), (Addressee.Role.INFO, telegram.info))
        for position, person in enumerate(people)
    ]


def references(cable: Cable, telegram: Telegram, misfits: list[str]) -> list[Reference]:
    """Unsaved rows, not linked yet; a cable's reference to itself is a misread banner and left out."""
    others = [reference for reference in telegram.references if reference.target != cable.reference_id]
    return [
        fit(
            Reference(
                cable=cable,
                position=position,
                label=reference.label or "",
                text=reference.text,
                kind=reference.kind,
                target_reference_id=reference.target or "",
                notal=reference.notal,
            ),
            misfits,
        )
        for position, reference in enumerate(others)
    ]


def defects(telegram: Telegram, misfits: list[str]) -> list[dict[str, object]]:
    """Defects by kind, in the order they were met: how many, and the first different details of each.

    To what the parser met comes what the database could not take: values that do not fit, and characters that
    PostgreSQL refuses.
    """
    met = [(defect.kind, defect.detail) for defect in telegram.defects]
    met += [(MISFIT, misfit) for misfit in misfits]
    counts = Counter(kind for kind, _ in met)
    details: dict[str, dict[str, None]] = {kind: {} for kind in counts}
    for kind, detail in met:
        if detail and len(details[kind]) < MAX_DETAILS:
            details[kind][detail] = None
    if unstorable := telegram.text.count("\x00"):
        counts[UNSTORABLE], details[UNSTORABLE] = unstorable, {f"U+0000, shown as {REPLACEMENT}": None}
    return [{"kind": kind, "count": count, "details": storable(list(details[kind]))} for kind, count in counts.items()]
