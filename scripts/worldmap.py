"""Draws static/world.svg, the outline of the world behind the posts.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    PYTHONPATH=. python scripts/worldmap.py package/land-110m.json static/world.svg

The package (ISC licence) holds the land of Natural Earth at 1:110,000,000, which is in the public domain.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from cables.vocabulary.worldmap import HEIGHT, WIDTH, place

SOUTH = -60.0
"""Land wholly below this latitude is left out."""
Ring = list[tuple[float, float]]
"""Longitudes and latitudes."""


def rings(topology: dict[str, Any]) -> Iterator[Ring]:
    """The outlines in a TopoJSON file whose object is called land."""
    arcs = [list(_degrees(arc, topology["transform"])) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for numbers in polygon:
                ring: Ring = []
                for number in numbers:
                    points = arcs[number] if number >= 0 else arcs[~number][::-1]
                    ring += points[1:] if ring else points
                yield ring


def _degrees(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[tuple[float, float]]:
    (scale_x, scale_y), (first_x, first_y) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * scale_x + first_x, y * scale_y + first_y


def path(ring: Ring) -> str:
    """The outline in tenths of the map's units, each point relative to the one before."""
    points = [tuple(round(10 * part) for part in place(latitude, longitude)) for longitude, latitude in ring]
    steps = ((x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(points))
    drawn = "".join(f"{x:+d}{y:+d}" for x, y in steps if x or y)
    return f"M{points[0][0]} {points[0][1]}l{drawn}z"


def main(source: str, target: str) -> None:
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    land = "".join(path(ring) for ring in rings(topology) if max(latitude for _, latitude in ring) > SOUTH)
    Path(target).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        "<!-- Land: Natural Earth, public domain, by way of world-atlas 2.0.2. Drawn by scripts/worldmap.py. -->"
        f'<path id="land" transform="scale(.1)" d="{land}"/></svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
