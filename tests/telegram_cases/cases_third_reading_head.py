"""What reading whole telegrams by hand found above their first paragraphs: containers, header, head and references.

The rows have the forms of the other tables; each list below is added to the table of the same name.
"""

# ruff: noqa: E501 - a row stays on one line where its text does
from __future__ import annotations

from typing import Any

BODY = "\n\n1. (C) Kelp was dear.\n\n2. (C) Eels were not.\n\nOKORO\n"
KELP, EELS = "Kelp was dear.", "Eels were not."
LISTED = "\n\n1. (C) Kelp was dear (ref B).\n\nOKORO\n"
DAMAGED = (
    "VZCZCXRO0091\nOO RUEHAG\nDE RUEHTI #0404/01 {station}\nZNY CCCCC ZZH\n{dated}\nFM AMEMBASSY TIRANA\nTO RUEHC/SECSTATE WASHDC 1\nC O N F I D E N T I A L TIRANA 000404\n\nE.O. 12958: N/A\nTAGS: PGOV AL\nSUBJECT: KELP"
    + BODY
)
OFFICES_1975 = "11\nACTION SS-25\n\nINFO  OCT-01  ISO-00  INR-07\n      /033 W\n                     ---------------------     {rule}\n"
SECTION_1975 = "{dtg}FM AMEMBASSY NICOSIA\nTO SECSTATE WASHDC IMMEDIATE 5521\n\nC O N F I D E N T I A L SECTION {section} OF 2 NICOSIA 2214\n\nEXDIS\n"
DATED_1975 = "O P 141655Z JUL 75\n"
HEAD_1975 = "\nE.O. 11652: XGDS-3\nTAGS: PINT, CY\nSUBJ: KELP\n\n1. KELP WAS\n"
PAGE_1975 = "PAGE 01        NICOSI  02214  0{section} OF 02  141720Z\n\n"


def two_sections(first_date: str, second_date: str) -> str:
    """A telegram of 1975 that was filed in two sections, each with all of its head."""
    first = (
        PAGE_1975.format(section=1)
        + OFFICES_1975.format(rule="043311")
        + SECTION_1975.format(dtg=first_date, section=1)
    )
    second = (
        PAGE_1975.format(section=2)
        + OFFICES_1975.format(rule="043398")
        + SECTION_1975.format(dtg=second_date, section=2)
    )
    return first + HEAD_1975 + "CONFIDENTIAL\n\nCONFIDENTIAL\n\n" + second + "\nDEAR.\n\n2. EELS WERE NOT.\nOKORO\n"


TAGS: list[tuple[str, str, list[str]]] = [
    ("fused codes of which one is transposed", "TAGS: PHUMPGOVPRLE, BM", ["PHUM", "PGOV", "PREL:subject", "BM"]),
    ("a transposed code at the head of fused ones", "TAGS: PRLEPGOV AJ", ["PREL", "PGOV", "AJ"]),
    ("a transposed code fused with its country", "TAGS: PRLEAJ", ["PREL", "AJ:place"]),
    (
        "a term behind a person in brackets",
        "TAGS: OVIP (LOCKE, GARY F.)\nCOUNTRY\nCLEARANCE\nSP",
        ["OVIP", "LOCKE, GARY F.:person", "COUNTRY CLEARANCE:term", "SP"],
    ),
    (
        "a term behind two persons in brackets",
        "TAGS: OVIP (ROE, ANN; DOE, JON) HUMAN RIGHTS",
        ["OVIP", "ROE, ANN:person", "DOE, JON:person", "HUMAN RIGHTS:term"],
    ),
    ("links that lost what they lead to", "TAGS: [PREL] [MARR] [PO]", ["PREL", "MARR", "PO"]),
    ("zeros in codes", "TAGS: PREL, NAT0, M0PS, IAEA", ["PREL", "NATO:organisation", "MOPS:subject", "IAEA"]),
]

ONE_LINE = "VZCZCXYZ0000 OO RUEHWEB DE RUEHTC #0330/01 1411201 ZNY CCCCC ZZH O 211201Z MAY 09 FM AMEMBASSY THE HAGUE TO RUEHC/SECSTATE WASHDC IMMEDIATE 2877 INFO RUEHBS/USEU BRUSSELS PRIORITY 1708\n"
PEKING = "R 051455Z NOV 76\nFM USLO PEKING\nTO SECSTATE WASHDC 6001\nC O N F I D E N T I A L PEKING 2101\nE.O. 11652: GDS\nTAGS: PINT, CH\nSUBJECT: KELP\nREF: A) HONG KONG 12801 B) PEKING 2088 C) 75 PEKING 2209 D) PKING 12\n1. KELP WAS DEAR.\nOKORO\n"

REFERENCES: list[tuple[str, str, list[str]]] = [
    ("a mark B on the line of a first item without mark", "REF: STATE 311; B) RIGA 22", ["=09STATE311", "B=09RIGA22"]),
    ("marks from B on behind commas", "REF: STATE 311, B) RIGA 22, C) OSLO 9", ["=09STATE311", "B=09RIGA22", "C=09OSLO9"]),
    ("marks from B on behind blanks", "REF: RIGA 311 B. OSLO 22 C. 08 OSLO 9", ["=09RIGA311", "B=09OSLO22", "C=08OSLO9"]),
    ("an initial is no mark B", "REF: LETTER FROM GEORGE B. SMITH OF MAY 2", ["~letter"]),
    ("a year between post and number without brackets", "REF: A. STATE 01 144120 B. RIGA 22", ["A=01STATE144120", "B=09RIGA22"]),
    ("a year of the last century between", "REF: STATE 98 144120, 144121", ["=98STATE144120", "=98STATE144121"]),
    ("two figures that another post follows are a number", "REF: STATE 12 RIGA 345", ["=09STATE12", "=09RIGA345"]),
    ("a number alone behind a semicolon", "REF: COLOMBO 1207; 1211; NEW DELHI 990", ["=09COLOMBO1207", "=09COLOMBO1211", "=09NEWDELHI990"]),
    ("a number alone behind what is no cable", "REF: LETTER OF MAY; 1211", ["~letter", "~document"]),
    ("both of two items are NOTAL", "REF: (A) KABUL 8902, (B) ISLAMABAD 1441 (BOTH NOTAL)", ["A=09KABUL8902+notal", "B=09ISLAMABAD1441+notal"]),
    ("all of three items are NOTAL", "REF: A. KABUL 8902\nB. RIGA 2\nC. OSLO 3 (ALL NOTAL)", ["A=09KABUL8902+notal", "B=09RIGA2+notal", "C=09OSLO3+notal"]),
    ("the last two of three are NOTAL", "REF: A. KABUL 8902\nB. RIGA 2\nC. OSLO 3 (BOTH NOTAL)", ["A=09KABUL8902", "B=09RIGA2+notal", "C=09OSLO3+notal"]),
    ("a text without number behind the list, marked (U)", "REF: RIGA 3\n\n(U) The papers say this.", ["=09RIGA3"]),
    ("a text without number behind the list, marked (C)", "REF: A. RIGA 3\n\n(C) The papers say this.", ["A=09RIGA3"]),
    ("a mark (C) behind (B)", "REF: (A) RIGA 3\n\n(B) OSLO 4\n\n(C) EMAIL OF MAY 2", ["A=09RIGA3", "B=09OSLO4", "C~email"]),
    ("a number two lines below AND", "REF: A. RIGA 31\n\nB. STATE 86001 AND\n\n86002", ["A=09RIGA31", "B=09STATE86001", "B=09STATE86002"]),
    ("numbers before their posts", "REF: 377 GABORONE, 380 LA PAZ AND 120 RIGA", ["=09GABORONE377", "=09LAPAZ380", "=09RIGA120"]),
    ("numbers before their posts, marked", "REF: A. 377 GABORONE; 08 380 LA PAZ B. RIGA 12", ["A=09GABORONE377", "A=08LAPAZ380", "B=09RIGA12"]),
    ("entities, whose semicolons part nothing", "REF: A. RIGA 31 &amp; 32; B. &quot;Wort,&quot; May 8; C. OSLO 2", ["A=09RIGA31", "A=09RIGA32", "B~document", "C=09OSLO2"]),
    ("a title that says SUBJECT", "REF: (A) RIGA 31 (SUBJECT: 3 EELS)\n(B) 08 OSLO 2", ["A=09RIGA31", "B=08OSLO2"]),
    ("a number two lines below its post", "REF: A. RIGA 31\n\n     B. 08 OSLO\n\n2801\n\n     C. STATE 12", ["A=09RIGA31", "B=08OSLO2801", "C=09STATE12"]),
    ("a number two lines below a post of several words, NOTAL", "REF: A. PORT AU PRINCE\n\n801 (NOTAL)", ["A=09PORTAUPRINCE801+notal"]),
    ("a post in small letters over a banner", "ref: a. riga 31\n     b. 07 rio\n\nBAKU 00000266  001.2 OF 003\n\nde janeiro 901\n     c. oslo 552", ["A=09RIGA31", "B=07RIODEJANEIRO901", "C=09OSLO552"]),
    ("a label with a stop and a colon", "REF.: (A) RIGA 31; (B) OSLO 2.", ["A=09RIGA31", "B=09OSLO2"]),
    ("a label with a stop and a colon, of several", "REFTELS.: A. RIGA 31\n     B. OSLO 2", ["A=09RIGA31", "B=09OSLO2"]),
    ("a line that passes the telegram on, right below the list", "REF: A. RIGA 3\nSTATE PASS TO USTR", ["A=09RIGA3"]),
]  # fmt: skip

ADDRESSEES: list[tuple[str, str, list[str], list[str]]] = [
    ("zeros in both labels", "T0 SECSTATE WASHDC\nINF0 AMEMBASSY PARIS", ["/SECSTATE WASHDC|||"], ["/AMEMBASSY PARIS|||"]),
    ("exempted posts on one line", "TO ALL EUROPEAN POSTS\nXMT AMEMBASSY SOFIA, AMEMBASSY KYIV\nINFO RUEHBS / USEU BRUSSELS 0000", ["/ALL EUROPEAN POSTS|||c", "/AMEMBASSY SOFIA|||x", "/AMEMBASSY KYIV|||x"], ["RUEHBS/USEU BRUSSELS||0000|"]),
    ("posts of two kinds on one line", "TO AMEMBASSY ROME PRIORITY, USMISSION GENEVA 12", ["/AMEMBASSY ROME|PRIORITY||", "/USMISSION GENEVA||12|"], []),
    ("a stop behind the precedence", "TO SECSTATE WASHDC PRIORITY.\nINFO AMEMBASSY PARIS ROUTINE.", ["/SECSTATE WASHDC|PRIORITY||"], ["/AMEMBASSY PARIS|ROUTINE||"]),
    ("a zero in the precedence", "T0 SECSTATE WASHDC PRI0RITY 22", ["/SECSTATE WASHDC|PRIORITY|22|"], []),
]  # fmt: skip

SUBJECTS: list[tuple[str, str, str | None, str | None]] = [
    (
        "a mark behind the label, the text two lines below",
        "SUBJECT: (S/NF)\n\nKELP PRICES\nRISE",
        "KELP PRICES RISE",
        "S/NF",
    ),
    (
        "words that open a text, above the list",
        "SUBJECT: CARNIVAL: NO\nACTION REQUEST\nREF: RIGA 3",
        "CARNIVAL: NO ACTION REQUEST",
        None,
    ),
    ("a mark behind the label, the text on the next line", "SUBJECT: (U)\nKELP PRICES RISE", "KELP PRICES RISE", "U"),
    (
        "a correction on a line of its own",
        "SUBJECT: MEETING WITH\nTHE EELS\n(CORRECTED COPY)",
        "MEETING WITH THE EELS (CORRECTED COPY)",
        None,
    ),
]

CLASSIFIED_BY: list[tuple[str, str, list[tuple[str, str | None]], list[str]]] = [
    ("without colon on the line of the list", "REF: A. RIGA 3 Classified by DCM Ole Berg, reason 1.4 (b)", [("Ole Berg", "DCM")], ["1.4(b)"]),
    ("without colon on the line of the subject", "SUBJECT: KELP Classified by DCM Ole Berg for reasons 1.4 (b)", [("Ole Berg", "DCM")], ["1.4(b)"]),
    ("in capitals without colon", "REF: RIGA 3 CLASSIFIED BY DCM OLE BERG REASONS 1.4 B", [("OLE BERG", "DCM")], ["1.4(b)"]),
    ("what a subject says is classified", "SUBJECT: PAPERS CLASSIFIED BY NATO: WHAT NEXT", [], []),
]  # fmt: skip

FIELDS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("the office block of a second head is no text", "whole", two_sections(DATED_1975, DATED_1975), {"texts": ("KELP WAS DEAR.", "EELS WERE NOT."), "sections": 2}),
    ("the date stands in the second head alone", "whole", two_sections("", DATED_1975), {"sent": "1975-07-14T16:55:00+00:00", "reference_id": "75NICOSIA2214"}),
    ("no head has a date", "whole", two_sections("", ""), {"sent": None, "texts": ("KELP WAS DEAR.", "EELS WERE NOT.")}),
    ("of a damaged date the time is legible", "whole", DAMAGED.format(station="1241533", dated="O P 0Q1531Z MAY 07"), {"sent": "2007-05-04T15:31:00+00:00", "reference_id": "07TIRANA404"}),
    ("a day there is none of, its time just before midnight", "whole", DAMAGED.format(station="1250004", dated="O 542358Z MAY 07"), {"sent": "2007-05-04T23:58:00+00:00"}),
    ("of a damaged date the time is not legible", "whole", DAMAGED.format(station="1241533", dated="O 0415Q1Z MAY 07"), {"sent": "2007-05-04T15:33:00+00:00"}),
    ("an action request below the subject passes nothing on", "refs", "This is an action request.  See paragraph 2.\n\nREF: RIGA 3" + BODY, {"passing": (), "subject": "A PLAIN SUBJECT", "references.targets": ("09RIGA3",), "texts": (KELP, EELS)}),
    ("zeros in the level", "line", "C 0 N F I D E N T I A L BAKU 000266", {"classification": "CONFIDENTIAL", "serial": 266}),
    ("zeros in the level and in SECTION", "line", "C0NFIDENTIAL SECTI0N 01 0F 02 BAKU 000266\n\nN0F0RN", {"classification": "CONFIDENTIAL", "sections": 2, "captions": ("NOFORN",)}),
    ("zeros in LIMITED OFFICIAL USE", "line", "LIMITED 0FFICIAL USE BAKU 000266", {"classification": "LIMITED OFFICIAL USE"}),
    ("a zero in a handling word of the line", "line", "S E C R E T N0DIS BAKU 000266", {"classification": "SECRET", "captions": ("NODIS",)}),
    ("a passing line right below TAGS", "body", "TAGS: PGOV, AJ\nDEPT FOR EUR/CARC\n\n1. (C) Kelp was dear.", {"passing": ("DEPT FOR EUR/CARC",), "tags.codes": ("PGOV", "AJ")}),
    ("a classifier whose name goes on behind a second comma", "order/O 121530Z SEP 79", "E.O. 12065: GDS 9/12/85 (STOESSEL, WALTER J., JR.) OR-M", {"classifiers": ("WALTER J. STOESSEL, JR.",), "declassify_on": "1985-09-12"}),
    ("a classifier who is the third of his name", "order/O 121530Z SEP 79", "E.O. 12065: GDS 9/12/85 (ROE, ANN B., III) OR-P", {"classifiers": ("ANN B. ROE, III",)}),
    ("no blank behind the letter of the date", "whole", DAMAGED.format(station="1241533", dated="P041531Z MAY 07"), {"sent": "2007-05-04T15:31:00+00:00", "precedence": "PRIORITY"}),
    ("two letters and no blank behind the second", "whole", DAMAGED.format(station="1241533", dated="P R041531Z MAY 07"), {"sent": "2007-05-04T15:31:00+00:00", "precedence": "PRIORITY"}),
    ("a passing line goes on with FOR behind its next target", "line", "S E C R E T BAKU 000266\n\nPARIS FOR ZEYA, LONDON\nFOR TSOU", {"passing": ("PARIS FOR ZEYA, LONDON FOR TSOU",)}),
    ("a passing line of its own that begins with FOR", "line", "S E C R E T BAKU 000266\n\nPARIS FOR ZEYA\nFOR EUR/CARC, IO/T", {"passing": ("PARIS FOR ZEYA", "FOR EUR/CARC, IO/T")}),
    ("a passing line goes on with a word", "line", "S E C R E T BAKU 000266\n\nFBI FOR INTERNATIONAL\nOPERATIONS\nS/CRS", {"passing": ("FBI FOR INTERNATIONAL OPERATIONS", "S/CRS")}),
    ("a corrected copy spaced in its first word alone", "line", "S E C R E T BAKU 000266\n\nC O R R E C T E D COPY (TAGS)", {"captions": ("CORRECTED COPY (TAGS)",), "passing": ()}),
    ("a corrected copy with its reason behind a dash", "line", "S E C R E T BAKU 000266\n\nC O R R E C T E D   C O P Y - TAGS CORRECTED", {"captions": ("CORRECTED COPY - TAGS CORRECTED",), "passing": ()}),
    ("a visit of two", "line", "S E C R E T BAKU 000266\n\nCODEL MCCAIN/GRAHAM\nSIPDIS", {"captions": ("CODEL MCCAIN/GRAHAM", "SIPDIS"), "passing": ()}),
    ("a visit of two, joined by AND, and a caption behind", "line", "S E C R E T BAKU 000266\n\nCODEL KERRY AND DODD SIPDIS", {"captions": ("CODEL KERRY AND DODD", "SIPDIS")}),
    ("a visit of one whose name has two words", "line", "S E C R E T BAKU 000266\n\nCODEL VAN HOLLEN", {"captions": ("CODEL VAN HOLLEN",)}),
    ("a caption that breaks before its request", "line", "S E C R E T BAKU 000266\n\nSENSITIVE BUT UNCLASSIFIED - PLEASE\nPROTECT ACCORDINGLY", {"captions": ("SENSITIVE BUT UNCLASSIFIED",), "passing": ()}),
    ("a caption whose request stands below it", "line", "S E C R E T BAKU 000266\n\nSENSITIVE BUT UNCLASSIFIED\nPLEASE HANDLE ACCORDINGLY", {"captions": ("SENSITIVE BUT UNCLASSIFIED",), "passing": ()}),
    ("declassified in the telegram's own year", "order", "E.O. 12958: DECL: 4/5/09", {"declassify_on": "2009-04-05"}),
    ("declassified in a year of the next century", "order/P 060859Z APR 99", "E.O. 12958: DECL: 4/5/09", {"declassify_on": "2009-04-05"}),
    ("a label EO with a stop", "order", "EO. 12958: N/A", {"executive_order": "12958", "declassify_text": "N/A", "passing": ()}),
    ("a label EO with a stop and no blank", "order", "EO.12958: DECL: 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    ("a passing line that breaks inside a name", "line", "S E C R E T BAKU 000266\n\nTREASURY FOR NANCY ROE, ANN\nDOE; INR FOR BOB ROE", {"passing": ("TREASURY FOR NANCY ROE, ANN DOE; INR FOR BOB ROE",)}),
    ("a passing line of its own to several posts", "line", "S E C R E T BAKU 000266\n\nEUR/CARC FOR ROE\nLONDON, PARIS FOR WATCHERS", {"passing": ("EUR/CARC FOR ROE", "LONDON, PARIS FOR WATCHERS")}),
    ("a passing line goes on with FOR behind PASS", "line", "S E C R E T BAKU 000266\n\nSTATE FOR EUR/CARC, STATE PASS USAID\nFOR LAC/CAM", {"passing": ("STATE FOR EUR/CARC, STATE PASS USAID FOR LAC/CAM",)}),
    ("a passing line goes on with TO", "line", "S E C R E T BAKU 000266\n\nDAKAR PLEASE PASS\nTO OTI\nTUNIS PASS USTR\nFOR ROE", {"passing": ("DAKAR PLEASE PASS TO OTI", "TUNIS PASS USTR FOR ROE")}),
    ("a request without PLEASE", "line", "S E C R E T BAKU 000266\n\nSENSITIVE BUT UNCLASSIFIED -- PROTECT ACCORDINGLY", {"captions": ("SENSITIVE BUT UNCLASSIFIED",), "passing": ()}),
    ("a letter lost in the level", "line", "C O N F I D E N T I A BAKU 000266", {"classification": "CONFIDENTIAL", "serial": 266, "info.names": ("AMEMBASSY ANKARA",)}),
    ("a letter lost in the level, and sections", "line", "CONFIDENTAL SECTION 01 OF 02 BAKU 000266", {"classification": "CONFIDENTIAL", "sections": 2}),
    ("two letters of the level swapped", "line", "SERCET NOFORN BAKU 000266", {"classification": "SECRET", "captions": ("NOFORN",)}),
    ("a letter too many in the level", "line", "UNCLASS BAKU 000266", {"classification": "UNCLASSIFIED", "serial": 266}),
    ("letters O for the figures of the sections", "line", "C O N F I D E N T I A L SECTION O1 OF O2 BAKU 000266", {"sections": 2, "serial": 266}),
    ("the date of the order over a line end", "order", "E.O. 12958: DECL: 09/17/\n2017", {"declassify_on": "2017-09-17", "passing": ()}),
    ("the date of the order on the next line", "order", "E.O. 12958: DECL:\n09/17/2017", {"declassify_on": "2017-09-17", "passing": ()}),
    ("the header on one line", "whole", ONE_LINE + "C O N F I D E N T I A L THE HAGUE 000330\n\nE.O. 12958: N/A\nTAGS: PREL NL\nSUBJECT: KELP" + BODY, {"reference_id": "09THEHAGUE330", "sent": "2009-05-21T12:01:00+00:00", "sender": "AMEMBASSY THE HAGUE", "action.names": ("SECSTATE WASHDC",), "info.names": ("USEU BRUSSELS",), "station.serial": 330, "security.level": "CONFIDENTIAL"}),
    ("references to the telegram's own post, which no table has", "whole", PEKING, {"reference_id": "76PEKING2101", "references.targets": ("76HONGKONG12801", "76PEKING2088", "75PEKING2209", None)}),
    ("attributes alone pass nothing on", "whole", "Message Attributes\n\nDocument Number: 1974LISBON02701\nFrom: LISBON\nTo: STATE\nTAGS: PINT, PO\n", {"passing": (), "paragraphs.count": 0}),
    ("captions before a passing line on its line", "line", "S E C R E T BAKU 000266\n\nSIPDIS NOFORN DEPT FOR EUR/CARC", {"captions": ("SIPDIS", "NOFORN"), "passing": ("DEPT FOR EUR/CARC",)}),
    ("captions and offices behind the number", "line", "S E C R E T BAKU 000266 SIPDIS EUR/CARC (ROE)", {"captions": ("SIPDIS",), "passing": ("EUR/CARC (ROE)",), "serial": 266}),
    ("all of the head on one line, captions and offices with it", "whole", "C O N F I D E N T I A L SECTION 01 OF 02 MINSK 000602  SIPDIS  EUR/UMB (ROE)  E.O. 12958: DECL: 09/29/2018  TAGS: PGOV BO  SUBJECT: KELP AND THE COUNT  REF: MINSK 588  1. (C) Kelp was dear, as all who had come down to the harbor on that day to buy some of it told us, one after the other, and at length.  2. (C) Eels were not.  OKORO", {"captions": ("SIPDIS",), "passing": ("EUR/UMB (ROE)",), "subject": "KELP AND THE COUNT", "numbers": (1, 2)}),
    ("a visit that begins as a caption does", "line", "S E C R E T BAKU 000266\n\nSENSITIVE MATTERS WITHIN", {"captions": (), "passing": ("SENSITIVE MATTERS WITHIN",)}),
    ("a day between subject and list passes nothing on", "body", "TUESDAY, MAY 10\nREF: RIGA 3" + BODY, {"passing": (), "subject": "A PLAIN SUBJECT", "references.targets": ("09RIGA3",)}),
    ("a sentence between subject and list passes nothing on", "body", "This was seen on the plane.\n\nREF: RIGA 3" + BODY, {"passing": (), "subject": "A PLAIN SUBJECT", "texts": (KELP, EELS)}),
    ("an office between subject and list", "body", "EUR/CARC\n\nREF: RIGA 3" + BODY, {"passing": ("EUR/CARC",)}),
    ("a body without numbers behind the list", "refs", "REF: RIGA 3\n\n(U) Kelp was dear.\n\nOKORO\n", {"texts": (KELP,), "signers": ("OKORO",)}),
    ("passed on behind the list", "refs", "REF: A. RIGA 3\n\nSTATE PASS TO USTR" + BODY, {"passing": ("STATE PASS TO USTR",), "headings": (None, None), "texts": (KELP, EELS)}),
    ("passed on behind the list over two lines and to two", "refs", "REF: A. RIGA 3\n\nSTATE PLEASE PASS TO USTR, OPIC,\nAND EXIM\n\nTREASURY FOR OASIA" + BODY, {"passing": ("STATE PLEASE PASS TO USTR, OPIC, AND EXIM", "TREASURY FOR OASIA"), "texts": (KELP, EELS)}),
    ("passed on by a post behind the subject", "refs", "\nPARIS ALSO FOR USOECD" + BODY, {"passing": ("PARIS ALSO FOR USOECD",), "headings": (None, None)}),
    ("offices alone behind the list", "refs", "REF: RIGA 3\n\nFOR WHA/AND, WHA/USOAS" + BODY, {"passing": ("FOR WHA/AND, WHA/USOAS",)}),
    ("a heading that begins as if it passed something on", "refs", "REF: RIGA 3\n\nPARIS FOR TOURISTS" + BODY, {"passing": (), "headings": ("PARIS FOR TOURISTS", None)}),
    ("a heading with the name of a department", "refs", "REF: RIGA 3\n\nEnergy for the Future" + BODY, {"passing": (), "headings": ("Energy for the Future", None)}),
    ("a letter means the place in a list without marks", "refs", "REF: STATE 311, RIGA 22" + LISTED, {"mentions": ((0, "ref B", ("09RIGA22",)),)}),
    ("a letter means the place before the first mark", "refs", "REF: STATE 311; B) RIGA 22\n\n1. (C) Kelp was dear (refs A and B).\n\nOKORO\n", {"mentions": ((0, "refs A and B", ("09STATE311", "09RIGA22")),)}),
    ("a letter behind the end of a list without marks", "refs", "REF: STATE 311, RIGA 22\n\n1. (C) Kelp was dear (ref C).\n\nOKORO\n", {"mentions": ()}),
    ("a letter where the list has one item", "refs", "REF: STATE 311" + LISTED, {"mentions": ()}),
]  # fmt: skip
