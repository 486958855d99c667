"""Errors say in one sentence which parameter is at fault, what is wrong and what to do; nothing asked breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cables.api import cursors, searching
from cables.search import SearchUnavailable
from tests.api.asking import LISTS, ask
from tests.pages.test_any_address import calls_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture(autouse=True, scope="module")
def index_folder() -> Iterator[None]:
    """That of the archive."""
    yield


NO_CURSOR = (
    "The cursor is none of this list’s: it is damaged, or of a list with other parameters. Leave it out to begin anew."
)
REFUSED = [
    ("cables?limit=0", "limit", "“0” is no number of items; give 1 to 100 as limit."),
    ("cables?limit=101", "limit", "“101” is no number of items; give 1 to 100 as limit."),
    ("cables?limit=٣", "limit", "“٣” is no number of items; give 1 to 100 as limit."),
    ("cables?limit=" + "9" * 5000, "limit", "“" + "9" * 39 + "…” is no number of items; give 1 to 100 as limit."),
    ("cables?limit=", "limit", "“limit” is empty; give it a value or leave it out."),
    ("cables?limit=1&limit=2", "limit", "“limit” is given 2 times; give it once."),
    ("cables?page=2", "page", "There is no parameter “page” here; there are limit, cursor, fields."),
    ("?q=dam", "q", "There is no parameter “q” here; this resource has none."),
    ("cables?fields=subject,%00", "fields",
     "There is no field “\ufffd”; there are reference_id, url, date, sent, post, precedence, "
     "classification, captions, tags, subject."),
    ("cables?fields=,", "fields", "There is no field “”; there are reference_id, url, date, sent, post, "
     "precedence, classification, captions, tags, subject."),
    ("cables?cursor=x", "cursor", NO_CURSOR),
    ("cables?cursor=%00", "cursor", NO_CURSOR),
    ("tags?kind=colour", "kind",
     "“colour” is no kind; there are subject, program, place, organisation, person, term, unknown."),
    ("search?sort=length", "sort", "“length” is no order; choose relevance, newest or oldest."),
    ("search?in=words", "in", "“words” cannot be searched for; choose cables or paragraphs."),
    ("search?from=soon", "from", "“soon” is no date to start from; write 2009, 2009-04 or 2009-04-06."),
    ("search?to=2009-02-30", "to", "“2009-02-30” is no date to end with; write 2009, 2009-04 or 2009-04-06."),
    ("search?q=%00", "q", "The search text may have at most 1,000 characters and no null characters."),
    ("search?f[date]=soon", "f[date]", "“soon” is no year or month; write 2009 or 2009-04."),
    ("search?f[tag]=" + "x" * 201, "f[tag]", "“" + "x" * 39 + "…” is no value of the filter “tag”."),
    ("search?" + "&".join(f"f[tag]={n}" for n in range(51)), "f[tag]", "“f[tag]” has 51 values; give at most 50."),
    ("search/facets/post?start=%00", "start", "“start” may have at most 200 characters and no null characters."),
    ("suggestions?q=" + "x" * 1001, "q", "“q” may have at most 1,000 characters and no null characters."),
]  # fmt: skip


@pytest.mark.parametrize(("address", "parameter", "sentence"), REFUSED, ids=[row[0][:40] for row in REFUSED])
def test_what_cannot_be_read_is_refused_with_a_sentence(address: str, parameter: str, sentence: str) -> None:
    assert ask(address, status=400) == {
        "type": "about:blank",
        "title": "Parameters cannot be read",
        "status": 400,
        "detail": sentence,
        "errors": [{"parameter": parameter, "detail": sentence}],
    }


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("search?from=soon&to=later", ["from", "to"]),
        ("search?limit=0&fields=x&cursor=x&from=soon", ["limit", "fields", "cursor", "from"]),
        ("search/facets/post?start=%00&limit=x&to=later", ["limit", "start", "to"]),
        ("tags?kind=x&limit=1000", ["limit", "kind"]),
        ("cables/09BAKU266/referred-to-by?fields=x&limit=0", ["limit", "fields"]),
        ("cables/09BAKU266/references?limit=0&cursor=x", ["limit", "cursor"]),
    ],
)
def test_all_that_is_wrong_is_said_at_once(address: str, wrong: list[str]) -> None:
    told = ask(address, status=400)
    assert [one["parameter"] for one in told["errors"]] == wrong
    assert told["detail"] == " ".join(one["detail"] for one in told["errors"])


def test_an_unknown_filter_is_named_with_those_that_there_are() -> None:
    sentence = ask("search?f[colour]=red", status=400)["detail"]
    assert sentence.startswith("There is no parameter “f[colour]” here; there are q, f[class], f[-class], ")


MISSING = [
    ("cables/09BAKU999", "No cable 09BAKU999 is in the archive."),
    ("cables/09 baku 00999", "No cable 09BAKU999 is in the archive."),
    ("cables/hello", "“hello” is no id of a cable; ids look like 09BAKU266."),
    ("cables/" + "x" * 500, "“" + "x" * 39 + "…” is no id of a cable; ids look like 09BAKU266."),
    ("cables/%00", "Nothing in the archive has a null character in its name."),
    ("cables/09BAKU266/paragraphs/p99", "09BAKU266 has no paragraph “p99”; its list says which it has."),
    ("posts/OSLO", "No cable of a post “OSLO” is in the archive."),
    ("tags/KDEM", "No cable with the TAGS “KDEM” is in the archive."),
    ("cables/", "There is nothing at /api/v1/cables/. Addresses of the API end without a slash. "
     "/api/v1/ says what there is."),
    ("nothing%0Ahere", "There is nothing at /api/v1/nothing\nhere. /api/v1/ says what there is."),
]  # fmt: skip


@pytest.mark.parametrize(("address", "sentence"), MISSING, ids=[row[0][:40] for row in MISSING])
def test_what_is_not_there_is_said_in_a_sentence(address: str, sentence: str) -> None:
    assert ask(address, status=404) == {
        "type": "about:blank",
        "title": "Not found",
        "status": 404,
        "detail": sentence,
    }
    assert Client().get(f"/api/v1/{address}")["Access-Control-Allow-Origin"] == "*"


def test_an_unknown_facet_is_named_with_those_that_there_are() -> None:
    sentence = ask("search/facets/colour", status=404)["detail"]
    assert sentence.startswith("There is no facet “colour”; there are class, precedence, post, ")


def test_a_cursor_is_of_use_for_its_own_list_alone() -> None:
    following = ask("search?q=dam&limit=2")["next"]
    cursor = following.rpartition("cursor=")[2]
    assert ask(f"search?q=dam&limit=5&fields=subject&cursor={cursor}")["items"]
    for other in ["search?q=dams&", "search?q=dam&sort=newest&", "search?q=dam&f[tag]=PGOV&", "cables?"]:
        assert ask(f"{other}cursor={cursor}", status=400)["detail"] == NO_CURSOR
    for at in (0, len(cursor) // 2, len(cursor) - 1):
        tampered = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
        assert ask(f"search?q=dam&cursor={tampered}", status=400)["detail"] == NO_CURSOR


def test_far_down_a_list_is_its_end() -> None:
    cursor = quote(cursors.written(["99ZZZ999"], ["/api/v1/cables"]))
    assert ask(f"cables?cursor={cursor}") == {"items": [], "next": None}


def test_too_many_parameters_are_refused() -> None:
    address = "cables?" + "&".join(f"a{number}=1" for number in range(1001))
    assert ask(address, status=400)["detail"] == "The request cannot be read; it may have too many parameters."


def test_when_search_is_down_it_is_said_and_the_rest_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: Any) -> None:
        raise SearchUnavailable("The search index cannot be read; ask the operator.")

    for name in ("search", "search_after", "facet_values", "suggest"):
        monkeypatch.setattr(searching, name, down)
    for address in ("search", "search/facets/post", "suggestions?q=x"):
        answer = Client().get(f"/api/v1/{address}")
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert answer.json()["detail"] == "The search index cannot be read; ask the operator."
    assert ask("cables/09BAKU266")["reference_id"] == "09BAKU266"


def test_a_failure_is_told_and_logged_without_what_was_asked(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(searching, "search", failing)
    answer = ask("search?q=private", status=500)
    assert answer["detail"] == "The archive could not answer, and its operator can see why. Try again later."
    assert "ZeroDivisionError" in caplog.text
    assert "private" not in caplog.text


MOST_QUERIES = 12
MOST_CALLS = 250_000
"""Calls of functions, which a machine makes in well under a second."""

PATHS = [address.partition("?")[0] for address in LISTS] + ["cables/{}", "cables/{}/paragraphs/{}", "posts/{}",
    "tags/{}", "search/facets/{}", "suggestions", "{}"]  # fmt: skip
texts = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["\x00", "09BAKU266", "p1", "PGOV", "dam", "-1", "1e9", "9" * 400, "((((", "a*", '"', "ﷺ" * 300,
                     "x~2 " * 60, "para:(" * 40, "WzFd:x", "../..", "%2e%2e", "f[tag]", "2009-04", "🌊" * 90]),
)  # fmt: skip
NAMES = ["q", "limit", "cursor", "fields", "f[tag]", "f[-date]", "from", "to", "in", "sort", "start", "kind", "x"]


@settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PATHS), texts, texts, st.lists(st.tuples(st.sampled_from(NAMES) | texts, texts), max_size=4))
def test_every_address_is_answered_with_bounded_work(
    path: str, one: str, other: str, given: list[tuple[str, str]]
) -> None:
    quoted = [quote(text, safe="", errors="replace") for text in (one, other)]
    address = f"/api/v1/{path.format(*quoted)}?{urlencode(given, errors='replace')}"
    with CaptureQueriesContext(connection) as made:
        answer, calls = calls_of(lambda: Client().get(address))
    assert answer.status_code in {200, 400, 404}
    assert answer["Content-Type"] in {"application/json", "application/problem+json"}
    assert len(made) <= MOST_QUERIES
    assert calls <= MOST_CALLS


def test_ids_of_any_kind_are_looked_up_with_the_same_work() -> None:
    """The longest text that could be an id costs little to read."""
    hostile = ["0" * 120, "1 " + "A " * 59, "09" + "BAKU " * 20 + "1", "'" * 120, "SECTION 01 OF 02 " * 7]
    for text in hostile:
        _, calls = calls_of(lambda text=text: ask(f"cables/{quote(text)}", status=404))
        assert calls < 20_000, text
