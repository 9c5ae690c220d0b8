"""Places on the map, as requests state them: a box, a polygon, a point with a radius. Degrees of WGS 84.

As the database answers the same: boxes and polygons in the plane of degrees with their borders, distances on the
spheroid.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from geographiclib.geodesic import Geodesic  # type: ignore[import-untyped]

Point = tuple[float, float]
"""Longitude and latitude."""
Box = tuple[float, float, float, float]
"""West, south, east, north."""

MAX_POLYGON_POINTS = 100
_EARTH_METRES = 6_371_008.8
_METRES_PER_DEGREE = math.radians(_EARTH_METRES)
_SPHERE_ERROR = 0.01
_EQUATOR_METRES, _FLATTENED = 6_378_137.0, 0.00669437999014
"""Of the spheroid: the radius of its equator, and the square of its eccentricity."""
_PLANE_ERROR = 0.0005
"""Of a distance in a plane whose degrees are as long as at its centre, beside what they differ by towards the edge."""
_MAX_PLANE_METRES, _POLAR = 100_000.0, 75.0
_NUMBER = r"-?\d{1,3}(?:\.\d{1,15})?(?:[eE]-\d{1,2})?"
"""A small one also as programs and `wkt` write it: 5e-05."""
_PAIR = rf"{_NUMBER} +{_NUMBER}"
_WKT = re.compile(rf"POLYGON\s*+\(\(\s*+({_PAIR}(?:\s*+,\s*+{_PAIR})*+)\s*+\)\)", re.IGNORECASE)


def box(numbers: Sequence[str]) -> Box:
    """West, south, east and north; raises ValueError for what is none, or has no inside."""
    west, south, east, north = map(_degrees, numbers)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError
    return west, south, east, north


@lru_cache(1_024)
def ring(text: str) -> tuple[Point, ...]:
    """The ring of a polygon as WKT writes it; raises ValueError for anything else, and for too many points."""
    found = _WKT.fullmatch(text.strip())
    points = [one.split() for one in found[1].split(",")] if found else []
    if not 4 <= len(points) <= MAX_POLYGON_POINTS:
        raise ValueError
    found_ring = tuple((float(longitude), float(latitude)) for longitude, latitude in points)
    if found_ring[0] != found_ring[-1] or len(set(found_ring)) < 3:
        raise ValueError
    if not all(abs(x) <= 180 and abs(y) <= 90 for x, y in found_ring):
        raise ValueError
    return found_ring


def wkt(points: Sequence[Point]) -> str:
    """A ring as text."""
    return f"POLYGON(({', '.join(f'{longitude!r} {latitude!r}' for longitude, latitude in points)}))"


def in_box(point: Point, asked: Box) -> bool:
    """Whether a point lies in a box or on its border."""
    west, south, east, north = asked
    return west <= point[0] <= east and south <= point[1] <= north


def in_ring(point: Point, points: Sequence[Point]) -> bool:
    """Whether a point lies inside a ring or on it: a ray to the east crosses it an odd number of times."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(points):
        turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        if turn == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
            return True
        if (ay > y) != (by > y) and (turn > 0) == (by > ay):
            inside = not inside
    return inside


def are_near(one: Point, other: Point, most: float) -> bool:
    """Whether two points are no more than so many metres apart, on the spheroid."""
    return around(one, most)(other)


def around(centre: Point, most: float) -> Callable[[Point], bool]:
    """Whether points are no more than so many metres away from one, on the spheroid.

    The distance on a sphere, which takes a hundredth of the time, is off by less than a hundredth: mostly it decides.
    Away from the poles so does that in a plane, in which degrees are as long as at the centre: of small circles all but
    what lies within a thousandth of the edge.
    """
    x, y = centre
    half = math.radians(1.2 * most / _METRES_PER_DEGREE / 2)
    if most > _MAX_PLANE_METRES or abs(y) > _POLAR:
        return lambda point: _is_within(_metres_on_a_sphere(centre, point), centre, point, most)
    flat = 1 - _FLATTENED * math.sin(math.radians(y)) ** 2
    wide = math.radians(_EQUATOR_METRES / math.sqrt(flat)) * math.cos(math.radians(y))
    high = math.radians(_EQUATOR_METRES * (1 - _FLATTENED) / flat**1.5)
    # by how much a degree half way to the edge may be longer or shorter
    error = math.tan(math.radians(abs(y))) * half + half * half
    least, greatest = ((most * max(1 + way * (_PLANE_ERROR + 2 * error), 0)) ** 2 for way in (-1, 1))

    def is_inside(point: Point) -> bool:
        east, north = abs(point[0] - x), (point[1] - y) * high
        east = (360 - east if east > 180 else east) * wide
        square = east * east + north * north
        if least <= square <= greatest:
            return _is_within(_metres_on_a_sphere(centre, point), centre, point, most)
        return square < least

    return is_inside


def _is_within(roughly: float, one: Point, other: Point, most: float) -> bool:
    if abs(roughly - most) > _SPHERE_ERROR * most:
        return roughly < most
    return metres(one, other) <= most


def metres(one: Point, other: Point) -> float:
    """The distance of two points on the spheroid."""
    found: float = Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0], Geodesic.DISTANCE)["s12"]
    return found


def _metres_on_a_sphere(one: Point, other: Point) -> float:
    (ax, ay), (bx, by) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    half = math.sin((by - ay) / 2) ** 2 + math.cos(ay) * math.cos(by) * math.sin((bx - ax) / 2) ** 2
    return 2 * _EARTH_METRES * math.asin(math.sqrt(min(half, 1)))


def _degrees(text: str) -> float:
    if not re.fullmatch(rf"\s*{_NUMBER}\s*", text):
        raise ValueError
    return float(text)
