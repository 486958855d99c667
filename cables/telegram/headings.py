"""Which text lines of the body are headings: by rules above and below, or by standing alone before a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from cables.telegram.lexer import ANCHOR, PILCROW, PILCROW_STARTS
from cables.telegram.markers import is_bare_marker, is_marker_line
from cables.telegram.patterns import any_case, exact
from cables.telegram.tokens import BANNER, BLANK, OPENING, REPEATED_HEAD, RULE, TEXT, Tokens

LONGEST = 90
"""Characters of a heading line."""
LONGEST_TITLE = 10
"""Words of a heading that nothing but its capitals tell from text."""
FURTHEST = 12
"""Lines behind a heading in which the text that it stands above begins; a repeated head counts as one."""

_FEW_LINES = exact(rf"{TEXT}(?<![{TEXT}{OPENING}]{TEXT}){TEXT}{{0,2}}(?!{TEXT})")
"""Text above and below which there is none, or an opening below."""
_NEXT_TEXT = exact(rf"(?:[^{TEXT}{OPENING}{REPEATED_HEAD}]|{REPEATED_HEAD}++){{0,{FURTHEST}}}+([{TEXT}{OPENING}])")
_RIGHT_BELOW = exact(rf"(?<=[{TEXT}{OPENING}]{TEXT}){RULE}(?={BLANK}*{OPENING})")
"""A rule below text of several lines and above an opening."""
LONGEST_ITEM = 20
"""Lines above a lettered line in which the item with the letter before it begins."""
_SENTENCE_ENDS = (".", "!", "?", '."', '?"', ".)")
_GAP = exact(r" {3,}|\t+| ?\.{4,} ?(?=\S)")
_YEAR_OR_COUNT = exact(r"(?:19|20)\d\d\b|\d[\d,]*\s+[A-Z]")
_END_MARK = any_case(r"\bEND (?:OF )?(?:SUMMARY|COMMENT|NOTE|TEXT)(?: AND [A-Z]+)?$")
_QUOTATION = any_case(r"\s*(?:BEGIN|END|QUOTE|UNQUOTE)\b")
_ITEM = exact(r"\s*(?:-|=|\*|[a-z]\.|\([a-z0-9]{1,3}\)|\d{1,2}\))\s?")
_LETTERED = exact(rf"\s*{ANCHOR}?\s*([A-Z])[.)]\s")


def is_columns(text: str) -> bool:
    """Whether a line is a row of a table."""
    if "   " not in text and "\t" not in text and "...." not in text:
        return False
    gaps = _GAP.findall(text.strip())
    return len(gaps) > 1 or any(len(gap) > 4 or gap[0] == "\t" for gap in gaps)


def heading_lines(tokens: Tokens) -> set[int]:
    """Indices of the text lines that are headings; the lines that open a paragraph are known."""
    found: set[int] = set()
    in_capitals: set[int] = set()
    numbered = OPENING in tokens.kinds
    for run in _FEW_LINES.finditer(tokens.kinds):
        heading = _is_heading(tokens, *run.span(), numbered=numbered)
        if heading:
            found.update(range(*run.span()))
        elif heading is None:
            in_capitals.update(range(*run.span()))
    above_rules = [rule.start() - 1 for rule in _RIGHT_BELOW.finditer(tokens.kinds)]
    found.update(at for at in above_rules if _is_apart(tokens, at))
    return found | in_capitals if in_capitals and not _is_shouting(tokens) else found


def _is_heading(tokens: Tokens, at: int, end: int, *, numbered: bool) -> bool | None:
    """Whether the lines are a heading; None where they are one unless the whole body is in capitals."""
    lines, kinds, _ = tokens
    texts = [text.strip() for _, _, text in lines[at:end]]
    if texts[0][0] in PILCROW_STARTS:
        texts[0] = PILCROW.sub("", texts[0], 1) or texts[0]
    if len(max(texts, key=len)) > LONGEST or any(map(is_columns, texts)):
        return False
    if not texts[0][0].isalpha() and not any(map(str.isalpha, texts[0])):
        return False
    above = kinds[at - 1] if at else BLANK
    below = kinds[end] if end < len(kinds) else BLANK
    if below == RULE and len(lines[end].text.strip()) > 2:
        return not _goes_on(tokens, at, texts[0])
    if _is_sentence(texts) or _ITEM.match(texts[0]) or _QUOTATION.match(texts[0]):
        return False
    if above == RULE and len(lines[at - 1].text.strip()) > 2 and below == BLANK:
        return True
    next_text = _NEXT_TEXT.match(kinds, end)
    if next_text is None or _goes_on(tokens, at, texts[0]) or _is_next_item(tokens, at, texts[0]):
        return False
    if _is_marked_text(texts):
        return False
    if next_text[1] == OPENING:
        begins = texts[0][0].isupper() or _YEAR_OR_COUNT.match(texts[0])
        return (len(texts) <= 2 and bool(begins)) or texts[0][0] in "(\"'."
    if not numbered and len(texts) == 1 and _is_title(texts[0]):
        before = kinds.rfind(TEXT, max(at - FURTHEST, 0), at)
        neighbours = [lines[place].text.strip() for place in (before, next_text.end() - 1) if place >= 0]
        return not any(map(_is_title, neighbours))
    capitals = " ".join(texts)
    return None if capitals.isupper() and len(capitals) <= LONGEST else False


def _is_marked_text(lines: Sequence[str]) -> bool:
    """Whether a summary or the like, marker and text, stands on the lines; a heading of that kind has one line."""
    return (len(lines) > 1 and is_marker_line(lines[0]) and not is_bare_marker(lines[0])) or bool(
        _END_MARK.search(lines[-1])
    )


def _is_title(text: str) -> bool:
    """Whether a short line is written as titles are: all words that matter with capitals, and no stop."""
    words = text.split()
    return (
        len(words) < LONGEST_TITLE
        and text[0].isupper()
        and text[-1].isalnum()
        and text.replace(" ", "").isalpha()
        and all(word[0].isupper() or len(word) < 4 for word in words)
    )


def _is_apart(tokens: Tokens, at: int) -> bool:
    """Whether a line above a rule is a heading though it stands right below the last line of a paragraph."""
    above, text = tokens.lines[at - 1].text, tokens.lines[at].text.strip()
    begins = text[0].isupper() or text[0] == "("
    return (
        begins
        and above.endswith(_SENTENCE_ENDS)
        and len(text) <= LONGEST
        and not (_is_sentence([text]) or _ITEM.match(text) or is_columns(above) or is_columns(text))
    )


def _is_sentence(lines: Sequence[str]) -> bool:
    last = lines[-1]
    ends = (
        (last[-1] in ".,;" and not last.endswith(".."))
        or (last[-1] == ")" and ". " in " ".join(lines))
        or last.endswith((".)", '."', ".8"))
    )
    return ends and not (len(lines) == 1 and is_bare_marker(last))


def _goes_on(tokens: Tokens, at: int, text: str) -> bool:
    """Whether the line goes on with a sentence that a banner cut; one that begins with a digit only behind a banner."""
    if not (text[:1].islower() or text[:1].isdigit()):
        return False
    begin = max(at - 8, 0)
    place = max(tokens.kinds.rfind(TEXT, begin, at), tokens.kinds.rfind(OPENING, begin, at))
    if text[:1].isdigit() and BANNER not in tokens.kinds[place + 1 : at]:
        return False
    return place >= 0 and tokens.lines[place].text[-1:] not in '.!?:")'


def _is_next_item(tokens: Tokens, at: int, text: str) -> bool:
    """Whether a lettered line follows the item with the letter before it in the same paragraph."""
    letter = _LETTERED.match(text)
    if letter is None or text.isupper():
        return False
    above = tokens.kinds[max(at - LONGEST_ITEM, 0) : at].rstrip(BLANK)
    item = at - min(at, LONGEST_ITEM) + len(above)
    while above.endswith(TEXT):
        above, item = above[:-1], item - 1
        before = _LETTERED.match(tokens.lines[item].text)
        if before:
            return ord(before[1]) + 1 == ord(letter[1])
    return False


def _is_shouting(tokens: Tokens) -> bool:
    """Whether the body is written in capitals throughout."""
    texts = [line[2] for line, kind in zip(tokens.lines[:150], tokens.kinds, strict=False) if kind in (TEXT, OPENING)]
    return sum(map(str.isupper, texts)) * 2 > len(texts)
