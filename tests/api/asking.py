"""How tests ask the API, and which addresses there are."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.test import Client

LISTS = ["cables", "cables/09BAKU266/paragraphs", "cables/09BAKU266/references", "cables/09BAKU266/referred-to-by",
         "posts", "tags", "search", "search?in=paragraphs&q=dam"]  # fmt: skip
OTHERS = ["", "cables/09BAKU266", "cables/09BAKU266/paragraphs/p1", "posts/BAKU", "tags/PGOV",
          "search/facets/post", "suggestions?q=da", "openapi.json"]  # fmt: skip
EVERY = [*LISTS, *OTHERS]


def ask(address: str, *, status: int = 200, **headers: str) -> Any:
    """The answer, as JSON; `address` is below `/api/v1/`, or whole as `next` has it."""
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.netloc else f"/api/v1/{address}"
    answer = Client().get(path, headers=headers)
    assert answer.status_code == status, (address, answer.content)
    assert answer["Content-Type"] == ("application/json" if status == 200 else "application/problem+json")
    return answer.json()


def walk(address: str) -> list[Any]:
    """All items of a list, from answer to answer."""
    items, following = [], address
    while following:
        answer = ask(following)
        items += answer["items"]
        following = answer["next"]
    return items
