"""Every address of the site that a visitor can ask for, and a visitor who asks for all of them."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cables.exporting import FORMATS

FACETS = ["class", "precedence", "caption", "post", "country", "date", "tag-subject", "tag-person", "tag-unknown"]

ADDRESSES: dict[str, list[str]] = {
    "": ["/", "/?q=", "/?q={word}", "/?q={word}&in=paragraphs", "/?q={id}", "/?f[post]={post}", "/?f[-tag]={tag}"],
    "advanced/": ["/advanced/", "/advanced/?all={word}", "/advanced/?post={post}&go=1"],
    "suggest/": ["/suggest/?q={word}", "/suggest/?q={id}", "/suggest/?q=tag:{tag}", "/suggest/?q=from:{post}"],
    "facets/<plain:key>/": [f"/facets/{key}/{rest}" for key in FACETS for rest in ("", "?start={word}", "?q={word}")],
    "cables/<plain:reference_id>/": ["/cables/{id}/", "/cables/{id}/?q={word}", "/cables/{id}/?at=p1"],
    "cables/<plain:reference_id>/raw/": ["/cables/{id}/raw/"],
    "cables/<plain:reference_id>/source/": ["/cables/{id}/source/"],
    "cables/<plain:reference_id>/thread/": ["/cables/{id}/thread/"],
    "cables/<plain:reference_id>/versions/": ["/cables/{id}/versions/"],
    "cables/<plain:reference_id>.ris": ["/cables/{id}.ris", "/cables/{id}.ris?at=p1"],
    "cables/<plain:reference_id>.bib": ["/cables/{id}.bib"],
    "cables/<plain:reference_id>.csl.json": ["/cables/{id}.csl.json"],
    "cables/<plain:reference_id>.txt": ["/cables/{id}.txt", "/cables/{id}.txt?version=1"],
    "cables/<plain:reference_id>.json": ["/cables/{id}.json"],
    "export/": ["/export/?q=", "/export/?q={word}", "/export/?f[post]={post}&in=paragraphs"],
    "export/<plain:name>": [
        f"/export/{name}{rest}" for name in FORMATS for rest in ("?q={word}", "?q={word}&in=paragraphs")
    ],
    "posts/": ["/posts/"],
    "posts/<plain:code>/": ["/posts/{post}/"],
    "tags/": ["/tags/", "/tags/?kind=unknown"],
    r"^tags/(?P<code>[^\x00]+)/$": ["/tags/{tag}/"],
    "cited/": ["/cited/"],
    "cited/missing/": ["/cited/missing/"],
    "years/": ["/years/"],
    "years/<int:year>/": ["/years/{year}/", "/years/{year}/?month=4"],
    "help/": ["/help/"],
    "unapi/": ["/unapi/", "/unapi/?id={id}", "/unapi/?id={id}&format=ris"],
    "favicon.ico": ["/favicon.ico"],
    "feed.atom": ["/feed.atom", "/feed.atom?q={word}", "/feed.atom?f[tag]={tag}", "/feed.atom?q=id:{id}"],
    "posts/<plain:code>/feed.atom": ["/posts/{post}/feed.atom"],
    r"^tags/(?P<code>[^\x00]+)/feed\.atom$": ["/tags/{tag}/feed.atom"],
    "opensearch.xml": ["/opensearch.xml"],
    "suggest/opensearch/": ["/suggest/opensearch/?q={word}", "/suggest/opensearch/?q={id}"],
    "robots.txt": ["/robots.txt"],
    "sitemap.xml": ["/sitemap.xml"],
    "sitemap-pages.xml": ["/sitemap-pages.xml"],
    "sitemap-cables-<int:number>.xml": ["/sitemap-cables-1.xml"],
    "oai": [
        "/oai?verb=Identify",
        "/oai?verb=ListSets",
        "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc&set={post}",
        "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:{id}",
        "/oai?verb=ListMetadataFormats&identifier=oai:testserver:{id}",
    ],
    "health/": ["/health/"],
    "api/": ["/api/"],
    "api/v1/": ["/api/v1/"],
    "api/v1/openapi.json": ["/api/v1/openapi.json"],
    "api/v1/cables": ["/api/v1/cables", "/api/v1/cables?fields=subject"],
    "api/v1/cables/<str:reference_id>": ["/api/v1/cables/{id}", "/api/v1/cables/{id}?fields=subject"],
    "api/v1/cables/<str:reference_id>/paragraphs": ["/api/v1/cables/{id}/paragraphs"],
    "api/v1/cables/<str:reference_id>/paragraphs/<str:anchor>": ["/api/v1/cables/{id}/paragraphs/p1"],
    "api/v1/cables/<str:reference_id>/references": ["/api/v1/cables/{id}/references"],
    "api/v1/cables/<str:reference_id>/referred-to-by": ["/api/v1/cables/{id}/referred-to-by"],
    "api/v1/posts": ["/api/v1/posts"],
    "api/v1/posts/<str:code>": ["/api/v1/posts/{post}"],
    "api/v1/tags": ["/api/v1/tags", "/api/v1/tags?kind=unknown"],
    "api/v1/tags/<path:code>": ["/api/v1/tags/{tag}"],
    "api/v1/search": [
        "/api/v1/search",
        "/api/v1/search?limit=1",
        "/api/v1/search?q={word}",
        "/api/v1/search?q={word}&in=paragraphs",
        "/api/v1/search?q={id}",
        "/api/v1/search?f[post]={post}",
        "/api/v1/search?f[-tag]={tag}",
    ],
    "api/v1/search/facets/<str:key>": [
        f"/api/v1/search/facets/{key}{rest}" for key in FACETS for rest in ("", "?start={word}", "?q={word}")
    ],
    "api/v1/suggestions": [
        f"/api/v1/suggestions?q={typed}" for typed in ("{word}", "{id}", "tag:{tag}", "from:{post}")
    ],
    r"api/^v1/[\s\S]*$": ["/api/v1/{word}"],
    "lists/": ["/lists/"],
    "lists/shared/": ["/lists/shared/?c={id}", "/lists/shared/?c={id}~p1~{word}", "/lists/shared/?c={word}"],
    "lists/shared/<slug:token>/": ["/lists/shared/{word}/"],
    "lists/shared-file/": ["/lists/shared-file/?c={id}~p1"],
    "lists/shared-file/<slug:token>/": ["/lists/shared-file/{word}/"],
    "lists/take-away/": ["/lists/take-away/"],
    "lists/take-away/shared/<str:name>": ["/lists/take-away/shared/results.csv?c={id}&c={id}~p1~note"],
    "lists/take-away/<slug:token>/<str:name>": ["/lists/take-away/{word}/results.csv"],
    "account/": ["/account/"],
    "account/login/": ["/account/login/"],
    "account/logout/": ["/account/logout/"],
    "account/logged-out/": ["/account/logged-out/"],
    "account/password/": ["/account/password/"],
    "account/delete/": ["/account/delete/"],
    "account/keep/": ["/account/keep/"],
    "account/lists/new/": ["/account/lists/new/"],
    "account/lists/import/": ["/account/lists/import/"],
    "account/lists/copy/": ["/account/lists/copy/"],
    "account/lists/file/": ["/account/lists/file/"],
    "account/lists/<int:pk>/": ["/account/lists/1/"],
    "account/lists/<int:pk>/change/": ["/account/lists/1/change/"],
    "account/lists/<int:pk>/entries/": ["/account/lists/1/entries/"],
    "account/lists/<int:pk>/delete/": ["/account/lists/1/delete/"],
    "account/lists/<int:pk>/take-away/<str:name>": ["/account/lists/1/take-away/results.csv"],
    "account/searches/new/": ["/account/searches/new/?q={word}"],
    "account/searches/<int:pk>/": ["/account/searches/1/"],
    "account/searches/<int:pk>/delete/": ["/account/searches/1/delete/"],
    "account/unsubscribe/<str:token>/": ["/account/unsubscribe/{word}/"],
    "feeds/searches/<slug:token>/": ["/feeds/searches/{word}/"],
}
"""Addresses by the pattern that answers them; whoever adds a pattern adds its addresses, with every parameter that
leads to other cables. {id}, {word}, {post}, {tag} and {year} stand for those of a cable."""

MOST_ADDRESSES_A_PATH = 6
"""Of addresses that differ behind the question mark alone."""
_FORM_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
_TIME = re.compile(rb'<responseDate>[^<]*|"made":"[^"]*"|Made: [^\n]* UTC')
_LINK = re.compile(r'(?:href|src|action)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def all_of_it(self) -> bytes:
        """Headers and body; of a packed body, what is packed in it, as its own bytes may have any word by chance."""
        heads = "\n".join(f"{name}: {value}" for name, value in self.headers).encode()
        return heads + b"\n\n" + (b"\n".join(_unpacked(self.body)) or self.body)


def patterns(skip: str = "admin/") -> Iterator[str]:
    """The pattern of every address of the site but those of the desk."""
    for entry in get_resolver().url_patterns:
        if str(entry.pattern) != skip:
            yield from _patterns(entry, "")


def _patterns(entry: URLPattern | URLResolver, before: str) -> Iterator[str]:
    pattern = before + str(entry.pattern)
    if isinstance(entry, URLResolver):
        for inner in entry.url_patterns:
            yield from _patterns(inner, pattern)
    else:
        yield pattern


def addresses(values: dict[str, str]) -> list[str]:
    """All addresses of the table, for one cable."""
    quoted = {name: quote(value, safe="") for name, value in values.items()}
    return [template.format(**quoted) for templates in ADDRESSES.values() for template in templates]


def ask(client: Client, address: str) -> Answer:
    """Without the header and the element that tell the time, and the token of forms that is another each time."""
    response: HttpResponseBase = client.get(address)
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    if body[:4] == b"PK\x03\x04":
        # Its own bytes hold the time at which each file was packed.
        body = b"\n".join(_unpacked(body))
    headers = sorted((name, value) for name, value in response.items() if name != "Expires")
    return Answer(response.status_code, tuple(headers), _TIME.sub(b"", _FORM_TOKEN.sub(b"", body)))


def crawl(client: Client, seeds: Iterable[str]) -> dict[str, Answer]:
    """The answers to the seeds and to every link in them, and in these, of this site."""
    waiting = deque(seeds)
    asked: dict[str, Answer] = {}
    of_path: Counter[str] = Counter()
    given = set(waiting)
    while waiting:
        address = waiting.popleft()
        path = urlsplit(address).path
        if address in asked or (address not in given and of_path[path] >= MOST_ADDRESSES_A_PATH):
            continue
        of_path[path] += 1
        asked[address] = ask(client, address)
        waiting.extend(_links(address, asked[address]))
    return asked


def _links(address: str, answer: Answer) -> Iterator[str]:
    headers = dict(answer.headers)
    found = [headers["Location"]] if "Location" in headers else []
    if "html" in headers.get("Content-Type", "") or "xml" in headers.get("Content-Type", ""):
        found += map(unescape, _LINK.findall(answer.body.decode()))
    for link in found:
        parts = urlsplit(urljoin(f"http://testserver{address}", link))
        if parts.netloc == "testserver" and not parts.path.startswith(("/static/", "/admin/")):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _unpacked(body: bytes) -> Iterator[bytes]:
    if body[:2] == b"\x1f\x8b":
        yield gzip.decompress(body)
    elif body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                yield name.encode() + b"\n" + packed.read(name)
