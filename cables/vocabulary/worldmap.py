"""Where on the map of the world a place stands: the Equal Earth projection (Šavrič, Patterson and Jenny, 2018)."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

WIDTH = 1_000
HEIGHT = 438
MIDDLE = 11.5
"""Degrees of longitude in the middle, so that the map's edges run through the Bering Strait and cut no land."""
NORTH = 84.0
"""Degrees of latitude at the upper edge. Antarctica, where no post is, lies below the lower one."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_HALF_WIDTH = 2.7066299836960748


def place(latitude: float, longitude: float) -> tuple[float, float]:
    """From degrees north and east to units from the map's left and upper edge; the map is WIDTH by HEIGHT of them."""
    x, y = _projected(latitude, (longitude - MIDDLE + 180) % 360 - 180)
    scale = WIDTH / (2 * _HALF_WIDTH)
    return WIDTH / 2 + scale * x, scale * (_projected(NORTH, 0)[1] - y)


def _projected(latitude: float, longitude: float) -> tuple[float, float]:
    m = sqrt(3) / 2
    t = asin(m * sin(radians(latitude)))
    slope = _A1 + 3 * _A2 * t**2 + t**6 * (7 * _A3 + 9 * _A4 * t**2)
    return radians(longitude) * cos(t) / (m * slope), t * (_A1 + _A2 * t**2 + t**6 * (_A3 + _A4 * t**2))
