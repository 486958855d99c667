"""What people type, made into the Lucene syntax that the parser reads.

Signs that mean nothing where they stand are taken out, brackets and colons that belong to a word are escaped, cable
ids of several words become one term. Nothing here depends on what the archive holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cables.search.fields import Kind, nearest_field, typed_fields
from cables.telegram import canonical_id
from cables.vocabulary import post_by_name

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_QUOTED = re.compile(r'("(?:[^"\\]|\\.)*")', re.DOTALL)
_PHRASE = "\ue000"
"""Stands for a phrase in quotes, in which nothing is changed, while the signs around it are read."""
_ADDRESS = re.compile(r"(?<!\w)[A-Za-z]{2,8}://[^\s\ue000]*[\w/]|(?<!\w)www\.[\w.\-]+[^\s()\ue000]*[\w/]")
_ID_IN_ADDRESS = re.compile(r"(?<=/)\d{2,4}[A-Z]{2,24}\d{1,7}(?:_[a-z])?(?![^\W_])")
_NAME = r"[^\W\d_](?:[^\W\d_]|[.'\u2019\-])*"
_YEAR_FIRST = re.compile(
    rf"(?<![\w.,\-/])('?\d\d|\d{{4}})[ \-/]+({_NAME}(?: {_NAME}){{0,3}}?)[ \-#]+(\d{{1,8}})(?![\w.,]\w|\w)"
)
_YEAR_LAST = re.compile(rf"(?<![\w.])({_NAME}(?: {_NAME}){{0,4}}) #?\d{{1,8}},? ?\('?(?:\d{{4}}|\d\d)\)")
_GLUED = re.compile(r"(?<=[^\W_])(?<!\bAND)(?<!\bOR)(?<!\bNOT)(?:\([^\s()\ue000:\\]{1,20}\))+")
_COMPARED = re.compile(r"(?<![\w:\\])([A-Za-z]+)\s?(>=|<=|=|>|<)\s?(?=[\w\ue000])")
_FIELD_AND_BLANK = re.compile(r"(?<![\w:\\])([^\W\d_][\w\-]*):(?=\s)")
_DANGLING = re.compile(r"(?<![\w:\\])([A-Za-z][\w\-]*):\s*(?=$|\)|(?:AND|OR|NOT)\b)")
_SUBSTITUTED = (
    (re.compile(r"[\x00-\x1f\x7f]"), " "),
    (re.compile(r"(?<!\S)&&(?!\S)"), "AND"),
    (re.compile(r"(?<!\S)\|\|(?!\S)"), "OR"),
    (re.compile(r"(?<!\S)!(?=[^\s!])"), "-"),
    (re.compile(r"(?<!\S)(?:[-\u2010-\u2015]+|[+'/&])(?!\S)"), " "),
    (re.compile(r"(?<![^\s(:])'"), " "),
    (re.compile(r"(?<=\d):(?=\d)"), r"\:"),
    (re.compile(r"(?<![\w\\]):"), " "),
    (re.compile(r"([\[{][^\[\]{}\s]+\s+)to(?=\s+[^\[\]{}\s]+\s*[\]}])"), r"\1TO"),
)
"""Signs that Lucene writes otherwise, or that mean nothing where they stand: a dash between blanks excludes no word."""
_QUESTION = re.compile(r"(?<=\w)\?+\s*\Z")
_WORDS_OF_A_QUESTION = 3
_COMPARABLE = frozenset({Kind.DATE, Kind.LEVEL, Kind.NUMBER, Kind.MARKING})
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b")
_LOWER_OR = re.compile(r"(?<=\S)\s+or\s+(?=\S)")
_CLOSES = {")": "(", "]": "[{", "}": "[{"}


def straightened(text: str) -> str:
    """With typewriter's quotation marks; every character keeps its place."""
    return text.translate(_QUOTES)


def in_lucene_syntax(text: str, notice: Callable[[str], None]) -> str:
    """`text`, whose quotation marks are straight, as the parser takes it; `notice` is told what was left out."""
    quoted = iter(_QUOTED.findall(text := text.replace(_PHRASE, " ")))
    text = _unquoted(_QUOTED.sub(_PHRASE, text))
    if _QUESTION.search(text) and len(text.split()) >= _WORDS_OF_A_QUESTION:
        notice("The question mark at the end was read as one; put “*” or “?” inside a word to stand for letters.")
        text = _QUESTION.sub("", text)
    for match in _DANGLING.finditer(text):
        notice(f"Nothing stands after “{match[1]}:”; it was left out.")
    return re.sub(_PHRASE, lambda match: next(quoted), _DANGLING.sub("", text))


def hint(text: str) -> str:
    """A sentence for who may have meant an operator; "" where none is due."""
    bare = " ".join(_QUOTED.split(text)[::2])
    if _LOWER_OR.search(bare) and not _OPERATOR.search(bare):
        return "“or” was searched as a word; write OR in capitals to find either of its neighbours."
    return ""


def unpaired(text: str) -> str:
    """Which quotation mark or bracket has no partner, and where, without a full stop; "" where all have one."""
    opened: list[tuple[str, int]] = []
    quote = 0
    escaped = False
    for place, char in enumerate(text, start=1):
        if escaped or char == "\\":
            escaped = not escaped
        elif char == '"':
            quote = 0 if quote else place
        elif quote:
            continue
        elif char in "([{":
            opened.append((char, place))
        elif char in _CLOSES:
            if not opened or opened[-1][0] not in _CLOSES[char]:
                return f"The bracket “{char}” at character {place} has no partner"
            opened.pop()
    if quote:
        return f"The quotation mark at character {quote} has no partner"
    return f"The bracket “{opened[0][0]}” at character {opened[0][1]} has no partner" if opened else ""


def _unquoted(text: str) -> str:
    text = _ADDRESS.sub(_address, text)
    text = _YEAR_FIRST.sub(_year_first, text)
    text = _YEAR_LAST.sub(_year_last, text)
    text = _GLUED.sub(lambda match: _escaped(match[0]), text)
    text = _COMPARED.sub(_comparison, text)
    text = _FIELD_AND_BLANK.sub(_field_or_word, text)
    for pattern, replacement in _SUBSTITUTED:
        text = pattern.sub(replacement, text)
    return text


def _escaped(text: str) -> str:
    """One term, whatever stands in it."""
    return re.sub(r"([^\w\\])", r"\\\1", text)


def _address(match: re.Match[str]) -> str:
    """The id of the cable that a link leads to, or else the link as one term."""
    found = _ID_IN_ADDRESS.search(match[0])
    cable = canonical_id(found[0]) if found else None
    return cable or _escaped(match[0])


def _year_first(match: re.Match[str]) -> str:
    return _escaped(match[0]) if post_by_name(match[2]) else match[0]


def _year_last(match: re.Match[str]) -> str:
    """The last words of the name that are a post, its number and its year as one term."""
    words = match[1].split(" ")
    for skipped in range(len(words)):
        if post_by_name(" ".join(words[skipped:])):
            before = "".join(f"{word} " for word in words[:skipped])
            return before + _escaped(match[0][len(before) :])
    return match[0]


def _comparison(match: re.Match[str]) -> str:
    field = typed_fields().get(match[1].lower())
    if field is None or field.kind not in _COMPARABLE:
        return match[0]
    return f"{match[1]}:{match[2] if match[2] != '=' else ''}"


def _field_or_word(match: re.Match[str]) -> str:
    """A name with a colon and a blank is a field where there is one, or is nearly one; else it is a word of prose."""
    name = match[1].lower()
    return match[0] if name in typed_fields() or nearest_field(name) else f"{match[1]} "
