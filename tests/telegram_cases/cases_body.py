"""What stands in and after the text: (reason, frame, text put into it, {field: value}), as in `cases_header`.

More fields: "summary" is compared with blanks collapsed; "roles" are those of all paragraphs; "texts" their reading texts;
"repairs" (before, after) of all paragraphs; "mentions" (paragraph, text, targets); "kinds" the span kinds that must occur.
"""

# ruff: noqa: E501 - a row stays on one line where its text does
from __future__ import annotations

from typing import Any

ONE, TWO, THREE = "The harbor opened.", "The ferry sailed.", "The crew rested."
REFS = "REF: A. STATE 31102\n     B. BAKU 158\n     C. 08 BAKU 997\n\n"
END = "\n\nROE"

BODY: list[tuple[str, str, str, dict[str, Any]]] = [
    # signers
    ("a surname", "body", f"1. (C) {ONE}\n\nROE", {"signers": ("ROE",), "texts": (ONE,)}),
    ("directly below the text", "body", f"1. (C) {ONE}\nROE", {"signers": ("ROE",), "texts": (ONE,)}),
    ("hyphen", "body", f"1. (C) {ONE}\n\nROE-DOE", {"signers": ("ROE-DOE",)}),
    ("apostrophe", "body", f"1. (C) {ONE}\n\nO'ROE", {"signers": ("O'ROE",)}),
    ("two words", "body", f"1. (C) {ONE}\n\nDE ROE", {"signers": ("DE ROE",)}),
    ("JR", "body", f"1. (C) {ONE}\n\nROE JR", {"signers": ("ROE JR",)}),
    ("two people on two lines", "body", f"1. (C) {ONE}\n\nROEMER\nDOEL", {"signers": ("ROEMER", "DOEL")}),
    ("mixed case", "body", f"1. (C) {ONE}\n\nRoemer", {"signers": ("Roemer",)}),
    ("rubbish: stop and colon", "body", f"1. (C) {ONE}\n\nROE.:", {"signers": ("ROE",)}),
    ("rubbish: ##", "body", f"1. (C) {ONE}\n\nROEMER##", {"signers": ("ROEMER",)}),
    ("rubbish: stop", "body", f"1. (C) {ONE}\n\nMCROE.", {"signers": ("MCROE",)}),
    ("rubbish: stop on the next line", "body", f"1. (C) {ONE}\n\nROEMER \n.", {"signers": ("ROEMER",)}),
    ("in line after the last stop", "body", "1. (C) The harbor opened.\n\n2. (C) MINIMIZE CONSIDERED.  EAGLEROE", {"signers": ("EAGLEROE",)}),
    ("in line after END OF TEXT", "body", f"1. (C) {ONE} END OF TEXT. ROEMER", {"signers": ("ROEMER",)}),
    ("after a minimize line", "body", f"1. (C) {ONE}\n\nBAKU MINIMIZE CONSIDERED.\n\nROE", {"signers": ("ROE",), "texts": (ONE,)}),
    ("no signature", "body", f"1. (C) {ONE}\n\n2. (C) {TWO}", {"signers": (), "texts": (ONE, TWO)}),
    ("text that ends mid sentence has none", "body", f"1. (C) {ONE}\n\n2. (C) The ferry sailed and the crew of the", {"signers": ()}),
    ("an unsigned table does not sign", "body", "1. (C) The harbor opened:\n\nPort      Ferries\nBaku      12\nLima      7", {"signers": ()}),
    # trailers
    ("classification again", "body", f"1. (C) {ONE}\n\nROE\n\n                       CONFIDENTIAL\n", {"signers": ("ROE",), "texts": (ONE,)}),
    ("NNNN", "body", f"1. (C) {ONE}\n\nROE\n\n\nNNNN\n", {"signers": ("ROE",), "texts": (ONE,)}),
    ("SIPDIS after the signature", "body", f"1. (C) {ONE}\n\nROE\n\nSIPDIS\n", {"signers": ("ROE",), "texts": (ONE,)}),
    ("angle bracket", "body", f"1. (C) {ONE}\n\nROE\n>\n", {"signers": ("ROE",)}),
    ("note by the message centre", "body", f"1. (C) {ONE}\n\nROE\n\nNOTE BY OC/T: FERRY DELAYED.\n", {"signers": ("ROE",), "texts": (ONE,)}),
    ("not passed to addressees", "body", f"1. (C) {ONE}\n\nROE\n\nNOTE: NOT PASSED TO ABOVE ADDRESSEE(S)\n", {"signers": ("ROE",), "texts": (ONE,)}),
    ("declassification sentence", "body", f"1. (C) {ONE}\n\nROE\n\nDeclassified/Released US Department of State EO Systematic Review 30 JUN 2006\n",
     {"signers": ("ROE",), "texts": (ONE,)}),
    ("a second version", "body", f"1. (C) {ONE}\n\nROE\n\n@@@OASYS@@@\nUNCLAS BAKU 000266\n\nSUBJECT: AN EARLIER SUBJECT\n\n1. (C) Earlier text.\n\nDOEL\n",
     {"signers": ("ROE",), "texts": (ONE,), "subject": "A PLAIN SUBJECT", "kinds": ("second-version",)}),
    ("metadata dump", "body", f"1. (C) {ONE}\n\nROE 0 11/07/2007 6695 PREL,PGOV,AJ HARBOR TALKS OPEN The harbor opened.", {"signers": ("ROE",), "texts": (ONE,)}),
    ("a dump line of another archive", "body", f"1. (C) {ONE}\n\nROE\n\n2009BAKU00266 - Classification: CONFIDENTIAL\n", {"signers": ("ROE",), "texts": (ONE,)}),
    # summaries
    ("with its end", "body", f"1. (C) Summary: {ONE} End summary.\n\n2. (C) {TWO}{END}", {"summary": ONE, "roles": ("summary", "text")}),
    ("capitals and full stops", "body", f"1. (C) SUMMARY. {ONE} END SUMMARY.\n\n2. (C) {TWO}{END}", {"summary": ONE, "roles": ("summary", "text")}),
    ("begin summary", "body", f"1. (C) BEGIN SUMMARY: {ONE} END SUMMARY.\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("mark after the word", "body", f"1. Summary: (SBU) {ONE} End summary.\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("over two paragraphs", "body", f"1. (C) Summary: {ONE}\n\n2. (C) {TWO} End summary.\n\n3. (C) {THREE}{END}", {"summary": f"{ONE} {TWO}", "roles": ("summary", "summary", "text")}),
    ("no end: to the end of the paragraph", "body", f"1. (C) Summary: {ONE}\n\n2. (C) {TWO}{END}", {"summary": ONE, "roles": ("summary", "text")}),
    ("no start: from the first paragraph", "body", f"1. (C) {ONE} End summary.\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("end on its own line", "body", f"1. (C) Summary: {ONE}\n\nEND SUMMARY.\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("end broken over the line", "body", f"1. (C) Summary: {ONE} END \nSUMMARY.\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("as a heading", "body", f"-------\nSummary\n-------\n\n1. (C) {ONE}  End summary.\n\n2. (C) {TWO}{END}", {"summary": ONE, "roles": ("summary", "text")}),
    ("as a heading, until the next heading", "body", f"SUMMARY\n-------\n\n1. (C) {ONE}\n\n2. (C) {TWO}\n\nFERRY NEWS\n----------\n\n3. (C) {THREE}{END}",
     {"summary": f"{ONE} {TWO}", "roles": ("summary", "summary", "text")}),
    ("summary and comment", "body", f"1. (C) SUMMARY AND COMMENT: {ONE} END SUMMARY AND COMMENT.\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("summary and action request", "body", f"1. (C) SUMMARY AND ACTION REQUEST: {ONE} END SUMMARY.\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("summary/comment", "body", f"1. (C) SUMMARY/COMMENT: {ONE} END SUMMARY/COMMENT.\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("summay", "body", f"1. (C) SUMMAY: {ONE} END SUMMARY.\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("dash after the word", "body", f"1. (C) Summary - {ONE} End summary.\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("mark after END SUMMARY's paragraph stays out", "body", f"1. (C) Summary: {ONE} (End summary.)\n\n2. (C) {TWO}{END}", {"summary": ONE}),
    ("no summary", "body", f"1. (C) {ONE}\n\n2. (C) {TWO}{END}", {"summary": None, "roles": ("text", "text")}),
    ("the word in a sentence is none", "body", f"1. (C) The summary of the talks was lost.\n\n2. (C) {TWO}{END}", {"summary": None}),
    # comments and other parts
    ("comment paragraph", "body", f"1. (C) {ONE}\n\n2. (C) Comment: {TWO} End comment.{END}", {"roles": ("text", "comment")}),
    ("comment heading", "body", f"1. (C) {ONE}\n\n-------\nComment\n-------\n\n2. (C) {TWO}\n\n3. (C) {THREE}{END}", {"roles": ("text", "comment", "comment")}),
    ("comment heading, then another", "body", f"1. (C) {ONE}\n\nComment\n-------\n\n2. (C) {TWO}\n\nNext Steps\n----------\n\n3. (C) {THREE}{END}", {"roles": ("text", "comment", "text")}),
    ("action request paragraph", "body", f"1. (C) {ONE}\n\n2. (C) Action request: {TWO}{END}", {"roles": ("text", "action-request")}),
    ("action request heading", "body", f"1. (C) {ONE}\n\nACTION REQUEST\n--------------\n\n2. (C) {TWO}{END}", {"roles": ("text", "action-request")}),
    ("a note inside a paragraph does not rule it", "body", f"1. (C) {ONE} (Note: it is new. End note.) It was full.{END}", {"roles": ("text",)}),
    # repairs
    ("damaged apostrophe", "body", f"1. (C) Azerbaijan,s harbor opened.{END}", {"texts": ("Azerbaijan's harbor opened.",), "repairs": ((",", "'"),)}),
    ("damaged quotes", "body", f"1. (C) It was &the harbor8 of all.{END}", {"texts": ('It was "the harbor" of all.',), "repairs": (("&", '"'), ("8", '"'))}),
    ("superscript closing quote", "body", f"1. (C) It was &the harbor\u2078 of all.{END}", {"texts": ('It was "the harbor" of all.',)}),
    ("closing quote behind the stop", "body", f"1. (C) It was &the harbor.8 He left.{END}", {"texts": ('It was "the harbor." He left.',)}),
    ("damaged dash", "body", f"1. (C) They opened it) what a day.{END}", {"texts": ("They opened it \u2014 what a day.",)}),
    ("AT&T is whole", "body", f"1. (C) AT&T and R&D met the G8 in Baku (b).{END}", {"texts": ("AT&T and R&D met the G8 in Baku (b).",), "repairs": ()}),
    ("brackets are whole", "body", f"1. (C) The harbor (new) opened.{END}", {"texts": ("The harbor (new) opened.",), "repairs": ()}),
    ("a comma before s is whole", "body", f"1. (C) Ports, ships and crews came.{END}", {"texts": ("Ports, ships and crews came.",), "repairs": ()}),
    ("redaction stays", "body", f"1. (C) XXXXXXXXXXXX opened the harbor with xxxxxxxxxxxx(strictly protect).{END}",
     {"texts": ("XXXXXXXXXXXX opened the harbor with xxxxxxxxxxxx(strictly protect).",)}),
    ("line noise does not raise", "body", "1. (C) The har QA\"z_1in\x00\x1b on July 24.\n\n2. (C) The ferry sailed.\n\nROE", {"paragraphs.count": 2, "signers": ("ROE",)}),
    # mentions
    ("reftel with a letter", "refs", REFS + f"1. (C) See reftel B.{END}", {"mentions": ((0, "reftel B", ("09BAKU158",)),)}),
    ("ref with a letter", "refs", REFS + f"1. (C) The harbor opened (ref A).{END}", {"mentions": ((0, "ref A", ("09STATE31102",)),)}),
    ("Ref in capitals", "refs", REFS + f"1. (C) The harbor opened (Ref C).{END}", {"mentions": ((0, "Ref C", ("08BAKU997",)),)}),
    ("reftels, two letters", "refs", REFS + f"1. (C) See reftels B, C.{END}", {"mentions": ((0, "reftels B, C", ("09BAKU158", "08BAKU997")),)}),
    ("reftels with and", "refs", REFS + f"1. (C) See reftels A and B.{END}", {"mentions": ((0, "reftels A and B", ("09STATE31102", "09BAKU158")),)}),
    ("bare reftel, one in the list", "refs", f"REF: STATE 31102\n\n1. (C) Per reftel, the harbor opened.{END}", {"mentions": ((0, "reftel", ("09STATE31102",)),)}),
    ("paragraph of reftel", "refs", f"REF: STATE 31102\n\n1. (C) See para 4 of reftel.{END}", {"mentions": ((0, "reftel", ("09STATE31102",)),)}),
    ("direct citation", "refs", f"REF: STATE 31102\n\n1. (C) As reported in BAKU 158, the harbor opened.{END}", {"mentions": ((0, "BAKU 158", ("09BAKU158",)),)}),
    ("direct citation with a year", "refs", f"REF: STATE 31102\n\n1. (C) As reported in 08 BAKU 997, the harbor opened.{END}", {"mentions": ((0, "08 BAKU 997", ("08BAKU997",)),)}),
    ("refer and reform are no mentions", "refs", f"REF: STATE 31102\n\n1. (C) We refer to a reform and a referendum.{END}", {"mentions": ()}),
    ("a city and a number of people is no citation", "refs", f"REF: STATE 31102\n\n1. (C) In Baku 158 people met.{END}", {"mentions": ()}),
    ("a letter that is not in the list has no target", "refs", REFS + f"1. (C) See ref F.{END}", {"mentions": ()}),
]
