"""The REF list: cables by year, post and number, and whatever else is cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cables.telegram.citations import JOINERS, Context, find_cables
from cables.telegram.draft import Draft
from cables.telegram.lexer import Line, beginning, squeeze, unlink
from cables.telegram.patterns import any_case, exact
from cables.telegram.reference_items import Joined, Piece, cut_items
from cables.telegram.values import Reference, Span
from cables.vocabulary import post_by_name

KINDS = (
    ("email", any_case(r"\bE-?\s?MAILS?\b")),
    ("telcon", any_case(r"\bTELCONS?\b|\bPHONCONS?\b|\bTELEPHONE\b|\bPHONE\b|\bPHONECON\b")),
    ("fax", any_case(r"\bFAX\b|\bFACSIMILE\b")),
    ("memo", any_case(r"\bMEMO(?:RANDUM|RANDA|S)?\b|\bMEMCONS?\b")),
    ("letter", any_case(r"\bLETTERS?\b|\bLTR\b")),
    ("meeting", any_case(r"\bMEETINGS?\b|\bMTG\b|\bCONVERSATIONS?\b|\bDISCUSSIONS?\b|\bCONSULTATIONS?\b")),
    ("airgram", any_case(r"\bCA-\d{2,5}\b|\b[A-Z]{3,12} A-\d{1,4}\b|\bAIRGRAMS?\b")),
    ("message", any_case(r"\bDTG\b|\bMSG\b|\b\d{6}Z\s?[A-Z]{3}\b")),
    ("report", any_case(r"\bREPORTS?\b|\bIIR\b|\bTD-?\s?\d|\bOSC\b|\bFBIS\b|\b[A-Z]{3}\d{14}\b")),
)
"""What a citation is when no cable is found in it, by its words; anything else is a document."""

LONGEST_LIST = 6_000
"""Characters; a list that is longer is read as far as that, and the rest kept as one item."""

_TITLE = exact(r"\([^()]{0,400}\)")
_YEAR_IN_PARENTHESES = exact(r"\(\s?'?(?:\d{2}|\d{4})\s?\)")
_NOTAL = any_case(r"\bNOTAL\b")
_ALL_NOTAL = any_case(r"\b(?:BOTH|ALL) NOTAL\b")
_SLASHED = exact(r"(?<!\d)(\d{2}|\d{4})/([A-Za-z .]{3,24})/(?=\d)()")
_ENTITY = exact(r"&#?[A-Za-z0-9]{1,6};$")
_SEPARATORS = " ,;:.&-/"
_BANNER = exact(
    r"\b[A-Z][A-Z .]{2,10}\s{1,3}\d{8}\s{1,6}\d{3}(?:\.\d)?\s{1,3}OF\s{1,3}\d{3}"
    r"|\bPAGE\s{1,3}\d{2}\s{1,20}[A-Z .]{3,12}\s{1,20}\d{3,7}\s{1,9}\d\d OF \d\d(?:\s{1,9}\d{6}Z)?"
)


def read_references(draft: Draft, lines: Iterable[tuple[Line, int]], context: Context) -> tuple[Reference, ...]:
    """The items of the list. Each line comes with the place where its text begins, behind the label.

    Numbers listed behind one post are one reference each. The cable itself is left out.
    """
    joined = Joined(lines)
    for place in joined.pilcrows:
        draft.odd("lost-pilcrow", place, place + 1)
    text = beginning(joined.text, LONGEST_LIST)
    text = _BANNER.sub(lambda match: " " * len(match[0]), text).replace("&amp;", "&    ")
    references: list[Reference] = []
    post = context.post
    for piece in cut_items(text):
        for part in _parts(text, piece):
            listed = bool(references and references[-1].target) and text[part.start - 1 : part.start] == ";"
            before = post if listed or part.label else None
            for reference, start, end, guesses in _read_part(text, part, context, before):
                source = joined.source(start), joined.source(max(end - 1, start)) + 1
                if reference.target and reference.target == context.own_id:
                    draft.odd("self-reference", *source, reference.text)
                    continue
                for guess in guesses:
                    draft.odd(
                        guess, *source, f"{reference.text} read as {reference.target or 'a cable of no known year'}"
                    )
                draft.details.append(Span(*source, "references", len(references)))
                references.append(reference)
                post = _post_of(reference) or post
    _share_notal(references)
    rest = squeeze(unlink(joined.text[len(text) :]))
    if rest:
        rest_place = joined.source(len(text)), joined.source(len(joined.text) - 1) + 1
        draft.odd("does-not-fit", *rest_place, "the end of the list of references")
        draft.details.append(Span(*rest_place, "references", len(references)))
        references.append(Reference(rest, "document"))
    return tuple(references)


def _share_notal(references: list[Reference]) -> None:
    """BOTH NOTAL behind the last of several items is said of the one before it too, ALL NOTAL of all before it."""
    for at, reference in enumerate(references):
        said = _ALL_NOTAL.search(reference.text) if reference.notal else None
        if said and not (at and reference.label and references[at - 1].label == reference.label):
            first = at - 1 if said[0][0] in "Bb" else 0
            references[max(first, 0) : at] = [replace(one, notal=True) for one in references[max(first, 0) : at]]


def _post_of(reference: Reference) -> str | None:
    return reference.target[2:].rstrip("0123456789") if reference.target else None


def _parts(text: str, piece: Piece) -> Iterator[Piece]:
    """An item cut at its semicolons."""
    start, mark = piece.start, piece.mark
    if ";" not in text[start : piece.end]:
        yield piece
        return
    depth = 0
    for place in range(piece.start, piece.end):
        char = text[place]
        depth += (char == "(") - (char == ")" and depth > 0)
        if char == ";" and depth == 0 and not _ENTITY.search(text, max(place - 8, start), place + 1):
            yield Piece(piece.label, mark, start, place)
            start = mark = place + 1
    yield Piece(piece.label, mark, start, piece.end)


def _read_part(
    text: str, part: Piece, context: Context, post: str | None
) -> Iterator[tuple[Reference, int, int, tuple[str, ...]]]:
    """The references of a piece, each with its place in `text` and what was guessed for it."""
    raw = _SLASHED.sub(r"\1 \2 \3", text[part.start : part.end])
    whole = squeeze(unlink(raw)).strip(_SEPARATORS)
    if not any(char.isalnum() for char in whole) or whole.upper() in {"NONE", "N/A", "NA", "AND", "NOTAL"}:
        return
    kind = next((kind for kind, pattern in KINDS if pattern.search(whole)), None)
    found = list(find_cables(_blank_titles(raw), context, post, wary=kind is not None))
    if not found and "(" in raw and kind is None:
        found = list(find_cables(raw, context, None, wary=True))
    if not found:
        is_post = post_by_name(whole) is not None
        notal = bool(_NOTAL.search(raw))
        kind = "cable" if is_post else kind or "document"
        yield Reference(whole, kind, part.label, None, notal), part.mark, part.end, ()
        return
    all_notal = bool(_ALL_NOTAL.search(raw))
    bounds = [0, *(one.start for one in found[1:]), len(raw)]
    for one, start, end in zip(found, bounds, bounds[1:], strict=False):
        words = squeeze(unlink(raw[start:end])).strip(_SEPARATORS)
        for joiner in JOINERS:
            for word in (joiner, joiner.lower()):
                words = words.removesuffix(f" {word}").removeprefix(f"{word} ").rstrip(_SEPARATORS)
        notal = all_notal or bool(_NOTAL.search(words))
        first = part.start + start if start else part.mark
        yield Reference(words, "cable", part.label, one.target, notal), first, part.start + end, one.guesses


def _blank_titles(text: str) -> str:
    """Parentheses blanked out, unless they hold a year: titles may hold numbers and dates."""
    if "(" not in text:
        return text
    return _TITLE.sub(lambda m: m[0] if _YEAR_IN_PARENTHESES.fullmatch(m[0]) else " " * len(m[0]), text)
