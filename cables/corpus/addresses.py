"""To whom a cable goes: address lines and the symbols of the Department's offices."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from random import Random

from cables.corpus.countries import country_of
from cables.corpus.names import pick
from cables.corpus.schedule import senders
from cables.corpus.values import Addressed
from cables.vocabulary import PostEntry, routing

DEPARTMENT = "SECSTATE WASHDC"
PREFIXES = {"embassy": "AMEMBASSY", "consulate": "AMCONSUL", "mission": "USMISSION"}
SPECIAL_PREFIXES = {"TAIPEI": "AIT", "HAVANA": "USINT"}
AGENCIES = (
    ("RUEKJCS", "SECDEF WASHDC"), ("RUCPDOC", "USDOC WASHDC"), ("RUEATRS", "DEPT OF TREASURY WASHDC"),
    ("RUEHRC", "DEPT OF AGRICULTURE WASHDC"), ("RHEHNSC", "NSC WASHDC"), ("RUEHGV", "USMISSION GENEVA"),
    ("RUCNDT", "USMISSION USUN NEW YORK"), ("RUEHBS", "USEU BRUSSELS"), ("RUEAUSA", "DEPT OF HHS WASHDC"),
    ("RHMFISS", "CDR USEUCOM VAIHINGEN GE"), ("RUEANFA", "NRC WASHDC"),
)  # fmt: skip
OLD_AGENCIES = 6
"""The first so many are older than the others."""
COLLECTIVES = {
    "EUR": (("RUCNMEM", "EU MEMBER STATES COLLECTIVE"), ("RUEHMHZ", "EUROPEAN POLITICAL COLLECTIVE")),
    "SCA": (("RUCNCIS", "CIS COLLECTIVE"),),
    "WHA": (("RUEHWH", "WESTERN HEMISPHERIC AFFAIRS DIPL POSTS"), ("RUCNCOM", "EC CARICOM COLLECTIVE")),
    "EAP": (("RUCNASE", "ASEAN MEMBER COLLECTIVE"),),
    "NEA": (("RUEHEE", "ARAB LEAGUE COLLECTIVE"),),
    "AF": (("RUEHZO", "AFRICAN UNION COLLECTIVE"),),
}
OFFICES = ("LOG", "NP", "AID", "CIAE", "COME", "DODE", "EB", "EXIM", "FRB", "INR", "L", "NSAE", "OMB", "PA", "STR")
OLD_OFFICES = ("ISO", "OCT", "CIAE", "COM", "DODE", "EB", "INR", "L", "NSAE", "PA", "SP", "SS", "TRSE", "USIA", "XMB")


def sender_line(post: PostEntry) -> str:
    """The FM line's name: AMEMBASSY BAKU."""
    if post.code == "STATE":
        return DEPARTMENT
    if post.line_name.startswith(("USEU", "IRAN RPO", "RPO")):
        return post.line_name
    if post.code in SPECIAL_PREFIXES:
        return f"{SPECIAL_PREFIXES[post.code]} {post.line_name}"
    return f"{PREFIXES.get(post.kind, 'AMEMBASSY')} {post.line_name}"


@cache
def _indicators() -> dict[str, str]:
    """Routing indicators by plain name; of several the first listed."""
    names: dict[str, str] = {}
    for indicator, entry in routing().items():
        names.setdefault(entry.name, indicator)
    return names


@cache
def indicator(post: PostEntry) -> str:
    """The routing indicator of a post; one made up of its code's letters where the list of 2010 has none."""
    if post.code == "STATE":
        return "RUEHC"
    for prefix in ("AMEMBASSY", "AMCONSUL", "USMISSION", "USEU", "AIT"):
        found = _indicators().get(f"{prefix} {post.line_name}") or _indicators().get(post.line_name)
        if found:
            return found
    return "RUEH" + post.code[:1] + post.code[-2:]


@cache
def _neighbours(bureau: str) -> tuple[PostEntry, ...]:
    return tuple(post for post in senders() if country_of(post).bureau == bureau and post.kind == "embassy")


def addressees(
    draw: Random, post: PostEntry, home: PostEntry, year: int, routed: bool
) -> tuple[tuple[Addressed, ...], tuple[Addressed, ...]]:
    """Action and info addressees; `routed` with routing indicators, as from about 2005."""
    action = [(indicator(home), sender_line(home))] if post.code == "STATE" else [("RUEHC", DEPARTMENT)]
    bureau = country_of(home).bureau
    info: dict[str, str] = {}
    own = (post.code, home.code)
    near = [other for other in _neighbours(bureau) if other.first_year <= year and other.code not in own]
    for other in draw.sample(near, min(len(near), int(draw.random() ** 2 * 7))):
        info[sender_line(other)] = indicator(other)
    if routed and draw.random() < 0.45:
        code, name = draw.choice(COLLECTIVES.get(bureau, AGENCIES))
        info[name] = code
    for code, name in draw.sample(AGENCIES if year > 1980 else AGENCIES[:OLD_AGENCIES], int(draw.random() ** 2 * 5)):
        info[name] = code
    return (
        tuple(_addressed(draw, code, name, routed, 0.5) for code, name in action),
        tuple(_addressed(draw, code, name, routed, 0.1) for name, code in info.items()),
    )


def _addressed(draw: Random, code: str, name: str, routed: bool, urgent: float) -> Addressed:
    precedence = pick(draw.random, ("PRIORITY", "PRIORITY", "IMMEDIATE")) if draw.random() < urgent else None
    numbered = "COLLECTIVE" not in name and "POSTS" not in name and draw.random() < 0.75
    number = f"{int(9 * 1000 ** draw.random()):04d}" if numbered else None
    return Addressed(name, code if routed else None, precedence, number)


def address_lines(action: Iterable[Addressed], info: Iterable[Addressed]) -> list[str]:
    """TO and INFO lines."""
    return [
        f"{'' if place else label}{_address(one)}"
        for label, some in (("TO ", action), ("INFO ", info))
        for place, one in enumerate(some)
    ]


def _address(one: Addressed) -> str:
    routed = f"{one.indicator}/{one.name}" if one.indicator else one.name
    return " ".join(part for part in (routed, one.precedence, one.continuity_number) if part)


def distribution(draw: Random, bureau: str, old: bool) -> list[str]:
    """The ACTION and INFO lines of a Department copy: offices and how many copies each got."""
    if bureau == "WHA":
        bureau = "ARA"
    elif bureau == "SCA":
        bureau = "NEA"
    if old:
        some = draw.sample(OLD_OFFICES, draw.randrange(5, 12))
        offices = [f"{office}-{draw.randrange(1, 16):02d}" for office in some]
        total = f"/{draw.randrange(20, 130):03d} W"
        action = f"ACTION {bureau}-{draw.randrange(8, 15):02d}"
    else:
        offices = [f"{office}-00".ljust(8) for office in draw.sample(OFFICES, draw.randrange(4, 12))]
        total = f"/{draw.randrange(3, 12):03d}W"
        action = f"ACTION {bureau}-00"
    lines = [action, ""]
    for first in range(0, len(offices), 6):
        lines.append(("INFO  " if not first else "      ") + " ".join(offices[first : first + 6]))
    lines[-1] = f"{lines[-1].rstrip()} {total}"
    return lines
