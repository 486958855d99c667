"""Keeps the index in step with the database."""

from __future__ import annotations

from cables.search.values import IndexDrift, Progress


def drain() -> int:
    """Brings the index up to date with all recorded changes; gives the number of records that were followed.

    Safe to call at any time and from several processes. Raises SearchUnavailable when the index cannot be written.
    """
    return 0


def rebuild(progress: Progress | None = None) -> int:
    """Builds the index anew beside the old one, which serves until the new one takes its place; gives its cables."""
    return 0


def check(progress: Progress | None = None) -> IndexDrift:
    """Compares ids and content of database and index. Raises SearchUnavailable when the index cannot be read."""
    return IndexDrift()
