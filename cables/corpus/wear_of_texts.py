"""What handling did to the texts of telegrams: page makers, bad lines, archives. See `wear.py`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from cables.corpus.draft import DEPARTMENT_TELEGRAM, REFLOWED
from cables.corpus.values import InventedCable, Written
from cables.corpus.wear_of_heads import Worn, exchanged, parted
from cables.vocabulary import words

BANNER = r"(?m)^([A-Z][A-Z .']{2,9} \d{8}) {2}(\d{3}(?:\.2)? OF \d{3})$"
OTHER_SIGNERS = ("HOLLOWAY", "PRENTICE", "WEATHERBY", "ST-CLAIR")


# Text


def renumbered(shift: int, cable: InventedCable, draw: Random) -> Worn:
    """The last number skips one, or comes a second time."""
    last = cable.written[-1]
    if last.number is None or last.number < 4 or not last.marking or cable.body.count(f"\n{last.number}.") != 1:
        return None
    worn = exchanged(cable, f"\n{last.number}.", f"\n{last.number + shift}.")
    return worn and replace(worn, written=(*cable.written[:-1], replace(last, number=last.number + shift)))


def annex(cable: InventedCable, draw: Random) -> Worn:
    """Numbers begin again behind the text."""
    last = cable.written[-1]
    if last.number is None or not last.marking or _entire(cable):
        return None
    texts = ("The list was read aloud at the close.", "Copies went to all who had come.")
    more = tuple(Written(n, "U", "Annex" if n == 1 else None, text) for n, text in enumerate(texts, start=1))
    lines = "Annex\n-----\n\n" + "".join(f"{one.number}. (U) {one.text}\n\n" for one in more)
    worn = _before_signature(cable, lines)
    return worn and replace(worn, written=(*cable.written, *more))


def _entire(cable: InventedCable) -> bool:
    return not cable.written[0].text


def _before_signature(cable: InventedCable, lines: str) -> Worn:
    at = _signature(cable)
    return replace(cable, body=cable.body[:at] + lines + cable.body[at:]) if at else None


def _signature(cable: InventedCable) -> int:
    """Where the line of the signature begins; 0 if there is none."""
    return cable.body.rfind(f"\n{cable.signers[0]}") + 1 if len(cable.signers) == 1 else 0


def noise(cable: InventedCable, draw: Random) -> Worn:
    """A burst on the line falls into a word, which stays as it came, as does all of its paragraph."""
    if "smart-punctuation" in cable.damages:
        return None
    return _in_a_word(cable, draw, lambda word: f"{word[:3]}Q`@z|{word[3:]}")


def redacted(cable: InventedCable, draw: Random) -> Worn:
    """A word crossed out."""
    return _in_a_word(cable, draw, lambda word: draw.choice(("x" * 12, "X" * 5, "xxxxxxxxxxxx(strictly protect)")))


def _in_a_word(cable: InventedCable, draw: Random, change: Callable[[str], str]) -> Worn:
    """Changes a long word that stands once in the cable, in text and values alike."""
    place = draw.randrange(len(cable.written))
    known = re.findall(r"(?<=[a-z] )[a-z]{8,}(?= [a-z])", cable.written[place].text)
    known = [word for word in known if cable.body.lower().count(word) == 1]
    if not known:
        return None
    word = draw.choice(known)
    after = change(word)
    text = cable.written[place].text.replace(word, after)
    written = (*cable.written[:place], replace(cable.written[place], text=text), *cable.written[place + 1 :])
    return replace(cable, body=cable.body.replace(word, after), written=written)


def cut_words(cable: InventedCable, draw: Random) -> Worn:
    """Re-flowing left blanks inside words."""
    if cable.layout != REFLOWED:
        return None
    head, text = parted(cable)
    whole = {word for word in re.findall(r"(?<=[a-z] )[a-z]{8,}(?= [a-z])", text) if word in words()}
    for word in sorted(whole)[::7]:
        first, last = word[:4], word[4:]
        if first not in words() and last not in words():
            text = text.replace(f" {word} ", f" {first} {last} ", 1)
    return replace(cable, body=head + text) if head + text != cable.body else None


def zeros_for_letters(cable: InventedCable, draw: Random) -> Worn:
    head, text = parted(cable)
    changed = re.sub(r"(?m)^(.{40,} [A-Z]{3,})O(?=[A-Z]{3})", r"\g<1>0", text)
    return replace(cable, body=head + changed) if cable.written[0].text.isupper() and changed != text else None


def entities(cable: InventedCable, draw: Random) -> Worn:
    """Markup stands for quotation marks."""
    head, text = parted(cable)
    plain = "smart-punctuation" not in cable.damages and '"' in text
    return replace(cable, body=head + text.replace('"', "&quot;")) if plain else None


def hard_blanks(cable: InventedCable, draw: Random) -> Worn:
    changed = cable.body.replace(".  ", ".\xa0 ")
    return replace(cable, body=changed) if changed != cable.body else None


def equal_signs(cable: InventedCable, draw: Random) -> Worn:
    """Headings are ruled with another sign."""
    changed = re.sub(r"(?m)^-+(?: -+)?(?= ?$)", lambda rule: rule[0].replace("-", "="), cable.body)
    return replace(cable, body=changed) if changed != cable.body else None


def glued_numbers(cable: InventedCable, draw: Random) -> Worn:
    """No blank behind the number, or no stop."""
    after = draw.choice((r"\1.(", r"\1 ("))
    changed, count = re.subn(r"(?m)^(\d{1,3})\. {1,2}\((?=(?:U|SBU|C|S|LOU)\))", after, cable.body)
    return replace(cable, body=changed) if count else None


def page_links(cable: InventedCable, draw: Random) -> Worn:
    """Anchors turned into text: a link before the first numbers, a bare 1 before the others."""
    numbers = [one.number for one in cable.written]
    if "\xb6" in cable.body or numbers != list(range(1, len(numbers) + 1)):
        return None
    body, at = cable.body, 0
    for number in range(1, len(numbers) + 1):
        place = body.find(f"\n{number}. ", at)
        if place < 0:
            return None
        body = body[: place + 1] + ("[1](#)" if number < 4 else "1") + body[place + 1 :]
        at = place + 8
    return replace(cable, body=body)


def lost_pilcrows(cable: InventedCable, draw: Random) -> Worn:
    """The pilcrow's byte could not be read."""
    return replace(cable, body=cable.body.replace("\xb6", "\ufffd")) if "\xb6" in cable.body else None


def split_banners(cable: InventedCable, draw: Random) -> Worn:
    changed = re.sub(BANNER, r"\1 \n\n\2", cable.body)
    return replace(cable, body=changed) if changed != cable.body else None


def banners_in_lines(cable: InventedCable, draw: Random) -> Worn:
    """Re-flowing ran the banner into the sentence that it cut."""
    inside = r"(?<=[a-z,])\n\n" + BANNER.replace("(?m)^", "").replace("$", "") + r"\n\n\n(?=[a-z])"
    changed = re.sub(inside, r" \1  \2 ", cable.body)
    return replace(cable, body=changed) if changed != cable.body else None


# End


def two_signers(cable: InventedCable, draw: Random) -> Worn:
    other = draw.choice(OTHER_SIGNERS)
    worn = _before_signature(cable, f"{other}\n")
    return worn and replace(worn, signers=(other, *cable.signers))


def minimize(cable: InventedCable, draw: Random) -> Worn:
    """The signature stands in the line of the last remark."""
    return _before_signature(cable, f"{cable.post} MINIMIZE CONSIDERED.  ")


def released(cable: InventedCable, draw: Random) -> Worn:
    """What archives put under a text."""
    note = draw.choice(
        (
            "\nNOTE BY OC/T: NOT PASSED TO ABOVE ADDRESSEES.\n",
            "\nNOTE: NOT PASSED TO ABOVE ADDRESSEE(S)\n",
            "\n\n\nNNNN\n",
            f"\n{cable.sent.year}{cable.post}{cable.serial:05d} - Classification: {cable.classification}\n",
            "\nDeclassified/Released US Department of State EO Systematic Review 30 JUN 2006\n",
        )
    )
    return replace(cable, body=cable.body + note)


def attributes(cable: InventedCable, draw: Random) -> Worn:
    """The National Archives' card behind a telegram of the seventies."""
    if cable.layout != DEPARTMENT_TELEGRAM:
        return None
    card = (
        f"\n\n\nMessage Attributes\n\nAutomatic Decaptioning: X\nCapture Date: 01 JAN 1994\n"
        f"Draft Date: {cable.sent:%d %b %Y}\nDocument Number: {cable.sent.year}{cable.post}{cable.serial:05d}\n"
        f"Executive Order: GS\nFilm Number: D750012-0345\nFrom: {cable.post}\nTAGS: {', '.join(cable.tags)}\n"
        "To: STATE\nType: TE\nMarkings: Declassified/Released US Department of State EO Systematic Review 05 JUL 2006\n"
    )
    return replace(cable, body=cable.body.rstrip("\n") + card)


def second_version(cable: InventedCable, draw: Random) -> Worn:
    """An earlier version was left behind the text."""
    other = cable.body.replace(cable.subject.split()[0], "EARLIER", 1)
    return replace(cable, body=f"{cable.body}@@@OASYS@@@\n{other}") if cable.signers else None


def metadata(cable: InventedCable, draw: Random) -> Worn:
    """A record's other columns, run on behind the name."""
    at = _signature(cable)
    end = cable.body.find("\n", at)
    if not at or cable.body[at:end].strip() != cable.signers[0] or not cable.tags:
        return None
    row = f" 0 {cable.sent:%d/%m/%Y} 6695 {','.join(cable.tags)} {cable.subject}"
    return replace(cable, body=cable.body[:end].rstrip() + row + cable.body[end:])


def line_ends(sign: str, cable: InventedCable, draw: Random) -> Worn:
    return replace(cable, header=cable.header.replace("\n", sign), body=cable.body.replace("\n", sign))
