"""The fields between the classification line and the first paragraph: which line belongs to which."""

from __future__ import annotations

from collections.abc import Sequence

from cables.telegram import banners, labels, numbering
from cables.telegram.captions import leading_captions, opens_passing, passes_on, read_captions
from cables.telegram.draft import Draft
from cables.telegram.lexer import PILCROW, Line, cut
from cables.telegram.markers import is_marker_line
from cables.telegram.markings import LEADING
from cables.telegram.patterns import any_case, exact
from cables.telegram.tags import is_all_tags
from cables.telegram.tokens import RULE_SIGNS
from cables.vocabulary import post_by_name

LONGEST_HEAD = 1_000
"""Lines, blank ones with them; what stands further down is the body's."""
LOOK_AHEAD = 40
"""Non-blank lines in which a further label may follow free lines."""
LONGEST_NOTE = 30
"""Lines between the rules around a note."""

_REFERENCE_MARK = exact(r"\s{0,40}(?:-{1,2}\s{0,8})?1?(?:[(\[][A-Za-z0-9][)\]]|[A-Za-z][.):\]]|[A-Z]\s-\s)\s?\S")
_CITATION = any_case(r"\s*(?:'?\d{2,4}\s)?([A-Z][A-Z .'-]{2,24}?)\s{1,4}\d{2,7}\b")
_LONE_NUMBER = any_case(r"\s*\d{1,7}(?:\s*\(NOTAL\))?[;,.]?$")
_ATTRIBUTES = "Message Attributes"
_PORTION = exact(r"\s{0,9}\(([UCS])\)")
_TAIL_OF_REFERENCE = exact(r".*(?:,|;|/|&|\bAND|\b\d{2}|:)$")
_REASON_FOLLOWS = any_case(r"\s*(?:R?E?A\s?SO\s?NS?\b|FOR REASONS?|1\.[45]\s?\()")
_DECLASSIFY = any_case(r"\s*(?:DECL\b|DECL:|\d{1,2}/\d{1,2}/\d{2,4}|N/?A\b|OADR|GDS\b|XGDS)")
_DAY_NAME = any_case(r"\s{0,9}(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY,?\s{1,3}(?:[A-Z]{3,9}\.?\s{1,3})?\d")
_CUT = any_case(r"\b(?:AN?|OF|THE|FOR|TO|AND)$")
_UNFINISHED = any_case(r".*(?:,|:|-|\b(?:ON|OF|THE|FOR|TO|AND|AT|BY|UNTIL|SINCE|FROM))$")
_SHORT_CAPITALS = exact(r"[A-Z0-9 ,/()&'.-]{1,60}$")
_NOTE = any_case(r"[\s(*]{0,6}NOTE\b")
_ACTION_REQUEST = any_case(r"\s*THIS IS AN? (?:ACTION|INFO)")


class HeadReader:
    """Takes the lines behind the classification line, until the first that belongs to the body."""

    def __init__(self, draft: Draft, lines: Sequence[Line]) -> None:
        self.draft = draft
        self.lines = lines
        self.at = 0
        self.cut: list[Line] = []
        """Pieces of a line that were cut and not read yet, the next one last."""
        self.field: str | None = None
        self.seen: set[str] = set()
        self.after_blank = True
        self.before = ""
        self.has_text: set[str] = set()
        """Fields whose text has begun; a label may stand alone on its line."""
        self.nothing_ahead = -1
        """Index of a line from which on no label was found."""

    def run(self) -> list[Line]:
        """Gives the head's lines to the draft; returns the lines of the body."""
        while self.cut or self.at < min(len(self.lines), LONGEST_HEAD):
            line, label = self._next()
            if not self._take(line, label):
                return [line, *reversed(self.cut), *self.lines[self.at :]]
        return list(self.lines[self.at :])

    def _next(self) -> tuple[Line, labels.Label | None]:
        """The next line, or piece of one, and the label it begins with."""
        if self.cut:
            line = self.cut.pop()
            return line, labels.label_of(line.text)
        line = self.lines[self.at]
        self.at += 1
        if not line.text:
            return line, None
        label = labels.label_of(line.text)
        pieces = labels.split(line, label)
        if self.field == "subject" and not self.after_blank:
            pieces[:1] = labels.without_word(pieces[0])
        self.cut = pieces[:0:-1]
        return pieces[0], label if len(pieces) == 1 else labels.label_of(pieces[0].text)

    def _take(self, line: Line, label: labels.Label | None) -> bool:
        text = line.text
        if not text.strip():
            self.draft.give(line, "blank")
            self.after_blank = True
            return True
        label = label or self._tags_without_label(text)
        if label and not self._is_numbered_classified(label, text) and not self._is_late(label):
            self._open(line, label)
        elif banners.is_banner(text) or banners.is_banner_tail(text):
            self.draft.give(line, "banner")
            self.draft.odd("page-banner", line.start, line.end, text.strip())
            self.after_blank = self.after_blank and self.field != "tags"
            return True
        elif self._is_caption(text):
            self.draft.give(line, "captions")
            self.field = None if self.after_blank else self.field
        elif banners.is_level(text):
            self.draft.give(line, "banner")
        elif self._goes_on(text):
            self._continue(line)
        elif "subject" in self.seen and passes_on(text):
            self.field = "passing"
            self._continue(line)
        elif self._starts_body(text):
            return False
        elif _is_rule(text):
            self._rule(line)
        elif _NOTE.match(text) or _ACTION_REQUEST.match(text):
            self.field = "note"
            self._continue(line)
        elif behind := leading_captions(text):
            captions, passing = cut(line, [behind])
            self.draft.give(captions, "captions")
            self.cut.append(passing)
        else:
            self.draft.give(line, "note" if "subject" in self.seen and not opens_passing(text) else "passing")
            self.field = None
        self.after_blank = False
        self.before = text
        return True

    def _tags_without_label(self, text: str) -> labels.Label | None:
        """A line of codes behind the E.O. line that has lost its label."""
        open_tags = "tags" not in self.seen and "executive_order" in self.seen and self.field != "subject"
        return labels.Label("tags", 0) if open_tags and is_all_tags(text) else None

    def _is_numbered_classified(self, label: labels.Label, text: str) -> bool:
        """A Classified By that is the first paragraph stays in the body, where its number is."""
        return label.field == "classified_by" and _number(text) is not None

    def _is_caption(self, text: str) -> bool:
        wrapped_subject = self.field == "subject" and not self.after_blank
        if wrapped_subject and text.lstrip().upper().startswith(
            ("(CORRECTED", "CODEL", "STAFFDEL", "NODEL", "VISA", "AIDAC")
        ):
            return False
        return read_captions(text) is not None

    def _is_late(self, label: labels.Label) -> bool:
        """Whether a label comes again after the fields are complete: then it is text."""
        return label.field in self.seen and label.field in {"subject"} and self.after_blank

    def _open(self, line: Line, label: labels.Label) -> None:
        self.field = label.field
        self.seen.add(label.field)
        self.draft.give(line, label.field, begin=label.end)
        self.has_text.discard(label.field)
        rest = line.text[label.end :].strip()
        if rest and not (label.field == "subject" and LEADING.fullmatch(rest)):
            self.has_text.add(label.field)

    def _continue(self, line: Line) -> None:
        assert self.field is not None  # noqa: S101 - _goes_on is false without a field
        self.draft.give(line, self.field)
        self.has_text.add(self.field)

    def _rule(self, line: Line) -> None:
        """Takes a rule, and with it the note that it and a second rule enclose."""
        self.field = None
        end = self._end_of_note()
        if end is None:
            self.draft.give(line, "rule")
            return
        for one in (line, *self.lines[self.at : end]):
            self.draft.give(one, "note")
        self.at = end

    def _end_of_note(self) -> int | None:
        """The index behind the next rule, if only free lines stand before it."""
        for place in range(self.at, min(self.at + LONGEST_NOTE, len(self.lines))):
            text = self.lines[place].text
            if text and _is_rule(text):
                return place + 1 if place > self.at and not self.cut else None
            if labels.label_of(text):
                return None
        return None

    def _goes_on(self, text: str) -> bool:
        """Whether an unlabelled line goes on with the open field."""
        field = self.field
        if field is None or _number(text) == 1 or _is_rule(text) or _ACTION_REQUEST.match(text):
            return False
        if field == "subject" and field not in self.has_text and numbering.opens_marked(text):
            return False
        if field == "subject" and _DAY_NAME.match(text) and not _UNFINISHED.match(self.before[-40:].rstrip()):
            return False
        if is_marker_line(text) and len(text) < 60 and not (self._is_cut_subject() or self._is_above_references()):
            return False
        if field == "references":
            return self._goes_on_with_references(text)
        if field not in self.has_text:
            return not _is_rule(text)
        if field == "tags":
            comma = self.before.rstrip().endswith(",")
            capitals = not self.after_blank and bool(_SHORT_CAPITALS.match(text)) and len(text.split()) <= 3
            capitals = capitals and not passes_on(text)
            return (
                (is_all_tags(text) and (comma or not self.after_blank)) or capitals or (comma and not self.after_blank)
            )
        if field == "classified_by" and self.after_blank:
            return bool(_REASON_FOLLOWS.match(text))
        if field == "executive_order":
            cut_date = self.before.rstrip()[-1:] in {"/", ":", "-"}
            unfinished = (
                cut_date or len(self.before) > 50 or (len(self.before) > 20 and self.before.rstrip()[-1].isalpha())
            )
            return not self.after_blank and (bool(_DECLASSIFY.match(text)) or unfinished)
        return not self.after_blank

    def _is_cut_subject(self) -> bool:
        """Whether the line above is a subject that cannot end where its line ends."""
        return self.field == "subject" and not self.after_blank and bool(_CUT.search(self.before[-40:].rstrip()))

    def _is_above_references(self) -> bool:
        """Whether the line stands between a subject and the list: words that open a text are the subject's there."""
        below = labels.label_of(self.lines[self.at].text) if self.at < len(self.lines) and not self.cut else None
        return self.field == "subject" and not self.after_blank and below is not None and below.field == "references"

    def _goes_on_with_references(self, text: str) -> bool:
        pilcrow = PILCROW.match(text)
        bare = text[pilcrow.end() :] if pilcrow else text
        if pilcrow and bare.lstrip()[:1].isdigit():
            return False
        if not self.after_blank:
            return not passes_on(text)
        if "references" not in self.has_text:
            return len(text) < 400
        if _REFERENCE_MARK.match(bare):
            return len(text) < 400 and not self._is_portion(bare)
        citation = _CITATION.match(bare)
        if citation and len(bare) < 80 and self._is_post(citation[1]):
            return True
        if _LONE_NUMBER.match(bare) and (self.before.endswith(" AND") or self._is_post("")):
            return True
        return bool(_TAIL_OF_REFERENCE.match(self.before)) and self.before.rstrip()[-1:] in ",;/&" and len(bare) < 80

    def _is_portion(self, text: str) -> bool:
        """Whether a letter in brackets marks a text, (U) or (C), and no reference behind that of the letter before."""
        portion = _PORTION.match(text)
        mark = chr(ord(portion[1]) - 1) if portion else ""
        return bool(mark) and not any(f"{mark}{sign}" in self.before for sign in ")].:")

    def _is_post(self, words: str) -> bool:
        """Whether words before a number are a post, or with the end of the line above: RIO / DE JANEIRO."""
        above = self.before.split()[-3:]
        if any(post_by_name(" ".join((*above[start:], words)).strip()) for start in range(len(above))):
            return True
        return words.isupper() and (bool(_TAIL_OF_REFERENCE.match(self.before)) or post_by_name(words) is not None)

    def _starts_body(self, text: str) -> bool:
        if _number(text) == 1 or (is_marker_line(text) and not self._is_note(text)) or text.strip() == _ATTRIBUTES:
            return True
        return not self._label_ahead()

    def _is_note(self, text: str) -> bool:
        """Whether a note stands above the fields and not in the text."""
        return "subject" not in self.seen and bool(_NOTE.match(text))

    def _label_ahead(self) -> bool:
        """Whether another label follows before the first paragraph, so that free lines still belong to the head."""
        if self.cut:
            return True
        if self.at <= self.nothing_ahead:
            return False
        looked = 0
        for place in range(self.at, len(self.lines)):
            text = self.lines[place].text
            if not text.strip():
                continue
            label = labels.label_of(text)
            if label and label.field not in self.seen:
                return label.field != "classified_by" or _number(text) is None
            if _number(text) == 1 or (is_marker_line(text) and "subject" in self.seen) or looked >= LOOK_AHEAD:
                self.nothing_ahead = place
                return False
            looked += 1
        self.nothing_ahead = len(self.lines)
        return False


def _number(text: str) -> int | None:
    """The paragraph number 1 a line starts with, also behind a pilcrow or what is left of one."""
    if text.lstrip()[:1] not in "1([\u00b6\ufffd":
        return None
    found = numbering.candidate(text, 0, after_blank=True, before="")
    if found is None:
        return None
    if found.number == 1 and not (found.bracketed and found.marking is None):
        return 1
    return 1 if found.residue == 1 and found.marking else None


def _is_rule(text: str) -> bool:
    return not text.strip(RULE_SIGNS)
