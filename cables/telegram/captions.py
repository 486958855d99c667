"""Handling captions (SIPDIS, NOFORN ...) and the lines that pass a telegram on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cables.telegram.draft import Draft
from cables.telegram.lexer import Line, squeeze, unlink
from cables.telegram.patterns import any_case, exact
from cables.telegram.words import DEPARTMENTS
from cables.vocabulary import post_by_name, words

_WORD = any_case(
    r"(?P<plain>SIPDIS|SENSITIVE BUT UNCLASSIFIED|SENSITIVE|NOFORN|NODIS|EXDIS|STADIS|LIMDIS|NOCONTRACT|ORCON|EYES ONLY"
    r"|FOUO|FOR OFFICIAL USE ONLY|(?:ROGER|DS|MED|DISSENT|ADM|DIRGEN) CHANNEL|AIDAC|TERREP|NIACT"
    r"|OFFICIAL[ -]INFORMAL|NOT FOR INTERNET DISTRIBUTION|EFTO|SPECAT"
    r"|CORRECTED COPY(?: \([^()]{1,80}\)| ?- [A-Z][A-Z0-9 ,/]{1,60}$)?"
    r"|(?:TOFAS|TOSEC|SECTO) \d{1,7}|(?:CODEL|STAFFDEL|NODEL) [A-Z][A-Z'-]{1,20}(?:(?: AND |/|, | )"
    r"(?!SIPDIS|SENSITIVE|NOFORN|AIDAC|FOR\b|PASS\b)[A-Z][A-Z'-]{1,20}){0,3}|VISAS?(?: [A-Z]{3,12}){0,2})"
    r"(?P<rest>,? ?-{0,2} ?(?:PLEASE|PLS)(?: (?:HANDLE|PROTECT|TREAT)(?: ACCORDINGLY)?\.?)?"
    r"| ?-{1,2} ?(?:HANDLE|PROTECT|TREAT) ACCORDINGLY\.?)?(?=[ ,;/.]|$)[ ,;/.]*"
)
_ZERO = any_case(r"(?<=[A-Z])0(?=[A-Z])")
_WRAPPED_REQUEST = any_case(r"(?:(?:(?:PLEASE|PLS) )?(?:HANDLE|PROTECT|TREAT) )?ACCORDINGLY\.?$")
_SPACED = {
    "C O R R E C T E D C O P Y": "CORRECTED COPY",
    "C O R R E C T E D COPY": "CORRECTED COPY",
    "CORRECTED C O P Y": "CORRECTED COPY",
    "N O F O R N": "NOFORN",
    "S I P D I S": "SIPDIS",
    "S E N S I T I V E": "SENSITIVE",
    "E F T O": "EFTO",
}
_OPENS = exact(
    r"(?:[A-Za-z0-9/.&'()+-]{1,30},? ){0,4}(?:PLEASE |PLS |ALSO )?"
    r"(?:FOR|for|For|PASS|pass|Pass|ALSO|also|ATTN|ATTENTION)\b"
)
_TARGET = any_case(
    r"\s{0,9}(?P<name>[A-Z][A-Z/.'-]{1,24}(?: [A-Z][A-Z/.'-]{1,24}){0,3}?) (?:PLEASE |PLS )?"
    r"(?P<verb>PASS(?: TO)?|ALSO FOR|FOR) \(?(?P<office>[A-Z][A-Z0-9/&-]*)"
)
_VERB = any_case(r"\b(?:FOR|PASS|ATTN|ATTENTION)\b")
_OFFICE = exact(r"[A-Z]{1,8}/[A-Z]")
_OFFICES = exact(r"\s{0,9}FOR [A-Z]{1,8}/[A-Z]")
_OPEN_END = (",", ";", "/", " AND", " FOR", " TO", "(", " OR", "&", " PASS", " THE", " the", " to", " for", " and")
_WRAPPED = 40
"""Characters from which on a passing line may have been wrapped."""


def read_captions(text: str) -> tuple[str, ...] | None:
    """The captions of a line that holds nothing else, in canonical spelling; None for any other line.

    The rest of a caption that breaks before its request to protect the telegram is a line of no caption.
    """
    text = squeeze(unlink(text)).strip("-*. ")
    text = text[1:-1] if text[:1] in {"(", "["} and text[-1:] in {")", "]"} else text
    if not text or len(text) > 160:
        return None
    if _WRAPPED_REQUEST.match(text):
        return ()
    text = _ZERO.sub("O", text) if "0" in text else text
    upper = text.upper()
    for spaced, closed in _SPACED.items():
        if spaced in upper:
            at = upper.index(spaced)
            text = text[:at] + closed + text[at + len(spaced) :]
            upper = text.upper()
    found: list[str] = []
    place = 0
    while place < len(text):
        match = _WORD.match(text, place)
        if match is None or match.end() == place:
            return None
        word = match["plain"].upper()
        found.append({"FOR OFFICIAL USE ONLY": "FOUO", "OFFICIAL-INFORMAL": "OFFICIAL INFORMAL"}.get(word, word))
        place = match.end()
    return tuple(found)


def leading_captions(text: str) -> int:
    """Where a passing line begins behind captions on its line, as in `SIPDIS EUR/UMB (DOE)`; 0 if none does."""
    end = len(text) - len(text.lstrip())
    while match := _WORD.match(text, end):
        end = match.end()
    return end if end and opens_passing(text[end:]) else 0


def opens_passing(text: str) -> bool:
    """Whether a line can say that it passes the telegram on, where such lines are looked for."""
    text = text.lstrip(" (")
    return _OPENS.match(text) is not None or _OFFICE.match(text) is not None


def passes_on(text: str) -> bool:
    """Whether a line by itself says that it passes the telegram on: `STATE PASS TO USTR`, `FOR WHA/AND`."""
    if "F" not in text and "P" not in text and "for" not in text and "pass" not in text:
        return False
    if _OFFICES.match(text):
        return True
    match = _TARGET.match(text)
    if match is None:
        return False
    name, office = match["name"].upper(), match["office"]
    coded = office.isupper() and ("/" in office or office.lower() not in words())
    if name not in DEPARTMENTS:
        return ((coded and "/" in office) or match["verb"].upper() != "FOR") and post_by_name(name) is not None
    return coded


def read_passing(draft: Draft, lines: Sequence[Line]) -> tuple[str, ...]:
    """Passing and attention lines, each unwrapped; a blank line or a new `X FOR Y` begins the next."""
    found: list[list[str]] = []
    before: Line | None = None
    for line in lines:
        text = line.text.strip()
        if before is None or before.end != line.start or not _goes_on(before.text.rstrip(), text):
            found.append([])
        found[-1].append(text)
        before = line
    return tuple(squeeze(unlink(" ".join(words))) for words in found)


def _goes_on(before: str, text: str) -> bool:
    if before.endswith(_OPEN_END):
        return True
    opens = _OPENS.match(text)
    last = max(before.rfind(","), before.rfind(";"))
    if text[:3].upper() == "TO ":
        return True
    if text[:4].upper() == "FOR ":
        verbs = [verb.upper() for verb in _VERB.findall(before, max(last, 0))]
        if verbs == ["PASS"] or (last > 0 and not verbs):
            return True
    if text.find(";") > 0 and opens is None and "/" not in text and not _VERB.search(text, 0, text.index(";")):
        return True
    if opens is None and " " not in text and "/" not in text and _VERB.search(before):
        return True
    return len(before) >= _WRAPPED and (opens is None or "," in opens[0] or ";" in opens[0])


def unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
