"""A second examination: cases written from the description of the format by someone who had not read the parser.

The rows have the forms of the other tables; each list below is added to the table of the same name.
"""

# ruff: noqa: E501 - a row stays on one line where its text does
from __future__ import annotations

from typing import Any

from tests.telegram_cases.cases_paragraphs import Expected

STATE = "RUEHC/SECSTATE WASHDC"
LINE = "C O N F I D E N T I A L LA PAZ 000412"
FIELDS = "\n\nE.O. 12958: DECL: 04/06/2019\nTAGS: PGOV AJ\nSUBJECT: SALT TRAINS\n\n"
TEXT = "1. (C) The salt train left at noon.\n\n2. (C) It came back empty.\n\nMARLOWE\n"
NOON, EMPTY, LATE = "The salt train left at noon.", "It came back empty.", "Nobody asked why."
Row = tuple[str, str, str, dict[str, Any]]


def flow(heading: str = "", second: str = EMPTY) -> str:
    return f"1. (C) {NOON}\n\n{heading}2. (C) {second}\n\nMARLOWE\n"


HEADER: list[Row] = [
    # transmission header
    (
        "header lines end in backslashes",
        "whole",
        "VZCZCXYZ0003\\\nOO RUEHWEB\\\nDE RUEHLP #0412 0961405\\\nZNY SSSSS ZZH\\\nO 061402Z APR 09\\\nFM AMEMBASSY LA PAZ\\\n"
        "TO RUEHC/SECSTATE WASHDC IMMEDIATE 0872\\\n\\\nS E C R E T LA PAZ 000412" + FIELDS + TEXT,
        {
            "transmission_id": "VZCZCXYZ0003",
            "routing": ("RUEHWEB",),
            "station.serial": 412,
            "sent": "2009-04-06T14:02:00+00:00",
            "action.names": ("SECSTATE WASHDC",),
            "classification": "SECRET",
        },
    ),
    (
        "routing indicators over three lines",
        "whole",
        "VZCZCXRO1188\nRR RUEHAB RUEHCD RUEHEF RUEHGH\nRUEHIJ RUEHKL RUEHMN RUEHOP\nRUEHQR\nDE RUEHLP #0412/02 0961405\nZNR UUUUU ZZH\n"
        "R 061402Z APR 09\nFM AMEMBASSY LA PAZ\nTO RUEHC/SECSTATE WASHDC 1\n\nUNCLAS SECTION 02 OF 03 LA PAZ 000412"
        + FIELDS
        + TEXT,
        {
            "precedence": "ROUTINE",
            "routing": ("RUEHAB", "RUEHCD", "RUEHEF", "RUEHGH", "RUEHIJ", "RUEHKL", "RUEHMN", "RUEHOP", "RUEHQR"),
            "station.section": 2,
            "station.day_of_year": 96,
            "security.signal": "ZNR",
            "security.level": "UNCLASSIFIED",
            "sections": 3,
        },
    ),
    (
        "encrypted for official use",
        "whole",
        "VZCZCXYZ0000\nRR RUEHWEB\nDE RUEHLP #0412 0961405\nZNY EEEEE ZZH\nR 061402Z APR 09 ZDK\nFM AMEMBASSY LA PAZ\n"
        "TO RUEHC/SECSTATE WASHDC 1\n\nUNCLAS E F T O LA PAZ 000412" + FIELDS + TEXT,
        {
            "reference_id": "09LAPAZ412",
            "classification": "UNCLASSIFIED",
            "sent": "2009-04-06T14:02:00+00:00",
            "post": "LAPAZ",
        },
    ),
    (
        "two precedences and signals behind the date",
        "whole",
        "VZCZCXYZ0000\nZZ RUEHWEB\nDE RUEHLP #0412 0961405\nZNY CCCCC ZZH\nZ O 061402Z APR 09 ZDK MANY SVCS\nFM AMEMBASSY LA PAZ\n"
        "TO RUEHC/SECSTATE WASHDC FLASH\nINFO RUEHBR/AMEMBASSY BRASILIA IMMEDIATE 0092\n\n" + LINE + FIELDS + TEXT,
        {"precedence": "FLASH", "sent": "2009-04-06T14:02:00+00:00", "info.names": ("AMEMBASSY BRASILIA",)},
    ),
    (
        "a cable of the sixties",
        "whole",
        "R 281848Z OCT 66\nFM AMEMBASSY BUENOS AIRES\nTO SECSTATE WASHDC\nSTATE GRNCUNCLASSIFIED BUENOS AIRES 1377\n\nSUBJECT: SALT TRAINS\n\n"
        + TEXT,
        {
            "reference_id": "66BUENOSAIRES1377",
            "sent": "1966-10-28T18:48:00+00:00",
            "classification": "UNCLASSIFIED",
            "subject": "SALT TRAINS",
        },
    ),
    (
        "mixed-case date without a letter in a distribution copy",
        "whole",
        "                               CONFIDENTIAL     PTQ1190\n\nPAGE 01        LA PAZ  00412  061405Z\nACTION ARA-00\n\nINFO  LOG-00   NP-00    EB-00    /014W\n"
        "                  ------------------3A09F1  061405Z /38\n061402Z Apr 98\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC PRIORITY 5875\n"
        "INFO AMEMBASSY LIMA\n\n" + LINE + FIELDS + TEXT,
        {
            "reference_id": "98LAPAZ412",
            "sent": "1998-04-06T14:02:00+00:00",
            "action.names": ("SECSTATE WASHDC",),
            "info.names": ("AMEMBASSY LIMA",),
            "kinds": ("distribution",),
        },
    ),
    (
        "the post named twice on the FM line",
        "whole",
        "R 061402Z APR 09\nFM USMISSION UNVIE VIENNA\nTO RUEHC/SECSTATE WASHDC 1\n\nUNCLAS UNVIE VIENNA 000077"
        + FIELDS
        + TEXT,
        {"post": "UNVIEVIENNA", "reference_id": "09UNVIEVIENNA77", "sender": "USMISSION UNVIE VIENNA"},
    ),
    (
        "a damaged date mended from the station line",
        "whole",
        "VZCZCXYZ0000\nPP RUEHWEB\nDE RUEHLP #0412 0961405\nZNY CCCCC ZZH\nP 06140QZ APR 09\nFM AMEMBASSY LA PAZ\nTO RUEHC/SECSTATE WASHDC 1\n\n"
        + LINE
        + FIELDS
        + TEXT,
        {"sent": "2009-04-06T14:05:00+00:00"},
    ),
    (
        "CRLF, first line empty, latin letters",
        "whole",
        (
            "\nVZCZCXYZ0000\nPP RUEHWEB\nDE RUEHLP #0412 0961405\nZNY CCCCC ZZH\nP 061402Z APR 09\nFM AMEMBASSY LA PAZ\n"
            "TO RUEHC/SECSTATE WASHDC 1\n\n" + LINE + FIELDS + TEXT
        ).replace("\n", "\r\n"),
        {"reference_id": "09LAPAZ412", "subject": "SALT TRAINS", "texts": (NOON, EMPTY), "signers": ("MARLOWE",)},
    ),
    (
        "header glued to the body behind a continuity number",
        "whole",
        "P 061402Z APR 09\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC PRIORITY\nINFO AMEMBASSY LIMA 3182S E C R E T SECTION 01 OF 02 LA PAZ 000412"
        + FIELDS
        + TEXT,
        {"info.names": ("AMEMBASSY LIMA",), "classification": "SECRET", "sections": 2, "reference_id": "09LAPAZ412"},
    ),
    # classification line
    (
        "spaced letters in mixed case",
        "line",
        "S e c r e t la paz 000412",
        {"classification": "SECRET", "post": "LAPAZ", "serial": 412},
    ),
    (
        "top secret",
        "line",
        "T O P S E C R E T LA PAZ 000412\n\nNODIS",
        {"classification": "TOP SECRET", "captions": ("NODIS",), "serial": 412},
    ),
    (
        "limited official use",
        "line",
        "LIMITED OFFICIAL USE LA PAZ 04412",
        {"classification": "LIMITED OFFICIAL USE", "serial": 4412},
    ),
    (
        "section word with letters lost",
        "line",
        "UNCLAS ECTION 03 OF 05 LA PAZ 000412",
        {"sections": 5, "post": "LAPAZ", "serial": 412},
    ),
    (
        "section word fused with garbage",
        "line",
        "C O N F I D E N T I A L SECTION 01GF02 LA PAZ 000412",
        {"post": "LAPAZ", "serial": 412},
    ),
    (
        "number with a secretary's party number",
        "line",
        "S E C R E T TOSEC 140323 STATE 015113",
        {"post": "STATE", "serial": 15113},
    ),
    (
        "number of a correction",
        "line",
        "C O N F I D E N T I A L LA PAZ 000160 ZDK 164",
        {"post": "LAPAZ", "serial": 160},
    ),
    ("suspected duplicate", "line", "UNCLAS LA PAZ 001382 SUSPECTED DUPLICATE 1392", {"post": "LAPAZ", "serial": 1382}),
    (
        "two words after the level",
        "line",
        "S E C R E T NOFORN NODIS LA PAZ 000412",
        {"captions": ("NOFORN", "NODIS"), "serial": 412},
    ),
    (
        "post of four words",
        "line",
        "UNCLAS SECTION 01 OF 03 PORT AU PRINCE 002230",
        {"post": "PORTAUPRINCE", "serial": 2230, "sections": 3},
    ),
    (
        "closed-up confidential with section",
        "line",
        "CONFIDENTIAL SECTION 02 OF 04 RIO DE JANEIRO 000031",
        {"post": "RIODEJANEIRO", "sections": 4},
    ),
    (
        "level from the security line where the line is lost",
        "whole",
        "VZCZCXYZ0000\nPP RUEHWEB\nDE RUEHLP #0412 0961405\nZNY SSSSS ZZH\nP 061402Z APR 09\nFM AMEMBASSY LA PAZ\nTO RUEHC/SECSTATE WASHDC 1\n\n"
        "SIPDIS" + FIELDS + TEXT,
        {"classification": "SECRET", "subject": "SALT TRAINS"},
    ),
    # captions and passing lines
    (
        "captions of both kinds on a line",
        "line",
        LINE + "\n\nSENSITIVE SIPDIS NOFORN",
        {"captions": ("SENSITIVE", "SIPDIS", "NOFORN")},
    ),
    (
        "corrected copy with its reason",
        "line",
        LINE + "\n\nC O R R E C T E D  C O P Y (PARA 3 ADDED)\n\nSIPDIS",
        {"passing": (), "tags.codes": ("PGOV", "AJ")},
    ),
    (
        "please handle accordingly",
        "line",
        "UNCLAS LA PAZ 000412\n\nSENSITIVE BUT UNCLASSIFIED - PLEASE HANDLE ACCORDINGLY\nSIPDIS",
        {"captions": ("SENSITIVE BUT UNCLASSIFIED", "SIPDIS")},
    ),
    (
        "passing line that wraps",
        "line",
        LINE + "\n\nSIPDIS\n\nSTATE FOR WHA/AND, WHA/USOAS, EEB/TPP, INR/B, OES/PCI AND\nDRL/ILCSR",
        {"passing": ("STATE FOR WHA/AND, WHA/USOAS, EEB/TPP, INR/B, OES/PCI AND DRL/ILCSR",)},
    ),
    ("please pass", "line", LINE + "\n\nSTATE PLEASE PASS TO USTR", {"passing": ("STATE PLEASE PASS TO USTR",)}),
    (
        "a department by another name",
        "line",
        LINE + "\n\nSIPDIS\n\nTREASURY FOR JROE, COMMERCE FOR ITA/MAC\nENERGY FOR PI-32",
        {"passing": ("TREASURY FOR JROE, COMMERCE FOR ITA/MAC", "ENERGY FOR PI-32")},
    ),
    ("terrep and exdis", "line", LINE + "\n\nTERREP\nEXDIS", {"captions": ("TERREP", "EXDIS")}),
    ("official informal", "line", LINE + "\n\nOFFICIAL INFORMAL", {"captions": ("OFFICIAL INFORMAL",)}),
    ("medical channel", "line", LINE + "\n\nMED CHANNEL", {"captions": ("MED CHANNEL",)}),
    (
        "caption between TAGS and SUBJECT",
        "whole",
        "P 061402Z APR 09\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC\n"
        + LINE
        + "\n\nE.O. 12958: DECL: 04/06/2019\nTAGS: PGOV AJ\nNOFORN\nSUBJECT: SALT TRAINS\n\n"
        + TEXT,
        {"captions": ("NOFORN",), "tags.codes": ("PGOV", "AJ"), "subject": "SALT TRAINS"},
    ),
    (
        "caption below the subject",
        "whole",
        "P 061402Z APR 09\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC\n"
        + LINE
        + "\n\nE.O. 12958: DECL: 04/06/2019\nTAGS: PGOV AJ\nSUBJECT: SALT TRAINS\n\nSIPDIS\n\n"
        + TEXT,
        {"captions": ("SIPDIS",), "subject": "SALT TRAINS", "texts": (NOON, EMPTY)},
    ),
    (
        "three captions cut sentences",
        "body",
        "1. (C) The salt\n\nSIPDIS\n\ntrain left\n\nSIPDIS\n\nat noon.\n\n2. (C) It came\n\nSIPDIS\n\nback empty.\n\nMARLOWE\n",
        {"texts": (NOON, EMPTY), "captions": ("SIPDIS",), "signers": ("MARLOWE",)},
    ),
    # executive order
    (
        "order 13526",
        "order/P 060859Z APR 10",
        "E.O. 13526: DECL: 2035/04/06",
        {"executive_order": "13526", "declassify_on": "2035-04-06"},
    ),
    (
        "review on a date",
        "order/P 060859Z APR 80",
        "E.O. 12065: RDS-3 4/6/10 (MARLOWE, ANN) OR-M",
        {"executive_order": "12065", "declassify_on": "2010-04-06", "classifiers": ("ANN MARLOWE",)},
    ),
    (
        "two figures for a year of the nineties",
        "order/P 060859Z APR 89",
        "E.O. 12356: DECL: 4/6/95",
        {"executive_order": "12356", "declassify_on": "1995-04-06"},
    ),
    (
        "two figures across the century",
        "order/P 060859Z APR 98",
        "E.O. 12958: DECL: 4/6/08",
        {"executive_order": "12958", "declassify_on": "2008-04-06"},
    ),
    (
        "an exemption with its date",
        "order/P 060859Z APR 75",
        "E.O. 11652: XGDS-2",
        {"executive_order": "11652", "declassify_text": "XGDS-2"},
    ),
    (
        "automatic downgrading",
        "order/P 060859Z APR 75",
        "E.O. 11652: ADS",
        {"executive_order": "11652", "declassify_text": "ADS", "declassify_on": None},
    ),
    (
        "a classifier by surname alone",
        "order/P 060859Z AUG 79",
        "E.O. 12065: GDS 8/12/85 (MARLOWE) OR-M",
        {"declassify_on": "1985-08-12", "classifiers": ("MARLOWE",)},
    ),
    (
        "a blank in the label",
        "order",
        "E. O. 12958:  DECL:  4/6/2019",
        {"executive_order": "12958", "declassify_on": "2019-04-06"},
    ),
    ("25X", "order", "E.O. 12958: DECL: 25X1-HUMAN", {"declassify_on": None, "declassify_text": "DECL: 25X1-HUMAN"}),
    (
        "date and exemption",
        "order",
        "E.O. 12958: DECL: 04/06/2034 X1",
        {"declassify_on": "2034-04-06", "declassify_text": "DECL: 04/06/2034 X1"},
    ),
    (
        "order, TAGS and subject on one line",
        "whole",
        "P 061402Z APR 09\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC\n"
        + LINE
        + "\n\nE.o. 12958: decl: 01/07/2014 Tags: pgov, bl Subject: salt trains\n\n"
        + TEXT,
        {"declassify_on": "2014-01-07", "tags.codes": ("PGOV", "BL"), "subject": "salt trains"},
    ),
    (
        "TAGS before the order",
        "whole",
        "P 061402Z APR 09\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC\n"
        + LINE
        + "\n\nTAGS: PGOV, BL\nE.O. 12958: DECL: 04/06/2019\nSUBJECT: SALT TRAINS\n\n"
        + TEXT,
        {"declassify_on": "2019-04-06", "tags.codes": ("PGOV", "BL"), "subject": "SALT TRAINS"},
    ),
    (
        "an impossible date",
        "order",
        "E.O. 12958: DECL: 13/45/2019",
        {"executive_order": "12958", "declassify_on": None, "declassify_text": "DECL: 13/45/2019"},
    ),
]

ADDRESSEES: list[tuple[str, str, list[str], list[str]]] = [
    (
        "a night action message",
        f"TO {STATE} NIACT IMMEDIATE 0872\nINFO RUEHLI/AMEMBASSY LISBON NIACT IMMEDIATE",
        [f"{STATE}|NIACT IMMEDIATE|0872|"],
        ["RUEHLI/AMEMBASSY LISBON|NIACT IMMEDIATE||"],
    ),
    (
        "an exemption and a collective",
        f"TO {STATE} 12\nINFO RUEHZS/ASEAN REGIONAL FORUM COLLECTIVE\nXMT AMEMBASSY SOFIA",
        [f"{STATE}||12|"],
        ["RUEHZS/ASEAN REGIONAL FORUM COLLECTIVE|||c", "/AMEMBASSY SOFIA|||x"],
    ),
    (
        "an office behind two slashes",
        f"TO {STATE} 12\nINFO RUEKJCS/SECDEF WASHDC//USDP ISA/NESA//",
        [f"{STATE}||12|"],
        ["RUEKJCS/SECDEF WASHDC//USDP ISA/NESA//|||"],
    ),
    (
        "only information addressees",
        "INFO RUEHLI/AMEMBASSY LISBON 0044\nRUEHMD/AMEMBASSY MADRID",
        [],
        ["RUEHLI/AMEMBASSY LISBON||0044|", "RUEHMD/AMEMBASSY MADRID|||"],
    ),
]

TAGS: list[tuple[str, str, list[str]]] = [
    ("a code per line without commas", "TAGS: PGOV\nPREL\nEINV\nBL", ["PGOV", "PREL", "EINV", "BL"]),
    (
        "a person with initial between codes",
        "TAGS: OVIP (MARLOWE, ANN B.), PREL, BL",
        ["OVIP", "MARLOWE, ANN B.:person", "PREL", "BL:place"],
    ),
    (
        "two persons",
        "TAGS: OVIP (MARLOWE, ANN), (HALE, TOM) PREL",
        ["OVIP", "MARLOWE, ANN:person", "HALE, TOM:person", "PREL"],
    ),
    (
        "three subject codes and a country fused",
        "TAGS: ETRDEINVECINPGOVCS",
        ["ETRD", "EINV", "ECIN", "PGOV", "CS:place"],
    ),
    ("fused program codes", "TAGS: KPAOKDEMPREL BL", ["KPAO:program", "KDEM:program", "PREL:subject", "BL"]),
    ("an organisation with a slash", "TAGS: PREL, UNGA/C-6, UN", ["PREL", "UNGA/C-6:organisation", "UN"]),
    ("an organisation with an apostrophe", "TAGS: PTER, BA'ATH, IZ", ["PTER", "BA'ATH:organisation", "IZ:place"]),
    ("linked codes", "TAGS: [PGOV](#) [PREL](#) [BL](#)", ["PGOV", "PREL", "BL"]),
    ("a damaged label", "TGS: PGOV, PREL, BL", ["PGOV", "PREL", "BL"]),
    ("the label twice", "TAGS: TAGS: PGOV, BL", ["PGOV", "BL"]),
    (
        "page heads inside",
        "TAGS: ECON, ETRD\n\n                       UNCLASSIFIED\n\nPAGE 02        BAKU  00266  01 OF 04  060859Z\nETRD, AJ",
        ["ECON", "ETRD", "AJ"],
    ),
    ("free terms at the end", "TAGS: PHUM, BL, HUMAN RIGHTS", ["PHUM", "BL", "HUMAN RIGHTS:term"]),
]

SUBJECTS: list[tuple[str, str, str | None, str | None]] = [
    (
        "wraps over three lines",
        "SUBJECT: SALT TRAINS: THE DRIVERS ASK FOR\nA SECOND LINE AND THE MINISTER\nSAYS NO\n\n1. (C) Text.",
        "SALT TRAINS: THE DRIVERS ASK FOR A SECOND LINE AND THE MINISTER SAYS NO",
        None,
    ),
    ("label alone", "SUBJECT:\n\nSALT TRAINS RUN LATE\n\n1. (C) Text.", "SALT TRAINS RUN LATE", None),
    ("secret noforn", "SUBJECT: (S/NF) SALT TRAINS RUN LATE\n\n1. (S) Text.", "SALT TRAINS RUN LATE", "S/NF"),
    ("mark behind", "SUBJECT: SALT TRAINS RUN LATE (SBU)\n\n1. (SBU) Text.", "SALT TRAINS RUN LATE", "SBU"),
    ("brackets that are no mark", "SUBJECT: SALT TRAINS (BOLIVIA)\n\n1. (C) Text.", "SALT TRAINS (BOLIVIA)", None),
    (
        "corrected copy stays",
        "SUBJECT: SALT TRAINS RUN LATE (CORRECTED COPY)\n\n1. (C) Text.",
        "SALT TRAINS RUN LATE (CORRECTED COPY)",
        None,
    ),
    (
        "reference on the same line",
        "Subject: Salt trains run late Ref(s): A) LA PAZ 120\n\n1. (C) Text.",
        "Salt trains run late",
        None,
    ),
    (
        "classified by on the next line",
        "SUBJECT: SALT TRAINS RUN LATE\nClassified By: DCM Ann Marlowe for reason 1.4 (d)\n\n1. (C) Text.",
        "SALT TRAINS RUN LATE",
        None,
    ),
    (
        "paragraph glued below",
        "SUBJECT: SALT TRAINS RUN LATE\n1.(SBU) Text of the first.",
        "SALT TRAINS RUN LATE",
        None,
    ),
    (
        "ends at a rule",
        "SUBJECT: SALT TRAINS RUN LATE\n-------\nSUMMARY\n-------\n\n1. (C) Text.",
        "SALT TRAINS RUN LATE",
        None,
    ),
    (
        "own banner behind",
        "SUBJECT: SALT TRAINS RUN LATE\n\nBAKU 00000266  001.2 OF 004\n\n\n1. (C) Text.",
        "SALT TRAINS RUN LATE",
        None,
    ),
    (
        "hyphen at the line end",
        "SUBJECT: THE US- \nBOLIVIA SALT TRAIN\n\n1. (C) Text.",
        "THE US-BOLIVIA SALT TRAIN",
        None,
    ),
]

REFERENCES: list[tuple[str, str, list[str]]] = [
    (
        "years before, behind and between",
        "REF: A. 08 LA PAZ 120\n     B. ASUNCION 701 (08)\n     C. STATE (07) 201265",
        ["A=08LAPAZ120", "B=08ASUNCION701", "C=07STATE201265"],
    ),
    (
        "year behind a hyphen and a slash",
        "REF: A) AMMAN 5049-08 B) PANAMA 00789/08",
        ["A=08AMMAN5049", "B=08PANAMA789"],
    ),
    ("four figures glued", "REFS: 2005PANAMA2342; 09CAIRO0561", ["=05PANAMA2342", "=09CAIRO561"]),
    ("number list of a post", "REF: A. LA PAZ 412, 518 AND 604", ["A=09LAPAZ412", "A=09LAPAZ518", "A=09LAPAZ604"]),
    ("slashes between numbers", "REF: LIMA 692/317/274", ["=09LIMA692", "=09LIMA317", "=09LIMA274"]),
    (
        "reversed and coloured",
        "REF: A. 870 ULAANBAATAR\n     B. STATE: 73097",
        ["A=09ULAANBAATAR870", "B=09STATE73097"],
    ),
    ("zero for O", "REF: A. SANTIAG0 71\n     B. C0TONOU 12", ["A=09SANTIAGO71", "B=09COTONOU12"]),
    (
        "a post over a line end",
        "REF: A. RIO \n \nDE JANEIRO 1291\n     B. LIMA 12",
        ["A=09RIODEJANEIRO1291", "B=09LIMA12"],
    ),
    (
        "a title with figures",
        "REF: A. LA PAZ 412 (SALT TRAINS OF 11/12/2008)\n     B. LIMA 12 (NOTAL)",
        ["A=09LAPAZ412", "B=09LIMA12+notal"],
    ),
    ("and previous", "REF: LA PAZ 412 AND PREVIOUS", ["=09LAPAZ412"]),
    ("the post left out", "REF: A. LA PAZ 412\n     B. 518", ["A=09LAPAZ412", "B=09LAPAZ518"]),
    (
        "a message of the Pentagon and an abbreviation",
        "REF: A. SECDEF MSG DTG 301601Z SEP 08\n     B. HCMC 81",
        ["A~*", "B=09HOCHIMINHCITY81"],
    ),
    (
        "own banner between items",
        "REF: A. LIMA 12\n\nBAKU 00000266  001.2 OF 003\n\n\n     B. LIMA 18",
        ["A=09LIMA12", "B=09LIMA18"],
    ),
]

CLASSIFIED_BY: list[tuple[str, str, list[tuple[str, str | None]], list[str]]] = [
    (
        "a paragraph of its own",
        "1. (U) CLASSIFIED BY ANN B. MARLOWE, JR., AMBASSADOR. REASON: 1.5 (B), (C) AND (D).",
        [("ANN B. MARLOWE, JR.", "AMBASSADOR")],
        ["1.5(b)", "1.5(c)", "1.5(d)"],
    ),
    (
        "the label doubled with a mark",
        "Classified By: (U) Classified by DCM Ann Marlowe for reasons 1.4 (b) and (d).",
        [("Ann Marlowe", "DCM")],
        ["1.4(b)", "1.4(d)"],
    ),
    (
        "this message",
        "Classified By: This message classified by Ambassador Tom Hale for reasons 1.4 b/d.",
        [("Tom Hale", "Ambassador")],
        ["1.4(b)", "1.4(d)"],
    ),
    (
        "a misspelt label and reason",
        "Classiied By: Charge d'Affaires Ann Marlowe, Resons 1.4 (b,d)",
        [("Ann Marlowe", None)],
        ["1.4(b)", "1.4(d)"],
    ),
    (
        "reasons with a plus",
        "Classified By: Pol/Econ Counselor Tom Hale, reason 1.4 (b+d)",
        [("Tom Hale", "Pol/Econ Counselor")],
        ["1.4(b)", "1.4(d)"],
    ),
    (
        "the word reason broken at the margin",
        "Classified By: Political Counselor Ann Marlowe of Embassy La Paz for r \neasons 1.4 (b) and (d).",
        [("Ann Marlowe", None)],
        ["1.4(b)", "1.4(d)"],
    ),
    (
        "a slash in the section",
        "Classified By: DCM Tom Hale for reasons 1/4 (b) and (d).",
        [("Tom Hale", "DCM")],
        ["1.4(b)", "1.4(d)"],
    ),
    (
        "two classifiers",
        "Classified By: Ambassador Ann Marlowe and DCM Tom Hale for reasons 1.4 (b) and (d).",
        [("Ann Marlowe", "Ambassador"), ("Tom Hale", "DCM")],
        ["1.4(b)", "1.4(d)"],
    ),
    (
        "an apostrophe and a Mc",
        "Classified By: Econoff Sean O'McHale, reasons 1.4 (b), (d) and (e)",
        [("Sean O'McHale", "Econoff")],
        ["1.4(b)", "1.4(d)", "1.4(e)"],
    ),
    ("a login name", "Classified By: RMARLOWE, REASONS: 1.4 (D)", [("RMARLOWE", None)], ["1.4(d)"]),
    ("derived", "DERIVED FROM: DSCG 05-1 B,D", [], []),
    (
        "office and rank",
        "CLASSIFIED BY: ACTING A/S ANN MARLOWE, REASONS 1.4 (B) AND (D)",
        [("ANN MARLOWE", "ACTING A/S")],
        ["1.4(b)", "1.4(d)"],
    ),
]

PARAGRAPHS: list[tuple[str, str, list[Expected]]] = [
    (
        "a skip after two",
        f"1. (U) {NOON}\n\n2. (U) {EMPTY}\n\n4. (U) {LATE}\n\nMARLOWE",
        [(1, "U", None, NOON), (2, "U", None, EMPTY), (4, "U", None, LATE)],
    ),
    (
        "a repeated number",
        f"1. (U) {NOON}\n\n2. (U) {EMPTY}\n\n2. (U) {LATE}\n\nMARLOWE",
        [(1, "U", None, NOON), (2, "U", None, EMPTY), (2, "U", None, LATE)],
    ),
    ("none numbered", f"{NOON}\n\n{EMPTY}\n\nMARLOWE", [(None, None, None, NOON), (None, None, None, EMPTY)]),
    (
        "a year at a line start with a pilcrow",
        "1. (C) Salt trains have run in\nBolivia since June of\n\xb62007.  They run late.\n\n\xb62. (C) It came back empty.\n\nMARLOWE",
        [(1, "C", None, "Salt trains have run in Bolivia since June of 2007. They run late."), (2, "C", None, EMPTY)],
    ),
    (
        "marks of all kinds",
        f"1. (C//NF) {NOON}\n\n2. (SBU/NF) {EMPTY}\n\n3. ( C) {LATE}\n\nMARLOWE",
        [(1, "C/NF", None, NOON), (2, "SBU/NF", None, EMPTY), (3, "C", None, LATE)],
    ),
    (
        "entire text",
        f"1. (C - ENTIRE TEXT) {NOON}\n\n2. {EMPTY}\n\nMARLOWE",
        [(1, "C", None, NOON), (2, "C", None, EMPTY)],
    ),
    ("heading ruled by equals signs", flow("SALT\n====\n\n"), [(1, "C", None, NOON), (2, "C", "SALT", EMPTY)]),
    (
        "heading ruled above and below in wrapped dashes",
        flow("------------------------------\nThe Long Way to the Salt Lakes\n--------------------------- --\n\n"),
        [(1, "C", None, NOON), (2, "C", "The Long Way to the Salt Lakes", EMPTY)],
    ),
    (
        "heading with a question mark",
        flow("Who Pays for the Rails?\n\n"),
        [(1, "C", None, NOON), (2, "C", "Who Pays for the Rails?", EMPTY)],
    ),
    (
        "banner on two lines",
        "1. (C) The salt train\n\nBAKU 00000266 \n\n002 OF 003\n\n\nleft at noon.\n\nMARLOWE",
        [(1, "C", None, NOON)],
    ),
    (
        "banner of a mission of three words",
        "1. (C) The salt train\n\nRIO DE JAN 00000031  002 OF 003\n\n\nleft at noon.\n\nMARLOWE",
        [(1, "C", None, ...)],
    ),
    (
        "page head of old copies in a sentence",
        "1. THE SALT TRAIN\n                       CONFIDENTIAL\n\nPAGE 02        BAKU  00266  01 OF 02  060859Z\nLEFT AT NOON.\n\n2. IT CAME BACK EMPTY.\n\nMARLOWE",
        [(1, None, None, "THE SALT TRAIN LEFT AT NOON."), (2, None, None, "IT CAME BACK EMPTY.")],
    ),
    (
        "lettered items",
        f"1. (C) Three asks:\n\na. a train\n\nb. a line\n\nc. salt\n\n2. (C) {EMPTY}\n\nMARLOWE",
        [(1, "C", None, "Three asks:\n\na. a train\n\nb. a line\n\nc. salt"), (2, "C", None, EMPTY)],
    ),
    (
        "an annex starts again",
        f"1. (U) {NOON}\n\n2. (U) {EMPTY}\n\nANNEX\n\n1. (U) Trains shall run.\n\n2. (U) Salt shall be paid.\n\nMARLOWE",
        [
            (1, "U", None, NOON),
            (2, "U", None, EMPTY),
            (1, "U", "ANNEX", "Trains shall run."),
            (2, "U", None, "Salt shall be paid."),
        ],
    ),
]

BODY: list[Row] = [
    (
        "summary by words at its end only",
        "body",
        f"1. (C) {NOON} END SUMMARY.\n\n2. (C) {EMPTY}\n\nMARLOWE",
        {"summary": NOON, "roles": ("summary", "text")},
    ),
    (
        "summary and comment",
        "body",
        f"1. (C) SUMMARY AND COMMENT: {NOON} END SUMMARY AND COMMENT.\n\n2. (C) {EMPTY}\n\nMARLOWE",
        {"summary": NOON},
    ),
    (
        "misspelt summary heading",
        "body",
        f"1. (C) SUMMAY: {NOON} END SUMMARY.\n\n2. (C) {EMPTY}\n\nMARLOWE",
        {"summary": NOON},
    ),
    (
        "a note in a comment",
        "body",
        f"1. (C) {NOON}\n\n2. (C) COMMENT: {EMPTY} (NOTE: {LATE} END NOTE.) END COMMENT.\n\nMARLOWE",
        {"roles": ("text", "comment")},
    ),
    (
        "two signers on two lines",
        "body",
        f"1. (C) {NOON}\n\nMARLOWE\nHALE\n",
        {"signers": ("MARLOWE", "HALE"), "texts": (NOON,)},
    ),
    ("signer with a particle", "body", f"1. (C) {NOON}\n\nVAN DER HALE\n", {"signers": ("VAN DER HALE",)}),
    (
        "signature then marks and NNNN",
        "body",
        f"1. (C) {NOON}\n\nMARLOWE\n\n                       CONFIDENTIAL\n\nNNNN\n>\n",
        {"signers": ("MARLOWE",), "texts": (NOON,)},
    ),
    (
        "a second version",
        "body",
        f"1. (C) {NOON}\n\nMARLOWE\n@@@OASYS@@@\nC O N F I D E N T I A L BAKU 000266\n\nTAGS: PREL\nSUBJECT: OLD\n\n1. (C) {LATE}\n\nHALE\n",
        {"signers": ("MARLOWE",), "texts": (NOON,), "tags.codes": ("PGOV", "AJ"), "kinds": ("second-version",)},
    ),
    (
        "a quotation that ends in a year",
        "body",
        "1. (C) The song was &Ask Me in 20128. Flight 20128 left, he said.\n\nMARLOWE",
        {"texts": ('The song was "Ask Me in 2012". Flight 20128 left, he said.',)},
    ),
    (
        "the word above REF is the subject's last",
        "whole",
        "R 061402Z APR 09\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC\nUNCLAS LA PAZ 000412\n\nTAGS: PGOV, BL\nSUBJECT: SALT TRAINS: THE MINISTER IS\nPLEASED REF: LIMA 12\n\n"
        + TEXT,
        {"subject": "SALT TRAINS: THE MINISTER IS PLEASED", "references.targets": ("09LIMA12",)},
    ),
    (
        "a banner of a post with OF in its name, in two lines",
        "body",
        "1. (C) The salt train\n\nPORT OF SP 00000266 \n\n002 OF 003\n\n\nleft at noon.\n\nMARLOWE",
        {"texts": (NOON,), "headings": (None,)},
    ),
    (
        "a banner between a heading and its paragraph",
        "body",
        f"1. (C) {NOON}\n\nSalt Prices\n\nBAKU 00000266  002 OF 003\n\n\n3. (C) {EMPTY}\n\nMARLOWE",
        {"numbers": (1, 3), "headings": (None, "Salt Prices")},
    ),
    (
        "a quotation alone behind a banner",
        "body",
        "1. (C) The driver of the first of the trains to leave the lakes said,\n\nBAKU 00000266  002 OF 003\n\n\nDriver Marlowe repeated, &The track is a rumor.8\n\n2. (C) It came back empty.\n\nMARLOWE",
        {"headings": (None, None)},
    ),
    (
        "the line of an archive with a long post",
        "body",
        f"1. (C) {NOON}\n\nMARLOWE\n\n2009BANDARSERIBEGAWAN00207 - Classification: CONFIDENTIAL\n",
        {"signers": ("MARLOWE",), "texts": (NOON,)},
    ),
    (
        "a short item in a re-flowed copy",
        "body",
        "1. (C) The minister said that the harbor would open to the ships of all the lines that sail there in the coming summer, and asked for:\n\na. nine firms to have coll ected the papers.\n\nMARLOWE",
        {
            "texts": (
                "The minister said that the harbor would open to the ships of all the lines that sail there in the coming summer, and asked for:\n\na. nine firms to have collected the papers.",
            )
        },
    ),
    (
        "an abbreviation at a line start is no item",
        "body",
        "1. (C) Two points:\n\n-- We urge the Government of the Netherlands\n(GON) to keep the mayors informed.\n\n-- It will.\n\nMARLOWE",
        {
            "texts": (
                "Two points:\n\n-- We urge the Government of the Netherlands (GON) to keep the mayors informed.\n\n-- It will.",
            )
        },
    ),
    # damage and redaction
    (
        "redaction glued to a bracket",
        "body",
        "1. (C) We met XXXXXXXXXXXX(strictly protect) at noon.\n\nMARLOWE",
        {"texts": ("We met XXXXXXXXXXXX(strictly protect) at noon.",)},
    ),
    (
        "turned apostrophes",
        "body",
        "1. (C) Bolivia,s salt, he said, was the driver,s.\n\nMARLOWE",
        {"texts": ("Bolivia's salt, he said, was the driver's.",)},
    ),
    (
        "turned quotes over a line end",
        "body",
        "1. (C) He said &the\ntrain is late8 and left.\n\nMARLOWE",
        {"texts": ('He said "the train is late" and left.',)},
    ),
    (
        "firms and groups stay",
        "body",
        "1. (C) AT&T, R&D, B8 and the G8 met (c) at USD 8.\n\nMARLOWE",
        {"texts": ("AT&T, R&D, B8 and the G8 met (c) at USD 8.",)},
    ),
    (
        "entities",
        "body",
        "1. (C) Salt &amp; trains &lt;late&gt; &#8220;again&#8221;.\n\nMARLOWE",
        {"texts": ("Salt & trains <late> \u201cagain\u201d.",)},
    ),
    (
        "an extract glued to its line",
        "whole",
        "This record is a partial extract of the original cable. The full text of the original cable is not available.UNCLAS HARARE 001051"
        "\n\nE.O. 12958: N/A\nTAGS: EAID, ZI\nSUBJECT: SALT TRAINS\n\n" + TEXT,
        {"post": "HARARE", "serial": 1051, "tags.codes": ("EAID", "ZI"), "texts": (NOON, EMPTY)},
    ),
    (
        "zeros and ones for letters",
        "body",
        "1. (C) THE M1NISTER 0F TRANSP0RT LEFT AT NOON.\n\nMARLOWE",
        {"texts": ("THE MINISTER OF TRANSPORT LEFT AT NOON.",)},
    ),
    (
        "words broken by a re-flow",
        "body",
        "1. (C) The sa lt train left bef ore noon and the dri vers went home furt her south than the gov ernment had all owed, as the stationmaster said when we asked him about it in the evening.\n\nMARLOWE",
        {
            "texts": (
                "The salt train left before noon and the drivers went home further south than the government had all owed, as the stationmaster said when we asked him about it in the evening.",
            )
        },
    ),
    (
        "an empty body",
        "whole",
        "P 061402Z APR 09\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC\n" + LINE + "\n",
        {"texts": (), "reference_id": "09LAPAZ412"},
    ),
    (
        "mention of two letters and a paragraph",
        "refs",
        "REF: A. LIMA 12\n     B. LIMA 18\n     C. STATE 44\n\n1. (C) See refs A and C and para 4 of ref B.\n\nMARLOWE",
        {"mentions": ((0, "refs A and C", ("09LIMA12", "09STATE44")), (0, "ref B", ("09LIMA18",)))},
    ),
    (
        "mention of a cable outside the list",
        "refs",
        "REF: LIMA 12\n\n1. (C) As 08 LIMA 3044 and reftel said.\n\nMARLOWE",
        {"mentions": ((0, "08 LIMA 3044", ("08LIMA3044",)), (0, "reftel", ("09LIMA12",)))},
    ),
]

FILED_APART = """R 271030Z APR 00
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC 5875

UNCLAS SECTION 01 OF 02 LA PAZ 000412

TAGS: PGOV, BL
SUBJECT: SALT TRAINS

REF: LA PAZ 70

{before}
R 271030Z APR 00
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC 5876

UNCLAS SECTION 02 OF 02 LA PAZ 000412

TAGS: PGOV, BL
SUBJECT: SALT TRAINS

REF: LA PAZ 70

{after}

MARLOWE
"""
BODY += [
    (
        "text behind a repeated REF line looks like a reference",
        "whole",
        FILED_APART.format(before="1. (U) HIS\n", after="PARTY WILL TABLE 29 AMENDMENTS.\n\n2. (U) IT IS LATE."),
        {"texts": ("HIS PARTY WILL TABLE 29 AMENDMENTS.", "IT IS LATE."), "references.targets": ("00LAPAZ70",)},
    ),
    (
        "an item behind a repeated REF line looks like a reference",
        "whole",
        FILED_APART.format(
            before="1. (U) They asked:\n\na. The census of 1950.\n",
            after="b. The 1963 census recorded 45,215.\n\n2. (U) It is late.",
        ),
        {"texts": ("They asked:\n\na. The census of 1950.\n\nb. The 1963 census recorded 45,215.", "It is late.")},
    ),
    (
        "a table ends at the foot of a page, and a paragraph with a 1 too many follows",
        "whole",
        LINE
        + FIELDS
        + "1. (C) It rained.\n\n                    Before         After\nLa Paz                 16             2\nPost office             1             1\n\n\n"
        "LA PAZ 00000412  001.2 OF 002\n\n\n12. The train left.\n\n13. It came back.\n\nMARLOWE\n",
        {"numbers": (1, 2, 3)},
    ),
    (
        "a heading far above its paragraph",
        "whole",
        FILED_APART.format(before="1. (U) It is late.\n\nThe Bill So Far\n", after="2. (U) It is 12 dollars."),
        {"texts": ("It is late.", "It is 12 dollars."), "headings": (None, "The Bill So Far")},
    ),
]

IDS: list[tuple[str, str, str | None]] = [
    ("section words and page inside", "08SECTION01OF02BISHKEK0021", "08BISHKEK21"),
    ("letters of EFTO", "07EFTOLAPAZ412", "07LAPAZ412"),
    ("an old name of a post", "07KIEV412", "07KYIV412"),
    ("doubled year", "7575LIBREVILLE1895", "75LIBREVILLE1895"),
    ("a word for the post's kind", "06AMEMBASSYHANOI2001", "06HANOI2001"),
    ("with a correction behind", "09LAPAZ160ZDK164", "09LAPAZ160"),
    ("no post", "092OF5", None),
    ("four figures for the year and hyphens", "2009-LA PAZ-0412", "09LAPAZ412"),
    ("a letter lost", "09LAPZ412", "09LAPAZ412"),
    ("plain words", "the salt train", None),
]
