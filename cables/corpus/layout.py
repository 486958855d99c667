"""A draft set in lines as the telegrams of its time were: heads, paragraphs, sections, pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from cables.corpus.addresses import address_lines, addressees, distribution, indicator, sender_line
from cables.corpus.compose import Block
from cables.corpus.countries import country_of
from cables.corpus.damage import DAMAGES
from cables.corpus.draft import DEPARTMENT_COPY, DEPARTMENT_TELEGRAM, FULL, PARTIAL, REFLOWED, Cited, Draft
from cables.corpus.scene import MONTHS
from cables.corpus.security import Security
from cables.corpus.values import Addressed, Written

EXTRACT = (
    "This record is a partial extract of the original cable. The full text of the original cable is not available.\n"
)
REDACTED = "X" * 12
RULE = 45
"""Rules wrap at this column."""
SPACED = {"CONFIDENTIAL": "C O N F I D E N T I A L", "SECRET": "S E C R E T", "UNCLASSIFIED": "UNCLAS"}
SECTION_LINES, PAGE_LINES = 108, 54
PRECEDENCES = {"R": "ROUTINE", "P": "PRIORITY", "O": "IMMEDIATE"}


@dataclass(frozen=True, slots=True)
class Typeset:
    header: str
    body: str
    sections: int
    damages: tuple[str, ...]
    address: Address
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """From whom to whom, and how fast; nothing of it where the header is lost."""

    sender: str | None = None
    precedence: str | None = None
    action: tuple[Addressed, ...] = ()
    info: tuple[Addressed, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """How one writer's office sets its cables."""

    width: int
    headings: str
    """boxed, underlined or plain."""
    after_number: str
    tag_separator: str
    subject_label: str
    reference_style: str
    year_style: str
    """before, after or glued."""
    line_end: str


def typeset(draft: Draft, draw: Random, chosen: list[str]) -> Typeset:
    """The text of a draft, with those of the chosen damages done to it that it has room for, and their names."""
    habits = _habits(draft, draw)
    head = _head(draft, habits, draw, "fused-tags" in chosen)
    text = _paragraphs(draft, habits, "redaction" in chosen)
    sections = -(-(len(head) + len(text) + 2) // SECTION_LINES)
    done = ["fused-tags"] if "fused-tags" in chosen and _can_fuse(draft.tags) else []
    done += ["redaction"] if any(REDACTED in line for line in text) else []
    lines = [*head, *text, draft.signer] if draft.signer else [*head, *text]
    for name, damage in DAMAGES.items():
        if name in chosen:
            damaged = damage(lines, draw)
            done += [name] if damaged != lines else []
            lines = damaged
    first = _classification_line(draft, 1, sections)
    if sections > 1 and "damaged-section" in chosen:
        first = first.replace("SECTION", draw.choice(("SECTON", "ECTION", "SECTIO")))
        done.append("damaged-section")
    header, address, lines, more = _paged(draft, draw, chosen, head, [first, "", *lines], sections)
    body = habits.line_end.join(lines) + habits.line_end
    return Typeset(header, body, sections, (*done, *more), address, _written(draft, "redaction" in chosen))


def _paged(
    draft: Draft, draw: Random, chosen: list[str], head: list[str], lines: list[str], sections: int
) -> tuple[str, Address, list[str], list[str]]:
    """The header and what it says, the body's lines with their page banners, and which damages that did."""
    if draft.layout in (DEPARTMENT_TELEGRAM, DEPARTMENT_COPY):
        header, address = _department_header(draft, draw, sections)
        repeat = head if "repeated-head" in chosen and sections > 1 else None
        lines = _department_pages(draft, lines, sections, header, repeat)
        lines += ["", "", _banner_level(draft), *(["", "NNNN"] if draw.random() < 0.5 else [])]
        return "\n".join(header) + "\n", address, lines, ["repeated-head"] if repeat else []
    paged, cut = _banners(draft, lines, sections) if sections > 1 else (lines, False)
    done = ["banner-in-sentence"] if cut else []
    if draft.layout == PARTIAL:
        glued = "glued-header" in chosen
        header_text = EXTRACT.rstrip("\n") if glued else EXTRACT
        return header_text, Address(), paged, ["glued-header", *done] if glued else done
    header, address = _transmission_header(draft, draw, sections)
    return "\n".join(header) + "\n", address, paged, done


def _habits(draft: Draft, draw: Random) -> Habits:
    random, year = draw.random, draft.slot.sent.year
    one_reference = len(draft.references) == 1
    styles = ("lines", "lines", "round", "bracket") if year > 1985 else ("semicolon", "round")
    return Habits(
        width=10_000 if draft.layout == REFLOWED else draw.choice((58, 60, 62, 64, 65, 66)),
        headings=draw.choice(("boxed", "underlined", "plain") if year > 1985 else ("plain",)),
        after_number=draw.choice((" ", " ", "  ")),
        tag_separator=draw.choice((", ", " ")),
        subject_label="SUBJ: " if year < 1985 or random() < 0.05 else "SUBJECT: ",
        reference_style="single" if one_reference and random() < 0.85 else draw.choice(styles),
        year_style=draw.choice(("before",) * 6 + ("after", "glued")) if year > 1999 else "before",
        line_end=" \n" if draft.layout == FULL and random() < 0.5 else "\n",
    )


def _head(draft: Draft, habits: Habits, draw: Random, fused: bool) -> list[str]:
    """Captions to Classified By."""
    lines: list[str] = []
    width = min(habits.width, 66)
    if draft.security.captions:
        lines += [*draft.security.captions, ""]
    if draft.passing:
        lines += [line for passing in draft.passing for line in wrap(passing, width)] + [""]
    if draft.security.executive_order:
        blank = draw.choice(("", " ")) if draft.slot.sent.year > 1985 else " "
        lines.append(f"E.O. {draft.security.executive_order}:{blank or ' '}{draft.security.declassify_text}")
    if draft.tags:
        lines += _tag_lines(draft.tags, habits, width, fused)
    marking = f"({draft.subject_marking}) " if draft.subject_marking else ""
    lines += [*wrap(habits.subject_label + marking + draft.subject, width), ""]
    if draft.references:
        lines += [*_reference_lines(draft, habits, width), ""]
    if draft.security.classified_by and not draft.security.classifier_numbered:
        lines += [*wrap(_classified_by(draft.security, draw), width), ""]
    return [line.upper() for line in lines] if draft.capitals else lines


def _tag_lines(tags: tuple[str, ...], habits: Habits, width: int, fused: bool) -> list[str]:
    """The TAGS line; `fused` loses the blanks between the first two codes."""
    words = list(tags)
    if fused and _can_fuse(tags):
        words[:2] = [words[0] + words[1]]
    return [line.rstrip() for line in wrap("TAGS: " + habits.tag_separator.join(words), width)]


def _can_fuse(tags: tuple[str, ...]) -> bool:
    return len(tags) > 2 and len(tags[0]) == len(tags[1]) == 4


def _reference_lines(draft: Draft, habits: Habits, width: int) -> list[str]:
    items = [_cited(cited, draft.slot.sent.year, habits.year_style) for cited in draft.references]
    marks = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    if habits.reference_style == "single":
        return [f"REF: {items[0]}"]
    if habits.reference_style == "lines":
        return [f"{'     ' if place else 'REF: '}{marks[place]}. {item}" for place, item in enumerate(items)]
    if habits.reference_style == "bracket":
        return wrap("REF: " + " ".join(f"{mark}) {item}" for mark, item in zip(marks, items, strict=False)), width)
    separator = "; " if habits.reference_style == "semicolon" else ", "
    return wrap("REF: " + separator.join(f"({mark}) {item}" for mark, item in zip(marks, items, strict=False)), width)


def _cited(cited: Cited, year: int, style: str) -> str:
    """An item of the list; the year stands before, behind or glued to it, and not at all if it is the cable's own."""
    item = f"{cited.post.line_name} {cited.serial}"
    if style == "glued":
        item = cited.reference_id
    elif cited.year != year:
        item = f"{cited.year % 100:02d} {item}" if style == "before" else f"{item} ({cited.year % 100:02d})"
    return f"{item} (NOTAL)" if cited.notal else item


def _classified_by(security: Security, draw: Random) -> str:
    order, name, title = security.reason_order, security.classified_by, security.classifier_title
    if order == "1.5":
        return security.statement.replace("BY", "BY:", 1)
    letters = [f"({letter})" for letter in security.reasons]
    both = f"{order} {' and '.join(letters)}"
    return draw.choice(
        (
            f"Classified By: {title} {name}, Reasons {both}.",
            f"Classified By: {title} {name} for reasons {both}.",
            f"CLASSIFIED BY: {name}, {title}.  REASON: {order} {', '.join(letters)}",
            f"Classified By: {name}, {title}, for reasons {both}.",
        )
    )


def _paragraphs(draft: Draft, habits: Habits, redacted: bool) -> list[str]:
    lines: list[str] = []
    number = 0
    numbered = sum(block.kind == "paragraph" for block in draft.blocks) > 1
    for block in draft.blocks:
        if block.kind == "heading":
            lines += [*_heading(block.text, habits), ""]
            continue
        text = _said(draft, block, redacted)
        if block.kind == "paragraph" and numbered:
            number += 1
            marking = f"({block.marking}) " if block.marking else ""
            text = f"{number}.{habits.after_number}{marking}{text}"
        lines += text.split("\n") if block.kind == "table" else wrap(text, habits.width)
        lines.append("")
    return [line.upper() for line in lines] if draft.capitals else lines


def _said(draft: Draft, block: Block, redacted: bool) -> str:
    text = block.text
    if redacted and draft.secret_name:
        for name in draft.secret_name:
            text = text.replace(name, REDACTED)
    return text


def _written(draft: Draft, redacted: bool) -> tuple[Written, ...]:
    """The paragraphs as a reader should find them; an unnumbered one has no marking either."""
    found: list[Written] = []
    numbered = count_numbered(draft.blocks) > 0
    heading = None
    once = draft.security.level[0] if draft.blocks[0].text.endswith("ENTIRE TEXT)") else None
    for block in draft.blocks:
        text = "" if once and not found else _said(draft, block, redacted)
        text = text.upper() if draft.capitals else text
        if block.kind == "heading":
            heading = text
        elif block.kind == "paragraph":
            number, marking = (len(found) + 1, block.marking or once) if numbered else (None, None)
            found.append(Written(number, marking, heading, text))
            heading = None
        else:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n\n{text}")
    return tuple(found)


def count_numbered(blocks: tuple[Block, ...]) -> int:
    """How many paragraphs get a number: a cable of one paragraph has none."""
    paragraphs = sum(block.kind == "paragraph" for block in blocks)
    return paragraphs if paragraphs > 1 else 0


def _heading(text: str, habits: Habits) -> list[str]:
    rule = "-" * len(text) if len(text) <= RULE else "-" * RULE + " " + "-" * min(len(text) - RULE, 15)
    if habits.headings == "boxed":
        return [rule, text, rule]
    return [text, rule] if habits.headings == "underlined" else [text]


@cache
def _fold(width: int) -> re.Pattern[str]:
    return re.compile(rf"(.{{1,{width}}})(?: +|$)")


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at blanks."""
    if len(text) <= width:
        return [text]
    return [line.rstrip() for line in _fold(width).findall(text)]


def _level_words(draft: Draft) -> str:
    if draft.layout == DEPARTMENT_TELEGRAM:
        return (
            draft.security.level if draft.security.level != "UNCLASSIFIED" or draft.slot.sent.year < 1970 else "UNCLAS"
        )
    return SPACED.get(draft.security.level, draft.security.level)


def _classification_line(draft: Draft, section: int, sections: int) -> str:
    digits = 5 if draft.layout == DEPARTMENT_TELEGRAM else 6
    part = f"SECTION {section:02d} OF {sections:02d} " if sections > 1 else ""
    return f"{_level_words(draft)} {part}{draft.slot.post.line_name} {draft.slot.serial:0{digits}d}"


def _date_group(draft: Draft) -> str:
    return f"{draft.slot.sent:%d%H%MZ}"


def _precedence(draw: Random) -> str:
    return draw.choice("RRRRRPPPPO")


def _address(draft: Draft, draw: Random, letter: str, routed: bool) -> Address:
    slot = draft.slot
    action, info = addressees(draw, slot.post, draft.home, slot.sent.year, routed)
    return Address(sender_line(slot.post), PRECEDENCES[letter], action, info)


def _transmission_header(draft: Draft, draw: Random, sections: int) -> tuple[list[str], Address]:
    slot, letter = draft.slot, _precedence(draw)
    channel = "XRO" if sections > 1 or draw.random() < 0.4 else "XYZ"
    stations = [f"RUEH{draw.choice('ABCDGHLMNRST')}{draw.choice('ABCDGHLMNRST')}" for _ in range(draw.randrange(1, 9))]
    routing = " ".join(sorted(set(stations))) if channel == "XRO" else "RUEHWEB"
    part = "/01" if sections > 1 or draw.random() < 0.2 else ""
    signal = "ZNR UUUUU ZZH" if draft.security.level == "UNCLASSIFIED" else f"ZNY {draft.security.level[0] * 5} ZZH"
    station = f"DE {indicator(slot.post)} #{slot.serial % 10000:04d}{part} {slot.sent:%j%H%M}"
    number = draw.randrange(10000) if channel == "XRO" else draw.randrange(20)
    address = _address(draft, draw, letter, routed=True)
    return [
        "",
        f"VZCZC{channel}{number:04d}",
        f"{letter * 2} {routing}",
        station,
        signal,
        f"{letter} {_date_group(draft)} {MONTHS[slot.sent.month - 1][:3].upper()} {slot.sent:%y}",
        f"FM {address.sender}",
        *address_lines(address.action, address.info),
    ], address


def _page_line(draft: Draft, page: int, section: int, sections: int) -> str:
    digits = 5 if draft.slot.serial < 100_000 else 6
    part = f"{section:02d} OF {sections:02d}  " if sections > 1 else ""
    post = draft.slot.post.line_name[:6].rstrip()
    return f"PAGE {page:02d}        {post}  {draft.slot.serial:0{digits}d}  {part}{_date_group(draft)}"


def _banner_level(draft: Draft) -> str:
    return " " * 23 + draft.security.level


def _department_header(draft: Draft, draw: Random, sections: int) -> tuple[list[str], Address]:
    slot = draft.slot
    old = draft.layout == DEPARTMENT_TELEGRAM
    code = "" if old else f"     PTQ{draw.randrange(1000, 9999)}"
    rule = "-" * (21 if old else 18)
    film = f" {draw.randrange(10_000, 99_999):06d}" if old else f"{draw.randrange(16**6):06X}  {_date_group(draft)} /38"
    offices = distribution(draw, country_of(draft.home).bureau, old)
    letter = _precedence(draw)
    address = _address(draft, draw, letter, routed=False)
    return [
        _banner_level(draft) + code,
        "",
        _page_line(draft, 1, 1, sections),
        *offices,
        " " * 18 + rule + film,
        f"{letter} {_date_group(draft)} {MONTHS[slot.sent.month - 1][:3].upper()} {slot.sent:%y}",
        f"FM {address.sender}",
        *address_lines(address.action, address.info),
    ], address


def _department_pages(
    draft: Draft, lines: list[str], sections: int, header: list[str], repeat: list[str] | None
) -> list[str]:
    """The lines with a page banner every so many; with `repeat` each further section begins with the whole head."""
    paged: list[str] = []
    page = 1
    for start in range(0, len(lines), PAGE_LINES):
        section = min(start // SECTION_LINES + 1, sections)
        if start and repeat is not None and start % SECTION_LINES == 0 and start // SECTION_LINES < sections:
            first = _page_line(draft, 1, section, sections)
            paged += ["", *header[:2], first, *header[3:], _classification_line(draft, section, sections), "", *repeat]
            page = 1
        elif start:
            page += 1
            paged += ["", _banner_level(draft), "", _page_line(draft, page, section, sections), ""]
        paged += lines[start : start + PAGE_LINES]
    return paged


def _banners(draft: Draft, lines: list[str], sections: int) -> tuple[list[str], bool]:
    """Page banners as in 2005-10, and whether one of them cut a paragraph."""
    post, serial = draft.slot.post.line_name[:10].rstrip(), draft.slot.serial
    paged = lines[:PAGE_LINES]
    cut = False
    for start in range(PAGE_LINES, len(lines), PAGE_LINES):
        section = start // SECTION_LINES + 1
        if section > sections:
            paged += lines[start:]
            break
        page = f"{section:03d}.2" if start % SECTION_LINES else f"{section:03d}"
        cut = cut or bool(lines[start - 1].strip() and lines[start].strip())
        paged += ["", f"{post} {serial:08d}  {page} OF {sections:03d}", "", "", *lines[start : start + PAGE_LINES]]
    return paged, cut
