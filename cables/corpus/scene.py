"""The people, places and figures of a story, and the slots through which patterns ask for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random

from cables.corpus.countries import ORGANISATIONS, Country
from cables.corpus.language import Fill, Scene
from cables.corpus.names import Namer, pick, styles
from cables.vocabulary import PostEntry

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = ("second", "third", "fourth", "fifth", "sixth")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FIRMS = ("Trading", "Brothers", "Works", "and Sons", "Group", "Enterprises", "Holdings", "Mills", "Supply", "Partners")
PAPERS = ("Courier", "Morning Post", "Lantern", "Observer", "Gazette", "Voice", "Tribune", "Messenger", "Star")
CAUSES = ("Friends of the {}", "{} Citizens' League", "Green {}", "Hands of {}", "The {} Trust", "{} Women's Union")
SHIPS = ("Patience", "Northern Lily", "Fair Wind", "Amber Star", "Good Hope", "Grey Heron", "Two Sisters", "Constance")
DELEGATIONS = (
    "Norway", "Chile", "Canada", "Ghana", "Japan", "Jordan", "Kenya", "Mexico", "Finland", "Thailand", "Uruguay",
    "Ireland", "Senegal", "Portugal", "New Zealand", "Sweden", "Botswana", "Costa Rica", "Singapore", "Austria",
)  # fmt: skip
ABBREVIATED = {"South Korea": "ROK", "the United Kingdom": "UK", "Hong Kong": "HKG"}


class Cast:
    """What stays the same through all cables of a story."""

    def __init__(self, draw: Random, home: PostEntry, country: Country, titles: Mapping[str, str], year: int) -> None:
        random = draw.random
        self.year = year
        offset = sum(ord(letter) * 97**place for place, letter in enumerate(country.iso or home.code))
        style = styles()[country.style or draw.choice(list(styles()))]
        self.namer = Namer(style, offset)
        self.us = Namer(styles()["anglo"], 0)
        city = ORGANISATIONS[home.code].city if home.code in ORGANISATIONS else title_case(home.line_name)
        town = self.namer.town
        self.values = {
            "country": country.name,
            "adj": country.adjective,
            "city": city,
            "town": town(random),
            "town2": town(random),
            "town3": town(random),
            "river": self.namer.surname(random).removeprefix("al-"),
            "district": town(random),
            "company": firm(self.namer, random),
            "company2": firm(self.namer, random),
            "paper": f"{pick(random, PAPERS)}",
            "ngo": pick(random, CAUSES).format(self.namer.town(random)),
            "ship": pick(random, SHIPS),
            "currency": country.currency,
            "gov_plain": f"the Government of {country.name}" if country.iso else "the Secretariat",
        }
        self.abbreviation = "GO" + "".join(word[0] for word in country.name.split() if word[0].isupper())
        self.abbreviation = f"GO{ABBREVIATED[country.name]}" if country.name in ABBREVIATED else self.abbreviation
        self.has_country = bool(country.iso)
        self.people: dict[str, tuple[str, str, str]] = {}
        own = {"mayor": f"{self.values['town']} Mayor", "trader": f"{self.values['company']} director"}
        own |= {"scholar": "economist", "mp": "opposition deputy", "editor": f"{self.values['paper']} editor"}
        for role, title in {**own, **titles}.items():
            given, surname = self.namer.given(random), self.namer.surname(random)
            self.people[role] = (title, given, surname)
        self.people["envoy"] = ("Desk Officer", self.us.given(random), self.us.surname(random))


class CableScene:
    """One cable's view of its story: whom it has named already, which day it is."""

    __slots__ = ("abbreviate", "cast", "draw", "met", "reftels", "sent", "values")

    def __init__(self, cast: Cast, draw: Callable[[], float], sent: datetime, values: Mapping[str, str]) -> None:
        self.cast = cast
        self.draw = draw
        self.sent = sent
        self.values: dict[str, str] = {**cast.values, **values}
        self.met: set[str] = set()
        self.abbreviate = draw() < 0.6
        self.reftels: tuple[str, ...] = ()

    def person(self, role: str) -> str:
        """Title and full name at first, the surname from then on."""
        title, given, surname = self.cast.people[role]
        if role in self.met:
            return surname
        self.met.add(role)
        return f"{title} {given} {surname}"

    def government(self) -> str:
        if not self.cast.has_country:
            return self.values["gov_plain"]
        if not self.abbreviate:
            return "the government"
        if "government" in self.met:
            return f"the {self.cast.abbreviation}"
        self.met.add("government")
        return f"{self.values['gov_plain']} ({self.cast.abbreviation})"


def title_case(line_name: str) -> str:
    """THE HAGUE -> The Hague, PORT AU PRINCE -> Port au Prince."""
    words = line_name.title().replace("'S", "'s").split()
    return " ".join(word.lower() if word in ("Au", "De", "Of") and place else word for place, word in enumerate(words))


def firm(namer: Namer, draw: Callable[[], float]) -> str:
    return f"{namer.surname(draw)} {pick(draw, FIRMS)}"


def day_name(day: datetime) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}"


def _whole(low: int, high: int) -> Callable[[Scene], int]:
    """Whole numbers spread evenly over their logarithms, as counts of things are."""
    ratio = high / low
    return lambda scene: int(low * ratio ** scene.draw())


_tens = _whole(11, 97)
_hundreds = _whole(110, 990)
_thousands = _whole(1100, 98000)
_percent = _whole(3, 80)
_tenths = _whole(11, 990)


def _money(scene: CableScene) -> str:
    tenths = _tenths(scene)
    return f"USD {tenths // 10}.{tenths % 10} million"


def _local(scene: CableScene) -> str:
    return f"{_tenths(scene)} {pick(scene.draw, ('thousand', 'million', 'million'))} {scene.values['currency']}"


def _growth(scene: CableScene) -> str:
    before = _thousands(scene)
    return f"{before:,} to {int(before * (1.1 + 3 * scene.draw())):,}"


def _few_of(scene: CableScene) -> str:
    less, more = sorted((int(scene.draw() * 9), int(scene.draw() * 9)))
    return f"{NUMBERS[less]} of {NUMBERS[more + 2]}"


def _vote(scene: CableScene) -> str:
    less, more = sorted((_tens(scene), _tens(scene)))
    return f"{more + 1} to {less}"


def _past_day(scene: CableScene) -> str:
    return day_name(scene.sent - timedelta(days=1 + int(scene.draw() * 18)))


def _soon_day(scene: CableScene) -> str:
    return day_name(scene.sent + timedelta(days=9 + int(scene.draw() * 50)))


def _month_name(shift: int, spread: int) -> Fill:
    def fill(scene: CableScene) -> str:
        return MONTHS[(scene.sent.month - 1 + shift + int(scene.draw() * spread)) % 12]

    return fill


def _fresh_name(scene: CableScene) -> str:
    return scene.cast.namer.person(scene.draw)


def _reftel(scene: CableScene) -> str:
    return pick(scene.draw, scene.reftels)


def _clock(scene: CableScene) -> str:
    hour = 6 + int(scene.draw() * 14)
    return f"{(hour - 1) % 12 + 1}:{int(scene.draw() * 12) * 5:02d} {'a.m.' if hour < 12 else 'p.m.'}"


_DRAWN: dict[str, Callable[[CableScene], str]] = {
    "gov": CableScene.government,
    "few": lambda s: NUMBERS[int(s.draw() * 8)],
    "few_more": lambda s: NUMBERS[5 + int(s.draw() * 6)],
    "few_cap": lambda s: NUMBERS[int(s.draw() * 8)].capitalize(),
    "few_th": lambda s: ORDINALS[int(s.draw() * len(ORDINALS))],
    "tens": lambda s: str(_tens(s)),
    "service": lambda s: str(12 + int(s.draw() * 32)),
    "hundreds": lambda s: str(_hundreds(s)),
    "thousands": lambda s: f"{_thousands(s):,}",
    "part": lambda s: "{} of {}".format(*sorted((_tens(s), _tens(s) + 1))),
    "few_of": _few_of,
    "few_tens": lambda s: f"{NUMBERS[int(s.draw() * 8)]} of {_tens(s)}",
    "km": lambda s: str(_tens(s) * 3),
    "pct": lambda s: f"{_percent(s)} percent",
    "growth": _growth,
    "vote": _vote,
    "usd": _money,
    "local": _local,
    "date": _past_day,
    "soon_date": _soon_day,
    "weekday": lambda s: WEEKDAYS[int(s.draw() * 5)],
    "clock": _clock,
    "clock_end": _clock,
    "past_month": _month_name(-4, 4),
    "next_month": _month_name(1, 5),
    "past_year": lambda s: str(s.cast.year - 1 - int(s.draw() ** 2 * 30)),
    "soon_year": lambda s: str(s.cast.year + 1 + int(s.draw() * 6)),
    "fresh_town": lambda s: s.cast.namer.town(s.draw),
    "fresh_person": _fresh_name,
    "fresh_company": lambda s: firm(s.cast.namer, s.draw),
    "fresh_paper": lambda s: f"the {s.cast.namer.town(s.draw)} {pick(s.draw, PAPERS)}",
    "fresh_us": lambda s: s.cast.us.town(s.draw),
    "fresh_us_person": lambda s: s.cast.us.person(s.draw),
    "tens_teen": lambda s: str(12 + int(s.draw() * 8)),
    "delegation": lambda s: DELEGATIONS[int(s.draw() * len(DELEGATIONS))],
    "reftel": _reftel,
    "ref": lambda s: f"in {_reftel(s)}",
    "envoy_plain": lambda s: " ".join(s.cast.people["envoy"]),
}
_ROLES = ("minister", "deputy", "expert", "mayor", "trader", "scholar", "mp", "editor", "envoy")
_KEPT = (
    "country", "adj", "city", "town", "town2", "town3", "river", "district", "company", "company2", "paper", "ngo",
    "ship", "currency", "gov_plain", "project", "noun", "noun_title", "ministry", "officer", "speaker", "speaker_s",
    "quote",
)  # fmt: skip


def _kept(name: str) -> Fill:
    return lambda scene: scene.values[name]


def _role(name: str) -> Fill:
    return lambda scene: scene.person(name)


def _surname(name: str) -> Fill:
    return lambda scene: scene.cast.people[name][2]


SLOTS: dict[str, Fill] = {name: _kept(name) for name in _KEPT}
SLOTS |= {name: _role(name) for name in _ROLES}
SLOTS |= {f"{name}_surname": _surname(name) for name in _ROLES}
SLOTS |= _DRAWN
