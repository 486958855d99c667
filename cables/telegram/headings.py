"""Which text lines of the body are headings: by rules above and below, or by standing alone before a paragraph."""

from __future__ import annotations

from collections.abc import Container, Sequence

from cables.telegram.markers import is_bare_marker
from cables.telegram.patterns import any_case, exact
from cables.telegram.tokens import Token

LONGEST = 90
"""Characters of a heading line."""
MOST_LINES = 3

_GAP = exact(r" {3,}|\t+")
_QUOTATION = any_case(r"\s*(?:BEGIN|END|QUOTE|UNQUOTE)\b")
_ITEM = exact(r"\s*(?:-|=|\*|[a-z]\.|\([a-z0-9]{1,3}\)|\d{1,2}\))\s?")


def is_columns(text: str) -> bool:
    """Whether a line is a row of a table."""
    if "   " not in text and "\t" not in text:
        return False
    gaps = _GAP.findall(text.strip())
    return len(gaps) > 1 or any(len(gap) > 4 or gap[0] == "\t" for gap in gaps)


def heading_lines(tokens: Sequence[Token], openings: Container[int]) -> set[int]:
    """Indices of the text tokens that are headings."""
    found: set[int] = set()
    capitals_mean_little = _is_shouting(tokens)
    above = "blank"
    for at, (kind, _, _) in enumerate(tokens):
        if kind == "text" and above != "text" and at not in openings:
            end = at + 1
            while end < len(tokens) and end - at <= MOST_LINES and tokens[end].kind == "text" and end not in openings:
                end += 1
            if end - at <= MOST_LINES and _is_heading(tokens, at, end, openings, capitals_mean_little):
                found.update(range(at, end))
        above = kind
    return found


def _is_heading(
    tokens: Sequence[Token], at: int, end: int, openings: Container[int], capitals_mean_little: bool
) -> bool:
    lines = [text.strip() for _, _, text in tokens[at:end]]
    if max(map(len, lines)) > LONGEST or any(map(is_columns, lines)) or not any(map(str.isalpha, lines[0])):
        return False
    above = tokens[at - 1].kind if at else "blank"
    below = tokens[end].kind if end < len(tokens) else "blank"
    if below == "rule" and len(tokens[end].text.strip()) > 2:
        return True
    if _ITEM.match(lines[0]) or _QUOTATION.match(lines[0]) or _is_sentence(lines):
        return False
    if above == "rule" and len(tokens[at - 1].text.strip()) > 2 and below == "blank":
        return True
    if above == "text" or (below == "text" and end not in openings) or _goes_on(tokens, at, lines[0]):
        return False
    next_text = _next_text(tokens, end)
    if next_text is None:
        return False
    if next_text in openings:
        return (len(lines) <= 2 and lines[0][0].isupper()) or lines[0][0] in "(\"'."
    capitals = " ".join(lines)
    return capitals.isupper() and not capitals_mean_little and len(capitals) <= LONGEST and " " in capitals + " "


def _is_sentence(lines: Sequence[str]) -> bool:
    if len(lines) == 1 and is_bare_marker(lines[0]):
        return False
    return (
        (lines[-1][-1] in ".,;" and not lines[-1].endswith(".."))
        or (lines[-1][-1] == ")" and ". " in " ".join(lines))
        or lines[-1].endswith((".)", '."'))
    )


def _goes_on(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Whether the line goes on with a sentence that a banner cut."""
    for token in reversed(tokens[max(at - 8, 0) : at]):
        if token.kind == "text":
            return token.text[-1:] not in '.!?:")' and text[:1].islower()
    return False


def _next_text(tokens: Sequence[Token], at: int) -> int | None:
    for place in range(at, min(at + 12, len(tokens))):
        if tokens[place].kind == "text":
            return place
    return None


def _is_shouting(tokens: Sequence[Token]) -> bool:
    """Whether the body is written in capitals throughout."""
    texts = [text for kind, _, text in tokens[:150] if kind == "text"]
    return sum(map(str.isupper, texts)) * 2 > len(texts)
