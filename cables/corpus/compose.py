"""The body of a cable as blocks: what it says, before anyone decides how the lines are set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cables.corpus.language import Deal, Pattern, Pool
from cables.corpus.names import pick
from cables.corpus.scene import CableScene
from cables.corpus.topics import Table, Theme, Topic, prose, theme, themes

UNCLASSIFIED, LIMITED, CONFIDENTIAL, SECRET = "UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET"
MARKINGS = {
    UNCLASSIFIED: ("U",),
    "SENSITIVE": ("SBU", "SBU", "SBU", "U"),
    LIMITED: ("LOU",),
    CONFIDENTIAL: ("C", "C", "C", "C", "C", "SBU", "U"),
    SECRET: ("S", "S", "S", "C", "U"),
}
SPEAKERS = ("minister", "deputy", "expert", "mayor", "trader", "mp", "scholar", "editor")
INDOOR_SPEAKERS = ("minister", "deputy", "expert")


LONG = 1500
"""Words from which only a report has enough to say."""


@dataclass(frozen=True, slots=True)
class Block:
    kind: str
    """paragraph (numbered), text (not numbered), heading, item or table."""
    text: str
    marking: str | None = None


class Writer:
    """Writes one cable on a topic, about as many words long as asked."""

    def __init__(self, scene: CableScene, topic: Topic, marks: tuple[str, ...], words: int, gap: str) -> None:
        """`marks`: the portion marks to draw from, none for a cable without; `gap`: the blanks between sentences."""
        self.scene = scene
        self.draw = scene.draw
        self.topic = topic
        self.marks = marks
        self.budget = words
        self.gap = gap
        self.words = 0
        self.blocks: list[Block] = []
        self._deals: dict[Pool, Deal] = {}
        self._themes = themes(topic.setting)

    def next(self, pool: Pool) -> Pattern:
        """The next pattern of a pool; none comes twice before all have come."""
        deal = self._deals.get(pool)
        if deal is None:
            deal = self._deals[pool] = pool.deal(self.draw)
        return deal.next()

    def say(self, pool: Pool, sentences: int = 1) -> str:
        return self.gap.join([self.next(pool).say(self.scene) for _ in range(sentences)])

    def own(self, name: str) -> Pool:
        return self.topic.pools[name]

    def fresh(self, pool: Pool) -> bool:
        deal = self._deals.get(pool)
        return deal is None or deal.fresh

    def add(self, kind: str, text: str) -> None:
        marking = pick(self.draw, self.marks) if kind == "paragraph" and self.marks else None
        self.words += text.count(" ") + 1
        self.blocks.append(Block(kind, text, marking))

    def paragraph(self, text: str) -> None:
        self.add("paragraph", text)

    def heading(self, text: str) -> None:
        self.blocks.append(Block("heading", text))

    def speech(self) -> str:
        roles = SPEAKERS if self.topic.setting == "bilateral" else INDOOR_SPEAKERS
        values = self.scene.values
        values["speaker"] = speaker = self.scene.person(pick(self.draw, roles))
        values["speaker_s"] = speaker + ("'" if speaker.endswith("s") else "'s")
        values["quote"] = self.next(self.own("quotes")).say(self.scene)
        said = self.next(prose()["speech.frames"]).say(self.scene)
        if self.draw() < 0.15:
            values["speaker"] = speaker.rpartition(" ")[2]
            said += self.gap + self.say(prose()["speech.tails"])
        return said

    def details(self, count: int) -> str:
        """Sentences on the matter itself, and on things near it once those are used up."""
        sentences = []
        aside = self.theme().sentences
        for _ in range(count):
            if self.draw() < 0.22 and self.fresh(self.own("quotes")):
                sentences.append(self.speech())
            elif self.fresh(self.own("details")):
                sentences.append(self.say(self.own("details")))
            else:
                sentences.append(self.say(aside))
        return self.gap.join(sentences)

    def theme(self) -> Theme:
        """A theme with something left to say; all of them again once each has been used up."""
        place = int(self.draw() * len(self._themes))
        for one in self._themes[place:] + self._themes[:place]:
            if self.fresh(one.sentences):
                return one
        self._deals.clear()
        return self._themes[place]

    def reftel(self) -> str:
        """A sentence that leans on a reference, with its gap, if there are references."""
        return self.say(prose()["markers.reftel"]) + self.gap if self.scene.reftels else ""

    def some(self, low: int, high: int) -> int:
        return low + int(self.draw() * (high - low + 1))


def write_report(writer: Writer) -> None:
    """Summary, sections, comment: what most cables are."""
    _summary(writer)
    opening = prose()["opening.meeting" if writer.draw() < 0.6 else "opening.report"]
    writer.heading(writer.say(writer.own("headings")))
    writer.paragraph(writer.say(opening) + writer.gap + writer.reftel() + writer.details(writer.some(2, 4)))
    table = writer.topic.table if writer.draw() < 0.3 else None
    reserve = 90
    while writer.words < writer.budget - reserve:
        if writer.fresh(writer.own("details")) and writer.draw() < 0.7:
            if writer.draw() < 0.45 and writer.fresh(writer.own("headings")):
                writer.heading(writer.say(writer.own("headings")))
            writer.paragraph(writer.details(writer.some(2, 5)))
        else:
            _themed_section(writer)
        if table and writer.draw() < 0.5:
            _table(writer, table)
            table = None
    if writer.draw() < 0.18:
        writer.heading("Action Request")
        writer.paragraph(writer.say(prose()["request.action"]))
    _comment(writer)


def write_spot(writer: Writer) -> None:
    """A few lines and no headings."""
    writer.paragraph(writer.say(prose()["opening.report"]) + writer.gap + writer.reftel() + writer.details(1))
    while writer.words < writer.budget - 25:
        writer.paragraph(writer.details(writer.some(1, 3)))
    if writer.draw() < 0.5:
        writer.paragraph(f"Comment: {writer.say(writer.own('comment'))}{writer.gap}End comment.")


def write_instruction(writer: Writer) -> None:
    """The Department to a post: background, request, points to make."""
    group = prose()
    background = group["instruction.background"]
    opening = writer.say(group["instruction.opening"], 2)
    writer.paragraph(opening + writer.gap + writer.reftel() + writer.say(background))
    writer.heading("Background")
    for _ in range(1 + (writer.budget > 500) + (writer.budget > 1000)):
        writer.paragraph(writer.say(background, 3) + writer.gap + writer.say(writer.own("summary")))
    writer.heading(pick(writer.draw, ("Action Request", "Objectives", "Action Requested")))
    writer.paragraph(writer.say(group["instruction.action"], 2))
    if writer.topic.setting != "mission":
        writer.heading(pick(writer.draw, ("Talking Points", "Points to Be Made")))
        writer.paragraph("Begin talking points:")
        for _ in range(writer.some(3, 6)):
            writer.add("item", "-- " + writer.say(group["instruction.points"], writer.some(1, 2)))
        writer.add("text", "End talking points.")
    writer.paragraph(writer.say(group["instruction.closing"], writer.some(1, 2)))


def write_press(writer: Writer) -> None:
    """What the papers said, one item a paper."""
    group = prose()
    summary = writer.say(group["press.intro"]) + writer.gap + writer.details(2)
    writer.paragraph(f"Summary: {summary}{writer.gap}End summary.")
    writer.heading(pick(writer.draw, ("Selected Commentary", "From the Papers", "Block Quotes")))
    writer.paragraph(writer.say(writer.own("summary")) + writer.gap + writer.reftel() + "Excerpts follow.")
    while writer.words < writer.budget - 60:
        item = "-- " + writer.say(group["press.items"])
        if writer.draw() < 0.6:
            item += writer.gap + writer.details(writer.some(1, 2))
        writer.add("item", item)
        if writer.draw() < 0.2:
            _themed_section(writer)
    writer.paragraph(writer.say(group["press.closing"], 2))
    _comment(writer)


def write_note(writer: Writer) -> None:
    """A letter received, its translation, and a request for guidance."""
    group = prose()
    writer.paragraph(writer.say(group["note.intro"]) + writer.gap + writer.reftel() + writer.say(writer.own("summary")))
    writer.paragraph("Begin informal translation:")
    for pattern in group["note.text"].patterns:
        writer.add("text", pattern.say(writer.scene))
    writer.add("text", "End informal translation.")
    while writer.words < writer.budget - 110:
        writer.paragraph(writer.details(writer.some(3, 5)))
    writer.paragraph(writer.say(group["note.request"]))
    _comment(writer)


def write_trip(writer: Writer) -> None:
    """A journey told town by town."""
    _summary(writer)
    field = theme("field")
    while writer.words < writer.budget - 100:
        town = writer.scene.cast.namer.town(writer.draw)
        writer.heading(town[0].upper() + town[1:])
        seen = writer.say(field.sentences, writer.some(2, 4))
        writer.paragraph(seen + writer.gap + writer.details(writer.some(1, 3)))
        if writer.draw() < 0.5:
            writer.paragraph(writer.details(writer.some(3, 5)))
    _comment(writer)


GENRES: tuple[tuple[float, Callable[[Writer], None]], ...] = (
    (0.72, write_report),
    (0.82, write_press),
    (0.90, write_note),
    (1.0, write_trip),
)
"""(up to this number drawn, the genre)."""


def write(writer: Writer, from_department: bool) -> None:
    """Fill the writer's blocks with a cable of some genre."""
    if from_department:
        write_instruction(writer)
    elif writer.budget < 230:
        write_spot(writer)
    elif writer.topic.setting != "bilateral" or writer.budget > LONG:
        write_report(writer)
    else:
        drawn = writer.draw()
        next(genre for bound, genre in GENRES if drawn < bound)(writer)


def _summary(writer: Writer) -> None:
    text = writer.say(writer.own("summary"), writer.some(1, 3)) + writer.gap
    if writer.topic.setting == "bilateral":
        text += writer.say(prose()["summary.general"], writer.some(1, 2)) + writer.gap
    if writer.draw() < 0.5:
        writer.paragraph(f"Summary: {text}End summary.")
    else:
        writer.heading("Summary")
        writer.paragraph(text + "End summary." if writer.draw() < 0.5 else text.rstrip())


def _comment(writer: Writer) -> None:
    text = writer.say(writer.own("comment"), writer.some(1, 2))
    if writer.topic.setting == "bilateral":
        text += writer.gap + writer.say(prose()["comment.general"], writer.some(1, 3))
    if writer.draw() < 0.5:
        writer.paragraph(f"Comment: {text}{writer.gap}End comment.")
    else:
        writer.heading("Comment")
        writer.paragraph(text)


def _themed_section(writer: Writer) -> None:
    section = writer.theme()
    if writer.fresh(section.headings) and writer.draw() < 0.75:
        writer.heading(writer.say(section.headings))
    writer.paragraph(writer.say(section.sentences, writer.some(3, 5)))
    if writer.draw() < 0.12:
        for letter in "abcd"[: writer.some(2, 4)]:
            writer.add("item", f"{letter}. {writer.say(section.sentences)}")


def _table(writer: Writer, table: Table) -> None:
    """Rows of figures under the paragraph before."""
    scene, lines = writer.scene, []
    lines.append(table.title.say(scene))
    lines.append("")
    lines.append(" " * 22 + "".join(f"{column:>14}" for column in table.columns))
    ratio = table.high / table.low
    for label in table.rows:
        cells = [f"{int(table.low * ratio ** writer.draw()):,}" for _ in table.columns]
        lines.append(f"{label.say(scene)[:21]:<22}" + "".join(f"{cell:>14}" for cell in cells))
    writer.add("table", "\n".join(lines))
