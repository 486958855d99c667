"""The posts: as points on a map of the world, and by country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cables.models import Post
from cables.vocabulary import worldmap

SMALLEST, LARGEST = 2.5, 15.0
"""Radii of the points, in units of the map."""


@dataclass(frozen=True, slots=True)
class Point:
    """A post on the map; its area grows with the number of its cables."""

    post: Post
    x: str
    y: str
    radius: str


@dataclass(frozen=True, slots=True)
class World:
    points: list[Point]
    width: int = worldmap.WIDTH
    height: int = worldmap.HEIGHT


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    listed = list(Post.objects.with_published_counts())
    named = [post for post in listed if post.country]
    countries = [(country, list(group)) for country, group in groupby(named, key=lambda post: post.country)]
    letters = [(letter, list(group)) for letter, group in groupby(countries, key=lambda entry: entry[0][:1].upper())]
    context = {
        "letters": letters,
        "elsewhere": [post for post in listed if not post.country],
        "number": len(listed),
        "countries": len(countries),
        "world": world(listed),
    }
    return render(request, "cables/posts.html", context)


def world(listed: Iterable[Post]) -> World:
    """The posts whose place is known; large ones first, so that small ones lie on top."""
    placed = [post for post in listed if post.latitude is not None and post.longitude is not None]
    placed.sort(key=lambda post: -post.published)  # type: ignore[attr-defined]
    most = placed[0].published if placed else 1  # type: ignore[attr-defined]
    return World([_point(post, post.published / most) for post in placed])  # type: ignore[attr-defined]


def _point(post: Post, share: float) -> Point:
    x, y = worldmap.place(post.latitude or 0.0, post.longitude or 0.0)
    return Point(post, f"{x:.1f}", f"{y:.1f}", f"{max(SMALLEST, LARGEST * share**0.5):.1f}")
