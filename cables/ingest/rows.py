"""Spreads a telegram over the rows of the database: pure, so that any process can do it before keys are known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cables.ingest.fitting import REPLACEMENT, Fitting, fits, is_storable, storable
from cables.ingest.values import RawCable
from cables.models import Addressee, Cable, Caption, Paragraph, Post, Reference, Tag
from cables.telegram import Addressee as TelegramAddressee
from cables.telegram import Paragraph as TelegramParagraph
from cables.telegram import Span, Telegram
from cables.telegram import Tag as TelegramTag
from cables.vocabulary import post_by_name

MAX_DETAILS = 20
"""Of one kind of defect; the count tells of the rest."""

MISFIT = "does-not-fit"
UNSTORABLE = "unstorable-character"

CABLE = (
    "serial",
    "subject",
    "subject_repairs",
    "subject_marking",
    "classification",
    "precedence",
    "transmission_id",
    "routing",
    "sender",
    "sections",
    "passing",
    "executive_order",
    "declassify_text",
    "classified_by",
    "reasons",
    "signers",
    "summary",
    "sent",
    "date",
    "declassify_on",
    "defects",
)
PARAGRAPH = (
    "position",
    "anchor",
    "number",
    "marking",
    "heading",
    "role",
    "text",
    "heading_repairs",
    "blocks",
    "repairs",
    "mentions",
)
ADDRESSEE = ("role", "position", "name", "indicator", "precedence", "continuity_number", "collective", "exempt")
REFERENCE = ("position", "label", "text", "kind", "target_reference_id", "notal")
TARGET = REFERENCE.index("target_reference_id")

_TAG_KINDS = frozenset(Tag.Kind.values)
_AROUND = frozenset({"preamble", "trailer", "blank"})
_NOTHING = "[]"
_BLANKS = b" \t\n\r\v\f\x1c\x1d\x1e\x1f"
"""What `str.split` takes for blanks, of ASCII."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class CableRows:
    """All rows of one telegram. Columns are those above; keys of the cable and of rows it shares are not known yet."""

    reference_id: str
    values: Mapping[str, Any]
    """Of the cable itself, by field."""
    post: str
    """Code; "" where it is not known."""
    tags: tuple[TelegramTag, ...]
    captions: tuple[str, ...]
    paragraphs: tuple[Row, ...]
    addressees: tuple[Row, ...]
    addressed: tuple[str, ...]
    """The code of the post that each addressee is, "" where it is none."""
    references: tuple[Row, ...]
    readable: bool
    """Whether any paragraph has a text."""
    content: str
    """Digest of the telegram's own characters without blanks: the same for the same telegram from another container.
    "" where it has none, which says nothing of two texts."""


def rows_of(raw: RawCable, telegram: Telegram) -> CableRows:
    """The rows of a telegram that has an id, made to fit; what does not fit is left out and becomes a defect."""
    misfits: list[str] = []
    clean = is_storable(telegram.text) and "&#" not in telegram.text
    tags = tags_of(telegram, misfits)
    captions = captions_of(telegram, misfits)
    post = sender_of(telegram, misfits)
    values = cable_values(telegram, raw, misfits, clean=clean)
    paragraphs = paragraph_rows(telegram.paragraphs, misfits, clean=clean)
    addressees, addressed = addressee_rows(telegram, misfits, clean=clean)
    references = reference_rows(telegram, misfits, clean=clean)
    return CableRows(
        reference_id=telegram.reference_id or "",
        values=dict(zip(CABLE, (*values, defects(telegram, misfits)), strict=True)),
        post=post,
        tags=tuple(tags),
        captions=tuple(captions),
        paragraphs=paragraphs,
        addressees=addressees,
        addressed=addressed,
        references=references,
        readable=any(paragraph.text.strip() for paragraph in telegram.paragraphs),
        content=content_digest(raw.text, telegram.spans),
    )


def content_digest(text: str, spans: Sequence[Span]) -> str:
    """Of the characters between what containers put before and behind a telegram, without blanks; "" if none are."""
    start, end = 0, len(text)
    for span in spans:
        if span.field not in _AROUND:
            break
        start = span.end
    for span in reversed(spans):
        if span.field not in _AROUND or span.start < start:
            break
        end = span.start
    own = text[start:end]
    if own.isascii():
        content = own.encode().translate(None, _BLANKS)
    else:
        content = "".join(own.split()).encode(errors="surrogatepass")
    return sha256(content).hexdigest() if content else ""


def cable_values(telegram: Telegram, raw: RawCable, misfits: list[str], *, clean: bool) -> Row:
    """All that a cable itself says, but for its post and defects."""
    row = (
        telegram.serial,
        telegram.subject or "",
        [[one.offset, one.before, one.after] for one in telegram.subject_repairs],
        telegram.subject_marking or "",
        telegram.classification or "",
        telegram.precedence or "",
        telegram.transmission_id or "",
        list(telegram.routing),
        telegram.sender or "",
        telegram.sections,
        list(telegram.passing),
        telegram.executive_order or "",
        telegram.declassify_text or "",
        [{"name": person.name, "title": person.title} for person in telegram.classified_by],
        list(telegram.reasons),
        list(telegram.signers),
        telegram.summary or "",
    )
    fitted = Fitting.of(Cable, CABLE[: len(row)]).fit(row, misfits, clean=clean)
    day = telegram.sent.date() if telegram.sent else raw.facts.date
    return *fitted, telegram.sent, day, telegram.declassify_on


def tags_of(telegram: Telegram, misfits: list[str]) -> list[TelegramTag]:
    """Each code once, as it can be stored."""
    found: dict[str, TelegramTag] = {}
    for tag in telegram.tags:
        code = storable(tag.code)
        if code and fits(Tag, "code", code) and tag.kind in _TAG_KINDS:
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


def paragraph_rows(paragraphs: Sequence[TelegramParagraph], misfits: list[str], *, clean: bool) -> tuple[Row, ...]:
    """In order, each with its anchor."""
    fitting = Fitting.of(Paragraph, PARAGRAPH)
    plain = fitting.fit_all(
        [
            (
                position,
                "",
                paragraph.number,
                paragraph.marking or "",
                paragraph.heading or "",
                paragraph.role,
                paragraph.text,
                [tuple(repair) for repair in paragraph.heading_repairs],
                paragraph.blocks,
                [tuple(repair) for repair in paragraph.repairs],
                [(mention.start, mention.end, mention.targets) for mention in paragraph.mentions],
            )
            for position, paragraph in enumerate(paragraphs)
        ],
        misfits,
        clean=clean,
    )
    return tuple(_anchored(plain))


def _anchored(rows: Iterable[Row]) -> Iterable[Row]:
    """p3 for the paragraph numbered 3, p3-2 for the next of that number; u1, u2 for those without."""
    seen: dict[int | None, int] = {}
    for position, _, *words, mends, blocks, repairs, mentions in rows:
        number = words[0]
        times = seen[number] = seen.get(number, 0) + 1
        anchor = f"p{number}"
        if number is None:
            anchor = f"u{times}"
        elif times > 1:
            anchor = f"p{number}-{times}"
        # Kinds are names of our own, which need no escape: by far the most frequent of all JSON here.
        said = ", ".join([f'[{start}, {end}, "{kind}"]' for start, end, kind in blocks])
        mended = _json(mends) if mends else None
        yield position, anchor, *words, mended, f"[{said}]", _json(repairs), _json(mentions)


def addressee_rows(telegram: Telegram, misfits: list[str], *, clean: bool) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows, and the code of the post that each names."""

    def row(role: Addressee.Role, position: int, person: TelegramAddressee) -> Row:
        return (
            role.value,
            position,
            person.name,
            person.indicator or "",
            person.precedence or "",
            person.continuity_number or "",
            person.collective,
            person.exempt,
        )

    people = [
        (role, position, person)
        for role, named in ((Addressee.Role.ACTION, telegram.action), (Addressee.Role.INFO, telegram.info))
        for position, person in enumerate(named)
    ]
    fitted = Fitting.of(Addressee, ADDRESSEE).fit_all([row(*one) for one in people], misfits, clean=clean)
    return tuple(fitted), tuple(_post_of(person) for _, _, person in people)


def _post_of(person: TelegramAddressee) -> str:
    post = None if person.collective else post_by_name(person.name)
    return post.code if post else ""


def reference_rows(telegram: Telegram, misfits: list[str], *, clean: bool) -> tuple[Row, ...]:
    """A cable's reference to itself is a misread banner and left out."""
    others = [reference for reference in telegram.references if reference.target != telegram.reference_id]
    fitted = Fitting.of(Reference, REFERENCE).fit_all(
        [
            (position, one.label or "", one.text, one.kind, one.target or "", one.notal)
            for position, one in enumerate(others)
        ],
        misfits,
        clean=clean,
    )
    return tuple(fitted)


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


def _json(value: Any) -> str:
    return json.dumps(value) if value else _NOTHING
