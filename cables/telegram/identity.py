"""Which telegram it is: id, post and number, out of what container, header and classification line say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cables.telegram.classification import ClassificationLine
from cables.telegram.dates import century, moment
from cables.telegram.draft import Draft
from cables.telegram.header import Header
from cables.telegram.ids import canonical_id, find_post, is_exact_post, make_id, read_id

DAYS_OF_YEAR = 365
HALF_A_DAY = 1200
"""As a time of four figures; a telegram is sent minutes after it is dated, perhaps on the next day."""


@dataclass(frozen=True, slots=True)
class Identity:
    reference_id: str | None
    post: str | None
    serial: int | None


def identified(
    draft: Draft, header: Header, line: ClassificationLine | None, given: str | None, spare: str | None
) -> Identity:
    """The id that the container gave, or else the one that is read; a date missing in the header may follow from it.

    `spare` is an id that counts only where there is no other.
    """
    sent, defects = header.sent, len(draft.defects)
    _check_date(draft, header, given)
    identity = _identity(draft, header, line, given)
    if spare and identity.reference_id is None:
        header.sent = sent
        del draft.defects[defects:]
        _check_date(draft, header, spare)
        identity = _identity(draft, header, line, spare)
    return identity


def _check_date(draft: Draft, header: Header, given: str | None) -> None:
    """The station line's day of the year against the date-time group, or in its place if that is damaged."""
    station = header.station
    if station is None or station.day_of_year is None or station.time is None:
        return
    if header.sent:
        days = abs(header.sent.timetuple().tm_yday - station.day_of_year)
        if 1 < days < DAYS_OF_YEAR - 1:
            draft.odd("date-disagrees", 0, 0, f"day {station.day_of_year} of the year in the station line")
        return
    reference_id = (canonical_id(given) if given else None) or header.container_id
    year = century(int(reference_id[:2])) if reference_id else header.damaged_year
    if year is None:
        return
    time = header.damaged_time or station.time
    start = moment(year, 1, 1, int(time[:2]), int(time[2:]))
    if start and 0 < station.day_of_year <= DAYS_OF_YEAR + 1:
        dated_before_midnight = int(time) - int(station.time) > HALF_A_DAY
        header.sent = start + timedelta(days=station.day_of_year - 1 - dated_before_midnight)
        draft.odd("date-from-station-line", 0, 0, header.sent.isoformat())


def _identity(draft: Draft, header: Header, line: ClassificationLine | None, given: str | None) -> Identity:
    given_id, mended = read_id(given) if given else (None, False)
    if given and given_id is None:
        draft.odd("unreadable-id", 0, 0, given[:80])
    elif given and mended:
        draft.odd("mended-id", 0, 0, f"{given[:80]} read as {given_id}")
    given_id = given_id or header.container_id
    post = line.post if line else None
    serial = int(line.number) if line else None
    if line and post and not is_exact_post(line.post_name):
        place = draft.of("classification")[0].line
        draft.odd("nearest-post", place.start, place.end, f"{line.post_name} read as {post}")
    if line and line.misspelt:
        place = draft.of("classification")[0].line
        draft.odd("damaged-level", place.start, place.end, f"read as {line.level}")
    if post is None and header.sender:
        post = find_post(header.sender)
    if serial is None and header.station:
        serial = header.station.serial
    if line and post is None:
        draft.odd("unknown-post", 0, 0, line.post_name)
        named = "".join(char for char in line.post_name.upper() if char.isalpha())
        post = named if header.sender and named in "".join(header.sender.upper().split()) else None
    year = f"{header.sent.year % 100:02d}" if header.sent else (given_id[:2] if given_id else None)
    own = make_id(year, post, str(serial)) if serial and (line or given_id is None) else None
    if given_id and own and own != given_id:
        draft.odd("id-mismatch", 0, 0, f"{given_id} given, {own} read")
    found = given_id or own
    if found and (post is None or serial is None):
        digits = len(found) - len(found.rstrip("0123456789"))
        post, serial = post or found[2:-digits], serial or int(found[-digits:])
    return Identity(found, post, serial)
