"""What plain texts say of their telegram around it: the five lines a text mirror puts first, the attributes of NARA."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from cables.ingest.values import Facts
from cables.telegram import canonical_id

LONGEST_LINE = 300
_PREAMBLE_CHARACTERS = 2_000
_ATTRIBUTES = re.compile(r"^[ \t]*Message Attributes[ \t]*$", re.IGNORECASE | re.MULTILINE)
_ATTRIBUTE = re.compile(r"[ \t]*([A-Z][A-Za-z/ ]{1,40}):[ \t]*(\S.*)")
_DOCUMENT_NUMBER = re.compile(r"\d{4}[A-Z][A-Z0-9]{1,20}\d")
_MIRROR_DATE = "%a %b %d %H:%M:%S %z %Y"
_LEVEL = re.compile(r"(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|TOP SECRET)(?://[A-Z ]{2,40})?")
_ATTRIBUTE_DAYS = ("%d %b %Y", "%Y-%m-%d", "%d-%b-%Y", "%m/%d/%Y")


def facts_of(text: str) -> tuple[str, Facts]:
    """The id and the facts that a text carries around its telegram; "" and nothing where there are none."""
    return _mirror(text) or _attributes(text) or ("", Facts())


def _mirror(text: str) -> tuple[str, Facts] | None:
    """Id, title, date, level and post, each on a line of its own before the telegram."""
    lines = [line.strip() for line in text[:_PREAMBLE_CHARACTERS].lstrip("\ufeff\r\n ").split("\n")[:5]]
    if len(lines) < 5 or max(map(len, lines)) > LONGEST_LINE:
        return None
    name, title, sent, level, post = lines
    day = _mirror_day(sent)
    if day is None or not _LEVEL.fullmatch(level) or canonical_id(name) is None:
        return None
    stated = {"id": name, "title": title, "date": sent, "classification": level, "origin": post}
    return name, Facts(
        container="mirror",
        date=day,
        classification=level,
        post=post,
        stated={label: value for label, value in stated.items() if value},
    )


def _mirror_day(stated: str) -> date | None:
    """As written: the offset is spurious, and midnight in central Europe would be the day before in UTC."""
    try:
        return datetime.strptime(stated, _MIRROR_DATE).date()  # noqa: DTZ007 - has %z
    except ValueError:
        return None


def _attributes(text: str) -> tuple[str, Facts] | None:
    heads = list(_ATTRIBUTES.finditer(text))
    if not heads:
        return None
    stated: dict[str, str] = {}
    for line in text[heads[-1].end() :].split("\n")[:80]:
        found = _ATTRIBUTE.match(line[:LONGEST_LINE])
        if found:
            stated.setdefault(" ".join(found[1].split()), found[2].strip())
    number = stated.get("Document Number", "").replace(" ", "")
    return (number if _DOCUMENT_NUMBER.fullmatch(number) else ""), Facts(
        container="NARA record",
        date=_attribute_day(stated.get("Draft Date", "")),
        classification=stated.get("Original Classification", ""),
        post=stated.get("From", "") if stated.get("From", "").casefold() not in {"n/a", "none"} else "",
        references=tuple(item.strip() for item in re.split(r"[,;]", stated.get("Reference", "")) if item.strip()),
        stated=stated,
    )


def _attribute_day(stated: str) -> date | None:
    for pattern in _ATTRIBUTE_DAYS:
        try:
            return datetime.strptime(stated.title(), pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None
