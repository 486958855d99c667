"""The head of a cable: (reason, frame, text put into it, {field: value}). The frames are functions of `frames`.

Fields of parts are named with a dot (station.serial); "sent" is ISO text, dates too.
"""

# ruff: noqa: E501 - a row stays on one line where its text does
from __future__ import annotations

from typing import Any

TAIL = "\n\nE.O. 12958: DECL: 04/06/2019\nTAGS: PGOV AJ\nSUBJECT: A PLAIN SUBJECT\n\n1. (C) The harbor opened.\n\nROE\n"
TO = "TO RUEHC/SECSTATE WASHDC PRIORITY 1001\n\n"
LINE = "C O N F I D E N T I A L BAKU 000266"

HEADER: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "a downgrading date is none of declassification",
        "order",
        "E.O. 12958: DNG: CO 12/01/2018",
        {"executive_order": "12958", "declassify_on": None, "declassify_text": "DNG: CO 12/01/2018"},
    ),
    (
        "downgrading, then declassification",
        "order",
        "E.O. 12958: DNG: CO 12/01/2018; DECL: 12/01/2028",
        {"declassify_on": "2028-12-01"},
    ),
    (
        "the classifier on the line of order 12065",
        "order/P 060859Z AUG 79",
        "E.O. 12065: GDS 8/12/85 (ROE, JOHN L.) OR-P",
        {"classifiers": ("JOHN L. ROE",), "declassify_on": "1985-08-12"},
    ),
    (
        "a note between rules is no passing line",
        "line",
        "UNCLASSIFIED BAKU 266\n\n------------------\nNOTE: THIS TELEGRAM WAS\nSENT AGAIN IN 1967.\n------------------\n\nSIPDIS",
        {
            "passing": (),
            "kinds": ("note",),
            "captions": ("SIPDIS",),
            "tags.codes": ("PGOV", "AJ"),
            "paragraphs.count": 2,
        },
    ),
    (
        "a note between stars",
        "line",
        "UNCLASSIFIED BAKU 266\n\n*****\nPAGE 3 SUPPLIED BY OC/T\n*****\n\nDEPT FOR EUR/CARC",
        {"passing": ("DEPT FOR EUR/CARC",), "kinds": ("note",), "tags.codes": ("PGOV", "AJ")},
    ),
    (
        "a note without rules above the fields",
        "line",
        "UNCLASSIFIED BAKU 266\n\nNOTE BY OC/T: PARAS 3 AND 4\nGARBLED ON RECEIPT.\n\nDEPT FOR EUR/CARC",
        {"passing": ("DEPT FOR EUR/CARC",), "kinds": ("note",), "tags.codes": ("PGOV", "AJ"), "paragraphs.count": 2},
    ),
    (
        "a lone rule is no passing line",
        "line",
        "UNCLASSIFIED BAKU 266\n\n------------------\nDEPT FOR EUR/CARC",
        {"passing": ("DEPT FOR EUR/CARC",), "kinds": ("rule",)},
    ),
    # whole heads
    (
        "all lines of a head",
        "whole",
        "VZCZCXRO0291\nPP RUEHDBU RUEHCI\nDE RUEHKB #0266/01 0960859\nZNY CCCCC ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + LINE
        + TAIL,
        {
            "transmission_id": "VZCZCXRO0291",
            "precedence": "PRIORITY",
            "routing": ("RUEHDBU", "RUEHCI"),
            "station.indicator": "RUEHKB",
            "station.serial": 266,
            "station.section": 1,
            "station.day_of_year": 96,
            "station.time": "0859",
            "security.signal": "ZNY",
            "security.level": "CONFIDENTIAL",
            "security.operating_signals": ("ZZH",),
            "sent": "2009-04-06T08:59:00+00:00",
            "sender": "AMEMBASSY BAKU",
            "post": "BAKU",
            "serial": 266,
            "reference_id": "09BAKU266",
            "classification": "CONFIDENTIAL",
        },
    ),
    (
        "routing that wraps",
        "whole",
        "VZCZCXRO0594\nRR RUEHAO RUEHCD RUEHGA\nRUEHNL RUEHQU\nRUEHVC\nDE RUEHKB #1165 0471902\nZNR UUUUU ZZH\n"
        "R 161902Z FEB 07\nFM AMEMBASSY BAKU\n" + TO + "UNCLAS BAKU 001165" + TAIL,
        {
            "precedence": "ROUTINE",
            "routing": ("RUEHAO", "RUEHCD", "RUEHGA", "RUEHNL", "RUEHQU", "RUEHVC"),
            "station.section": None,
            "station.serial": 1165,
            "security.signal": "ZNR",
            "security.level": "UNCLASSIFIED",
            "sent": "2007-02-16T19:02:00+00:00",
            "reference_id": "07BAKU1165",
        },
    ),
    (
        "channel of another name",
        "whole",
        "VZCZCXYZ0014\nOO RUEHWEB\nDE RUEHKB #1339 0572103\nZNR UUUUU ZZH\nO 262103Z FEB 07\nFM AMEMBASSY BAKU\n"
        + TO
        + "UNCLAS BAKU 001339"
        + TAIL,
        {"transmission_id": "VZCZCXYZ0014", "precedence": "IMMEDIATE", "routing": ("RUEHWEB",)},
    ),
    (
        "flash",
        "whole",
        "VZCZCXYZ0014\nZZ RUEHWEB\nDE RUEHKB #1339 0572103\nZNY SSSSS ZZH\nZ 262103Z FEB 07\nFM AMEMBASSY BAKU\n"
        + TO
        + "S E C R E T BAKU 001339"
        + TAIL,
        {"precedence": "FLASH", "security.level": "SECRET", "classification": "SECRET"},
    ),
    (
        "two precedences: the action's counts",
        "whole",
        "VZCZCXYZ0014\nOO RUEHWEB\nDE RUEHKB #1339 1371312\nZNY CCCCC ZZH\nO P 161312Z MAY 08\nFM AMEMBASSY BAKU\n"
        + TO
        + "C O N F I D E N T I A L BAKU 001339"
        + TAIL,
        {"precedence": "IMMEDIATE", "sent": "2008-05-16T13:12:00+00:00"},
    ),
    (
        "P R",
        "whole",
        "P R 041820Z JAN 10\nFM AMEMBASSY BAKU\n" + TO + "C O N F I D E N T I A L BAKU 000012" + TAIL,
        {
            "precedence": "PRIORITY",
            "sent": "2010-01-04T18:20:00+00:00",
            "reference_id": "10BAKU12",
            "transmission_id": None,
            "station": None,
            "security": None,
        },
    ),
    (
        "operating signals behind the date",
        "whole",
        "R 181313Z JUN 09 ZDK MANY SVCS\nFM USMISSION UNVIE VIENNA\n"
        + TO
        + "UNCLAS SECTION 01 OF 36 UNVIE VIENNA 000285"
        + TAIL,
        {
            "sent": "2009-06-18T13:13:00+00:00",
            "sender": "USMISSION UNVIE VIENNA",
            "post": "UNVIEVIENNA",
            "sections": 36,
            "reference_id": "09UNVIEVIENNA285",
        },
    ),
    (
        "ZDS ZDK",
        "whole",
        "R 081535Z JUL 09 ZDS ZDK\nFM USEU BRUSSELS\n" + TO + "UNCLAS USEU BRUSSELS 000948" + TAIL,
        {
            "sent": "2009-07-08T15:35:00+00:00",
            "sender": "USEU BRUSSELS",
            "post": "USEUBRUSSELS",
            "serial": 948,
            "reference_id": "09USEUBRUSSELS948",
        },
    ),
    (
        "encrypted for transmission only",
        "whole",
        "VZCZCXYZ0014\nRR RUEHWEB\nDE RUEHKB #1339 0572103\nZNY EEEEE ZZH\nR 262103Z FEB 07\nFM AMEMBASSY BAKU\n"
        + TO
        + "UNCLAS E F T O BAKU 001339"
        + TAIL,
        {"classification": "UNCLASSIFIED", "post": "BAKU", "serial": 1339, "reference_id": "07BAKU1339"},
    ),
    (
        "two operating signals",
        "whole",
        "VZCZCXYZ0014\nRR RUEHWEB\nDE RUEHKB #1339 0572103\nZNY CCCCC ZZH ZDK\nR 262103Z FEB 07\nFM AMEMBASSY BAKU\n"
        + TO
        + "CONFIDENTIAL BAKU 001339"
        + TAIL,
        {"security.operating_signals": ("ZZH", "ZDK")},
    ),
    (
        "lower-case month, no letter",
        "whole",
        "271036Z Apr 00\nFM AMEMBASSY HARARE\nTO SECSTATE WASHDC PRIORITY 5875\n\nUNCLAS HARARE 002271" + TAIL,
        {
            "sent": "2000-04-27T10:36:00+00:00",
            "sender": "AMEMBASSY HARARE",
            "reference_id": "00HARARE2271",
            "precedence": None,
        },
    ),
    (
        "year 66 is 1966",
        "whole",
        "R 281848Z FEB 66\nFM AMEMBASSY BUENOS AIRES\nTO SECSTATE WASHDC\n\nUNCLASSIFIED BUENOS AIRES 2481" + TAIL,
        {
            "sent": "1966-02-28T18:48:00+00:00",
            "post": "BUENOSAIRES",
            "serial": 2481,
            "reference_id": "66BUENOSAIRES2481",
            "classification": "UNCLASSIFIED",
        },
    ),
    (
        "year 79 is 1979",
        "whole",
        "P 131207Z AUG 79\nFM AMEMBASSY TEHRAN\nTO SECSTATE WASHDC PRIORITY 3182\n\nC O N F I D E N T I A L TEHRAN 08980"
        + TAIL,
        {"sent": "1979-08-13T12:07:00+00:00", "reference_id": "79TEHRAN8980"},
    ),
    (
        "a date that cannot be",
        "whole",
        "R 312561Z FEB 09\nFM AMEMBASSY BAKU\n" + TO + LINE + TAIL,
        {"sent": None, "post": "BAKU", "serial": 266},
    ),
    (
        "a damaged date mended by the station line",
        "whole",
        "VZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #0266/01 0960859\nZNY CCCCC ZZH\nP Q60859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + LINE
        + TAIL,
        {"sent": "2009-04-06T08:59:00+00:00"},
    ),
    (
        "Secretary of State as sender",
        "whole",
        "O 182333Z FEB 09\nFM SECSTATE WASHDC\nTO AMEMBASSY TRIPOLI PRIORITY\n\nS E C R E T STATE 015113" + TAIL,
        {"sender": "SECSTATE WASHDC", "post": "STATE", "serial": 15113, "reference_id": "09STATE15113"},
    ),
    (
        "Iran office",
        "whole",
        "R 181333Z FEB 09\nFM IRAN RPO DUBAI\n" + TO + "C O N F I D E N T I A L RPO DUBAI 000057" + TAIL,
        {"sender": "IRAN RPO DUBAI", "post": "RPODUBAI", "reference_id": "09RPODUBAI57"},
    ),
    (
        "institute",
        "whole",
        "R 181333Z FEB 09\nFM AIT TAIPEI\n" + TO + "C O N F I D E N T I A L AIT TAIPEI 000057" + TAIL,
        {"sender": "AIT TAIPEI", "post": "TAIPEI", "reference_id": "09TAIPEI57"},
    ),
    (
        "consulate",
        "whole",
        "R 181333Z FEB 09\nFM AMCONSUL HO CHI MINH CITY\n" + TO + "CONFIDENTIAL HO CHI MINH CITY 000057" + TAIL,
        {"sender": "AMCONSUL HO CHI MINH CITY", "post": "HOCHIMINHCITY", "classification": "CONFIDENTIAL"},
    ),
    (
        "backslash at each line end",
        "whole",
        "VZCZCXRO0291\\\nPP RUEHDBU\\\nDE RUEHKB #0266/01 0960859\\\nZNY CCCCC ZZH\\\nP 060859Z APR 09\\\nFM AMEMBASSY BAKU\\\n"
        "TO RUEHC/SECSTATE WASHDC\\\n\\\n" + LINE + TAIL,
        {
            "transmission_id": "VZCZCXRO0291",
            "routing": ("RUEHDBU",),
            "sent": "2009-04-06T08:59:00+00:00",
            "sender": "AMEMBASSY BAKU",
            "post": "BAKU",
        },
    ),
    (
        "CRLF",
        "whole",
        (
            "VZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #0266/01 0960859\nZNY CCCCC ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\n"
            + TO
            + LINE
            + TAIL
        ).replace("\n", " \r\n"),
        {
            "transmission_id": "VZCZCXRO0291",
            "station.serial": 266,
            "sender": "AMEMBASSY BAKU",
            "reference_id": "09BAKU266",
        },
    ),
    (
        "distribution block of the Department",
        "whole",
        "                               UNCLASSIFIED     PTQ8341\n\nPAGE 01        HARARE  02271  01 OF 07  271033Z\nACTION AID-00\n\n"
        "INFO  LOG-00   NP-00    AF-00    /004W\n                  ------------------507B47  271033Z /38\nFM AMEMBASSY HARARE\nTO SECSTATE WASHDC PRIORITY 5875\n"
        "INFO AMEMBASSY LUSAKA\n\nUNCLAS SECTION 01 OF 07 HARARE 002271" + TAIL.replace("(C)", "(U)"),
        {
            "sender": "AMEMBASSY HARARE",
            "post": "HARARE",
            "serial": 2271,
            "sections": 7,
            "action.names": ("SECSTATE WASHDC",),
            "info.names": ("AMEMBASSY LUSAKA",),
            "classification": "UNCLASSIFIED",
        },
    ),
    (
        "distribution block with its date line",
        "whole",
        "                               UNCLASSIFIED     PTQ8341\n\nPAGE 01        HARARE  02271  271033Z\nACTION AID-00\n\n"
        "INFO  LOG-00   NP-00    AF-00    /004W\n                  ------------------507B47  271033Z /38\nP 271033Z APR 00\nFM AMEMBASSY HARARE\nTO SECSTATE WASHDC PRIORITY 5875\n"
        "\nUNCLAS HARARE 002271" + TAIL.replace("(C)", "(U)"),
        {
            "sent": "2000-04-27T10:33:00+00:00",
            "precedence": "PRIORITY",
            "reference_id": "00HARARE2271",
            "info.names": (),
        },
    ),
    (
        "head glued to the classification line after a precedence",
        "whole",
        "O 182333Z FEB 09\nFM SECSTATE WASHDC\nTO AMEMBASSY TRIPOLI PRIORITYS E C R E T STATE 015113" + TAIL,
        {"classification": "SECRET", "post": "STATE", "serial": 15113, "action.names": ("AMEMBASSY TRIPOLI",)},
    ),
    (
        "head glued to the classification line after a number",
        "whole",
        "P 060859Z APR 09\nFM AMEMBASSY BAKU\nTO RUEHC/SECSTATE WASHDC PRIORITY 1001\nINFO RUEHAK/AMEMBASSY ANKARA 3182C O N F I D E N T I A L SECTION 01 OF 02 BAKU 000266"
        + TAIL,
        {"classification": "CONFIDENTIAL", "sections": 2, "serial": 266, "info.names": ("AMEMBASSY ANKARA",)},
    ),
    (
        "head glued with a rest of the old head",
        "whole",
        "R 281848Z FEB 66\nFM AMEMBASSY BUENOS AIRES\nTO SECSTATE WASHDC\nSTATE GRNCUNCLASSIFIED BUENOS AIRES 2481"
        + TAIL,
        {"classification": "UNCLASSIFIED", "post": "BUENOSAIRES", "serial": 2481},
    ),
    (
        "partial extract: no head",
        "whole",
        "This record is a partial extract of the original cable. The full text of the original cable is not available.\n\n"
        "UNCLAS HARARE 001051" + TAIL.replace("(C)", "(U)"),
        {
            "classification": "UNCLASSIFIED",
            "post": "HARARE",
            "serial": 1051,
            "sent": None,
            "subject": "A PLAIN SUBJECT",
        },
    ),
    (
        "partial extract glued",
        "whole",
        "This record is a partial extract of the original cable. The full text of the original cable is not available.UNCLAS HARARE 001051"
        + TAIL.replace("(C)", "(U)"),
        {"classification": "UNCLASSIFIED", "post": "HARARE", "serial": 1051, "subject": "A PLAIN SUBJECT"},
    ),
    (
        "mirror preamble",
        "whole",
        "09BAKU266\nA PLAIN\nMon Apr 06 00:00:00 +0200 2009\nCONFIDENTIAL\nEmbassy Baku\nVZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #0266/01 0960859\n"
        "ZNY CCCCC ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\nTO RUEHC/SECSTATE WASHDC PRIORITY 1001C O N F I D E N T I A L BAKU 000266"
        + TAIL,
        {
            "reference_id": "09BAKU266",
            "transmission_id": "VZCZCXRO0291",
            "subject": "A PLAIN SUBJECT",
            "classification": "CONFIDENTIAL",
            "sent": "2009-04-06T08:59:00+00:00",
        },
    ),
    (
        "mirror preamble with a partial extract",
        "whole",
        "01HARARE1051\nA PLAIN\nTue Apr 10 00:00:00 +0200 2001\nUNCLASSIFIED\nEmbassy Harare\nThis record is a partial extract of the "
        "original cable. The full text of the original cable is not available.UNCLAS HARARE 001051"
        + TAIL.replace("(C)", "(U)"),
        {"reference_id": "01HARARE1051", "post": "HARARE", "subject": "A PLAIN SUBJECT"},
    ),
    (
        "link markup and empty lines of a markdown copy",
        "whole",
        "VZCZCXRO0291\n\nPP RUEHDBU\n\nDE RUEHKB #0266/01 0960859\n\nZNY CCCCC ZZH\n\nP 060859Z APR 09\n\nFM AMEMBASSY BAKU\n\n"
        "TO RUEHC/SECSTATE WASHDC PRIORITY 1001\n\n" + LINE + TAIL,
        {
            "transmission_id": "VZCZCXRO0291",
            "routing": ("RUEHDBU",),
            "sender": "AMEMBASSY BAKU",
            "action.names": ("SECSTATE WASHDC",),
        },
    ),
    (
        "TAGS before E.O.",
        "whole",
        "P 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + LINE
        + "\n\nTAGS: PGOV AJ\nE.O. 12958: DECL: 04/06/2019\nSUBJECT: A PLAIN SUBJECT\n\n1. (C) Text.\n\nROE\n",
        {
            "executive_order": "12958",
            "declassify_on": "2019-04-06",
            "subject": "A PLAIN SUBJECT",
            "tags.codes": ("PGOV", "AJ"),
        },
    ),
    ("empty", "whole", "", {"reference_id": None, "classification": None, "paragraphs.count": 0, "subject": None}),
    # the classification line
    ("spaced SECRET", "line", "S E C R E T BAKU 000266", {"classification": "SECRET", "serial": 266}),
    ("closed up", "line", "SECRET BAKU 000266", {"classification": "SECRET", "serial": 266}),
    (
        "mixed case, spaced",
        "line",
        "S e c r e t baku 000266",
        {"classification": "SECRET", "post": "BAKU", "serial": 266},
    ),
    ("top secret", "line", "T O P S E C R E T BAKU 000266", {"classification": "TOP SECRET", "serial": 266}),
    ("UNCLASSIFIED in full", "line", "UNCLASSIFIED BAKU 266", {"classification": "UNCLASSIFIED", "serial": 266}),
    (
        "limited official use",
        "line",
        "LIMITED OFFICIAL USE BAKU 00266",
        {"classification": "LIMITED OFFICIAL USE", "serial": 266},
    ),
    (
        "EFTO closed",
        "line",
        "UNCLAS EFTO BAKU 000266",
        {"classification": "UNCLASSIFIED", "post": "BAKU", "serial": 266},
    ),
    (
        "NODIS on the line",
        "line",
        "S E C R E T NODIS BAKU 000266",
        {"classification": "SECRET", "captions": ("NODIS",), "post": "BAKU"},
    ),
    (
        "NOFORN on the line",
        "line",
        "C O N F I D E N T I A L NOFORN BAKU 000266",
        {"classification": "CONFIDENTIAL", "captions": ("NOFORN",), "post": "BAKU"},
    ),
    (
        "NOFORN behind slashes",
        "line",
        "SECRET//NOFORN BAKU 000266",
        {"classification": "SECRET", "captions": ("NOFORN",), "post": "BAKU"},
    ),
    (
        "sections",
        "line",
        "C O N F I D E N T I A L SECTION 01 OF 12 BAKU 000266",
        {"sections": 12, "serial": 266, "post": "BAKU"},
    ),
    (
        "SECTON",
        "line",
        "C O N F I D E N T I A L SECTON 01 OF 02 BAKU 000266",
        {"sections": 2, "serial": 266, "post": "BAKU"},
    ),
    ("ECTION", "line", "UNCLAS ECTION 01 OF 02 BAKU 000266", {"sections": 2, "serial": 266, "post": "BAKU"}),
    ("01GF02", "line", "UNCLAS SECTION 01GF02 BAKU 000266", {"sections": 2, "serial": 266, "post": "BAKU"}),
    ("suspected duplicate", "line", "UNCLAS BAKU 000266 SUSPECTED DUPLICATE 1392", {"serial": 266, "post": "BAKU"}),
    ("second number behind ZDK", "line", "UNCLAS BAKU 000266 ZDK 270", {"serial": 266, "post": "BAKU"}),
    ("a section of one only", "line", "UNCLAS BAKU 000266", {"sections": None}),
    # captions and passing lines
    ("one caption", "line", LINE + "\n\nSIPDIS", {"captions": ("SIPDIS",), "passing": ()}),
    ("a caption twice", "line", LINE + "\n\nSIPDIS\n\nSIPDIS", {"captions": ("SIPDIS",)}),
    ("two captions on two lines", "line", LINE + "\n\nSENSITIVE\nSIPDIS", {"captions": ("SENSITIVE", "SIPDIS")}),
    ("two captions on a line", "line", LINE + "\n\nSIPDIS NOFORN", {"captions": ("SIPDIS", "NOFORN")}),
    ("captions with commas", "line", LINE + "\n\nNODIS, SIPDIS", {"captions": ("NODIS", "SIPDIS")}),
    ("caption of two words", "line", LINE + "\n\nEYES ONLY", {"captions": ("EYES ONLY",)}),
    ("a channel", "line", LINE + "\n\nROGER CHANNEL\n\nSIPDIS", {"captions": ("ROGER CHANNEL", "SIPDIS")}),
    ("AIDAC", "line", LINE + "\n\nAIDAC", {"captions": ("AIDAC",)}),
    (
        "not for internet",
        "line",
        LINE + "\n\nSENSITIVE\nSIPDIS\nNOT FOR INTERNET DISTRIBUTION",
        {"captions": ("SENSITIVE", "SIPDIS", "NOT FOR INTERNET DISTRIBUTION")},
    ),
    ("STADIS with EXDIS", "line", LINE + "\n\nEXDIS\nSTADIS", {"captions": ("EXDIS", "STADIS")}),
    (
        "passing line for an office",
        "line",
        LINE + "\n\nSIPDIS\n\nDEPT FOR EUR/CARC",
        {"captions": ("SIPDIS",), "passing": ("DEPT FOR EUR/CARC",)},
    ),
    (
        "passing line that wraps",
        "line",
        LINE + "\n\nSIPDIS\n\nFOR ISN, IO; DOE FOR NA-24, NA-25, NA-21; NSC FOR\nDOE, ROE; NRC FOR POE",
        {"passing": ("FOR ISN, IO; DOE FOR NA-24, NA-25, NA-21; NSC FOR DOE, ROE; NRC FOR POE",)},
    ),
    (
        "two passing lines",
        "line",
        LINE + "\n\nSIPDIS\n\nSTATE PASS TO USTR\n\nPARIS also for USOECD",
        {"passing": ("STATE PASS TO USTR", "PARIS also for USOECD")},
    ),
    (
        "three passing lines below each other",
        "line",
        LINE + "\n\nSIPDIS\n\nSTATE PASS USTR\nTREASURY FOR OASIA\nGENEVA FOR USTR",
        {"passing": ("STATE PASS USTR", "TREASURY FOR OASIA", "GENEVA FOR USTR")},
    ),
    (
        "passing line before the caption",
        "line",
        LINE + "\n\nSTATE FOR INR/B\n\nSIPDIS",
        {"captions": ("SIPDIS",), "passing": ("STATE FOR INR/B",)},
    ),
    (
        "passing line in small letters",
        "line",
        LINE + "\n\nSIPDIS\n\nDepartment please pass to USTR",
        {"passing": ("Department please pass to USTR",)},
    ),
    (
        "a comment line is no passing line",
        "line",
        LINE + "\n\nSIPDIS\n\nC O R R E C T E D  C O P Y  (ADDRESSEE ADDED)\n\nSTATE PASS TO USTR",
        {"passing": ("STATE PASS TO USTR",)},
    ),
    # E.O.
    (
        "date with two-digit day and month",
        "order",
        "E.O. 12958: DECL: 04/06/2019",
        {"executive_order": "12958", "declassify_on": "2019-04-06", "declassify_text": "DECL: 04/06/2019"},
    ),
    ("date with single digits", "order", "E.O. 12958: DECL: 4/6/2019", {"declassify_on": "2019-04-06"}),
    ("two-digit year", "order", "E.O. 12958: DECL: 04/06/19", {"declassify_on": "2019-04-06"}),
    ("year first", "order", "E.O. 12958: DECL: 2019/04/06", {"declassify_on": "2019-04-06"}),
    ("several blanks", "order", "E.O. 12958:   DECL:   04/06/2019", {"declassify_on": "2019-04-06"}),
    ("no blank", "order", "E.O. 12958:DECL:04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    (
        "small letters",
        "order",
        "E.o. 12958: decl: 04/06/2019",
        {"executive_order": "12958", "declassify_on": "2019-04-06"},
    ),
    (
        "not applicable",
        "order",
        "E.O. 12958: N/A",
        {"executive_order": "12958", "declassify_on": None, "declassify_text": "N/A"},
    ),
    ("NA", "order", "E.O. 12958: NA", {"executive_order": "12958", "declassify_on": None, "declassify_text": "NA"}),
    ("nothing", "order", "E.O. 12958:", {"executive_order": "12958", "declassify_on": None, "declassify_text": None}),
    ("label EO", "order", "EO 12958: DECL: 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    (
        "label E. O.",
        "order",
        "E. O. 12958: DECL: 04/06/2019",
        {"executive_order": "12958", "declassify_on": "2019-04-06"},
    ),
    ("label E.O", "order", "E.O 12958 DECL: 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    ("label E.O.: number", "order", "E.O.: 12958: N/A", {"executive_order": "12958", "declassify_text": "N/A"}),
    ("number cut", "order", "E.O. 1295: DECL: 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    ("number cut and glued", "order", "E.O.1295: NA", {"executive_order": "12958", "declassify_on": None}),
    ("exemption", "order", "E.O. 12958: DECL: X1, X5", {"declassify_on": None, "declassify_text": "DECL: X1, X5"}),
    ("date and exemption", "order", "E.O. 12958: DECL: 04/06/2019, X1", {"declassify_on": "2019-04-06"}),
    (
        "an event",
        "order",
        "E.O. 12958: decl: after korean unification",
        {"declassify_on": None, "declassify_text": "decl: after korean unification"},
    ),
    (
        "order of 1982",
        "order/R 060859Z APR 90",
        "E.O. 12356: DECL:  OADR",
        {"executive_order": "12356", "declassify_on": None, "declassify_text": "DECL: OADR"},
    ),
    (
        "order of 1978: date, classifier, origin",
        "order/P 131207Z AUG 79",
        "E.O. 12065: GDS 8/12/85 (ROE, JOHN L.) OR-P",
        {"executive_order": "12065", "declassify_on": "1985-08-12"},
    ),
    (
        "order of 1972",
        "order/P 131207Z AUG 75",
        "E.O. 11652: GDS",
        {"executive_order": "11652", "declassify_on": None, "declassify_text": "GDS"},
    ),
    (
        "order of 1972 not applicable",
        "order/P 131207Z AUG 75",
        "E.O. 11652: N/A",
        {"executive_order": "11652", "declassify_text": "N/A"},
    ),
    (
        "order of 2009",
        "order/P 130907Z FEB 10",
        "E.O. 13526: DECL: 02/13/2020",
        {"executive_order": "13526", "declassify_on": "2020-02-13"},
    ),
    (
        "two-digit year in the next century",
        "order/R 060859Z APR 98",
        "E.O. 12958: DECL: 04/06/08",
        {"declassify_on": "2008-04-06"},
    ),
    (
        "a day that is none",
        "order",
        "E.O. 12958: DECL: 02/30/2019",
        {"executive_order": "12958", "declassify_on": None},
    ),
    # more heads
    (
        "NARA layout of the seventies",
        "whole",
        "PAGE 01        SAIGON  04321  121015Z\n\n15\nACTION EUR-12\n\nINFO  OCT-01  ISO-00  CIAE-00  /062 W\n"
        "                     ---------------------     071203\nR 121010Z APR 75\nFM AMEMBASSY BONN\nTO SECSTATE WASHDC 9001\nINFO AMEMBASSY PARIS\n\n"
        "C O N F I D E N T I A L BONN 04321\n\nE.O. 11652: GDS\nTAGS: PFOR, GW\nSUBJECT: A PLAIN SUBJECT\n\n1. THE HARBOR OPENED.\n\nHILLENROE\n\nCONFIDENTIAL\n\nNNN\n",
        {
            "reference_id": "75BONN4321",
            "sent": "1975-04-12T10:10:00+00:00",
            "sender": "AMEMBASSY BONN",
            "executive_order": "11652",
            "declassify_text": "GDS",
            "action.names": ("SECSTATE WASHDC",),
            "info.names": ("AMEMBASSY PARIS",),
            "subject": "A PLAIN SUBJECT",
            "signers": ("HILLENROE",),
            "texts": ("THE HARBOR OPENED.",),
        },
    ),
    (
        "a post that is in no list",
        "whole",
        "R 121010Z APR 75\nFM AMEMBASSY SAIGON\nTO SECSTATE WASHDC 9001\n\nC O N F I D E N T I A L SAIGON 04321" + TAIL,
        {"reference_id": "75SAIGON4321", "post": "SAIGON", "serial": 4321, "classification": "CONFIDENTIAL"},
    ),
    (
        "attributes block of the national archives",
        "whole",
        "R 121010Z APR 75\nFM AMEMBASSY BONN\nTO SECSTATE WASHDC 9001\n\nCONFIDENTIAL BONN 04321"
        + TAIL
        + "\n\nMessage Attributes\n\nAutomatic Decaptioning: X\nConcepts: HARBORS\nDocument Number: 1975BONN04321\nTAGS: PFOR, GW\n",
        {"signers": ("ROE",), "tags.codes": ("PGOV", "AJ"), "texts": ("The harbor opened.",)},
    ),
    (
        "FM with two blanks",
        "whole",
        "P 060859Z APR 09\nFM   AMEMBASSY  BAKU\n" + TO + LINE + TAIL,
        {"sender": "AMEMBASSY BAKU"},
    ),
    (
        "date without blank before the month",
        "whole",
        "P 060859ZAPR 09\nFM AMEMBASSY BAKU\n" + TO + LINE + TAIL,
        {"sent": "2009-04-06T08:59:00+00:00"},
    ),
    (
        "four-digit year in the date",
        "whole",
        "P 060859Z APR 2009\nFM AMEMBASSY BAKU\n" + TO + LINE + TAIL,
        {"sent": "2009-04-06T08:59:00+00:00"},
    ),
    (
        "lower-case head",
        "whole",
        "p 060859z apr 09\nfm amembassy baku\nto secstate washdc priority 1001\n\nc o n f i d e n t i a l baku 000266"
        + TAIL,
        {
            "sent": "2009-04-06T08:59:00+00:00",
            "precedence": "PRIORITY",
            "classification": "CONFIDENTIAL",
            "post": "BAKU",
            "serial": 266,
        },
    ),
    (
        "three-digit serial of the station",
        "whole",
        "VZCZCXRO029\nRR RUEHDBU\nDE RUEHKB #1266/02 0960859\nZNR UUUUU ZZH\nR 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + "UNCLAS BAKU 001266"
        + TAIL,
        {"transmission_id": "VZCZCXRO029", "station.serial": 1266, "station.section": 2},
    ),
    (
        "preamble of the archive before the head",
        "whole",
        "09BAKU266\nAZERBAIJAN: A PLAIN\nMon Apr 06 00:00:00 +0200 2009\nCONFIDENTIAL//NOFORN\nEmbassy Baku\n\n"
        + "P 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + LINE
        + TAIL,
        {"reference_id": "09BAKU266", "classification": "CONFIDENTIAL", "captions": (), "subject": "A PLAIN SUBJECT"},
    ),
    (
        "passing lines after the E.O. block stay out of the subject",
        "whole",
        "P 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + LINE
        + "\n\nSIPDIS\n\nE.O. 12958: DECL: 04/06/2019\nTAGS: PGOV AJ\nSUBJECT: A PLAIN SUBJECT\n\nSIPDIS\n\n1. (C) The harbor opened.\n\nROE\n",
        {"captions": ("SIPDIS",), "subject": "A PLAIN SUBJECT", "texts": ("The harbor opened.",)},
    ),
    (
        "spaced SECTION",
        "line",
        "C O N F I D E N T I A L S E C T I O N 01 OF 02 BAKU 000266",
        {"sections": 2, "serial": 266},
    ),
    ("no section, ten-letter post", "line", "UNCLAS SAN SALVADOR 000266", {"post": "SANSALVADOR", "serial": 266}),
    (
        "NOFORN and SIPDIS on the line",
        "line",
        "S E C R E T NOFORN SIPDIS BAKU 000266",
        {"captions": ("NOFORN", "SIPDIS"), "post": "BAKU"},
    ),
    (
        "SENSITIVE behind the number",
        "line",
        "UNCLAS BAKU 000266 SENSITIVE",
        {"captions": ("SENSITIVE",), "serial": 266},
    ),
    (
        "FOUO",
        "line",
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY BAKU 000266",
        {"classification": "UNCLASSIFIED", "post": "BAKU", "serial": 266},
    ),
    (
        "section before the level's second word",
        "line",
        "UNCLAS SECTION 01 OF 03 BAKU 000266 \n\nSENSITIVE \n\nSIPDIS ",
        {"sections": 3, "captions": ("SENSITIVE", "SIPDIS")},
    ),
    (
        "level damaged, ZNY tells",
        "line",
        "C O N F I D E N I A L BAKU 000266",
        {"classification": "CONFIDENTIAL", "serial": 266},
    ),
    ("secto and a second number", "line", "CONFIDENTIAL SECTO 01234 BAKU 000266", {"serial": 266, "post": "BAKU"}),
    ("codel caption with its name", "line", LINE + "\n\nSIPDIS\n\nCODEL ROE", {"captions": ("SIPDIS", "CODEL ROE")}),
    (
        "tosec caption with its number",
        "line",
        LINE + "\n\nTOSEC 140323\nSIPDIS",
        {"captions": ("TOSEC 140323", "SIPDIS")},
    ),
    ("visas caption", "line", LINE + "\n\nVISAS DONKEY", {"captions": ("VISAS DONKEY",)}),
    ("captions in small letters", "line", LINE + "\n\nsipdis\n\nnoforn", {"captions": ("SIPDIS", "NOFORN")}),
    ("caption with a full stop", "line", LINE + "\n\nSIPDIS.", {"captions": ("SIPDIS",)}),
    (
        "sensitive but unclassified",
        "line",
        "UNCLAS BAKU 000266\n\nSENSITIVE BUT UNCLASSIFIED\nSIPDIS",
        {"captions": ("SENSITIVE BUT UNCLASSIFIED", "SIPDIS")},
    ),
    (
        "with the request to protect",
        "line",
        "UNCLAS BAKU 000266\n\nSENSITIVE BUT UNCLASSIFIED - PLEASE PROTECT ACCORDINGLY",
        {"captions": ("SENSITIVE BUT UNCLASSIFIED",)},
    ),
    ("from the ambassador", "line", LINE + "\n\nEYES ONLY\n\nFROM AMBASSADOR ROE", {"captions": ("EYES ONLY",)}),
    ("passing line with names", "line", LINE + "\n\nNRC FOR JDOE AND RROE", {"passing": ("NRC FOR JDOE AND RROE",)}),
    (
        "please pass",
        "line",
        LINE + "\n\nDEPARTMENT PLEASE PASS TO NSC AND USTR FOR JDOE",
        {"passing": ("DEPARTMENT PLEASE PASS TO NSC AND USTR FOR JDOE",)},
    ),
    (
        "pass to another post",
        "line",
        LINE + "\n\nLIMA PLEASE PASS TO CODEL ROE",
        {"passing": ("LIMA PLEASE PASS TO CODEL ROE",)},
    ),
    ("passing line without a target", "line", LINE + "\n\nFOR EUR/CARC", {"passing": ("FOR EUR/CARC",)}),
    (
        "passing line that begins with an office",
        "line",
        LINE + "\n\nEUR/CARC FOR JDOE; NEA/I FOR RROE",
        {"passing": ("EUR/CARC FOR JDOE; NEA/I FOR RROE",)},
    ),
    (
        "exemption of the order of 1995",
        "order",
        "E.O. 12958: DECL: 1.6X1",
        {"declassify_on": None, "declassify_text": "DECL: 1.6X1"},
    ),
    ("25X", "order", "E.O. 12958: DECL: 25X1-HUMAN", {"declassify_on": None}),
    (
        "DNG",
        "order",
        "E.O. 12958: DNG: CO 04/06/2019",
        {"executive_order": "12958", "declassify_text": "DNG: CO 04/06/2019"},
    ),
    ("DECL without colon", "order", "E.O. 12958: DECL 04/06/2019", {"declassify_on": "2019-04-06"}),
    ("DELC", "order", "E.O. 12958: DELC: 04/06/2019", {"declassify_on": "2019-04-06"}),
    ("no DECL", "order", "E.O. 12958: 04/06/2019", {"declassify_on": "2019-04-06"}),
    ("date with hyphens", "order", "E.O. 12958: DECL: 04-06-2019", {"declassify_on": "2019-04-06"}),
    ("date in words", "order", "E.O. 12958: DECL: APRIL 6, 2019", {"declassify_on": "2019-04-06"}),
    ("date with blanks", "order", "E.O. 12958: DECL: 04/06/ 2019", {"declassify_on": "2019-04-06"}),
    (
        "E.O. 12,958",
        "order",
        "E.O.12958: DECL: 04/06/2019",
        {"executive_order": "12958", "declassify_on": "2019-04-06"},
    ),
    ("semicolon", "order", "E.O. 12958; DECL; 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    (
        "RDS of 1978",
        "order/P 131207Z AUG 79",
        "E.O. 12065: RDS-1 8/13/99 (ROE, JOHN L.) OR-M",
        {"executive_order": "12065", "declassify_on": "1999-08-13"},
    ),
    (
        "XGDS",
        "order/P 131207Z AUG 75",
        "E.O. 11652: XGDS-1",
        {"executive_order": "11652", "declassify_text": "XGDS-1", "declassify_on": None},
    ),
    (
        "order of 1982 with a date",
        "order/R 060859Z APR 90",
        "E.O. 12356: DECL: 4/6/96",
        {"executive_order": "12356", "declassify_on": "1996-04-06"},
    ),
    (
        "declassified by an archive",
        "order",
        "E.O. 12958: DECLASSIFIED BY NARA 09/02/2009",
        {"executive_order": "12958", "declassify_text": "DECLASSIFIED BY NARA 09/02/2009"},
    ),
    (
        "order line that wraps",
        "order",
        "E.O. 12958: DECL: AFTER THE CLOSURE OF THE\nHARBOR",
        {"declassify_text": "DECL: AFTER THE CLOSURE OF THE HARBOR"},
    ),
    (
        "action line with a slash prefix",
        "line",
        "UNCLAS SECTION 01 OF 02 BAKU 000266\n\nSIPDIS\nSENSITIVE\n\nSTATE FOR EUR/CARC; EUR/ACE\nUSAID FOR E&E\nTREASURY FOR DO/IDB",
        {
            "captions": ("SIPDIS", "SENSITIVE"),
            "passing": ("STATE FOR EUR/CARC; EUR/ACE", "USAID FOR E&E", "TREASURY FOR DO/IDB"),
        },
    ),
    (
        "pass lines in small letters over two lines",
        "line",
        "UNCLAS BAKU 000266\n\nSIPDIS\n\nState for EUR/CARC; please also pass to the\nTrade and Development Agency for its director",
        {"passing": ("State for EUR/CARC; please also pass to the Trade and Development Agency for its director",)},
    ),
    ("joint staff", "line", LINE + "\n\nSIPDIS\n\nJOINT STAFF FOR J5", {"passing": ("JOINT STAFF FOR J5",)}),
    ("NSC for", "line", LINE + "\n\nSIPDIS\n\nNSC FOR JDOE/RROE", {"passing": ("NSC FOR JDOE/RROE",)}),
    ("also for", "line", LINE + "\n\nSIPDIS\n\nPARIS ALSO FOR USOECD", {"passing": ("PARIS ALSO FOR USOECD",)}),
    (
        "please pass to",
        "line",
        LINE + "\n\nSIPDIS\n\nEMBASSY ANKARA PLEASE PASS TO ADANA",
        {"passing": ("EMBASSY ANKARA PLEASE PASS TO ADANA",)},
    ),
    (
        "captions after TAGS",
        "whole",
        "P 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + LINE
        + "\n\nE.O. 12958: N/A\nTAGS: PGOV AJ\nSIPDIS\nNOFORN\nSUBJECT: A PLAIN SUBJECT\n\n1. (C) Text.\n\nROE\n",
        {"captions": ("SIPDIS", "NOFORN"), "subject": "A PLAIN SUBJECT", "tags.codes": ("PGOV", "AJ")},
    ),
    (
        "REF before SUBJECT",
        "whole",
        "P 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + LINE
        + "\n\nE.O. 12958: N/A\nTAGS: PGOV AJ\nREF: STATE 31102\nSUBJECT: A PLAIN SUBJECT\n\n1. (C) Text.\n\nROE\n",
        {"subject": "A PLAIN SUBJECT"},
    ),
    (
        "no blank lines in the head",
        "whole",
        "P 060859Z APR 09\nFM AMEMBASSY BAKU\nTO RUEHC/SECSTATE WASHDC PRIORITY 1001\n"
        + LINE
        + "\nSIPDIS\nDEPT FOR EUR/CARC\nE.O. 12958: N/A\nTAGS: PGOV AJ\nSUBJECT: A PLAIN SUBJECT\nREF: STATE 31102\n1. (C) Text.\nROE\n",
        {
            "captions": ("SIPDIS",),
            "passing": ("DEPT FOR EUR/CARC",),
            "subject": "A PLAIN SUBJECT",
            "texts": ("Text.",),
            "signers": ("ROE",),
        },
    ),
    (
        "seconds and zone letters are no date",
        "whole",
        "P 060859 APR 09\nFM AMEMBASSY BAKU\n" + TO + LINE + TAIL,
        {"post": "BAKU", "serial": 266},
    ),
    (
        "sent on the first of January",
        "whole",
        "R 010001Z JAN 10\nFM AMEMBASSY BAKU\n" + TO + "UNCLAS BAKU 000001" + TAIL,
        {"sent": "2010-01-01T00:01:00+00:00", "reference_id": "10BAKU1"},
    ),
    (
        "leap day",
        "whole",
        "R 291200Z FEB 08\nFM AMEMBASSY BAKU\n" + TO + "UNCLAS BAKU 000201" + TAIL,
        {"sent": "2008-02-29T12:00:00+00:00"},
    ),
    (
        "level with sensitive in the line",
        "line",
        "UNCLAS SENSITIVE BAKU 000266",
        {"classification": "UNCLASSIFIED", "captions": ("SENSITIVE",), "serial": 266},
    ),
    (
        "NODIS and section",
        "line",
        "S E C R E T SECTION 01 OF 02 BAKU 000266 NODIS",
        {"classification": "SECRET", "captions": ("NODIS",), "sections": 2},
    ),
    ("exempt code and date", "order", "E.O. 12958: DECL: 04/06/2034, 25X1", {"declassify_on": "2034-04-06"}),
    ("two exemptions", "order", "E.O. 12958: DECL: X1 X6", {"declassify_on": None, "declassify_text": "DECL: X1 X6"}),
    (
        "wrong century would be odd",
        "order/R 060859Z APR 99",
        "E.O. 12958: DECL: 04/06/09",
        {"declassify_on": "2009-04-06"},
    ),
    (
        "E.O. in words",
        "order",
        "E.O. 12958: DECL: WHEN THE HARBOR CLOSES",
        {"declassify_on": None, "declassify_text": "DECL: WHEN THE HARBOR CLOSES"},
    ),
    ("caption with brackets", "line", LINE + "\n\n(SIPDIS)", {"captions": ("SIPDIS",)}),
    (
        "three captions on a line with slashes",
        "line",
        LINE + "\n\nSIPDIS/NOFORN/NODIS",
        {"captions": ("SIPDIS", "NOFORN", "NODIS")},
    ),
    ("DEPT PASS", "line", LINE + "\n\nSIPDIS\n\nDEPT PASS USAID", {"passing": ("DEPT PASS USAID",)}),
    (
        "for several with commas and a second line",
        "line",
        LINE + "\n\nSIPDIS\n\nDEPARTMENT FOR EUR/CARC, EUR/ACE,\nAND DRL/PHD",
        {"passing": ("DEPARTMENT FOR EUR/CARC, EUR/ACE, AND DRL/PHD",)},
    ),
    (
        "action addressed by name",
        "line",
        LINE + "\n\nSIPDIS\n\nFOR AMBASSADOR FROM DAS ROE",
        {"passing": ("FOR AMBASSADOR FROM DAS ROE",)},
    ),
    ("one-digit year first date", "order", "E.O. 12958: DECL: 2019-04-06", {"declassify_on": "2019-04-06"}),
    ("day first in words", "order", "E.O. 12958: DECL: 6 APR 2019", {"declassify_on": "2019-04-06"}),
    ("date without separators", "order", "E.O. 12958: DECL: 04062019", {"executive_order": "12958"}),
    ("a full stop at the end", "order", "E.O. 12958: DECL: 04/06/2019.", {"declassify_on": "2019-04-06"}),
    (
        "reasons behind the date",
        "order",
        "E.O. 12958: DECL: 04/06/2019 REASONS 1.4 (B)",
        {"declassify_on": "2019-04-06"},
    ),
    ("DECL AFTER", "order", "E.O. 12958: DECL AFTER 04/06/2019", {"declassify_on": "2019-04-06"}),
    (
        "NOT APPLICABLE",
        "order",
        "E.O. 12958: NOT APPLICABLE",
        {"declassify_on": None, "declassify_text": "NOT APPLICABLE"},
    ),
    ("order with blanks in it", "order", "E.O. 12 958: DECL: 04/06/2019", {"executive_order": "12958"}),
    ("sections in the hundreds", "line", "UNCLAS SECTION 01 OF 112 BAKU 000266", {"sections": 112}),
    ("SECTION without blanks", "line", "UNCLAS SECTION01OF02 BAKU 000266", {"sections": 2, "serial": 266}),
    (
        "SECTION in small letters",
        "line",
        "Unclas section 01 of 02 baku 000266",
        {"sections": 2, "serial": 266, "classification": "UNCLASSIFIED"},
    ),
    ("final section", "line", "UNCLAS FINAL SECTION OF 02 BAKU 000266", {"serial": 266, "post": "BAKU"}),
    (
        "LOU with section",
        "line",
        "LIMITED OFFICIAL USE SECTION 01 OF 02 BAKU 00266",
        {"classification": "LIMITED OFFICIAL USE", "sections": 2, "serial": 266},
    ),
    (
        "preamble and markdown title",
        "whole",
        "09BAKU266\n\nP 060859Z APR 09\nFM AMEMBASSY BAKU\n" + TO + LINE + TAIL,
        {"reference_id": "09BAKU266", "sender": "AMEMBASSY BAKU"},
    ),
    (
        "TO with a wrapped name",
        "whole",
        "P 060859Z APR 09\nFM AMEMBASSY BAKU\nTO RUEHC/SECSTATE WASHDC PRIORITY 1001\n" + LINE + TAIL,
        {"action.names": ("SECSTATE WASHDC",), "classification": "CONFIDENTIAL"},
    ),
    (
        "routing with the letters of two precedences",
        "whole",
        "VZCZCXRO0291\nOO RUEHDBU RUEHCI\nDE RUEHKB #0266/01 0960859\nZNY CCCCC ZZH\nO R 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + LINE
        + TAIL,
        {"precedence": "IMMEDIATE", "routing": ("RUEHDBU", "RUEHCI")},
    ),
    (
        "station without a number sign",
        "whole",
        "VZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB 0266/01 0960859\nZNY CCCCC ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + LINE
        + TAIL,
        {"station.serial": 266, "station.section": 1},
    ),
    (
        "security line with more letters",
        "whole",
        "VZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #0266/01 0960859\nZNY SSSSS ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + "S E C R E T BAKU 000266"
        + TAIL,
        {"security.level": "SECRET", "classification": "SECRET"},
    ),
    (
        "no classification line: the security line tells",
        "whole",
        "VZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #0266/01 0960859\nZNY CCCCC ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\n"
        + TO
        + "SIPDIS"
        + TAIL,
        {"classification": "CONFIDENTIAL", "reference_id": "09BAKU266", "subject": "A PLAIN SUBJECT"},
    ),
    (
        "three passing lines with blank lines",
        "line",
        LINE + "\n\nSIPDIS\n\nSTATE FOR EUR/CARC\n\nNSC FOR JDOE\n\nDOE FOR RROE",
        {"passing": ("STATE FOR EUR/CARC", "NSC FOR JDOE", "DOE FOR RROE")},
    ),
    (
        "TREASURY FOR a person",
        "line",
        LINE + "\n\nSIPDIS\n\nTREASURY FOR JANE DOE",
        {"passing": ("TREASURY FOR JANE DOE",)},
    ),
    (
        "order with label and colon apart",
        "order",
        "E.O. 12958 : DECL : 04/06/2019",
        {"executive_order": "12958", "declassify_on": "2019-04-06"},
    ),
    ("two-digit year far ahead", "order", "E.O. 12958: DECL: 04/06/34", {"declassify_on": "2034-04-06"}),
    (
        "order 13526 in words",
        "order/P 130907Z FEB 10",
        "E.O. 13526: DECL: 2020/02/13",
        {"executive_order": "13526", "declassify_on": "2020-02-13"},
    ),
    (
        "GDS with a date",
        "order/P 131207Z AUG 75",
        "E.O. 11652: XGDS-2, 12/31/85",
        {"executive_order": "11652", "declassify_on": "1985-12-31"},
    ),
    (
        "sections and NODIS before the number",
        "line",
        "S E C R E T SECTION 02 OF 03 BAKU 000266",
        {"sections": 3, "classification": "SECRET", "serial": 266},
    ),
    ("NOFORN twice", "line", "S E C R E T NOFORN BAKU 000266\n\nNOFORN\nSIPDIS", {"captions": ("NOFORN", "SIPDIS")}),
    ("passing line that begins with PASS", "line", LINE + "\n\nSIPDIS\n\nPASS TO USTR", {"passing": ("PASS TO USTR",)}),
    (
        "passing line with a person and an office in brackets",
        "line",
        LINE + "\n\nSIPDIS\n\nSTATE FOR EUR/CARC (JDOE), DRL (RROE)",
        {"passing": ("STATE FOR EUR/CARC (JDOE), DRL (RROE)",)},
    ),
    (
        "passing line with PLS",
        "line",
        LINE + "\n\nSIPDIS\n\nDEPT PLS PASS USAID FOR E&E",
        {"passing": ("DEPT PLS PASS USAID FOR E&E",)},
    ),
    (
        "date by DECL with blanks around slashes",
        "order",
        "E.O. 12958: DECL: 04 / 06 / 2019",
        {"declassify_on": "2019-04-06"},
    ),
    (
        "E.O. damaged letters",
        "order",
        "E.0. 12958: DECL: 04/06/2019",
        {"executive_order": "12958", "declassify_on": "2019-04-06"},
    ),
    ("lower-case e.o.", "order", "e.o. 12958: n/a", {"executive_order": "12958", "declassify_on": None}),
    (
        "E.O. with a full stop behind",
        "order",
        "E.O. 12958. DECL: 04/06/2019",
        {"executive_order": "12958", "declassify_on": "2019-04-06"},
    ),
    (
        "E.O. 12958, comma",
        "order",
        "E.O. 12958, DECL: 04/06/2019",
        {"executive_order": "12958", "declassify_on": "2019-04-06"},
    ),
]
