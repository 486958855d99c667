"""Makes the spans of a telegram: every character of the text in exactly one of them."""

from __future__ import annotations

from collections.abc import Iterable

from cables.telegram.values import Span


def tile(length: int, coarse: Iterable[Span], details: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that cover 0..length once each.

    `coarse` is in source order and may leave gaps, which become "unread"; `details` are laid over it. A span that
    would overlap what is laid already is cut back to what is free.
    """
    base = _without_gaps(length, coarse)
    fine = sorted((span for span in details if span.end > span.start), key=lambda span: (span.start, span.end))
    return tuple(_merge(_overlay(base, fine)))


def _without_gaps(length: int, spans: Iterable[Span]) -> list[Span]:
    tiled: list[Span] = []
    reached = 0
    for span in spans:
        start = max(span.start, reached)
        end = min(span.end, length)
        if end <= start:
            continue
        if start > reached:
            tiled.append(Span(reached, start, "unread"))
        tiled.append(span if start == span.start and end == span.end else Span(start, end, span.field, span.index))
        reached = end
    if reached < length:
        tiled.append(Span(reached, length, "unread"))
    return tiled


def _overlay(base: list[Span], fine: list[Span]) -> list[Span]:
    if not fine:
        return base
    laid: list[Span] = []
    at = 0
    reached = 0
    for span in fine:
        start = max(span.start, reached)
        if span.end <= start:
            continue
        at = _copy_until(base, at, reached, start, laid)
        laid.append(Span(start, span.end, span.field, span.index))
        reached = span.end
    _copy_until(base, at, reached, base[-1].end if base else 0, laid)
    return laid


def _copy_until(base: list[Span], at: int, start: int, end: int, laid: list[Span]) -> int:
    """Copies start..end of the base; gives the first base span that reaches beyond `end`."""
    while at < len(base) and base[at].end <= start:
        at += 1
    while at < len(base) and base[at].start < end:
        span = base[at]
        laid.append(Span(max(span.start, start), min(span.end, end), span.field, span.index))
        if span.end > end:
            break
        at += 1
    return at


def _merge(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and (merged[-1].field, merged[-1].index) == (span.field, span.index):
            merged[-1] = Span(merged[-1].start, span.end, span.field, span.index)
        else:
            merged.append(span)
    return merged
