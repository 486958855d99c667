"""The web page of one cable as the 2011 site gave it: a table of facts, then header and body as preformatted text."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from cables.ingest.containers.days import iso_day
from cables.ingest.containers.decoding import NoText, decode_page
from cables.ingest.values import Facts, RawCable

_MARKUP = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"\s*Viewing cable\s+([^\s,]+)\s*,?\s*(.*)", re.DOTALL)
_DUMP = re.compile(
    r"\s*(?P<created>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\t(?P<id>[^\t\n]{3,80})\t(?P<origin>[^\t\n]{0,80})"
    r"\t(?P<classification>[^\t\n]{0,80})\t(?P<references>[^\t\n]{0,2000})\t"
)
"""A row of the site's database in place of the body; the header follows once more, each line ended by a backslash."""
_LABELS = ("id", "created", "released", "classification", "origin")


def is_web_page(start: bytes) -> bool:
    return _MARKUP.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def read_web_page(origin: str, raw: bytes) -> RawCable:
    """The telegram of a page; its own characters are what is kept. Raises NoText where there is none.

    The table's hour is true, its minutes are not (they repeat the hour): only the day is taken.
    """
    page = LexborHTMLParser(decode_page(raw))
    texts = [node.text(deep=True) for node in page.css("pre")]
    texts = [text for text in texts if text.strip()]
    if not texts:
        raise NoText("is a web page without a telegram: it has no preformatted text. Save the telegram as plain text.")
    stated = _stated(page)
    dump = _DUMP.match(texts[-1])
    if dump:
        stated |= {name: value.strip() for name, value in dump.groupdict().items() if value.strip()}
        texts = [texts[-1][dump.end() :].replace("\\\n", "\n")]
    text = "\n".join(texts)
    return RawCable(
        raw=text.encode(),
        text=text,
        encoding="utf-8",
        origin=origin,
        found_id=stated.get("id", ""),
        facts=Facts(
            container="web page",
            date=iso_day(stated.get("created", "")),
            classification=stated.get("classification", ""),
            post=stated.get("origin", ""),
            references=tuple(re.findall(r"[^\s|,;]+", stated.get("references", ""))),
            stated=stated,
        ),
    )


def _stated(page: LexborHTMLParser) -> dict[str, str]:
    cells = [" ".join(cell.text(deep=True).split()) for cell in page.css("table.cable td")][: len(_LABELS)]
    stated = dict(zip(_LABELS, cells, strict=False)) if len(cells) == len(_LABELS) else {}
    for node in page.css("h3"):
        heading = _HEADING.match(node.text(deep=True))
        if heading:
            stated.setdefault("id", heading[1])
            stated["subject"] = " ".join(heading[2].split())
    return {name: value for name, value in stated.items() if value}
