"""What the API answers: each resource, lists from cursor to cursor, sparse fields, unchanged answers."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cables.api.description import document
from cables.models import Cable, Paragraph
from tests.api.asking import EVERY, LISTS, ask, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture(autouse=True, scope="module")
def index_folder() -> Iterator[None]:
    """That of the archive."""
    yield


def test_a_cable_is_what_its_json_file_is() -> None:
    assert ask("cables/09BAKU266") == Client().get("/cables/09BAKU266.json").json()


@pytest.mark.parametrize("spelling", ["09BAKU266", "09 BAKU 00266", "Baku 266 (2009)", "2009BAKU00266_a"])
def test_any_spelling_of_an_id_is_answered_and_the_own_address_told(spelling: str) -> None:
    answer = Client().get(f"/api/v1/cables/{spelling}")
    assert answer.json()["reference_id"] == "09BAKU266"
    assert answer["Content-Location"] == "http://testserver/api/v1/cables/09BAKU266"
    below = Client().get(f"/api/v1/cables/{spelling}/paragraphs/p1")
    assert below["Content-Location"] == "http://testserver/api/v1/cables/09BAKU266/paragraphs/p1"


def test_codes_are_found_in_small_letters_and_with_signs_in_them() -> None:
    assert ask("posts/baku")["code"] == "BAKU"
    assert ask("tags/pgov")["cables"] == 15
    assert ask("tags/AER/ODD")["code"] == ask("tags/AER%2FODD")["code"] == "AER/ODD"
    assert ask("tags/CLINTON, HILLARY")["kind"] == "unknown"


def test_a_paragraph_is_as_its_cable_has_it() -> None:
    cable = ask("cables/09BAKU266")
    assert walk("cables/09BAKU266/paragraphs?limit=2") == cable["paragraphs"]
    assert ask("cables/09BAKU266/paragraphs/p2") == cable["paragraphs"][1]
    assert cable["paragraphs"][0]["text_as_received"] == "The dam8s wall 🌊 is old; the dam is new."


def test_references_lead_both_ways() -> None:
    cable = ask("cables/09BAKU266")
    assert walk("cables/09BAKU266/references?limit=1") == cable["references"]
    assert [one["in_archive"] for one in cable["references"]] == [True, False]
    citing = walk("cables/09BAKU266/referred-to-by?limit=5")
    assert [one["reference_id"] for one in citing] == cable["referred_to_by"]
    assert len(citing) == 28


def test_a_search_tells_what_the_page_tells() -> None:
    found = ask("search?q=dam&f[post]=BAKU&f[-tag]=PGOV&from=2009&limit=3")
    assert (found["total"], found["cables"], found["next"]) == (1, 1, None)
    assert found["reading"]["understood"] == "Cables with any form of dam."
    assert found["reading"]["complete"] is True
    post = next(facet for facet in found["facets"] if facet["key"] == "post")
    assert (post["values"][0]["value"], post["values"][0]["selected"]) == ("BAKU", True)
    assert found["histogram"]["bars"] == [
        {"first": "2009-04-06", "last": "2009-04-06", "label": "6 April 2009", "count": 1}
    ]


def test_snippets_are_plain_text_with_the_places_of_what_was_found() -> None:
    (hit,) = ask("search?q=dam&f[post]=BAKU&from=2009&f[tag]=PREL")["items"]
    assert [hit["subject"][start:end] for start, end in hit["subject_matches"]] == ["DAM"]
    first, last = hit["snippets"]
    assert [first["text"][start:end] for start, end in first["matches"]] == ["dam", "dam"]
    assert first["matches"][1] == [29, 32]
    assert last["text"] == "A dam <b>beside</b> the dam."
    assert last["url"] == "http://testserver/cables/09BAKU266/#p3"


def test_hits_can_be_paragraphs() -> None:
    found = ask("search?q=dam&in=paragraphs&from=2009&f[tag]=AJ")
    assert (found["total"], found["cables"]) == (2, 1)
    assert [[one["anchor"] for one in hit["snippets"]] for hit in found["items"]] in (
        [["p1"], ["p3"]],
        [["p3"], ["p1"]],
    )


def test_what_is_in_the_way_of_a_search_is_an_address_of_the_search_without_it() -> None:
    reading = ask("search?q=dam&f[post]=TOKYO")["reading"]
    (way,) = [one for one in reading["obstacles"] if one["kind"] == "filter"]
    assert ask(way["url"])["total"] == way["total"] == 30


def test_the_values_of_a_facet_can_be_searched() -> None:
    assert [value["value"] for value in ask("search/facets/post?q=dam&start=paris")["values"]] == ["PARIS"]
    assert [value["value"] for value in ask("search/facets/post?limit=1")["values"]] == ["BAKU", "not-stated"]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("limit", [1, 7])
def test_a_list_in_steps_is_the_list(address: str, limit: int) -> None:
    joint = "&" if "?" in address else "?"
    assert walk(f"{address}{joint}limit={limit}") == walk(f"{address}{joint}limit=100")
    assert walk(f"{address}{joint}limit={limit}")


def test_only_the_first_answer_of_a_search_has_what_stands_beside_the_hits() -> None:
    first = ask("search?q=dam&limit=20")
    second = ask(first["next"])
    assert second["facets"] is second["histogram"] is None
    assert (second["total"], second["reading"]["understood"]) == (first["total"], first["reading"]["understood"])


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_a_walk_by_date_meets_each_cable_once_while_others_come_and_go(sort: str) -> None:
    first = ask(f"search?sort={sort}&limit=10")
    met = [hit["reference_id"] for hit in first["items"]]
    gone = Cable.objects.filter(reference_id__in=[met[3], "07PARIS26"])
    gone.update(visibility="withheld")
    left = [hit["reference_id"] for hit in walk(first["next"])]
    everyone = set(Cable.objects.published().values_list("reference_id", flat=True))
    assert len(left) == len(set(left)) and set(left) == everyone - set(met) and not {*left} & {"07PARIS26"}


@pytest.mark.parametrize(
    "address", ["cables", "cables/09BAKU266", "cables/09BAKU266/paragraphs", "posts", "tags", "search"]
)
def test_fields_leave_the_rest_out_and_all_are_there_without(address: str) -> None:
    def one(given: str) -> Any:
        answer = ask(f"{address}{given}")
        return answer["items"][0] if "items" in answer else answer

    whole = one("")
    shape = {"cables": "Line", "cables/09BAKU266": "Cable", "cables/09BAKU266/paragraphs": "Paragraph",
             "posts": "Post", "tags": "Tag", "search": "Hit"}[address]  # fmt: skip
    assert set(whole) == set(document()["components"]["schemas"][shape]["properties"])
    two = list(whole)[-1], next(iter(whole))
    assert one(f"?fields={','.join(two)}") == {name: whole[name] for name in two}


def test_examples_in_the_description_are_answers_it_allows() -> None:
    described = document()
    examples = [
        (content["schema"], one["value"])
        for path in described["paths"].values()
        for answer in path["get"]["responses"].values()
        for content in answer.get("content", {}).values()
        for one in content["examples"].values()
    ]
    assert len(examples) > 40
    for schema, value in examples:
        jsonschema.validate(value, {**schema, "components": described["components"]})
        name = schema["$ref"].rpartition("/")[2]
        assert set(value) - {"errors"} == set(described["components"]["schemas"][name]["properties"]) - {"errors"}


def test_all_that_is_answered_is_described() -> None:
    components = deepcopy(document()["components"])
    for schema in components["schemas"].values():
        schema["additionalProperties"] = False
    for path, spec in document()["paths"].items():
        names = {
            "reference_id": "09BAKU266",
            "anchor": "p1",
            "code": "BAKU" if "posts" in path else "PGOV",
            "key": "post",
        }
        asked = "?q=dam" if path.endswith(("/search", "/suggestions")) else ""
        address = path.removeprefix("/api/v1/").format(**names) + asked
        schema = spec["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(ask(address), {**schema, "components": components})


@pytest.mark.parametrize("address", EVERY)
def test_an_answer_that_is_known_is_not_sent_again(address: str) -> None:
    first = Client().get(f"/api/v1/{address}")
    again = Client().get(f"/api/v1/{address}", headers={"If-None-Match": f'"x", W/{first["ETag"]}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"
    assert again["Cache-Control"] == "private, no-cache"
    assert Client().get(f"/api/v1/{address}", headers={"If-None-Match": '"x"'}).status_code == 200


def test_an_etag_changes_with_the_answer() -> None:
    before = Client().get("/api/v1/cables/08BAKU997")["ETag"]
    Paragraph.objects.filter(cable__reference_id="08BAKU997").update(text="Another text.")
    assert Client().get("/api/v1/cables/08BAKU997")["ETag"] != before


@pytest.mark.parametrize("address", EVERY)
def test_head_and_options(address: str) -> None:
    got, head = Client().get(f"/api/v1/{address}"), Client().head(f"/api/v1/{address}")
    assert head.status_code == 200
    assert head.content == b""
    assert (head["ETag"], head["Content-Length"]) == (got["ETag"], str(len(got.content)))
    options = Client().options(f"/api/v1/{address}", headers={"Origin": "https://x.example"})
    assert (options.status_code, options.content, options["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")
    assert options["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in options


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_written(method: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/cables/09BAKU266")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["detail"] == "The archive can only be read here: use GET, HEAD or OPTIONS."


def test_answers_are_small_on_the_way_and_set_no_cookie() -> None:
    answer = Client().get("/api/v1/cables", headers={"Accept-Encoding": "gzip", "Accept": "text/html"})
    assert (answer["Content-Encoding"], answer["Content-Type"]) == ("gzip", "application/json")
    assert answer["ETag"].startswith('W/"')
    assert not answer.cookies and "Cookie" not in answer["Vary"]


QUERIES = {
    "": 0,
    "openapi.json": 0,
    "cables": 4,
    "cables/09BAKU266": 8,
    "cables/09 BAKU 266": 9,
    "cables/09BAKU266/paragraphs": 2,
    "cables/09BAKU266/paragraphs/p1": 2,
    "cables/09BAKU266/references": 2,
    "cables/09BAKU266/referred-to-by": 5,
    "posts": 1,
    "posts/BAKU": 1,
    "tags": 1,
    "tags/PGOV": 1,
    "search?q=dam": 6,
    "search?q=dam&in=paragraphs": 6,
    "search/facets/post": 1,
    "suggestions?q=baku": 2,
}


@pytest.mark.parametrize("address", QUERIES)
def test_an_answer_takes_few_queries_however_long_it_is(address: str) -> None:
    limited = f"{address}{'&' if '?' in address else '?'}limit="
    counts = []
    for asked in [address, limited + "2", limited + "100"] if "items" in ask(address) else [address]:
        with CaptureQueriesContext(connection) as made:
            ask(asked)
        counts.append(len(made))
    assert counts == [QUERIES[address]] * len(counts), made.captured_queries
