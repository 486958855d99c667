"""The labels that open the fields between the classification line and the first paragraph, in all their damage."""

from __future__ import annotations

from typing import NamedTuple

from cables.telegram.lexer import ANCHOR, PILCROW, PILCROW_STARTS, Line, cut
from cables.telegram.patterns import any_case, exact
from cables.telegram.tags import known

_EXECUTIVE_ORDER = any_case(
    r"E\s?\.\s?[O0]\s?[.:]\s?:?\s{0,3}(?=[\d:.]|$)"
    # Without a stop a zero may begin the year of a reference: `E. 06TELAVIV459`.
    r"|E\s?\.\s?[O0]\s{1,3}(?=\d{4,5}\b)|E\s?\.\s?O(?=\d{5}|\s{0,3}$)"
    r"|EO\s?[.:]?\s{0,3}(?=\d{3,5})|EO\s?:"
)
_DAMAGED_TAGS = "(?:TAGES|TAS|TABS|TGS|AGS|TAGA|TAFS|TAGGS)"
_TAGS = any_case(rf"TAGS?\b\s{{0,3}}[:;,.]?|{_DAMAGED_TAGS}\s{{0,3}}[:;,]")
_TAGS_AND_CODE = any_case(rf"{_DAMAGED_TAGS}\s{{1,3}}(?=([A-Z]{{4}})\b)")
_SUBJECT = any_case(
    r"(?:SUBJECT|SUBJ)\b\.?\s{0,3}[:;]{0,2}\s?-{0,2}"
    r"|(?:UBJECT|SUJECT|SUBECT|SUBJET|SBJECT|SUBJEC|SUBJCT|SUBJECTS|SUB)\s{0,3}[:;]"
)
_REFERENCES = any_case(
    r"(?:[A-Z]{3,10}\s)?(?:REFTELS?|REFERENCES?|REFS?|RE)\s?(?:\(S\))?\.?\s{0,3}[:;]"
    r"|(?:REFTELS?|REFS?)(?:\(S\))?\s?\.?\s{0,3}(?=\(?[A-Z0-9]{1,2}\s?[.)\]:]|\(A\)|[A-Z .]{3,25}\s\d{2,7}\b|$)"
    r"|REFS?\.\s|(?:REFTELS?|REFS?)\s{1,2}-{1,2}\s"
    r"|Q:\s{0,3}(?=\(?A[.)])"
)
_WORD_AND_REFERENCES = any_case(
    r"\s{0,9}(?!PROGRAM\s)[A-Z]{3,10}\s(?=(?:REFTELS?|REFERENCES?|REFS?)\s?(?:\(S\))?\s{0,3}[:;])"
)
_CLASSIFIED_BY = any_case(
    r"(?:CL?ASS?[IFS]{1,5}E?D|CLASIFIED|CLASSIFED|CLASSIFICATION)\s{1,3}BY\b\s{0,3}[:;.\-]{0,2}"
    r"|CLASSIFIED\s{0,3}:|DERIVED\s{1,3}FROM\s{0,3}:|DERIVED\s{1,3}BY\s{0,3}:|CL\s?BY\s{0,3}:"
)
_REASON = any_case(r"R?EA?\s?SO\s?NS?\s{0,3}[:;]")
_NUMBERED = any_case(r"\(?\d{1,2}[.)]\s{0,4}(?:\((?:U|SBU|LOU|C|S|TS)(?:/[A-Z]{2,7})?\)\s{0,3})?")
_MARKING = any_case(r"\((?:U|SBU|LOU|C|S|TS)(?://?[A-Z]{2,7})?\)\s{0,3}")
_INNER = exact(
    r"(?<![A-Za-z])(?:E\.\s?[Oo]\.?:?\s?\d{5}\s?:|(?:TAGS|Tags|tags)\s?:|(?<!\()(?:SUBJECT|Subject|subject|SUBJ|Subj)\s?:"
    r"|(?:REF|Ref|REFS|Refs|REF\(S\)|Ref\(s\)|REFTEL|Reftel|REFTELS|Reftels)\s?:"
    r"|(?:CL?ASS?[IFS]{1,5}E?D|Cl?ass?[ifs]{1,5}e?d)\s(?:BY|By|by)\s?(?::|(?=[^:]{4,120}(?:\b1\.[45]\b|\b(?:REASON|Reason|reason)))))"
    r"|(?<=[a-z.,])REFS?:\s?\(?A[.)]|(?<=[A-Z])REF:\s?\(?A[.)]|\sRef\(s\):?\s?A\)"
)
LONG_LINE = 400
_INNER_ORDER = exact(r"E\.\s?[Oo]")
_INNER_WORDS = ("TAGS", "Tags", "tags", "SUBJ", "Subj", "subj", "REF", "Ref", "CLAS", "Clas")
_CLASSIFIED_STARTS = "(0123456789CcDdRrEe"
"""First characters of Classified By and reason lines, with or without a number before."""
_FIRST_PARAGRAPH = exact(rf"\s{ANCHOR}?1\.\s{{0,3}}(?=\((?:U|SBU|LOU|C|S|TS|S/NF|C/NF)\)|Summary|SUMMARY)")

FIELDS = (
    ("executive_order", _EXECUTIVE_ORDER),
    ("tags", _TAGS),
    ("subject", _SUBJECT),
    ("references", _REFERENCES),
)
_FIELD = any_case("|".join(f"(?P<{field}>{pattern.pattern})" for field, pattern in FIELDS))


class Label(NamedTuple):
    field: str
    end: int
    """Where in the line the text behind the label starts."""


def label_of(text: str) -> Label | None:
    """The label a line begins with; a pilcrow, and before Classified By a paragraph number, may precede it."""
    at = len(text) - len(text.lstrip())
    pilcrow = PILCROW.match(text) if text[at : at + 1] in PILCROW_STARTS else None
    if pilcrow:
        at = pilcrow.end()
    if at >= len(text):
        return None
    match = _FIELD.match(text, at) if text[at] in "EeTtSsRrUuQqAaPp" else None
    if match and match.lastgroup:
        return Label(match.lastgroup, match.end())
    bare = _TAGS_AND_CODE.match(text, at) if text[at] in "TtAa" else None
    if bare and bare[1].upper() in known():
        return Label("tags", bare.end())
    return _classified(text, at) if text[at] in _CLASSIFIED_STARTS else None


def without_word(line: Line) -> list[Line]:
    """The line cut before REF where a word stands in front of it, which below a subject is the subject's last."""
    match = _WORD_AND_REFERENCES.match(line.text)
    return cut(line, [match.end()]) if match else [line]


def _classified(text: str, at: int) -> Label | None:
    for prefix in (_NUMBERED, _MARKING):
        match = prefix.match(text, at)
        if match:
            at = match.end()
    match = _CLASSIFIED_BY.match(text, at)
    if match:
        return Label("classified_by", match.end())
    return Label("classified_by", at) if _REASON.match(text, at) else None


def _names_a_field(text: str, begin: int) -> bool:
    """Whether a word of _INNER stands behind `begin` in a long line; in a short one the pattern is quick to tell."""
    if len(text) < LONG_LINE:
        return True
    return any(text.find(word, begin) >= 0 for word in _INNER_WORDS) or bool(_INNER_ORDER.search(text, begin))


def split(line: Line, label: Label | None) -> list[Line]:
    """The line cut before each label inside it, and before a first paragraph that follows them on the same line.

    `label` is the one that the line begins with.
    """
    begin = label.end if label else 0
    text = line.text
    open_label = text.find(":", begin) >= 0 or "Ref(s)" in text or "lassified " in text or "ASSIFIED BY" in text
    labelled = open_label and _names_a_field(text, begin)
    inner = _INNER.finditer(line.text, begin) if labelled else ()
    places = [match.start() + (match[0][0] == " ") for match in inner]
    if not places and label is None:
        return [line]
    first = _FIRST_PARAGRAPH.search(line.text) if "1." in line.text else None
    if first:
        places = [place for place in places if place < first.start()] + [first.start() + 1]
    return cut(line, [place for place in places if place > 0])
