"""Whole invented cables in the layouts of all eras: (reason, frame, text, {field: value}), as in `cases_header`."""

# ruff: noqa: E501 - a row stays on one line where its text does
from __future__ import annotations

from typing import Any

MODERN_HEAD = (
    "VZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #0266/01 0960859\nZNY CCCCC ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\n"
    "TO RUEHC/SECSTATE WASHDC PRIORITY 1001\nINFO RUEHAK/AMEMBASSY ANKARA 3319\n"
)

FILED_APART = """\
                               UNCLASSIFIED     PTQ8341

PAGE 01        HARARE  02271  01 OF 02  271033Z
ACTION AID-00

INFO  LOG-00   NP-00    AF-00    /004W
                  ------------------507B47  271033Z /38
P 271030Z APR 00
FM AMEMBASSY HARARE
TO SECSTATE WASHDC PRIORITY 5875
INFO AMEMBASSY LUSAKA

UNCLAS SECTION 01 OF 02 HARARE 002271

AIDAC

E.O. 12958: N/A
TAGS: EAID, ZI
SUBJECT: THE HARBOR FUND

1. (U) THE HARBOR OPENED.

2. (U) THE FERRY THAT WAS PROMISED BY THE
                               UNCLASSIFIED

PAGE 01        HARARE  02271  02 OF 02  271034Z
ACTION AID-00

INFO  LOG-00   NP-00    AF-00    /004W
                  ------------------507B52  271034Z /38
P 271030Z APR 00
FM AMEMBASSY HARARE
TO SECSTATE WASHDC PRIORITY 5876
INFO AMEMBASSY LUSAKA

UNCLAS SECTION 02 OF 02 HARARE 002271

AIDAC

E.O. 12958: N/A
TAGS: EAID, ZI
SUBJECT: THE HARBOR FUND

MINISTER SAILED.

3. (U) THE CREW RESTED.

MCROE

                               UNCLASSIFIED
NNNN
"""

REFLOWED = (
    MODERN_HEAD
    + """\
C O N F I D E N T I A L SECTION 01 OF 02 BAKU 000266

SIPDIS

E.O. 12958: DECL: 04/06/2019
TAGS: PGOV, PREL, AJ
SUBJECT: THE HARBOR FUND
REF: A. STATE 31102 B. BAKU 158
Classified By: Ambassador Jane Doe for reasons 1.4 (b) and (d).

1. (C) Summary: The harbor opened on Monday and the minister spoke of his hopes for it. End summary.

SUMMARY -------

2. (C) The ferry sailed on Tuesday with the whole crew. BAKU 00000266 002 OF 002 It came back on Friday.

3. (C) The crew rested.

ROE
"""
)

MARKDOWN = """\
VZCZCXRO0291

PP RUEHDBU

DE RUEHKB #0266/01 0960859

ZNY CCCCC ZZH

P 060859Z APR 09

FM AMEMBASSY BAKU

TO RUEHC/SECSTATE WASHDC PRIORITY 1001

INFO RUCNCIS/CIS COLLECTIVE

RUEHAK/AMEMBASSY ANKARA 3319

C O N F I D E N T I A L SECTION 01 OF 02 BAKU 000266

SIPDIS

DEPT FOR EUR/CARC

E.O. 12958: DECL: 04/06/2019

TAGS: [PGOV](#) [AJ](#)

SUBJECT: THE HARBOR FUND

REF: A. STATE 31102

[1](#)B. BAKU 158

Classified By: AMBASSADOR JANE DOE, REASONS 1.4 (B) AND (D)

[1](#)1. (C) The harbor opened.

Ferry News

[1](#)2. (C) The ferry sailed, as in reftel B.

13. (C) The crew

BAKU 00000266 002 OF 002

rested.

ROE
"""

SEVENTIES = """\
PAGE 01        TEHRAN  08980  131243Z
ACTION NEA-07

INFO  OCT-01  ISO-00  SSO-00  /026 W
                  ------------------056720  131255Z /46
P 131207Z AUG 79
FM AMEMBASSY TEHRAN
TO SECSTATE WASHDC PRIORITY 3182

C O N F I D E N T I A L TEHRAN 08980

E.O. 12065: GDS 8/12/85 (ROEMER, JOHN L.) OR-P
TAGS: PEPR, IR
SUBJECT: HARBOR NEGOTIATIONS

REF: TEHRAN 8901

1.  (C - ENTIRE TEXT).

2.  INTRODUCTION: THE HARBOR OPENED.

3.  THE FERRY SAILED.  DOELAND

CONFIDENTIAL
"""

EXTRACT = """\
03HARARE1051
THE HARBOR
Tue Jun 03 00:00:00 +0200 2003
CONFIDENTIAL
Embassy Harare
This record is a partial extract of the original cable. The full text of the original cable is not available.C O N F I D E N T I A L HARARE 001051

SIPDIS

NSC FOR SENIOR DIRECTOR JDOE
USEUCOM FOR J7

E.O. 12958: DECL: 06/03/2013
TAGS: PGOV PREL ZI
SUBJECT: THE HARBOR
FUND

REF: HARARE 1002

Classified By: Ambassador Jane Doe under Section 1.5(b)/(d)

------
SUMMARY
------
1. (C) The harbor opened. End summary.

2. (C) The ferry sailed.

DOE
"""

JANUARY = (
    "P 030859Z JAN 09\nFM AMEMBASSY BAKU\nTO RUEHC/SECSTATE WASHDC PRIORITY 1001\n\nCONFIDENTIAL BAKU 000003\n\nE.O. 12958: N/A\nTAGS: PGOV AJ\n"
    "SUBJECT: THE HARBOR\n\nREF: A. 08 BAKU 1203 B. BAKU 1\n\n1. (C) The harbor opened.\n\nROE\n"
)

OLD_REASONS = """\
R 050907Z OCT 94
FM AMEMBASSY DUSHANBE
TO SECSTATE WASHDC 1233
INFO AMEMBASSY MOSCOW
AMEMBASSY TASHKENT
USIA WASHDC

C O N F I D E N T I A L SECTION 01 OF 02 DUSHANBE 02034

E.O. 12356: DECL: OADR
TAGS: PGOV, PHUM, TI
SUBJECT: THE HARBOR OF THE LAKE

REF: (A) STATE 264100 (NOTAL), (B) 93 DUSHANBE 1888

1. CONFIDENTIAL - ENTIRE TEXT.

2. SUMMARY: THE HARBOR OPENED. END SUMMARY.

3. THE FERRY SAILED.

4. COMMENT: THE CREW RESTED.

ESCROE
"""

NO_SUBJECT_LABEL = MODERN_HEAD + "CONFIDENTIAL BAKU 000266\n\nSIPDIS\n\n1. (C) The harbor opened.\n\n2. (C) The ferry sailed.\n\nROE\n"

WHOLE: list[tuple[str, str, str, dict[str, Any]]] = [
    ("sections filed apart", "whole", FILED_APART,
     {"reference_id": "00HARARE2271", "sent": "2000-04-27T10:30:00+00:00", "action.names": ("SECSTATE WASHDC",), "info.names": ("AMEMBASSY LUSAKA",),
      "tags.codes": ("EAID", "ZI"), "subject": "THE HARBOR FUND", "captions": ("AIDAC",), "sections": 2, "signers": ("MCROE",),
      "texts": ("THE HARBOR OPENED.", "THE FERRY THAT WAS PROMISED BY THE MINISTER SAILED.", "THE CREW RESTED.")}),
    ("re-flowed copy", "whole", REFLOWED,
     {"subject": "THE HARBOR FUND", "summary": "The harbor opened on Monday and the minister spoke of his hopes for it.", "paragraphs.count": 3, "signers": ("ROE",),
      "sections": 2, "references.targets": ("09STATE31102", "09BAKU158"), "classifiers": ("Jane Doe",)}),
    ("markdown copy", "whole", MARKDOWN,
     {"reference_id": "09BAKU266", "info.names": ("CIS COLLECTIVE", "AMEMBASSY ANKARA"), "passing": ("DEPT FOR EUR/CARC",), "tags.codes": ("PGOV", "AJ"),
      "references.targets": ("09STATE31102", "09BAKU158"), "classifiers": ("JANE DOE",), "reasons": ("1.4(b)", "1.4(d)"),
      "numbers": (1, 2, 3), "texts": ("The harbor opened.", "The ferry sailed, as in reftel B.", "The crew rested."), "headings": (None, "Ferry News", None),
      "mentions": ((1, "reftel B", ("09BAKU158",)),), "signers": ("ROE",)}),
    ("cable of 1979", "whole", SEVENTIES,
     {"reference_id": "79TEHRAN8980", "sent": "1979-08-13T12:07:00+00:00", "executive_order": "12065", "declassify_on": "1985-08-12", "tags.codes": ("PEPR", "IR"),
      "subject": "HARBOR NEGOTIATIONS", "references.targets": ("79TEHRAN8901",), "numbers": (1, 2, 3), "signers": ("DOELAND",), "classification": "CONFIDENTIAL"}),
    ("partial extract with a preamble", "whole", EXTRACT,
     {"reference_id": "03HARARE1051", "post": "HARARE", "serial": 1051, "captions": ("SIPDIS",), "passing": ("NSC FOR SENIOR DIRECTOR JDOE", "USEUCOM FOR J7"),
      "declassify_on": "2013-06-03", "subject": "THE HARBOR FUND", "references.targets": ("03HARARE1002",), "classifiers": ("Jane Doe",), "reasons": ("1.5(b)", "1.5(d)"),
      "summary": "The harbor opened.", "numbers": (1, 2), "signers": ("DOE",)}),
    ("January: last year's reference says so", "whole", JANUARY, {"references.targets": ("08BAKU1203", "09BAKU1"), "reference_id": "09BAKU3"}),
    ("cable of 1994", "whole", OLD_REASONS,
     {"reference_id": "94DUSHANBE2034", "executive_order": "12356", "declassify_on": None, "info.names": ("AMEMBASSY MOSCOW", "AMEMBASSY TASHKENT", "USIA WASHDC"),
      "references.targets": ("94STATE264100", "93DUSHANBE1888"), "summary": "THE HARBOR OPENED.", "numbers": (1, 2, 3, 4), "signers": ("ESCROE",), "sections": 2,
      "roles": ("text", "summary", "text", "comment")}),
    ("neither E.O. nor TAGS nor SUBJECT", "whole", NO_SUBJECT_LABEL,
     {"reference_id": "09BAKU266", "subject": None, "tags.codes": (), "executive_order": None, "captions": ("SIPDIS",), "numbers": (1, 2),
      "texts": ("The harbor opened.", "The ferry sailed."), "signers": ("ROE",)}),
    ("paragraph text that looks like header lines", "whole",
     MODERN_HEAD + "CONFIDENTIAL BAKU 000266\n\nE.O. 12958: N/A\nTAGS: PGOV AJ\nSUBJECT: THE HARBOR\n\n1. (C) Begin text:\n\nFrom: The Harbor Fund\n\nTo: The Ministry\n\n"
     "Subject: The new harbor\n\nRef: Your letter of March 1\n\nEnd text.\n\n2. (C) The ferry sailed.\n\nROE\n",
     {"subject": "THE HARBOR", "references.targets": (), "sender": "AMEMBASSY BAKU", "action.names": ("SECSTATE WASHDC",), "numbers": (1, 2), "signers": ("ROE",)}),
    ("everything on one line", "whole",
     "P 060859Z APR 09 FM AMEMBASSY BAKU TO SECSTATE WASHDC PRIORITY CONFIDENTIAL BAKU 000266 E.O. 12958: N/A TAGS: PGOV, AJ SUBJECT: THE HARBOR 1. (C) The harbor opened. ROE",
     {"reference_id": "09BAKU266", "classification": "CONFIDENTIAL", "tags.codes": ("PGOV", "AJ"), "subject": "THE HARBOR"}),
]
