"""What a third reading found in the part below the head: each row failed before it was mended, or guards such a mend.

The rows have the forms of the other tables; each list below is added to the table of the same name.
"""

# ruff: noqa: E501 - a row stays on one line where its text does
from __future__ import annotations

from typing import Any

from tests.telegram_cases.cases_paragraphs import Expected

Row = tuple[str, str, str, dict[str, Any]]
HEAD = "C O N F I D E N T I A L SECTION {section} OF 02 BAKU 000266\n\nSIPDIS\n\nE.O. 12958: DECL: 04/06/2019\nTAGS: PGOV AJ\nSUBJECT: A PLAIN SUBJECT\n\n"
HEADER = "P 060859Z APR 09\nFM AMEMBASSY BAKU\nTO SECSTATE WASHDC\n\n"
FILED_APART = (
    HEADER
    + HEAD.format(section="01")
    + "1. (C) He would not say who sent\n{end}\n\n"
    + HEADER
    + HEAD.format(section="02")
    + "the letter.\n\nROE\n"
)
DATED_APART = (
    HEADER
    + HEAD.format(section="01")
    + "1. (C) He would not say who sent\nCONFIDENTIAL\n\n"
    + "{above}"
    + HEAD.format(section="02")
    + "the letter.\n\nROE\n"
)
LETTERS = (
    "REF: A. BAKU 111\n     B. BAKU 112\n     C. BAKU 113\n     D. BAKU 114\n     E. BAKU 115\n\n1. (C) {text}\n\nROE"
)
A, B, C, D, E = (f"09BAKU{number}" for number in range(111, 116))


CLASSIFIED_BY: list[tuple[str, str, list[tuple[str, str | None]], list[str]]] = [
    ("an escaped sign between reasons", "Classified by: SBIEGUN, reason 1.4 (B) &amp; (D).", [("SBIEGUN", "")], ["1.4(b)", "1.4(d)"]),
    ("an escaped apostrophe in the name", "Classified By: DCM Sean O&#x2019;Hara, reason 1.4 (B).", [("Sean O\u2019Hara", "DCM")], ["1.4(b)"]),
    ("an escaped quotation mark around a by-name", "Classified By: DCM William &quot;Bill&quot; Roe. Reason: 1.4 (d).", [("William \"Bill\" Roe", "DCM")], ["1.4(d)"]),
    ("the guide by whom it was made", "CLASSIFIED BY: DOS CLASSIFICATION GUIDE BY R. B. DELANEY", [("R. B. DELANEY", "DOS CLASSIFICATION GUIDE")], []),
    ("a name cut in mid word at the end of its sentence", "Classified By: Charge Hoyt Y\nee. Reason 1.4 (B).", [("Hoyt Yee", "Charge")], ["1.4(b)"]),
    ("a title in small letters at a line start", "Classified By: Hoyt Yee, Charge\na.i. Reason 1.4 (B).", [("Hoyt Yee", None)], ["1.4(b)"]),

    ("a redacted name behind a title that no list has", "Classified By: IRAN WATCHER XXXXXXXXXXXX; REASONS 1.4 (B), (D).", [("XXXXXXXXXXXX", "IRAN WATCHER")], ["1.4(b)", "1.4(d)"]),
    ("a redacted name before its title", "Classified By: XXXXXXXXXXXX, Vice Consul, for reasons 1.4 (b).", [("XXXXXXXXXXXX", "Vice Consul")], ["1.4(b)"]),
    ("a redacted name of two words", "Classified By: PolOff xxxxxxx xxxxxxxx for reasons 1.4 (b).", [("xxxxxxx xxxxxxxx", "PolOff")], ["1.4(b)"]),
    ("a misspelt label behind REF on its line", "REF: BAKU 188 Classiied By: Ambassador Scott H. DeLisi, for Resons 1.4(b,d).", [("Scott H. DeLisi", "Ambassador")], ["1.4(b)", "1.4(d)"]),
    ("a misspelt label in capitals behind REF on its line", "REF: BAKU 188 CLASSIFED BY: Ambassador Scott H. DeLisi, reason 1.4(b).", [("Scott H. DeLisi", "Ambassador")], ["1.4(b)"]),

    ("a damaged apostrophe in a name", "Classified By: POL M/C Kathleen O,Brien, reasons 1.4 (B), (D).", [("Kathleen O'Brien", "POL M/C")], ["1.4(b)", "1.4(d)"]),
    ("a damaged apostrophe in a French name", "Classified By: DCM Paul D,Arcy-Roe, reasons 1.4 (B,D).", [("Paul D'Arcy-Roe", "DCM")], ["1.4(b)", "1.4(d)"]),

    ("a by-name in quotation marks and brackets", "Classified By: James (\"Jim\") F. Jeffers, Consul General, Poti.\nReason: 1.4 (b)", [("James \"Jim\" F. Jeffers", "Consul General")], ["1.4(b)"]),

    ("a login name glued to its title", "Classified By: AMB:WSREID FOR REASONS 1.4 (B,D)", [("WSREID", "AMB")], ["1.4(b)", "1.4(d)"]),
    ("a dash between title and name", "CLASSIFIED BY EAP/CM - JAMES KEITHLEY. REASON: 1.5 (B) AND (D)", [("JAMES KEITHLEY", "EAP/CM")], ["1.5(b)", "1.5(d)"]),
    ("a title that ends in stops before a comma", "Classified By: GREGORY T. DELAWIE, CHARGE D'AFFAIRES A.I., FOR\nREASONS 1.4 (B)", [("GREGORY T. DELAWIE", "CHARGE D'AFFAIRES A.I.")], ["1.4(b)"]),

    ("the word between reasons cut at a line end", "CLASSIFIED BY: POL/ECON CHIEF JIM WOJTASIEWICZ. REASONS: 1.4 (B) A\nND (D).", [("JIM WOJTASIEWICZ", "POL/ECON CHIEF")], ["1.4(b)", "1.4(d)"]),
    ("the word between reasons cut behind two letters", "Classified By: DCM Ann Roe. Reasons 1.4 (b), (c) an\nd (d).", [("Ann Roe", "DCM")], ["1.4(b)", "1.4(c)", "1.4(d)"]),
    ("the letter a among reasons", "Classified By: DCM Ann Roe. Reasons 1.4 (A) AND D.", [("Ann Roe", "DCM")], ["1.4(a)", "1.4(d)"]),
]  # fmt: skip

PARAGRAPHS: list[tuple[str, str, list[Expected]]] = [
    (
        "a number in brackets whose turn it is, with a marking, among numbers with a stop",
        "1. (C) The harbor opened.\n\n2.(S) The ferry sailed.\n\n(3) (S) The crew was paid.\n\n(4) (C) The band played.\n\n5. (C) It rained.\n\nROE",
        [(1, "C", None, "The harbor opened."), (2, "S", None, "The ferry sailed."), (3, "S", None, "The crew was paid."), (4, "C", None, "The band played."), (5, "C", None, "It rained.")],
    ),
    (
        "numbers in brackets with a marking that count items",
        "1. (C) The harbor opened.\n\n2. (C) He named these ships:\n\n(1) (U) the Anna;\n\n(2) (U) the Berta;\n\n(3) (U) the Clara.\n\n3. (C) It rained.\n\nROE",
        [(1, "C", None, ...), (2, "C", None, "He named these ships:\n\n(1) (U) the Anna;\n\n(2) (U) the Berta;\n\n(3) (U) the Clara."), (3, "C", None, "It rained.")],
    ),
    (
        "numbers in brackets that count items under the first paragraph",
        "1. (C) He named these ships:\n\n(1) (U) the Anna;\n\n(2) (U) the Berta.\n\n2. (C) It rained.\n\nROE",
        [(1, "C", None, "He named these ships:\n\n(1) (U) the Anna;\n\n(2) (U) the Berta."), (2, "C", None, "It rained.")],
    ),

    (
        "a heading with its rule, right below the last sentence",
        "1. (C) The harbor opened on Monday, and the\nferry sailed.\n(C) Who paid?\n-------------\n\n2. (C) Nobody asked.\nCOMMENT\n-------\n\n3. (C) It rained.\n\nROE",
        [(1, "C", None, "The harbor opened on Monday, and the ferry sailed."), (2, "C", "(C) Who paid?", "Nobody asked."), (3, "C", "COMMENT", "It rained.")],
    ),
    (
        "the last line of a paragraph with a rule below it",
        "1. (C) The harbor opened on Monday. The ferry\nsailed\n-------------\n\n2. (C) These won. The rest lost.\nVotes cast\n----------\n1,200\n\n3. (C) It rained.\nOn Monday.\n-------\nCOMMENT\n-------\n\n4. (C) So be it.\n\nROE",
        [(1, "C", None, "The harbor opened on Monday. The ferry sailed"), (2, "C", None, ...), (3, "C", None, "It rained. On Monday."), (4, "C", "COMMENT", "So be it.")],
    ),
    (
        "a heading between two rules in a line, behind a long sentence",
        "1. (SBU) The price of a bag of maize rose to 210 maloti, from 140, all over the hills. ------- COMMENT ------- 2. (SBU) Rain came the day after; it did not stay, and the price has not fallen since then.",
        [(1, "SBU", None, "The price of a bag of maize rose to 210 maloti, from 140, all over the hills."), (2, "SBU", "COMMENT", "Rain came the day after; it did not stay, and the price has not fallen since then.")],
    ),
    (
        "a marking for countries by their names",
        "1. (SECRET//REL GERMANY, UK) The harbor opened.\n\n2. (S//REL TO USA, AUS, GBR) The ferry sailed.\n\n3. (C/REL SOUTH KOREA AND JAPAN) It rained.\n\n4. (C, NF) It stopped.\n\nROE",
        [(1, "S/REL GERMANY, UK", None, "The harbor opened."), (2, "S/REL TO USA, AUS, GBR", None, "The ferry sailed."), (3, "C/REL SOUTH KOREA AND JAPAN", None, "It rained."), (4, "C/NF", None, "It stopped.")],
    ),

    (
        "a list of five without blank lines in the last paragraph, which is the third",
        "1. The works ministry will mend roads.\n\n2. It has 40 million dinars.\n\n3. These come first:\n\n   1. Pearl, in April;\n   2. Seef, in May;\n   3. Isa Town, in June;\n   4. Riffa, in July; and\n   5. Budaiya.\n\nROE",
        [(1, None, None, ...), (2, None, None, ...), (3, None, None, "These come first:\n\n1. Pearl, in April; 2. Seef, in May; 3. Isa Town, in June; 4. Riffa, in July; and 5. Budaiya.")],
    ),
    (
        "a list of three in the third paragraph, and the fourth",
        "1. Ports grow.\n\n2. The state pays.\n\n3. They are:\n\n1. Sohar;\n2. Duqm; and\n3. Salalah.\n\n4. We shall visit Duqm.\n\nROE",
        [(1, None, None, ...), (2, None, None, ...), (3, None, None, "They are:\n\n1. Sohar; 2. Duqm; and 3. Salalah."), (4, None, None, "We shall visit Duqm.")],
    ),
    (
        "a marking on a line of its own, a blank line below the number",
        "1.\n\n(C) The harbor opened.\n\n2.\n(C) The ferry sailed.\n\n3. (C)\n\nIt rained.\n\nROE",
        [(1, "C", None, "The harbor opened."), (2, "C", None, "The ferry sailed."), (3, "C", None, "It rained.")],
    ),
    (
        "a heading that begins with a year",
        "1. (C) The harbor opened.\n\n2010: A PREVIEW\n\n2. (C) The ferry sailed; it carried\n\n450 men\n\n3. (C) It rained.\n\nROE",
        [(1, "C", None, "The harbor opened."), (2, "C", "2010: A PREVIEW", ...), (3, "C", None, "It rained.")],
    ),

    (
        "headings glued to the paragraphs before them in a line of a re-flowed copy",
        "1. (SBU) The governor wants a port at Acu, and he wants it before the vote. Few share his hurry. A RETURN TO THE OLD (COASTAL) ORDER 2. (SBU) The first plan dates from 1911. WHO PAYS? 3. (SBU) Nobody has said. COMMENT 4. (SBU) Nobody will.",
        [(1, "SBU", None, "The governor wants a port at Acu, and he wants it before the vote. Few share his hurry."), (2, "SBU", "A RETURN TO THE OLD (COASTAL) ORDER", "The first plan dates from 1911."), (3, "SBU", "WHO PAYS?", "Nobody has said."), (4, "SBU", "COMMENT", "Nobody will.")],
    ),
    (
        "a heading glued to the end of a re-flowed line",
        "1. (SBU) The governor wants a port at Acu, and he wants it before the vote. Few of the men who would pay share his hurry. THE NATURAL (ECONOMIC) ORDER OF THINGS\n\n2. (SBU) The first plan dates from 1911, and it was drawn by an Englishman who never came there, for the U.S. EPA and NATO\n\n3. (SBU) Nobody has said.",
        [(1, "SBU", None, ...), (2, "SBU", "THE NATURAL (ECONOMIC) ORDER OF THINGS", "The first plan dates from 1911, and it was drawn by an Englishman who never came there, for the U.S. EPA and NATO"), (3, "SBU", None, ...)],
    ),
    (
        "a caption as a marking",
        "1. (SENSITIVE BUT UNCLASSIFIED) The harbor opened.\n\n2. (Sensitive but Unclassified) The ferry sailed.\n\n3. (SBU/NOFORN) It rained.\n\nROE",
        [(1, "SBU", None, "The harbor opened."), (2, "SBU", None, "The ferry sailed."), (3, "SBU/NF", None, "It rained.")],
    ),

    (
        "countries of a marking with strokes between them",
        "1. (S//REL TO ISAF/NATO) The harbor opened.\n\n2. (S//REL TO USA, GBR//NF) It rained.\n\nROE",
        [(1, "S/REL TO ISAF/NATO", None, "The harbor opened."), (2, "S/REL TO USA, GBR/NF", None, "It rained.")],
    ),
    (
        "headings without a rule where paragraphs have no numbers",
        "Summary and Recommendation\n--------------------------\n\nThe winter will be cold.\n\nPower Cuts\n\nEach house has current for\nten hours.\n\nWhat the Minister of Energy Said\n\n\"Wear two coats.\"\n\nComment\n\nHe was not joking.  He met\n\nAnn Roe\n\nJohn Doe\n\nof the bank.\n\nROE",
        [
            (None, None, "Summary and Recommendation", "The winter will be cold."),
            (None, None, "Power Cuts", "Each house has current for ten hours."),
            (None, None, "What the Minister of Energy Said", "\"Wear two coats.\""),
            (None, None, "Comment", ...),
            (None, None, None, "Ann Roe"),
            (None, None, None, ...),
        ],
    ),

    *(
        (
            f"a summary of two lines before the first number that ends in no stop: {end}",
            f"SUMMARY. SUAREZ MET CARRILLO. HE TOLD\n{end}\n\n1. THE MEETING TOOK SIX HOURS.\n\n2. BOTH MEN SMOKED.\n\nROE",
            [(None, None, None, f"SUMMARY. SUAREZ MET CARRILLO. HE TOLD {end}"), (1, None, None, "THE MEETING TOOK SIX HOURS."), (2, None, None, "BOTH MEN SMOKED.")],
        )
        for end in ("NOBODY BUT THE KING. END SUMMARY", "NOBODY BUT THE KING")
    ),
    (
        "a summary of one line before the first number that ends in no stop, and a heading that is none",
        "Summary: Suarez met Carrillo. End Summary\n\n1. (C) The meeting took six hours.\n\nCOMMENT: HELP WANTED\n\n2. (C) Both men smoked.\n\nROE",
        [(None, None, None, "Summary: Suarez met Carrillo. End Summary"), (1, "C", None, ...), (2, "C", "COMMENT: HELP WANTED", ...)],
    ),

    (
        "a heading, its rule and the next paragraph on one short line",
        "1. (SBU) The harbor opened.\n\nComment ------- 2. (SBU) It rained.\n\nWHAT NEXT ===== 3. (SBU) It stopped.\n\nROE",
        [(1, "SBU", None, "The harbor opened."), (2, "SBU", "Comment", "It rained."), (3, "SBU", "WHAT NEXT", "It stopped.")],
    ),
    (
        "dashes in a short line that no paragraph follows",
        "1. (SBU) The harbor opened. Votes ----- none were cast.\n\n2. (SBU) It rained.\n\nROE",
        [(1, "SBU", None, "The harbor opened. Votes ----- none were cast."), (2, "SBU", None, "It rained.")],
    ),
]  # fmt: skip

FIELDS: list[Row] = [
    ("a reftel with a damaged apostrophe behind its letter", "refs", "REF: A. BAKU 111\n     B. BAKU 112\n\n1. (C) He asked what ref B,s offer meant.\n\nROE", {"mentions": ((0, "ref B", ("09BAKU112",)),)}),
    ("a reftel with an apostrophe behind its letter", "refs", "REF: A. BAKU 111\n     B. BAKU 112\n\n1. (C) He asked what ref B's offer and reftel A's tone meant.\n\nROE", {"mentions": ((0, "ref B", ("09BAKU112",)), (0, "reftel A", ("09BAKU111",)))}),
    ("a capital with an apostrophe that begins a name is no letter of a reftel", "refs", "REF: BAKU 111\n\n1. (C) He carried reftel N'Djamena had sent.\n\nROE", {"mentions": ((0, "reftel", ("09BAKU111",)),)}),
    ("small letters in brackets", "refs", "REFS: (a) Baku 111; (b) Baku 112\n\n1. (C) He read refs (a) and (b), and ref (b) again (see ref a).\n\nROE", {"mentions": ((0, "refs (a) and (b)", ("09BAKU111", "09BAKU112")), (0, "ref (b)", ("09BAKU112",)), (0, "ref a", ("09BAKU111",)))}),
    ("small letters in a row", "refs", "REFS: (a) Baku 111; (b) Baku 112; (c) Baku 113\n\n1. (C) He read refs a, b and c at once; ref c was new.\n\nROE", {"mentions": ((0, "refs a, b and c", ("09BAKU111", "09BAKU112", "09BAKU113")), (0, "ref c", ("09BAKU113",)))}),
    ("an article is no letter of a reftel", "refs", "REFS: (a) Baku 111; (b) Baku 112\n\n1. (C) After ref b and a call he gave reftel (b) a second look, and in ref a reader saw it too.\n\nROE", {"mentions": ((0, "ref b", ("09BAKU112",)), (0, "reftel (b)", ("09BAKU112",)))}),
    *(
        (f"{end} between sections that were filed apart", "whole", FILED_APART.format(end=end), {"texts": ("He would not say who sent the letter.",), "signers": ("ROE",)})
        for end in ("NNNN", "CONFIDENTIAL\n\nNNNN", "BT\n#0266\nNNNN")
    ),
    ("the sign of a message's end in mid sentence", "body", "1. (C) He would not say who sent\n\nNNNN\n\nthe letter.\n\n2. (C) It rained.\n\nROE", {"texts": ("He would not say who sent the letter.", "It rained.")}),
    ("a metadata dump behind the name, right below the text", "body", "1. (C) They'd rather wait.\nTALBOT 0 11/25/2007 7012 ECON,LY LIBYA: WATER FROM THE SOUTH The man-made river leaks.", {"texts": ("They'd rather wait.",), "signers": ("TALBOT",)}),
    ("a name in small letters right below the last sentence", "body", "1. (C) The harbor opened.\n\n2. (C) The ferry sailed on Tuesday, and the\ncrew was paid.\nMurray", {"texts": ("The harbor opened.", "The ferry sailed on Tuesday, and the crew was paid."), "signers": ("Murray",)}),
    ("such a name with rubbish, below a sentence in brackets", "body", "1. (C) The harbor opened (and the ferry sailed.)\nO'Brien##\n\nNNNN", {"texts": ("The harbor opened (and the ferry sailed.)",), "signers": ("O'Brien",)}),
    ("a name that a title stands before is the sentence's last word", "body", "1. (C) The harbor opened.\n\n2. (C) The ferry sailed on Tuesday with Mr.\nMurray", {"texts": ("The harbor opened.", "The ferry sailed on Tuesday with Mr. Murray"), "signers": ()}),
    ("a name below a line that goes on is the sentence's last word", "body", "1. (C) The harbor opened.\n\n2. (C) The ferry sailed on Tuesday with Ann\nMurray", {"texts": ("The harbor opened.", "The ferry sailed on Tuesday with Ann Murray"), "signers": ()}),
    ("a dash that stands at a line start inside a sentence", "body", "1. SHIPPERS -- MOSTLY GERMANS -- ARE\n-- AS THEY SAY -- NOT AMUSED.\n\nROE", {"texts": ("SHIPPERS -- MOSTLY GERMANS -- ARE -- AS THEY SAY -- NOT AMUSED.",)}),
    ("a dash that closes what the line above opened", "body", "1. (C) The owners of the yard -- most of whom had come from the coast\n-- would not sell at any price that we could name.\n\nROE", {"texts": ("The owners of the yard -- most of whom had come from the coast -- would not sell at any price that we could name.",)}),
    ("a dash below a full line, and no other", "body", "1. (C) The minister came to the harbor an hour after the ferry had left\n-- as he often does when a ship is due.\n\nROE", {"texts": ("The minister came to the harbor an hour after the ferry had left -- as he often does when a ship is due.",)}),
    ("a list of dashes below a line without a stop", "body", "1. (C) The minister named\n-- the Anna;\n-- the Berta; and\n-- the Clara.\n\nROE", {"texts": ("The minister named\n\n-- the Anna;\n\n-- the Berta; and\n\n-- the Clara.",)}),
    ("a list of single dashes below a line without a stop", "body", "1. (C) The minister named\n- the Anna,\n- the Berta, and\n- the Clara.\n\nROE", {"texts": ("The minister named\n\n- the Anna,\n\n- the Berta, and\n\n- the Clara.",)}),
    ("a list of letters below a line without a stop", "body", "1. (C) The minister named\na. the Anna\nb. the Berta\n\nROE", {"texts": ("The minister named\n\na. the Anna\n\nb. the Berta",)}),
    ("a list of numbers in brackets below a line without a stop", "body", "1. (C) The minister named\n(1) the Anna\nof Poti;\n(2) the Berta.\n\nROE", {"texts": ("The minister named\n\n(1) the Anna of Poti;\n\n(2) the Berta.",)}),
    ("a letter at a line start that no list follows", "body", "1. (C) The minister was met by a man named John\nA. Roe, who had come with the ferry.\n\nROE", {"texts": ("The minister was met by a man named John A. Roe, who had come with the ferry.",)}),
    ("dashes in a sentence over three lines", "body", "1. (C) The men\n- all forty of them, and some who had not been asked\n- went home.\n\nROE", {"texts": ("The men - all forty of them, and some who had not been asked - went home.",)}),
    ("a dash with blanks around it for a lost one", "body", "1. (C) The tent stood empty ) her followers (some 60 of them) went home. The minister ) whom he calls a poet ) sang.\n\nROE", {"texts": ("The tent stood empty \u2014 her followers (some 60 of them) went home. The minister \u2014 whom he calls a poet \u2014 sang.",)}),
    ("a bracket with blanks around it that closes one", "body", "1. (C) The tent ( white ) stood empty, as a ) in the list has it.\n\nROE", {"texts": ("The tent ( white ) stood empty, as a ) in the list has it.",)}),

    ("a damaged quotation inside another", "body", "1. (C) He said &it's &our gas8 they keep8 and left.  &We won't pay8 was his last word.\n\nROE", {"texts": ("He said \"it's \"our gas\" they keep\" and left. \"We won't pay\" was his last word.",)}),
    ("an opening quotation mark whose closing one is lost, before a whole one", "body", "1. (C) He said &no, and then &yes8 and left.\n\nROE", {"texts": ("He said &no, and then \"yes\" and left.",)}),
    ("a dash behind a damaged quotation", "body", "1. (C) He said &no8 ) and meant it.  She said &yes8) and did not.\n\nROE", {"texts": ("He said \"no\" \u2014 and meant it. She said \"yes\" \u2014 and did not.",)}),
    *(
        (f"a name below {end}", "body", f"1. THE HARBOR OPENED.\n\n2. {end}\nSMITH", {"texts": ("THE HARBOR OPENED.", end), "signers": ("SMITH",)})
        for end in ("COMMENT: IT RAINED. END COMMENT", "NOTE: IT RAINED. END OF NOTE", "THEY SAID QUOTE NO UNQUOTE", "THE TEXT: IT RAINED END TEXT")
    ),
    ("a name below the sign of the message's end", "body", "1. (C) The harbor opened.\n\nEND OF MESSAGE\nSMITH", {"signers": ("SMITH",)}),
    ("a name that ends a sentence in capitals", "body", "1. THE HARBOR WAS OPENED BY THE\nMINISTER AND IN THE END BY\nSMITH", {"signers": ()}),
    ("a short table right below its line", "body", "1. (C) These figures came:\n   APRIL        8.79\n   MAY          8.81\n   JUNE         8.80\n\nROE", {"texts": ("These figures came:\n\n   APRIL        8.79\n   MAY          8.81\n   JUNE         8.80",)}),
    ("a table keeps its title", "body", "1. (C) These figures came:\n\nLOADINGS\nAPRIL        8.79\nMAY          8.81\nJUNE         8.80\n\nROE", {"texts": ("These figures came:\n\nLOADINGS\nAPRIL        8.79\nMAY          8.81\nJUNE         8.80",)}),
    ("marks of footnotes at words in capitals", "body", "1. A MINISTER1 SAID THAT THE G7 HAD SOLD IT FOR A SONG2.\n\nMILES\n\n________\n1 Protect.\n2 One dollar.", {"texts": ("A MINISTER SAID THAT THE G7 HAD SOLD IT FOR A SONG.",), "signers": ("MILES",)}),

    ("damaged apostrophes in names", "body", "1. (C) Cote d,Ivoire waits for L,Aquila.  O,Brien and d,Estaing (parts B,D and A,The) do not.\n\nROE", {"texts": ("Cote d'Ivoire waits for L'Aquila. O'Brien and d'Estaing (parts B,D and A,The) do not.",)}),
    ("a marking between the word and its colon", "body", "1. Summary (C): Nkunda wants talks.  End summary.\n\n2. Comment (S/NF):  He always does.\n\nROE", {"summary": "Nkunda wants talks.", "roles": ("summary", "comment"), "markings": ("C", "S/NF")}),
    ("a comment of the ambassador's own", "body", "1. (C) The harbor opened.\n\n2. (C) AMBASSADOR'S COMMENT: It is late.\n\nROE", {"roles": ("text", "comment")}),
    ("an organisation that a text is cut off behind signs nothing", "body", "1. (C) Next week's visitors come from Paris, New York and from\nNATO", {"texts": ("Next week's visitors come from Paris, New York and from NATO",), "signers": ()}),
    ("a sentence right below a table that is longer than it", "body", "1. (C) By month:\nJan   101   99\nFeb   102   98\nMar   110   97\nThe rest is not known yet.\n\nROE", {"texts": ("By month:\n\nJan   101   99\nFeb   102   98\nMar   110   97\n\nThe rest is not known yet.",)}),
    ("dots between columns", "body", "1. (C) The camps hold 60,000.  Food:\n\n     Rice..........400 tons\n     Oil............60 tons\n\n2. (C) They wait.... and wait.\n\nROE", {"texts": ("The camps hold 60,000. Food:\n\n     Rice..........400 tons\n     Oil............60 tons", "They wait.... and wait.")}),

    *(
        (f"a repeated head without its sender, below {name}", "whole", DATED_APART.format(above=above), {"texts": ("He would not say who sent the letter.",), "signers": ("ROE",)})
        for name, above in (
            ("a date-time group", "P 060859Z APR 09\n"),
            ("nothing", ""),
            ("an office block", "PAGE 01        BAKU   00266  02 OF 02  060901Z\nACTION EUR-00\n\nINFO  LOG-00   /001W\n                  ------------------221B0F  060911Z /38\nP 060859Z APR 09\n"),
        )
    ),
    ("an item (C) that follows (B)", "body", "1. MINISTER ASKED FOR:\n(A) ENGINES;\n(B) RADARS, IF WE\nHAVE THEM;\n(C) SPARES; AND\n(D) TIME.\n\nROE", {"texts": ("MINISTER ASKED FOR:\n\n(A) ENGINES;\n\n(B) RADARS, IF WE HAVE THEM;\n\n(C) SPARES; AND\n\n(D) TIME.",), "paragraphs.count": 1}),
    ("a marking (C) that follows no (B)", "body", "1. (SBU) The minister asked.\n\n(C) He is ill (B).\n\n2. (U) It rained.\n\nROE", {"texts": ("The minister asked.\n\n(C) He is ill (B).", "It rained.")}),
    ("a range of reftels and one more", "refs", LETTERS.format(text="Refs A-C and E tell the tale; refs A, C-E its end."), {"mentions": ((0, "Refs A-C and E", (A, B, C, E)), (0, "refs A, C-E", (A, C, D, E)))}),
    ("a range of reftels in words", "refs", LETTERS.format(text="REFS A THRU C are long, refs C to E short, Refs (B) through (D) dull."), {"mentions": ((0, "REFS A THRU C", (A, B, C)), (0, "refs C to E", (C, D, E)), (0, "Refs (B) through (D)", (B, C, D)))}),
    ("reftels with an apostrophe before their s", "refs", LETTERS.format(text="Ref's B, C are dull; ref's are not."), {"mentions": ((0, "Ref's B, C", (B, C)),)}),
    ("a name crossed out at the end signs nothing", "body", "1. (C) We cannot judge XXXXXXXXXXXX and\nXXXXXXXXXXXX", {"texts": ("We cannot judge XXXXXXXXXXXX and XXXXXXXXXXXX",), "signers": ()}),
    ("a paragraph that is crossed out at the end", "body", "1. (C) The harbor opened.\n\n2. (C) COMMENT:\n\nXXXXXXXXXXXX", {"texts": ("The harbor opened.", "COMMENT:\n\nXXXXXXXXXXXX"), "signers": ()}),
    ("a signature below a last word on a line of its own", "body", "1. THE GUESTS WERE MR. ABE AND MR. KONO OF THE\nLDP\n\nMONDALE", {"texts": ("THE GUESTS WERE MR. ABE AND MR. KONO OF THE LDP",), "signers": ("MONDALE",)}),
    ("a signature in small letters with a particle", "body", "1. (C) The harbor opened.\n\nLe Baron-Smith", {"texts": ("The harbor opened.",), "signers": ("Le Baron-Smith",)}),
    ("a mark of a footnote at a short name", "body", "1. (C) Deutsche Bank1 is cutting posts, and HVB2 more; the A3 is full.\n\nROE\n\n_____\n1 On background.\n2 Too.", {"texts": ("Deutsche Bank is cutting posts, and HVB more; the A3 is full.",)}),

    ("numbers that a list of references counts by", "refs", "REF: (1) BAKU 111 (2) BAKU 112 (3) BAKU 113\n\n1. (C) Ref (1) told of it. Ref 2 asked, as did Refs (1) and (3), and refs 1-3 in 2 days; ref 12 did not.\n\nROE", {"mentions": ((0, "Ref (1)", (A,)), (0, "Ref 2", (B,)), (0, "Refs (1) and (3)", (A, C)), (0, "refs 1-3", (A, B, C)))}),
    ("a number behind reftels that are counted by letters", "refs", LETTERS.format(text="Refs 3 months old were read; reftel 2, too."), {"mentions": ((0, "Refs", (A, B, C, D, E)),)}),
    ("two blanks between three columns", "body", "1. (C) The harvest by department:\n\nDepartment  Hectares  Tons\nAlto Parana  800,000  1,900\nItapua  510,000  1,100\n\n2. (C) The harvest failed.  It rained.  It snowed.  Then\nit stopped.  The rest  is  known.\n\nROE", {"texts": ("The harvest by department:\n\nDepartment  Hectares  Tons\nAlto Parana  800,000  1,900\nItapua  510,000  1,100", "The harvest failed. It rained. It snowed. Then it stopped. The rest is known.")}),
    ("ones and zeros for letters at the start of words", "body", "1. THE 1SLAND FERRY C0ST 1MILLION; THE 1ST 0NE SANK IN 1OTH PLACE.\n\nROE", {"texts": ("THE ISLAND FERRY COST 1MILLION; THE 1ST ONE SANK IN 1OTH PLACE.",)}),
    ("a zero in the signature", "body", "1. THE FERRY C0ST LESS.\n\nR0WE", {"texts": ("THE FERRY COST LESS.",), "signers": ("ROWE",)}),
    *(
        (f"the signature {name} behind the last sentence", "body", f"1. THE HARBOR OPENED. DOCUMENTS POUCHED. {name}", {"texts": ("THE HARBOR OPENED. DOCUMENTS POUCHED.",), "signers": (name,)})
        for name in ("VANDEN HEUVEL", "YOUNG JR.", "SAN MARTIN")
    ),
    ("a list of o marks with one blank", "body", "1. (C) The states:\n\n   o Bihar\n   o Assam\n\nROE", {"texts": ("The states:\n\no Bihar\n\no Assam",)}),
    ("a heading that ends a summary", "body", "SUMMARY\n-------\n\n1. (C) Chavez will win.\n\nEND SUMMARY\n-----------\n\n2. (C) So says the poll.\n\nROE", {"roles": ("summary", "text"), "summary": "Chavez will win."}),
    ("a signature below a paragraph that is crossed out", "body", "1. (C) The harbor opened.\n\n2. (C) XXXXXXXXXXXX\nROE", {"texts": ("The harbor opened.", "XXXXXXXXXXXX"), "signers": ("ROE",)}),

    ("headings without a rule end a summary", "body", "Summary\n-------\n\nThe winter will be cold.\n\nPower Cuts\n\nEach house has current.\n\nROE", {"roles": ("summary", "text"), "summary": "The winter will be cold."}),
    ("a damaged apostrophe in the signature", "body", "1. (C) The harbor opened.\nO,MALLEY", {"texts": ("The harbor opened.",), "signers": ("O'MALLEY",)}),
    ("two damaged quotations that end together", "body", "1. (C) &They are &dead, dead,88 he said.  (&Finished.8)  Page 88 of F.88 is no quotation.\n\nROE", {"texts": ("\"They are \"dead, dead,\"\" he said. (\"Finished.\") Page 88 of F.88 is no quotation.",)}),
    ("letters with a stop and a bracket", "body", "1. (C) He said:\n   A.) STREETS ARE WASHED;\n   B.) MILK IS SOLD.\n\nROE", {"texts": ("He said:\n\nA.) STREETS ARE WASHED;\n\nB.) MILK IS SOLD.",)}),
    ("Roman numbers with a stop", "body", "1. (C) He asked for:\n\n    I.  a list;\n   II.  a fee; and\n  III.  a vote.\n\nROE", {"texts": ("He asked for:\n\nI. a list;\n\nII. a fee; and\n\nIII. a vote.",)}),
    ("a marker in brackets", "body", "1. (C) The harbor opened.\n\n2. (C) (Comment) We think so. (End Comment)\n\n3. (C) (Commentators) do not.\n\nROE", {"roles": ("text", "comment", "text")}),

    ("a table of two columns with four blanks between them, at the end of a page", "body", "1. (C) The tax is small:\n\nDomestic    2 percent\nExport      0 percent\n\nBAKU 00000266  002 OF 002\n\n\nDr. Roe\ntold us so.\n\n2. (C) It rained.\n\nROE", {"texts": ("The tax is small:\n\nDomestic    2 percent\nExport      0 percent\n\nDr. Roe told us so.", "It rained.")}),
    ("a table that goes on behind a banner", "body", "1. (C) The tax is small:\n\nDomestic      2 percent     3\nExport        0 percent     4\n\nBAKU 00000266  002 OF 002\n\n\nTransit       1 percent     5\n\n2. (C) It rained.\n\nROE", {"texts": ("The tax is small:\n\nDomestic      2 percent     3\nExport        0 percent     4\nTransit       1 percent     5", "It rained.")}),
    ("an anchor before a year with the 8 of a quotation behind it", "body", "\u00b61. (C) The paper asked: &Ask me in\n\u00b620108. It sold out.\n\n\u00b62. (C) It rained.\n\nROE", {"texts": ("The paper asked: \"Ask me in 2010\". It sold out.", "It rained.")}),
    ("an arrow before the sign of the end", "body", "1. (C) It rained.\n\nSWAN##\n\n> NNNN", {"texts": ("It rained.",), "signers": ("SWAN",)}),
]  # fmt: skip
