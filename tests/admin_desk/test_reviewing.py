"""The review list and the page of one text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from cables.admin.desk import discard, publish
from cables.admin.reading import PLACES_SHOWN, defect_groups, field_rows, raw_pieces
from cables.comparing import LINES_COMPARED, Fragment, compare
from cables.models import Upload
from cables.telegram import Defect, Span, Telegram, parse
from tests.admin_desk.texts import telegram, text_file


def review(client: Client, upload: Upload, query: str = "") -> str:
    return client.get(f"/admin/cables/upload/{upload.pk}/change/{query}").content.decode()


def test_texts_with_the_most_defects_come_first(desk: Client, bring: Callable[..., Upload]) -> None:
    upload = bring()
    upload.items.filter(position=3).update(
        defect_count=4, reading={"subject": "DAMAGED", "defects": [{"kind": "made-up-kind", "count": 4}]}
    )
    page = review(desk, upload)
    assert page.index("09BAKU903") < page.index("09BAKU901") < page.index("09BAKU902")
    assert "4 defects" in page
    assert "Made up kind." in page


def test_list_can_be_narrowed_to_a_state(desk: Client, archivist: User, bring: Callable[..., Upload]) -> None:
    upload = bring()
    discard(items=[upload.items.get(position=2).pk], user=archivist)
    page = review(desk, upload, "?state=discarded")
    assert "09BAKU902" in page and "09BAKU901" not in page
    assert "09BAKU901" in review(desk, upload, "?state=nonsense")


def test_uploads_are_listed_from_the_newest_with_how_many_texts_are_in_each_state(
    desk: Client, archivist: User, bring: Callable[..., Upload]
) -> None:
    many = bring()
    many.items.filter(position=1).update(state="rejected", reason="Torn.")
    discard(items=[many.items.get(position=2).pk], user=archivist)
    for _ in range(9):
        Upload.objects.create(added_by=archivist)
    last = bring([text_file("a.txt", telegram(901))])
    front = desk.get("/admin/").content.decode()
    assert front.index(f">{last}<") < front.index(f">Upload {last.pk - 1}<")
    assert f">{many}</a>" not in front.partition("What you did last")[0]
    listed = desk.get("/admin/cables/upload/").content.decode()
    assert listed.index(f">{last}<") < listed.index(f">{many}<")
    assert "1 waiting, 1 discarded, 1 rejected" in listed


def test_only_decisions_that_can_be_taken_are_offered(
    desk: Client, archivist: User, bring: Callable[..., Upload]
) -> None:
    upload = bring()
    assert 'value="publish"' in review(desk, upload) and 'value="take-back"' not in review(desk, upload)
    discard(items=upload.items.values_list("pk", flat=True), user=archivist)
    assert 'value="publish"' not in review(desk, upload) and 'value="take-back"' in review(desk, upload)
    upload.items.update(state="rejected", reason="Torn.")
    assert 'name="decision"' not in review(desk, upload)


def test_long_list_is_paged(desk: Client, bring: Callable[..., Upload]) -> None:
    upload = bring([text_file(f"{serial}.txt", telegram(serial)) for serial in range(1, 104)])
    assert "Page 1 of 2" in review(desk, upload)
    assert "09BAKU103" in review(desk, upload, "?page=2")
    assert "Publish all 103" in review(desk, upload, "?page=99")


def test_list_takes_the_same_queries_for_any_number_of_texts(
    desk: Client,
    archivist: User,
    bring: Callable[..., Upload],
    django_assert_num_queries: DjangoAssertNumQueries,
    settings: Settings,
) -> None:
    few, many = bring(), bring([text_file(f"{serial}.txt", telegram(serial)) for serial in range(1, 41)])
    publish(items=list(many.items.filter(position__lt=10).values_list("pk", flat=True)), user=archivist)
    review(desk, few)
    counts = []
    for upload in (few, many):
        with django_assert_num_queries(18, exact=False) as captured:
            review(desk, upload)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_page_of_a_text_shows_fields_paragraphs_and_the_raw_text(desk: Client, bring: Callable[..., Upload]) -> None:
    upload = bring()
    page = desk.get(f"/admin/cables/upload/{upload.pk}/items/1/").content.decode()
    for shown in ("A LAMP FOR THE HARBOUR", "AMEMBASSY BAKU", "6 April 2009, 08:59 UTC", "(U)", "As received"):
        assert shown in page
    for place in ("in-subject", "in-classification", "paragraph-1"):
        assert f'href="#{place}"' in page and page.count(f'id="{place}"') == 1


def test_missing_item_and_missing_upload_are_not_found(desk: Client, bring: Callable[..., Upload]) -> None:
    upload = bring()
    assert desk.get(f"/admin/cables/upload/{upload.pk}/items/9/").status_code == 404
    assert desk.get("/admin/cables/upload/9999/items/1/").status_code == 404
    assert desk.post("/admin/cables/upload/9999/decide/").status_code == 404
    assert desk.get("/admin/cables/upload/9999/change/").status_code == 302


def test_pieces_put_together_are_the_text() -> None:
    text = telegram(901)
    assert "".join(piece.text for piece in raw_pieces(parse(text))) == text


def made(text: str, defects: tuple[Defect, ...], *fields: tuple[int, int, str]) -> Telegram:
    return Telegram(text=text, defects=defects, spans=tuple(Span(*field) for field in fields))


def test_pieces_are_cut_at_fields_and_at_defects() -> None:
    read = made(
        "abcdefghij",
        (Defect("later", 6, 8), Defect("crossing", 2, 5), Defect("point", 4, 4)),
        (0, 4, "tags"),
        (4, 10, "subject"),
    )
    assert [(piece.text, piece.place, piece.marks, piece.odd) for piece in raw_pieces(read)] == [
        ("ab", "in-tags", (), False),
        ("cd", "", (1,), True),
        ("e", "in-subject", (2,), True),
        ("f", "", (), False),
        ("gh", "", (3,), True),
        ("ij", "", (), False),
    ]


def test_of_many_defects_of_a_kind_the_first_few_are_pointed_at_and_the_rest_counted() -> None:
    text = "x\n" * 20
    read = made(text, tuple(Defect("odd-line", n * 2, n * 2 + 1) for n in range(20)), (0, len(text), "unread"))
    (group,) = defect_groups(read)
    assert (group.count, group.left) == (20, 20 - PLACES_SHOWN)
    assert [place.line for place in group.places] == [1, 2, 3, 4, 5]


def test_field_rows_say_what_the_present_text_says_otherwise() -> None:
    rows = {row.name: row for row in field_rows(parse(telegram(subject="NEW")), parse(telegram(subject="OLD")))}
    assert (rows["subject"].values, rows["subject"].before) == (("NEW",), ("OLD",))
    assert rows["sender"].before is None


COMPARISONS = [
    ("a\nb\n", "a\nb\n", [], "equal texts"),
    ("a  \nb\n", "a\nb", [], "blanks at line ends are no change"),
    ("one two\n", "one three\n", [("one ", "same"), ("two ", "gone"), ("three\n", "new")], "one word"),
    ("a long\nline\n", "a\nlong line\n", [], "the same words broken elsewhere"),
    ("a\n", "a\nb\n", [("a\n", "same"), ("b\n", "new")], "a line more"),
    ("a\nb\n", "b\n", [("a\n", "gone"), ("b\n", "same")], "a line less"),
    ("", "a\n", [("a\n", "new")], "from nothing"),
]


@pytest.mark.parametrize(("old", "new", "expected", "why"), COMPARISONS, ids=[case[3] for case in COMPARISONS])
def test_comparison(old: str, new: str, expected: list[tuple[str, str]], why: str) -> None:
    fragments = [fragment for passage in compare(old, new).passages for fragment in passage.fragments]
    assert fragments == [Fragment(text, kind) for text, kind in expected]


def test_comparison_shows_distant_changes_as_passages_of_their_own() -> None:
    lines = [f"line {n}\n" for n in range(100)]
    changed = [line.replace("line 10\n", "LINE 10\n").replace("line 90\n", "LINE 90\n") for line in lines]
    passages = compare("".join(lines), "".join(changed)).passages
    assert [[f.text for f in passage.fragments if f.kind == "new"] for passage in passages] == [["LINE "], ["LINE "]]
    assert [passage.line for passage in passages] == [1, 71]


def test_very_long_texts_are_not_compared() -> None:
    long = "x\n" * (LINES_COMPARED + 1)
    assert compare(long, "x\n").too_long


ROWS = "\n".join(f"row {number % 51}\nleft {number}" for number in range(2_000))
OTHER_ROWS = ROWS.replace("left", "right")
LABORIOUS = [
    ("a b " * 1_000, "a c " * 1_000, False, "two words in one long passage: shown whole, as it was and as it is"),
    (ROWS, OTHER_ROWS, True, "few different lines among many others: not compared"),
]


@pytest.mark.parametrize(("old", "new", "too_long", "why"), LABORIOUS, ids=[case[3] for case in LABORIOUS])
def test_texts_made_to_keep_the_comparison_busy_are_not_compared_in_full(
    old: str, new: str, too_long: bool, why: str
) -> None:
    comparison = compare(old, new)
    fragments = [fragment for passage in comparison.passages for fragment in passage.fragments]
    whole = [Fragment(f"{old.rstrip()}\n", "gone"), Fragment(f"{new.rstrip()}\n", "new")]
    assert (comparison.too_long, fragments) == (too_long, [] if too_long else whole)
