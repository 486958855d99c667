"""What a result can be taken away as."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from cables.exporting.citations import bibtex_file, broken_comment, csl_json_file, ris_file
from cables.exporting.database import database
from cables.exporting.graph import graph, meanings
from cables.exporting.lines import broken_line, lines
from cables.exporting.loading import Loading
from cables.exporting.packing import packed
from cables.exporting.readme import readme
from cables.exporting.table import broken_row, columns, table
from cables.exporting.texts import texts
from cables.exporting.values import About, Selection


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    name: str
    """Last step of its address: results.csv."""
    label: str
    use: str
    """What it is good for, in a sentence or two."""
    media_type: str
    write: Callable[[Loading, About], Iterator[bytes]]
    bytes_a_hit: int
    bytes_a_word: float
    """With the number before, how large it becomes; measured on a full archive of invented cables."""
    broken: Callable[[str], str] | None = None
    """What is written, where the format has room for it, when it cannot go on: from a sentence to a last line."""
    compressed: bool = False
    beside: str = ""
    """Name of the same file without a README."""
    most: int | None = None
    """Cables that it can be made of, where it must be made whole before it is sent."""

    @property
    def ending(self) -> str:
        """Of its file's name: .csv.zip."""
        return self.name[self.name.index(".") :]

    def size(self, selection: Selection) -> int:
        """Bytes, roughly."""
        hits = selection.total if selection.by_paragraph else selection.cables
        return int(hits * self.bytes_a_hit + selection.words * self.bytes_a_word)


def _with_readme(plain: Format, fields: Callable[[Loading], Mapping[str, str]], compression: float) -> Format:
    """The same file in a ZIP archive, with a README beside it."""

    def entries(loading: Loading, about: About) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
        yield plain.name, plain.write(loading, about)
        whose = "a result of a search" if loading.notes is None else "a list of cables"
        yield "README.txt", readme(loading, about, fields(loading), f"{whose}: {plain.name}")

    return replace(
        plain,
        name=f"{plain.name}.zip",
        media_type="application/zip",
        write=lambda loading, about: packed(entries(loading, about), about.made),
        bytes_a_hit=int(plain.bytes_a_hit * compression),
        bytes_a_word=plain.bytes_a_word * compression,
        broken=None,
        compressed=True,
        beside=plain.name,
    )


def _columns(loading: Loading) -> Mapping[str, str]:
    return columns(by_paragraph=loading.selection.by_paragraph, noted=loading.notes is not None)


_CSV = Format(
    "results.csv",
    "Spreadsheet",
    "Opens in Excel, LibreOffice or Google Sheets, and in pandas and R. One row for each cable or paragraph "
    "found, one column for each field; of a cable, its summary and not its text.",
    "text/csv; charset=utf-8",
    table,
    bytes_a_hit=620,
    bytes_a_word=0,
    broken=broken_row,
)
_LINES = Format(
    "results.jsonl",
    "JSON Lines",
    "For programs: on each line all of a cable, every paragraph as it reads and as it was received.",
    "application/jsonl",
    lines,
    bytes_a_hit=3_000,
    bytes_a_word=13,
    broken=broken_line,
)
_GRAPH = Format(
    "references.graphml",
    "Network of references",
    "Opens in Gephi, Cytoscape and networkx: the cables found, the cables they refer to, and who refers to whom.",
    "application/graphml+xml",
    graph,
    bytes_a_hit=510,
    bytes_a_word=0,
)
_TEXTS = Format(
    "texts.zip",
    "Texts",
    "For reading offline and for text analysis: a plain text file for each cable, byte for byte as received, and a "
    "list of them.",
    "application/zip",
    texts,
    bytes_a_hit=800,
    bytes_a_word=3,
    compressed=True,
)
_DATABASE = Format(
    "results.sqlite",
    "Database",
    "An SQLite file with full-text search, to explore in Datasette or to ask with SQL.",
    "application/vnd.sqlite3",
    database,
    bytes_a_hit=5_000,
    bytes_a_word=20,
    compressed=True,
    most=20_000,
)
_RIS = Format(
    "citations.ris",
    "References for Zotero",
    "A reference for each cable, as RIS, which EndNote, Mendeley and other reference managers read too.",
    "application/x-research-info-systems",
    ris_file,
    bytes_a_hit=900,
    bytes_a_word=0,
)
_BIBTEX = Format(
    "citations.bib",
    "References for LaTeX",
    "The same references, as BibTeX, for LaTeX and JabRef.",
    "application/x-bibtex",
    bibtex_file,
    bytes_a_hit=1_000,
    bytes_a_word=0,
    broken=broken_comment,
)
_CSL = Format(
    "citations.csl.json",
    "References for pandoc",
    "The same references, as CSL-JSON, for pandoc and Quarto.",
    "application/vnd.citationstyles.csl+json",
    csl_json_file,
    bytes_a_hit=1_000,
    bytes_a_word=0,
)
FORMATS = {
    one.name: one
    for one in (
        _CSV,
        _with_readme(_CSV, _columns, 0.25),
        _TEXTS,
        _LINES,
        _with_readme(_LINES, lambda _: {}, 0.25),
        _GRAPH,
        _with_readme(_GRAPH, lambda _: meanings(), 0.2),
        _DATABASE,
        _RIS,
        _BIBTEX,
        _CSL,
    )
}
"""By the last step of their address."""
