"""What a harvester asks for, and what is wrong with it."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

PREFIX = "oai_dc"
VERBS = {
    "Identify": (frozenset[str](), frozenset[str]()),
    "ListMetadataFormats": (frozenset[str](), frozenset({"identifier"})),
    "ListSets": (frozenset[str](), frozenset({"resumptionToken"})),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset[str]()),
}
"""The arguments that each verb needs, and those it may have; a resumption token stands alone."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_LONGEST_TOKEN = 1_000


class Fault(Exception):
    """An error of the protocol: its code, and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Selection:
    """A list that is asked for, and how far it has been given out."""

    since: str = ""
    """From this moment on, included; ISO 8601 in UTC, as all moments here."""
    before: str = ""
    """Up to this one, not included."""
    set: str = ""
    behind: str = ""
    """The last record given changed at this moment, with its microseconds;"""
    behind_pk: int = 0
    """and this is its primary key."""
    given: int = 0
    """Records given out so far."""
    total: int = 0
    """Records in the list when it was begun."""


def checked(verb: str, arguments: Mapping[str, list[str]]) -> dict[str, str]:
    """The arguments of a verb, each once. Raises Fault."""
    if verb not in VERBS:
        raise Fault("badVerb", "There is no such verb; there are " + ", ".join(VERBS) + ".")
    needed, allowed = VERBS[verb]
    for name, values in arguments.items():
        if name not in needed | allowed:
            raise Fault("badArgument", f"{verb} takes no argument of that name.")
        if len(values) > 1:
            raise Fault("badArgument", f"The argument {name} stands there more than once.")
    given = {name: values[0] for name, values in arguments.items()}
    if "resumptionToken" in given:
        if len(given) > 1:
            raise Fault("badArgument", "A resumptionToken stands alone.")
        return given
    for name in sorted(needed - given.keys()):
        raise Fault("badArgument", f"{verb} needs the argument {name}.")
    return given


def selection(given: Mapping[str, str]) -> Selection:
    """The list that arguments ask for. Raises Fault."""
    if "resumptionToken" in given:
        return _resumed(given["resumptionToken"])
    if given["metadataPrefix"] != PREFIX:
        raise Fault("cannotDisseminateFormat", f"The only format here is {PREFIX}.")
    bounds = [given[name] for name in ("from", "until") if name in given]
    if len({len(bound) for bound in bounds}) > 1:
        raise Fault("badArgument", "from and until must be written alike: both as days, or both with their seconds.")
    since = _moment(given["from"]) if "from" in given else None
    until = _moment(given["until"]) if "until" in given else None
    if since and until and since > until:
        raise Fault("badArgument", "from is later than until.")
    step = timedelta(days=1) if _DAY.fullmatch(given.get("until", "")) else timedelta(seconds=1)
    try:
        before = until + step if until else None
    except OverflowError as error:
        raise Fault("badArgument", "until is later than dates go.") from error
    return Selection(
        since=since.isoformat() if since else "", before=before.isoformat() if before else "", set=given.get("set", "")
    )


def token(selected: Selection, *, behind: datetime, behind_pk: int, given: int) -> str:
    """Says all that is needed to go on; nothing of it is kept here."""
    further = replace(selected, behind=behind.isoformat(), behind_pk=behind_pk, given=selected.given + given)
    short = {name: value for name, value in asdict(further).items() if value}
    return base64.urlsafe_b64encode(json.dumps(short).encode()).decode().rstrip("=")


def _resumed(text: str) -> Selection:
    try:
        values = json.loads(base64.urlsafe_b64decode(text[:_LONGEST_TOKEN] + "=" * (-len(text) % 4)))
        selected = Selection(**values)
        for moment in filter(None, (selected.since, selected.before, selected.behind)):
            if datetime.fromisoformat(moment).utcoffset() != timedelta(0):
                raise ValueError
        numbers = (selected.behind_pk, selected.given, selected.total)
        if not (selected.behind and isinstance(selected.set, str) and "\x00" not in selected.set):
            raise ValueError
        if not all(isinstance(number, int) and 0 <= number < 2**63 for number in numbers):
            raise ValueError
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise Fault("badResumptionToken", "This is no resumptionToken of this archive.") from error
    return selected


def _moment(text: str) -> datetime:
    if not (_DAY.fullmatch(text) or _SECOND.fullmatch(text)):
        raise Fault("badArgument", "from and until are written 2009-04-06 or 2009-04-06T09:00:00Z.")
    try:
        return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError as error:
        raise Fault("badArgument", "from or until is no day of the calendar.") from error
