"""Who sends which cable when: worked out from a cable's index alone, so that nothing need be remembered.

Cables come in stories: a few cables about one matter, oldest first, most of them from one post. A *book* is one post's
run of serials in one year. The stories of the whole release are shared out over the books as the release itself was
(posts by their cables, years by their months); an affine permutation of the story's number says in which book it
begins and at which rank.

Each story owns one residue of the serials in each book it may write to: serial = round * modulus + residue + 1. A later
round is a later date, so serials are unique and rise with the date without any table of those already given.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise
from random import Random

from cables.corpus.names import DATA
from cables.vocabulary import PostEntry, cables_per_month, post_by_name, posts

STORY_SIZES = (1, 4, 2, 7, 1, 3, 5, 1, 2, 3, 6, 1, 4, 2, 1, 3, 5, 2, 3, 8)
"""Cables of each story in turn, again and again."""
CYCLE = sum(STORY_SIZES)
MAX_CABLES = sum(month.cables for month in cables_per_month())
STORIES = -(-MAX_CABLES // CYCLE) * len(STORY_SIZES)
SHOWCASE = 120
"""The first stories are drawn so that every era appears among a few hundred cables."""
SHOWCASE_ERAS = ((1979, 0.13), (1999, 0.17), (2004, 0.18), (9999, 0.52))
"""(last year, share of the showcase)."""
GOLDEN = (math.sqrt(5) - 1) / 2
STATE_SHARE, PARTNER_SHARE = 8, 4
"""One story in so many may hold cables of the Department, of the partner post."""
OLD_POSTS = frozenset((DATA / "old-posts.txt").read_text(encoding="ascii").split())
"""Embassies since before 1966 under these names: they report from the first year on, whatever the release held."""
FEWEST_ROUNDS = 12
STATE_SERIALS = 130_000
"""The Department's serials stay below this in a year; greater ones do not exist in the corpus."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one cable: its sender, number and time."""

    reference_id: str
    post: PostEntry
    serial: int
    sent: datetime


@dataclass(frozen=True, slots=True)
class Story:
    number: int
    home: PostEntry
    year: int
    slots: tuple[Slot, ...]
    """In the order of time."""


@dataclass(slots=True)
class Book:
    post: PostEntry
    year: int
    regular: int
    """How many stories of the regular run begin here."""
    showcase: int
    in_year: int
    """Stories of the same year that begin in earlier books."""

    @property
    def stories(self) -> int:
        return self.regular + self.showcase


def locate(index: int) -> tuple[int, int]:
    """The story of a cable and the cable's place in it."""
    cycle, offset = divmod(index, CYCLE)
    story, place = _OFFSETS[offset]
    return cycle * len(STORY_SIZES) + story, place


_OFFSETS = [(story, place) for story, size in enumerate(STORY_SIZES) for place in range(size)]


class Schedule:
    """The plan of one corpus; the same seed gives the same plan whatever the number of cables."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.books = _books()
        self._by_key = {(book.post.code, book.year): book for book in self.books}
        self._regular = list(accumulate(book.regular for book in self.books))
        self._showcase = list(accumulate(book.showcase for book in self.books))
        self._year_stories: Counter[int] = Counter()
        for book in self.books:
            self._year_stories[book.year] += book.stories
        draw = Random(seed)
        self._shift = draw.randrange(self._regular[-1])
        self._showcase_shift = draw.randrange(self._showcase[-1])
        self.story = lru_cache(maxsize=64)(self._story)

    def _place(self, number: int) -> tuple[Book, int]:
        """The book in which a story begins and its rank among those that begin there."""
        if number < SHOWCASE:
            position = (number * _stride(SHOWCASE) + self._showcase_shift) % SHOWCASE
            index = bisect_right(self._showcase, position)
            book = self.books[index]
            return book, book.regular + position - (self._showcase[index] - book.showcase)
        run = self._regular[-1]
        position = ((number - SHOWCASE) * _stride(run) + self._shift) % run
        index = bisect_right(self._regular, position)
        book = self.books[index]
        return book, position - (self._regular[index] - book.regular)

    def _story(self, number: int) -> Story:
        book, rank = self._place(number)
        draw = Random((self.seed << 24) + number)
        size = STORY_SIZES[number % len(STORY_SIZES)]
        with_state = (book.in_year + rank) % STATE_SHARE == 0 and book.year >= _state().first_year
        partner = _partners().get(book.post.code) if rank % PARTNER_SHARE == 1 else None
        taken: set[tuple[str, int, int]] = set()
        slots = []
        moment = book.year + draw.random()
        for place in range(size):
            post = book.post
            if with_state and draw.random() < 0.42:
                post = _state()
            elif partner and place and draw.random() < 0.35:
                post = partner
            slots.append(self._claim(book, rank, post, moment, taken))
            moment += draw.expovariate(1) * 0.07
        slots.sort(key=lambda slot: (slot.sent, slot.reference_id))
        return Story(number, book.post, book.year, tuple(slots))

    def _claim(self, home: Book, rank: int, post: PostEntry, moment: float, taken: set[tuple[str, int, int]]) -> Slot:
        """The serial of this story in the post's book that lies nearest to the moment wanted."""
        year, part = home.year, moment - home.year
        if part >= 1:
            year, part = home.year + 1, min(part - 1, 0.999)
            if not self._writes(post, year):
                year, part = home.year, 0.999
        if not self._writes(post, year):
            post = home.post
        modulus, residue = self._residue(home, rank, post, year)
        rounds = max(FEWEST_ROUNDS, _capacity(post, year) // modulus)
        wanted = int(part * rounds)
        free = chain(range(wanted, rounds), range(wanted - 1, -1, -1))
        turn = next(turn for turn in free if (post.code, year, turn) not in taken)
        taken.add((post.code, year, turn))
        serial = turn * modulus + residue + 1
        sent = _moment(year, (serial - 0.5) / (rounds * modulus))
        return Slot(f"{year % 100:02d}{post.code}{serial}", post, serial, sent)

    def _residue(self, home: Book, rank: int, post: PostEntry, year: int) -> tuple[int, int]:
        if post.code == "STATE":
            this, before = (-(-self._year_stories[y] // STATE_SHARE) for y in (year, year - 1))
            residue = (home.in_year + rank) // STATE_SHARE
            return this + before, residue if home.year == year else this + residue
        partner = _partners().get(post.code)
        own = [self._stories(post, year), self._stories(post, year - 1)]
        visiting = [-(-self._stories(partner, y) // PARTNER_SHARE) if partner else 0 for y in (year, year - 1)]
        widths = [*own, *visiting]
        lane = (0 if post is home.post else 2) + (0 if home.year == year else 1)
        return sum(widths), sum(widths[:lane]) + (rank if post is home.post else rank // PARTNER_SHARE)

    def _writes(self, post: PostEntry, year: int) -> bool:
        return (post.code, year) in self._by_key or (post.code == "STATE" and year in self._year_stories)

    def _stories(self, post: PostEntry, year: int) -> int:
        book = self._by_key.get((post.code, year))
        return book.stories if book else 0


@cache
def _state() -> PostEntry:
    return posts()["STATE"]


@cache
def senders() -> tuple[PostEntry, ...]:
    """Posts with a name of their own and a country: no second spellings, no delegations on the road."""
    return tuple(
        post
        for code, post in sorted(posts().items())
        if code != "STATE" and post.cables >= 5 and post.country_code
        if post_by_name(code) == post and post_by_name(post.line_name) == post
    )


@cache
def _year_cables() -> dict[int, int]:
    years: defaultdict[int, int] = defaultdict(int)
    for month in cables_per_month():
        years[month.year] += month.cables
    return dict(years)


@cache
def _books() -> list[Book]:
    """Every (year, post) with its share of the stories; shares are rounded along the running sum, so none is lost."""
    years = _year_cables()
    weights: dict[tuple[int, str], float] = {}
    for post in senders():
        first = min(years) if post.code in OLD_POSTS else post.first_year
        active = {year: cables for year, cables in years.items() if first <= year <= post.last_year}
        for year, cables in active.items():
            weights[year, post.code] = post.cables * cables / sum(active.values())
    keys = sorted(weights)
    regular = _shares([weights[key] for key in keys], STORIES - SHOWCASE)
    even = zip(keys, _even(keys, weights), strict=True)
    showcase = _shares([weight * _era_boost()[year] for (year, _), weight in even], SHOWCASE)
    books, in_year = [], 0
    for place, (year, code) in enumerate(keys):
        if place and keys[place - 1][0] != year:
            in_year = 0
        book = Book(posts()[code], year, regular[place], showcase[place], in_year)
        in_year += book.stories
        books.append(book)
    return books


def _even(keys: list[tuple[int, str]], weights: dict[tuple[int, str], float]) -> list[float]:
    """The weights of each year's posts, levelled and made to sum to one."""
    totals: defaultdict[int, float] = defaultdict(float)
    for key in keys:
        totals[key[0]] += math.sqrt(weights[key])
    return [math.sqrt(weights[key]) / totals[key[0]] for key in keys]


@cache
def _era_boost() -> dict[int, float]:
    """Each year's share of the showcase."""
    shares: dict[int, float] = {}
    first = 0
    for last, share in SHOWCASE_ERAS:
        level = {year: cables**0.5 for year, cables in _year_cables().items() if first < year <= last}
        shares |= {year: share * value / sum(level.values()) for year, value in level.items()}
        first = last
    return shares


def _shares(weights: list[float], whole: int) -> list[int]:
    total = sum(weights)
    bounds = [round(part * whole / total) for part in accumulate(weights)]
    return [upper - lower for lower, upper in pairwise([0, *bounds])]


@cache
def _stride(run: int) -> int:
    """A step near the golden section without a common factor: any first few places are spread over the whole run."""
    step = round(run * GOLDEN)
    while math.gcd(step, run) != 1:
        step += 1
    return step


@cache
def _capacity(post: PostEntry, year: int) -> int:
    """About how many serials the post used in a year, as far as the release's counts tell."""
    last_month = max(month.month for month in cables_per_month() if month.year == year)
    usual = STATE_SERIALS if post.code == "STATE" else 450 + post.cables // 3
    if year < 1980:
        usual *= 4 if post.code != "STATE" else 1
    return usual * (last_month if year == max(_year_cables()) else 12) // 12


@cache
def _partners() -> dict[str, PostEntry]:
    """Pairs of posts near each other, the greater posts choosing first."""
    free = {post.code: post for post in sorted(senders(), key=lambda post: (-post.cables, post.code))}
    pairs: dict[str, PostEntry] = {}
    while free:
        post = free.pop(next(iter(free)))
        near = min((_distance(post, other), code) for code, other in free.items()) if free else (math.inf, "")
        if near[0] < math.inf:
            other = free.pop(near[1])
            pairs |= {post.code: other, other.code: post}
    return pairs


def _distance(one: PostEntry, other: PostEntry) -> float:
    """Degrees of arc, near enough to compare; infinite where a post has no position or both are in one town."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    east = (one.longitude - other.longitude + 180) % 360 - 180
    north = one.latitude - other.latitude
    far = math.hypot(north, east * math.cos(math.radians(one.latitude)))
    return far if far > 0.5 else math.inf


@cache
def _months(year: int) -> tuple[list[float], list[tuple[datetime, timedelta]]]:
    months = sorted((month.month, month.cables) for month in cables_per_month() if month.year == year)
    total = sum(cables for _, cables in months)
    spans = []
    for month, _ in months:
        start = datetime(year, month, 1, tzinfo=UTC)
        spans.append((start, datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC) - start))
    return [part / total for part in accumulate(cables for _, cables in months)], spans


def _moment(year: int, part: float) -> datetime:
    """The time at which the given part of the year's cables had been sent."""
    bounds, spans = _months(year)
    index = min(bisect_right(bounds, part), len(bounds) - 1)
    lower = bounds[index - 1] if index else 0.0
    start, length = spans[index]
    within = (part - lower) / (bounds[index] - lower)
    return start + timedelta(minutes=int(within * (length.total_seconds() // 60 - 1)))
