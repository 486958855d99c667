"""Roles of paragraphs, and the summary: what SUMMARY, COMMENT, END SUMMARY and the like say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cables.telegram.markings import LEADING, canonical_marking
from cables.telegram.patterns import any_case, exact

_KINDS = (
    ("summary", "SUMMARY|SUMMAY|SUMMMARY|EXECUTIVE SUMMARY"),
    (
        "comment",
        "COMMENT|COMMENTS|COMMMENT|EMBASSY COMMENT|MISSION COMMENT|POST COMMENT|ANALYST COMMENT"
        "|CONSULATE COMMENT|CONGEN COMMENT|AMBASSADOR'S COMMENT",
    ),
    ("action-request", "ACTION REQUEST(?:ED)?|ACTION REQUESTS|REQUEST FOR ACTION"),
    ("note", r"NOTE|BIO NOTE|BIOGRAPHIC NOTE|FYI"),
    ("quotation", "QUOTE|BEGIN QUOTE|BEGIN TEXT|BEGIN (?:UNOFFICIAL |INFORMAL )?(?:EMBASSY )?TRANSLATION"),
    ("talking-points", "TALKING POINTS|BEGIN TALKING POINTS"),
    ("introduction", "INTRODUCTION"),
)
_WORDS = "|".join(f"(?P<{kind.replace('-', '_')}>{words})" for kind, words in _KINDS)
_CONTINUED = r"(?:\s\(?CONT(?:INUED|'D|D)?\.?\)?)?"
_BEHIND = r"(?:\s?\((?:TS|S|C|LOU|SBU|U)(?:/{1,2}[A-Z]{2,6})?\))?\s{0,3}(?:[:.)]|-{1,3}(?=\s)|(?<=\n)|$)\s{0,3}"
"""What makes a word a marker: a colon, a stop, a dash, or the end of its line; a portion marking may come before."""
_AND = r"(?:(?:\s?(?:AND|/|&)\s?)[A-Z]{4,16}(?:\s[A-Z]{4,16})?)?"
_AND_SUMMARY = r"(?:(?:\s?(?:AND|/|&|,)\s?)(?:COMMENTS?|ACTION REQUEST|INTRODUCTION|KEY POINTS|RECOMMENDATIONS?))?"
_START = any_case(rf"[\s(\-*]{{0,4}}(?:BEGIN )?(?:{_WORDS})\b{_AND}{_CONTINUED}{_BEHIND}")
_SUMMARY_START = any_case(
    rf"[\s(\-*]{{0,4}}(?:BEGIN |EXECUTIVE )?(?:INTRODUCTION\s?(?:AND|/|&)\s?)?SUMM?A?R?Y"
    rf"(?: STATEMENT)?{_AND_SUMMARY}{_CONTINUED}{_BEHIND}"
)
_SUMMARY_END = any_case(rf"[\s(\-*]{{0,4}}\bEND\s{{1,3}}(?:OF\s)?(?:THE\s)?SUMM?A?R?Y{_AND_SUMMARY}\b\s?[.:)]{{0,3}}")
_HEADING = any_case(rf"[\s\-*]{{0,4}}(?:\([A-Z/]{{1,6}}\)\s)?(?:{_WORDS})\b")
_ROLES = (("SUMMARY", "summary"), ("COMMENT", "comment"), ("ACTION REQUEST", "action-request"))
_COMMENT_END = any_case(r"\bEND\s{1,3}(?:OF\s)?(?:SUMMARY AND\s|SUMMARY/)?COMMENTS?\b")
_POINTS_END = any_case(r"\bEND\s{1,3}(?:OF\s)?(?:THE\s)?(?:TALKING\s)?POINTS\b")
_ENDS = {"comment": _COMMENT_END, "talking-points": _POINTS_END}
"""Roles that hold until their end, where it is said."""
_HEADING_WORDS = any_case(r"\b(?:SUMMARY|COMMENTS?|ACTION REQUEST)\b")


_BEGINNINGS = frozenset(exact(r"\b[A-Z]{3}").findall(" ".join(("BEGIN", *(words for _, words in _KINDS)))))
"""The first three letters of every word of a marker."""
_BEFORE = " \t\n\r\f\v(-*"
"""What may stand before one."""


Part = tuple[str, str | None]
"""What roles are decided from: a paragraph's text and the heading above it."""


_ACTION_REQUEST = any_case(r"THIS IS AN? ACTION\s(?:REQUEST|MESSAGE|CABLE)\b")


def _may_start(text: str) -> bool:
    """False for most texts that begin with no marker, told more quickly than by its pattern."""
    return text[:8].lstrip(_BEFORE)[:3].upper() in _BEGINNINGS


def is_marker_line(text: str) -> bool:
    """Whether a line begins a summary, comment or the like, alone or with text behind it."""
    marking = LEADING.match(text)
    text = text[marking.end() :] if marking else text
    return _may_start(text) and (bool(_START.match(text)) or bool(_SUMMARY_START.match(text)))


def is_bare_marker(text: str) -> bool:
    """Whether a line is a marker and nothing else: SUMMARY. or COMMENT:"""
    return bool(_START.fullmatch(text)) or bool(_SUMMARY_START.fullmatch(text))


def marking_behind_marker(text: str) -> str | None:
    """The portion marking in `Summary: (SBU) ...` and `Summary (SBU): ...`."""
    start = (_SUMMARY_START.match(text) or _START.match(text)) if _may_start(text) else None
    if start is None:
        return None
    inside = text.find("(", 1, start.end())
    marking = LEADING.match(text, inside if inside > 0 else start.end())
    return canonical_marking(marking[1]) if marking else None


def role_of_heading(heading: str) -> str:
    """The role a heading gives; COMMENT and ACTION REQUEST is a comment."""
    match = _HEADING.match(heading) if "(" in heading[:5] or _may_start(heading) else None
    if match and match.lastgroup:
        return match.lastgroup.replace("_", "-")
    upper = heading.upper()
    if upper.startswith("END "):
        return "text"
    if len(heading) >= 60 or not any(word in upper for word, _ in _ROLES):
        return "text"
    words = [word.upper().rstrip("S") for word in _HEADING_WORDS.findall(heading)]
    for word, role in _ROLES:
        if word in words:
            return role
    return "text"


def roles(parts: Sequence[Part]) -> list[str]:
    """The role of each paragraph; a heading's role holds until the next heading or its end marker."""
    found: list[str] = []
    section = "text"
    for text, heading in parts:
        if heading is not None:
            section = role_of_heading(heading)
        start = _START.match(text) if _may_start(text) else None
        role = start.lastgroup.replace("_", "-") if start and start.lastgroup else section
        role = "action-request" if _ACTION_REQUEST.match(text) else role
        found.append(role)
        if role == "summary":
            ended = _ends(text, _SUMMARY_END)
            section = "text" if ended or (start and section == "text") else section
            if start and not ended and _ends_later(parts, len(found), _SUMMARY_END):
                section = "summary"
        elif role in _ENDS and _ends(text, _ENDS[role]):
            section = "text"
        elif role in _ENDS and _ends_later(parts, len(found), _ENDS[role]):
            section = role
    _fill_unstarted_summary(parts, found)
    return found


def _ends(text: str, end: re.Pattern[str]) -> bool:
    """Whether an end marker stands in the text; the word is looked for first, as few texts have it."""
    return "END" in text.upper() and end.search(text) is not None


def _ends_later(parts: Sequence[Part], begin: int, end: re.Pattern[str]) -> bool:
    """Whether an end marker follows before the next heading."""
    for text, heading in parts[begin : begin + 12]:
        if heading is not None:
            return False
        if _ends(text, end):
            return True
    return False


def _fill_unstarted_summary(parts: Sequence[Part], found: list[str]) -> None:
    """A summary that ends without having begun begins at the first paragraph."""
    if "summary" in found:
        return
    for at, (text, heading) in enumerate(parts[:12]):
        if heading is not None and at > 0:
            return
        if _ends(text, _SUMMARY_END):
            found[: at + 1] = ["summary"] * (at + 1)
            return


def summary_of(texts: Iterable[str]) -> str | None:
    """The summary's paragraphs without their markers and what follows its end, a blank line between them."""
    kept: list[str] = []
    for text in texts:
        marking = LEADING.match(text)
        start = _SUMMARY_START.match(text)
        begin = start.end() if start else 0
        marking = LEADING.match(text, begin)
        begin = marking.end() if marking else begin
        end = _SUMMARY_END.search(text, begin) if "END" in text.upper() else None
        piece = text[begin : end.start() if end else len(text)].strip(" \n-([")
        if piece:
            kept.append(piece)
        if end:
            break
    return "\n\n".join(kept) or None
