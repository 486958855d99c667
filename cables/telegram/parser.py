"""Raw text to Telegram: cuts the text into header, head, body and trailer and has each field read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cables.telegram import classification, labels
from cables.telegram.addresses import read_addresses, split_labels
from cables.telegram.body import RawParagraph, read_body
from cables.telegram.captions import leading_captions, read_captions, read_passing, unique
from cables.telegram.citations import Context
from cables.telegram.classification import ClassificationLine
from cables.telegram.classified_by import Classification, read_classified_by
from cables.telegram.draft import Draft, Item
from cables.telegram.executive_order import ExecutiveOrder, read_executive_order
from cables.telegram.head import HeadReader
from cables.telegram.header import Header, HeaderReader, split_fields
from cables.telegram.identity import Identity, identified
from cables.telegram.ids import canonical_id
from cables.telegram.lexer import Line, beginning, cut, fold, read_lines
from cables.telegram.markers import marking_behind_marker, roles, summary_of
from cables.telegram.mentions import find_mentions, places_of_mentions
from cables.telegram.reading import reading_texts
from cables.telegram.references import read_references
from cables.telegram.repairs import defect_of, is_noise, repair_lines
from cables.telegram.repeated import SECTION, date_in_next_head, repeated_heads
from cables.telegram.spans import tile
from cables.telegram.subject import Subject, read_subject
from cables.telegram.tags import read_tags
from cables.telegram.tokens import MINIMIZE, tokens
from cables.telegram.trailer import find_ending
from cables.telegram.values import Classifier, Paragraph, Reference, Repair, Span, Tag, Telegram

LONGEST_HEADER = 2_000
"""Lines in which the classification line is looked for."""
LONGEST_TAGS = 4_000
"""Characters; TAGS that are longer are read as far as that."""
CLASSIFICATION_PARAGRAPHS = 3
"""Paragraphs at the beginning in which a Classified By is looked for."""
NO_HEADING: tuple[str | None, tuple[Repair, ...]] = (None, ())


def parse(text: str, reference_id: str | None = None, *, spare_id: str | None = None) -> Telegram:
    """Reads a telegram. Never raises; what was odd is in `defects`, every character of `text` in one of `spans`.

    `reference_id` is the id that the container of the text gives it, in any spelling; it wins over the text's own.
    `spare_id` is one that counts only where the text has none.
    """
    draft = Draft(fold(text))
    lines = read_lines(draft.source)
    level_line, header, rest = _read_header(draft, lines)
    if header.sender and header.sent is None and header.damaged_year is None and level_line and level_line.sections:
        _date_from_section(draft, header, rest)
    body_lines = HeadReader(draft, rest).run()
    identity = identified(draft, header, level_line, reference_id, spare_id)
    sent = header.sent.date() if header.sent else None
    context = Context(identity.post, identity.serial, sent, identity.reference_id)
    references = read_references(draft, [(item.line, item.begin) for item in draft.of("references")], context)
    raw, signers = _read_body(draft, body_lines, level_line)
    paragraphs = _paragraphs(draft, raw, references, context.year)
    return _telegram(text, draft, header, level_line, identity, references, paragraphs, signers)


def _date_from_section(draft: Draft, header: Header, lines: Sequence[Line]) -> None:
    found = date_in_next_head(lines)
    if found:
        header.sent, line = found
        draft.odd("date-from-section", line.start, line.end, header.sent.isoformat())


def _read_header(draft: Draft, lines: Sequence[Line]) -> tuple[ClassificationLine | None, Header, list[Line]]:
    found = _find_classification(lines)
    if found is None:
        return None, *_read_open_header(draft, lines)
    at, level_line = found
    reader = HeaderReader(draft, open_ended=False)
    before, after = list(lines[:at]), list(lines[at + 1 :])
    pieces = cut(lines[at], [place for place in (level_line.at, level_line.end) if place])
    if level_line.at and pieces[0].text.strip():
        before.append(pieces.pop(0))
    for line in before:
        for field in split_fields(line):
            for part in split_labels(field):
                if not reader.feed(part):
                    reader.preamble(part)
    draft.give(pieces[0], "classification")
    for piece in pieces[1:]:
        captions = read_captions(piece.text) or leading_captions(piece.text)
        if labels.label_of(piece.text) or captions or len(piece.text) > 60:
            after.insert(0, piece)
        else:
            draft.give(piece, "classification")
    return level_line, reader.header, after


def _find_classification(lines: Sequence[Line]) -> tuple[int, ClassificationLine] | None:
    for at, line in enumerate(lines[:LONGEST_HEADER]):
        if not line.text:
            continue
        found = classification.find(line.text)
        if found:
            return at, found
        label = labels.label_of(line.text) if ":" in line.text else None
        if label and label.field in {"tags", "subject", "executive_order"}:
            return None
    return None


def _read_open_header(draft: Draft, lines: Sequence[Line]) -> tuple[Header, list[Line]]:
    """The header of a text without a classification line: as far as its lines are recognised."""
    reader = HeaderReader(draft, open_ended=True)
    opening = [line.text.strip() for line in lines[:12] if line.text.strip()][:1]
    contained = 5 if opening and canonical_id(opening[0]) else 0
    for at, line in enumerate(lines):
        if line.text and (labels.label_of(line.text) or read_captions(line.text)):
            return reader.header, list(lines[at:])
        if reader.feed(line):
            continue
        if "partial extract of the original" in line.text or (contained and not reader.begun):
            contained -= 1
            reader.preamble(line)
            continue
        return reader.header, list(lines[at:])
    return reader.header, []


def _read_body(
    draft: Draft, lines: Sequence[Line], level_line: ClassificationLine | None
) -> tuple[list[RawParagraph], tuple[str, ...]]:
    ending = find_ending(lines, draft.source)
    body = list(lines[: ending.body_end])
    after: list[tuple[Line, str, int | None]] = []
    if ending.in_line is not None:
        body[-1], signature = cut(body[-1], [ending.in_line])
        after.append((signature, "signers", 0))
    sections = draft.source.count(SECTION) > 1 if level_line and level_line.sections else False
    several = sections or draft.source.count("FM ") > 1
    head = [item.line.text for item in draft.items if item.text.strip()] if several else ()
    repeated = repeated_heads(body, level_line, head) if head else ()
    paragraphs = read_body(draft, tokens(body, repeated, minimize=MINIMIZE in draft.source))
    signers = {} if ending.in_line is not None else dict(ending.signatures)
    order = {at: number for number, at in enumerate(signers)}
    for at in range(ending.body_end, len(lines)):
        line = lines[at]
        if at in order:
            after.append((line, "signers", order[at]))
        elif not line.text:
            after.append((line, "blank", None))
        else:
            after.append((line, "second-version" if at >= ending.second_version else "trailer", None))
    for line, field, index in after:
        draft.give_body(line.start, line.end, field, index)
    if ending.second_version < len(lines):
        draft.odd("second-version", lines[ending.second_version].start, lines[-1].end)
    return paragraphs, tuple(name for _, name in ending.signatures)


def _paragraphs(
    draft: Draft, raw: Sequence[RawParagraph], references: Sequence[Reference], year: str | None
) -> tuple[Paragraph, ...]:
    read = reading_texts(draft.source, [one.chunks for one in raw])
    texts = [text for text, _, _ in read]
    mended = iter(repair_lines([one.heading for one in raw if one.heading]))
    headings = [next(mended) if one.heading else NO_HEADING for one in raw]
    named = roles([(text, heading) for text, (heading, _) in zip(texts, headings, strict=True)])
    mentioning = places_of_mentions(texts)
    entire = next((one.marking for one in raw if one.entire), None)
    paragraphs: list[Paragraph] = []
    for one, (text, blocks, repairs), (heading, mends), role in zip(raw, read, headings, named, strict=True):
        label = labels.label_of(text[:80]) if len(paragraphs) < CLASSIFICATION_PARAGRAPHS else None
        if label and label.field == "classified_by":
            role = "classification"
        mentions = find_mentions(text, references, year) if len(paragraphs) in mentioning else ()
        for mention in mentions:
            if mention.guessed:
                listed = draft.of("references")
                detail = f"{mention.text} read as {', '.join(mention.targets)}"
                draft.odd("guessed-mark", listed[0].line.start, listed[-1].line.end, detail)
        marking = one.marking or marking_behind_marker(text) or entire
        paragraphs.append(Paragraph(text, one.number, marking, heading, role, blocks, repairs, mentions, mends))
    return tuple(paragraphs)


def _telegram(
    text: str,
    draft: Draft,
    header: Header,
    line: ClassificationLine | None,
    identity: Identity,
    references: tuple[Reference, ...],
    paragraphs: tuple[Paragraph, ...],
    signers: tuple[str, ...],
) -> Telegram:
    sent = header.sent or header.container_date
    day = sent.date() if sent else None
    order = _order(draft, day)
    subject = _subject(draft)
    classified = _classified(draft, paragraphs, day)
    if order.classifier and not classified.classifiers:
        classified = classified._replace(classifiers=(Classifier(order.classifier),))
    level = line.level if line else _other_level(draft, header)
    captions = [*(line.handling if line else ()), *_caption_words(draft.of("captions"))]
    action = read_addresses(draft, draft.of("action"))
    info = read_addresses(draft, draft.of("info"))
    _note_what_is_missing(draft, header, line, paragraphs)
    _count_repairs(draft, paragraphs)
    return Telegram(
        text=text,
        reference_id=identity.reference_id,
        transmission_id=header.transmission_id,
        precedence=header.precedence,
        routing=tuple(header.routing),
        station=header.station,
        security=header.security,
        sent=sent,
        sender=header.sender,
        post=identity.post,
        serial=identity.serial,
        action=action,
        info=info,
        classification=level,
        captions=unique(captions),
        sections=line.sections if line else None,
        passing=read_passing(draft, [item.line for item in draft.of("passing")]),
        executive_order=order.number,
        declassify_on=order.declassify_on,
        declassify_text=order.text,
        tags=_tags(draft),
        subject=subject.text,
        subject_marking=subject.marking,
        subject_repairs=subject.repairs,
        references=references,
        classified_by=classified.classifiers,
        reasons=classified.reasons,
        paragraphs=paragraphs,
        summary=summary_of(one.text for one in paragraphs if one.role == "summary"),
        signers=signers,
        defects=tuple(sorted(draft.defects, key=lambda defect: defect.start)),
        spans=_spans(draft),
    )


def _subject(draft: Draft) -> Subject:
    items = _first_labelled(draft.of("subject"))
    subject = read_subject([item.text for item in items])
    for one in subject.repairs:
        draft.odd(defect_of(one), items[0].line.start, items[-1].line.end, f"{one.before} read as {one.after}")
    return subject


def _order(draft: Draft, day: date | None) -> ExecutiveOrder:
    items = draft.of("executive_order")
    order = read_executive_order(" ".join(item.text for item in items), day)
    if order.damaged:
        draft.odd("damaged-order", items[0].line.start, items[0].line.end, order.number or "")
    return order


def _tags(draft: Draft) -> tuple[Tag, ...]:
    items = draft.of("tags")
    text = " \n".join(item.text for item in items)
    fitting = beginning(text, LONGEST_TAGS)
    if len(fitting) < len(text):
        draft.odd("does-not-fit", items[0].line.start, items[-1].line.end, "tags")
    found = read_tags([fitting])
    for mended in found.mended:
        draft.odd("damaged-tag", items[0].line.start, items[0].line.end, mended)
    return found.tags


def _note_what_is_missing(
    draft: Draft, header: Header, line: ClassificationLine | None, paragraphs: Sequence[Paragraph]
) -> None:
    if line is None and (header.sender or header.station):
        draft.odd("no-classification-line", 0, 0)
    if not paragraphs:
        draft.odd("empty-body", len(draft.source), len(draft.source))
    if header.sent is None and header.container_date:
        draft.odd("date-from-container", 0, 0, header.container_date.isoformat())


def _first_labelled(items: list[Item]) -> list[Item]:
    """The items of the first label that has text; a label repeated with a page head says nothing new."""
    groups: list[list[Item]] = []
    for item in items:
        if item.begin or not groups:
            groups.append([])
        groups[-1].append(item)
    return next((group for group in groups if any(item.text.strip() for item in group)), [])


def _caption_words(items: Sequence[Item]) -> list[str]:
    return [word for item in items for word in read_captions(item.line.text) or ()]


def _other_level(draft: Draft, header: Header) -> str | None:
    pages = [(item.line.start, item.line.end) for item in draft.items if item.field in {"banner", "distribution"}]
    pages += [(start, end) for start, end, field, _ in draft.body if field in {"banner", "trailer"}]
    for start, end in pages:
        level = classification.stands_alone(draft.source[start:end])
        if level:
            draft.odd("level-from-page", start, end, level)
            return level
    if header.security and header.security.level:
        draft.odd("level-from-security-line", 0, 0, header.security.level)
        return header.security.level
    return None


def _classified(draft: Draft, paragraphs: Sequence[Paragraph], day: date | None) -> Classification:
    items = draft.of("classified_by")
    lines = [item.text for item in items]
    if not items:
        lines = [one.text for one in paragraphs[:CLASSIFICATION_PARAGRAPHS] if one.role == "classification"][:1]
    classified = read_classified_by(lines, day)
    if items and items[0].line.text.lstrip().upper().startswith("DERIVED FROM"):
        classified = classified._replace(classifiers=())
    start, end = (items[0].line.start, items[-1].line.end) if items else (0, 0)
    if classified.mended:
        draft.odd("damaged-title", start, end, ", ".join(one.title or one.name for one in classified.classifiers))
    if classified.damaged:
        draft.odd("damaged-reason", start, end, ", ".join(classified.reasons))
    return classified


def _count_repairs(draft: Draft, paragraphs: Sequence[Paragraph]) -> None:
    noise = is_noise(draft.source)
    noisy = [number for number, paragraph in enumerate(paragraphs) if noise and is_noise(paragraph.text)]
    if not noisy and not any(paragraph.repairs or paragraph.heading_repairs for paragraph in paragraphs):
        return
    places: dict[tuple[str, int | None], tuple[int, int]] = {}
    for start, end, field, index in draft.body:
        begin, _ = places.get((field, index), (start, end))
        places[field, index] = (begin, end)
    for number in noisy:
        draft.odd("line-noise", *places["paragraphs", number])
    for number, paragraph in enumerate(paragraphs):
        for field, repairs in (("heading", paragraph.heading_repairs), ("paragraphs", paragraph.repairs)):
            for one in repairs:
                draft.odd(defect_of(one), *places[field, number], f"{one.before} read as {one.after}")


def _spans(draft: Draft) -> tuple[Span, ...]:
    coarse = [(item.line.start, item.line.end, item.field, item.index) for item in draft.items]
    return tile(len(draft.source), coarse + draft.body, draft.details)
