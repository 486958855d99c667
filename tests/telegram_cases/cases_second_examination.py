"""A third set of eyes: cases written from the description of the format alone, each naming what the older tables have not.

The rows have the forms of the other tables; each list below is added to the table of the same name.
"""

# ruff: noqa: E501 - a row stays on one line where its text does
from __future__ import annotations

from typing import Any

from tests.telegram_cases.cases_paragraphs import Expected

STATE = "RUEHC/SECSTATE WASHDC"
LEVEL = "S E C R E T BAKU 000266"
REST = "\n\nE.O. 12958: DECL: 04/06/2019\nTAGS: PGOV AJ\nSUBJECT: THE KELP MARKET\n\n1. (C) Kelp was dear.\n\n2. (C) Eels were not.\n\nOKORO\n"
KELP, EELS, CRABS = "Kelp was dear.", "Eels were not.", "Crabs sold out."
END = "\n\nOKORO\n"
Row = tuple[str, str, str, dict[str, Any]]

IDS: list[tuple[str, str, str | None]] = [
    ("garbled SECTION with both numbers behind it", "07SECTIO03OF04LILONGWE577", "07LILONGWE577"),
    ("SECTION without its first letter", "05ECTION02OF03ABUJA1190", "05ABUJA1190"),
    ("a handling caption before the post", "05NOFORNKABUL3011", "05KABUL3011"),
    ("E F T O with blanks", "06 E F T O NAIROBI 1938", "06NAIROBI1938"),
    ("a doubled year", "7474LUSAKA1121", "74LUSAKA1121"),
    ("a second copy's number behind ZDK", "09DUSHANBE160ZDK164", "09DUSHANBE160"),
    ("four-digit year, padding and a letter of the set", "1976LAGOS00873_b", "76LAGOS873"),
]

TAGS: list[tuple[str, str, list[str]]] = [
    ("a place inside a fused run of codes", "TAGS: EFISETRDSENVUY", ["EFIS", "ETRD", "SENV", "UY"]),
    ("a program code with a doubled letter", "TAGS: PGOV KWWMN AJ", ["PGOV", "KWMN:program", "AJ"]),
    ("an organisation with an apostrophe", "TAGS: PTER, BA'ATH, IZ", ["PTER", "BA'ATH:organisation", "IZ"]),
    ("an organisation of two parts with a hyphen", "TAGS: PGOV ZANU-PF ZI", ["PGOV", "ZANU-PF:organisation", "ZI"]),
    (
        "E.O. behind the codes on the same line",
        "TAGS: PGOV, EFIS, AJ E.O. 12958: DECL: 04/06/2019",
        ["PGOV", "EFIS", "AJ"],
    ),
    ("links, commas outside them", "TAGS: [EFIS](#), [KV](#), [KNNP](#)", ["EFIS:subject", "KV:place", "KNNP:program"]),
    (
        "a person in small letters between codes over a line end",
        "Tags: prel, ovip (okoro,\nadaeze n.), ni",
        ["PREL", "OVIP", "OKORO, ADAEZE N.:person", "NI"],
    ),
]

REFERENCES: list[tuple[str, str, list[str]]] = [
    ("years in three places of one list", "REF: A. 08 LIMA 1702\n     B. LIMA 44 (08)\n     C. STATE (07) 9912", ["A=08LIMA1702", "B=08LIMA44", "C=07STATE9912"]),
    ("letter O in the year", "REF: A. O8 QUITO 611\n     B. QUITO 12", ["A=08QUITO611", "B=09QUITO12"]),
    ("numbers joined by AND, then a post left out", "REF: A. ACCRA 411 AND 420\n     B. 433", ["A=09ACCRA411", "A=09ACCRA420", "B=09ACCRA433"]),
    ("a date of three figures is no list of numbers", "REF: A. MANILA 12/03/09\n     B. RIGA 31", ["A~*", "B=09RIGA31"]),
    ("four numbers by strokes", "REF: MANILA 91/87/84/80", ["=09MANILA91", "=09MANILA87", "=09MANILA84", "=09MANILA80"]),
    ("post and number turned about, with a year before", "REF: A. 377 Kathmandu\n     B. 08 Thimphu 3", ["A=09KATHMANDU377", "B~*"]),
    ("an apostrophe in the post and a title with digits behind", "REF: A. N'DJAMENA 70 (TALKS OF MARCH 12, 2009)\n     B. 08 BAMAKO 941 (NOTAL)", ["A=09NDJAMENA70", "B=08BAMAKO941+notal"]),
    ("a short name of a post", "REF: A. TEGUC 204\n     B. HCMC 88", ["A=09TEGUCIGALPA204", "B=09HOCHIMINHCITY88"]),
    ("SECSTATE with hyphens and year", "REF: 08-SECSTATE-120021", ["=08STATE120021"]),
    ("the cable's own banner broken inside the list", "REF: A. STATE 31102\n\nBAKU 00000266 \n\n001.2 OF 003\n\n     B. RIGA 31", ["A=09STATE31102", "B=09RIGA31"]),
    ("a message known by its date-time group", "REF: A. SECDEF MSG DTG 301601Z MAR 09\n     B. RIGA 31", ["A~*", "B=09RIGA31"]),
    ("a mark in brackets behind dashes", "REF: -     (A) OSLO 77\n     -     (B) 08 OSLO 690", ["A=09OSLO77", "B=08OSLO690"]),
    ("the cable itself is left out", "REF: A. BAKU 266\n     B. RIGA 31", ["B=09RIGA31"]),
]  # fmt: skip

SUBJECTS: list[tuple[str, str, str | None, str | None]] = [
    ("a heading of a summary on the next line ends it", "SUBJECT: KELP PRICES\nRISE AGAIN\nSummary:\n1. (C) Kelp was dear.", "KELP PRICES RISE AGAIN", None),
    ("mark with a handling word at the end", "SUBJECT: KELP PRICES RISE (S/NF)\n\n1. (S) Kelp was dear.", "KELP PRICES RISE", "S/NF"),
    ("brackets that are a place, behind a mark", "SUBJECT: (SBU) KELP PRICES (Chile)\n\n1. (C) Kelp was dear.", "KELP PRICES (Chile)", "SBU"),
    ("label with its text two lines below", "SUBJECT:\n\nKelp Prices Rise\n\n1. (C) Kelp was dear.", "Kelp Prices Rise", None),
    ("a banner cuts it in two lines", "SUBJECT: KELP PRICES RISE\n\nBAKU 00000266  001.2 OF 003\n\n1.(SBU) Kelp was dear.", "KELP PRICES RISE", None),
    ("a number with a full stop is no paragraph", "SUBJECT: KELP UP 4.5 PERCENT IN\n2008\n\n1. (C) Kelp was dear.", "KELP UP 4.5 PERCENT IN 2008", None),
    ("a mark in blanks", "SUBJECT: ( C ) KELP PRICES RISE\n\n1. (C) Kelp was dear.", "KELP PRICES RISE", "C"),
]  # fmt: skip

CLASSIFIED_BY: list[tuple[str, str, list[tuple[str, str | None]], list[str]]] = [
    ("an office of two strokes before the name", "Classified By: EUR/ERA/TF Director Pia Lindqvist; reasons 1.4 (b) and (d)", [("Pia Lindqvist", None)], ["1.4(b)", "1.4(d)"]),
    ("a lone surname login in capitals with a number", "Classified By: PLINDQVIST, reason 1.4 (d)", [("PLINDQVIST", None)], ["1.4(d)"]),
    ("the number of the order broken at its point", "Classified By: CDA Pia Lindqvist for reasons 1.\n4 (b/d)", [("Pia Lindqvist", "CDA")], ["1.4(b)", "1.4(d)"]),
    ("the word cut before its end", "Classified By: CDA Pia Lindqvist, REA\nSONS 1.4 (b+d)", [("Pia Lindqvist", "CDA")], ["1.4(b)", "1.4(d)"]),
    ("a name of four words with a particle", "Classified By: DCM Ana Maria dos Reis, for reasons 1.4 (b), (d)", [("Ana Maria dos Reis", "DCM")], ["1.4(b)", "1.4(d)"]),
    ("two people by stroke-less AND, both with titles in front", "CLASSIFIED BY: DCM PIA LINDQVIST AND POLCOUNS OLE BERG. REASON: 1.4 (B)", [("PIA LINDQVIST", "DCM"), ("OLE BERG", "POLCOUNS")], ["1.4(b)"]),
    ("a letter of weapons, in capitals without brackets", "Classified By: ISN Acting Director Ole Berg, Reason: 1.4 B, D, H", [("Ole Berg", None)], ["1.4(b)", "1.4(d)", "1.4(h)"]),
    ("initial, name and numeral", "Classified By: Ambassador W.S. Lindqvist III, reasons 1.4 (b) and (d)", [("W.S. Lindqvist III", "Ambassador")], ["1.4(b)", "1.4(d)"]),
]  # fmt: skip

ADDRESSEES: list[tuple[str, str, list[str], list[str]]] = [
    ("commas and digits in a military name", f"TO {STATE} 12\nINFO RUFGAAX/39OS INCIRLIK AB TU\nRUEUITH/DET 1 39LG ANKARA TU PRIORITY", [f"{STATE}||12|"], ["RUFGAAX/39OS INCIRLIK AB TU|||", "RUEUITH/DET 1 39LG ANKARA TU|PRIORITY||"]),
    ("a collective and two posts exempted from it", f"TO {STATE} 12\nINFO ARAB LEAGUE COLLECTIVE\nXMT AMEMBASSY TUNIS\nAMEMBASSY RABAT", [f"{STATE}||12|"], ["/ARAB LEAGUE COLLECTIVE|||c", "/AMEMBASSY TUNIS|||x", "/AMEMBASSY RABAT|||x"]),
    ("precedence misspelt, number with zeros", f"TO {STATE} PIORITY 0045", [f"{STATE}|PRIORITY|0045|"], []),
    ("night action", f"TO {STATE} NIACT IMMEDIATE 7001", [f"{STATE}|NIACT IMMEDIATE|7001|"], []),
    ("no action, only info", "INFO RUEHRA/AMEMBASSY RIGA 0031\nRUEHVL/AMEMBASSY VILNIUS", [], ["RUEHRA/AMEMBASSY RIGA||0031|", "RUEHVL/AMEMBASSY VILNIUS|||"]),
    ("no indicators at all", "TO SECSTATE WASHDC IMMEDIATE 301\nINFO AMEMBASSY ROME 292\nAMCONSUL NAPLES", ["/SECSTATE WASHDC|IMMEDIATE|301|"], ["/AMEMBASSY ROME||292|", "/AMCONSUL NAPLES|||"]),
]  # fmt: skip

PARAGRAPHS: list[tuple[str, str, list[Expected]]] = [
    ("a year at a line start with an anchor is no paragraph", f"¶1. (C) It closed in June of \n¶2007. {KELP}\n\n¶2. (C) {EELS}{END}", [(1, "C", None, f"It closed in June of 2007. {KELP}"), (2, "C", None, EELS)]),
    ("the anchor read as a digit from the fourth on only", f"1. (C) {KELP}\n\n2. (C) {EELS}\n\n3. (C) {CRABS}\n\n14. (C) Shrimp came late.\n\n15. (C) Cod did not.{END}", [(1, "C", None, KELP), (2, "C", None, EELS), (3, "C", None, CRABS), (4, "C", None, "Shrimp came late."), (5, "C", None, "Cod did not.")]),
    ("a mark for French eyes, and one of a whole text", f"1. (S//NF) {KELP}\n\n2. (C - ENTIRE TEXT) {EELS}{END}", [(1, "S/NF", None, KELP), (2, "C", None, EELS)]),
    ("a heading with a rule of typographic hyphens", f"1. (C) {KELP}\n\nTHE EEL COAST\n\u2010\u2010\u2010\u2010\u2010\u2010\u2010\u2010\u2010\n\n2. (C) {EELS}{END}", [(1, "C", None, KELP), (2, "C", "THE EEL COAST", EELS)]),
    ("a heading whose rule wraps", f"1. (C) {KELP}\n\nEELS OF THE COAST AND WHO BUYS THEM IN SPRING\n--------------------------------------------- \n-\n\n2. (C) {EELS}{END}", [(1, "C", None, KELP), (2, "C", "EELS OF THE COAST AND WHO BUYS THEM IN SPRING", EELS)]),
    ("a repeated number and a skipped one", f"1. (C) {KELP}\n\n2. (C) {EELS}\n\n2. (C) {CRABS}\n\n4. (C) Cod did not.{END}", [(1, "C", None, KELP), (2, "C", None, EELS), (2, "C", None, CRABS), (4, "C", None, "Cod did not.")]),
    ("a banner cut to ten letters in mid sentence", "1. (C) Kelp was dear and the\n\nBAKU 00000266  002 OF 002\n\n\nmarket closed.\n\n2. (C) " + EELS + END, [(1, "C", None, "Kelp was dear and the market closed."), (2, "C", None, EELS)]),
    ("brackets and no stop behind the number", f"1 (SBU) {KELP}\n\n2 (SBU) {EELS}{END}", [(1, "SBU", None, KELP), (2, "SBU", None, EELS)]),
    ("a mark with blanks inside", f"1. ( C) {KELP}\n\n2. (C ) {EELS}{END}", [(1, "C", None, KELP), (2, "C", None, EELS)]),
    ("handling lines that cut a sentence", f"1. (C) Kelp was\nSIPDIS\ndear.\n\n2. (C) {EELS}{END}", [(1, "C", None, KELP), (2, "C", None, EELS)]),
]  # fmt: skip

FIELDS: list[Row] = [
    ("a visa caption", "line", LEVEL + "\n\nVISAS DONKEY", {"captions": ("VISAS DONKEY",), "serial": 266}),
    ("pass by a post to an organisation", "line", LEVEL + "\n\nGENEVA PASS TO IFRC", {"passing": ("GENEVA PASS TO IFRC",), "classification": "SECRET"}),
    ("a corrected copy says why", "line", LEVEL + "\n\nC O R R E C T E D  C O P Y (TEXT ADDED)\nSIPDIS", {"serial": 266, "subject": "A PLAIN SUBJECT"}),
    ("a second number of a travelling party", "line", "C O N F I D E N T I A L SECTION 01 OF 02 SECTO 07021\n\nNODIS", {"classification": "CONFIDENTIAL", "sections": 2, "captions": ("NODIS",)}),
    ("damaged word SECTION and letter G for O", "line", "S E C R E T SECTIO 01GF02 BAKU 000266\n\nSIPDIS", {"classification": "SECRET", "reference_id": "09BAKU266"}),
    ("date of the order of 1978 lies in the last century", "order/P 060859Z APR 79", "E.O. 12065: GDS 8/12/85 (OKORO, ADAEZE) OR-P", {"executive_order": "12065", "declassify_on": "1985-08-12", "classifiers": ("ADAEZE OKORO",)}),
    ("order number one digit short, no date", "order", "E.O. 1295: N/A", {"executive_order": "12958", "declassify_on": None}),
    ("the year first", "order", "E.O. 12958: DECL: 2019/4/6", {"declassify_on": "2019-04-06"}),
    ("an order of 2009", "order/P 060859Z MAR 10", "E.O. 13526: DECL: 03/06/2020", {"executive_order": "13526", "declassify_on": "2020-03-06"}),
    ("a summary over two paragraphs that says where it ends", "body", f"1. (C) SUMMARY: {KELP}\n\n2. (C) {EELS} END SUMMARY.\n\n3. (C) {CRABS}{END}", {"summary": f"{KELP} {EELS}", "roles": ("summary", "summary", "text"), "signers": ("OKORO",)}),
    ("a note within a comment", "body", f"1. (C) {KELP}\n\n2. (C) COMMENT: {EELS} (Note: {CRABS} End note.) END COMMENT.{END}", {"roles": ("text", "comment"), "numbers": (1, 2)}),
    ("a surname of two words signs", "body", f"1. (C) {KELP}\nDE GROOT\n", {"signers": ("DE GROOT",), "texts": (KELP,)}),
    ("rubbish behind the signer, then the end of the message", "body", f"1. (C) {KELP}\n\nOKORO##\n\nCONFIDENTIAL\n\nNNNN\n", {"signers": ("OKORO",), "texts": (KELP,)}),
    ("damaged quotes and a damaged apostrophe, and what looks like them", "body", f"1. (C) The union,s &kelp week8 began at the G8 for AT&T.{END}", {"texts": ("The union's \"kelp week\" began at the G8 for AT&T.",)}),
    ("a table keeps its columns", "body", f"1. (C) Prices:\n\nkelp      10      12\neels       4       5\n\n2. (C) {CRABS}{END}", {"numbers": (1, 2), "texts": ("Prices:\n\nkelp      10      12\neels       4       5", CRABS)}),
    ("a paragraph of a reference is no second reference", "refs", f"REF: A. STATE 31102\n     B. RIGA 31\n\n1. (C) Kelp, as in ref B para 4, was dear; see LIMA 702 too.{END}", {"mentions": ((0, "ref B", ("09RIGA31",)), (0, "LIMA 702", ("09LIMA702",)))}),
    ("a name crossed out and glued to a note stays", "body", f"1. (C) XXXXXXXXXXXX(strictly protect) sold kelp.{END}", {"texts": ("XXXXXXXXXXXX(strictly protect) sold kelp.",)}),
]  # fmt: skip
