"""What a container says of a telegram, held against what the telegram says itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from cables.ingest.values import Facts, RawCable
from cables.models import Classification, UploadItem, Version
from cables.telegram import Defect, Telegram, canonical_id, parse
from cables.vocabulary import post_by_name

DAYS_APART = 1
"""Containers and telegrams may differ by a day, for containers tell local time."""


def read_telegram(raw: RawCable) -> Telegram:
    """The telegram in a raw text; where the text does not say what its container says, the container is believed.

    The other way round the text is believed: files are misnamed and tables slip more often than telegrams. Either is
    a defect.
    """
    telegram = _with_id(raw)
    facts = raw.facts
    found = [Defect("guessed-encoding", 0, 0, raw.encoding)] if raw.encoding_guessed else []
    found += [*_borrowed(telegram, facts), *_disagreements(telegram, facts)]
    if not found:
        return telegram
    return replace(
        telegram,
        classification=telegram.classification or _level(facts) or None,
        post=telegram.post or _post(facts) or None,
        defects=(*telegram.defects, *found),
    )


def damage(kept: Version | UploadItem) -> str:
    """What is wrong with a raw text that is not as it was stored, and what to do: two sentences; "" if it is."""
    raw = bytes(kept.raw)
    if isinstance(kept, Version):
        name = f"The raw text of {kept.cable.reference_id}, version {kept.number},"
        advice = "Restore it from a backup."
    else:
        name = f"The raw text of {kept.origin}"
        advice = "Upload it again."
    if sha256(raw).hexdigest() != kept.sha256:
        return f"{name} is not the one that was stored. {advice}"
    try:
        raw.decode(kept.encoding)
    except (UnicodeDecodeError, LookupError):
        return f"{name} cannot be read as {kept.encoding or 'any encoding'}, as which it was stored. {advice}"
    return ""


def raw_cable(kept: Version | UploadItem) -> RawCable:
    """A text as it was when it came in; where `damage` has a sentence, what cannot be decoded is U+FFFD."""
    return RawCable(
        raw=bytes(kept.raw),
        text=kept.text,
        encoding=kept.encoding,
        origin=kept.origin,
        found_id=kept.found_id,
        facts=Facts.from_json(kept.facts),
        encoding_guessed=kept.encoding_guessed,
    )


def _with_id(raw: RawCable) -> Telegram:
    telegram = parse(raw.text, spare_id=raw.found_id)
    if not raw.found_id or canonical_id(raw.found_id) in {None, telegram.reference_id}:
        return telegram
    mismatch = Defect("id-mismatch", 0, 0, f"{raw.found_id} given, {telegram.reference_id} read")
    return replace(telegram, defects=(*telegram.defects, mismatch))


def _borrowed(telegram: Telegram, facts: Facts) -> Iterator[Defect]:
    """One for each fact that only the container gives."""
    for name, given in (("classification", _level(facts)), ("post", _post(facts))):
        if given and getattr(telegram, name) is None:
            yield Defect("from-container", 0, 0, f"{name}: {given}")
    told = any(defect.kind == "date-from-container" for defect in telegram.defects)
    if telegram.sent is None and facts.date and not told:
        yield Defect("date-from-container", 0, 0, facts.date.isoformat())


def _disagreements(telegram: Telegram, facts: Facts) -> Iterator[Defect]:
    if telegram.sent and facts.date and abs((telegram.sent.date() - facts.date).days) > DAYS_APART:
        yield Defect("container-date", 0, 0, f"{facts.date} given, {telegram.sent.date()} read")
    for name, given in (("classification", _level(facts)), ("post", _post(facts))):
        stated = getattr(telegram, name)
        if stated and given and stated != given:
            yield Defect(f"container-{name}", 0, 0, f"{given} given, {stated} read")
    named = {reference.target for reference in telegram.references}
    for reference in facts.references:
        target = canonical_id(reference)
        if target and target not in named and target != telegram.reference_id:
            yield Defect("container-references", 0, 0, f"{target} given, not read")


def _level(facts: Facts) -> str:
    """The level without what follows it: UNCLASSIFIED//FOR OFFICIAL USE ONLY gives UNCLASSIFIED; "" for no level."""
    level = " ".join(facts.classification.upper().partition("//")[0].split())
    return level if level in Classification.values else ""


def _post(facts: Facts) -> str:
    post = post_by_name(facts.post)
    return post.code if post else ""
