"""The entries of a list as a page shows them, with what the archive holds of each today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cables.models import Cable, Paragraph
from cables.views.reading import PARAGRAPHS_A_PART
from cables.workspace.kept import Kept

WORDS_SHOWN = 420
"""Characters of a paragraph."""
LINES_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    kept: Kept
    cable: Cable | None
    """None where no published cable has the id."""
    paragraph: Paragraph | None
    """None for a whole cable, and where the cable has no such paragraph."""

    @property
    def url(self) -> str:
        if self.cable is None:
            return ""
        if self.paragraph is None:
            return self.cable.get_absolute_url()
        at = f"?at={self.paragraph.anchor}" if self.paragraph.position >= PARAGRAPHS_A_PART else ""
        return f"{self.cable.get_absolute_url()}{at}#{self.paragraph.anchor}"

    @property
    def words(self) -> str:
        """The paragraph's, as many as a list shows."""
        text = " ".join((self.paragraph.text if self.paragraph else "").split())
        return text if len(text) <= WORDS_SHOWN else text[:WORDS_SHOWN].rsplit(" ", 1)[0] + " …"


def lines(entries: Sequence[Kept]) -> list[Line]:
    """In a constant number of queries; give it a page of entries."""
    ids = {kept.reference_id for kept in entries}
    cables = {cable.reference_id: cable for cable in Cable.objects.published().for_lists().filter(reference_id__in=ids)}
    wanted = Paragraph.objects.filter(
        cable__in=[cable.pk for cable in cables.values()], anchor__in={kept.anchor for kept in entries if kept.anchor}
    )
    paragraphs = {(paragraph.cable_id, paragraph.anchor): paragraph for paragraph in wanted}
    return [_line(kept, cables.get(kept.reference_id), paragraphs) for kept in entries]


def _line(kept: Kept, cable: Cable | None, paragraphs: dict[tuple[int, str], Paragraph]) -> Line:
    return Line(kept, cable, paragraphs.get((cable.pk, kept.anchor)) if cable else None)
