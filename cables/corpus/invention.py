"""Cables out of a seed: each is worked out from its index alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from random import Random

from cables.corpus.compose import CONFIDENTIAL, LIMITED, MARKINGS, SECRET, UNCLASSIFIED, Block, Writer, write
from cables.corpus.countries import country_of
from cables.corpus.damage import choose
from cables.corpus.draft import DEPARTMENT_COPY, DEPARTMENT_TELEGRAM, FULL, PARTIAL, REFLOWED, Cited, Draft
from cables.corpus.language import Deal
from cables.corpus.layout import count_numbered, typeset
from cables.corpus.names import Namer, styles
from cables.corpus.scene import CableScene, Cast
from cables.corpus.schedule import MAX_CABLES, STATE_SERIALS, Schedule, Slot, Story, locate
from cables.corpus.topics import Topic, prose, topics_of
from cables.corpus.values import InventedCable
from cables.vocabulary import PostEntry, posts

MEAN_WORDS, SPREAD = 1015, 0.75
"""Of the text itself, log-normal. With head and header, and the short cables of the Department, 1,040 come out."""
SHORTEST, LONGEST = 60, 14_000
TITLES = ("Ambassador", "DCM", "Charge d'Affaires", "Political Counselor", "Economic Counselor", "Consul General")
DEPARTMENT_TITLES = ("Acting Assistant Secretary", "Office Director", "Deputy Assistant Secretary")
RESPECTIVE = {"EUR": "EUR/SE", "NEA": "NEA/ARP", "SCA": "SCA/RA", "EAP": "EAP/MTS", "WHA": "WHA/AND", "AF": "AF/S"}


def invent(cables: int, seed: int) -> Iterator[InventedCable]:
    """The first `cables` cables of the seed's corpus, told story by story.

    The same seed gives the same cables in every process, and the first of a longer corpus are those of a shorter one.
    At most as many as the 2010 release held; `ValueError` otherwise. Memory does not grow with the number.
    """
    if not 0 <= cables <= MAX_CABLES:
        raise ValueError(f"The corpus holds 0 to {MAX_CABLES:,} cables; {cables:,} were asked for.")
    if seed < 0:
        raise ValueError(f"The seed is a whole number from 0 up; it was {seed}.")
    inventor = Inventor(seed)
    return (inventor.cable(index) for index in range(cables))


class Telling:
    """A story with its topic and its people, shared by its cables."""

    def __init__(self, seed: int, story: Story) -> None:
        draw = Random((1 << 61) + (seed << 24) + story.number)
        self.country = country_of(story.home)
        settings = ("bilateral", "mission") if self.country.iso else ("multilateral",)
        self.topic: Topic = draw.choice(topics_of(settings, story.year))
        self.cast = Cast(draw, story.home, self.country, self.topic.titles, story.year)
        scene = self.scene(draw, story.slots[0])
        project = self.topic.pools["projects"].deal(draw.random).next().render(scene)
        self.cast.values["project"] = project
        self.subjects: Deal = self.topic.pools["subjects"].deal(draw.random)
        self.instructions: Deal = prose()["instruction.subjects"].deal(draw.random)
        self.extra_tags = tuple(draw.sample(self.topic.extra_tags, draw.randrange(len(self.topic.extra_tags) + 1)))
        self.level = draw.random()

    def scene(self, draw: Random, slot: Slot) -> CableScene:
        words = {
            "noun": self.topic.noun,
            "noun_title": self.topic.noun.title(),
            "ministry": self.topic.ministry,
            "officer": self.topic.officer,
        }
        return CableScene(self.cast, draw.random, slot.sent, words)


class Inventor:
    """The corpus of one seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.schedule = Schedule(seed)
        self._telling = lru_cache(maxsize=4)(self._tell)

    def _tell(self, number: int) -> tuple[Story, Telling]:
        story = self.schedule.story(number)
        return story, Telling(self.seed, story)

    def cable(self, index: int) -> InventedCable:
        number, place = locate(index)
        story, telling = self._telling(number)
        slot = story.slots[place]
        draw = Random((1 << 62) + (self.seed << 24) + index)
        draft = self._draft(draw, story, telling, place)
        classified = draft.level in (CONFIDENTIAL, SECRET)
        signed = draft.signer is not None
        chosen = choose(draw, slot.sent.year, draft.layout, draft.capitals, draft.captions, classified, signed)
        text = typeset(draft, draw, chosen)
        return InventedCable(
            reference_id=slot.reference_id,
            header=text.header,
            body=text.body,
            layout=draft.layout,
            sent=slot.sent,
            post=slot.post.code,
            serial=slot.serial,
            classification=draft.level,
            captions=draft.captions,
            executive_order=draft.executive_order,
            declassify_on=draft.declassify_on,
            tags=draft.tags,
            subject=draft.subject,
            subject_marking=draft.subject_marking,
            references=tuple(cited.reference_id for cited in draft.references),
            classified_by=draft.classified_by,
            reasons=tuple(f"{draft.reason_order}({letter})" for letter in draft.reasons),
            sections=text.sections,
            paragraphs=count_numbered(draft.blocks),
            signer=draft.signer,
            damages=text.damages,
        )

    def _draft(self, draw: Random, story: Story, telling: Telling, place: int) -> Draft:
        slot = story.slots[place]
        year = slot.sent.year
        layout = _layout(draw, year)
        level, captions = _level(draw, telling.level, year)
        capitals = year < 1986 or (year < 2002 and draw.random() < (0.7 if year < 2000 else 0.3))
        references = self._references(draw, story, place)
        scene = telling.scene(draw, slot)
        scene.reftels = tuple(f"ref {'ABCDEFGHIJ'[n]}" for n in range(len(references))) if len(references) > 1 else ()
        scene.reftels = scene.reftels or (("reftel",) if references else ())
        from_department = slot.post.code == "STATE"
        subject = _subject(draw, telling, scene, place, from_department, year)
        blocks = _blocks(draw, telling, scene, level, captions, year, from_department)
        order, declassify_on, declassify_text = _executive_order(draw, level, slot)
        named = level in (CONFIDENTIAL, SECRET) and (year > 1995)
        classifier = _officer(slot.post, year, draw.randrange(1, 4)) if named else None
        return Draft(
            slot=slot,
            home=story.home,
            layout=layout,
            level=level,
            captions=captions,
            passing=_passing(draw, telling.country.bureau, from_department, year),
            executive_order=order,
            declassify_on=declassify_on,
            declassify_text=declassify_text,
            tags=_tags(draw, telling, year),
            subject=subject,
            subject_marking=draw.choice("UUC") if classifier and year > 2002 and draw.random() < 0.07 else None,
            references=references,
            classified_by=classifier.upper() if classifier and (year <= 2003 or capitals) else classifier,
            classifier_title=draw.choice(DEPARTMENT_TITLES if from_department else TITLES),
            reasons=(("b", "d") if draw.random() < 0.8 else ("d",)) if classifier else (),
            blocks=blocks,
            secret_name=_secret_name(draw, telling),
            signer=None if draw.random() < 0.03 else _signer(slot.post, year),
            capitals=capitals,
        )

    def _references(self, draw: Random, story: Story, place: int) -> tuple[Cited, ...]:
        """Earlier cables of the story, now and then one of another story, now and then one that does not exist."""
        slot = story.slots[place]
        slots = [earlier for earlier in story.slots[:place] if draw.random() < 0.6][-4:]
        if draw.random() < 0.22:
            slots += self._elsewhere(draw, story, slot)
        cited = [Cited(earlier.post, earlier.sent.year, earlier.serial) for earlier in reversed(slots)]
        if draw.random() < 0.12:
            year = slot.sent.year - (slot.sent.month < 10 or draw.random() < 0.3)
            lost = Cited(posts()["STATE"], year, STATE_SERIALS + draw.randrange(1, 60_000))
            cited.insert(draw.randrange(len(cited) + 1), lost)
        return tuple(replace(item, notal=True) if draw.random() < 0.07 else item for item in cited)

    def _elsewhere(self, draw: Random, story: Story, slot: Slot) -> list[Slot]:
        """A cable of some earlier story, if one of a few tried was sent in the two years before."""
        first = max(0, story.number - 400)
        for number in draw.sample(range(first, story.number), min(4, story.number - first)):
            recent = [one for one in self.schedule.story(number).slots if 0 < (slot.sent - one.sent).days < 730]
            if recent:
                return recent[-1:]
        return []


def _secret_name(draw: Random, telling: Telling) -> tuple[str, str]:
    _, given, surname = telling.cast.people[draw.choice(("trader", "scholar", "editor", "mp"))]
    return f"{given} {surname}", surname


def _layout(draw: Random, year: int) -> str:
    if year < 1985:
        return DEPARTMENT_TELEGRAM
    if year < 2002:
        return DEPARTMENT_COPY if draw.random() < (0.95 if year < 2000 else 0.6) else PARTIAL
    if year < 2005:
        return PARTIAL if draw.random() < 0.85 else DEPARTMENT_COPY
    return REFLOWED if year > 2007 and draw.random() < 0.06 else FULL


def _level(draw: Random, story: float, year: int) -> tuple[str, tuple[str, ...]]:
    """Level and captions; the cables of a story mostly share the level."""
    drawn = story if draw.random() < 0.8 else draw.random()
    captions = ["SIPDIS"] if year > 2002 and draw.random() < 0.9 else []
    if drawn < 0.30:
        return UNCLASSIFIED, tuple(captions)
    if drawn < 0.56:
        if year < 1995:
            return (LIMITED if drawn < 0.46 else UNCLASSIFIED), tuple(captions)
        return UNCLASSIFIED, ("SENSITIVE", *captions)
    if drawn > 0.985 and year > 1985:
        captions.insert(0, "NOFORN")
    elif draw.random() < 0.03 and year > 1972:
        captions.insert(0, draw.choice(("LIMDIS", "EXDIS")))
    return (CONFIDENTIAL if drawn < 0.94 else SECRET), tuple(captions)


def _subject(draw: Random, telling: Telling, scene: CableScene, place: int, from_department: bool, year: int) -> str:
    deal = telling.instructions if from_department else telling.subjects
    for _ in range(place):
        deal.next()
    pattern = deal.next()
    subject = pattern.say(scene)
    if not pattern.fills:
        subject += prose()["subject.tails"].deal(draw.random).next().render(scene)
        subject = subject.replace("?;", "?").replace("?,", "?")
    name = telling.country.name.removeprefix("the ").removeprefix("The ")
    if from_department:
        pass
    elif telling.country.iso and telling.country.adjective not in subject and draw.random() < 0.35:
        subject = f"{name}: {subject}"
    elif place and draw.random() < 0.25:
        subject = draw.choice(("Update: {}", "Follow-Up: {}", "{} - An Update", "More on: {}")).format(subject)
    return subject.upper() if year < 2008 or draw.random() < 0.45 else subject


def _blocks(
    draw: Random,
    telling: Telling,
    scene: CableScene,
    level: str,
    captions: tuple[str, ...],
    year: int,
    from_department: bool,
) -> tuple[Block, ...]:
    marks = MARKINGS["SENSITIVE" if "SENSITIVE" in captions else level]
    entire = level in (CONFIDENTIAL, SECRET) and (1979 <= year < 1990 or (year < 1996 and draw.random() < 0.5))
    if entire or year < 1979 or (marks == ("U",) and draw.random() < 0.6):
        marks = ()
    words = draw.lognormvariate(math.log(MEAN_WORDS) - SPREAD**2 / 2, SPREAD)
    budget = int(min(max(words, SHORTEST), LONGEST))
    writer = Writer(scene, telling.topic, marks, budget, draw.choice(("  ", "  ", " ")))
    if entire:
        writer.blocks.append(Block("paragraph", f"({level[0]} - ENTIRE TEXT)"))
    write(writer, from_department)
    return tuple(writer.blocks)


def _executive_order(draw: Random, level: str, slot: Slot) -> tuple[str | None, date | None, str]:
    """Order number, date, and the words after the number."""
    sent = slot.sent.date()
    if sent.year < 1972:
        return None, None, ""
    order = "12958"
    for upto, name in ((date(1978, 12, 1), "11652"), (date(1982, 8, 1), "12065"), (date(1995, 10, 14), "12356")):
        if sent < upto:
            order = name
            break
    if level in (UNCLASSIFIED, LIMITED):
        return order, None, "N/A"
    if order == "11652":
        return order, None, draw.choice(("GDS", "GDS", "XGDS-1", "ADS"))
    years = draw.choice((5, 6) if order == "12065" else (10, 10, 10, 5, 15))
    day = date(sent.year + years, sent.month, min(sent.day, 28))
    if order == "12065":
        return order, day, f"GDS {day.month}/{day.day}/{day:%y} ({_signer(slot.post, sent.year)}) OR-M"
    if order == "12356":
        return order, None, "DECL: OADR"
    form = "{0:%m/%d/%Y}" if draw.random() < 0.8 else "{0.month}/{0.day}/{0:%y}" if day.year < 2018 else "{0:%Y/%m/%d}"
    return order, day, "DECL: " + form.format(day)


def _passing(draw: Random, bureau: str, from_department: bool, year: int) -> tuple[str, ...]:
    if from_department or year < 1985 or draw.random() < 0.45:
        return ()
    office = RESPECTIVE.get(bureau, "IO")
    return draw.choice(
        (
            (f"DEPT FOR {office}",),
            (f"STATE FOR {office} AND EB", "COMMERCE FOR ITA"),
            ("STATE PASS TO USTR",),
            (f"DEPT FOR {office}, USAID FOR {bureau}",),
        )
    )


def _tags(draw: Random, telling: Telling, year: int) -> tuple[str, ...]:
    """Subject codes first, the country last; there were no TAGS before 1973."""
    if year < 1973:
        return ()
    programs = () if year > 1985 else tuple(tag for tag in telling.extra_tags if tag.startswith("K"))
    extra = tuple(tag for tag in telling.extra_tags if tag not in programs)
    return (*telling.topic.tags, *extra, telling.country.tag)


@lru_cache(maxsize=4096)
def _officer(post: PostEntry, year: int, rank: int) -> str:
    """The invented name of an officer who stays three years at the post."""
    term = (year + sum(map(ord, post.code)) + rank) // 3
    draw = Random(sum(ord(letter) * 131**place for place, letter in enumerate(post.code)) * 1000 + term * 10 + rank)
    return Namer(styles()["anglo"], 0).person(draw.random)


def _signer(post: PostEntry, year: int) -> str:
    return _officer(post, year, 0).rpartition(" ")[2].upper()
