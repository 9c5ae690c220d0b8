"""Geometry on the map of a city."""

from __future__ import annotations

import math

from include.areas.area import Point

EARTH_RADIUS_METRES = 6_371_000


def distance(a: Point, b: Point) -> float:
    """Metres between two points in degrees, good for a city."""
    north = math.radians(b[0] - a[0])
    east = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return EARTH_RADIUS_METRES * math.hypot(north, east)
