"""Small invented cables into which the cases put the part they are about."""

from __future__ import annotations

OPENING = "VZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #0266/01 0960859\nZNY CCCCC ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\n"
ADDRESSES = "TO RUEHC/SECSTATE WASHDC PRIORITY 1001\nINFO RUEHAK/AMEMBASSY ANKARA 3319\n"
LINE = "C O N F I D E N T I A L BAKU 000266\n\nSIPDIS\n\n"
ORDER = "E.O. 12958: DECL: 04/06/2019\n"
TAGS = "TAGS: PGOV AJ\n"
SUBJECT = "SUBJECT: A PLAIN SUBJECT\n"
BODY = "\n1. (C) The harbor opened on Monday and the minister spoke.\n\n2. (C) The ferry sailed on Tuesday.\n\nROE\n"


def _block(text: str) -> str:
    return f"{text}\n" if text else ""


def with_addresses(block: str) -> str:
    return OPENING + _block(block) + "\n" * (not block.endswith("\n")) + LINE + ORDER + TAGS + SUBJECT + BODY


def with_tags(block: str) -> str:
    subject = "" if "SUBJECT" in block.upper() else SUBJECT
    order = "" if "E.O." in block.upper() else ORDER
    return OPENING + ADDRESSES + "\n" + LINE + order + _block(block) + subject + BODY


def with_references(block: str) -> str:
    subject = "" if "SUBJECT" in block else SUBJECT + "\n"
    return OPENING + ADDRESSES + "\n" + LINE + ORDER + TAGS + subject + _block(block) + BODY


def with_subject(block: str) -> str:
    order = "" if "E.O." in block.upper() else ORDER
    tags = "" if "TAGS:" in block.upper() else TAGS
    return OPENING + ADDRESSES + "\n" + LINE + order + tags + block + "\n\n2. (C) More text.\n\nROE\n"


def with_references_and_body(text: str) -> str:
    return OPENING + ADDRESSES + "\n" + LINE + ORDER + TAGS + SUBJECT + "\n" + _block(text)


def with_classified_by(block: str) -> str:
    subject = "" if "SUBJECT" in block else SUBJECT + "\n"
    return OPENING + ADDRESSES + "\n" + LINE + ORDER + TAGS + subject + _block(block) + BODY


def with_body(body: str) -> str:
    return OPENING + ADDRESSES + "\n" + LINE + ORDER + TAGS + SUBJECT + "\n" + _block(body)


def with_line(block: str) -> str:
    """`block` is all from the classification line to E.O. and TAGS."""
    return OPENING + ADDRESSES + "\n" + block + "\n\n" + ORDER + TAGS + SUBJECT + BODY


def with_order(line: str, sent: str = "P 060859Z APR 09") -> str:
    return OPENING.replace("P 060859Z APR 09", sent) + ADDRESSES + "\n" + LINE + _block(line) + TAGS + SUBJECT + BODY
