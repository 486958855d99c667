"""What a second reading of cables found, of damage that the corpus cannot write: each row failed before it was mended.

The rows have the forms of the other tables; each list below is added to the table of the same name.
"""

# ruff: noqa: E501 - a row stays on one line where its text does
from __future__ import annotations

from typing import Any

from tests.telegram_cases.cases_paragraphs import Expected

Row = tuple[str, str, str, dict[str, Any]]
TABLE = "Party           Seats    Share\n{rule}\nUnity              81     55 %\nHarvest            25     20 %"
RULED = TABLE.format(rule="-----           -----    -----")

REFERENCES: list[tuple[str, str, list[str]]] = [
    ("an airgram of a post of two words", "REFS: (A) 93 ACCRA 8123, (B) ADDIS ABABA A-0044, (C) LUSAKA 11873", ["A=93ACCRA8123", "B~airgram", "C=09LUSAKA11873"]),
    ("a mark glued to the number before it", "REF: (A) PARIS 7600 (B) ROME 7601(C) OSLO 12 (D) BERN 4", ["A=09PARIS7600", "B=09ROME7601", "C=09OSLO12", "D=09BERN4"]),
    ("a list of numbers with a mark in brackets behind it, whose turn it is not", "REF: A. ROME 7602 AND 7604 [D] BERN 4", ["A=09ROME7602", "A=09ROME7604", "A=09BERN4"]),
]  # fmt: skip

CLASSIFIED_BY: list[tuple[str, str, list[tuple[str, str | None]], list[str]]] = [
    ("a zero in the word for reasons, in small letters", "Classified by AMBASSAD0R ASHLEY R. WILLIS.\nReas0ns 1.4 (b, d).", [("ASHLEY R. WILLIS", "AMBASSADOR")], ["1.4(b)", "1.4(d)"]),
    ("a name broken with a hyphen at a line end", "Classified By: Ecopol Chief Mike Ham-\nmond for reasons 1.4 (b).", [("Mike Hammond", "Ecopol Chief")], ["1.4(b)"]),
    ("a double name stays whole where its hyphen ends a line", "Classified By: DCM Maria Lopez-\nRuiz for reasons 1.4 (b).", [("Maria Lopez-Ruiz", "DCM")], ["1.4(b)"]),
]  # fmt: skip

ADDRESSEES: list[tuple[str, list[str], list[str]]] = [
    ("the break sign between header and text is no addressee", "TO RUEHC/SECSTATE WASHDC\nINFO RUEAIIA/CIA WASHDC\nBT\n", ["RUEHC/SECSTATE WASHDC|||"], ["RUEAIIA/CIA WASHDC|||"]),
]  # fmt: skip

PARAGRAPHS: list[tuple[str, str, list[Expected]]] = [
    (
        "a number that is skipped and one that repeats, no blank lines between paragraphs",
        "1. THE HARBOR OPENED.\n2. THE FERRY SAILED.\n3. HE ASKED FOR TWO VISAS.\n5. THE CONSUL WILL SEE HIM.\n5. COMMENT: HE WILL PAY.\n\nROE",
        [(1, ..., None, "THE HARBOR OPENED."), (2, ..., None, "THE FERRY SAILED."), (3, ..., None, "HE ASKED FOR TWO VISAS."), (5, ..., None, "THE CONSUL WILL SEE HIM."), (5, ..., None, "COMMENT: HE WILL PAY.")],
    ),
    (
        "a wrapped line that begins with a number too high, no blank lines between paragraphs",
        "1. THE HARBOR OPENED.\n2. THE FERRY SAILED ON MAY\n4. THE CREW WAS PAID.\n3. HE ASKED FOR TWO VISAS.\n\nROE",
        [(1, ..., None, ...), (2, ..., None, "THE FERRY SAILED ON MAY 4. THE CREW WAS PAID."), (3, ..., None, ...)],
    ),
    (
        "a heading between two rules in a line of a re-flowed copy",
        "1. (C) The facilitator said that the rebels came on March 30. 2. (C) They asked for BAKU 00000266  002 OF 003 food, beds and a flag. ----- Comment ----- 3. (C) The flag is new.",
        [(1, "C", None, ...), (2, "C", None, "They asked for food, beds and a flag."), (3, "C", "Comment", "The flag is new.")],
    ),
]  # fmt: skip

FIELDS: list[Row] = [
    (
        "a rule below the head of a table belongs to the table",
        "body",
        f"1. (C) Two parties won all seats:\n\n{RULED}\n\nROE",
        {"texts": (f"Two parties won all seats:\n\n{RULED}",)},
    ),
    (
        "so does a rule without gaps",
        "body",
        f"1. (C) Two parties won all seats:\n\n{TABLE.format(rule='-' * 30)}\n\n2. (C) One lost.\n\nROE",
        {"texts": (f"Two parties won all seats:\n\n{TABLE.format(rule='-' * 30)}", "One lost.")},
    ),
    (
        "a table right below the lines of its paragraph",
        "body",
        f"1. (C) The council has sat since May. It counted the\nvotes by hand, and then by lamp. Two parties won all\nseats, and some were glad. The rest went home, for it\nwas late, and so did we. The seats are these, as the\npapers of that day had them:\n{RULED}\n\nROE",
        {
            "texts": (
                f"The council has sat since May. It counted the votes by hand, and then by lamp. Two parties won all seats, and some were glad. The rest went home, for it was late, and so did we. The seats are these, as the papers of that day had them:\n\n{RULED}",
            )
        },
    ),
    (
        "talking points end where their end is said",
        "body",
        "Talking Points\n--------------\n\n1. (C) Begin talking points:\n\n-- We hope for rain.\n\nEnd talking points.\n\n2. (C) Post is thanked for its work.\n\nROE",
        {"roles": ("talking-points", "text")},
    ),
    (
        "talking points go on until their end is said",
        "body",
        "Talking Points\n--------------\n\n1. (C) Begin talking points:\n\n-- We hope for rain.\n\n2. (C) -- We hope for sun.\n\nEnd talking points.\n\n3. (C) Post is thanked for its work.\n\nROE",
        {"roles": ("talking-points", "talking-points", "text")},
    ),
    (
        "a numbered paragraph of nothing but MINIMIZE keeps its words",
        "body",
        "1. (C) The harbor opened.\n\n2. (U) MINIMIZE CONSIDERED.\n\nROE",
        {"numbers": (1, 2), "texts": ("The harbor opened.", "MINIMIZE CONSIDERED."), "signers": ("ROE",)},
    ),
]
