"""GraphML: the cables found and what they refer to.

Nodes come first, then edges, as programs expect that read the file in one go. What is needed for the edges waits in a
temporary database. The graph is closed only after the last edge: no program opens a file that broke off.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from xml.sax.saxutils import escape, quoteattr

from cables.exporting.loading import BATCH, Loading
from cables.exporting.readme import facts
from cables.exporting.values import About
from cables.models import Cable

_ILLEGAL = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""
KEYS = {
    "node": {
        "label": ("string", "Id of the cable."),
        "found": ("boolean", "Whether it is one of the cables found; others are there because these refer to them."),
        "in_archive": ("boolean", "Whether the archive has it."),
        "date": ("string", "Day on which it was sent."),
        "post": ("string", "Code of the post that sent it."),
        "classification": ("string", "Its level."),
        "subject": ("string", "The subject line."),
        "url": ("string", "Address of the cable."),
    },
    "edge": {"labels": ("string", "The letters under which the cable's list names the other one: A, C.")},
}
"""Domain -> name -> (type, meaning)."""


def meanings() -> Mapping[str, str]:
    """Names of what nodes and edges have, and what each means."""
    return {name: meaning for named in KEYS.values() for name, (_, meaning) in named.items()}


def graph(loading: Loading, about: About) -> Iterator[bytes]:
    yield _opening(about).encode(errors="replace")
    # The name of a database that SQLite keeps in a file of its own and removes.
    with closing(sqlite3.connect("", isolation_level=None, check_same_thread=False)) as waiting:
        waiting.executescript(
            "PRAGMA journal_mode=OFF; BEGIN; CREATE TABLE node (id TEXT PRIMARY KEY) WITHOUT ROWID;"
            "CREATE TABLE edge (source TEXT, target TEXT, labels TEXT, PRIMARY KEY (source, target)) WITHOUT ROWID;"
        )
        for cables in loading.cables(lambda cables: cables.select_related("post").prefetch_related("references")):
            waiting.executemany("INSERT INTO node VALUES (?)", [(cable.reference_id,) for cable in cables])
            for cable in cables:
                edges = [(cable.reference_id, target, labels) for target, labels in _cited(cable).items()]
                waiting.executemany("INSERT INTO edge VALUES (?, ?, ?)", edges)
            yield "".join(_node(cable, about, found=True) for cable in cables).encode(errors="replace")
        outside = "SELECT DISTINCT target FROM edge EXCEPT SELECT id FROM node"
        for rows in _batches(waiting.execute(outside)):
            yield _outside([target for (target,) in rows], about).encode(errors="replace")
        for rows in _batches(waiting.execute("SELECT source, target, labels FROM edge")):
            yield "".join(_edge(*row) for row in rows).encode(errors="replace")
        (edges,) = waiting.execute("SELECT count(*) FROM edge").fetchone()
    counts = {"cables_found": loading.hits, "withdrawn_meanwhile": loading.withdrawn, "references": edges}
    yield "".join([*(_data(f"graph_{name}", str(count)) for name, count in counts.items()), _CLOSING]).encode()


_CLOSING = "</graph>\n</graphml>\n"


def _opening(about: About) -> str:
    keys = [
        f'<key id="{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n'
        for domain, named in KEYS.items()
        for name, (kind, _) in named.items()
    ]
    told = {"about": "string", "cables_found": "int", "withdrawn_meanwhile": "int", "references": "int"}
    keys += [f'<key id="graph_{name}" for="graph" attr.name="{name}" attr.type="{told[name]}"/>\n' for name in told]
    lines = "\n".join(f"{name}: {' '.join(value.split())}" for name, value in facts(about))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        f'{"".join(keys)}<graph edgedefault="directed">\n{_data("graph_about", lines)}'
    )


def _cited(cable: Cable) -> Mapping[str, str]:
    """Id -> the letters of its places in the list; an item that means the cable itself is no reference."""
    cited: dict[str, list[str]] = {}
    for reference in cable.references.all():
        target = reference.target_reference_id
        if target and target != cable.reference_id:
            cited.setdefault(target, []).extend(filter(None, [reference.label]))
    return {target: ", ".join(labels) for target, labels in cited.items()}


def _outside(ids: list[str], about: About) -> str:
    """Nodes of cables that were not found; of those that are not published, nothing but the id is known."""
    here = Cable.objects.published().select_related("post").in_bulk(ids, field_name="reference_id")
    return "".join(
        _node(here[id_], about, found=False)
        if id_ in here
        else _element("node", id_, {"label": id_, "found": "false", "in_archive": "false"})
        for id_ in ids
    )


def _node(cable: Cable, about: About, *, found: bool) -> str:
    values = {
        "label": cable.reference_id,
        "found": "true" if found else "false",
        "in_archive": "true",
        "date": cable.date.isoformat() if cable.date else "",
        "post": cable.post.code if cable.post else "",
        "classification": cable.classification,
        "subject": cable.subject,
        "url": about.site + cable.get_absolute_url(),
    }
    return _element("node", cable.reference_id, values)


def _element(name: str, id_: str, values: Mapping[str, str]) -> str:
    data = "".join(_data(key, value) for key, value in values.items() if value)
    return f"<{name} id={_quoted(id_)}>{data}</{name}>\n"


def _edge(source: str, target: str, labels: str) -> str:
    data = _data("labels", labels) if labels else ""
    return f"<edge source={_quoted(source)} target={_quoted(target)}>{data}</edge>\n"


def _data(key: str, value: str) -> str:
    return f'<data key="{key}">{escape(_legal(value))}</data>'


def _quoted(value: str) -> str:
    return quoteattr(_legal(value))


def _legal(value: str) -> str:
    return _ILLEGAL.sub("\ufffd", value)


def _batches(rows: sqlite3.Cursor) -> Iterator[list[tuple[str, ...]]]:
    while batch := rows.fetchmany(BATCH):
        yield batch
