"""What is suggested while a text is being typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from cables.models import Cable, Visibility
from cables.search import suggest
from cables.search.suggest import MOST
from tests.factories import make_cable
from tests.search.archive import index, random_archive, record

pytestmark = pytest.mark.django_db


def fill() -> None:
    index(
        make_cable(
            "09BAKU26", subject="PIPELINE TALKS", paragraphs=["Pipelines and piping."], tag_codes=("PGOV", "AJ")
        ),
        make_cable("09BAKU266", subject="PIPELINE TALKS RESUME", sent=date(2009, 5, 1), tag_codes=("PREL", "PGOV")),
        make_cable("08BAKU26", subject="OTHER PIPELINES", sent=date(2008, 1, 1), signers=["PIPER"]),
        make_cable("07PORTOFSPAIN3", post="PORTOFSPAIN", subject='A "QUOTED" MATTER', classification="TOP SECRET"),
    )


CASES = [
    # typed, suggested as (kind, label, text), why
    ("09BAKU2", [("cable", "09BAKU26", "09BAKU26"), ("cable", "09BAKU266", "09BAKU266")], "the beginning of an id"),
    ("09 baku 0026", [("cable", "09BAKU26", "09BAKU26"), ("cable", "09BAKU266", "09BAKU266")], "in another spelling"),
    ("2009BAKU266", [("cable", "09BAKU266", "09BAKU266")], "with a year of four digits"),
    ("see 09 BAKU 266", [("cable", "09BAKU266", "see 09BAKU266")], "behind another word"),
    ("(09BAKU266", [("cable", "09BAKU266", "(09BAKU266")], "behind a bracket"),
    ("Baku 26", [("cable", "09BAKU26", "09BAKU26"), ("cable", "08BAKU26", "08BAKU26")], "of all years, newest first"),
    ("Baku 26 (200", [("cable", "09BAKU26", "09BAKU26"), ("cable", "08BAKU26", "08BAKU26")], "as a year begins"),
    ("Baku 26 (2008", [("cable", "08BAKU26", "08BAKU26")], "of one year"),
    ("07PORT", [("cable", "07PORTOFSPAIN3", "07PORTOFSPAIN3")], "the beginning of a post in an id"),
    ("07 Port of Spain", [("cable", "07PORTOFSPAIN3", "07PORTOFSPAIN3")], "a post of several words in an id"),
    ("ref:09BAKU266", [("cable", "09BAKU266", "ref:09BAKU266")], "as the value of a field"),
    ("09PARIS1", [], "an id that is not there"),
    ("bak", [("post", "Embassy Baku", "post:BAKU")], "a post by its code"),
    ("trade port of sp", [("post", "Embassy Port of Spain", "trade post:PORTOFSPAIN")], "by words of its name"),
    ("post:embassy", [("post", "Embassy Baku", "post:BAKU"), ("post", "Embassy Port of Spain", "post:PORTOFSPAIN")],
     "as the value of a field, the commonest first"),
    ('post:"port of', [("post", "Embassy Port of Spain", "post:PORTOFSPAIN")], "in quotes that are open"),
    ("pgo", [("tag", "PGOV", "tag:PGOV")], "TAGS by their code"),
    ("internal gov", [("tag", "PGOV", "tag:PGOV")], "TAGS by their name"),
    ("tag:p", [("tag", "PGOV", "tag:PGOV"), ("tag", "PREL", "tag:PREL")], "the commonest first"),
    ("-tag:pr", [("tag", "PREL", "-tag:PREL")], "left out"),
    ("tag:", [("tag", "PGOV", "tag:PGOV"), ("tag", "AJ", "tag:AJ"), ("tag", "PREL", "tag:PREL")], "nothing typed yet"),
    ("class:top", [("value", "TOP SECRET", 'class:"TOP SECRET"')], "a value with a blank goes in quotes"),
    ("role:sum", [("value", "summary", "role:summary")], "what a paragraph can be"),
    ("mark:", [("value", "U", "mark:U")], "marks there are"),
    ("signer:pi", [("word", "piper", "signer:piper")], "words of a field"),
    ("preced", [("field", "precedence:", "precedence:")], "a field"),
    ("dam cou", [("field", "country:", "dam country:")], "a field behind another word"),
    ("classi", [("field", "class:", "class:"), ("field", "by:", "by:")], "fields by their other names"),
    ("talks res", [("subject", "PIPELINE TALKS RESUME", 'subject:"PIPELINE TALKS RESUME"'), ("word", "resume", "talks resume")], "subject"),  # noqa: E501
    ("quoted mat", [("subject", 'A "QUOTED" MATTER', 'subject:"A \\"QUOTED\\" MATTER"'), ("word", "matter", "quoted matter")], "quotes in it"),  # noqa: E501
    ("other -pipi", [("word", "piping", "other -piping")], "a word of the archive"),
    ("pipeline ", [], "nothing is begun"),
    ("", [], "nothing typed"),
    ('"pipe', [], "a phrase"),
    ("colour:re", [], "an unknown field"),
    ("date:20", [], "a date"),
    ("x" * 5000, [], "too long for a query"),
]  # fmt: skip


def test_what_is_suggested_is_what_the_table_says() -> None:
    fill()
    wrong = []
    for typed, expected, why in CASES:
        found = [(one.kind, one.label, one.text) for one in suggest(typed)]
        if found != expected:
            wrong.append((typed, why, found, expected))
    assert not wrong, "\n".join(map(str, wrong))


def test_each_kind_gets_its_share_and_says_more() -> None:
    fill()
    found = suggest("pipe", limit=4)
    assert [(one.kind, one.label, one.detail) for one in found] == [
        ("subject", "PIPELINE TALKS RESUME", "09BAKU266"),
        ("subject", "PIPELINE TALKS", "09BAKU26"),
        ("word", "pipeline", ""),
        ("word", "pipelines", ""),
    ]
    assert [(one.detail, one.reference_id) for one in suggest("09BAKU266")] == [("PIPELINE TALKS RESUME", "09BAKU266")]
    assert [one.detail for one in suggest("bak") + suggest("pgo")] == ["Azerbaijan", "Internal Governmental Affairs"]


def test_there_are_never_more_than_asked_for_nor_than_fit() -> None:
    index(*(make_cable(f"09BAKU{number}", subject=f"DAM NUMBER {number}") for number in range(1, 60)))
    assert [len(suggest("09BAKU", limit=limit)) for limit in (-1, 0, 1, 8, 1000)] == [0, 0, 1, 8, MOST]
    assert len(suggest("dam", limit=1000)) == MOST
    newest = [one.label for one in suggest("09BAKU", limit=3)]
    assert newest == ["09BAKU1", "09BAKU2", "09BAKU3"]


HIDDEN = ["canary", "canarysub", "09CANBERRA7", "09 CANBERRA", "Canberra 7", "canb", "post:canb", "tag:SNAR", "snar",
          "ref:09CANB", "class:top", "signer:canary", "mark:ts"]  # fmt: skip


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.WITHHELD])
@pytest.mark.parametrize("followed", [True, False], ids=["index has followed", "index has not followed yet"])
def test_what_is_not_published_is_not_suggested(visibility: str, followed: bool) -> None:
    hidden = make_cable(
        "09CANBERRA7", post="CANBERRA", subject="CANARYSUBJECT", paragraphs=["Canaryword."], tag_codes=("SNAR",),
        classification="TOP SECRET", signers=["CANARYSIGNER"],
    )  # fmt: skip
    hidden.paragraphs.update(marking="TS")
    index(hidden, make_cable("09BAKU1", subject="OPEN"))
    assert all(suggest(typed) for typed in HIDDEN)
    Cable.objects.filter(pk=hidden.pk).update(visibility=visibility)
    (index if followed else lambda cable: record([cable]))(hidden)
    assert {typed: suggest(typed) for typed in HIDDEN if suggest(typed)} == {}


def test_a_word_typed_costs_a_constant_number_of_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    fill()
    for typed, *_ in CASES:
        with django_assert_max_num_queries(4):
            suggest(typed)


def test_no_text_raises_and_no_suggestion_comes_twice() -> None:
    index(*random_archive(3))

    @settings(max_examples=200)
    @given(
        st.one_of(
            st.text(max_size=30),
            st.lists(st.sampled_from([*' ":()-+\\*', "at", "PG", "tag:", "09BAKU", "baku 1", "pol", "CLINTON, "])).map(
                "".join
            ),
        )
    )
    def ask(text: str) -> None:
        found = suggest(text, limit=20)
        assert len(found) <= 20
        assert len(set(found)) == len(found)
        assert all(one.text and one.label for one in found)

    ask()
