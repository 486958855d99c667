"""Makes the spans of a telegram: every character of the text in exactly one of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import repeat
from operator import itemgetter

from cables.telegram.values import Span

Stretch = tuple[int, int, str, int | None]
"""Start, end, field, index, as in Span."""

_new_span: Callable[[type[Span], Stretch], Span] = tuple.__new__
"""Span._make without its check of the length."""


def tile(length: int, coarse: Iterable[Stretch], details: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that cover 0..length once each.

    `coarse` is in source order, within 0..length, and may leave gaps, which become "unread"; `details` are laid over
    it. A span that would overlap what is laid already is cut back to what is free.
    """
    base = _without_gaps(length, coarse)
    fine = sorted((span.start, span.end, span.field, span.index) for span in details if span.end > span.start)
    return tuple(map(_new_span, repeat(Span), _overlaid(base, fine) if fine else base))


def _without_gaps(length: int, stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches without overlaps and gaps; neighbours of the same field and index become one."""
    tiled: list[Stretch] = []
    begin = reached = 0
    field: str | None = None
    index: int | None = None
    for start, end, name, number in (*stretches, (length, length, "", None)):
        if start > reached:
            if field is not None:
                tiled.append((begin, reached, field, index))
            tiled.append((reached, start, "unread", None))
            begin, reached, field = start, start, None
        if end <= reached:
            continue
        if name != field or number != index:
            if field is not None and reached > begin:
                tiled.append((begin, reached, field, index))
            begin, field, index = reached, name, number
        reached = end
    if field is not None and reached > begin:
        tiled.append((begin, reached, field, index))
    return tiled


def _overlaid(base: list[Stretch], fine: list[Stretch]) -> list[Stretch]:
    """The base with the fine stretches laid over that part of it that they touch."""
    begin = bisect_right(base, fine[0][0], key=itemgetter(1))
    end = bisect_left(base, max(stretch[1] for stretch in fine), key=itemgetter(0))
    return base[:begin] + _merge(_overlay(base[begin:end], fine)) + base[end:]


def _overlay(base: list[Stretch], fine: list[Stretch]) -> list[Stretch]:
    laid: list[Stretch] = []
    at = 0
    reached = base[0][0] if base else 0
    for start, end, field, index in fine:
        start = max(start, reached)
        if end <= start:
            continue
        at = _copy_until(base, at, reached, start, laid)
        laid.append((start, end, field, index))
        reached = end
    _copy_until(base, at, reached, base[-1][1] if base else 0, laid)
    return laid


def _copy_until(base: list[Stretch], at: int, start: int, end: int, laid: list[Stretch]) -> int:
    """Copies start..end of the base; gives the first base stretch that reaches beyond `end`."""
    while at < len(base) and base[at][1] <= start:
        at += 1
    while start < end and at < len(base) and base[at][0] < end:
        first, last, field, index = base[at]
        laid.append((max(first, start), min(last, end), field, index))
        if last > end:
            break
        at += 1
    return at


def _merge(stretches: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end, field, index in stretches:
        if merged and merged[-1][2] == field and merged[-1][3] == index:
            merged[-1] = (merged[-1][0], end, field, index)
        else:
            merged.append((start, end, field, index))
    return merged
