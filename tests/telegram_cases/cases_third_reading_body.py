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

CLASSIFIED_BY: list[tuple[str, str, list[tuple[str, str | None]], list[str]]] = [
    ("an escaped sign between reasons", "Classified by: SBIEGUN, reason 1.4 (B) &amp; (D).", [("SBIEGUN", "")], ["1.4(b)", "1.4(d)"]),
    ("an escaped apostrophe in the name", "Classified By: DCM Sean O&#x2019;Hara, reason 1.4 (B).", [("Sean O\u2019Hara", "DCM")], ["1.4(b)"]),
    ("an escaped quotation mark around a by-name", "Classified By: DCM William &quot;Bill&quot; Roe. Reason: 1.4 (d).", [("William \"Bill\" Roe", "DCM")], ["1.4(d)"]),
    ("the guide by whom it was made", "CLASSIFIED BY: DOS CLASSIFICATION GUIDE BY R. B. DELANEY", [("R. B. DELANEY", "DOS CLASSIFICATION GUIDE")], []),
    ("a name cut in mid word at the end of its sentence", "Classified By: Charge Hoyt Y\nee. Reason 1.4 (B).", [("Hoyt Yee", "Charge")], ["1.4(b)"]),
    ("a title in small letters at a line start", "Classified By: Hoyt Yee, Charge\na.i. Reason 1.4 (B).", [("Hoyt Yee", None)], ["1.4(b)"]),
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
]  # fmt: skip
