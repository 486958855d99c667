"""The search page: what it shows of a query and its results, and the links by which it is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from django.test import Client

from cables.forms import FACET_NAMES, SearchForm
from cables.models import Addressee, Cable
from cables.search import (
    NOT_STATED,
    Bar,
    Facet,
    FacetValue,
    Fragment,
    Histogram,
    Hit,
    Obstacle,
    SearchPage,
    SearchQuery,
    SearchUnavailable,
    Snippet,
    rebuild,
)
from cables.search import facets as search_facets
from cables.views import searching as search_view
from cables.views.reading import PARAGRAPHS_A_PART
from tests.factories import make_cable, make_post
from tests.pages.pages import links, text_of, words

pytestmark = pytest.mark.django_db

PLACES = FacetValue("TU", "TU", "Turkey", 5, selected=True), FacetValue("AJ", "AJ", "Azerbaijan", 3)
EMPTY = SearchPage(hits=(), total=0, page=1, pages=1, facets=(), understood="")


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts a page of results, or an exception, in the place of the search."""

    def put(result: SearchPage | Exception) -> list[SearchQuery]:
        asked: list[SearchQuery] = []

        def find(query: SearchQuery) -> SearchPage:
            asked.append(query)
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(search_view, "find", find)
        return asked

    return put


def archive() -> None:
    """Three cables, indexed."""
    make_cable("09BAKU1", subject="THE DAM", classification="SECRET", tag_codes=["PGOV", "AJ"], paragraphs=["Dams."])
    make_cable(
        "09BAKU2", subject="THE HARBOR", sent=date(2009, 5, 1), classification="SECRET", tag_codes=["ECON", "AJ"]
    )
    make_cable("08ANKARA3", post="ANKARA", sent=date(2008, 5, 1), subject="THE DAM AGAIN", tag_codes=["PGOV", "TU"])
    rebuild()


def test_the_filters_of_the_address_are_those_of_the_search() -> None:
    assert set(FACET_NAMES) == set(search_facets.FACET_NAMES)


def test_words_and_filters_find_cables(client: Client) -> None:
    archive()
    assert "2 cables" in text_of(client, "/?q=dam")
    page = text_of(client, "/?q=dam&f[class]=SECRET")
    assert "1 cable" in page
    assert "THE DAM 09BAKU1 6 April 2009 SECRET" in page
    assert "THE DAM AGAIN" not in page


def test_labels_of_facets_hold_the_counts(client: Client) -> None:
    archive()
    html = client.get("/?q=").content.decode()
    assert '<input type="checkbox" id="class-SECRET" name="f[class]" value="SECRET" data-submits>' in html
    assert '<label for="class-SECRET"><span class="choice-label">Secret</span> <span class="choice-count">2' in html
    assert 'id="date-2009-05" name="f[date]" value="2009-05"' in html


def test_a_hit_shows_who_to_whom_and_where_the_words_stand(client: Client, answer: Any) -> None:
    cable = make_cable("09BAKU1", tag_codes=["PGOV"], captions=["NODIS"])
    for position, name in enumerate(["SECSTATE WASHDC", "NSC", "CIA"]):
        post = make_post("STATE") if not position else None
        Addressee.objects.create(cable=cable, role="action", position=position, name=name, post=post)
    hit = Hit(
        cable=Cable.objects.for_lists().get(),
        subject=(Fragment("A "), Fragment("<dam>", marked=True)),
        snippets=(Snippet("p3", 3, "C/NF", (Fragment("the "), Fragment("dam", marked=True))),),
    )
    answer(replace(EMPTY, hits=(hit,), total=1))
    html = client.get("/?q=dam").content.decode()
    assert "A <mark>&lt;dam&gt;</mark>" in html
    assert {"/cables/09BAKU1/?q=dam", "/cables/09BAKU1/?q=dam#p3"} <= set(links(html))
    page = text_of(client, "/?q=dam")
    assert "09BAKU1 6 April 2009 UNCLASSIFIED NODIS Embassy Baku → to Department of State, NSC and 1 more" in page
    assert "Paragraph 3 (C/NF) the dam" in page


def test_how_the_query_was_read_and_what_could_not_be_is_said_at_the_box(client: Client, answer: Any) -> None:
    make_cable("09BAKU1", subject="MEANT")
    answer(replace(EMPTY, understood="dam, in any form", notices=("There is no field “x”.",), exact_id="09BAKU1"))
    page = text_of(client, "/?q=dam&page=zero")
    assert "The text is the id of this cable. MEANT 09BAKU1 6 April 2009" in page
    assert "No other cable fits dam" in page
    assert "Read as dam, in any form" in page
    assert "There is no field “x”." in page
    assert "“zero” is no page number, so this is page 1." in page


def test_chips_take_one_filter_away_and_keep_the_rest(client: Client, answer: Any) -> None:
    facet = Facet("tag-place", "tag", "Place TAGS", PLACES)
    answer(replace(EMPTY, total=9, facets=(facet,)))
    html = client.get("/?q=dam&f[tag]=TU&f[-class]=SECRET&from=2009&sort=oldest&page=2").content.decode()
    chips = links(html.split('class="chips"')[1].split("</div>")[0])
    assert [SearchForm(QueryDict(chip[1:])).query for chip in chips] == [
        SearchQuery("dam", {}, {"class": ("SECRET",)}, date(2009, 1, 1), sort="oldest"),
        SearchQuery("dam", {"tag": ("TU",)}, {}, date(2009, 1, 1), sort="oldest"),
        SearchQuery("dam", {"tag": ("TU",)}, {"class": ("SECRET",)}, sort="oldest"),
        SearchQuery("dam", sort="oldest"),
    ]


def test_not_leaves_a_value_out_and_let_in_undoes_it(client: Client, answer: Any) -> None:
    values = (*PLACES, FacetValue("IZ", "IZ", "Iraq", 0, excluded=True))
    answer(replace(EMPTY, total=9, facets=(Facet("tag-place", "tag", "Place TAGS", values),)))
    html = client.get("/?q=dam&f[tag]=TU&f[-tag]=IZ").content.decode()
    addresses = [SearchForm(QueryDict(link[2:])).query for link in links(html) if link.startswith("/?q=dam")]
    assert SearchQuery("dam", {}, {"tag": ("IZ", "TU")}) in addresses
    assert SearchQuery("dam", {"tag": ("TU",)}, {"tag": ("IZ", "AJ")}) in addresses
    assert SearchQuery("dam", {"tag": ("TU",)}) in addresses
    assert '<input type="hidden" name="f[-tag]" value="IZ">' in html
    assert 'value="TU" checked' in html
    assert 'type="hidden" name="f[tag]"' not in html


def test_a_filter_without_a_checkbox_on_the_page_is_sent_along(client: Client, answer: Any) -> None:
    answer(replace(EMPTY, total=9))
    assert '<input type="hidden" name="f[tag]" value="TU">' in client.get("/?q=dam&f[tag]=TU").content.decode()


def test_months_stand_below_their_year_and_are_open_when_one_is_chosen(client: Client, answer: Any) -> None:
    months = (FacetValue("2009-04", "April 2009", "", 2, selected=True),)
    years = (FacetValue("2009", "2009", "", 3, children=months), FacetValue("2008", "2008", "", 1))
    answer(replace(EMPTY, total=4, facets=(Facet("date", "date", "Date", years),)))
    html = client.get("/?f[date]=2009-04").content.decode()
    assert '<details class="children" id="months-date-2009" open>' in html
    assert "Months of 2009" in text_of(client, "/?f[date]=2009-04")
    assert "Months of 2008" not in text_of(client, "/?f[date]=2009-04")


def test_long_facets_show_the_first_values_and_lead_to_the_rest(client: Client, answer: Any) -> None:
    many = tuple(FacetValue(f"T{number}", f"T{number}", "", 1) for number in range(60))
    last = FacetValue("LAST", "LAST", "", 1, selected=True)
    values = (*many, last, FacetValue(NOT_STATED, "Not stated", "", 7))
    answer(replace(EMPTY, total=4, facets=(Facet("tag-person", "tag", "Person TAGS", values, more=500),)))
    page = text_of(client, "/?f[tag]=LAST")
    assert "T7 1 cable" in page
    assert "T8 1 cable" not in page
    assert "LAST 1 cable" in page
    assert "Not stated 7 cables" in page
    assert "552 more in Person TAGS" in page
    assert "/facets/tag-person/?q=&f[tag]=LAST" in links(client.get("/?f[tag]=LAST").content.decode())


def test_pages_of_results_are_linked_around_this_one_and_at_the_ends(client: Client, answer: Any) -> None:
    answer(replace(EMPTY, total=1_990, page=50, pages=100))
    html = client.get("/?q=dam&page=50").content.decode()
    listed = links(html.split('aria-label="Pages of results"')[1].split("</nav>")[0])
    numbers = [SearchForm(QueryDict(link[1:])).query.page for link in listed]
    assert numbers == [49, 1, 48, 49, 50, 51, 52, 100, 51]
    assert "1,990 cables" in text_of(client, "/?q=dam&page=50")


def test_links_that_filter_are_not_for_crawlers(client: Client) -> None:
    archive()
    html = client.get("/?q=&f[class]=SECRET").content.decode()
    assert '<meta name="robots" content="noindex">' in html
    for anchor in html.split("<a ")[1:]:
        tag = anchor.split(">")[0]
        if "f[" in tag or "page=" in tag:
            assert "nofollow" in tag, tag


def test_nothing_found_offers_ways_out(client: Client, answer: Any) -> None:
    answer(EMPTY)
    page = text_of(client, "/?q=zebra&f[class]=SECRET")
    assert "No cable fits zebra with these filters." in page
    assert "Search again without the filters" in page


def test_what_stands_in_the_way_can_be_left_out_with_one_click(client: Client, answer: Any) -> None:
    query = SearchQuery("zebra qqq", {"class": ("SECRET",)})
    answer(
        replace(
            EMPTY,
            obstacles=(
                Obstacle("word", "zebra", 12, replace(query, text="qqq")),
                Obstacle("word", "qqq", 0, replace(query, text="zebra")),
                Obstacle("filter", "Classification: Secret", 1, replace(query, selected={})),
                Obstacle("filters", "Post: Embassy Paris and Place TAGS: FR", 2, query),
                Obstacle("beside", "dam", 3, query),
            ),
        )
    )
    html = client.get("/?q=zebra+qqq&f[class]=SECRET").content.decode()
    assert "zebra is found nowhere. Without it: 12 cables" in words(html)
    assert "qqq is found nowhere. Classification: Secret leaves nothing. Without it: 1 cable" in words(html)
    assert "Post: Embassy Paris and Place TAGS: FR leave nothing together. Without them: 2 cables" in words(html)
    assert "dam is not found beside the rest. Without it: 3 cables" in words(html)
    assert {"?q=qqq&f[class]=SECRET", "?q=zebra+qqq"} <= set(links(html))


def test_a_similar_spelling_is_offered(client: Client, answer: Any) -> None:
    answer(replace(EMPTY, did_you_mean="<dam>"))
    html = client.get("/?q=damm&f[class]=SECRET").content.decode()
    assert "Did you mean <dam> ?" in words(html)
    assert "<b>&lt;dam&gt;</b>" in html
    assert "?q=%3Cdam%3E&f[class]=SECRET" in links(html)


def test_paragraphs_are_counted_and_shown_with_their_cable(client: Client, answer: Any) -> None:
    make_cable("09BAKU1", subject="THE DAM")
    snippet = Snippet("p3", 3, "C", (Fragment("the "), Fragment("dam", marked=True)))
    hit = Hit(Cable.objects.for_lists().get(), (Fragment("THE DAM"),), (snippet,))
    asked = answer(replace(EMPTY, hits=(hit,), total=1_234, cables=567))
    html = client.get("/?q=dam&in=paragraphs").content.decode()
    assert asked[0].unit == "paragraphs"
    assert "1,234 paragraphs in 567 cables" in words(html)
    assert "Paragraph 3 (C) the dam THE DAM 09BAKU1" in words(html)
    assert links(html).count("/cables/09BAKU1/?q=dam&in=paragraphs#p3") == 2, "the text and the subject"


def test_the_timeline_has_a_table_with_the_same_links(client: Client, answer: Any) -> None:
    bars = (Bar(date(2008, 1, 1), date(2008, 12, 31), "2008", 0), Bar(date(2009, 1, 1), date(2009, 12, 31), "2009", 7))
    answer(replace(EMPTY, total=9, histogram=Histogram("year", bars, undated=2)))
    html = client.get("/?q=dam").content.decode()
    assert "Year Cables 2009 7 No date stated 2" in words(html)
    assert links(html).count("/?q=dam&from=2009-01-01&to=2009-12-31") == 2, "the bar and the table"
    assert "2009: 7 cables" in words(html)


def test_when_search_is_down_the_page_says_so_and_browsing_goes_on(client: Client, answer: Any) -> None:
    archive()
    answer(SearchUnavailable("The index cannot be read. Run: manage.py rebuildindex."))
    page = text_of(client, "/?q=dam", status=503)
    assert "The index cannot be read." in page
    assert {"/posts/", "/tags/", "/years/"} <= set(links(client.get("/?q=dam").content.decode()))
    for address in ["/", "/posts/", "/posts/BAKU/", "/tags/AJ/", "/years/2009/", "/cables/09BAKU1/"]:
        assert client.get(address).status_code == 200


def test_a_first_visit_shows_what_the_archive_holds(client: Client) -> None:
    archive()
    page = text_of(client, "/")
    assert "3 cables, to search and to read" in page
    assert "Sent by 2 posts between 2008 and 2009." in page
    assert "THE HARBOR" in page
    assert "Embassy Baku 2 cables" in page
    assert "Internal Governmental Affairs 2 cables" in page
    assert "noindex" not in client.get("/").content.decode()


def test_an_empty_archive_says_so(client: Client) -> None:
    assert "There are no published cables here yet." in text_of(client, "/")
    assert "0 cables" in text_of(client, "/?q=")


def test_strange_addresses_are_answered(client: Client) -> None:
    archive()
    for address in ["/?q=%00", "/?q=%ff%fe", "/?f[", "/?f[tag]=%00&f[-]=x&f[date]=2009-99", "/?page=-1&size=x&sort=y",
                    "/?from=x&to=9999-99-99", "/?q=" + "(" * 500, "/?f[tag]=" + "x" * 5000]:  # fmt: skip
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(("address", "queries"), [("/", 9), ("/?q=dam", 7)])
def test_searching_costs_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: Any, address: str, queries: int
) -> None:
    archive()
    client.get("/?q=dam")
    with django_assert_num_queries(queries):
        client.get(address)
    for number in range(10, 25):
        make_cable(f"09BAKU{number}", subject="DAM", tag_codes=["PGOV", "PREL", "ECON"], captions=["SIPDIS"])
    rebuild()
    client.get("/?q=dam")
    with django_assert_num_queries(queries):
        client.get(address)


def test_a_found_paragraph_of_a_later_part_is_linked_with_its_part(client: Client, answer: Any) -> None:
    make_cable("09BAKU1", subject="THE DAM")
    cable = Cable.objects.for_lists().get()
    fragments = (Fragment("dam", marked=True),)
    early = Snippet(f"p{PARAGRAPHS_A_PART}", PARAGRAPHS_A_PART, "", fragments, PARAGRAPHS_A_PART - 1)
    late = Snippet("p401", 401, "", fragments, PARAGRAPHS_A_PART)
    answer(replace(EMPTY, hits=(Hit(cable, fragments, (early, late)),), total=1, cables=1))
    found = set(links(client.get("/?q=dam").content.decode()))
    assert {"/cables/09BAKU1/?q=dam#p400", "/cables/09BAKU1/?q=dam&at=p401#p401"} <= found
    answer(replace(EMPTY, hits=(Hit(cable, fragments, (late,)),), total=1, cables=1))
    html = client.get("/?q=dam&in=paragraphs").content.decode()
    assert links(html).count("/cables/09BAKU1/?q=dam&in=paragraphs&at=p401#p401") == 2, "the text and the subject"


def test_whoever_is_logged_in_searches_too(client: Client) -> None:
    make_cable("09BAKU1", subject="DAM")
    rebuild()
    client.force_login(User.objects.create_user("reader"))
    response = client.get("/?q=dam&f[country]=Azerbaijan&sort=newest")
    assert response.status_code == 200
    assert "1 cable" in words(response.content.decode())
