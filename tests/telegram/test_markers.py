"""Roles, the summary, signers and what stands behind them."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import pytest

from cables.telegram import parse
from cables.telegram.values import Telegram

TOP = "R 111405Z MAY 09\nFM AMEMBASSY BAKU\nC O N F I D E N T I A L BAKU 000512\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: FERRY\n\n"


def body(text: str) -> Telegram:
    return parse(TOP + text)


SUMMARIES = [
    # Each row: body, summary; why.
    ("1. (C) SUMMARY: It sails. END SUMMARY.\n\n2. (C) Two.\n", "It sails.", "start and end"),
    ("1. (C) Summary. It sails. End Summary.\n\n2. (C) Two.\n", "It sails.", "stops for colons"),
    ("1. Summary: (SBU) It sails. End summary.\n\n2. Two.\n", "It sails.", "mark behind the word"),
    ("1. (C) BEGIN SUMMARY: It sails. END SUMMARY.\n\n2. (C) Two.\n", "It sails.", "begin"),
    ("1. (C) SUMMARY AND COMMENT: It sails. END SUMMARY AND COMMENT.\n\n2. (C) Two.\n", "It sails.", "and comment"),
    ("1. (C) SUMMARY/COMMENT: It sails. END SUMMARY/COMMENT.\n\n2. (C) Two.\n", "It sails.", "slash comment"),
    ("1. (C) SUMMARY AND ACTION REQUEST: It sails. END SUMMARY.\n\n2. (C) Two.\n", "It sails.", "and action request"),
    ("1. (C) SUMMARY STATEMENT: It sails. END SUMMARY.\n\n2. (C) Two.\n", "It sails.", "statement"),
    ("1. (C) SUMMAY: It sails. END SUMMARY.\n\n2. (C) Two.\n", "It sails.", "misspelt"),
    ("SUMMARY\n-------\n\n1. (C) It sails.\n\nDETAIL\n------\n\n2. (C) Two.\n", "It sails.", "heading to heading"),
    ("(C) SUMMARY\n\n1. (C) It sails.\n\nDETAIL\n------\n\n2. (C) Two.\n", "It sails.", "marked heading"),
    ("SUMMARY\n-------\n\n1. (C) It sails.\n\n2. (C) It is full. END SUMMARY.\n\n3. (C) Three.\n", "It sails.\n\nIt is full.", "two paragraphs"),
    ("1. (C) SUMMARY: It sails.\n\n2. (C) It is full. END SUMMARY.\n\n3. (C) Three.\n", "It sails.\n\nIt is full.", "two paragraphs, no heading"),
    ("1. (C) It sails. END SUMMARY.\n\n2. (C) Two.\n", "It sails.", "an end with no start"),
    ("1. (C) It sails.\n\n2. (C) It is full. END SUMMARY.\n\n3. (C) Three.\n", "It sails.\n\nIt is full.", "an end with no start, two paragraphs"),
    ("1. (C) SUMMARY: It sails.\n\n2. (C) Two.\n", "It sails.", "a start with no end"),
    ("1. (C) SUMMARY: It sails. END\nSUMMARY.\n\n2. (C) Two.\n", "It sails.", "end over the line end"),
    ("Summary: It sails. End summary.\n\n1. (C) One.\n", "It sails.", "not numbered"),
    ("1. (C) It sails.\n\n2. (C) Two.\n", None, "none"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "summary", "why"), SUMMARIES, ids=[row[2] for row in SUMMARIES])
def test_summary(text: str, summary: str | None, why: str) -> None:
    assert body(text).summary == summary


ROLES = [
    ("1. (C) One.\n\n2. (C) COMMENT: Two. END COMMENT.\n", ["text", "comment"], "in the text"),
    ("1. (C) One.\n\nCOMMENT\n-------\n\n2. (C) Two.\n\n3. (C) Three.\n", ["text", "comment", "comment"], "a heading holds for all below"),
    ("1. (C) One.\n\nCOMMENT\n-------\n\n2. (C) Two. END COMMENT.\n\n3. (C) Three.\n", ["text", "comment", "text"], "until its end"),
    ("COMMENT\n-------\n\n1. (C) One.\n\nNEXT STEPS\n----------\n\n2. (C) Two.\n", ["comment", "text"], "until the next heading"),
    ("1. (C) One.\n\nCOMMENT and ACTION REQUEST:\n\n2. (C) Two.\n", ["text", "comment"], "comment before action request"),
    ("1. (C) ACTION REQUEST: Please advise.\n\n2. (C) Two.\n", ["action-request", "text"], "action request"),
    ("1. (C) This is an action request. See para 2.\n\n2. (C) Two.\n", ["action-request", "text"], "as a sentence"),
    ("1. (C) One.\n\n2. (C) (Note: It is so. End note.)\n", ["text", "note"], "note in parentheses"),
    ("1. (C) One.\n\n2. (C) BIO NOTE: She was born in Baku.\n", ["text", "note"], "biographic note"),
    ("1. (C) BEGIN TEXT: Dear Minister. END TEXT.\n", ["quotation"], "quoted text"),
    ("1. (C) INTRODUCTION: It is so.\n", ["introduction"], "introduction"),
    ("1. (C) Comments were made.\n", ["text"], "a word is no marker"),
    ("SUMMARY\n-------\n\n1. (C) One.\n\n2. (C) Two.\n\nDETAIL\n------\n\n3. (C) Three.\n", ["summary", "summary", "text"], "summary of two"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles", "why"), ROLES, ids=[row[2] for row in ROLES])
def test_roles(text: str, roles: list[str], why: str) -> None:
    assert [one.role for one in body(text).paragraphs] == roles


SIGNERS = [
    # Each row: end, signers, last text; why.
    ("1. (C) It sails.\n\nLANE\n", ["LANE"], "surname"),
    ("1. (C) It sails.\nLANE\n", ["LANE"], "no empty line"),
    ("1. (C) It sails.\n\nLANE", ["LANE"], "no line end"),
    ("1. (C) It sails.\n\nDE PREE\n", ["DE PREE"], "two words"),
    ("1. (C) It sails.\n\nTIMKEN JR\n", ["TIMKEN JR"], "junior"),
    ("1. (C) It sails.\n\nMC-LANE\n", ["MC-LANE"], "hyphen"),
    ("1. (C) It sails.\n\nO'LANE\n", ["O'LANE"], "apostrophe"),
    ("1. (C) It sails.\n\nKEEGAN\nPAAL\n", ["KEEGAN", "PAAL"], "two people"),
    ("1. (C) It sails.\n\nKEEGAN/PAAL\n", ["KEEGAN", "PAAL"], "two people on a line"),
    ("1. (C) It sails.\n\nMurray\n", ["Murray"], "small letters"),
    ("1. (C) It sails.\n\nLANE.:\n", ["LANE"], "rubbish behind"),
    ("1. (C) It sails.\n\nHORAN##\n", ["HORAN"], "number signs behind"),
    ("1. (C) It sails.\n\nGRAY \n.\n", ["GRAY"], "a stop on the next line"),
    ("1. (C) It sails.\n\nJSMITH\n", ["JSMITH"], "login name"),
    ("1. (C) It sails.  LANE\n", ["LANE"], "in line behind the last stop"),
    ("1. (C) It sails.\n\nLANE\n\nCONFIDENTIAL\n", ["LANE"], "the level behind"),
    ("1. (C) It sails.\n\nLANE\n\n\nNNNN\n", ["LANE"], "NNNN behind"),
    ("1. (C) It sails.\n\nLANE\n\nSIPDIS\n>\n", ["LANE"], "SIPDIS and a sign behind"),
    ("1. (C) It sails.\n\nLANE\n\n\n                              CONFIDENTIAL\nPAGE 03        BAKU  00512  271033Z\n", ["LANE"], "a page foot behind"),
    ("1. (C) It sails.\n\nLANE\n\nNOTE BY OC/T: RECEIVED LATE.\n", ["LANE"], "a note behind"),
    ("1. (C) It sails.\n\nLANE\n\n2009BAKU00512 - Classification: CONFIDENTIAL\n", ["LANE"], "a footer behind"),
    ("1. (C) It sails.\n\nLANE\n\nDeclassified/Released US Department of State EO Systematic Review 30 JUN 2006\n", ["LANE"], "a release note behind"),
    ("1. (C) It sails.\n\nLANE\n____________\n\n1 See the annex.\n", ["LANE"], "footnotes behind"),
    ("1. (C) It sails.\n\nMILAM 0 11/07/2007 6695 PREL,PGOV title summary\n", ["MILAM"], "a metadata dump behind"),
    ("1. (C) It sails.\n", [], "none"),
    ("1. (C) It sails.\n\nEND SUMMARY\n", [], "a marker is no name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "signers", "why"), SIGNERS, ids=[row[2] for row in SIGNERS])
def test_signers(text: str, signers: list[str], why: str) -> None:
    telegram = body(text)
    assert list(telegram.signers) == signers
    assert telegram.paragraphs[0].text.startswith("It sails.")
    assert all(name not in telegram.paragraphs[-1].text for name in signers)


def test_a_second_version_is_kept_apart() -> None:
    telegram = body("1. (C) It sails.\n\nLANE\n\n@@@OASYS@@@\n1. (C) It did sail.\n\nBELL\n")
    assert [one.text for one in telegram.paragraphs] == ["It sails."]
    assert telegram.signers == ("LANE",)
    assert telegram.spans[-1].field == "second-version"
    assert [one.kind for one in telegram.defects] == ["second-version"]


def test_capitals_throughout_do_not_sign_their_last_word() -> None:
    telegram = body("1. THE FERRY SAILS ON MONDAY AND THE MINISTER IS ON\nBOARD.\n")
    assert telegram.signers == ()
    assert [one.text for one in telegram.paragraphs] == ["THE FERRY SAILS ON MONDAY AND THE MINISTER IS ON BOARD."]
