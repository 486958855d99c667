"""Invented telegrams for the tests of the parser."""

from __future__ import annotations

HEADER = """
VZCZCXRO4711
PP RUEHXX RUEHYY
DE RUEHKB #0512/01 1311405
ZNY CCCCC ZZH
P 111405Z MAY 09
FM AMEMBASSY BAKU
TO RUEHC/SECSTATE WASHDC PRIORITY 2044
INFO RUEHAK/AMEMBASSY ANKARA 3319
RUCNCIS/CIS COLLECTIVE
"""

HEAD = """C O N F I D E N T I A L SECTION 01 OF 02 BAKU 000512

SIPDIS

DEPT FOR EUR/CARC

E.O. 12958: DECL: 05/11/2019
TAGS: PREL, PGOV, AJ
SUBJECT: FERRY LINE: MINISTER OFFERS A
TIMETABLE

REF: A. STATE 41102
     B. BAKU 388
     C. 08 ANKARA 1997

Classified By: DCM ROBERTA LANE, REASONS 1.4 (B) AND (D)

"""

BODY = """1. (C) SUMMARY: The minister said the ferry will sail twice a week
from June (ref A). He asked for help with the pier.  END SUMMARY.

A Pier Too Short
----------------

2. (C) The pier,s length is the issue, he said on May 8. It was
&measured twice8 and found wanting. Builders want to

BAKU 00000512  002 OF 002

start in the autumn.

3. (C) COMMENT: We believe him (reftels B and C). END COMMENT.

LANE
"""

CABLE = HEADER + HEAD + BODY


def with_line(label_line: str) -> str:
    """A small cable in whose head the given lines stand between E.O. and the first paragraph."""
    return (
        "R 111405Z MAY 09\nFM AMEMBASSY BAKU\nTO SECSTATE WASHDC\nUNCLAS BAKU 000512\n\nSIPDIS\n\nE.O. 12958: N/A\n"
        + label_line
        + "\n\n1. (U) The ferry sails on Monday.\n\nLANE\n"
    )
