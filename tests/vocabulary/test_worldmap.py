"""The map of the world and the places on it."""

from __future__ import annotations

import re
from math import cos, radians
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cables.vocabulary import posts
from cables.vocabulary.worldmap import HEIGHT, MIDDLE, NORTH, WIDTH, place

WORLD = Path(__file__).parents[2] / "static" / "world.svg"


@pytest.mark.parametrize(
    ("latitude", "longitude", "where", "why"),
    [
        (0, MIDDLE, (WIDTH / 2, 241.4), "the middle of the equator"),
        (NORTH, MIDDLE, (WIDTH / 2, 0.0), "the upper edge"),
        (0, MIDDLE - 179.99, (0.0, 241.4), "the left edge"),
        (0, MIDDLE + 179.99, (WIDTH, 241.4), "the right edge"),
        (-90, MIDDLE, (WIDTH / 2, 484.7), "the south pole, far below the lower edge"),
    ],
)
def test_a_place_stands_where_the_projection_puts_it(
    latitude: float, longitude: float, where: tuple[float, float], why: str
) -> None:
    assert place(latitude, longitude) == pytest.approx(where, abs=0.1), why


@given(st.floats(-80, 80), st.floats(-160, 180))
def test_equal_areas_of_the_earth_are_equal_on_the_map(latitude: float, longitude: float) -> None:
    step = 0.01
    left, right = place(latitude, longitude - step), place(latitude, longitude + step)
    upper, lower = place(latitude + step, longitude), place(latitude - step, longitude)
    area = (right[0] - left[0]) * (lower[1] - upper[1]) / cos(radians(latitude))
    at_equator = (place(0, step)[0] - place(0, -step)[0]) * (place(-step, 0)[1] - place(step, 0)[1])
    assert area == pytest.approx(at_equator, rel=1e-3)


def test_every_post_is_on_the_map() -> None:
    for post in posts().values():
        if post.latitude is not None and post.longitude is not None:
            x, y = place(post.latitude, post.longitude)
            assert 0 <= x <= WIDTH, post.code
            assert 0 <= y <= HEIGHT, post.code


def test_the_outline_fits_its_frame_and_is_light() -> None:
    svg = WORLD.read_text(encoding="utf-8")
    assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in svg
    assert "Natural Earth, public domain" in svg
    assert len(svg) < 60_000
    for start, steps in re.findall(r"M(\d+ -?\d+)l([-+\d]*)z", svg):
        x, y = map(int, start.split())
        for step_x, step_y in re.findall(r"([-+]\d+)([-+]\d+)", steps):
            x, y = x + int(step_x), y + int(step_y)
            assert -1 <= x <= 10 * WIDTH + 1
            assert -60 <= y <= 10 * HEIGHT + 1
            assert abs(int(step_x)) < 5 * WIDTH, "no outline crosses the map from edge to edge"
