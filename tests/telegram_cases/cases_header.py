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
    # whole heads
    ("all lines of a head", "whole", "VZCZCXRO0291\nPP RUEHDBU RUEHCI\nDE RUEHKB #0266/01 0960859\nZNY CCCCC ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\n"
     + TO + LINE + TAIL,
     {"transmission_id": "VZCZCXRO0291", "precedence": "PRIORITY", "routing": ("RUEHDBU", "RUEHCI"), "station.indicator": "RUEHKB", "station.serial": 266,
      "station.section": 1, "station.day_of_year": 96, "station.time": "0859", "security.signal": "ZNY", "security.level": "CONFIDENTIAL",
      "security.operating_signals": ("ZZH",), "sent": "2009-04-06T08:59:00+00:00", "sender": "AMEMBASSY BAKU", "post": "BAKU", "serial": 266,
      "reference_id": "09BAKU266", "classification": "CONFIDENTIAL"}),
    ("routing that wraps", "whole", "VZCZCXRO0594\nRR RUEHAO RUEHCD RUEHGA\nRUEHNL RUEHQU\nRUEHVC\nDE RUEHKB #1165 0471902\nZNR UUUUU ZZH\n"
     "R 161902Z FEB 07\nFM AMEMBASSY BAKU\n" + TO + "UNCLAS BAKU 001165" + TAIL,
     {"precedence": "ROUTINE", "routing": ("RUEHAO", "RUEHCD", "RUEHGA", "RUEHNL", "RUEHQU", "RUEHVC"), "station.section": None, "station.serial": 1165,
      "security.signal": "ZNR", "security.level": "UNCLASSIFIED", "sent": "2007-02-16T19:02:00+00:00", "reference_id": "07BAKU1165"}),
    ("channel of another name", "whole", "VZCZCXYZ0014\nOO RUEHWEB\nDE RUEHKB #1339 0572103\nZNR UUUUU ZZH\nO 262103Z FEB 07\nFM AMEMBASSY BAKU\n" + TO
     + "UNCLAS BAKU 001339" + TAIL, {"transmission_id": "VZCZCXYZ0014", "precedence": "IMMEDIATE", "routing": ("RUEHWEB",)}),
    ("flash", "whole", "VZCZCXYZ0014\nZZ RUEHWEB\nDE RUEHKB #1339 0572103\nZNY SSSSS ZZH\nZ 262103Z FEB 07\nFM AMEMBASSY BAKU\n" + TO
     + "S E C R E T BAKU 001339" + TAIL, {"precedence": "FLASH", "security.level": "SECRET", "classification": "SECRET"}),
    ("two precedences: the action's counts", "whole", "VZCZCXYZ0014\nOO RUEHWEB\nDE RUEHKB #1339 1371312\nZNY CCCCC ZZH\nO P 161312Z MAY 08\nFM AMEMBASSY BAKU\n" + TO
     + "C O N F I D E N T I A L BAKU 001339" + TAIL, {"precedence": "IMMEDIATE", "sent": "2008-05-16T13:12:00+00:00"}),
    ("P R", "whole", "P R 041820Z JAN 10\nFM AMEMBASSY BAKU\n" + TO + "C O N F I D E N T I A L BAKU 000012" + TAIL,
     {"precedence": "PRIORITY", "sent": "2010-01-04T18:20:00+00:00", "reference_id": "10BAKU12", "transmission_id": None, "station": None, "security": None}),
    ("operating signals behind the date", "whole", "R 181313Z JUN 09 ZDK MANY SVCS\nFM USMISSION UNVIE VIENNA\n" + TO + "UNCLAS SECTION 01 OF 36 UNVIE VIENNA 000285" + TAIL,
     {"sent": "2009-06-18T13:13:00+00:00", "sender": "USMISSION UNVIE VIENNA", "post": "UNVIEVIENNA", "sections": 36, "reference_id": "09UNVIEVIENNA285"}),
    ("ZDS ZDK", "whole", "R 081535Z JUL 09 ZDS ZDK\nFM USEU BRUSSELS\n" + TO + "UNCLAS USEU BRUSSELS 000948" + TAIL,
     {"sent": "2009-07-08T15:35:00+00:00", "sender": "USEU BRUSSELS", "post": "USEUBRUSSELS", "serial": 948, "reference_id": "09USEUBRUSSELS948"}),
    ("encrypted for transmission only", "whole", "VZCZCXYZ0014\nRR RUEHWEB\nDE RUEHKB #1339 0572103\nZNY EEEEE ZZH\nR 262103Z FEB 07\nFM AMEMBASSY BAKU\n" + TO
     + "UNCLAS E F T O BAKU 001339" + TAIL, {"classification": "UNCLASSIFIED", "post": "BAKU", "serial": 1339, "reference_id": "07BAKU1339"}),
    ("two operating signals", "whole", "VZCZCXYZ0014\nRR RUEHWEB\nDE RUEHKB #1339 0572103\nZNY CCCCC ZZH ZDK\nR 262103Z FEB 07\nFM AMEMBASSY BAKU\n" + TO
     + "CONFIDENTIAL BAKU 001339" + TAIL, {"security.operating_signals": ("ZZH", "ZDK")}),
    ("lower-case month, no letter", "whole", "271036Z Apr 00\nFM AMEMBASSY HARARE\nTO SECSTATE WASHDC PRIORITY 5875\n\nUNCLAS HARARE 002271" + TAIL,
     {"sent": "2000-04-27T10:36:00+00:00", "sender": "AMEMBASSY HARARE", "reference_id": "00HARARE2271", "precedence": None}),
    ("year 66 is 1966", "whole", "R 281848Z FEB 66\nFM AMEMBASSY BUENOS AIRES\nTO SECSTATE WASHDC\n\nUNCLASSIFIED BUENOS AIRES 2481" + TAIL,
     {"sent": "1966-02-28T18:48:00+00:00", "post": "BUENOSAIRES", "serial": 2481, "reference_id": "66BUENOSAIRES2481", "classification": "UNCLASSIFIED"}),
    ("year 79 is 1979", "whole", "P 131207Z AUG 79\nFM AMEMBASSY TEHRAN\nTO SECSTATE WASHDC PRIORITY 3182\n\nC O N F I D E N T I A L TEHRAN 08980" + TAIL,
     {"sent": "1979-08-13T12:07:00+00:00", "reference_id": "79TEHRAN8980"}),
    ("a date that cannot be", "whole", "R 312561Z FEB 09\nFM AMEMBASSY BAKU\n" + TO + LINE + TAIL, {"sent": None, "post": "BAKU", "serial": 266}),
    ("a damaged date mended by the station line", "whole", "VZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #0266/01 0960859\nZNY CCCCC ZZH\nP Q60859Z APR 09\nFM AMEMBASSY BAKU\n" + TO + LINE + TAIL,
     {"sent": "2009-04-06T08:59:00+00:00"}),
    ("Secretary of State as sender", "whole", "O 182333Z FEB 09\nFM SECSTATE WASHDC\nTO AMEMBASSY TRIPOLI PRIORITY\n\nS E C R E T STATE 015113" + TAIL,
     {"sender": "SECSTATE WASHDC", "post": "STATE", "serial": 15113, "reference_id": "09STATE15113"}),
    ("Iran office", "whole", "R 181333Z FEB 09\nFM IRAN RPO DUBAI\n" + TO + "C O N F I D E N T I A L RPO DUBAI 000057" + TAIL,
     {"sender": "IRAN RPO DUBAI", "post": "RPODUBAI", "reference_id": "09RPODUBAI57"}),
    ("institute", "whole", "R 181333Z FEB 09\nFM AIT TAIPEI\n" + TO + "C O N F I D E N T I A L AIT TAIPEI 000057" + TAIL,
     {"sender": "AIT TAIPEI", "post": "TAIPEI", "reference_id": "09TAIPEI57"}),
    ("consulate", "whole", "R 181333Z FEB 09\nFM AMCONSUL HO CHI MINH CITY\n" + TO + "CONFIDENTIAL HO CHI MINH CITY 000057" + TAIL,
     {"sender": "AMCONSUL HO CHI MINH CITY", "post": "HOCHIMINHCITY", "classification": "CONFIDENTIAL"}),
    ("backslash at each line end", "whole", "VZCZCXRO0291\\\nPP RUEHDBU\\\nDE RUEHKB #0266/01 0960859\\\nZNY CCCCC ZZH\\\nP 060859Z APR 09\\\nFM AMEMBASSY BAKU\\\n"
     "TO RUEHC/SECSTATE WASHDC\\\n\\\n" + LINE + TAIL,
     {"transmission_id": "VZCZCXRO0291", "routing": ("RUEHDBU",), "sent": "2009-04-06T08:59:00+00:00", "sender": "AMEMBASSY BAKU", "post": "BAKU"}),
    ("CRLF", "whole", ("VZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #0266/01 0960859\nZNY CCCCC ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\n" + TO + LINE + TAIL).replace("\n", " \r\n"),
     {"transmission_id": "VZCZCXRO0291", "station.serial": 266, "sender": "AMEMBASSY BAKU", "reference_id": "09BAKU266"}),
    ("distribution block of the Department", "whole",
     "                               UNCLASSIFIED     PTQ8341\n\nPAGE 01        HARARE  02271  01 OF 07  271033Z\nACTION AID-00\n\n"
     "INFO  LOG-00   NP-00    AF-00    /004W\n                  ------------------507B47  271033Z /38\nFM AMEMBASSY HARARE\nTO SECSTATE WASHDC PRIORITY 5875\n"
     "INFO AMEMBASSY LUSAKA\n\nUNCLAS SECTION 01 OF 07 HARARE 002271" + TAIL.replace("(C)", "(U)"),
     {"sender": "AMEMBASSY HARARE", "post": "HARARE", "serial": 2271, "sections": 7, "action.names": ("SECSTATE WASHDC",), "info.names": ("AMEMBASSY LUSAKA",),
      "classification": "UNCLASSIFIED"}),
    ("distribution block with its date line", "whole",
     "                               UNCLASSIFIED     PTQ8341\n\nPAGE 01        HARARE  02271  271033Z\nACTION AID-00\n\n"
     "INFO  LOG-00   NP-00    AF-00    /004W\n                  ------------------507B47  271033Z /38\nP 271033Z APR 00\nFM AMEMBASSY HARARE\nTO SECSTATE WASHDC PRIORITY 5875\n"
     "\nUNCLAS HARARE 002271" + TAIL.replace("(C)", "(U)"),
     {"sent": "2000-04-27T10:33:00+00:00", "precedence": "PRIORITY", "reference_id": "00HARARE2271", "info.names": ()}),
    ("head glued to the classification line after a precedence", "whole", "O 182333Z FEB 09\nFM SECSTATE WASHDC\nTO AMEMBASSY TRIPOLI PRIORITYS E C R E T STATE 015113" + TAIL,
     {"classification": "SECRET", "post": "STATE", "serial": 15113, "action.names": ("AMEMBASSY TRIPOLI",)}),
    ("head glued to the classification line after a number", "whole",
     "P 060859Z APR 09\nFM AMEMBASSY BAKU\nTO RUEHC/SECSTATE WASHDC PRIORITY 1001\nINFO RUEHAK/AMEMBASSY ANKARA 3182C O N F I D E N T I A L SECTION 01 OF 02 BAKU 000266" + TAIL,
     {"classification": "CONFIDENTIAL", "sections": 2, "serial": 266, "info.names": ("AMEMBASSY ANKARA",)}),
    ("head glued with a rest of the old head", "whole", "R 281848Z FEB 66\nFM AMEMBASSY BUENOS AIRES\nTO SECSTATE WASHDC\nSTATE GRNCUNCLASSIFIED BUENOS AIRES 2481" + TAIL,
     {"classification": "UNCLASSIFIED", "post": "BUENOSAIRES", "serial": 2481}),
    ("partial extract: no head", "whole", "This record is a partial extract of the original cable. The full text of the original cable is not available.\n\n"
     "UNCLAS HARARE 001051" + TAIL.replace("(C)", "(U)"), {"classification": "UNCLASSIFIED", "post": "HARARE", "serial": 1051, "sent": None, "subject": "A PLAIN SUBJECT"}),
    ("partial extract glued", "whole", "This record is a partial extract of the original cable. The full text of the original cable is not available.UNCLAS HARARE 001051"
     + TAIL.replace("(C)", "(U)"), {"classification": "UNCLASSIFIED", "post": "HARARE", "serial": 1051, "subject": "A PLAIN SUBJECT"}),
    ("mirror preamble", "whole", "09BAKU266\nA PLAIN\nMon Apr 06 00:00:00 +0200 2009\nCONFIDENTIAL\nEmbassy Baku\nVZCZCXRO0291\nPP RUEHDBU\nDE RUEHKB #0266/01 0960859\n"
     "ZNY CCCCC ZZH\nP 060859Z APR 09\nFM AMEMBASSY BAKU\nTO RUEHC/SECSTATE WASHDC PRIORITY 1001C O N F I D E N T I A L BAKU 000266" + TAIL,
     {"reference_id": "09BAKU266", "transmission_id": "VZCZCXRO0291", "subject": "A PLAIN SUBJECT", "classification": "CONFIDENTIAL", "sent": "2009-04-06T08:59:00+00:00"}),
    ("mirror preamble with a partial extract", "whole", "01HARARE1051\nA PLAIN\nTue Apr 10 00:00:00 +0200 2001\nUNCLASSIFIED\nEmbassy Harare\nThis record is a partial extract of the "
     "original cable. The full text of the original cable is not available.UNCLAS HARARE 001051" + TAIL.replace("(C)", "(U)"),
     {"reference_id": "01HARARE1051", "post": "HARARE", "subject": "A PLAIN SUBJECT"}),
    ("link markup and empty lines of a markdown copy", "whole", "VZCZCXRO0291\n\nPP RUEHDBU\n\nDE RUEHKB #0266/01 0960859\n\nZNY CCCCC ZZH\n\nP 060859Z APR 09\n\nFM AMEMBASSY BAKU\n\n"
     "TO RUEHC/SECSTATE WASHDC PRIORITY 1001\n\n" + LINE + TAIL, {"transmission_id": "VZCZCXRO0291", "routing": ("RUEHDBU",), "sender": "AMEMBASSY BAKU", "action.names": ("SECSTATE WASHDC",)}),
    ("TAGS before E.O.", "whole", "P 060859Z APR 09\nFM AMEMBASSY BAKU\n" + TO + LINE + "\n\nTAGS: PGOV AJ\nE.O. 12958: DECL: 04/06/2019\nSUBJECT: A PLAIN SUBJECT\n\n1. (C) Text.\n\nROE\n",
     {"executive_order": "12958", "declassify_on": "2019-04-06", "subject": "A PLAIN SUBJECT", "tags.codes": ("PGOV", "AJ")}),
    ("empty", "whole", "", {"reference_id": None, "classification": None, "paragraphs.count": 0, "subject": None}),
    # the classification line
    ("spaced SECRET", "line", "S E C R E T BAKU 000266", {"classification": "SECRET", "serial": 266}),
    ("closed up", "line", "SECRET BAKU 000266", {"classification": "SECRET", "serial": 266}),
    ("mixed case, spaced", "line", "S e c r e t baku 000266", {"classification": "SECRET", "post": "BAKU", "serial": 266}),
    ("top secret", "line", "T O P S E C R E T BAKU 000266", {"classification": "TOP SECRET", "serial": 266}),
    ("UNCLASSIFIED in full", "line", "UNCLASSIFIED BAKU 266", {"classification": "UNCLASSIFIED", "serial": 266}),
    ("limited official use", "line", "LIMITED OFFICIAL USE BAKU 00266", {"classification": "LIMITED OFFICIAL USE", "serial": 266}),
    ("EFTO closed", "line", "UNCLAS EFTO BAKU 000266", {"classification": "UNCLASSIFIED", "post": "BAKU", "serial": 266}),
    ("NODIS on the line", "line", "S E C R E T NODIS BAKU 000266", {"classification": "SECRET", "captions": ("NODIS",), "post": "BAKU"}),
    ("NOFORN on the line", "line", "C O N F I D E N T I A L NOFORN BAKU 000266", {"classification": "CONFIDENTIAL", "captions": ("NOFORN",), "post": "BAKU"}),
    ("NOFORN behind slashes", "line", "SECRET//NOFORN BAKU 000266", {"classification": "SECRET", "captions": ("NOFORN",), "post": "BAKU"}),
    ("sections", "line", "C O N F I D E N T I A L SECTION 01 OF 12 BAKU 000266", {"sections": 12, "serial": 266, "post": "BAKU"}),
    ("SECTON", "line", "C O N F I D E N T I A L SECTON 01 OF 02 BAKU 000266", {"sections": 2, "serial": 266, "post": "BAKU"}),
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
    ("not for internet", "line", LINE + "\n\nSENSITIVE\nSIPDIS\nNOT FOR INTERNET DISTRIBUTION", {"captions": ("SENSITIVE", "SIPDIS", "NOT FOR INTERNET DISTRIBUTION")}),
    ("STADIS with EXDIS", "line", LINE + "\n\nEXDIS\nSTADIS", {"captions": ("EXDIS", "STADIS")}),
    ("passing line for an office", "line", LINE + "\n\nSIPDIS\n\nDEPT FOR EUR/CARC", {"captions": ("SIPDIS",), "passing": ("DEPT FOR EUR/CARC",)}),
    ("passing line that wraps", "line", LINE + "\n\nSIPDIS\n\nFOR ISN, IO; DOE FOR NA-24, NA-25, NA-21; NSC FOR\nDOE, ROE; NRC FOR POE",
     {"passing": ("FOR ISN, IO; DOE FOR NA-24, NA-25, NA-21; NSC FOR DOE, ROE; NRC FOR POE",)}),
    ("two passing lines", "line", LINE + "\n\nSIPDIS\n\nSTATE PASS TO USTR\n\nPARIS also for USOECD", {"passing": ("STATE PASS TO USTR", "PARIS also for USOECD")}),
    ("three passing lines below each other", "line", LINE + "\n\nSIPDIS\n\nSTATE PASS USTR\nTREASURY FOR OASIA\nGENEVA FOR USTR",
     {"passing": ("STATE PASS USTR", "TREASURY FOR OASIA", "GENEVA FOR USTR")}),
    ("passing line before the caption", "line", LINE + "\n\nSTATE FOR INR/B\n\nSIPDIS", {"captions": ("SIPDIS",), "passing": ("STATE FOR INR/B",)}),
    ("passing line in small letters", "line", LINE + "\n\nSIPDIS\n\nDepartment please pass to USTR", {"passing": ("Department please pass to USTR",)}),
    ("a comment line is no passing line", "line", LINE + "\n\nSIPDIS\n\nC O R R E C T E D  C O P Y  (ADDRESSEE ADDED)\n\nSTATE PASS TO USTR", {"passing": ("STATE PASS TO USTR",)}),
    # E.O.
    ("date with two-digit day and month", "order", "E.O. 12958: DECL: 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06", "declassify_text": "DECL: 04/06/2019"}),
    ("date with single digits", "order", "E.O. 12958: DECL: 4/6/2019", {"declassify_on": "2019-04-06"}),
    ("two-digit year", "order", "E.O. 12958: DECL: 04/06/19", {"declassify_on": "2019-04-06"}),
    ("year first", "order", "E.O. 12958: DECL: 2019/04/06", {"declassify_on": "2019-04-06"}),
    ("several blanks", "order", "E.O. 12958:   DECL:   04/06/2019", {"declassify_on": "2019-04-06"}),
    ("no blank", "order", "E.O. 12958:DECL:04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    ("small letters", "order", "E.o. 12958: decl: 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    ("not applicable", "order", "E.O. 12958: N/A", {"executive_order": "12958", "declassify_on": None, "declassify_text": "N/A"}),
    ("NA", "order", "E.O. 12958: NA", {"executive_order": "12958", "declassify_on": None, "declassify_text": "NA"}),
    ("nothing", "order", "E.O. 12958:", {"executive_order": "12958", "declassify_on": None, "declassify_text": None}),
    ("label EO", "order", "EO 12958: DECL: 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    ("label E. O.", "order", "E. O. 12958: DECL: 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    ("label E.O", "order", "E.O 12958 DECL: 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    ("label E.O.: number", "order", "E.O.: 12958: N/A", {"executive_order": "12958", "declassify_text": "N/A"}),
    ("number cut", "order", "E.O. 1295: DECL: 04/06/2019", {"executive_order": "12958", "declassify_on": "2019-04-06"}),
    ("number cut and glued", "order", "E.O.1295: NA", {"executive_order": "12958", "declassify_on": None}),
    ("exemption", "order", "E.O. 12958: DECL: X1, X5", {"declassify_on": None, "declassify_text": "DECL: X1, X5"}),
    ("date and exemption", "order", "E.O. 12958: DECL: 04/06/2019, X1", {"declassify_on": "2019-04-06"}),
    ("an event", "order", "E.O. 12958: decl: after korean unification", {"declassify_on": None, "declassify_text": "decl: after korean unification"}),
    ("order of 1982", "order/R 060859Z APR 90", "E.O. 12356: DECL:  OADR", {"executive_order": "12356", "declassify_on": None, "declassify_text": "DECL: OADR"}),
    ("order of 1978: date, classifier, origin", "order/P 131207Z AUG 79", "E.O. 12065: GDS 8/12/85 (ROE, JOHN L.) OR-P", {"executive_order": "12065", "declassify_on": "1985-08-12"}),
    ("order of 1972", "order/P 131207Z AUG 75", "E.O. 11652: GDS", {"executive_order": "11652", "declassify_on": None, "declassify_text": "GDS"}),
    ("order of 1972 not applicable", "order/P 131207Z AUG 75", "E.O. 11652: N/A", {"executive_order": "11652", "declassify_text": "N/A"}),
    ("order of 2009", "order/P 130907Z FEB 10", "E.O. 13526: DECL: 02/13/2020", {"executive_order": "13526", "declassify_on": "2020-02-13"}),
    ("two-digit year in the next century", "order/R 060859Z APR 98", "E.O. 12958: DECL: 04/06/08", {"declassify_on": "2008-04-06"}),
    ("a day that is none", "order", "E.O. 12958: DECL: 02/30/2019", {"executive_order": "12958", "declassify_on": None}),
]
