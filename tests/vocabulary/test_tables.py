"""What stands in the tables."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from cables import vocabulary
from cables.vocabulary import PostEntry, TableError, cables_per_month, posts, routing, tables, tags

SHARED = Path(__file__).resolve().parents[3] / "shared" / "vocab"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the lists of ../shared/vocab are not here")

KINDS_OF_POST = {"embassy", "consulate", "mission", "department", "other"}
NO_COUNTRY = {
    "FESTTWO": "a team that travels",
    "JERUSALEM": "the consulate general belonged to no one country",
    "PARTO": "a party that travels",
}
NO_POSITION = {"FESTTWO", "PARTO"}
BOUNDS = {
    # country code: south, north, west, east, in whole degrees around the country
    "AU": (-44, -10, 112, 154),
    "BR": (-34, 6, -75, -34),
    "CA": (41, 84, -142, -52),
    "CL": (-56, -17, -76, -66),
    "CN": (18, 54, 73, 135),
    "CR": (8, 12, -86, -82),
    "DE": (47, 56, 5, 16),
    "DO": (17, 20, -73, -68),
    "GY": (1, 9, -62, -56),
    "IN": (6, 36, 68, 98),
    "JM": (17, 19, -79, -76),
    "JP": (24, 46, 122, 146),
    "MX": (14, 33, -118, -86),
    "BO": (-23, -9, -70, -57),
    "PT": (32, 43, -32, -6),
    "RU": (41, 82, 19, 180),
    "US": (38, 41, -78, -73),
    "ZA": (-35, -22, 16, 33),
}


def rows(file_name: str) -> Iterator[dict[str, str]]:
    with (tables.DATA / file_name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def shared_codes(file_name: str) -> set[str]:
    return {line.strip().upper() for line in (SHARED / file_name).read_text().splitlines() if line.strip()}


@needs_shared
def test_every_listed_post_is_here_with_its_counts() -> None:
    with (SHARED / "post-codes.csv").open(newline="") as file:
        listed = {
            row["code"]: (int(row["cables"]), int(row["first_year"]), int(row["last_year"]))
            for row in csv.DictReader(file)
        }
    assert {code: (post.cables, post.first_year, post.last_year) for code, post in posts().items()} == listed


@needs_shared
@pytest.mark.parametrize(
    ("file_name", "kind", "of_other_kind"),
    [
        ("subject-tags.txt", "subject", set()),
        ("program-tags.txt", "program", set()),
        ("place-tags.txt", "place", set()),
        ("organization-tags.txt", "organisation", {"AL", "BP", "UN"}),
    ],
)
def test_every_listed_tag_is_here(file_name: str, kind: str, of_other_kind: set[str]) -> None:
    listed = shared_codes(file_name)
    assert listed - tags().keys() == set()
    assert {code for code in listed if tags()[code].kind != kind} == of_other_kind


@needs_shared
def test_every_listed_routing_indicator_is_here() -> None:
    with (SHARED / "routing-indicators.csv").open(newline="") as file:
        listed = {row[0].strip() for row in csv.reader(file)}
    assert listed - routing().keys() == set()


@needs_shared
def test_cables_per_month_are_those_of_the_release() -> None:
    with (SHARED / "cables-per-month.csv").open(newline="") as file:
        listed = [(int(row["year"]), int(row["month"]), int(row["cables"])) for row in csv.DictReader(file)]
    assert [(count.year, count.month, count.cables) for count in cables_per_month()] == listed


def test_months_run_forward_and_are_months() -> None:
    months = [(count.year, count.month) for count in cables_per_month()]
    assert months == sorted(set(months))
    assert all(1 <= month <= 12 for _, month in months)
    assert all(count.cables > 0 for count in cables_per_month())


def test_sizes() -> None:
    assert len(posts()) == 282
    assert Counter(tag.kind for tag in tags().values()) == {
        "subject": 120,
        "program": 94,
        "place": 303,
        "organisation": 587,
    }
    assert sum(count.cables for count in cables_per_month()) == 251_287


@pytest.mark.parametrize("path", sorted(tables.DATA.glob("*.csv")), ids=lambda path: path.name)
def test_every_row_gives_its_source(path: Path) -> None:
    bare = [row for row in rows(path.name) if not row["source"].strip()]
    assert bare == []


@pytest.mark.parametrize("path", sorted(tables.DATA.glob("*.csv")), ids=lambda path: path.name)
def test_no_cell_has_blanks_around_it(path: Path) -> None:
    assert [cell for row in rows(path.name) for cell in row.values() if cell != cell.strip()] == []


@pytest.mark.parametrize(
    ("load", "ordered_codes"),
    [
        (vocabulary.levels, ["UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET", "TOP SECRET"]),
        (vocabulary.portion_marks, ["U", "SBU", "LOU", "C", "S", "TS"]),
        (vocabulary.reasons, list("abcdefgh")),
        (vocabulary.executive_orders, ["11652", "12065", "12356", "12958", "13526"]),
        (vocabulary.precedences, ["Z", "O", "P", "R"]),
    ],
)
def test_closed_lists(load: Callable[[], Mapping[str, vocabulary.TermEntry]], ordered_codes: list[str]) -> None:
    assert list(load()) == ordered_codes
    assert all(term.name for term in load().values())


def test_captions_have_meanings() -> None:
    assert {"SIPDIS", "NODIS", "EXDIS", "NOFORN", "STADIS", "LIMDIS", "SENSITIVE"} <= vocabulary.captions().keys()
    assert all(term.name for term in vocabulary.captions().values())


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("PGOV", "subject", "Internal Governmental Affairs"),
        ("PREL", "subject", "External Political Relations"),
        ("PHUM", "subject", "Human Rights"),
        ("PTER", "subject", "Terrorists and Terrorism"),
        ("ECON", "subject", "Economic Conditions"),
        ("EFIN", "subject", "Financial and Monetary Affairs"),
        ("ETRD", "subject", "Foreign Trade"),
        ("ECIN", "subject", "Economic Integration and Cooperation"),
        ("KNNP", "program", "Nuclear Nonproliferation"),
        ("KPAO", "program", "Public Affairs"),
        ("AJ", "place", "Azerbaijan"),
        ("TU", "place", "Turkey"),
        ("GM", "place", "Germany"),
        ("GG", "place", "Georgia"),
        ("SZ", "place", "Switzerland"),
        ("SW", "place", "Sweden"),
        ("AU", "place", "Austria"),
        ("AS", "place", "Australia"),
        ("IZ", "place", "Iraq"),
        ("IS", "place", "Israel"),
        ("IC", "place", "Iceland"),
        ("CH", "place", "China"),
        ("CI", "place", "Chile"),
        ("KN", "place", "North Korea"),
        ("KS", "place", "South Korea"),
        ("SP", "place", "Spain"),
        ("UP", "place", "Ukraine"),
        ("RS", "place", "Russia"),
        ("RU", "place", "Russia"),
        ("SR", "place", "Serbia"),
        ("KV", "place", "Kosovo"),
        ("MW", "place", "Montenegro"),
        ("WE", "place", "West Bank"),
        ("GZ", "place", "Gaza"),
        ("VT", "place", "Holy See"),
        ("EU", "place", "European Union"),
        ("UN", "place", "United Nations"),
        ("AL", "place", "Albania"),
        ("NATO", "organisation", "North Atlantic Treaty Organization"),
        ("IAEA", "organisation", "International Atomic Energy Agency"),
        ("UNGA/C-6", "organisation", "UN General Assembly, Sixth Committee"),
        ("ZANU-PF", "organisation", "Zimbabwe African National Union - Patriotic Front"),
        ("XG", "place", ""),
        ("KACT", "program", ""),
    ],
)
def test_meaning_of_a_tag(code: str, kind: str, name: str) -> None:
    tag = tags()[code]
    assert (tag.code, tag.kind, tag.name) == (code, kind, name)


def test_shape_of_tags_by_kind() -> None:
    shapes = {"subject": 4, "program": 4, "place": 2}
    assert [tag for tag in tags().values() if len(tag.code) != shapes.get(tag.kind, len(tag.code))] == []
    assert [tag for tag in tags().values() if tag.code != tag.code.upper()] == []
    assert {tag.code[0] for tag in tags().values() if tag.kind == "program"} == {"K"}
    assert {tag.code[0] for tag in tags().values() if tag.kind == "subject"} == set("ABCEMOPST")


@needs_shared
def test_every_listed_subject_tag_has_a_name() -> None:
    assert [code for code in sorted(shared_codes("subject-tags.txt")) if not tags()[code].name] == []


@pytest.mark.parametrize(
    ("code", "name", "kind", "country_code"),
    [
        ("BAKU", "Embassy Baku", "embassy", "AZ"),
        ("ISTANBUL", "Consulate General Istanbul", "consulate", "TR"),
        ("ADANA", "Consulate Adana", "consulate", "TR"),
        ("STATE", "Department of State", "department", "US"),
        ("USUNNEWYORK", "US Mission to the UN, New York", "mission", "US"),
        ("UNVIEVIENNA", "US Mission to International Organizations in Vienna", "mission", "AT"),
        ("USOSCE", "US Mission to the OSCE, Vienna", "mission", "AT"),
        ("VIENNA", "Embassy Vienna", "embassy", "AT"),
        ("USNATO", "US Mission to NATO, Brussels", "mission", "BE"),
        ("USEUBRUSSELS", "US Mission to the European Union, Brussels", "mission", "BE"),
        ("GENEVA", "US Mission to the UN, Geneva", "mission", "CH"),
        ("UNESCOPARISFR", "US Mission to UNESCO, Paris", "mission", "FR"),
        ("TAIPEI", "American Institute in Taiwan, Taipei", "mission", "TW"),
        ("HAVANA", "US Interests Section Havana", "mission", "CU"),
        ("SANJOSE", "Embassy San Jose", "embassy", "CR"),
        ("SANTIAGO", "Embassy Santiago", "embassy", "CL"),
        ("SANTODOMINGO", "Embassy Santo Domingo", "embassy", "DO"),
        ("GEORGETOWN", "Embassy Georgetown", "embassy", "GY"),
        ("KINGSTON", "Embassy Kingston", "embassy", "JM"),
        ("LAPAZ", "Embassy La Paz", "embassy", "BO"),
        ("TRIPOLI", "Embassy Tripoli", "embassy", "LY"),
        ("HAMILTON", "Consulate General Hamilton", "consulate", "BM"),
        ("MELBOURNE", "Consulate General Melbourne", "consulate", "AU"),
        ("PERTH", "Consulate General Perth", "consulate", "AU"),
        ("HYDERABAD", "Consulate General Hyderabad", "consulate", "IN"),
        ("MERIDA", "Consulate Merida", "consulate", "MX"),
        ("GRENADA", "Embassy Grenada", "embassy", "GD"),
        ("KINSHASA", "Embassy Kinshasa", "embassy", "CD"),
        ("BRAZZAVILLE", "Embassy Brazzaville", "embassy", "CG"),
        ("PRISTINA", "Embassy Pristina", "embassy", "XK"),
        ("BASRAH", "Regional Embassy Office Basrah", "other", "IQ"),
    ],
)
def test_post(code: str, name: str, kind: str, country_code: str) -> None:
    post = posts()[code]
    assert (post.name, post.kind, post.country_code) == (name, kind, country_code)


def test_posts_are_complete() -> None:
    for code, post in posts().items():
        assert post.code == code
        assert post.kind in KINDS_OF_POST
        assert post.name
        assert post.line_name.replace(" ", "") == code
        assert bool(post.country) == bool(post.country_code) == (code not in NO_COUNTRY)
        assert (post.latitude is None) == (post.longitude is None) == (code in NO_POSITION)


def test_one_name_for_one_country() -> None:
    named = {(post.country_code, post.country) for post in posts().values()}
    assert len(named) == len({code for code, _ in named}) == len({country for _, country in named})


def test_aliases_are_codes_of_their_own_and_of_one_post() -> None:
    aliases = [alias for post in posts().values() for alias in post.aliases]
    assert set(aliases) <= posts().keys()
    assert len(aliases) == len(set(aliases))
    assert [alias for alias in aliases if posts()[alias].aliases] == []


def placed(post: PostEntry) -> tuple[float, float]:
    assert post.latitude is not None
    assert post.longitude is not None
    return post.latitude, post.longitude


def test_positions_lie_on_the_globe_and_in_their_countries() -> None:
    for code, post in posts().items():
        if code in NO_POSITION:
            continue
        latitude, longitude = placed(post)
        south, north, west, east = BOUNDS.get(post.country_code, (-56, 70, -180, 180))
        assert south <= latitude <= north, code
        assert west <= longitude <= east, code


def test_posts_of_one_small_country_lie_close_together() -> None:
    """A name that clashes with a far city would stand out among the posts of its country."""
    large = {"AU", "BR", "CA", "CN", "IN", "JP", "PT", "RU", "US"}
    by_country: dict[str, list[PostEntry]] = {}
    for post in posts().values():
        if post.latitude is not None and post.country_code not in large:
            by_country.setdefault(post.country_code, []).append(post)
    for country, here in by_country.items():
        latitudes, longitudes = zip(*map(placed, here), strict=True)
        assert max(latitudes) - min(latitudes) < 16, country
        assert max(longitudes) - min(longitudes) < 28, country


@pytest.mark.parametrize(
    ("indicator", "name"),
    [
        ("RUEHKB", "AMEMBASSY BAKU"),
        ("RUEHC", "DEPT OF STATE WASHINGTON DC"),
        ("RUEHQT", "AMEMBASSY QUITO"),
        ("RUCNCIS", "CIS COLLECTIVE"),
        ("RHMFISS", "CDR USCENTCOM MACDILL AFB FL / CDR USEUCOM VAIHINGEN GE"),
        ("RUESJC", "CIA DCI JCS REP WASHINGTON DC"),
    ],
)
def test_routing_indicator(indicator: str, name: str) -> None:
    assert routing()[indicator].name == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,name,source\nXX,Nowhere\n", "broken.csv, line 2: the row has not as many cells as the header."),
        ("code,name,source\nXX,a,b\nXX,c,d\n", "broken.csv, line 3: XX stands in the file twice."),
        ("code,source\nXX,b\n", "broken.csv, line 2: 'name'."),
    ],
)
def test_a_broken_file_is_refused_by_name_and_line(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.csv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    with pytest.raises(TableError) as caught:
        tables._terms("broken.csv")
    assert str(caught.value) == message


def test_tables_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        posts()["ATLANTIS"] = posts()["BAKU"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        posts()["BAKU"].name = "Embassy Atlantis"  # type: ignore[misc]


def test_every_level_mark_and_kind_of_tag_is_explained_in_a_sentence() -> None:
    explained = vocabulary.explanations()
    wanted = [("level", code) for code in vocabulary.levels()] + [("mark", code) for code in vocabulary.portion_marks()]
    wanted += [("tag-kind", entry.kind) for entry in vocabulary.tags().values()]
    assert [key for key in wanted if key not in explained] == []
    assert [entry for entry in explained.values() if not entry.text.endswith(".")] == []
