"""Geometry on the map of a city."""

from __future__ import annotations

import math
from itertools import pairwise

from include.areas.area import Area, Point

EARTH_RADIUS_METRES = 6_371_000


def distance(a: Point, b: Point) -> float:
    """Metres between two points in degrees, good for a city."""
    north = math.radians(b[0] - a[0])
    east = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return EARTH_RADIUS_METRES * math.hypot(north, east)


def is_inside(point: Point, area: Area) -> bool:
    """Whether a point lies in the outline of an area, in the plane of degrees; holes are outside."""
    polygons = area.outline["coordinates"]
    return any(sum(_crossings(point, ring) for ring in polygon) % 2 for polygon in polygons)


def _crossings(point: Point, ring: list[list[float]]) -> int:
    """How many sides of a ring a ray to the east of a point crosses; an odd number from within."""
    north, east = point
    return sum(
        (a[1] > north) != (b[1] > north) and east < a[0] + (b[0] - a[0]) * (north - a[1]) / (b[1] - a[1])
        for a, b in pairwise(ring)
    )
