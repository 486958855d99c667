"""What years of handling did to telegrams: other hands, other labels, page makers, archives, bad lines.

Each function takes a finished cable and gives it worn, with its values as a reader can still find them; None where it
has nothing to work on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random

from cables.corpus import wear_of_heads as heads
from cables.corpus import wear_of_texts as texts
from cables.corpus.values import InventedCable
from cables.corpus.wear_of_heads import Worn

MOST = 3
"""Kinds of wear of one cable."""
TRIED = 16
"""Kinds that are tried until enough fit."""
Wear = Callable[[InventedCable, Random], Worn]


def wear(cable: InventedCable, draw: Random) -> InventedCable:
    """The cable with one to three kinds of wear that it has room for, named in its damages."""
    limit = draw.randint(1, MOST)
    chosen: set[str] = set()
    first = draw.sample(RARE, len(RARE)) if draw.random() < 0.3 else []
    for name in (*first, *draw.sample(list(KINDS), TRIED)):
        apart = any({name, other} <= group for other in chosen for group in APART)
        if len(chosen) < limit and not apart and KINDS[name](cable, draw) is not None:
            chosen.add(name)
    done: list[str] = []
    for name in (name for name in KINDS if name in chosen):
        worn = KINDS[name](cable, draw)
        cable, done = (worn, [*done, name]) if worn else (cable, done)
    return replace(cable, damages=(*cable.damages, *done))


KINDS: dict[str, Wear] = {
    "two-precedences": heads.two_precedences,
    "operating-signals": partial(heads.in_header, r"(?m)^([A-Z] \d{6}Z [A-Z]{3} \d\d)$", r"\1 ZDK MANY SVCS"),
    "damaged-minute": heads.damaged_minute,
    "night-action": heads.night_action,
    "exempted-post": heads.exempted,
    "wrapped-routing": heads.wrapped_routing,
    "glued-body": heads.glued_body,
    "header-backslashes": heads.backslashes,
    "efto-on-line": heads.encrypted,
    "noforn-on-line": heads.moved_noforn,
    "mixed-case-line": heads.eyes_on_line,
    "number-and-more": partial(
        heads.rewritten, r"\A(.* \d{5,6})(?= ?\n)", (r"\1 ZDK 164", r"\1 SUSPECTED DUPLICATE 1392", r"\1 ZFR")
    ),
    "closed-letters": partial(heads.rewritten, r"\AC O N F I D E N T I A L", ("CONFIDENTIAL",)),
    "order-of-2010": heads.order_of_2010,
    "order-label": partial(
        heads.rewritten, r"(?m)^E\.O\. (?=\d{5})", ("EO ", "E. O. ", "E.O ", "E.O.: ", "E.O.", "e.o. ")
    ),
    "order-number-cut": partial(heads.rewritten, r"(?m)^E\.O\. 12958", ("E.O. 1295",)),
    "tags-label": partial(
        heads.rewritten, r"(?m)^TAGS:", ("TAGES:", "TAS:", "TABS:", "TGS:", "AGS:", "TAG:", "Tags:", "TAGS;")
    ),
    "subject-label": partial(heads.rewritten, r"(?m)^(?:SUBJECT|SUBJ):", ("UBJECT:", "Subject:", "SUBJ:", "SUBJECT")),
    "linked-tags": heads.linked_tags,
    "tags-on-lines": heads.tags_on_lines,
    "fused-to-the-end": heads.fused_to_the_end,
    "caption-below-tags": heads.caption_below_tags,
    "tags-before-order": heads.tags_before_order,
    "fields-on-one-line": heads.fields_on_one_line,
    "mark-behind-subject": heads.mark_behind_subject,
    "doubled-marks": heads.doubled_marks,
    "zero-in-post": heads.zero_in_post,
    "reference-label": partial(
        heads.rewritten, r"(?m)^REF:", ("REFS:", "REFTEL:", "REF(S):", "Ref:", "REF :", "REF: REF:")
    ),
    "reference-on-subject-line": partial(heads.rewritten, r"(?m) ?\n ?\n(?=REF: )", (" ",)),
    "second-classifier": heads.second_classifier,
    "classified-twice": partial(
        heads.rewritten,
        r"(?m)^Classified By: ",
        ("Classified By: Classified by ", "Classified By: (U) Classified by ", "Classfied By: "),
    ),
    "reason-misspelt": partial(heads.rewritten, r"(?<=[ \n])[Rr]easons (?=1\.4)", ("Resons ", "RASONS ", "reaons ")),
    "reason-section": partial(heads.rewritten, r"(?<=[Rr]easons )1\.4", ("1,4", "1/4")),
    "derived": heads.derived,
    "skipped-number": partial(texts.renumbered, 1),
    "repeated-number": partial(texts.renumbered, -1),
    "annex": texts.annex,
    "noise": texts.noise,
    "word-crossed-out": texts.redacted,
    "cut-words": texts.cut_words,
    "zeros-for-letters": texts.zeros_for_letters,
    "entities": texts.entities,
    "hard-blanks": texts.hard_blanks,
    "equal-signs": texts.equal_signs,
    "glued-numbers": texts.glued_numbers,
    "page-links": texts.page_links,
    "lost-pilcrows": texts.lost_pilcrows,
    "split-banners": texts.split_banners,
    "banners-in-lines": texts.banners_in_lines,
    "two-signers": texts.two_signers,
    "minimize": texts.minimize,
    "metadata": texts.metadata,
    "note-at-the-end": texts.released,
    "attributes": texts.attributes,
    "second-version": texts.second_version,
    "crlf": partial(texts.line_ends, "\r\n"),
    "line-end-entities": partial(texts.line_ends, "&#x000A;"),
}
"""In the order in which they are done."""
RARE = (
    "attributes", "cut-words", "doubled-marks", "exempted-post", "lost-pilcrows", "mark-behind-subject", "night-action",
    "noforn-on-line", "order-of-2010", "second-classifier", "split-banners", "zero-in-post", "zeros-for-letters",
)  # fmt: skip
"""Kinds that few cables have room for."""
APART = (
    {"crlf", "line-end-entities"},
    {"two-signers", "minimize", "metadata"},
    {"glued-numbers", "page-links", "skipped-number", "repeated-number"},
    {"linked-tags", "tags-on-lines", "fused-to-the-end", "tags-label"},
    {"note-at-the-end", "attributes", "second-version"},
    {"noise", "entities", "cut-words"},
    {"header-backslashes", "glued-body"},
    {"mixed-case-line", "glued-body"},
    {"subject-label", "fields-on-one-line"},
    {"subject-label", "reference-on-subject-line"},
    {"derived", "second-classifier", "classified-twice", "reason-misspelt", "reason-section"},
)
"""Kinds of which a cable has one at most."""
