"""At the desk a field that was misread is corrected, undone and looked at again; every step is in one history."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cables.ingest import correct, ingest, stated_by
from cables.models import Cable, Correction, Event, Post, Source, Tag, Visibility
from cables.search import SearchQuery, drain, search
from tests.ingest.samples import make_raw, text_of
from tests.pages.pages import words

pytestmark = pytest.mark.django_db

TEXT = text_of(1, references=["BAKU 2", "STATE 9"]).replace("SMITH\n", "SMYTH\n")


@pytest.fixture
def cable(db: None) -> Cable:
    ingest(inputs=[make_raw(TEXT), make_raw(text_of(2))], source=Source(kind=Source.Kind.FILES, name="invented"))
    drain()
    return Cable.objects.get(reference_id="09BAKU1")


def address(cable: Cable, field: str, place: str = "") -> str:
    return f"/admin/cables/cable/{cable.pk}/correct/{field}/" + (f"?{urlencode({'place': place})}" if place else "")


def page_of(desk: Client, cable: Cable) -> str:
    return words(desk.get(f"/admin/cables/cable/{cable.pk}/change/").content.decode())


def send(desk: Client, cable: Cable, field: str, *values: str, place: str = "", **others: object) -> tuple[int, str]:
    """Status and words of the answer to a form that was filled in."""
    form = desk.get(address(cable, field, place))
    sent = {"seen": form.context["seen"], "value": list(values), **others}
    answer = desk.post(address(cable, field, place), sent, follow=True)
    status = answer.redirect_chain[0][1] if answer.redirect_chain else answer.status_code
    return status, words(answer.content.decode())


GOOD = [
    ("subject", ["  A fair  in the\nrain "], "", {}, "A fair in the rain"),
    ("sent", ["6 April 2009", "8:59"], "", {}, None),
    ("sent", ["April 7, 2009", ""], "", {}, "2009-04-07"),
    ("sent", ["2009-04-07", "0815Z"], "", {}, "2009-04-07 08:15"),
    ("post", ["ankara"], "", {}, "ANKARA"),
    ("post", ["Embassy Paris"], "", {}, "PARIS"),
    ("post", [""], "", {}, ""),
    ("classification", ["SECRET"], "", {}, "SECRET"),
    ("precedence", ["FLASH"], "", {}, "FLASH"),
    ("captions", ["noforn", "", "SIPDIS"], "", {}, ["NOFORN", "SIPDIS"]),
    ("tags", ["prel", "Aj", "", "prel", "aliyev, ilham"], "", {}, ["PREL", "AJ", "ALIYEV, ILHAM"]),
    ("reference", ["baku 3 (2009)"], "BAKU 2", {}, "09BAKU3"),
    ("classified_by", ["Ann Smith", ""], "", {"title": ["Consul", ""]}, [{"name": "Ann Smith", "title": "Consul"}]),
    ("declassify_on", ["2019-04-06"], "", {}, "2019-04-06"),
    ("signers", ["Smith", "Jones"], "", {}, ["Smith", "Jones"]),
    ("marking", ["(s//noforn)"], "p2", {}, "S/NF"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "values", "place", "others", "value"), GOOD)
def test_what_is_typed_becomes_what_the_cable_says(
    desk: Client, cable: Cable, field: str, values: list[str], place: str, others: dict[str, object], value: object
) -> None:
    status, page = send(desk, cable, field, *values, place=place, reason="The scan says so.", **others)
    if value is None:
        assert (status, "says that already" in page) == (409, True)
        return
    assert status == 302
    assert "09BAKU1 is corrected." in page
    assert "The scan says so." in page
    assert stated_by(Cable.objects.for_reading().get(pk=cable.pk))[field, place] == value


BAD = [
    ("subject", ["x" * 2001], "", {}, "A subject has at most 2,000 characters; this one has 2,001."),
    ("sent", ["yesterday", ""], "", {}, "“yesterday” is no day: write it as 2009-04-06 or 6 April 2009."),
    ("sent", ["2009-02-30", ""], "", {}, "“2009-02-30” is no day"),
    ("sent", ["0209-04-06", ""], "", {}, "209 is no year of a cable: give one from 1945"),
    ("sent", ["2009-04-06", "25:00"], "", {}, "“25:00” is no time: write it as 08:59, in UTC."),
    ("sent", ["", "08:00"], "", {}, "A time needs a day before it"),
    ("post", ["ATLANTIS"], "", {}, "“ATLANTIS” is no post that is known here: choose a code such as BAKU."),
    ("classification", ["HIGH"], "", {}, "“HIGH” is no classification: choose one of the list."),
    ("precedence", ["SLOW"], "", {}, "“SLOW” is no precedence: choose one of the list."),
    ("captions", ["x" * 201], "", {}, "A caption has at most 200 characters"),
    ("tags", ["PGOV", "<b>"], "", {}, "“&lt;b&gt;” is no TAG that is known here: choose a code such as PGOV"),
    ("reference", ["the last one"], "BAKU 2", {}, "“the last one” is no id of a cable: write it as 09BAKU266."),
    ("reference", ["09 BAKU 1"], "BAKU 2", {}, "This cable is 09BAKU1 itself: a reference leads to another cable."),
    ("classified_by", [""], "", {"title": ["Consul"]}, "A title needs a name beside it."),
    ("marking", ["secretish"], "p2", {}, "“secretish” is no marking of a paragraph: write one such as U, SBU or S/NF."),
    ("signers", ["a\x00b"], "", {}, "A null character cannot be stored"),
    ("subject", ["X"], "", {"reason": "x" * 1001}, "The reason has at most 1,000 characters."),
    ("subject", ["X"], "", {"seen": "{"}, "The form came back damaged: open the page again."),
]  # fmt: skip


@pytest.mark.parametrize(("field", "values", "place", "others", "sentence"), BAD)
def test_what_cannot_be_is_told_in_a_sentence_and_what_was_typed_stays_in_the_form(
    desk: Client, cable: Cable, field: str, values: list[str], place: str, others: dict[str, object], sentence: str
) -> None:
    desk.get(address(cable, field, place))
    answer = desk.post(address(cable, field, place), {"seen": "null", "value": values, **others})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert sentence in page.replace("&#x27;", "'")
    assert not Correction.objects.exists()
    if field == "subject" and len(values[0]) < 5:
        assert f">{values[0]}</textarea>" in page


def test_whoever_saw_an_older_value_is_told_and_shown_the_new_one(desk: Client, cable: Cable, archivist: User) -> None:
    seen = desk.get(address(cable, "subject")).context["seen"]
    correct(cable=cable.pk, field="subject", value="FIRST", seen="AN INVENTED FAIR", user=archivist)
    answer = desk.post(address(cable, "subject"), {"seen": seen, "value": "SECOND"})
    page = words(answer.content.decode())
    assert answer.status_code == 409
    assert "Subject was changed by somebody else meanwhile: look at what it says now, and try again." in page
    assert "Says now FIRST" in page and "SECOND" in page
    again = desk.post(address(cable, "subject"), {"seen": answer.context["seen"], "value": "SECOND"})
    assert again.status_code == 302


def test_suggestions_are_the_posts_and_tags_that_are_known(desk: Client, cable: Cable) -> None:
    Tag.objects.create(code="ZZTERM", kind="term")
    assert '<option value="BAKU">Embassy Baku</option>' in desk.get(address(cable, "post")).content.decode()
    page = desk.get(address(cable, "tags")).content.decode()
    assert '<option value="ZZTERM"></option>' in page and '<option value="PGOV">' in page


def test_a_correction_is_shown_beside_what_was_read_and_can_be_undone(desk: Client, cable: Cable) -> None:
    send(desk, cable, "subject", "A FAIR IN THE RAIN", reason="The scan.")
    page = page_of(desk, cable)
    assert "A FAIR IN THE RAIN Corrected Was read as “AN INVENTED FAIR”." in page
    assert search(SearchQuery(text="subject:rain")).total == 1
    one = Correction.objects.get()
    answer = desk.post(f"/admin/cables/cable/{cable.pk}/undo/{one.pk}/", follow=True)
    page = words(answer.content.decode())
    assert "Subject says again what the telegram reads." in page
    assert "anna Correction undone: Subject: A FAIR IN THE RAIN → AN INVENTED FAIR" in page
    assert "anna Subject corrected: AN INVENTED FAIR → A FAIR IN THE RAIN The scan." in page
    assert search(SearchQuery(text="subject:rain")).total == 0
    again = desk.post(f"/admin/cables/cable/{cable.pk}/undo/{one.pk}/", follow=True)
    assert "This correction was undone already by anna." in words(again.content.decode())


def test_corrections_whose_text_is_read_otherwise_are_listed_first_and_on_the_front(
    desk: Client, cable: Cable, archivist: User
) -> None:
    send(desk, cable, "subject", "A FAIR IN THE RAIN")
    send(desk, cable, "precedence", "FLASH")
    ingest(inputs=[make_raw(TEXT.replace("AN INVENTED", "A SMALL"))], source=Source(kind="files", name="again"))
    page = page_of(desk, cable)
    assert "Needs a look Was read as “AN INVENTED FAIR”. Is read now as “A SMALL FAIR”." in page
    assert "1 correction is of a text that is read otherwise by now." in words(desk.get("/admin/").content.decode())
    listed = words(desk.get("/admin/cables/correction/").content.decode())
    assert listed.index("A SMALL FAIR") < listed.index("FLASH")
    shown = words(desk.get("/admin/cables/correction/?state=overtaken").content.decode())
    assert "A SMALL FAIR" in shown and "not stated" not in shown


@pytest.mark.parametrize(
    ("field", "place", "sentence"),
    [
        ("reference_id", "", "The id of a cable is its address, which others cite, and is not corrected."),
        ("colour", "", "09BAKU1 has no colour to correct"),
        ("marking", "p99", "09BAKU1 has no Marking of paragraph p99 to correct"),
    ],
)
def test_what_cannot_be_corrected_says_so(desk: Client, cable: Cable, field: str, place: str, sentence: str) -> None:
    answer = desk.get(address(cable, field, place))
    assert answer.status_code == 404
    assert sentence in words(answer.content.decode())


def test_only_who_may_change_cables_corrects_them(client: Client, cable: Cable, make_user: Callable[..., User]) -> None:
    client.force_login(make_user("view_cable"))
    assert client.get(address(cable, "subject")).status_code == 403
    assert client.post(f"/admin/cables/cable/{cable.pk}/undo/1/").status_code == 403
    page = page_of(client, cable)
    assert "AN INVENTED FAIR" in page and "Undo" not in page and "Correct " not in page
    assert client.get("/admin/cables/correction/").status_code == 200
    assert client.get(address(cable, "subject")).status_code == 403


def test_withholding_with_a_note_and_its_reason_are_in_the_history(desk: Client, cable: Cable) -> None:
    place = f"/admin/cables/cable/{cable.pk}/visibility/"
    refused = desk.post(place, {"visibility": "noted", "public_note": " ", "reason": "a letter"}, follow=True)
    assert "Withholding with a public note needs the note" in words(refused.content.decode())
    assert Cable.objects.published().count() == 2
    desk.post(place, {"visibility": "noted", "public_note": "Until 2030.", "reason": "A letter of May."})
    cable.refresh_from_db()
    assert (cable.visibility, cable.withheld_note) == (Visibility.WITHHELD, "Until 2030.")
    page = page_of(desk, cable)
    assert "anna Visibility: Published → Withheld, with the note “Until 2030.” A letter of May." in page
    desk.post(place, {"visibility": "withheld", "public_note": "Until 2030."})
    cable.refresh_from_db()
    assert (cable.visibility, cable.withheld_note) == (Visibility.WITHHELD, "")
    desk.post(place, {"visibility": "published"})
    assert Event.objects.filter(cable=cable, verb="shown").count() == 3
    assert Cable.objects.published().count() == 2


def test_a_renamed_post_or_tag_has_its_history(client: Client, cable: Cable, make_user: Callable[..., User]) -> None:
    client.force_login(make_user("change_post", "change_tag", name="bert"))
    post, tag = Post.objects.get(code="BAKU"), Tag.objects.get(code="AJ")
    client.post(f"/admin/cables/post/{post.pk}/change/", {"name": "Embassy of Baku"})
    client.post(f"/admin/cables/tag/{tag.pk}/change/", {"name": "Azerbaijan, Republic of"})
    for kind, one, before, after in (
        ("post", post, "Embassy Baku", "Embassy of Baku"),
        ("tag", tag, "Azerbaijan", "Azerbaijan, Republic of"),
    ):
        page = words(client.get(f"/admin/cables/{kind}/{one.pk}/change/").content.decode())
        assert f"bert Name corrected: {before} → {after}" in page
