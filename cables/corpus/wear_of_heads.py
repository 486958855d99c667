"""What handling did to the heads of telegrams: other hands, other labels, lost line ends. See `wear.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from cables.corpus.draft import FULL
from cables.corpus.values import Addressed, InventedCable

Worn = InventedCable | None


def exchanged(cable: InventedCable, before: str, after: str) -> Worn:
    """The body with the first of `before` exchanged."""
    return replace(cable, body=cable.body.replace(before, after, 1)) if before in cable.body else None


def rewritten(pattern: str, choices: Sequence[str], cable: InventedCable, draw: Random) -> Worn:
    """The head with the first match of a pattern written otherwise; choices are templates of `re.sub`.

    Heads that are repeated stay alike, so they stay as they are.
    """
    if "repeated-head" in cable.damages:
        return None
    head, text = parted(cable)
    changed, count = re.subn(pattern, draw.choice(choices), head, count=1)
    return replace(cable, body=changed + text) if count else None


def parted(cable: InventedCable) -> tuple[str, str]:
    """The body up to its first paragraph, and from there on."""
    first = re.search(r"(?m)^\xb6?1\.[ (]", cable.body)
    at = first.start() if first else len(cable.body)
    return cable.body[:at], cable.body[at:]


def in_header(pattern: str, after: str, cable: InventedCable, draw: Random) -> Worn:
    changed, count = re.subn(pattern, after, cable.header, count=1)
    return replace(cable, header=changed) if count else None


# Header


def two_precedences(cable: InventedCable, draw: Random) -> Worn:
    """Information addressees get it more slowly."""
    return in_header(r"(?m)^(O|P) (?=\d{6}Z)", r"\1 R ", cable, draw)


def damaged_minute(cable: InventedCable, draw: Random) -> Worn:
    """A digit of the date-time group is lost; the station line has the time too."""
    return in_header(r"(?m)^([A-Z] \d{5})\dZ", r"\1QZ", cable, draw) if cable.layout == FULL else None


def night_action(cable: InventedCable, draw: Random) -> Worn:
    if not cable.action or cable.action[0].precedence != "IMMEDIATE":
        return None
    first = replace(cable.action[0], precedence="NIACT IMMEDIATE")
    worn = in_header(r"(?m)^(TO .*) IMMEDIATE", r"\1 NIACT IMMEDIATE", cable, draw)
    return worn and replace(worn, action=(first, *cable.action[1:]))


def exempted(cable: InventedCable, draw: Random) -> Worn:
    """A post is left out of the collective above it."""
    if not (cable.info and cable.info[-1].name.endswith("COLLECTIVE")):
        return None
    info = (*cable.info, Addressed("AMEMBASSY SOFIA", None, None, None, exempt=True))
    return replace(cable, header=cable.header + draw.choice(("XMT ", "XMT/")) + "AMEMBASSY SOFIA\n", info=info)


def wrapped_routing(cable: InventedCable, draw: Random) -> Worn:
    more = "\n".join(" ".join(f"RUEH{draw.choice('ABCDE')}{letter}" for letter in "FGHIJKL") for _ in range(2))
    return in_header(r"(?m)^([A-Z]{2} RUEH[^\n]*)\n(?=DE )", rf"\1\n{more}\n", cable, draw)


def glued_body(cable: InventedCable, draw: Random) -> Worn:
    """No line end between the last addressee and the classification line."""
    return replace(cable, header=cable.header.rstrip("\n")) if cable.info and cable.layout == FULL else None


def backslashes(cable: InventedCable, draw: Random) -> Worn:
    """One dump ends each line of a header with a backslash."""
    return replace(cable, header=cable.header.replace("\n", "\\\n")) if cable.layout == FULL else None


# Classification line


def moved_noforn(cable: InventedCable, draw: Random) -> Worn:
    worn = rewritten(r"(?m)^NOFORN ?\n", ("",), cable, draw)
    return worn and rewritten(r"\A((?:C O N F I D E N T I A L|S E C R E T))", (r"\1 NOFORN",), worn, draw)


def eyes_on_line(cable: InventedCable, draw: Random) -> Worn:
    """The level written in mixed case with its post."""
    first, end, rest = cable.body.partition("\n")
    spaced = first.startswith(("C O N F", "S E C R")) and "glued-header" not in cable.damages
    return replace(cable, body=first[0] + first[1:].lower() + end + rest) if spaced and "SECTION" not in first else None


def encrypted(cable: InventedCable, draw: Random) -> Worn:
    """To be sent in cipher only."""
    worn = rewritten(r"\AUNCLAS (?=[A-Z])", ("UNCLAS E F T O ", "UNCLAS EFTO "), cable, draw)
    return worn and replace(worn, captions=("EFTO", *worn.captions))


# E.O., TAGS, SUBJECT


def tags_before_order(cable: InventedCable, draw: Random) -> Worn:
    return rewritten(r"(?m)^(E\.O\. .*\n)(TAGS: .*\n)(?=SUB)", (r"\2\1",), cable, draw)


def fields_on_one_line(cable: InventedCable, draw: Random) -> Worn:
    return rewritten(r"(?m)^(E\.O\. .*?) ?\n(TAGS: .*?) ?\n(?=SUB)", (r"\1 \2 ",), cable, draw)


def linked_tags(cable: InventedCable, draw: Random) -> Worn:
    """As in a page maker's copy: [PGOV](#)."""
    return _in_tags(cable, lambda line: re.sub(r"\b(?!TAGS)[A-Z]{2,4}\b", r"[\g<0>](#)", line))


def tags_on_lines(cable: InventedCable, draw: Random) -> Worn:
    """A line for each code, without commas."""
    return _in_tags(cable, lambda line: "TAGS: " + "\n".join(line[6:].replace(",", " ").split()))


def fused_to_the_end(cable: InventedCable, draw: Random) -> Worn:
    """All blanks between the codes are lost."""
    plain = all(len(tag) == 4 for tag in cable.tags[:-1]) and len(cable.tags) > 2 and len(cable.tags[-1]) == 2
    return _in_tags(cable, lambda line: "TAGS: " + "".join(cable.tags)) if plain else None


def caption_below_tags(cable: InventedCable, draw: Random) -> Worn:
    if cable.body.count("\nSIPDIS") != 1 or "\nSIPDIS\n" not in cable.body:
        return None
    worn = replace(cable, body=cable.body.replace("\nSIPDIS\n", "\n", 1))
    return rewritten(r"(?m)^(TAGS: .*\n)(?=SUB)", (r"\1SIPDIS\n",), worn, draw)


def _in_tags(cable: InventedCable, change: Callable[[str], str]) -> Worn:
    """Changes a TAGS line that is one line."""
    match = re.search(r"(?m)^TAGS: [A-Z, ]*[A-Z](?= ?\nSUB)", cable.body)
    if match is None or not {"fused-tags", "repeated-head"}.isdisjoint(cable.damages):
        return None
    return replace(cable, body=cable.body[: match.start()] + change(match[0]) + cable.body[match.end() :])


def mark_behind_subject(cable: InventedCable, draw: Random) -> Worn:
    if not cable.subject_marking:
        return None
    mark = f"({cable.subject_marking})"
    pattern = rf"(?m)^(SUB\w+: ){re.escape(mark)} (.+(?:\n.+)*?)(?= ?\n ?\n)"
    return rewritten(pattern, (rf"\1\2 {mark}",), cable, draw)


# REF and Classified By


def doubled_marks(cable: InventedCable, draw: Random) -> Worn:
    """Software put a letter before the writer's own: A. A)."""
    marked = r"(?m)^((?:REF:|    ) ([A-Z])\.) (?=\S)"
    head, text = parted(cable)
    changed, count = re.subn(marked, r"\1 \2) ", head)
    return replace(cable, body=changed + text) if count == len(cable.references) > 0 else None


def zero_in_post(cable: InventedCable, draw: Random) -> Worn:
    return rewritten(r"(?m)(?<=^REF: A\. )([A-Z]{2,})O([A-Z]+ \d+)", (r"\g<1>0\2",), cable, draw)


def second_classifier(cable: InventedCable, draw: Random) -> Worn:
    pattern = r"(?m)^(Classified By: (?:Ambassador|DCM) \S+ \S+)(?=,? (?:for )?[Rr]easons)"
    worn = rewritten(pattern, (r"\1 and DCM Jo Holloway",), cable, draw)
    return worn and replace(worn, classified_by=(*cable.classified_by, "Jo Holloway"))


def derived(cable: InventedCable, draw: Random) -> Worn:
    """A guide stands in the classifier's place."""
    pattern = r"(?m)^(?:Classified By|CLASSIFIED BY): (?:.*\S.*\n)+"
    worn = rewritten(pattern, ("Derived From: DSCG 05-1, B AND D\n",), cable, draw)
    return worn and replace(worn, classified_by=(), reasons=())


def order_of_2010(cable: InventedCable, draw: Random) -> Worn:
    if cable.sent.year < 2010:
        return None
    worn = exchanged(cable, "E.O. 12958", "E.O. 13526")
    return worn and replace(worn, executive_order="13526")
