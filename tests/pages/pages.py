"""What tests of pages look for in HTML."""

from __future__ import annotations

import re
from html import unescape

from django.test import Client


def text_of(client: Client, address: str, *, status: int = 200) -> str:
    """The page's words, blanks collapsed; the status must be as given."""
    response = client.get(address)
    assert response.status_code == status, address
    return words(response.content.decode())


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def links(html: str) -> list[str]:
    return [unescape(address) for address in re.findall(r'<a [^>]*?href="([^"]*)"', html)]
