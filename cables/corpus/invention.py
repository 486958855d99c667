"""Cables out of a seed: each is worked out from its index alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from random import Random

from cables.corpus.compose import MARKINGS, Block, Writer, write
from cables.corpus.countries import country_of
from cables.corpus.damage import choose
from cables.corpus.draft import DEPARTMENT_COPY, DEPARTMENT_TELEGRAM, FULL, PARTIAL, REFLOWED, Cited, Draft
from cables.corpus.language import Pattern, Pool
from cables.corpus.layout import count_numbered, typeset
from cables.corpus.officers import signer
from cables.corpus.scene import CableScene, Cast
from cables.corpus.schedule import MAX_CABLES, STATE_SERIALS, STORY_SIZES, Schedule, Slot, Story, locate
from cables.corpus.security import Security, choose_security
from cables.corpus.topics import Topic, prose, topics_of
from cables.corpus.values import InventedCable
from cables.corpus.wear import wear
from cables.vocabulary import posts

MEAN_WORDS, SPREAD = 1040, 0.75
"""Of the text itself, log-normal. With head and header, and the short cables of the Department, 1,040 come out."""
SHORTEST, LONGEST, LONGEST_OF_MISSION = 60, 14_000, 900
"""Words; a post has less to say of itself than of the world."""
RESPECTIVE = {"EUR": "EUR/SE", "NEA": "NEA/ARP", "SCA": "SCA/RA", "EAP": "EAP/MTS", "WHA": "WHA/AND", "AF": "AF/S"}


def invent(cables: int, seed: int, *, worn: bool = False) -> Iterator[InventedCable]:
    """The first `cables` cables of the seed's corpus, told story by story; `worn` as bad copies keep them.

    The same seed gives the same cables in every process, and the first of a longer corpus are those of a shorter one.
    At most as many as the 2010 release held; `ValueError` otherwise. Memory does not grow with the number.
    """
    if not 0 <= cables <= MAX_CABLES:
        raise ValueError(f"The corpus holds 0 to {MAX_CABLES:,} cables; {cables:,} were asked for.")
    if seed < 0:
        raise ValueError(f"The seed is a whole number from 0 up; it was {seed}.")
    inventor = Inventor(seed)
    if worn:
        return (wear(inventor.cable(index), Random((3 << 61) + (seed << 24) + index)) for index in range(cables))
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
        self.subjects = _in_turn(self.topic.pools["subjects"], draw)
        self.instructions = _in_turn(prose()["instruction.subjects"], draw)
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
        security = draft.security
        text = typeset(draft, draw, choose(draw, draft))
        return InventedCable(
            reference_id=slot.reference_id,
            header=text.header,
            body=text.body,
            layout=draft.layout,
            sent=slot.sent,
            post=slot.post.code,
            serial=slot.serial,
            classification=security.level,
            captions=security.captions,
            executive_order=security.executive_order,
            declassify_on=security.declassify_on,
            tags=draft.tags,
            subject=draft.subject,
            subject_marking=draft.subject_marking,
            references=tuple(cited.reference_id for cited in draft.references),
            classified_by=_classifiers(security, slot),
            reasons=tuple(f"{security.reason_order}({letter})" for letter in security.reasons),
            sections=text.sections,
            paragraphs=count_numbered(draft.blocks),
            signers=(draft.signer,) if draft.signer else (),
            damages=text.damages,
            sender=text.address.sender,
            precedence=text.address.precedence,
            action=text.address.action,
            info=text.address.info,
            passing=draft.passing,
            notal=tuple(cited.notal for cited in draft.references),
            written=text.written,
        )

    def _draft(self, draw: Random, story: Story, telling: Telling, place: int) -> Draft:
        slot = story.slots[place]
        year = slot.sent.year
        layout = _layout(draw, year)
        capitals = year < 1986 or (year < 2002 and draw.random() < (0.7 if year < 2000 else 0.3))
        security = choose_security(draw, telling.level, slot, capitals)
        references = self._references(draw, story, place)
        scene = telling.scene(draw, slot)
        scene.reftels = tuple(f"ref {'ABCDEFGHIJ'[n]}" for n in range(len(references))) if len(references) > 1 else ()
        scene.reftels = scene.reftels or (("reftel",) if references else ())
        from_department = slot.post.code == "STATE"
        subject = _subject(draw, telling, scene, place, from_department, year)
        blocks = _blocks(draw, telling, scene, security, year, from_department)
        return Draft(
            slot=slot,
            home=story.home,
            layout=layout,
            security=security,
            passing=_passing(draw, telling.country.bureau, from_department, year),
            tags=_tags(draw, telling, year),
            subject=subject,
            subject_marking=draw.choice("UUC") if security.marks_subject and draw.random() < 0.07 else None,
            references=references,
            blocks=blocks,
            secret_name=_secret_name(draw, telling),
            signer=None if draw.random() < 0.03 else signer(slot.post, year),
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


def _classifiers(security: Security, slot: Slot) -> tuple[str, ...]:
    """Named in Classified By, or on the line of order 12065."""
    if security.executive_order == "12065" and security.classified:
        return (signer(slot.post, slot.sent.year),)
    return (security.classified_by,) if security.classified_by else ()


def _in_turn(pool: Pool, draw: Random) -> list[Pattern]:
    """A pattern for each cable of the longest story."""
    deal = pool.deal(draw.random)
    return [deal.next() for _ in range(max(STORY_SIZES))]


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


def _subject(draw: Random, telling: Telling, scene: CableScene, place: int, from_department: bool, year: int) -> str:
    pattern = (telling.instructions if from_department else telling.subjects)[place]
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
    security: Security,
    year: int,
    from_department: bool,
) -> tuple[Block, ...]:
    marks = MARKINGS["SENSITIVE" if "SENSITIVE" in security.captions else security.level]
    entire = security.classified and (1979 <= year < 1990 or (year < 1996 and draw.random() < 0.5))
    if entire or year < 1979 or (marks == ("U",) and draw.random() < 0.6):
        marks = ()
    words = draw.lognormvariate(math.log(MEAN_WORDS) - SPREAD**2 / 2, SPREAD)
    longest = LONGEST_OF_MISSION if telling.topic.setting == "mission" else LONGEST
    budget = int(min(max(words, SHORTEST), longest))
    writer = Writer(scene, telling.topic, marks, budget, draw.choice(("  ", "  ", " ")))
    if entire:
        writer.blocks.append(Block("paragraph", f"({security.level[0]} - ENTIRE TEXT)"))
    if security.classifier_numbered:
        writer.blocks.append(Block("paragraph", security.statement, "U"))
    write(writer, from_department)
    return tuple(writer.blocks)


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
