"""Milliseconds in which a served archive answers programs, of the archive that DATABASE_URL or DATA_DIR names."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

import django  # noqa: E402

django.setup()

from django.urls import reverse  # noqa: E402
from postgres import free_port  # noqa: E402

from cables.api import cursors  # noqa: E402
from cables.discovery.oai.values import Selection, token  # noqa: E402
from cables.models import Cable, Post, Reference, Tag  # noqa: E402

ROUNDS = 20
PAGES_DEEP = 50
"""How far down the deep page of a search is, a hundred hits each."""
_WORD = re.compile(r"[A-Za-z]{4,}")
Addresses = list[str]


def asked() -> dict[str, Addresses]:
    """Name -> the addresses to ask, one for each round."""
    pks = list(Cable.objects.published().order_by("reference_id").values_list("pk", flat=True))
    count = len(pks)
    cables = [Cable.objects.get(pk=pks[count * number // ROUNDS]) for number in range(ROUNDS)]
    targets = Reference.objects.filter(target__visibility="published").order_by("-pk")[: 10 * ROUNDS]
    cited = list(dict.fromkeys(targets.values_list("target__reference_id", flat=True)))
    words = [_words(cable) for cable in cables]
    posts = list(Post.objects.filter(cables__in=cables).order_by("code").distinct())
    tags = list(Tag.objects.filter(cables__in=cables, kind=Tag.Kind.SUBJECT).order_by("code").distinct())

    def each(made: Callable[[int], str]) -> Addresses:
        return [made(number) for number in range(ROUNDS)]

    def api(path: str, **parameters: object) -> str:
        return f"/api/v1/{path}" + (f"?{urlencode(parameters, doseq=True)}" if parameters else "")

    def of(things: list[Post] | list[Tag], number: int) -> str:
        return things[number % len(things)].code

    deep = Cable.objects.published().order_by("changed_at", "pk")[count // 2]
    harvest = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    resumed = token(Selection(total=count), behind=deep.changed_at, behind_pk=deep.pk, given=count // 2)
    return {
        "API: cables, first page": each(lambda n: api("cables", limit=100)),
        "API: cables, deep": each(
            lambda n: api("cables", limit=100, cursor=cursors.written([cables[n].reference_id], ["/api/v1/cables"]))
        ),
        "API: one cable": each(lambda n: api(f"cables/{cables[n].reference_id}")),
        "API: its paragraphs": each(lambda n: api(f"cables/{cables[n].reference_id}/paragraphs", limit=100)),
        "API: what it refers to": each(lambda n: api(f"cables/{cables[n].reference_id}/references", limit=100)),
        "API: what refers to it": each(lambda n: api(f"cables/{cited[n % len(cited)]}/referred-to-by", limit=100)),
        "API: posts": each(lambda n: api("posts", limit=100)),
        "API: one post": each(lambda n: api(f"posts/{of(posts, n)}")),
        "API: TAGS": each(lambda n: api("tags", limit=100)),
        "API: one of the TAGS": each(lambda n: api(f"tags/{of(tags, n)}")),
        "API: search, with facets": each(lambda n: api("search", q=words[n], limit=100)),
        "API: search, filtered, by date": each(
            lambda n: api("search", **{"q": words[n].split()[0], "f[post]": of(posts, n), "sort": "newest"})
        ),
        "API: search, of everything": each(lambda n: api("search", limit=100)),
        "API: search, of paragraphs": each(
            lambda n: api("search", **{"q": words[n], "in": "paragraphs", "limit": 100})
        ),
        "API: search, deep": each(lambda n: api("search", sort="oldest", limit=100)),
        "API: values of a facet": each(
            lambda n: api("search/facets/post", q=words[n].split()[0], start="b", limit=100)
        ),
        "API: suggestions": each(lambda n: api("suggestions", q=words[n].split()[0][:3])),
        "OAI-PMH: records, first page": each(lambda n: f"/oai?{urlencode(harvest)}"),
        "OAI-PMH: records, deep": each(
            lambda n: f"/oai?{urlencode({'verb': 'ListRecords', 'resumptionToken': resumed})}"
        ),
        "OAI-PMH: records of a post": each(lambda n: f"/oai?{urlencode(harvest | {'set': of(posts, n)})}"),
        "sitemap: index": each(lambda n: reverse("sitemap")),
        "sitemap: 50,000 cables": each(lambda n: reverse("sitemap-cables", args=[(cables[n].pk - 1) // 50_000 + 1])),
        "sitemap: pages": each(lambda n: reverse("sitemap-pages")),
        "feed: of a search": each(lambda n: f"/feed.atom?{urlencode({'q': words[n]})}"),
        "feed: of everything": each(lambda n: "/feed.atom"),
        "feed: of a post": each(lambda n: reverse("post-feed", args=[of(posts, n)])),
        "feed: of one of the TAGS": each(lambda n: reverse("tag-feed", args=[of(tags, n)])),
        "citation: RIS of a cable": each(lambda n: reverse("cable-ris", args=[cables[n].reference_id])),
    }


def _words(cable: Cable) -> str:
    """Two words of its subject, so that something is found."""
    found = _WORD.findall(cable.subject) or ["visa"]
    return " ".join(sorted(found, key=len, reverse=True)[:2])


@contextmanager
def served() -> Iterator[str]:
    """The archive as it is served, on a free port and without a limit of requests."""
    port = free_port()
    environment = os.environ | {"PORT": str(port), "HOST": "127.0.0.1", "API_REQUESTS_PER_MINUTE": "0"}
    server = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=sys.stderr)
    here = f"http://127.0.0.1:{port}"
    try:
        while server.poll() is None:
            try:
                _ask(f"{here}/health/")
                break
            except OSError:
                time.sleep(0.2)
        yield here
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _ask(address: str) -> tuple[float, int]:
    """Milliseconds and bytes of one answer."""
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=600) as answer:  # noqa: S310
        size = len(answer.read())
    return (time.perf_counter() - began) * 1000, size


def _deep(here: str) -> str:
    """The address of a page far down a search."""
    address = f"{here}/api/v1/search?sort=oldest&limit=100&fields=reference_id"
    for _ in range(PAGES_DEEP):
        with urllib.request.urlopen(address) as answer:  # noqa: S310
            address = json.load(answer)["next"]
    return str(address).removeprefix(here).replace("&fields=reference_id", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="what to ask: all whose names have one of these words in them")
    options = parser.parse_args()
    kinds = {
        name: addresses
        for name, addresses in asked().items()
        if not options.names or any(word.lower() in name.lower() for word in options.names)
    }
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    sizes = dict.fromkeys(kinds, 0)
    with served() as here:
        if "API: search, deep" in kinds:
            kinds["API: search, deep"] = [_deep(here)] * ROUNDS
        # The second of two workers is warm only if it is asked too, and nobody knows which one answers.
        for turn in (*range(4), *range(ROUNDS)):
            for name, addresses in kinds.items():
                milliseconds, sizes[name] = _ask(here + addresses[turn])
                taken[name].append(milliseconds)
    print(f"| {'asked for':32} | median ms | worst ms | kB |\n|{'-' * 34}|---:|---:|---:|")
    for name, times in taken.items():
        counted = times[-ROUNDS:]
        median, worst = statistics.median(counted), max(counted)
        print(f"| {name:32} | {median:9,.0f} | {worst:8,.0f} | {sizes[name] / 1000:,.0f} |")


if __name__ == "__main__":
    main()
